//! What each kind of hostile input must not do. A target takes bytes and panics at a broken promise; a
//! refusal is no broken promise, but must say what is wrong in both languages.
//!
//! Most inputs are texts that a person can read and a mutation does not end at the zip's checksum:
//!
//! ```text
//! G7 an edit: the cell and its new text; `1 G7 text` is one on the second sheet
//!
//! == xl/workbook.xml
//! the content of a part up to the next line that begins so
//! ```

mod canonical;
mod csv;
mod grid;
mod packages;

pub use csv::csv;

use kotae_questionnaire::{StatusSlot, detect, edits, questions};
use kotae_standard::find_citations;
use kotae_workbook::{
    CellRef, Edit, Error, FileKind, MAX_COLUMN, MAX_ROW, Sheet, Warning, WarningCode, Workbook, recognise,
};
use std::collections::BTreeSet;

/// Any file, or the parts of a package: read, and its questions found.
pub fn open(data: &[u8]) {
    if let Some(book) = opened(packages::file(data)) {
        ask(book.sheets());
    }
}

/// Edits, an empty line, the XML of a sheet: filled, and nothing but the edits has changed.
pub fn rewrite(data: &[u8]) {
    let (changes, xml) = packages::split(data);
    fill(&packages::around(xml), &changes, Some(packages::SHEET));
}

/// Edits, an empty line, the content of an OpenDocument spreadsheet: the same.
pub fn ods(data: &[u8]) {
    let (changes, xml) = packages::split(data);
    fill(&packages::open_document(xml), &changes, None);
}

/// A grid in text (see [`grid`]): its questions and answer cells lie on the sheet they were found on.
pub fn layout(data: &[u8]) {
    ask(&grid::sheets(&String::from_utf8_lossy(data)));
}

/// A document: what is read of it is whole.
pub fn standard(data: &[u8]) {
    let document = String::from_utf8_lossy(data);
    match kotae_standard::parse(&document) {
        Err(why) => said(&why.to_string()),
        Ok(standard) => {
            let ids: BTreeSet<_> = standard.controls.iter().map(|c| c.id).collect();
            assert_eq!(ids.len(), standard.controls.len(), "a control stands twice");
            for item in standard.items() {
                assert_eq!(item.sha256(), kotae_standard::sha256_hex(item.text()));
                assert_eq!(item.blank(), item.text().trim().is_empty());
                for cited in find_citations(item.text(), &standard) {
                    let _ = format!("{cited:?}");
                }
                assert!(standard.item(item.id()).is_some(), "{:?} is not found again", item.id());
            }
        }
    }
}

/// A binary or encrypted file, or the parts of an .xlsb: read, and a copy holds what was read.
pub fn binary(data: &[u8]) {
    let bytes = packages::file(data);
    let bytes = match recognise(&bytes) {
        FileKind::Encrypted => match kotae_workbook::decrypt(bytes, Some("a")) {
            Ok(bytes) => bytes,
            Err(why) => return said(&why.to_string()),
        },
        _ => bytes,
    };
    let Some(book) = opened(bytes) else { return };
    ask(book.sheets());
    if book.writable() {
        return;
    }
    let copy = match book.to_xlsx() {
        Ok(copy) => opened(copy).expect("our own copy can be read"),
        Err(why) => return said(&why.to_string()),
    };
    for (old, new) in book.sheets().iter().zip(copy.sheets()) {
        assert_eq!(old.name, new.name);
    }
}

/// The workbook, or nothing where it was refused in words.
fn opened(bytes: Vec<u8>) -> Option<Workbook> {
    match Workbook::open(bytes) {
        Ok(book) => {
            book.warnings().iter().for_each(|w| said(&w.message));
            Some(book)
        }
        Err(why) => {
            said(&why.to_string());
            None
        }
    }
}

/// A message must be there in Japanese and in English.
fn said(message: &str) {
    let halves = message.strip_suffix(')').and_then(|m| m.split_once(" ("));
    assert!(
        halves.is_some_and(|(ja, en)| !ja.is_ascii() && !en.is_empty()),
        "not in two languages: {message}"
    );
}

fn inside(at: CellRef) -> bool {
    (1..=MAX_ROW).contains(&at.row) && (1..=MAX_COLUMN).contains(&at.column)
}

/// Finds the questions; everything that is said of them must be on their sheet.
fn ask(sheets: &[Sheet]) {
    let found = detect(sheets);
    for question in questions(sheets, &found.value) {
        let sheet = sheets.iter().find(|s| s.name == question.sheet).expect("its sheet is there");
        let bottom = sheet.cells.keys().map(|at| at.row).max().unwrap_or(0);
        assert!(inside(question.at) && question.at.row <= bottom, "{} is off the sheet", question.at);
        assert!(!question.text.trim().is_empty(), "an empty question at {}", question.at);
        let mut slots: Vec<CellRef> = question.slot.comment.into_iter().collect();
        match &question.slot.status {
            StatusSlot::None => {}
            StatusSlot::Cell(at) => slots.push(*at),
            StatusSlot::OneOf(all) => slots.extend(all.iter().map(|(_, at)| *at)),
        }
        assert!(slots.iter().all(|&at| inside(at)), "an answer cell of {} is off the sheet", question.at);
        assert!(!slots.contains(&question.at), "the answer would overwrite the question at {}", question.at);
        let choice = question.choices.first().map(String::as_str);
        match edits(&question, choice, Some("回答")) {
            Ok(all) => assert!(all.iter().all(|(_, at, _)| slots.contains(at))),
            Err(why) => said(&why.to_string()),
        }
    }
}

/// Fills and holds the result against what was there. `part`: the XML that may change, for comparing it
/// element by element.
fn fill(bytes: &[u8], changes: &[packages::Change], part: Option<&str>) {
    let Some(book) = opened(bytes.to_vec()) else { return };
    let mut asked = BTreeSet::new();
    let wanted: Vec<Edit> = changes
        .iter()
        .filter_map(|c| {
            Some(Edit { sheet: book.sheets().get(c.sheet)?.name.clone(), at: c.at, text: c.text.clone() })
        })
        .filter(|e| asked.insert((e.sheet.clone(), e.at)))
        .collect();
    let filled = match book.fill(&wanted) {
        Ok(filled) => filled,
        Err(why) => {
            said(&why.to_string());
            assert!(
                !matches!(why, Error::Verification { .. }),
                "the result was not what was asked for: {why}"
            );
            return;
        }
    };
    assert_eq!(filled.changed.len() + filled.refused.len(), wanted.len());
    filled.refused.iter().for_each(|r| said(&r.why.to_string()));
    let again = opened(filled.bytes.clone()).expect("what was written can be read");
    // Cells that the two readers read differently are named; which of the readings is shown may change.
    let named: Vec<&Warning> = [&book, &again]
        .iter()
        .flat_map(|b| b.warnings())
        .filter(|w| w.code == WarningCode::TwoReadings)
        .collect();
    let differs = |sheet: &str, at: CellRef| {
        let mut here = named.iter().filter(|w| w.sheet.as_deref() == Some(sheet));
        here.clone().count() >= 20 || here.any(|w| w.cell == Some(at))
    };
    assert_eq!(book.sheets().len(), again.sheets().len());
    for (old, new) in book.sheets().iter().zip(again.sheets()) {
        let written: BTreeSet<CellRef> =
            filled.changed.iter().filter(|c| c.sheet == old.name).map(|c| c.at).collect();
        let all: BTreeSet<CellRef> = old.cells.keys().chain(new.cells.keys()).copied().collect();
        for at in all.into_iter().filter(|at| !written.contains(at) && !differs(&old.name, *at)) {
            assert_eq!(old.text(at), new.text(at), "{at} was not asked for");
        }
        assert_eq!((&old.name, &old.merges, old.state), (&new.name, &new.merges, new.state));
        assert_eq!((&old.validations, &old.comments), (&new.validations, &new.comments));
    }
    for change in &filled.changed {
        let sheet = again.sheet(&change.sheet).expect("its sheet is there");
        let told = differs(&change.sheet, change.at);
        assert!(told || sheet.text(change.at) == change.after, "{} reads otherwise", change.at);
    }
    packages::compare(bytes, &filled.bytes, |name, old, new| match part {
        Some(part) if name == part => {
            let targets = filled.changed.iter().map(|c| c.at).collect();
            canonical::compare(old, new, &targets);
        }
        Some(_) => assert!(old == new || name == packages::BOOK, "{name} has changed"),
        None => assert!(old == new || name == packages::CONTENT, "{name} has changed"),
    });
}
