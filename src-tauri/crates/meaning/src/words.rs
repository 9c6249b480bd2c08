//! The word rows: one vector a token, kept in four bits and expanded when looked up. Takes the bytes
//! of the table (raw Q4_0) and token ids, gives the network's input; knows no texts.
//!
//! A row is [`DIMENSIONS`] values in blocks of 32: an f16 scale and 16 bytes, byte j holding value j
//! in its low and value j + 16 in its high four bits; a value is (four bits − 8) × scale.

use crate::error::Damage;
use std::borrow::Cow;

/// Numbers in a vector.
pub const DIMENSIONS: usize = 384;

/// Values of one block.
const BLOCK: usize = 32;
/// Bytes of one block.
const BLOCK_BYTES: usize = 2 + BLOCK / 2;
/// Bytes of one row.
const ROW_BYTES: usize = DIMENSIONS / BLOCK * BLOCK_BYTES;

/// The table of word rows.
pub(crate) struct Words {
    bytes: Cow<'static, [u8]>,
}

impl Words {
    /// Takes the table; it must have exactly `rows` rows.
    pub(crate) fn new(bytes: Cow<'static, [u8]>, rows: usize) -> Result<Self, Damage> {
        let expected = rows.saturating_mul(ROW_BYTES);
        if bytes.len() != expected {
            return Err(Damage::Length { expected: expected as u64, found: bytes.len() as u64 });
        }
        Ok(Self { bytes })
    }

    /// Appends the row of token `id`, [`DIMENSIONS`] numbers; zeros for an id that has no row.
    pub(crate) fn push_row(&self, id: u16, out: &mut Vec<f32>) {
        let end = out.len() + DIMENSIONS;
        let row = self.bytes.chunks_exact(ROW_BYTES).nth(usize::from(id)).unwrap_or_default();
        for block in row.chunks_exact(BLOCK_BYTES) {
            let (scale, codes) = block.split_at(2);
            let scale = f16(u16::from_le_bytes([scale[0], scale[1]]));
            out.extend(codes.iter().map(|code| (f32::from(code & 15) - 8.0) * scale));
            out.extend(codes.iter().map(|code| (f32::from(code >> 4) - 8.0) * scale));
        }
        out.resize(end, 0.0);
    }
}

/// The value of an IEEE 754 half-precision number.
fn f16(bits: u16) -> f32 {
    let sign = if bits >> 15 == 0 { 1.0 } else { -1.0 };
    let (exponent, fraction) = (i32::from(bits >> 10 & 31), f32::from(bits & 1023));
    sign * match exponent {
        0 => fraction * 2f32.powi(-24),
        31 if fraction == 0.0 => f32::INFINITY,
        31 => f32::NAN,
        _ => (1024.0 + fraction) * 2f32.powi(exponent - 25),
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK_BYTES, DIMENSIONS, ROW_BYTES, Words, f16};
    use crate::error::Damage;

    #[test]
    fn half_precision_is_read_as_ieee_says() {
        let cases = [
            (0x0000, 0.0),
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x3555, 0.333_251_95),
            (0x7bff, 65504.0),
            (0x0001, 5.960_464_5e-8),
            (0x03ff, 6.097_555e-5),
            (0x0400, 6.103_515_6e-5),
            (0x7c00, f32::INFINITY),
        ];
        for (bits, value) in cases {
            assert_eq!(f16(bits).to_bits(), f32::to_bits(value), "{bits:#06x}");
        }
        assert!(f16(0x7e00).is_nan());
    }

    #[test]
    fn a_row_is_expanded_low_halves_first() {
        // One row of eights (nothing), one whose first block has scale 1 and first byte 0xf0.
        let mut bytes = [&[0, 0][..], &[0x88; 16]].concat().repeat(2 * ROW_BYTES / BLOCK_BYTES);
        bytes[ROW_BYTES..ROW_BYTES + 3].copy_from_slice(&[0x00, 0x3c, 0xf0]);
        let words = Words::new(bytes.into(), 2).map_err(|why| format!("{why:?}")).expect("two rows");
        let mut out = Vec::new();
        words.push_row(1, &mut out);
        let mut expected = vec![0.0; DIMENSIONS];
        (expected[0], expected[16]) = (-8.0, 7.0);
        assert_eq!(out, expected);
        words.push_row(2, &mut out);
        assert_eq!(out.len(), 2 * DIMENSIONS, "an unknown id still takes a row");
    }

    #[test]
    fn a_table_of_another_size_is_refused() {
        let damage = Words::new(vec![0; ROW_BYTES].into(), 2).err();
        let (expected, found) = (2 * ROW_BYTES as u64, ROW_BYTES as u64);
        assert_eq!(damage, Some(Damage::Length { expected, found }));
    }
}
