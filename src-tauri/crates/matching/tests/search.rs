//! Search while typing, over the real document.

mod support;

use kotae_text::char_slice;
use proptest::prelude::*;
use support::{DATA, MATCHER};

fn found(query: &str) -> Vec<String> {
    MATCHER.search(query, 10).into_iter().map(|h| h.id.to_string()).collect()
}

fn check(query: &str, among_first: usize, want: &str) {
    let got = found(query);
    assert!(got.iter().take(among_first).any(|id| id == want), "{query}: {got:?} lacks {want}");
}

#[test]
fn a_number_finds_its_control_first() {
    for (query, want) in [
        ("実39", "実39"),
        ("統１", "統1"),
        ("実務基準25", "実25"),
        ("設83-1", "設83-1"),
        ("監1", "監1"),
        ("s2.5", "s2.5"),
    ] {
        check(query, 1, want);
    }
    // While it is typed, the numbers it may become follow.
    assert_eq!(found("実10")[..3], ["実10", "実100", "実101"]);
}

#[test]
fn a_blank_control_is_found_by_its_number_alone() {
    check("実12", 1, "実12");
    for c in DATA.0.controls.iter().filter(|c| c.blank) {
        let record = DATA.1.get(kotae_standard::ItemId::Control(c.id)).expect("annotated");
        assert!(!found(&record.topic).contains(&c.id.to_string()), "{}", c.id);
    }
}

#[test]
fn words_of_the_response_and_of_its_topic_find_it() {
    check("非常用照明", 1, "設42");
    check("多要素認証", 2, "実146");
    check("ネズミ", 1, "設47");
    check("flashlight", 2, "設42");
    check("rodents", 2, "設47");
    check("ﾃﾚﾜｰｸ", 3, "実145");
}

#[test]
fn half_typed_words_find_what_the_whole_word_finds() {
    check("バックアッ", 5, "実39");
    check("ばっくあっぷ", 5, "実39");
    check("バックアッp", 5, "実39");
    check("encr", 10, "実13");
    check("encryptio", 10, "実13");
    check("ファイアウォ", 3, "実14");
}

#[test]
fn highlights_are_the_words_that_were_typed() {
    let hits = MATCHER.search("暗号鍵の管理", 5);
    let hit = hits.iter().find(|h| h.id.to_string() == "実13").expect("among the first");
    let text = &DATA.0.control("実13".parse().expect("id")).expect("there").text;
    let marked: Vec<&str> = hit.highlights.iter().map(|&(a, b)| char_slice(text, a, b)).collect();
    assert_eq!(marked, ["暗号鍵", "管理"]);
}

#[test]
fn nothing_is_found_for_nothing() {
    for query in ["", "  ", "、。", "zzzzqqq"] {
        assert!(found(query).is_empty(), "{query}: {:?}", found(query));
    }
    assert!(MATCHER.search("火災", 0).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_query_gives_sorted_hits_with_highlights_inside(
        query in prop_oneof!["\\PC{0,20}", "[暗号鍵管理バックアップ実設統0-9 a-zの]{1,12}"],
        limit in 0usize..12,
    ) {
        let hits = MATCHER.search(&query, limit);
        prop_assert!(hits.len() <= limit);
        prop_assert!(hits.windows(2).all(|w| w[0].score >= w[1].score));
        for h in hits {
            prop_assert!((0.0..=1.0).contains(&h.score));
            let n = DATA.0.item(h.id).expect("of the document").text().chars().count();
            prop_assert!(h.highlights.iter().all(|&(a, b)| a < b && b <= n));
            prop_assert!(h.highlights.windows(2).all(|w| w[0].1 < w[1].0));
        }
    }
}
