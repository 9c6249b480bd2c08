//! Why an entry was matched, for people.

use crate::features::{self as f, NAMES, Row, Table};
use crate::highlight::highlights;
use crate::index::Index;
use crate::types::{Evidence, Feature, Why};
use kotae_text::{char_slice, fold_str};
use std::collections::BTreeSet;
use std::ops::Range;

/// A kind of reason is named when it makes up this share of the score.
const WORTH_NAMING: f32 = 0.1;

/// The kinds of reasons behind a score, strongest first.
pub(crate) fn reasons(parts: &Row) -> Vec<Why> {
    let sum = |features: &[usize]| features.iter().map(|&k| parts[k]).sum::<f32>();
    let words = [
        f::RESPONSE_PAIRS,
        f::RESPONSE_WORDS,
        f::SENTENCE_PAIRS,
        f::SENTENCE_WORDS,
        f::HELD_PAIRS,
        f::HELD_WORDS,
        f::TOLD_PAIRS,
        f::TOLD_WORDS,
        f::SAID_PAIRS,
        f::SAID_WORDS,
        f::LIKELIHOOD_PAIRS,
        f::LIKELIHOOD_WORDS,
    ];
    let topic = [
        f::LABEL_PAIRS,
        f::LABEL_WORDS,
        f::QUESTIONS_PAIRS,
        f::QUESTIONS_WORDS,
        f::NEAREST_PAIRS,
        f::NEAREST_WORDS,
        f::NEAREST_3_PAIRS,
        f::NEAREST_3_WORDS,
        f::NEAR_PAIRS,
        f::NEAR_WORDS,
    ];
    let meaning: Vec<usize> = f::MEANING.collect();
    let mut kinds = [(Why::Lexical, sum(&words)), (Why::Topic, sum(&topic)), (Why::Semantic, sum(&meaning))];
    kinds.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let total: f32 = kinds.iter().map(|k| k.1.max(0.0)).sum();
    kinds.iter().filter(|k| k.1 > 0.0 && k.1 >= WORTH_NAMING * total).map(|k| k.0).collect()
}

/// The reasons themselves.
pub(crate) fn evidence(index: &Index, entry: usize, table: &Table, question: &str, parts: &Row) -> Evidence {
    let e = &index.corpus.entries[entry];
    let found = |text: &str| -> Vec<String> {
        highlights(text, question).into_iter().map(|(a, b)| fold_str(char_slice(text, a, b))).collect()
    };
    let words: BTreeSet<String> = found(&e.text).into_iter().chain(found(&e.label())).collect();
    let near = |(k, s): (usize, f32)| (e.near[k].text.clone(), e.near[k].asks, f64::from(s));
    Evidence {
        words: words.into_iter().collect(),
        nearest_question: table.nearest[entry].map(|(k, s)| (e.questions[k].clone(), f64::from(s))),
        nearest_near: table.nearest_near[entry].map(near),
        sentences: sentences(index, entry, table, question),
        features: NAMES
            .iter()
            .zip(table.rows[entry].iter().zip(parts))
            .filter(|(_, (value, _))| **value != 0.0)
            .map(|(&name, (&value, &part))| Feature { name, value: f64::from(value), part: f64::from(part) })
            .collect(),
    }
}

/// How well each sentence fits, by shared pairs and, with a model, by meaning.
fn sentences(index: &Index, entry: usize, table: &Table, question: &str) -> Vec<(Range<usize>, f64)> {
    let layer = &index.pairs;
    let scores = layer.sentence.scores(&layer.bag(question));
    let first = index.sentences.partition_point(|s| s.0 < entry);
    let e = &index.corpus.entries[entry];
    let by_meaning = |k: usize| -> f32 {
        let Some(n) = &table.nearness else { return 0.0 };
        // The whole response stands before its sentences, and alone where it is one sentence.
        let at = n.owners.passages.partition_point(|p| p.0 < entry);
        let several = usize::from(e.sentences.len() > 1);
        n.passages.get(at + several * (k + 1)).copied().unwrap_or(0.0)
    };
    e.sentences
        .iter()
        .enumerate()
        .map(|(k, r)| {
            let words = scores.get(first + k).copied().unwrap_or(0.0);
            (r.clone(), f64::from((words + 2.0 * by_meaning(k)).clamp(0.0, 1.0)))
        })
        .collect()
}
