//! From features to one number an entry.

use crate::features::{COUNT, Row};

/// Weights of the features.
#[derive(Debug, Clone)]
pub(crate) struct Weights {
    pub(crate) japanese: Row,
    pub(crate) english: Row,
}

impl Weights {
    /// A first guess, before any training.
    pub(crate) fn guess() -> Self {
        let japanese: Row =
            [1.0, 1.0, 1.0, 1.0, 1.5, 1.5, 1.0, 1.0, 2.0, 2.0, 1.0, 1.0, 0.5, 0.5, 0.5, 0.5, 0.3];
        Self { english: japanese, japanese }
    }

    /// What each feature adds.
    pub(crate) fn parts(&self, row: &Row, english: bool) -> Row {
        let w = if english { &self.english } else { &self.japanese };
        let mut out = [0.0; COUNT];
        for ((o, x), w) in out.iter_mut().zip(row).zip(w) {
            *o = x * w;
        }
        out
    }

    /// The entry's score.
    pub(crate) fn score(&self, row: &Row, english: bool) -> f32 {
        self.parts(row, english).iter().sum()
    }
}
