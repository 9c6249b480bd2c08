//! What the form or the format has room for.

use super::{Finding, Row};

/// What a cell holds at most, in UTF-16 units.
const CELL: usize = 32_767;

pub(super) fn check(row: &Row<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    let chars = row.text.chars().count();
    if let Some(limit) = row.limit.filter(|limit| chars > *limit) {
        out.push(Finding::stop(
            "too-long",
            format!(
                "{limit}文字以内の欄に{chars}文字あります ({chars} characters where the form takes {limit})"
            ),
        ));
    }
    let units = row.text.encode_utf16().count();
    if units > CELL {
        out.push(Finding::stop(
            "too-long-for-a-cell",
            format!(
                "一つのセルに入る{CELL}文字を超えています ({units} characters are more than a cell holds)"
            ),
        ));
    }
    out.extend(row.choice.and_then(|choice| offered(choice, row)));
    out
}

/// Is the choice one of the form's? One that looks the same is, but a dropdown takes no look-alike.
fn offered(choice: &str, row: &Row<'_>) -> Option<Finding> {
    if row.choices.is_empty() || row.choices.iter().any(|o| o == choice) {
        return None;
    }
    let Some(own) = row.choices.iter().find(|o| plain(o) == plain(choice)) else {
        return Some(Finding::stop(
            "no-such-choice",
            format!("「{choice}」はこの欄の選択肢にありません (the form does not offer {choice})"),
        ));
    };
    row.dropdown.then(|| {
        Finding::warn(
            "no-such-choice",
            format!(
                "「{choice}」はプルダウンの「{own}」と文字が異なります。プルダウンから選び直してください ({choice} is not the same character as the drop-down's {own}: choose it from the list)"
            ),
        )
    })
}

/// A choice as it looks: spaces, widths and the kinds of circle, cross, triangle and dash are one.
fn plain(choice: &str) -> String {
    let one = |c: char| match c {
        '〇' | '◯' | '⚪' | '⭕' | '❍' => '○',
        '✕' | '✖' | '✗' | '✘' | '╳' | '☓' | '❌' | '⨯' => '×',
        '∆' | 'Δ' | '▵' => '△',
        '◉' | '⦿' => '◎',
        'ー' | '―' | '−' | '–' | '—' | '‐' | '－' | '─' => '-',
        '\u{FF01}'..='\u{FF5E}' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        c => c,
    };
    let shown = choice.chars().filter(|c| !c.is_whitespace() && !('\u{FE00}'..='\u{FE0F}').contains(c));
    shown.map(one).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::plain;
    use crate::checks::testing::{check, run};

    #[test]
    fn a_choice_that_looks_the_same_is_the_same() {
        for choice in ["○", "〇", "◯", "○ ", "✕", "△"] {
            check("説明してください", Some(choice), "", &[], &[]);
        }
        check("説明してください", Some("◎"), "", &[], &["no-such-choice!"]);
        assert_eq!(plain("ＹＥＳ "), plain("Yes"));
        assert_ne!(plain("○"), plain("◎"));
    }

    #[test]
    fn a_text_longer_than_the_form_or_a_cell_is_stopped() {
        let codes = |text: &str, limit| {
            run("説明してください", None, text, &[], limit).iter().map(|f| f.code).collect::<Vec<_>>()
        };
        assert_eq!(codes("𠮷野家", Some(3)), [""; 0]);
        assert_eq!(codes("𠮷野家。", Some(3)), ["too-long"]);
        assert_eq!(codes(&"長".repeat(32_768), None), ["too-long-for-a-cell"]);
        assert_eq!(codes(&"長".repeat(32_767), None), [""; 0]);
    }
}
