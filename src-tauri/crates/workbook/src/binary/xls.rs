//! .xls: the Workbook (BIFF8) or Book (BIFF5) stream of a compound file.

use super::compound;
use super::dropdown::{Rule, Source, area, resolve, source8};
use super::records::{Bytes, Records, chars, text16};
use super::state;
use super::strings::{Pieces, shared};
use super::values::{self, Dates};
use crate::address::CellRef;
use crate::budget::{Budget, few};
use crate::error::{Error, Limit, PartFault};
use crate::limits;
use crate::sheet::{Cell, ColumnFormat, Fit, RowFormat, Sheet, SheetState, TextFormat, Value};
use crate::styles::{built_in_date, is_date_format};
use crate::warning::Warning;
use encoding_rs::{Encoding, WINDOWS_1252};
use std::collections::{BTreeMap, BTreeSet};

/// No .xls has more columns (IV), counted from 0.
const LAST_COLUMN: u16 = 255;

/// What stands in the stream before the sheets.
#[derive(Default)]
struct Globals {
    old: bool,
    /// Of the texts of Excel 5.0/95.
    encoding: Option<&'static Encoding>,
    /// Worksheets and others, in the order of their tabs.
    sheets: Vec<About>,
    /// Weights of the fonts, in the order of the file.
    bold: Vec<bool>,
    /// Sizes of fonts, in tenths of a point, in the same order.
    sizes: Vec<u16>,
    /// Cell formats: font, locked, number format.
    formats: Vec<(u16, bool, u16)>,
    /// What they do with wide texts, in the same order.
    fits: Vec<Fit>,
    dates: Dates,
    /// The shared texts.
    strings: Vec<String>,
    /// For each external reference the sheet it means.
    externs: Vec<u16>,
}

/// What the stream says of a sheet before it comes to it.
struct About {
    name: String,
    state: SheetState,
    worksheet: bool,
    /// Where its records begin.
    place: usize,
}

const PART: &str = "Workbook";

/// Reads the worksheets.
///
/// # Errors
/// Encryption, damage, sizes beyond [`crate::limits`].
pub(crate) fn read(bytes: &[u8]) -> Result<(Vec<Sheet>, Vec<Warning>), Error> {
    if bytes.len() as u64 > limits::UNPACKED {
        let (size, limit) = (bytes.len() as u64, limits::UNPACKED);
        return Err(Error::TooLarge { what: Limit::File, part: None, size, limit });
    }
    let damaged = || Error::BrokenPackage { why: PART.to_owned() };
    let stream = stream(bytes).ok_or_else(damaged)?;
    let mut budget = Budget::default();
    let mut globals = globals(&stream, &mut budget)?;
    if globals.sheets.is_empty() {
        return Err(damaged());
    }
    // Sheets lie one after the other. Many that lie over the same bytes would be read again and again.
    let mut left = stream.len().saturating_mul(2);
    let (mut sheets, mut rules) = (Vec::new(), Vec::new());
    let mut names = BTreeSet::new();
    for About { name, state, worksheet, place } in std::mem::take(&mut globals.sheets) {
        let read = Build::read(&stream, place, &globals, &mut budget);
        let (build, length) = read.map_err(|why| why.at(PART, place as u64))?;
        left = left.checked_sub(length).ok_or_else(damaged)?;
        let Build { mut sheet, rules: of_sheet, .. } = build;
        if worksheet {
            if !names.insert(name.clone()) {
                return Err(Error::SheetTwice { sheet: name });
            }
            (sheet.name, sheet.state) = (name, state);
        } else {
            // Kept for the places that references count by; taken out below.
            sheet = Sheet::default();
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

fn globals(stream: &[u8], budget: &mut Budget) -> Result<Globals, Error> {
    let mut out = Globals::default();
    let mut number_formats: BTreeMap<u16, bool> = BTreeMap::new();
    let mut records = Records { stream, at: 0 };
    while let Some((kind, data)) = records.next() {
        match kind {
            0x809 => out.old = data.u16_at(0) == Some(0x500),
            // What a password could be taken off is, before this is read.
            0x2F => return Err(Error::Encryption { what: "Excel 97-2003".to_owned() }),
            0x42 => out.encoding = data.u16_at(0).and_then(code_page),
            0x22 => out.dates.from_1904 = data.u16_at(0) == Some(1),
            0x85 => {
                if out.sheets.len() as u64 >= limits::ENTRIES {
                    let (size, limit) = (limits::ENTRIES + 1, limits::ENTRIES);
                    return Err(Error::TooLarge { what: Limit::Entries, part: None, size, limit });
                }
                out.sheets.extend(about(data, &out));
            }
            0x31 => {
                out.bold.push(data.u16_at(6).is_some_and(|weight| weight >= 600));
                // Stated in twentieths of a point.
                out.sizes.push(data.u16_at(0).unwrap_or(0) / 2);
            }
            0xE0 => {
                let locked = data.u16_at(4).is_none_or(|flags| flags & 1 != 0);
                out.formats.push((data.u16_at(0).unwrap_or(0), locked, data.u16_at(2).unwrap_or(0)));
                out.fits.push(match (data.u8_at(6), data.u8_at(8)) {
                    (Some(align), _) if align & 8 != 0 => Fit::Wraps,
                    (_, Some(more)) if !out.old && more & 0x10 != 0 => Fit::Shrinks,
                    (Some(_), _) => Fit::OneLine,
                    (None, _) => Fit::Unknown,
                });
            }
            0x41E => {
                let code =
                    if out.old { out.short_text(data, 2) } else { text16(data, 2).map(|(code, _)| code) };
                if let (Some(number), Some(code)) = (data.u16_at(0), code) {
                    number_formats.insert(number, is_date_format(&code));
                }
            }
            0xFC if !out.old => {
                let mut parts = vec![data];
                parts.extend(std::iter::from_fn(|| records.continuation()));
                out.strings = shared(&parts, budget).map_err(|why| why.at(PART, records.at as u64))?;
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
    let date = |n: u16| number_formats.get(&n).copied().unwrap_or_else(|| built_in_date(n.into()));
    out.dates.formats = out.formats.iter().map(|&(_, _, number)| date(number)).collect();
    Ok(out)
}

/// Place, state, kind and name of a sheet.
fn about(data: &[u8], globals: &Globals) -> Option<About> {
    let length = usize::from(data.u8_at(6)?);
    let name =
        if globals.old { globals.short_text(data, 6) } else { chars(data, 7, length).map(|(name, _)| name) };
    Some(About {
        name: name?,
        state: state(data.u8_at(4)?.into()),
        worksheet: data.u8_at(5) == Some(0),
        place: usize::try_from(data.u32_at(0)?).ok()?,
    })
}

/// The encoding of a Windows or Macintosh code page; that of BIFF8 is in each text.
fn code_page(number: u16) -> Option<&'static Encoding> {
    let label: &[u8] = match number {
        932 | 10001 => b"shift_jis",
        936 => b"gbk",
        949 => b"euc-kr",
        950 => b"big5",
        1250 => b"windows-1250",
        1251 => b"windows-1251",
        1253 => b"windows-1253",
        1254 => b"windows-1254",
        _ => return None,
    };
    Encoding::for_label(label)
}

impl Globals {
    /// How cells of this format show their text.
    fn text_format(&self, format: usize) -> TextFormat {
        let font = self.formats.get(format).map_or(0, |f| f.0);
        // There is no font of number 4.
        let font = usize::from(if font > 4 { font - 1 } else { font });
        TextFormat {
            fit: self.fits.get(format).copied().unwrap_or_default(),
            size: self.sizes.get(font).copied().unwrap_or_default(),
            high: false,
        }
    }

    fn decode(&self, bytes: &[u8]) -> String {
        self.encoding.unwrap_or(WINDOWS_1252).decode_without_bom_handling(bytes).0.into_owned()
    }

    /// A text of Excel 5.0/95 with its length in one byte.
    fn short_text(&self, data: &[u8], at: usize) -> Option<String> {
        let length = usize::from(data.u8_at(at)?);
        Some(self.decode(data.get(at + 1..at + 1 + length)?))
    }

    /// The text of a cell, its length in two bytes; parts are those of the record and what continues it.
    fn text(&self, parts: &[&[u8]]) -> Option<String> {
        if !self.old {
            return Pieces::new(parts).text();
        }
        let all = parts.concat();
        let length = usize::from(all.u16_at(0)?);
        Some(self.decode(all.get(2..2 + length)?))
    }
}

/// How one sheet is built.
#[derive(Default)]
struct Build {
    sheet: Sheet,
    rules: Vec<Rule>,
    /// Rules and their ranges so far.
    covered: usize,
    /// The formula whose text is in the next record.
    waiting: Option<CellRef>,
}

impl Build {
    /// The sheet, and how many bytes its records take.
    fn read(
        stream: &[u8],
        at: usize,
        globals: &Globals,
        budget: &mut Budget,
    ) -> Result<(Self, usize), PartFault> {
        let mut out = Self::default();
        // Charts inside a sheet have records of their own.
        let mut depth = 0usize;
        let mut records = Records { stream, at };
        while let Some((kind, data)) = records.next() {
            match kind {
                0x809 => depth += 1,
                0x0A if depth <= 1 => break,
                0x0A => depth -= 1,
                0x207 if depth == 1 => {
                    let mut parts = vec![data];
                    parts.extend(std::iter::from_fn(|| records.continuation()));
                    if let Some(at) = out.waiting.take() {
                        let value = globals.text(&parts).and_then(values::text);
                        out.value(at, value, budget)?;
                    }
                }
                _ if depth == 1 => out.record(kind, data, globals, budget)?,
                _ => {}
            }
        }
        Ok((out, records.at.saturating_sub(at)))
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
                if let Some(rule) = rule(data, globals) {
                    self.covered += 1 + rule.ranges.len();
                    few(self.covered)?;
                    self.rules.push(rule);
                }
            }
            // Cells: formula, number, text, small number, error; blank; and runs of blank or small ones.
            0x06 | 0x203 | 0x204 | 0xFD | 0x27E | 0x205 | 0xD6 | 0x201 => {
                self.cell(kind, data, globals, budget)?;
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
        kind: u16,
        data: &[u8],
        globals: &Globals,
        budget: &mut Budget,
    ) -> Result<(), PartFault> {
        let (Some(row), Some(column), Some(format)) = (data.u16_at(0), data.u16_at(2), data.u16_at(4)) else {
            return Ok(());
        };
        let at = self.keep(row, column, format, globals, kind == 0x06, budget)?;
        let number = |n: Option<f64>| globals.dates.value(n?, format.into());
        let value = match kind {
            0x06 => match (data.u16_at(12), data.u8_at(6)) {
                (Some(0xFFFF), Some(0)) => {
                    self.waiting = Some(at);
                    None
                }
                (Some(0xFFFF), Some(1)) => data.u8_at(8).map(|b| Value::Bool(b != 0)),
                (Some(0xFFFF), Some(2)) => data.u8_at(8).and_then(values::error),
                (Some(0xFFFF), _) => None,
                _ => number(values::float(data, 6)),
            },
            0x203 => number(values::float(data, 6)),
            0x27E => number(data.u32_at(6).map(values::small)),
            0x204 | 0xD6 => data.get(6..).and_then(|text| globals.text(&[text])).and_then(values::text),
            0xFD => {
                let place = data.u32_at(6).and_then(|n| usize::try_from(n).ok());
                place.and_then(|n| globals.strings.get(n)).cloned().and_then(values::text)
            }
            0x205 if data.u8_at(7) == Some(0) => data.u8_at(6).map(|b| Value::Bool(b != 0)),
            0x205 => data.u8_at(6).and_then(values::error),
            _ => None,
        };
        self.value(at, value, budget)
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
        let at = self.keep(row, column, format, globals, false, budget)?;
        if each < 6 {
            return Ok(());
        }
        let number = data.u32_at(4 + n * each + 2).map(values::small);
        self.value(at, number.and_then(|n| globals.dates.value(n, format.into())), budget)
    }

    /// Makes the cell and gives its place.
    fn keep(
        &mut self,
        row: u16,
        column: u16,
        format: u16,
        globals: &Globals,
        formula: bool,
        budget: &mut Budget,
    ) -> Result<CellRef, PartFault> {
        let at = CellRef::new(u32::from(row) + 1, u32::from(column.min(LAST_COLUMN)) + 1);
        if !self.sheet.cells.contains_key(&at) {
            budget.cell()?;
        }
        let (font, locked, _) = globals.formats.get(usize::from(format)).copied().unwrap_or((0, true, 0));
        // There is no font of number 4.
        let font = usize::from(if font > 4 { font - 1 } else { font });
        let bold = globals.bold.get(font).copied().unwrap_or(false);
        let text = globals.text_format(usize::from(format));
        self.sheet.cells.insert(at, Cell { formula, locked, bold, text, ..Cell::default() });
        Ok(at)
    }

    fn value(&mut self, at: CellRef, value: Option<Value>, budget: &mut Budget) -> Result<(), PartFault> {
        if let Some(Value::Text(text)) = &value {
            budget.text(text.len())?;
        }
        if let (Some(value), Some(cell)) = (value, self.sheet.cells.get_mut(&at)) {
            cell.value = Some(value);
        }
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
            text: globals.text_format(usize::from(format)),
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
            text: None,
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
        4 => (first.map(|n| n.saturating_add(1)), None),
        5 => (None, first.map(|n| n.saturating_sub(1))),
        6 => (first, None),
        7 => (None, first),
        _ => (None, None),
    }
}
