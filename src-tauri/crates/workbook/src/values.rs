//! Cell values as calamine reads them, cell by cell; never its dense range, which aborts on far corners.
//!
//! calamine is the reader of record. Our own reading of the same XML, which structure and writing need
//! anyway, has been under [`crate::limits`] first: it decides what may be handed to calamine, and its
//! value stays where calamine stops (a whole workbook at an Excel 4 macro sheet, a sheet at `#SPILL!`).

use crate::address::CellRef;
use crate::sheet::{Sheet, Value};
use crate::warning::{Warning, WarningCode};
use crate::workbook::Origin;
use calamine::{DataRef, Reader as _, Xlsx};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Most cells of a workbook that are read twice; beyond, the time and memory of a second reading would
/// not be worth what it finds (two million cells are inside our limits).
const MOST_CELLS: usize = 600_000;

/// Reads the values of every sheet through calamine and takes them where the readings differ.
///
/// `strings` are the shared texts that stand in the file and that it claims to hold. What our own
/// reading said of a cell whose value was taken is kept in the sheet's origin.
pub(crate) fn take(bytes: &[u8], sheets: &mut [(&mut Sheet, &mut Origin)], strings: Strings) -> Vec<Warning> {
    let cells: usize = sheets.iter().map(|(s, _)| s.cells.len()).sum();
    if cells > MOST_CELLS || strings.claims_too_many() {
        return Vec::new();
    }
    // A panic of the reader must cost a second opinion, not the person's work.
    let read = catch_unwind(AssertUnwindSafe(|| {
        let Ok(mut book) = Xlsx::new(Cursor::new(bytes)) else { return Vec::new() };
        sheets.iter_mut().flat_map(|(sheet, origin)| take_sheet(&mut book, sheet, origin)).collect()
    }));
    read.unwrap_or_default()
}

/// How many shared texts a file holds and how many it claims to hold.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Strings {
    pub(crate) there: usize,
    pub(crate) claimed: usize,
}

impl Strings {
    /// calamine reserves room for the number claimed: a lie would end the process.
    fn claims_too_many(self) -> bool {
        self.claimed > self.there.saturating_mul(2).saturating_add(1024)
    }
}

/// Cells are taken as they come; an error ends the sheet with what came before it.
fn take_sheet(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &mut Sheet, origin: &mut Origin) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let Ok(mut reader) = book.worksheet_cells_reader(&sheet.name) else { return warnings };
    while let Ok(Some(cell)) = reader.next_cell() {
        let (row, column) = cell.get_position();
        let at = CellRef::new(row.saturating_add(1), column.saturating_add(1));
        let Some(value) = value(cell.get_value()) else { continue };
        // A cell that only calamine sees has no address that could be written to.
        let Some(ours) = sheet.cells.get_mut(&at) else { continue };
        // calamine leaves the 1904 calendar to its caller; ours has applied it.
        if let (Some(Value::DateTime(_)), Value::DateTime(_)) = (&ours.value, &value) {
            continue;
        }
        if ours.value.as_ref() != Some(&value) {
            if warnings.len() < MOST_WARNINGS {
                warnings.push(WarningCode::TwoReadings.warning(Some(&sheet.name), Some(at), &value.shown()));
            }
            let own = ours.value.replace(value);
            origin.own.entry(at).or_insert(own);
        }
    }
    warnings
}

/// Warnings of one sheet that are kept.
const MOST_WARNINGS: usize = 20;

fn value(read: &DataRef<'_>) -> Option<Value> {
    #[expect(clippy::cast_precision_loss, reason = "a cell's whole number is an f64 in the file")]
    let value = match read {
        DataRef::Empty => return None,
        DataRef::String(s) => Value::Text(s.clone()),
        DataRef::SharedString(s) => Value::Text((*s).to_owned()),
        DataRef::Int(n) => Value::Number(*n as f64),
        DataRef::Float(n) => Value::Number(*n),
        DataRef::Bool(b) => Value::Bool(*b),
        DataRef::DateTime(d) => Value::DateTime(d.as_f64()),
        DataRef::DateTimeIso(d) | DataRef::DurationIso(d) => Value::Text(d.clone()),
        DataRef::Error(e) => Value::Error(e.to_string()),
    };
    // An empty text is an empty cell to a person.
    (value != Value::Text(String::new())).then_some(value)
}
