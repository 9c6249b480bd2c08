//! A sheet prepared for looking at: rows that hold something, merges and validations by position.
//!
//! Takes a `Sheet`, gives cell texts and the fields they stand in without ever walking a range cell
//! by cell: stock files carry rules over N1:XFD1048576.

use kotae_workbook::{Cell, CellRange, CellRef, Sheet, Validation, ValidationKind, Value};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Entries an index may hold; overlapping merges in a broken file must not cost more than this.
const INDEX_LIMIT: usize = 4_000_000;

/// Fields of a row that are looked at one by one; a row with more is a list of data, not a form.
pub(crate) const FORM_FIELDS: usize = 120;

/// A cell with text, or the top-left cell of a merged region with text.
#[derive(Debug, Clone)]
pub(crate) struct Field<'a> {
    /// Position of the (top-left) cell.
    pub(crate) at: CellRef,
    /// Last column of the merged region, or the cell's own.
    pub(crate) last_column: u32,
    /// Last row of the merged region, or the cell's own.
    pub(crate) last_row: u32,
    /// What a person reads, untrimmed.
    pub(crate) text: Cow<'a, str>,
    /// The cell as it stands.
    pub(crate) cell: &'a Cell,
}

/// A row in which at least one cell has text.
#[derive(Debug)]
pub(crate) struct GridRow<'a> {
    /// Counted from 1.
    pub(crate) row: u32,
    /// Left to right.
    pub(crate) fields: Vec<Field<'a>>,
    /// Merged regions that touch this row, by first column.
    merges: Vec<CellRange>,
}

impl<'a> GridRow<'a> {
    /// The field that starts in this column.
    pub(crate) fn field(&self, column: u32) -> Option<&Field<'a>> {
        self.fields.binary_search_by_key(&column, |f| f.at.column).ok().map(|i| &self.fields[i])
    }

    /// The merged region over this column.
    pub(crate) fn merge(&self, column: u32) -> Option<CellRange> {
        let i = self.merges.partition_point(|m| m.start.column <= column);
        let m = self.merges[..i].last()?;
        (m.end.column >= column).then_some(*m)
    }

    /// The text of the field that starts in this column, trimmed; empty when there is none.
    pub(crate) fn text(&self, column: u32) -> &str {
        self.field(column).map_or("", |f| f.text.trim())
    }
}

/// A sheet prepared for looking at.
#[derive(Debug)]
pub(crate) struct Grid<'a> {
    /// The sheet itself.
    pub(crate) sheet: &'a Sheet,
    /// Rows that hold text, top to bottom.
    pub(crate) rows: Vec<GridRow<'a>>,
    /// Columns in which anything stands, styled empty cells and validations included.
    pub(crate) columns: BTreeSet<u32>,
    /// For each column: (first row, last row, largest last row so far, index of the validation).
    rules: BTreeMap<u32, Vec<(u32, u32, u32, usize)>>,
}

impl<'a> Grid<'a> {
    /// Prepares a sheet. Cost grows with what stands in the file, not with the area of its ranges.
    pub(crate) fn new(sheet: &'a Sheet) -> Self {
        let mut rows: Vec<GridRow<'a>> = Vec::new();
        let mut columns = BTreeSet::new();
        for (at, cell) in &sheet.cells {
            columns.insert(at.column);
            let text: Cow<'a, str> = match &cell.value {
                Some(Value::Text(t)) if !t.trim().is_empty() => Cow::Borrowed(t),
                Some(Value::Text(_) | Value::Error(_)) | None => continue,
                Some(other) => Cow::Owned(other.shown()),
            };
            let field = Field { at: *at, last_column: at.column, last_row: at.row, text, cell };
            match rows.last_mut() {
                Some(r) if r.row == at.row => r.fields.push(field),
                _ => rows.push(GridRow { row: at.row, fields: vec![field], merges: Vec::new() }),
            }
        }
        let mut grid = Self { sheet, rows, columns, rules: BTreeMap::new() };
        grid.index_merges();
        grid.index_rules();
        grid
    }

    fn index_merges(&mut self) {
        let mut merges = self.sheet.merges.clone();
        merges.sort_unstable_by_key(|m| (m.start.column, m.start.row));
        let mut left = INDEX_LIMIT;
        for m in merges {
            let from = self.rows.partition_point(|r| r.row < m.start.row);
            for r in self.rows[from..].iter_mut().take_while(|r| r.row <= m.end.row) {
                if left == 0 {
                    return;
                }
                left -= 1;
                r.merges.push(m);
            }
            self.columns.insert(m.start.column);
        }
        for r in &mut self.rows {
            if r.merges.is_empty() {
                continue;
            }
            let merges = std::mem::take(&mut r.merges);
            let mut next = 0;
            r.fields.retain_mut(|f| {
                while next < merges.len() && merges[next].end.column < f.at.column {
                    next += 1;
                }
                match merges.get(next) {
                    Some(m) if m.contains(f.at) => {
                        f.last_column = m.end.column;
                        f.last_row = m.end.row;
                        // Text under a merge is there in the file but never seen.
                        m.start == f.at
                    }
                    _ => true,
                }
            });
            r.merges = merges;
        }
        self.rows.retain(|r| !r.fields.is_empty());
    }

    fn index_rules(&mut self) {
        for v in &self.sheet.validations {
            for r in &v.ranges {
                self.columns.insert(r.start.column);
            }
        }
        let mut left = INDEX_LIMIT;
        for (i, v) in self.sheet.validations.iter().enumerate() {
            for r in &v.ranges {
                for &column in self.columns.range(r.start.column..=r.end.column) {
                    if left == 0 {
                        break;
                    }
                    left -= 1;
                    self.rules.entry(column).or_default().push((r.start.row, r.end.row, 0, i));
                }
            }
        }
        for list in self.rules.values_mut() {
            list.sort_unstable();
            let mut furthest = 0;
            for entry in list {
                furthest = furthest.max(entry.1);
                entry.2 = furthest;
            }
        }
    }

    /// The position in `rows` of a sheet row, or of the first one below it.
    pub(crate) fn position(&self, row: u32) -> usize {
        self.rows.partition_point(|r| r.row < row)
    }

    /// A sheet row, when it holds text.
    pub(crate) fn row(&self, row: u32) -> Option<&GridRow<'a>> {
        self.rows.get(self.position(row)).filter(|r| r.row == row)
    }

    /// The validations on a cell.
    pub(crate) fn rules_at(&self, at: CellRef) -> impl Iterator<Item = &'a Validation> {
        let list = self.rules.get(&at.column).map_or(&[][..], Vec::as_slice);
        let end = list.partition_point(|e| e.0 <= at.row);
        list[..end]
            .iter()
            .rev()
            .take_while(move |e| e.2 >= at.row)
            .filter(move |e| e.1 >= at.row)
            .map(|e| &self.sheet.validations[e.3])
    }

    /// The choices of a dropdown on a cell, without blank entries.
    pub(crate) fn list_at(&self, at: CellRef) -> Option<Vec<&'a str>> {
        self.rules_at(at).find_map(|v| match &v.kind {
            ValidationKind::List(choices) => {
                Some(choices.iter().map(|c| c.text.as_str()).filter(|t| !t.trim().is_empty()).collect())
            }
            _ => None,
        })
    }

    /// Is there a dropdown on the cell, readable or not?
    pub(crate) fn has_list(&self, at: CellRef) -> bool {
        self.rules_at(at)
            .any(|v| matches!(v.kind, ValidationKind::List(_) | ValidationKind::UnreadableList(_)))
    }

    /// May a person type here, as far as sheet protection goes?
    pub(crate) fn open(&self, at: CellRef) -> bool {
        !self.sheet.protected
            || !self.sheet.locked(at)
            || self.sheet.open_ranges.iter().any(|r| r.contains(at))
    }

    /// The top-left cell of the region that a cell belongs to.
    pub(crate) fn anchor(&self, at: CellRef) -> CellRef {
        match self.row(at.row) {
            Some(row) => row.merge(at.column),
            // Rows without text have no index of their own.
            None => self.sheet.merge_at(at),
        }
        .map_or(at, |m| m.start)
    }

    /// The fill of a cell.
    pub(crate) fn fill(&self, at: CellRef) -> Option<u32> {
        self.sheet.cells.get(&at).and_then(|c| c.fill)
    }

    /// The width of a column in characters, where the file states one.
    pub(crate) fn width(&self, column: u32) -> Option<f64> {
        self.sheet.columns.iter().find(|c| c.columns.contains(&column)).and_then(|c| c.width)
    }
}
