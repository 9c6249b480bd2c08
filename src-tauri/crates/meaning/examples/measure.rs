//! Measures the model: how long until it is ready, for one question, and for all on two threads.
//!
//! `cargo run --release -p kotae-meaning --example measure -- data/model < questions.txt`
//! takes a question a line; on Linux it also says how much memory the program had at most.

use kotae_meaning::{Encoder, Item, Kind, Manifest, ModelFile, ModelFiles, Vectors};
use std::error::Error;
use std::io::Write as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("usage: measure data/model < questions.txt")?);
    let questions = std::io::stdin().lines().collect::<Result<Vec<_>, _>>()?;
    let questions: Vec<&str> = questions.iter().map(String::as_str).collect();
    let mut out = std::io::stdout().lock();

    let begun = Instant::now();
    let manifest = Manifest::parse(&std::fs::read_to_string(folder.join("manifest.toml"))?)?;
    let content = |file: &ModelFile| std::fs::read(folder.join(&file.file));
    let (graph, words) = (content(&manifest.graph)?.into(), content(&manifest.words)?.into());
    let pieces = content(&manifest.pieces)?.into();
    let read = begun.elapsed();
    let encoder = Encoder::new(ModelFiles { manifest, graph, words, pieces })?;
    writeln!(out, "ready {:?}, of that reading {read:?}", begun.elapsed())?;

    let mut alone = Vec::new();
    let mut vectors = Vec::new();
    for question in &questions {
        let begun = Instant::now();
        vectors.extend(encoder.embed(&[question], Kind::Query)?);
        alone.push(begun.elapsed());
    }
    alone.sort_unstable();
    let percentile = |p: usize| alone.get(alone.len() * p / 100).copied().unwrap_or(Duration::ZERO);
    writeln!(out, "a question: p50 {:?}, p95 {:?}", percentile(50), percentile(95))?;

    let begun = Instant::now();
    encoder.embed(&questions, Kind::Query)?;
    writeln!(out, "{} on one thread: {:?}", questions.len(), begun.elapsed())?;
    let begun = Instant::now();
    let halves = questions.split_at(questions.len() / 2);
    std::thread::scope(|scope| {
        let other = scope.spawn(|| encoder.embed(halves.0, Kind::Query).is_ok());
        let own = encoder.embed(halves.1, Kind::Query).is_ok();
        own && other.join().unwrap_or(false)
    })
    .then_some(())
    .ok_or("a thread failed")?;
    writeln!(out, "{} on two threads: {:?}", questions.len(), begun.elapsed())?;

    let items: Vec<Item<'_>> =
        questions.iter().map(|text| Item { key: 0, text, kind: Kind::Query }).collect();
    let known = Vectors::build(&encoder, &items)?;
    let begun = Instant::now();
    let sum: f32 = vectors.iter().flat_map(|query| known.similarities(query)).sum();
    let each = begun.elapsed() / u32::try_from(vectors.len().max(1))?;
    writeln!(out, "a question against {} vectors: {each:?} (all add up to {sum})", known.len())?;

    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().filter(|line| line.starts_with("VmHWM")).try_for_each(|line| writeln!(out, "{line}"))?;
    Ok(())
}
