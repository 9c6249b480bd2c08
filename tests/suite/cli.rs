//! The contract of the command line: shapes, exit statuses, streams, and what happens to files.

use acceptance::{root, run, run_with};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

fn sample() -> PathBuf {
    root().join("data/samples/questionnaire.xlsx")
}

/// The first question sheet of the sample.
fn first_sheet(found: &Value) -> &Value {
    let sheets = found["sheets"].as_array().expect("a list");
    sheets.iter().find(|s| s["questionnaire"] == json!(true)).expect("the sample asks questions")
}

fn text(p: &Path) -> String {
    p.to_str().expect("UTF-8 paths in tests").to_owned()
}

fn all_of_standard() -> Value {
    run(["standard", "list", "--json"]).ends(0).json()
}

#[test]
fn the_standard_is_listed_whole() {
    let v = all_of_standard();
    assert_eq!(
        (v["edition"].as_str(), v["date"].as_str(), v["fisc"].as_str()),
        (Some("2.00"), Some("2023-07-27"), Some("第10版"))
    );
    let controls = v["controls"].as_array().expect("a list");
    assert_eq!(controls.len(), 261);
    assert_eq!(controls.iter().filter(|c| c["blank"] == json!(true)).count(), 44);
    for c in controls {
        assert_eq!(c["blank"] == json!(true), c["text"] == "", "{c}");
        let status = c["status"].as_str().expect("a status");
        assert!(["full", "partial", "no", "na", "delegated", "unknown"].contains(&status), "{c}");
        assert_eq!(c["blank"] == json!(true), status == "unknown", "{c}");
        assert_eq!(c["sha256"].as_str().map(str::len), Some(64));
    }
    assert!(v["sections"].as_array().expect("a list").iter().any(|s| s["id"] == "s2.5"));
}

#[test]
fn one_control_is_shown_in_every_form_of_its_number() {
    for form in ["実103-1", "実－１０３－１", "実務基準103-1", "【実 103－1】"] {
        let v = run(["standard", "show", form, "--json"]).ends(0).json();
        assert_eq!(v["id"], "実103-1", "{form}");
        assert!(v["text"].as_str().expect("text").contains("冗長化"));
    }
    let section = run(["standard", "show", "s2.5", "--json"]).ends(0).json();
    assert!(section["text"].as_str().expect("text").contains("秘密保持契約"));
}

#[test]
fn a_number_of_another_edition_is_said_to_be_one() {
    for (id, says) in
        [("運12", "別の版"), ("実149", "ありません"), ("設90", "対象外"), ("統99", "ありません")]
    {
        let r = run(["standard", "show", id, "--json"]).ends(2);
        assert!(r.stdout.is_empty() && r.stderr.contains(says), "{r:?}");
    }
}

#[test]
fn annotations_are_complete_and_pinned() {
    let r = run(["standard", "lint", "--json"]);
    let v = r.json();
    let faults: Vec<&Value> =
        v["findings"].as_array().expect("a list").iter().filter(|f| f["kind"] != "suspected-typo").collect();
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(v["findings"].as_array().is_some_and(|f| f.len() >= 10), "the suspected typos are listed");
}

#[test]
fn search_finds_by_number_word_and_english_and_marks_the_words() {
    let v = run(["search", "実39", "--json"]).ends(0).json();
    assert_eq!(v["hits"][0]["id"], "実39");
    for (query, want) in
        [("ﾊﾞｯｸｱｯﾌﾟ 方法", "実39"), ("フリーアクセス床", "設36"), ("multi-factor authentication", "実146")]
    {
        let v = run(["search", query, "--json", "--limit", "5"]).ends(0).json();
        let hits = v["hits"].as_array().expect("a list");
        assert!(hits.len() <= 5 && hits.iter().any(|h| h["id"] == want), "{query}: {v}");
        for h in hits {
            let n = h["text"].as_str().expect("text").chars().count() as u64;
            for mark in h["highlights"].as_array().expect("a list") {
                let (a, b) = (mark[0].as_u64().expect("start"), mark[1].as_u64().expect("end"));
                assert!(a < b && b <= n, "{h}");
            }
        }
    }
    let v = run(["search", "バックアップ", "--json"]).ends(0).json();
    let hit = &v["hits"][0];
    let marked: Vec<String> = hit["highlights"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|m| {
            let at = |k: usize| m[k].as_u64().and_then(|n| usize::try_from(n).ok()).expect("an offset");
            hit["text"].as_str().expect("text").chars().skip(at(0)).take(at(1) - at(0)).collect()
        })
        .collect();
    assert!(marked.iter().any(|m| m.contains("バックアップ")), "{marked:?}");
    let nothing = run(["search", "ｑｑｑｑｑｑ", "--json"]).ends(0).json();
    assert_eq!(nothing["hits"], json!([]));
}

/// Checks the promise of an answer's text against the document itself.
fn made_only_of_spans(reply: &Value, standard: &Value) {
    let find = |id: &str| {
        ["controls", "sections"]
            .iter()
            .flat_map(|k| standard[k].as_array().expect("a list"))
            .find(|c| c["id"] == id)
            .unwrap_or_else(|| panic!("{id} is in the standard"))
    };
    let mut spans = Vec::new();
    for c in reply["citations"].as_array().expect("a list") {
        let item = find(c["id"].as_str().expect("an id"));
        assert_eq!(c["sha256"], item["sha256"]);
        assert_eq!(c["edition"], standard["edition"]);
        let at = |k: &str| c[k].as_u64().and_then(|n| usize::try_from(n).ok()).expect("an offset");
        let span: String = item["text"]
            .as_str()
            .expect("text")
            .chars()
            .skip(at("start"))
            .take(at("end") - at("start"))
            .collect();
        assert!(!span.is_empty(), "{reply}");
        spans.push(span);
    }
    assert_eq!(reply["answer"].as_str().expect("text"), spans.join("\n"), "{reply}");
}

#[test]
fn every_line_is_answered_in_order_and_only_with_the_documents_own_words() {
    let standard = all_of_standard();
    let questions: Vec<String> = fs::read_to_string(root().join("tests/eval/dev_noisy.jsonl"))
        .expect("readable")
        .lines()
        .map(str::to_owned)
        .collect();
    let r = run_with(["match", "--json"], &(questions.join("\n") + "\n")).ends(0);
    let replies: Vec<Value> = r.stdout.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert_eq!(replies.len(), questions.len());
    for (reply, question) in replies.iter().zip(&questions) {
        let asked: Value = serde_json::from_str(question).expect("JSON");
        assert_eq!(reply["id"], asked["id"]);
        made_only_of_spans(reply, &standard);
        let matches = reply["matches"].as_array().expect("a list");
        assert!(matches.len() <= 10);
        let confidence = reply["confidence"].as_f64().expect("a number");
        assert!((0.0..=1.0).contains(&confidence));
        match reply["decision"].as_str() {
            Some("answer") => {
                assert!(reply["status"] != "unknown" && reply["answer"] != "", "{reply}");
            }
            Some("review" | "none") => {}
            other => panic!("decision {other:?}"),
        }
    }
}

#[test]
fn a_blank_control_is_never_answered() {
    let standard = all_of_standard();
    let blank: Vec<&str> = standard["controls"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|c| c["blank"] == json!(true))
        .map(|c| c["id"].as_str().expect("an id"))
        .collect();
    let input: String = blank
        .iter()
        .map(|id| format!("{}\n", json!({"id": id, "question": format!("{id}について回答してください")})))
        .collect();
    let r = run_with(["match", "--json"], &input).ends(0);
    assert_eq!(r.stdout.lines().count(), 44);
    for line in r.stdout.lines() {
        let reply: Value = serde_json::from_str(line).expect("JSON");
        assert_ne!(reply["decision"], "answer", "{reply}");
        assert_eq!(reply["status"], "unknown", "{reply}");
        let notices = reply["notices"].to_string();
        assert!(notices.contains("空欄"), "{reply}");
    }
}

#[test]
fn choices_come_from_the_list_given() {
    let ask = |question: &str, choices: &[&str]| {
        let line = json!({"id": 1, "question": question, "choices": choices}).to_string();
        serde_json::from_str::<Value>(run_with(["match", "--json"], &line).ends(0).stdout.trim())
            .expect("JSON")
    };
    for choices in
        [&["○", "△", "×"][..], &["◯", "△", "✕"], &["はい", "いいえ"], &["対応済", "対応中", "未対応"]]
    {
        let reply = ask("実25 権限付与の承認", choices);
        if let Some(choice) = reply["choice"].as_str() {
            assert!(choices.contains(&choice), "{reply}");
        }
        let negative = ask("運用室に前室を設けていますか", choices);
        assert!(!matches!(negative["choice"].as_str(), Some("○" | "◯" | "はい" | "対応済")), "{negative}");
    }
}

#[test]
fn broken_lines_are_named() {
    let r = run_with(["match", "--json"], "{\"id\":1,\"question\":\"a\"}\n{oops\n").ends(3);
    assert!(r.stdout.is_empty() && r.stderr.contains("2 行目"), "{r:?}");
    let r = run_with(["match", "--json"], "").ends(0);
    assert!(r.stdout.is_empty());
}

/// A small set with statuses, and another set with the same ids.
fn labelled(dir: &Path) -> [String; 3] {
    let lines = |name: &str, records: &[Value]| {
        let path = dir.join(name);
        let lines: String = records.iter().map(|r| format!("{r}\n")).collect();
        fs::write(&path, lines).expect("written");
        text(&path)
    };
    [
        lines(
            "one.jsonl",
            &[
                json!({"id": "1", "question": "実25 権限付与の承認", "context": "", "best": ["実25"], "ok": []}),
                json!({"id": "2", "question": "実39について", "context": "バックアップ", "best": ["実40"], "ok": ["実39"]}),
                json!({"id": "3", "question": "Please respond to FISC 統99.", "context": "", "best": [], "ok": []}),
                json!({"id": "4", "question": "実25について", "context": "", "best": ["監1"], "ok": []}),
            ],
        ),
        lines(
            "two.jsonl",
            &[json!({"id": "1", "question": "FISC 統98について", "context": "", "best": [], "ok": []})],
        ),
        lines(
            "status.jsonl",
            &[
                json!({"id": "1", "best": ["実25"], "acceptable": ["full", "partial"], "forbidden": []}),
                json!({"id": "3", "best": [], "acceptable": ["unknown"], "forbidden": ["full"]}),
            ],
        ),
    ]
}

#[test]
fn labelled_questions_are_measured_and_sets_with_the_same_ids_kept_apart() {
    let dir = tempfile::tempdir().expect("a folder");
    let [one, two, status] = labelled(dir.path());
    let v = run(["eval", &one, &two, "--status", &status, "--json"]).ends(0).json();
    let near = |v: &Value, want: f64| {
        assert!(v.as_f64().is_some_and(|got| (got - want).abs() < 1e-9), "{v}, wanted {want}");
    };
    let first = &v["sets"][0];
    assert_eq!((first["name"].as_str(), first["n_answerable"].as_u64()), (Some("one"), Some(3)));
    // A cited number stands first: 1 and 2 are found, 4 is labelled with what nobody would find.
    near(&first["hit1"], 2.0 / 3.0);
    near(&first["hit1_best"], 1.0 / 3.0);
    near(&first["none_not_answered"], 1.0);
    assert_eq!((&first["status_n"], &first["status_overclaims"]), (&json!(2), &json!(0)));
    assert_eq!(v["sets"][1]["status_n"], Value::Null, "its question 1 is another one");
    assert_eq!((v["sets"][1]["hit1"].clone(), v["all"]["n"].clone()), (Value::Null, json!(5)));
    let strata: Vec<&str> = v["all"]["strata"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|s| s["stratum"].as_str().expect("a name"))
        .collect();
    let wanted = ["japanese", "english", "answerable", "unanswerable", "with_context", "without_context"];
    assert_eq!(strata, wanted);
    assert_eq!(v["misses"].as_array().and_then(|m| m.last()).map(|m| &m["id"]), Some(&json!("4")));

    let table = run(["eval", &one, &two, "--status", &status, "--misses"]).ends(0);
    assert!(table.stdout.is_empty() && table.stderr.contains("適合率"), "{table:?}");
    assert!(table.stderr.contains("✗ one 4 先頭の候補が誤り"), "{table:?}");
    let en = run(["eval", &one, "--lang", "en"]).ends(0);
    assert!(en.stderr.contains("coverage") && !en.stderr.contains("カバー率"), "{en:?}");
}

#[test]
fn figures_are_those_of_the_scorer() {
    let eval = root().join("tests/eval");
    for (set, status) in [("dev_en", Some("dev_status")), ("dev2", Some("dev2_status")), ("dev_ja", None)] {
        let set = text(&eval.join(format!("{set}.jsonl")));
        let status = status.map(|s| text(&eval.join(format!("{s}.jsonl"))));
        let with = |mut args: Vec<String>| {
            args.extend(status.iter().flat_map(|s| ["--status".to_owned(), s.clone()]));
            args
        };
        let mut ours = vec!["eval".to_owned(), set.clone(), "--json".into()];
        if set.contains("dev_en") {
            // Its statuses stand in one file with those of another set.
            ours.push(text(&eval.join("dev_noisy.jsonl")));
        }
        let ours = run(with(ours)).ends(0).json()["sets"][0].clone();
        let script = text(&root().join("tests/tools/score.py"));
        let program = acceptance::kotae().to_str().expect("UTF-8 paths in tests").to_owned();
        let mut command = std::process::Command::new("python3");
        command.args(with(vec![script, "--bin".into(), program])).args(["--", &set]);
        let out = command.output().expect("python3 runs");
        let line = String::from_utf8_lossy(&out.stdout).lines().next().map(str::to_owned).expect("scores");
        let (_, scores) = line.split_once(' ').expect("a set's name and its scores");
        let theirs: serde_json::Map<String, Value> = serde_json::from_str(scores).expect("JSON");
        assert!(theirs.len() >= 12, "{theirs:?}");
        for (figure, value) in theirs.iter().filter(|(figure, _)| *figure != "seconds") {
            let (want, got) = (value.as_f64(), ours[figure].as_f64());
            let near = want.zip(got).is_some_and(|(want, got)| (want - got).abs() <= 0.000_051);
            assert!(near, "{set}: {figure} is {got:?}, the scorer's {want:?}");
        }
    }
}

#[test]
fn charts_are_the_same_bytes_each_time_and_only_they_are_written() {
    let dir = tempfile::tempdir().expect("a folder");
    let [one, two, _] = labelled(dir.path());
    let charts = dir.path().join("図");
    fs::create_dir(&charts).expect("a folder");
    let drawn = || {
        run(["eval", &one, &two, "--charts", &text(&charts)]).ends(0);
        ["reliability.svg", "precision-coverage.svg"]
            .map(|name| fs::read_to_string(charts.join(name)).expect("there"))
    };
    let first = drawn();
    assert!(first == drawn());
    for svg in &first {
        assert!(svg.starts_with("<svg") && svg.contains("<title") && svg.contains("<desc"), "{svg}");
        assert!(svg.contains("prefers-color-scheme:dark") && svg.contains("one, two"), "{svg}");
    }
    assert_eq!(fs::read_dir(&charts).expect("listed").count(), 2);
    let missing = dir.path().join("ない");
    let r = run(["eval", &one, "--charts", &text(&missing)]).ends(4);
    assert!(r.stderr.contains("reliability.svg") && !missing.exists(), "{r:?}");
}

#[test]
fn labels_that_cannot_be_used_are_named_by_file_and_line() {
    let dir = tempfile::tempdir().expect("a folder");
    let [one, two, status] = labelled(dir.path());
    let file = |name: &str, content: &str| {
        fs::write(dir.path().join(name), content).expect("written");
        text(&dir.path().join(name))
    };
    let good = "{\"id\":\"a\",\"question\":\"q\",\"best\":[],\"ok\":[]}\n";
    let bad = file("json.jsonl", &format!("{good}{{oops\n"));
    let no_best = file("best.jsonl", &format!("{good}{{\"id\":\"b\",\"question\":\"q\"}}\n"));
    let no_such = good.replace("[],", "[\"統99\"],");
    let no_such = file("id.jsonl", &no_such);
    let empty = file("empty.jsonl", "\n");
    let none = text(&dir.path().join("none.jsonl"));
    for (set, place) in [(&bad, "2 行目"), (&no_best, "best"), (&no_such, "統99"), (&empty, ""), (&none, "")]
    {
        let r = run(["eval", set, "--json"]).ends(3);
        assert!(r.stdout.is_empty() && r.stderr.contains(set) && r.stderr.contains(place), "{r:?}");
    }
    let r = run(["eval", &two, "--status", &status]).ends(3);
    assert!(r.stderr.contains(&status) && r.stderr.contains("1 行目"), "{r:?}");
    let en = run(["eval", &one, "--status", &bad, "--lang", "en"]).ends(3);
    assert!(en.stderr.contains("line 2"), "{en:?}");
    run(["eval"]).ends(2);
}

#[test]
fn wrong_usage_ends_with_two_and_help_speaks_both_languages() {
    for wrong in [
        &["fill"][..],
        &["nonsense"],
        &["search"],
        &["fill", "a.xlsx", "--policy", "maybe", "--output", "b"],
        &[],
    ] {
        run(wrong).ends(2);
    }
    let ja = run(["fill", "--help"]).ends(0);
    let en = run(["fill", "--help", "--lang", "en"]).ends(0);
    assert!(ja.stdout.contains("例:") && en.stdout.contains("Examples:"), "{ja:?}{en:?}");
    assert!(run(["man"]).ends(0).stdout.contains(".TH"));
    assert!(run(["completions", "bash"]).ends(0).stdout.contains("kotae"));
    assert!(run(["completions", "zsh"]).ends(0).stdout.contains("--charts"));
}

#[test]
fn refused_inputs_end_with_three_and_say_what_to_do() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = |name: &str, bytes: &[u8]| {
        let p = dir.path().join(name);
        fs::write(&p, bytes).expect("written");
        text(&p)
    };
    let whole = fs::read(sample()).expect("readable");
    for input in [
        file("empty.xlsx", b""),
        file("text.xlsx", "これは表計算のファイルではありません".as_bytes()),
        file("cut.xlsx", &whole[..whole.len() / 2]),
        text(dir.path()),
        text(&dir.path().join("ありません.xlsx")),
    ] {
        let r = run(["inspect", &input, "--json"]).ends(3);
        assert!(r.stdout.is_empty() && r.stderr.contains(&input), "{r:?}");
        let out = text(&dir.path().join("out.xlsx"));
        run(["fill", &input, "--output", &out]).ends(3);
        assert!(!Path::new(&out).exists());
    }
    let en = run(["inspect", &text(&dir.path().join("none.xlsx")), "--lang", "en"]).ends(3);
    assert!(en.stderr.contains("no such file"), "{en:?}");
}

#[test]
fn the_whole_job_leaves_the_original_alone_and_writes_everything_asked_for() {
    let dir = tempfile::tempdir().expect("a folder");
    let at = |name: &str| text(&dir.path().join(name));
    let before = fs::read(sample()).expect("readable");
    let r = run([
        "fill",
        &text(&sample()),
        "--output",
        &at("回答.xlsx"),
        "--report",
        &at("確認.xlsx"),
        "--proof",
        &at("証明.json"),
        "--json",
    ])
    .ends(0);
    let v = r.json();
    let n = |k: &str| v[k].as_u64().expect("a count");
    assert_eq!(n("questions"), n("answered") + n("review") + n("none"));
    assert!(n("questions") >= 50 && n("answered") > 0 && n("none") > 0 && n("written") > 0, "{v}");
    assert_eq!(fs::read(sample()).expect("readable"), before, "the original is as it was");
    let proof: Value = serde_json::from_slice(&fs::read(at("証明.json")).expect("there")).expect("JSON");
    assert_eq!(proof["changed"].as_array().map(Vec::len), usize::try_from(n("written")).ok());
    let parts = proof["parts"].as_array().expect("a list");
    let changed = parts.iter().filter(|p| p["identical"] == json!(false)).count();
    assert!(parts.len() > 8 && (1..=4).contains(&changed), "{parts:#?}");
    assert!(fs::metadata(at("確認.xlsx")).is_ok_and(|m| m.len() > 5_000));
    let left: Vec<_> = fs::read_dir(dir.path()).expect("listed").flatten().map(|e| e.file_name()).collect();
    assert_eq!(left.len(), 3, "nothing else is left behind: {left:?}");

    let again = run(["fill", &text(&sample()), "--output", &at("回答.xlsx")]).ends(4);
    assert!(again.stderr.contains("--force"), "{again:?}");
    run(["fill", &text(&sample()), "--output", &at("回答.xlsx"), "--force", "--quiet"]).ends(0);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let dir = tempfile::tempdir().expect("a folder");
    let made = |n: u8| {
        // The review workbook is linked to the filled one by name, so the names are the same too.
        let folder = dir.path().join(n.to_string());
        fs::create_dir(&folder).expect("a folder");
        let at = |name: &str| text(&folder.join(name));
        run(["fill", &text(&sample()), "--output", &at("o.xlsx"), "--report", &at("r.xlsx")]).ends(0);
        (fs::read(at("o.xlsx")).expect("there"), fs::read(at("r.xlsx")).expect("there"))
    };
    let (first, second) = (made(1), made(2));
    assert!(first.0 == second.0, "the filled workbook");
    assert!(first.1 == second.1, "the review workbook");
}

#[test]
fn an_output_that_leads_to_the_input_is_refused() {
    let dir = tempfile::tempdir().expect("a folder");
    let input = dir.path().join("in.xlsx");
    fs::copy(sample(), &input).expect("copied");
    let before = fs::read(&input).expect("readable");
    let mut names = vec![input.clone(), dir.path().join("sub").join("..").join("in.xlsx")];
    fs::create_dir(dir.path().join("sub")).expect("a folder");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&input, dir.path().join("link.xlsx")).expect("linked");
        names.push(dir.path().join("link.xlsx"));
    }
    for name in names {
        for option in ["--output", "--report", "--proof"] {
            let mut args =
                vec!["fill".to_owned(), text(&input), "--force".into(), option.into(), text(&name)];
            if option != "--output" {
                args.extend(["--output".into(), text(&dir.path().join("out.xlsx"))]);
            }
            run(&args).ends(4);
            assert_eq!(fs::read(&input).expect("readable"), before);
            assert!(!dir.path().join("out.xlsx").exists());
        }
    }
}

#[test]
fn an_output_folder_that_is_missing_is_named_and_nothing_is_left() {
    let dir = tempfile::tempdir().expect("a folder");
    let out = text(&dir.path().join("ない").join("out.xlsx"));
    let report = text(&dir.path().join("r.xlsx"));
    let r = run(["fill", &text(&sample()), "--output", &out, "--report", &report]).ends(4);
    assert!(r.stderr.contains("out.xlsx"), "{r:?}");
    assert_eq!(fs::read_dir(dir.path()).expect("listed").count(), 0, "no report without its workbook");
}

#[test]
fn answers_given_from_outside_are_written_exactly_and_bad_ones_are_named() {
    let dir = tempfile::tempdir().expect("a folder");
    let at = |name: &str| text(&dir.path().join(name));
    let found = run(["inspect", &text(&sample()), "--json"]).ends(0).json();
    let sheet = first_sheet(&found);
    let cell = sheet["tables"][0]["rows"][0]["comment_cell"].as_str().expect("a cell");
    let name = sheet["name"].as_str().expect("a name");
    let odd = "=1+1\n𠮷 _x000D_ <&> 0012";
    fs::write(at("a.json"), json!({ name: { cell: odd } }).to_string()).expect("written");
    let v = run([
        "fill",
        &text(&sample()),
        "--output",
        &at("o.xlsx"),
        "--answers",
        &at("a.json"),
        "--proof",
        &at("p.json"),
        "--json",
    ])
    .ends(0)
    .json();
    assert_eq!(v["written"], json!(1));
    let proof: Value = serde_json::from_slice(&fs::read(at("p.json")).expect("there")).expect("JSON");
    assert_eq!(proof["changed"][0]["after"], odd);
    assert_eq!(proof["changed"][0]["cell"], cell);

    fs::write(at("bad.json"), json!({ name: { "12": "x" } }).to_string()).expect("written");
    let r = run(["fill", &text(&sample()), "--output", &at("b.xlsx"), "--answers", &at("bad.json")]).ends(3);
    assert!(r.stderr.contains("「12」") && r.stderr.contains(name), "{r:?}");
    fs::write(at("bad.json"), json!({ "ない": { "A1": "x" } }).to_string()).expect("written");
    let r = run(["fill", &text(&sample()), "--output", &at("b.xlsx"), "--answers", &at("bad.json")]).ends(3);
    assert!(r.stderr.contains("ない"), "{r:?}");
    assert!(!Path::new(&at("b.xlsx")).exists());
}

#[test]
fn a_corrected_layout_is_taken() {
    let dir = tempfile::tempdir().expect("a folder");
    let at = |name: &str| text(&dir.path().join(name));
    let mut found = run(["inspect", &text(&sample()), "--json"]).ends(0).json();
    let sheets = found["sheets"].as_array_mut().expect("a list");
    let sheet = sheets.iter_mut().find(|s| s["questionnaire"] == json!(true)).expect("one");
    let table = &mut sheet["tables"][0];
    let comment = table["columns"]["comment"].as_str().expect("a column").to_owned();
    table["columns"]["comment"] = Value::Null;
    fs::write(at("layout.json"), found.to_string()).expect("written");
    let again = run(["inspect", &text(&sample()), "--layout", &at("layout.json"), "--json"]).ends(0).json();
    let sheet = first_sheet(&again);
    assert!(!comment.is_empty() && sheet["tables"][0]["rows"].as_array().is_some_and(|r| !r.is_empty()));
    for row in sheet["tables"][0]["rows"].as_array().expect("a list") {
        assert_eq!(row["comment_cell"], Value::Null, "{row}");
    }
    fs::write(at("layout.json"), "{\"sheets\":[{\"name\":1}]}").expect("written");
    run(["inspect", &text(&sample()), "--layout", &at("layout.json"), "--json"]).ends(3);
}

#[test]
fn a_questionnaire_is_looked_over_before_it_is_sent() {
    let dir = tempfile::tempdir().expect("a folder");
    let at = |name: &str| text(&dir.path().join(name));
    // The second answer says the opposite of its mark, the third names somebody else.
    let answers = serde_json::json!({"調査シート": {
        "E5": "はい", "F5": "ISO27001を基準としたセキュリティに関する責任の分担、ポリシーおよび手順が確立されています。",
        "E6": "はい", "F6": "運用室は通常の電源設備を利用しております。",
        "E7": "はい", "F7": "あおば銀行様と同じ内容です。",
    }});
    fs::write(at("a.json"), answers.to_string()).expect("written");
    fs::write(at("names.txt"), "あおば銀行\n").expect("written");
    let input = text(&root().join("tests/workbooks/shared/d01_basic.xlsx"));
    run(["fill", &input, "--output", &at("o.xlsx"), "--answers", &at("a.json")]).ends(0);
    let report = run(["check", &at("o.xlsx"), "--names", &at("names.txt"), "--json"]).ends(0).json();
    assert_eq!((&report["questions"], &report["answered"]), (&20.into(), &3.into()));
    let problems = report["problems"].as_array().expect("a list");
    let of = |cell: &str| -> Vec<(&str, &str)> {
        let here = problems.iter().filter(|p| p["cell"] == cell);
        here.map(|p| (p["code"].as_str().expect("a code"), p["severity"].as_str().expect("a word"))).collect()
    };
    assert!(of("F7").contains(&("other-customer", "stop")), "{report}");
    assert!(of("E6").iter().any(|(_, severity)| *severity == "stop"), "{report}");
    assert!(of("F5").iter().all(|(_, severity)| *severity == "warn"), "{report}");
    assert!(problems.iter().any(|p| p["code"] == "property"), "{report}");
    let said = run(["check", &at("o.xlsx"), "--lang", "en"]).ends(0);
    assert!(said.stderr.contains("20 questions, 3 answered"), "{said:?}");
}

#[test]
fn rows_too_low_for_their_answer_are_made_higher_only_where_that_is_asked_for() {
    let dir = tempfile::tempdir().expect("a folder");
    let at = |name: &str| text(&dir.path().join(name));
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet().set_name("票").expect("a name");
    sheet.write(0, 0, "回答").expect("within the sheet");
    sheet.set_row_height(1, 18).expect("within the sheet").set_row_height(2, 90).expect("within the sheet");
    workbook.save(at("low.xlsx")).expect("writable");
    let answers = serde_json::json!({"票": {"A2": "一行目\n二行目\n三行目", "A3": "一行目\n二行目"}});
    fs::write(at("a.json"), answers.to_string()).expect("written");
    let fill = |name: &str, more: &[&str]| {
        let (input, output, answers, proof) =
            (at("low.xlsx"), at(name), at("a.json"), at(&format!("{name}.json")));
        let asked = ["fill", &input, "-o", &output, "--answers", &answers, "--proof", &proof, "--json"];
        let summary = run(asked.into_iter().chain(more.iter().copied())).ends(0).json();
        let proof: Value = serde_json::from_slice(&fs::read(proof).expect("written")).expect("JSON");
        (summary["raised"].clone(), proof["raised"].clone())
    };
    assert_eq!(fill("as-it-was.xlsx", &[]), (0.into(), serde_json::json!([])));
    let raised = serde_json::json!([{"sheet": "票", "row": 2, "before": 18.0, "after": 43.5}]);
    assert_eq!(fill("raised.xlsx", &["--raise-rows"]), (1.into(), raised));
}

#[test]
fn a_password_that_is_no_utf8_is_refused_with_what_to_do() {
    let input = text(&root().join("tests/workbooks/shared/d10_password.xlsx"));
    let cp932 = [0x82, 0xA0, b'\n'];
    let said = run_with(["inspect", &input, "--password-stdin", "--json"], cp932).ends(3);
    assert!(said.stderr.contains("UTF-8 で渡して"), "{said:?}");
}

#[test]
fn two_outputs_of_one_name_are_wrong_usage_and_nothing_is_written() {
    let dir = tempfile::tempdir().expect("a folder");
    let out = text(&dir.path().join("a"));
    let said = run(["fill", &text(&sample()), "--output", &out, "--proof", &out]).ends(2);
    assert!(!said.stderr.contains("元のファイル"), "{said:?}");
    assert_eq!(fs::read_dir(dir.path()).expect("listed").count(), 0);
}
