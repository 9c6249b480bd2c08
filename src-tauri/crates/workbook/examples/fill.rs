//! Writes answers into a workbook: `fill WORKBOOK ANSWERS.json OUT`, where the answers are
//! `{"sheet": {"E6": "text"}}`. For checks from outside, such as `check_fill.py`.

use kotae_workbook::{Edit, Workbook};
use std::collections::BTreeMap;
use std::error::Error;
use std::io::Write;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().collect();
    let [_, workbook, answers, out] = args.as_slice() else {
        return Err("fill WORKBOOK ANSWERS.json OUT".into());
    };
    let answers: BTreeMap<String, BTreeMap<String, String>> =
        serde_json::from_slice(&std::fs::read(answers)?)?;
    let mut edits = Vec::new();
    for (sheet, cells) in answers {
        for (at, text) in cells {
            edits.push(Edit { sheet: sheet.clone(), at: at.parse()?, text });
        }
    }
    let book = Workbook::open(std::fs::read(workbook)?)?;
    let filled = book.fill(&edits)?;
    std::fs::write(out, &filled.bytes)?;
    let mut log = std::io::stderr();
    for warning in book.warnings() {
        writeln!(log, "{warning:?}")?;
    }
    for refusal in &filled.refused {
        writeln!(log, "{}!{}: {}", refusal.sheet, refusal.at, refusal.why)?;
    }
    writeln!(log, "{} cells written", filled.changed.len())?;
    Ok(())
}
