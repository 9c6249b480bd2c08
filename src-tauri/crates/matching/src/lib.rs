//! Which responses of the standard answer a question: search while typing, and matching of a
//! customer's question with reasons and a calibrated confidence.
//!
//! Takes a [`Standard`](kotae_standard::Standard) and its annotations, gives ids with scores and
//! evidence; writes no answer and knows no workbook.

mod analysis;
mod asks;
mod bm25;
mod clean;
mod corpus;
mod error;
mod evidence;
mod facets;
mod features;
mod highlight;
mod index;
mod likelihood;
mod matcher;
mod meaning;
mod model;
mod nearest;
mod search;
mod sheets;
mod signals;
mod split;
mod terms;
pub mod training;
mod types;
mod wording;

pub use error::Error;
pub use matcher::{Matcher, texts};
pub use meaning::{Meaning, Role, Vectors};
pub use types::{Asked, Evidence, Feature, Hit, Match, Matched, Part, Query, Why};
