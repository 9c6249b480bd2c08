//! Which responses of the standard answer a question: search while typing, and matching of a
//! customer's question with reasons and a calibrated confidence.
//!
//! Takes a [`Standard`](kotae_standard::Standard) and its annotations, gives ids with scores and
//! evidence; writes no answer and knows no workbook.

mod types;

pub use types::{Asked, Evidence, Feature, Hit, Match, Matched, Query, Why};
