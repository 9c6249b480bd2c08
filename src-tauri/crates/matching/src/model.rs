//! The committed weights: what each feature counts in the ranking, and how the signals of a question
//! become probabilities. `make train` writes them; data/matching/weights.toml holds them.

use crate::error::Error;
use crate::features::{self, Row};
use crate::signals::{self, Signals};
use crate::wording::Wording;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Weights by name.
type Named = BTreeMap<String, f32>;

/// The file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WeightsFile {
    /// Without a semantic model.
    pub(crate) lexical: Part,
    /// With one.
    pub(crate) meaning: Part,
}

/// The weights for one of the two cases.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Part {
    /// How a log-odds becomes a probability.
    pub(crate) calibration: Calibration,
    pub(crate) rank_japanese: Named,
    pub(crate) rank_english: Named,
    /// Log-odds that the document does not state what is asked.
    pub(crate) unstated: Named,
    /// Log-odds that the first entry is right, if any is.
    pub(crate) right: Named,
}

/// Slope and offset on the log-odds scale.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Calibration {
    pub(crate) confidence: [f64; 2],
    pub(crate) unstated: [f64; 2],
}

impl Default for Calibration {
    fn default() -> Self {
        Self { confidence: [1.0, 0.0], unstated: [1.0, 0.0] }
    }
}

/// The weights for one case, by number.
#[derive(Debug, Clone)]
pub(crate) struct Weights {
    japanese: Row,
    english: Row,
    unstated: (Signals, f32),
    right: (Signals, f32),
    calibration: Calibration,
}

/// Everything learned.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    pub(crate) lexical: Weights,
    pub(crate) meaning: Weights,
    pub(crate) wording: Wording,
}

impl Model {
    /// The committed weights.
    pub(crate) fn committed() -> Result<Self, Error> {
        Self::read(
            include_str!("../../../../data/matching/weights.toml"),
            include_bytes!("../../../../data/matching/wording.bin"),
        )
    }

    /// Reads weights.toml and wording.bin.
    pub(crate) fn read(weights: &str, wording: &[u8]) -> Result<Self, Error> {
        let file: WeightsFile = toml::from_str(weights).map_err(Error::Weights)?;
        Ok(Self {
            lexical: Weights::new(&file.lexical)?,
            meaning: Weights::new(&file.meaning)?,
            wording: Wording::from_bytes(wording).ok_or(Error::Wording { length: wording.len() })?,
        })
    }
}

/// What the judge says of a question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Verdict {
    /// Probability that the first entry answers.
    pub(crate) confidence: f64,
    /// Probability that the document does not state what is asked.
    pub(crate) unstated: f64,
}

impl Weights {
    pub(crate) fn new(part: &Part) -> Result<Self, Error> {
        let row = |named: &Named| numbered::<{ features::COUNT }>(named, |n| features::NAMES[n].to_owned());
        let signals = |named: &Named| numbered::<{ signals::COUNT }>(named, signals::name);
        Ok(Self {
            japanese: row(&part.rank_japanese)?.0,
            english: row(&part.rank_english)?.0,
            unstated: signals(&part.unstated)?,
            right: signals(&part.right)?,
            calibration: part.calibration,
        })
    }

    /// What each feature counts.
    pub(crate) fn row(&self, english: bool) -> &Row {
        if english { &self.english } else { &self.japanese }
    }

    /// What each feature adds to an entry's score.
    pub(crate) fn parts(&self, row: &Row, english: bool) -> Row {
        let mut out = *row;
        out.iter_mut().zip(self.row(english)).for_each(|(x, w)| *x *= w);
        out
    }

    /// An entry's score.
    pub(crate) fn score(&self, row: &Row, english: bool) -> f32 {
        self.parts(row, english).iter().sum()
    }

    /// Log-odds before calibration: of "right and answered", and of "not stated".
    pub(crate) fn odds(&self, signals: &Signals) -> (f64, f64) {
        let dot = |(w, bias): &(Signals, f32)| {
            f64::from(w.iter().zip(signals).map(|(a, b)| a * b).sum::<f32>() + bias)
        };
        let unstated = dot(&self.unstated);
        let right = logistic(dot(&self.right)) * (1.0 - logistic(unstated));
        (logit(right), unstated)
    }

    /// The calibrated probabilities.
    pub(crate) fn verdict(&self, signals: &Signals) -> Verdict {
        let (right, unstated) = self.odds(signals);
        let c = self.calibration;
        Verdict {
            confidence: logistic(c.confidence[0] * right + c.confidence[1]),
            unstated: logistic(c.unstated[0] * unstated + c.unstated[1]),
        }
    }
}

/// Weights by number, and the bias; a name that is no feature is an error.
fn numbered<const N: usize>(named: &Named, name: impl Fn(usize) -> String) -> Result<([f32; N], f32), Error> {
    let places: BTreeMap<String, usize> = (0..N).map(|n| (name(n), n)).collect();
    let mut out = [0.0; N];
    let mut bias = 0.0;
    for (key, &value) in named {
        match places.get(key) {
            Some(&n) => out[n] = value,
            None if key == "bias" => bias = value,
            None => return Err(Error::UnknownFeature { name: key.clone() }),
        }
    }
    Ok((out, bias))
}

pub(crate) fn logistic(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

pub(crate) fn logit(p: f64) -> f64 {
    let p = p.clamp(1e-6, 1.0 - 1e-6);
    (p / (1.0 - p)).ln()
}

#[cfg(test)]
mod tests {
    use super::{Model, Part, Weights, logistic, logit};
    use crate::error::Error;

    #[test]
    fn the_committed_weights_read() {
        let m = Model::committed().expect("committed");
        assert!(m.lexical.japanese.iter().any(|w| *w > 0.0));
        // Without a model nothing may hang on its features.
        assert!(m.lexical.japanese[crate::features::MEANING].iter().all(|w| *w == 0.0));
    }

    #[test]
    fn an_unknown_feature_is_named() {
        let mut part = Part::default();
        part.rank_japanese.insert("no-such".to_owned(), 1.0);
        assert!(matches!(Weights::new(&part), Err(Error::UnknownFeature { name }) if name == "no-such"));
    }

    #[test]
    fn odds_and_probabilities_are_inverse() {
        for p in [0.001, 0.5, 0.99] {
            assert!((logistic(logit(p)) - p).abs() < 1e-9);
        }
        assert!(logit(0.0).is_finite() && logit(1.0).is_finite());
    }
}
