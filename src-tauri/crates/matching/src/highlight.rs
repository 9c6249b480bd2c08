//! Which stretches of a response a query matched, to be marked on the screen.

use crate::terms::stem;
use kotae_text::fold;
use std::collections::BTreeSet;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Kanji,
    Katakana,
    Hiragana,
    Latin,
    Other,
}

fn script(c: char) -> Script {
    match c {
        '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}'
        | '々' => Script::Kanji,
        '\u{30A0}'..='\u{30FF}' => Script::Katakana,
        '\u{3040}'..='\u{309F}' => Script::Hiragana,
        c if c.is_alphanumeric() => Script::Latin,
        _ => Script::Other,
    }
}

/// Runs of one script: start and end, in chars.
fn runs(chars: &[char]) -> Vec<(Script, usize, usize)> {
    let mut out: Vec<(Script, usize, usize)> = Vec::new();
    for (i, &c) in chars.iter().enumerate() {
        let s = script(c);
        match out.last_mut() {
            // ー after hiragana belongs to it (らーめん).
            Some(last) if last.0 == s || (c == 'ー' && last.0 == Script::Hiragana) => last.2 = i + 1,
            _ => out.push((s, i, i + 1)),
        }
    }
    out.retain(|r| r.0 != Script::Other);
    out
}

/// What to look for in a text: strings of CJK characters, and stems or beginnings of Latin words.
struct Needles {
    cjk: BTreeSet<Vec<char>>,
    stems: BTreeSet<String>,
    begins: Option<String>,
}

impl Needles {
    fn of(query: &str) -> Self {
        let chars: Vec<char> = kotae_text::fold_str(query).chars().collect();
        let all = runs(&chars);
        let mut out = Self { cjk: BTreeSet::new(), stems: BTreeSet::new(), begins: None };
        let only_hiragana = all.iter().all(|r| r.0 == Script::Hiragana);
        for &(s, from, to) in &all {
            let run = &chars[from..to];
            match s {
                Script::Kanji if run.len() == 1 => {
                    // 鍵 by itself, but 取り as it stands: one kanji of a verb is in many words.
                    let tail = chars
                        .get(to)
                        .filter(|&&c| script(c) == Script::Hiragana && !"をのはがにでともへやか".contains(c));
                    out.cjk.insert(run.iter().chain(tail).copied().collect());
                }
                Script::Kanji => {
                    for n in 2..=run.len().min(8) {
                        out.cjk.extend(run.windows(n).map(<[char]>::to_vec));
                    }
                }
                Script::Katakana if run.len() > 1 => {
                    out.cjk.insert(run.to_vec());
                }
                Script::Hiragana if only_hiragana => {
                    out.cjk.insert(run.to_vec());
                    // Typed before conversion: ばっくあっぷ.
                    if run.len() > 1 {
                        out.cjk.insert(run.iter().copied().map(to_katakana).collect());
                    }
                }
                Script::Latin => {
                    let word: String = run.iter().collect();
                    out.stems.insert(stem(&word));
                    if to == chars.len() && word.chars().count() > 1 {
                        out.begins = Some(word);
                    }
                }
                _ => {}
            }
        }
        out
    }
}

/// The katakana of a hiragana; other characters stay.
pub(crate) fn to_katakana(c: char) -> char {
    match c {
        'ぁ'..='ゖ' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
        _ => c,
    }
}

/// Char ranges of `text` that `query` matched, in order, merged where they touch.
pub(crate) fn highlights(text: &str, query: &str) -> Vec<(usize, usize)> {
    let needles = Needles::of(query);
    let folded = fold(text);
    let chars: Vec<char> = folded.text.chars().collect();
    let mut marked = vec![false; chars.len()];
    for needle in &needles.cjk {
        for at in 0..(chars.len() + 1).saturating_sub(needle.len()) {
            if chars[at..at + needle.len()] == needle[..] {
                marked[at..at + needle.len()].fill(true);
            }
        }
    }
    for (s, from, to) in runs(&chars) {
        if s != Script::Latin {
            continue;
        }
        let word: String = chars[from..to].iter().collect();
        if needles.stems.contains(&stem(&word)) {
            marked[from..to].fill(true);
        } else if let Some(begin) = needles.begins.as_ref().filter(|b| word.starts_with(b.as_str())) {
            marked[from..from + begin.chars().count()].fill(true);
        }
    }
    let mut out: Vec<(usize, usize)> = Vec::new();
    let mut i = 0;
    while i < marked.len() {
        if !marked[i] {
            i += 1;
            continue;
        }
        let from = i;
        while i < marked.len() && marked[i] {
            i += 1;
        }
        let (start, end) = folded.source_range(from, i);
        match out.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => out.push((start, end)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::highlights;
    use kotae_text::char_slice;
    use proptest::prelude::*;

    fn check(text: &str, query: &str, want: &[&str]) {
        let got: Vec<&str> =
            highlights(text, query).into_iter().map(|(a, b)| char_slice(text, a, b)).collect();
        assert_eq!(got, want, "{query}");
    }

    #[test]
    fn whole_words_are_marked_and_pieces_of_others_are_not() {
        check("暗号鍵を利用する作業は", "暗号鍵", &["暗号鍵"]);
        check("クラウド事業者の提供する機能で暗号鍵を管理", "鍵の管理", &["鍵", "管理"]);
        check("セキュリティのユーティリティ", "セキュリティ", &["セキュリティ"]);
        check("取り組みを取得", "取り組み", &["取り組み"]);
    }

    #[test]
    fn widths_and_case_do_not_matter() {
        check("外部との通信はHTTPS 通信を利用", "ｈｔｔｐｓ通信", &["通信", "HTTPS", "通信"]);
        check("パスワードのルール", "ﾊﾟｽﾜｰﾄﾞ", &["パスワード"]);
        check("ISO27001に基づく", "iso27", &["ISO27"]);
    }

    #[test]
    fn kana_before_conversion_is_found() {
        check("バックアップを確保", "ばっくあっ", &["バックアッ"]);
    }

    proptest! {
        #[test]
        fn ranges_are_inside_in_order_and_apart(t in "[あ-んア-ンｱ-ﾟ一-三暗号鍵a-cA-C0-9。 ㈱]{0,40}", q in "[あ-んア-ンｱ-ﾟ一-三暗号鍵a-cA-C0-9。 ㈱]{0,12}") {
            let n = t.chars().count();
            let h = highlights(&t, &q);
            prop_assert!(h.iter().all(|&(a, b)| a < b && b <= n));
            prop_assert!(h.windows(2).all(|w| w[0].1 < w[1].0), "{:?}", h);
        }
    }
}
