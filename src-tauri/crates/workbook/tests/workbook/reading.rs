//! Our reading of real workbooks against calamine's: two readers written apart must agree on every
//! cell.

use crate::kept::{Kept, workbooks};
use calamine::{DataRef, Reader, Xlsx};
use kotae_workbook::{CellRef, Error, Format, Sheet, Value, Workbook};
use std::collections::BTreeMap;
use std::io::Cursor;

/// Values as both readers can state them: numbers by their bits' meaning, empty texts left out.
fn theirs(bytes: &[u8], sheet: &str) -> BTreeMap<CellRef, String> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("calamine opens it");
    let mut reader = book.worksheet_cells_reader(sheet).expect("calamine finds the sheet");
    let mut cells = BTreeMap::new();
    while let Some(cell) = reader.next_cell().expect("calamine reads the sheet") {
        let (row, column) = cell.get_position();
        let value = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::String(s) => format!("text {s}"),
            DataRef::SharedString(s) => format!("text {s}"),
            DataRef::Int(n) => format!("number {n}"),
            DataRef::Float(n) => format!("number {n}"),
            DataRef::Bool(b) => format!("bool {b}"),
            DataRef::DateTime(d) => format!("date {}", d.as_f64()),
            DataRef::DateTimeIso(d) | DataRef::DurationIso(d) => format!("iso {d}"),
            DataRef::Error(e) => format!("error {e}"),
        };
        if value != "text " {
            cells.insert(CellRef::new(row + 1, column + 1), value);
        }
    }
    cells
}

fn ours(sheet: &Sheet) -> BTreeMap<CellRef, String> {
    let value = |v: &Value| match v {
        Value::Text(t) => format!("text {t}"),
        Value::Number(n) => format!("number {n}"),
        Value::Bool(b) => format!("bool {b}"),
        Value::DateTime(d) => format!("date {d}"),
        Value::Error(e) => format!("error {e}"),
    };
    sheet.cells.iter().filter_map(|(&at, c)| Some((at, value(c.value.as_ref()?)))).collect()
}

#[test]
fn two_readers_agree_on_every_cell_of_every_workbook() {
    let mut compared = 0;
    for Kept { path, expect, bytes } in workbooks() {
        let book = match (Workbook::open(bytes.clone()), expect.as_str()) {
            (Ok(book), "ok") => book,
            (Err(Error::Encrypted), "password") => continue,
            // A text by another name: whoever knows the name refuses it.
            (Ok(book), "error") if book.format() == Format::Csv => continue,
            (Err(e), "error") if e != Error::Encrypted => continue,
            (got, expect) => panic!("{}: expected {expect}, got {got:?}", path.display()),
        };
        for sheet in book.sheets() {
            let ours = ours(sheet);
            compared += ours.len();
            assert_eq!(ours, theirs(&bytes, &sheet.name), "{} {}", path.display(), sheet.name);
        }
    }
    assert!(compared > 500, "only {compared} cells compared");
}
