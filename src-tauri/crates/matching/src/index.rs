//! Every field of every entry, indexed in memory under both cuts, with one weight per term for all
//! fields: how rare it is among responses' sentences, topic lines and questions alike.

use crate::analysis::Analysis;
use crate::bm25::{Bag, Field};
use crate::corpus::Corpus;
use crate::likelihood::Whole;
use crate::nearest::Nearest;
use crate::terms::{Cut, Lexicon, is_hiragana, terms};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Weight of a pair or word in hiragana alone (です, して) and of a pair half in hiragana (鍵を).
const HIRAGANA: f32 = 0.35;
const HALF_HIRAGANA: f32 = 0.6;

/// One cut's index.
#[derive(Debug)]
pub(crate) struct Layer {
    pub(crate) cut: Cut,
    lexicon: Arc<Lexicon>,
    /// Weight of each term.
    weights: Vec<f32>,
    /// Weight of a term that stands nowhere.
    rarest: f32,
    pub(crate) response: Field,
    pub(crate) sentence: Field,
    pub(crate) label: Field,
    pub(crate) pooled: Field,
    pub(crate) whole: Whole,
    /// Without the near questions: only what is known to be answered.
    pub(crate) told: Whole,
    /// Of each entry, the response alone.
    pub(crate) said: Whole,
    pub(crate) question: Nearest,
    pub(crate) near: Nearest,
}

/// All entries, both cuts.
#[derive(Debug)]
pub(crate) struct Index {
    pub(crate) corpus: Corpus,
    pub(crate) pairs: Layer,
    pub(crate) words: Layer,
    /// Entry of each sentence, question and near question, in the order of the fields.
    pub(crate) sentences: Vec<(usize, usize)>,
    pub(crate) questions: Vec<(usize, usize)>,
    pub(crate) near: Vec<(usize, usize)>,
}

impl Index {
    /// Indexes a corpus whose texts have been cut.
    pub(crate) fn new(corpus: Corpus, analyses: [&Analysis; 2]) -> Self {
        let each = |count: &dyn Fn(usize) -> usize| -> Vec<(usize, usize)> {
            (0..corpus.entries.len()).flat_map(|e| (0..count(e)).map(move |k| (e, k))).collect()
        };
        let sentences = each(&|e| corpus.entries[e].sentences.len());
        let questions = each(&|e| corpus.entries[e].questions.len());
        let near = each(&|e| corpus.entries[e].near.len());
        let [pairs, words] = analyses.map(Layer::new);
        Self { pairs, words, sentences, questions, near, corpus }
    }
}

impl Layer {
    fn new(analysis: &Analysis) -> Self {
        let cut = analysis.cut;
        let lexicon = Arc::clone(&analysis.lexicon);
        let mut response = Vec::new();
        let mut sentence: Vec<&[u32]> = Vec::new();
        let mut label: Vec<&[u32]> = Vec::new();
        let mut question: Vec<&[u32]> = Vec::new();
        let mut near: Vec<&[u32]> = Vec::new();
        let mut pooled = Vec::new();
        let mut whole: Vec<Vec<u32>> = Vec::new();
        let mut told: Vec<Vec<u32>> = Vec::new();
        for e in &analysis.entries {
            let (own_response, own_questions) = (e.sentences.concat(), e.questions.concat());
            let own_near = e.near.concat();
            let all: [&[u32]; 4] = [&own_response, &e.label, &own_questions, &own_near];
            whole.push(all.concat());
            told.push(all[..3].concat());
            sentence.extend(e.sentences.iter().map(Vec::as_slice));
            question.extend(e.questions.iter().map(Vec::as_slice));
            near.extend(e.near.iter().map(Vec::as_slice));
            label.push(&e.label);
            response.push(own_response);
            pooled.push(own_questions);
        }
        let documents: Vec<&[u32]> =
            sentence.iter().chain(&label).chain(&question).chain(&near).copied().collect();
        let (weights, rarest) = rarity(&lexicon, &documents);
        let n = lexicon.len();
        Self {
            cut,
            response: Field::new(&response, n, 0.6),
            sentence: Field::new(&sentence, n, 0.4),
            label: Field::new(&label, n, 0.5),
            pooled: Field::new(&pooled, n, 0.5),
            whole: Whole::new(&whole, n),
            told: Whole::new(&told, n),
            said: Whole::new(&response, n),
            question: Nearest::new(&question, &weights),
            near: Nearest::new(&near, &weights),
            lexicon,
            weights,
            rarest,
        }
    }

    /// Does any text hold this term?
    pub(crate) fn knows(&self, term: &str) -> bool {
        self.lexicon.get(term).is_some()
    }

    /// Known terms that begin so, in order, at most `most`.
    pub(crate) fn endings(&self, begin: &str, most: usize) -> Vec<String> {
        self.lexicon.endings(begin, most)
    }

    /// What to look up for a text.
    pub(crate) fn bag(&self, text: &str) -> Bag {
        let mut known: BTreeMap<u32, f32> = BTreeMap::new();
        let mut strange: BTreeMap<String, f32> = BTreeMap::new();
        for t in terms(text, self.cut) {
            match self.lexicon.get(&t.text) {
                Some(id) => {
                    known.insert(id, self.weights[id as usize]);
                }
                None => {
                    let w = self.rarest * form(&t.text);
                    strange.insert(t.text, w);
                }
            }
        }
        let unknown: f32 = strange.values().sum();
        let total = known.values().sum::<f32>() + unknown;
        Bag { terms: known.into_iter().collect(), total, unknown }
    }

    /// Cosines with every anticipated question.
    pub(crate) fn to_questions(&self, bag: &Bag) -> Vec<f32> {
        self.question.cosines(bag, self.rarest)
    }

    /// Cosines with every near question.
    pub(crate) fn to_near(&self, bag: &Bag) -> Vec<f32> {
        self.near.cosines(bag, self.rarest)
    }
}

/// How much a term's form tells: pairs that run into hiragana are mostly grammar.
fn form(term: &str) -> f32 {
    if is_hiragana(term) {
        HIRAGANA
    } else if term.chars().any(|c| matches!(c, '\u{3040}'..='\u{309F}')) {
        HALF_HIRAGANA
    } else {
        1.0
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of short texts")]
fn rarity(lexicon: &Lexicon, documents: &[&[u32]]) -> (Vec<f32>, f32) {
    let mut held = vec![0u32; lexicon.len()];
    let mut sorted: Vec<u32> = Vec::new();
    for d in documents {
        sorted.clear();
        sorted.extend_from_slice(d);
        sorted.sort_unstable();
        sorted.dedup();
        for &t in &sorted {
            held[t as usize] += 1;
        }
    }
    let n = documents.len() as f32;
    let idf = |df: f32| (1.0 + (n - df + 0.5) / (df + 0.5)).ln();
    let weights = held.iter().enumerate().map(|(t, &df)| idf(df as f32) * form(lexicon.name(t))).collect();
    (weights, idf(0.5))
}
