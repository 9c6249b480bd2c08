//! What the formula of a dropdown says, as far as it names texts or cells outright.

use super::records::{Bytes, chars};
use crate::address::{CellRange, CellRef};
use crate::sheet::{Choice, Sheet, Validation, ValidationKind};
use crate::warning::{Warning, WarningCode};

/// Longer lists are no dropdown a person chooses from.
const MOST_CHOICES: u64 = 10_000;

/// Cells that are looked at for all lists of a workbook.
const MOST_CELLS: u64 = 2_000_000;

/// Where the choices of a dropdown are.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Source {
    /// In the formula.
    Texts(Vec<String>),
    /// In cells of the sheet at this place, or of the rule's own.
    Cells(Option<usize>, CellRange),
    /// In something that would have to be calculated.
    Unread,
}

/// A rule of a sheet whose choices are yet to be looked up.
pub(super) struct Rule {
    pub(super) ranges: Vec<CellRange>,
    /// 3 a list, 6 a length of text.
    pub(super) kind: u32,
    pub(super) prompt: Option<String>,
    pub(super) source: Source,
    /// Bounds of a length.
    pub(super) bounds: (Option<u32>, Option<u32>),
}

/// The texts of a list written into the formula: a NUL or a comma between them.
pub(super) fn texts(list: &str) -> Vec<String> {
    let apart: &[char] = if list.contains('\0') { &['\0'] } else { &[','] };
    list.split(apart).map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()).collect()
}

/// The formula of a BIFF8 dropdown.
pub(super) fn source8(formula: &[u8], sheet_of: impl Fn(u16) -> Option<usize>) -> Source {
    let Some(kind) = formula.u8_at(0) else { return Source::Unread };
    let range = |at: usize| {
        let n = |i: usize| formula.u16_at(at + 2 * i);
        let (r1, r2, c1, c2) = (n(0)?, n(1)?, n(2)?, n(3)?);
        // The upper bits of a column say that it moves with the cell.
        (c1 & 0xC000 == 0 && c2 & 0xC000 == 0).then(|| area(r1.into(), r2.into(), c1.into(), c2.into()))
    };
    let found = match kind {
        0x17 => formula
            .u8_at(1)
            .and_then(|length| chars(formula, 2, length.into()))
            .map(|(list, _)| Source::Texts(texts(&list))),
        0x25 | 0x45 | 0x65 => range(1).map(|r| Source::Cells(None, r)),
        0x3B | 0x5B | 0x7B => {
            formula.u16_at(1).and_then(sheet_of).zip(range(3)).map(|(sheet, r)| Source::Cells(Some(sheet), r))
        }
        _ => None,
    };
    found.unwrap_or(Source::Unread)
}

/// Corners counted from 0.
pub(super) fn area(r1: u32, r2: u32, c1: u32, c2: u32) -> CellRange {
    CellRange::new(
        CellRef::new(r1.saturating_add(1), c1.saturating_add(1)),
        CellRef::new(r2.saturating_add(1), c2.saturating_add(1)),
    )
}

/// Looks the choices up and gives each sheet its validations.
pub(super) fn resolve(sheets: &mut [Sheet], rules: Vec<Vec<Rule>>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut all = Vec::new();
    let mut left = MOST_CELLS;
    let mut may = |range: &CellRange| {
        let size = range.size();
        let wanted = size <= MOST_CHOICES && size <= left;
        left -= if wanted { size } else { 0 };
        wanted
    };
    for (home, rules) in rules.into_iter().enumerate() {
        let mut of_sheet = Vec::new();
        for rule in rules {
            let kind = match (rule.kind, rule.source) {
                (3, Source::Texts(texts)) => list(texts),
                (3, Source::Cells(sheet, range)) if may(&range) => {
                    sheets.get(sheet.unwrap_or(home)).map_or_else(unread, |s| {
                        list(range.cells().map(|at| s.text(at)).filter(|t| !t.is_empty()).collect())
                    })
                }
                (3, _) => unread(),
                (6, _) => ValidationKind::TextLength(rule.bounds.0, rule.bounds.1),
                _ => ValidationKind::Other,
            };
            if matches!(kind, ValidationKind::UnreadableList(_)) && warnings.len() < crate::limits::WARNINGS {
                let at = rule.ranges.first().map(|r| r.start);
                warnings.push(WarningCode::UnreadableList.warning(Some(&sheets[home].name), at, "?"));
            }
            of_sheet.push(Validation { ranges: rule.ranges, kind, prompt: rule.prompt });
        }
        all.push(of_sheet);
    }
    for (sheet, validations) in sheets.iter_mut().zip(all) {
        sheet.validations = validations;
    }
    warnings
}

fn list(texts: Vec<String>) -> ValidationKind {
    ValidationKind::List(texts.into_iter().map(|text| Choice { text }).collect())
}

fn unread() -> ValidationKind {
    ValidationKind::UnreadableList("?".to_owned())
}
