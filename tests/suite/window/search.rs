//! The search as a window of its own, from the first view.

use super::{has_focus, page};
use acceptance::window::{Key, Theme, Window};
use serde_json::{Value, json};

const SEARCH: &str = "[role=combobox]";
const HIT: &str = "[role=option]";
const CHOSEN: &str = "[role=option][aria-selected=true]";
const DETAIL: &str = "section.detail";

/// Rows that are drawn at most.
const DRAWN: usize = 100;

/// Types into an empty search box and waits until the hits of exactly this query are drawn.
fn search(window: &Window, query: &str) {
    window.find(SEARCH).type_text(query);
    window.until(&format!("hits of {query}"), || {
        let shown = ids(window).len();
        let typed = window.find(SEARCH).property("value") == query;
        (typed && shown > 0 && shown == counted(window).min(DRAWN)).then_some(())
    });
}

/// The number of hits that the window tells: 「97 件」, 「80 件中 52 件」.
fn counted(window: &Window) -> usize {
    let said = window.find("[role=status]").text();
    let last = said.split(|c: char| !c.is_ascii_digit()).rfind(|digits| !digits.is_empty());
    last.and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

/// The ids of the hits, in order.
fn ids(window: &Window) -> Vec<String> {
    window.texts(".hit .id")
}

fn chosen(window: &Window) -> String {
    window.find(&format!("{CHOSEN} .id")).text()
}

/// A window with the search in it.
fn open() -> Window {
    open_in(Theme::Light)
}

fn open_in(theme: Theme) -> Window {
    let window = Window::open_in(theme, &[]);
    let _ = window.find(".drop");
    window.press(&[Key::Char('/')]);
    let _ = window.find(SEARCH);
    window
}

#[test]
fn a_japanese_query_finds_responses_and_marks_its_words() {
    let window = open();
    window.until("the edition is shown", || {
        page(&window).contains("第10版 / 2.00 公開版 / 2023-07-27").then_some(())
    });
    assert!(has_focus(&window, SEARCH), "typing starts at once");
    search(&window, "アクセス権限");
    let marks = window.texts(&format!("{HIT} mark"));
    assert!(!marks.is_empty());
    for mark in &marks {
        assert!("アクセス権限".contains(mark.as_str()), "marked: {mark}");
    }
    // The best hit is chosen and stands in full beside the list, with the same words marked.
    assert_eq!(window.find(&format!("{DETAIL} h2")).text(), ids(&window)[0]);
    assert!(!window.texts(&format!("{DETAIL} .response mark")).is_empty());
    assert!(window.find("[role=status]").text().ends_with('件'));
    // A status is a shape and a word.
    assert!(window.texts(&format!("{HIT} .status")).iter().all(|s| !s.is_empty()));
    assert_eq!(window.all(&format!("{HIT} .status svg")).len(), ids(&window).len());
    window.screenshot("search-ja-light");
}

#[test]
fn a_number_finds_its_control_and_a_blank_one_says_so() {
    let window = open();
    search(&window, "実39");
    assert_eq!(chosen(&window), "実39");
    let blank = kotae_engagement::Kotae::open()
        .expect("the shipped engine opens")
        .standard()
        .controls
        .into_iter()
        .find(|c| c.blank)
        .expect("the document has blank responses");
    window.press(&[Key::Escape]);
    search(&window, &blank.id);
    window.until("the blank control is chosen", || (chosen(&window) == blank.id).then_some(()));
    assert!(window.find(CHOSEN).text().contains("原本では空欄"));
    assert!(window.find(DETAIL).text().contains("空欄"));
    assert!(window.all(&format!("{DETAIL} .response")).is_empty(), "nothing to quote");
    window.screenshot("blank-ja-light");
}

#[test]
fn the_keyboard_alone_chooses_opens_and_clears() {
    let window = open();
    search(&window, "バックアップ");
    let ids = ids(&window);
    assert!(ids.len() > 3, "{ids:?}");
    assert_eq!(chosen(&window), ids[0]);
    for (keys, expected) in [
        (vec![Key::Down], &ids[1]),
        (vec![Key::Down], &ids[2]),
        (vec![Key::Up], &ids[1]),
        (vec![Key::Up], &ids[0]),
        (vec![Key::Up], &ids[0]),
        (vec![Key::PageDown], &ids[10.min(ids.len() - 1)]),
    ] {
        window.press(&keys);
        assert_eq!(&chosen(&window), expected, "{keys:?}");
    }
    let option = window.find(CHOSEN);
    assert_eq!(option.role(), "option");
    let active = window.run(
        "return document.querySelector(arguments[0]).getAttribute('aria-activedescendant')",
        &json!([SEARCH]),
    );
    assert_eq!(active, option.property("id"), "assistive technology follows");

    window.press(&[Key::Enter]);
    assert!(has_focus(&window, DETAIL));
    window.press(&[Key::Escape]);
    assert!(has_focus(&window, SEARCH));
    window.press(&[Key::Tab]);
    assert!(!has_focus(&window, SEARCH));
    window.press(&[Key::Control, Key::Char('k')]);
    assert!(has_focus(&window, SEARCH));
    window.press(&[Key::Escape]);
    assert_eq!(window.find(SEARCH).property("value"), "");
    window.until("the list is gone", || window.all(HIT).is_empty().then_some(()));
    assert!(page(&window).contains("標準を検索"));
}

#[test]
fn help_lists_the_keys_and_gives_the_keyboard_back() {
    let window = open();
    let _ = window.find(SEARCH);
    window.press(&[Key::Char('?')]);
    let help = window.find("dialog[open]");
    assert_eq!((help.role().as_str(), help.name().as_str()), ("dialog", "キー一覧"));
    let text = help.text();
    for word in ["Ctrl", "Enter", "Esc", "F1", "検索欄へ", "引用をコピー"] {
        assert!(text.contains(word), "{word}: {text}");
    }
    window.screenshot("help-ja-light");
    window.press(&[Key::Escape]);
    window.until("help is closed", || window.all("dialog[open]").is_empty().then_some(()));
    assert!(has_focus(&window, SEARCH));
    // In a query, a question mark is a question mark; F1 helps there too.
    search(&window, "監査");
    window.type_text("?");
    window.until("it was typed", || (window.find(SEARCH).property("value") == "監査?").then_some(()));
    assert!(window.all("dialog[open]").is_empty());
    window.press(&[Key::F1]);
    let _ = window.find("dialog[open]");
    window.press(&[Key::F1]);
    window.until("help is closed", || window.all("dialog[open]").is_empty().then_some(()));
}

#[test]
fn nothing_found_says_why_and_what_to_do() {
    let window = open();
    window.find(SEARCH).type_text("ぬぬぬぬぬ");
    window.until("it says that nothing matches", || {
        page(&window).contains("「ぬぬぬぬぬ」に当たる記載はありません").then_some(())
    });
    assert_eq!(window.find("[role=status]").text(), "0 件");
    window.screenshot("nothing-ja-light");
    // A number that this edition does not have is said to be so, whatever its digits find.
    window.press(&[Key::Escape]);
    search(&window, "設100");
    window.until("it says that 設100 is out of scope", || {
        window.texts(".note").iter().any(|n| n.contains("設100") && n.contains("対象外")).then_some(())
    });
    assert!(window.all(CHOSEN).is_empty(), "no hit is what was meant");
    window.screenshot("no-such-number-ja-light");
    // Filters that hide every hit are named, and can be taken away on the spot.
    window.press(&[Key::Escape]);
    search(&window, "実39");
    let before = ids(&window).len();
    window.find(".filters fieldset:first-of-type label:nth-of-type(4) input").click();
    window.until("everything is filtered away", || page(&window).contains("絞り込みの外に").then_some(()));
    window.find(".nothing button").click();
    window.until("the hits are back", || (ids(&window).len() == before).then_some(()));
}

#[test]
fn filters_narrow_to_what_they_count() {
    let window = open();
    search(&window, "管理");
    let all = counted(&window);
    let label = ".filters fieldset:first-of-type label:nth-of-type(3)";
    let wanted: usize = window.find(&format!("{label} .count")).text().parse().expect("a number");
    assert!(wanted > 0 && wanted < all, "{wanted} of {all}");
    window.find(&format!("{label} input")).click();
    let shown =
        window.until("the hits are narrowed", || Some(ids(&window)).filter(|i| i.len() == wanted.min(DRAWN)));
    assert!(shown.iter().all(|id| id.starts_with('実')), "{shown:?}");
    assert_eq!(window.find("[role=status]").text(), format!("{all} 件中 {wanted} 件"));
    window.screenshot("filtered-ja-light");
}

#[test]
fn every_example_finds_something() {
    let window = open();
    for language in ["ja", "en"] {
        window.find(&format!("[role=group] button[lang={language}]")).click();
        let examples = window.texts(".start li button");
        assert!(examples.len() >= 5);
        for (n, example) in examples.iter().enumerate() {
            window.find(&format!(".start li:nth-of-type({}) button", n + 1)).click();
            window.until(&format!("hits of {example}"), || (!window.all(HIT).is_empty()).then_some(()));
            assert!(has_focus(&window, SEARCH));
            window.press(&[Key::Escape]);
            window.until("the examples are back", || (!window.all(".start").is_empty()).then_some(()));
        }
    }
}

#[test]
fn english_is_a_click_away_and_the_standard_stays_japanese() {
    let window = open();
    search(&window, "パスワード");
    window.find("[role=group] button[lang=en]").click();
    window.until("the window speaks English", || page(&window).contains("Copy the quote").then_some(()));
    let document = window.run("return document.documentElement.lang", &json!([]));
    assert_eq!(document, "en");
    assert_eq!(window.find(SEARCH).name(), "Search the standard");
    let response = window.run("return document.querySelector('.response span').lang", &json!([]));
    assert_eq!(response, "ja", "so that it is drawn with Japanese glyphs and read in Japanese");
    window.screenshot("search-en-light");
}

#[test]
fn a_copied_quote_names_its_source() {
    let window = open();
    search(&window, "実39");
    window.press(&[Key::Control, Key::Shift, Key::Char('c')]);
    window.until("the copy is confirmed", || {
        (window.find("[role=status]").text() == "コピーしました").then_some(())
    });
    let response = window.find(".response").text();
    window.find(".box button").click();
    window.press(&[Key::Control, Key::Char('v')]);
    let pasted = window.until("it is pasted", || {
        window.find(SEARCH).property("value").as_str().filter(|v| !v.is_empty()).map(str::to_owned)
    });
    assert!(pasted.starts_with(response.lines().next().expect("a response")), "{pasted}");
    assert!(pasted.contains("出典：実39（第10版対応 Version 2.00 公開版、2023-07-27）"), "{pasted}");
}

/// Keeps a picture of each view and asks axe-core about it.
fn look_at_every_view(theme: Theme, languages: &[&str]) {
    let window = open_in(theme);
    let dark = window.run("return matchMedia('(prefers-color-scheme: dark)').matches", &json!([]));
    assert_eq!(dark, Value::Bool(theme == Theme::Dark), "the window follows the system");
    let colours = if theme == Theme::Dark { "dark" } else { "light" };
    for language in languages {
        window.find(&format!("[role=group] button[lang={language}]")).click();
        let look = |view: &str| {
            window.screenshot(&format!("{view}-{language}-{colours}"));
            let faults = window.accessibility_faults();
            assert!(faults.is_empty(), "{view} {language} {colours}: {faults:#?}");
        };
        window.until("the engine is open", || page(&window).contains("2023-07-27").then_some(()));
        look("start");
        window.find(SEARCH).click();
        search(&window, "アクセス権限 管理");
        look("search");
        window.press(&[Key::F1]);
        let _ = window.find("dialog[open]");
        look("help");
        window.press(&[Key::Escape]);
        window.until("help is closed", || window.all("dialog[open]").is_empty().then_some(()));
        window.press(&[Key::Escape]);
        window.find(SEARCH).type_text("ぬぬぬぬぬ");
        let _ = window.find(".nothing");
        look("nothing");
        window.press(&[Key::Escape]);
        let _ = window.find(".start");
    }
}

#[test]
fn assistive_technology_finds_no_fault_in_light_colours() {
    look_at_every_view(Theme::Light, &["ja", "en"]);
}

#[test]
fn assistive_technology_finds_no_fault_in_dark_colours() {
    look_at_every_view(Theme::Dark, &["ja", "en"]);
}

#[test]
fn everything_is_within_reach_at_every_size() {
    let window = open();
    // 1280×720 at 100 %, a small notebook, and 1280×720 at 200 %.
    for (width, height) in [(1280, 720), (1024, 700), (640, 360)] {
        window.resize(width, height);
        window.find(SEARCH).click();
        search(&window, "アクセス権限 管理");
        let wide = window.run("return document.documentElement.scrollWidth", &json!([]));
        assert_eq!(wide, width, "nothing stands beyond the right edge");
        let script = "return arguments[0].filter(css => {
            const e = document.querySelector(css);
            e.scrollIntoView({ block: 'nearest' });
            const r = e.getBoundingClientRect();
            return r.width < 40 || r.height < 16 || r.left < 0 || r.right > innerWidth || r.top < 0 || r.bottom > innerHeight + 1;
        })";
        window.screenshot(&format!("size-{width}"));
        // Folded away where there is little room.
        if let Some(fold) = window.all(".fold").into_iter().find(|f| f.property("offsetWidth") != 0) {
            fold.click();
        }
        let parts = json!([[
            SEARCH,
            CHOSEN,
            ".detail h2",
            ".detail .line > button",
            ".filters label:last-of-type",
            ".edition"
        ]]);
        assert_eq!(window.run(script, &parts), json!([]), "out of reach at {width}×{height}");
        window.find(SEARCH).click();
        window.press(&[Key::Escape]);
        window.until("the box is empty", || window.all(HIT).is_empty().then_some(()));
    }
}

#[test]
fn everything_can_be_made_larger_and_stays_so() {
    let window = open();
    let width = || window.run("return innerWidth", &json!([])).as_u64().expect("a number");
    let _ = window.find(SEARCH);
    let before = width();
    // 1 → 1.1 → 1.25 → 1.5 → 1.75 → 2.
    for _ in 0..5 {
        window.press(&[Key::Control, Key::Char('+')]);
    }
    window.until("everything is twice as large", || (width() == before / 2).then_some(()));
    search(&window, "バックアップ");
    window.screenshot("zoom-200-ja-light");
    assert_eq!(window.run("return localStorage.getItem('kotae.zoom')", &json!([])), "2");
    window.press(&[Key::Control, Key::Char('0')]);
    window.until("it is as before", || (width() == before).then_some(()));
}
