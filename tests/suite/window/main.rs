//! What a person sees and does in the window, on the real program. Pictures of what was seen are kept
//! in `target/screenshots`.

mod desk;
mod looks;
mod search;
mod speed;

use acceptance::root;
use acceptance::window::Window;
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

/// The sample questionnaire, copied to where a test may write beside it.
fn sample(folder: &Path) -> PathBuf {
    let path = folder.join("調査票.xlsx");
    std::fs::copy(root().join("data/samples/questionnaire.xlsx"), &path).expect("the sample is there");
    path
}

/// Waits until a questionnaire is open; gives how many questions its list holds.
fn questions(window: &Window) -> u64 {
    // A debug build on a busy machine takes its time over ten thousand of them.
    window.until_within(Duration::from_secs(180), "the questions are listed", || {
        let count = window.run(
            "return Number(document.querySelector('.grid[role=grid]')?.getAttribute('aria-rowcount') ?? 0)",
            &json!([]),
        );
        let drawn = !window.all(".grid .row").is_empty() && !window.all("#answer, .question h2").is_empty();
        count.as_u64().filter(|n| *n > 0 && drawn)
    })
}
