//! What an answer is, as plain data.

use kotae_standard::{Annotations, ItemId, Standard, Status};
use serde::Serialize;
use std::collections::BTreeMap;

/// What answers are drawn from.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The document.
    pub standard: &'a Standard,
    /// What each response is about.
    pub annotations: &'a Annotations,
}

/// What the sheet and the user want of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// Most chars an answer's text may have; a limit named in the question counts as well.
    pub limit: Option<usize>,
    /// What the sheet's legend says of its marks: `A` → `対応済`.
    pub legend: BTreeMap<String, String>,
}

/// What happens with an answer before a person has looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// Sure enough to be filled in.
    Answer,
    /// Candidates; a person decides.
    Review,
    /// The standard does not answer this.
    None,
}

/// A stretch of a response's text, in chars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Span {
    /// Whose text.
    pub id: ItemId,
    /// First char.
    pub start: usize,
    /// One past the last char.
    pub end: usize,
}

/// Where a span comes from, so that it can be checked again at export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// The control or section.
    pub id: ItemId,
    /// Version of the document: `2.00`.
    pub edition: String,
    /// First char of the span.
    pub start: usize,
    /// One past its last char.
    pub end: usize,
    /// SHA-256 of the whole response.
    pub sha256: String,
}

/// What a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeCode {
    /// The cited control's response is empty in the document.
    Blank,
    /// The cited number is declared out of scope.
    OutOfScope,
    /// The cited number does not exist in this edition.
    NoSuchControl,
    /// The cited number belongs to another edition's numbering.
    OtherEdition,
    /// The cited control and the question's words disagree.
    CitationDisagrees,
    /// Something related is stated, but not what is asked.
    NotStated,
    /// The response speaks of the vendor's operations room, not of the hosting data centre.
    OperationsRoom,
    /// The cloud provider's published material answers the rest.
    CloudProvider,
    /// The customer has to do something.
    Customer,
    /// The response carries an exception or a negation.
    Exception,
    /// The public edition says less than the formal one.
    PublicEdition,
    /// Two places of the document disagree.
    Contradiction,
    /// The response speaks of another subject than its number's.
    OtherSubject,
    /// None of the customer's choices fits.
    NoChoice,
    /// The answer was kept short because of a length limit.
    Shortened,
    /// A part of a compound question found no answer.
    PartUnanswered,
}

/// Something the reviewer must see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// What about.
    pub code: NoticeCode,
    /// In Japanese, for people.
    pub message: String,
}

/// An answer as drafted; a person may change it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// What may happen without a person.
    pub decision: Decision,
    /// Calibrated probability that the first match answers the question.
    pub confidence: f64,
    /// Status of the answer to this question.
    pub status: Status,
    /// Verbatim spans, in the order in which they are written.
    pub spans: Vec<Span>,
    /// The spans' text joined by `\n`; empty when there is nothing to quote.
    pub text: String,
    /// One of the customer's choices, exactly as the customer writes it.
    pub choice: Option<String>,
    /// One citation a span, in the same order.
    pub citations: Vec<Citation>,
    /// For the reviewer.
    pub notices: Vec<Notice>,
}
