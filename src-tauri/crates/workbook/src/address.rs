//! Positions on a sheet in A1 notation.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// The last row of an .xlsx sheet, counted from 1.
pub const MAX_ROW: u32 = 1_048_576;
/// The last column of an .xlsx sheet (XFD), counted from 1.
pub const MAX_COLUMN: u32 = 16_384;

/// A text that is no cell address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("「{0}」はセル番地ではありません (not a cell address)")]
pub struct AddressError(pub String);

/// One cell; row and column count from 1. Ordered by row, then column, as people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    /// 1 to [`MAX_ROW`].
    pub row: u32,
    /// 1 (A) to [`MAX_COLUMN`] (XFD).
    pub column: u32,
}

impl CellRef {
    /// The cell at `row`, `column`, both counted from 1.
    #[must_use]
    pub fn new(row: u32, column: u32) -> Self {
        Self { row, column }
    }
}

/// The letters of a column counted from 1: 1 is A, 27 is AA.
#[must_use]
pub fn column_name(mut column: u32) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        let digit = u8::try_from((column - 1) % 26).expect("less than 26");
        letters.push(char::from(b'A' + digit));
        column = (column - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The number of a column, counted from 1, from its letters; `None` for anything else or beyond XFD.
#[must_use]
pub fn column_number(letters: &str) -> Option<u32> {
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let n = letters.bytes().try_fold(0u32, |n, b| {
        let b = b.to_ascii_uppercase();
        b.is_ascii_uppercase().then(|| n * 26 + u32::from(b - b'A') + 1)
    })?;
    (n <= MAX_COLUMN).then_some(n)
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_name(self.column), self.row)
    }
}

impl FromStr for CellRef {
    type Err = AddressError;

    /// Reads `G7` and `$G$7`.
    fn from_str(s: &str) -> Result<Self, AddressError> {
        let wrong = || AddressError(s.to_owned());
        let plain: String = s.trim().chars().filter(|&c| c != '$').collect();
        let digits = plain.find(|c: char| c.is_ascii_digit()).ok_or_else(wrong)?;
        let column = column_number(&plain[..digits]).ok_or_else(wrong)?;
        let row: u32 = plain[digits..].parse().map_err(|_| wrong())?;
        if row == 0 || row > MAX_ROW { Err(wrong()) } else { Ok(Self { row, column }) }
    }
}

/// A rectangle of cells, both corners included, `start` at the top left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRange {
    /// Top-left cell.
    pub start: CellRef,
    /// Bottom-right cell.
    pub end: CellRef,
}

impl CellRange {
    /// The rectangle between two corners, given in any order.
    #[must_use]
    pub fn new(a: CellRef, b: CellRef) -> Self {
        Self {
            start: CellRef::new(a.row.min(b.row), a.column.min(b.column)),
            end: CellRef::new(a.row.max(b.row), a.column.max(b.column)),
        }
    }

    /// Does the rectangle hold this cell?
    #[must_use]
    pub fn contains(&self, at: CellRef) -> bool {
        (self.start.row..=self.end.row).contains(&at.row)
            && (self.start.column..=self.end.column).contains(&at.column)
    }

    /// How many cells it holds.
    #[must_use]
    pub fn size(&self) -> u64 {
        let side = |from: u32, to: u32| u64::from(to.saturating_sub(from)) + 1;
        side(self.start.row, self.end.row) * side(self.start.column, self.end.column)
    }

    /// Its cells, row by row. Look at [`CellRange::size`] first: it may be a whole sheet.
    pub fn cells(&self) -> impl Iterator<Item = CellRef> + use<> {
        let columns = self.start.column..=self.end.column;
        (self.start.row..=self.end.row)
            .flat_map(move |row| columns.clone().map(move |c| CellRef::new(row, c)))
    }
}

impl fmt::Display for CellRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.start == self.end {
            write!(f, "{}", self.start)
        } else {
            write!(f, "{}:{}", self.start, self.end)
        }
    }
}

impl FromStr for CellRange {
    type Err = AddressError;

    /// Reads `A1`, `A1:B2`, whole columns `C:D` and whole rows `3:4`, with or without `$`.
    fn from_str(s: &str) -> Result<Self, AddressError> {
        let wrong = || AddressError(s.to_owned());
        let plain: String = s.trim().chars().filter(|&c| c != '$').collect();
        let (a, b) = plain.split_once(':').unwrap_or((&plain, &plain));
        if let (Ok(a), Ok(b)) = (a.parse(), b.parse()) {
            return Ok(Self::new(a, b));
        }
        // A column or row alone is none: `ANS` is a name, not column ANS.
        if !plain.contains(':') {
            return Err(wrong());
        }
        if let (Some(a), Some(b)) = (column_number(a), column_number(b)) {
            return Ok(Self::new(CellRef::new(1, a), CellRef::new(MAX_ROW, b)));
        }
        let row = |t: &str| t.parse::<u32>().ok().filter(|r| (1..=MAX_ROW).contains(r));
        match (row(a), row(b)) {
            (Some(a), Some(b)) => Ok(Self::new(CellRef::new(a, 1), CellRef::new(b, MAX_COLUMN))),
            _ => Err(wrong()),
        }
    }
}

macro_rules! as_text {
    ($($t:ty),*) => {$(
        impl Serialize for $t {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $t {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}
as_text!(CellRef, CellRange);

#[cfg(test)]
mod tests {
    use super::{CellRange, CellRef, MAX_COLUMN, MAX_ROW, column_name, column_number};
    use proptest::prelude::*;

    #[test]
    fn addresses_in_the_forms_excel_writes() {
        assert_eq!("$AD$14".parse(), Ok(CellRef::new(14, 30)));
        assert_eq!("XFD1048576".parse(), Ok(CellRef::new(MAX_ROW, MAX_COLUMN)));
        for wrong in ["", "A", "1", "A0", "XFE1", "A1048577", "あ1", "A1B"] {
            assert!(wrong.parse::<CellRef>().is_err(), "{wrong}");
        }
        assert_eq!("C:D".parse::<CellRange>().map(|r| r.to_string()), Ok("C1:D1048576".into()));
        assert_eq!("3:4".parse::<CellRange>().map(|r| r.to_string()), Ok("A3:XFD4".into()));
        assert!("ANS".parse::<CellRange>().is_err() && "7".parse::<CellRange>().is_err());
        assert_eq!("B2:A1".parse::<CellRange>().map(|r| r.to_string()), Ok("A1:B2".into()));
    }

    proptest! {
        #[test]
        fn an_address_reads_back(row in 1..=MAX_ROW, column in 1..=MAX_COLUMN) {
            let at = CellRef::new(row, column);
            prop_assert_eq!(at.to_string().parse::<CellRef>(), Ok(at));
            prop_assert_eq!(column_number(&column_name(column)), Some(column));
        }
    }
}
