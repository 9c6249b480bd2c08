//! The review of one questionnaire as a pure state machine: what state each question is in, what a
//! person may do to it, and undoing all of it. Keeps nothing on disk and reads no clock; whoever
//! stores decisions applies the same [`Event`]s in the same order.

mod machine;

pub use machine::{Change, Draft, Entry, Event, QuestionId, Refusal, Review, State, Summary};
