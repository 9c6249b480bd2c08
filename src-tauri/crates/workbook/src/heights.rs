//! Rows that do not show the whole text of a cell, and how high they would have to be. Excel fits the
//! height of a row when somebody types, but not when a file is opened: a height that stands in the
//! file stays.

use crate::address::{CellRef, MAX_COLUMN};
use crate::fill::Change;
use crate::sheet::{Fit, Sheet, TextFormat};
use crate::workbook::Workbook;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A row that was made higher.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Raised {
    /// The worksheet.
    pub sheet: String,
    /// The row, counted from 1.
    pub row: u32,
    /// Its height before, in points; where it stated none, what Excel fits it to.
    pub before: f64,
    /// Its height now, in points.
    pub after: f64,
}

/// Points a line of text needs in a font of 11 points, and points that the margins of a cell take.
const LINE: f64 = 13.5;
const MARGIN: f64 = 3.0;
/// The same for fonts of high lines.
const HIGH_LINE: f64 = 18.0;
/// The font's size where the file names none, in points.
const USUAL_SIZE: f64 = 11.0;
/// Excel's limit for a row, in points.
const HIGHEST: f64 = 409.5;
/// Excel's usual height of a row, in points.
const USUAL_HEIGHT: f64 = 15.0;
/// Excel's usual width of a column, in characters.
const USUAL_WIDTH: f64 = 8.43;
/// Empty neighbours are looked at this far for a text that runs over them.
const FARTHEST: u32 = 30;

impl Sheet {
    /// Does the height of its rows hide part of this text in this cell? A guess from the widths of
    /// columns and characters and from the font. A row without a stated height fits by itself, but
    /// never to a merged region. A text that does not wrap has the lines it is written with.
    #[must_use]
    pub fn too_low_for(&self, at: CellRef, text: &str) -> bool {
        let height = |row| self.rows.get(&row).and_then(|r| r.height);
        self.shortage(at, text, height).is_some()
    }

    /// Does a part of this text stay unseen because the cell does not wrap, whatever the height of
    /// its row? So it is with line breaks, and with a text longer than the cell and the empty ones
    /// that follow it.
    #[must_use]
    pub fn unwrapped(&self, at: CellRef, text: &str) -> bool {
        let format = self.text_format(at);
        if format.fit != Fit::OneLine || text.trim().is_empty() {
            return false;
        }
        if text.trim_end().lines().count() > 1 {
            return true;
        }
        let merge = self.merge_at(at);
        let last = merge.map_or(at, |m| m.end).column;
        let mut room: f64 = (at.column..=last).map(|c| self.width(c)).sum();
        if merge.is_none() {
            let free = |column: &u32| {
                let next = CellRef::new(at.row, *column);
                let filled = self.cells.get(&next).is_some_and(|c| c.value.is_some() || c.formula);
                !filled && self.merge_at(next).is_none() && !self.column_hidden(*column)
            };
            let run = (last + 1..=(last + FARTHEST).min(MAX_COLUMN)).take_while(free);
            room += run.map(|c| self.width(c)).sum::<f64>();
        }
        wide(text) * self.scale(format) > room
    }

    /// Points that are missing for the text, where more than half a line is.
    fn shortage(&self, at: CellRef, text: &str, height: impl Fn(u32) -> Option<f64>) -> Option<f64> {
        let merge = self.merge_at(at);
        let area = merge.map_or((at, at), |m| (m.start, m.end));
        let mut rows = area.0.row..=area.1.row;
        if text.is_empty() || rows.clone().any(|row| self.row_hidden(row)) {
            return None;
        }
        let fits_itself = merge.is_none() && !self.usual.fixed;
        let there = rows.try_fold(0.0, |sum, row| {
            let unstated = || (!fits_itself).then(|| self.fitted(row));
            Some(sum + height(row).or_else(unstated)?)
        })?;
        let (needed, line) = self.needed(at, area.1.column, text);
        let missing = needed - there;
        (missing > line / 2.0).then_some(missing)
    }

    /// What a text needs in the columns from this cell's to `last`, and what one line of it does, in points.
    fn needed(&self, at: CellRef, last: u32, text: &str) -> (f64, f64) {
        let width: f64 = (at.column..=last).map(|c| self.width(c)).sum();
        let format = self.text_format(at);
        let scale = self.scale(format);
        let wrapped = |line: &str| match format.fit {
            Fit::Unknown | Fit::Wraps => (wide(line) * scale / width.max(1.0)).ceil().max(1.0),
            Fit::OneLine | Fit::Shrinks => 1.0,
        };
        let lines: f64 = text.lines().map(wrapped).sum();
        let line = if format.high { HIGH_LINE } else { LINE } * points(format.size) / USUAL_SIZE;
        (lines * line + MARGIN, line)
    }

    /// The height of a row that states none: that of its highest text outside merged regions, where
    /// the sheet does not fix it.
    fn fitted(&self, row: u32) -> f64 {
        let usual = self.usual_height();
        if self.usual.fixed {
            return usual;
        }
        let texts = self.cells.range(CellRef::new(row, 1)..CellRef::new(row + 1, 1)).filter(|(at, cell)| {
            cell.value.is_some() && self.text_format(**at).fit == Fit::Wraps && self.merge_at(**at).is_none()
        });
        texts.map(|(at, _)| self.needed(*at, at.column, &self.text(*at)).0).fold(usual, f64::max).min(HIGHEST)
    }

    /// How the cell shows its text, also where it is not there.
    fn text_format(&self, at: CellRef) -> TextFormat {
        let of_column = || self.columns.iter().find(|c| c.columns.contains(&at.column)).map(|c| c.text);
        let of_row = || self.rows.get(&at.row).and_then(|r| r.text);
        self.cells.get(&at).map(|c| c.text).or_else(of_row).or_else(of_column).unwrap_or(self.usual.text)
    }

    /// Columns are measured in characters of the usual font; how much wider are those of this one?
    fn scale(&self, format: TextFormat) -> f64 {
        if format.size == 0 { 1.0 } else { points(format.size) / points(self.usual.text.size) }
    }

    fn usual_height(&self) -> f64 {
        self.usual.height.unwrap_or(USUAL_HEIGHT)
    }

    fn width(&self, column: u32) -> f64 {
        let format = self.columns.iter().find(|c| c.columns.contains(&column));
        if format.is_some_and(|f| f.hidden) {
            return 0.0;
        }
        format.and_then(|f| f.width).unwrap_or(USUAL_WIDTH)
    }
}

/// A size in tenths of a point as points.
fn points(size: u16) -> f64 {
    if size == 0 { USUAL_SIZE } else { f64::from(size) / 10.0 }
}

/// The width of a text, in half-width characters.
fn wide(text: &str) -> f64 {
    let one = |c: char| if c.is_ascii() || ('\u{FF61}'..='\u{FF9F}').contains(&c) { 1.0 } else { 2.0 };
    text.chars().map(one).sum()
}

impl Workbook {
    /// The rows that have to be higher to show these texts; of a merged region its last row, and those
    /// above it where one row cannot be so high. Nothing where the format's heights are not written to.
    pub(crate) fn raises(&self, changes: &[Change]) -> Vec<Raised> {
        let mut heights: BTreeMap<(usize, u32), f64> = BTreeMap::new();
        // Twice: a row that one answer raises fits itself to the others no longer.
        let all = changes.iter().chain(changes).filter(|_| self.raises_rows());
        for change in all {
            let Some(place) = self.sheets.iter().position(|s| s.name == change.sheet) else { continue };
            let sheet = &self.sheets[place];
            let stated = |row| sheet.rows.get(&row).and_then(|r| r.height);
            let now = |row: u32| heights.get(&(place, row)).copied().or_else(|| stated(row));
            let Some(mut missing) = sheet.shortage(change.at, &change.after, now) else { continue };
            let last = sheet.merge_at(change.at).map_or(change.at, |m| m.end).row;
            for row in (change.at.row..=last).rev() {
                let height = heights.get(&(place, row)).copied().or_else(|| stated(row));
                let height = height.unwrap_or_else(|| sheet.fitted(row));
                let more = missing.min(HIGHEST - height);
                if more > 0.0 {
                    // Excel keeps quarters of a point.
                    let new = ((height + more) * 4.0).ceil() / 4.0;
                    heights.insert((place, row), new.min(HIGHEST));
                    missing -= more;
                }
            }
        }
        heights
            .into_iter()
            .map(|((place, row), after)| {
                let sheet = &self.sheets[place];
                let stated = sheet.rows.get(&row).and_then(|r| r.height);
                let before = stated.unwrap_or_else(|| sheet.fitted(row));
                Raised { sheet: sheet.name.clone(), row, before, after }
            })
            .collect()
    }
}
