//! The one type that callers use.

use crate::analysis::Analysis;
use crate::asks::AskTable;
use crate::clean::clean;
use crate::corpus::Corpus;
use crate::error::Error;
use crate::evidence::{evidence, reasons};
use crate::facets::FacetTable;
use crate::features::{FACETS_SHARED, Table, table};
use crate::index::Index;
use crate::meaning::{self, Meaning, Role, Space, Vectors};
use crate::model::{Model, Verdict, Weights};
use crate::search::Search;
use crate::sheets::{learn, sheets};
use crate::signals::{Seen, Signals, signals};
use crate::split::parts;
use crate::types::{Asked, Hit, Match, Matched, Part, Query, Why};
use kotae_standard::{Annotations, Cited, CitedTarget, ItemId, Standard, find_citations};
use std::sync::{Arc, OnceLock};

/// Most matches of a question, and of a part of one.
const MOST: usize = 10;
const MOST_OF_PART: usize = 3;
/// A heading lends its words to a question with fewer letters than this.
const FRAGMENT: usize = 6;

/// What the judge says where only a number is asked about: the control is the answer.
const BY_NUMBER: Verdict = Verdict { confidence: 0.99, unstated: 0.01 };
/// And where the number points at nothing that could be shown, or at an empty cell.
const NOTHING: Verdict = Verdict { confidence: 0.0, unstated: 1.0 };

/// Finds the responses that answer a question.
pub struct Matcher {
    standard: Arc<Standard>,
    annotations: Arc<Annotations>,
    pub(crate) engine: Engine,
    search: Search,
}

/// Everything that ranks and judges, without the search index: training makes many of these.
pub(crate) struct Engine {
    pub(crate) index: Index,
    pub(crate) model: Model,
    pub(crate) asks: Arc<AskTable>,
    pub(crate) facets: FacetTable,
    pub(crate) space: OnceLock<Space>,
}

/// One question, ranked and judged.
pub(crate) struct Judged {
    pub(crate) table: Table,
    /// Entries with a response, best first.
    pub(crate) ranked: Vec<(usize, f32)>,
    pub(crate) asked: Vec<Asked>,
    pub(crate) signals: Signals,
    pub(crate) english: bool,
}

impl std::fmt::Debug for Matcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Matcher")
            .field("entries", &self.engine.index.corpus.entries.len())
            .field("meaning", &self.engine.space.get().is_some())
            .finish_non_exhaustive()
    }
}

/// The texts whose vectors [`Matcher::with_meaning`] needs, in its order.
#[must_use]
pub fn texts(standard: &Standard, annotations: &Annotations) -> Vec<(Role, String)> {
    let mut corpus = Corpus::new(standard, annotations);
    // A file that does not parse is reported by [`Matcher::new`].
    learn(&mut corpus, &sheets(&[]).unwrap_or_default());
    meaning::texts(&corpus)
}

impl Matcher {
    /// Indexes the standard and its annotations in memory; questions are matched by their words.
    ///
    /// # Errors
    /// The search index cannot be built; the committed weights or tables do not parse.
    pub fn new(standard: Arc<Standard>, annotations: Arc<Annotations>) -> Result<Self, Error> {
        Self::without(standard, annotations, &[])
    }

    /// The same without some of the practice sheets (`practice-a`): how it does on questions of a hand
    /// that it has not seen. What was learned from them is in the weights, see [`Self::with_weights`].
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn without(
        standard: Arc<Standard>,
        annotations: Arc<Annotations>,
        unseen: &[String],
    ) -> Result<Self, Error> {
        let mut corpus = Corpus::new(&standard, &annotations);
        learn(&mut corpus, &sheets(unseen)?);
        let [pairs, words] = Analysis::both(&corpus);
        let analyses = [&pairs, &words];
        let (search, index) = std::thread::scope(|s| {
            let search = s.spawn(|| Search::new(&corpus, analyses));
            let index = Index::new(corpus.clone(), analyses);
            (search.join(), index)
        });
        // A thread that panicked would do so again: build in this one and let it be seen.
        let search = search.unwrap_or_else(|_| Search::new(&corpus, analyses))?;
        let asks = Arc::new(AskTable::parse(include_str!("../../../../data/matching/asks.toml"))?);
        let facets = FacetTable::new(&index.corpus)?;
        let engine = Engine { index, model: Model::committed()?, asks, facets, space: OnceLock::new() };
        Ok(Self { standard, annotations, engine, search })
    }

    /// The texts whose vectors [`Self::with_meaning`] needs, in its order.
    #[must_use]
    pub fn texts(&self) -> Vec<(Role, String)> {
        meaning::texts(&self.engine.index.corpus)
    }

    /// The same matcher, matching by meaning too.
    ///
    /// # Errors
    /// There is not one vector for each of [`Self::texts`].
    pub fn with_meaning(self, model: Arc<dyn Meaning>, vectors: &Vectors) -> Result<Self, Error> {
        self.add_meaning(model, vectors)?;
        Ok(self)
    }

    /// From now on questions are matched by meaning too; a model that is there already stays.
    ///
    /// # Errors
    /// As [`Self::with_meaning`].
    pub fn add_meaning(&self, model: Arc<dyn Meaning>, vectors: &Vectors) -> Result<(), Error> {
        let space = Space::new(&self.engine.index.corpus, model, vectors)?;
        self.engine.space.get_or_init(|| space);
        Ok(())
    }

    /// The same matcher under other weights than the committed ones: to see what training gave.
    ///
    /// # Errors
    /// They do not parse.
    pub fn with_weights(mut self, weights: &str, wording: &[u8]) -> Result<Self, Error> {
        self.engine.model = Model::read(weights, wording)?;
        Ok(self)
    }

    /// The standard that is matched against.
    #[must_use]
    pub fn standard(&self) -> &Standard {
        &self.standard
    }

    /// Its annotations.
    #[must_use]
    pub fn annotations(&self) -> &Annotations {
        &self.annotations
    }

    /// Items that a half-typed query finds, best first: controls whose number is typed, then by the words.
    ///
    /// A blank response is found by its number only. Highlights are char ranges of the item's text.
    #[must_use]
    pub fn search(&self, query: &str, limit: usize) -> Vec<Hit> {
        self.search.search(&self.standard, &self.engine.index, query, limit)
    }

    /// The responses that may answer a question, with reasons, and how sure that is.
    ///
    /// Controls cited by number come first, a blank one too; then those found by words and meaning.
    #[must_use]
    pub fn matches(&self, query: &Query<'_>) -> Matched {
        let in_text = find_citations(query.text, &self.standard);
        let ranges: Vec<_> = in_text.iter().map(|c| c.start..c.end).collect();
        let question = clean(query.text, &ranges);
        let cited = if in_text.is_empty() { find_citations(query.context, &self.standard) } else { in_text };
        let by_number = self.positions(&cited);
        let bare = bare_number(&question, !ranges.is_empty());
        if bare && by_number.is_empty() {
            // Only a number, and one that this document does not hold.
            return Matched { cited, unstated: NOTHING.unstated, ..Matched::default() };
        }
        let judged = self.engine.judge(&question, query.context);
        let (verdict, order) = self.placed(&judged, &by_number, bare);
        let parts = if bare { Vec::new() } else { self.engine.parts(&question, query.context) };
        let order = joined(order, &parts, &self.engine.index.corpus);
        let matches = self.describe(&order, &judged, &question, &by_number);
        let shown: Vec<Part> = parts.into_iter().map(|p| p.0).collect();
        Matched {
            cited,
            confidence: if matches.is_empty() { 0.0 } else { verdict.confidence },
            unstated: if matches.is_empty() { 1.0 } else { verdict.unstated },
            matches,
            asked: judged.asked,
            parts: shown,
        }
    }

    /// Cited entries before those that were found, and how sure the first is then.
    fn placed(&self, judged: &Judged, by_number: &[usize], bare: bool) -> (Verdict, Vec<usize>) {
        let found = || judged.ranked.iter().map(|r| r.0);
        let mut verdict = self.engine.weights(&judged.table).verdict(&judged.signals);
        let Some(&first) = by_number.first() else {
            return (verdict, found().filter(|n| judged.score(*n) > 0.0).take(MOST).collect());
        };
        let mut order = by_number.to_vec();
        order.extend(found().filter(|n| judged.score(*n) > 0.0 && !by_number.contains(n)));
        order.truncate(MOST.max(by_number.len()).min(MOST));
        if self.engine.index.corpus.entries[first].blank {
            // What stands first is an empty cell; the words may lead to a control that says something.
            verdict.confidence = 0.0;
            return (if bare { NOTHING } else { verdict }, order);
        }
        if bare {
            order.retain(|n| by_number.contains(n));
            return (BY_NUMBER, order);
        }
        // The text agrees with the number when it finds that control by itself among the first.
        let place = found().position(|n| by_number.contains(&n)).unwrap_or(usize::MAX);
        let agreed = match place {
            0 => 0.98,
            1..=4 => 0.95,
            5..=19 => 0.85,
            _ => 0.6,
        };
        verdict.confidence = agreed * (1.0 - verdict.unstated);
        (verdict, order)
    }

    fn positions(&self, cited: &[Cited]) -> Vec<usize> {
        let mut out: Vec<usize> = Vec::new();
        for c in cited {
            let CitedTarget::Control(id) = c.target else { continue };
            let at = self.engine.index.corpus.entries.iter().position(|e| e.id == ItemId::Control(id));
            out.extend(at.filter(|n| !out.contains(n)));
        }
        out
    }

    fn describe(&self, order: &[usize], judged: &Judged, question: &str, by_number: &[usize]) -> Vec<Match> {
        let weights = self.engine.weights(&judged.table);
        let corpus = &self.engine.index.corpus;
        let best = order.iter().map(|n| judged.score(*n)).fold(f32::MIN_POSITIVE, f32::max);
        let mut ceiling = 1.0f64;
        order
            .iter()
            .map(|&n| {
                let parts = weights.parts(&judged.table.rows[n], judged.english);
                let mut why = reasons(&parts);
                if by_number.contains(&n) {
                    why.insert(0, Why::Citation);
                }
                // Scores never rise down the list, whatever put an entry in its place.
                let own = if by_number.contains(&n) {
                    1.0
                } else {
                    f64::from((judged.score(n) / best).clamp(0.0, 1.0))
                };
                ceiling = ceiling.min(own);
                let evidence = evidence(&self.engine.index, n, &judged.table, question, &parts);
                Match { id: corpus.entries[n].id, score: ceiling, why, evidence }
            })
            .collect()
    }
}

impl Judged {
    /// The score of an entry; 0 for one without a response.
    fn score(&self, entry: usize) -> f32 {
        self.ranked.iter().find(|r| r.0 == entry).map_or(0.0, |r| r.1)
    }
}

impl Engine {
    /// The weights for what was compared: a model that is out of order leaves the words alone.
    pub(crate) fn weights(&self, table: &Table) -> &Weights {
        if table.nearness.is_some() { &self.model.meaning } else { &self.model.lexical }
    }

    /// Every entry's features for a cleaned question.
    pub(crate) fn table(&self, question: &str, context: &str) -> Table {
        let text = with_heading(question, context);
        let nearness = self.space.get().and_then(|s| s.nearness(&text, context));
        let mut table = table(&self.index, &text, context, nearness);
        table.facets = self.facets.of_question(&text, context);
        for (n, row) in table.rows.iter_mut().enumerate() {
            let shared = table.facets & self.facets.entry(n);
            #[expect(clippy::cast_precision_loss, reason = "a count of at most 64")]
            let share = shared.count_ones() as f32 / table.facets.count_ones().max(1) as f32;
            row[FACETS_SHARED] = share;
        }
        table
    }

    /// Ranks the entries for a cleaned question and says how sure the first is.
    pub(crate) fn judge(&self, question: &str, context: &str) -> Judged {
        let table = self.table(question, context);
        let weights = self.weights(&table);
        self.judge_table(table, question, context, weights, None)
    }

    /// The same from features that are there already, under given weights; `wording` where it is known.
    pub(crate) fn judge_table(
        &self,
        table: Table,
        question: &str,
        context: &str,
        weights: &Weights,
        wording: Option<f32>,
    ) -> Judged {
        let english = is_english(question);
        let corpus = &self.index.corpus;
        let mut ranked: Vec<(usize, f32)> = table
            .rows
            .iter()
            .enumerate()
            .filter(|(n, _)| !corpus.entries[*n].blank)
            .map(|(n, row)| (n, weights.score(row, english)))
            .collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let best = ranked.first().map_or("", |r| corpus.entries[r.0].text.as_str());
        let asked = self.asks.asked(question, best);
        let signals = signals(&Seen {
            table: &table,
            ranked: &ranked,
            question,
            english,
            heading: !context.trim().is_empty(),
            wording: wording.unwrap_or_else(|| self.model.wording.score(question)),
            asked: &asked,
            facets: (table.facets, ranked.first().map_or(0, |r| self.facets.entry(r.0))),
        });
        Judged { table, ranked, asked, signals, english }
    }

    /// The parts of a question that asks several things, each matched by itself.
    fn parts(&self, question: &str, context: &str) -> Vec<(Part, Vec<usize>)> {
        let parts = parts(question);
        if parts.len() < 2 {
            return Vec::new();
        }
        parts
            .into_iter()
            .map(|text| {
                let judged = self.judge(&text, context);
                let verdict = self.weights(&judged.table).verdict(&judged.signals);
                let found: Vec<usize> =
                    judged.ranked.iter().filter(|r| r.1 > 0.0).take(MOST_OF_PART).map(|r| r.0).collect();
                let matches = found.iter().map(|&n| self.index.corpus.entries[n].id).collect();
                let part = Part { text, matches, confidence: verdict.confidence, unstated: verdict.unstated };
                (part, found)
            })
            .collect()
    }
}

/// What the whole question finds first, then the best of each part, then the rest.
fn joined(order: Vec<usize>, parts: &[(Part, Vec<usize>)], corpus: &Corpus) -> Vec<usize> {
    let Some(&first) = order.first() else { return order };
    if parts.is_empty() || corpus.entries[first].blank {
        return order;
    }
    let mut out = vec![first];
    let sure = parts.iter().filter(|p| p.0.confidence >= 0.5).filter_map(|p| p.1.first());
    for &n in sure.chain(&order) {
        if !out.contains(&n) {
            out.push(n);
        }
    }
    out.truncate(MOST);
    out
}

/// Is nothing but a cited number (and words such as について, への対応) left of a question?
fn bare_number(question: &str, cites: bool) -> bool {
    const FILLERS: &[&str] = &[
        "基準番号",
        "項番",
        "番号",
        "について",
        "への対応",
        "の対応",
        "対応状況",
        "対応要否",
        "対応可否",
        "対応",
        "状況",
        "要否",
        "有無",
        "および",
        "及び",
        "ご回答ください",
        "回答",
        "記載",
        "内容",
        "fisc",
        "安全対策基準",
        "第10版",
        "第8版",
        "第9版",
        "10版",
        "8版",
        "9版",
        "please respond to",
        "respond to",
        "please",
        "how do you meet",
        "standard",
        "facility",
        "operation",
        "control",
        "compliance with",
        "is",
        "met",
        "状態",
        "基準",
        "です",
        "ください",
        "を",
        "の",
        "は",
        "に",
    ];
    if !cites {
        return false;
    }
    let mut rest = kotae_text::fold_str(question);
    for f in FILLERS {
        rest = rest.replace(f, " ");
    }
    rest.chars().filter(|c| c.is_alphabetic()).count() < 2
}

/// A fragment (鍵の管理) takes the heading it stands under.
fn with_heading(question: &str, context: &str) -> String {
    let length = question.chars().filter(|c| c.is_alphanumeric()).count();
    match context.rsplit(" > ").next() {
        Some(heading) if length < FRAGMENT && !heading.trim().is_empty() => {
            format!("{} {question}", heading.trim())
        }
        _ => question.to_owned(),
    }
}

/// Is most of it written in Latin letters?
pub(crate) fn is_english(text: &str) -> bool {
    let latin = text.chars().filter(char::is_ascii_alphabetic).count();
    let other = text.chars().filter(|c| c.is_alphabetic() && !c.is_ascii()).count();
    latin > other * 3
}
