//! What can be said of a question as a whole once its entries are ranked: how good the first one is
//! and how far ahead, how much of the question nobody knows, whether it resembles questions that are
//! known not to be answered. The input of the judge.

use crate::facets::{FACETS, Facets};
use crate::features::{self as f, CONTEXT, Row, Table};
use crate::types::Asked;

/// Names of the signals that are not the first entry's features.
const OWN: [&str; 28] = [
    "score",
    "lead",
    "lead-over-fifth",
    "share",
    "share-of-three",
    "unknown-pairs",
    "unknown-words",
    "near-pairs-anywhere",
    "near-words-anywhere",
    "near-anywhere-over-nearest-pairs",
    "near-anywhere-over-nearest-words",
    "near-over-nearest-pairs",
    "near-over-nearest-words",
    "nearest-over-near-anywhere-pairs",
    "nearest-over-near-anywhere-words",
    "english",
    "length",
    "has-heading",
    "wording",
    "asks",
    "asks-unstated",
    "asks-stated",
    "facets",
    "facets-other",
    "meaning-nearest-anywhere",
    "meaning-near-anywhere",
    "meaning-near-over-nearest",
    "meaning-neighbours-near",
];

/// Number of signals.
pub(crate) const COUNT: usize = FIRST + f::COUNT;
/// Where the first entry's features begin: after the own signals and, for each facet, whether it is
/// asked about and not spoken of.
const FIRST: usize = OWN.len() + FACETS.len();

/// One question's signals.
pub(crate) type Signals = [f32; COUNT];

/// The name of a signal.
pub(crate) fn name(signal: usize) -> String {
    match signal {
        own if own < OWN.len() => OWN[own].to_owned(),
        facet if facet < FIRST => format!("other-{}", FACETS[facet - OWN.len()]),
        feature => format!("first-{}", f::NAMES[feature - FIRST]),
    }
}

/// Longest question, in chars, whose length still tells something.
const LONGEST: f32 = 60.0;

/// Everything the signals are made of.
pub(crate) struct Seen<'a> {
    pub(crate) table: &'a Table,
    /// Entries that may answer, best first, with their scores.
    pub(crate) ranked: &'a [(usize, f32)],
    pub(crate) question: &'a str,
    pub(crate) english: bool,
    pub(crate) heading: bool,
    pub(crate) wording: f32,
    pub(crate) asked: &'a [Asked],
    /// Facets of the question, and of the first entry.
    pub(crate) facets: (Facets, Facets),
}

/// Computes the signals; all zero when nothing was found.
pub(crate) fn signals(seen: &Seen<'_>) -> Signals {
    let mut out = [0.0; COUNT];
    let Some(&(first, score)) = seen.ranked.first() else { return out };
    let row: &Row = &seen.table.rows[first];
    let at = |k: usize| seen.ranked.get(k).map_or(0.0, |r| r.1);
    let shares: Vec<f32> = seen.ranked.iter().take(40).map(|r| (r.1 - score).exp()).collect();
    let total: f32 = shares.iter().sum();
    let anywhere =
        |feature: usize| seen.ranked.iter().map(|r| seen.table.rows[r.0][feature]).fold(0.0f32, f32::max);
    let near = [anywhere(f::NEAR_PAIRS), anywhere(f::NEAR_WORDS)];
    let nearest = [anywhere(f::NEAREST_PAIRS), anywhere(f::NEAREST_WORDS)];
    let own = [row[f::NEAREST_PAIRS], row[f::NEAREST_WORDS]];
    #[expect(clippy::cast_precision_loss, reason = "lengths of questions and counts of kinds")]
    let number = |n: usize| n as f32;
    let flag = |b: bool| f32::from(u8::from(b));
    let other = seen.facets.0 & !seen.facets.1;
    let unstated = seen.asked.iter().filter(|a| !a.stated).count();
    let values = [
        score,
        score - at(1),
        score - at(4),
        1.0 / total,
        shares.iter().take(3).sum::<f32>() / total,
        seen.table.unknown[0],
        seen.table.unknown[1],
        near[0],
        near[1],
        near[0] - own[0],
        near[1] - own[1],
        row[f::NEAR_PAIRS] - own[0],
        row[f::NEAR_WORDS] - own[1],
        nearest[0] - near[0],
        nearest[1] - near[1],
        flag(seen.english),
        number(seen.question.chars().count()).min(LONGEST) / LONGEST,
        flag(seen.heading),
        seen.wording,
        flag(!seen.asked.is_empty()),
        number(unstated.min(3)),
        number((seen.asked.len() - unstated).min(3)),
        number(bits(seen.facets.0)),
        number(bits(other)),
    ];
    out[..values.len()].copy_from_slice(&values);
    if let Some(n) = &seen.table.nearness {
        let most = |list: &[f32]| list.iter().copied().fold(0.0f32, f32::max);
        let (a, b) = (most(&n.questions), most(&n.near));
        out[values.len()..OWN.len()].copy_from_slice(&[a, b, b - a, neighbours(&n.questions, &n.near)]);
    }
    for facet in 0..FACETS.len() {
        out[OWN.len() + facet] = flag(other & (1 << facet) != 0);
    }
    out[FIRST..].copy_from_slice(row);
    // The heading says which entry is meant, not whether it answers.
    for feature in CONTEXT {
        out[FIRST + feature] = 0.0;
    }
    out
}

fn bits(facets: Facets) -> usize {
    facets.count_ones() as usize
}

/// Of the eight known questions nearest in meaning, how many (weighed by nearness) are near ones.
fn neighbours(questions: &[f32], near: &[f32]) -> f32 {
    let mut all: Vec<(f32, bool)> =
        questions.iter().map(|&s| (s, false)).chain(near.iter().map(|&s| (s, true))).collect();
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    all.truncate(8);
    let Some(&(best, _)) = all.first() else { return 0.0 };
    let weight = |s: f32| ((s - best) * 40.0).exp();
    let total: f32 = all.iter().map(|x| weight(x.0)).sum();
    all.iter().filter(|x| x.1).map(|x| weight(x.0)).sum::<f32>() / total
}
