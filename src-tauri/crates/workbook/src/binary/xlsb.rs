//! .xlsb: an OOXML package whose parts hold records.

use super::dropdown::{Rule, Source, area, resolve, texts};
use super::records::{Bytes, LongRecords, wide};
use super::xls::bounds;
use super::{is_worksheet, owned, put, state};
use crate::budget::{Budget, few};
use crate::error::{Error, PartFault};
use crate::package::Package;
use crate::sheet::{ColumnFormat, RowFormat, Sheet};
use crate::warning::Warning;
use calamine::{Data, Reader as _, Xlsb};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Reads the worksheets of a package that has been checked for sizes.
///
/// # Errors
/// Damage, sizes beyond [`crate::limits`].
pub(crate) fn read(bytes: &[u8], package: &mut Package<'_>) -> Result<(Vec<Sheet>, Vec<Warning>), Error> {
    let part = "xl/workbook.bin";
    let damaged = |why: String| Error::BrokenPackage { why };
    let opened = catch_unwind(AssertUnwindSafe(|| Xlsb::new(Cursor::new(bytes))));
    let mut book = opened.map_err(|_| damaged(part.to_owned()))?.map_err(|e| damaged(e.to_string()))?;
    let relations = package.relationships(part)?;
    let workbook = package.bytes(part)?.ok_or_else(|| Error::MissingPart { part: part.to_owned() })?;
    let targets = targets(&workbook);
    let shared = relations.iter().find(|r| r.kind == "sharedStrings").map(|r| r.target.clone());
    let strings = match shared {
        Some(target) => strings(&package.bytes(&target)?.unwrap_or_default()),
        None => Vec::new(),
    };
    let mut budget = Budget::default();
    let (mut sheets, mut rules) = (Vec::new(), Vec::new());
    for about in book.sheets_metadata().to_vec() {
        if !is_worksheet(about.typ) {
            continue;
        }
        let id = targets.iter().find(|(_, name)| *name == about.name).map(|(id, _)| id);
        let target = id.and_then(|id| relations.iter().find(|r| r.id == *id)).map(|r| r.target.clone());
        let mut build = Build::default();
        if let Some(target) = target
            && let Some(records) = package.bytes(&target)?
        {
            for (kind, data) in (LongRecords { stream: &records, at: 0 }) {
                build.record(kind, data).map_err(|why| why.at(&target, 0))?;
                if let Some((place, short)) = build.short(kind, data, &strings) {
                    let read = put(&mut build.sheet, &mut budget, place, &short);
                    read.map_err(|why| why.at(&target, 0))?;
                }
            }
        }
        let Build { mut sheet, rules: of_sheet, .. } = build;
        sheet.name.clone_from(&about.name);
        sheet.state = state(about.visible);
        let mut values = || -> Result<(), PartFault> {
            let Ok(mut reader) = book.worksheet_cells_reader(&about.name) else { return Ok(()) };
            while let Ok(Some(cell)) = reader.next_cell() {
                put(&mut sheet, &mut budget, cell.get_position(), &owned(cell.get_value()))?;
            }
            Ok(())
        };
        values().map_err(|why| why.at(part, 0))?;
        sheets.push(sheet);
        rules.push(of_sheet);
    }
    let warnings = resolve(&mut sheets, rules);
    Ok((sheets, warnings))
}

/// Relationship and name of each sheet, from the records of the workbook part.
fn targets(workbook: &[u8]) -> Vec<(String, String)> {
    (LongRecords { stream: workbook, at: 0 })
        .filter(|(kind, _)| *kind == 156)
        .filter_map(|(_, data)| {
            let (id, at) = wide(data, 8)?;
            Some((id, wide(data, at)?.0))
        })
        .collect()
}

/// The shared texts.
fn strings(part: &[u8]) -> Vec<String> {
    let items = (LongRecords { stream: part, at: 0 }).filter(|(kind, _)| *kind == 19);
    items.map(|(_, data)| wide(data, 1).map(|(text, _)| text).unwrap_or_default()).collect()
}

#[derive(Default)]
struct Build {
    sheet: Sheet,
    rules: Vec<Rule>,
    /// Row and column of the cell before, counted from 0.
    at: (u32, u32),
}

impl Build {
    /// The value of a cell whose record leaves its column out: it stands right of the one before. The
    /// reader of values passes these over.
    fn short(&mut self, kind: u16, data: &[u8], strings: &[String]) -> Option<((u32, u32), Data)> {
        match kind {
            0 => {
                self.at = (data.u32_at(0)?, u32::MAX);
                return None;
            }
            1..=11 => self.at.1 = data.u32_at(0)?,
            12..=18 => self.at.1 = self.at.1.wrapping_add(1),
            _ => return None,
        }
        // Behind the style of the cell.
        let value = data.get(4..)?;
        let read = match kind {
            13 => Data::Float(small(value.u32_at(0)?)),
            15 => Data::Bool(value.u8_at(0)? != 0),
            16 => Data::Float(f64::from_le_bytes(value.get(..8)?.try_into().ok()?)),
            17 => Data::String(wide(value, 0)?.0),
            18 => Data::String(strings.get(usize::try_from(value.u32_at(0)?).ok()?)?.clone()),
            _ => return None,
        };
        Some((self.at, read))
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
                        locked: None,
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
                few(self.rules.len())?;
                self.rules.extend(rule(data));
            }
            _ => {}
        }
        Ok(())
    }
}

/// A number in 30 bits: whole or the upper half of a float, maybe a hundredth.
fn small(bits: u32) -> f64 {
    let whole = f64::from(bits.cast_signed() >> 2);
    let upper = f64::from_bits(u64::from(bits & !3) << 32);
    let number = if bits & 2 != 0 { whole } else { upper };
    if bits & 1 != 0 { number / 100.0 } else { number }
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
    let at = 8 + 16 * count;
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
