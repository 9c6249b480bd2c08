//! A questionnaire from the file to the export, as a person goes through it.

use super::{has_focus, look, page, questions, sample, tab_to};
use acceptance::root;
use acceptance::window::{Key, Theme, Window};
use serde_json::{Map, Value, json};
use std::path::Path;
use std::process::Command;

const ANSWER: &str = "#answer";
const CHOSEN: &str = ".grid .row[aria-selected=true]";

/// Number, state and place of the chosen line.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    number: String,
    state: String,
}

fn chosen(window: &Window) -> Line {
    let script = "const row = document.querySelector(arguments[0]);
        return [row?.querySelector('.number')?.innerText.trim() ?? '', row?.querySelector('.state')?.innerText.trim() ?? '']";
    let found = window.run(script, &json!([CHOSEN]));
    let text = |n: usize| found[n].as_str().unwrap_or_default().to_owned();
    Line { number: text(0), state: text(1) }
}

/// The state of the line with this number, as the list says it.
fn state_of(window: &Window, number: &str) -> String {
    let script = "return [...document.querySelectorAll('.grid .row')]
        .find(row => row.querySelector('.number').innerText.trim() === arguments[0])
        ?.querySelector('.state').innerText.trim() ?? ''";
    window.run(script, &json!([number])).as_str().unwrap_or_default().to_owned()
}

fn answer(window: &Window) -> String {
    window.find(ANSWER).property("value").as_str().unwrap_or_default().to_owned()
}

/// Waits until the question pane shows the chosen line's question.
fn settled(window: &Window) {
    window.until("the question is shown", || {
        let shown = window.run(
            "return document.querySelector('.question .path strong')?.innerText.trim() ?? ''",
            &json!([]),
        );
        (shown == chosen(window).number.as_str()).then_some(())
    });
}

/// Goes to the first line in this state with an answer drafted, or without one.
fn go_to(window: &Window, state: &str, with_answer: bool) -> String {
    window.press(&[Key::Home]);
    for _ in 0..questions(window) {
        settled(window);
        let line = chosen(window);
        if line.state == state && window.all(ANSWER).len() == 1 && answer(window).is_empty() != with_answer {
            return line.number;
        }
        window.press(&[Key::Down]);
    }
    panic!("no line is {state} with an answer: {with_answer}");
}

fn open_sample(folder: &Path) -> Window {
    let path = sample(folder);
    let window = Window::open_in(Theme::Light, &[path.to_str().expect("an ordinary path")]);
    let _ = questions(&window);
    window
}

#[test]
fn a_questionnaire_goes_from_the_file_to_the_export_by_keyboard() {
    let folder = tempfile::tempdir().expect("a folder");
    let window = open_sample(folder.path());
    assert_eq!(questions(&window), 66);
    window.until("the keyboard is on the list", || has_focus(&window, "[data-place=list]").then_some(()));

    // What was read can be corrected, and the correction undone.
    window.press(&[Key::Control, Key::Char('2')]);
    let role = || {
        let script = "return [...document.querySelectorAll('.form select')].map(s => s.value).join(' ')";
        window.run(script, &json!([])).as_str().unwrap_or_default().to_owned()
    };
    let before = window.until("the columns are listed", || Some(role()).filter(|r| r.contains("reference")));
    window.screenshot("layout-ja-light");
    // By keyboard: to the column's letter, and the last of its menu.
    window.until("the keyboard is on the sheet", || has_focus(&window, ".pane").then_some(()));
    let on = || window.run("return document.activeElement.innerText", &json!([]));
    for _ in 0..40 {
        if has_focus(&window, ".letter button") && on().as_str().is_some_and(|text| text.contains("参照番号"))
        {
            break;
        }
        window.press(&[Key::Tab]);
    }
    window.press(&[Key::Enter]);
    let _ = window.find("[role=menu]");
    window.press(&[Key::End]);
    window.until("the last is offered", || (on() == "なし").then_some(()));
    look(&window, "roles-ja-light");
    window.press(&[Key::Enter]);
    window.until("the column has lost its role", || (!role().contains("reference")).then_some(()));
    window.press(&[Key::Control, Key::Char('z')]);
    window.until("the correction is undone", || (role() == before).then_some(()));
    window.press(&[Key::Control, Key::Char('1')]);
    assert_eq!(questions(&window), 66);

    // To what there is something to say of, and back.
    window.press(&[Key::Home]);
    let marked = "return document.querySelector('.grid .row[aria-selected=true] path.warn') !== null";
    for keys in [&[Key::F8][..], &[Key::F8], &[Key::Shift, Key::F8]] {
        let before = chosen(&window).number;
        window.press(keys);
        // Its line comes into sight with the next frame.
        window.until("the next problem is chosen", || {
            let now = chosen(&window).number;
            (!now.is_empty() && now != before).then_some(())
        });
        assert_eq!(window.run(marked, &json!([])), Value::Bool(true), "{:?}", chosen(&window));
    }

    // A draft is confirmed, and the next that waits for a person comes.
    let first = go_to(&window, "候補", true);
    window.press(&[Key::Control, Key::Enter]);
    window.until("it is confirmed", || (state_of(&window, &first) == "確認済").then_some(()));
    let next = chosen(&window);
    assert_ne!(next.number, first);
    assert!(["要確認", "候補", "記載なし", "編集中"].contains(&next.state.as_str()), "{next:?}");

    // Undone and redone: everything as it was, at its place.
    window.press(&[Key::Control, Key::Char('z')]);
    window.until("the confirmation is undone", || (state_of(&window, &first) == "候補").then_some(()));
    assert_eq!(chosen(&window).number, first);
    window.press(&[Key::Control, Key::Shift, Key::Char('z')]);
    window.until("it is confirmed again", || (state_of(&window, &first) == "確認済").then_some(()));

    // Nothing to confirm is refused in words.
    let empty = go_to(&window, "記載なし", false);
    window.press(&[Key::Control, Key::Enter]);
    window.until("it says why", || window.find(".refusal").text().contains("回答").then_some(()));
    assert_eq!(chosen(&window).number, empty);

    // What is typed is saved by itself; Ctrl+Z takes back the typing first.
    window.press(&[Key::Enter]);
    assert!(has_focus(&window, ANSWER));
    window.type_text("弊社の規程に定めています。");
    window.until("it is saved", || (window.find(".saved").text() == "保存しました").then_some(()));
    assert_eq!(state_of(&window, &empty), "編集中");
    // An Enter that ends a conversion is the input method's.
    let script = "const field = document.querySelector('#answer');
        for (const more of [{ isComposing: true }, { keyCode: 229 }])
          field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true, ...more }))";
    let _ = window.run(script, &json!([]));
    assert_eq!(state_of(&window, &empty), "編集中");
    window.press(&[Key::Control, Key::Enter]);
    window.until("it is confirmed", || (state_of(&window, &empty) == "確認済").then_some(()));
    assert!(has_focus(&window, ANSWER), "the next answer can be typed at once");
    window.press(&[Key::Escape]);
    assert!(has_focus(&window, "[data-place=list]"));

    // A match is taken, an option chosen, a row put aside, one declared out of scope.
    let unsure = go_to(&window, "要確認", true);
    window.press(&[Key::Alt, Key::Char('1')]);
    window.until("the match is taken", || (state_of(&window, &unsure) == "編集中").then_some(()));
    window.press(&[Key::Char('2')]);
    window.until("the second option is chosen", || {
        let checked = "return [...document.querySelectorAll('.choices input')].findIndex(i => i.checked)";
        (window.run(checked, &json!([])) == 1).then_some(())
    });
    window.press(&[Key::Control, Key::Enter]);
    window.until("it is confirmed", || (state_of(&window, &unsure) == "確認済").then_some(()));
    settled(&window);
    let held = chosen(&window).number;
    window.press(&[Key::Control, Key::Char('h')]);
    window.until("it is on hold", || (state_of(&window, &held) == "保留").then_some(()));
    window.press(&[Key::Down]);
    settled(&window);
    let scoped = chosen(&window).number;
    window.press(&[Key::Control, Key::Char('d')]);
    let _ = window.find("dialog[open] textarea");
    window.press(&[Key::Enter]);
    window.until("a reason is asked for", || page(&window).contains("理由を入力してください").then_some(()));
    window.type_text("お客様の管理範囲のため");
    window.press(&[Key::Enter]);
    window.until("it is out of scope", || (state_of(&window, &scoped) == "対象外").then_some(()));

    // Words of the standard are searched and quoted.
    let quoted = go_to(&window, "記載なし", false);
    window.press(&[Key::Char('/')]);
    window.find("dialog[open] [role=combobox]").type_text("暗号鍵");
    window.until("there are hits", || (!window.all("[role=option]").is_empty()).then_some(()));
    window.screenshot("insert-ja-light");
    window.press(&[Key::Control, Key::Enter]);
    window.until("it is quoted", || {
        window.find("dialog[open] footer").text().contains("引用しました").then_some(())
    });
    window.press(&[Key::Escape]);
    window.press(&[Key::Escape]);
    window.until("the search is closed", || window.all("dialog[open]").is_empty().then_some(()));
    assert_eq!(chosen(&window).number, quoted);
    assert!(answer(&window).contains("暗号鍵"), "{}", answer(&window));
    window.until("its source is named", || (!window.all(".sources button").is_empty()).then_some(()));
    window.press(&[Key::Control, Key::Enter]);
    window.until("it is confirmed", || (state_of(&window, &quoted) == "確認済").then_some(()));

    // The customer's sheet shows the answers.
    window.press(&[Key::Tab]);
    window.until("the sheet is drawn", || (!window.all(".pane .cell.answer").is_empty()).then_some(()));
    window.until("the keyboard is on it", || has_focus(&window, "[data-place=sheet]").then_some(()));
    window.screenshot("sheet-ja-light");
    window.press(&[Key::Shift, Key::Tab]);
    window.until("the list is back", || has_focus(&window, "[data-place=list]").then_some(()));
    window.screenshot("review-ja-light");

    // The gate, and the three files.
    window.press(&[Key::Control, Key::Char('4')]);
    window.until("the gate is shown", || page(&window).contains("まだ確認していない行").then_some(()));
    window.screenshot("gate-ja-light");
    tab_to(&window, ".do .button.primary");
    window.press(&[Key::Enter]);
    let result = window.find(".result");
    assert!(result.text().contains("書き出しました"), "{}", result.text());
    look(&window, "exported-ja-light");
    check_the_files(folder.path());
}

/// The filled workbook differs from the original in the answer cells that the proof names, and only there.
fn check_the_files(folder: &Path) {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("a folder")
        .flatten()
        .map(|e| e.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let named = |part: &str| {
        folder.join(names.iter().find(|n| n.contains(part)).unwrap_or_else(|| panic!("{part}: {names:?}")))
    };
    let proof: Value = serde_json::from_slice(&std::fs::read(named("変更証明")).expect("written"))
        .expect("the proof is JSON");
    let changed = proof["changed"].as_array().expect("a list");
    assert!(changed.len() >= 4, "{changed:?}");
    let mut answers: Map<String, Value> = Map::new();
    for cell in changed {
        let sheet = answers.entry(cell["sheet"].as_str().expect("a sheet")).or_insert_with(|| json!({}));
        sheet[cell["cell"].as_str().expect("a cell")] = cell["after"].clone();
    }
    let written = folder.join("answers.json");
    std::fs::write(&written, Value::from(answers).to_string()).expect("writable");
    let check = Command::new("python3")
        .arg(root().join("tests/tools/check_fill.py"))
        .args([&folder.join("調査票.xlsx"), &named("回答済"), &written])
        .output()
        .expect("python3 runs");
    let text = String::from_utf8_lossy(&check.stdout);
    assert!(text.contains("PASS"), "{text}{}", String::from_utf8_lossy(&check.stderr));
}

#[test]
fn work_survives_the_program_being_killed() {
    let home = tempfile::tempdir().expect("a home");
    let folder = tempfile::tempdir().expect("a folder");
    let path = sample(folder.path());
    let argument = path.to_str().expect("an ordinary path");
    let window = Window::open_at(home.path(), Theme::Light, &[argument]);
    let _ = questions(&window);
    for _ in 0..5 {
        window.press(&[Key::Down]);
    }
    settled(&window);
    let at = chosen(&window).number;
    window.press(&[Key::Enter]);
    window.press(&[Key::Control, Key::Char('a')]);
    window.type_text("途中まで書いた回答です。");
    window.until("it is saved", || (window.find(".saved").text() == "保存しました").then_some(()));
    window.kill();
    drop(window);

    // By the list of what was worked on, as a person comes back.
    let window = Window::open_at(home.path(), Theme::Light, &[]);
    let recent = window.find(".open");
    assert!(recent.text().contains("調査票.xlsx"), "{}", recent.text());
    window.screenshot("home-ja-light");
    recent.click();
    let _ = questions(&window);
    settled(&window);
    assert_eq!(chosen(&window).number, at);
    assert_eq!(answer(&window), "途中まで書いた回答です。");
    assert_eq!(chosen(&window).state, "編集中");
    // And what was done before can still be undone.
    window.press(&[Key::Control, Key::Char('z')]);
    window.until("it is undone", || (answer(&window) != "途中まで書いた回答です。").then_some(()));
}

#[test]
fn tab_reaches_every_part_and_is_caught_in_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let window = open_sample(folder.path());
    let mut reached: Vec<String> = Vec::new();
    let parts = [
        "[data-place=list]",
        "[data-place=sheet]",
        "#answer",
        "#note",
        "header nav button",
        ".sheet",
        "[data-words]",
    ];
    for _ in 0..80 {
        for part in parts.iter().filter(|p| has_focus(&window, p)) {
            reached.push((*part).to_owned());
        }
        window.press(&[Key::Tab]);
    }
    for part in parts {
        assert!(reached.iter().any(|r| r == part), "{part} was not reached: {reached:?}");
    }
}

#[test]
fn the_keyboard_stays_on_the_matches_when_the_tab_it_was_on_goes() {
    let folder = tempfile::tempdir().expect("a folder");
    let window = open_sample(folder.path());
    window.until("the keyboard is on the list", || has_focus(&window, "[data-place=list]").then_some(()));
    for _ in 0..questions(&window) {
        settled(&window);
        if !window.all(".question .more").is_empty() {
            break;
        }
        window.press(&[Key::Down]);
    }
    let on = |tab: usize| {
        let css = format!("#match-tab-{tab}");
        window.until("the keyboard is on the tab", || has_focus(&window, &css).then_some(()));
    };
    let aside = |key: &str| {
        let press = "document.activeElement.dispatchEvent(
            new KeyboardEvent('keydown', { key: arguments[0], bubbles: true, cancelable: true }))";
        let _ = window.run(press, &json!([key]));
    };
    let _ = window.run("document.querySelector('#match-tab-0').focus()", &json!([]));
    for tab in 1..6 {
        aside("ArrowRight");
        on(tab);
    }
    // The sixth is shown only while it is looked at.
    aside("ArrowLeft");
    on(4);
    let before = chosen(&window);
    window.press(&[Key::Char('j')]);
    window.until("the next question is chosen", || (chosen(&window) != before).then_some(()));
    settled(&window);
    on(0);
}

#[test]
fn two_windows_on_one_questionnaire_are_kept_apart() {
    let home = tempfile::tempdir().expect("a home");
    let folder = tempfile::tempdir().expect("a folder");
    let path = sample(folder.path());
    let argument = path.to_str().expect("an ordinary path");
    let first = Window::open_at(home.path(), Theme::Light, &[argument]);
    let _ = questions(&first);
    let second = Window::open_at(home.path(), Theme::Light, &[argument]);
    let said = second.find("[role=alert].refused").text();
    assert!(said.contains("調査票.xlsx"), "{said}");
    look(&second, "busy-ja-light");
    assert!(second.all(".grid").is_empty());
    drop(first);
    second.find(".open").click();
    assert_eq!(questions(&second), 66);
}

#[test]
fn a_file_that_is_none_is_refused_in_words() {
    let file = root().join("tests/workbooks/e05_not_a_zip.xlsx");
    let window = Window::open_in(Theme::Light, &[file.to_str().expect("an ordinary path")]);
    let said = window.find("[role=alert].refused").text();
    assert!(said.contains("開けませんでした") && said.contains("e05_not_a_zip.xlsx"), "{said}");
    look(&window, "refused-ja-light");
    window.find(".refused button").click();
    window.until("it is gone", || window.all(".refused").is_empty().then_some(()));
    assert!(page(&window).contains("調査票に回答する"));
}

#[test]
fn a_protected_file_asks_for_its_password() {
    let file = root().join("tests/workbooks/shared/d10_password.xlsx");
    let window = Window::open_in(Theme::Light, &[file.to_str().expect("an ordinary path")]);
    let _ = window.find("dialog[open] input[type=password]");
    look(&window, "password-ja-light");
    window.screenshot("password-ja-light");
    window.type_text("違う");
    window.press(&[Key::Enter]);
    window.until("it asks again", || {
        let empty = window.all("dialog[open] input[type=password]").first().map(|f| f.property("value"));
        (empty == Some(json!(""))).then_some(())
    });
    window.press(&[Key::Escape]);
    window.until("the first view is back", || window.all("dialog[open]").is_empty().then_some(()));
}
