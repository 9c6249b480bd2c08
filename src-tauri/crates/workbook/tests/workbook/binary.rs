//! .xls and .xlsb: read, never written into, and handed on as .xlsx.

use kotae_workbook::{CellRef, Edit, Error, Format, SheetState, ValidationKind, Workbook};
use std::path::Path;

fn bytes(file: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/workbooks").join(file);
    std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn choices(book: &Workbook, sheet: usize, at: &str) -> Vec<String> {
    let at: CellRef = at.parse().expect("a cell");
    let lists = book.sheets()[sheet].validations_at(at).filter_map(|v| match &v.kind {
        ValidationKind::List(c) => Some(c.iter().map(|c| c.text.clone()).collect()),
        _ => None,
    });
    lists.into_iter().next().unwrap_or_default()
}

#[test]
fn an_old_workbook_reads_as_a_person_reads_it() {
    let book = Workbook::open(bytes("shared/d12_xls.xls")).expect("a workbook");
    assert_eq!((book.format(), book.writable()), (Format::Xls, false));
    let sheet = &book.sheets()[0];
    assert_eq!((&*sheet.name, sheet.state), ("チェック", SheetState::Visible));
    assert!(sheet.text("C3".parse().expect("a cell")).starts_with("セキュリティポリシーは"));
    assert_eq!(choices(&book, 0, "D3"), ["○", "×"]);
    assert!(sheet.cells[&"A2".parse().expect("a cell")].bold);
    let edit = Edit { sheet: "チェック".into(), at: "D3".parse().expect("a cell"), text: "○".into() };
    assert_eq!(book.fill(&[edit]), Err(Error::ReadOnly { format: Format::Xls }));
}

#[test]
fn a_binary_workbook_of_2007_reads_with_its_short_records() {
    let book = Workbook::open(bytes("binary/sheetjs.xlsb")).expect("a workbook");
    assert_eq!((book.format(), book.writable()), (Format::Xlsb, false));
    let text = |at: &str| book.sheets()[0].text(at.parse().expect("a cell"));
    assert_eq!((text("A1"), text("B3"), text("C3")), ("点検票".into(), "規程はあるか".into(), String::new()));
    assert_eq!((text("A3"), text("A4"), text("D4")), ("1".into(), "2".into(), "0.25".into()));
    assert_eq!(book.sheets()[0].merges[0].to_string(), "A1:D1");
    assert_eq!(book.sheets()[1].state, SheetState::Hidden);
}

#[test]
fn a_writer_that_leaves_its_tables_too_long_is_read() {
    let book = Workbook::open(bytes("binary/sheetjs.xls")).expect("a workbook");
    assert_eq!(book.format(), Format::Xls);
    assert_eq!(book.sheets()[0].text("B3".parse().expect("a cell")), "規程はあるか");
    assert_eq!(book.sheets()[0].merges[0].to_string(), "A1:D1");
}

#[test]
fn the_stand_in_holds_what_was_read_and_can_be_filled() {
    for file in ["shared/d12_xls.xls", "binary/sheetjs.xlsb", "binary/sheetjs.xls"] {
        let book = Workbook::open(bytes(file)).expect("a workbook");
        let stand_in = book.to_xlsx().expect("an .xlsx");
        assert_eq!(stand_in, book.to_xlsx().expect("an .xlsx"), "the same each time");
        let copy = Workbook::open(stand_in).expect("an .xlsx");
        assert_eq!((copy.format(), copy.writable()), (Format::Xlsx, true));
        for (old, new) in book.sheets().iter().zip(copy.sheets()) {
            assert_eq!((&old.name, old.state), (&new.name, new.state));
            for at in old.cells.keys() {
                assert_eq!(old.text(*at), new.text(*at), "{file} {at}");
            }
            assert_eq!(old.merges.len(), new.merges.len(), "{file}");
        }
        assert_eq!(choices(&book, 0, "D3"), choices(&copy, 0, "D3"), "{file}");
    }
}

#[test]
fn a_cut_off_file_is_refused_or_read_in_part_but_never_ends_the_program() {
    for file in ["shared/d12_xls.xls", "binary/sheetjs.xlsb"] {
        let whole = bytes(file);
        for part in 1..40 {
            let cut = &whole[..whole.len() * part / 40];
            if let Ok(book) = Workbook::open(cut.to_vec()) {
                assert!(book.sheets().len() <= 3, "{file}");
            }
        }
        let mut noisy = whole.clone();
        for n in (0..noisy.len()).step_by(97) {
            noisy[n] ^= 0x5A;
            if let Ok(book) = Workbook::open(noisy.clone()) {
                assert!(book.sheets().len() <= 3, "{file} {n}");
            }
            noisy[n] ^= 0x5A;
        }
    }
}
