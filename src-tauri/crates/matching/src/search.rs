//! Search while typing: a tantivy index in memory over responses, their sentences, topic lines with
//! synonyms, and anticipated questions, each under two analysers.

use crate::analysis::Analysis;
use crate::corpus::Corpus;
use crate::error::Error;
use crate::highlight::{highlights, to_katakana};
use crate::index::Index;
use crate::terms::{Lexicon, is_hiragana, is_latin, terms};
use crate::types::Hit;
use kotae_standard::{CitedTarget, ItemId, Standard, find_citations};
use kotae_text::{char_slice, fold_str};
use std::collections::BTreeMap;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, DisjunctionMaxQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::{IndexReader, ReloadPolicy, TantivyDocument};

/// Memory tantivy may use while it builds: its smallest.
const BUDGET: usize = 15_000_000;
/// Most words that a half-typed one may stand for.
const MOST_ENDINGS: usize = 24;
/// The score at which a hit counts as half certain; tantivy's scores have no upper end.
const HALF: f32 = 12.0;

/// Texts of an entry, or one sentence of it, and how much a term found there counts.
const RESPONSE: usize = 0;
const LABEL: usize = 1;
const QUESTIONS: usize = 2;
const SENTENCE: usize = 3;
const BOOSTS: [f32; 4] = [1.0, 1.4, 0.6, 0.8];

/// The index and what its documents stand for.
pub(crate) struct Search {
    reader: IndexReader,
    /// For each kind of text, its field under [`Cut::Pairs`] and [`Cut::Words`].
    fields: [[Field; 2]; 4],
    /// The entry of each document.
    owners: Vec<usize>,
}

impl Search {
    /// Indexes all entries that hold a text.
    pub(crate) fn new(corpus: &Corpus, analyses: [&Analysis; 2]) -> Result<Self, Error> {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("whitespace")
            .set_index_option(IndexRecordOption::WithFreqs)
            .set_fieldnorms(true);
        let options = TextOptions::default().set_indexing_options(indexing);
        let fields = ["response", "label", "questions", "sentence"].map(|name| {
            ["pairs", "words"].map(|cut| schema.add_text_field(&format!("{name}-{cut}"), options.clone()))
        });
        let mut writer = tantivy::Index::builder()
            .schema(schema.build())
            .single_segment_index_writer(tantivy::directory::RamDirectory::create(), BUDGET)?;
        let mut owners = Vec::new();
        for (n, _) in corpus.entries.iter().enumerate().filter(|(_, e)| !e.blank) {
            let entry = analyses.map(|a| (&a.entries[n], &*a.lexicon));
            let mut document = TantivyDocument::new();
            for (c, (e, lexicon)) in entry.into_iter().enumerate() {
                document.add_text(fields[RESPONSE][c], joined(lexicon, e.sentences.iter().flatten()));
                document.add_text(fields[LABEL][c], joined(lexicon, &e.label));
                document.add_text(fields[QUESTIONS][c], joined(lexicon, e.questions.iter().flatten()));
            }
            writer.add_document(document)?;
            owners.push(n);
            for k in 0..entry[0].0.sentences.len() {
                let mut document = TantivyDocument::new();
                for (c, (e, lexicon)) in entry.into_iter().enumerate() {
                    document.add_text(fields[SENTENCE][c], joined(lexicon, &e.sentences[k]));
                }
                writer.add_document(document)?;
                owners.push(n);
            }
        }
        let reader = writer.finalize()?.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { reader, fields, owners })
    }

    /// The best `limit` hits.
    pub(crate) fn search(&self, standard: &Standard, index: &Index, query: &str, limit: usize) -> Vec<Hit> {
        let corpus = &index.corpus;
        let mut scores: BTreeMap<usize, f64> = BTreeMap::new();
        for (n, score) in self.by_text(index, query) {
            scores.insert(n, f64::from(score / (score + HALF)));
        }
        for (n, score) in by_id(standard, corpus, query) {
            scores.insert(n, score);
        }
        let mut ranked: Vec<(usize, f64)> = scores.into_iter().collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked.truncate(limit);
        ranked
            .into_iter()
            .map(|(n, score)| {
                let e = &corpus.entries[n];
                Hit { id: e.id, score, highlights: highlights(&e.text, query) }
            })
            .collect()
    }

    fn by_text(&self, index: &Index, query: &str) -> Vec<(usize, f32)> {
        let clauses = self.clauses(index, query);
        if clauses.is_empty() {
            return Vec::new();
        }
        let searcher = self.reader.searcher();
        let everything = TopDocs::with_limit(self.owners.len().max(1)).order_by_score();
        // The index lives in memory and was built by us: a search can fail only on a broken file.
        let found = searcher.search(&BooleanQuery::new(clauses), &everything).unwrap_or_default();
        let mut whole: BTreeMap<usize, (f32, f32)> = BTreeMap::new();
        for (score, at) in found {
            let Some(&n) = self.owners.get(at.doc_id as usize) else { continue };
            let first = at.doc_id == 0 || self.owners[at.doc_id as usize - 1] != n;
            let entry = whole.entry(n).or_default();
            if first {
                entry.0 = score;
            } else {
                entry.1 = entry.1.max(score);
            }
        }
        whole.into_iter().map(|(n, (item, sentence))| (n, item + sentence)).collect()
    }

    fn clauses(&self, index: &Index, query: &str) -> Vec<(Occur, Box<dyn Query>)> {
        let typed = half_typed(query);
        let mut out: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for (c, layer) in [&index.pairs, &index.words].into_iter().enumerate() {
            let tokens = terms(&typed, layer.cut);
            for (i, t) in tokens.iter().enumerate() {
                let grammar = is_hiragana(&t.text) && t.text.chars().count() < 4;
                let weight = if grammar && tokens.len() > 1 { 0.2 } else { 1.0 };
                let mut spellings = vec![t.text.clone()];
                if is_hiragana(&t.text) {
                    spellings.push(t.text.chars().map(to_katakana).collect());
                }
                if i + 1 == tokens.len() && (!grammar || tokens.len() == 1) {
                    let begin = char_slice(&typed, t.start, t.end);
                    for s in spellings.clone().into_iter().chain([fold_str(begin)]) {
                        spellings.extend(layer.endings(&s, MOST_ENDINGS));
                    }
                    if is_latin(&t.text) {
                        // A word typed past its stem: encryptio.
                        let known = (4..begin.len()).rev().filter_map(|n| t.text.get(..n));
                        spellings.extend(known.map(str::to_owned).find(|s| layer.knows(s)));
                    }
                }
                spellings.sort();
                spellings.dedup();
                let parts = spellings.iter().map(|s| self.term(c, s, weight)).collect();
                out.push((Occur::Should, Box::new(DisjunctionMaxQuery::with_tie_breaker(parts, 0.1))));
            }
        }
        out
    }

    /// One term in every kind of text.
    fn term(&self, c: usize, text: &str, weight: f32) -> Box<dyn Query> {
        let one = |kind: usize| -> (Occur, Box<dyn Query>) {
            let term = tantivy::Term::from_field_text(self.fields[kind][c], text);
            let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
            (Occur::Should, Box::new(BoostQuery::new(Box::new(query), BOOSTS[kind] * weight)))
        };
        Box::new(BooleanQuery::new((0..BOOSTS.len()).map(one).collect()))
    }
}

/// The query without the Latin letter that an input method leaves after kana (あんごうk).
fn half_typed(query: &str) -> String {
    let trimmed = query.trim();
    let kana = |c: char| matches!(c, '\u{3040}'..='\u{30FF}');
    let tail = trimmed.chars().rev().take_while(char::is_ascii_lowercase).count();
    let before = trimmed.chars().rev().nth(tail);
    if (1..=2).contains(&tail) && before.is_some_and(kana) {
        let keep = trimmed.chars().count() - tail;
        return trimmed.chars().take(keep).collect();
    }
    trimmed.to_owned()
}

/// Terms as tantivy takes them: it cuts at the blanks again. (Handing it the terms as they are costs
/// three times as much, for they travel as JSON.)
fn joined<'a>(lexicon: &Lexicon, terms: impl IntoIterator<Item = &'a u32>) -> String {
    let mut out = String::new();
    for &t in terms {
        out.push_str(lexicon.name(t as usize));
        out.push(' ');
    }
    out
}

/// Entries whose number is typed: the control itself first, then those whose number goes on from there.
fn by_id(standard: &Standard, corpus: &Corpus, query: &str) -> Vec<(usize, f64)> {
    let folded = kotae_text::fold_str(query.trim());
    let at = |id: ItemId| corpus.entries.iter().position(|e| e.id == id);
    let mut out: Vec<(usize, f64)> = find_citations(query, standard)
        .into_iter()
        .filter_map(|c| match c.target {
            CitedTarget::Control(id) => at(ItemId::Control(id)),
            CitedTarget::OutOfScope(_) | CitedTarget::NoSuchControl(_) | CitedTarget::OtherEdition(_) => None,
        })
        .map(|n| (n, 1.0))
        .collect();
    if let Some(n) = folded.parse::<ItemId>().ok().and_then(at) {
        out.push((n, 1.0));
    }
    let typing_a_number = folded.chars().count() < 8 && folded.contains(|c: char| c.is_ascii_digit());
    if typing_a_number {
        for (n, e) in corpus.entries.iter().enumerate() {
            if e.id.to_string().starts_with(&folded) && out.iter().all(|o| o.0 != n) {
                out.push((n, 0.9));
            }
        }
    }
    out
}
