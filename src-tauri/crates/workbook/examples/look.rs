//! Says what was read of a workbook: `look WORKBOOK`. For a quick look at a customer's file, and for
//! timing.

use kotae_workbook::Workbook;
use std::error::Error;
use std::io::Write;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("look WORKBOOK")?;
    let book = Workbook::open(std::fs::read(path)?)?;
    let mut out = std::io::stdout();
    for sheet in book.sheets() {
        writeln!(
            out,
            "{} ({:?}): {} cells, {} merges, {} rules, {} notes",
            sheet.name,
            sheet.state,
            sheet.cells.len(),
            sheet.merges.len(),
            sheet.validations.len(),
            sheet.comments.len()
        )?;
    }
    for warning in book.warnings() {
        writeln!(out, "{} {:?} {:?}: {}", warning.code, warning.sheet, warning.cell, warning.message)?;
    }
    Ok(())
}
