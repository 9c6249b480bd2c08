//! What fuzzing has found and reached, again: the corpora of `make fuzz` through the same functions.

#[expect(unreachable_pub, reason = "the same files are a library of the fuzz programs")]
#[path = "../../src-tauri/fuzz/src/targets/mod.rs"]
mod targets;

use acceptance::root;
use std::panic::catch_unwind;

/// Runs a target over every file of its corpus; a broken promise is named with its file.
fn replay(name: &str, target: fn(&[u8])) {
    let folder = root().join("tests/fuzz").join(name);
    let mut files: Vec<_> =
        std::fs::read_dir(&folder).expect("a corpus").flatten().map(|e| e.path()).collect();
    files.sort();
    assert!(files.len() >= 20, "{}: {} files", folder.display(), files.len());
    let broken = |path: &std::path::PathBuf| {
        let data = std::fs::read(path).expect("readable");
        catch_unwind(|| target(&data)).is_err()
    };
    let bad: Vec<_> = files.iter().filter(|path| broken(path)).collect();
    assert!(bad.is_empty(), "{bad:#?}");
}

#[test]
fn files_and_packages_are_read() {
    replay("open", targets::open);
}

#[test]
fn sheets_are_rewritten() {
    replay("rewrite", targets::rewrite);
}

#[test]
fn grids_are_laid_out() {
    replay("layout", targets::layout);
}

#[test]
fn documents_are_parsed() {
    replay("standard", targets::standard);
}

#[test]
fn texts_are_read_and_rewritten() {
    replay("csv", targets::csv);
}

#[test]
fn binary_files_are_read() {
    replay("binary", targets::binary);
}

#[test]
fn open_documents_are_rewritten() {
    replay("ods", targets::ods);
}
