//! The texts that questions are held against: one entry a control or section, with its response cut
//! into sentences, its topic line and synonyms, and the questions it is known to answer or not to answer.

use kotae_standard::{Annotations, Asks, Item, ItemId, Place, Side, Standard};
use kotae_text::sentences;
use std::ops::Range;

/// A question that sounds alike but is not answered.
#[derive(Debug, Clone)]
pub(crate) struct NearQuestion {
    pub(crate) text: String,
    pub(crate) asks: Asks,
}

/// All that is known of one control or section.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) id: ItemId,
    /// The response, verbatim.
    pub(crate) text: String,
    /// Char ranges of its sentences.
    pub(crate) sentences: Vec<Range<usize>>,
    /// The heading of a section; empty for a control.
    pub(crate) title: String,
    pub(crate) topic: String,
    pub(crate) synonyms: Vec<String>,
    pub(crate) questions: Vec<String>,
    pub(crate) near: Vec<NearQuestion>,
    /// Ids whose response says the same.
    pub(crate) same_as: Vec<ItemId>,
    /// Who does it, and what place it speaks of.
    pub(crate) side: Vec<Side>,
    pub(crate) place: Vec<Place>,
    /// Is there nothing to answer from?
    pub(crate) blank: bool,
}

impl Entry {
    /// What names the subject: heading, topic line, synonyms.
    pub(crate) fn label(&self) -> String {
        let mut out = format!("{}\n{}", self.title, self.topic);
        for s in &self.synonyms {
            out.push('\n');
            out.push_str(s);
        }
        out
    }
}

/// Entries in the document's order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Corpus {
    pub(crate) entries: Vec<Entry>,
}

impl Corpus {
    /// Joins the standard with what is annotated of it; a control without a record stands alone.
    pub(crate) fn new(standard: &Standard, annotations: &Annotations) -> Self {
        let entries = standard
            .items()
            .map(|item| {
                let record = annotations.get(item.id());
                let title = match item {
                    Item::Control(_) => String::new(),
                    Item::Section(s) => s.title.clone(),
                };
                Entry {
                    id: item.id(),
                    text: item.text().to_owned(),
                    sentences: sentences(item.text()),
                    title,
                    topic: record.map_or_else(String::new, |r| r.topic.clone()),
                    synonyms: record.map_or_else(Vec::new, |r| r.synonyms.clone()),
                    questions: record.map_or_else(Vec::new, |r| r.questions().map(str::to_owned).collect()),
                    near: record.map_or_else(Vec::new, |r| {
                        r.near.iter().map(|n| NearQuestion { text: n.q.clone(), asks: n.asks }).collect()
                    }),
                    same_as: record.map_or_else(Vec::new, |r| r.same_as.clone()),
                    side: record.map_or_else(Vec::new, |r| r.side.clone()),
                    place: record.map_or_else(Vec::new, |r| r.place.clone()),
                    blank: item.blank(),
                }
            })
            .collect();
        Self { entries }
    }
}
