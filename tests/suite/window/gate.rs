//! What stands before the export: problems of the file as a whole, and rows too low for their answers.

use super::{answer, click_on, page, questions};
use acceptance::window::{Key, Theme, Window};
use rust_xlsxwriter::{DocProperties, Format, Note, Workbook};
use serde_json::{Value, json};
use std::path::Path;

const OTHER: &str = "みどり信用金庫";

/// Two questions whose rows are too low for three lines, and what a file carries besides.
fn questionnaire(path: &Path, company: &str) {
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_company(company));
    let sheet = workbook.add_worksheet().set_name("質問票").expect("a name");
    let rows = [
        ["No.", "確認事項", "回答"],
        ["1", "操作ログを保管していますか。", ""],
        ["2", "暗号鍵を管理していますか。", ""],
    ];
    for (row, words) in (0..).zip(rows) {
        for (column, word) in (0u16..).zip(words) {
            sheet.write(row, column, word).expect("within the sheet");
        }
    }
    sheet.write_blank(1, 2, &Format::new().set_text_wrap()).expect("within the sheet");
    sheet.set_row_height(1, 18).expect("within the sheet");
    sheet.set_header("&C社外秘");
    sheet.insert_note(2, 1, &Note::new("昨年と同じ")).expect("within the sheet");
    workbook
        .add_worksheet()
        .set_name("メモ")
        .expect("a name")
        .write(39, 0, "取扱注意")
        .expect("within the sheet");
    workbook.save(path).expect("writable");
}

#[test]
fn what_the_file_carries_is_listed_shown_and_holds_the_export_back_until_it_is_allowed() {
    let home = tempfile::tempdir().expect("a home");
    let folder = tempfile::tempdir().expect("a folder");
    let (earlier, now) =
        (folder.path().join(format!("{OTHER}_調査票.xlsx")), folder.path().join("今回.xlsx"));
    questionnaire(&earlier, "");
    questionnaire(&now, OTHER);
    let opened = |path: &Path| {
        let window = Window::open_at(home.path(), Theme::Light, &[path.to_str().expect("an ordinary path")]);
        assert_eq!(questions(&window), 2);
        window
    };
    drop(opened(&earlier));
    let window = opened(&now);
    answer(&window, "一行目。二行目。");
    window.press(&[Key::Control, Key::Char('4')]);
    window.until("the file's problems are listed", || page(&window).contains("ファイル全体").then_some(()));
    let listed = window.texts("ul.file li").join("\n");
    for said in [OTHER, "社外秘", "昨年と同じ", "取扱注意"] {
        assert!(listed.contains(said), "{said}: {listed}");
    }
    window.screenshot("gate-file-ja-light");
    let faults = window.accessibility_faults();
    assert!(faults.is_empty(), "{faults:#?}");

    // To the place in the sheet, and back.
    click_on(&window, "ul.file button", "メモ A40");
    let marked = || window.texts("[role=rowheader].picked").join(" ");
    window.until("its row is marked", || (marked() == "40").then_some(()));
    let pressed = window.texts("[aria-pressed=true]");
    assert!(pressed.iter().any(|p| p == "メモ"), "{pressed:?}");
    window.screenshot("spot-ja-light");
    window.press(&[Key::Control, Key::Char('4')]);

    // Held back until a person allows it.
    let export = ".do .button.primary";
    let disabled = || {
        window.run(
            "return document.querySelector(arguments[0])?.getAttribute('aria-disabled')",
            &json!([export]),
        )
    };
    window.until("the export is held back", || (disabled() == "true").then_some(()));
    click_on(&window, export, "書き出す");
    assert!(window.all(".result").is_empty());
    click_on(&window, ".do label", "ほかのお客様の名前");
    window.until("it is allowed", || (disabled() == "false").then_some(()));
    click_on(&window, export, "書き出す");
    let said = window.find(".result").text();
    assert!(said.contains("1 個のセル") && !said.contains("高さ"), "{said}");
}

#[test]
fn a_row_too_low_for_its_answer_is_made_higher_where_the_person_asks_for_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("低い.xlsx");
    questionnaire(&path, "");
    let window = Window::open_in(Theme::Light, &[path.to_str().expect("an ordinary path")]);
    assert_eq!(questions(&window), 2);
    answer(&window, "一行目の回答です。二行目の回答です。三行目の回答です。");
    window.press(&[Key::Control, Key::Char('4')]);
    window.until("the row is named", || page(&window).contains("行の高さが足りず").then_some(()));
    let ticked = window
        .run("return [...document.querySelectorAll('.do input')].filter(i => i.checked).length", &json!([]));
    assert_eq!(ticked, 0, "nothing is changed unless it is asked for");
    click_on(&window, ".do label", "行の高さを広げる");
    window.screenshot("raise-ja-light");
    click_on(&window, ".do .button.primary", "書き出す");
    let said = window.find(".result").text();
    assert!(said.contains("1 行の高さを広げました"), "{said}");
    let proof = std::fs::read(folder.path().join("低い_変更証明.json")).expect("written");
    let proof: Value = serde_json::from_slice(&proof).expect("JSON");
    assert_eq!((&proof["raised"][0]["row"], &proof["raised"][0]["before"]), (&json!(2), &json!(18.0)));
}
