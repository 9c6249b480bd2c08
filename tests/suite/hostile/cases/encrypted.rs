//! .xlsx behind a password.

use super::Outcome::{Either, Read, Refused};
use super::{Case, DAMAGED, LARGE, LAUGHS, case};
use crate::compound::Compound;
use crate::packages::{Parts, SHEET};

pub(crate) fn encrypted() -> Vec<Case> {
    let mut out: Vec<Case> = Vec::new();
    let mut add = |name: &str, password: &'static str, outcome, make: fn() -> Vec<u8>| {
        out.push(Case { password, ..case("xlsx", name, outcome, make) });
    };
    add("without-password", "", Refused(&["パスワード"]), || honest().clone());
    add("wrong-password", "b", Refused(&["パスワードが違います"]), || honest().clone());
    add("right-password", "a", Read, || honest().clone());
    add("spin-2-to-31", "a", Refused(DAMAGED), || {
        rebuilt(|info| info.replace("spinCount=\"100000\"", "spinCount=\"2147483648\""), |p| p)
    });
    add("spin-a-million", "a", Refused(&["パスワードが違います"]), || {
        rebuilt(|info| info.replace("spinCount=\"100000\"", "spinCount=\"1000000\""), |p| p)
    });
    add("size-beyond", "a", Refused(DAMAGED), || {
        rebuilt(
            |info| info,
            |mut package| {
                package[..8].copy_from_slice(&(1u64 << 40).to_le_bytes());
                package
            },
        )
    });
    add("size-of-4-gb", "a", Refused(DAMAGED), || {
        rebuilt(
            |info| info,
            |mut package| {
                package[..8].copy_from_slice(&0xFFFF_FFFFu64.to_le_bytes());
                package
            },
        )
    });
    add("empty-package", "a", Refused(DAMAGED), || rebuilt(|info| info, |_| vec![0; 8]));
    add("information-of-nothing", "a", Refused(DAMAGED), || rebuilt(|_| String::new(), |p| p));
    add("laughs", "a", Either, || {
        rebuilt(|info| info.replace("<encryption", &format!("{LAUGHS}<encryption")), |p| p)
    });
    add("long-directory", "a", Either, || {
        let (info, package) = streams();
        Compound::new()
            .stream("EncryptionInfo", &info)
            .stream("EncryptedPackage", &package)
            .crowd(100_000)
            .file(|_, _| {})
    });
    add("streams-in-a-ring", "a", Refused(DAMAGED), || {
        let (info, package) = streams();
        Compound::new()
            .stream("EncryptionInfo", &info)
            .stream("EncryptedPackage", &package)
            .file(|next, _| next[9] = 8)
    });
    add("bomb-inside", "a", Refused(LARGE), || {
        let bomb = Parts::rows("").and(SHEET, vec![b' '; 220 << 20]).zip();
        kotae_workbook::encrypt(&bomb, "a").expect("encrypts")
    });
    add("larger-than-any", "a", Refused(LARGE), || {
        let mut file = honest().clone();
        file.resize(100 << 20, 0);
        file
    });
    for part in 1..10 {
        out.push(Case {
            password: "a",
            ..case("xlsx", &format!("locked-cut-{part}"), Refused(&[]), move || {
                let whole = honest();
                whole[..whole.len() * part / 10].to_vec()
            })
        });
    }
    out
}

/// A workbook encrypted as it should be, with the password `a`.
fn honest() -> &'static Vec<u8> {
    static FILE: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
    FILE.get_or_init(|| kotae_workbook::encrypt(&Parts::rows("<row r='1'/>").zip(), "a").expect("encrypts"))
}

/// Its two streams.
fn streams() -> (Vec<u8>, Vec<u8>) {
    use std::io::Read as _;
    let mut file = cfb::CompoundFile::open(std::io::Cursor::new(honest())).expect("a compound file");
    let mut read = |name: &str| {
        let mut content = Vec::new();
        file.open_stream(name).expect("there").read_to_end(&mut content).expect("readable");
        content
    };
    (read("EncryptionInfo"), read("EncryptedPackage"))
}

/// The same file with its streams changed.
fn rebuilt(info: impl Fn(String) -> String, package: impl Fn(Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    use std::io::Write as _;
    let (old, old_package) = streams();
    let text = String::from_utf8(old[8..].to_vec()).expect("XML");
    let new = [&old[..8], info(text).as_bytes()].concat();
    let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).expect("memory takes it");
    for (name, content) in [("EncryptionInfo", new), ("EncryptedPackage", package(old_package))] {
        file.create_stream(name).expect("a name of its own").write_all(&content).expect("memory takes it");
    }
    file.flush().expect("memory takes it");
    file.into_inner().into_inner()
}
