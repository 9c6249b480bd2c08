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
    if let Some(choice) =
        row.choice.filter(|c| !row.choices.is_empty() && !row.choices.iter().any(|o| o == c))
    {
        out.push(Finding::stop(
            "no-such-choice",
            format!("「{choice}」はこの欄の選択肢にありません (the form does not offer {choice})"),
        ));
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::checks::testing::run;

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
