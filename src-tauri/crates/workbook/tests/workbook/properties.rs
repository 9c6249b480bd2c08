//! Over generated workbooks: filling changes the targets and nothing else.

use crate::parts::part;
use calamine::{DataRef, Reader, Xlsx};
use kotae_workbook::{CellRef, Edit, Filled, Workbook};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Formula, Workbook as Writer};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// A cell of a generated workbook.
#[derive(Debug, Clone)]
enum Content {
    Text(String),
    Number(f64),
    Bool(bool),
    Blank,
    Formula,
}

/// A generated workbook: cells of two sheets by 0-based row and column, and rows to merge.
#[derive(Debug, Clone)]
struct Plan {
    cells: Vec<BTreeMap<(u32, u16), Content>>,
    merges: Vec<u32>,
}

const ROWS: u32 = 12;
const COLUMNS: u16 = 6;
/// Merged regions lie right of the cells: columns H to J.
const MERGE: (u16, u16) = (7, 9);

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[ -~あ-ん一-龠①㈱𠮷🔒\n\t]{0,20}", "(_x000D_|_x|_|=|&|<|>|]]>| |\n|\"|')*",]
}

fn plan() -> impl Strategy<Value = Plan> {
    let content = prop_oneof![
        3 => text().prop_map(Content::Text),
        1 => (-1e6..1e6).prop_map(Content::Number),
        1 => any::<bool>().prop_map(Content::Bool),
        1 => Just(Content::Blank),
        1 => Just(Content::Formula),
    ];
    let sheet = prop::collection::btree_map((0..ROWS, 0..COLUMNS), content, 0..40);
    let merges = prop::collection::btree_set(0..ROWS, 0..4);
    (prop::collection::vec(sheet, 2), merges)
        .prop_map(|(cells, merges)| Plan { cells, merges: merges.into_iter().collect() })
}

fn written(plan: &Plan) -> Vec<u8> {
    let mut book = Writer::new();
    let styled = Format::new().set_bold().set_background_color(0x00FF_F2CC);
    for (i, cells) in plan.cells.iter().enumerate() {
        let sheet = book.add_worksheet();
        sheet.set_name(format!("回答 {i}")).expect("a good name");
        for (&(row, column), content) in cells {
            let done = match content {
                Content::Text(t) => sheet.write_string(row, column, t),
                Content::Number(n) => sheet.write_number_with_format(row, column, *n, &styled),
                Content::Bool(b) => sheet.write_boolean(row, column, *b),
                Content::Blank => sheet.write_blank(row, column, &styled),
                Content::Formula => sheet.write_formula(row, column, Formula::new("1+1").set_result("2")),
            };
            done.expect("inside the sheet");
        }
        for &row in &plan.merges {
            sheet.merge_range(row, MERGE.0, row, MERGE.1, "結合", &styled).expect("no overlap");
        }
    }
    book.save_to_buffer().expect("memory takes it")
}

/// Edits anywhere in and around the cells, at most one a cell.
fn changes() -> impl Strategy<Value = Vec<Edit>> {
    let at = (1..=ROWS + 2, 1..=11u32).prop_map(|(row, column)| CellRef::new(row, column));
    prop::collection::btree_map((0..2usize, at), text(), 1..12).prop_map(|edits| {
        let edit = |((sheet, at), text)| Edit { sheet: format!("回答 {sheet}"), at, text };
        edits.into_iter().map(edit).collect()
    })
}

/// What calamine reads in a sheet; cells that are empty left out.
fn read(bytes: &[u8], sheet: &str) -> BTreeMap<CellRef, String> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("calamine opens it");
    let mut reader = book.worksheet_cells_reader(sheet).expect("the sheet is there");
    let mut cells = BTreeMap::new();
    while let Some(cell) = reader.next_cell().expect("calamine reads it") {
        let (row, column) = cell.get_position();
        let value = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::String(s) => format!("text {s}"),
            DataRef::SharedString(s) => format!("text {s}"),
            other => format!("{other:?}"),
        };
        if value != "text " {
            cells.insert(CellRef::new(row + 1, column + 1), value);
        }
    }
    cells
}

fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    (0..archive.len())
        .map(|i| {
            let mut entry = archive.by_index(i).expect("readable");
            let mut content = Vec::new();
            entry.read_to_end(&mut content).expect("readable");
            (entry.name().expect("UTF-8").into_owned(), content)
        })
        .collect()
}

/// The elements of a sheet part, cells by address and all else in its order, written as this crate's
/// tests alone would: by cutting at `<c ` and `<row `. Rows are reduced to what is not their span.
fn pieces(xml: &str) -> (BTreeMap<String, String>, Vec<String>) {
    let (head, rest) = xml.split_once("<sheetData").expect("has data");
    let (body, tail) = rest.split_once("</sheetData>").unwrap_or(("", rest.trim_start_matches("/>")));
    let mut cells = BTreeMap::new();
    let mut others = vec![head.to_owned(), tail.to_owned()];
    for row in body.split("<row ").skip(1) {
        let (tag, inside) = row.split_once('>').expect("a tag ends");
        let tag = tag.trim_end_matches('/');
        let kept: Vec<_> = tag.split(' ').filter(|a| !a.starts_with("spans=")).collect();
        others.push(kept.join(" "));
        for cell in inside.split("<c ").skip(1) {
            let address = cell.split('"').nth(1).expect("has an address").to_owned();
            cells.insert(address, cell.replace("</row>", ""));
        }
    }
    (cells, others)
}

fn fill(bytes: &[u8], edits: &[Edit]) -> Filled {
    let book = Workbook::open(bytes.to_vec()).expect("opens");
    book.fill(edits).expect("fills")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn filling_changes_the_targets_and_nothing_else(plan in plan(), edits in changes()) {
        let original = written(&plan);
        let filled = fill(&original, &edits);

        // Every edit is carried out or refused, and refused for a reason that the plan holds.
        prop_assert_eq!(filled.changed.len() + filled.refused.len(), edits.len());
        for refusal in &filled.refused {
            let sheet = usize::from(refusal.sheet.ends_with('1'));
            let (row, column) = (refusal.at.row - 1, u16::try_from(refusal.at.column - 1).expect("small"));
            let formula = matches!(plan.cells[sheet].get(&(row, column)), Some(Content::Formula));
            let merged = plan.merges.contains(&row) && (MERGE.0 + 1..=MERGE.1).contains(&column);
            prop_assert!(formula || merged, "{:?}", refusal);
        }

        // Parts: same names, same order; only sheets and the workbook part may differ.
        let touched: BTreeSet<String> = filled.changed.iter().map(|c| c.sheet.clone()).collect();
        let (before, after) = (parts(&original), parts(&filled.bytes));
        prop_assert_eq!(before.len(), after.len());
        for ((name, old), (new_name, new)) in before.iter().zip(&after) {
            prop_assert_eq!(name, new_name);
            let sheet = (0..2).find(|i| name.ends_with(&format!("sheet{}.xml", i + 1)));
            let may = sheet.is_some_and(|i| touched.contains(&format!("回答 {i}")))
                || (name == "xl/workbook.xml" && !touched.is_empty());
            prop_assert!(may || old == new, "{} changed", name);
            let stated = filled.parts.iter().find(|p| &p.name == name).expect("listed");
            prop_assert_eq!(stated.identical, old == new, "{}", name);
        }

        // Sheet XML: what is no target is there as it was.
        for i in 0..2 {
            let name = format!("xl/worksheets/sheet{}.xml", i + 1);
            let targets: BTreeSet<String> = filled.changed.iter()
                .filter(|c| c.sheet == format!("回答 {i}")).map(|c| c.at.to_string()).collect();
            let (mut old, old_others) = pieces(&part(&original, &name));
            let (mut new, new_others) = pieces(&part(&filled.bytes, &name));
            old.retain(|at, _| !targets.contains(at));
            new.retain(|at, _| !targets.contains(at));
            prop_assert_eq!(old, new);
            for other in &old_others {
                prop_assert!(new_others.contains(other), "{} is gone", other);
            }
            prop_assert_eq!(&old_others[..2], &new_others[..2]);
        }

        // Values, by another reader: targets as asked, everything else as it was.
        for i in 0..2 {
            let name = format!("回答 {i}");
            let mut want = read(&original, &name);
            for change in filled.changed.iter().filter(|c| c.sheet == name) {
                prop_assert_eq!(
                    want.get(&change.at).is_some_and(|v| v.starts_with("text ")),
                    !change.before.is_empty() && want.get(&change.at) == Some(&format!("text {}", change.before))
                );
                if change.after.is_empty() {
                    want.remove(&change.at);
                } else {
                    want.insert(change.at, format!("text {}", change.after));
                }
            }
            prop_assert_eq!(read(&filled.bytes, &name), want);
        }

        // The same edits again change nothing more.
        let again = fill(&filled.bytes, &edits);
        prop_assert_eq!(parts(&again.bytes), after);
        prop_assert_eq!(again.refused, filled.refused);
    }
}
