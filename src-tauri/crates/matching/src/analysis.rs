//! All texts of a corpus cut into terms, once for the two indexes that are built from them.

use crate::corpus::{Corpus, Entry};
use crate::terms::{Cut, terms};
use kotae_text::{Token, char_slice};

/// One entry's texts under one cut.
#[derive(Debug, Default)]
pub(crate) struct EntryTerms {
    pub(crate) sentences: Vec<Vec<Token>>,
    pub(crate) label: Vec<Token>,
    pub(crate) questions: Vec<Vec<Token>>,
    pub(crate) near: Vec<Vec<Token>>,
}

/// All entries under one cut.
#[derive(Debug)]
pub(crate) struct Analysis {
    pub(crate) cut: Cut,
    pub(crate) entries: Vec<EntryTerms>,
}

impl Analysis {
    /// Cuts every text of the corpus.
    pub(crate) fn new(corpus: &Corpus, cut: Cut) -> Self {
        Self { cut, entries: corpus.entries.iter().map(|e| entry_terms(e, cut)).collect() }
    }

    /// Both cuts, side by side.
    pub(crate) fn both(corpus: &Corpus) -> [Self; 2] {
        std::thread::scope(|s| {
            let pairs = s.spawn(|| Self::new(corpus, Cut::Pairs));
            let words = Self::new(corpus, Cut::Words);
            // A thread that panicked would do so again: do its work here and let it be seen.
            [pairs.join().unwrap_or_else(|_| Self::new(corpus, Cut::Pairs)), words]
        })
    }
}

fn entry_terms(e: &Entry, cut: Cut) -> EntryTerms {
    EntryTerms {
        sentences: e.sentences.iter().map(|r| terms(char_slice(&e.text, r.start, r.end), cut)).collect(),
        label: terms(&e.label(), cut),
        questions: e.questions.iter().map(|q| terms(q, cut)).collect(),
        near: e.near.iter().map(|n| terms(&n.text, cut)).collect(),
    }
}
