//! Delimited text: one sheet named `(csv)` whose rows are the records of the file.
//!
//! Filling keeps the file's encoding, separator, quotes and line ends: only the bytes of the answered
//! fields change. The bytes themselves are parsed, not their decoded text, because cp932 has characters
//! that do not survive decoding and encoding again.

mod encoding;
mod records;
mod write;

pub use encoding::{TextEncoding, plain_text};

use crate::address::{CellRef, MAX_COLUMN, MAX_ROW};
use crate::error::{Error, Limit};
use crate::limits;
use crate::sheet::{Cell, Sheet, Value};
use records::Records;

/// The name of the only sheet.
pub(crate) const SHEET: &str = "(csv)";

/// How a text file is built, apart from its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Form {
    pub(crate) encoding: TextEncoding,
    /// The separator, an ASCII character.
    pub(crate) separator: u8,
}

impl Form {
    /// Would a file of these bytes be read in this form?
    fn shows_in(self, bytes: &[u8]) -> bool {
        let encoding = TextEncoding::of(bytes);
        let same = |e: TextEncoding| e == self.encoding || e.decode(bytes) == self.encoding.decode(bytes);
        encoding.is_some_and(|e| same(e) && records::separator(bytes, e) == self.separator)
    }
}

/// Reads a text file into a sheet.
///
/// # Errors
/// An encoding that cannot be told; more fields than a workbook may have.
pub(crate) fn open(bytes: &[u8]) -> Result<(Form, Sheet), Error> {
    if bytes.len() as u64 > limits::UNPACKED {
        let (size, limit) = (bytes.len() as u64, limits::UNPACKED);
        return Err(Error::TooLarge { what: Limit::File, part: None, size, limit });
    }
    let encoding = TextEncoding::of(bytes).ok_or(Error::TextEncoding)?;
    let form = Form { encoding, separator: records::separator(bytes, encoding) };
    let records = Records::parse(bytes, form);
    let mut sheet = Sheet { name: SHEET.to_owned(), ..Sheet::default() };
    let count = records.fields.len() as u64;
    if count > limits::CELLS {
        return Err(Error::TooLarge { what: Limit::Cells, part: None, size: count, limit: limits::CELLS });
    }
    for (row, record) in (1u32..).zip(records.iter()) {
        for (column, field) in (1u32..).zip(record) {
            let text = field.text(bytes, form);
            if row <= MAX_ROW && column <= MAX_COLUMN && !text.is_empty() {
                let cell = Cell { value: Some(Value::Text(text)), ..Cell::default() };
                sheet.cells.insert(CellRef::new(row, column), cell);
            }
        }
    }
    Ok((form, sheet))
}

pub(crate) use write::write;
