//! Prepares a text as the model's tokeniser expects it: NFKC, then what SentencePiece's rule
//! `nmt_nfkc` does beyond NFKC, then one `▁` before every word. Takes and gives text; knows no pieces.
//!
//! On text that is NFKC already the rule has no more than the entries of [`rule`] (a test holds them
//! against the table in tokenizer.json), so its 226,000 other entries need not be shipped.

use unicode_normalization::UnicodeNormalization as _;
use unicode_segmentation::UnicodeSegmentation as _;

/// What stands for a space and before every word.
pub(crate) const SPACE: char = '▁';

/// What `nmt_nfkc` makes of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rule {
    /// It stays.
    Keep,
    /// It disappears.
    Drop,
    /// It becomes a space.
    Space,
}

/// What `nmt_nfkc` makes of a character of a text that is NFKC already.
pub(crate) fn rule(c: char) -> Rule {
    match c {
        '\t' | '\n' | '\u{c}' | '\r' => Rule::Space,
        '\u{1}'..='\u{1f}' | '\u{7f}' | '\u{8f}' | '\u{9f}' => Rule::Drop,
        '\u{61c}' | '\u{1680}' | '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'
        | '\u{2029}' | SPACE | '\u{feff}' | '\u{fffd}' => Rule::Space,
        _ => Rule::Keep,
    }
}

/// The NFKC form of `text`, reading at most `limit` characters of it.
pub(crate) fn nfkc(text: &str, limit: usize) -> String {
    text.chars().take(limit).nfkc().collect()
}

/// The words of a text that is NFKC already, each beginning with [`SPACE`], written one after the
/// other; empty when nothing is left.
pub(crate) fn spaced(text: &str) -> String {
    let mut mapped = String::with_capacity(text.len());
    let mut push = |rule, c| match rule {
        Rule::Keep => mapped.push(c),
        Rule::Drop => {}
        Rule::Space => mapped.push(' '),
    };
    for cluster in text.graphemes(true) {
        // The reference maps a cluster of fewer than six bytes as a whole by its first character, so
        // that an accent on a replaced character goes with it.
        let first = cluster.chars().next().map_or((Rule::Keep, ' '), |c| (rule(c), c));
        if cluster.len() < 6 && first.0 != Rule::Keep {
            push(first.0, first.1);
        } else {
            cluster.chars().for_each(|c| push(rule(c), c));
        }
    }

    let trimmed = mapped.trim_end();
    let mut out = String::with_capacity(trimmed.len() + SPACE.len_utf8());
    let mut after_space = false;
    for c in trimmed.chars() {
        if out.is_empty() && c != ' ' {
            out.push(SPACE);
        }
        match c {
            ' ' if after_space => {}
            ' ' => out.push(SPACE),
            _ => out.push(c),
        }
        after_space = c == ' ';
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Rule, nfkc, rule, spaced};
    use proptest::prelude::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(spaced(&nfkc(text, usize::MAX)), expected, "{text:?}");
    }

    #[test]
    fn every_word_begins_with_the_mark() {
        check("", "");
        check("   ", "");
        check("実務", "▁実務");
        check("two  words ", "▁two▁words");
        check("  led", "▁led");
        check("ideographic\u{3000}space", "▁ideographic▁space");
    }

    #[test]
    fn widths_and_voiced_marks_are_composed() {
        check("ﾊﾞｯｸｱｯﾌﾟ", "▁バックアップ");
        check("ＡＢＣ①", "▁ABC1");
        check("か\u{3099}", "▁が");
    }

    #[test]
    fn controls_go_and_odd_spaces_become_spaces() {
        check("a\u{0}b\u{7}c", "▁a\u{0}bc");
        check("a\r\nb\tc\u{200b}d\u{feff}", "▁a▁b▁c▁d");
        check("a▁b", "▁a▁b");
    }

    #[test]
    fn an_accent_on_a_replaced_character_goes_with_it() {
        check("a\u{fffd}\u{301}b", "▁a▁b");
        check("a\u{fffd}\u{301}\u{301}b", "▁a▁\u{301}\u{301}b");
    }

    #[test]
    fn reading_stops_at_the_limit() {
        assert_eq!(nfkc("ｱｲｳ", 2), "アイ");
    }

    /// The entries of a SentencePiece table of replacements: a Darts double array whose values are
    /// places in a list of zero-terminated texts.
    fn entries(table: &[u8]) -> Vec<(String, String)> {
        let (size, rest) = table.split_first_chunk().expect("a size");
        let (units, texts) = rest.split_at(u32::from_le_bytes(*size) as usize);
        let units: Vec<u32> = units.as_chunks().0.iter().map(|unit| u32::from_le_bytes(*unit)).collect();
        let offset = |unit: u32| (unit >> 10) << ((unit & 1 << 9) >> 6);
        let mut found = Vec::new();
        let mut open = vec![(offset(units[0]), Vec::new())];
        while let Some((node, key)) = open.pop() {
            for byte in 1..=255u8 {
                let at = node ^ u32::from(byte);
                let Some(&unit) = units.get(at as usize) else { continue };
                if unit & (1 << 31 | 0xff) != u32::from(byte) {
                    continue;
                }
                let (child, key) = (at ^ offset(unit), [&key[..], &[byte]].concat());
                if unit >> 8 & 1 == 1 {
                    let value = &texts[(units[child as usize] & 0x7fff_ffff) as usize..];
                    let value = value.split(|&b| b == 0).next().expect("one part at least");
                    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
                    found.push((text(&key), text(value)));
                }
                open.push((child, key));
            }
        }
        found
    }

    fn base64(text: &str) -> Vec<u8> {
        let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let value = |c| digits.iter().position(|d| *d == c);
        let sixes: Vec<usize> = text.bytes().map_while(value).collect();
        let bytes = sixes.chunks(4).flat_map(|four| {
            let all = four.iter().fold(0, |all, six| all << 6 | six) << (6 * (4 - four.len()));
            (1..four.len()).map(move |n| all.to_le_bytes()[3 - n])
        });
        bytes.collect()
    }

    #[test]
    fn after_nfkc_the_reference_has_no_other_replacements() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../data/model/tokenizer.json");
        let json = std::fs::read_to_string(path).expect("tokenizer.json is there");
        let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
        let table = &json["normalizer"]["normalizers"][0]["precompiled_charsmap"];
        let mut left: Vec<(String, String)> = entries(&base64(table.as_str().expect("a text")))
            .into_iter()
            .filter(|(key, _)| nfkc(key, usize::MAX) == *key)
            .collect();
        left.sort();
        let ours = ('\0'..=char::MAX).filter_map(|c| match rule(c) {
            Rule::Keep => None,
            Rule::Drop => Some((c.to_string(), String::new())),
            Rule::Space => Some((c.to_string(), " ".to_owned())),
        });
        assert_eq!(left, ours.collect::<Vec<_>>());
    }

    proptest! {
        #[test]
        fn words_never_hold_a_space_or_an_empty_word(text in any::<String>()) {
            let out = spaced(&nfkc(&text, usize::MAX));
            prop_assert!(!out.contains(' ') && !out.contains("▁▁") && !out.ends_with('▁'));
            prop_assert!(out.is_empty() || out.starts_with('▁'));
        }
    }
}
