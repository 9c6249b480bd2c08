//! What a person types goes where they see it go, and nowhere else.

use super::{has_focus, questions, sample};
use acceptance::window::{Key, Theme, Window};
use rust_xlsxwriter::{DataValidation, Workbook};
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;

/// A sheet whose questions are answered in words, and one where only an option is asked for.
fn words_then_options(path: &Path) {
    let mut workbook = Workbook::new();
    let ask = |sheet: &mut rust_xlsxwriter::Worksheet, last: &str, asked: &[&str]| {
        for (column, word) in (0u16..).zip(["No.", "確認事項", last]) {
            sheet.write(0, column, word).expect("within the sheet");
        }
        for (row, question) in (1u32..).zip(asked) {
            sheet.write(row, 0, row).expect("within the sheet");
            sheet.write(row, 1, *question).expect("within the sheet");
        }
    };
    ask(
        workbook.add_worksheet().set_name("質問票").expect("a name"),
        "回答",
        &["操作ログを保管していますか。"],
    );
    let options = workbook.add_worksheet().set_name("別紙").expect("a name");
    ask(
        options,
        "対応状況",
        &["暗号鍵を管理していますか。", "委託先を監査していますか。", "訓練を行っていますか。"],
    );
    let list = DataValidation::new().allow_list_strings(&["○", "△", "×"]).expect("a short list");
    options.add_data_validation(1, 2, 3, 2, &list).expect("within the sheet");
    workbook.save(path).expect("writable");
}

#[test]
fn who_types_on_where_there_is_nothing_to_type_in_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("選択肢.xlsx");
    words_then_options(&path);
    let window = Window::open_in(Theme::Light, &[path.to_str().expect("an ordinary path")]);
    assert_eq!(questions(&window), 4);
    window.until("the keyboard is on the list", || has_focus(&window, "[data-place=list]").then_some(()));
    window.press(&[Key::Enter]);
    window.until("it is in the answer", || has_focus(&window, "#answer").then_some(()));
    window.press(&[Key::Control, Key::Char('a')]);
    window.type_text("一年間保管しています。");
    // What follows at once was meant for the next answer.
    let chosen = || {
        window.run("return document.querySelector('.question .path strong')?.innerText.trim()", &json!([]))
    };
    let option = || {
        window.run("return document.querySelector('.choices input:checked')?.value ?? document.querySelectorAll('.choices input:checked').length", &json!([]))
    };
    window.press(&[Key::Control, Key::Enter]);
    window.until("the next question is there, with no field", || {
        (window.all("#answer").is_empty() && has_focus(&window, "[data-place=list]")).then_some(())
    });
    let (before, at) = (option(), chosen());
    for letter in "kj3 n2".chars() {
        window.press(&[Key::Char(letter)]);
    }
    assert_eq!((option(), chosen()), (before, at.clone()), "nothing was decided");
    // After a pause the same key is a command.
    std::thread::sleep(Duration::from_secs(1));
    window.press(&[Key::Char('3')]);
    let third = "return document.querySelectorAll('.choices input')[2]?.checked";
    window.until("the third option is chosen", || {
        (window.run(third, &json!([])) == Value::Bool(true)).then_some(())
    });
    assert_eq!(chosen(), at);
}

#[test]
fn what_was_typed_just_before_the_window_was_closed_is_there_again() {
    let home = tempfile::tempdir().expect("a home");
    let folder = tempfile::tempdir().expect("a folder");
    let path = sample(folder.path());
    let argument = path.to_str().expect("an ordinary path");
    let window = Window::open_at(home.path(), Theme::Light, &[argument]);
    let _ = questions(&window);
    window.until("the answer can be typed", || {
        has_focus(&window, "#answer").then_some(()).or_else(|| {
            window.press(&[Key::Enter]);
            None
        })
    });
    // What is typed is saved by itself after a pause; there is none before the window has gone.
    let typing = "let count = 0;
        const type = () => {
          const field = document.querySelector('#answer');
          field.select();
          document.execCommand('insertText', false, `${arguments[0]}${(count += 1)}`);
        };
        type();
        setInterval(type, 50)";
    let words = "閉じる直前に書いた回答です。";
    let _ = window.run(typing, &json!([words]));
    let written = |window: &Window| {
        let text = window.find("#answer").property("value");
        text.as_str().and_then(|text| text.strip_prefix(words)?.parse::<u32>().ok())
    };
    let last = written(&window).expect("it is being typed");
    window.close();
    assert!(window.ends_within(Duration::from_secs(10)), "the window has gone");
    drop(window);

    let window = Window::open_at(home.path(), Theme::Light, &[argument]);
    let _ = questions(&window);
    let kept = window.until("it is there again", || written(&window));
    assert!(kept >= last, "{kept} was kept, and {last} was typed before the window was closed");
}
