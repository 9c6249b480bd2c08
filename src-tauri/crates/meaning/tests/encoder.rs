//! The encoder on the shipped model, against vectors computed in double precision by no runtime
//! (`reference.py` writes them).

mod common;

use common::{encoder, model_file, model_files};
use kotae_meaning::{DIMENSIONS, Damage, Encoder, Error, Kind};
use serde::Deserialize;

#[derive(Deserialize)]
struct Reference {
    sentences: Vec<Sentence>,
    pairs: Vec<(usize, usize, f32)>,
}

#[derive(Deserialize)]
struct Sentence {
    kind: String,
    text: String,
    first: Vec<f32>,
}

impl Sentence {
    fn kind(&self) -> Kind {
        match self.kind.as_str() {
            "query" => Kind::Query,
            "passage" => Kind::Passage,
            other => panic!("no kind {other}"),
        }
    }
}

fn one(text: &str, kind: Kind) -> Vec<f32> {
    let mut vectors = encoder().embed(&[text], kind).expect("it runs");
    assert_eq!(vectors.len(), 1);
    vectors.remove(0)
}

fn cosine(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

#[test]
fn vectors_are_those_of_the_reference() {
    let reference: Reference =
        serde_json::from_str(include_str!("fixtures/vectors.json")).expect("the fixture parses");
    let vectors: Vec<Vec<f32>> = reference.sentences.iter().map(|s| one(&s.text, s.kind())).collect();
    for (sentence, vector) in reference.sentences.iter().zip(&vectors) {
        assert_eq!(vector.len(), DIMENSIONS);
        assert!((cosine(vector, vector) - 1.0).abs() < 1e-5, "{}", sentence.text);
        for (found, expected) in vector.iter().zip(&sentence.first) {
            assert!((found - expected).abs() < 2e-5, "{}: {found} {expected}", sentence.text);
        }
    }
    assert!(!reference.pairs.is_empty());
    for (a, b, expected) in reference.pairs {
        let found = cosine(&vectors[a], &vectors[b]);
        assert!((found - expected).abs() < 1e-4, "{a} {b}: {found} {expected}");
    }
}

#[test]
fn a_vector_does_not_depend_on_the_texts_beside_it() {
    let texts =
        ["監査", "バックアップの頻度", "", "How long are logs kept?", "監視", "監査", "年に一度の点検"];
    let together = encoder().embed(&texts, Kind::Query).expect("it runs");
    for (text, vector) in texts.iter().zip(&together) {
        assert_eq!(vector, &one(text, Kind::Query), "{text}");
    }
}

#[test]
fn two_threads_get_what_one_gets() {
    let texts = ["委託先の管理", "入退室の記録", "鍵の長さ"];
    let alone = encoder().embed(&texts, Kind::Passage);
    std::thread::scope(|scope| {
        let running: Vec<_> =
            (0..2).map(|_| scope.spawn(|| encoder().embed(&texts, Kind::Passage))).collect();
        for thread in running {
            assert_eq!(thread.join().expect("no panic"), alone);
        }
    });
}

#[test]
fn no_texts_give_no_vectors() {
    assert_eq!(encoder().embed(&[], Kind::Query), Ok(Vec::new()));
}

#[test]
fn a_question_and_a_passage_differ() {
    assert_ne!(one("監査", Kind::Query), one("監査", Kind::Passage));
}

#[test]
fn a_very_long_text_counts_with_its_beginning() {
    let text = "バックアップを取得している。".repeat(300);
    let longer = format!("{text}{}", "関係のない文。".repeat(5000));
    assert_eq!(one(&text, Kind::Passage), one(&longer, Kind::Passage));
}

#[test]
fn odd_characters_give_a_vector_all_the_same() {
    for text in ["\0", "\u{202e}\u{200b}", "👩🏽‍💻🇯🇵", "𓀀𒀀\u{10ffff}", "e\u{301}\u{301}\u{301}", "<s></s><pad>"]
    {
        let vector = one(text, Kind::Query);
        assert!(vector.iter().all(|x| x.is_finite()), "{text:?}");
        assert!((cosine(&vector, &vector) - 1.0).abs() < 1e-5, "{text:?}");
    }
}

#[test]
fn a_damaged_file_is_named() {
    let flipped = |name: &str| {
        let mut bytes = model_file(name);
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        bytes
    };
    let check = |files, file: &str, why| {
        let error = Encoder::new(files).err().expect("it is refused");
        assert_eq!(error, Error::Damaged { file: file.to_owned(), why });
        let message = error.to_string();
        assert!(message.contains(file) && message.contains("壊れています"), "{message}");
    };
    let mut files = model_files();
    files.graph = flipped("e5-small-ja-en-q4.onnx").into();
    check(files, "e5-small-ja-en-q4.onnx", Damage::Checksum);
    let mut files = model_files();
    files.words = flipped("e5-words-q4.bin").into();
    check(files, "e5-words-q4.bin", Damage::Checksum);
    let mut files = model_files();
    files.pieces = model_file("pieces.bin")[1..].to_vec().into();
    check(files, "pieces.bin", Damage::Length { expected: 982_036, found: 982_035 });
}

#[test]
fn whole_files_that_are_no_model_are_refused() {
    let mut files = model_files();
    files.manifest.graph = files.manifest.pieces.clone();
    files.graph = files.pieces.clone();
    let error = Encoder::new(files).err().expect("it is refused");
    assert!(matches!(&error, Error::Unloadable { file, .. } if file == "pieces.bin"), "{error:?}");

    let mut files = model_files();
    files.manifest.words = files.manifest.pieces.clone();
    files.words = files.pieces.clone();
    let error = Encoder::new(files).err();
    let why = Damage::Length { expected: 12_797_568, found: 982_036 };
    assert_eq!(error, Some(Error::Damaged { file: "pieces.bin".into(), why }));
}
