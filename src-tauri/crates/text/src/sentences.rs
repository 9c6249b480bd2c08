//! Where a Japanese or English text falls into sentences.

use std::ops::Range;

/// Char ranges of the sentences of `text`, in order, without the white space between them.
///
/// A sentence ends at 。．！？ (also half-width), at a line break, or at an English full stop that
/// is followed by a space; closing brackets stay with it. A full stop inside 「」 or （） does not end one.
#[must_use]
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let chars: Vec<char> = text.chars().collect();
    let mut out = Vec::new();
    let mut start = 0;
    let mut depth = 0usize;
    let mut i = 0;
    while i < chars.len() {
        let c = chars[i];
        match c {
            '「' | '『' | '(' | '（' => depth += 1,
            '」' | '』' | ')' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let ends = match c {
            '\n' | '\r' => {
                depth = 0;
                true
            }
            '。' | '！' | '？' | '｡' | '!' | '?' => depth == 0,
            '.' | '．' => depth == 0 && chars.get(i + 1).is_none_or(|n| n.is_whitespace()),
            _ => false,
        };
        i += 1;
        if ends {
            while i < chars.len() && matches!(chars[i], '」' | '』' | ')' | '）' | '。') {
                i += 1;
            }
            push(&chars, start, i, &mut out);
            start = i;
        }
    }
    push(&chars, start, chars.len(), &mut out);
    out
}

fn push(chars: &[char], start: usize, end: usize, out: &mut Vec<Range<usize>>) {
    let from = (start..end).find(|&k| !chars[k].is_whitespace());
    let to = (start..end).rfind(|&k| !chars[k].is_whitespace());
    if let (Some(from), Some(to)) = (from, to) {
        out.push(from..to + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::sentences;
    use crate::char_slice;

    fn check(text: &str, want: &[&str]) {
        let got: Vec<&str> = sentences(text).into_iter().map(|r| char_slice(text, r.start, r.end)).collect();
        assert_eq!(got, want);
    }

    #[test]
    fn full_stops_and_line_breaks_end_sentences() {
        check("前室はございません。扉は一つです。 以上", &["前室はございません。", "扉は一つです。", "以上"]);
        check("一行目\n二行目。", &["一行目", "二行目。"]);
    }

    #[test]
    fn brackets_and_decimals_do_not() {
        check(
            "調整をしています。 (お客様のサーバは。範囲外です。)次",
            &["調整をしています。", "(お客様のサーバは。範囲外です。)次"],
        );
        check("Version 2.00 is out. Next one.", &["Version 2.00 is out.", "Next one."]);
    }
}
