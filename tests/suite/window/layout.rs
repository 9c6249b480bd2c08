//! What was read in the sheets is put right on the sheets themselves.

use super::{click_on, has_focus, page, questions};
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
    // No row is no header: the field says again which row is.
    let emptied = "const field = document.querySelector('.form input.row');
        field.value = '';
        field.dispatchEvent(new Event('change', { bubbles: true }))";
    let _ = window.run(emptied, &json!([]));
    window.until("the header stands there again", || {
        (window.find(".form input.row").property("value") == json!("2")).then_some(())
    });
    window.press(&[Key::Control, Key::Char('1')]);
    window.until("they are asked", || (questions(&window) == 4).then_some(()));
}

/// Drags over the cells from the one with these words to the one with those.
fn drag(window: &Window, from: &str, to: &str) {
    let script = "const middle = words => {
          const cell = [...document.querySelectorAll('.pane .cell')].find(c => c.innerText.trim() === words);
          const box = cell.getBoundingClientRect();
          return { cell, at: { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2, bubbles: true, button: 0 } };
        };
        const [from, to] = [...arguments].map(middle);
        from.cell.dispatchEvent(new PointerEvent('pointerdown', from.at));
        to.cell.dispatchEvent(new PointerEvent('pointermove', to.at));
        to.cell.dispatchEvent(new PointerEvent('pointerup', to.at))";
    let _ = window.run(script, &json!([from, to]));
}

#[test]
fn dragging_over_the_questions_makes_the_table_and_one_undo_takes_it_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let window = open(folder.path());
    let form = || window.find(".form").text();
    // A press without a drag asks nothing.
    drag(&window, "消火器", "消火器");
    assert!(window.all("[role=menu]").is_empty());
    drag(&window, "非常口", "消火器");
    let menu = window.find("[role=menu]").text();
    assert!(menu.contains("B 列 3–4 行目"), "{menu}");
    window.screenshot("marked-ja-light");
    let faults = window.accessibility_faults();
    assert!(faults.is_empty(), "{faults:#?}");
    // The keyboard is on what is most often meant.
    window.until("the question is offered", || {
        (window.run("return document.activeElement.innerText.trim()", &json!([])) == json!("質問"))
            .then_some(())
    });
    window.press(&[Key::Enter]);
    window.until("two questions are read", || form().contains("2 問").then_some(()));
    let rows = "return [...document.querySelectorAll('.form input.row')].map(i => i.value)";
    assert_eq!(window.run(rows, &json!([])), json!(["2", "2", "4"]), "the header above, and the last row");
    assert!(window.all(".pane .marked").is_empty());
    window.until("the keyboard is on the sheet", || has_focus(&window, ".pane").then_some(()));
    window.press(&[Key::Control, Key::Char('z')]);
    window.until("it is as before", || form().contains("見つかっていません").then_some(()));
}

#[test]
fn what_the_customer_has_hidden_is_marked() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("非表示.xlsx");
    let mut workbook = Workbook::new();
    for name in ["質問票", "社内用"] {
        let sheet = workbook.add_worksheet().set_name(name).expect("a name");
        for (column, word) in (0u16..).zip(["No.", "確認事項", "検討", "下書き", "回答", "備考"])
        {
            sheet.write(0, column, word).expect("within the sheet");
        }
        for row in 1u32..9 {
            sheet.write(row, 0, row).expect("within the sheet");
            sheet
                .write(row, 1, format!("{name}の操作ログを{row}年間保管していますか。"))
                .expect("within the sheet");
        }
        for row in 3..6 {
            sheet.set_row_hidden(row).expect("within the sheet");
        }
        for column in [2, 3, 5] {
            sheet.set_column_hidden(column).expect("within the sheet");
        }
        sheet.protect();
        sheet.set_column_width(1, 40).expect("within the sheet");
        if name == "社内用" {
            sheet.set_hidden(true);
        }
    }
    workbook.save(&path).expect("writable");
    for theme in [Theme::Light, Theme::Dark] {
        let window = Window::open_in(theme, &[path.to_str().expect("an ordinary path")]);
        assert_eq!(questions(&window), 8);
        let tabs = || window.find(".side").text();
        assert!(tabs().contains("保護されたシート"), "{}", tabs());
        window.press(&[Key::Control, Key::Char('2')]);
        window.until("the hidden sheet says so", || tabs().contains("非表示のシート").then_some(()));
        window.press(&[Key::Control, Key::Char('1')]);
        window.until("the keyboard is on the list", || has_focus(&window, "[data-place=list]").then_some(()));
        window.press(&[Key::Tab]);
        window.until("the sheet is drawn", || (!window.all(".pane .cell.answer").is_empty()).then_some(()));
        let titles = "return [...document.querySelectorAll('.pane [title]')].map(e => e.title)
            .filter(t => /非表示|hidden/.test(t))";
        let marked = || window.run(titles, &json!([]));
        window.until("it is marked", || {
            (marked() == json!(["C–D 列は非表示です", "F 列は非表示です", "非表示 3 行"])).then_some(())
        });
        let colours = if theme == Theme::Dark { "dark" } else { "light" };
        window.screenshot(&format!("hidden-ja-{colours}"));
        window.find("[role=group] button[lang=en]").click();
        window.until("it is said in English", || {
            (marked() == json!(["Columns C–D hidden", "Column F hidden", "3 hidden rows"])).then_some(())
        });
        window.screenshot(&format!("hidden-en-{colours}"));
        let faults = window.accessibility_faults();
        assert!(faults.is_empty(), "{faults:#?}");
    }
}
