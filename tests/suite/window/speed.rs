//! How soon things are there, and what they take of memory. The bounds are for debug builds on busy
//! machines; the figures of a release build stand in docs/measurements.md. `make bench-window` prints them.

#![expect(clippy::print_stdout, reason = "the figures are what is measured")]

use super::{page, questions};
use acceptance::window::{Key, Theme, Window};
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;

const SEARCH: &str = "[role=combobox]";
const HIT: &str = "[role=option]";

#[test]
fn the_window_is_there_soon_and_answers_at_once() {
    let window = Window::open();
    let _ = window.find(".drop");
    let shown = window.started().elapsed();
    let painted = first_paint(&window);
    window.press(&[Key::Char('/')]);
    let _ = window.find(SEARCH);
    let script = "const done = arguments[1];
        const box = document.querySelector('[role=combobox]');
        const begun = performance.now();
        const seen = new MutationObserver(() => {
          if (document.querySelector('[role=option]')) { seen.disconnect(); done(performance.now() - begun); }
        });
        seen.observe(document.body, { childList: true, subtree: true });
        box.value = arguments[0];
        box.dispatchEvent(new InputEvent('input', { bubbles: true }))";
    let _ = window.find(".edition");
    window.until("the engine is open", || page(&window).contains("2023-07-27").then_some(()));
    let mut took: Vec<f64> = Vec::new();
    for query in
        ["特権", "バックアップ", "委託先の監査", "暗号化", "パスワード", "実39", "ログの保存期間", "backup"]
    {
        took.push(window.run_async(script, &json!([query])).as_f64().expect("milliseconds"));
        window.press(&[Key::Escape]);
        window.until("the box is empty", || window.all(HIT).is_empty().then_some(()));
    }
    took.sort_by(f64::total_cmp);
    let median = took[took.len() / 2];
    println!("load {}", load());
    println!("first paint after the start of the process: {painted:.0} ms");
    println!("key to hits: median {median:.0} ms, worst {:.0} ms", took[took.len() - 1]);
    println!("memory, nothing open: {}", memory(&window));
    // Far above what a release build takes (see docs/measurements.md), for debug builds on busy machines.
    assert!(shown < Duration::from_secs(10), "shown after {shown:?}");
    assert!(median < 500.0, "from key to hits: {took:?} ms");
}

/// Milliseconds from the start of the program's process to the first text on the screen.
fn first_paint(window: &Window) -> f64 {
    let script =
        "return performance.timeOrigin + (performance.getEntriesByName('painted')[0]?.startTime ?? NaN)";
    let painted = window.until("the first frame is drawn", || window.run(script, &json!([])).as_f64());
    // Field 22 of stat: ticks of 10 ms after the machine's start.
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", window.processes()[0])).expect("it runs");
    let ticks: f64 = stat
        .rsplit(')')
        .next()
        .and_then(|s| s.split(' ').nth(20))
        .expect("a field")
        .parse()
        .expect("a number");
    let uptime = std::fs::read_to_string("/proc/uptime").expect("this is Linux");
    let uptime: f64 = uptime.split(' ').next().expect("a field").parse().expect("seconds");
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970");
    painted - (now.as_secs_f64() - uptime + ticks / 100.0) * 1000.0
}

/// What each process of the window holds: its own share (PSS) and all it has (RSS), in MB.
fn memory(window: &Window) -> String {
    let of = |id: u32| {
        let name = std::fs::read_to_string(format!("/proc/{id}/comm")).ok()?;
        let rollup = std::fs::read_to_string(format!("/proc/{id}/smaps_rollup")).ok()?;
        let field = |key: &str| {
            let line = rollup.lines().find(|l| l.starts_with(key))?;
            line.split_whitespace().nth(1)?.parse::<u64>().ok()
        };
        Some(format!("{} PSS {} RSS {}", name.trim(), field("Pss:")? / 1024, field("Rss:")? / 1024))
    };
    window.processes().into_iter().filter_map(of).collect::<Vec<_>>().join(", ")
}

fn load() -> String {
    std::fs::read_to_string("/proc/loadavg").unwrap_or_default().split(' ').take(1).collect()
}

/// Four hundred different questions.
pub(super) fn different(path: &Path) -> u32 {
    let subjects = [
        "アクセス権限",
        "特権ID",
        "暗号鍵",
        "バックアップ",
        "操作ログ",
        "委託先",
        "再委託先",
        "情報セキュリティ教育",
        "障害対応",
        "脆弱性",
        "ウイルス対策",
        "入退室",
        "電源設備",
        "空調設備",
        "回線",
        "情報資産",
        "サーバ",
        "パスワード",
        "個人情報",
        "監査",
    ];
    let asked = [
        "の管理手順を定めていますか",
        "を定期的に見直していますか",
        "の責任者を定めていますか",
        "の記録を残していますか",
        "について規程がありますか",
        "を監視していますか",
        "の状況を報告していますか",
        "の訓練を行っていますか",
        "を台帳で管理していますか",
        "の変更を承認していますか",
        "を点検していますか",
        "を暗号化していますか",
        "の停止に備えていますか",
        "の廃棄手順がありますか",
        "を分離していますか",
        "の異常を検知していますか",
        "を二重化していますか",
        "の契約を結んでいますか",
        "の手順を教育していますか",
        "の復旧目標を定めていますか",
    ];
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("調査票").expect("a name");
    for (column, title) in (0u16..).zip(["No.", "分類", "確認事項", "回答", "補足説明"]) {
        sheet.write(0, column, title).expect("within the sheet");
    }
    let all = subjects.iter().flat_map(|subject| asked.iter().map(move |asked| (subject, asked)));
    let mut rows = 0;
    for (row, (subject, asked)) in (1..).zip(all) {
        sheet.write(row, 0, row).expect("within the sheet");
        sheet.write(row, 1, *subject).expect("within the sheet");
        sheet.write(row, 2, format!("{subject}{asked}。")).expect("within the sheet");
        rows = row;
    }
    workbook.save(path).expect("writable");
    rows
}

/// Milliseconds from ↓ to the next question in its pane, sorted; after each so long a look at it.
fn moving(window: &Window, look_ms: u32) -> Value {
    let moving = "const done = arguments[1];
        const took = [];
        const number = () => document.querySelector('.question .path strong')?.innerText;
        const move = () => {
          const begun = performance.now(), before = number();
          const seen = new MutationObserver(() => {
            if (number() === before) return;
            seen.disconnect();
            took.push(performance.now() - begun);
            if (took.length < 40) setTimeout(move, arguments[0]);
            else done(took.sort((a, b) => a - b));
          });
          seen.observe(document.body, { childList: true, subtree: true, characterData: true });
          document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true }));
        };
        document.querySelector('.grid').focus();
        move()";
    window.run_async(moving, &json!([look_ms]))
}

/// The value below which this share of a sorted list lies.
fn at(list: &Value, share: f64) -> f64 {
    let list = list.as_array().expect("a list");
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place in a short list"
    )]
    let place = ((list.len() - 1) as f64 * share) as usize;
    list[place].as_f64().expect("milliseconds")
}

fn say(what: &str, list: &Value) {
    println!(
        "{what}: median {:.0} ms, 95 % {:.0} ms, worst {:.0} ms",
        at(list, 0.5),
        at(list, 0.95),
        at(list, 1.0)
    );
}

#[test]
fn four_hundred_questions_are_gone_through_without_waiting() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("調査票.xlsx");
    let rows = different(&path);
    let window = Window::open_in(Theme::Light, &[path.to_str().expect("an ordinary path")]);
    assert_eq!(questions(&window), u64::from(rows));
    let (flown, read) = (moving(&window, 60), moving(&window, 400));
    println!("load {}", load());
    say("↓ to the next question, a row every 60 ms", &flown);
    say("↓ to the next question, read for 0.4 s", &read);
    println!("memory, {rows} questions open: {}", memory(&window));
    assert!(at(&read, 0.5) < 500.0, "{read}");
}

/// A questionnaire with so many questions, of a few kinds.
fn large(path: &Path, rows: u32) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("調査票").expect("a name");
    for (column, title) in (0u16..).zip(["No.", "分類", "確認事項", "回答", "補足説明"]) {
        sheet.write(0, column, title).expect("within the sheet");
    }
    let subjects =
        ["アクセス権限", "暗号鍵", "バックアップ", "操作ログ", "委託先", "教育", "障害対応", "脆弱性"];
    for (n, subject) in (0..rows).zip(subjects.iter().cycle()) {
        sheet.write(n + 1, 0, n + 1).expect("within the sheet");
        sheet.write(n + 1, 1, format!("分類{}", n / 100 + 1)).expect("within the sheet");
        sheet
            .write(n + 1, 2, format!("{subject}の管理手順を定め、定期的に見直していますか。"))
            .expect("within the sheet");
    }
    workbook.save(path).expect("writable");
}

#[test]
fn ten_thousand_questions_scroll_and_take_typing_without_a_stutter() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("大きな調査票.xlsx");
    large(&path, 10_000);
    let window = Window::open_in(Theme::Light, &[path.to_str().expect("an ordinary path")]);
    assert_eq!(questions(&window), 10_000);
    // Frames while the list is scrolled by thirty rows in each.
    let scroll = "const done = arguments[0];
        const grid = document.querySelector('.grid[role=grid]');
        const frames = [];
        let last, top = 0;
        const step = now => {
          if (last !== undefined) frames.push(now - last);
          last = now;
          grid.scrollTop = (top += 977);
          if (frames.length < 240) requestAnimationFrame(step);
          else done({ frames: frames.sort((a, b) => a - b), rows: document.querySelectorAll('.row').length });
        };
        requestAnimationFrame(step)";
    let scrolled = window.run_async(scroll, &json!([]));
    // From a key to the next frame, a letter every 50 ms.
    window.press(&[Key::Enter]);
    let typing = "const done = arguments[0];
        const field = document.querySelector('#answer');
        const took = [];
        const type = () => {
          const begun = performance.now();
          document.execCommand('insertText', false, '字');
          requestAnimationFrame(() => {
            took.push(performance.now() - begun);
            if (took.length < 60) setTimeout(type, 50);
            else done({ took: took.sort((a, b) => a - b), typed: field.value.length });
          });
        };
        field.focus();
        type()";
    let typed = window.run_async(typing, &json!([]));
    window.press(&[Key::Escape]);
    let moved = moving(&window, 60);
    println!("load {}", load());
    say("10,000 rows: a frame while scrolling", &scrolled["frames"]);
    say("10,000 rows: a letter typed to the next frame", &typed["took"]);
    say("10,000 rows: ↓ to the next question", &moved);
    println!("memory, 10,000 questions open: {}", memory(&window));
    assert!(scrolled["rows"].as_u64().is_some_and(|rows| rows < 60), "only what is seen is drawn");
    assert!(at(&scrolled["frames"], 0.5) < 150.0, "{scrolled}");
    assert!(at(&typed["took"], 0.5) < 150.0, "{typed}");
    assert!(at(&moved, 0.5) < 500.0, "{moved}");
}

#[test]
fn a_decision_is_seen_soon_in_a_sheet_that_was_looked_through() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("大きな調査票.xlsx");
    large(&path, 2_000);
    let window = Window::open_in(Theme::Light, &[path.to_str().expect("an ordinary path")]);
    assert_eq!(questions(&window), 2_000);
    window.press(&[Key::Tab]);
    window.until("the sheet is drawn", || (!window.all(".pane .cell.answer").is_empty()).then_some(()));
    // Through the whole of it, as far as each stretch is drawn.
    let through = "const done = arguments[0];
        const pane = document.querySelector('.pane[role=grid]');
        const step = () => {
          if (pane.scrollTop + pane.clientHeight >= pane.scrollHeight - 1) { pane.scrollTop = 0; done(null); return; }
          pane.scrollTop += 1200;
          setTimeout(step, 30);
        };
        step()";
    let _ = window.run_async(through, &json!([]));
    window
        .until("its beginning is drawn", || (!window.all(".pane .cell.answer.at").is_empty()).then_some(()));
    let deciding = "const done = arguments[0];
        const took = [];
        const own = () => document.querySelector('.pane .cell.answer.at');
        const decide = () => {
          const begun = performance.now(), before = own().className;
          const seen = new MutationObserver(() => {
            if (!own() || own().className === before) return;
            seen.disconnect();
            took.push(performance.now() - begun);
            if (took.length < 20) setTimeout(decide, 100);
            else done(took.sort((a, b) => a - b));
          });
          seen.observe(document.body, { childList: true, subtree: true, attributes: true });
          const key = { key: 'h', ctrlKey: true, bubbles: true, cancelable: true };
          document.querySelector('.pane[role=grid]').dispatchEvent(new KeyboardEvent('keydown', key));
        };
        decide()";
    let took = window.run_async(deciding, &json!([]));
    println!("load {}", load());
    say("2,000 rows looked through: a decision seen in the sheet", &took);
    assert!(at(&took, 0.5) < 700.0, "{took}");
}
