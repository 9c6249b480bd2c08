//! What became of one labelled question.

use crate::records::{Language, Record, StatusLabel};
use kotae_answering::Decision;
use kotae_standard::{ItemId, Status};

/// What the engine replied to a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// Best first.
    pub matches: Vec<ItemId>,
    /// What may happen without a person.
    pub decision: Decision,
    /// Calibrated probability that the first match answers the question.
    pub confidence: f64,
    /// Of the answer.
    pub status: Status,
}

/// A reply held against its labels.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Outcome {
    pub(crate) language: Language,
    pub(crate) with_context: bool,
    pub(crate) compound: bool,
    pub(crate) answerable: bool,
    /// Place of the first acceptable match, counted from 0.
    pub(crate) rank: Option<usize>,
    /// Is the first match among the best, not only acceptable?
    pub(crate) first_is_best: bool,
    pub(crate) decision: Decision,
    pub(crate) confidence: f64,
    pub(crate) status: Option<StatusOutcome>,
}

/// A status held against its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StatusOutcome {
    pub(crate) right: bool,
    pub(crate) over_claim: bool,
}

impl Outcome {
    pub(crate) fn new(record: &Record, label: Option<&StatusLabel>, reply: &Reply) -> Self {
        let good = |id: &ItemId| record.best.contains(id) || record.ok.contains(id);
        Self {
            language: record.language,
            with_context: !record.context.trim().is_empty(),
            compound: record.compound,
            answerable: record.answerable(),
            rank: reply.matches.iter().position(good),
            first_is_best: reply.matches.first().is_some_and(|id| record.best.contains(id)),
            decision: reply.decision,
            confidence: reply.confidence,
            status: label.map(|label| StatusOutcome {
                right: label.acceptable.contains(&reply.status),
                over_claim: label.forbidden.contains(&reply.status)
                    || (reply.status == Status::Full && !label.acceptable.contains(&Status::Full)),
            }),
        }
    }

    /// Does the first match answer the question? Never, where the document has no answer.
    pub(crate) fn right(&self) -> bool {
        self.rank == Some(0)
    }

    pub(crate) fn answered(&self) -> bool {
        self.decision == Decision::Answer
    }
}
