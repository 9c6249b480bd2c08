//! OpenDocument spreadsheets: what is read from them, and that filling changes nothing but the answers.

use kotae_workbook::{
    CellRef, Edit, Error, Filled, Format, RefusalReason, SheetState, ValidationKind, Workbook,
};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const STYLES: &str = "<style:style style:name='open' style:family='table-cell' style:parent-style-name='base'/>\
    <style:style style:name='base' style:family='table-cell'><style:table-cell-properties \
    style:cell-protect='none' fo:background-color='#ddebf7'/><style:text-properties fo:font-weight='bold'/></style:style>\
    <style:style style:name='hidden' style:family='table'><style:table-properties table:display='false'/></style:style>";

fn content(spreadsheet: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content \
        xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
        xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
        xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
        xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:fo=\"f\" xmlns:draw=\"d\">\
        <office:automatic-styles>{STYLES}</office:automatic-styles><office:body><office:spreadsheet>{spreadsheet}\
        </office:spreadsheet></office:body></office:document-content>"
    )
}

fn package(content: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default();
    let manifest = "<manifest:manifest xmlns:manifest='m'/>";
    for (name, part) in
        [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content)]
    {
        zip.start_file(name, plain).expect("in memory");
        zip.write_all(part.as_bytes()).expect("in memory");
    }
    zip.start_file("META-INF/manifest.xml", plain).expect("in memory");
    zip.write_all(manifest.as_bytes()).expect("in memory");
    zip.finish().expect("in memory").into_inner()
}

fn open(tables: &str) -> Workbook {
    Workbook::open(package(&content(tables))).expect("a spreadsheet")
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut text = String::new();
    let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    zip.by_name(name).expect("a part").read_to_string(&mut text).expect("UTF-8");
    text
}

fn edit(sheet: &str, at: &str, text: &str) -> Edit {
    Edit { sheet: sheet.to_owned(), at: at.parse().expect("a cell"), text: text.to_owned() }
}

/// The table after filling, between its tags.
fn after(filled: &Filled, tables: &str) -> String {
    let (head, tail) =
        content(tables).split_once(tables).map(|(a, b)| (a.to_owned(), b.to_owned())).expect("in it");
    let got = part(&filled.bytes, "content.xml");
    let got = got.strip_prefix(&head).and_then(|g| g.strip_suffix(&tail)).map(ToOwned::to_owned);
    got.expect("nothing around the tables has changed")
}

#[test]
fn cells_read_as_a_person_reads_them() {
    let book = open(
        "<table:content-validations><table:content-validation table:name='v' \
         table:condition='of:cell-content-is-in-list(&quot;○&quot;;&quot;×&quot;)' table:base-cell-address='a.B1'>\
         <table:help-message><text:p>選んで</text:p></table:help-message></table:content-validation>\
         </table:content-validations>\
         <table:table table:name='a' table:protected='true'><table:table-column table:default-cell-style-name='open'/>\
         <table:table-header-rows><table:table-row>\
         <table:table-cell><text:p>一<text:s text:c='2'/>二 \n 三<text:line-break/>四</text:p><text:p>五<text:ruby>\
         <text:ruby-base>漢</text:ruby-base><text:ruby-text>かん</text:ruby-text></text:ruby></text:p>\
         <office:annotation><dc:creator xmlns:dc='c'>人</dc:creator><text:p>注</text:p></office:annotation></table:table-cell>\
         <table:table-cell table:content-validation-name='v' table:style-name='open'/>\
         <table:table-cell table:number-columns-repeated='2' office:value-type='float' office:value='1.5'><text:p>1.50</text:p></table:table-cell>\
         <table:table-cell table:formula='of:=1' office:value-type='float' office:value='1'/></table:table-row></table:table-header-rows>\
         <table:table-row table:visibility='collapse' table:number-rows-repeated='2'><table:table-cell \
         table:number-columns-spanned='2' table:number-rows-spanned='2' office:value-type='string'><text:p>x</text:p></table:table-cell>\
         <table:covered-table-cell/></table:table-row>\
         <table:table-row table:number-rows-repeated='1048570'><table:table-cell table:number-columns-repeated='16384'/></table:table-row>\
         </table:table><table:table table:name='b' table:style-name='hidden'/>",
    );
    let sheet = &book.sheets()[0];
    let text = |at: &str| sheet.text(at.parse().expect("a cell"));
    assert_eq!((book.format(), book.sheets()[1].state), (Format::Ods, SheetState::Hidden));
    assert_eq!(text("A1"), "一  二 三\n四\n五漢");
    assert_eq!(
        (text("C1"), text("D1"), text("A2"), text("A3")),
        ("1.5".into(), "1.5".into(), "x".into(), "x".into())
    );
    assert_eq!(sheet.comments[0].text, "注");
    assert!(sheet.row_hidden(2) && sheet.row_hidden(3) && !sheet.row_hidden(4));
    assert_eq!(sheet.merges[0].to_string(), "A2:B3");
    let b1: CellRef = "B1".parse().expect("a cell");
    let rule = sheet.validations_at(b1).next().expect("a rule");
    assert!(matches!(&rule.kind, ValidationKind::List(c) if c.len() == 2 && c[1].text == "×"));
    assert_eq!(rule.prompt.as_deref(), Some("選んで"));
    let cell = &sheet.cells[&b1];
    assert_eq!((cell.fill, cell.bold, cell.locked), (Some(0x00DD_EBF7), true, false));
    assert!(sheet.locked("C1".parse().expect("a cell")) && sheet.editable(b1).is_ok());
    assert!(sheet.cells.len() < 20, "the empty rest is not spread out");
}

#[test]
fn a_text_goes_into_its_cell_and_runs_are_taken_apart() {
    let row = "<table:table-row table:style-name='r'><table:table-cell><text:p>問</text:p></table:table-cell>\
        <table:table-cell table:style-name='c' table:number-columns-repeated='4'/></table:table-row>";
    let run = "<table:table-row table:number-rows-repeated=\"9\"><table:table-cell table:number-columns-repeated='3'/></table:table-row>";
    let tables = format!("<table:table table:name='x'/><table:table table:name='a'>{row}{run}</table:table>");
    let filled = open(&tables)
        .fill(&[
            edit("a", "C1", "○"),
            edit("a", "B3", " a  b\n\tc&<"),
            edit("a", "E3", "右"),
            edit("a", "B12", "下"),
        ])
        .expect("filled");
    let want = "<table:table table:name='x'/><table:table table:name='a'>\
        <table:table-row table:style-name='r'><table:table-cell><text:p>問</text:p></table:table-cell>\
        <table:table-cell table:style-name=\"c\"/>\
        <table:table-cell table:style-name=\"c\" office:value-type=\"string\"><text:p>○</text:p></table:table-cell>\
        <table:table-cell table:style-name=\"c\" table:number-columns-repeated=\"2\"/></table:table-row>\
        <table:table-row><table:table-cell table:number-columns-repeated='3'/></table:table-row>\
        <table:table-row><table:table-cell/><table:table-cell office:value-type=\"string\"><text:p><text:s text:c=\"1\"/>a\
        <text:s text:c=\"2\"/>b</text:p><text:p><text:tab/>c&amp;&lt;</text:p></table:table-cell><table:table-cell/>\
        <table:table-cell/><table:table-cell office:value-type=\"string\"><text:p>右</text:p></table:table-cell></table:table-row>\
        <table:table-row table:number-rows-repeated=\"7\"><table:table-cell table:number-columns-repeated='3'/></table:table-row>\
        <table:table-row><table:table-cell/></table:table-row><table:table-row><table:table-cell/>\
        <table:table-cell office:value-type=\"string\"><text:p>下</text:p></table:table-cell></table:table-row></table:table>";
    assert_eq!(after(&filled, &tables), want);
    assert_eq!(
        filled.parts.iter().filter(|p| !p.identical).map(|p| &*p.name).collect::<Vec<_>>(),
        ["content.xml"]
    );
}

#[test]
fn notes_stay_old_values_go_and_formulas_are_refused() {
    let tables = "<table:table table:name='a'><table:table-row><table:table-cell office:value-type='float' office:value='3'>\
        <office:annotation><text:p>注</text:p></office:annotation><text:p>3</text:p><draw:frame/></table:table-cell>\
        <table:table-cell table:formula='of:=1'/><table:table-cell table:number-columns-spanned='2'/><table:covered-table-cell/>\
        </table:table-row></table:table>";
    let filled = open(tables)
        .fill(&[edit("a", "A1", "三"), edit("a", "B1", "x"), edit("a", "D1", "x")])
        .expect("the others are filled");
    assert!(after(&filled, tables).contains(
        "<table:table-cell office:value-type=\"string\"><office:annotation><text:p>注</text:p></office:annotation>\
         <text:p>三</text:p><draw:frame/></table:table-cell>"
    ));
    let corner = "C1".parse().expect("a cell");
    let why: Vec<_> = filled.refused.iter().map(|r| r.why).collect();
    assert_eq!(why, [RefusalReason::Formula, RefusalReason::InsideMerge(corner)]);
}

#[test]
fn the_kept_spreadsheet_is_filled_and_reads_back() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/workbooks/h30_ods.ods");
    let book = Workbook::open(std::fs::read(file).expect("there")).expect("a spreadsheet");
    let sheet = &book.sheets()[0];
    let edits: Vec<Edit> = (4..10).map(|row| edit(&sheet.name, &format!("D{row}"), "対応\n済")).collect();
    let filled = book.fill(&edits).expect("filled");
    let again = Workbook::open(filled.bytes).expect("a spreadsheet");
    assert!((4..10).all(|row| again.sheets()[0].text(CellRef::new(row, 4)) == "対応\n済"));
    assert_eq!(filled.changed.len(), 6);
}

#[test]
fn encrypted_and_damaged_spreadsheets_are_refused() {
    let with = |manifest: &str, content: &str| {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, part) in [("content.xml", content), ("META-INF/manifest.xml", manifest)] {
            zip.start_file(name, SimpleFileOptions::default()).expect("in memory");
            zip.write_all(part.as_bytes()).expect("in memory");
        }
        Workbook::open(zip.finish().expect("in memory").into_inner()).expect_err("refused")
    };
    let locked = "<m:manifest xmlns:m='m'><m:file-entry m:full-path='content.xml'><m:encryption-data/></m:file-entry></m:manifest>";
    assert!(matches!(with(locked, "noise"), Error::Encryption { .. }));
    assert!(matches!(with("<m/>", "<office:document-content><a>"), Error::Part { .. }));
    assert!(matches!(with("<m/>", "<!DOCTYPE a><a/>"), Error::Part { .. }));
}

proptest! {
    #[test]
    fn only_the_answered_cells_change(
        rows in prop::collection::vec((1u32..4, prop::collection::vec((1u32..4, "[a○ &<]{0,3}"), 0..4)), 0..4),
        answers in prop::collection::btree_map((1u32..14, 1u32..14), "[b△ \t\n&<\"]{0,6}", 0..6),
    ) {
        let cell = |(count, text): &(u32, String)| format!(
            "<table:table-cell table:number-columns-repeated='{count}' office:value-type='string'><text:p>{}</text:p></table:table-cell>",
            text.replace('&', "&amp;").replace('<', "&lt;"),
        );
        let table: String = rows
            .iter()
            .map(|(count, cells)| format!(
                "<table:table-row table:number-rows-repeated='{count}'>{}</table:table-row>",
                cells.iter().map(cell).collect::<String>(),
            ))
            .collect();
        let book = open(&format!("<table:table table:name='a'>{table}</table:table>"));
        let edits: Vec<Edit> = answers
            .iter()
            .map(|(&(row, column), text)| Edit { sheet: "a".into(), at: CellRef::new(row, column), text: text.clone() })
            .collect();
        let filled = book.fill(&edits).expect("every cell can be written");
        let again = Workbook::open(filled.bytes).expect("a spreadsheet");
        let texts = |book: &Workbook| -> BTreeMap<CellRef, String> {
            let sheet = &book.sheets()[0];
            sheet.cells.keys().map(|&at| (at, sheet.text(at))).filter(|(_, t)| !t.is_empty()).collect()
        };
        let mut want = texts(&book);
        for e in edits {
            want.remove(&e.at);
            if !e.text.is_empty() {
                want.insert(e.at, e.text);
            }
        }
        prop_assert_eq!(texts(&again), want);
    }
}

#[test]
fn cells_that_an_array_formula_fills_are_refused_like_the_formula() {
    let tables = "<table:table table:name='票'>\
        <table:table-row><table:table-cell table:formula='of:=[.C1:.D2]' table:number-matrix-columns-spanned='2' \
        table:number-matrix-rows-spanned='2' office:value-type='float' office:value='1'/>\
        <table:table-cell office:value-type='float' office:value='2'/></table:table-row>\
        <table:table-row><table:table-cell office:value-type='float' office:value='3'/><table:table-cell/></table:table-row>\
        <table:table-row><table:table-cell/></table:table-row></table:table>";
    let cells = ["A1", "B1", "A2", "B2", "A3", "C1"];
    let filled = open(tables).fill(&cells.map(|at| edit("票", at, "n"))).expect("filled");
    let refused: Vec<String> = filled.refused.iter().map(|r| r.at.to_string()).collect();
    assert_eq!(refused, ["A1", "B1", "A2", "B2"]);
    assert!(filled.refused.iter().all(|r| r.why == RefusalReason::Formula), "{:?}", filled.refused);
}
