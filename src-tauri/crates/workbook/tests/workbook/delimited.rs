//! Delimited text: what is read from it, and that filling changes nothing but the answers.

use kotae_workbook::{CellRef, Edit, Error, Format, RefusalReason, TextEncoding, Workbook};
use proptest::prelude::*;

fn open(bytes: &[u8]) -> Workbook {
    Workbook::open(bytes.to_vec()).expect("a text file")
}

fn edit(at: &str, text: &str) -> Edit {
    Edit { sheet: "(csv)".to_owned(), at: at.parse().expect("a cell"), text: text.to_owned() }
}

fn cp932(text: &str) -> Vec<u8> {
    let (bytes, _, lost) = encoding_rs::SHIFT_JIS.encode(text);
    assert!(!lost);
    bytes.into_owned()
}

fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

type Way<'a> = &'a dyn Fn(&str) -> Vec<u8>;

const FORM: &str =
    "質問一覧,,,\r\nNo,質問,回答,備考\r\n1,\"規程はあるか\n(証跡,名称)\",,\r\n2,\"監査,点検\",\"\",\"\"\r\n";

#[test]
fn filling_keeps_encoding_separator_quotes_and_line_ends() {
    let filled = "質問一覧,,,\r\nNo,質問,回答,備考\r\n1,\"規程はあるか\n(証跡,名称)\",○,\"定めて,\"\"います\"\"\"\r\n2,\"監査,点検\",\"×\",\"\"\r\n";
    let edits = [edit("C3", "○"), edit("D3", "定めて,\"います\""), edit("C4", "×")];
    let tabs = |t: &str| {
        t.replace("(証跡,名称)", "(証跡\t名称)").replace("監査,点検", "監査\t点検").replace(',', "\t")
    };
    let plain = |t: &str| t.as_bytes().to_vec();
    let marked = |t: &str| format!("\u{feff}{t}").into_bytes();
    let unicode = |t: &str| utf16(&tabs(t).replace("定めて\t", "定めて,"));
    let ways: [Way<'_>; 5] =
        [&plain, &marked, &|t| cp932(t), &unicode, &|t| t.replace("\r\n", "\n").into_bytes()];
    for way in ways {
        let book = open(&way(FORM));
        assert_eq!((book.format(), book.sheets().len()), (Format::Csv, 1));
        let done = book.fill(&edits).expect("nothing in the way");
        let mut want = way(filled);
        if want.starts_with(&[0xFF, 0xFE]) {
            // A comma needs no quotes between tabs; the quotes inside do.
            want = utf16(&tabs(filled).replace("定めて\t", "定めて,"));
        }
        assert_eq!(done.bytes, want, "{:?}", String::from_utf8_lossy(&done.bytes));
        assert_eq!((done.changed.len(), done.refused.len()), (3, 0));
    }
}

#[test]
fn cells_right_of_a_short_record_and_below_the_last_are_added() {
    let book = open("No,質問\n1,規程はあるか".as_bytes());
    let done = book.fill(&[edit("D2", "はい"), edit("C2", "○"), edit("B4", "追記")]).expect("filled");
    assert_eq!(String::from_utf8(done.bytes).as_deref(), Ok("No,質問\n1,規程はあるか,○,はい\n\n,追記\n"));
}

#[test]
fn what_cp932_cannot_hold_is_named_and_the_rest_is_written() {
    let book = open(&cp932(FORM));
    let done = book.fill(&[edit("C3", "○"), edit("D3", "9〜18時")]).expect("the other cell");
    let why = RefusalReason::NotInEncoding { code: 0x301C, place: 1, encoding: TextEncoding::Cp932 };
    assert_eq!(done.refused.iter().map(|r| r.why).collect::<Vec<_>>(), [why]);
    assert!(why.to_string().contains("2文字目の「〜」") && why.to_string().contains("cp932"), "{why}");
    assert_eq!(open(&done.bytes).sheets()[0].text(CellRef::new(3, 3)), "○");
}

#[test]
fn a_line_end_of_one_kind_does_not_join_with_one_of_another() {
    let done = open(b"a\nb\r").fill(&[edit("A4", "d")]).expect("filled");
    assert_eq!(String::from_utf8(done.bytes).as_deref(), Ok("a\nb\r\rd\r"));
}

#[test]
fn a_last_record_that_is_emptied_stays() {
    let done = open(b"a\nb").fill(&[edit("A2", "")]).expect("filled");
    assert_eq!(String::from_utf8(done.bytes).as_deref(), Ok("a\n\"\""));
}

#[test]
fn a_text_that_would_read_otherwise_is_not_delivered() {
    // The quote in A1 would end at the first quote of the answer.
    assert_eq!(open(b"\"a\n1,x\n").fill(&[edit("B2", "a,b")]), Err(Error::TextForm));
    // As many records with a comma as with a tab: the comma wins.
    assert_eq!(open(b"a\tb\n1\tx\n").fill(&[edit("B1", "b,b"), edit("B2", "x,x")]), Err(Error::TextForm));
}

#[test]
fn a_text_in_no_known_encoding_is_refused() {
    assert_eq!(Workbook::open(vec![0x8E, 0xFF, b',', 0x80]).err(), Some(Error::TextEncoding));
}

proptest! {
    #[test]
    fn only_the_answered_fields_change(
        text in "(([a○; 質]{0,3}|\"([a,\n]|\"\"){0,3}\"),){1,4}(a[a\"○]{0,2})?(\r\n|\n)",
        answers in prop::collection::btree_map((8u32..14, 1u32..6), "[b△\",;\n ]{0,6}", 0..5),
    ) {
        // Enough plain records to leave no doubt about the separator.
        let text = format!("{}{text}", "No,質問,回答\r\n".repeat(9));
        let book = open(text.as_bytes());
        let edits: Vec<Edit> = answers
            .iter()
            .map(|(&(row, column), text)| Edit { sheet: "(csv)".into(), at: CellRef::new(row, column), text: text.clone() })
            .collect();
        let done = book.fill(&edits).expect("UTF-8 holds everything");
        prop_assert_eq!(done.refused.len(), 0);
        let again = open(&done.bytes);
        for e in &edits {
            prop_assert_eq!(again.sheets()[0].text(e.at), e.text.clone());
        }
        for (at, cell) in &book.sheets()[0].cells {
            if !edits.iter().any(|e| e.at == *at) {
                prop_assert_eq!(again.sheets()[0].cells.get(at), Some(cell));
            }
        }
        if edits.is_empty() {
            prop_assert_eq!(done.bytes, text.into_bytes());
        }
    }
}
