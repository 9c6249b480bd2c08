//! Tokens for searching: overlapping pairs of CJK characters, and words by ICU4X's dictionary.
//! Both give folded text with char ranges of the source, so that what matched can be marked.

use crate::fold::{Folded, fold};
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed, options::WordBreakInvariantOptions};
use std::sync::OnceLock;

/// A piece of text to index or to look up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The folded piece.
    pub text: String,
    /// First source char.
    pub start: usize,
    /// One past the last source char.
    pub end: usize,
}

/// Is `c` written without spaces between words (kanji, kana)?
fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}' | '々')
}

fn is_latin_word(c: char) -> bool {
    c.is_alphanumeric() && !is_cjk(c)
}

/// Overlapping pairs of CJK characters (a lone one stays a single), and Latin words whole.
#[must_use]
pub fn bigrams(text: &str) -> Vec<Token> {
    let folded = fold(text);
    let chars: Vec<char> = folded.text.chars().collect();
    let mut out = Vec::with_capacity(chars.len());
    let mut i = 0;
    while i < chars.len() {
        let cjk = is_cjk(chars[i]);
        if !cjk && !is_latin_word(chars[i]) {
            i += 1;
            continue;
        }
        let mut end = i + 1;
        while end < chars.len() && if cjk { is_cjk(chars[end]) } else { is_latin_word(chars[end]) } {
            end += 1;
        }
        if cjk && end - i > 1 {
            for k in i..end - 1 {
                out.push(token(&folded, &chars, k, k + 2));
            }
        } else {
            out.push(token(&folded, &chars, i, end));
        }
        i = end;
    }
    out
}

/// Words as ICU4X's dictionary segmenter finds them; pieces without a letter or digit are left out.
#[must_use]
pub fn words(text: &str) -> Vec<Token> {
    static SEGMENTER: OnceLock<WordSegmenterBorrowed<'static>> = OnceLock::new();
    let segmenter =
        SEGMENTER.get_or_init(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));
    let folded = fold(text);
    let chars: Vec<char> = folded.text.chars().collect();
    let mut out = Vec::with_capacity(chars.len() / 2);
    let (mut byte, mut from) = (0, 0);
    for at in segmenter.segment_str(&folded.text) {
        let piece = &folded.text[byte..at];
        let to = from + piece.chars().count();
        if piece.chars().any(char::is_alphanumeric) {
            out.push(token(&folded, &chars, from, to));
        }
        (byte, from) = (at, to);
    }
    out
}

fn token(folded: &Folded, chars: &[char], from: usize, to: usize) -> Token {
    let (start, end) = folded.source_range(from, to);
    Token { text: chars[from..to].iter().collect(), start, end }
}

#[cfg(test)]
mod tests {
    use super::{bigrams, words};
    use proptest::prelude::*;

    fn texts(tokens: &[super::Token]) -> Vec<&str> {
        tokens.iter().map(|t| t.text.as_str()).collect()
    }

    #[test]
    fn pairs_of_kanji_and_whole_latin_words() {
        assert_eq!(texts(&bigrams("暗号鍵をHTTPSで")), ["暗号", "号鍵", "鍵を", "https", "で"]);
    }

    #[test]
    fn words_are_those_of_the_dictionary() {
        assert_eq!(texts(&words("バックアップの管理方法")), ["バックアップ", "の", "管理", "方法"]);
    }

    #[test]
    fn ranges_are_of_the_text_that_came_in() {
        let t = bigrams("ﾊﾞｯｸ");
        assert_eq!((t[0].text.as_str(), t[0].start, t[0].end), ("バッ", 0, 3));
    }

    proptest! {
        #[test]
        fn ranges_stay_inside_the_source(s in "\\PC{0,60}") {
            let n = s.chars().count();
            for t in bigrams(&s).into_iter().chain(words(&s)) {
                prop_assert!(t.start < t.end && t.end <= n, "{t:?} of {n}");
            }
        }
    }
}
