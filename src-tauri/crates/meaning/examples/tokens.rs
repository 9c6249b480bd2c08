//! Prints the token ids of texts, to be compared with the reference (`tests/reference.py`): one JSON
//! string a line on standard input, one JSON array a line on standard output.
//!
//! `cargo run -p kotae-meaning --example tokens -- data/model/pieces.bin < texts.jsonl > ids.jsonl`

use kotae_meaning::Tokenizer;
use std::error::Error;
use std::io::{BufRead as _, Write as _};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: tokens pieces.bin")?;
    let tokenizer = Tokenizer::new(std::fs::read(path)?).map_err(|why| format!("{why:?}"))?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let text: String = serde_json::from_str(&line?)?;
        serde_json::to_writer(&mut out, &tokenizer.ids(&text))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
