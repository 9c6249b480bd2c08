//! Reading the written package again before anyone gets it: every part that was not edited must lie
//! there as it lay in the original, every edited sheet must hold the old cells and the new texts.

use super::{Part, Target};
use crate::address::CellRef;
use crate::budget::Budget;
use crate::error::{Error, Mismatch};
use crate::ods;
use crate::package::Package;
use crate::sheet::{Cell, Sheet, Value};
use crate::workbook::{Origin, PackageKind, Shared, Workbook};
use crate::worksheet::Worksheet;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The parts of a package in which nothing was edited.
pub(super) fn unchanged(bytes: &[u8]) -> Result<Vec<Part>, Error> {
    let mut package = Package::open(bytes)?;
    listing(&mut package, |_, _, _| Ok(true))
}

/// Checks the output against the original and the texts. `edited` are the positions of the entries
/// that were rewritten.
///
/// # Errors
/// The first difference that was not asked for.
pub(super) fn verify(
    book: &Workbook,
    kind: &PackageKind,
    targets: &[Target<'_>],
    edited: &BTreeSet<usize>,
    output: &[u8],
) -> Result<Vec<Part>, Error> {
    let mut old = Package::open(&book.bytes)?;
    let mut new = Package::open(output).map_err(|e| unreadable(&e))?;
    if old.len() != new.len() {
        return Err(Error::Verification { part: String::new(), why: Mismatch::Listing });
    }
    sheets(kind, targets, &mut new)?;
    same_but(&mut old, &mut new, edited)
}

/// As [`verify`], for an OpenDocument spreadsheet whose content lies at `position`.
pub(super) fn verify_open_document(
    book: &Workbook,
    texts: &BTreeMap<usize, &BTreeMap<CellRef, String>>,
    position: usize,
    output: &[u8],
) -> Result<Vec<Part>, Error> {
    let mut old = Package::open(&book.bytes)?;
    let mut new = Package::open(output).map_err(|e| unreadable(&e))?;
    if old.len() != new.len() {
        return Err(Error::Verification { part: String::new(), why: Mismatch::Listing });
    }
    let read = ods::read(&mut new).map_err(|e| unreadable(&e))?;
    let differs = |why| Err(Error::Verification { part: ods::CONTENT.to_owned(), why });
    if read.sheets.len() != book.sheets.len() {
        return differs(Mismatch::Listing);
    }
    let none = BTreeMap::new();
    for (place, (before, after)) in book.sheets.iter().zip(&read.sheets).enumerate() {
        let texts = texts.get(&place).copied().unwrap_or(&none);
        let build = |s: &Sheet| (s.name.clone(), s.state, s.protected, s.merges.clone(), s.comments.clone());
        if build(before) != build(after) || before.columns != after.columns {
            return differs(Mismatch::Sheet { sheet: before.name.clone() });
        }
        // A run of empty cells that was taken apart may show some of them for the first time.
        let shown = |s: &Sheet, at: &CellRef| {
            s.cells.get(at).map(|c| (c.value.clone(), c.formula)).unwrap_or_default()
        };
        let right = |at: &CellRef| match texts.get(at) {
            Some(text) => after.text(*at) == *text,
            None => shown(before, at) == shown(after, at),
        };
        let all = before.cells.keys().chain(after.cells.keys()).chain(texts.keys());
        if let Some(at) = all.copied().find(|at| !right(at)) {
            return differs(Mismatch::Cell { sheet: before.name.clone(), at });
        }
        if before.cells.keys().any(|at| before.row_hidden(at.row) != after.row_hidden(at.row)) {
            return differs(Mismatch::Sheet { sheet: before.name.clone() });
        }
    }
    same_but(&mut old, &mut new, &BTreeSet::from([position]))
}

/// The files of the new package; all but the edited ones must lie there as they lay in the old.
fn same_but(
    old: &mut Package<'_>,
    new: &mut Package<'_>,
    edited: &BTreeSet<usize>,
) -> Result<Vec<Part>, Error> {
    listing(new, |new, position, sha256| {
        let (before, after) = (old.entry(position)?, new.entry(position)?);
        if before.name != after.name {
            return Err(Error::Verification { part: before.name, why: Mismatch::Listing });
        }
        if edited.contains(&position) {
            return Ok(old.sha256(position)? == sha256);
        }
        if before != after {
            return Err(Error::Verification { part: before.name, why: Mismatch::Changed });
        }
        Ok(true)
    })
}

/// The files of a package; `same` is asked about each entry, with the hash of its content, whether it
/// is as it was.
fn listing<'a>(
    package: &mut Package<'a>,
    mut same: impl FnMut(&mut Package<'a>, usize, &str) -> Result<bool, Error>,
) -> Result<Vec<Part>, Error> {
    let mut parts = Vec::new();
    for position in 0..package.len() {
        let entry = package.entry(position)?;
        let sha256 = if entry.folder { String::new() } else { package.sha256(position)? };
        let identical = same(package, position, &sha256)?;
        if !entry.folder {
            parts.push(Part { name: entry.name, sha256, identical });
        }
    }
    Ok(parts)
}

fn unreadable(e: &Error) -> Error {
    Error::Verification { part: String::new(), why: Mismatch::Unreadable(e.to_string()) }
}

fn sheets(kind: &PackageKind, targets: &[Target<'_>], output: &mut Package<'_>) -> Result<(), Error> {
    let mut budget = Budget::default();
    let shared = Shared::read(output, &mut budget).map_err(|e| unreadable(&e))?;
    if shared.book != kind.book || shared.book_part != kind.book_part {
        return Err(Error::Verification { part: kind.book_part.clone(), why: Mismatch::Changed });
    }
    for Target { sheet, origin, texts, heights } in targets {
        let read = output
            .read_large(&origin.part, |xml| Worksheet::read(xml, &shared.context(), &mut budget))
            .map_err(|e| unreadable(&e))?
            .ok_or_else(|| Error::MissingPart { part: origin.part.clone() })?;
        let differs = |why| Err(Error::Verification { part: origin.part.clone(), why });
        if let Some(at) = first_difference(sheet, origin, &read.sheet.cells, texts) {
            return differs(Mismatch::Cell { sheet: sheet.name.clone(), at });
        }
        if !same_build(sheet, &read.sheet, heights) || read.rich != origin.rich || read.twice != origin.twice
        {
            return differs(Mismatch::Sheet { sheet: sheet.name.clone() });
        }
    }
    Ok(())
}

/// The first cell that is not what it was, or not what it shall be.
fn first_difference(
    sheet: &Sheet,
    origin: &Origin,
    new: &BTreeMap<CellRef, Cell>,
    texts: &BTreeMap<CellRef, String>,
) -> Option<CellRef> {
    let old = &sheet.cells;
    let right = |at: &CellRef| {
        let (old, new) = (old.get(at), new.get(at));
        let Some(text) = texts.get(at) else {
            // The output is read by one reader, the value may be the other's.
            return match (origin.own.get(at), old) {
                (Some(own), Some(old)) => {
                    new.is_some_and(|n| *n == Cell { value: own.clone(), ..old.clone() })
                }
                _ => old == new,
            };
        };
        let wanted = (!text.is_empty()).then(|| Value::Text(text.clone()));
        match (old, new) {
            (Some(old), Some(new)) => *new == Cell { value: wanted, ..old.clone() },
            (None, Some(new)) => new.value == wanted && !new.formula,
            (None, None) => wanted.is_none(),
            (Some(_), None) => false,
        }
    };
    old.keys().chain(new.keys()).chain(texts.keys()).find(|at| !right(at)).copied()
}

fn same_build(old: &Sheet, new: &Sheet, heights: &BTreeMap<u32, f64>) -> bool {
    old.protected == new.protected
        && old.open_ranges == new.open_ranges
        && old.merges == new.merges
        && same_rows(old, new, heights)
        && old.columns == new.columns
        && old.usual == new.usual
        && old.filter == new.filter
        && old.frozen_rows == new.frozen_rows
        && old.formula_ranges == new.formula_ranges
}

/// Are the rows as they were, but for the heights they were to get?
fn same_rows(old: &Sheet, new: &Sheet, heights: &BTreeMap<u32, f64>) -> bool {
    let mut wanted = Cow::Borrowed(&old.rows);
    for (row, height) in heights {
        wanted.to_mut().entry(*row).or_default().height = Some(*height);
    }
    *wanted == new.rows
}
