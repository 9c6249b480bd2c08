//! How well a wording fits one control or section, by its annotation and text alone. It tells a
//! false citation from a true one and gives the parts of a question to responses; ranking over the
//! whole document is matching's work.

use crate::response::Response;
use kotae_text::{containment, dice};

/// 0 to 1: the best of likeness to an anticipated question and of the share of the wording that
/// stands in the topic, the synonyms and the response.
pub(crate) fn affinity(wording: &str, response: &Response<'_>) -> f64 {
    let Some(note) = response.note else { return containment(wording, response.text) };
    let field = format!("{}\n{}\n{}", note.topic, note.synonyms.join("\n"), response.text);
    let likeness = note.questions().map(|q| dice(wording, q)).fold(0.0, f64::max);
    containment(wording, &field).max(likeness)
}
