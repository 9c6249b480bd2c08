//! What each response is about, in our own words: the file format is data/annotations/FORMAT.md.

use crate::ids::ItemId;
use crate::status::Status;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Why an annotation file could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnnotationError {
    /// The file is no TOML of the expected shape.
    #[error("{file}: 注釈を読めません: {message} (annotation file does not parse)")]
    Unreadable {
        /// Which file.
        file: String,
        /// What the parser says, with line and column.
        message: String,
    },
    /// The same id twice.
    #[error("{file}: {id} の注釈が重複しています (annotated twice)")]
    Duplicate {
        /// Which file.
        file: String,
        /// The id.
        id: ItemId,
    },
}

/// Who does what a response describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The vendor.
    Vendor,
    /// The cloud provider that hosts the service.
    Cloud,
    /// The customer.
    Customer,
}

/// What place a response speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// The vendor's own 運用室 or the building it is in.
    OperationsRoom,
    /// The service itself.
    Service,
    /// The vendor as a company.
    Company,
    /// Work from home.
    Telework,
    /// The cloud provider's data centre that hosts the service.
    DataCentre,
    /// The document.
    Document,
}

/// The kind of thing a question asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Asks {
    /// How often.
    Frequency,
    /// How long, retention.
    Period,
    /// How many, a threshold, a percentage.
    Number,
    /// Within what time, since when.
    Time,
    /// Which product or supplier.
    Product,
    /// Which algorithm, key length, protocol version.
    Algorithm,
    /// A certificate or standard that is not named.
    Certification,
    /// Where.
    Place,
    /// Who: a name or post.
    Person,
    /// A right to audit, inspect or receive.
    Right,
    /// To hand over evidence or a document.
    Document,
    /// When something was last or will be done.
    Date,
    /// A technique that is not named.
    Method,
    /// Another object than the response speaks of.
    Scope,
    /// A feature the document does not mention.
    Function,
}

/// A question that sounds alike but that the response does not answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Near {
    /// The question.
    pub q: String,
    /// What it asks for that is not stated.
    pub asks: Asks,
}

/// One record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Annotation {
    /// The control or section.
    pub id: ItemId,
    /// SHA-256 of the response this was written for.
    #[serde(default)]
    pub sha256: String,
    /// One line on what the response speaks of.
    pub topic: String,
    /// Other words for it.
    #[serde(default)]
    pub synonyms: Vec<String>,
    /// What the response as a whole claims.
    pub status: Status,
    /// Verbatim sentences that an answer must not leave out.
    #[serde(default)]
    pub exceptions: Vec<String>,
    /// Whose side it is.
    #[serde(default)]
    pub side: Vec<Side>,
    /// What place it speaks of.
    #[serde(default)]
    pub place: Vec<Place>,
    /// Words for the one kind of thing the response speaks of where a question without any of them
    /// asks about more: `ドキュメント` of a response on backups of documents.
    #[serde(default)]
    pub only: Vec<String>,
    /// Ids that say the same.
    #[serde(default)]
    pub same_as: Vec<ItemId>,
    /// For people.
    #[serde(default)]
    pub note: String,
    /// Anticipated questions, Japanese.
    #[serde(default)]
    pub ja: Vec<String>,
    /// Anticipated questions, English.
    #[serde(default)]
    pub en: Vec<String>,
    /// Near questions.
    #[serde(default)]
    pub near: Vec<Near>,
}

impl Annotation {
    /// Japanese and English anticipated questions.
    pub fn questions(&self) -> impl Iterator<Item = &str> {
        self.ja.iter().chain(&self.en).map(String::as_str)
    }
}

/// All records, by id in the document's order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Annotations {
    records: BTreeMap<ItemId, Annotation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    record: Vec<Annotation>,
}

impl Annotations {
    /// Reads annotation files given as (name, TOML text).
    ///
    /// # Errors
    /// A file that does not parse, an id annotated twice.
    pub fn parse<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, AnnotationError> {
        let mut records = BTreeMap::new();
        for (name, text) in files {
            let file: File = toml::from_str(text)
                .map_err(|e| AnnotationError::Unreadable { file: name.to_owned(), message: e.to_string() })?;
            for record in file.record {
                let id = record.id;
                if records.insert(id, record).is_some() {
                    return Err(AnnotationError::Duplicate { file: name.to_owned(), id });
                }
            }
        }
        Ok(Self { records })
    }

    /// The record of an id.
    #[must_use]
    pub fn get(&self, id: ItemId) -> Option<&Annotation> {
        self.records.get(&id)
    }

    /// Every record, in the document's order.
    pub fn iter(&self) -> impl Iterator<Item = &Annotation> {
        self.records.values()
    }

    /// Number of records.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Is there no record at all?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The status of a whole response; [`Status::Unknown`] where nothing is annotated.
    #[must_use]
    pub fn status(&self, id: ItemId) -> Status {
        self.get(id).map_or(Status::Unknown, |a| a.status)
    }
}

#[cfg(test)]
mod tests {
    use super::{AnnotationError, Annotations, Asks};
    use crate::status::Status;

    const ONE: &str = r#"
        [[record]]
        id = "設42"
        topic = "非常用照明"
        status = "blank"
        ja = ["非常灯はありますか"]
        near = [{ q = "何分点灯しますか", asks = "period" }]
    "#;

    #[test]
    fn a_record_reads_and_blank_is_unknown() {
        let a = Annotations::parse([("a.toml", ONE)]).expect("readable");
        let r = a.get("設42".parse().expect("id")).expect("there");
        assert_eq!((r.status, r.near[0].asks), (Status::Unknown, Asks::Period));
    }

    #[test]
    fn mistakes_are_named_with_their_file() {
        let twice = Annotations::parse([("a.toml", ONE), ("b.toml", ONE)]);
        assert!(matches!(twice, Err(AnnotationError::Duplicate { ref file, .. }) if file == "b.toml"));
        let odd = Annotations::parse([("c.toml", "[[record]]\nid = \"設1\"\ntopic = \"\"\nstatus = \"ok\"")]);
        assert!(matches!(odd, Err(AnnotationError::Unreadable { ref file, .. }) if file == "c.toml"));
    }
}
