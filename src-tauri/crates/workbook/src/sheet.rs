//! A sheet as plain data: what a person reads in its cells, and how it is built.

use crate::address::{CellRange, CellRef};
use crate::ranges::RangeIndex;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::OnceLock;

/// Whether a sheet's tab can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SheetState {
    /// An ordinary tab.
    #[default]
    Visible,
    /// Hidden; a person can show it from the menu.
    Hidden,
    /// Hidden so that only a program can show it.
    VeryHidden,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text, without furigana, rich text runs joined.
    Text(String),
    /// A number that is no date.
    Number(f64),
    /// TRUE or FALSE.
    Bool(bool),
    /// A date or time as an Excel serial number (days since 1899-12-30).
    DateTime(f64),
    /// An error value such as `#N/A`.
    Error(String),
}

impl Value {
    /// The text a person would copy from the cell: whole numbers without a decimal point.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Text(t) => t.clone(),
            Self::Number(n) | Self::DateTime(n) => n.to_string(),
            Self::Bool(b) => if *b { "TRUE" } else { "FALSE" }.to_owned(),
            Self::Error(e) => e.clone(),
        }
    }
}

/// What happens to a text that is wider than its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fit {
    /// The file's format was not asked; taken as [`Fit::Wraps`].
    #[default]
    Unknown,
    /// It goes on in the next line.
    Wraps,
    /// It stays on one line, over empty neighbours where there are any.
    OneLine,
    /// Its letters become smaller.
    Shrinks,
}

/// How a cell shows its text, as far as that decides how much of it is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TextFormat {
    /// What happens to a wide text.
    pub fit: Fit,
    /// Size of the font in tenths of a point; 0 where it was not read.
    pub size: u16,
    /// Is it a font of high lines (游ゴシック, メイリオ)?
    pub high: bool,
}

/// A cell that stands in the sheet, possibly empty with only a style.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// The value (of a formula: the value it had when the file was saved); `None` when empty.
    pub value: Option<Value>,
    /// Does it hold a formula?
    pub formula: bool,
    /// Is it marked as locked? Matters only on a protected sheet.
    pub locked: bool,
    /// Solid fill as 0xRRGGBB, when it has one that names a colour outright.
    pub fill: Option<u32>,
    /// Is the font bold?
    pub bold: bool,
    /// How it shows its text.
    pub text: TextFormat,
}

/// What a whole row says of its cells.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct RowFormat {
    /// Hidden by a person or by a filter.
    pub hidden: bool,
    /// Outline (grouping) level, 0 for none.
    pub outline: u8,
    /// Height in points where the file states one.
    pub height: Option<f64>,
    /// Lock state for cells that are not there; `None`: as the column says.
    pub locked: Option<bool>,
    /// How cells that are not there show their text; `None`: as the column says.
    pub text: Option<TextFormat>,
}

/// What a run of columns says of its cells.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnFormat {
    /// Columns, counted from 1.
    pub columns: RangeInclusive<u32>,
    /// Hidden?
    pub hidden: bool,
    /// Width in characters where the file states one.
    pub width: Option<f64>,
    /// Lock state for cells that are not there.
    pub locked: bool,
    /// How cells that are not there show their text.
    pub text: TextFormat,
}

/// What a sheet says of rows and fonts where nothing else does.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Usual {
    /// Height in points of a row that states none.
    pub height: Option<f64>,
    /// Is that height kept whatever the row holds?
    pub fixed: bool,
    /// The font that widths of columns are counted in, and cells without a style show.
    pub text: TextFormat,
}

/// Kinds of data validation that matter for answering.
#[derive(Debug, Clone, PartialEq)]
pub enum ValidationKind {
    /// A dropdown with these choices, wherever they came from (inline, range, named range, another sheet).
    List(Vec<Choice>),
    /// A dropdown whose choices could not be read; the formula as it stands in the file.
    UnreadableList(String),
    /// The length of the text is limited: smallest and largest number of characters.
    TextLength(Option<u32>, Option<u32>),
    /// Any other rule (numbers, dates, own formulas).
    Other,
}

/// One choice of a dropdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The text exactly as it must be written into the cell.
    pub text: String,
}

/// A rule on what may be entered. Its ranges are ranges: a rule over a million cells is one entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Validation {
    /// Where it applies.
    pub ranges: Vec<CellRange>,
    /// What it allows.
    pub kind: ValidationKind,
    /// The message shown when a cell is selected, when there is one.
    pub prompt: Option<String>,
}

/// A note on a cell (classic or threaded), author left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The cell.
    pub at: CellRef,
    /// The text.
    pub text: String,
}

/// Why a cell must not be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotEditable {
    /// It holds a formula.
    Formula,
    /// The sheet is protected and the cell is locked.
    Protected,
    /// It lies inside a merge but is not its top-left cell.
    InsideMerge,
}

/// One worksheet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// The name on the tab.
    pub name: String,
    /// Whether the tab can be seen.
    pub state: SheetState,
    /// Is sheet protection on?
    pub protected: bool,
    /// Ranges that anyone may edit although the sheet is protected.
    pub open_ranges: Vec<CellRange>,
    /// Cells that stand in the file, by position.
    pub cells: BTreeMap<CellRef, Cell>,
    /// Merged regions.
    pub merges: Vec<CellRange>,
    /// Data validations, those of the x14 extension included.
    pub validations: Vec<Validation>,
    /// Formats of rows that say anything.
    pub rows: BTreeMap<u32, RowFormat>,
    /// Formats of columns, in order.
    pub columns: Vec<ColumnFormat>,
    /// What holds where rows and columns say nothing.
    pub usual: Usual,
    /// Notes.
    pub comments: Vec<Comment>,
    /// The range of the autofilter, header included.
    pub filter: Option<CellRange>,
    /// Header rows of Excel tables ("Format as table"), as the whole table's range.
    pub tables: Vec<CellRange>,
    /// First row below frozen panes, when panes are frozen.
    pub frozen_rows: Option<u32>,
    /// Ranges that one formula fills (array formulas, what-if tables): none of their cells may be
    /// written, though only the first holds the formula.
    pub formula_ranges: Vec<CellRange>,
    /// Speeds up looking cells up in the ranges above; leave it at its default.
    pub lookup: Lookup,
}

/// Finds ranges by cell without looking at all of them: forms of 方眼紙 have 10⁵ merged regions. Made
/// when first needed, so fill a sheet's ranges before asking it anything.
#[derive(Debug, Clone, Default)]
pub struct Lookup {
    merges: OnceLock<RangeIndex>,
    validations: OnceLock<(RangeIndex, Vec<usize>)>,
    formulas: OnceLock<RangeIndex>,
}

impl PartialEq for Lookup {
    /// It adds nothing to the ranges it was made from.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Sheet {
    /// The text a person reads in a cell; empty when there is nothing. Of a merged region only the
    /// top-left cell has text.
    #[must_use]
    pub fn text(&self, at: CellRef) -> String {
        self.cells.get(&at).and_then(|c| c.value.as_ref()).map(Value::shown).unwrap_or_default()
    }

    /// The merged region that holds this cell.
    #[must_use]
    pub fn merge_at(&self, at: CellRef) -> Option<CellRange> {
        let index = self.lookup.merges.get_or_init(|| RangeIndex::new(self.merges.iter().copied()));
        if index.len() != self.merges.len() {
            // Changed since the index was made.
            return self.merges.iter().copied().find(|m| m.contains(at));
        }
        index.find(at).map(|(range, _)| range)
    }

    /// Is this row hidden?
    #[must_use]
    pub fn row_hidden(&self, row: u32) -> bool {
        self.rows.get(&row).is_some_and(|r| r.hidden)
    }

    /// Is this column hidden?
    #[must_use]
    pub fn column_hidden(&self, column: u32) -> bool {
        self.columns.iter().any(|c| c.hidden && c.columns.contains(&column))
    }

    /// Would Excel refuse typing into this cell because of its lock? Meaningful on protected sheets.
    #[must_use]
    pub fn locked(&self, at: CellRef) -> bool {
        if let Some(cell) = self.cells.get(&at) {
            return cell.locked;
        }
        if let Some(locked) = self.rows.get(&at.row).and_then(|r| r.locked) {
            return locked;
        }
        self.columns.iter().find(|c| c.columns.contains(&at.column)).is_none_or(|c| c.locked)
    }

    /// May an answer be written here?
    ///
    /// # Errors
    /// Why not; see [`NotEditable`].
    pub fn editable(&self, at: CellRef) -> Result<(), NotEditable> {
        let index = || RangeIndex::new(self.formula_ranges.iter().copied());
        if self.cells.get(&at).is_some_and(|c| c.formula)
            || self.lookup.formulas.get_or_init(index).contains(at)
        {
            return Err(NotEditable::Formula);
        }
        if self.merge_at(at).is_some_and(|m| m.start != at) {
            return Err(NotEditable::InsideMerge);
        }
        let open = || self.open_ranges.iter().any(|r| r.contains(at));
        if self.protected && self.locked(at) && !open() {
            return Err(NotEditable::Protected);
        }
        Ok(())
    }

    /// The validations that apply to a cell.
    pub fn validations_at(&self, at: CellRef) -> impl Iterator<Item = &Validation> {
        let (index, owners) = self.lookup.validations.get_or_init(|| {
            let ranges = self.validations.iter().enumerate();
            let (owners, ranges): (Vec<_>, Vec<_>) =
                ranges.flat_map(|(i, v)| v.ranges.iter().map(move |&r| (i, r))).unzip();
            (RangeIndex::new(ranges), owners)
        });
        // Places ascend and ranges of one validation are neighbours, so its doubles are too.
        let mut rules: Vec<usize> = index.all(at).into_iter().map(|place| owners[place]).collect();
        rules.dedup();
        rules.into_iter().filter_map(|rule| self.validations.get(rule))
    }
}
