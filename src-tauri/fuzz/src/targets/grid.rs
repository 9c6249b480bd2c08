//! Sheets from a text, a line a row, cells parted by `|`, `\n` a line break in a cell. Lines that begin
//! with `@` build the sheet: `@sheet name`, `@hidden`, `@protect`, `@merge A1:B2`, `@list A1:A9 ○,×`,
//! `@length A1:A9 200`, `@fill A1:B2 FFFF00`, `@formula C9`, `@hide 5`, `@width C:D 40`, `@freeze 5`,
//! `@filter A3:F9`, `@note A1 text`, `@row 40`. What makes no sense is passed over.

use kotae_workbook::{
    Cell, CellRange, CellRef, Choice, ColumnFormat, Comment, MAX_COLUMN, MAX_ROW, RowFormat, Sheet,
    SheetState, Validation, ValidationKind, Value, column_number,
};

/// Cells that one line may fill: a range of the whole sheet has seventeen thousand million.
const MOST: u64 = 2_000;

pub(super) fn sheets(text: &str) -> Vec<Sheet> {
    let mut out: Vec<Sheet> = Vec::new();
    let mut row = 0u32;
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("@sheet ") {
            if out.len() < 8 && out.iter().all(|s| s.name != name) {
                out.push(Sheet { name: name.to_owned(), ..Sheet::default() });
                row = 0;
            }
            continue;
        }
        if out.is_empty() {
            out.push(Sheet { name: "シート1".to_owned(), ..Sheet::default() });
        }
        let Some(sheet) = out.last_mut() else { continue };
        if let Some(line) = line.strip_prefix('@') {
            match line.strip_prefix("row ") {
                Some(to) => row = to.parse().unwrap_or(row).clamp(1, MAX_ROW) - 1,
                None => {
                    let _ = build(sheet, line);
                }
            }
            continue;
        }
        row = (row + 1).min(MAX_ROW);
        for (column, text) in (1..=MAX_COLUMN).zip(line.split('|')).filter(|(_, t)| !t.is_empty()) {
            let bold = text.len() > 2 && text.starts_with('*') && text.ends_with('*');
            let text = if bold { text.trim_matches('*') } else { text };
            let value = match text.parse::<f64>() {
                Ok(number) => Value::Number(number),
                Err(_) => Value::Text(text.replace("\\n", "\n")),
            };
            let cell = sheet.cells.entry(CellRef::new(row, column)).or_insert_with(locked);
            cell.value = (value != Value::Text(String::new())).then_some(value);
            cell.bold = bold;
        }
    }
    out
}

fn locked() -> Cell {
    Cell { locked: true, ..Cell::default() }
}

fn build(sheet: &mut Sheet, line: &str) -> Option<()> {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    let (first, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    let range = || {
        first
            .parse::<CellRange>()
            .ok()
            .or_else(|| first.parse().ok().map(|at| CellRange { start: at, end: at }))
    };
    let rule = |kind| Some(Validation { ranges: vec![range()?], kind, prompt: None });
    match word {
        "hidden" => sheet.state = SheetState::Hidden,
        "protect" => sheet.protected = true,
        "open" => sheet.open_ranges.push(range()?),
        "merge" => sheet.merges.push(range()?),
        "list" => {
            let choices = rest.split(',').map(|t| Choice { text: t.to_owned() }).collect();
            sheet.validations.push(rule(ValidationKind::List(choices))?);
        }
        "unread" => sheet.validations.push(rule(ValidationKind::UnreadableList(rest.to_owned()))?),
        "length" => sheet.validations.push(rule(ValidationKind::TextLength(None, rest.parse().ok()))?),
        "fill" => {
            let colour = u32::from_str_radix(rest, 16).ok();
            each(range()?, |at| sheet.cells.entry(at).or_insert_with(locked).fill = colour);
        }
        "formula" => each(range()?, |at| sheet.cells.entry(at).or_insert_with(locked).formula = true),
        "hide" => {
            sheet.rows.insert(first.parse().ok()?, RowFormat { hidden: true, ..RowFormat::default() });
        }
        "width" => {
            let (from, to) = first.split_once(':').unwrap_or((first, first));
            let columns = column_number(from)?..=column_number(to)?;
            sheet.columns.push(ColumnFormat {
                columns,
                hidden: rest == "0",
                width: rest.parse().ok(),
                locked: true,
                text: kotae_workbook::TextFormat::default(),
            });
        }
        "freeze" => sheet.frozen_rows = first.parse().ok(),
        "filter" => sheet.filter = range(),
        "note" => sheet.comments.push(Comment { at: range()?.start, text: rest.to_owned() }),
        _ => {}
    }
    Some(())
}

fn each(range: CellRange, mut act: impl FnMut(CellRef)) {
    if range.size() <= MOST {
        for row in range.start.row..=range.end.row {
            for column in range.start.column..=range.end.column {
                act(CellRef::new(row, column));
            }
        }
    }
}
