//! Nothing leaves the machine: the program asks the system for no network while it does its whole job.

use acceptance::{kotae, root};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs the command under `strace` and gives the calls that have to do with a network.
fn network_calls(arguments: &[&str], input: &Path, log: &Path) -> Vec<String> {
    let status = Command::new("strace")
        .args(["-f", "-qq", "-e", "trace=%network", "-o"])
        .arg(log)
        .arg(kotae())
        .args(arguments)
        .stdin(fs::File::open(input).expect("readable"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("strace is installed by `make test`");
    assert!(status.success(), "{arguments:?}: {status}");
    let text = fs::read_to_string(log).expect("strace writes its log");
    // A thread that ends while strace takes hold of it leaves a line that names no call.
    let no_call = |l: &&str| !l.contains("exited with") && !l.ends_with("???( <detached ...>");
    text.lines().filter(no_call).map(str::to_owned).collect()
}

#[test]
fn the_whole_job_asks_for_no_network() {
    let dir = tempfile::tempdir().expect("a folder");
    let at = |name: &str| dir.path().join(name).to_string_lossy().into_owned();
    let log = dir.path().join("log");
    let sample = root().join("data/samples/questionnaire.xlsx");
    let sample = sample.to_string_lossy();
    let nothing = Path::new("/dev/null");
    let questions = root().join("tests/eval/dev_en.jsonl");
    let (out, report, proof) = (at("o.xlsx"), at("r.xlsx"), at("p.json"));
    let jobs: [(&[&str], &Path); 5] = [
        (&["fill", &sample, "--output", &out, "--report", &report, "--proof", &proof], nothing),
        (&["inspect", &sample, "--json"], nothing),
        (&["check", &sample], nothing),
        (&["match", "--json"], &questions),
        (&["search", "暗号鍵"], nothing),
    ];
    for (arguments, input) in jobs {
        let calls = network_calls(arguments, input, &log);
        assert!(calls.is_empty(), "{arguments:?}: {calls:#?}");
    }
}
