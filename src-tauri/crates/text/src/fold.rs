//! One spelling for what people type in many: NFKC (half-width kana, full-width letters, ㈱),
//! dashes, circles and crosses that NFKC keeps apart, lower case for Latin letters.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::canonical_combining_class;

/// A folded text together with where each of its characters came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each char of `text`, the index (in chars) of the source char it came from; one more
    /// entry at the end holds the number of chars of the source.
    pub origin: Vec<usize>,
}

impl Folded {
    /// The range of source chars that the folded chars `start..end` came from.
    #[must_use]
    pub fn source_range(&self, start: usize, end: usize) -> (usize, usize) {
        let last = self.origin.len() - 1;
        let from = self.origin[start.min(last)];
        if end <= start {
            return (from, from);
        }
        // The source char of the last folded char, plus whatever was folded into it (a voicing mark).
        let tail = self.origin[end.min(last) - 1];
        let next = self.origin[end.min(last)..].iter().copied().find(|&o| o > tail);
        (from, next.unwrap_or(self.origin[last]).max(tail + 1))
    }
}

/// Folds `text`; see the module for what counts as the same.
#[must_use]
pub fn fold(text: &str) -> Folded {
    let mut out = String::with_capacity(text.len());
    let mut origin = Vec::with_capacity(text.len());
    let chars: Vec<char> = text.chars().collect();
    let mut i = 0;
    while i < chars.len() {
        // A base and the marks that compose with it are folded together; half-width ﾞ and ﾟ are
        // no combining marks before NFKC has run, so they are taken by name.
        let mut end = i + 1;
        while end < chars.len() && (joins_previous(chars[end])) {
            end += 1;
        }
        for c in chars[i..end].iter().copied().nfkc() {
            for d in unify(c).to_lowercase() {
                out.push(d);
                origin.push(i);
            }
        }
        i = end;
    }
    origin.push(chars.len());
    Folded { text: out, origin }
}

/// The folded text alone.
#[must_use]
pub fn fold_str(text: &str) -> String {
    fold(text).text
}

fn joins_previous(c: char) -> bool {
    matches!(c, '\u{FF9E}' | '\u{FF9F}') || canonical_combining_class(c) != 0
}

/// Characters that NFKC keeps apart although questionnaires use them for one another.
fn unify(c: char) -> char {
    match c {
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹣' | '─' | '━' => '-',
        '〇' | '◯' | '⭕' => '○',
        '✕' | '✖' | '╳' | '❌' => '×',
        '～' | '〜' | '∼' => '~',
        '“' | '”' | '„' => '"',
        '‘' | '’' => '\'',
        '\u{3000}' | '\u{00A0}' => ' ',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::{fold, fold_str};
    use proptest::prelude::*;

    #[test]
    fn widths_dashes_and_marks_become_one() {
        assert_eq!(fold_str("ﾊﾟｽﾜｰﾄﾞ"), "パスワード");
        assert_eq!(fold_str("実－２５"), "実-25");
        assert_eq!(fold_str("実‐25 実―25"), "実-25 実-25");
        assert_eq!(fold_str("〇◯○"), "○○○");
        assert_eq!(fold_str("✕×"), "××");
        assert_eq!(fold_str("㈱ＡＢＣ①"), "(株)abc1");
        assert_eq!(fold_str("10～12"), "10~12");
    }

    #[test]
    fn a_folded_range_points_back_into_the_source() {
        let f = fold("ﾊﾟｽﾜｰﾄﾞ管理");
        // パスワード is five folded chars made of seven source chars.
        assert_eq!(f.source_range(0, 5), (0, 7));
        assert_eq!(f.source_range(5, 7), (7, 9));
        let f = fold("㈱日本");
        assert_eq!(f.source_range(0, 3), (0, 1));
        assert_eq!(f.source_range(3, 5), (1, 3));
    }

    proptest! {
        #[test]
        fn origins_never_run_backwards_and_stay_inside(s in "\\PC{0,40}") {
            let f = fold(&s);
            prop_assert_eq!(f.origin.len(), f.text.chars().count() + 1);
            prop_assert!(f.origin.windows(2).all(|w| w[0] <= w[1]));
            prop_assert_eq!(*f.origin.last().expect("one entry at least"), s.chars().count());
        }

        #[test]
        fn folding_what_is_folded_changes_nothing(s in "[ぁ-んァ-ヶ一-龠ｦ-ﾟＡ-ｚ０-９a-z0-9－—〇✕]{0,30}") {
            let once = fold_str(&s);
            prop_assert_eq!(fold_str(&once), once);
        }
    }
}
