//! Streams of records, and numbers and texts in them. Nothing is trusted: what is cut off reads as
//! nothing.

/// Little-endian numbers at places of a record's data.
pub(super) trait Bytes {
    fn u8_at(&self, at: usize) -> Option<u8>;
    fn u16_at(&self, at: usize) -> Option<u16>;
    fn u32_at(&self, at: usize) -> Option<u32>;
}

impl Bytes for [u8] {
    fn u8_at(&self, at: usize) -> Option<u8> {
        self.get(at).copied()
    }

    fn u16_at(&self, at: usize) -> Option<u16> {
        Some(u16::from_le_bytes([self.u8_at(at)?, self.u8_at(at + 1)?]))
    }

    fn u32_at(&self, at: usize) -> Option<u32> {
        Some(u32::from(self.u16_at(at)?) | u32::from(self.u16_at(at + 2)?) << 16)
    }
}

/// Records of BIFF5 and BIFF8: kind and length in two bytes each.
pub(super) struct Records<'a> {
    pub(super) stream: &'a [u8],
    pub(super) at: usize,
}

impl<'a> Records<'a> {
    /// The next record where it continues the one before.
    pub(super) fn continuation(&mut self) -> Option<&'a [u8]> {
        if self.stream.u16_at(self.at)? == 0x3C { self.next().map(|(_, data)| data) } else { None }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, length) = (self.stream.u16_at(self.at)?, self.stream.u16_at(self.at + 2)?);
        let from = self.at + 4;
        let data = self.stream.get(from..from + usize::from(length))?;
        self.at = from + data.len();
        Some((kind, data))
    }
}

/// Records of .xlsb: kind in one or two bytes, length in one to four, seven bits each.
pub(super) struct LongRecords<'a> {
    pub(super) stream: &'a [u8],
    pub(super) at: usize,
}

impl LongRecords<'_> {
    fn number(&mut self, most: usize) -> Option<u32> {
        let mut out = 0u32;
        for n in 0..most {
            let byte = self.stream.u8_at(self.at)?;
            self.at += 1;
            out |= u32::from(byte & 0x7F) << (7 * n);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(out)
    }
}

impl<'a> Iterator for LongRecords<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        // The two bytes of a kind stand as they are, continuation bit included.
        let low = self.stream.u8_at(self.at)?;
        self.at += 1;
        let mut kind = u16::from(low);
        if low & 0x80 != 0 {
            kind = u16::from(low & 0x7F) | u16::from(self.stream.u8_at(self.at)? & 0x7F) << 7;
            self.at += 1;
        }
        let length = usize::try_from(self.number(4)?).ok()?;
        let data = self.stream.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        Some((kind, data))
    }
}

/// A text of BIFF8 with its length in two bytes; the text and the place after it.
pub(super) fn text16(data: &[u8], at: usize) -> Option<(String, usize)> {
    let length = usize::from(data.u16_at(at)?);
    chars(data, at + 2, length)
}

/// The characters of a BIFF8 text whose length is known: a byte of flags, then one or two bytes each.
pub(super) fn chars(data: &[u8], at: usize, length: usize) -> Option<(String, usize)> {
    let flags = data.u8_at(at)?;
    let mut from = at + 1;
    // Runs of formats and of phonetics stand behind the characters, their numbers before them.
    let mut behind = 0;
    if flags & 8 != 0 {
        behind += usize::from(data.u16_at(from)?) * 4;
        from += 2;
    }
    if flags & 4 != 0 {
        behind += usize::try_from(data.u32_at(from)?).ok()?;
        from += 4;
    }
    if flags & 1 == 0 {
        let bytes = data.get(from..from.checked_add(length)?)?;
        return Some((bytes.iter().map(|&b| char::from(b)).collect(), from + length + behind));
    }
    let bytes = data.get(from..from.checked_add(length * 2)?)?;
    let units: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|&b| u16::from_le_bytes(b)).collect();
    Some((String::from_utf16_lossy(&units), from + length * 2 + behind))
}

/// A text of .xlsb: its length in four bytes, then UTF-16; the text and the place after it.
pub(super) fn wide(data: &[u8], at: usize) -> Option<(String, usize)> {
    let length = data.u32_at(at)?;
    if length == u32::MAX {
        return Some((String::new(), at + 4));
    }
    let end = at.checked_add(4)?.checked_add(usize::try_from(length).ok()?.checked_mul(2)?)?;
    let bytes = data.get(at + 4..end)?;
    let units: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|&b| u16::from_le_bytes(b)).collect();
    Some((String::from_utf16_lossy(&units), end))
}

#[cfg(test)]
mod tests {
    use super::{LongRecords, Records, chars, text16, wide};

    #[test]
    fn records_end_where_the_stream_does() {
        let stream = [0x09, 0x08, 2, 0, 1, 2, 0x0A, 0, 9, 0, 1];
        let all: Vec<_> = Records { stream: &stream, at: 0 }.collect();
        assert_eq!(all, [(0x0809, &[1u8, 2][..])]);
        let stream = [0x00, 1, 7, 0xB0, 0x01, 0x82, 0x00, 8, 9, 5, 9];
        let all: Vec<_> = LongRecords { stream: &stream, at: 0 }.collect();
        assert_eq!(all, [(0, &[7u8][..]), (0xB0, &[8, 9][..])]);
    }

    #[test]
    fn texts_of_both_widths() {
        assert_eq!(text16(&[2, 0, 0, b'a', b'b'], 0), Some(("ab".into(), 5)));
        assert_eq!(chars(&[9, 1, 0, 0xCB, 0x25, 1, 2, 3, 4], 0, 1), Some(("○".into(), 9)));
        assert_eq!(wide(&[1, 0, 0, 0, 0xCB, 0x25], 0), Some(("○".into(), 6)));
        assert_eq!(wide(&[0xFF; 4], 0), Some((String::new(), 4)));
        assert_eq!((text16(&[9, 0, 0], 0), wide(&[9, 0, 0, 0], 0)), (None, None));
    }
}
