//! Makes the committed weights and vectors: `cargo run --release -p kotae-matching --example train --
//! [--labelled SET.jsonl]… [--out FOLDER] [--cache FILE] [--without NAME]… [--check]`
//!
//! `--labelled` sets fit the last two numbers of each calibration; without them these stay. `--cache`
//! keeps the vectors of the practice questions between runs. `--without` leaves out a feature or
//! signal, or all whose names hold `NAME` as a word (`meaning`, `near`, `wording`, `asks`), or a set of
//! practice questions (`answered`, `unanswered`): what a part is worth. `--check` writes nothing and
//! fails where the committed files are not what training gives.
#![allow(clippy::print_stdout)]

#[path = "support/mod.rs"]
mod support;

use kotae_matching::training::{Practice, texts, train};
use kotae_matching::{Meaning, Role};
use std::error::Error;
use std::path::PathBuf;
use std::sync::Arc;

fn main() -> Result<(), Box<dyn Error>> {
    let data = support::data();
    let mut out = data.join("matching");
    let mut cache = None;
    let mut check = false;
    let mut without = Vec::new();
    let mut labelled = Vec::new();
    let mut args = std::env::args().skip(1);
    while let Some(a) = args.next() {
        if a == "--check" {
            check = true;
            continue;
        }
        let value = args.next().ok_or("each option but --check takes a value")?;
        match a.as_str() {
            "--out" => out = PathBuf::from(value),
            "--cache" => cache = Some(PathBuf::from(value)),
            "--without" => without.push(value),
            "--labelled" => labelled.extend(support::labelled(&value)?),
            _ => return Err(format!("unknown option {a}").into()),
        }
    }
    let (standard, annotations) = support::standard()?;
    let read = |name: &str, set: &str| -> Result<String, Box<dyn Error>> {
        // A set that is left out is an empty file.
        let left_out = without.iter().any(|w| w == set);
        Ok(if left_out { String::new() } else { std::fs::read_to_string(data.join("matching").join(name))? })
    };
    let (answered, unanswered) = (read("answered.toml", "answered")?, read("unanswered.toml", "unanswered")?);
    let practice = Practice { answered: &answered, unanswered: &unanswered };
    let wanted = texts(&standard, &annotations, practice, &labelled)?;
    let model = Arc::new(support::model(&wanted, cache.as_deref())?);
    let meaning: Arc<dyn Meaning> = model.clone();
    let trained = train(&standard, &annotations, practice, Some(&meaning), &labelled, &without)?;
    for line in &trained.log {
        println!("{line}");
    }
    let corpus: Vec<(Role, String)> = kotae_matching::texts(&standard, &annotations);
    let vectors = model.stored(&corpus)?;
    let files: [(&str, &[u8]); 3] = [
        ("weights.toml", trained.weights.as_bytes()),
        ("wording.bin", &trained.wording),
        ("vectors.bin", vectors.as_bytes()),
    ];
    for (name, content) in files {
        let path = out.join(name);
        if !check {
            std::fs::write(path, content)?;
        } else if std::fs::read(&path)? != content {
            return Err(format!("{name} is not what training gives: run make train").into());
        }
    }
    Ok(())
}
