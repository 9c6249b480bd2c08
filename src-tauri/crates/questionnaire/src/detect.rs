//! From sheets to a layout, with notices about what a person should look at.

use crate::analyse::{Looked, analyse};
use crate::layout::{Layout, SheetLayout};
use crate::notice::{Notice, Warned};
use kotae_workbook::{CellRef, Sheet, SheetState, ValidationKind};

/// Finds the questions of a workbook.
///
/// Sheets that ask nothing are listed with `questionnaire: false` and no tables. What is odd or
/// uncertain comes as notices; nothing here is an error.
#[must_use]
pub fn detect(sheets: &[Sheet]) -> Warned<Layout> {
    let looked = analyse(sheets, &[]);
    let mut notices = Vec::new();
    let sheets: Vec<SheetLayout> = looked.sheets.iter().map(|l| sheet_layout(l, &mut notices)).collect();
    if sheets.iter().all(|s| !s.questionnaire) {
        notices.push(
            Notice::warning(
                "no-questionnaire",
                "質問の表が見つかりませんでした (no table of questions was found)",
            )
            .hint("見出し行と列を手で指定してください (name the header rows and columns by hand)"),
        );
    }
    Warned { value: Layout { sheets }, notices }
}

/// One sheet of the result, with its notices.
pub(crate) fn sheet_layout(looked: &Looked<'_>, notices: &mut Vec<Notice>) -> SheetLayout {
    let sheet = looked.grid.sheet;
    let reasons = looked.reasons.iter().map(|(what, score)| format!("{what} ({score:+.1})")).collect();
    let mut tables = Vec::new();
    if looked.questionnaire {
        for found in &looked.tables {
            if found.assignment.margin < 0.8 {
                let at = found.table.rows.first().and_then(|r| r.question_cell);
                let mut n = Notice::warning(
                    "uncertain-question-column",
                    "どの列が質問か確信が持てません (more than one column could hold the questions)",
                )
                .on(&sheet.name)
                .hint("列の割り当てを確認してください (please check which column is which)");
                n.cell = at;
                notices.push(n);
            }
            check_cells(looked, found, notices);
            tables.push(found.table.clone());
        }
    } else if !looked.tables.is_empty() {
        let hidden = sheet.state != SheetState::Visible;
        let message = if hidden {
            "非表示のシートに質問らしい表がありますが、対象にしていません (a hidden sheet looks like a questionnaire; it was left out)"
        } else {
            "質問らしい表がありますが、シート名などから対象外としました (the sheet looks like a questionnaire; its name speaks against it)"
        };
        notices.push(
            Notice::info("sheet-left-out", message)
                .on(&sheet.name)
                .hint("回答が必要なら「質問シート」に指定してください (mark it as a questionnaire if it is to be answered)"),
        );
    }
    SheetLayout {
        name: sheet.name.clone(),
        state: sheet.state,
        questionnaire: looked.questionnaire,
        protected: sheet.protected,
        tables,
        reasons,
    }
}

/// Answer cells that cannot be typed into, and dropdowns that could not be read: one notice a kind
/// and table, at the first cell, so that 20,000 rows do not make 20,000 notices.
fn check_cells(looked: &Looked<'_>, found: &crate::table::Found, notices: &mut Vec<Notice>) {
    let grid = &looked.grid;
    let name = &grid.sheet.name;
    let mut first: [Option<(CellRef, usize)>; 3] = [None; 3];
    let mut count = |kind: usize, at: CellRef| {
        let entry = first[kind].get_or_insert((at, 0));
        entry.1 += 1;
    };
    for row in &found.table.rows {
        let cells =
            row.status_cell.into_iter().chain(row.comment_cell).chain(row.status_cells.0.iter().map(|c| c.1));
        for at in cells {
            if grid.sheet.cells.get(&at).is_some_and(|c| c.formula) {
                count(0, at);
            } else if !grid.open(at) {
                count(1, at);
            }
        }
        if let Some(at) = row.status_cell
            && grid.rules_at(at).any(|v| matches!(v.kind, ValidationKind::UnreadableList(_)))
            && grid.list_at(at).is_none()
        {
            count(2, at);
        }
    }
    let texts = [
        (
            "formula-answer-cell",
            ("回答欄に数式が入っています", "answer cells hold formulas"),
            "数式は書き換えません。回答する列を確認してください (formulas are never overwritten; check the answer columns)",
        ),
        (
            "locked-answer-cell",
            ("回答欄が保護されています", "answer cells are locked"),
            "保護の解除を依頼元に確認してください (ask the customer to unlock them)",
        ),
        (
            "unreadable-dropdown",
            ("ドロップダウンの選択肢を読み取れません", "the choices of a dropdown could not be read"),
            "選択肢を手で入力してください (type in the choices)",
        ),
    ];
    for (found, (code, message, hint)) in first.into_iter().zip(texts) {
        if let Some((at, n)) = found {
            notices.push(
                Notice::warning(code, format!("{}：{n} か所 ({}: {n})", message.0, message.1))
                    .on(name)
                    .at(at)
                    .hint(hint),
            );
        }
    }
    if found.table.columns.status.is_some() && found.table.choices.is_empty() {
        let mut n =
            Notice::info("choices-unknown", "選択肢が分かりません (the choices are not stated anywhere)")
                .on(name)
                .hint("回答の記号を指定してください (name the choices)");
        n.cell = found.table.rows.first().and_then(|r| r.status_cell);
        notices.push(n);
    }
}
