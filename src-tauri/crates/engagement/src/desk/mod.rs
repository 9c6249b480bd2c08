//! The desk: one customer's questionnaire open for review.

mod shapes;

pub use shapes::*;
