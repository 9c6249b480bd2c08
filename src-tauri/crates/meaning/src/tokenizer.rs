//! Text to token ids, exactly as Hugging Face `tokenizers` does with data/model/tokenizer.json: the
//! most probable way to write each word in pieces (Unigram, Viterbi), runs of unknown characters as
//! one unknown token, `<s>` and `</s>` around all, at most 512. Takes text and `pieces.bin`; knows no
//! vectors.

use crate::error::Damage;
use crate::normalise::{SPACE, nfkc, spaced};
use crate::pieces::Pieces;
use std::borrow::Cow;

/// Most tokens of a text, `<s>` and `</s>` included: the model has no more places.
pub const MAX_TOKENS: usize = 512;

/// Most characters of a text that are read, as many as a cell of a workbook can hold. A piece has at
/// most 16 characters, so nothing that fits into [`MAX_TOKENS`] lies behind them.
const MAX_CHARS: usize = 32_767;

/// How much less probable than the least probable piece an unknown character is.
const UNKNOWN_PENALTY: f64 = 10.0;

/// What the reference takes for a control token wherever it stands in a text.
const CONTROL: [&str; 4] = ["<s>", "<pad>", "</s>", "<unk>"];

/// Cuts texts into the model's tokens.
pub struct Tokenizer {
    pieces: Pieces,
    control: [u16; 4],
}

/// The best way to write the text up to a place.
#[derive(Clone, Copy)]
struct Step {
    /// Where its last token begins; `None` where no way ends.
    from: Option<usize>,
    /// The log probability.
    score: f64,
    /// Its last token.
    id: u16,
}

impl Tokenizer {
    /// Reads the table of pieces (`pieces.bin`).
    ///
    /// # Errors
    /// How the damage shows when the table cannot be used.
    pub fn new(pieces: impl Into<Cow<'static, [u8]>>) -> Result<Self, Damage> {
        let pieces = Pieces::new(pieces.into())?;
        let mut control = [pieces.unknown; 4];
        for (id, text) in control.iter_mut().zip(CONTROL) {
            pieces.prefixes(text.as_bytes(), |found| {
                if found.len == text.len() {
                    *id = found.id;
                }
            });
        }
        Ok(Self { pieces, control })
    }

    /// How many different tokens there are; every id is below this.
    #[must_use]
    pub fn vocabulary(&self) -> usize {
        self.pieces.len()
    }

    /// The ids of `text`, at least two (`<s>` and `</s>`) and at most [`MAX_TOKENS`].
    #[must_use]
    pub fn ids(&self, text: &str) -> Vec<u16> {
        let text = nfkc(text, MAX_CHARS);
        let mut ids = vec![self.pieces.start];
        let mut rest = text.as_str();
        while !rest.is_empty() && ids.len() < MAX_TOKENS {
            let (before, control) = next_control(rest);
            self.push_words(&spaced(before), &mut ids);
            rest = &rest[before.len()..];
            if let Some(n) = control {
                ids.push(self.control[n]);
                rest = &rest[CONTROL[n].len()..];
            }
        }
        ids.truncate(MAX_TOKENS - 1);
        ids.push(self.pieces.end);
        ids
    }

    fn push_words(&self, words: &str, ids: &mut Vec<u16>) {
        let mut starts: Vec<usize> = words.match_indices(SPACE).map(|(at, _)| at).collect();
        starts.push(words.len());
        for pair in starts.windows(2) {
            if ids.len() >= MAX_TOKENS {
                return;
            }
            self.push_word(&words[pair[0]..pair[1]], ids);
        }
    }

    /// The most probable pieces of one word; among equals the one found first.
    fn push_word(&self, word: &str, ids: &mut Vec<u16>) {
        let unknown = self.pieces.unknown;
        let mut best = vec![Step { from: None, score: 0.0, id: unknown }; word.len() + 1];
        for (at, c) in word.char_indices() {
            let so_far = best[at].score;
            let mut reach = |len: usize, id: u16, score: f64| {
                let step = &mut best[at + len];
                if step.from.is_none() || score > step.score {
                    *step = Step { from: Some(at), score, id };
                }
            };
            let mut known = false;
            self.pieces.prefixes(&word.as_bytes()[at..], |found| {
                known |= found.len == c.len_utf8();
                reach(found.len, found.id, found.score + so_far);
            });
            if !known {
                reach(c.len_utf8(), unknown, self.pieces.lowest - UNKNOWN_PENALTY + so_far);
            }
        }

        let first = ids.len();
        let mut at = word.len();
        while let Some(from) = best[at].from {
            let id = best[at].id;
            if id != unknown || ids.len() == first || ids.last() != Some(&unknown) {
                ids.push(id);
            }
            at = from;
        }
        ids[first..].reverse();
    }
}

/// `text` up to its first control token, and which that is.
fn next_control(text: &str) -> (&str, Option<usize>) {
    for (at, _) in text.match_indices('<') {
        if let Some(n) = CONTROL.iter().position(|token| text[at..].starts_with(token)) {
            return (&text[..at], Some(n));
        }
    }
    (text, None)
}
