//! Japanese text as customers type it: folding of widths and look-alikes, tokens, sentences,
//! similarity of short strings. Takes and gives `&str`; knows no standard and no workbook.
//!
//! Every position that leaves this crate counts Unicode scalar values (`char`s) of the text that
//! came in, never bytes and never characters of the folded form.

mod fold;
mod sentences;
mod similarity;
mod tokens;

pub use fold::{Folded, fold, fold_str};
pub use sentences::sentences;
pub use similarity::{containment, dice};
pub use tokens::{Token, bigrams, words};

/// The part of `text` from char `start` to char `end` (exclusive), clamped to the text.
#[must_use]
pub fn char_slice(text: &str, start: usize, end: usize) -> &str {
    let at = |n: usize| text.char_indices().nth(n).map_or(text.len(), |(i, _)| i);
    let (from, to) = (at(start), at(end.max(start)));
    &text[from..to]
}

#[cfg(test)]
mod tests {
    use super::char_slice;

    #[test]
    fn a_slice_counts_chars_and_is_clamped() {
        assert_eq!(char_slice("実務𠮷野家", 2, 4), "𠮷野");
        assert_eq!(char_slice("実務", 1, 99), "務");
        assert_eq!(char_slice("実務", 9, 2), "");
    }
}
