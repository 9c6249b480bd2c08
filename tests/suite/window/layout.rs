//! What was read in the sheets is put right on the sheets themselves.

use super::{click_on, page, questions};
use acceptance::window::{Key, Theme, Window};
use rust_xlsxwriter::{Workbook, Worksheet};
use serde_json::json;
use std::path::Path;

/// A sheet that is read by itself, and one whose words say of nothing that it is a question.
fn one_of_two_is_found(path: &Path) {
    let mut workbook = Workbook::new();
    let fill = |sheet: &mut Worksheet, rows: &[[&str; 3]]| {
        for (row, words) in (0..).zip(rows) {
            for (column, word) in (0u16..).zip(words) {
                sheet.write(row, column, *word).expect("within the sheet");
            }
        }
    };
    fill(
        workbook.add_worksheet().set_name("質問票").expect("a name"),
        &[["No.", "確認事項", "回答"], ["1", "操作ログを保管していますか。", ""]],
    );
    fill(
        workbook.add_worksheet().set_name("設備").expect("a name"),
        &[
            ["設備一覧", "", ""],
            ["い", "ろ", "は"],
            ["A", "消火器", ""],
            ["B", "非常口", ""],
            ["C", "自家発電", ""],
        ],
    );
    workbook.save(path).expect("writable");
}

fn open(folder: &Path) -> Window {
    let path = folder.join("設備.xlsx");
    one_of_two_is_found(&path);
    let window = Window::open_in(Theme::Light, &[path.to_str().expect("an ordinary path")]);
    assert_eq!(questions(&window), 1);
    window.press(&[Key::Control, Key::Char('2')]);
    click_on(&window, ".side button", "設備");
    window.until("the sheet is drawn", || page(&window).contains("自家発電").then_some(()));
    window
}

/// Gives a column a role by the menu at its letter.
fn give(window: &Window, letter: &str, role: &str) {
    click_on(window, ".letter button", letter);
    click_on(window, "[role=menuitemradio]", role);
    let heads =
        || window.texts(".letter button").into_iter().any(|t| t.starts_with(letter) && t.contains(role));
    window.until("the column has its role", || heads().then_some(()));
    window.until("it is read again", || {
        window.find(".side .said").text().contains("読み直しました").then_some(())
    });
}

#[test]
fn a_table_that_was_not_found_is_made_by_hand() {
    let folder = tempfile::tempdir().expect("a folder");
    let window = open(folder.path());
    let form = || window.find(".form").text();
    assert!(form().contains("見つかっていません"), "{}", form());
    window.screenshot("no-table-ja-light");
    give(&window, "B", "質問");
    window.until("there is a table", || form().contains("見出し行").then_some(()));
    give(&window, "C", "文章の回答");
    // The header by its row number.
    let press =
        "const row = [...document.querySelectorAll('.pane [role=rowheader]')].find(r => r.innerText === '2');
        row.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
        dispatchEvent(new PointerEvent('pointerup'))";
    let _ = window.run(press, &json!([]));
    click_on(&window, ".pick button", "2 行目を見出しにする");
    window.until("three questions are read", || form().contains("3 問").then_some(()));
    window.screenshot("table-by-hand-ja-light");
    window.press(&[Key::Control, Key::Char('1')]);
    window.until("they are asked", || (questions(&window) == 4).then_some(()));
}
