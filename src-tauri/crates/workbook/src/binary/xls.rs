//! .xls: the Workbook (BIFF8) or Book (BIFF5) stream of a compound file.

use super::compound;
use super::dropdown::{Rule, Source, area, resolve, source8};
use super::records::{Bytes, Records, text16};
use super::{is_worksheet, put, state};
use crate::address::{CellRange, CellRef};
use crate::budget::{Budget, few};
use crate::error::{Error, Limit, PartFault};
use crate::limits;
use crate::sheet::{Cell, ColumnFormat, RowFormat, Sheet};
use crate::warning::Warning;
use calamine::{Reader as _, Xls};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Cells that calamine may spread out in memory for all sheets together: it keeps a cell for each place
/// between the first and the last of a sheet.
const MOST_SPREAD: u64 = 8_000_000;

/// What stands in the stream before the sheets.
#[derive(Default)]
struct Globals {
    old: bool,
    /// Where each sheet's records begin, worksheets and others.
    places: Vec<usize>,
    /// Weights of the fonts, in the order of the file.
    bold: Vec<bool>,
    /// Cell formats: font, locked.
    formats: Vec<(u16, bool)>,
    /// For each external reference the sheet it means.
    externs: Vec<u16>,
}

/// Reads the worksheets.
///
/// # Errors
/// Encryption, damage, sizes beyond [`crate::limits`].
pub(crate) fn read(bytes: &[u8]) -> Result<(Vec<Sheet>, Vec<Warning>), Error> {
    if bytes.len() as u64 > limits::FILE {
        let (size, limit) = (bytes.len() as u64, limits::FILE);
        return Err(Error::TooLarge { what: Limit::File, part: None, size, limit });
    }
    let part = "Workbook";
    let damaged = |why: String| Error::BrokenPackage { why };
    let stream = stream(bytes).ok_or_else(|| damaged(part.to_owned()))?;
    let globals = globals(&stream)?;
    let mut built = Vec::new();
    let mut spread = 0u64;
    for &place in &globals.places {
        let build = Build::read(&stream, place, &globals).map_err(|why| why.at(part, place as u64))?;
        spread = spread.saturating_add(build.used.map_or(0, |used| used.size()));
        built.push(build);
    }
    if spread > MOST_SPREAD {
        let what = Limit::Cells;
        return Err(Error::TooLarge { what, part: None, size: spread, limit: MOST_SPREAD });
    }
    // A panic of the reader must be an answer, not an end.
    let opened = catch_unwind(AssertUnwindSafe(|| Xls::new(Cursor::new(bytes))));
    let mut book = opened.map_err(|_| damaged(part.to_owned()))?.map_err(|e| damaged(e.to_string()))?;
    let mut budget = Budget::default();
    let (mut sheets, mut rules) = (Vec::new(), Vec::new());
    for (about, build) in book.sheets_metadata().to_vec().into_iter().zip(built) {
        let Build { mut sheet, rules: of_sheet, .. } = build;
        sheet.name.clone_from(&about.name);
        sheet.state = state(about.visible);
        if is_worksheet(about.typ) {
            if let Ok(range) = book.worksheet_range(&about.name) {
                let (row, column) = range.start().unwrap_or_default();
                for (r, c, read) in range.used_cells() {
                    let place =
                        |n: usize, start: u32| u32::try_from(n).unwrap_or(u32::MAX).saturating_add(start);
                    put(&mut sheet, &mut budget, (place(r, row), place(c, column)), read)
                        .map_err(|why| why.at(part, 0))?;
                }
            }
        } else {
            // Kept for the places that references count by; taken out below.
            sheet.name.clear();
        }
        sheets.push(sheet);
        rules.push(of_sheet);
    }
    let warnings = resolve(&mut sheets, rules);
    sheets.retain(|s| !s.name.is_empty());
    Ok((sheets, warnings))
}

fn stream(bytes: &[u8]) -> Option<Vec<u8>> {
    compound::stream(bytes, &["Workbook", "Book"])
}

fn globals(stream: &[u8]) -> Result<Globals, Error> {
    let mut out = Globals::default();
    for (kind, data) in (Records { stream, at: 0 }) {
        match kind {
            0x809 => out.old = data.u16_at(0) == Some(0x500),
            // A password, or the fixed one of "read-only recommended".
            0x2F => return Err(Error::Encryption { what: "Excel 97-2003".to_owned() }),
            0x85 => {
                if out.places.len() as u64 >= limits::ENTRIES {
                    break;
                }
                let place = data.u32_at(0).and_then(|p| usize::try_from(p).ok());
                out.places.push(place.unwrap_or(usize::MAX));
            }
            0x31 => out.bold.push(data.u16_at(6).is_some_and(|weight| weight >= 600)),
            0xE0 => {
                let locked = data.u16_at(4).is_none_or(|flags| flags & 1 != 0);
                out.formats.push((data.u16_at(0).unwrap_or(0), locked));
            }
            0x17 if !out.old => {
                let count = usize::from(data.u16_at(0).unwrap_or(0));
                out.externs = (0..count).map_while(|n| data.u16_at(2 + 6 * n + 2)).collect();
            }
            // The end of what stands before the sheets.
            0x0A => break,
            _ => {}
        }
    }
    Ok(out)
}

/// How one sheet is built.
#[derive(Default)]
struct Build {
    sheet: Sheet,
    rules: Vec<Rule>,
    /// From the first to the last cell.
    used: Option<CellRange>,
}

impl Build {
    fn read(stream: &[u8], at: usize, globals: &Globals) -> Result<Self, PartFault> {
        let mut out = Self::default();
        let mut budget = Budget::default();
        // Charts inside a sheet have records of their own.
        let mut depth = 0usize;
        for (kind, data) in (Records { stream, at }) {
            match kind {
                0x809 => depth += 1,
                0x0A if depth <= 1 => break,
                0x0A => depth -= 1,
                _ if depth == 1 => out.record(kind, data, globals, &mut budget)?,
                _ => {}
            }
        }
        Ok(out)
    }

    fn record(
        &mut self,
        kind: u16,
        data: &[u8],
        globals: &Globals,
        budget: &mut Budget,
    ) -> Result<(), PartFault> {
        match kind {
            0x12 => self.sheet.protected = data.u16_at(0) == Some(1),
            0x7D => self.columns(data, globals)?,
            0x208 => self.row(data),
            0xE5 => {
                for n in 0..usize::from(data.u16_at(0).unwrap_or(0)) {
                    let corner = |i: usize| data.u16_at(2 + 8 * n + 2 * i).map(u32::from);
                    let (Some(r1), Some(r2), Some(c1), Some(c2)) =
                        (corner(0), corner(1), corner(2), corner(3))
                    else {
                        break;
                    };
                    few(self.sheet.merges.len())?;
                    self.sheet.merges.push(area(r1, r2, c1, c2));
                }
            }
            0x1BE => {
                few(self.rules.len())?;
                self.rules.extend(rule(data, globals));
            }
            // Cells: formula, number, text, small number, error; blank; and runs of blank or small ones.
            0x06 | 0x203 | 0x204 | 0xFD | 0x27E | 0x205 | 0xD6 | 0x201 => {
                self.cell(data, 0, globals, kind == 0x06, budget)?;
            }
            0xBD | 0xBE => {
                let each = if kind == 0xBD { 6 } else { 2 };
                let count = data.len().saturating_sub(6) / each;
                for n in 0..count {
                    self.run(data, n, each, globals, budget)?;
                }
            }
            0x221 | 0x236 => {
                let n = |at: usize| data.u8_at(at).map(u32::from);
                if let (Some(r1), Some(r2), Some(c1), Some(c2)) = (data.u16_at(0), data.u16_at(2), n(4), n(5))
                {
                    few(self.sheet.formula_ranges.len())?;
                    self.sheet.formula_ranges.push(area(r1.into(), r2.into(), c1, c2));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn cell(
        &mut self,
        data: &[u8],
        shift: u16,
        globals: &Globals,
        formula: bool,
        budget: &mut Budget,
    ) -> Result<(), PartFault> {
        let (Some(row), Some(column), Some(format)) = (data.u16_at(0), data.u16_at(2), data.u16_at(4)) else {
            return Ok(());
        };
        self.keep(row, column.saturating_add(shift), format, globals, formula, budget)
    }

    fn run(
        &mut self,
        data: &[u8],
        n: usize,
        each: usize,
        globals: &Globals,
        budget: &mut Budget,
    ) -> Result<(), PartFault> {
        let (Some(row), Some(first)) = (data.u16_at(0), data.u16_at(2)) else { return Ok(()) };
        let Some(format) = data.u16_at(4 + n * each) else { return Ok(()) };
        let column = first.saturating_add(u16::try_from(n).unwrap_or(u16::MAX));
        self.keep(row, column, format, globals, false, budget)
    }

    fn keep(
        &mut self,
        row: u16,
        column: u16,
        format: u16,
        globals: &Globals,
        formula: bool,
        budget: &mut Budget,
    ) -> Result<(), PartFault> {
        let at = CellRef::new(u32::from(row) + 1, u32::from(column) + 1);
        let used = self.used.map_or_else(
            || CellRange::new(at, at),
            |u| {
                CellRange::new(
                    CellRef::new(u.start.row.min(at.row), u.start.column.min(at.column)),
                    CellRef::new(u.end.row.max(at.row), u.end.column.max(at.column)),
                )
            },
        );
        self.used = Some(used);
        if !self.sheet.cells.contains_key(&at) {
            budget.cell()?;
        }
        let (font, locked) = globals.formats.get(usize::from(format)).copied().unwrap_or((0, true));
        // There is no font of number 4.
        let font = usize::from(if font > 4 { font - 1 } else { font });
        let bold = globals.bold.get(font).copied().unwrap_or(false);
        self.sheet.cells.insert(at, Cell { formula, locked, bold, ..Cell::default() });
        Ok(())
    }

    fn columns(&mut self, data: &[u8], globals: &Globals) -> Result<(), PartFault> {
        let n = |at| data.u16_at(at);
        let (Some(first), Some(last), Some(width), Some(format), Some(flags)) =
            (n(0), n(2), n(4), n(6), n(8))
        else {
            return Ok(());
        };
        few(self.sheet.columns.len())?;
        self.sheet.columns.push(ColumnFormat {
            columns: u32::from(first) + 1..=u32::from(last.max(first)) + 1,
            hidden: flags & 1 != 0,
            width: Some(f64::from(width) / 256.0),
            locked: globals.formats.get(usize::from(format)).is_none_or(|f| f.1),
        });
        Ok(())
    }

    fn row(&mut self, data: &[u8]) {
        let (Some(row), Some(height), Some(flags)) = (data.u16_at(0), data.u16_at(6), data.u16_at(12)) else {
            return;
        };
        let format = RowFormat {
            hidden: flags & 0x20 != 0,
            outline: u8::try_from(flags & 7).unwrap_or(0),
            // In twentieths of a point; the upper bit means "as usual".
            height: (height & 0x8000 == 0).then(|| f64::from(height & 0x7FFF) / 20.0),
            locked: None,
        };
        if format != RowFormat::default() {
            self.sheet.rows.insert(u32::from(row) + 1, format);
        }
    }
}

/// A validation of BIFF8.
fn rule(data: &[u8], globals: &Globals) -> Option<Rule> {
    let options = data.u32_at(0)?;
    let (_, at) = text16(data, 4)?;
    let (_, at) = text16(data, at)?;
    let (prompt, at) = text16(data, at)?;
    let (_, at) = text16(data, at)?;
    let formula = |at: usize| {
        let length = usize::from(data.u16_at(at)?);
        Some((data.get(at + 4..at + 4 + length)?, at + 4 + length))
    };
    let (first, at) = formula(at)?;
    let (second, at) = formula(at)?;
    let count = usize::from(data.u16_at(at)?);
    let mut ranges = Vec::new();
    for n in 0..count {
        let corner = |i: usize| data.u16_at(at + 2 + 8 * n + 2 * i).map(u32::from);
        ranges.push(area(corner(0)?, corner(1)?, corner(2)?, corner(3)?));
    }
    let kind = options & 0xF;
    let sheet = |n: u16| globals.externs.get(usize::from(n)).map(|&s| usize::from(s));
    let source = if kind == 3 { source8(first, sheet) } else { Source::Unread };
    // A prompt of one NUL is none.
    let prompt = Some(prompt.trim_matches('\0').to_owned()).filter(|p| !p.is_empty());
    Some(Rule { ranges, kind, prompt, source, bounds: bounds(options, number(first), number(second)) })
}

/// A whole number in a formula.
fn number(formula: &[u8]) -> Option<u32> {
    (formula.u8_at(0)? == 0x1E).then(|| formula.u16_at(1).map(u32::from)).flatten()
}

/// The bounds that a comparison gives: between, not between, equal, unequal, more, less, at least, at most.
pub(super) fn bounds(options: u32, first: Option<u32>, second: Option<u32>) -> (Option<u32>, Option<u32>) {
    match (options >> 20) & 0xF {
        0 => (first, second),
        2 => (first, first),
        4 => (first.map(|n| n + 1), None),
        5 => (None, first.map(|n| n.saturating_sub(1))),
        6 => (first, None),
        7 => (None, first),
        _ => (None, None),
    }
}
