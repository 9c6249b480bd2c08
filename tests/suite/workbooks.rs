//! Real workbooks by many writers: what a person reads in them is found, and filling them changes
//! nothing but the answer cells. The truth beside the workbooks was made by hand; the scorers are
//! the ones the sets came with.
#![expect(clippy::print_stdout, reason = "the scorers' own tables belong to a failure")]

use acceptance::{kotae, root, run};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Sets of workbooks with truth/ and answers/.
fn sets() -> Vec<PathBuf> {
    let made = root().join("tests/workbooks");
    let sets = vec![made.join("shared"), made];
    for set in &sets {
        assert!(set.join("truth").is_dir(), "{} is there", set.display());
    }
    sets
}

fn truths(set: &Path) -> Vec<Value> {
    let mut files: Vec<_> =
        fs::read_dir(set.join("truth")).expect("listed").flatten().map(|e| e.path()).collect();
    files.sort();
    files
        .iter()
        .map(|f| serde_json::from_slice(&fs::read(f).expect("readable")).expect("truth is JSON"))
        .collect()
}

/// Formats that are read and filled in place.
fn in_place(truth: &Value) -> bool {
    matches!(truth["format"].as_str(), Some("xlsx" | "xlsm")) && truth["expect"] != "password"
}

/// Formats that are read, with a password where one is needed.
fn readable(truth: &Value) -> bool {
    matches!(truth["format"].as_str(), Some("xlsx" | "xlsm" | "csv" | "ods" | "xls"))
        && matches!(truth["expect"].as_str(), Some("ok" | "password"))
}

/// A folder with those workbooks of a set that `keep` wants, for the scorer to run over.
fn subset(set: &Path, keep: impl Fn(&Value) -> bool) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    fs::create_dir(dir.path().join("truth")).expect("a folder");
    for truth in truths(set).iter().filter(|t| keep(t)) {
        let (id, file) = (truth["id"].as_str().expect("an id"), truth["file"].as_str().expect("a file"));
        fs::copy(set.join(file), dir.path().join(file)).expect("copied");
        fs::write(dir.path().join("truth").join(format!("{id}.json")), truth.to_string()).expect("written");
    }
    dir
}

fn inspect_score(set: &Path) -> Value {
    let out = Command::new("python3")
        .arg(root().join("tests/tools/inspect_score.py"))
        .args([kotae(), set])
        .arg("--verbose")
        .output()
        .expect("python3 runs");
    let text = String::from_utf8_lossy(&out.stdout);
    println!("{text}{}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_str(text.lines().last().unwrap_or_default()).expect("the scorer ends with JSON")
}

#[test]
fn questions_and_answer_cells_are_found() {
    for set in sets() {
        let dir = subset(&set, readable);
        let score = inspect_score(dir.path());
        for (metric, least) in [
            ("row_f1", 0.99),
            ("text", 0.98),
            ("status_cell", 0.98),
            ("comment_cell", 0.98),
            ("category", 0.95),
            ("choices", 0.95),
        ] {
            let got = score[metric].as_f64().unwrap_or(0.0);
            assert!(got >= least, "{}: {metric} {got}, wanted {least}", set.display());
        }
    }
}

#[test]
fn hostile_files_are_refused_in_time() {
    for set in sets() {
        let dir = subset(&set, |t| t["expect"] == "error" || t["expect"] == "error_or_ignore");
        let n = fs::read_dir(dir.path().join("truth")).expect("listed").count();
        if n > 0 {
            let score = inspect_score(dir.path());
            assert_eq!(score["refusals_rate"].as_f64(), Some(1.0), "{}: {score}", set.display());
        }
    }
}

#[test]
fn filling_changes_only_the_answer_cells() {
    for set in sets() {
        let filled = tempfile::tempdir().expect("a folder");
        let mut n = 0;
        for truth in truths(&set).iter().filter(|t| in_place(t) && t["expect"] == "ok") {
            let (id, file) = (truth["id"].as_str().expect("an id"), truth["file"].as_str().expect("a file"));
            let Some(answers) = answers_of(&set, id) else { continue };
            let out = filled.path().join(file);
            let original = fs::read(set.join(file)).expect("readable");
            run([
                "fill".as_ref(),
                set.join(file).as_os_str(),
                "--output".as_ref(),
                out.as_os_str(),
                "--answers".as_ref(),
                answers.as_os_str(),
                "--quiet".as_ref(),
            ])
            .ends(0);
            assert_eq!(fs::read(set.join(file)).expect("readable"), original, "{file} is only read");
            n += 1;
        }
        assert!(n >= 8, "{}: {n} workbooks filled", set.display());
        let check = Command::new("python3")
            .arg(root().join("tests/tools/check_fill.py"))
            .arg("--batch")
            .args([&set, &filled.path().to_owned()])
            .output()
            .expect("python3 runs");
        let text = String::from_utf8_lossy(&check.stdout);
        println!("{text}");
        let wanted = format!("PASS (100.0 and lossless) {n}/{n}");
        assert!(text.contains(&wanted), "wanted {wanted}\n{text}{}", String::from_utf8_lossy(&check.stderr));
    }
}

fn answers_of(set: &Path, id: &str) -> Option<PathBuf> {
    // A truth is named by its id or by its file; answers carry the truth's name.
    let mut names: Vec<_> = fs::read_dir(set.join("truth")).ok()?.flatten().map(|e| e.path()).collect();
    names.sort();
    let truth = names.into_iter().find(|p| {
        fs::read(p).ok().and_then(|b| serde_json::from_slice::<Value>(&b).ok()).is_some_and(|t| t["id"] == id)
    })?;
    let answers = set.join("answers").join(truth.file_name()?);
    answers.exists().then_some(answers)
}

#[test]
fn the_whole_job_runs_on_every_workbook_and_writes_only_answer_cells() {
    for set in sets() {
        let dir = tempfile::tempdir().expect("a folder");
        for truth in truths(&set).iter().filter(|t| in_place(t) && t["expect"] == "ok") {
            let file = truth["file"].as_str().expect("a file");
            let (out, proof) = (dir.path().join(file), dir.path().join(format!("{file}.json")));
            let r = run([
                "fill".as_ref(),
                set.join(file).as_os_str(),
                "--output".as_ref(),
                out.as_os_str(),
                "--proof".as_ref(),
                proof.as_os_str(),
                "--policy".as_ref(),
                "review".as_ref(),
                "--json".as_ref(),
            ])
            .ends(0);
            let changed: Value = serde_json::from_slice(&fs::read(&proof).expect("there")).expect("JSON");
            let allowed = answer_cells(truth);
            for c in changed["changed"].as_array().expect("a list") {
                let cell = (
                    c["sheet"].as_str().expect("a sheet").to_owned(),
                    c["cell"].as_str().expect("a cell").to_owned(),
                );
                assert!(allowed.contains(&cell), "{file}: {cell:?} is no answer cell");
            }
            let v = r.json();
            assert_eq!(
                v["written"].as_u64().and_then(|n| usize::try_from(n).ok()),
                changed["changed"].as_array().map(Vec::len)
            );
        }
    }
}

fn answer_cells(truth: &Value) -> std::collections::BTreeSet<(String, String)> {
    let mut out = std::collections::BTreeSet::new();
    for sheet in truth["sheets"].as_array().expect("a list") {
        let name = sheet["name"].as_str().expect("a name");
        for row in sheet["tables"]
            .as_array()
            .into_iter()
            .flatten()
            .flat_map(|t| t["rows"].as_array().into_iter().flatten())
        {
            let several = row["status_cells"].as_object().into_iter().flat_map(|m| m.values());
            for cell in [&row["status_cell"], &row["comment_cell"]].into_iter().chain(several) {
                if let Some(cell) = cell.as_str() {
                    out.insert((name.to_owned(), cell.to_owned()));
                }
            }
        }
    }
    out
}

#[test]
fn the_sample_reads_as_a_person_reads_it() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::create_dir(dir.path().join("truth")).expect("a folder");
    let samples = root().join("data/samples");
    fs::copy(samples.join("questionnaire.xlsx"), dir.path().join("questionnaire.xlsx")).expect("copied");
    fs::copy(samples.join("questionnaire.truth.json"), dir.path().join("truth/sample.json")).expect("copied");
    let score = inspect_score(dir.path());
    assert_eq!(score["perfect"], 1, "{score}");
}

#[test]
fn a_csv_keeps_its_encoding_and_everything_but_the_answers() {
    let dir = tempfile::tempdir().expect("a folder");
    let (out, answers) = (dir.path().join("回答.csv"), dir.path().join("a.json"));
    let input = root().join("tests/workbooks/shared/d09_cp932.csv");
    fs::write(&answers, r#"{"(csv)":{"C3":"○","D3":"定めています,「規程」","C12":"×"}}"#).expect("written");
    let fill = |answers: &Path| {
        let (input, out) = (input.to_string_lossy(), out.to_string_lossy());
        run(["fill", &input, "--output", &out, "--answers", &answers.to_string_lossy(), "--json", "--force"])
            .ends(0)
    };
    assert_eq!(fill(&answers).json()["written"], 3);
    let (before, after) = (fs::read(&input).expect("there"), fs::read(&out).expect("there"));
    // ○ is 819B, × is 817E; the rest of the answer stands in quotes because of its comma.
    let lines = |bytes: &[u8]| bytes.split(|&b| b == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>();
    let (before, after) = (lines(&before), lines(&after));
    let differ: Vec<usize> = (0..before.len()).filter(|&n| before[n] != after[n]).collect();
    assert_eq!((before.len(), differ.len()), (after.len(), 2));
    assert!(after[differ[0]].windows(4).any(|w| w == [b',', 0x81, 0x9B, b',']));
    fs::write(&answers, r#"{"(csv)":{"D3":"9〜18時"}}"#).expect("written");
    let refused = fill(&answers).json();
    assert_eq!(refused["written"], 0);
    assert!(refused["refused"][0]["why"].as_str().is_some_and(|w| w.contains("〜")), "{refused}");
}

#[test]
fn an_encrypted_workbook_is_filled_and_encrypted_again() {
    use std::io::Write as _;
    let dir = tempfile::tempdir().expect("a folder");
    let set = root().join("tests/workbooks/shared");
    let kotae = |password: &str, args: &[&std::ffi::OsStr]| {
        let mut child = Command::new(kotae())
            .args(args)
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .expect("it starts");
        child.stdin.take().expect("piped").write_all(format!("{password}\n").as_bytes()).expect("taken");
        child.wait_with_output().expect("it ends")
    };
    let (input, answers) = (set.join("d10_password.xlsx"), set.join("answers/d10_password.json"));
    let fill = |password: &str, out: &Path, more: &[&str]| {
        let mut args: Vec<&std::ffi::OsStr> =
            vec!["fill".as_ref(), input.as_ref(), "--output".as_ref(), out.as_ref()];
        args.extend(["--answers".as_ref(), answers.as_os_str(), "--password-stdin".as_ref()]);
        args.extend(more.iter().map(|m| std::ffi::OsStr::new(*m)));
        kotae(password, &args)
    };
    let (again, plain) = (dir.path().join("again.xlsx"), dir.path().join("plain.xlsx"));
    let wrong = fill("pass-0001", &again, &[]);
    assert_eq!(wrong.status.code(), Some(3), "{wrong:?}");
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("パスワードが違います") && !again.exists());
    assert_eq!(fill("Pass-0001", &again, &[]).status.code(), Some(0));
    assert_eq!(fill("Pass-0001", &plain, &["--plain"]).status.code(), Some(0));
    run(["inspect".as_ref(), again.as_os_str()]).ends(3);
    run(["inspect".as_ref(), plain.as_os_str()]).ends(0);
    let read = kotae(
        "Pass-0001",
        &["inspect".as_ref(), again.as_os_str(), "--password-stdin".as_ref(), "--json".as_ref()],
    );
    let found: Value = serde_json::from_slice(&read.stdout).expect("JSON");
    assert_eq!(found["encrypted"], true);
    assert!(!String::from_utf8_lossy(&read.stderr).contains("Pass-0001"));
}

#[test]
fn an_old_workbook_is_answered_in_an_xlsx_and_says_so() {
    let dir = tempfile::tempdir().expect("a folder");
    let input = root().join("tests/workbooks/shared/d12_xls.xls");
    let before = fs::read(&input).expect("there");
    let answers = dir.path().join("a.json");
    fs::write(&answers, r#"{"チェック":{"D3":"○","E3":"定めています"}}"#).expect("written");
    // Once without LibreOffice, and once with it where it is installed.
    let ways: [(&str, Option<&str>); 2] = [("values", Some("/nowhere")), ("libreoffice", None)];
    for (way, soffice) in ways {
        let fill = |out: &Path| {
            let mut kotae = Command::new(kotae());
            kotae.arg("fill").arg(&input).arg("--output").arg(out).arg("--answers").arg(&answers);
            if let Some(path) = soffice {
                kotae.env("SOFFICE", path);
            }
            kotae.args(["--json"]).output().expect("it runs")
        };
        assert_eq!(fill(&dir.path().join("a.xls")).status.code(), Some(4));
        assert!(!dir.path().join("a.xls").exists());
        let out = dir.path().join(format!("{way}.xlsx"));
        let done = fill(&out);
        let summary: Value = serde_json::from_slice(&done.stdout).expect("JSON");
        assert_eq!((done.status.code(), &summary["written"]), (Some(0), &Value::from(2)), "{done:?}");
        assert!(summary["warnings"].as_array().is_some_and(|w| w.iter().any(|w| w["code"] == "converted")));
        if soffice.is_some() {
            assert_eq!(summary["converted"], way);
        }
        let found = run(["inspect".as_ref(), out.as_os_str(), "--json".as_ref()]).ends(0).json();
        let rows = found["sheets"][0]["tables"][0]["rows"].as_array().map(Vec::len);
        assert_eq!(rows, Some(12), "{way}");
    }
    assert_eq!(fs::read(&input).expect("there"), before, "the customer's file is only read");
}
