//! The questions of a layout, each with what is needed to answer it and where the answer goes.

use crate::grid::Grid;
use crate::layout::{Column, Layout, Row, Table};
use crate::marks::{chosen_box, is_chosen};
use crate::phrases::length_limit;
use crate::signs::is_placeholder;
use kotae_workbook::{CellRef, Sheet, ValidationKind};
use serde::{Deserialize, Serialize};

/// Where a choice is written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatusSlot {
    /// The form asks for no choice.
    #[default]
    None,
    /// Into one cell.
    Cell(CellRef),
    /// As a mark in one of several cells: what the mark means, and its cell, left to right.
    OneOf(Vec<(String, CellRef)>),
}

/// Where an answer goes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AnswerSlot {
    /// The choice.
    pub status: StatusSlot,
    /// The free text; `None` when the form has no place for it.
    pub comment: Option<CellRef>,
}

/// One question as it is to be answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The sheet.
    pub sheet: String,
    /// The cell of the question.
    pub at: CellRef,
    /// Its row, counted from 1.
    pub row: u32,
    /// The number as shown.
    pub number: Option<String>,
    /// The category, parents first.
    pub category: Vec<String>,
    /// The question, verbatim.
    pub text: String,
    /// What the column of guideline numbers says (「実25」).
    pub reference: Option<String>,
    /// Where the answer goes.
    pub slot: AnswerSlot,
    /// The choices, in the order of the dropdown or legend.
    pub choices: Vec<String>,
    /// What the choices mean, where the workbook says so.
    pub legend: Vec<(String, String)>,
    /// The choice that is already there.
    pub existing_status: Option<String>,
    /// The text that is already there.
    pub existing_comment: Option<String>,
    /// Is the row hidden?
    pub hidden: bool,
    /// How many characters the text may have, where the form says so.
    pub limit: Option<usize>,
    /// The mark to write where the answer is a mark in one of several cells.
    pub mark: String,
    /// What stands in the answer cells now, cells without text left out.
    pub now: Vec<(CellRef, String)>,
}

/// The mark for forms that do not name one.
pub(crate) const USUAL_MARK: &str = "○";

/// The header texts over a column.
fn header_text(grid: &Grid<'_>, table: &Table, column: Column) -> String {
    let mut out = String::new();
    for r in table.header_rows.iter().filter_map(|h| grid.row(*h)) {
        for f in r.fields.iter().filter(|f| f.at.column <= column.0 && f.last_column >= column.0) {
            out.push_str(&f.text);
            out.push('\n');
        }
    }
    out
}

/// The text at a cell as a person reads it; `None` when there is none.
fn text_at(grid: &Grid<'_>, at: CellRef) -> Option<String> {
    let text = grid.row(at.row)?.field(at.column)?.text.to_string();
    (!is_placeholder(&text)).then_some(text)
}

fn limit(grid: &Grid<'_>, row: &Row, header: Option<usize>) -> Option<usize> {
    let at = row.comment_cell?;
    let rules = grid.rules_at(at).filter_map(|v| match v.kind {
        ValidationKind::TextLength(_, Some(most)) => usize::try_from(most).ok(),
        _ => None,
    });
    let prompts = grid.rules_at(at).filter_map(|v| length_limit(v.prompt.as_deref()?));
    // The question itself may ask about lengths (「8文字以内か」); only what asks for an answer counts.
    let asked = question_limit(&row.question);
    rules.chain(prompts).chain(asked).chain(header).min()
}

/// 「200文字以内でご記入ください」 in a question, but not 「8文字以内のパスワードを禁止しているか」.
fn question_limit(text: &str) -> Option<usize> {
    const ASKS: &[&str] =
        &["記入", "記載", "回答", "説明", "記述", "お書き", "入力し", "answer", "respond", "describe"];
    text.split(['。', '\n', '（', '）', '(', ')'])
        .filter(|s| ASKS.iter().any(|a| s.to_lowercase().contains(a)) || length_only(s))
        .find_map(length_limit)
}

/// A bracket that holds nothing but the limit: 「（200字以内）」.
fn length_only(part: &str) -> bool {
    part.chars().count() <= 12 && length_limit(part).is_some()
}

fn question(grid: &Grid<'_>, table: &Table, row: &Row, header_limit: Option<usize>) -> Option<Question> {
    let at = row.question_cell.or_else(|| table.columns.question.map(|c| CellRef::new(row.row, c.0)))?;
    let status = match (row.status_cell, row.status_cells.is_empty()) {
        (_, false) => StatusSlot::OneOf(row.status_cells.0.clone()),
        (Some(cell), true) => StatusSlot::Cell(cell),
        (None, true) => StatusSlot::None,
    };
    let cells: Vec<CellRef> = match &status {
        StatusSlot::None => Vec::new(),
        StatusSlot::Cell(c) => vec![*c],
        StatusSlot::OneOf(all) => all.iter().map(|c| c.1).collect(),
    };
    let now: Vec<(CellRef, String)> = cells
        .into_iter()
        .chain(row.comment_cell)
        .filter_map(|c| Some((c, grid.row(c.row)?.field(c.column)?.text.to_string())))
        .collect();
    let existing_status = match &status {
        StatusSlot::None => None,
        StatusSlot::Cell(c) => text_at(grid, *c).and_then(|t| {
            let boxed = crate::choices::in_boxes(&t).len() >= 2;
            if boxed { chosen_box(&t) } else { Some(t) }
        }),
        StatusSlot::OneOf(all) => all
            .iter()
            .find(|(_, c)| text_at(grid, *c).is_some_and(|t| is_chosen(&t)))
            .map(|(label, _)| label.clone()),
    };
    let choices = match &status {
        StatusSlot::OneOf(all) => all.iter().map(|c| c.0.clone()).collect(),
        _ => row.choices.clone(),
    };
    let reference =
        table.columns.reference.and_then(|c| text_at(grid, grid.anchor(CellRef::new(row.row, c.0))));
    Some(Question {
        sheet: grid.sheet.name.clone(),
        at,
        row: row.row,
        number: row.number.clone(),
        category: row.category.clone(),
        text: row.question.clone(),
        reference,
        slot: AnswerSlot { status, comment: row.comment_cell },
        choices,
        legend: table.legend.0.clone(),
        existing_status,
        existing_comment: row.comment_cell.and_then(|c| text_at(grid, c)),
        hidden: row.hidden,
        limit: limit(grid, row, header_limit),
        mark: table.mark.clone().unwrap_or_else(|| USUAL_MARK.to_owned()),
        now,
    })
}

/// The questions of a layout, in the order of sheets, tables and rows.
///
/// Sheets that the workbook does not have are passed over; `apply` names them in its notices.
#[must_use]
pub fn questions(sheets: &[Sheet], layout: &Layout) -> Vec<Question> {
    let mut out = Vec::new();
    for l in layout.sheets.iter().filter(|l| l.questionnaire) {
        let Some(sheet) = sheets.iter().find(|s| s.name == l.name) else { continue };
        let grid = Grid::new(sheet);
        for table in &l.tables {
            let header_limit =
                table.columns.comment.and_then(|c| length_limit(&header_text(&grid, table, c)));
            out.extend(table.rows.iter().filter_map(|row| question(&grid, table, row, header_limit)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Question, StatusSlot, questions};
    use crate::detect;
    use crate::testing::sheets;

    fn of(grid: &str) -> Vec<Question> {
        let sheets = sheets(grid);
        questions(&sheets, &detect(&sheets).value)
    }

    #[test]
    fn what_is_there_already_is_told_from_what_is_to_come() {
        let q = of("No | 質問 | 回答(○△×) | 回答内容
             1 | 規程の改定履歴を管理しているか | ○ | 台帳に記録しています。
             2 | 内部監査を毎年実施しているか | 選択してください |");
        assert_eq!(q[0].existing_status.as_deref(), Some("○"));
        assert_eq!(q[0].existing_comment.as_deref(), Some("台帳に記録しています。"));
        assert_eq!((q[1].existing_status.as_deref(), q[1].existing_comment.as_deref()), (None, None));
        assert_eq!(q[1].choices, ["○", "△", "×"]);
    }

    #[test]
    fn the_ticked_box_and_the_marked_column_are_the_existing_choice() {
        let q = of("No | 質問 | 回答
             1 | 規程の改定履歴を管理しているか | □はい ■いいえ
             2 | 内部監査を毎年実施しているか | □はい □いいえ");
        assert_eq!(q[0].existing_status.as_deref(), Some("いいえ"));
        assert_eq!(q[1].existing_status, None);
        let q = of("No | 質問 | はい | いいえ | 備考
             1 | 規程の改定履歴を管理しているか | | ○ |
             2 | 内部監査を毎年実施しているか | □ | □ |");
        assert_eq!(q[0].existing_status.as_deref(), Some("いいえ"));
        assert_eq!(q[1].existing_status, None);
        assert!(matches!(&q[0].slot.status, StatusSlot::OneOf(all) if all.len() == 2));
    }

    #[test]
    fn references_stand_beside_the_question() {
        let q = of("項番 | FISC基準番号 | 確認事項 | 回答(○/×) | 補足
             1 | 実25 | 規程の改定履歴を管理しているか | |
             2 | | 内部監査を毎年実施しているか | |");
        assert_eq!(q.iter().map(|q| q.reference.as_deref()).collect::<Vec<_>>(), [Some("実25"), None]);
    }

    #[test]
    fn limits_come_from_headers_rules_and_what_the_question_asks() {
        let q = of("@length D3:D3 100
             No | 質問 | 回答(○/×) | 補足（200文字以内）
             1 | 規程の改定履歴を管理しているか | |
             2 | 内部監査を毎年実施しているか | |
             3 | 監査の体制を150字以内でご記入ください | |
             4 | 8文字以内のパスワードを禁止しているか | |");
        assert_eq!(
            q.iter().map(|q| q.limit).collect::<Vec<_>>(),
            [Some(200), Some(100), Some(150), Some(200)]
        );
    }

    #[test]
    fn a_sheet_that_is_gone_is_passed_over() {
        let before = sheets("No | 質問 | 回答(○/×)\n1 | 監査を実施しているか |\n2 | 規程はあるか |");
        let layout = detect(&before).value;
        assert_eq!(questions(&before, &layout).len(), 2);
        assert!(questions(&[], &layout).is_empty());
    }
}
