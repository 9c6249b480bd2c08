//! The published standard: its controls with the vendor's responses, its narrative sections, the
//! numbers by which customers cite it, and our annotations of what each response is about.
//!
//! Takes the document and the annotations as text; opens no file and knows no questionnaire.

mod annotations;
mod citations;
mod ids;
mod lint;
mod parse;
mod status;

pub use annotations::{Annotation, AnnotationError, Annotations, Asks, Near, Place, Side};
pub use citations::{Cited, CitedTarget, find_citations};
pub use ids::{ControlId, IdError, ItemId, SectionId, Series};
pub use lint::{Finding, FindingKind, SuspectedTypo, lint};
pub use parse::{ParseError, parse};
pub use status::Status;

use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// One row of the response table: a control of the FISC standard and the vendor's response to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Control {
    /// The control's number.
    pub id: ControlId,
    /// The response, verbatim; paragraphs joined by `\n`. Empty where the document's cell is empty.
    pub text: String,
    /// Is the response empty in the document?
    pub blank: bool,
    /// SHA-256 of `text` in lower-case hex.
    pub sha256: String,
    /// Line of the document (from 1) on which the row stands.
    pub line: usize,
}

/// A numbered section of prose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Heading number: `s2.5`.
    pub id: SectionId,
    /// The heading without its number.
    pub title: String,
    /// The text below the heading, verbatim, a line per paragraph or list entry.
    pub text: String,
    /// SHA-256 of `text` in lower-case hex.
    pub sha256: String,
    /// Line of the heading (from 1).
    pub line: usize,
}

/// One entry of the revision history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Revision {
    /// `1.01`.
    pub version: String,
    /// What changed.
    pub summary: String,
    /// ISO date, `2021-02-03`.
    pub date: String,
}

/// A run of control numbers that the document declares outside its scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutOfScope {
    /// Which series.
    pub series: Series,
    /// First number.
    pub first: u16,
    /// Last number, included.
    pub last: u16,
    /// The sentence that says so, verbatim.
    pub text: String,
}

/// The whole document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standard {
    /// Version of the document: `2.00`.
    pub edition: String,
    /// Edition of the FISC standard it answers: `第10版`.
    pub fisc: String,
    /// Date of this version, ISO: `2023-07-27`.
    pub date: String,
    /// Revision history, oldest first.
    pub revisions: Vec<Revision>,
    /// Controls in the document's order.
    pub controls: Vec<Control>,
    /// Narrative sections in the document's order.
    pub sections: Vec<Section>,
    /// Numbers declared out of scope.
    pub out_of_scope: Vec<OutOfScope>,
}

/// A control or a section: what an answer can be drawn from.
#[derive(Debug, Clone, Copy)]
pub enum Item<'a> {
    /// A control and its response.
    Control(&'a Control),
    /// A section of prose.
    Section(&'a Section),
}

impl<'a> Item<'a> {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> ItemId {
        match self {
            Self::Control(c) => ItemId::Control(c.id),
            Self::Section(s) => ItemId::Section(s.id),
        }
    }

    /// Its text, verbatim.
    #[must_use]
    pub fn text(&self) -> &'a str {
        match self {
            Self::Control(c) => &c.text,
            Self::Section(s) => &s.text,
        }
    }

    /// SHA-256 of the text.
    #[must_use]
    pub fn sha256(&self) -> &'a str {
        match self {
            Self::Control(c) => &c.sha256,
            Self::Section(s) => &s.sha256,
        }
    }

    /// Is there no text to answer from?
    #[must_use]
    pub fn blank(&self) -> bool {
        self.text().trim().is_empty()
    }
}

impl Standard {
    /// The control with this number.
    #[must_use]
    pub fn control(&self, id: ControlId) -> Option<&Control> {
        self.controls.iter().find(|c| c.id == id)
    }

    /// The control or section with this id.
    #[must_use]
    pub fn item(&self, id: ItemId) -> Option<Item<'_>> {
        match id {
            ItemId::Control(id) => self.control(id).map(Item::Control),
            ItemId::Section(id) => self.sections.iter().find(|s| s.id == id).map(Item::Section),
        }
    }

    /// Every control, then every section, in the document's order.
    pub fn items(&self) -> impl Iterator<Item = Item<'_>> {
        self.controls.iter().map(Item::Control).chain(self.sections.iter().map(Item::Section))
    }

    /// The row above a control in the document's table: what a merged cell would continue.
    #[must_use]
    pub fn row_above(&self, id: ControlId) -> Option<&Control> {
        let at = self.controls.iter().position(|c| c.id == id)?;
        self.controls[..at].last()
    }

    /// The statement that puts this number out of scope.
    #[must_use]
    pub fn out_of_scope(&self, id: ControlId) -> Option<&OutOfScope> {
        self.out_of_scope.iter().find(|o| o.series == id.series && (o.first..=o.last).contains(&id.number))
    }
}

/// SHA-256 of a text in lower-case hex.
#[must_use]
pub fn sha256_hex(text: &str) -> String {
    sha256_bytes(text.as_bytes())
}

/// SHA-256 of bytes in lower-case hex.
#[must_use]
pub fn sha256_bytes(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}
