//! Taking the encryption off the stream of an .xls: RC4 (MS-OFFCRYPTO 2.3.6) and RC4 CryptoAPI
//! (2.3.5) as MS-XLS 2.2.10 puts them on. The readers of such files that there are decrypt Word and
//! PowerPoint only; the ciphers themselves are few lines over MD5 and SHA-1.

use super::compound;
use super::records::{Bytes, Records};
use crate::error::Error;
use md5::{Digest as _, Md5};
use sha1::Sha1;
use std::io::{Cursor, Write as _};

/// A new key is taken after so many bytes.
const BLOCK: usize = 1024;
const FILEPASS: u16 = 0x2F;
const BOUND_SHEET: u16 = 0x85;
/// Records whose data stands in the clear.
const CLEAR: [u16; 7] = [0x809, FILEPASS, 0x194, 0x195, 0xE1, 0x196, 0x138];
/// A record that no reader knows, put in place of the one that tells of the encryption.
const NOTHING: u16 = 0x0FF0;

/// How a stream is encrypted.
#[derive(Debug, PartialEq)]
struct Scheme {
    /// Key length in bits of RC4 CryptoAPI; `None` for plain RC4.
    api: Option<u32>,
    salt: [u8; 16],
    verifier: [u8; 16],
    /// Of the decrypted verifier, encrypted: MD5 or SHA-1.
    hash: Vec<u8>,
}

/// Does this .xls state that it is encrypted?
pub(crate) fn encrypted(bytes: &[u8]) -> bool {
    stream(bytes).is_some_and(|s| filepass(&s).is_some())
}

/// The file with its encryption taken off: a compound file with the stream of the workbook alone.
///
/// # Errors
/// [`Error::WrongPassword`], a way of encrypting that is none of the two, damage.
pub(crate) fn decrypted(bytes: &[u8], password: &str) -> Result<Vec<u8>, Error> {
    let damaged = || Error::BrokenPackage { why: "Encrypted Workbook".to_owned() };
    let stream = stream(bytes).ok_or_else(damaged)?;
    let (place, data) = filepass(&stream).ok_or_else(damaged)?;
    let unknown = || Error::Encryption { what: "Excel 97-2003".to_owned() };
    let scheme = Scheme::read(data).ok_or_else(unknown)?;
    if !scheme.opens(password) {
        return Err(Error::WrongPassword);
    }
    let mut plain = scheme.apply(password, &stream);
    plain[place..place + 2].copy_from_slice(&NOTHING.to_le_bytes());
    around(&plain).ok_or_else(damaged)
}

fn stream(bytes: &[u8]) -> Option<Vec<u8>> {
    compound::stream(bytes, &["Workbook"])
}

/// Place and data of the record that tells of the encryption; it stands before all that is encrypted.
fn filepass(stream: &[u8]) -> Option<(usize, &[u8])> {
    let mut records = Records { stream, at: 0 };
    loop {
        let at = records.at;
        match records.next()? {
            (FILEPASS, data) => return Some((at, data)),
            // The first part of the stream has ended, or the sheets are named already.
            (0x0A | BOUND_SHEET, _) => return None,
            _ => {}
        }
    }
}

fn around(stream: &[u8]) -> Option<Vec<u8>> {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).ok()?;
    file.create_stream("Workbook").ok()?.write_all(stream).ok()?;
    file.flush().ok()?;
    Some(file.into_inner().into_inner())
}

impl Scheme {
    fn read(data: &[u8]) -> Option<Self> {
        // 0 is the obfuscation by XOR of older versions.
        if data.u16_at(0)? != 1 {
            return None;
        }
        let fixed = |at: usize| data.get(at..at + 16)?.try_into().ok();
        match (data.u16_at(2)?, data.u16_at(4)?) {
            (1, 1) => Some(Self {
                api: None,
                salt: fixed(6)?,
                verifier: fixed(22)?,
                hash: data.get(38..54)?.to_vec(),
            }),
            (2..=4, 2) => {
                let header = 14;
                let length = usize::try_from(data.u32_at(10)?).ok()?;
                let (cipher, bits) = (data.u32_at(header + 8)?, data.u32_at(header + 16)?);
                let bits = if bits == 0 { 40 } else { bits };
                if !matches!(cipher, 0 | 0x6801) || !(40..=128).contains(&bits) || !bits.is_multiple_of(8) {
                    return None;
                }
                let after = header.checked_add(length)?;
                (data.u32_at(after)? == 16).then_some(())?;
                Some(Self {
                    api: Some(bits),
                    salt: fixed(after + 4)?,
                    verifier: fixed(after + 20)?,
                    hash: data.get(after + 40..after + 60)?.to_vec(),
                })
            }
            _ => None,
        }
    }

    fn opens(&self, password: &str) -> bool {
        let mut both = self.verifier.to_vec();
        both.extend(&self.hash);
        Rc4::new(&self.key(password, 0)).apply(&mut both);
        let (verifier, hash) = both.split_at(self.verifier.len());
        match self.api {
            None => Md5::digest(verifier)[..] == *hash,
            Some(_) => Sha1::digest(verifier)[..] == *hash,
        }
    }

    /// The key of a block.
    fn key(&self, password: &str, block: u32) -> Vec<u8> {
        let password: Vec<u8> = password.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let Some(bits) = self.api else {
            let first = Md5::digest(&password);
            let mut round = Md5::new();
            for _ in 0..16 {
                round.update(&first[..5]);
                round.update(self.salt);
            }
            let own = round.finalize();
            return Md5::new().chain_update(&own[..5]).chain_update(block.to_le_bytes()).finalize().to_vec();
        };
        let own = Sha1::new().chain_update(self.salt).chain_update(&password).finalize();
        let hash = Sha1::new().chain_update(own).chain_update(block.to_le_bytes()).finalize();
        let length = usize::try_from(bits / 8).expect("16 at most");
        let mut key = hash[..length].to_vec();
        if bits == 40 {
            key.resize(16, 0);
        }
        key
    }

    /// The stream with the cipher put on or, what is the same, taken off. The cipher runs over all
    /// bytes; what stands in the clear it only passes.
    fn apply(&self, password: &str, stream: &[u8]) -> Vec<u8> {
        let mut mask = vec![0u8; stream.len()];
        for (block, piece) in (0u32..).zip(mask.chunks_mut(BLOCK)) {
            Rc4::new(&self.key(password, block)).apply(piece);
        }
        let mut out = stream.to_vec();
        let mut records = Records { stream, at: 0 };
        while let Some((kind, data)) = records.next() {
            let from = records.at - data.len();
            // Where a sheet begins is said in the clear.
            let skip = if kind == BOUND_SHEET { data.len().min(4) } else { 0 };
            if !CLEAR.contains(&kind) {
                for at in from + skip..records.at {
                    out[at] ^= mask[at];
                }
            }
        }
        out
    }
}

/// The stream cipher.
struct Rc4 {
    state: [u8; 256],
    i: u8,
    j: u8,
}

impl Rc4 {
    fn new(key: &[u8]) -> Self {
        let mut state: [u8; 256] = std::array::from_fn(|n| u8::try_from(n).expect("below 256"));
        let mut j = 0u8;
        for i in 0..256 {
            j = j.wrapping_add(state[i]).wrapping_add(key[i % key.len()]);
            state.swap(i, usize::from(j));
        }
        Self { state, i: 0, j: 0 }
    }

    fn apply(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            self.i = self.i.wrapping_add(1);
            self.j = self.j.wrapping_add(self.state[usize::from(self.i)]);
            self.state.swap(usize::from(self.i), usize::from(self.j));
            let sum = self.state[usize::from(self.i)].wrapping_add(self.state[usize::from(self.j)]);
            *byte ^= self.state[usize::from(sum)];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Rc4, Scheme, around, decrypted, encrypted};
    use crate::error::Error;
    use md5::{Digest as _, Md5};
    use sha1::Sha1;

    #[test]
    fn the_cipher_is_rc4() {
        // RFC 6229, key 0102030405.
        let mut bytes = [0u8; 8];
        Rc4::new(&[1, 2, 3, 4, 5]).apply(&mut bytes);
        assert_eq!(bytes, [0xB2, 0x39, 0x63, 0x05, 0xF0, 0x3D, 0xC0, 0x27]);
    }

    /// A file of one sheet's name and 3,000 bytes, encrypted with `pass`.
    fn file(api: Option<u32>) -> (Vec<u8>, Vec<u8>) {
        let mut scheme = Scheme { api, salt: [7; 16], verifier: [0; 16], hash: Vec::new() };
        let mut both = vec![9u8; 16];
        both.extend(match api {
            None => Md5::digest([9u8; 16]).to_vec(),
            Some(_) => Sha1::digest([9u8; 16]).to_vec(),
        });
        Rc4::new(&scheme.key("pass", 0)).apply(&mut both);
        scheme.verifier.copy_from_slice(&both[..16]);
        scheme.hash = both[16..].to_vec();
        let mut told = match api {
            None => vec![1, 0, 1, 0, 1, 0],
            Some(bits) => {
                let mut told = vec![1, 0, 2, 0, 2, 0, 4, 0, 0, 0, 32, 0, 0, 0];
                for n in [4u32, 0, 0x6801, 0x8004, bits, 1, 0, 0] {
                    told.extend(n.to_le_bytes());
                }
                told.extend(16u32.to_le_bytes());
                told
            }
        };
        told.extend(scheme.salt);
        told.extend(scheme.verifier);
        if api.is_some() {
            told.extend(20u32.to_le_bytes());
        }
        told.extend(&scheme.hash);
        let mut stream = Vec::new();
        for (kind, data) in [
            (0x809u16, vec![0, 6, 5, 0]),
            (0x2F, told),
            (0x85, vec![1, 2, 3, 4, 0, 0, 1, 0, b'a']),
            (0xFC, vec![5; 3000]),
            (0x0A, Vec::new()),
        ] {
            stream.extend(kind.to_le_bytes());
            stream.extend(u16::try_from(data.len()).expect("short").to_le_bytes());
            stream.extend(data);
        }
        let locked = scheme.apply("pass", &stream);
        (around(&locked).expect("written"), stream)
    }

    #[test]
    fn both_ways_of_encrypting_are_taken_off() {
        for api in [None, Some(40), Some(128)] {
            let (locked, plain) = file(api);
            assert!(encrypted(&locked));
            assert_eq!(decrypted(&locked, "past"), Err(Error::WrongPassword));
            let open = decrypted(&locked, "pass").expect("opens");
            assert!(!encrypted(&open));
            let stream = super::stream(&open).expect("there");
            let tail = plain.len() - 3004;
            assert_eq!(stream[tail..], plain[tail..], "{api:?}");
        }
    }
}
