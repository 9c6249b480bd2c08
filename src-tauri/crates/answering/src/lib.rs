//! From matches to an answer: verbatim spans of the standard with their citations, the status of
//! the answer to this question, the customer's own choice, and notices for the person who reviews.
//!
//! An answer's text is nothing but spans of the document joined by line breaks. Takes what
//! `kotae-matching` found; writes no file and knows no workbook.

mod affinity;
mod asked;
mod beside;
mod bridge;
mod choice;
mod cited;
mod citing;
mod compound;
mod coordinate;
mod draft;
mod excerpt;
mod labels;
mod notices;
mod novel;
mod object;
mod polarity;
mod question;
mod relevance;
mod response;
mod specifics;
mod status;
pub mod thresholds;
mod types;

pub use beside::{asks_against, claim, judges, propose, unheld, word_for};
pub use citing::{Citing, written};
pub use draft::draft;
pub use labels::{LegendProblem, legend_problems, without_meaning};
pub use types::{Answer, Citation, Decision, Notice, NoticeCode, Options, Source, Span};
