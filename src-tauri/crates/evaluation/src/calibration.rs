//! Does the confidence say how often the first match is right, and does it tell answerable questions
//! from unanswerable ones?

use crate::interval::Interval;
use crate::outcome::Outcome;
use serde::Serialize;

/// Number of bins, equally wide.
const BINS: usize = 10;

/// The questions whose confidence lies in one tenth of the scale.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Bin {
    /// Lower end, included.
    pub from: f64,
    /// Upper end, not included save for 1.
    pub to: f64,
    /// How many questions.
    pub n: usize,
    /// How many of them have a right first match.
    pub right: usize,
    /// Their mean confidence.
    pub confidence: f64,
    /// Share that is right.
    pub share: f64,
    /// Of the share.
    pub interval: Interval,
}

/// The bins that hold a question, in order.
pub(crate) fn bins(outcomes: &[&Outcome]) -> Vec<Bin> {
    (0..BINS)
        .filter_map(|b| {
            let (from, to) = (b as f64 / BINS as f64, (b + 1) as f64 / BINS as f64);
            let last = b + 1 == BINS;
            let inside: Vec<&Outcome> = outcomes
                .iter()
                .copied()
                .filter(|o| from <= o.confidence && (o.confidence < to || last && o.confidence <= 1.0))
                .collect();
            let right = inside.iter().filter(|o| o.right()).count();
            let n = inside.len();
            Some(Bin {
                from,
                to,
                n,
                right,
                interval: Interval::of(right, n)?,
                confidence: inside.iter().map(|o| o.confidence).sum::<f64>() / n as f64,
                share: right as f64 / n as f64,
            })
        })
        .collect()
}

/// Expected calibration error: the mean distance of confidence and share over the bins.
pub(crate) fn ece(bins: &[Bin]) -> Option<f64> {
    let n: usize = bins.iter().map(|b| b.n).sum();
    (n > 0).then(|| bins.iter().map(|b| b.n as f64 / n as f64 * (b.confidence - b.share).abs()).sum())
}

/// Brier score: the mean squared distance of confidence and truth.
pub(crate) fn brier(outcomes: &[&Outcome]) -> Option<f64> {
    let off = |o: &&Outcome| (o.confidence - f64::from(u8::from(o.right()))).powi(2);
    (!outcomes.is_empty()).then(|| outcomes.iter().map(off).sum::<f64>() / outcomes.len() as f64)
}

/// Probability that an answerable question has more confidence than an unanswerable one, ties half.
pub(crate) fn auroc(outcomes: &[&Outcome]) -> Option<f64> {
    let mut all: Vec<(f64, bool)> = outcomes.iter().map(|o| (o.confidence, o.answerable)).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let answerable = all.iter().filter(|(_, yes)| *yes).count();
    let not = all.len() - answerable;
    if answerable == 0 || not == 0 {
        return None;
    }
    let mut ranks = 0.0;
    let mut before = 0;
    for tied in all.chunk_by(|a, b| a.0 == b.0) {
        let rank = (2 * before + tied.len() + 1) as f64 / 2.0;
        ranks += rank * tied.iter().filter(|(_, yes)| *yes).count() as f64;
        before += tied.len();
    }
    let least = (answerable * (answerable + 1)) as f64 / 2.0;
    Some((ranks - least) / (answerable * not) as f64)
}
