//! The tokeniser's pieces with their ids and scores, in a table that is used as it lies in the file.
//! Takes the bytes of `data/model/pieces.bin`, finds the pieces a text begins with.
//!
//! The file, little-endian: `KOTAEPC1`; u32 number of pieces n; u32 bytes of text; u16 ids of the
//! start, the end and the unknown piece; u16 0; then, the pieces sorted by their bytes, n × u32 ends in the
//! text, n × i32 scores in millionths, n × u16 ids; then the text. The example `pieces` writes it.

use crate::error::Damage;
use std::borrow::Cow;
use std::ops::Range;

/// The first bytes of the file.
const MAGIC: &[u8; 8] = b"KOTAEPC1";
/// Bytes before the tables.
const HEADER: usize = 24;
/// Scores are stored as whole millionths: tokenizer.json has six places.
const SCORE_UNIT: f64 = 1e6;

/// A piece that a text begins with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Found {
    /// Its length in bytes.
    pub(crate) len: usize,
    /// Its id, the row of its word vector.
    pub(crate) id: u16,
    /// Its log probability.
    pub(crate) score: f64,
}

/// All pieces.
pub(crate) struct Pieces {
    bytes: Cow<'static, [u8]>,
    count: usize,
    /// Id of `<s>`.
    pub(crate) start: u16,
    /// Id of `</s>`.
    pub(crate) end: u16,
    /// Id of `<unk>`.
    pub(crate) unknown: u16,
    /// The lowest score of any piece.
    pub(crate) lowest: f64,
    /// Where the pieces beginning with each byte lie.
    first: Vec<Range<usize>>,
}

impl Pieces {
    /// Reads the table and checks that it can be used without a further check.
    pub(crate) fn new(bytes: Cow<'static, [u8]>) -> Result<Self, Damage> {
        let word = |at| array(&bytes, at).map(u32::from_le_bytes).ok_or(Damage::Content);
        let short = |at| array(&bytes, at).map(u16::from_le_bytes).ok_or(Damage::Content);
        if bytes.get(..MAGIC.len()) != Some(MAGIC) {
            return Err(Damage::Content);
        }
        let (count, text) = (u64::from(word(8)?), u64::from(word(12)?));
        let expected = HEADER as u64 + count * 10 + text;
        if expected != bytes.len() as u64 {
            return Err(Damage::Length { expected, found: bytes.len() as u64 });
        }
        let count = usize::try_from(count).map_err(|_| Damage::Content)?;
        let (start, end, unknown) = (short(16)?, short(18)?, short(20)?);
        let mut pieces = Self { bytes, count, start, end, unknown, lowest: 0.0, first: vec![0..0; 256] };
        pieces.check()?;
        Ok(pieces)
    }

    /// Walks the tables once: ends and pieces rise, ids exist; notes the lowest score and where the
    /// pieces of each first byte lie.
    fn check(&mut self) -> Result<(), Damage> {
        let (mut lowest, mut first) = (i32::MAX, vec![0..0; 256]);
        let mut before: Option<&[u8]> = None;
        for n in 0..self.count {
            let piece = self.piece(n);
            let &byte = piece.first().ok_or(Damage::Content)?;
            if before.is_some_and(|b| b >= piece) || usize::from(self.id(n)) >= self.count {
                return Err(Damage::Content);
            }
            let place: &mut Range<usize> = &mut first[usize::from(byte)];
            if place.start == place.end {
                place.start = n;
            }
            place.end = n + 1;
            lowest = lowest.min(self.score(n));
            before = Some(piece);
        }
        self.lowest = f64::from(lowest) / SCORE_UNIT;
        self.first = first;
        Ok(())
    }

    /// How many there are; ids are below this.
    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// Calls `each` for every piece that `text` begins with, shortest first.
    pub(crate) fn prefixes(&self, text: &[u8], mut each: impl FnMut(Found)) {
        let Some(&byte) = text.first() else { return };
        let mut range = self.first[usize::from(byte)].clone();
        for len in 1..=text.len() {
            // All of `range` begin with `text[..len - 1]`; sorted, so the one that ends there is first.
            range = self.narrowed(range, len - 1, text[len - 1]);
            if range.is_empty() {
                return;
            }
            let n = range.start;
            if self.piece(n).len() == len {
                let score = f64::from(self.score(n)) / SCORE_UNIT;
                each(Found { len, id: self.id(n), score });
            }
        }
    }

    /// The part of `range` whose pieces have `byte` at `at`, where all of `range` agree before `at`.
    fn narrowed(&self, range: Range<usize>, at: usize, byte: u8) -> Range<usize> {
        if at == 0 {
            return range;
        }
        let start = self.partition(range.clone(), |p| p.get(at).is_none_or(|&b| b < byte));
        let end = self.partition(start..range.end, |p| p.get(at).is_none_or(|&b| b <= byte));
        start..end
    }

    /// The first of `range` for which `before` is false; `before` is true up to it and false from it.
    fn partition(&self, range: Range<usize>, before: impl Fn(&[u8]) -> bool) -> usize {
        let (mut low, mut high) = (range.start, range.end);
        while low < high {
            let middle = low + (high - low) / 2;
            if before(self.piece(middle)) { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// The text of the piece at `n`; empty where the table makes no sense.
    fn piece(&self, n: usize) -> &[u8] {
        let start = if n == 0 { 0 } else { self.text_end(n - 1) };
        let text = HEADER + self.count * 10;
        self.bytes.get(text + start..text + self.text_end(n)).unwrap_or_default()
    }

    fn text_end(&self, n: usize) -> usize {
        let end = array(&self.bytes, HEADER + n * 4).map_or(0, u32::from_le_bytes);
        usize::try_from(end).unwrap_or(usize::MAX / 2)
    }

    fn score(&self, n: usize) -> i32 {
        array(&self.bytes, HEADER + self.count * 4 + n * 4).map_or(0, i32::from_le_bytes)
    }

    fn id(&self, n: usize) -> u16 {
        array(&self.bytes, HEADER + self.count * 8 + n * 2).map_or(0, u16::from_le_bytes)
    }
}

/// The `N` bytes from `at`, when there are as many.
fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk().copied()
}
