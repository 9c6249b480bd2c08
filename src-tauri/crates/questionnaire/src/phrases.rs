//! What kind of text stands in a cell: a question, an id, a reference, a limit on length.
//!
//! Takes a text, gives yes, no or a degree between 0 and 1; looks at wording only, never at position.

use kotae_text::fold_str;

/// How questions and requirements end, folded, with the degree each gives.
const ENDINGS: &[(&str, f32)] = &[
    ("?", 1.0),
    ("か", 1.0),
    ("こと", 1.0),
    ("事", 0.7),
    ("ください", 1.0),
    ("下さい", 1.0),
    ("有無", 1.0),
    ("可否", 0.9),
    ("要否", 0.9),
    ("どうか", 1.0),
    ("ます", 0.7),
    ("です", 0.5),
    ("する", 0.7),
    ("いる", 0.7),
    ("ある", 0.6),
    ("れる", 0.6),
    ("せる", 0.6),
    ("ない", 0.6),
    ("べき", 0.7),
    ("れた", 0.4),
    ("した", 0.4),
    ("状況", 0.5),
    ("方法", 0.5),
    ("体制", 0.4),
    ("内容", 0.3),
    ("実施", 0.4),
    ("管理", 0.3),
    ("対策", 0.3),
    ("手順", 0.3),
    ("整備", 0.4),
    ("確認", 0.4),
    ("記載", 0.4),
];

/// How English questions and requirements begin.
const OPENINGS: &[&str] = &[
    "is", "are", "do", "does", "did", "has", "have", "had", "how", "what", "which", "who", "where", "when",
    "why", "can", "could", "will", "would", "should", "please", "describe", "provide", "list", "explain",
    "indicate", "confirm", "identify", "specify", "state", "if", "was", "were", "to", "in",
];

/// Folded for looking at its beginning and end; what stands in the middle of a very long text says
/// nothing of what kind of text it is.
pub(crate) fn fold_ends(text: &str) -> String {
    const LONG: usize = 1_000;
    const END: usize = 300;
    if text.len() <= LONG {
        return fold_str(text);
    }
    let tail = (text.len() - END..text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len());
    format!("{}\n{}", fold_str(head(text, END)), fold_str(&text[tail..]))
}

/// At most the first `bytes` bytes of a text.
pub(crate) fn head(text: &str, bytes: usize) -> &str {
    if text.len() <= bytes {
        return text;
    }
    let end = (0..=bytes).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    &text[..end]
}

/// Folded, without the spaces that spread out Japanese labels (「質　問」「合　計」).
pub(crate) fn squeeze(text: &str) -> String {
    let folded = fold_ends(text.trim());
    let chars: Vec<char> = folded.chars().collect();
    let wide = |c: Option<&char>| c.is_some_and(|c| !c.is_ascii());
    let mut out = String::with_capacity(folded.len());
    for (i, c) in chars.iter().enumerate() {
        if *c == ' ' {
            let before = chars[..i].iter().rev().find(|c| **c != ' ');
            let after = chars[i..].iter().find(|c| **c != ' ');
            if wide(before) && wide(after) {
                continue;
            }
        }
        out.push(*c);
    }
    out
}

/// A text without white space at its ends, brackets at its end and a closing full stop.
fn trunk(folded: &str) -> &str {
    let mut t = folded.trim();
    loop {
        let before = t;
        t = t
            .trim_end_matches(['。', '.', '.', '、', ' ', '\u{3000}', '」', '』', '※', '*', '…', ':', ';'])
            .trim_end();
        for (open, close) in [('(', ')'), ('[', ']'), ('【', '】'), ('〔', '〕'), ('<', '>'), ('《', '》')]
        {
            if t.ends_with(close)
                && let Some(i) = t.rfind(open)
                && i > 0
            {
                t = t[..i].trim_end();
            }
        }
        if t == before {
            return t;
        }
    }
}

/// How much a text sounds like a question or a requirement, 0 to 1.
pub(crate) fn question_like(text: &str) -> f32 {
    let folded = fold_ends(text);
    let mut best: f32 = 0.0;
    for line in folded.split('\n').chain([folded.as_str()]) {
        let t = trunk(line);
        let chars = t.chars().count();
        if chars < 4 {
            continue;
        }
        if let Some((_, degree)) = ENDINGS.iter().find(|(e, _)| t.ends_with(e)) {
            // 「認証管理」 is a heading; only longer texts count fully.
            best = best.max(if chars >= 8 { *degree } else { degree * 0.5 });
        }
        let question_mark = line.trim_end().ends_with('?');
        if question_mark {
            best = 1.0;
        }
        let mut words = t.split_whitespace();
        let opening = words.next().unwrap_or_default();
        let more = words.count();
        if more >= 2 && t.is_ascii() {
            best = best.max(if OPENINGS.contains(&opening) { 0.9 } else { 0.3 });
            if more >= 5 {
                best = best.max(0.6);
            }
        }
        if chars >= 25 {
            best = best.max(0.4);
        }
    }
    best
}

/// Does it want a description (「…をご説明ください」 `Describe …`, `How …`), not a yes or no?
pub(crate) fn asks_for_text(text: &str) -> bool {
    let folded = fold_ends(text);
    const ENDS: &[&str] = &[
        "ください",
        "下さい",
        "どのように",
        "何ですか",
        "いつですか",
        "どこですか",
        "お教え願います",
        "願います",
    ];
    const STARTS: &[&str] = &[
        "describe", "how", "what", "which", "please", "provide", "list", "explain", "specify", "who",
        "where", "when", "state", "outline", "detail",
    ];
    folded.split('\n').any(|line| {
        let t = trunk(line).trim_end_matches('?');
        let first = t.split_whitespace().next().unwrap_or_default();
        ENDS.iter().any(|e| t.ends_with(e)) || STARTS.contains(&first)
    })
}

/// Is it a number or id such as `1`, `1-1`, `R001`, `Q.3`, `(2)`, `問4`, `A-1-2`, `実25`, `Ⅱ`?
pub(crate) fn is_id(text: &str) -> bool {
    if text.len() > 80 {
        return false;
    }
    let t = fold_ends(text);
    let t = t.trim().trim_matches(['(', ')', '[', ']', '【', '】', '<', '>', '.', ':', '、', ' ']);
    let chars: Vec<char> = t.chars().collect();
    if chars.is_empty() || chars.len() > 16 {
        return false;
    }
    let Some(first) = chars.iter().position(char::is_ascii_digit) else {
        let roman = chars.iter().all(|c| matches!(c, 'i' | 'v' | 'x')) && chars.len() <= 4;
        let single =
            chars.len() == 1 && (chars[0].is_ascii_alphabetic() || ('ア'..='ン').contains(&chars[0]));
        return roman || single;
    };
    let (before, after) = chars.split_at(first);
    let joins = |c: &char| matches!(c, '-' | '.' | '_' | '/' | '(' | ')' | '#' | ' ' | ':' | '&');
    let kanji = before.iter().filter(|c| !c.is_ascii()).count();
    let prefix = before.iter().all(|c| c.is_alphabetic() || joins(c)) && kanji <= 3 && before.len() <= 8;
    // 「1.組織」 is a heading with a number; 「1の2」 「1-ア」 `1a` are numbers.
    let words = after.split(|c| c.is_ascii_digit() || joins(c) || *c == 'の');
    let suffix = words.filter(|w| !w.is_empty()).all(|w| {
        w.len() == 1 && (w[0].is_ascii_alphabetic() || ('ア'..='ン').contains(&w[0]))
            || w.iter().all(char::is_ascii_alphabetic) && w.len() <= 2
    });
    let digits = after.iter().filter(|c| c.is_ascii_digit()).count();
    prefix && suffix && (before.len() <= 4 || digits >= 2)
}

/// Does it refer to the guideline's numbers (統1, 実103-1, FISC …)?
pub(crate) fn is_reference(text: &str) -> bool {
    let t = fold_ends(head(text, 400));
    let chars: Vec<char> = t.chars().collect();
    let fisc = chars.windows(2).any(|w| matches!(w[0], '統' | '実' | '設' | '監') && w[1].is_ascii_digit());
    let others =
        ["fisc", "iso", "nist", "cis", "a.5.", "a.6.", "a.7.", "a.8.", "pci", "coso", "cobit", "附属書"];
    let standards = others.iter().any(|s| t.contains(s)) && t.chars().any(|c| c.is_ascii_digit());
    let clause = t.starts_with("第") && (t.contains('条') || t.contains('項')) && chars.len() <= 20;
    fisc || (standards && chars.len() <= 40) || clause
}

/// The number of characters an answer may have, when the text says so (「200文字以内」).
pub(crate) fn length_limit(text: &str) -> Option<usize> {
    let t: String = fold_ends(text).chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
    for unit in [
        "文字以内",
        "字以内",
        "文字まで",
        "字まで",
        "文字以下",
        "字以下",
        "characters",
        "chars",
        "文字程度",
        "字程度",
    ] {
        let mut from = 0;
        while let Some(i) = t[from..].find(unit) {
            let digits: String = t[..from + i]
                .chars()
                .rev()
                .take_while(char::is_ascii_digit)
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect();
            if let Ok(n) = digits.parse()
                && n > 0
            {
                return Some(n);
            }
            from += i + unit.len();
        }
    }
    // 「最大200文字」「上限：200字」
    for most in ["最大", "最長", "上限", "max.", "maximum", "max"] {
        for (at, _) in t.match_indices(most) {
            let rest = t[at + most.len()..].trim_start_matches([':', '：', 'は', 'で']);
            let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let unit = &rest[digits..];
            if let Ok(n) = rest[..digits].parse()
                && n > 0
                && ["文字", "字", "char"].iter().any(|u| unit.starts_with(u))
            {
                return Some(n);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_and_requirements_are_told_from_labels() {
        for q in [
            "ログを定期的に分析しているか",
            "規程を定めていますか。（証跡,規程名を記入）",
            "パスワードを暗号化すること。",
            "Is there a named data protection officer?",
            "Describe your backup procedure and retention",
            "暗号化方式を記載してください",
            "監査を実施しているか\nDo you carry out audits?",
        ] {
            assert!(question_like(q) >= 0.7, "{q}: {}", question_like(q));
        }
        for q in ["管理体制", "■ システム", "○", "記入日:", "認証", "Organization", "備考"]
        {
            assert!(question_like(q) <= 0.35, "{q}: {}", question_like(q));
        }
    }

    #[test]
    fn ids_are_told_from_other_short_texts() {
        for id in [
            "1", "1-1", "R001", "Q.3", "(2)", "問4", "A-1-2", "実103-1", "Ⅱ", "①", "1.2.3", "No.5", "GRC-01",
            "設83-1",
        ] {
            assert!(is_id(id), "{id}");
        }
        for no in [
            "管理体制",
            "2026年4月1日",
            "対応済",
            "はい",
            "",
            "100%",
            "ISO/IEC 27001:2022 A.5.1 情報セキュリティ",
        ] {
            assert!(!is_id(no), "{no}");
        }
    }

    #[test]
    fn limits_on_length() {
        assert_eq!(length_limit("回答内容（２００文字以内）"), Some(200));
        assert_eq!(length_limit("1,000字以内で記入"), Some(1000));
        assert_eq!(length_limit("Comment (max 250 characters)"), Some(250));
        assert_eq!(length_limit("補足（最大200文字）"), Some(200));
        assert_eq!(length_limit("回答（上限：３００字）"), Some(300));
        assert_eq!(length_limit("最大8桁"), None);
        assert_eq!(length_limit("8文字以上のパスワードか"), None);
    }
}
