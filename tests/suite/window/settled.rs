//! What counts as settled, and how a person comes to what does not.

use super::{answer, click_on, page, questions};
use acceptance::window::{Key, Theme, Window};
use rust_xlsxwriter::Workbook;
use serde_json::json;
use std::path::Path;

/// A questionnaire that asks these questions.
fn asking(path: &Path, asked: &[&str]) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("質問票").expect("a name");
    for (column, word) in (0u16..).zip(["No.", "確認事項", "回答"]) {
        sheet.write(0, column, word).expect("within the sheet");
    }
    for (row, question) in (1u32..).zip(asked) {
        sheet.write(row, 0, row).expect("within the sheet");
        sheet.write(row, 1, *question).expect("within the sheet");
    }
    workbook.save(path).expect("writable");
}

fn states(window: &Window) -> Vec<String> {
    window.texts(".grid .row .state")
}

#[test]
fn an_answer_carried_over_to_the_same_question_is_open_until_it_is_confirmed_there() {
    let home = tempfile::tempdir().expect("a home");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("重複.xlsx");
    asking(
        &path,
        &["操作ログを保管していますか。", "暗号鍵を管理していますか。", "操作ログを保管していますか。"],
    );
    let window = Window::open_at(home.path(), Theme::Light, &[path.to_str().expect("an ordinary path")]);
    assert_eq!(questions(&window), 3);
    answer(&window, "一年間保管しています。");
    window.until("the same question has the answer too", || (states(&window)[2] == "自動反映").then_some(()));
    // On to the second, and put aside.
    window.until("the next is shown", || {
        (window.find(".question h2").text() == "暗号鍵を管理していますか。").then_some(())
    });
    window.press(&[Key::Control, Key::Char('h')]);
    window.until("it is on hold", || (states(&window)[1] == "保留").then_some(()));
    let foot = || window.find("footer .said").text();
    window.until("two of three are open", || {
        (foot().contains("33%") && foot().contains("未確認 2 問")).then_some(())
    });
    window.screenshot("carried-over-ja-light");

    // The gate counts the same, and leads to both.
    window.press(&[Key::Control, Key::Char('4')]);
    window
        .until("the gate counts them", || page(&window).contains("まだ確認していない行 2 件").then_some(()));
    click_on(&window, ".open button", "次の未確認の行へ");
    window.until("both are listed", || (states(&window) == ["保留", "自動反映"]).then_some(()));

    // One key confirms what was carried over.
    window.press(&[Key::Down]);
    window.until("it is shown filled", || {
        (window.find("#answer").property("value") == json!("一年間保管しています。")).then_some(())
    });
    window.press(&[Key::Control, Key::Enter]);
    window.until("it is confirmed", || (states(&window)[1] == "確認済").then_some(()));
    let at = || {
        window.run(
            "return document.querySelector('.row[aria-selected=true] .state')?.innerText.trim()",
            &json!([]),
        )
    };
    window.until("what is on hold comes last", || (at() == "保留").then_some(()));
    window.until("one of three is open", || foot().contains("未確認 1 問").then_some(()));
    window.press(&[Key::Control, Key::Char('4')]);
    window.until("the gate counts it", || page(&window).contains("まだ確認していない行 1 件").then_some(()));
    click_on(&window, ".do .button.primary", "書き出す");
    let said = window.find(".result").text();
    assert!(said.contains("2 個のセル"), "{said}");

    // The list of what was worked on agrees.
    window.find("header .button").click();
    let listed = window.find(".open").text();
    assert!(listed.contains("3 問中 2 問 済み"), "{listed}");
}
