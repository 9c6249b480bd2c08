//! Workbooks kept in the repository, for the tests of this crate.

use serde_json::Value;
use std::path::{Path, PathBuf};

/// A workbook with what its hand-made truth expects of it.
pub(crate) struct Kept {
    /// Where it lies.
    pub(crate) path: PathBuf,
    /// `ok`, `error` or `password`.
    pub(crate) expect: String,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
}

/// All .xlsx and .xlsm files under `tests/workbooks` that have a truth beside them, sorted by name.
pub(crate) fn workbooks() -> Vec<Kept> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/workbooks");
    let mut found = Vec::new();
    for folder in [root.clone(), root.join("shared")] {
        let truths = std::fs::read_dir(folder.join("truth")).expect("the folder of truths is there");
        for truth in truths {
            let truth = std::fs::read(truth.expect("readable").path()).expect("readable");
            let truth: Value = serde_json::from_slice(&truth).expect("JSON");
            let text = |key: &str| truth[key].as_str().unwrap_or_default().to_owned();
            let path = folder.join(text("file"));
            if path.extension().is_some_and(|e| e == "xlsx" || e == "xlsm") {
                let bytes = std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
                found.push(Kept { path, expect: text("expect"), bytes });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(found.len() >= 10, "no workbooks under {}", root.display());
    found
}
