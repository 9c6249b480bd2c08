//! What a person corrected in one customer's copy of a form, for the next copy: columns are where they
//! were, rows are looked for again, because the next copy has rows of its own.

use kotae_questionnaire::{Layout, Table};
use kotae_workbook::{CellRef, MAX_COLUMN, Sheet};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A corrected layout as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Remembered {
    layout: Layout,
    /// For each sheet of the layout and each of its tables; earlier versions kept the layout alone.
    tables: Vec<Vec<Known>>,
}

/// What a row says, by column.
type Words = Vec<(u32, String)>;

/// By what a table is found again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    /// What its header rows say.
    header: Vec<Words>,
    /// How often the sheet says the same above them: over an example of how to answer, say. Nothing where
    /// there is no header to look for; earlier versions did not keep it.
    #[serde(default)]
    above: Option<usize>,
    /// It ends where it is found to end; otherwise a person has said so, of that copy alone.
    ends_as_found: bool,
}

/// What a row says, by column, white space aside.
pub(super) fn words_of_row(sheet: &Sheet, row: u32) -> Words {
    let cells = sheet.cells.range(CellRef::new(row, 1)..=CellRef::new(row, MAX_COLUMN));
    cells
        .map(|(at, _)| (at.column, sheet.text(*at).split_whitespace().collect::<String>()))
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

fn tables_of<'a>(layout: &'a Layout, sheet: &str) -> &'a [Table] {
    layout.sheets.iter().find(|s| s.name == sheet).map_or(&[], |s| &s.tables)
}

/// The same table in what was found by itself.
fn counterpart<'a>(found: &'a [Table], table: &Table) -> Option<&'a Table> {
    found.iter().find(|f| f.header_rows == table.header_rows && f.first_column == table.first_column)
}

impl Remembered {
    /// Of this file, in which `found` is what is found without a person.
    pub(super) fn of(sheets: &[Sheet], corrected: &Layout, found: &Layout) -> Self {
        let mut layout = corrected.clone();
        let tables = layout.sheets.iter().map(|l| {
            let sheet = sheets.iter().find(|s| s.name == l.name);
            let known = |t: &Table| {
                let header: Vec<Words> = sheet
                    .map(|s| t.header_rows.iter().map(|row| words_of_row(s, *row)).collect())
                    .unwrap_or_default();
                let all = sheet.map(|s| occurrences(s, &header, &t.header_rows)).unwrap_or_default();
                Known {
                    above: all.iter().position(|rows| *rows == t.header_rows),
                    header,
                    ends_as_found: counterpart(tables_of(found, &l.name), t)
                        .is_some_and(|f| f.last_row == t.last_row),
                }
            };
            l.tables.iter().map(known).collect()
        });
        let tables = tables.collect();
        layout.sheets.iter_mut().flat_map(|s| &mut s.tables).for_each(|t| t.rows.clear());
        Self { layout, tables }
    }

    /// Reads what was kept, by an earlier version too.
    pub(super) fn read(json: &[u8]) -> Option<Self> {
        serde_json::from_slice(json)
            .or_else(|_| serde_json::from_slice(json).map(|layout| Self { layout, tables: Vec::new() }))
            .ok()
    }

    /// The layout to apply to another copy, in which `found` is what is found without a person.
    pub(super) fn on(&self, sheets: &[Sheet], found: &Layout) -> Layout {
        let mut out = self.layout.clone();
        for (s, layout) in out.sheets.iter_mut().enumerate() {
            let Some(sheet) = sheets.iter().find(|s| s.name == layout.name) else { continue };
            let found = tables_of(found, &layout.name);
            let same_number = found.len() == layout.tables.len();
            let mut taken: Vec<(&Known, Vec<u32>)> = Vec::new();
            let mut gone: Vec<usize> = Vec::new();
            for (t, table) in layout.tables.iter_mut().enumerate() {
                let known = self.tables.get(s).and_then(|tables| tables.get(t));
                if let Some((known, above)) = known.and_then(|k| Some((k, k.above?))) {
                    let all = occurrences(sheet, &known.header, &table.header_rows);
                    // Of a copy that says it less often, without the example, the last there is.
                    let free = |rows: &Vec<u32>| {
                        taken
                            .iter()
                            .all(|(k, r)| r != rows || (&k.header, k.above) == (&known.header, known.above))
                    };
                    match all.get(above).or(all.last()) {
                        Some(rows) if free(rows) => {
                            table.header_rows.clone_from(rows);
                            taken.push((known, rows.clone()));
                        }
                        // Another table's: this copy has one less.
                        Some(_) => gone.push(t),
                        None => {}
                    }
                } else if known.is_none() && same_number {
                    table.header_rows.clone_from(&found[t].header_rows);
                }
                let ends = known.is_none_or(|k| k.ends_as_found);
                table.last_row =
                    counterpart(found, table).filter(|_| ends).and_then(|counterpart| counterpart.last_row);
            }
            gone.into_iter().rev().for_each(|t| drop(layout.tables.remove(t)));
        }
        out
    }
}

/// Everywhere that a sheet says what these header rows said, from above.
fn occurrences(sheet: &Sheet, header: &[Words], was: &[u32]) -> Vec<Vec<u32>> {
    let Some(&first) = was.first() else { return Vec::new() };
    if header.len() != was.len() || header.iter().all(Vec::is_empty) {
        return Vec::new();
    }
    let begins: BTreeSet<u32> = sheet.cells.keys().map(|at| at.row).collect();
    let moved = |begin: u32| was.iter().map(move |row| begin + (row - first));
    let fits = |begin: &u32| moved(*begin).zip(header).all(|(row, words)| words_of_row(sheet, row) == *words);
    begins.into_iter().filter(fits).map(|begin| moved(begin).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::Remembered;
    use kotae_questionnaire::Layout;

    #[test]
    fn what_an_earlier_version_kept_is_read() {
        let table = r#"{"header_rows":[2],"last_row":9,"columns":{"question":"B"}}"#;
        let json = format!(r#"{{"sheets":[{{"name":"質問票","questionnaire":true,"tables":[{table}]}}]}}"#);
        let remembered = Remembered::read(json.as_bytes()).expect("read");
        assert_eq!(remembered.on(&[], &Layout::default()), remembered.layout);
        let again = serde_json::to_vec(&remembered).expect("plain data");
        assert_eq!(Remembered::read(&again), Some(remembered));
        assert_eq!(Remembered::read(b"{}"), None);
    }
}
