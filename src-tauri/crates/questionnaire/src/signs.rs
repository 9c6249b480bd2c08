//! Short texts that are answers, marks and boxes: ○, はい, 対応済, ☐.
//!
//! Takes a text or a glyph, gives yes or no; knows nothing of columns and rows.

use crate::phrases::fold_ends;

/// Marks people put into a box, folded.
const MARKS: &[&str] = &["○", "●", "◎", "✓", "✔", "レ", "v", "x", "×", "■", "□", "☑", "☒", "☐", "1"];

/// Boxes that stand for "not chosen", and what "chosen" looks like beside them.
const BOXES: &[(char, char)] = &[('□', '■'), ('☐', '☑'), ('◻', '◼'), ('▢', '■')];

/// Boxes that stand for "chosen".
const TICKED: &[char] = &['■', '☑', '☒', '◼', '✓', '✔', '▣'];

/// Words that stand alone as an answer, folded.
#[rustfmt::skip]
const CHOICE_WORDS: &[&str] = &[
    "はい", "いいえ", "該当なし", "該当無し", "該当しない", "該当せず", "非該当", "該当", "該当あり",
    "対象外", "対象", "適用外", "適用", "非適用", "適用なし", "対応済", "対応済み", "対応", "対応中",
    "未対応", "一部対応", "部分対応", "部分的に対応", "対応予定", "対応不可", "対応可", "対応可能",
    "対応不要", "対応している", "対応していない", "実施", "実施済", "実施済み", "未実施", "一部実施",
    "実施中", "実施予定", "実施せず", "実施している", "実施していない", "一部実施している", "適", "否",
    "可", "不可", "有", "無", "あり", "なし", "有り", "無し", "適合", "不適合", "一部適合", "部分適合",
    "準拠", "非準拠", "一部準拠", "遵守", "未遵守", "済", "済み", "未", "未済", "一部", "一部済", "要",
    "不要", "できている", "一部できている", "できていない", "満たす", "満たさない", "満たしている",
    "満たしていない", "一部満たす", "達成", "未達成", "良", "不良", "良好", "問題なし", "問題あり",
    "検討中", "計画中", "予定", "予定あり", "予定なし", "代替", "代替策", "代替策あり", "代替対応",
    "代替措置あり", "要確認", "確認中", "確認済", "不明", "わからない", "その他", "整備済", "整備済み",
    "未整備", "整備中", "導入済", "導入済み", "未導入", "導入予定", "運用中", "同意", "不同意", "合",
    "合格", "不合格", "正", "誤", "十分", "不十分", "概ね", "おおむね", "部分的", "非対応", "条件付き",
    "条件付", "条件付可", "ok", "ng", "yes", "no", "y", "n", "n/a", "na", "partial", "partially", "partly",
    "compliant", "non-compliant", "noncompliant", "partially compliant", "not applicable", "implemented",
    "not implemented", "partially implemented", "in progress", "planned", "met", "not met", "partially met",
    "in place", "not in place", "true", "false", "pass", "fail", "full", "fully", "fully compliant", "none",
    "supported", "not supported", "tbd", "unknown", "alternative",
];

/// Signs that stand alone as an answer, folded.
const CHOICE_SIGNS: &[char] = &['○', '◎', '●', '△', '▲', '▽', '×', '-', 'ー', '✓', '✔', '□', '■', '☆', '★'];

/// Could it stand alone as an answer (○, はい, 対応済, N/A, A, 3)?
pub(crate) fn is_choice(text: &str) -> bool {
    if text.len() > 96 {
        return false;
    }
    let t = fold_ends(text);
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
    if text.len() > 96 {
        return false;
    }
    let t = fold_ends(text);
    let mut chars = t.trim().chars();
    matches!((chars.next(), chars.next()), (Some(c), None) if CHOICE_SIGNS.contains(&c))
}

/// Is it a mark in a box, or an empty box?
pub(crate) fn is_mark(text: &str) -> bool {
    if text.len() > 96 {
        return false;
    }
    let t = fold_ends(text);
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

/// Is it a dropdown's "please choose" entry, which is no answer?
pub(crate) fn is_placeholder(text: &str) -> bool {
    if text.len() > 200 {
        return false;
    }
    let t = fold_ends(text);
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

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn answers_that_stand_alone() {
        for c in ["○", "〇", "－", "はい", "対応済み", "N/A", "Ａ", "3", "Not Applicable"] {
            assert!(is_choice(c), "{c}");
        }
        for c in ["", "備考", "対応状況", "管理体制", "10", "AB"] {
            assert!(!is_choice(c), "{c}");
        }
    }
}
