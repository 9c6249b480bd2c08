//! Encrypted workbooks: opened with their password only, and encrypted again.

use crate::kept::workbooks;
use kotae_workbook::{Error, FileKind, Unlocked, Workbook, decrypt, encrypt, recognise, unlock};

#[test]
fn an_encrypted_workbook_opens_with_its_password_only() {
    let kept: Vec<_> = workbooks().into_iter().filter(|k| k.expect == "password").collect();
    assert!(!kept.is_empty());
    for k in kept {
        let truth = k.path.parent().expect("a folder").join("truth");
        let truth = truth.join(k.path.with_extension("json").file_name().expect("a name"));
        let truth: serde_json::Value =
            serde_json::from_slice(&std::fs::read(truth).expect("a truth")).expect("JSON");
        let password = truth["password"].as_str().expect("the password is in the truth");
        assert_eq!(decrypt(k.bytes.clone(), None), Err(Error::Encrypted));
        for wrong in ["", "pass-0001", "Pass-0001 "] {
            assert_eq!(decrypt(k.bytes.clone(), Some(wrong)), Err(Error::WrongPassword), "{wrong}");
        }
        let package = decrypt(k.bytes.clone(), Some(password)).expect("the right password");
        assert!(!Workbook::open(package).expect("a workbook").sheets().is_empty());
        // A damaged file is not blamed on the person.
        for length in [1024, k.bytes.len() / 2, k.bytes.len() - 2048] {
            let cut = decrypt(k.bytes[..length].to_vec(), Some(password)).and_then(Workbook::open);
            let why = cut.map(|book| book.sheets().len()).expect_err("half a file");
            assert!(!matches!(why, Error::WrongPassword | Error::Encrypted), "{length}: {why:?}");
        }
    }
}

#[test]
fn what_is_encrypted_comes_back_whole() {
    for password in ["a", "Ｐａｓｓ　ワード🔒", "0123456789012345678901234567890123456789"] {
        for size in [1usize, 4095, 4096, 20_000] {
            let package = [b"PK\x03\x04".to_vec(), vec![7; size]].concat();
            let file = encrypt(&package, password).expect("encrypted");
            assert_eq!(recognise(&file), FileKind::Encrypted);
            assert_eq!(decrypt(file, Some(password)), Ok(package));
        }
    }
}

#[test]
fn a_file_that_needs_no_password_is_taken_as_it_is() {
    assert_eq!(decrypt(b"No,Question".to_vec(), Some("x")), Ok(b"No,Question".to_vec()));
}

#[test]
fn what_excel_opens_without_asking_is_opened_without_asking() {
    let package = [b"PK\x03\x04".to_vec(), vec![7; 900]].concat();
    let read_only = encrypt(&package, "VelvetSweatshop").expect("encrypted");
    let opened = Unlocked { package: package.clone(), password: Some("VelvetSweatshop".to_owned()) };
    for given in [None, Some("VelvetSweatshop"), Some("whatever")] {
        assert_eq!(unlock(read_only.clone(), given).as_ref(), Ok(&opened), "{given:?}");
    }
    let own = encrypt(&package, "秘密").expect("encrypted");
    assert_eq!(unlock(own.clone(), None), Err(Error::Encrypted));
    assert_eq!(unlock(own.clone(), Some("違う")), Err(Error::WrongPassword));
    assert_eq!(unlock(own, Some("秘密")).map(|u| u.password), Ok(Some("秘密".to_owned())));
    assert_eq!(unlock(package.clone(), Some("x")), Ok(Unlocked { package, password: None }));
}
