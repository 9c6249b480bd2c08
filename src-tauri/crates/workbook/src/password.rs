//! Workbooks that need a password: taking the encryption off and putting it on again.
//!
//! The encryption is that of MS-OFFCRYPTO: an OOXML package inside a compound file, and RC4 over the
//! records of an .xls.

use crate::binary;
use crate::error::{Error, Limit};
use crate::limits;
use crate::sniff::{FileKind, recognise};
use ms_offcrypto_writer::Ecma376AgileWriter;
use office_crypto::{DecryptError, decrypt_from_bytes};
use std::io::{Cursor, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What Excel encrypts with when a file is only to be read, or its structure is protected, and nobody
/// chose a password: every Excel opens such a file without asking.
const OF_EXCEL: &str = "VelvetSweatshop";

/// A file with its encryption taken off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlocked {
    /// The package inside; of a file that was not encrypted the file itself.
    pub package: Vec<u8>,
    /// The password that opened it; `None` where none was needed.
    pub password: Option<String>,
}

/// As [`decrypt`], and without asking for a password where Excel would not ask for one either.
///
/// # Errors
/// As [`decrypt`].
pub fn unlock(bytes: Vec<u8>, password: Option<&str>) -> Result<Unlocked, Error> {
    match recognise(&bytes) {
        FileKind::Encrypted => {}
        FileKind::Xls if bytes.len() as u64 <= limits::UNPACKED && binary::encrypted_xls(&bytes) => {
            return unlock_xls(&bytes, password);
        }
        _ => return Ok(Unlocked { package: bytes, password: None }),
    }
    let opened = |package, password: &str| Unlocked { package, password: Some(password.to_owned()) };
    let refused = match password {
        None => Error::Encrypted,
        Some(password) => match decrypt(bytes.clone(), Some(password)) {
            Ok(package) => return Ok(opened(package, password)),
            Err(why @ Error::WrongPassword) => why,
            Err(why) => return Err(why),
        },
    };
    decrypt(bytes, Some(OF_EXCEL)).map(|package| opened(package, OF_EXCEL)).map_err(|_| refused)
}

/// As [`unlock`], for an .xls. One that opens with Excel's own password counts as one without.
fn unlock_xls(bytes: &[u8], password: Option<&str>) -> Result<Unlocked, Error> {
    let refused = match binary::decrypted_xls(bytes, OF_EXCEL) {
        Ok(package) => return Ok(Unlocked { package, password: None }),
        Err(Error::WrongPassword) if password.is_none() => Error::Encrypted,
        Err(why) => why,
    };
    let Some(password) = password.filter(|_| refused == Error::WrongPassword) else { return Err(refused) };
    let package = binary::decrypted_xls(bytes, password)?;
    Ok(Unlocked { package, password: Some(password.to_owned()) })
}

/// The package inside an encrypted file; other files are given back as they are.
///
/// # Errors
/// [`Error::Encrypted`] without a password, [`Error::WrongPassword`], and damage.
pub fn decrypt(bytes: Vec<u8>, password: Option<&str>) -> Result<Vec<u8>, Error> {
    if recognise(&bytes) != FileKind::Encrypted {
        return Ok(bytes);
    }
    let password = password.ok_or(Error::Encrypted)?;
    if bytes.len() as u64 > limits::UNPACKED {
        let (size, limit) = (bytes.len() as u64, limits::UNPACKED);
        return Err(Error::TooLarge { what: Limit::File, part: None, size, limit });
    }
    let damaged = |why: String| Error::BrokenPackage { why };
    let clean = rebuilt(&bytes).ok_or_else(|| damaged("EncryptedPackage".to_owned()))?;
    drop(bytes);
    // A panic of the reader must be an answer, not an end.
    let package = catch_unwind(AssertUnwindSafe(|| decrypt_from_bytes(clean, password)))
        .map_err(|_| damaged("EncryptionInfo".to_owned()))?;
    match package {
        // Whatever the password, something comes out; only the right one gives a zip.
        Ok(package) if package.starts_with(b"PK\x03\x04") => Ok(package),
        Ok(_) => Err(Error::WrongPassword),
        Err(DecryptError::Unimplemented(what)) => Err(Error::Encryption { what }),
        Err(why) => Err(damaged(why.to_string())),
    }
}

/// A compound file with nothing but the two streams that decrypting needs. The reader behind it goes
/// down a directory by calling itself, so one long enough would end the process; this one has three entries.
fn rebuilt(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).ok()?;
    for name in ["EncryptionInfo", "EncryptedPackage"] {
        let content = binary::stream(bytes, &[name])?;
        file.create_stream(name).ok()?.write_all(&content).ok()?;
    }
    file.flush().ok()?;
    Some(file.into_inner().into_inner())
}

/// An encrypted file around a package, by AES-256 as Excel writes it. No two calls give the same bytes:
/// the salts are random.
///
/// # Errors
/// [`Error::Encryption`] when the system has no randomness to give.
pub fn encrypt(package: &[u8], password: &str) -> Result<Vec<u8>, Error> {
    let failed = |e: std::io::Error| Error::Encryption { what: e.to_string() };
    let mut file = Cursor::new(Vec::new());
    let mut writer = Ecma376AgileWriter::create(&mut rand::rng(), password, &mut file).map_err(failed)?;
    writer.write_all(package).map_err(failed)?;
    writer.into_inner().map_err(failed)?;
    let bytes = file.into_inner();
    // Handed out only if the password opens it and the same package comes back.
    match decrypt(bytes.clone(), Some(password)) {
        Ok(again) if again == package => Ok(bytes),
        _ => Err(Error::Encryption { what: "AES-256".to_owned() }),
    }
}
