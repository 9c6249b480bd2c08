//! What is shipped inside the program: the published document and its annotations. They are part
//! of the binary, so that nothing has to be found on disk before a question can be answered.

use crate::error::Error;
use crate::semantics::ModelBytes;
use kotae_standard::{Annotations, Standard, SuspectedTypo};

const DOCUMENT: &str = include_str!("../../../../data/standard/company-core-security-standard-v2.00.md");
const TYPOS: &str = include_str!("../../../../data/standard/suspected-typos.toml");

macro_rules! annotation_files {
    ($($name:literal),*) => {
        &[$(($name, include_str!(concat!("../../../../data/annotations/", $name)))),*]
    };
}

const ANNOTATIONS: &[(&str, &str)] = annotation_files!(
    "governance.toml",
    "facility-001-043.toml",
    "facility-044-083.toml",
    "operation-001-022.toml",
    "operation-023-060.toml",
    "operation-061-103.toml",
    "operation-104-148.toml",
    "audit.toml",
    "sections.toml"
);

macro_rules! model_file {
    ($name:literal) => {
        include_bytes!(concat!("../../../../data/model/", $name)).as_slice().into()
    };
}

/// The semantic model with the vectors made by it.
pub(crate) fn model() -> ModelBytes {
    ModelBytes {
        manifest: include_str!("../../../../data/model/manifest.toml").into(),
        graph: model_file!("e5-small-ja-en-q4.onnx"),
        words: model_file!("e5-words-q4.bin"),
        pieces: model_file!("pieces.bin"),
        vectors: include_bytes!("../../../../data/matching/vectors.bin").as_slice().into(),
    }
}

/// Name under which the edition is shown; the document is the one published for everybody.
pub(crate) const EDITION_KIND: &str = "公開版";

pub(crate) fn standard() -> Result<Standard, Error> {
    Ok(kotae_standard::parse(DOCUMENT)?)
}

pub(crate) fn annotations() -> Result<Annotations, Error> {
    Ok(Annotations::parse(ANNOTATIONS.iter().copied())?)
}

pub(crate) fn suspected_typos() -> Result<Vec<SuspectedTypo>, Error> {
    Ok(SuspectedTypo::parse("suspected-typos.toml", TYPOS)?)
}

#[cfg(test)]
mod tests {
    #[test]
    fn everything_shipped_parses() {
        assert_eq!(super::standard().expect("document").controls.len(), 261);
        assert!(!super::annotations().expect("annotations").is_empty());
        assert!(!super::suspected_typos().expect("typos").is_empty());
    }
}
