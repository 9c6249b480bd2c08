//! Drafted answers as they are kept, so that opening a questionnaire again matches nothing again.

use super::shapes::Decision;
use super::store::KeptDraft;
use crate::kotae::Kotae;
use kotae_matching::Evidence;
use kotae_questionnaire::Question;
use kotae_review::{Draft, Quote, quotes};
use kotae_standard::{Status, sha256_hex};
use serde::{Deserialize, Serialize};

/// What every row needs of its draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Head {
    pub(super) decision: Decision,
    pub(super) status: Status,
    pub(super) confidence: f64,
    pub(super) unstated: f64,
    pub(super) text: String,
    pub(super) choice: Option<String>,
    pub(super) quotes: Vec<Quote>,
    /// Kind and words.
    pub(super) notices: Vec<(String, String)>,
}

/// A match as kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Found {
    pub(super) id: String,
    pub(super) score: f64,
    pub(super) why: Vec<String>,
    pub(super) words: Vec<String>,
    pub(super) nearest: Option<String>,
    sentences: Vec<(usize, usize, f64)>,
}

impl Found {
    /// What answering needs to know to quote it.
    pub(super) fn evidence(&self) -> Evidence {
        Evidence {
            sentences: self.sentences.iter().map(|s| (s.0..s.1, s.2)).collect(),
            ..Evidence::default()
        }
    }
}

/// Matches and drafts a question.
pub(super) fn draft(kotae: &Kotae, question: &Question) -> (Head, KeptDraft) {
    let (matched, answer) = kotae.answer_question(question);
    let head = Head {
        decision: answer.decision.into(),
        status: answer.status,
        confidence: rounded(answer.confidence),
        unstated: rounded(matched.unstated),
        quotes: quotes(&answer),
        text: answer.text,
        choice: answer.choice,
        notices: answer.notices.into_iter().map(|n| (word(&n.code), n.message)).collect(),
    };
    let found: Vec<Found> = matched
        .matches
        .into_iter()
        .map(|m| Found {
            id: m.id.to_string(),
            score: rounded(m.score),
            why: m.why.iter().map(word).collect(),
            words: m.evidence.words,
            nearest: m.evidence.nearest_question.map(|q| q.0),
            sentences: m.evidence.sentences.into_iter().map(|(r, s)| (r.start, r.end, rounded(s))).collect(),
        })
        .collect();
    let json = |v: serde_json::Result<String>| v.expect("strings, numbers and lists always serialise");
    let kept =
        KeptDraft { head: json(serde_json::to_string(&head)), matches: json(serde_json::to_string(&found)) };
    (head, kept)
}

/// A figure as it is kept: with so few digits that it reads back as the same number.
fn rounded(figure: f64) -> f64 {
    const DIGITS: f64 = 1e6;
    (figure * DIGITS).round() / DIGITS
}

/// The fixed word that a kind is written with.
fn word(kind: &impl Serialize) -> String {
    serde_json::to_value(kind).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// What a draft depends on besides the engine: questions with one key have one draft.
pub(super) fn key(q: &Question) -> String {
    let what = (&q.text, &q.category, &q.reference, &q.choices, &q.legend, q.limit);
    sha256_hex(&serde_json::to_string(&what).expect("strings and lists always serialise"))
}

/// What matching has learned: other weights find other matches.
const WEIGHTS: &str = include_str!("../../../../../data/matching/weights.toml");

/// The engine that drafts are of: the document and its annotations, word for word, the weights, and
/// the program's version.
pub(super) fn engine(kotae: &Kotae) -> String {
    let mut all = format!("{} {} {WEIGHTS}", env!("CARGO_PKG_VERSION"), kotae.edition().line());
    for item in kotae.standard.items() {
        all.push_str(item.sha256());
    }
    for note in kotae.annotations.iter() {
        all.push_str(&format!("{note:?}"));
    }
    sha256_hex(&all)
}

/// What tells a question from others with the same words and choices, as its draft depends on it.
pub(super) fn context(q: &Question) -> String {
    let what = (&q.category, &q.reference, &q.legend, q.limit);
    serde_json::to_string(&what).expect("strings and lists always serialise")
}

/// What a review begins with.
pub(super) fn begin<'a>(question: &'a Question, context: &'a str, head: &'a Head) -> Draft<'a> {
    Draft {
        question: &question.text,
        context,
        choices: &question.choices,
        decision: match head.decision {
            Decision::Answer => kotae_answering::Decision::Answer,
            Decision::Review => kotae_answering::Decision::Review,
            Decision::None => kotae_answering::Decision::None,
        },
        text: &head.text,
        choice: head.choice.as_deref(),
        quotes: &head.quotes,
    }
}
