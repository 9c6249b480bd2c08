//! What a person sees and does in the window, on the real program. Pictures of what was seen are kept
//! in `target/screenshots`.

mod desk;
mod formats;
mod gate;
mod layout;
mod looks;
mod offline;
mod search;
mod settled;
mod speed;
mod typing;

use acceptance::root;
use acceptance::window::{Key, Window};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Is the keyboard on an element that fits?
fn has_focus(window: &Window, css: &str) -> bool {
    window.run("return document.activeElement?.matches(arguments[0]) ?? false", &json!([css]))
        == Value::Bool(true)
}

/// Everything that can be read.
fn page(window: &Window) -> String {
    window.find("body").text()
}

/// Goes from part to part with Tab until the keyboard is on one that fits.
fn tab_to(window: &Window, css: &str) {
    for _ in 0..80 {
        if has_focus(window, css) {
            return;
        }
        window.press(&[Key::Tab]);
    }
    panic!("Tab does not reach {css}");
}

/// Asks axe-core about what is shown, and keeps a picture of it.
fn look(window: &Window, name: &str) {
    window.screenshot(name);
    let faults = window.accessibility_faults();
    assert!(faults.is_empty(), "{name}: {faults:#?}");
}

/// The sample questionnaire, copied to where a test may write beside it.
fn sample(folder: &Path) -> PathBuf {
    let path = folder.join("調査票.xlsx");
    std::fs::copy(root().join("data/samples/questionnaire.xlsx"), &path).expect("the sample is there");
    path
}

/// The element of this kind whose words contain these, clicked.
fn click_on(window: &Window, css: &str, words: &str) {
    let script = "const found = [...document.querySelectorAll(arguments[0])]
        .find(e => `${e.innerText} ${e.getAttribute('aria-label') ?? ''}`.includes(arguments[1]));
        found?.click();
        return found !== undefined";
    window.until(&format!("{css} says {words}"), || {
        (window.run(script, &json!([css, words])) == Value::Bool(true)).then_some(())
    });
}

/// Answers the chosen question in these words and confirms it.
fn answer(window: &Window, words: &str) {
    window.until("the keyboard is on the list", || has_focus(window, "[data-place=list]").then_some(()));
    // The question may not be shown yet, and its field not be there.
    window.until("the answer can be typed", || {
        has_focus(window, "#answer").then_some(()).or_else(|| {
            window.press(&[Key::Enter]);
            None
        })
    });
    window.press(&[Key::Control, Key::Char('a')]);
    window.type_text(words);
    window.until("it is saved", || (window.find(".saved").text() == "保存しました").then_some(()));
    let confirmed = "return [...document.querySelectorAll('.grid .row .state')].filter(s => s.innerText.trim() === '確認済').length";
    let before = window.run(confirmed, &json!([])).as_u64();
    window.press(&[Key::Control, Key::Enter]);
    window.until("it is confirmed", || (window.run(confirmed, &json!([])).as_u64() > before).then_some(()));
    window.press(&[Key::Escape]);
}

/// Waits until a questionnaire is open; gives how many questions its list holds.
fn questions(window: &Window) -> u64 {
    // A debug build on a busy machine takes its time over ten thousand of them.
    window.until_within(Duration::from_secs(180), "the questions are listed", || {
        let count = window.run(
            "return Number(document.querySelector('.grid[role=grid]')?.getAttribute('aria-rowcount') ?? 0)",
            &json!([]),
        );
        // The dialog that says how far the opening is lies over everything until it is gone.
        let free = window.all("dialog[open]").is_empty();
        let drawn =
            free && !window.all(".grid .row").is_empty() && !window.all("#answer, .question h2").is_empty();
        count.as_u64().filter(|n| *n > 0 && drawn)
    })
}
