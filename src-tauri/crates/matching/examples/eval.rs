//! Figures of the matcher on labelled questions, without the command line tool around it:
//! `cargo run --release -p kotae-matching --example eval -- [--misses]
//! [--words] [--weights FOLDER] [--without SHEET]… SET.jsonl…`; `--words` leaves the semantic model out,
//! `--weights` takes weights.toml and wording.bin from elsewhere, `--without` leaves a practice sheet
//! (`practice-a`) out of what questions are held against.
//!
//! A record of a set: `{"id","question","context","best":[…],"ok":[…]}`; both lists empty means that
//! the standard has no answer. Figures as in the checks of the command line: hit rates over the
//! answerable; AUROC and calibration of the confidence over all.
#![allow(clippy::print_stdout, clippy::cast_precision_loss)]

#[path = "support/mod.rs"]
mod support;

use kotae_matching::{Matched, Matcher, Meaning as _, Query, Role, Vectors};
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// What became of one record.
struct Outcome {
    answerable: bool,
    /// Position of the first right match.
    rank: Option<usize>,
    confidence: f64,
    unstated: f64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut misses = false;
    let mut words = false;
    let mut weights = None;
    let mut sets = Vec::new();
    let mut unseen = Vec::new();
    let mut args = std::env::args().skip(1);
    while let Some(a) = args.next() {
        match a.as_str() {
            "--misses" => misses = true,
            "--words" => words = true,
            "--weights" => weights = args.next(),
            "--without" => unseen.extend(args.next()),
            _ => sets.push(a),
        }
    }
    let started = Instant::now();
    let (standard, annotations) = support::standard()?;
    let (standard, annotations) = (Arc::new(standard), Arc::new(annotations));
    let read = started.elapsed();
    let mut matcher = Matcher::without(standard, annotations.clone(), &unseen)?;
    println!(
        "{} records, {} questions; read in {read:.1?}, ready in {:.1?}",
        annotations.len(),
        annotations.iter().map(|a| a.questions().count()).sum::<usize>(),
        started.elapsed()
    );
    if let Some(folder) = weights.as_deref().map(Path::new) {
        let text = std::fs::read_to_string(folder.join("weights.toml"))?;
        matcher = matcher.with_weights(&text, &std::fs::read(folder.join("wording.bin"))?)?;
    }
    if !words {
        let wanted = matcher.texts();
        let model = Arc::new(support::model(&wanted, None)?);
        let asked: Vec<(Role, &str)> = wanted.iter().map(|(r, t)| (*r, t.as_str())).collect();
        let vectors = Vectors::new(model.embed(&asked)).ok_or("there are texts")?;
        matcher = matcher.with_meaning(model, &vectors)?;
    }
    let mut all = Vec::new();
    for set in &sets {
        let records = support::records(set)?;
        let started = Instant::now();
        let results: Vec<Matched> = records
            .iter()
            .map(|r| matcher.matches(&Query { text: &r.question, context: &r.context }))
            .collect();
        let each = started.elapsed() / u32::try_from(records.len().max(1))?;
        let outcomes: Vec<Outcome> = records.iter().zip(&results).map(|(r, m)| judge(r, m)).collect();
        let name = Path::new(set).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        println!("{name:10} {} {each:.2?} each", figures(&outcomes));
        if misses {
            for ((r, m), o) in records.iter().zip(&results).zip(&outcomes) {
                show(r, m, o);
            }
        }
        all.extend(outcomes);
    }
    println!("{:10} {}", "all", figures(&all));
    Ok(())
}

fn judge(record: &support::Record, matched: &Matched) -> Outcome {
    let good = |id: &String| record.best.contains(id) || record.ok.contains(id);
    Outcome {
        answerable: !(record.best.is_empty() && record.ok.is_empty()),
        rank: matched.matches.iter().position(|m| good(&m.id.to_string())),
        confidence: matched.confidence,
        unstated: matched.unstated,
    }
}

fn show(r: &support::Record, m: &Matched, o: &Outcome) {
    let wrong = o.answerable && o.rank != Some(0);
    let sure = !o.answerable && o.confidence > 0.5;
    let lost = o.answerable && o.unstated > 0.8;
    if wrong || sure || lost {
        let kind = if wrong {
            "miss"
        } else if sure {
            "sure"
        } else {
            "lost"
        };
        let got: Vec<String> = m.matches.iter().take(4).map(|x| format!("{} {:.2}", x.id, x.score)).collect();
        println!(
            "  {kind} {} c={:.2} u={:.2} {:?} [{}] want {:?} {:?} got {}",
            r.id,
            o.confidence,
            o.unstated,
            r.question,
            r.context,
            r.best,
            r.ok,
            got.join(", ")
        );
    }
}

fn figures(all: &[Outcome]) -> String {
    let answerable: Vec<&Outcome> = all.iter().filter(|o| o.answerable).collect();
    let none: Vec<&Outcome> = all.iter().filter(|o| !o.answerable).collect();
    let n = answerable.len().max(1) as f64;
    let hit =
        |k: usize| answerable.iter().filter(|o| o.rank.is_some_and(|r| r < k)).count() as f64 / n * 100.0;
    let mrr: f64 = answerable.iter().filter_map(|o| o.rank).map(|r| 1.0 / (r as f64 + 1.0)).sum::<f64>() / n;
    let right = |o: &Outcome| o.answerable && o.rank == Some(0);
    let confident: Vec<(f64, bool)> = all.iter().map(|o| (o.confidence, o.answerable)).collect();
    let first: Vec<(f64, bool)> = all.iter().map(|o| (o.confidence, right(o))).collect();
    let unstated: Vec<(f64, bool)> = all.iter().map(|o| (o.unstated, !o.answerable)).collect();
    // Share of the answerable that can be answered while at most 1 % of what is answered is wrong.
    let mut sorted: Vec<(f64, bool)> = first.clone();
    sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut good, mut best) = (0usize, 0usize);
    for (k, (_, ok)) in sorted.iter().enumerate() {
        good += usize::from(*ok);
        if good as f64 >= 0.99 * (k + 1) as f64 {
            best = good;
        }
    }
    // Share of the unanswerable that can be flagged while at most 2 % of the answerable are.
    let mut lost: Vec<f64> = answerable.iter().map(|o| o.unstated).collect();
    lost.sort_by(|a, b| b.total_cmp(a));
    let threshold = lost.get(lost.len() / 50).copied().unwrap_or(0.0);
    let flagged = none.iter().filter(|o| o.unstated > threshold).count() as f64 / none.len().max(1) as f64;
    format!(
        "{:3}+{:3}  hit@1 {:5.1}  hit@5 {:5.1}  MRR {mrr:.3}  AUROC {:.3}  ECE {:.3}  cov@99 {:4.1}  unstated AUROC {:.3}  flag@2 {:4.1}",
        answerable.len(),
        none.len(),
        hit(1),
        hit(5),
        auroc(&confident),
        calibration(&first),
        best as f64 / n * 100.0,
        auroc(&unstated),
        flagged * 100.0,
    )
}

/// Chance that a positive scores above a negative.
fn auroc(scored: &[(f64, bool)]) -> f64 {
    let (mut wins, mut pairs) = (0.0, 0.0);
    for (a, _) in scored.iter().filter(|s| s.1) {
        for (b, _) in scored.iter().filter(|s| !s.1) {
            pairs += 1.0;
            wins += if a > b {
                1.0
            } else if (a - b).abs() < f64::EPSILON {
                0.5
            } else {
                0.0
            };
        }
    }
    if pairs > 0.0 { wins / pairs } else { f64::NAN }
}

/// Expected calibration error over ten equal bins.
fn calibration(scored: &[(f64, bool)]) -> f64 {
    let mut bins = [(0.0, 0.0, 0.0); 10];
    for &(c, right) in scored {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 9")]
        let bin = &mut bins[((c * 10.0) as usize).min(9)];
        bin.0 += 1.0;
        bin.1 += c;
        bin.2 += f64::from(u8::from(right));
    }
    bins.iter().map(|(_, c, r)| (c - r).abs()).sum::<f64>() / scored.len().max(1) as f64
}
