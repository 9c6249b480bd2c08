//! What kind of text stands in a cell: a question, an id, a choice, a mark, a heading, a note.
//!
//! Takes a text, gives yes, no or a degree between 0 and 1; looks at wording only, never at position.

use kotae_text::fold_str;

/// Marks people put into a box, folded.
const MARKS: &[&str] = &["○", "●", "◎", "✓", "✔", "レ", "v", "x", "×", "■", "□", "☑", "☒", "☐", "1"];

/// Boxes that stand for "not chosen", and what "chosen" looks like beside them.
const BOXES: &[(char, char)] = &[('□', '■'), ('☐', '☑'), ('◻', '◼'), ('▢', '■')];

/// Boxes that stand for "chosen".
const TICKED: &[char] = &['■', '☑', '☒', '◼', '✓', '✔', '▣'];

/// Words that stand alone as an answer, folded.
const CHOICE_WORDS: &[&str] = &[
    "はい",
    "いいえ",
    "該当なし",
    "該当無し",
    "該当しない",
    "該当せず",
    "非該当",
    "該当",
    "該当あり",
    "対象外",
    "対象",
    "適用外",
    "適用",
    "非適用",
    "適用なし",
    "対応済",
    "対応済み",
    "対応",
    "対応中",
    "未対応",
    "一部対応",
    "部分対応",
    "部分的に対応",
    "対応予定",
    "対応不可",
    "対応可",
    "対応可能",
    "対応不要",
    "対応している",
    "対応していない",
    "実施",
    "実施済",
    "実施済み",
    "未実施",
    "一部実施",
    "実施中",
    "実施予定",
    "実施せず",
    "実施している",
    "実施していない",
    "一部実施している",
    "適",
    "否",
    "可",
    "不可",
    "有",
    "無",
    "あり",
    "なし",
    "有り",
    "無し",
    "適合",
    "不適合",
    "一部適合",
    "部分適合",
    "準拠",
    "非準拠",
    "一部準拠",
    "遵守",
    "未遵守",
    "済",
    "済み",
    "未",
    "未済",
    "一部",
    "一部済",
    "要",
    "不要",
    "できている",
    "一部できている",
    "できていない",
    "満たす",
    "満たさない",
    "満たしている",
    "満たしていない",
    "一部満たす",
    "達成",
    "未達成",
    "良",
    "不良",
    "良好",
    "問題なし",
    "問題あり",
    "検討中",
    "計画中",
    "予定",
    "予定あり",
    "予定なし",
    "代替",
    "代替策",
    "代替策あり",
    "代替対応",
    "代替措置あり",
    "要確認",
    "確認中",
    "確認済",
    "不明",
    "わからない",
    "その他",
    "整備済",
    "整備済み",
    "未整備",
    "整備中",
    "導入済",
    "導入済み",
    "未導入",
    "導入予定",
    "運用中",
    "同意",
    "不同意",
    "合",
    "合格",
    "不合格",
    "正",
    "誤",
    "十分",
    "不十分",
    "概ね",
    "おおむね",
    "部分的",
    "非対応",
    "条件付き",
    "条件付",
    "条件付可",
    "ok",
    "ng",
    "yes",
    "no",
    "y",
    "n",
    "n/a",
    "na",
    "partial",
    "partially",
    "partly",
    "compliant",
    "non-compliant",
    "noncompliant",
    "partially compliant",
    "not applicable",
    "implemented",
    "not implemented",
    "partially implemented",
    "in progress",
    "planned",
    "met",
    "not met",
    "partially met",
    "in place",
    "not in place",
    "true",
    "false",
    "pass",
    "fail",
    "full",
    "fully",
    "fully compliant",
    "none",
    "supported",
    "not supported",
    "tbd",
    "unknown",
    "alternative",
];

/// Signs that stand alone as an answer, folded.
const CHOICE_SIGNS: &[char] = &['○', '◎', '●', '△', '▲', '▽', '×', '-', 'ー', '✓', '✔', '□', '■', '☆', '★'];

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
    let folded = fold_str(text);
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

/// Is it a number or id such as `1`, `1-1`, `R001`, `Q.3`, `(2)`, `問4`, `A-1-2`, `実25`, `Ⅱ`?
pub(crate) fn is_id(text: &str) -> bool {
    let t = fold_str(text);
    let t = t.trim().trim_matches(['(', ')', '[', ']', '【', '】', '<', '>', '.', ':', '、', ' ']);
    let chars: Vec<char> = t.chars().collect();
    if chars.is_empty() || chars.len() > 16 {
        return false;
    }
    let digits = chars.iter().filter(|c| c.is_ascii_digit()).count();
    if digits == 0 {
        let roman = chars.iter().all(|c| matches!(c, 'i' | 'v' | 'x')) && chars.len() <= 4;
        let single =
            chars.len() == 1 && (chars[0].is_ascii_alphabetic() || ('ア'..='ン').contains(&chars[0]));
        return roman || single;
    }
    let letters = chars.iter().filter(|c| c.is_alphabetic()).count();
    let others = chars.iter().any(|c| {
        !(c.is_alphanumeric()
            || matches!(c, '-' | '.' | '_' | '/' | '(' | ')' | '#' | ' ' | 'の' | ':' | '&'))
    });
    // A date is no id.
    let date = ['年', '月', '日', '%', '円'].iter().any(|d| t.contains(*d));
    let kanji = chars.iter().filter(|c| !c.is_ascii() && c.is_alphabetic()).count();
    !others && !date && letters <= 8 && kanji <= 3 && (letters <= 4 || digits >= 2)
}

/// Does it refer to the guideline's numbers (統1, 実103-1, FISC …)?
pub(crate) fn is_reference(text: &str) -> bool {
    let t = fold_str(text);
    let chars: Vec<char> = t.chars().collect();
    let fisc = chars.windows(2).any(|w| matches!(w[0], '統' | '実' | '設' | '監') && w[1].is_ascii_digit());
    let others =
        ["fisc", "iso", "nist", "cis", "a.5.", "a.6.", "a.7.", "a.8.", "pci", "coso", "cobit", "附属書"];
    let standards = others.iter().any(|s| t.contains(s)) && t.chars().any(|c| c.is_ascii_digit());
    let clause = t.starts_with("第") && (t.contains('条') || t.contains('項')) && chars.len() <= 20;
    fisc || (standards && chars.len() <= 40) || clause
}

/// Could it stand alone as an answer (○, はい, 対応済, N/A, A, 3)?
pub(crate) fn is_choice(text: &str) -> bool {
    let t = fold_str(text);
    let t = t.trim();
    if CHOICE_WORDS.contains(&t) {
        return true;
    }
    let mut chars = t.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => CHOICE_SIGNS.contains(&c) || c.is_ascii_alphanumeric(),
        _ => false,
    }
}

/// Is it a sign such as ○ or ×, and nothing else?
pub(crate) fn is_sign(text: &str) -> bool {
    let t = fold_str(text);
    let mut chars = t.trim().chars();
    matches!((chars.next(), chars.next()), (Some(c), None) if CHOICE_SIGNS.contains(&c))
}

/// Is it a mark in a box, or an empty box?
pub(crate) fn is_mark(text: &str) -> bool {
    let t = fold_str(text);
    MARKS.contains(&t.trim())
}

/// The box glyph in a text that stands for "not chosen", with its chosen form.
pub(crate) fn empty_box(text: &str) -> Option<(char, char)> {
    BOXES.iter().copied().find(|(open, _)| text.contains(*open))
}

/// Is this glyph a box, ticked or not?
pub(crate) fn is_box(c: char) -> bool {
    is_ticked(c) || BOXES.iter().any(|(open, _)| *open == c)
}

/// Is this glyph a ticked box?
pub(crate) fn is_ticked(c: char) -> bool {
    TICKED.contains(&c)
}

/// How many boxes, ticked or not, stand in a text.
pub(crate) fn boxes(text: &str) -> usize {
    text.chars().filter(|c| is_box(*c)).count()
}

/// Does it begin as an example does (「例」「（記入例）」 `Ex.`), but not as 例外 or 例えば do?
pub(crate) fn is_example(text: &str) -> bool {
    let t = fold_str(text);
    let t = t.trim_start_matches(['(', '[', '【', '<', '〔', '※', '*', '■', '●', ' ', '"', '「', '《']);
    const WORDS: &[&str] = &[
        "記入例",
        "記載例",
        "回答例",
        "入力例",
        "設定例",
        "サンプル",
        "例示",
        "見本",
        "例",
        "sample",
        "example",
        "e.g",
        "ex",
    ];
    WORDS.iter().any(|w| {
        t.strip_prefix(w).is_some_and(|rest| {
            let rest = rest.trim_start_matches([' ', '\n']);
            let next = rest.chars().next();
            next.is_none_or(|c| {
                c.is_ascii_digit()
                    || matches!(
                        c,
                        ')' | ']' | '】' | '>' | '〕' | ':' | '.' | '-' | '、' | '」' | '》' | '#' | ','
                    )
                    || (w.is_ascii() && rest.len() < t.len() - w.len())
            })
        })
    })
}

/// Is it the label of a totals row?
pub(crate) fn is_total(text: &str) -> bool {
    let t = fold_str(text);
    let t = t.trim().trim_end_matches([':', ' ']);
    if t.chars().count() > 16 {
        return false;
    }
    const EXACT: &[&str] = &[
        "計",
        "平均",
        "件数",
        "得点",
        "点数",
        "集計",
        "score",
        "sum",
        "average",
        "達成率",
        "充足率",
        "実施率",
        "対応率",
    ];
    const PARTS: &[&str] = &[
        "合計",
        "小計",
        "総計",
        "総合計",
        "合計点",
        "total",
        "回答数",
        "○の数",
        "総合評価点",
        "平均点",
        "得点",
    ];
    EXACT.contains(&t) || PARTS.iter().any(|p| t.starts_with(p) || t.ends_with(p))
}

/// Does it begin as a note under a table does?
pub(crate) fn is_note(text: &str) -> bool {
    let t = fold_str(text);
    let t = t.trim();
    const STARTS: &[&str] = &[
        "※",
        "*",
        "(注",
        "注)",
        "注:",
        "注1",
        "注意",
        "備考:",
        "(備考",
        "note:",
        "notes:",
        "〔注",
        "【注",
        "凡例",
        "【凡例",
        "(凡例",
        "■凡例",
        "<凡例",
        "legend",
    ];
    t == "以上" || t == "以 上" || t == "end" || STARTS.iter().any(|s| t.starts_with(s))
}

/// Does it begin as a heading does: a bullet, brackets, 第1章, a Roman numeral?
pub(crate) fn is_heading(text: &str) -> bool {
    let t = text.trim();
    let mut chars = t.chars();
    let Some(first) = chars.next() else { return false };
    if "■◆●◎▼▽▶►◇□★☆▲▪◉＜<《〔".contains(first) {
        return true;
    }
    if first == '【' {
        return t.ends_with('】');
    }
    if first == '第' {
        return chars.take(6).any(|c| "章節部編項".contains(c));
    }
    if ('Ⅰ'..='ⅻ').contains(&first) {
        return true;
    }
    let lower = fold_str(t);
    ["section ", "part ", "chapter ", "domain ", "category "].iter().any(|s| lower.starts_with(s))
}

/// A heading without its bullet or brackets: 「■ 管理体制」 and 「【管理体制】」 become 「管理体制」.
/// Numbers (第1章, 1., Ⅱ) are part of what a person reads and stay.
pub(crate) fn heading_text(text: &str) -> &str {
    let t = text.trim().trim_start_matches([
        '■', '◆', '●', '◎', '▼', '▽', '▶', '►', '◇', '□', '★', '☆', '▲', '▪', '◉', '・', '○', '◯', '〇', '♦',
        '➤', '⬛', '◼', '▷', '△',
    ]);
    let t = t.trim();
    for (open, close) in [
        ('【', '】'),
        ('《', '》'),
        ('〔', '〕'),
        ('＜', '＞'),
        ('<', '>'),
        ('［', '］'),
        ('「', '」'),
        ('≪', '≫'),
    ] {
        if let Some(inner) = t.strip_prefix(open).and_then(|r| r.strip_suffix(close))
            && !inner.contains(open)
            && !inner.trim().is_empty()
        {
            return inner.trim();
        }
    }
    // A rule of dashes around a heading.
    let bare = t.trim_matches(['-', '=', '─', '━', '―', '－', ' ', '\u{3000}']);
    if bare.is_empty() { t } else { bare }
}

/// Is it a dropdown's "please choose" entry, which is no answer?
pub(crate) fn is_placeholder(text: &str) -> bool {
    let t = fold_str(text);
    let t = t.trim_matches(|c: char| !c.is_alphanumeric());
    const EXACT: &[&str] =
        &["選択", "未選択", "要選択", "選択肢", "select", "select one", "choose", "choose one"];
    const PARTS: &[&str] = &[
        "選択してください",
        "選択して下さい",
        "お選びください",
        "選んでください",
        "リストから",
        "please select",
        "please choose",
        "select an",
        "choose an",
    ];
    EXACT.contains(&t) || PARTS.iter().any(|p| t.contains(p))
}

/// The number of characters an answer may have, when the text says so (「200文字以内」).
pub(crate) fn length_limit(text: &str) -> Option<usize> {
    let t: String = fold_str(text).chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
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
    fn examples_totals_and_notes() {
        for e in [
            "例",
            "（例）",
            "【記入例】ウイルス対策ソフトを導入していますか",
            "例1",
            "Ex.",
            "例：全端末に導入",
            "Example 1",
        ] {
            assert!(is_example(e), "{e}");
        }
        for e in ["例外申請の手続きがあるか", "例えば暗号化しているか", "Exceptions are approved", "記入例外"]
        {
            assert!(!is_example(e), "{e}");
        }
        for t in ["合計", "小計：", "管理体制 小計", "Total"] {
            assert!(is_total(t), "{t}");
        }
        assert!(!is_total("合計金額の照合を毎日二名で行い記録を残しているか"));
        assert!(is_note("※ 黄色のセルに記入"));
        assert!(is_note("以上"));
    }

    #[test]
    fn headings_lose_bullets_but_keep_numbers() {
        assert_eq!(heading_text("■ 管理体制"), "管理体制");
        assert_eq!(heading_text("【管理体制】"), "管理体制");
        assert_eq!(heading_text("第1章　組織"), "第1章　組織");
        assert_eq!(heading_text("1. 認証"), "1. 認証");
    }

    #[test]
    fn limits_on_length() {
        assert_eq!(length_limit("回答内容（２００文字以内）"), Some(200));
        assert_eq!(length_limit("1,000字以内で記入"), Some(1000));
        assert_eq!(length_limit("Comment (max 250 characters)"), Some(250));
        assert_eq!(length_limit("8文字以上のパスワードか"), None);
    }

    #[test]
    fn placeholders_are_no_choices() {
        for p in ["選択してください", "▼選択", "-- Please select --", "（選択）", "未選択"]
        {
            assert!(is_placeholder(p), "{p}");
        }
        for p in ["-", "対応済", "その他", "はい"] {
            assert!(!is_placeholder(p), "{p}");
        }
    }
}
