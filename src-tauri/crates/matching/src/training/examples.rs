//! The questions that are learned from, and what the matcher sees of each.

use super::fit::List;
use super::{Labelled, Practice};
use crate::analysis::Analysis;
use crate::asks::AskTable;
use crate::clean::clean;
use crate::corpus::{Corpus, Entry};
use crate::error::Error;
use crate::facets::FacetTable;
use crate::features::{Row, Table};
use crate::index::Index;
use crate::matcher::{Engine, is_english};
use crate::meaning::{Meaning, Role, Space, Vectors, texts};
use crate::model::{Model, Weights};
use crate::sheets::{learn, sheets};
use crate::signals::Signals;
use crate::wording::Wording;
use kotae_standard::{Annotations, ItemId, Standard};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// Texts are left out of the index a fifth at a time.
const FOLDS: u64 = 5;
/// A practice question this like an anticipated one of its control shows nothing new.
const TOO_ALIKE: f64 = 0.7;

/// Where a question comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    Anticipated,
    Near,
    Answered,
    Unanswered,
    /// Of a whole check sheet, answered …
    Sheet,
    /// … and not answered.
    SheetUnanswered,
}

impl Source {
    pub(crate) fn unanswered(self) -> bool {
        matches!(self, Self::Near | Self::Unanswered | Self::SheetUnanswered)
    }
}

/// One question.
pub(crate) struct Example {
    /// Cleaned.
    pub(crate) text: String,
    pub(crate) source: Source,
    pub(crate) english: bool,
    /// Questions about one control are in one group.
    pub(crate) group: usize,
    /// Unlike the control's own anticipated questions.
    pub(crate) fresh: bool,
    /// The entries that answer it.
    entries: Vec<usize>,
    /// Its heading.
    context: String,
    /// The fold whose index it is matched against; none for all texts.
    fold: Option<u64>,
}

/// All questions and the texts they are held against.
pub(crate) struct Examples {
    corpus: Corpus,
    pub(crate) all: Vec<Example>,
}

/// What the matcher sees of a question.
pub(crate) struct Seen<'a> {
    pub(crate) example: &'a Example,
    corpus: &'a Corpus,
    engine: Arc<Engine>,
    table: Table,
    wording: f32,
}

/// A question judged under some weights.
pub(crate) struct Judged {
    pub(crate) signals: Signals,
    /// The entry ranked first.
    pub(crate) first: Option<usize>,
}

/// FNV-1a: which fold a text is in must not depend on the platform.
fn fold_of(text: &str) -> u64 {
    let mut h = 0xcbf2_9ce4_8422_2325u64;
    for b in text.bytes() {
        h = (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3);
    }
    h ^= h >> 29;
    h = h.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (h ^ (h >> 32)) % FOLDS
}

impl Examples {
    pub(crate) fn collect(
        standard: &Standard,
        annotations: &Annotations,
        practice: Practice<'_>,
        unseen: &[String],
    ) -> Result<Self, Error> {
        let plain = Corpus::new(standard, annotations);
        let sheet_questions = sheets(unseen)?;
        let mut corpus = plain.clone();
        learn(&mut corpus, &sheet_questions);
        let mut all = Vec::new();
        let mut push = |text: &str, source, entry: Option<usize>, fold: Option<u64>, fresh| {
            let text = clean(text, &[]);
            let english = is_english(&text);
            let group = entry.unwrap_or(all.len());
            let entries = entry.into_iter().collect();
            all.push(Example { text, source, english, group, fresh, entries, context: String::new(), fold });
        };
        for (n, e) in plain.entries.iter().enumerate().filter(|(_, e)| !e.blank) {
            for q in &e.questions {
                push(q, Source::Anticipated, Some(n), Some(fold_of(q)), true);
            }
            for q in &e.near {
                push(&q.text, Source::Near, Some(n), Some(fold_of(&q.text)), true);
            }
        }
        let answered: BTreeMap<ItemId, Vec<String>> = toml::from_str(practice.answered)
            .map_err(|cause| Error::Practice { file: "data/matching/answered.toml", cause })?;
        for (n, e) in plain.entries.iter().enumerate().filter(|(_, e)| !e.blank) {
            for q in answered.get(&e.id).into_iter().flatten() {
                let fresh = e.questions.iter().all(|own| kotae_text::dice(own, q) < TOO_ALIKE);
                push(q, Source::Answered, Some(n), None, fresh);
            }
        }
        let unanswered: BTreeMap<String, BTreeMap<String, Vec<String>>> = toml::from_str(practice.unanswered)
            .map_err(|cause| Error::Practice { file: "data/matching/unanswered.toml", cause })?;
        for q in unanswered.values().flat_map(BTreeMap::values).flatten() {
            push(q, Source::Unanswered, None, None, true);
        }
        for q in &sheet_questions {
            let text = clean(&q.question, &[]);
            let english = is_english(&text);
            let places =
                corpus.entries.iter().enumerate().filter(|(_, e)| q.right.contains(&e.id) && !e.blank);
            let entries: Vec<usize> = places.map(|(n, _)| n).collect();
            let source = if entries.is_empty() { Source::SheetUnanswered } else { Source::Sheet };
            let group = entries.first().copied().unwrap_or(all.len());
            let context = q.context.clone();
            let fold = Some(fold_of(&q.question));
            all.push(Example { text, source, english, group, fresh: true, entries, context, fold });
        }
        Ok(Self { corpus, all })
    }

    /// Looks at every question as the matcher would, without the texts of its own fold.
    pub(crate) fn observe(
        &self,
        meaning: Option<&Arc<dyn Meaning>>,
        wording: &Wording,
        scores: &[f32],
    ) -> Result<Vec<Seen<'_>>, Error> {
        let mut out: Vec<Option<Seen<'_>>> = self.all.iter().map(|_| None).collect();
        for fold in (0..FOLDS).map(Some).chain([None]) {
            let engine = Arc::new(engine(without(&self.corpus, fold), meaning, wording)?);
            for ((example, seen), score) in self.all.iter().zip(&mut out).zip(scores) {
                if example.fold == fold {
                    let table = engine.table(&example.text, &example.context);
                    let engine = engine.clone();
                    *seen = Some(Seen { example, corpus: &self.corpus, engine, table, wording: *score });
                }
            }
        }
        Ok(out.into_iter().flatten().collect())
    }

    /// Log-odds of the labelled questions: of the first entry being right, and of nothing being stated.
    #[expect(clippy::type_complexity, reason = "two lists of the same shape")]
    pub(crate) fn calibrate(
        &self,
        meaning: Option<&Arc<dyn Meaning>>,
        weights: &Weights,
        wording: &Wording,
        labelled: &[Labelled],
    ) -> Result<(Vec<(f64, bool)>, Vec<(f64, bool)>), Error> {
        let engine = engine(self.corpus.clone(), meaning, wording)?;
        let mut right = Vec::new();
        let mut unstated = Vec::new();
        for q in labelled {
            let text = clean(&q.question, &[]);
            let table = engine.table(&text, &q.context);
            let judged = engine.judge_table(table, &text, &q.context, weights, None);
            let (first, nothing) = weights.odds(&judged.signals);
            let hit = judged.ranked.first().is_some_and(|r| q.right.contains(&self.corpus.entries[r.0].id));
            right.push((first, hit));
            unstated.push((nothing, q.right.is_empty()));
        }
        Ok((right, unstated))
    }

    /// Every text whose vector the training asks for.
    pub(crate) fn texts(&self, labelled: &[Labelled]) -> Vec<(Role, String)> {
        let mut out = texts(&self.corpus);
        let heading = |e: &Example| e.context.rsplit(" > ").next().unwrap_or_default().trim().to_owned();
        let practice = self.all.iter().flat_map(|e| [e.text.clone(), heading(e)]).filter(|t| !t.is_empty());
        let labelled = labelled.iter().flat_map(|q| [clean(&q.question, &[]), q.heading().to_owned()]);
        out.extend(practice.chain(labelled).map(|t| (Role::Question, t)));
        out.sort();
        out.dedup();
        out
    }
}

fn without(corpus: &Corpus, fold: Option<u64>) -> Corpus {
    let mut out = corpus.clone();
    for e in &mut out.entries {
        e.questions.retain(|q| Some(fold_of(q)) != fold);
        e.near.retain(|q| Some(fold_of(&q.text)) != fold);
    }
    out
}

fn engine(corpus: Corpus, meaning: Option<&Arc<dyn Meaning>>, wording: &Wording) -> Result<Engine, Error> {
    let space = OnceLock::new();
    if let Some(model) = meaning {
        let wanted = texts(&corpus);
        let asked: Vec<(Role, &str)> = wanted.iter().map(|(r, t)| (*r, t.as_str())).collect();
        let vectors =
            Vectors::new(model.embed(&asked)).ok_or(Error::Vectors { wanted: wanted.len(), given: 0 })?;
        let made = Space::new(&corpus, model.clone(), &vectors)?;
        space.get_or_init(|| made);
    }
    let asks = Arc::new(AskTable::parse(include_str!("../../../../../data/matching/asks.toml"))?);
    let blank = Weights::new(&crate::model::Part::default())?;
    let model = Model { lexical: blank.clone(), meaning: blank, wording: wording.clone() };
    let [pairs, words] = Analysis::both(&corpus);
    let facets = FacetTable::new(&corpus)?;
    Ok(Engine { index: Index::new(corpus, [&pairs, &words]), model, asks, facets, space })
}

impl Seen<'_> {
    /// Is this entry what the question is about, or one that says the same?
    pub(crate) fn right(&self, entry: Option<usize>) -> bool {
        let Some(found) = entry else { return false };
        self.example.entries.iter().any(|&own| {
            let e: &Entry = &self.corpus.entries[own];
            own == found || e.same_as.contains(&self.corpus.entries[found].id)
        })
    }

    /// The best candidates by all features together, the right ones among them; none if there is no right one.
    pub(crate) fn list(&self, most: usize) -> Option<List> {
        let sum = |r: &Row| r.iter().sum::<f32>();
        let mut order: Vec<usize> =
            (0..self.table.rows.len()).filter(|n| !self.corpus.entries[*n].blank).collect();
        order.sort_by(|a, b| sum(&self.table.rows[*b]).total_cmp(&sum(&self.table.rows[*a])).then(a.cmp(b)));
        let chosen: Vec<usize> = order
            .iter()
            .enumerate()
            .filter(|(k, n)| *k < most || self.right(Some(**n)))
            .map(|x| *x.1)
            .collect();
        let right: Vec<bool> = chosen.iter().map(|&n| self.right(Some(n))).collect();
        right
            .contains(&true)
            .then(|| List { rows: chosen.iter().map(|&n| self.table.rows[n]).collect(), right })
    }

    /// Ranks and judges under given weights.
    pub(crate) fn judge(&self, weights: &Weights) -> Judged {
        let judged = self.engine.judge_table(
            self.table.clone(),
            &self.example.text,
            &self.example.context,
            weights,
            Some(self.wording),
        );
        Judged { signals: judged.signals, first: judged.ranked.first().map(|r| r.0) }
    }
}
