//! Each question on which something went wrong.

use crate::outcome::Outcome;
use crate::records::{Record, StatusLabel};
use crate::{Reply, report::Labelled};
use kotae_answering::Decision;
use kotae_standard::{ItemId, Status};
use serde::Serialize;

/// What went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MissKind {
    /// The status claims more than the document says.
    OverClaim,
    /// Decided `answer`, though the document has no answer.
    AnsweredUnstated,
    /// Decided `none`, though the document answers it.
    FlaggedNone,
    /// The first match does not answer it.
    FirstMatch,
    /// The status is another than the labelled ones.
    Status,
}

/// A question and what went wrong with it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Miss {
    /// Worst first.
    pub kinds: Vec<MissKind>,
    /// Name of its set.
    pub set: String,
    /// Its id there.
    pub id: String,
    /// The question.
    pub question: String,
    /// What answers it best.
    pub best: Vec<ItemId>,
    /// What was found, at most three.
    pub matches: Vec<ItemId>,
    /// What was decided.
    pub decision: Decision,
    /// How sure.
    pub confidence: f64,
    /// Which status.
    pub status: Status,
    /// Which it may be, when labelled.
    pub acceptable: Vec<Status>,
}

pub(crate) fn misses(set: &Labelled, replies: &[Reply], outcomes: &[Outcome]) -> Vec<Miss> {
    set.records
        .iter()
        .zip(&set.labels)
        .zip(replies.iter().zip(outcomes))
        .filter_map(|((record, label), (reply, outcome))| {
            miss(&set.name, record, label.as_ref(), reply, outcome)
        })
        .collect()
}

fn miss(
    set: &str,
    record: &Record,
    label: Option<&StatusLabel>,
    reply: &Reply,
    outcome: &Outcome,
) -> Option<Miss> {
    let kinds: Vec<MissKind> = [
        (MissKind::OverClaim, outcome.status.is_some_and(|s| s.over_claim)),
        (MissKind::AnsweredUnstated, !outcome.answerable && outcome.answered()),
        (MissKind::FlaggedNone, outcome.answerable && outcome.decision == Decision::None),
        (MissKind::FirstMatch, outcome.answerable && !outcome.right()),
        (MissKind::Status, outcome.status.is_some_and(|s| !s.right)),
    ]
    .into_iter()
    .filter_map(|(kind, yes)| yes.then_some(kind))
    .collect();
    (!kinds.is_empty()).then(|| Miss {
        kinds,
        set: set.to_owned(),
        id: record.id.clone(),
        question: record.question.clone(),
        best: record.best.clone(),
        matches: reply.matches.iter().take(3).copied().collect(),
        decision: reply.decision,
        confidence: reply.confidence,
        status: reply.status,
        acceptable: label.map(|l| l.acceptable.clone()).unwrap_or_default(),
    })
}
