//! The shared texts of an .xls: one record too long for its length field, continued in others. A text
//! may be cut anywhere; the rest of its characters begins with a byte that says how wide they are.

use crate::budget::Budget;
use crate::error::PartFault;

/// A record and those that continue it.
pub(super) struct Pieces<'a> {
    parts: &'a [&'a [u8]],
    at: usize,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(parts: &'a [&'a [u8]]) -> Self {
        Self { parts, at: 0 }
    }

    /// Goes to the next part that holds something; `false` at the end of the last.
    fn ready(&mut self) -> bool {
        while let Some(first) = self.parts.first() {
            if self.at < first.len() {
                return true;
            }
            self.at -= first.len();
            self.parts = &self.parts[1..];
        }
        false
    }

    fn byte(&mut self) -> Option<u8> {
        self.ready().then(|| {
            self.at += 1;
            self.parts[0][self.at - 1]
        })
    }

    fn number(&mut self, bytes: u32) -> Option<u32> {
        (0..bytes).try_fold(0, |n, place| Some(n | u32::from(self.byte()?) << (8 * place)))
    }

    /// The text that begins here, its length in two bytes.
    pub(super) fn text(&mut self) -> Option<String> {
        let mut left = self.number(2)? as usize;
        let mut flags = self.byte()?;
        let runs = if flags & 8 != 0 { self.number(2)? as usize * 4 } else { 0 };
        let phonetic = if flags & 4 != 0 { self.number(4)? as usize } else { 0 };
        let mut units: Vec<u16> = Vec::new();
        while left > 0 {
            if self.parts.first().is_none_or(|part| self.at >= part.len()) {
                if !self.ready() {
                    return None;
                }
                flags = self.byte()?;
            }
            let rest = self.parts.first()?.get(self.at..)?;
            let width = 1 + usize::from(flags & 1);
            let here = left.min(rest.len() / width);
            if here == 0 {
                // Half a character, or a part of nothing but its flags.
                self.at += rest.len();
                continue;
            }
            let bytes = &rest[..here * width];
            if width == 1 {
                units.extend(bytes.iter().map(|&b| u16::from(b)));
            } else {
                units.extend(bytes.as_chunks::<2>().0.iter().map(|&b| u16::from_le_bytes(b)));
            }
            self.at += bytes.len();
            left -= here;
        }
        self.at = self.at.checked_add(runs)?.checked_add(phonetic)?;
        Some(String::from_utf16_lossy(&units))
    }
}

/// The shared texts, as far as they can be read.
///
/// # Errors
/// More of them than a workbook may hold.
pub(super) fn shared(parts: &[&[u8]], budget: &mut Budget) -> Result<Vec<String>, PartFault> {
    let mut pieces = Pieces::new(parts);
    // How often they are used, and how many there are.
    let count = pieces.number(4).and_then(|_| pieces.number(4)).unwrap_or(0);
    let mut out = Vec::new();
    for _ in 0..count {
        let Some(text) = pieces.text() else { break };
        budget.string()?;
        budget.text(text.len())?;
        out.push(text);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::{Pieces, shared};
    use crate::budget::Budget;

    #[test]
    fn texts_are_read_over_the_ends_of_records() {
        // 「a○」 in two bytes each, cut before ○, which goes on in two bytes; then 「bc」, cut and going on in one.
        let parts: [&[u8]; 3] = [
            &[9, 0, 0, 0, 3, 0, 0, 0, 2, 0, 1, b'a', 0],
            &[1, 0xCB, 0x25, 2, 0, 1, b'b', 0],
            &[0, b'c', 1, 0, 0, b'd'],
        ];
        assert_eq!(
            shared(&parts, &mut Budget::default()).as_deref(),
            Ok(&["a○".into(), "bc".into(), "d".into()][..])
        );
    }

    #[test]
    fn formats_and_phonetics_are_passed_over_and_lies_end() {
        let parts: [&[u8]; 1] =
            [&[1, 0, 13, 2, 0, 1, 0, 0, 0, 0x42, 0x30, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 0, 0, b'x']];
        let mut pieces = Pieces::new(&parts);
        assert_eq!(
            (pieces.text().as_deref(), pieces.text().as_deref(), pieces.text()),
            (Some("あ"), Some("x"), None)
        );
        let lying: [&[u8]; 2] = [&[0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 5], &[1]];
        assert_eq!(shared(&lying, &mut Budget::default()).as_deref(), Ok(&[][..]));
    }
}
