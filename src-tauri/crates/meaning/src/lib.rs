//! What a sentence means, as a vector: questions and passages that mean alike lie close, in Japanese,
//! English or between the two. Takes the bytes of the model's files and texts; gives unit vectors and
//! similarities. Opens no file, knows no standard and no questionnaire.
//!
//! The model is multilingual-e5-small in four bits, reduced to Japanese and English
//! (`data/model/README.md`). [`Encoder`] computes vectors, [`Vectors`] keeps those of texts known
//! beforehand. Without the model's files nothing here works and everybody else goes on by words.

mod encoder;
mod error;
mod manifest;
mod normalise;
mod pieces;
mod tokenizer;
mod vectors;
mod words;

pub use encoder::{Encoder, Kind, ModelFiles};
pub use error::{Damage, Error, Stale};
pub use manifest::{Digest, Manifest, ModelFile};
pub use tokenizer::{MAX_TOKENS, Tokenizer};
pub use vectors::{Item, Progress, Vectors};
pub use words::DIMENSIONS;
