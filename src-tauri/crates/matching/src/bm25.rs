//! A compact inverted index that scores every document of one kind at once: the ranker needs each
//! field's score for each response, and its training needs the index without some of the questions.

/// How strongly repetition counts, and how strongly length is held against a document.
const K1: f32 = 1.2;

/// A bag of terms to look up, each with its weight.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bag {
    /// Known terms, by number, each once.
    pub(crate) terms: Vec<(u32, f32)>,
    /// Weight of all terms, known or not: what a full match would reach.
    pub(crate) total: f32,
    /// Weight of the terms that no document holds.
    pub(crate) unknown: f32,
}

/// Documents of one kind.
#[derive(Debug, Default)]
pub(crate) struct Field {
    /// Where each term's postings start; one more entry at the end.
    starts: Vec<u32>,
    /// Document and how strongly it holds the term, 0 to 1.
    postings: Vec<(u32, f32)>,
    documents: usize,
}

impl Field {
    /// Indexes documents given as lists of term numbers; `b` is how much length counts, 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "counts of tokens in short texts")]
    #[expect(clippy::cast_possible_truncation, reason = "a corpus holds far fewer than 2^32 postings")]
    pub(crate) fn new<D: AsRef<[u32]>>(documents: &[D], terms: usize, b: f32) -> Self {
        let total: usize = documents.iter().map(|d| d.as_ref().len()).sum();
        let filled = documents.iter().filter(|d| !d.as_ref().is_empty()).count().max(1);
        let average = (total as f32 / filled as f32).max(1.0);
        let mut triples: Vec<(u32, u32, u32)> = Vec::with_capacity(total);
        let mut sorted: Vec<u32> = Vec::new();
        for (n, document) in documents.iter().enumerate() {
            sorted.clear();
            sorted.extend_from_slice(document.as_ref());
            sorted.sort_unstable();
            for run in sorted.chunk_by(|a, b| a == b) {
                triples.push((run[0], n as u32, run.len() as u32));
            }
        }
        triples.sort_unstable();
        let mut starts = vec![0u32; terms + 1];
        for (term, _, _) in &triples {
            starts[*term as usize + 1] += 1;
        }
        for k in 0..terms {
            starts[k + 1] += starts[k];
        }
        let postings = triples
            .iter()
            .map(|&(_, document, count)| {
                let long = documents[document as usize].as_ref().len() as f32 / average;
                let tf = count as f32;
                (document, tf / (tf + K1 * (1.0 - b + b * long)))
            })
            .collect();
        Self { starts, postings, documents: documents.len() }
    }

    /// Documents that hold a term, and how strongly.
    pub(crate) fn postings(&self, term: u32) -> &[(u32, f32)] {
        let at = |n: usize| self.starts.get(n).map_or(self.postings.len(), |&s| s as usize);
        &self.postings[at(term as usize)..at(term as usize + 1)]
    }

    /// For each document the share of the bag's weight that it holds, 0 to 1.
    pub(crate) fn scores(&self, bag: &Bag) -> Vec<f32> {
        let mut out = vec![0.0; self.documents];
        if bag.total <= 0.0 {
            return out;
        }
        for &(term, weight) in &bag.terms {
            for &(document, strength) in self.postings(term) {
                out[document as usize] += weight * strength;
            }
        }
        for s in &mut out {
            *s /= bag.total;
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::{Bag, Field};

    fn bag(terms: &[(u32, f32)], unknown: f32) -> Bag {
        Bag { terms: terms.to_vec(), total: terms.iter().map(|t| t.1).sum::<f32>() + unknown, unknown }
    }

    #[test]
    fn a_document_scores_by_the_weight_it_holds() {
        let field = Field::new(&[vec![0, 1], vec![1, 2], vec![]], 3, 0.0);
        let s = field.scores(&bag(&[(0, 3.0), (1, 1.0)], 0.0));
        assert!(s[0] > s[1] && s[1] > 0.0 && s[2] == 0.0);
    }

    #[test]
    fn terms_that_nobody_knows_lower_every_score() {
        let field = Field::new(&[vec![0], vec![1]], 2, 0.5);
        let (with, without) = (field.scores(&bag(&[(0, 1.0)], 1.0)), field.scores(&bag(&[(0, 1.0)], 0.0)));
        assert!((with[0] * 2.0 - without[0]).abs() < 1e-6);
    }

    #[test]
    fn short_documents_and_repetition_win() {
        let field = Field::new(&[vec![0], vec![0, 1, 1, 1], vec![0, 0, 1, 1]], 2, 0.5);
        let s = field.scores(&bag(&[(0, 1.0)], 0.0));
        assert!(s[0] > s[1] && s[2] > s[1], "{s:?}");
    }
}
