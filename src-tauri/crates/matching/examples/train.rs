//! Makes the committed weights: `cargo run --release -p kotae-matching --example train --
//! [--vectors FILE] [--labelled SET.jsonl]… [--out FOLDER]`
//!
//! `--vectors` holds the semantic model's vectors of every text that training asks for, as
//! `kotae` writes them (see `vectors.rs` beside this file); without it only the weights for matching
//! by words are made anew. `--labelled` sets fit the calibration; without them it stays.
#![allow(clippy::print_stdout)]

#[path = "support/mod.rs"]
mod support;

use kotae_matching::training::{Labelled, Practice, train};
use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let data = support::data();
    let mut out = data.join("matching");
    let mut meaning = None;
    let mut labelled = Vec::new();
    let mut args = std::env::args().skip(1);
    while let Some(a) = args.next() {
        let value = args.next().ok_or("each option takes a value")?;
        match a.as_str() {
            "--vectors" => meaning = Some(support::stored(&value)?),
            "--out" => out = PathBuf::from(value),
            "--labelled" => {
                for r in support::records(&value)? {
                    labelled.push(Labelled {
                        right: r.best.iter().chain(&r.ok).filter_map(|id| id.parse().ok()).collect(),
                        question: r.question,
                        context: r.context,
                    });
                }
            }
            _ => return Err(format!("unknown option {a}").into()),
        }
    }
    let (standard, annotations) = support::standard()?;
    let answered = std::fs::read_to_string(data.join("matching/answered.toml"))?;
    let unanswered = std::fs::read_to_string(data.join("matching/unanswered.toml"))?;
    let practice = Practice { answered: &answered, unanswered: &unanswered };
    let trained = train(&standard, &annotations, practice, meaning.as_ref(), &labelled)?;
    for line in &trained.log {
        println!("{line}");
    }
    std::fs::write(out.join("weights.toml"), &trained.weights)?;
    std::fs::write(out.join("wording.bin"), &trained.wording)?;
    Ok(())
}
