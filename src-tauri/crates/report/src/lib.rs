//! The review workbook: one row a question with its answer, where the answer comes from and how sure
//! it is, for the person who checks the questionnaire before it goes back.
//!
//! Takes plain rows and gives the bytes of an .xlsx; the date is passed in, because the same input
//! must give the same bytes.

use kotae_answering::Decision;
use kotae_standard::Status;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// Why the review workbook could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The writer refused; says which limit of the format was met.
    #[error("確認用ブックを作れません: {0} (the review workbook cannot be written)")]
    Writer(#[from] XlsxError),
}

/// One question.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The sheet it stands on.
    pub sheet: String,
    /// Its cell in A1 notation.
    pub cell: String,
    /// Its number as the customer writes it.
    pub number: String,
    /// Its category path.
    pub category: String,
    /// The question.
    pub question: String,
    /// The choice, if any.
    pub choice: String,
    /// The answer's text.
    pub answer: String,
    /// Status of the answer.
    pub status: Status,
    /// Ids of what is cited, joined by 、.
    pub citations: String,
    /// Calibrated probability of the first match, 0 to 1.
    pub confidence: f64,
    /// What was decided.
    pub decision: Decision,
    /// State of the review, in Japanese.
    pub state: String,
    /// Was it written into the customer's workbook?
    pub written: bool,
    /// Notices, one a line.
    pub notices: String,
}

/// Everything the workbook shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Name of the customer's file.
    pub file: String,
    /// Edition of the document: `第10版 2.00 公開版`.
    pub edition: String,
    /// Day of making, ISO; `None` leaves it out.
    pub date: Option<String>,
    /// The questions, in the questionnaire's order.
    pub rows: Vec<Row>,
}

/// Columns of 回答一覧: title, width in characters (a full-width character takes two), wrap.
const COLUMNS: [(&str, f64, bool); 13] = [
    ("シート", 14.0, false),
    ("セル", 8.0, false),
    ("No.", 9.0, false),
    ("分類", 20.0, true),
    ("質問", 50.0, true),
    ("回答", 10.0, false),
    ("回答文", 60.0, true),
    ("状況", 14.0, true),
    ("出典", 14.0, true),
    ("確度", 8.0, false),
    ("判定", 10.0, false),
    ("記入", 8.0, false),
    ("確認者への注記", 50.0, true),
];

fn decision_word(decision: Decision) -> &'static str {
    match decision {
        Decision::Answer => "回答",
        Decision::Review => "要確認",
        Decision::None => "記載なし",
    }
}

/// Tints behind 判定; the word says the same, colour only helps the eye.
fn tint(decision: Decision) -> Color {
    match decision {
        Decision::Answer => Color::RGB(0x00E6_F4EA),
        Decision::Review => Color::RGB(0x00FF_F4CE),
        Decision::None => Color::RGB(0x00EC_EEF1),
    }
}

/// Writes the workbook.
///
/// # Errors
/// When the format's own limits are met.
pub fn write(report: &Report) -> Result<Vec<u8>, Error> {
    let mut workbook = Workbook::new();
    let mut properties = DocProperties::new().set_title("回答の確認").set_company("").set_author("Kotae");
    if let Some(date) = report.date.as_deref().and_then(|d| ExcelDateTime::parse_from_str(d).ok()) {
        properties = properties.set_creation_datetime(&date);
    } else if let Ok(fixed) = ExcelDateTime::from_ymd(2000, 1, 1) {
        // Without a date the writer would take the clock, and the same input would give other bytes.
        properties = properties.set_creation_datetime(&fixed);
    }
    workbook.set_properties(&properties);
    summary(workbook.add_worksheet(), report)?;
    list(workbook.add_worksheet(), report)?;
    Ok(workbook.save_to_buffer()?)
}

fn summary(sheet: &mut Worksheet, report: &Report) -> Result<(), XlsxError> {
    sheet.set_name("サマリー")?;
    sheet.set_column_width(0, 24)?;
    sheet.set_column_width(1, 60)?;
    let label = Format::new().set_bold().set_align(FormatAlign::Top);
    let value = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_align(FormatAlign::Left);
    sheet.write_with_format(0, 0, "回答の確認", &Format::new().set_bold().set_font_size(16))?;
    let mut row = 2;
    let mut line = |name: &str, text: &str| -> Result<(), XlsxError> {
        sheet.write_with_format(row, 0, name, &label)?;
        sheet.write_with_format(row, 1, text, &value)?;
        row += 1;
        Ok(())
    };
    line("調査票", &report.file)?;
    line("回答の出典", &report.edition)?;
    if let Some(date) = &report.date {
        line("作成日", date)?;
    }
    let count = |f: &dyn Fn(&Row) -> bool| report.rows.iter().filter(|r| f(r)).count().to_string();
    line("質問", &count(&|_| true))?;
    for decision in [Decision::Answer, Decision::Review, Decision::None] {
        line(decision_word(decision), &count(&|r| r.decision == decision))?;
    }
    line("記入した質問", &count(&|r| r.written))?;
    line(
        "読み方",
        "回答文は標準の原文をそのまま引用しています。「要確認」「記載なし」の行は、必ず担当者が確認してください。",
    )
}

fn list(sheet: &mut Worksheet, report: &Report) -> Result<(), XlsxError> {
    sheet.set_name("回答一覧")?;
    let head = Format::new()
        .set_bold()
        .set_font_color(Color::White)
        .set_background_color(Color::RGB(0x0033_4155))
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter);
    let cell = Format::new()
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(0x00D0_D5DD))
        .set_align(FormatAlign::Top);
    let wrapped = cell.clone().set_text_wrap();
    let percent = cell.clone().set_num_format("0%");
    for (column, (title, width, _)) in (0u16..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
        sheet.write_with_format(0, column, title, &head)?;
    }
    for (row, r) in (1u32..).zip(&report.rows) {
        let decided = cell.clone().set_background_color(tint(r.decision));
        let texts: [&str; 9] = [
            &r.sheet,
            &r.cell,
            &r.number,
            &r.category,
            &r.question,
            &r.choice,
            &r.answer,
            r.status.japanese(),
            &r.citations,
        ];
        for ((column, text), (_, _, wrap)) in (0u16..).zip(texts).zip(COLUMNS) {
            sheet.write_string_with_format(row, column, clip(text), if wrap { &wrapped } else { &cell })?;
        }
        sheet.write_number_with_format(row, 9, r.confidence, &percent)?;
        sheet.write_string_with_format(row, 10, decision_word(r.decision), &decided)?;
        sheet.write_string_with_format(row, 11, if r.written { "済" } else { "" }, &cell)?;
        sheet.write_string_with_format(row, 12, clip(&r.notices), &wrapped)?;
    }
    let last = u32::try_from(report.rows.len()).unwrap_or(u32::MAX).min(1_048_575);
    sheet.autofilter(0, 0, last.max(1), 12)?;
    sheet.set_freeze_panes(1, 5)?;
    sheet.set_landscape().set_paper_size(9).set_repeat_rows(0, 0)?;
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

/// A cell holds at most 32,767 UTF-16 units; longer text is cut in this report only, and says so.
fn clip(text: &str) -> String {
    const MOST: usize = 32_767;
    if text.encode_utf16().count() <= MOST {
        return text.to_owned();
    }
    const TAIL: &str = "…（以下、もとの表を参照）";
    let mut room = MOST - TAIL.encode_utf16().count();
    let mut out = String::new();
    for c in text.chars() {
        if c.len_utf16() > room {
            break;
        }
        room -= c.len_utf16();
        out.push(c);
    }
    out + TAIL
}

#[cfg(test)]
mod tests {
    use super::{Report, Row, write};
    use calamine::{Reader as _, Xlsx};
    use kotae_answering::Decision;
    use kotae_standard::Status;
    use std::io::Cursor;

    fn report(question: &str) -> Report {
        let row = Row {
            sheet: "質問票".into(),
            cell: "D4".into(),
            number: "0012".into(),
            category: "管理 > 規程".into(),
            question: question.into(),
            choice: "○".into(),
            answer: "=1+1 ではない".into(),
            status: Status::Partial,
            citations: "実25".into(),
            confidence: 0.93,
            decision: Decision::Review,
            state: "要確認".into(),
            written: false,
            notices: "一行目\n二行目".into(),
        };
        Report { file: "調査票.xlsx".into(), edition: "第10版".into(), date: None, rows: vec![row] }
    }

    #[test]
    fn a_row_reads_back_as_text() {
        let bytes = write(&report("質問です")).expect("written");
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("opens");
        let range = book.worksheet_range("回答一覧").expect("there");
        let cells: Vec<String> =
            range.rows().nth(1).expect("one row").iter().map(ToString::to_string).collect();
        assert_eq!(cells[2], "0012");
        assert_eq!(cells[6], "=1+1 ではない");
        assert_eq!(cells[10], "要確認");
    }

    #[test]
    fn the_same_rows_give_the_same_bytes_and_a_long_text_is_cut() {
        let long = "長".repeat(40_000);
        assert_eq!(write(&report(&long)).expect("written"), write(&report(&long)).expect("written"));
    }
}
