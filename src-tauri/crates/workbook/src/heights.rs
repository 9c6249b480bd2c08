//! Rows that do not show the whole text of a cell, and how high they would have to be. Excel fits the
//! height of a row when somebody types, but not when a file is opened: a height that stands in the
//! file stays.

use crate::address::CellRef;
use crate::fill::Change;
use crate::sheet::Sheet;
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
    /// Its height before, in points.
    pub before: f64,
    /// Its height now, in points.
    pub after: f64,
}

/// Points a line of text needs, and points that the margins of a cell take.
const LINE: f64 = 13.5;
const MARGIN: f64 = 3.0;
/// Excel's limit for a row, in points.
const HIGHEST: f64 = 409.5;
/// Excel's usual width of a column, in characters.
const USUAL_WIDTH: f64 = 8.43;

impl Sheet {
    /// Does the height that the file states for its rows hide part of this text in this cell? A guess
    /// from the widths of columns and characters; rows without a stated height fit by themselves.
    #[must_use]
    pub fn too_low_for(&self, at: CellRef, text: &str) -> bool {
        let height = |row| self.rows.get(&row).and_then(|r| r.height);
        self.shortage(at, text, height).is_some()
    }

    /// Points that are missing for the text, where more than half a line is.
    fn shortage(&self, at: CellRef, text: &str, height: impl Fn(u32) -> Option<f64>) -> Option<f64> {
        let area = self.merge_at(at).map_or((at, at), |m| (m.start, m.end));
        let mut rows = area.0.row..=area.1.row;
        if text.is_empty() || rows.clone().any(|row| self.row_hidden(row)) {
            return None;
        }
        let there = rows.try_fold(0.0, |sum, row| Some(sum + height(row)?))?;
        let width: f64 = (area.0.column..=area.1.column).map(|c| self.width(c)).sum();
        let wide = |c: char| if c.is_ascii() || ('\u{FF61}'..='\u{FF9F}').contains(&c) { 1.0 } else { 2.0 };
        let lines: f64 =
            text.lines().map(|l| (l.chars().map(wide).sum::<f64>() / width.max(1.0)).ceil().max(1.0)).sum();
        let missing = lines * LINE + MARGIN - there;
        (missing > LINE / 2.0).then_some(missing)
    }

    fn width(&self, column: u32) -> f64 {
        let format = self.columns.iter().find(|c| c.columns.contains(&column));
        format.and_then(|f| f.width).unwrap_or(USUAL_WIDTH)
    }
}

impl Workbook {
    /// The rows that have to be higher to show these texts; of a merged region its last row. Nothing
    /// where the format's heights are not written to.
    pub(crate) fn raises(&self, changes: &[Change]) -> Vec<Raised> {
        let mut heights: BTreeMap<(usize, u32), f64> = BTreeMap::new();
        for change in changes.iter().filter(|_| self.raises_rows()) {
            let Some(place) = self.sheets.iter().position(|s| s.name == change.sheet) else { continue };
            let sheet = &self.sheets[place];
            let stated = |row| sheet.rows.get(&row).and_then(|r| r.height);
            let now = |row: u32| heights.get(&(place, row)).copied().or_else(|| stated(row));
            let last = sheet.merge_at(change.at).map_or(change.at, |m| m.end).row;
            let Some(missing) = sheet.shortage(change.at, &change.after, now) else { continue };
            if let Some(height) = now(last).filter(|h| *h < HIGHEST) {
                heights.insert((place, last), (height + missing).min(HIGHEST));
            }
        }
        heights
            .into_iter()
            .filter_map(|((place, row), after)| {
                let sheet = &self.sheets[place];
                let before = sheet.rows.get(&row)?.height?;
                Some(Raised { sheet: sheet.name.clone(), row, before, after })
            })
            .collect()
    }
}
