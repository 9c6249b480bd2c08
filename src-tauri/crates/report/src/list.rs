//! 回答一覧: every question in the questionnaire's order.

use crate::page::{Column, height, set_up};
use crate::style::Styles;
use crate::{Report, Row, clip, decision_word, last_row};
use rust_xlsxwriter::{Url, Worksheet, XlsxError};

/// The columns, here and on 要確認.
pub(crate) const COLUMNS: [Column; 16] = [
    ("シート", 10.0, true),
    ("セル", 6.0, false),
    ("No.", 7.0, false),
    ("分類", 12.0, true),
    ("質問", 40.0, true),
    ("回答", 8.0, false),
    ("回答文", 48.0, true),
    ("状況", 11.0, true),
    ("出典", 10.0, true),
    ("確度", 6.0, false),
    ("状態", 9.0, false),
    ("判定", 9.0, false),
    ("記入", 6.0, false),
    ("注意", 36.0, true),
    ("メモ", 18.0, true),
    ("引用", 50.0, true),
];

/// Excel takes no more links on a sheet.
const MOST_LINKS: usize = 60_000;

pub(crate) fn write(sheet: &mut Worksheet, report: &Report, styles: &Styles) -> Result<(), XlsxError> {
    set_up(sheet, "回答一覧", &COLUMNS, report.rows.len(), 5, styles)?;
    two_pages_wide(sheet, report.rows.len())?;
    for (at, row) in (1u32..).zip(&report.rows) {
        line(sheet, at, row, report, styles)?;
    }
    Ok(())
}

/// Prints the list two pages wide, in letters of 7.8 points: the answers on the first, what is known
/// of them on the second, with the question's cell and number on both. Quotations are for the screen:
/// on paper they stand in the answers and on 根拠. The widths leave room for programs that have other
/// fonts than Excel's.
pub(crate) fn two_pages_wide(sheet: &mut Worksheet, entries: usize) -> Result<(), XlsxError> {
    sheet.set_print_area(0, 0, last_row(entries), 14)?;
    sheet.set_print_scale(78).set_repeat_columns(1, 2)?;
    sheet.set_page_order(true);
    sheet.set_vertical_page_breaks(&[7])?;
    Ok(())
}

/// Writes one question.
pub(crate) fn line(
    sheet: &mut Worksheet,
    at: u32,
    row: &Row,
    report: &Report,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let texts: [(u16, &str); 15] = [
        (0, &row.sheet),
        (1, &row.cell),
        (2, &row.number),
        (3, &row.category),
        (4, &row.question),
        (5, &row.choice),
        (6, &row.answer),
        (7, row.status.japanese()),
        (8, &row.citations),
        (10, &row.state),
        (11, decision_word(row.decision)),
        (12, if row.written { "済" } else { "" }),
        (13, &row.notices),
        (14, &row.note),
        (15, &row.quotes),
    ];
    let wrapped = texts.iter().map(|&(c, text)| (text, COLUMNS[usize::from(c)])).filter(|(_, c)| c.2);
    sheet.set_row_height(at, height(wrapped.map(|(text, c)| (text, c.1))))?;
    let linked = report.filled.as_deref().filter(|f| report.rows.len() <= MOST_LINKS && can_be_linked(f));
    for (column, text) in texts {
        let format = match column {
            11 => styles.decided(row.decision),
            c if COLUMNS[usize::from(c)].2 => &styles.wrapped,
            _ => &styles.cell,
        };
        match linked.filter(|_| column == 1) {
            Some(file) => {
                sheet.write_url_with_format(at, column, target(file, row).set_text(text), &styles.link)?;
            }
            None => {
                sheet.write_string_with_format(at, column, clip(text), format)?;
            }
        }
        if column == 8 {
            sheet.write_number_with_format(at, 9, row.confidence, &styles.percent)?;
        }
    }
    Ok(())
}

/// Names that lead elsewhere, or are too long for a link.
fn can_be_linked(file: &str) -> bool {
    !file.contains(['/', '\\']) && file.chars().count() < 200
}

/// The question's cell in the filled workbook.
fn target(file: &str, row: &Row) -> Url {
    // What else means something in a link the writer puts in another form by itself.
    let file = file.replace('%', "%25").replace('#', "%23").replace('?', "%3F");
    Url::new(format!("file:///{file}#'{}'!{}", row.sheet.replace('\'', "''"), row.cell))
}
