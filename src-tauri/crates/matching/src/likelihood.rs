//! How likely it is that someone who speaks of an entry uses the question's words: a language model
//! of everything that belongs to an entry, smoothed with all entries together. A word that siblings
//! share tells little, one that only this entry uses tells much.

use crate::bm25::Bag;

/// Share of the model that is the entry's own; the rest is everybody's.
const OWN: f32 = 0.7;

/// Everything that belongs to an entry, as one bag each.
#[derive(Debug, Default)]
pub(crate) struct Whole {
    starts: Vec<u32>,
    /// Entry, and the logarithm of how much likelier the term is there than anywhere.
    postings: Vec<(u32, f32)>,
    entries: usize,
}

impl Whole {
    /// Indexes entries given as lists of term numbers.
    #[expect(clippy::cast_precision_loss, reason = "counts of tokens in short texts")]
    #[expect(clippy::cast_possible_truncation, reason = "a corpus holds far fewer than 2^32 postings")]
    pub(crate) fn new(entries: &[Vec<u32>], terms: usize) -> Self {
        let mut everywhere = vec![0u32; terms];
        let mut triples: Vec<(u32, u32, u32)> = Vec::new();
        let mut sorted: Vec<u32> = Vec::new();
        for (n, entry) in entries.iter().enumerate() {
            sorted.clear();
            sorted.extend_from_slice(entry);
            sorted.sort_unstable();
            for run in sorted.chunk_by(|a, b| a == b) {
                everywhere[run[0] as usize] += run.len() as u32;
                triples.push((run[0], n as u32, run.len() as u32));
            }
        }
        triples.sort_unstable();
        let total = entries.iter().map(Vec::len).sum::<usize>().max(1) as f32;
        let mut starts = vec![0u32; terms + 1];
        for (term, _, _) in &triples {
            starts[*term as usize + 1] += 1;
        }
        for k in 0..terms {
            starts[k + 1] += starts[k];
        }
        let postings = triples
            .iter()
            .map(|&(term, entry, count)| {
                let here = count as f32 / entries[entry as usize].len().max(1) as f32;
                let anywhere = everywhere[term as usize] as f32 / total;
                (entry, (1.0 + OWN / (1.0 - OWN) * here / anywhere).ln())
            })
            .collect();
        Self { starts, postings, entries: entries.len() }
    }

    /// For each entry: mean log-likelihood ratio of the bag's terms (a term nobody uses adds nothing),
    /// and the share of the bag's weight that the entry holds anywhere.
    #[expect(clippy::cast_precision_loss, reason = "counts of terms of a question")]
    pub(crate) fn scores(&self, bag: &Bag) -> (Vec<f32>, Vec<f32>) {
        let mut likelihood = vec![0.0; self.entries];
        let mut held = vec![0.0; self.entries];
        for &(term, weight) in &bag.terms {
            let at = |n: usize| self.starts.get(n).map_or(self.postings.len(), |&s| s as usize);
            for &(entry, ratio) in &self.postings[at(term as usize)..at(term as usize + 1)] {
                likelihood[entry as usize] += ratio;
                held[entry as usize] += weight;
            }
        }
        let n = bag.terms.len().max(1) as f32;
        likelihood.iter_mut().for_each(|l| *l /= n);
        let total = bag.total.max(f32::MIN_POSITIVE);
        held.iter_mut().for_each(|h| *h /= total);
        (likelihood, held)
    }
}
