//! How the committed weights are made: a command for developers (`make train`), no part of matching.
//!
//! Takes the standard, its annotations and the practice questions under data/matching; gives the
//! text of weights.toml and the bytes of wording.bin. The same input gives the same output.
//!
//! What is learned from what:
//! - *wording* (does it ask for a specific that is not there): anticipated against near questions,
//!   and the unanswered practice questions;
//! - *ranking*: the answered practice questions against the annotations. They are by another hand:
//!   an author's own questions for one control avoid each other, so that leaving one out says that
//!   similar questions are no evidence, which is wrong for customers' questions;
//! - *not stated*: anticipated and near questions, a fifth of all texts left out of the index at a
//!   time so that no question meets itself, and all practice questions;
//! - *right*: the answerable ones of those;
//! - *calibration*, two numbers each: practice questions judged by weights that did not see their
//!   control, and as much again the labelled questions that are given.

mod examples;
mod fit;

use crate::error::Error;
use crate::features::{self, CONTEXT, MEANING};
use crate::meaning::{Meaning, Role};
use crate::model::{Calibration, Part, Weights, WeightsFile};
use crate::signals;
use crate::wording::Wording;
use examples::{Example, Examples, Source};
use fit::{Case, List};
use kotae_standard::{Annotations, ItemId, Standard};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the heading counts, without and with a model. No annotation has headings, so this is set by
/// hand on the development questions: lower, and a fragment finds its sibling under another heading;
/// higher, and the heading outvotes the question.
const HEADING: [[f32; 4]; 2] = [[2.0, 2.0, 1.0, 0.0], [1.0, 1.0, 0.5, 10.0]];
/// Pull towards zero.
const RANK_L2: f64 = 0.01;
/// And, with a model, towards the weights without one: drawn less, what is alike in meaning outvotes
/// the words and Japanese questions lose two points of first hits.
const MEANING_L2: f64 = 0.3;
const JUDGE_L2: f64 = 100.0;

/// Share of questions that the document does not answer; of the development questions it is 0.37.
const UNANSWERED: f64 = 0.4;
/// Candidates of a question that the ranker learns from.
const CANDIDATES: usize = 60;

/// Practice questions, as the files under data/matching hold them.
#[derive(Debug, Clone, Copy)]
pub struct Practice<'a> {
    /// answered.toml: by control.
    pub answered: &'a str,
    /// unanswered.toml: by kind or subject.
    pub unanswered: &'a str,
}

/// A labelled question to calibrate on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled {
    /// The question.
    pub question: String,
    /// Its heading.
    pub context: String,
    /// What answers it; empty when nothing does.
    pub right: Vec<ItemId>,
}

impl Labelled {
    /// The innermost heading.
    fn heading(&self) -> &str {
        self.context.rsplit(" > ").next().unwrap_or_default().trim()
    }
}

/// Every text whose vector [`train`] asks its model for.
///
/// # Errors
/// The practice questions do not parse.
pub fn texts(
    standard: &Standard,
    annotations: &Annotations,
    practice: Practice<'_>,
    labelled: &[Labelled],
) -> Result<Vec<(Role, String)>, Error> {
    Ok(Examples::collect(standard, annotations, practice, &[])?.texts(labelled))
}

/// The files to commit.
#[derive(Debug, Clone, PartialEq)]
pub struct Trained {
    /// data/matching/weights.toml.
    pub weights: String,
    /// data/matching/wording.bin.
    pub wording: Vec<u8>,
    /// Figures of the training itself, for the log.
    pub log: Vec<String>,
}

/// Trains everything. Without a `meaning` the weights for matching by meaning stay as committed;
/// without `labelled` questions the calibration does.
///
/// # Errors
/// The practice questions or the committed weights do not parse; the model gives no vectors.
pub fn train(
    standard: &Standard,
    annotations: &Annotations,
    practice: Practice<'_>,
    meaning: Option<&Arc<dyn Meaning>>,
    labelled: &[Labelled],
    without: &[String],
) -> Result<Trained, Error> {
    let mut log = Vec::new();
    let committed: Option<WeightsFile> = committed();
    let examples = Examples::collect(standard, annotations, practice, without)?;
    let (wording, held_out) = learn_wording(&examples, &mut log);
    let mut file = committed.unwrap_or(WeightsFile { lexical: Part::default(), meaning: Part::default() });
    let kinds: &[Option<&Arc<dyn Meaning>>] = if meaning.is_some() { &[None, meaning] } else { &[None] };
    for (case, model) in kinds.iter().enumerate() {
        log.push(if model.is_some() { "with meaning:" } else { "words alone:" }.to_owned());
        let seen = examples.observe(*model, &wording, &held_out)?;
        let words = Weights::new(&file.lexical)?;
        let part = if case == 0 { &mut file.lexical } else { &mut file.meaning };
        rank(&seen, case, part, &words, without, &mut log);
        judge(&examples, &seen, case, part, &wording, *model, labelled, without, &mut log)?;
    }
    let text = toml::to_string(&file).map_err(Error::Write)?;
    let head = "# Written by `make train` from data/annotations and the practice questions beside this file;\n\
                # what the names mean is said in src-tauri/crates/matching/src/features.rs and signals.rs.\n\n";
    Ok(Trained { weights: format!("{head}{text}"), wording: wording.to_bytes(), log })
}

fn committed() -> Option<WeightsFile> {
    toml::from_str(include_str!("../../../../../data/matching/weights.toml")).ok()
}

/// The wording model, and each example's score by a model that did not see its control.
fn learn_wording(examples: &Examples, log: &mut Vec<String>) -> (Wording, Vec<f32>) {
    const GROUPS: usize = 5;
    const L2: f64 = 0.1;
    let used = |e: &Example| e.source != Source::Answered;
    let rarity = crate::wording::rarity(examples.all.iter().filter(|e| used(e)).map(|e| e.text.as_str()));
    let vectors: Vec<Vec<(usize, f32)>> =
        examples.all.iter().map(|e| crate::wording::places(&e.text, &rarity)).collect();
    let fit = |without: Option<usize>| {
        let texts: Vec<(&[(usize, f32)], bool)> = examples
            .all
            .iter()
            .zip(&vectors)
            .filter(|(e, _)| used(e) && Some(e.group % GROUPS) != without)
            .map(|(e, v)| (v.as_slice(), e.source.unanswered()))
            .collect();
        let (weights, bias) = fit::sparse(&texts, L2);
        Wording::new(weights, rarity.clone(), bias)
    };
    let whole = fit(None);
    let mut scores: Vec<f32> = examples.all.iter().map(|e| whole.score(&e.text)).collect();
    for group in 0..GROUPS {
        let model = fit(Some(group));
        for (e, s) in examples.all.iter().zip(&mut scores) {
            if used(e) && e.group % GROUPS == group {
                *s = model.score(&e.text);
            }
        }
    }
    let scored = |f: &dyn Fn(&Example) -> bool| -> Vec<(f64, bool)> {
        let chosen = examples.all.iter().zip(&scores).filter(|(e, _)| used(e) && f(e));
        chosen.map(|(e, s)| (f64::from(*s), e.source.unanswered())).collect()
    };
    log.push(format!(
        "wording, by control left out: AUROC {:.3}; Japanese {:.3}, English {:.3}",
        auroc(&scored(&|_| true)),
        auroc(&scored(&|e| !e.english)),
        auroc(&scored(&|e| e.english))
    ));
    (whole, scores)
}

/// What the features count.
fn rank(
    seen: &[examples::Seen<'_>],
    case: usize,
    part: &mut Part,
    words: &Weights,
    without: &[String],
    log: &mut Vec<String>,
) {
    for english in [false, true] {
        let lists: Vec<List> = seen
            .iter()
            .filter(|s| {
                s.example.source == Source::Answered && s.example.english == english && s.example.fresh
            })
            .filter_map(|s| s.list(CANDIDATES))
            .collect();
        let active: Vec<usize> = (0..features::COUNT)
            .filter(|k| !CONTEXT.contains(k) && (case == 1 || !MEANING.contains(k)))
            .filter(|k| !left_out(features::NAMES[*k], without))
            .collect();
        let prior = if case == 0 { [0.0; features::COUNT] } else { *words.row(english) };
        let l2 = if case == 0 { RANK_L2 } else { MEANING_L2 };
        let mut w = fit::listwise(&lists, &active, l2, &prior);
        for (k, value) in CONTEXT.into_iter().zip(HEADING[case]) {
            w[k] = value;
        }
        let named: BTreeMap<String, f32> = w
            .iter()
            .enumerate()
            .filter(|(_, x)| x.abs() > 1e-4)
            .map(|(k, x)| (features::NAMES[k].to_owned(), rounded(*x)))
            .collect();
        log.push(format!(
            "  ranking, {}: {} questions, {} features",
            if english { "English" } else { "Japanese" },
            lists.len(),
            named.len()
        ));
        if english { part.rank_english = named } else { part.rank_japanese = named }
    }
}

/// What the signals count, and the calibration.
#[expect(clippy::too_many_arguments, reason = "one step of the training, called once")]
fn judge(
    examples: &Examples,
    seen: &[examples::Seen<'_>],
    case: usize,
    part: &mut Part,
    wording: &Wording,
    meaning: Option<&Arc<dyn Meaning>>,
    labelled: &[Labelled],
    without: &[String],
    log: &mut Vec<String>,
) -> Result<(), Error> {
    // What is committed may name signals of an older program.
    part.unstated = BTreeMap::new();
    part.right = BTreeMap::new();
    let weights = Weights::new(part)?;
    let judged: Vec<_> = seen.iter().map(|s| s.judge(&weights)).collect();
    let total = |yes: bool| -> f64 {
        seen.iter().filter(|s| s.example.source.unanswered() == yes).map(|s| weigh(s.example.source)).sum()
    };
    let (yes, no) = (total(true), total(false));
    let balance = |s: Source| {
        let share = if s.unanswered() { UNANSWERED / yes } else { (1.0 - UNANSWERED) / no };
        weigh(s) * share * (yes + no)
    };
    let active: Vec<usize> = (0..signals::COUNT)
        .filter(|k| case == 1 || !signals::name(*k).contains("meaning"))
        .filter(|k| !CONTEXT.iter().any(|c| signals::name(*k) == format!("first-{}", features::NAMES[*c])))
        // No practice question has a heading: nothing can be learned about having one.
        .filter(|k| signals::name(*k) != "has-heading")
        .filter(|k| !left_out(&signals::name(*k), without))
        .collect();
    let cases: Vec<Case<'_>> = seen
        .iter()
        .zip(&judged)
        .map(|(s, j)| Case {
            features: &j.signals,
            positive: s.example.source.unanswered(),
            weight: balance(s.example.source),
        })
        .collect();
    let unstated = fit::dense(&cases, &active, JUDGE_L2);
    let answerable: Vec<Case<'_>> = seen
        .iter()
        .zip(&judged)
        .filter(|(s, _)| !s.example.source.unanswered())
        .map(|(s, j)| Case { features: &j.signals, positive: s.right(j.first), weight: 1.0 })
        .collect();
    let right = fit::dense(&answerable, &active, JUDGE_L2);
    part.unstated = named(&unstated);
    part.right = named(&right);
    let weights = Weights::new(part)?;
    let odds: Vec<(f64, bool)> = seen
        .iter()
        .zip(&judged)
        .map(|(s, j)| (weights.odds(&j.signals).1, s.example.source.unanswered()))
        .collect();
    let hits = answerable.iter().filter(|c| c.positive).count();
    log.push(format!(
        "  not stated: AUROC {:.3} on {} questions; first one right: {hits} of {}",
        auroc(&odds),
        odds.len(),
        answerable.len()
    ));
    let (mut right, mut unstated) = held_out(seen, &judged, &cases, &active, part, labelled.len())?;
    let own = right.len();
    if !labelled.is_empty() {
        let (more, nothing) = examples.calibrate(meaning, &weights, wording, labelled)?;
        right.extend(more.into_iter().map(|(z, yes)| (z, yes, 1.0)));
        unstated.extend(nothing.into_iter().map(|(z, yes)| (z, yes, 1.0)));
    }
    part.calibration = Calibration {
        confidence: fit::platt(&right).map(shortened),
        unstated: fit::platt(&unstated).map(shortened),
    };
    log.push(format!(
        "  calibration on {own} practice questions held out and {} labelled ones: {:?}",
        labelled.len(),
        part.calibration
    ));
    Ok(())
}

/// Log-odds (of the first entry being right; of nothing being stated), the truth and a weight, of the
/// practice questions, each judged by weights that were learned without its control's questions.
#[expect(clippy::type_complexity, reason = "two lists of the same shape")]
fn held_out(
    seen: &[examples::Seen<'_>],
    judged: &[examples::Judged],
    cases: &[Case<'_>],
    active: &[usize],
    part: &Part,
    labelled: usize,
) -> Result<(Vec<(f64, bool, f64)>, Vec<(f64, bool, f64)>), Error> {
    const GROUPS: usize = 4;
    // Mixed at the share of questions without an answer that customers' sheets have.
    let count = |yes: bool| {
        let of = if yes { Source::SheetUnanswered } else { Source::Sheet };
        seen.iter().filter(|s| s.example.source == of).fold(0.0, |n, _| n + 1.0)
    };
    let (no, yes): (f64, f64) = (count(false), count(true));
    // Together they count as much as the labelled questions: a practice question names one control
    // and not all that would do, so that alone they say too little of what is right.
    #[expect(clippy::cast_precision_loss, reason = "a count of questions")]
    let all = if labelled > 0 { labelled as f64 } else { no + yes };
    let shares = [(1.0 - UNANSWERED) * all / no.max(1.0), UNANSWERED * all / yes.max(1.0)];
    let (mut right, mut unstated) = (Vec::new(), Vec::new());
    for group in 0..GROUPS {
        let apart = |n: usize| seen[n].example.group % GROUPS == group;
        let learned = |answerable: bool| -> Vec<Case<'_>> {
            (0..seen.len())
                .filter(|&n| !apart(n))
                .filter(|&n| !answerable || !seen[n].example.source.unanswered())
                .map(|n| Case {
                    features: &judged[n].signals,
                    positive: if answerable { seen[n].right(judged[n].first) } else { cases[n].positive },
                    weight: if answerable { 1.0 } else { cases[n].weight },
                })
                .collect()
        };
        let mut without = part.clone();
        without.unstated = named(&fit::dense(&learned(false), active, JUDGE_L2));
        without.right = named(&fit::dense(&learned(true), active, JUDGE_L2));
        let weights = Weights::new(&without)?;
        for n in (0..seen.len()).filter(|&n| apart(n)) {
            // The author's own questions avoid each other: they are no picture of a customer's.
            let source = seen[n].example.source;
            if !matches!(source, Source::Sheet | Source::SheetUnanswered) {
                continue;
            }
            let (first, nothing) = weights.odds(&judged[n].signals);
            let weight = shares[usize::from(source.unanswered())];
            right.push((first, seen[n].right(judged[n].first), weight));
            unstated.push((nothing, source.unanswered(), weight));
        }
    }
    Ok((right, unstated))
}

/// Weights by name.
fn named((w, bias): &(Vec<f32>, f32)) -> BTreeMap<String, f32> {
    let all = w.iter().enumerate().filter(|(_, x)| x.abs() > 1e-5);
    all.map(|(k, x)| (signals::name(k), rounded(*x))).chain([("bias".to_owned(), rounded(*bias))]).collect()
}

/// How much a question of each source counts in judging.
fn weigh(source: Source) -> f64 {
    match source {
        Source::Anticipated | Source::Near => 1.0,
        Source::Answered => 0.5,
        Source::Unanswered => 2.0,
        // Whole sheets are what customers send.
        Source::Sheet | Source::SheetUnanswered => 4.0,
    }
}

/// Is a feature or signal left out, by its name or a word of it?
fn left_out(name: &str, without: &[String]) -> bool {
    without.iter().any(|w| w == name || name.split('-').any(|word| word == w))
}

/// Five significant digits: enough to rank by, short enough to read.
fn rounded(x: f32) -> f32 {
    format!("{x:.4e}").parse().unwrap_or(x)
}

fn shortened(x: f64) -> f64 {
    (x * 1000.0).round() / 1000.0
}

/// Chance that a positive scores above a negative.
#[expect(clippy::cast_precision_loss, reason = "counts of questions")]
fn auroc(scored: &[(f64, bool)]) -> f64 {
    let mut sorted = scored.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let positive = sorted.iter().filter(|s| s.1).count() as f64;
    let negative = sorted.len() as f64 - positive;
    let mut below = 0.0;
    let mut wins = 0.0;
    for tie in sorted.chunk_by(|a, b| (a.0 - b.0).abs() < f64::EPSILON) {
        let yes = tie.iter().filter(|s| s.1).count() as f64;
        let no = tie.len() as f64 - yes;
        wins += yes * (below + no / 2.0);
        below += no;
    }
    wins / (positive * negative).max(1.0)
}
