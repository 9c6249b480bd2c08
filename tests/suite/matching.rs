//! What matching may not fall below, on the labelled questions kept for development, and that no
//! annotation was copied from them.
#![expect(clippy::print_stdout, reason = "the scorers' own tables belong to a failure")]

use acceptance::{kotae, root};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

const SETS: [&str; 4] = ["dev_ja", "dev_en", "dev_noisy", "dev2"];

fn scores() -> BTreeMap<String, Value> {
    let eval = root().join("tests/eval");
    let mut all = BTreeMap::new();
    for set in SETS {
        // Ids repeat between the sets, so each is scored with its own statuses.
        let status = match set {
            "dev2" => Some("dev2_status.jsonl"),
            "dev_en" | "dev_noisy" => Some("dev_status.jsonl"),
            _ => None,
        };
        let mut command = Command::new("python3");
        command.arg(root().join("tests/tools/score.py")).arg("--bin").arg(kotae()).arg("--verbose");
        if let Some(status) = status {
            command.arg("--status").arg(eval.join(status));
        }
        let out = command.arg("--").arg(eval.join(format!("{set}.jsonl"))).output().expect("python3 runs");
        let text = String::from_utf8_lossy(&out.stdout);
        println!("{text}{}", String::from_utf8_lossy(&out.stderr));
        let line = text.lines().next().unwrap_or_default();
        let (_, json) = line.split_once(' ').expect("a set's name and its scores");
        all.insert(set.to_owned(), serde_json::from_str(json).expect("scores are JSON"));
    }
    all
}

#[test]
fn scores_do_not_fall() {
    for (set, score) in scores() {
        let of = |metric: &str| score[metric].as_f64();
        for (metric, least) in [("hit1", 0.88), ("hit5", 0.97), ("none_not_answered", 0.98)] {
            let got = of(metric).unwrap_or(0.0);
            assert!(got >= least, "{set}: {metric} {got}, wanted {least}");
        }
        // Nothing decided: no precision to speak of.
        let precision = of("auto_precision").unwrap_or(1.0);
        assert!(precision >= 0.93, "{set}: precision of what is answered unseen {precision}");
        let lost = of("answerable_flagged_none").unwrap_or(1.0);
        // The aim is 0.02 (docs/measurements.md); this floor only keeps what has been reached.
        assert!(lost <= 0.04, "{set}: answerable questions flagged none {lost}");
        if score.get("status_overclaims").is_some() {
            assert_eq!(score["status_overclaims"], 0, "{set}: never more than the document says");
        }
    }
}

/// Plain check sheets, most of whose questions the document does not answer: what is filled in there
/// without a person is what a bank would read.
#[test]
fn little_is_filled_in_where_the_document_is_silent() {
    let set = root().join("tests/eval/workbooks.jsonl");
    let out = Command::new(kotae()).arg("eval").arg(&set).arg("--json").output().expect("it runs");
    let report: Value = serde_json::from_slice(&out.stdout).expect("JSON");
    let all = &report["sets"][0];
    let of = |metric: &str| all[metric].as_f64().unwrap_or_else(|| panic!("{metric} in {report}"));
    // Floors that keep what has been reached; the aims are in docs/measurements.md.
    assert!(of("none_not_answered") >= 0.96, "{all}");
    assert!(of("hit1") >= 0.74 && of("none_flagged") >= 0.5, "{all}");
}

fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn pairs(text: &str) -> BTreeMap<(char, char), usize> {
    let chars: Vec<char> = folded(text).chars().collect();
    let mut out = BTreeMap::new();
    for w in chars.windows(2) {
        *out.entry((w[0], w[1])).or_insert(0) += 1;
    }
    out
}

/// Dice coefficient of character pairs.
fn alike(a: &BTreeMap<(char, char), usize>, b: &BTreeMap<(char, char), usize>) -> f64 {
    let shared: usize = a.iter().map(|(k, n)| b.get(k).copied().unwrap_or(0).min(*n)).sum();
    let all: usize = a.values().sum::<usize>() + b.values().sum::<usize>();
    if all == 0 {
        0.0
    } else {
        2.0 * f64::from(u32::try_from(shared).expect("short texts"))
            / f64::from(u32::try_from(all).expect("short texts"))
    }
}

#[test]
fn no_annotation_or_practice_question_repeats_a_labelled_one() {
    let eval = root().join("tests/eval");
    let labelled: Vec<(String, _)> = SETS
        .iter()
        .flat_map(|set| {
            let text = fs::read_to_string(eval.join(format!("{set}.jsonl"))).expect("readable");
            text.lines().map(str::to_owned).collect::<Vec<_>>()
        })
        .map(|line| {
            let record: Value = serde_json::from_str(&line).expect("JSON");
            let question = record["question"].as_str().expect("a question").to_owned();
            let pairs = pairs(&question);
            (question, pairs)
        })
        .collect();
    let mut annotated = 0;
    let mut too_near = Vec::new();
    let annotations = fs::read_dir(root().join("data/annotations")).expect("listed").flatten();
    let practice = fs::read_dir(root().join("data/matching")).expect("listed").flatten();
    for file in annotations.chain(practice).map(|f| f.path()) {
        if file.extension().is_none_or(|e| e != "toml" && e != "jsonl") {
            continue;
        }
        for line in fs::read_to_string(file).expect("readable").lines() {
            // Questions stand one a line: `"…",` or `{ q = "…", asks = … },`, or a record of JSON.
            let entry = line.trim();
            let entry = entry.strip_prefix("{ q = ").unwrap_or(entry);
            // A key names the control that questions belong to.
            if entry.ends_with("= [") {
                continue;
            }
            let record: Option<Value> = serde_json::from_str(line).ok().filter(Value::is_object);
            let question = match &record {
                Some(record) => record["question"].as_str(),
                None => entry.strip_prefix('"').and_then(|e| e.split('"').next()),
            };
            let Some(question) = question else { continue };
            annotated += 1;
            let ours = pairs(question);
            for (theirs, their_pairs) in &labelled {
                if alike(&ours, their_pairs) >= 0.8 {
                    too_near.push(format!("{question} | {theirs}"));
                }
            }
        }
    }
    assert!(annotated > 12_000, "the questions were found: {annotated}");
    assert!(too_near.is_empty(), "{too_near:#?}");
}
