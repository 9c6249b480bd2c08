//! 根拠: each cited response once, whole.

use crate::page::{Column, height, set_up};
use crate::style::Styles;
use crate::{Report, clip};
use rust_xlsxwriter::{Worksheet, XlsxError};

const COLUMNS: [Column; 7] = [
    ("番号", 8.0, false),
    ("主題", 20.0, true),
    ("状況", 11.0, true),
    ("原文", 48.0, true),
    ("注意", 26.0, true),
    ("引用した質問", 16.0, true),
    ("件数", 6.0, false),
];

/// Places of citing answers that are listed; the number of all stands beside them.
const MOST_PLACES: usize = 20;

pub(crate) fn write(sheet: &mut Worksheet, report: &Report, styles: &Styles) -> Result<(), XlsxError> {
    set_up(sheet, "根拠", &COLUMNS, report.sources.len(), 1, styles)?;
    sheet.set_print_fit_to_pages(1, 0);
    for (at, source) in (1u32..).zip(&report.sources) {
        let rows = || source.cited_by.iter().filter_map(|&n| report.rows.get(n));
        let mut places: Vec<String> =
            rows().take(MOST_PLACES).map(|r| format!("{}!{}", r.sheet, r.cell)).collect();
        if rows().count() > MOST_PLACES {
            places.push("…".to_owned());
        }
        let places = places.join("、");
        let texts: [&str; 6] =
            [&source.id, &source.title, source.status.japanese(), &source.text, &source.notices, &places];
        let wrapped = texts.iter().zip(COLUMNS).filter(|(_, c)| c.2);
        sheet.set_row_height(at, height(wrapped.map(|(text, c)| (*text, c.1))))?;
        for ((column, text), (_, _, wrap)) in (0u16..).zip(texts).zip(COLUMNS) {
            let format = if wrap { &styles.wrapped } else { &styles.cell };
            sheet.write_string_with_format(at, column, clip(text), format)?;
        }
        let count = u32::try_from(rows().count()).unwrap_or(u32::MAX);
        sheet.write_number_with_format(at, 6, count, &styles.cell)?;
    }
    Ok(())
}
