//! Which responses of the standard answer a question: search while typing, and matching of a
//! customer's question with reasons and a calibrated confidence.
//!
//! Takes a [`Standard`](kotae_standard::Standard) and its annotations, gives ids with scores and
//! evidence; writes no answer and knows no workbook.

mod bm25;
mod clean;
mod corpus;
mod error;
mod features;
mod highlight;
mod index;
mod matcher;
mod nearest;
mod rank;
mod search;
mod terms;
mod types;

pub use error::Error;
pub use matcher::Matcher;
pub use types::{Asked, Evidence, Feature, Hit, Match, Matched, Query, Why};
