//! What speaks for each entry, as numbers: the input of the ranker.

use crate::index::Index;

/// Names of the features, in the order of [`Row`].
pub(crate) const NAMES: [&str; COUNT] = [
    "response-pairs",
    "response-words",
    "sentence-pairs",
    "sentence-words",
    "label-pairs",
    "label-words",
    "questions-pairs",
    "questions-words",
    "nearest-pairs",
    "nearest-words",
    "nearest-3-pairs",
    "nearest-3-words",
    "near-pairs",
    "near-words",
    "context-label",
    "context-questions",
    "context-response",
];

/// Number of features.
pub(crate) const COUNT: usize = 17;

/// One entry's features.
pub(crate) type Row = [f32; COUNT];

/// All entries' features for one question, and what was nearest.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) rows: Vec<Row>,
    /// For each entry the nearest anticipated question (its number there) and how near.
    pub(crate) nearest: Vec<Option<(usize, f32)>>,
    /// For each entry the nearest near question and how near.
    pub(crate) nearest_near: Vec<Option<(usize, f32)>>,
}

/// Computes the features of every entry for a cleaned question under a context.
pub(crate) fn table(index: &Index, question: &str, context: &str) -> Table {
    let entries = index.corpus.entries.len();
    let mut out = Table {
        rows: vec![[0.0; COUNT]; entries],
        nearest: vec![None; entries],
        nearest_near: vec![None; entries],
    };
    let mut combined: Vec<f32> = vec![0.0; index.questions.len()];
    let mut combined_near: Vec<f32> = vec![0.0; index.near.len()];
    for (k, layer) in [&index.pairs, &index.words].into_iter().enumerate() {
        let bag = layer.bag(question);
        set(&mut out.rows, k, layer.response.scores(&bag));
        best(&mut out.rows, 2 + k, &index.sentences, &layer.sentence.scores(&bag));
        set(&mut out.rows, 4 + k, layer.label.scores(&bag));
        set(&mut out.rows, 6 + k, layer.pooled.scores(&bag));
        let cosines = layer.to_questions(&bag);
        best(&mut out.rows, 8 + k, &index.questions, &cosines);
        best_three(&mut out.rows, 10 + k, &index.questions, &cosines);
        let near = layer.to_near(&bag);
        best(&mut out.rows, 12 + k, &index.near, &near);
        for (sum, c) in combined.iter_mut().zip(&cosines) {
            *sum += c / 2.0;
        }
        for (sum, c) in combined_near.iter_mut().zip(&near) {
            *sum += c / 2.0;
        }
        if k == 1 && !context.is_empty() {
            let heading = layer.bag(context);
            set(&mut out.rows, 14, layer.label.scores(&heading));
            set(&mut out.rows, 15, layer.pooled.scores(&heading));
            set(&mut out.rows, 16, layer.response.scores(&heading));
        }
    }
    keep_nearest(&mut out.nearest, &index.questions, &combined);
    keep_nearest(&mut out.nearest_near, &index.near, &combined_near);
    out
}

fn set(rows: &mut [Row], feature: usize, scores: Vec<f32>) {
    for (row, s) in rows.iter_mut().zip(scores) {
        row[feature] = s;
    }
}

fn best(rows: &mut [Row], feature: usize, owners: &[(usize, usize)], scores: &[f32]) {
    for (&(entry, _), &s) in owners.iter().zip(scores) {
        rows[entry][feature] = rows[entry][feature].max(s);
    }
}

/// Mean of the three nearest of each entry: one stray question does not decide.
fn best_three(rows: &mut [Row], feature: usize, owners: &[(usize, usize)], scores: &[f32]) {
    let mut top = vec![[0.0f32; 3]; rows.len()];
    for (&(entry, _), &s) in owners.iter().zip(scores) {
        let t = &mut top[entry];
        if s > t[0] {
            *t = [s, t[0], t[1]];
        } else if s > t[1] {
            *t = [t[0], s, t[1]];
        } else if s > t[2] {
            t[2] = s;
        }
    }
    for (row, t) in rows.iter_mut().zip(top) {
        row[feature] = t.iter().sum::<f32>() / 3.0;
    }
}

fn keep_nearest(out: &mut [Option<(usize, f32)>], owners: &[(usize, usize)], scores: &[f32]) {
    for (&(entry, k), &s) in owners.iter().zip(scores) {
        if s > 0.0 && out[entry].is_none_or(|(_, b)| s > b) {
            out[entry] = Some((k, s));
        }
    }
}
