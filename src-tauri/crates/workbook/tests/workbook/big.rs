//! The largest questionnaires: 20,000 rows.

use kotae_workbook::{CellRef, Edit, Workbook};
use rust_xlsxwriter::Workbook as Writer;

const ROWS: u32 = 20_000;

#[test]
fn twenty_thousand_rows_are_opened_and_filled() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    for row in 0..ROWS {
        for column in 0..6u16 {
            sheet.write_string(row, column, format!("設問{row}の{column}")).expect("inside the sheet");
        }
    }
    let book = Workbook::open(writer.save_to_buffer().expect("memory takes it")).expect("opens");
    let name = book.sheets()[0].name.clone();
    let edit = |(row, column)| Edit {
        sheet: name.clone(),
        at: CellRef::new(row, column),
        text: format!("回答{row}"),
    };
    let edits: Vec<Edit> = (1..=ROWS).flat_map(|row| [(row, 6), (row, 8)]).map(edit).collect();
    let filled = book.fill(&edits).expect("fills");
    assert_eq!((filled.changed.len(), filled.refused.len()), (edits.len(), 0));
    let again = Workbook::open(filled.bytes).expect("opens");
    let sheet = &again.sheets()[0];
    assert_eq!(sheet.cells.len(), 7 * ROWS as usize);
    assert_eq!(sheet.text(CellRef::new(ROWS, 8)), format!("回答{ROWS}"));
    assert_eq!(sheet.text(CellRef::new(ROWS, 5)), format!("設問{}の4", ROWS - 1));
}
