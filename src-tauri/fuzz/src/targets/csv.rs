//! Delimited text with edits.

use super::{opened, packages, said};
use kotae_workbook::{CellRef, Edit, Error, Format};

/// Edits, an empty line, a text file: filled edit by edit, and only the bytes of the fields have changed.
pub fn csv(data: &[u8]) {
    let (changes, text) = packages::split(data);
    let mut bytes = text.to_vec();
    for change in changes {
        // A row far below would make a file of line ends.
        if change.at.row <= 2_000 && change.at.column <= 200 {
            let Some(next) = one(&bytes, change.at, change.text) else { return };
            bytes = next;
        }
    }
    if let Some(book) = opened(bytes) {
        super::ask(book.sheets());
    }
}

/// The file with one field answered, checked; `None` where the file was refused.
fn one(bytes: &[u8], at: CellRef, text: String) -> Option<Vec<u8>> {
    let book = opened(bytes.to_vec()).filter(|b| b.format() == Format::Csv)?;
    let sheet = &book.sheets()[0];
    let filled = match book.fill(&[Edit { sheet: sheet.name.clone(), at, text }]) {
        Ok(filled) => filled,
        Err(why) => {
            said(&why.to_string());
            assert!(
                !matches!(why, Error::Verification { .. }),
                "the result was not what was asked for: {why}"
            );
            return None;
        }
    };
    if let Some(refusal) = filled.refused.first() {
        said(&refusal.why.to_string());
        assert_eq!(filled.bytes, bytes);
        return Some(filled.bytes);
    }
    let again = opened(filled.bytes.clone()).expect("what was written can be read");
    let new = &again.sheets()[0];
    let change = &filled.changed[0];
    assert_eq!(new.text(at), change.after);
    for cell in sheet.cells.keys().chain(new.cells.keys()).filter(|&&cell| cell != at) {
        assert_eq!(sheet.text(*cell), new.text(*cell), "{cell} was not asked for");
    }
    // What differs is one run of bytes, no longer than the field was: four bytes a character, its quotes
    // doubled, two units of quotes around it.
    let same = bytes.iter().zip(&filled.bytes).take_while(|(a, b)| a == b).count();
    let most = bytes.len().min(filled.bytes.len()) - same;
    let tail =
        bytes.iter().rev().zip(filled.bytes.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let gone = bytes.len() - same - tail;
    let field = 4 * change.before.chars().count() + 4;
    assert!(gone <= field, "{gone} bytes are gone where {:?} stood", change.before);
    Some(filled.bytes)
}
