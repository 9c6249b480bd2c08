//! A new .xlsx with what was read from a workbook of a format that is not written: values, merged
//! regions, widths and heights, hidden rows, columns and sheets, dropdowns. Everything else stays behind.

use crate::error::{Error, Mismatch};
use crate::sheet::{Sheet, SheetState, ValidationKind, Value};
use crate::workbook::Workbook;
use rust_xlsxwriter::{
    DataValidation, Format, FormatAlign, FormatBorder, Workbook as NewBook, Worksheet, XlsxError,
};

/// Excel's limit for a dropdown written into the rule.
const LONGEST_LIST: usize = 255;
/// Cells that all merged regions of a sheet may have: each of them is written.
const MERGED: u64 = 1_000_000;
/// Widths of columns, and ranges of dropdowns, that are written for a sheet.
const MOST: usize = 100_000;

impl Workbook {
    /// The bytes of a new .xlsx that holds what this workbook holds, as far as it was read.
    ///
    /// # Errors
    /// A sheet whose name or content an .xlsx cannot take.
    pub fn to_xlsx(&self) -> Result<Vec<u8>, Error> {
        let failed = |e: XlsxError| Error::Verification {
            part: "xlsx".to_owned(),
            why: Mismatch::Unreadable(e.to_string()),
        };
        let mut book = NewBook::new();
        // Same input, same output: no clock.
        let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
        book.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&day));
        for sheet in &self.sheets {
            write(book.add_worksheet(), sheet).map_err(failed)?;
        }
        book.save_to_buffer().map_err(failed)
    }
}

/// Places of rust_xlsxwriter count from 0.
fn place(row: u32, column: u32) -> (u32, u16) {
    (row - 1, u16::try_from(column - 1).unwrap_or(u16::MAX))
}

fn write(out: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    out.set_name(&sheet.name)?;
    if sheet.state == SheetState::Hidden {
        out.set_hidden(true);
    } else if sheet.state == SheetState::VeryHidden {
        out.set_very_hidden(true);
    }
    let each = sheet.columns.iter().flat_map(|format| {
        let columns = format.columns.clone().take(usize::from(u8::MAX) + 1);
        columns.map(move |column| (column, format))
    });
    for (column, format) in each.take(MOST) {
        let (_, c) = place(1, column);
        if let Some(width) = format.width {
            out.set_column_width(c, width)?;
        }
        if format.hidden {
            out.set_column_hidden(c)?;
        }
    }
    for (&row, format) in &sheet.rows {
        if let Some(height) = format.height {
            out.set_row_height(row - 1, height)?;
        }
        if format.hidden {
            out.set_row_hidden(row - 1)?;
        }
    }
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Thin);
    let bold = plain.clone().set_bold();
    let date = plain.clone().set_num_format("yyyy-mm-dd");
    let mut left = MERGED;
    for merge in sheet.merges.iter().filter(|m| m.size() > 1) {
        // One that is too large is left out, too.
        let Some(rest) = left.checked_sub(merge.size()) else { continue };
        left = rest;
        let ((r1, c1), (r2, c2)) =
            (place(merge.start.row, merge.start.column), place(merge.end.row, merge.end.column));
        // One that overlaps another is left out; its texts are in their cells all the same.
        let _ = out.merge_range(r1, c1, r2, c2, "", &plain);
    }
    for (at, cell) in &sheet.cells {
        let (row, column) = place(at.row, at.column);
        let format = if cell.bold { &bold } else { &plain };
        match &cell.value {
            None => out.write_blank(row, column, format)?,
            Some(Value::Number(n)) => out.write_number_with_format(row, column, *n, format)?,
            Some(Value::DateTime(n)) => out.write_number_with_format(row, column, *n, &date)?,
            Some(Value::Bool(b)) => out.write_boolean_with_format(row, column, *b, format)?,
            Some(v @ (Value::Text(_) | Value::Error(_))) => {
                out.write_string_with_format(row, column, v.shown(), format)?
            }
        };
    }
    let mut left = MOST;
    for validation in &sheet.validations {
        let ValidationKind::List(choices) = &validation.kind else { continue };
        let texts: Vec<&str> = choices.iter().map(|c| c.text.as_str()).collect();
        if texts.join(",").encode_utf16().count() > LONGEST_LIST {
            continue;
        }
        let rule = DataValidation::new().allow_list_strings(&texts)?;
        let ranges = validation.ranges.iter().take(left);
        left -= ranges.len();
        for range in ranges {
            let ((r1, c1), (r2, c2)) =
                (place(range.start.row, range.start.column), place(range.end.row, range.end.column));
            out.add_data_validation(r1, c1, r2, c2, &rule)?;
        }
    }
    Ok(())
}
