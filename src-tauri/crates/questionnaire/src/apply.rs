//! A person's corrections to a layout, applied to the workbook: rows are derived anew from
//! corrected columns, rows edited by hand are kept.

use crate::analyse::{Looked, analyse};
use crate::blocks;
use crate::columns::Region;
use crate::detect::sheet_layout;
use crate::grid::Grid;
use crate::header::regions;
use crate::layout::{Layout, Ordered, SheetLayout, Table};
use crate::notice::{Notice, Warned};
use crate::rows::derive;
use crate::table::{basis, fill_choices, header_texts, mark_for, plan};
use kotae_workbook::{CellRef, Sheet};

/// Applies a corrected layout to a workbook.
///
/// For each table: when its header rows and columns are those its rows were derived from, the rows
/// are kept as they are (they may have been edited); otherwise they are derived anew. A sheet that
/// was marked as a questionnaire without naming tables is detected; a sheet that the layout does
/// not name is detected too. What cannot be applied is named in the notices.
#[must_use]
pub fn apply(sheets: &[Sheet], layout: &Layout) -> Warned<Layout> {
    let mut notices = Vec::new();
    for l in &layout.sheets {
        if !sheets.iter().any(|s| s.name == l.name) {
            notices.push(
                Notice::warning(
                    "sheet-missing",
                    "このシートはファイルにありません (the workbook has no such sheet)",
                )
                .on(&l.name)
                .hint("シート名が変わっていないか確認してください (check whether it was renamed)"),
            );
        }
    }
    let forced: Vec<String> =
        layout.sheets.iter().filter(|s| s.questionnaire).map(|s| s.name.clone()).collect();
    let looked = analyse(sheets, &forced);
    let out = looked
        .sheets
        .iter()
        .map(|l| {
            let name = &l.grid.sheet.name;
            match layout.sheets.iter().find(|s| s.name == *name) {
                None => sheet_layout(l, &mut notices),
                Some(asked) => one_sheet(l, asked, &looked.guide, &mut notices),
            }
        })
        .collect();
    Warned { value: Layout { sheets: out }, notices }
}

fn one_sheet(
    looked: &Looked<'_>,
    asked: &SheetLayout,
    guide: &[crate::choices::Choice],
    notices: &mut Vec<Notice>,
) -> SheetLayout {
    let grid = &looked.grid;
    let mut out = SheetLayout {
        name: asked.name.clone(),
        state: grid.sheet.state,
        questionnaire: asked.questionnaire,
        protected: grid.sheet.protected,
        tables: Vec::new(),
        reasons: asked.reasons.clone(),
    };
    if !asked.questionnaire {
        return out;
    }
    if asked.tables.is_empty() {
        let found = sheet_layout(looked, notices);
        if found.tables.is_empty() {
            notices.push(
                Notice::warning(
                    "no-table",
                    "質問シートに指定されましたが、質問の表が見つかりません (marked as a questionnaire, but no table was found)",
                )
                .on(&asked.name)
                .hint("見出し行と列を手で指定してください (name the header rows and columns by hand)"),
            );
        }
        out.tables = found.tables;
        return out;
    }
    let mut heads: Vec<u32> =
        regions(grid, &looked.candidates).0.iter().filter_map(|r| r.header.first().copied()).collect();
    heads.extend(asked.tables.iter().filter_map(|t| t.header_rows.iter().min().copied()));
    for i in 0..asked.tables.len() {
        let region = region(&asked.tables, i, heads.clone());
        out.tables.push(one_table(grid, &asked.tables[i], &region, guide, notices));
    }
    out
}

/// Do the rows still say what the sheet says?
fn rows_hold(grid: &Grid<'_>, table: &Table) -> bool {
    !table.rows.is_empty()
        && table.rows.iter().all(|r| {
            let at = r.question_cell.or_else(|| table.columns.question.map(|c| CellRef::new(r.row, c.0)));
            at.and_then(|at| grid.row(at.row)?.field(at.column))
                .is_some_and(|f| f.text.trim() == r.question.trim())
        })
}

fn one_table(
    grid: &Grid<'_>,
    asked: &Table,
    region: &Region,
    guide: &[crate::choices::Choice],
    notices: &mut Vec<Notice>,
) -> Table {
    let name = &grid.sheet.name;
    let now = basis(&asked.header_rows, &asked.columns, &asked.mark_columns);
    let blocks_kept = asked.derived_from == blocks::BASIS;
    let mut table = asked.clone();
    let unchanged = blocks_kept || asked.derived_from == now;
    if unchanged && rows_hold(grid, asked) {
        // Edited rows stay; only what the sheet itself says is refreshed.
        for r in &mut table.rows {
            r.hidden = grid.sheet.row_hidden(r.row);
        }
    } else if blocks_kept {
        match blocks::read(grid) {
            Some(found) => table.rows = found.rows,
            None => notices
                .push(missing(name, "質問のまとまりが見つかりません (no block of a question was found)")),
        }
    } else if asked.columns.question.is_some() {
        for h in &asked.header_rows {
            if grid.row(*h).is_none() {
                notices.push(
                    Notice::warning(
                        "header-row-empty",
                        "見出し行に文字がありません (the header row holds no text)",
                    )
                    .on(name)
                    .at(CellRef::new((*h).max(1), 1))
                    .hint("見出し行の番号を確認してください (check the number of the header row)"),
                );
            }
        }
        if let Some(plan) = plan(region, &asked.columns, &asked.mark_columns) {
            table.rows = derive(grid, &plan).0;
        }
        table.derived_from = now;
        if table.rows.is_empty() {
            notices
                .push(missing(name, "指定された列に質問がありません (the given column holds no questions)"));
        }
    } else {
        table.rows.clear();
        notices.push(missing(name, "質問の列が指定されていません (no column was named for the questions)"));
    }
    settle_choices(grid, asked, &mut table, guide, notices);
    table.mark = asked.mark.clone().or_else(|| mark_for(grid, &table));
    table
}

fn missing(sheet: &str, message: &str) -> Notice {
    Notice::warning("no-questions", message)
        .on(sheet)
        .hint("質問の列を指定し直してください (name the column of the questions)")
}

/// Choices as the sheet states them, unless a person has named others.
fn settle_choices(
    grid: &Grid<'_>,
    asked: &Table,
    table: &mut Table,
    guide: &[crate::choices::Choice],
    notices: &mut Vec<Notice>,
) {
    let mut fresh = table.clone();
    let headers =
        table.columns.status.map(|c| header_texts(grid, &table.header_rows, c.0)).unwrap_or_default();
    fill_choices(grid, &mut fresh, &headers, guide);
    let named = !asked.choices.is_empty() && asked.choices != fresh.choices;
    for (row, stated) in table.rows.iter_mut().zip(&fresh.rows) {
        let edited = !row.choices.is_empty() && row.choices != stated.choices && row.choices != asked.choices;
        if edited {
            continue;
        }
        row.choices = if named && stated.choices == fresh.choices {
            asked.choices.clone()
        } else {
            stated.choices.clone()
        };
    }
    if named {
        table.choices.clone_from(&asked.choices);
        let dropdown =
            table.rows.iter().find_map(|r| r.status_cell.and_then(|c| Some((c, grid.list_at(c)?))));
        if let Some((at, list)) = dropdown
            && let Some(odd) = asked.choices.iter().find(|c| !list.contains(&c.as_str()))
        {
            notices.push(
                Notice::warning(
                    "choice-not-in-dropdown",
                    format!(
                        "選択肢「{odd}」はドロップダウンにありません (the dropdown does not offer “{odd}”)"
                    ),
                )
                .on(&grid.sheet.name)
                .at(at)
                .hint("ドロップダウンと同じ文字にしてください (spell it as the dropdown does)"),
            );
        }
    } else {
        table.choices = fresh.choices;
        table.legend = if asked.legend.is_empty() { fresh.legend } else { asked.legend.clone() };
    }
    if table.columns.status.is_none()
        && table.mark_columns.is_empty()
        && table.rows.iter().all(|r| r.status_cell.is_none())
    {
        table.choices.clear();
        table.legend = Ordered::default();
    }
}

/// Where a corrected table may reach: to the next table below, and to the next one beside it.
fn region(tables: &[Table], i: usize, heads: Vec<u32>) -> Region {
    let own = &tables[i];
    let first =
        |t: &Table| t.header_rows.iter().min().copied().or_else(|| t.rows.iter().map(|r| r.row).min());
    let left = |t: &Table| {
        let c = &t.columns;
        c.number
            .into_iter()
            .chain(c.category.iter().copied())
            .chain(c.question)
            .chain(c.status)
            .chain(c.comment)
            .map(|c| c.0)
            .min()
    };
    let start = first(own);
    let beside: Vec<u32> = tables
        .iter()
        .enumerate()
        .filter(|(j, t)| *j != i && !t.header_rows.is_empty() && t.header_rows == own.header_rows)
        .filter_map(|(_, t)| left(t))
        .collect();
    let from = left(own).unwrap_or(1);
    let is_first = beside.iter().all(|b| *b > from);
    let to = beside.iter().filter(|b| **b > from).min().map_or(u32::MAX, |b| b - 1);
    let below = tables.iter().filter_map(first).filter(|f| start.is_some_and(|s| *f > s)).min();
    let body_from = own.header_rows.iter().max().map_or_else(|| start.unwrap_or(1), |h| h.saturating_add(1));
    Region {
        header: own.header_rows.clone(),
        heads,
        span: own.first_column.map_or(if is_first { 1 } else { from }, |c| c.0)
            ..=own.last_column.map_or(to, |c| c.0),
        body: body_from
            ..=below.map_or(u32::MAX, |b| b.saturating_sub(1)).min(own.last_row.unwrap_or(u32::MAX)),
    }
}

#[cfg(test)]
mod tests {
    use super::apply;
    use crate::testing::{sheets, snapshot};
    use crate::{Column, Layout, detect};

    const GRID: &str = "No | 分類 | 確認観点 | 質問 | 回答(○×) | 備考
        1 | 管理 | 履歴の確認 | 規程の改定履歴を管理しているか | |
        2 | 管理 | 監査の確認 | 内部監査を毎年実施しているか | |
        3 | 人 | 在宅の確認 | 在宅勤務のルールを定めているか | |";

    #[test]
    fn applying_what_was_found_changes_nothing() {
        let sheets = sheets(GRID);
        let found = detect(&sheets).value;
        let again = apply(&sheets, &found);
        assert_eq!(again.value, found);
        let json = serde_json::to_string(&found).expect("plain data");
        let read: Layout = serde_json::from_str(&json).expect("own output");
        assert_eq!(apply(&sheets, &read).value, found);
    }

    #[test]
    fn a_corrected_column_gives_new_rows() {
        let sheets = sheets(GRID);
        let mut layout = detect(&sheets).value;
        layout.sheets[0].tables[0].columns.question = Some(Column(3));
        let done = apply(&sheets, &layout);
        let rows = &done.value.sheets[0].tables[0].rows;
        assert_eq!(
            rows.iter().map(|r| r.question.as_str()).collect::<Vec<_>>(),
            ["履歴の確認", "監査の確認", "在宅の確認"]
        );
        assert_eq!(rows[0].status_cell.map(|c| c.to_string()).as_deref(), Some("E2"));
        assert_eq!(apply(&sheets, &done.value).value, done.value);
    }

    #[test]
    fn rows_edited_by_hand_are_kept_while_the_columns_stay() {
        let sheets = sheets(GRID);
        let mut layout = detect(&sheets).value;
        layout.sheets[0].tables[0].rows.remove(1);
        layout.sheets[0].tables[0].rows[0].category = vec!["手で直した分類".to_owned()];
        let done = apply(&sheets, &layout);
        assert_eq!(done.value, layout);
        layout.sheets[0].tables[0].columns.comment = None;
        assert_eq!(apply(&sheets, &layout).value.sheets[0].tables[0].rows.len(), 3);
    }

    #[test]
    fn rows_of_another_years_workbook_are_derived_anew() {
        let layout = detect(&sheets(GRID)).value;
        let next =
            sheets(&GRID.replace("内部監査を毎年実施しているか", "内部監査を半年ごとに実施しているか"));
        let rows = &apply(&next, &layout).value.sheets[0].tables[0].rows;
        assert_eq!(rows[1].question, "内部監査を半年ごとに実施しているか");
    }

    #[test]
    fn choices_named_by_a_person_hold_for_all_rows() {
        let sheets = sheets(GRID);
        let mut layout = detect(&sheets).value;
        layout.sheets[0].tables[0].choices = vec!["適".to_owned(), "否".to_owned()];
        let done = apply(&sheets, &layout);
        assert!(done.value.sheets[0].tables[0].rows.iter().all(|r| r.choices == ["適", "否"]));
        assert_eq!(apply(&sheets, &done.value).value, done.value);
    }

    #[test]
    fn a_sheet_can_be_turned_on_and_off() {
        let sheets = sheets(&format!("@sheet 記入例\n{GRID}\n@sheet 質問\n{GRID}"));
        let mut layout = detect(&sheets).value;
        assert_eq!(layout.sheets.iter().map(|s| s.questionnaire).collect::<Vec<_>>(), [false, true]);
        layout.sheets[0].questionnaire = true;
        layout.sheets[1].questionnaire = false;
        let done = apply(&sheets, &layout).value;
        assert_eq!(done.sheets[0].tables[0].rows.len(), 3);
        assert!(done.sheets[1].tables.is_empty());
    }

    #[test]
    fn what_cannot_be_applied_is_named() {
        let sheets = sheets(GRID);
        let mut layout = detect(&sheets).value;
        layout.sheets[0].tables[0].columns.question = None;
        let mut gone = layout.sheets[0].clone();
        gone.name = "去年のシート".to_owned();
        layout.sheets.push(gone);
        let done = apply(&sheets, &layout);
        let codes: Vec<&str> = done.notices.iter().map(|n| n.code.as_str()).collect();
        assert_eq!(codes, ["sheet-missing", "no-questions"]);
        assert!(snapshot(&done.value).lines().count() == 1);
    }

    #[test]
    fn tables_beside_each_other_stay_apart() {
        let sheets = sheets(
            "No | 質問 | 回答 | 備考 | | No | 質問 | 回答 | 備考
             1 | 規程の改定履歴を管理しているか | | | | 11 | 初期パスワードの変更を強制しているか | |
             2 | 内部監査を毎年実施しているか | | | | 12 | 監視カメラの映像を保存しているか | |",
        );
        let mut layout = detect(&sheets).value;
        for t in &mut layout.sheets[0].tables {
            t.derived_from.clear();
        }
        let done = apply(&sheets, &layout).value;
        assert_eq!(done, detect(&sheets).value);
    }
}
