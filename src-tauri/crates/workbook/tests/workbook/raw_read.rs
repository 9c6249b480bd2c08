//! What is read from a sheet part and the parts beside it, for every shape in which writers leave
//! them.

use crate::parts::{BOOK, NS, Parts};
use kotae_workbook::{
    CellRef, Error, FileKind, Format, PartFault, Sheet, SheetState, Validation, ValidationKind, Value,
    WarningCode, Workbook,
};

fn sheet(parts: &Parts) -> Sheet {
    parts.open().sheets()[0].clone()
}

fn at(a1: &str) -> CellRef {
    a1.parse().expect("an address")
}

/// What stands in the cells of these rows, as `A1=value`, formulas with `=f` behind.
fn check(rows: &str, want: &[&str]) {
    let sheet = sheet(&Parts::with_rows(rows));
    let shown = |value: &Value| match value {
        Value::Text(t) => format!("'{t}"),
        Value::DateTime(d) => format!("date {d}"),
        other => other.shown(),
    };
    let cell = |(at, cell): (&CellRef, &kotae_workbook::Cell)| {
        let value = cell.value.as_ref().map(shown).unwrap_or_default();
        format!("{at}={value}{}", if cell.formula { "=f" } else { "" })
    };
    assert_eq!(sheet.cells.iter().map(cell).collect::<Vec<_>>(), want, "{rows}");
}

#[test]
fn values_of_every_type() {
    check(
        "<row r='1'><c r='A1'><v>1</v></c><c r='B1' t='n'><v> 2.50 </v></c><c r='C1' t='s'><v>0</v></c>\
         <c r='D1' t='str'><v>a_x000D_b</v></c><c r='E1' t='inlineStr'><is><t>i</t></is></c>\
         <c r='F1' t='b'><v>1</v></c><c r='G1' t='e'><v>#SPILL!</v></c><c r='H1' s='2'><v>46113.5</v></c>\
         <c r='I1' t='d'><v>2026-04-01T12:00:00</v></c><c r='J1' s='1'/><c r='K1' t='s'><v/></c>\
         <c r='L1' t='str'><f>\"\"</f><v></v></c><c r='M1'><f t='shared' si='0'/><v>3</v></c>\
         <c r='N1'><v>文字</v></c><c r='O1'><v><![CDATA[4]]></v></c></row>",
        &[
            "A1=1",
            "B1=2.5",
            "C1='設問",
            "D1='a\rb",
            "E1='i",
            "F1=TRUE",
            "G1=#SPILL!",
            "H1=date 46113.5",
            "I1=date 46113.5",
            "J1=",
            "K1=",
            "L1==f",
            "M1=3=f",
            "N1='文字",
            "O1=4",
        ],
    );
}

#[test]
fn places_without_addresses_follow_the_one_before() {
    check(
        "<row><c><v>1</v></c><c r='D1'><v>2</v></c><c><v>3</v></c></row><row r='9'/><row><c><v>4</v></c></row>",
        &["A1=1", "D1=2", "E1=3", "A10=4"],
    );
    check("<row><c r='B7'><v>1</v></c></row><row><c><v>2</v></c></row>", &["B7=1", "A8=2"]);
    check("<x:row xmlns:x='x' r='1'><x:c r='A1'><x:v>1</x:v></x:c></x:row>", &["A1=1"]);
}

#[test]
fn a_formula_over_a_range_claims_all_its_cells() {
    let rows = "<row r='1'><c r='A1' cm='1'><f t='array' ref='A1:A3'>X</f><v>1</v></c></row><row r='2'>\
        <c r='A2'><v>2</v></c></row><row r='4'><c r='A4'><v>4</v></c></row>";
    check(rows, &["A1=1=f", "A2=2=f", "A4=4"]);
    let sheet = sheet(&Parts::with_rows(rows));
    assert!(sheet.editable(at("A3")).is_err() && sheet.editable(at("A4")).is_ok());
}

#[test]
fn odd_cells_are_warned_about_and_read_as_far_as_they_can_be() {
    let book = Parts::with_rows(
        "<row r='2'><c r='ZZZZ9'><v>1</v></c><c r='B2' t='s'><v>77</v></c><c r='A2' t='b'><v>maybe</v></c>\
         <c r='B2'><v>5</v></c></row><row r='1'><c r='A3'><v>9</v></c></row>",
    )
    .open();
    let warnings: Vec<_> =
        book.warnings().iter().map(|w| (w.code, w.cell.map(|c| c.to_string()).unwrap_or_default())).collect();
    let want = [
        (WarningCode::CellAddress, ""),
        (WarningCode::MissingString, "B2"),
        (WarningCode::UnreadableValue, "A2"),
        (WarningCode::CellOrder, "A2"),
        (WarningCode::CellTwice, "B2"),
        (WarningCode::CellOrder, "A3"),
    ];
    assert_eq!(warnings, want.map(|(code, cell)| (code, cell.to_owned())));
    for warning in book.warnings() {
        let (ja, en) = warning
            .message
            .strip_suffix(')')
            .and_then(|t| t.rsplit_once(" ("))
            .expect("「日本語 (English)」");
        assert!(!ja.is_ascii() && en.is_ascii(), "{}", warning.message);
        assert_eq!(warning.sheet.as_deref(), Some("回答"));
    }
    assert_eq!(book.sheets()[0].text(at("B2")), "5");
}

#[test]
fn dates_of_1904_count_from_1904() {
    let book = format!(
        "<workbook {NS}><workbookPr date1904=\"1\"/><sheets><sheet name=\"回答\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let parts = Parts::with_rows("<row r='1'><c r='A1' s='2'><v>0</v></c></row>").and(BOOK, book);
    assert_eq!(sheet(&parts).cells[&at("A1")].value, Some(Value::DateTime(1462.0)));
}

#[test]
fn the_build_of_a_sheet() {
    let sheet = sheet(&Parts::with_inside(
        "<sheetViews><sheetView topLeftCell='A3'><pane ySplit='2' state='frozen'/></sheetView><sheetView/></sheetViews>\
         <cols><col min='2' max='4' width='12.5' hidden='1'/><col min='5' max='16384' style='1'/></cols>\
         <sheetData><row r='1' ht='30' hidden='true'/><row r='2' outlineLevel='2' s='1' customFormat='1'/><row r='3'/>\
         </sheetData><sheetProtection sheet='1'/><autoFilter ref='A3:D9'/><mergeCells><mergeCell ref='A1:B2'/>\
         <mergeCell ref='bad'/></mergeCells>",
    ));
    assert_eq!(sheet.frozen_rows, Some(5));
    assert!(sheet.column_hidden(3) && !sheet.column_hidden(5) && sheet.row_hidden(1) && !sheet.row_hidden(3));
    assert_eq!(
        (sheet.rows[&1].height, sheet.rows[&2].outline, sheet.rows[&2].locked),
        (Some(30.0), 2, Some(false))
    );
    assert_eq!(sheet.rows.len(), 2);
    assert!(sheet.protected && !sheet.locked(at("F9")) && sheet.locked(at("A9")) && !sheet.locked(at("A2")));
    assert_eq!(sheet.filter.map(|f| f.to_string()).as_deref(), Some("A3:D9"));
    assert_eq!(sheet.merges.iter().map(ToString::to_string).collect::<Vec<_>>(), ["A1:B2"]);
}

/// The rules that apply to D4, with the prompt behind.
fn rules(parts: &Parts) -> Vec<String> {
    let rule = |v: &Validation| {
        let kind = match &v.kind {
            ValidationKind::List(choices) => {
                choices.iter().map(|c| c.text.as_str()).collect::<Vec<_>>().join("|")
            }
            other => format!("{other:?}"),
        };
        format!("{kind}{}", v.prompt.as_ref().map(|p| format!(" ({p})")).unwrap_or_default())
    };
    sheet(parts).validations_at(at("D4")).map(rule).collect()
}

#[test]
fn validations_wherever_they_stand() {
    let inside = "<sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row></sheetData>\
        <dataValidations><dataValidation type='list' sqref='A9 D4:D6' prompt='選んで_x000a_ください'>\
        <formula1>\"対応済, 未対応\"</formula1></dataValidation>\
        <dataValidation type='textLength' operator='lessThanOrEqual' sqref='D1:D1048576'><formula1>400</formula1>\
        </dataValidation><dataValidation type='list' sqref='D4'><mc:AlternateContent xmlns:mc='mc'>\
        <mc:Choice Requires='x12ac'><x12ac:list xmlns:x12ac='x'>\"はい, 全て\",いいえ</x12ac:list></mc:Choice>\
        <mc:Fallback><formula1>\"はい, 全て,いいえ\"</formula1></mc:Fallback></mc:AlternateContent></dataValidation>\
        <dataValidation type='whole' sqref='D4'><formula1>1</formula1></dataValidation>\
        <dataValidation type='list' sqref='E4'><formula1>\"x\"</formula1></dataValidation></dataValidations>\
        <extLst><ext uri='other'><x:stuff xmlns:x='x'/></ext><ext uri='{CCE6A557}'><x14:dataValidations xmlns:x14='x14'>\
        <x14:dataValidation type='list'><x14:formula1><xm:f xmlns:xm='xm'>$A$1:$B$1</xm:f></x14:formula1>\
        <xm:sqref xmlns:xm='xm'>D4:D23</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>";
    assert_eq!(
        rules(&Parts::with_inside(inside)),
        [
            "対応済|未対応 (選んで\nください)",
            "TextLength(None, Some(400))",
            "はい, 全て|いいえ",
            "Other",
            "設問|回答済",
        ]
    );
}

#[test]
fn a_list_that_moves_is_read_for_each_cell() {
    let parts = |ranges: &str| {
        Parts::with_inside(&format!(
            "<sheetData><row r='3'><c r='A3' t='s'><v>0</v></c></row><row r='4'><c r='A4' t='s'><v>1</v></c></row>\
             </sheetData><dataValidations><dataValidation type='list' sqref='{ranges}'><formula1>A3:B3</formula1>\
             </dataValidation></dataValidations>"
        ))
    };
    assert_eq!(rules(&parts("D3:D4")), ["回答済"]);
    assert_eq!(rules(&parts("D4:D5")), ["設問"]);
    let wide = parts("D3:D9000");
    assert_eq!(rules(&wide), ["UnreadableList(\"A3:B3\")"]);
    assert_eq!(wide.open().warnings()[0].code, WarningCode::UnreadableList);
}

#[test]
fn notes_are_read_once() {
    let parts = Parts::with_rows("")
        .beside(&[("comments", "../comments1.xml"), ("threadedComment", "../threads.xml"), ("comments", "gone.xml")])
        .and(
            "xl/comments1.xml",
            "<comments><authors><author>tc={1}</author><author>審査</author></authors><commentList>\
             <comment ref='B2' authorId='1'><text><t>証跡を添付</t></text></comment>\
             <comment ref='A1' authorId='0'><text><t>[スレッド]</t></text></comment></commentList></comments>",
        )
        .and(
            "xl/threads.xml",
            "<ThreadedComments><threadedComment ref='A1'><text>確認</text></threadedComment></ThreadedComments>",
        );
    let book = parts.open();
    let texts: Vec<_> = book.sheets()[0].comments.iter().map(|c| format!("{} {}", c.at, c.text)).collect();
    assert_eq!(texts, ["A1 確認", "B2 証跡を添付"]);
    assert_eq!(book.warnings().iter().map(|w| w.code).collect::<Vec<_>>(), [WarningCode::MissingPart]);
}

#[test]
fn sheets_that_hold_no_cells_are_passed_over() {
    let book = format!(
        "<workbook {NS}><sheets><sheet name=\"図\" r:id=\"rId9\"/><sheet name=\"マクロ\" r:id=\"rId8\"/>\
         <sheet name=\"回答\" state=\"veryHidden\" r:id=\"rId1\"/><sheet name=\"無\" r:id=\"rId7\"/></sheets></workbook>"
    );
    let relations = "<Relationships><Relationship Id='rId9' Type='http://x/chartsheet' Target='chartsheets/sheet1.xml'/>\
        <Relationship Id='rId8' Type='http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet' \
        Target='macrosheets/sheet1.xml'/><Relationship Id='rId1' \
        Type='http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet' Target='/xl/worksheets/sheet1.xml'/>\
        </Relationships>";
    let parts = Parts::with_rows("").and(BOOK, book).and("xl/_rels/workbook.xml.rels", relations);
    let book = parts.open();
    let sheets: Vec<_> = book.sheets().iter().map(|s| (s.name.as_str(), s.state)).collect();
    assert_eq!(sheets, [("回答", SheetState::VeryHidden)]);
    assert_eq!(book.warnings()[0].code, WarningCode::MissingPart);
}

#[test]
fn the_format_shows_from_the_content() {
    assert_eq!(Parts::with_rows("").open().format(), Format::Xlsx);
    let types = "<Types><Override PartName='/xl/workbook.xml' \
        ContentType='application/vnd.ms-excel.sheet.macroEnabled.main+xml'/></Types>";
    assert_eq!(Parts::with_rows("").and("[Content_Types].xml", types).open().format(), Format::Xlsm);
    let kind = |parts: &Parts| match Workbook::open(parts.zip()) {
        Err(Error::Unsupported { what }) => Some(what),
        _ => None,
    };
    let only = |names: &[&str]| Parts(names.iter().map(|n| ((*n).to_owned(), b"<x/>".to_vec())).collect());
    let root = |target: &str| {
        format!(
            "<Relationships><Relationship Id='a' Type='http://x/officeDocument' Target='{target}'/></Relationships>"
        )
    };
    assert_eq!(kind(&only(&["a.txt"])), Some(FileKind::Zip));
    assert_eq!(
        kind(&only(&["word/document.xml"]).and("_rels/.rels", root("word/document.xml"))),
        Some(FileKind::Word)
    );
}

#[test]
fn a_signed_workbook_says_so() {
    let parts = Parts::with_rows("").and("_xmlsignatures/origin.sigs", "");
    assert_eq!(parts.open().warnings().iter().map(|w| w.code).collect::<Vec<_>>(), [WarningCode::Signed]);
}

#[test]
fn parts_in_other_encodings_are_refused_by_name() {
    let utf16: Vec<u8> = "\u{FEFF}<worksheet/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let sjis = b"<?xml version=\"1.0\" encoding=\"Shift_JIS\"?><worksheet/>".to_vec();
    let broken = b"<worksheet><a>\x83\x00</a></worksheet>".to_vec();
    for bytes in [utf16, sjis, broken] {
        let parts = Parts::with_rows("").and(crate::parts::SHEET, bytes);
        let error = Workbook::open(parts.zip()).expect_err("not UTF-8");
        assert!(
            matches!(&error, Error::Part { part, why: PartFault::Encoding(_), .. } if part == crate::parts::SHEET),
            "{error:?}"
        );
    }
}

#[test]
fn a_text_in_a_cell_of_no_type_is_read_as_the_other_reader_reads_it() {
    let rows = "<row r='1'><c r='A1'><is><t>質問</t></is></c><c r='B1' t='n'><is><t>回答</t></is></c></row>";
    let book = Parts::with_rows(rows).open();
    assert_eq!((book.sheets()[0].text(CellRef::new(1, 1)), book.warnings()), ("質問".to_owned(), &[][..]));
    assert_eq!(book.sheets()[0].text(CellRef::new(1, 2)), "回答");
}
