//! What goes in and what comes out, as plain data.

use kotae_standard::{Asks, Cited, ItemId};
use serde::Serialize;
use std::ops::Range;

/// A question to match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Query<'a> {
    /// The question as the customer wrote it.
    pub text: &'a str,
    /// Its heading or category path, parents first, joined by ` > `; may be empty.
    pub context: &'a str,
}

/// One hit of a search.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// The control or section.
    pub id: ItemId,
    /// 0 to 1; the best hit of a search need not reach 1.
    pub score: f64,
    /// Matched stretches of the item's text, in chars, in order, not overlapping.
    pub highlights: Vec<(usize, usize)>,
}

/// Why something matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// The question cites its number.
    Citation,
    /// Words in common with the response.
    Lexical,
    /// Close in meaning.
    Semantic,
    /// The topic line, a synonym or an anticipated question.
    Topic,
    /// A past answer that a person approved.
    Library,
}

/// A named number that went into a score, for `--explain`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Feature {
    /// What it measures.
    pub name: &'static str,
    /// Its value for this match.
    pub value: f64,
    /// What it added to the score.
    pub part: f64,
}

/// What speaks for a match.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Evidence {
    /// Words of the question that stand in the response or its annotation, folded.
    pub words: Vec<String>,
    /// The nearest anticipated question and how near it is, 0 to 1.
    pub nearest_question: Option<(String, f64)>,
    /// The nearest question known *not* to be answered, what it asks for, and how near it is.
    pub nearest_near: Option<(String, Asks, f64)>,
    /// Sentences of the response (char ranges of its text) with how well each fits, in the document's order.
    pub sentences: Vec<(Range<usize>, f64)>,
    /// The numbers behind the score.
    pub features: Vec<Feature>,
}

/// A control or section that may answer the question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Match {
    /// Which.
    pub id: ItemId,
    /// 0 to 1; higher is better; comparable within one question.
    pub score: f64,
    /// Kinds of reasons, strongest first.
    pub why: Vec<Why>,
    /// The reasons themselves.
    pub evidence: Evidence,
}

/// A kind of thing that the question asks for, and whether the best match states such a thing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Asked {
    /// The kind.
    pub kind: Asks,
    /// The words of the question that ask for it.
    pub words: String,
    /// Does the best match's text hold such a thing?
    pub stated: bool,
}

/// One of several things that a question asks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// The part of the question, cleaned.
    pub text: String,
    /// What answers it, best first, at most three.
    pub matches: Vec<ItemId>,
    /// Calibrated probability that the first of them answers this part.
    pub confidence: f64,
    /// Calibrated probability that the document does not state what this part asks.
    pub unstated: f64,
}

/// Everything found for one question.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Matched {
    /// Numbers cited in the question or its context.
    pub cited: Vec<Cited>,
    /// At most ten, best first; blank responses only where the question cites them.
    pub matches: Vec<Match>,
    /// Calibrated probability that the first match answers the question; 0 without a match.
    pub confidence: f64,
    /// Calibrated probability that the document does not state what is asked.
    pub unstated: f64,
    /// What the question asks for.
    pub asked: Vec<Asked>,
    /// Where the question asks several things: each by itself, in order; empty where it asks one.
    pub parts: Vec<Part>,
}
