//! The review of one questionnaire as pure values: what state each question is in, what a person may
//! do to it, undoing all of it, and the checks before its answers leave the house. Keeps nothing on
//! disk and reads no clock; whoever stores decisions stores the [`Change`]s.

pub mod checks;
mod entry;
mod history;
mod machine;

pub use entry::{Entry, Quote, State, quotes};
pub use history::History;
pub use machine::{Change, Draft, Event, QuestionId, Refusal, Review, Summary};
