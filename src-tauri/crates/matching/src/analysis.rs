//! All texts of a corpus cut into terms, once for the two indexes that are built from them.

use crate::corpus::{Corpus, Entry};
use crate::terms::{Cut, Lexicon, terms};
use kotae_text::char_slice;
use std::sync::Arc;

/// One entry's texts under one cut, as numbers of the lexicon.
#[derive(Debug, Default)]
pub(crate) struct EntryTerms {
    pub(crate) sentences: Vec<Vec<u32>>,
    pub(crate) label: Vec<u32>,
    pub(crate) questions: Vec<Vec<u32>>,
    pub(crate) near: Vec<Vec<u32>>,
}

/// All entries under one cut.
#[derive(Debug)]
pub(crate) struct Analysis {
    pub(crate) cut: Cut,
    /// Every term of every text.
    pub(crate) lexicon: Arc<Lexicon>,
    pub(crate) entries: Vec<EntryTerms>,
}

impl Analysis {
    /// Cuts every text of the corpus.
    pub(crate) fn new(corpus: &Corpus, cut: Cut) -> Self {
        let mut lexicon = Lexicon::default();
        let entries = corpus.entries.iter().map(|e| entry_terms(e, cut, &mut lexicon)).collect();
        Self { cut, lexicon: Arc::new(lexicon), entries }
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

fn entry_terms(e: &Entry, cut: Cut, lexicon: &mut Lexicon) -> EntryTerms {
    let mut read = |text: &str| terms(text, cut).iter().map(|t| lexicon.learn(&t.text)).collect::<Vec<u32>>();
    EntryTerms {
        sentences: e.sentences.iter().map(|r| read(char_slice(&e.text, r.start, r.end))).collect(),
        label: read(&e.label()),
        questions: e.questions.iter().map(|q| read(q)).collect(),
        near: e.near.iter().map(|n| read(&n.text)).collect(),
    }
}
