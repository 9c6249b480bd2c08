//! 要確認: what a person still has to look at, worst first.

use crate::list::{COLUMNS, line, two_pages_wide};
use crate::page::set_up;
use crate::style::Styles;
use crate::{Report, Row, settled};
use kotae_answering::Decision;
use rust_xlsxwriter::{Worksheet, XlsxError};

pub(crate) fn write(sheet: &mut Worksheet, report: &Report, styles: &Styles) -> Result<(), XlsxError> {
    let mut rows: Vec<&Row> = report.rows.iter().filter(|r| !settled(r)).collect();
    // Stable: equals stay in the questionnaire's order.
    rows.sort_by(|a, b| worst(a).cmp(&worst(b)).then(a.confidence.total_cmp(&b.confidence)));
    set_up(sheet, "要確認", &COLUMNS, rows.len(), 5, styles)?;
    two_pages_wide(sheet, rows.len())?;
    for (at, row) in (1u32..).zip(rows) {
        line(sheet, at, row, report, styles)?;
    }
    Ok(())
}

/// What is not stated at all comes first, then what is open, then what was put aside, then what only
/// waits to be confirmed.
fn worst(row: &Row) -> u8 {
    match (row.decision, row.state.as_str()) {
        (_, "保留") => 2,
        (Decision::None, _) => 0,
        (Decision::Review, _) => 1,
        (Decision::Answer, _) => 3,
    }
}
