//! How rows that are no questions begin: examples, totals, notes, headings.
//!
//! Takes a text, gives yes or no; whether the row really is what its text says is weighed in `rows`.

use crate::phrases::{fold_ends, head, squeeze};

/// Does it begin as an example does (「例」「（記入例）」 `Ex.`), but not as 例外 or 例えば do?
pub(crate) fn is_example(text: &str) -> bool {
    let t = fold_ends(head(text, 120));
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
    let t = squeeze(head(text, 200));
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
    let t = squeeze(head(text, 200));
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
    const LEGENDS: &[&str] = &[
        "凡例",
        "の記号",
        "評価基準",
        "判定基準",
        "回答基準",
        "記入要領",
        "記載要領",
        "記入方法",
        "回答方法",
        "注意事項",
        "留意事項",
    ];
    // A heading over a legend or over remarks, not one over questions.
    let legend = t.chars().count() <= 20
        && LEGENDS.iter().any(|l| t.trim_end_matches(['】', ')', '>', ':']).ends_with(l));
    t == "以上" || t == "end" || legend || STARTS.iter().any(|s| t.starts_with(s))
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
    let lower = fold_ends(t);
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
    match (bare.is_empty(), t.is_empty()) {
        (false, _) => bare,
        (true, false) => t,
        (true, true) => text.trim(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
