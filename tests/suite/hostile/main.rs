//! Files made to break the program, in every format, through the command line as users run it: each ends
//! within ten seconds and 500 MB, is read or refused with the status of the contract, and a refusal says
//! what is wrong. Nothing that was refused leaves an output.
#![cfg(unix)]

mod cases;
mod compound;
mod packages;

use acceptance::{kotae, root};
use cases::{Case, Outcome};
use serde::Deserialize;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;

/// How a run ended, as `peak.py --json` says.
#[derive(Debug, Deserialize)]
struct Ended {
    status: Option<i32>,
    wall: f64,
    cpu: f64,
    peak: f64,
    said: String,
}

fn run(arguments: &[&str], password: &str) -> Ended {
    let mut child = Command::new("python3")
        .arg(root().join("tests/tools/peak.py"))
        .arg("--json")
        .arg(kotae())
        .args(arguments)
        .env("LANG", "ja_JP.UTF-8")
        // Converting is another program's; what it may take is not measured here.
        .env("SOFFICE", "/nowhere")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 runs");
    let mut pipe = child.stdin.take().expect("piped");
    let _ = pipe.write_all(format!("{password}\n").as_bytes());
    drop(pipe);
    let out = child.wait_with_output().expect("it ends");
    serde_json::from_slice(&out.stdout).expect("peak.py prints JSON")
}

/// A debug build may take ten times as long.
fn seconds() -> f64 {
    if kotae().components().any(|c| c.as_os_str() == "release") { 10.0 } else { 100.0 }
}

/// What is wrong with this run of a case, if anything.
fn faults(what: &str, case: &Case, ended: &Ended) -> Vec<String> {
    let mut out = Vec::new();
    let mut fault = |why: String| out.push(format!("{} {what}: {why} {ended:?}", case.name));
    // The machine may be busy with other things: processor time counts then.
    if ended.wall.min(ended.cpu) > seconds() {
        fault("too slow".to_owned());
    }
    if ended.peak > 500.0 {
        fault("too much memory".to_owned());
    }
    let refused = match (&case.outcome, ended.status) {
        (Outcome::Refused(words), Some(3)) => {
            if let Some(word) = words.iter().find(|w| !ended.said.contains(**w)) {
                fault(format!("the refusal does not say {word}"));
            }
            true
        }
        (Outcome::Read, Some(0)) => false,
        (Outcome::Either, Some(status @ (0 | 3))) => status == 3,
        _ => {
            fault("another end".to_owned());
            false
        }
    };
    if refused && (ended.said.trim().is_empty() || ended.said.is_ascii()) {
        fault("nothing was said".to_owned());
    }
    if ended.said.contains("panicked") || ended.said.contains("RUST_BACKTRACE") {
        fault("a panic shows".to_owned());
    }
    out
}

fn check(case: &Case, folder: &Path) -> Vec<String> {
    let (input, out) = (folder.join(format!("{}.{}", case.name, case.ends)), folder.join("out.xlsx"));
    fs::write(&input, (case.make)()).expect("written");
    let answers = folder.join("answers.json");
    fs::write(&answers, format!("{{\"{}\":{{\"C3\":\"はい\"}}}}", case.sheet)).expect("written");
    let (input_name, output) = (input.to_string_lossy(), out.with_extension(case.ends_out()));
    let (output_name, answers) = (output.to_string_lossy(), answers.to_string_lossy());
    let mut password = vec![];
    if !case.password.is_empty() {
        password.push("--password-stdin");
    }
    let inspect = run(&[&["inspect", &input_name, "--json"], &password[..]].concat(), case.password);
    // Opening is the same for both: of the many that differ little, looking is enough.
    let many = ["cut-", "doctype-", "path-", "twice-"].iter().any(|kind| case.name.contains(kind));
    if many && !case.name.ends_with('5') {
        return faults("inspect", case, &inspect);
    }
    let fill = ["fill", &input_name, "--output", &output_name, "--answers", &answers, "--json"];
    let fill = run(&[&fill[..], &password[..]].concat(), case.password);
    let mut bad = faults("inspect", case, &inspect);
    bad.extend(faults("fill", case, &fill));
    if output.exists() != (fill.status == Some(0)) {
        bad.push(format!("{}: an output appeared, or none did: {fill:?}", case.name));
    }
    if std::env::var_os("HOSTILE_TABLE").is_some() {
        let mut table = std::io::stderr();
        for (what, e) in [("inspect", &inspect), ("fill", &fill)] {
            let _ = writeln!(
                table,
                "{:30} {what:8} {:?} {:5.1} s {:5.1} s cpu {:4.0} MB {}",
                case.name,
                e.status,
                e.wall,
                e.cpu,
                e.peak,
                e.said.trim().chars().take(150).collect::<String>()
            );
        }
    }
    let _ = fs::remove_file(&output);
    let _ = fs::remove_file(&input);
    bad
}

/// One at a time: memory and time are measured.
static ALONE: Mutex<()> = Mutex::new(());

fn all(cases: &[Case]) {
    let _alone = ALONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let only = std::env::var("HOSTILE_ONLY").unwrap_or_default();
    let dir = tempfile::tempdir().expect("a folder");
    let bad: Vec<String> =
        cases.iter().filter(|c| c.name.contains(&only)).flat_map(|case| check(case, dir.path())).collect();
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

#[test]
fn workbooks() {
    all(&cases::xlsx());
}

#[test]
fn open_documents() {
    all(&cases::ods());
}

#[test]
fn texts() {
    all(&cases::text());
}

#[test]
fn binary_workbooks() {
    all(&cases::binary());
}

#[test]
fn encrypted_workbooks() {
    all(&cases::encrypted());
}
