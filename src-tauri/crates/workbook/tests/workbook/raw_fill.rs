//! The bytes of a sheet part after filling, for every shape in which writers leave rows and cells.

use crate::parts::{BOOK, NS, Parts, SHEET, edits, fill, part};
use kotae_workbook::{CellRef, Error, RefusalReason, Workbook};

/// The sheet part after filling must be exactly this.
fn check_part(sheet: &str, texts: &[(&str, &str)], want: &str) {
    let filled = fill(&Parts::with_sheet(sheet), texts);
    assert_eq!(filled.refused, []);
    assert_eq!(part(&filled.bytes, SHEET), want);
}

/// As [`check_part`], for what is inside `sheetData`. `«text»` stands for an inline string.
fn check(rows: &str, texts: &[(&str, &str)], want: &str) {
    let want = want.replace('«', "<is><t xml:space=\"preserve\">").replace('»', "</t></is>");
    let sheet = |rows: &str| format!("<worksheet {NS}><sheetData>{rows}</sheetData></worksheet>");
    check_part(&sheet(rows), texts, &sheet(&want));
}

#[test]
fn a_cell_keeps_its_attributes_but_for_its_type() {
    check(
        r#"<row r="4"><c r="D4" s="5" t="s" ph="1"><v>0</v></c><c r="E4"/></row>"#,
        &[("D4", "○")],
        r#"<row r="4"><c r="D4" s="5" t="inlineStr" ph="1">«○»</c><c r="E4"/></row>"#,
    );
    check(
        "<row r='4'><c  s='5'\n r='D4' /><c r='E4' t='b'><v>1</v></c></row>",
        &[("D4", "a"), ("E4", "b")],
        "<row r='4'><c  s='5'\n r='D4' t=\"inlineStr\">«a»</c><c r='E4' t='inlineStr'>«b»</c></row>",
    );
    check(
        r#"<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1"><v>1</v></c></row>"#,
        &[("A1", "a"), ("B1", "0012")],
        r#"<row r="1"><c r="A1" t="inlineStr">«a»</c><c r="B1" t="inlineStr">«0012»</c></row>"#,
    );
}

#[test]
fn rich_text_goes_and_extensions_stay() {
    check(
        r#"<row r="1"><c r="A1" t="inlineStr"><is><r><rPr><b/></rPr><t>太</t></r></is><extLst><ext uri="u"/></extLst></c></row>"#,
        &[("A1", "細")],
        r#"<row r="1"><c r="A1" t="inlineStr">«細»<extLst><ext uri="u"/></extLst></c></row>"#,
    );
}

#[test]
fn an_empty_text_empties_the_cell_and_keeps_its_style() {
    check(
        r#"<row r="1"><c r="A1" s="3" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>"#,
        &[("A1", ""), ("C1", "")],
        r#"<row r="1"><c r="A1" s="3"/><c r="B1" t="s"><v>1</v></c></row>"#,
    );
}

#[test]
fn missing_cells_come_where_they_belong() {
    check(
        r#"<row r="2"><c r="B2"/><c r="D2"/></row>"#,
        &[("A2", "a"), ("C2", "c"), ("E2", "e")],
        r#"<row r="2"><c r="A2" t="inlineStr">«a»</c><c r="B2"/><c r="C2" t="inlineStr">«c»</c><c r="D2"/><c r="E2" t="inlineStr">«e»</c></row>"#,
    );
    check(
        r#"<row r="2" spans="2:4"/>"#,
        &[("A2", "a"), ("F2", "f")],
        r#"<row r="2" spans="1:6"><c r="A2" t="inlineStr">«a»</c><c r="F2" t="inlineStr">«f»</c></row>"#,
    );
    check(
        r#"<row r="2" spans="1:6"></row>"#,
        &[("C2", "c")],
        r#"<row r="2" spans="1:6"><c r="C2" t="inlineStr">«c»</c></row>"#,
    );
}

#[test]
fn missing_rows_come_where_they_belong() {
    check(
        r#"<row r="2"><c r="A2"/></row><row r="5"/>"#,
        &[("B1", "1"), ("A3", "3"), ("B3", "4"), ("A9", "9")],
        r#"<row r="1"><c r="B1" t="inlineStr">«1»</c></row><row r="2"><c r="A2"/></row><row r="3"><c r="A3" t="inlineStr">«3»</c><c r="B3" t="inlineStr">«4»</c></row><row r="5"/><row r="9"><c r="A9" t="inlineStr">«9»</c></row>"#,
    );
    check("", &[("B2", "x")], r#"<row r="2"><c r="B2" t="inlineStr">«x»</c></row>"#);
}

#[test]
fn new_cells_take_the_style_of_their_row_or_column() {
    let sheet = |rows: &str| {
        format!(
            "<worksheet {NS}><cols><col min=\"2\" max=\"3\" style=\"1\" width=\"9\"/>\
             <col min=\"4\" max=\"4\" width=\"9\"></col></cols><sheetData>{rows}</sheetData></worksheet>"
        )
    };
    let cell = |at: &str, style: &str| {
        format!("<c r=\"{at}\"{style} t=\"inlineStr\"><is><t xml:space=\"preserve\">x</t></is></c>")
    };
    check_part(
        &sheet("<row r=\"1\" s=\"2\" customFormat=\"1\"/><row r=\"2\" s=\"2\"/>"),
        &[("A1", "x"), ("B1", "x"), ("B2", "x"), ("D2", "x"), ("C3", "x")],
        &sheet(&format!(
            "<row r=\"1\" s=\"2\" customFormat=\"1\">{}{}</row><row r=\"2\" s=\"2\">{}{}</row><row r=\"3\">{}</row>",
            cell("A1", " s=\"2\""),
            cell("B1", " s=\"2\""),
            cell("B2", " s=\"1\""),
            cell("D2", ""),
            cell("C3", " s=\"1\"")
        )),
    );
}

#[test]
fn elements_keep_the_prefix_of_the_sheet() {
    let wrap = |rows: &str| {
        format!(
            "<?xml version=\"1.0\"?>\n<x:worksheet xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/\
             2006/main\">{rows}</x:worksheet>"
        )
    };
    check_part(
        &wrap("<x:sheetData><x:row r=\"1\"><x:c r=\"A1\"/></x:row></x:sheetData>"),
        &[("A1", "a"), ("B2", "b")],
        &wrap(
            "<x:sheetData><x:row r=\"1\"><x:c r=\"A1\" t=\"inlineStr\"><x:is><x:t xml:space=\"preserve\">a</x:t>\
             </x:is></x:c></x:row><x:row r=\"2\"><x:c r=\"B2\" t=\"inlineStr\"><x:is><x:t xml:space=\"preserve\">b\
             </x:t></x:is></x:c></x:row></x:sheetData>",
        ),
    );
    check_part(
        &wrap("<x:sheetData/>"),
        &[("A1", "a")],
        &wrap(
            "<x:sheetData><x:row r=\"1\"><x:c r=\"A1\" t=\"inlineStr\"><x:is><x:t xml:space=\"preserve\">a</x:t>\
             </x:is></x:c></x:row></x:sheetData>",
        ),
    );
}

#[test]
fn rows_and_cells_without_addresses_are_counted() {
    check(
        r#"<row><c t="s"><v>0</v></c><c/></row><row/><row><c><v>1</v></c></row>"#,
        &[("B1", "b"), ("D1", "d"), ("A2", "n"), ("A3", "x"), ("A5", "y")],
        r#"<row><c t="s"><v>0</v></c><c t="inlineStr">«b»</c><c r="D1" t="inlineStr">«d»</c></row><row><c r="A2" t="inlineStr">«n»</c></row><row><c t="inlineStr">«x»</c></row><row r="5"><c r="A5" t="inlineStr">«y»</c></row>"#,
    );
    check(
        r#"<row><c r="A3"/></row><row><c r="A7"/></row>"#,
        &[("A3", "a"), ("B3", "b"), ("A5", "c"), ("B7", "d")],
        r#"<row><c r="A3" t="inlineStr">«a»</c><c r="B3" t="inlineStr">«b»</c></row><row r="5"><c r="A5" t="inlineStr">«c»</c></row><row><c r="A7"/><c r="B7" t="inlineStr">«d»</c></row>"#,
    );
}

#[test]
fn rows_out_of_order_keep_their_order() {
    check(
        r#"<row r="5"><c r="A5"/></row><row r="3"><c r="A3"/></row>"#,
        &[("B3", "b"), ("A4", "n"), ("A5", "a")],
        r#"<row r="4"><c r="A4" t="inlineStr">«n»</c></row><row r="5"><c r="A5" t="inlineStr">«a»</c></row><row r="3"><c r="A3"/><c r="B3" t="inlineStr">«b»</c></row>"#,
    );
}

#[test]
fn comments_instructions_and_white_space_stay() {
    check(
        "\n <!-- <row r=\"1\"><c r=\"A1\"/></row> -->\n <row r=\"1\"> <?p <c?>\r\n  <c r=\"A1\" t=\"str\"><v><![CDATA[</c>]]></v></c> </row>\n",
        &[("A1", "a"), ("B1", "b")],
        "\n <!-- <row r=\"1\"><c r=\"A1\"/></row> -->\n <row r=\"1\"> <?p <c?>\r\n  <c r=\"A1\" t=\"inlineStr\">«a»</c> <c r=\"B1\" t=\"inlineStr\">«b»</c></row>\n",
    );
}

#[test]
fn a_byte_order_mark_and_what_surrounds_the_cells_stay() {
    let sheet = |cell: &str| {
        format!(
            "\u{FEFF}<?xml version=\"1.0\" encoding=\"utf-8\"?><worksheet {NS}><dimension ref=\"A1\"/>\
             <sheetData><row r=\"1\">{cell}</row></sheetData><extLst><ext><row r=\"1\"><c r=\"A1\"/></row></ext>\
             </extLst></worksheet>"
        )
    };
    check_part(
        &sheet("<c r=\"A1\"/>"),
        &[("A1", "a")],
        &sheet("<c r=\"A1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">a</t></is></c>"),
    );
}

#[test]
fn a_sheet_without_data_gets_some_in_its_place() {
    check_part(
        &format!(
            "<worksheet {NS}><sheetPr/><cols><col min=\"1\" max=\"1\"/></cols><pageMargins/></worksheet>"
        ),
        &[("A1", "a")],
        &format!(
            "<worksheet {NS}><sheetPr/><cols><col min=\"1\" max=\"1\"/></cols><sheetData><row r=\"1\">\
             <c r=\"A1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">a</t></is></c></row></sheetData>\
             <pageMargins/></worksheet>"
        ),
    );
}

#[test]
fn awkward_texts_read_back_as_they_were() {
    let texts = [
        " =1+1 ",
        "0012",
        "-",
        "TRUE",
        "_x000D_",
        "_x005F_x000D_",
        "__x0041_",
        "a\nb",
        "\ta",
        "<&>\"'",
        "𠮷🔒",
        "]]>",
        "@",
        "1E10",
        "\u{85}\u{2028}",
        "&amp;",
    ];
    let cells: Vec<String> = (1..=texts.len()).map(|row| format!("C{row}")).collect();
    let edits: Vec<(&str, &str)> = cells.iter().map(String::as_str).zip(texts).collect();
    let filled = fill(&Parts::with_rows(""), &edits);
    let again = Workbook::open(filled.bytes).expect("opens");
    for (at, text) in edits {
        let at = at.parse().expect("an address");
        assert_eq!(again.sheets()[0].text(at), text, "{at}");
    }
}

#[test]
fn line_ends_become_lf() {
    let filled = fill(&Parts::with_rows(""), &[("A1", "a\r\nb\rc")]);
    assert_eq!(filled.changed[0].after, "a\nb\nc");
    assert_eq!(filled.changed[0].before, "");
}

#[test]
fn what_must_not_be_written_is_refused_cell_by_cell() {
    let inside = "<sheetData><row r=\"1\"><c r=\"A1\"><f>1+1</f><v>2</v></c><c r=\"B1\"><f t=\"shared\" si=\"0\"/></c>\
        <c r=\"C1\"><f t=\"array\" ref=\"C1:C3\">X</f><v>1</v></c><c r=\"D1\" vm=\"1\" t=\"e\"><v>#VALUE!</v></c>\
        <c r=\"E1\" t=\"s\"><v>0</v></c><c r=\"F1\"/><c r=\"F1\"/></row><row r=\"2\"><c r=\"C2\"><v>1</v></c></row>\
        </sheetData><mergeCells><mergeCell ref=\"A5:B6\"/><mergeCell ref=\"H1:H1\"/></mergeCells>";
    let table = format!("<table {NS} name=\"t\" displayName=\"t\" ref=\"A10:B12\"/>");
    let pivot = format!("<pivotTableDefinition {NS}><location ref=\"A20:B22\"/></pivotTableDefinition>");
    let parts = Parts::with_inside(inside)
        .beside(&[("table", "../tables/table1.xml"), ("pivotTable", "/xl/pivotTables/pivotTable1.xml")])
        .and("xl/tables/table1.xml", table)
        .and("xl/pivotTables/pivotTable1.xml", pivot);
    let long = "あ".repeat(32_768);
    let texts = [
        ("A1", "x"),
        ("B1", "x"),
        ("C1", "x"),
        ("D1", "x"),
        ("E1", "書いた"),
        ("F1", "x"),
        ("H1", "x"),
        ("C2", "x"),
        ("C3", "x"),
        ("A5", "x"),
        ("B6", "x"),
        ("A7", "a\u{1}"),
        ("B7", &long),
        ("A10", "x"),
        ("A11", "x"),
        ("B21", "x"),
    ];
    let filled = fill(&parts, &texts);
    let refused: Vec<_> = filled.refused.iter().map(|r| (r.at.to_string(), r.why)).collect();
    let want = [
        ("A1", RefusalReason::Formula),
        ("B1", RefusalReason::Formula),
        ("C1", RefusalReason::Formula),
        ("D1", RefusalReason::RichValue),
        ("F1", RefusalReason::CellTwice),
        ("C2", RefusalReason::Formula),
        ("C3", RefusalReason::Formula),
        ("B6", RefusalReason::InsideMerge("A5".parse().expect("an address"))),
        ("A7", RefusalReason::IllegalCharacter { code: 1, place: 1 }),
        ("B7", RefusalReason::TooLong { length: 32_768 }),
        ("A10", RefusalReason::TableHeader),
        ("B21", RefusalReason::PivotTable),
    ];
    assert_eq!(refused, want.map(|(at, why)| (at.to_owned(), why)));
    let changed: Vec<_> = filled.changed.iter().map(|c| c.at.to_string()).collect();
    assert_eq!(changed, ["E1", "H1", "A5", "A11"]);
    assert_eq!((&*filled.changed[0].before, &*filled.changed[0].after), ("設問", "書いた"));
}

#[test]
fn a_protected_sheet_takes_text_in_open_cells_only() {
    let parts = Parts::with_inside(
        "<cols><col min=\"3\" max=\"3\" style=\"1\"/></cols><sheetData><row r=\"1\"><c r=\"A1\"/>\
         <c r=\"B1\" s=\"1\"/></row><row r=\"2\" s=\"1\" customFormat=\"1\"/></sheetData>\
         <sheetProtection sheet=\"1\"/><protectedRanges><protectedRange sqref=\"E1:E2 G1\" name=\"a\"/>\
         <protectedRange sqref=\"F1\" name=\"b\" password=\"CC1A\"/></protectedRanges>",
    );
    let cells = ["A1", "B1", "C1", "D1", "E1", "F1", "G1", "D2", "C3", "D3"];
    let filled = fill(&parts, &cells.map(|at| (at, "x")));
    let refused: Vec<_> = filled.refused.iter().map(|r| (r.at.to_string(), r.why)).collect();
    assert_eq!(refused, ["A1", "D1", "F1", "D3"].map(|at| (at.to_owned(), RefusalReason::Protected)));
}

#[test]
fn edits_without_one_target_are_errors() {
    let book = Parts::with_rows("").open();
    let twice = book.fill(&edits(&[("A1", "a"), ("A1", "a")]));
    assert!(matches!(twice, Err(Error::DuplicateEdit { at, .. }) if at.to_string() == "A1"));
    let mut unknown = edits(&[("A1", "a")]);
    unknown[0].sheet = "回 答".to_owned();
    assert_eq!(book.fill(&unknown), Err(Error::UnknownSheet { sheet: "回 答".to_owned() }));
}

#[test]
fn nothing_to_write_gives_the_same_bytes() {
    let parts = Parts::with_rows("<row r=\"1\"><c r=\"A1\"><f>1</f></c></row>");
    for texts in [&[][..], &[("A1", "x")]] {
        let filled = fill(&parts, texts);
        assert_eq!(filled.bytes, parts.zip());
        assert!(filled.parts.iter().all(|p| p.identical));
        assert_eq!(filled.parts.len(), parts.0.len());
    }
}

#[test]
fn recalculation_is_asked_for_when_there_are_formulas() {
    let plain = fill(&Parts::with_rows(""), &[("A1", "a")]);
    assert!(!part(&plain.bytes, BOOK).contains("calcPr"));
    let counted = fill(
        &Parts::with_rows("<row r=\"9\"><c r=\"A9\"><f>COUNTA(A1:A8)</f><v>0</v></c></row>"),
        &[("A1", "a")],
    );
    assert!(part(&counted.bytes, BOOK).contains("</sheets><calcPr fullCalcOnLoad=\"1\"/></workbook>"));
    let changed: Vec<_> = counted.parts.iter().filter(|p| !p.identical).map(|p| p.name.as_str()).collect();
    assert_eq!(changed, [BOOK, SHEET]);
}

#[test]
fn what_people_read_of_a_refusal_is_in_both_languages() {
    let reasons = [
        RefusalReason::Formula,
        RefusalReason::Protected,
        RefusalReason::InsideMerge("A5".parse().expect("an address")),
        RefusalReason::RichValue,
        RefusalReason::TableHeader,
        RefusalReason::PivotTable,
        RefusalReason::CellTwice,
        RefusalReason::OutsideSheet,
        RefusalReason::IllegalCharacter { code: 7, place: 2 },
        RefusalReason::TooLong { length: 40_000 },
    ];
    for reason in reasons {
        let text = reason.to_string();
        let (ja, en) =
            text.strip_suffix(')').and_then(|t| t.rsplit_once(" (")).expect("「日本語 (English)」");
        assert!(!ja.is_ascii() && en.is_ascii(), "{text}");
    }
    assert!(RefusalReason::IllegalCharacter { code: 7, place: 2 }.to_string().starts_with("3文字目のU+0007"));
}

#[test]
fn entries_named_with_backslashes_keep_their_names() {
    let mut parts = Parts::with_rows("<row r='1'><c r='A1'/></row>");
    for (name, _) in &mut parts.0 {
        *name = name.replace('/', "\\");
    }
    let filled = fill(&parts, &[("A1", "a")]);
    let names: Vec<_> = filled.parts.iter().map(|p| p.name.clone()).collect();
    assert_eq!(names, parts.0.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>());
    assert!(part(&filled.bytes, &SHEET.replace('/', "\\")).contains(">a</t>"));
}

/// As [`check`] for one row of which is asked that it show its text; what was raised.
fn check_raised(row: &str, texts: &[(&str, &str)], want: &str) -> Vec<(u32, f64, f64)> {
    let want = want.replace('«', "<is><t xml:space=\"preserve\">").replace('»', "</t></is>");
    let sheet = |rows: &str| {
        let merges = "<mergeCells><mergeCell ref=\"D7:E8\"/></mergeCells>";
        format!("<worksheet {NS}><sheetData>{rows}</sheetData>{merges}</worksheet>")
    };
    let filled = Parts::with_sheet(&sheet(row)).open().fill_and_raise(&edits(texts)).expect("filled");
    assert_eq!(part(&filled.bytes, SHEET), sheet(&want));
    filled.raised.iter().map(|r| (r.row, r.before, r.after)).collect()
}

#[test]
fn a_row_too_low_for_its_text_gets_its_height_and_nothing_else_changes() {
    let raised = check_raised(
        r#"<row r="2" ht="15" customHeight="1" spans="1:1"><c r="A2"/></row><row r="3" ht='15' x14ac:dyDescent="0.2"/>"#,
        &[("A2", "一\n二\n三"), ("B3", "一\n二"), ("C3", "一")],
        r#"<row r="2" ht="43.5" customHeight="1" spans="1:1"><c r="A2" t="inlineStr">«一&#10;二&#10;三»</c></row><row r="3" ht='30' x14ac:dyDescent="0.2" customHeight="1"><c r="B3" t="inlineStr">«一&#10;二»</c><c r="C3" t="inlineStr">«一»</c></row>"#
            .replace("&#10;", "\n").as_str(),
    );
    assert_eq!(raised, [(2, 15.0, 43.5), (3, 15.0, 30.0)]);
}

#[test]
fn rows_that_show_their_text_that_fit_by_themselves_or_that_nobody_sees_stay() {
    let raised = check_raised(
        r#"<row r="1" ht="60"><c r="A1"/></row><row r="2"><c r="A2"/></row><row r="3" ht="15" hidden="1"><c r="A3"/></row>"#,
        &[("A1", "一\n二"), ("A2", "一\n二"), ("A3", "一\n二")],
        "<row r=\"1\" ht=\"60\"><c r=\"A1\" t=\"inlineStr\">«一\n二»</c></row><row r=\"2\"><c r=\"A2\" t=\"inlineStr\">«一\n二»</c></row><row r=\"3\" ht=\"15\" hidden=\"1\"><c r=\"A3\" t=\"inlineStr\">«一\n二»</c></row>",
    );
    assert_eq!(raised, []);
}

#[test]
fn a_merged_region_grows_by_its_last_row_and_no_row_beyond_what_a_row_can_be() {
    let raised = check_raised(
        r#"<row r="7" ht="15"><c r="D7"/></row><row r="8" ht="15"/>"#,
        &[("D7", "一\n二\n三")],
        "<row r=\"7\" ht=\"15\"><c r=\"D7\" t=\"inlineStr\">«一\n二\n三»</c></row><row r=\"8\" ht=\"28.5\" customHeight=\"1\"/>",
    );
    assert_eq!(raised, [(8, 15.0, 28.5)]);
    let long = "字\n".repeat(99);
    let rows = |ht: &str, custom: &str, text: &str| {
        format!("<row r=\"1\" ht=\"{ht}\"{custom}><c r=\"A1\"{text}</row>")
    };
    let raised = check_raised(
        &rows("20", "", "/>"),
        &[("A1", &long)],
        &rows("409.5", " customHeight=\"1\"", &format!(" t=\"inlineStr\">«{long}»</c>")),
    );
    assert_eq!(raised, [(1, 20.0, 409.5)]);
}

#[test]
fn a_cell_that_the_two_readers_read_differently_does_not_stop_the_others_from_being_filled() {
    // A type that does not exist: one reader sees nothing, the other the text.
    let parts = Parts::with_rows("<row r='1'><c r='A1' t='odd'><is><t>a</t></is></c></row>");
    let filled = parts.open().fill(&edits(&[("B1", "b")])).expect("reads back");
    let again = Workbook::open(filled.bytes).expect("opens");
    assert_eq!(
        (again.sheets()[0].text(CellRef::new(1, 1)), again.sheets()[0].text(CellRef::new(1, 2))),
        ("a".into(), "b".into())
    );
}

#[test]
fn a_cell_that_counts_on_the_one_before_it_keeps_its_place() {
    // D1 stands in row 6, so the next cell is E6; a cell put between them would make it D6.
    let rows = "<row r='6'><c r='D1'/><c/></row>";
    for texts in [&[("C6", "c")][..], &[("C6", "c"), ("E6", "e")]] {
        let filled = Parts::with_rows(rows).open().fill(&edits(texts)).expect("reads back");
        let again = Workbook::open(filled.bytes).expect("opens");
        for (at, text) in texts {
            assert_eq!(again.sheets()[0].text(at.parse().expect("a cell")), *text);
        }
    }
}

/// A sheet with a wrapping style (1) of 11 points, one of 24 (2) and one that does not wrap (3).
fn styled(inside: &str) -> Parts {
    let styles = format!(
        "<styleSheet {NS}><fonts><font><sz val='11'/></font><font><sz val='24'/></font></fonts><cellXfs><xf/>\
         <xf><alignment wrapText='1'/></xf><xf fontId='1'><alignment wrapText='1'/></xf><xf/></cellXfs></styleSheet>"
    );
    Parts::with_inside(inside).and("xl/styles.xml", styles)
}

/// What is raised when these texts are written into a sheet like that.
fn raised(inside: &str, texts: &[(&str, &str)]) -> (Vec<(u32, f64, f64)>, String) {
    let filled = styled(inside).open().fill_and_raise(&edits(texts)).expect("filled");
    let again = Workbook::open(filled.bytes.clone()).expect("opens");
    for (at, text) in texts {
        assert!(!again.sheets()[0].too_low_for(at.parse().expect("a cell"), text), "{at} is still too low");
    }
    (filled.raised.iter().map(|r| (r.row, r.before, r.after)).collect(), part(&filled.bytes, SHEET))
}

#[test]
fn a_merged_region_without_stated_heights_is_made_higher_and_gets_a_row_where_it_has_none() {
    let merge = "<mergeCells><mergeCell ref='B2:C3'/></mergeCells>";
    let sheet =
        |rows: &str| format!("<sheetFormatPr defaultRowHeight='18'/><sheetData>{rows}</sheetData>{merge}");
    let (what, xml) =
        raised(&sheet("<row r='2'><c r='B2' s='1'/></row><row r='9'/>"), &[("B2", "一\n二\n三\n四")]);
    assert_eq!(what, [(3, 18.0, 39.0)]);
    assert!(xml.contains("</row><row r=\"3\" ht=\"39\" customHeight=\"1\"/><row r='9'/>"), "{xml}");
    // One row stated, one not; and a row without any attribute.
    let rows = "<row/><row r='2' ht='15'><c r='B2' s='1'/></row><row><c r='B3'/></row>";
    let (what, xml) = raised(&sheet(rows), &[("B2", "一\n二\n三\n四")]);
    assert_eq!(what, [(3, 18.0, 42.0)]);
    assert!(xml.contains("<row ht=\"42\" customHeight=\"1\"><c r='B3'/>"), "{xml}");
    // More than one row can show is shared with the rows above.
    let long = "字\n".repeat(40);
    let (what, _) = raised(&sheet("<row r='2'><c r='B2' s='1'/></row>"), &[("B2", &long)]);
    assert_eq!(what, [(2, 18.0, 133.5), (3, 18.0, 409.5)]);
}

#[test]
fn a_text_on_one_line_needs_no_higher_row_and_is_told_of_where_it_does_not_fit() {
    let long = "長い回答です。".repeat(9);
    let rows = "<sheetData><row r='2' ht='15'><c r='B2' s='3'/></row></sheetData>";
    assert_eq!(raised(rows, &[("B2", &long)]).0, []);
    let sheet = |inside: &str| styled(inside).open().sheets()[0].clone();
    let at = |a: &str| a.parse::<CellRef>().expect("a cell");
    let alone = sheet(rows);
    assert!(!alone.unwrapped(at("B2"), "短い"));
    // It runs over its empty neighbours, until one of them holds something.
    assert!(!alone.unwrapped(at("B2"), &long));
    let next = "<sheetData><row r='2'><c r='B2' s='3'/><c r='D2'><v>1</v></c></row></sheetData>";
    assert!(sheet(next).unwrapped(at("B2"), &long));
    assert!(!sheet(next).unwrapped(at("B2"), "八文字はいります"));
    // A line break shows only where the text wraps; a merged region keeps its text inside.
    assert!(alone.unwrapped(at("B2"), "一\n二"));
    let merged = format!("{rows}<mergeCells><mergeCell ref='B2:C2'/></mergeCells>");
    assert!(sheet(&merged).unwrapped(at("B2"), &long));
    let wraps = "<sheetData><row r='2'><c r='B2' s='1'/></row></sheetData>";
    assert!(!sheet(wraps).unwrapped(at("B2"), &long));
}

#[test]
fn a_large_font_needs_more_room() {
    let rows = |style: u32| {
        format!(
            "<cols><col min='2' max='2' width='20'/></cols>\
             <sheetData><row r='2' ht='60'><c r='B2' s='{style}'/></row></sheetData>"
        )
    };
    let text = "十四文字の回答がここにある。";
    assert_eq!(raised(&rows(1), &[("B2", text)]).0, []);
    let (what, _) = raised(&rows(2), &[("B2", text)]);
    let &[(2, before, after)] = what.as_slice() else { panic!("{what:?}") };
    assert!((before - 60.0).abs() < 0.1 && (120.0..130.0).contains(&after), "{what:?}");
}

#[test]
fn a_row_that_fits_itself_to_the_question_is_never_made_lower_than_that() {
    let sheet = |question: &str| {
        format!(
            "<cols><col min='1' max='3' width='20'/></cols><sheetData><row r='2'>\
             <c r='A2' s='1' t='inlineStr'><is><t>{question}</t></is></c><c r='B2' s='1'/></row></sheetData>\
             <mergeCells><mergeCell ref='B2:C2'/></mergeCells>"
        )
    };
    // Ten lines of question show three of an answer.
    assert_eq!(raised(&sheet(&"質問文の一行は二十字分".repeat(9)), &[("B2", "一\n二\n三")]).0, []);
    let (what, _) =
        raised(&sheet(&"質問文の一行は十字分".repeat(4)), &[("B2", "一\n二\n三\n四\n五\n六\n七")]);
    assert_eq!(what, [(2, 57.0, 97.5)]);
    // An answer beside the merged one is shown as well, though alone it would have needed nothing.
    let (what, _) = raised(&sheet("問"), &[("B2", "一\n二"), ("D2", "一\n二\n三\n四")]);
    let &[(2, _, after)] = what.as_slice() else { panic!("{what:?}") };
    assert!(after >= 57.0, "{after}");
}
