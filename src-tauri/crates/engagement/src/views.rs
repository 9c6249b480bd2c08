//! What the command line prints and the window shows: the shapes of the published contract.

use kotae_answering::{Answer, Decision};
use kotae_matching::{Asked, Evidence, Matched, Why};
use kotae_standard::{Annotations, CitedTarget, Finding, Item, ItemId, Standard, Status};
use serde::{Deserialize, Serialize};

/// Which document answers are drawn from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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
    pub controls: usize,
    /// How many of them have an empty response.
    pub blank: usize,
}

impl Edition {
    /// On one line: `第10版 2.00 公開版（2023-07-27）`.
    #[must_use]
    pub fn line(&self) -> String {
        format!("{} {} {}（{}）", self.fisc, self.edition, self.kind, self.date)
    }
}

/// Reply to a search.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SearchReply {
    /// The query as given.
    pub query: String,
    /// Best first.
    pub hits: Vec<SearchHit>,
    /// Microseconds it took.
    pub took_us: u64,
}

/// One hit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SearchHit {
    /// `実39`, `s2.5`.
    pub id: String,
    /// 0 to 1.
    pub score: f64,
    /// What the whole response claims.
    pub status: Status,
    /// Our topic line, or the section's heading.
    pub title: String,
    /// The response, verbatim.
    pub text: String,
    /// Matched stretches in chars of `text`.
    pub highlights: Vec<(usize, usize)>,
    /// Is the response empty in the document?
    pub blank: bool,
}

/// A control or section to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemView {
    /// `実39`, `s2.5`.
    pub id: String,
    /// Our topic line, or the section's heading.
    pub title: String,
    /// Verbatim.
    pub text: String,
    /// Is it empty in the document?
    pub blank: bool,
    /// What the whole response claims.
    pub status: Status,
    /// Of the text.
    pub sha256: String,
    /// Sentences that carry an exception or a negation, verbatim.
    pub exceptions: Vec<String>,
    /// Ids that say the same.
    pub same_as: Vec<String>,
    /// For people: what to watch for.
    pub note: String,
}

/// One control in a listing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ControlView {
    /// `統1`.
    pub id: String,
    /// Verbatim, paragraphs joined by `\n`.
    pub text: String,
    /// Empty in the document?
    pub blank: bool,
    /// What the whole response claims.
    pub status: Status,
    /// Of the text.
    pub sha256: String,
    /// Our topic line.
    pub topic: String,
}

/// One section in a listing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SectionView {
    /// `s2.5`.
    pub id: String,
    /// The heading.
    pub title: String,
    /// Verbatim.
    pub text: String,
    /// Of the text.
    pub sha256: String,
}

/// The whole document, listed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StandardView {
    /// Version of the document.
    pub edition: String,
    /// Edition of the FISC standard.
    pub fisc: String,
    /// ISO date.
    pub date: String,
    /// Every control, in the document's order.
    pub controls: Vec<ControlView>,
    /// Every section, in the document's order.
    pub sections: Vec<SectionView>,
    /// Declared out of scope.
    pub out_of_scope: Vec<kotae_standard::OutOfScope>,
    /// Revision history.
    pub revisions: Vec<kotae_standard::Revision>,
}

/// Result of checking the annotations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LintReport {
    /// Everything found.
    pub findings: Vec<Finding>,
    /// Number of annotated ids.
    pub annotated: usize,
    /// Findings that are faults of the annotations (suspected typos of the document are not).
    pub faults: usize,
}

/// One line of `kotae match --json`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct MatchRequest {
    /// Given back unchanged.
    #[serde(default)]
    pub id: serde_json::Value,
    /// The question.
    pub question: String,
    /// Heading or category; may be empty.
    #[serde(default)]
    pub context: String,
    /// The customer's choices.
    #[serde(default)]
    pub choices: Vec<String>,
}

/// One match in a reply.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MatchView {
    /// `実39`.
    pub control: String,
    /// 0 to 1.
    pub score: f64,
    /// Kinds of reasons, strongest first.
    pub why: Vec<Why>,
    /// The reasons themselves, when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
}

/// A citation in a reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CitationView {
    /// `実39`.
    pub id: String,
    /// `2.00`.
    pub edition: String,
    /// First char of the span.
    pub start: usize,
    /// One past its last char.
    pub end: usize,
    /// Of the whole response.
    pub sha256: String,
}

/// Reply to one question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MatchReply {
    /// As in the request.
    pub id: serde_json::Value,
    /// What may happen without a person.
    pub decision: Decision,
    /// Calibrated probability that the first match answers the question.
    pub confidence: f64,
    /// Calibrated probability that the document does not state what is asked.
    pub unstated: f64,
    /// Status of the answer to this question.
    pub status: Status,
    /// At most ten, best first.
    pub matches: Vec<MatchView>,
    /// Text for the comment cell.
    pub answer: String,
    /// One of the choices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choice: Option<String>,
    /// One per span of `answer`.
    pub citations: Vec<CitationView>,
    /// For the reviewer.
    pub notices: Vec<String>,
    /// Their kinds, in the same order.
    pub notice_codes: Vec<kotae_answering::NoticeCode>,
    /// What the question asks for, when asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<Asked>,
}

impl MatchReply {
    pub(crate) fn new(id: serde_json::Value, matched: Matched, answer: Answer, explain: bool) -> Self {
        let view = |m: kotae_matching::Match| MatchView {
            control: m.id.to_string(),
            score: m.score,
            why: m.why,
            evidence: explain.then_some(m.evidence),
        };
        Self {
            id,
            decision: answer.decision,
            confidence: answer.confidence,
            unstated: matched.unstated,
            status: answer.status,
            matches: matched.matches.into_iter().map(view).collect(),
            answer: answer.text,
            choice: answer.choice,
            citations: answer
                .citations
                .into_iter()
                .map(|c| CitationView {
                    id: c.id.to_string(),
                    edition: c.edition,
                    start: c.start,
                    end: c.end,
                    sha256: c.sha256,
                })
                .collect(),
            notice_codes: answer.notices.iter().map(|n| n.code).collect(),
            notices: answer.notices.into_iter().map(|n| n.message).collect(),
            asked: if explain { matched.asked } else { Vec::new() },
        }
    }
}

/// Our topic line of an item, or a section's heading.
pub(crate) fn title(item: Item<'_>, annotations: &Annotations) -> String {
    match item {
        Item::Section(s) => s.title.clone(),
        Item::Control(c) => {
            annotations.get(ItemId::Control(c.id)).map(|a| a.topic.clone()).unwrap_or_default()
        }
    }
}

pub(crate) fn item_view(item: Item<'_>, annotations: &Annotations) -> ItemView {
    let record = annotations.get(item.id());
    ItemView {
        id: item.id().to_string(),
        title: title(item, annotations),
        text: item.text().to_owned(),
        blank: item.blank(),
        status: annotations.status(item.id()),
        sha256: item.sha256().to_owned(),
        exceptions: record.map(|r| r.exceptions.clone()).unwrap_or_default(),
        same_as: record.map(|r| r.same_as.iter().map(ToString::to_string).collect()).unwrap_or_default(),
        note: record.map(|r| r.note.clone()).unwrap_or_default(),
    }
}

pub(crate) fn standard_view(standard: &Standard, annotations: &Annotations) -> StandardView {
    StandardView {
        edition: standard.edition.clone(),
        fisc: standard.fisc.clone(),
        date: standard.date.clone(),
        controls: standard
            .controls
            .iter()
            .map(|c| ControlView {
                id: c.id.to_string(),
                text: c.text.clone(),
                blank: c.blank,
                status: annotations.status(ItemId::Control(c.id)),
                sha256: c.sha256.clone(),
                topic: title(Item::Control(c), annotations),
            })
            .collect(),
        sections: standard
            .sections
            .iter()
            .map(|s| SectionView {
                id: s.id.to_string(),
                title: s.title.clone(),
                text: s.text.clone(),
                sha256: s.sha256.clone(),
            })
            .collect(),
        out_of_scope: standard.out_of_scope.clone(),
        revisions: standard.revisions.clone(),
    }
}

/// What a cited number that cannot be shown is about, in words for people.
pub(crate) fn cited_without_control(target: &CitedTarget, standard: &Standard) -> Option<(String, String)> {
    match target {
        CitedTarget::Control(_) => None,
        CitedTarget::OutOfScope(id) => {
            let said = standard.out_of_scope(*id).map(|o| o.text.clone()).unwrap_or_default();
            Some((
                format!("{id} は標準で対象外とされています：「{said}」"),
                format!("{id} is declared out of scope: 「{said}」"),
            ))
        }
        CitedTarget::NoSuchControl(id) => Some((
            format!("{id} はこの版の標準にありません"),
            format!("{id} does not exist in this edition of the standard"),
        )),
        CitedTarget::OtherEdition(text) => Some((
            format!("{text} は別の版の番号です。この版の番号（統・設・実・監）に読み替えることはしません"),
            format!("{text} is a number of another edition; it is not mapped to this one"),
        )),
    }
}
