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
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}
