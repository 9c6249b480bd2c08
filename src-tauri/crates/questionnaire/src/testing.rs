//! Sheets from small text grids, for tests: a small grid in, a snapshot out, through one `check`.
//!
//! A line is a row, its first line being row 1; cells are parted by `|`, a line break in a cell is
//! `\n`. A cell in `*stars*` is bold. Lines that begin with `@` say how the sheet is built:
//! `@sheet name`, `@hidden`, `@veryhidden`, `@protect`, `@open A1:B2`, `@merge A1:B2`,
//! `@list A1:A9 ○,×`, `@length A1:A9 200`, `@fill A1:B2 FFFF00`, `@hide 5`, `@hidecolumn C`,
//! `@formula C9`, `@width C 40`, `@freeze 5`, `@filter A3:F9`, `@row 40` (the next line is row 40).

use crate::{Layout, Notice, detect};
use kotae_workbook::{
    Cell, CellRange, CellRef, Choice, ColumnFormat, RowFormat, Sheet, SheetState, Validation, ValidationKind,
    Value,
};
use std::fmt::Write as _;

/// Sheets from a grid.
pub(crate) fn sheets(grid: &str) -> Vec<Sheet> {
    let mut out: Vec<Sheet> = Vec::new();
    let mut row = 0;
    for line in grid.lines().map(str::trim).filter(|l| !l.is_empty()) {
        if let Some(rest) = line.strip_prefix("@sheet ") {
            out.push(Sheet { name: rest.trim().to_owned(), ..Sheet::default() });
            row = 0;
            continue;
        }
        if out.is_empty() {
            out.push(Sheet { name: "シート1".to_owned(), ..Sheet::default() });
        }
        let Some(sheet) = out.last_mut() else { continue };
        if let Some(rest) = line.strip_prefix('@') {
            if let Some(n) = rest.strip_prefix("row ") {
                row = n.trim().parse::<u32>().expect("a row number") - 1;
            } else {
                directive(sheet, rest);
            }
            continue;
        }
        row += 1;
        for (column, text) in (1..).zip(line.split('|')) {
            let text = text.trim();
            if text.is_empty() {
                continue;
            }
            let bold = text.len() > 2 && text.starts_with('*') && text.ends_with('*');
            let text = if bold { text.trim_matches('*') } else { text };
            let value = match text.parse::<f64>() {
                Ok(n) => Value::Number(n),
                Err(_) => Value::Text(text.replace("\\n", "\n")),
            };
            let cell = sheet.cells.entry(CellRef::new(row, column)).or_insert_with(locked);
            cell.value = Some(value);
            cell.bold = bold;
        }
    }
    out
}

fn locked() -> Cell {
    Cell { locked: true, ..Cell::default() }
}

fn each(range: CellRange, mut f: impl FnMut(CellRef)) {
    for r in range.start.row..=range.end.row {
        for c in range.start.column..=range.end.column {
            f(CellRef::new(r, c));
        }
    }
}

fn directive(sheet: &mut Sheet, line: &str) {
    let mut words = line.splitn(3, ' ');
    let (name, first, second) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let range = || first.parse::<CellRange>().expect("a range");
    match name {
        "hidden" => sheet.state = SheetState::Hidden,
        "veryhidden" => sheet.state = SheetState::VeryHidden,
        "protect" => sheet.protected = true,
        "open" => each(range(), |at| {
            sheet.cells.entry(at).or_default().locked = false;
        }),
        // Excel knows no merges that overlap.
        "merge" => {
            let r = range();
            let apart = |m: &CellRange| {
                m.end.row < r.start.row
                    || m.start.row > r.end.row
                    || m.end.column < r.start.column
                    || m.start.column > r.end.column
            };
            if sheet.merges.iter().all(apart) {
                sheet.merges.push(r);
            }
        }
        "list" => sheet.validations.push(Validation {
            ranges: vec![range()],
            kind: ValidationKind::List(second.split(',').map(|t| Choice { text: t.to_owned() }).collect()),
            prompt: None,
        }),
        "length" => sheet.validations.push(Validation {
            ranges: vec![range()],
            kind: ValidationKind::TextLength(None, second.parse().ok()),
            prompt: None,
        }),
        "fill" => {
            let fill = u32::from_str_radix(second, 16).ok();
            each(range(), |at| sheet.cells.entry(at).or_insert_with(locked).fill = fill);
        }
        "formula" => each(range(), |at| {
            let cell = sheet.cells.entry(at).or_insert_with(locked);
            cell.formula = true;
            cell.value.get_or_insert(Value::Number(0.0));
        }),
        "hide" => {
            let row = first.parse().expect("a row number");
            sheet.rows.insert(row, RowFormat { hidden: true, ..RowFormat::default() });
        }
        "hidecolumn" | "width" => {
            let column = kotae_workbook::column_number(first).expect("a column");
            sheet.columns.push(ColumnFormat {
                columns: column..=column,
                hidden: name == "hidecolumn",
                width: second.parse().ok(),
                locked: true,
                text: kotae_workbook::TextFormat::default(),
            });
        }
        "freeze" => sheet.frozen_rows = first.parse().ok(),
        "filter" => sheet.filter = Some(range()),
        other => panic!("no such directive: {other}"),
    }
}

/// A layout in short lines: a line a table, a line a question.
pub(crate) fn snapshot(layout: &Layout) -> String {
    let mut out = String::new();
    for s in layout.sheets.iter().filter(|s| s.questionnaire) {
        for t in &s.tables {
            let name = |c: Option<crate::Column>| c.map_or_else(|| "-".to_owned(), |c| c.to_string());
            let categories: Vec<String> = t.columns.category.iter().map(ToString::to_string).collect();
            let header: Vec<String> = t.header_rows.iter().map(ToString::to_string).collect();
            let _ = writeln!(
                out,
                "{} [{}] no {} cat {} q {} st {} co {} ref {} ({})",
                s.name,
                header.join("+"),
                name(t.columns.number),
                if categories.is_empty() { "-".to_owned() } else { categories.join("+") },
                name(t.columns.question),
                name(t.columns.status),
                name(t.columns.comment),
                name(t.columns.reference),
                t.choices.join("/")
            );
            for r in &t.rows {
                let status = match (&r.status_cell, r.status_cells.is_empty()) {
                    (Some(c), _) => c.to_string(),
                    (None, false) => {
                        r.status_cells.0.iter().map(|(l, c)| format!("{l}={c}")).collect::<Vec<_>>().join("+")
                    }
                    (None, true) => "-".to_owned(),
                };
                let _ = writeln!(
                    out,
                    "{} #{} {} {} > {} {}{}{}",
                    r.row,
                    r.number.as_deref().unwrap_or("-"),
                    if r.category.is_empty() { "-".to_owned() } else { r.category.join("/") },
                    r.question.replace('\n', "\\n"),
                    status,
                    r.comment_cell.map_or_else(|| "-".to_owned(), |c| c.to_string()),
                    if r.choices == t.choices {
                        String::new()
                    } else {
                        format!(" ({})", r.choices.join("/"))
                    },
                    if r.hidden { " hidden" } else { "" }
                );
            }
        }
    }
    out
}

/// Detects the layout of a grid and compares it with a snapshot; indentation does not matter.
#[track_caller]
pub(crate) fn check(grid: &str, expected: &str) -> Vec<Notice> {
    let found = detect(&sheets(grid));
    let want: Vec<&str> = expected.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    let got = snapshot(&found.value);
    assert_eq!(got.lines().collect::<Vec<_>>().join("\n"), want.join("\n"));
    found.notices
}
