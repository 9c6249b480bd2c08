//! How every view looks: pictures of it, what axe-core says, and what is within reach at every size.

use super::speed::different;
use super::{click_on, look, page, questions, sample};
use acceptance::window::{Key, Theme, Window};
use serde_json::{Value, json};

#[test]
fn the_page_reaches_nothing_but_the_desk() {
    let window = Window::open();
    let _ = window.find(".drop");
    assert_eq!(window.run("return typeof window.__TAURI__", &json!([])), "undefined");
    // A script element, because what a test runs itself is not under the page's policy.
    let script = "const done = arguments[0];
        const blocked = [];
        document.addEventListener('securitypolicyviolation', e => blocked.push(e.effectiveDirective));
        const inline = document.createElement('script');
        inline.textContent = 'window.inlineRan = true';
        document.head.append(inline);
        let evaluated = 'no';
        try { evaluated = window.eval('\"yes\"') } catch (e) { evaluated = 'blocked' }
        const image = new Image();
        image.src = 'http://127.0.0.1:9/never.png';
        const reached = fetch('http://127.0.0.1:9/').then(() => 'reached', e => 'blocked');
        reached.then(fetched => setTimeout(() => done({ fetched, evaluated, inline: window.inlineRan ?? false, blocked }), 200))";
    let tried = window.run_async(script, &json!([]));
    assert_eq!(
        (&tried["fetched"], &tried["evaluated"], &tried["inline"]),
        (&json!("blocked"), &json!("blocked"), &json!(false)),
        "{tried}"
    );
    let blocked: Vec<&str> =
        tried["blocked"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    for directive in ["connect-src", "script-src", "img-src"] {
        assert!(blocked.iter().any(|b| b.starts_with(directive)), "{directive} blocks: {blocked:?}");
    }
    // Tauri's own commands are refused unless the capability names them.
    for refused in [
        "plugin:event|listen",
        "plugin:window|create",
        "plugin:webview|internal_toggle_devtools",
        "plugin:app|version",
    ] {
        let script = "const done = arguments[1];
            window.__TAURI_INTERNALS__.invoke(arguments[0], {}).then(() => done('allowed'), e => done(String(e)))";
        let said = window.run_async(script, &json!([refused]));
        assert!(
            said.as_str().is_some_and(|s| s.contains("not allowed") || s.contains("not found")),
            "{refused}: {said}"
        );
    }
}

/// Keeps a picture of each view of a questionnaire and asks axe-core about it.
fn look_at_the_desk(theme: Theme) {
    let colours = if theme == Theme::Dark { "dark" } else { "light" };
    let folder = tempfile::tempdir().expect("a folder");
    let path = sample(folder.path());
    let window = Window::open_in(theme, &[path.to_str().expect("an ordinary path")]);
    let _ = questions(&window);
    for language in ["ja", "en"] {
        window.find(&format!("[role=group] button[lang={language}]")).click();
        let look = |view: &str| {
            window.screenshot(&format!("desk-{view}-{language}-{colours}"));
            let faults = window.accessibility_faults();
            assert!(faults.is_empty(), "{view} {language} {colours}: {faults:#?}");
        };
        let press = |key: char| window.press(&[Key::Control, Key::Char(key)]);
        press('1');
        let _ = questions(&window);
        look("list");
        click_on(&window, ".bar [aria-pressed=false].quiet", "");
        window.until("the lines stand closer", || {
            let height = window.run("return document.querySelector('.grid .row').offsetHeight", &json!([]));
            (height == 28).then_some(())
        });
        look("compact");
        click_on(&window, ".bar [aria-pressed=true].quiet", "");
        window.find(".grid").click();
        window.press(&[Key::Tab]);
        window.until("the sheet is drawn", || (!window.all(".pane .cell").is_empty()).then_some(()));
        look("sheet");
        window.press(&[Key::Shift, Key::Tab]);
        press('d');
        let _ = window.find("dialog[open] textarea");
        look("reason");
        window.press(&[Key::Escape]);
        window.until("the dialog is closed", || window.all("dialog[open]").is_empty().then_some(()));
        window.press(&[Key::Char('/')]);
        let _ = window.find("dialog[open] [role=combobox]");
        look("search");
        window.press(&[Key::Escape]);
        window.until("the search is closed", || window.all("dialog[open]").is_empty().then_some(()));
        press('2');
        let _ = window.find(".form select");
        window.until("the sheet is drawn", || (!window.all(".pane .cell").is_empty()).then_some(()));
        look("layout");
        press('3');
        let _ = window.find(".tiles button");
        assert_eq!(window.all(".tiles button").len(), 261);
        look("overview");
        press('4');
        let _ = window.find(".do .button.primary");
        look("gate");
    }
    window.find("header .button").click();
    let _ = window.find(".drop");
    for language in ["ja", "en"] {
        window.find(&format!("[role=group] button[lang={language}]")).click();
        window.screenshot(&format!("home-{language}-{colours}"));
        let faults = window.accessibility_faults();
        assert!(faults.is_empty(), "home {language} {colours}: {faults:#?}");
    }
}

#[test]
fn assistive_technology_finds_no_fault_on_the_desk_in_light_colours() {
    look_at_the_desk(Theme::Light);
}

#[test]
fn assistive_technology_finds_no_fault_on_the_desk_in_dark_colours() {
    look_at_the_desk(Theme::Dark);
}

#[test]
fn a_long_job_says_how_far_it_is_and_stops_when_it_is_told_to() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("長い調査票.xlsx");
    different(&path);
    for (theme, colours) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        let window = Window::open_in(theme, &[path.to_str().expect("an ordinary path")]);
        let _ = window.find("dialog[open] progress");
        look(&window, &format!("working-ja-{colours}"));
        window.press(&[Key::Escape]);
        window.until("it is stopped", || window.all("dialog[open]").is_empty().then_some(()));
        assert!(page(&window).contains("調査票に回答する"));
    }
}

#[test]
fn the_desk_is_within_reach_at_every_size() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = sample(folder.path());
    let window = Window::open_in(Theme::Light, &[path.to_str().expect("an ordinary path")]);
    let _ = questions(&window);
    for (width, height) in [(1280, 720), (1024, 700), (640, 360)] {
        window.resize(width, height);
        for (view, key, parts) in [
            (
                "review",
                '1',
                vec![
                    ".grid .row[aria-selected=true]",
                    "#answer, .question h2",
                    ".actions .primary",
                    "#match, .none",
                ],
            ),
            ("layout", '2', vec![".form select", ".side label", ".letter button"]),
            ("overview", '3', vec![".tiles button:last-child", ".ring svg", ".states button"]),
            ("gate", '4', vec![".do .button.primary"]),
        ] {
            window.press(&[Key::Control, Key::Char(key)]);
            let _ = window.find(parts[0]);
            window.screenshot(&format!("desk-{view}-{width}"));
            let wide = window.run("return document.documentElement.scrollWidth", &json!([]));
            assert_eq!(wide, width, "{view}: nothing stands beyond the right edge");
            let script = "return arguments[0].filter(css => {
                const e = document.querySelector(css);
                if (!e) return true;
                e.scrollIntoView({ block: 'nearest' });
                const r = e.getBoundingClientRect();
                return r.width < 12 || r.height < 12 || r.left < 0 || r.right > innerWidth + 1 || r.bottom < 0 || r.top > innerHeight;
            })";
            assert_eq!(
                window.run(script, &json!([parts])),
                json!([]),
                "{view}: out of reach at {width}×{height}"
            );
        }
    }
}
