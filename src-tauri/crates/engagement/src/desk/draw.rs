//! The customer's sheet as it looks, with what its cells were taken for and, if wanted, the answers.

use super::board::Board;
use super::layouts::last_column;
use super::session::Session;
use super::shapes::{Align, ColumnView, DrawnCell, DrawnRow, SheetDrawing};
use crate::error::Error;
use kotae_questionnaire::{Column, edits};
use kotae_workbook::{CellRange, CellRef, Drawing, Look, Sheet, Value};
use std::collections::BTreeMap;

/// Most rows drawn at once.
const MOST_ROWS: u32 = 2_000;
/// Characters a column is wide where the file does not say, and points a row is high.
const USUAL: (f64, f64) = (8.43, 15.0);
/// Chars of a cell's text that are drawn; the question pane shows all of it.
const LONGEST: usize = 2_000;

impl Session {
    /// Draws some rows of a sheet.
    ///
    /// # Errors
    /// There is no such sheet.
    pub fn sheet(
        &mut self,
        sheet: usize,
        from: u32,
        count: u32,
        filled: bool,
    ) -> Result<SheetDrawing, Error> {
        let board = &self.board;
        let own = board
            .workbook
            .sheets()
            .get(sheet)
            .ok_or_else(|| Error::NoSuchPlace("そのシートはありません (no such sheet)".to_owned()))?;
        // A sheet whose looks cannot be read is drawn plainly: its words are what matters.
        let looks =
            self.drawings.entry(sheet).or_insert_with(|| board.workbook.drawing(sheet).unwrap_or_default());
        let last = last_row(own);
        let from = from.max(1);
        let to = from.saturating_add(count.min(MOST_ROWS)).saturating_sub(1).min(last);
        let answers = if filled { answers(board, sheet, from, to) } else { BTreeMap::new() };
        let window = Window { sheet: own, looks, from, to, last_column: last_column(own) };
        let mut rows: Vec<DrawnRow> = (from..=to).map(|row| window.row(row)).collect();
        for (at, (col_span, row_span)) in window.shown() {
            let anchor = own.merge_at(at).map_or(at, |m| m.start);
            let spot = board.spots.get(&(sheet, anchor));
            let look = looks.look(anchor);
            let text = answers.get(&anchor).cloned().unwrap_or_else(|| shown(own, anchor));
            let blank =
                text.is_empty() && spot.is_none() && look == Look::default() && col_span * row_span == 1;
            if blank {
                continue;
            }
            rows[(at.row - from) as usize].cells.push(DrawnCell {
                column: at.column - 1,
                text: text.chars().take(LONGEST).collect(),
                col_span,
                row_span,
                fill: look.fill.map(hex),
                color: look.color.map(hex),
                bold: look.bold,
                align: look.align.or_else(|| natural(own, anchor)).map(Align::from),
                wrap: look.wrap,
                border: look.border,
                role: spot.map(|s| s.0),
                question: spot.and_then(|s| s.1),
            });
        }
        let columns = (1..=window.last_column).map(|c| window.column(c)).collect();
        Ok(SheetDrawing { columns, row_count: last, from, rows })
    }
}

/// What the answers would make of the cells in these rows.
fn answers(board: &Board, sheet: usize, from: u32, to: u32) -> BTreeMap<CellRef, String> {
    let mut out = BTreeMap::new();
    for n in 0..board.questions.len() {
        let near = board.sheets[n] == sheet && board.slots(n).iter().any(|c| (from..=to).contains(&c.row));
        if !near {
            continue;
        }
        let writing = board.writing(n);
        let text = Some(writing.text.as_str()).filter(|t| !t.is_empty());
        if let Ok(edits) = edits(&board.questions[n], writing.choice.as_deref(), text) {
            out.extend(edits.into_iter().map(|(_, at, text)| (at, text)));
        }
    }
    out
}

struct Window<'a> {
    sheet: &'a Sheet,
    looks: &'a Drawing,
    from: u32,
    to: u32,
    last_column: u32,
}

impl Window<'_> {
    fn row(&self, row: u32) -> DrawnRow {
        let format = self.sheet.rows.get(&row);
        let points = format.and_then(|r| r.height).or(self.looks.default_height).unwrap_or(USUAL.1);
        DrawnRow {
            row,
            height: pixels(points * 4.0 / 3.0, 600.0),
            hidden: format.is_some_and(|r| r.hidden),
            cells: Vec::new(),
        }
    }

    fn column(&self, column: u32) -> ColumnView {
        let stated = self.sheet.columns.iter().find(|c| c.columns.contains(&column));
        let chars = stated.and_then(|c| c.width).or(self.looks.default_width).unwrap_or(USUAL.0);
        ColumnView {
            letter: Column(column).to_string(),
            // Seven pixels a digit of the usual font, and five around the text.
            width: pixels(chars * 7.0 + 5.0, 1_800.0),
            hidden: stated.is_some_and(|c| c.hidden),
        }
    }

    /// Where something may be drawn, in order, with the columns and rows it spans here. Of a merged
    /// region only its first cell in the window is there.
    fn shown(&self) -> BTreeMap<CellRef, (u32, u32)> {
        let (first, last) = (CellRef::new(self.from, 1), CellRef::new(self.to, self.last_column));
        let mut out: BTreeMap<CellRef, (u32, u32)> = (self.from..=self.to)
            .flat_map(|row| (1..=self.last_column).map(move |column| (CellRef::new(row, column), (1, 1))))
            .collect();
        let meets = |m: &&CellRange| {
            m.start.row <= last.row && m.end.row >= first.row && m.start.column <= self.last_column
        };
        for m in self.sheet.merges.iter().filter(meets) {
            let top = m.start.row.max(self.from);
            let (bottom, right) = (m.end.row.min(self.to), m.end.column.min(self.last_column));
            for row in top..=bottom {
                for column in m.start.column..=right {
                    out.remove(&CellRef::new(row, column));
                }
            }
            out.insert(CellRef::new(top, m.start.column), (right - m.start.column + 1, bottom - top + 1));
        }
        out
    }
}

/// The last row with anything in it.
fn last_row(sheet: &Sheet) -> u32 {
    let cells = sheet.cells.iter().rev().find(|(_, c)| c.value.is_some()).map(|(at, _)| at.row);
    let merges = sheet.merges.iter().map(|m| m.end.row).filter(|r| *r <= 20_000).max();
    cells.into_iter().chain(merges).max().unwrap_or(1)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and `most`")]
fn pixels(exact: f64, most: f64) -> u32 {
    exact.round().clamp(0.0, most) as u32
}

fn hex(rgb: u32) -> String {
    format!("#{:06x}", rgb & 0xFF_FFFF)
}

impl From<kotae_workbook::Align> for Align {
    fn from(align: kotae_workbook::Align) -> Self {
        match align {
            kotae_workbook::Align::Left => Self::Left,
            kotae_workbook::Align::Center => Self::Center,
            kotae_workbook::Align::Right => Self::Right,
        }
    }
}

/// Where Excel puts a value by itself.
fn natural(sheet: &Sheet, at: CellRef) -> Option<kotae_workbook::Align> {
    match sheet.cells.get(&at)?.value.as_ref()? {
        Value::Text(_) => None,
        Value::Number(_) | Value::DateTime(_) => Some(kotae_workbook::Align::Right),
        Value::Bool(_) | Value::Error(_) => Some(kotae_workbook::Align::Center),
    }
}

/// A cell's text; of dates the day, which a serial number does not show.
fn shown(sheet: &Sheet, at: CellRef) -> String {
    match sheet.cells.get(&at).and_then(|c| c.value.as_ref()) {
        Some(Value::DateTime(serial)) => date(*serial),
        Some(value) => value.shown(),
        None => String::new(),
    }
}

/// `2026/11/23`, `9:05` or both.
#[expect(clippy::cast_possible_truncation, reason = "days and minutes of a checked range")]
fn date(serial: f64) -> String {
    if !(0.0..2_958_466.0).contains(&serial) {
        return serial.to_string();
    }
    let minutes = (serial.fract() * 1_440.0).round() as i64;
    let time = format!("{}:{:02}", minutes / 60, minutes % 60);
    if serial < 1.0 {
        return time;
    }
    // Days since 1970-01-01; before March 1900 Excel is a day off, which no questionnaire shows.
    let (year, month, day) = civil(serial.trunc() as i64 - 25_569);
    let day = format!("{year}/{month}/{day}");
    if minutes == 0 { day } else { format!("{day} {time}") }
}

/// Year, month and day of a number of days since 1970-01-01 (Howard Hinnant's algorithm).
fn civil(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    (yoe + era * 400 + i64::from(month <= 2), month, doy - (153 * mp + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn dates_are_shown_as_days_and_times() {
        for (serial, want) in [
            (45_000.0, "2023/3/15"),
            (45_351.0, "2024/2/29"),
            (45_000.5, "2023/3/15 12:00"),
            (0.378_472, "9:05"),
            (-1.0, "-1"),
        ] {
            assert_eq!(date(serial), want);
        }
    }
}
