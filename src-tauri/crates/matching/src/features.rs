//! What speaks for each entry, as numbers: the input of the ranker.

use crate::facets::Facets;
use crate::index::Index;
use crate::meaning::Nearness;

macro_rules! features {
    ($($constant:ident = $name:literal),* $(,)?) => {
        features!(@number 0usize, $($constant = $name,)*);
        /// Names of the features, by number.
        pub(crate) const NAMES: [&str; COUNT] = [$($name),*];
    };
    (@number $n:expr, $constant:ident = $name:literal, $($rest:tt)*) => {
        pub(crate) const $constant: usize = $n;
        features!(@number $n + 1, $($rest)*);
    };
    (@number $n:expr,) => {
        /// Number of features.
        pub(crate) const COUNT: usize = $n;
    };
}

// Each is 0 where there is nothing to compare. "pairs" and "words" name the cut; "label" is the topic
// line with the synonyms, "questions" all anticipated questions together, "nearest" the most similar
// one, "nearest-3" the mean of the three most similar, "held" the share of the question's weight that
// stands anywhere in the entry, "told" the same without its near questions, "said" in the response alone.
// "facets-shared" is the share of the facets (facets.rs) asked about that the entry speaks of.
// Those that begin with "meaning" need a semantic model.
features! {
    RESPONSE_PAIRS = "response-pairs",
    RESPONSE_WORDS = "response-words",
    SENTENCE_PAIRS = "sentence-pairs",
    SENTENCE_WORDS = "sentence-words",
    LABEL_PAIRS = "label-pairs",
    LABEL_WORDS = "label-words",
    QUESTIONS_PAIRS = "questions-pairs",
    QUESTIONS_WORDS = "questions-words",
    NEAREST_PAIRS = "nearest-pairs",
    NEAREST_WORDS = "nearest-words",
    NEAREST_3_PAIRS = "nearest-3-pairs",
    NEAREST_3_WORDS = "nearest-3-words",
    NEAR_PAIRS = "near-pairs",
    NEAR_WORDS = "near-words",
    LIKELIHOOD_PAIRS = "likelihood-pairs",
    LIKELIHOOD_WORDS = "likelihood-words",
    HELD_PAIRS = "held-pairs",
    HELD_WORDS = "held-words",
    TOLD_PAIRS = "told-pairs",
    TOLD_WORDS = "told-words",
    SAID_PAIRS = "said-pairs",
    SAID_WORDS = "said-words",
    CONTEXT_LABEL = "context-label",
    CONTEXT_QUESTIONS = "context-questions",
    CONTEXT_RESPONSE = "context-response",
    FACETS_SHARED = "facets-shared",
    MEANING_RESPONSE = "meaning-response",
    MEANING_TOPIC = "meaning-topic",
    MEANING_NEAREST = "meaning-nearest",
    MEANING_NEAREST_3 = "meaning-nearest-3",
    MEANING_NEAR = "meaning-near",
    MEANING_CONTEXT = "meaning-context",
}

/// Those that need a semantic model.
pub(crate) const MEANING: std::ops::Range<usize> = MEANING_RESPONSE..COUNT;
/// Those that come from the heading the question stands under.
pub(crate) const CONTEXT: [usize; 4] = [CONTEXT_LABEL, CONTEXT_QUESTIONS, CONTEXT_RESPONSE, MEANING_CONTEXT];

/// One entry's features.
pub(crate) type Row = [f32; COUNT];

/// All entries' features for one question, what was nearest, and what concerns the question as a whole.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    pub(crate) rows: Vec<Row>,
    /// For each entry the nearest anticipated question (its number there) and how near.
    pub(crate) nearest: Vec<Option<(usize, f32)>>,
    /// For each entry the nearest near question and how near.
    pub(crate) nearest_near: Vec<Option<(usize, f32)>>,
    /// Share of the question's weight in pairs and in words that stands in no entry at all.
    pub(crate) unknown: [f32; 2],
    /// The facets that the question asks about.
    pub(crate) facets: Facets,
    /// What the semantic model says of the question as a whole; none without a model.
    pub(crate) nearness: Option<Nearness>,
}

/// Computes the features of every entry for a cleaned question under a context.
pub(crate) fn table(index: &Index, question: &str, context: &str, nearness: Option<Nearness>) -> Table {
    let entries = index.corpus.entries.len();
    let mut out = Table {
        rows: vec![[0.0; COUNT]; entries],
        nearest: vec![None; entries],
        nearest_near: vec![None; entries],
        unknown: [0.0; 2],
        facets: 0,
        nearness: None,
    };
    let rows = &mut out.rows;
    let mut to_questions: Vec<f32> = vec![0.0; index.questions.len()];
    let mut to_near: Vec<f32> = vec![0.0; index.near.len()];
    for (k, layer) in [&index.pairs, &index.words].into_iter().enumerate() {
        let bag = layer.bag(question);
        out.unknown[k] = bag.unknown / bag.total.max(f32::MIN_POSITIVE);
        set(rows, RESPONSE_PAIRS + k, &layer.response.scores(&bag));
        best(rows, SENTENCE_PAIRS + k, &index.sentences, &layer.sentence.scores(&bag));
        set(rows, LABEL_PAIRS + k, &layer.label.scores(&bag));
        set(rows, QUESTIONS_PAIRS + k, &layer.pooled.scores(&bag));
        let cosines = layer.to_questions(&bag);
        best(rows, NEAREST_PAIRS + k, &index.questions, &cosines);
        best_three(rows, NEAREST_3_PAIRS + k, &index.questions, &cosines);
        let near = layer.to_near(&bag);
        best(rows, NEAR_PAIRS + k, &index.near, &near);
        let (likelihood, held) = layer.whole.scores(&bag);
        set(rows, LIKELIHOOD_PAIRS + k, &likelihood);
        set(rows, HELD_PAIRS + k, &held);
        set(rows, TOLD_PAIRS + k, &layer.told.scores(&bag).1);
        set(rows, SAID_PAIRS + k, &layer.said.scores(&bag).1);
        mix(&mut to_questions, &cosines);
        mix(&mut to_near, &near);
    }
    if !context.trim().is_empty() {
        let layer = &index.words;
        let heading = layer.bag(context);
        set(rows, CONTEXT_LABEL, &layer.label.scores(&heading));
        set(rows, CONTEXT_QUESTIONS, &layer.pooled.scores(&heading));
        set(rows, CONTEXT_RESPONSE, &layer.response.scores(&heading));
    }
    if let Some(n) = nearness {
        best(rows, MEANING_RESPONSE, &n.owners.passages, &n.passages);
        set(rows, MEANING_TOPIC, &n.topics);
        best(rows, MEANING_NEAREST, &index.questions, &n.questions);
        best_three(rows, MEANING_NEAREST_3, &index.questions, &n.questions);
        best(rows, MEANING_NEAR, &index.near, &n.near);
        set(rows, MEANING_CONTEXT, &n.context);
        mix(&mut to_questions, &n.questions);
        mix(&mut to_near, &n.near);
        out.nearness = Some(n);
    }
    keep_nearest(&mut out.nearest, &index.questions, &to_questions);
    keep_nearest(&mut out.nearest_near, &index.near, &to_near);
    out
}

fn mix(sum: &mut [f32], scores: &[f32]) {
    for (s, x) in sum.iter_mut().zip(scores) {
        *s += x / 2.0;
    }
}

fn set(rows: &mut [Row], feature: usize, scores: &[f32]) {
    for (row, s) in rows.iter_mut().zip(scores) {
        row[feature] = *s;
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
            out[entry] = Some((k, s.min(1.0)));
        }
    }
}
