//! What crosses to the page: plain data in the page's own words. Sizes and offsets are `u32`, which
//! the page's numbers hold exactly. `ui/src/lib/api/bindings.ts` is made from these types.

use kotae_engagement::desk::{LayoutEdit, ReviewEvent};
use serde::{Deserialize, Serialize};

/// Language in which the page wants to be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Japanese.
    #[default]
    Ja,
    /// English.
    En,
}

impl From<Lang> for kotae_engagement::Lang {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Ja => Self::Ja,
            Lang::En => Self::En,
        }
    }
}

/// Which part of the document an item belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Series {
    /// 統制基準.
    Governance,
    /// 設備基準.
    Facility,
    /// 実務基準.
    Operation,
    /// 監査基準.
    Audit,
    /// The narrative sections.
    Narrative,
}

impl Series {
    /// All, in the document's order with the sections last.
    pub const ALL: [Self; 5] =
        [Self::Governance, Self::Facility, Self::Operation, Self::Audit, Self::Narrative];

    /// The part that an id written by the engine belongs to; the engine writes `統1` … `監1` and `s2.5`.
    #[must_use]
    pub fn of_id(id: &str) -> Self {
        match id.chars().next() {
            Some('統') => Self::Governance,
            Some('設') => Self::Facility,
            Some('実') => Self::Operation,
            Some('監') => Self::Audit,
            _ => Self::Narrative,
        }
    }
}

/// What a response as a whole claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// 対応.
    Full,
    /// 一部対応・条件付き.
    Partial,
    /// 未対応.
    No,
    /// 対象外.
    Na,
    /// クラウド事業者等に依存.
    Delegated,
    /// 要確認; blank responses too.
    Unknown,
}

impl Status {
    /// All, best claim first.
    pub const ALL: [Self; 6] =
        [Self::Full, Self::Partial, Self::No, Self::Na, Self::Delegated, Self::Unknown];
}

impl From<kotae_engagement::Status> for Status {
    fn from(status: kotae_engagement::Status) -> Self {
        use kotae_engagement::Status as S;
        match status {
            S::Full => Self::Full,
            S::Partial => Self::Partial,
            S::No => Self::No,
            S::Na => Self::Na,
            S::Delegated => Self::Delegated,
            S::Unknown => Self::Unknown,
        }
    }
}

/// Which document answers are drawn from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Edition {
    /// Version of the document: `2.00`.
    pub edition: String,
    /// Edition of the FISC standard: `第10版`.
    pub fisc: String,
    /// ISO date.
    pub date: String,
    /// 公開版.
    pub kind: String,
    /// Number of controls.
    pub controls: u32,
    /// How many of them have an empty response.
    pub blank: u32,
}

/// What is typed, and what the hits are narrowed to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SearchRequest {
    /// As typed.
    pub query: String,
    /// Only these parts of the document; empty for all.
    pub series: Vec<Series>,
    /// Only these statuses; empty for all.
    pub status: Vec<Status>,
    /// At most so many hits are given back; all are counted.
    pub limit: u32,
    /// Language of `note`.
    pub lang: Lang,
}

/// How many hits there are of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Facet<T> {
    /// The kind.
    pub key: T,
    /// Hits of this kind, narrowed by the *other* filters: what choosing it would show.
    pub count: u32,
}

/// Hits of a search.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SearchReply {
    /// The query as given.
    pub query: String,
    /// Best first, narrowed, at most `limit`.
    pub hits: Vec<Hit>,
    /// How many there are after narrowing.
    pub total: u32,
    /// How many there are before.
    pub found: u32,
    /// One for every part of the document, in [`Series::ALL`]'s order.
    pub series: Vec<Facet<Series>>,
    /// One for every status, in [`Status::ALL`]'s order.
    pub status: Vec<Facet<Status>>,
    /// When a number was typed that the standard does not have: why, in words.
    pub note: Option<String>,
    /// Microseconds that the engine took.
    pub took_us: u32,
}

/// One hit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Hit {
    /// `実39`, `s2.5`.
    pub id: String,
    /// Which part of the document.
    pub series: Series,
    /// What the whole response claims.
    pub status: Status,
    /// Topic line, or the section's heading.
    pub title: String,
    /// The response, verbatim.
    pub text: String,
    /// Matched stretches `[start, end)` in Unicode scalar values of `text`, in order, not overlapping.
    pub highlights: Vec<(u32, u32)>,
    /// Is the response empty in the document?
    pub blank: bool,
}

/// Which control or section to show.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ItemRequest {
    /// Its id, in any form customers write.
    pub id: String,
    /// Language of the reason when there is none.
    pub lang: Lang,
}

/// A control or section with everything known about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Item {
    /// `実39`, `s2.5`.
    pub id: String,
    /// Which part of the document.
    pub series: Series,
    /// What the whole response claims.
    pub status: Status,
    /// Topic line, or the section's heading.
    pub title: String,
    /// Verbatim.
    pub text: String,
    /// Is it empty in the document?
    pub blank: bool,
    /// SHA-256 of the text, in hex.
    pub sha256: String,
    /// Sentences that carry an exception or a negation, verbatim.
    pub exceptions: Vec<String>,
    /// Ids of items that say the same.
    pub same_as: Vec<String>,
    /// What to watch for; may be empty.
    pub note: String,
}

/// A request that only says in which language to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Spoken {
    /// Language of the words in the reply.
    pub lang: Lang,
}

/// A path, or that none was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Chosen {
    /// As the system writes it; `null` when the dialog was closed.
    pub path: Option<String>,
}

/// A file that was dropped on the window or named when the app was started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct NextFile {
    /// As the system writes it; `null` where none has come yet.
    pub path: Option<String>,
    /// Is one held over the window?
    pub over: bool,
    /// The person closes the window: save what was typed and say so with `leave`.
    pub closing: bool,
}

/// What the page says when the window is to be closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LeaveRequest {
    /// Everything that was typed is on the disk.
    pub saved: bool,
}

/// Which file to open.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OpenRequest {
    /// As the system writes it.
    pub path: String,
    /// Where the file needs one; never kept.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub password: Option<String>,
    /// Language of words in the reply.
    pub lang: Lang,
}

/// Which kept work.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct KeptRequest {
    /// As given by `recent`.
    pub id: String,
    /// Language of words in the reply.
    pub lang: Lang,
}

/// Which kept work to go on with.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ResumeRequest {
    /// As given by `recent`.
    pub id: String,
    /// Where the file needs one; never kept.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub password: Option<String>,
    /// Language of words in the reply.
    pub lang: Lang,
}

/// Which question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct QuestionRequest {
    /// Its place, from 0.
    pub n: usize,
    /// Language of words in the reply.
    pub lang: Lang,
}

/// What a person does to a question.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ActRequest {
    /// Of which questionnaire: another may have been opened meanwhile.
    pub session: String,
    /// Which question, by its place among all …
    pub n: usize,
    /// … and where it stands, so that another layout never puts an answer to another question: index
    /// of its sheet …
    pub sheet: usize,
    /// … and its cell, `D12`.
    pub cell: String,
    /// What.
    pub event: ReviewEvent,
    /// Language of words in the reply.
    pub lang: Lang,
}

/// Where the person is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PlaceRequest {
    /// The question shown.
    pub n: usize,
    /// The page's own words for what it shows; kept as they are.
    pub view: String,
    /// Language of words in the reply.
    pub lang: Lang,
}

/// Which rows of which sheet to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SheetRequest {
    /// Index of the sheet.
    pub sheet: usize,
    /// First row, counted from 1.
    pub from: u32,
    /// How many rows, at most 2,000.
    pub count: u32,
    /// With the answers in it?
    pub filled: bool,
    /// Language of words in the reply.
    pub lang: Lang,
}

/// A correction of the layout.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CorrectRequest {
    /// What is corrected.
    pub edit: LayoutEdit,
    /// Language of words in the reply.
    pub lang: Lang,
}

/// Where to export to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ExportRequest {
    /// `null`: beside the original.
    pub folder: Option<String>,
    /// Write rows too that nobody has settled; asked for anew at each export.
    pub unreviewed: bool,
    /// Write although names of other customers stand in it; asked for anew at each export.
    pub names: bool,
    /// Make rows higher that are too low to show their answer.
    pub raise: bool,
    /// Language of words in the reply.
    pub lang: Lang,
}

/// Which file to show in its folder.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RevealRequest {
    /// As given by `export`.
    pub path: String,
    /// Language of words in the reply.
    pub lang: Lang,
}
