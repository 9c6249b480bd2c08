//! What a text is looked up by: two kinds of terms (pairs of characters, dictionary words), with
//! Latin words brought to a common stem. Takes a text, gives terms with char ranges of that text.

use kotae_text::{Token, bigrams, words};
use std::collections::HashMap;

/// How a text was cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    /// Overlapping pairs of CJK characters, Latin words whole.
    Pairs,
    /// Words of ICU4X's dictionary.
    Words,
}

/// English words that say nothing about the subject.
const STOP: &[&str] = &[
    "a", "an", "and", "any", "are", "as", "at", "be", "been", "being", "by", "can", "could", "do", "does",
    "for", "from", "has", "have", "how", "if", "in", "into", "is", "it", "its", "may", "of", "on", "or",
    "our", "shall", "should", "such", "that", "the", "their", "them", "there", "these", "they", "this",
    "those", "to", "us", "was", "we", "were", "what", "when", "where", "which", "who", "whom", "will",
    "with", "would", "you", "your", "please", "describe",
];

/// The terms of `text`, normalised, in order; function words of English and lone hiragana are left out.
pub(crate) fn terms(text: &str, cut: Cut) -> Vec<Token> {
    let tokens = match cut {
        Cut::Pairs => bigrams(text),
        Cut::Words => words(text),
    };
    tokens
        .into_iter()
        .filter_map(|mut t| {
            if is_latin(&t.text) {
                if STOP.contains(&t.text.as_str()) {
                    return None;
                }
                t.text = stem(&t.text);
            } else if is_hiragana(&t.text) && t.text.chars().nth(1).is_none() {
                return None;
            }
            Some(t)
        })
        .collect()
}

/// Is it a word of Latin letters (folded: lower case)?
pub(crate) fn is_latin(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_alphanumeric() || c == '\'' || c == '.')
        && word.contains(|c: char| c.is_ascii_alphabetic())
}

/// Is it written in hiragana alone?
pub(crate) fn is_hiragana(word: &str) -> bool {
    word.chars().all(|c| matches!(c, '\u{3040}'..='\u{309F}' | 'ー'))
}

/// A rough stem of an English word: plural, -ed, -ing, -ion and a final e fall away, so that
/// encrypt, encrypts, encrypted, encrypting and encryption are one term. Short words stay as they are.
pub(crate) fn stem(word: &str) -> String {
    let mut w = word.trim_end_matches("'s").to_owned();
    if w.len() <= 3 || w.contains(|c: char| c.is_ascii_digit()) {
        return w;
    }
    let cut = |w: &mut String, suffix: &str, least: usize| -> bool {
        let fits = w.ends_with(suffix) && w.len() >= suffix.len() + least;
        if fits {
            w.truncate(w.len() - suffix.len());
        }
        fits
    };
    if w.ends_with("ies") && w.len() > 4 {
        w.truncate(w.len() - 3);
        w.push('y');
    } else if !w.ends_with("ss") && !w.ends_with("us") && !w.ends_with("is") {
        if w.ends_with("sses") || w.ends_with("xes") || w.ends_with("ches") || w.ends_with("shes") {
            w.truncate(w.len() - 2);
        } else {
            cut(&mut w, "s", 3);
        }
    }
    let verbal = cut(&mut w, "ing", 3) || cut(&mut w, "ed", 3);
    if verbal {
        let b = w.as_bytes();
        let n = b.len();
        if n >= 2 && b[n - 1] == b[n - 2] && !matches!(b[n - 1], b'l' | b's' | b'z' | b'e' | b'o') {
            w.truncate(n - 1);
        }
    } else if !cut(&mut w, "ation", 4) && (w.ends_with("tion") || w.ends_with("sion")) {
        cut(&mut w, "ion", 4);
    }
    for suffix in ["ate", "at", "ment", "ly"] {
        if cut(&mut w, suffix, 4) {
            break;
        }
    }
    if w.len() > 3 && w.ends_with('e') {
        w.truncate(w.len() - 1);
    }
    if w.len() > 3 && w.ends_with('y') {
        w.truncate(w.len() - 1);
        w.push('i');
    }
    w
}

/// Numbers for terms, given out in the order they are first seen.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    ids: HashMap<String, u32>,
    /// Terms by number.
    names: Vec<String>,
}

impl Lexicon {
    /// The number of a term, a new one for a new term.
    pub(crate) fn learn(&mut self, term: &str) -> u32 {
        if let Some(&id) = self.ids.get(term) {
            return id;
        }
        let id = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.ids.insert(term.to_owned(), id);
        self.names.push(term.to_owned());
        id
    }

    /// The number of a known term.
    pub(crate) fn get(&self, term: &str) -> Option<u32> {
        self.ids.get(term).copied()
    }

    /// The term with this number.
    pub(crate) fn name(&self, id: usize) -> &str {
        self.names.get(id).map_or("", String::as_str)
    }

    /// Known terms that begin so, in order, at most `most`.
    pub(crate) fn endings(&self, begin: &str, most: usize) -> Vec<String> {
        let mut found: Vec<&String> = self.names.iter().filter(|t| t.starts_with(begin)).collect();
        found.sort_unstable();
        found.into_iter().take(most).cloned().collect()
    }

    /// How many terms are known.
    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }
}
