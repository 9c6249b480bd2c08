//! The tokeniser against the reference's ids (`reference.py` writes them), and its table.

mod common;

#[path = "../examples/pieces.rs"]
mod pieces;

use kotae_meaning::{Damage, MAX_TOKENS, Tokenizer};
use proptest::prelude::*;
use serde_json::json;

fn shipped() -> Tokenizer {
    Tokenizer::new(common::model_file("pieces.bin")).expect("the shipped table is whole")
}

/// A table of few pieces: `a` 0, `b` 1 and so on, scores as given, behind the four control tokens.
fn table(pieces: &[(&str, f64)]) -> Vec<u8> {
    let control = ["<s>", "<pad>", "</s>", "<unk>"].map(|piece| json!([piece, 0.0]));
    let rest = pieces.iter().map(|(piece, score)| json!([piece, score]));
    let vocab: Vec<_> = control.into_iter().chain(rest).collect();
    let model = json!({ "type": "Unigram", "byte_fallback": false, "vocab": vocab });
    pieces::convert(&json!({ "model": model }).to_string()).expect("a table")
}

fn check(pieces: &[(&str, f64)], text: &str, expected: &[u16]) {
    let tokenizer = Tokenizer::new(table(pieces)).expect("a whole table");
    let ids = tokenizer.ids(text);
    assert_eq!((ids.first(), ids.last()), (Some(&0), Some(&2)), "{text:?}");
    assert_eq!(&ids[1..ids.len() - 1], expected, "{text:?}");
}

#[test]
fn ids_are_those_of_the_reference() {
    let cases: Vec<(String, Vec<u16>)> =
        serde_json::from_str(include_str!("fixtures/tokens.json")).expect("the fixture parses");
    assert!(cases.len() > 300);
    let tokenizer = shipped();
    for (text, ids) in cases {
        assert_eq!(tokenizer.ids(&text), ids, "{text:?}");
    }
}

#[test]
fn the_shipped_table_is_made_from_tokenizer_json() {
    let json = String::from_utf8(common::model_file("tokenizer.json")).expect("JSON is text");
    let made = pieces::convert(&json).expect("it converts");
    assert!(made == common::model_file("pieces.bin"), "run the example `pieces` again");
}

#[test]
fn the_most_probable_pieces_win() {
    let pieces = [("▁", -2.0), ("a", -3.0), ("b", -3.0), ("ab", -5.0), ("▁a", -6.0)];
    check(&pieces, "ab", &[4, 7]);
    check(&pieces, "a", &[4, 5]);
    check(&[("▁", -2.0), ("a", -3.0), ("▁a", -5.0)], "a", &[6]);
}

#[test]
fn unknown_characters_in_a_row_are_one_token() {
    let pieces = [("▁", -2.0), ("a", -3.0)];
    check(&pieces, "xyz", &[4, 3]);
    check(&pieces, "xaxx x", &[4, 3, 5, 3, 4, 3]);
}

#[test]
fn control_tokens_in_a_text_are_taken_as_such() {
    let pieces = [("▁", -2.0), ("a", -3.0), ("▁a", -4.0)];
    check(&pieces, "a</s>a <unk>", &[6, 2, 6, 3]);
    check(&pieces, "<s<s>", &[4, 3, 0]);
}

#[test]
fn a_long_text_keeps_its_beginning_and_its_end_token() {
    let tokenizer = shipped();
    let short = tokenizer.ids(&"バックアップ、".repeat(100));
    let long = tokenizer.ids(&"バックアップ、".repeat(10_000));
    let before_end = short.len() - 1;
    assert!(before_end > 200 && short.len() < MAX_TOKENS && long.len() == MAX_TOKENS);
    assert_eq!(long[..before_end], short[..before_end]);
    assert_eq!(long.last(), short.last());
}

#[test]
fn a_damaged_table_is_refused() {
    let whole = common::model_file("pieces.bin");
    let damage = |bytes: &[u8]| Tokenizer::new(bytes.to_vec()).err();
    let length = |found: usize| Some(Damage::Length { expected: 982_036, found: found as u64 });
    assert_eq!(damage(b""), Some(Damage::Content));
    assert_eq!(damage(b"KOTAEPC1"), Some(Damage::Content));
    assert_eq!(damage(&whole[..whole.len() - 1]), length(whole.len() - 1));
    assert_eq!(damage(&[&whole[..], b" "].concat()), length(whole.len() + 1));
    // Two ends swapped: a piece would end before it begins.
    let mut swapped = whole;
    let ends = swapped[24 + 4 * 1000..].first_chunk::<8>().copied().expect("two ends");
    swapped[24 + 4 * 1000..][..8].copy_from_slice(&[&ends[4..], &ends[..4]].concat());
    assert_eq!(damage(&swapped), Some(Damage::Content));
}

proptest! {
    #[test]
    fn any_text_has_ids_below_the_vocabulary(texts in prop::collection::vec(any::<String>(), 20)) {
        let tokenizer = shipped();
        for text in texts {
            let ids = tokenizer.ids(&text);
            prop_assert!((2..=MAX_TOKENS).contains(&ids.len()));
            prop_assert!(ids.iter().all(|&id| usize::from(id) < tokenizer.vocabulary()));
            prop_assert_eq!((ids[0], ids[ids.len() - 1]), (0, 2));
        }
    }

    #[test]
    fn a_table_with_a_wrong_byte_is_refused_or_usable(at in 0usize..200, byte: u8, text in "[▁ab<s>あ ]{0,12}") {
        let mut bytes = table(&[("▁", -2.0), ("a", -3.0), ("b", -3.0), ("ab", -5.0), ("▁あ", -6.0)]);
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Ok(tokenizer) = Tokenizer::new(bytes) {
            prop_assert!(tokenizer.ids(&text).len() >= 2);
        }
    }
}
