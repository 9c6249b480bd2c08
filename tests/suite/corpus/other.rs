//! The other formats found in the packages: .xls and .xlsb are read as calamine reads them, .ods and
//! delimited text are filled with nothing else changed.

use super::package;
use calamine::{Data, Reader as _, Sheets};
use kotae_workbook::{CellRef, Edit, Format, Sheet, Value, Workbook};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

/// Differences between our reading of a binary workbook and calamine's; its cells that were compared.
pub(crate) fn differences(bytes: &[u8], book: &Workbook) -> Result<usize, Vec<String>> {
    let theirs: Result<Sheets<_>, _> = calamine::open_workbook_auto_from_rs(Cursor::new(bytes.to_vec()));
    let mut theirs = theirs.map_err(|e| vec![format!("calamine: {e}")])?;
    let (mut compared, mut out) = (0, Vec::new());
    for sheet in book.sheets() {
        let range = match theirs.worksheet_range(&sheet.name) {
            Ok(range) => range,
            Err(e) => {
                out.push(format!("{}: calamine: {e}", sheet.name));
                continue;
            }
        };
        let (row, column) = range.start().unwrap_or_default();
        let read: BTreeMap<CellRef, String> = range
            .used_cells()
            .filter_map(|(r, c, v)| {
                let at = |base: u32, n: usize| base + u32::try_from(n).expect("inside a sheet") + 1;
                Some((CellRef::new(at(row, r), at(column, c)), shown(v)?))
            })
            .collect();
        compared += read.len();
        let ours = of_sheet(sheet);
        let all: BTreeSet<_> = read.keys().chain(ours.keys()).collect();
        let differ = all.into_iter().filter(|at| read.get(at) != ours.get(at));
        out.extend(
            differ
                .take(3)
                .map(|at| format!("{}!{at}: {:?}, calamine {:?}", sheet.name, ours.get(at), read.get(at))),
        );
    }
    if out.is_empty() { Ok(compared) } else { Err(out) }
}

fn shown(value: &Data) -> Option<String> {
    Some(match value {
        Data::Empty => return None,
        Data::String(s) | Data::DateTimeIso(s) | Data::DurationIso(s) if s.is_empty() => return None,
        Data::String(s) | Data::DateTimeIso(s) | Data::DurationIso(s) => format!("text {s}"),
        Data::Int(n) => format!("number {n}"),
        Data::Float(n) => format!("number {n}"),
        Data::Bool(b) => format!("bool {b}"),
        Data::DateTime(d) => format!("date {}", d.as_f64()),
        Data::Error(e) => format!("error {e}"),
    })
}

fn of_sheet(sheet: &Sheet) -> BTreeMap<CellRef, String> {
    let value = |v: &Value| match v {
        Value::Text(t) => format!("text {t}"),
        Value::Number(n) => format!("number {n}"),
        Value::Bool(b) => format!("bool {b}"),
        Value::DateTime(d) => format!("date {d}"),
        Value::Error(e) => format!("error {e}"),
    };
    sheet.cells.iter().filter_map(|(&at, c)| Some((at, value(c.value.as_ref()?)))).collect()
}

/// Fills an OpenDocument spreadsheet or a text file, and reads it again; what is wrong.
pub(crate) fn fill(bytes: &[u8], book: &Workbook) -> Result<usize, Vec<String>> {
    let Some(sheet) = book.sheets().first() else { return Ok(0) };
    let there: Vec<CellRef> = sheet.cells.keys().copied().collect();
    let last = there.last().map_or(1, |c| c.row);
    let texts = ["Answered, \"quoted\"", "two\nlines", "=1+1", " spaces "];
    let places = there.first().into_iter().chain(there.get(there.len() / 2)).copied();
    let places: BTreeSet<CellRef> =
        places.chain([CellRef::new(last, 9), CellRef::new(last + 2, 2)]).collect();
    let edits: Vec<Edit> = places
        .iter()
        .zip(texts)
        .map(|(&at, text)| Edit { sheet: sheet.name.clone(), at, text: text.to_owned() })
        .collect();
    let filled = book.fill(&edits).map_err(|e| vec![e.to_string()])?;
    let again = Workbook::open(filled.bytes.clone()).map_err(|e| vec![e.to_string()])?;
    let mut out = Vec::new();
    let written: BTreeMap<CellRef, &str> = filled.changed.iter().map(|c| (c.at, c.after.as_str())).collect();
    for (n, (old, new)) in book.sheets().iter().zip(again.sheets()).enumerate() {
        let all: BTreeSet<CellRef> =
            old.cells.keys().chain(new.cells.keys()).chain(written.keys()).copied().collect();
        let wrong = |at: &CellRef| {
            let wanted =
                written.get(at).filter(|_| n == 0).map_or_else(|| old.text(*at), |t| (*t).to_owned());
            new.text(*at) != wanted
        };
        out.extend(all.into_iter().filter(wrong).map(|at| format!("{}!{at}: {:?}", old.name, new.text(at))));
    }
    if book.format() == Format::Ods {
        match (package::entries(bytes), package::entries(&filled.bytes)) {
            (Ok(old), Ok(new)) if old.len() == new.len() => {
                let changed = old.iter().zip(&new).filter(|(a, b)| a != b && a.name != "content.xml");
                out.extend(changed.map(|(a, _)| format!("{} has changed", a.name)));
            }
            (old, new) => out.push(format!("{:?} {:?}", old.err(), new.err())),
        }
    }
    if out.is_empty() { Ok(filled.changed.len()) } else { Err(out) }
}
