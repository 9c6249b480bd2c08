//! Files made to break a reader: each must end in an error that names what is wrong, or in a
//! workbook; never in a crash, and without much memory or time.

use crate::kept::workbooks;
use crate::parts::{BOOK, NS, Parts, SHEET, edits};
use kotae_workbook::{CellRef, Error, Limit, NameFault, PartFault, Workbook};
use proptest::prelude::*;
use std::io::{Cursor, Write};
use std::sync::LazyLock;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn error(bytes: Vec<u8>) -> Error {
    let error = Workbook::open(bytes).expect_err("must be refused");
    let text = error.to_string();
    let split = text.strip_suffix(')').and_then(|t| t.rsplit_once(" ("));
    assert!(split.is_some_and(|(ja, _)| !ja.is_ascii()), "not 「日本語 (English)」: {text}");
    error
}

/// The fault in a part, with the part's name.
fn fault(parts: &Parts) -> (String, PartFault) {
    match error(parts.zip()) {
        Error::Part { part, why, .. } => (part, why),
        other => panic!("{other:?}"),
    }
}

/// A zip with these entries, whatever they are called.
fn zip_of<'a>(entries: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        writer.start_file(name, SimpleFileOptions::default()).expect("any name will do");
        writer.write_all(content).expect("memory takes it");
    }
    writer.finish().expect("memory takes it").into_inner()
}

/// All places of `what` overwritten with `with`, of the same length.
fn overwrite(bytes: &mut [u8], what: &[u8], with: &[u8]) {
    let places: Vec<usize> = (0..bytes.len()).filter(|&i| bytes[i..].starts_with(what)).collect();
    assert!(!places.is_empty() && what.len() == with.len());
    for place in places {
        bytes[place..place + with.len()].copy_from_slice(with);
    }
}

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    let whole = Parts::with_rows("<row r='1'><c r='A1'><v>1</v></c></row>").zip();
    // Nothing at all is refused too; one or two letters are a text of that many letters.
    for length in std::iter::once(0).chain(3..whole.len() - 22) {
        error(whole[..length].to_vec());
    }
}

#[test]
fn a_doctype_is_refused_in_every_part_that_is_read() {
    let parts = Parts::with_rows("").beside(&[
        ("comments", "c.xml"),
        ("table", "t.xml"),
        ("threadedComment", "d.xml"),
    ]);
    let parts = parts
        .and("xl/worksheets/c.xml", "<comments/>")
        .and("xl/worksheets/t.xml", "<table ref='A1:B2'/>")
        .and("xl/worksheets/d.xml", "<ThreadedComments/>");
    parts.open();
    for (name, content) in parts.0.clone() {
        let bomb = [b"<!DOCTYPE a [<!ENTITY b 'c'>]>".as_slice(), &content].concat();
        assert_eq!(fault(&parts.clone().and(&name, bomb)), (name, PartFault::Doctype));
    }
}

#[test]
fn damaged_xml_is_refused_by_part() {
    let sheet = |xml: &str| fault(&Parts::with_sheet(xml));
    assert_eq!(sheet("<worksheet><sheetData><row>"), (SHEET.into(), PartFault::Truncated));
    assert_eq!(sheet(""), (SHEET.into(), PartFault::Truncated));
    assert!(matches!(sheet("<worksheet></sheet>"), (_, PartFault::Malformed(_))));
    assert!(matches!(sheet("<worksheet><sheetData><row r=1/>"), (_, PartFault::Malformed(_))));
    assert!(matches!(sheet("<worksheet/><x"), (_, PartFault::Malformed(_))));
    assert!(matches!(sheet("<worksheet/><worksheet></worksheet>"), (_, PartFault::Malformed(_))));
    let two = "<worksheet><sheetData/><sheetData><row/></sheetData></worksheet>";
    assert!(matches!(sheet(two), (_, PartFault::Malformed(_))));
    let twice = "<worksheet><sheetData><row><c r='E6' r='C2'/></row></sheetData></worksheet>";
    assert!(matches!(sheet(twice), (_, PartFault::Malformed(_))));
    assert!(matches!(sheet("A1 <worksheet/>"), (_, PartFault::Malformed(_))));
    assert!(matches!(sheet("<worksheet/>x"), (_, PartFault::Malformed(_))));
    assert_eq!(sheet(&"<worksheet>".repeat(100_000)), (SHEET.into(), PartFault::TooDeep));
    assert!(matches!(sheet("<html/>"), (_, PartFault::Root { expected: "worksheet", .. })));
    assert!(matches!(fault(&Parts::with_rows("").and(BOOK, "<x/>")), (_, PartFault::Root { .. })));
    assert_eq!(
        error(zip_of([("[Content_Types].xml", &b"<Types/>"[..])])),
        Error::MissingPart { part: BOOK.into() }
    );
}

#[test]
fn names_that_lead_astray_are_refused() {
    for name in ["../evil.xml", "/etc/passwd", "xl\\..\\..\\evil", "C:\\evil.xml", "a/../b"] {
        let zip = zip_of([(name, &b""[..])]);
        assert!(matches!(error(zip), Error::EntryName { why: NameFault::Outside, .. }), "{name}");
    }
    assert!(matches!(
        error(zip_of([("a\u{1}", &b""[..])])),
        Error::EntryName { why: NameFault::Unreadable, .. }
    ));
    let cases = zip_of([("xl/Workbook.xml", &b""[..]), ("xl/workbook.xml", &b""[..])]);
    assert!(matches!(error(cases), Error::EntryName { why: NameFault::Twice, .. }));
    let mut twice = zip_of([("xl/aaaa.xml", &b"a"[..]), ("xl/bbbb.xml", &b"b"[..])]);
    overwrite(&mut twice, b"xl/bbbb.xml", b"xl/aaaa.xml");
    assert!(matches!(error(twice), Error::EntryName { why: NameFault::Twice, .. }));
}

#[test]
fn bombs_are_refused_before_they_go_off() {
    // 40 MB of spaces: 1,000 times smaller when packed.
    let blank = vec![b' '; 40 << 20];
    let parts = Parts::with_rows("").and(SHEET, blank);
    assert!(
        matches!(error(parts.zip()), Error::TooLarge { what: Limit::Ratio, part: Some(p), .. } if p == SHEET)
    );

    // The same with its size declared as 1,000 bytes, in both headers.
    let size = u32::to_le_bytes(40 << 20);
    let mut lying = parts.zip();
    overwrite(&mut lying, &size, &1000u32.to_le_bytes());
    let found = error(lying);
    assert!(
        matches!(&found, Error::Part { part, why: PartFault::Inflate(_), .. } if part == SHEET),
        "{found:?}"
    );

    let names: Vec<String> = (0..10_001).map(|i| format!("{i}")).collect();
    let many = zip_of(names.iter().map(|n| (n.as_str(), &b""[..])));
    assert!(matches!(error(many), Error::TooLarge { what: Limit::Entries, .. }));
}

#[test]
fn two_entries_over_the_same_bytes_are_refused() {
    let mut zip = zip_of([("xl/a", &b"aaaaaaaaaaaa"[..]), ("xl/b", &b"aaaaaaaaaaaa"[..])]);
    // Let the second entry of the directory point to the first.
    let directory = zip.windows(4).rposition(|w| w == b"PK\x01\x02").expect("has a directory");
    zip[directory + 42..directory + 46].fill(0);
    assert!(matches!(error(zip), Error::BrokenPackage { .. } | Error::EntryName { .. }));
}

#[test]
fn one_text_in_very_many_cells_is_refused() {
    let long = "あ".repeat(1 << 20);
    let rows: String =
        (1..=80).map(|r| format!("<row r='{r}'><c r='A{r}' t='s'><v>0</v></c></row>")).collect();
    let parts = Parts::with_rows(&rows)
        .and("xl/sharedStrings.xml", format!("<sst {NS}><si><t>{long}</t></si></sst>"));
    assert!(matches!(error(parts.zip()), Error::TooLarge { what: Limit::Text, .. }));
}

#[test]
fn claims_about_sizes_are_not_believed() {
    let strings =
        format!("<sst {NS} count='9999999999999' uniqueCount='9999999999999'><si><t>a</t></si></sst>");
    let book = Parts::with_inside(
        "<dimension ref='A1:XFD1048576'/><cols><col min='1' max='4000000000'/></cols><sheetData><row r='1'>\
         <c r='A1' t='s'><v>0</v></c></row><row r='1048576'><c r='XFD1048576'><v>1</v></c></row></sheetData>\
         <mergeCells count='4000000000'><mergeCell ref='B1:XFD1048575'/></mergeCells><dataValidations count='99'>\
         <dataValidation type='list' sqref='N1:XFD1048576'><formula1>$A:$XFD</formula1></dataValidation>\
         <dataValidation type='list' sqref='N1:XFD1048576'><formula1>A1:B1</formula1></dataValidation></dataValidations>",
    )
    .and("xl/sharedStrings.xml", strings)
    .open();
    let sheet = &book.sheets()[0];
    assert_eq!((sheet.cells.len(), sheet.text(CellRef::new(1, 1))), (2, "a".to_owned()));
    assert_eq!(sheet.validations_at(CellRef::new(9, 99)).count(), 2);
    assert!(sheet.merge_at(CellRef::new(9, 99)).is_some());
    let filled = book.fill(&edits(&[("A1048576", "a"), ("A2", "b")])).expect("reads back");
    assert_eq!(filled.changed.len(), 2);
}

#[test]
fn a_hundred_thousand_merges_are_looked_up_quickly() {
    let merges: String = (1..=100_000).map(|r| format!("<mergeCell ref='B{r}:F{r}'/>")).collect();
    let parts = Parts::with_inside(&format!(
        "<sheetData/><mergeCells><mergeCell ref='A1:A200000'/>{merges}</mergeCells>"
    ));
    let book = parts.open();
    let sheet = &book.sheets()[0];
    let found = (1..=100_000).filter(|&row| sheet.merge_at(CellRef::new(row, 4)).is_some()).count();
    assert_eq!(found, 100_000);
    assert_eq!(
        sheet.merge_at(CellRef::new(150_000, 1)).map(|m| m.to_string()).as_deref(),
        Some("A1:A200000")
    );
}

/// Parts of real workbooks, unpacked.
static REAL: LazyLock<Vec<Parts>> = LazyLock::new(|| {
    let wanted = ["d03_excel_rich.xlsx", "d04_macro.xlsm", "d06_libreoffice.xlsx", "d02_two_level.xlsx"];
    let kept = workbooks().into_iter().filter(|k| wanted.iter().any(|w| k.path.ends_with(w)));
    kept.map(|k| {
        let mut archive = zip::ZipArchive::new(Cursor::new(k.bytes)).expect("a zip");
        let mut parts = Parts(Vec::new());
        for i in 0..archive.len() {
            let mut entry = archive.by_index(i).expect("readable");
            let mut content = Vec::new();
            std::io::Read::read_to_end(&mut entry, &mut content).expect("readable");
            parts.0.push((entry.name().expect("UTF-8").into_owned(), content));
        }
        parts
    })
    .collect()
});

/// Opens, and if that goes well fills: any outcome but a crash will do.
fn survives(bytes: Vec<u8>) {
    let Ok(book) = Workbook::open(bytes) else { return };
    let edits: Vec<_> = book
        .sheets()
        .iter()
        .flat_map(|s| {
            edits(&[("A1", "あ"), ("E5", "い"), ("XFD9", "")]).into_iter().map(|mut e| {
                e.sheet.clone_from(&s.name);
                e
            })
        })
        .collect();
    let _ = book.fill(&edits);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn changed_bytes_in_a_package_never_crash(
        file in 0..4usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut bytes = REAL[file].zip();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        survives(bytes);
    }

    #[test]
    fn changed_xml_in_a_part_never_crashes(
        file in 0..4usize,
        part in any::<prop::sample::Index>(),
        from in any::<prop::sample::Index>(),
        length in 0..60usize,
        with in prop_oneof![
            Just(String::new()),
            Just("<".to_owned()),
            Just("/>".to_owned()),
            Just("\"".to_owned()),
            Just("<!--".to_owned()),
            Just("4294967295".to_owned()),
            Just("-1".to_owned()),
            Just(":".to_owned()),
            Just("XFD1048577".to_owned()),
            "\\PC{0,8}",
        ],
    ) {
        let mut parts = REAL[file].clone();
        let part = part.index(parts.0.len());
        let content = &mut parts.0[part].1;
        let from = from.index(content.len() + 1);
        let to = (from + length).min(content.len());
        content.splice(from..to, with.into_bytes());
        survives(parts.zip());
    }
}

#[test]
fn a_text_of_nothing_but_separators_is_refused_before_its_fields_are_kept() {
    for byte in [b',', b'\n'] {
        let found = error(vec![byte; 40 << 20]);
        assert!(matches!(found, Error::TooLarge { what: Limit::Cells, .. }), "{found:?}");
    }
    assert!(matches!(error(vec![b'a'; 65 << 20]), Error::TooLarge { what: Limit::File, .. }));
}

#[test]
fn more_rows_than_a_sheet_has_are_refused() {
    let found = error(Parts::with_rows(&"<row/>".repeat(1_048_577)).zip());
    assert!(matches!(found, Error::TooLarge { what: Limit::Rows, .. }), "{found:?}");
}
