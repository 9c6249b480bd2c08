//! The binary formats: .xls (BIFF8, and BIFF5 of Excel 5.0/95) and .xlsb. Values come through calamine;
//! how the sheets are built is read from the records here. They are read only: an answered copy of them
//! is an .xlsx ([`crate::Workbook::fill`] says so).

mod compound;
mod dropdown;
mod records;
mod xls;
mod xlsb;

use crate::address::{CellRef, MAX_COLUMN, MAX_ROW};
use crate::budget::Budget;
use crate::error::PartFault;
use crate::sheet::{Sheet, SheetState, Value};
use calamine::{Data, DataRef, SheetType, SheetVisible};

pub(crate) use xls::read as read_xls;
pub(crate) use xlsb::read as read_xlsb;

fn state(visible: SheetVisible) -> SheetState {
    match visible {
        SheetVisible::Visible => SheetState::Visible,
        SheetVisible::Hidden => SheetState::Hidden,
        SheetVisible::VeryHidden => SheetState::VeryHidden,
    }
}

fn is_worksheet(kind: SheetType) -> bool {
    matches!(kind, SheetType::WorkSheet)
}

fn value(read: &Data) -> Option<Value> {
    #[expect(clippy::cast_precision_loss, reason = "a cell's whole number is an f64 in the file")]
    let value = match read {
        Data::Empty => return None,
        Data::String(s) | Data::DateTimeIso(s) | Data::DurationIso(s) => Value::Text(s.clone()),
        Data::Int(n) => Value::Number(*n as f64),
        Data::Float(n) => Value::Number(*n),
        Data::Bool(b) => Value::Bool(*b),
        Data::DateTime(d) => Value::DateTime(d.as_f64()),
        Data::Error(e) => Value::Error(e.to_string()),
    };
    // An empty text is an empty cell to a person.
    (value != Value::Text(String::new())).then_some(value)
}

/// Puts a value into its cell, places counted from 0.
fn put(
    sheet: &mut Sheet,
    budget: &mut Budget,
    (row, column): (u32, u32),
    read: &Data,
) -> Result<(), PartFault> {
    let Some(value) = value(read) else { return Ok(()) };
    let at = CellRef::new(row.saturating_add(1), column.saturating_add(1));
    if at.row > MAX_ROW || at.column > MAX_COLUMN {
        return Ok(());
    }
    if let Value::Text(text) = &value {
        budget.text(text.len())?;
    }
    if !sheet.cells.contains_key(&at) {
        budget.cell()?;
    }
    let cell =
        sheet.cells.entry(at).or_insert_with(|| crate::sheet::Cell { locked: true, ..Default::default() });
    cell.value = Some(value);
    Ok(())
}

fn owned(read: &DataRef<'_>) -> Data {
    Data::from(read.clone())
}
