//! The numbers that decide, in one place, each with where it comes from.
//!
//! `confidence` and `unstated` are calibrated probabilities from matching, so a threshold on them
//! reads as a price: at 0.9 one filled answer in ten may rest on the wrong response. The others
//! measure likeness of wordings within the document's own records.

/// Least confidence at which an answer is filled in before a person looks.
///
/// First setting, before matching's calibration: high, because a wrong fill costs more than a look.
pub const ANSWER_CONFIDENCE: f64 = 0.90;

/// Most doubt that the document states what is asked at which an answer may be filled in.
pub const ANSWER_UNSTATED: f64 = 0.15;

/// Least doubt at which the document is said not to state what is asked.
pub const NONE_UNSTATED: f64 = 0.60;

/// Below this confidence nothing scores: the candidates are not worth a person's time.
pub const NONE_CONFIDENCE: f64 = 0.05;

/// Least likeness of a question's words to the response whose number it cites.
///
/// On the document's own records (each anticipated question held out in turn): nine true citations
/// in ten reach 0.21, nine false ones in ten stay below 0.22; the share below does the rest.
pub const CITATION_AGREES: f64 = 0.22;

/// The cited response must be at least this share as like as the likest other candidate; of
/// Japanese questions with a false number nine in ten stay below 0.74.
pub const CITATION_AGREES_SHARE: f64 = 0.72;

/// A part of a question goes to a response of its own from this likeness on …
pub const PART_FITS: f64 = 0.40;

/// … if that is so much more than its likeness to the first match.
pub const PART_LEADS: f64 = 0.12;

/// Below this likeness to every candidate a part of the question is unanswered.
pub const PART_LOST: f64 = 0.12;
