//! Writes `pieces.bin`, the tokeniser's table, from `tokenizer.json`.
//!
//! `cargo run -p kotae-meaning --example pieces -- data/model/tokenizer.json data/model/pieces.bin`

use serde_json::Value;
use std::error::Error;

/// The bytes of `pieces.bin` for the text of a Unigram `tokenizer.json`.
///
/// # Errors
/// When the JSON is of another shape, or a number of it does not fit the table.
pub(crate) fn convert(tokenizer: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let json: Value = serde_json::from_str(tokenizer)?;
    let model = &json["model"];
    if model["type"] != "Unigram" || model["byte_fallback"] != false {
        return Err("only a Unigram model without byte fallback is handled".into());
    }
    let mut pieces = Vec::new();
    for (id, entry) in model["vocab"].as_array().ok_or("no vocabulary")?.iter().enumerate() {
        let (piece, score) = (entry[0].as_str().ok_or("a piece is no text")?, millionths(&entry[1])?);
        pieces.push((piece.as_bytes(), score, u16::try_from(id)?));
    }
    let special = |content: &str| {
        let found = pieces.iter().find(|(piece, ..)| *piece == content.as_bytes());
        found.map(|&(_, _, id)| id).ok_or_else(|| format!("no piece {content}"))
    };
    let specials = [special("<s>")?, special("</s>")?, special("<unk>")?, 0];
    pieces.sort_unstable();

    let text: Vec<u8> = pieces.iter().flat_map(|(piece, ..)| piece.iter().copied()).collect();
    let mut out = b"KOTAEPC1".to_vec();
    out.extend(u32::try_from(pieces.len())?.to_le_bytes());
    out.extend(u32::try_from(text.len())?.to_le_bytes());
    out.extend(specials.iter().flat_map(|id| id.to_le_bytes()));
    let mut end = 0;
    for (piece, ..) in &pieces {
        end += u32::try_from(piece.len())?;
        out.extend(end.to_le_bytes());
    }
    out.extend(pieces.iter().flat_map(|(_, score, _)| score.to_le_bytes()));
    out.extend(pieces.iter().flat_map(|(.., id)| id.to_le_bytes()));
    out.extend(text);
    Ok(out)
}

/// A score, written with at most six places, as whole millionths.
fn millionths(score: &Value) -> Result<i32, Box<dyn Error>> {
    let score = score.as_f64().ok_or("a score is no number")?;
    let text = format!("{:.0}", score * 1e6);
    let whole: i32 = text.parse()?;
    if (f64::from(whole) / 1e6).to_bits() != score.to_bits() && score != 0.0 {
        return Err(format!("the score {score} has more than six places").into());
    }
    Ok(whole)
}

#[allow(dead_code, reason = "a test includes this file for `convert`")]
fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(input), Some(output)) = (arguments.next(), arguments.next()) else {
        return Err("usage: pieces tokenizer.json pieces.bin".into());
    };
    std::fs::write(output, convert(&std::fs::read_to_string(input)?)?)?;
    Ok(())
}
