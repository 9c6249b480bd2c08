//! .xls and .xlsb: read, never written into, and handed on as .xlsx.

use calamine::Reader as _;
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

/// Every value that calamine reads, dates as their numbers.
fn by_calamine(bytes: &[u8]) -> Vec<(String, CellRef, String)> {
    let mut book = calamine::open_workbook_auto_from_rs(std::io::Cursor::new(bytes)).expect("a workbook");
    let mut out = Vec::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).expect("a sheet");
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let at = CellRef::new(
                top + u32::try_from(row).expect("small") + 1,
                left + u32::try_from(column).expect("small") + 1,
            );
            let text = match value {
                calamine::Data::DateTime(d) => d.as_f64().to_string(),
                calamine::Data::Bool(b) => if *b { "TRUE" } else { "FALSE" }.to_owned(),
                other => other.to_string(),
            };
            if !text.is_empty() {
                out.push((name.clone(), at, text));
            }
        }
    }
    out
}

#[test]
fn the_values_are_those_that_calamine_reads() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/workbooks/binary");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("there").flatten().map(|e| e.file_name()).collect();
    files.sort();
    let names = files.iter().map(|f| format!("binary/{}", f.to_string_lossy()));
    let mut compared = 0;
    for file in names.chain(["shared/d12_xls.xls".to_owned()]) {
        let bytes = bytes(&file);
        let book = Workbook::open(bytes.clone()).expect("a workbook");
        for (sheet, at, text) in by_calamine(&bytes) {
            let sheet = book.sheet(&sheet).unwrap_or_else(|| panic!("{file}: {sheet}"));
            // The reader held against passes short records of .xlsb over; what it sees must be the same.
            assert_eq!(sheet.text(at), text, "{file} {at}");
            compared += 1;
        }
    }
    assert!(compared > 50, "{compared}");
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

#[test]
fn a_region_over_the_whole_sheet_does_not_make_a_stand_in_of_as_many_cells() {
    // The only merged region of this file, stretched to row 1,048,576 and column XFD.
    let mut file = bytes("binary/sheetjs.xls");
    let region: Vec<u8> = [1u16, 0, 0, 0, 3].iter().flat_map(|n| n.to_le_bytes()).collect();
    let at = file.windows(10).position(|w| w == region).expect("its merged region");
    file[at + 4..at + 6].copy_from_slice(&[0xFF, 0xFF]);
    file[at + 8..at + 10].copy_from_slice(&[0xFF, 0x3F]);
    let book = Workbook::open(file).expect("a workbook");
    assert_eq!(book.sheets()[0].merges[0].to_string(), "A1:XFD65536");
    assert!(book.to_xlsx().expect("an .xlsx").len() < 100_000);
}
