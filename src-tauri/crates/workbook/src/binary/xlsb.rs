//! .xlsb: an OOXML package whose parts hold records.

use super::dropdown::{Rule, Source, area, resolve, texts};
use super::records::{Bytes, LongRecords, wide};
use super::state;
use super::values::{self, Dates};
use super::xls::bounds;
use crate::address::{CellRef, MAX_COLUMN, MAX_ROW};
use crate::budget::{Budget, few};
use crate::error::{Error, PartFault};
use crate::limits;
use crate::package::{Package, Relationship};
use crate::sheet::{Cell, ColumnFormat, RowFormat, Sheet, TextFormat, Value};
use crate::styles::{built_in_date, is_date_format};
use crate::warning::{Warning, WarningCode};
use crate::workbook::{by_id, few_sheets};
use std::collections::BTreeMap;

const BOOK: &str = "xl/workbook.bin";

/// What the sheets share.
struct Shared {
    strings: Vec<String>,
    dates: Dates,
}

/// What the workbook part says of a sheet.
struct About {
    name: String,
    state: u32,
    /// The relationship to its part.
    id: String,
}

/// Reads the worksheets of a package that has been checked for sizes.
///
/// # Errors
/// Damage, sizes beyond [`crate::limits`].
pub(crate) fn read(package: &mut Package<'_>) -> Result<(Vec<Sheet>, Vec<Warning>), Error> {
    let relations = package.relationships(BOOK)?;
    let mut load = |part: &str| package.bytes_within(part, limits::UNPACKED);
    let workbook = load(BOOK)?.ok_or_else(|| Error::MissingPart { part: BOOK.to_owned() })?;
    let mut budget = Budget::default();
    let related = |kind: &str| relations.iter().find(|r| r.kind == kind);
    let mut dates = match related("styles") {
        Some(Relationship { target, .. }) => dates(&load(target)?.unwrap_or_default()),
        None => Dates::default(),
    };
    let strings = match related("sharedStrings") {
        Some(Relationship { target, .. }) => {
            strings(&load(target)?.unwrap_or_default(), &mut budget).map_err(|why| why.at(target, 0))?
        }
        None => Vec::new(),
    };
    let abouts = sheets_of(&workbook, &mut dates);
    if abouts.is_empty() {
        return Err(Error::BrokenPackage { why: BOOK.to_owned() });
    }
    few_sheets(abouts.len(), BOOK)?;
    let by_id = by_id(&relations);
    let shared = Shared { strings, dates };
    let (mut sheets, mut rules, mut warnings) = (Vec::<Sheet>::new(), Vec::new(), Vec::new());
    let mut parts = Vec::new();
    for about in abouts {
        let Some(&relation) = by_id.get(about.id.as_str()) else {
            warnings.push(WarningCode::MissingPart.warning(Some(&about.name), None, &about.name));
            continue;
        };
        // Chart, dialog and macro sheets are no worksheets.
        if relation.kind != "worksheet" {
            continue;
        }
        let target = &relation.target;
        if sheets.iter().any(|s| s.name == about.name) || parts.contains(&target) {
            return Err(Error::SheetTwice { sheet: about.name });
        }
        parts.push(target);
        let Some(records) = load(target)? else {
            warnings.push(WarningCode::MissingPart.warning(Some(&about.name), None, target));
            continue;
        };
        let mut build = Build::default();
        for (kind, data) in (LongRecords { stream: &records, at: 0 }) {
            build.record(kind, data).map_err(|why| why.at(target, 0))?;
            build.cell(kind, data, &shared, &mut budget).map_err(|why| why.at(target, 0))?;
        }
        let Build { mut sheet, rules: of_sheet, .. } = build;
        sheet.state = state(about.state);
        sheet.name = about.name;
        sheets.push(sheet);
        rules.push(of_sheet);
    }
    warnings.extend(resolve(&mut sheets, rules));
    Ok((sheets, warnings))
}

/// The sheets in the order of their tabs; on the way, from when the days of dates count.
fn sheets_of(workbook: &[u8], dates: &mut Dates) -> Vec<About> {
    let mut out = Vec::new();
    for (kind, data) in (LongRecords { stream: workbook, at: 0 }) {
        match kind {
            153 => dates.from_1904 = data.u32_at(0).is_some_and(|flags| flags & 1 != 0),
            156 => out.extend((|| {
                let (id, at) = wide(data, 8)?;
                Some(About { name: wide(data, at)?.0, state: data.u32_at(0)?, id })
            })()),
            _ => {}
        }
    }
    out
}

/// Which cell formats show dates.
fn dates(styles: &[u8]) -> Dates {
    let mut number_formats: BTreeMap<u16, bool> = BTreeMap::new();
    let mut formats = Vec::new();
    // Formats of named styles stand beside those of cells and are no part of their count.
    let mut of_cells = false;
    for (kind, data) in (LongRecords { stream: styles, at: 0 }) {
        match kind {
            44 => {
                if let (Some(number), Some((code, _))) = (data.u16_at(0), wide(data, 2)) {
                    number_formats.insert(number, is_date_format(&code));
                }
            }
            617 => of_cells = true,
            618 => of_cells = false,
            47 if of_cells => {
                let number = data.u16_at(2).unwrap_or(0);
                let known = number_formats.get(&number).copied();
                formats.push(known.unwrap_or_else(|| built_in_date(number.into())));
            }
            _ => {}
        }
    }
    Dates { formats, from_1904: false }
}

/// The shared texts.
fn strings(part: &[u8], budget: &mut Budget) -> Result<Vec<String>, PartFault> {
    let mut out = Vec::new();
    for (_, data) in (LongRecords { stream: part, at: 0 }).filter(|(kind, _)| *kind == 19) {
        let text = wide(data, 1).map(|(text, _)| text).unwrap_or_default();
        budget.string()?;
        budget.text(text.len())?;
        out.push(text);
    }
    Ok(out)
}

#[derive(Default)]
struct Build {
    sheet: Sheet,
    rules: Vec<Rule>,
    /// Rules and their ranges so far.
    covered: usize,
    /// Row and column of the cell before, counted from 0.
    at: (u32, u32),
}

impl Build {
    /// A cell: its column and style, then its value. The short records leave the column out: the cell
    /// stands right of the one before.
    fn cell(
        &mut self,
        kind: u16,
        data: &[u8],
        shared: &Shared,
        budget: &mut Budget,
    ) -> Result<(), PartFault> {
        let style_at = match kind {
            0 => {
                if let Some(row) = data.u32_at(0) {
                    self.at = (row, u32::MAX);
                }
                return Ok(());
            }
            1..=11 => {
                let Some(column) = data.u32_at(0) else { return Ok(()) };
                self.at.1 = column;
                4
            }
            12..=18 => {
                self.at.1 = self.at.1.wrapping_add(1);
                0
            }
            _ => return Ok(()),
        };
        let style = data.u32_at(style_at).and_then(|s| usize::try_from(s & 0xFF_FFFF).ok()).unwrap_or(0);
        let formula = (8..=11).contains(&kind);
        let found = data.get(style_at + 4..).and_then(|v| value(kind, v, style, shared));
        let at = CellRef::new(self.at.0.saturating_add(1), self.at.1.saturating_add(1));
        if at.row > MAX_ROW || at.column > MAX_COLUMN || (found.is_none() && !formula) {
            return Ok(());
        }
        if let Some(Value::Text(text)) = &found {
            budget.text(text.len())?;
        }
        if !self.sheet.cells.contains_key(&at) {
            budget.cell()?;
        }
        self.sheet.cells.insert(at, Cell { value: found, formula, locked: true, ..Cell::default() });
        Ok(())
    }

    fn record(&mut self, kind: u16, data: &[u8]) -> Result<(), PartFault> {
        let n = |at| data.u32_at(at);
        match kind {
            // A row: place, style, height in twentieths of a point, flags.
            0 => {
                if let (Some(row), Some(height), Some(flags)) = (n(0), data.u16_at(8), data.u8_at(11)) {
                    let format = RowFormat {
                        hidden: flags & 0x10 != 0,
                        outline: flags & 7,
                        height: (flags & 0x20 != 0).then(|| f64::from(height) / 20.0),
                        ..RowFormat::default()
                    };
                    if format != RowFormat::default() {
                        self.sheet.rows.insert(row.saturating_add(1), format);
                    }
                }
            }
            60 => {
                if let (Some(first), Some(last), Some(width), Some(flags)) =
                    (n(0), n(4), n(8), data.u16_at(16))
                {
                    few(self.sheet.columns.len())?;
                    self.sheet.columns.push(ColumnFormat {
                        columns: first.saturating_add(1)..=last.max(first).saturating_add(1),
                        hidden: flags & 1 != 0,
                        width: Some(f64::from(width) / 256.0),
                        locked: true,
                        text: TextFormat::default(),
                    });
                }
            }
            176 => {
                if let (Some(r1), Some(r2), Some(c1), Some(c2)) = (n(0), n(4), n(8), n(12)) {
                    few(self.sheet.merges.len())?;
                    self.sheet.merges.push(area(r1, r2, c1, c2));
                }
            }
            535 => self.sheet.protected = data.u16_at(2) == Some(1),
            64 => {
                if let Some(rule) = rule(data) {
                    self.covered += 1 + rule.ranges.len();
                    few(self.covered)?;
                    self.rules.push(rule);
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// The value of a cell behind its style.
fn value(kind: u16, data: &[u8], style: usize, shared: &Shared) -> Option<Value> {
    let number = |n: f64| shared.dates.value(n, style);
    match kind {
        2 | 13 => number(values::small(data.u32_at(0)?)),
        3 | 11 | 14 => values::error(data.u8_at(0)?),
        4 | 10 | 15 => Some(Value::Bool(data.u8_at(0)? != 0)),
        5 | 9 | 16 => number(values::float(data, 0)?),
        6 | 8 | 17 => values::text(wide(data, 0)?.0),
        7 | 18 => values::text(shared.strings.get(usize::try_from(data.u32_at(0)?).ok()?)?.clone()),
        _ => None,
    }
}

/// A validation: options, ranges, four texts, two formulas.
fn rule(data: &[u8]) -> Option<Rule> {
    let options = data.u32_at(0)?;
    let count = usize::try_from(data.u32_at(4)?).ok()?;
    let mut ranges = Vec::new();
    for n in 0..count {
        let corner = |i: usize| data.u32_at(8 + 16 * n + 4 * i);
        ranges.push(area(corner(0)?, corner(1)?, corner(2)?, corner(3)?));
    }
    let at = count.checked_mul(16)?.checked_add(8)?;
    let (_, at) = wide(data, at)?;
    let (_, at) = wide(data, at)?;
    let (_, at) = wide(data, at)?;
    let (prompt, at) = wide(data, at)?;
    let length = usize::try_from(data.u32_at(at)?).ok()?;
    let first = data.get(at + 4..at.checked_add(4)?.checked_add(length)?)?;
    let kind = options & 0xF;
    let source = if kind == 3 { source(first) } else { Source::Unread };
    let number = |f: &[u8]| if f.u8_at(0)? == 0x1E { f.u16_at(1).map(u32::from) } else { None };
    let prompt = Some(prompt).filter(|p| !p.is_empty());
    Some(Rule { ranges, kind, prompt, source, bounds: bounds(options, number(first), None) })
}

/// The formula of a dropdown: a text, or cells of its own sheet.
fn source(formula: &[u8]) -> Source {
    let read = || match formula.u8_at(0)? {
        0x17 => {
            let length = usize::from(formula.u16_at(1)?);
            let bytes = formula.get(3..3 + length * 2)?;
            let units: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|&b| u16::from_le_bytes(b)).collect();
            Some(Source::Texts(texts(&String::from_utf16_lossy(&units))))
        }
        0x25 | 0x45 | 0x65 => {
            let (r1, r2) = (formula.u32_at(1)?, formula.u32_at(5)?);
            let (c1, c2) = (formula.u16_at(9)?, formula.u16_at(11)?);
            (c1 & 0xC000 == 0 && c2 & 0xC000 == 0)
                .then(|| Source::Cells(None, area(r1, r2, (c1 & 0x3FFF).into(), (c2 & 0x3FFF).into())))
        }
        _ => None,
    };
    read().unwrap_or(Source::Unread)
}
