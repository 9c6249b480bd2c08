//! What the records of both binary formats say of a cell's value.

use super::records::Bytes;
use crate::sheet::Value;
use crate::worksheet::DAYS_TO_1904;

/// How the numbers of a workbook are to be read: which cell formats show dates, and from when days count.
#[derive(Debug, Default)]
pub(super) struct Dates {
    /// By place of the cell format.
    pub(super) formats: Vec<bool>,
    pub(super) from_1904: bool,
}

impl Dates {
    /// The number, as a date where the cell's format shows one; nothing for what is no number.
    pub(super) fn value(&self, number: f64, format: usize) -> Option<Value> {
        if !number.is_finite() {
            return None;
        }
        if !self.formats.get(format).copied().unwrap_or(false) {
            return Some(Value::Number(number));
        }
        Some(Value::DateTime(number + if self.from_1904 { DAYS_TO_1904 } else { 0.0 }))
    }
}

/// A number in 30 bits: whole or the upper half of a float, maybe a hundredth.
pub(super) fn small(bits: u32) -> f64 {
    let whole = f64::from(bits.cast_signed() >> 2);
    let upper = f64::from_bits(u64::from(bits & !3) << 32);
    let number = if bits & 2 != 0 { whole } else { upper };
    if bits & 1 != 0 { number / 100.0 } else { number }
}

/// A number in 64 bits at a place of a record.
pub(super) fn float(data: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_bits(u64::from(data.u32_at(at)?) | u64::from(data.u32_at(at + 4)?) << 32))
}

/// An error value by its code.
pub(super) fn error(code: u8) -> Option<Value> {
    let text = match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => return None,
    };
    Some(Value::Error(text.to_owned()))
}

/// A text; an empty one is an empty cell to a person.
pub(super) fn text(text: String) -> Option<Value> {
    (!text.is_empty()).then_some(Value::Text(text))
}
