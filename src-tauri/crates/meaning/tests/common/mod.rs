//! The shipped model, read once for all tests of a file.

#![allow(dead_code, reason = "no test file uses everything")]

use kotae_meaning::{Encoder, Manifest, ModelFile, ModelFiles};
use std::path::PathBuf;
use std::sync::OnceLock;

/// A file of data/model.
pub(crate) fn model_file(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../data/model").join(name);
    std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The shipped model's files.
pub(crate) fn model_files() -> ModelFiles {
    let manifest = String::from_utf8(model_file("manifest.toml")).expect("the manifest is text");
    let manifest = Manifest::parse(&manifest).expect("the manifest parses");
    let content = |file: &ModelFile| model_file(&file.file).into();
    let (graph, words) = (content(&manifest.graph), content(&manifest.words));
    let pieces = content(&manifest.pieces);
    ModelFiles { manifest, graph, words, pieces }
}

/// The shipped model.
pub(crate) fn encoder() -> &'static Encoder {
    static ENCODER: OnceLock<Encoder> = OnceLock::new();
    ENCODER.get_or_init(|| Encoder::new(model_files()).expect("the shipped model loads"))
}
