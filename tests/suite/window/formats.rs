//! Files that are no plain .xlsx, from opening to the export.

use super::{answer, click_on, questions};
use acceptance::window::{Key, Theme, Window};
use acceptance::{root, run_with};
use serde_json::Value;
use std::path::{Path, PathBuf};

const WORDS: &str = "手順書に定めています。";

/// Opens a copy of a file, answers its first question and exports; what the proof says was changed, and the output.
fn whole_path(folder: &Path, file: &str, password: Option<&str>) -> (Value, PathBuf) {
    let from = root().join("tests/workbooks").join(file);
    let path = folder.join(from.file_name().expect("a name"));
    std::fs::copy(&from, &path).expect("the file is there");
    let before = std::fs::read(&path).expect("readable");
    let window = Window::open_in(Theme::Light, &[path.to_str().expect("an ordinary path")]);
    if let Some(password) = password {
        let _ = window.find("dialog[open] input[type=password]");
        window.type_text(password);
        window.press(&[Key::Enter]);
    }
    assert!(questions(&window) > 0);
    answer(&window, WORDS);
    window.press(&[Key::Control, Key::Char('4')]);
    click_on(&window, ".do .button.primary", "書き出す");
    let said = window.find(".result").text();
    assert!(said.contains("書き出しました"), "{file}: {said}");
    assert_eq!(std::fs::read(&path).expect("readable"), before, "{file}: the original is as it was");
    let written = |part: &str| {
        let mut all = std::fs::read_dir(folder).expect("a folder").flatten().map(|e| e.path());
        all.find(|p| p.to_string_lossy().contains(part)).unwrap_or_else(|| panic!("{file}: no {part}"))
    };
    let proof = std::fs::read(written("変更証明")).expect("written");
    (serde_json::from_slice(&proof).expect("JSON"), written("回答済"))
}

/// How many questions of a file hold an answer.
fn answered(file: &Path, password: &str) -> u64 {
    let file = file.to_str().expect("an ordinary path");
    let asked = ["check", file, "--json", "--password-stdin"];
    let report =
        run_with(asked.iter().take(if password.is_empty() { 3 } else { 4 }), password).ends(0).json();
    report["answered"].as_u64().expect("a number")
}

#[track_caller]
fn check(file: &str, password: Option<&str>, extension: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let (proof, output) = whole_path(folder.path(), file, password);
    let changed = proof["changed"].as_array().expect("a list");
    assert!(changed.iter().any(|c| c["after"] == WORDS), "{file}: {proof}");
    assert_eq!(output.extension().and_then(|e| e.to_str()), Some(extension), "{file}");
    let before = answered(&root().join("tests/workbooks").join(file), password.unwrap_or_default());
    assert_eq!(answered(&output, password.unwrap_or_default()), before + 1, "{file}");
    std::fs::read(output).expect("written")
}

#[test]
fn a_csv_in_shift_jis_comes_back_in_shift_jis() {
    let bytes = check("shared/d09_cp932.csv", None, "csv");
    assert!(std::str::from_utf8(&bytes).is_err(), "it is no UTF-8");
    // 手順書 in Shift_JIS.
    let words = [0x8e, 0xe8, 0x8f, 0x87, 0x8f, 0x91];
    assert!(bytes.windows(words.len()).any(|w| w == words));
}

#[test]
fn an_open_document_spreadsheet_comes_back_as_one() {
    check("h30_ods.ods", None, "ods");
}

#[test]
fn an_old_excel_file_comes_back_as_xlsx() {
    check("shared/d12_xls.xls", None, "xlsx");
}

#[test]
fn a_protected_file_opens_with_its_password_and_comes_back_protected() {
    let truth = std::fs::read(root().join("tests/workbooks/shared/truth/d10_password.json")).expect("there");
    let truth: Value = serde_json::from_slice(&truth).expect("JSON");
    let bytes = check("shared/d10_password.xlsx", truth["password"].as_str(), "xlsx");
    assert!(bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]), "a compound file, as encrypted ones are");
}
