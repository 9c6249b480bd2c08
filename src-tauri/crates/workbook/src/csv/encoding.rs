//! How the characters of a text file are written.

use encoding_rs::{DecoderResult, Encoding, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The encodings that questionnaires come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TextEncoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// Windows-31J, which Japanese Excel calls Shift-JIS.
    Cp932,
    /// UTF-16 with a byte order mark, lower byte first: Excel's "Unicode text".
    Utf16Le,
    /// The same, higher byte first.
    Utf16Be,
}

impl fmt::Display for TextEncoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf8 => "UTF-8",
            Self::Cp932 => "Shift-JIS (cp932)",
            Self::Utf16Le | Self::Utf16Be => "UTF-16",
        })
    }
}

impl TextEncoding {
    /// The encoding of a whole file; `None` when it is none of these.
    pub(crate) fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xFF, 0xFE, ..] => Some(Self::Utf16Le),
            [0xFE, 0xFF, ..] => Some(Self::Utf16Be),
            _ if std::str::from_utf8(bytes).is_ok() => Some(Self::Utf8),
            _ => is_shift_jis(bytes).then_some(Self::Cp932),
        }
    }

    /// Bytes of the byte order mark that the file begins with.
    pub(crate) fn mark(self, bytes: &[u8]) -> usize {
        match self {
            Self::Utf8 if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) => 3,
            Self::Utf8 | Self::Cp932 => 0,
            Self::Utf16Le | Self::Utf16Be => 2,
        }
    }

    /// Bytes of a separator, a quote or a line end.
    pub(crate) fn unit(self) -> usize {
        match self {
            Self::Utf8 | Self::Cp932 => 1,
            Self::Utf16Le | Self::Utf16Be => 2,
        }
    }

    /// The ASCII character that begins at `at`, if one does. In cp932 no second byte of a character is
    /// below 0x40, so separators, quotes and line ends are what they look like.
    pub(crate) fn ascii(self, bytes: &[u8], at: usize) -> Option<u8> {
        match (self, bytes.get(at..at + self.unit())?) {
            (Self::Utf8 | Self::Cp932, &[b]) => Some(b),
            (Self::Utf16Le, &[b, 0]) | (Self::Utf16Be, &[0, b]) => Some(b),
            _ => None,
        }
    }

    /// One ASCII character in this encoding.
    pub(crate) fn push(self, out: &mut Vec<u8>, ascii: u8) {
        match self {
            Self::Utf8 | Self::Cp932 => out.push(ascii),
            Self::Utf16Le => out.extend([ascii, 0]),
            Self::Utf16Be => out.extend([0, ascii]),
        }
    }

    fn decoder(self) -> &'static Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Cp932 => SHIFT_JIS,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
        }
    }

    pub(crate) fn decode(self, bytes: &[u8]) -> String {
        self.decoder().decode_without_bom_handling(bytes).0.into_owned()
    }

    /// The text in this encoding.
    ///
    /// # Errors
    /// The first character that it cannot hold, with its place in chars. A character that would read
    /// back as another one (cp932 takes － for −) counts as one that it cannot hold.
    pub(crate) fn encode(self, text: &str) -> Result<Vec<u8>, (char, usize)> {
        match self {
            Self::Utf8 => Ok(text.as_bytes().to_vec()),
            Self::Utf16Le => Ok(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            Self::Utf16Be => Ok(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            Self::Cp932 => {
                let (encoded, _, lost) = SHIFT_JIS.encode(text);
                if !lost && self.decode(&encoded) == text {
                    return Ok(encoded.into_owned());
                }
                let holds = |c: char| {
                    let one = c.to_string();
                    let (bytes, _, lost) = SHIFT_JIS.encode(&one);
                    !lost && self.decode(&bytes) == one
                };
                let found = text.chars().enumerate().find(|&(_, c)| !holds(c));
                found.map_or_else(|| Ok(encoded.into_owned()), |(place, c)| Err((c, place)))
            }
        }
    }
}

/// The text of a file in one of these encodings, without its byte order mark; `None` when it is in
/// none of them.
#[must_use]
pub fn plain_text(bytes: &[u8]) -> Option<String> {
    let encoding = TextEncoding::of(bytes)?;
    Some(encoding.decode(&bytes[encoding.mark(bytes)..]))
}

/// Can all of it be read as Windows-31J? Without holding the text.
fn is_shift_jis(bytes: &[u8]) -> bool {
    let mut decoder = SHIFT_JIS.new_decoder_without_bom_handling();
    let mut buffer = [0u8; 16 * 1024];
    let mut rest = bytes;
    loop {
        let (end, read, _) = decoder.decode_to_utf8_without_replacement(rest, &mut buffer, true);
        rest = &rest[read..];
        match end {
            DecoderResult::InputEmpty => return true,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TextEncoding;

    #[test]
    fn a_file_shows_its_encoding() {
        let cases: [(&[u8], Option<TextEncoding>); 6] = [
            (b"No,Question\n", Some(TextEncoding::Utf8)),
            ("\u{feff}質問".as_bytes(), Some(TextEncoding::Utf8)),
            (&[0x8E, 0xBF, 0x96, 0xE2], Some(TextEncoding::Cp932)),
            (&[0xFF, 0xFE, b'a', 0], Some(TextEncoding::Utf16Le)),
            (&[0xFE, 0xFF, 0, b'a'], Some(TextEncoding::Utf16Be)),
            (&[0x8E, 0xFF, 0xFF], None),
        ];
        for (bytes, encoding) in cases {
            assert_eq!(TextEncoding::of(bytes), encoding, "{bytes:?}");
        }
    }

    #[test]
    fn what_cp932_cannot_hold_is_named_even_where_a_neighbour_would_do() {
        let cp932 = TextEncoding::Cp932;
        for held in ["○△×－", "①㈱髙﨑", "ｶﾅ～∥"] {
            assert_eq!(cp932.encode(held).map(|b| cp932.decode(&b)).as_deref(), Ok(held));
        }
        for (text, c, place) in [("対応〜済", '〜', 2), ("−", '−', 0), ("a🔒", '🔒', 1), ("¥", '¥', 0)]
        {
            assert_eq!(cp932.encode(text), Err((c, place)));
        }
    }
}
