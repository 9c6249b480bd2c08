//! The list of the model's files with their sizes and SHA-256: `data/model/manifest.toml`. Takes its
//! text and the bytes of the files, says whether they are whole, and names the model by a digest.
//! Reading the files from disk is left to others.

use crate::error::{Damage, Error};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use std::borrow::Cow;

/// A SHA-256.
pub type Digest = [u8; 32];

/// How texts become vectors besides the files: part of [`Manifest::fingerprint`], to be changed with
/// any change to the preparation of texts that changes vectors.
const RECIPE: &[u8] = b"nfkc, 'query: ' or 'passage: ', 512 tokens, mean, unit length; 1";

/// One file of the model.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelFile {
    /// Its name, beside the manifest.
    pub file: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its SHA-256 in lower-case hexadecimal digits.
    pub sha256: String,
}

impl ModelFile {
    /// Whether `content` is this file, byte for byte.
    ///
    /// # Errors
    /// [`Error::Damaged`] when the size or the SHA-256 differs.
    pub fn verify(&self, content: &[u8]) -> Result<(), Error> {
        let found = content.len() as u64;
        if found != self.bytes {
            return Err(self.damaged(Damage::Length { expected: self.bytes, found }));
        }
        if hex(&Sha256::digest(content).into()) != self.sha256 {
            return Err(self.damaged(Damage::Checksum));
        }
        Ok(())
    }

    /// As [`Self::verify`]; of bytes that are part of the program the size alone, for the checksum would
    /// bring all of them into memory, and most word rows are never looked up.
    #[expect(clippy::ptr_arg, reason = "whether they are borrowed is what is asked")]
    pub(crate) fn verify_loaded(&self, content: &Cow<'static, [u8]>) -> Result<(), Error> {
        match content {
            Cow::Borrowed(part) if part.len() as u64 == self.bytes => Ok(()),
            other => self.verify(other),
        }
    }

    pub(crate) fn damaged(&self, why: Damage) -> Error {
        Error::Damaged { file: self.file.clone(), why }
    }
}

/// The files of the model.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The network as an ONNX graph, without the word rows.
    pub graph: ModelFile,
    /// The word rows, Q4_0.
    pub words: ModelFile,
    /// The tokeniser's pieces.
    pub pieces: ModelFile,
}

impl Manifest {
    /// Reads `manifest.toml`.
    ///
    /// # Errors
    /// [`Error::Manifest`] when it is no TOML of this shape.
    pub fn parse(text: &str) -> Result<Self, Error> {
        toml::from_str(text).map_err(|e| Error::Manifest { message: e.to_string().trim().to_owned() })
    }

    /// The name of the model and of the way it is used: equal exactly when the vectors are. It does
    /// not depend on the layout or the line ends of the manifest.
    #[must_use]
    pub fn fingerprint(&self) -> Digest {
        let mut hash = Sha256::new();
        for file in [&self.graph, &self.words, &self.pieces] {
            hash.update(file.sha256.as_bytes());
        }
        hash.update(RECIPE);
        hash.finalize().into()
    }
}

/// `digest` in lower-case hexadecimal digits.
#[must_use]
pub(crate) fn hex(digest: &Digest) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::{Manifest, ModelFile};
    use crate::error::{Damage, Error};

    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    fn manifest(file: &str) -> String {
        format!("graph = {file}\nwords = {file}\npieces = {file}\n")
    }

    #[test]
    fn a_file_is_whole_only_with_its_size_and_checksum() {
        let file = ModelFile { file: "abc.bin".into(), bytes: 3, sha256: ABC.into() };
        assert_eq!(file.verify(b"abc"), Ok(()));
        let damaged = |why| Err(Error::Damaged { file: "abc.bin".into(), why });
        assert_eq!(file.verify(b"abd"), damaged(Damage::Checksum));
        assert_eq!(file.verify(b""), damaged(Damage::Length { expected: 3, found: 0 }));
    }

    #[test]
    fn the_fingerprint_is_of_the_files_and_not_of_the_layout() {
        let parse = |text: String| Manifest::parse(&text).expect("a manifest").fingerprint();
        let file = format!(r#"{{ file = "a", bytes = 3, sha256 = "{ABC}" }}"#);
        let same = parse(manifest(&file));
        assert_eq!(same, parse(manifest(&file).replace('\n', "\r\n# note\r\n")));
        assert_ne!(same, parse(manifest(&file.replace("ba78", "ba79"))));
    }

    #[test]
    fn a_manifest_of_another_shape_is_refused_with_a_reason() {
        for text in ["", "graph = 1", "graph", &manifest(r#"{ file = "a", bytes = -1, sha256 = "" }"#)] {
            match Manifest::parse(text) {
                Err(Error::Manifest { message }) => assert!(!message.is_empty()),
                other => panic!("{text:?} gave {other:?}"),
            }
        }
    }
}
