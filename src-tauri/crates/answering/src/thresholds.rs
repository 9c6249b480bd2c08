//! The numbers that decide, in one place, each with where it comes from.
//!
//! `confidence` and `unstated` are calibrated probabilities from matching, so a threshold reads as
//! a price: at 0.9 one filled answer in ten may rest on the wrong response.

/// Least confidence at which an answer is filled in before a person looks.
///
/// First setting, before matching's calibration: high, because a wrong fill costs more than a look.
pub const ANSWER_CONFIDENCE: f64 = 0.90;

/// Most doubt that the document states what is asked at which an answer may be filled in.
pub const ANSWER_UNSTATED: f64 = 0.15;

/// Least lead of the first match over the second, as a share of the first's score, when the two
/// are not the same statement. Below it siblings are too close to tell apart without a person.
pub const ANSWER_LEAD: f64 = 0.05;

/// Least doubt at which the document is said not to state what is asked.
pub const NONE_UNSTATED: f64 = 0.60;

/// Below this confidence nothing scores: the candidates are not worth a person's time.
pub const NONE_CONFIDENCE: f64 = 0.05;
