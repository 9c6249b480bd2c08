//! How the lists are set up: header, widths, frozen panes, filter, and A4 pages with repeated titles.

use crate::last_row;
use crate::style::Styles;
use rust_xlsxwriter::{Worksheet, XlsxError};

/// A column: its title, its width in characters (a full-width one counts two), whether texts wrap.
pub(crate) type Column = (&'static str, f64, bool);

/// Writes the header row and sets the sheet up for `entries` rows below it; the first `frozen` columns
/// stay in sight.
pub(crate) fn set_up(
    sheet: &mut Worksheet,
    name: &str,
    columns: &[Column],
    entries: usize,
    frozen: u16,
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    let mut last = 0;
    for (column, (title, width, _)) in (0u16..).zip(columns) {
        sheet.set_column_width(column, *width)?;
        sheet.write_with_format(0, column, *title, &styles.head)?;
        last = column;
    }
    sheet.autofilter(0, 0, last_row(entries), last)?;
    sheet.set_freeze_panes(1, frozen)?;
    sheet.set_landscape().set_paper_size(9).set_repeat_rows(0, 0)?;
    sheet.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
    sheet.set_header("&L&A").set_footer("&C&P / &N");
    Ok(())
}

/// Height of a line, and the most that Excel gives a row, in points.
const LINE: f64 = 15.0;
const HIGHEST: f64 = 405.0;

/// Height of a row that shows these texts whole, each in a column of so many characters.
pub(crate) fn height<'a>(texts: impl Iterator<Item = (&'a str, f64)>) -> f64 {
    let lines = |text: &str, width: f64| -> f64 {
        // A little room is lost to the margins of the cell, and more to breaks that avoid punctuation.
        let room = (width - 2.0).max(2.0);
        text.split('\n').map(|line| (columns(line) / room).ceil().max(1.0)).sum()
    };
    let most = texts.map(|(text, width)| lines(text, width)).fold(1.0, f64::max);
    (most * LINE).min(HIGHEST)
}

/// Width of a text in characters: full-width ones count two.
fn columns(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() || ('\u{FF61}'..='\u{FF9F}').contains(&c) { 1.0 } else { 2.0 }).sum()
}

#[cfg(test)]
mod tests {
    use super::height;

    #[test]
    fn a_row_is_as_high_as_its_longest_text() {
        let of = |texts: &[(&str, f64)]| height(texts.iter().copied());
        assert!((of(&[("", 10.0), ("abc", 10.0)]) - 15.0).abs() < 0.1);
        assert!((of(&[("あいうえお", 10.0)]) - 30.0).abs() < 0.1);
        assert!((of(&[("a\nb\nc", 10.0)]) - 45.0).abs() < 0.1);
        assert!(of(&[("あ".repeat(5000).as_str(), 10.0)]) < 409.5);
    }
}
