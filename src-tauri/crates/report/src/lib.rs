//! The review workbook: what is left to do (サマリー), one row a question with its answer, where the
//! answer comes from and how sure it is (回答一覧), the rows that need a person, worst first (要確認), and
//! each cited response once (根拠). For the person who checks the questionnaire before it goes back.
//!
//! Takes plain rows and gives the bytes of an .xlsx; the date is passed in, because the same input
//! must give the same bytes.

mod list;
mod open;
mod page;
mod sources;
mod style;
mod summary;

use kotae_answering::Decision;
use kotae_standard::Status;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use style::Styles;

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
    /// What of the document stands behind the answer, verbatim, an id and a quotation a paragraph; of
    /// an answer in a person's own words what stood there before.
    pub quotes: String,
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
    /// What the reviewer noted; empty when nothing.
    pub note: String,
}

/// One response that answers cite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// `実39`, `s2.5`.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// What it claims as a whole.
    pub status: Status,
    /// Verbatim.
    pub text: String,
    /// What to know about it, one a line: exceptions, places that say the same, suspected typos.
    pub notices: String,
    /// Places in `rows` of the answers that cite it.
    pub cited_by: Vec<usize>,
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
    /// Name of the filled workbook, when it lies beside this one: cells are linked to it.
    pub filled: Option<String>,
    /// How the file came about: version, what was done with how many cells.
    pub made: String,
    /// The questions, in the questionnaire's order.
    pub rows: Vec<Row>,
    /// What the answers cite, in the document's order.
    pub sources: Vec<Source>,
}

/// Writes the workbook.
///
/// # Errors
/// When the format's own limits are met.
pub fn write(report: &Report) -> Result<Vec<u8>, Error> {
    let mut workbook = Workbook::new();
    let mut properties = DocProperties::new()
        .set_title("回答の確認")
        .set_subject(&report.file)
        .set_comment(&report.edition)
        .set_company("")
        .set_author("Kotae");
    if let Some(date) = report.date.as_deref().and_then(|d| ExcelDateTime::parse_from_str(d).ok()) {
        properties = properties.set_creation_datetime(&date);
    } else if let Ok(fixed) = ExcelDateTime::from_ymd(2000, 1, 1) {
        // Without a date the writer would take the clock, and the same input would give other bytes.
        properties = properties.set_creation_datetime(&fixed);
    }
    workbook.set_properties(&properties);
    let styles = Styles::new();
    summary::write(workbook.add_worksheet(), report, &styles)?;
    // Rows are handed to the disk as they come: 20,000 of them would fill a laptop's memory.
    list::write(workbook.add_worksheet_with_constant_memory()?, report, &styles)?;
    open::write(workbook.add_worksheet_with_constant_memory()?, report, &styles)?;
    sources::write(workbook.add_worksheet_with_constant_memory()?, report, &styles)?;
    Ok(workbook.save_to_buffer()?)
}

/// The word for what was decided.
fn decision_word(decision: Decision) -> &'static str {
    match decision {
        Decision::Answer => "回答",
        Decision::Review => "要確認",
        Decision::None => "記載なし",
    }
}

/// Has a person settled the row?
fn settled(row: &Row) -> bool {
    matches!(row.state.as_str(), "確認済" | "対象外")
}

/// The last row of a list with this many entries under one header row.
fn last_row(entries: usize) -> u32 {
    u32::try_from(entries).unwrap_or(u32::MAX).clamp(1, 1_048_575)
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
    use super::{Report, Row, Source, write};
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
            quotes: "実25：付与します。".into(),
            confidence: 0.93,
            decision: Decision::Review,
            state: "要確認".into(),
            written: false,
            notices: "一行目\n二行目".into(),
            note: "営業に確認".into(),
        };
        let source = Source {
            id: "実25".into(),
            title: "権限".into(),
            status: Status::Partial,
            text: "付与します。".into(),
            notices: String::new(),
            cited_by: vec![0],
        };
        Report {
            file: "調査票.xlsx".into(),
            edition: "第10版".into(),
            date: None,
            filled: Some("調査票 1_回答済.xlsx".into()),
            made: "Kotae".into(),
            rows: vec![row],
            sources: vec![source],
        }
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
        assert_eq!(cells[11], "要確認");
        assert_eq!(cells[15], "実25：付与します。");
        let names = ["サマリー", "回答一覧", "要確認", "根拠"];
        assert_eq!(book.sheet_names(), names);
        let range = book.worksheet_range("根拠").expect("there");
        let cells: Vec<String> =
            range.rows().nth(1).expect("one source").iter().map(ToString::to_string).collect();
        assert_eq!((&*cells[0], &*cells[3], &*cells[5]), ("実25", "付与します。", "質問票!D4"));
    }

    #[test]
    fn what_needs_a_person_comes_worst_first() {
        let mut r = report("問");
        let row = |question: &str, decision, confidence, state: &str| Row {
            question: question.into(),
            decision,
            confidence,
            state: state.into(),
            ..r.rows[0].clone()
        };
        r.rows = vec![
            row("sure", Decision::Answer, 0.9, "候補"),
            row("done", Decision::Review, 0.1, "確認済"),
            row("likely", Decision::Review, 0.7, "要確認"),
            row("none", Decision::None, 0.4, "記載なし"),
            row("doubtful", Decision::Review, 0.2, "要確認"),
            row("aside", Decision::Answer, 0.9, "保留"),
        ];
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(write(&r).expect("written"))).expect("opens");
        let range = book.worksheet_range("要確認").expect("there");
        let questions: Vec<String> = range.rows().skip(1).map(|c| c[4].to_string()).collect();
        assert_eq!(questions, ["none", "doubtful", "likely", "aside", "sure"]);
    }

    /// The text of a part of the package.
    fn part(bytes: Vec<u8>, name: &str) -> String {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
        std::io::read_to_string(zip.by_name(name).expect("a part")).expect("UTF-8")
    }

    #[test]
    fn names_with_signs_of_links_are_linked() {
        let r = Report { filled: Some("100% #1 何?_回答済.xlsx".into()), ..report("問") };
        let relations = part(write(&r).expect("written"), "xl/worksheets/_rels/sheet2.xml.rels");
        assert!(relations.contains("100%25 %231 何%3F_回答済.xlsx"), "{relations}");
    }

    #[test]
    fn the_list_prints_in_letters_that_can_be_read() {
        let bytes = write(&report("問")).expect("written");
        let sheet = part(bytes, "xl/worksheets/sheet2.xml");
        // Ten points at three quarters, and nothing fitted to fewer pages.
        assert!(sheet.contains("scale=\"78\"") && !sheet.contains("fitToPage"), "{sheet}");
        assert!(sheet.contains("<colBreaks"), "{sheet}");
    }

    #[test]
    fn an_empty_questionnaire_makes_a_workbook_too() {
        let empty = Report { rows: Vec::new(), sources: Vec::new(), ..report("") };
        assert!(write(&empty).is_ok());
    }

    #[test]
    fn the_same_rows_give_the_same_bytes_and_a_long_text_is_cut() {
        let long = "長".repeat(40_000);
        assert_eq!(write(&report(&long)).expect("written"), write(&report(&long)).expect("written"));
    }
}
