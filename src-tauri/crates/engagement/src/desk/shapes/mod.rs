//! What the window shows of an open questionnaire: plain data in the page's own words. Offsets count
//! Unicode scalar values. The page's TypeScript types are made from these (feature `bindings`).

mod export;
mod layout;

pub use export::*;
pub use layout::*;

use kotae_review as review;
use kotae_standard::Status;
use serde::{Deserialize, Serialize};

/// Where a question stands.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum State {
    /// 候補.
    Candidate,
    /// 要確認.
    NeedsReview,
    /// 記載なし.
    NotStated,
    /// 編集中.
    Editing,
    /// 確認済.
    Confirmed,
    /// 自動反映.
    Propagated,
    /// 保留.
    Held,
    /// 対象外.
    OutOfScope,
}

/// What the engine decided before a person looked.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Decision {
    /// Sure enough to be filled in.
    Answer,
    /// Candidates; a person decides.
    Review,
    /// The standard does not answer this.
    None,
}

/// A questionnaire worked on before.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Recent {
    /// For `resume` and `forget`.
    pub id: String,
    /// Name of the file.
    pub name: String,
    /// Where it was.
    pub path: String,
    /// When it was last opened, ISO, UTC: `2026-11-02T04:05:06Z`; empty when not known.
    pub opened: String,
    /// How many questions it has.
    pub questions: usize,
    /// How many of them a person has settled.
    pub settled: usize,
    /// The file is no longer there; the work still is.
    pub missing: bool,
    /// The kept work cannot be read: why.
    pub damaged: Option<String>,
}

/// How far long work is.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    /// What is being done.
    pub step: ProgressStep,
    /// How much is done …
    pub done: usize,
    /// … of how much; 0 where that is not known.
    pub total: usize,
}

/// The parts of long work.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ProgressStep {
    /// Reading the file.
    Reading,
    /// Finding the questions.
    Detecting,
    /// Matching questions.
    Matching,
    /// Writing.
    Writing,
}

/// An open questionnaire.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Opened {
    /// The kept work's id.
    pub id: String,
    /// Name of the file.
    pub name: String,
    /// Its path.
    pub path: String,
    /// Which document answers come from: `第10版 2.00 公開版（2023-07-27）`.
    pub edition: String,
    /// One entry a sheet, in the order of the tabs.
    pub sheets: Vec<SheetTab>,
    /// Every question, in order.
    pub rows: Vec<RowView>,
    /// The row last worked on.
    pub at: usize,
    /// As given to `place`.
    pub view: String,
    /// What can be undone and redone.
    pub history: History,
    /// What to know about the file.
    pub warnings: Vec<DeskWarning>,
}

/// One sheet's tab.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SheetTab {
    /// The name on the tab.
    pub name: String,
    /// Does it ask questions?
    pub questionnaire: bool,
    /// Is it hidden?
    pub hidden: bool,
    /// Is sheet protection on?
    pub protected: bool,
    /// How many questions.
    pub questions: usize,
}

/// What would be undone or redone next, in words.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct History {
    /// `3-2 の確認`; nothing to undo: `null`.
    pub undo: Option<String>,
    /// The same for redo.
    pub redo: Option<String>,
}

/// What there is to know, in one language: asked for at the beginning and when the language changes.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Notices {
    /// Of the program's own state: why it matches by words alone, if it does.
    pub program: Vec<String>,
    /// Of the open file.
    pub warnings: Vec<DeskWarning>,
    /// What can be undone and redone in the open questionnaire.
    pub history: History,
}

/// Something to know about the file.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", ts(rename = "Warning"))]
pub struct DeskWarning {
    /// A fixed word.
    pub code: String,
    /// The sheet, where it concerns one.
    pub sheet: Option<String>,
    /// The cell, where it concerns one.
    pub cell: Option<String>,
    /// In words.
    pub message: String,
}

/// One line of the grid.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RowView {
    /// The question's place, from 0.
    pub n: usize,
    /// Index of its sheet.
    pub sheet: usize,
    /// Its cell: `D12`.
    pub cell: String,
    /// Its number as the customer writes it.
    pub number: String,
    /// Category path, joined by ` > `.
    pub category: String,
    /// The question, cut at 160 chars.
    pub question: String,
    /// Where it stands.
    pub state: State,
    /// The choice.
    pub choice: Option<String>,
    /// The answer, cut at 80 chars.
    pub answer: String,
    /// What the answer claims, as drafted.
    #[cfg_attr(feature = "bindings", ts(type = "Status"))]
    pub status: Status,
    /// What the engine decided.
    pub decision: Decision,
    /// How sure the engine is, in steps 0 to 5.
    pub certainty: u8,
    /// Ids of what is cited.
    pub citations: Vec<String>,
    /// Are there identical questions?
    pub linked: bool,
    /// Is the row hidden?
    pub hidden: bool,
    /// Did its answer cells hold something in the customer's file?
    pub filled: bool,
    /// How many problems the gate would name for this row, not counting that it is unconfirmed.
    pub problems: usize,
    /// Other marks.
    pub flags: Vec<Flag>,
}

/// Marks on a row.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Flag {
    /// What it cites no longer reads as it did.
    SourceChanged,
}

/// One question in full.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct QuestionView {
    /// Its place, from 0.
    pub n: usize,
    /// The question, verbatim.
    pub text: String,
    /// Category, parents first.
    pub category: Vec<String>,
    /// What the column of guideline numbers says.
    pub reference: Option<String>,
    /// Most characters the text may have.
    pub limit: Option<usize>,
    /// The choices it allows.
    pub choices: Vec<ChoiceView>,
    /// Has the form a cell for text?
    pub has_comment: bool,
    /// Has it one for a choice?
    pub has_choice: bool,
    /// Where it stands.
    pub state: State,
    /// The answer's text.
    pub answer: String,
    /// The choice.
    pub choice: Option<String>,
    /// Where the text comes from; empty when a person wrote it.
    pub spans: Vec<SpanView>,
    /// Note to oneself; never written into the workbook.
    pub note: String,
    /// Why it is 対象外.
    pub reason: String,
    /// What the drafted answer claims.
    #[cfg_attr(feature = "bindings", ts(type = "Status"))]
    pub status: Status,
    /// Calibrated probability that the first match answers it.
    pub confidence: f64,
    /// Calibrated probability that the document does not state it.
    pub unstated: f64,
    /// What the engine decided.
    pub decision: Decision,
    /// For the reviewer.
    pub notices: Vec<NoticeView>,
    /// At most ten, best first.
    pub matches: Vec<DeskMatch>,
    /// Identical questions.
    pub linked: Vec<usize>,
    /// Nearly identical questions, at most five.
    pub alike: Vec<Alike>,
    /// What the answer cells held in the customer's file.
    pub existing: Existing,
    /// What the gate would say of this row as it stands, not counting that it is unconfirmed.
    pub problems: Vec<Problem>,
}

/// A choice of the customer's.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", ts(rename = "Choice"))]
pub struct ChoiceView {
    /// As the customer writes it.
    pub value: String,
    /// What the workbook says of it.
    pub meaning: Option<String>,
    /// What choosing it claims, where that is known.
    #[cfg_attr(feature = "bindings", ts(type = "Status | null"))]
    pub status: Option<Status>,
}

/// A quotation in an answer.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SpanView {
    /// `実39`.
    pub id: String,
    /// First char in the response.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Version of the document: `2.00`.
    pub edition: String,
    /// Does the response still read the same?
    pub holds: bool,
}

/// Something the reviewer must see.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NoticeView {
    /// A fixed word: `exception`.
    pub code: String,
    /// In words.
    pub message: String,
}

/// A control or section that may answer.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", ts(rename = "MatchView"))]
pub struct DeskMatch {
    /// `実39`.
    pub id: String,
    /// Topic line, or the section's heading.
    pub title: String,
    /// What the whole response claims.
    #[cfg_attr(feature = "bindings", ts(type = "Status"))]
    pub status: Status,
    /// 0 to 1, comparable within one question.
    pub score: f64,
    /// Steps 0 to 5.
    pub certainty: u8,
    /// The whole response.
    pub text: String,
    /// The question's words in it.
    pub highlights: Vec<(usize, usize)>,
    /// What would be taken.
    pub proposed: Vec<(usize, usize)>,
    /// Kinds of reasons: citation, lexical, semantic, topic.
    pub why: Vec<String>,
    /// The words in common.
    pub words: Vec<String>,
    /// The nearest anticipated question.
    pub nearest: Option<String>,
    /// Sentences that carry an exception or a negation.
    pub exceptions: Vec<String>,
    /// What to watch for.
    pub note: String,
    /// Is the response empty in the document?
    pub blank: bool,
}

/// A nearly identical question.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Alike {
    /// Its place.
    pub n: usize,
    /// Its text.
    pub question: String,
    /// Stretches of `question` that differ from the one shown.
    pub diff: Vec<(usize, usize)>,
    /// Where it stands.
    pub state: State,
}

/// What answer cells held.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Existing {
    /// The choice.
    pub choice: Option<String>,
    /// The text.
    pub text: Option<String>,
}

/// What a person does to a question.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum ReviewEvent {
    /// Types the answer.
    Type {
        /// The whole new text.
        text: String,
    },
    /// Picks a choice.
    Choose {
        /// `null` clears it.
        choice: Option<String>,
    },
    /// Takes a match's proposed sentences as the answer.
    Take {
        /// Index among `matches`.
        #[serde(rename = "match")]
        #[cfg_attr(feature = "bindings", ts(rename = "match"))]
        found: usize,
    },
    /// Adds a stretch of a response to the answer, cited.
    Insert {
        /// `実39`.
        id: String,
        /// First char.
        start: usize,
        /// One past the last.
        end: usize,
    },
    /// Confirms what is there.
    Confirm,
    /// Puts it aside.
    Hold,
    /// Declares it not applicable.
    OutOfScope {
        /// Why.
        reason: String,
    },
    /// Takes a confirmation back.
    Reopen,
    /// Writes a note to oneself.
    Note {
        /// The whole new note.
        text: String,
    },
}

/// What an act changed.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Acted {
    /// The question acted on.
    pub at: usize,
    /// Every changed line.
    pub changed: Vec<RowView>,
    /// That question in full.
    pub question: QuestionView,
    /// What can be undone and redone now.
    pub history: History,
    /// Undoing or redoing a change of the layout changes which questions there are: all of it anew.
    pub reopened: Option<Box<Opened>>,
}

impl QuestionView {
    /// What stands in for a question where there is none.
    pub(super) fn nothing() -> Self {
        Self {
            n: 0,
            text: String::new(),
            category: Vec::new(),
            reference: None,
            limit: None,
            choices: Vec::new(),
            has_comment: false,
            has_choice: false,
            state: State::NotStated,
            answer: String::new(),
            choice: None,
            spans: Vec::new(),
            note: String::new(),
            reason: String::new(),
            status: Status::Unknown,
            confidence: 0.0,
            unstated: 0.0,
            decision: Decision::None,
            notices: Vec::new(),
            matches: Vec::new(),
            linked: Vec::new(),
            alike: Vec::new(),
            existing: Existing { choice: None, text: None },
            problems: Vec::new(),
        }
    }
}

impl State {
    /// All, in the order in which they are counted.
    pub const ALL: [Self; 8] = [
        Self::Candidate,
        Self::NeedsReview,
        Self::NotStated,
        Self::Editing,
        Self::Confirmed,
        Self::Propagated,
        Self::Held,
        Self::OutOfScope,
    ];
}

impl From<review::State> for State {
    fn from(state: review::State) -> Self {
        use review::State as S;
        match state {
            S::Candidate => Self::Candidate,
            S::NeedsReview => Self::NeedsReview,
            S::NotStated => Self::NotStated,
            S::Editing => Self::Editing,
            S::Confirmed => Self::Confirmed,
            S::Propagated => Self::Propagated,
            S::Held => Self::Held,
            S::OutOfScope => Self::OutOfScope,
        }
    }
}

impl From<kotae_answering::Decision> for Decision {
    fn from(decision: kotae_answering::Decision) -> Self {
        use kotae_answering::Decision as D;
        match decision {
            D::Answer => Self::Answer,
            D::Review => Self::Review,
            D::None => Self::None,
        }
    }
}

impl From<crate::step::Step> for Progress {
    fn from(step: crate::step::Step) -> Self {
        use crate::step::Step as S;
        let (step, done, total) = match step {
            S::Reading | S::Converting(_) => (ProgressStep::Reading, 0, 0),
            S::Detecting => (ProgressStep::Detecting, 0, 0),
            S::Matching { done, total } => (ProgressStep::Matching, done, total),
            S::Writing => (ProgressStep::Writing, 0, 0),
        };
        Self { step, done, total }
    }
}
