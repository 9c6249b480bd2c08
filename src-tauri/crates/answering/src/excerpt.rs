//! Which sentences of a response are quoted. A quotation never leaves out a sentence that carries
//! an exception, never parts ただし from what it restricts, and never cuts a sentence.

use crate::relevance::Relevance;
use crate::response::Response;
use crate::types::Span;
use kotae_text::char_slice;
use std::collections::BTreeSet;

/// How much of a response is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// All of it: the question cites the number and asks nothing more.
    Whole,
    /// The sentences that answer.
    Sentences,
}

/// Spans of one response, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Excerpt {
    /// Empty where even the least quotation is over the limit.
    pub(crate) spans: Vec<Span>,
    /// Sentences were left out only because of the limit.
    pub(crate) shortened: bool,
}

/// A response this short is quoted whole: leaving out one of two sentences saves no reading.
const SHORT: usize = 60;

/// Chooses what to quote, at most `limit` chars.
pub(crate) fn excerpt(
    response: &Response<'_>,
    relevance: &Relevance,
    extent: Extent,
    limit: Option<usize>,
) -> Excerpt {
    let all: BTreeSet<usize> = (0..response.sentences.len()).collect();
    let picked = relevance.sentences();
    let whole = extent == Extent::Whole || picked.is_empty() || response.text.chars().count() <= SHORT;
    let wanted = if whole { all } else { closed(response, picked.iter().copied()) };
    let fits = |set: &BTreeSet<usize>| limit.is_none_or(|limit| length(response, set) <= limit);
    let started = opened(response, &wanted);
    if fits(&started) {
        return Excerpt { spans: spans(response, &started), shortened: false };
    }
    if fits(&wanted) {
        return Excerpt { spans: spans(response, &wanted), shortened: false };
    }
    // Best sentences first, each with what it cannot stand without; at least one has to fit.
    let scores = relevance.by_sentence();
    let mut order: Vec<usize> = wanted.iter().copied().collect();
    order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
    let mut chosen = BTreeSet::new();
    for n in order {
        let with = closed(response, chosen.iter().copied().chain([n]));
        if fits(&with) {
            chosen = with;
        }
    }
    Excerpt { spans: spans(response, &chosen), shortened: true }
}

/// The sentences together with every exception and with what they cannot be read without.
fn closed(response: &Response<'_>, picked: impl Iterator<Item = usize>) -> BTreeSet<usize> {
    let sentences = &response.sentences;
    let mut set: BTreeSet<usize> = picked.collect();
    if set.is_empty() {
        return set;
    }
    set.extend((0..sentences.len()).filter(|n| sentences[*n].exception));
    loop {
        let before = set.len();
        for (n, sentence) in sentences.iter().enumerate().skip(1) {
            if set.contains(&n) {
                set.extend(sentence.label);
            }
            if set.contains(&n) && sentence.leans_back {
                set.insert(n - 1);
            }
            if set.contains(&(n - 1)) && sentence.qualifies {
                set.insert(n);
            }
        }
        if set.len() == before {
            return set;
        }
    }
}

/// With the sentences to which 「また、」 adds.
fn opened(response: &Response<'_>, set: &BTreeSet<usize>) -> BTreeSet<usize> {
    let before = set.iter().filter(|n| response.sentences[**n].adds).map(|n| n - 1);
    closed(response, set.iter().copied().chain(before))
}

/// Neighbouring sentences become one span, with the white space between them.
fn spans(response: &Response<'_>, set: &BTreeSet<usize>) -> Vec<Span> {
    let mut out: Vec<(usize, Span)> = Vec::new();
    for &n in set {
        let range = &response.sentences[n].range;
        match out.last_mut() {
            Some((last, span)) if *last + 1 == n => {
                *last = n;
                span.end = range.end;
            }
            _ => out.push((n, Span { id: response.id, start: range.start, end: range.end })),
        }
    }
    out.into_iter().map(|(_, s)| s).collect()
}

/// Chars of the quotation, line breaks between spans included.
fn length(response: &Response<'_>, set: &BTreeSet<usize>) -> usize {
    let spans = spans(response, set);
    let text: usize = spans.iter().map(|s| char_slice(response.text, s.start, s.end).chars().count()).sum();
    text + spans.len().saturating_sub(1)
}
