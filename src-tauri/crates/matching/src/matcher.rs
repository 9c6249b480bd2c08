//! The one type that callers use.

use crate::clean::clean;
use crate::corpus::Corpus;
use crate::error::Error;
use crate::features::{NAMES, Table, table};
use crate::highlight::highlights;
use crate::index::Index;
use crate::rank::Weights;
use crate::search::Search;
use crate::types::{Evidence, Feature, Hit, Match, Matched, Query, Why};
use kotae_standard::{Annotations, Cited, CitedTarget, ItemId, Standard, find_citations};
use kotae_text::char_slice;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Most matches of a question.
const MOST: usize = 10;

/// Finds the responses that answer a question.
pub struct Matcher {
    standard: Arc<Standard>,
    annotations: Arc<Annotations>,
    index: Index,
    search: Search,
    weights: Weights,
}

impl std::fmt::Debug for Matcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Matcher").field("entries", &self.index.corpus.entries.len()).finish_non_exhaustive()
    }
}

impl Matcher {
    /// Indexes the standard and its annotations in memory.
    ///
    /// # Errors
    /// The search index cannot be built; the committed weights do not parse.
    pub fn new(standard: Arc<Standard>, annotations: Arc<Annotations>) -> Result<Self, Error> {
        let corpus = Corpus::new(&standard, &annotations);
        let search = Search::new(&corpus)?;
        let index = Index::new(corpus);
        Ok(Self { standard, annotations, index, search, weights: Weights::guess() })
    }

    /// The standard that is matched against.
    #[must_use]
    pub fn standard(&self) -> &Standard {
        &self.standard
    }

    /// Its annotations.
    #[must_use]
    pub fn annotations(&self) -> &Annotations {
        &self.annotations
    }

    /// Items that a half-typed query finds, best first: controls whose number is typed, then by the words.
    ///
    /// A blank response is found by its number only. Highlights are char ranges of the item's text.
    #[must_use]
    pub fn search(&self, query: &str, limit: usize) -> Vec<Hit> {
        self.search.search(&self.standard, &self.index.corpus, query, limit)
    }

    /// The responses that may answer a question, with reasons.
    #[must_use]
    pub fn matches(&self, query: &Query<'_>) -> Matched {
        let in_text = find_citations(query.text, &self.standard);
        let ranges: Vec<_> = in_text.iter().map(|c| c.start..c.end).collect();
        let mut cited = in_text;
        if cited.is_empty() {
            cited = find_citations(query.context, &self.standard);
        }
        let question = with_heading(&clean(query.text, &ranges), query.context);
        let table = table(&self.index, &question, query.context);
        let english = is_english(&question);
        let mut scores: Vec<f32> = table.rows.iter().map(|row| self.weights.score(row, english)).collect();
        let best = scores.iter().copied().fold(0.0f32, f32::max);
        let by_number = self.positions(&cited);
        for (rank, &n) in by_number.iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "a handful of citations")]
            let lead = (by_number.len() - rank) as f32;
            scores[n] = best + lead;
        }
        let corpus = &self.index.corpus;
        let mut order: Vec<usize> = (0..scores.len())
            .filter(|n| scores[*n] > 0.0 && (!corpus.entries[*n].blank || by_number.contains(n)))
            .collect();
        order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
        order.truncate(MOST);
        let top = order.first().map_or(1.0, |n| scores[*n]).max(1e-6);
        let matches = order
            .iter()
            .map(|&n| {
                let evidence = self.evidence(n, &table, &question, english);
                let mut why = Vec::new();
                if by_number.contains(&n) {
                    why.push(Why::Citation);
                }
                let row = &table.rows[n];
                if row[8].max(row[9]).max(row[4]).max(row[5]) > 0.2 {
                    why.push(Why::Topic);
                }
                if row[0].max(row[1]) > 0.1 || why.is_empty() {
                    why.push(Why::Lexical);
                }
                Match {
                    id: corpus.entries[n].id,
                    score: f64::from((scores[n] / top).clamp(0.0, 1.0)),
                    why,
                    evidence,
                }
            })
            .collect();
        let (confidence, unstated) = self.first_guess(&order, &scores, &table, &by_number);
        Matched { cited, matches, confidence, unstated, asked: Vec::new() }
    }

    fn positions(&self, cited: &[Cited]) -> Vec<usize> {
        let mut out: Vec<usize> = Vec::new();
        for c in cited {
            let CitedTarget::Control(id) = c.target else { continue };
            let at = self.index.corpus.entries.iter().position(|e| e.id == ItemId::Control(id));
            out.extend(at.filter(|n| !out.contains(n)));
        }
        out
    }

    fn evidence(&self, n: usize, table: &Table, question: &str, english: bool) -> Evidence {
        let e = &self.index.corpus.entries[n];
        let parts = self.weights.parts(&table.rows[n], english);
        let words: BTreeSet<String> = [&e.text, &e.label()]
            .into_iter()
            .flat_map(|t| {
                highlights(t, question)
                    .into_iter()
                    .map(|(a, b)| kotae_text::fold_str(char_slice(t, a, b)))
                    .collect::<Vec<_>>()
            })
            .collect();
        Evidence {
            words: words.into_iter().collect(),
            nearest_question: table.nearest[n].map(|(k, s)| (e.questions[k].clone(), f64::from(s))),
            nearest_near: table.nearest_near[n]
                .map(|(k, s)| (e.near[k].text.clone(), e.near[k].asks, f64::from(s))),
            sentences: self.sentences(n, question),
            features: NAMES
                .iter()
                .zip(table.rows[n].iter().zip(parts))
                .map(|(&name, (&value, part))| Feature {
                    name,
                    value: f64::from(value),
                    part: f64::from(part),
                })
                .collect(),
        }
    }

    fn sentences(&self, n: usize, question: &str) -> Vec<(std::ops::Range<usize>, f64)> {
        let layer = &self.index.pairs;
        let scores = layer.sentence.scores(&layer.bag(question));
        let first = self.index.sentences.partition_point(|s| s.0 < n);
        self.index.corpus.entries[n]
            .sentences
            .iter()
            .enumerate()
            .map(|(k, r)| {
                (r.clone(), f64::from(scores.get(first + k).copied().unwrap_or(0.0)).clamp(0.0, 1.0))
            })
            .collect()
    }

    /// Confidence before any calibration: how near the best is, and how far ahead.
    fn first_guess(&self, order: &[usize], scores: &[f32], table: &Table, by_number: &[usize]) -> (f64, f64) {
        let Some(&first) = order.first() else { return (0.0, 1.0) };
        if self.index.corpus.entries[first].blank {
            return (0.0, 1.0);
        }
        if !by_number.is_empty() {
            return (0.95, 0.05);
        }
        let second = order.get(1).map_or(0.0, |n| scores[*n]);
        let row = &table.rows[first];
        let near: f32 = table.rows.iter().map(|r| r[12].max(r[13])).fold(0.0, f32::max);
        let question = row[8].max(row[9]);
        let lead = (scores[first] - second) / scores[first].max(1e-6);
        let z = 5.0 * question + 3.0 * lead + 2.0 * row[5] - 4.0 * (near - question).max(0.0) - 2.5;
        let unstated = 4.0 * (near - question) - 0.5;
        (logistic(z), logistic(unstated))
    }
}

fn logistic(z: f32) -> f64 {
    1.0 / (1.0 + f64::from(-z).exp())
}

/// A fragment (鍵の管理) takes the heading it stands under.
fn with_heading(question: &str, context: &str) -> String {
    let length = question.chars().filter(|c| c.is_alphanumeric()).count();
    match context.rsplit(" > ").next() {
        Some(heading) if length < 6 && !heading.trim().is_empty() => format!("{} {question}", heading.trim()),
        _ => question.to_owned(),
    }
}

/// Is most of it written in Latin letters?
fn is_english(text: &str) -> bool {
    let latin = text.chars().filter(char::is_ascii_alphabetic).count();
    let other = text.chars().filter(|c| c.is_alphabetic() && !c.is_ascii()).count();
    latin > other * 3
}
