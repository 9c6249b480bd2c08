//! How near a question is to each of many known questions: cosine of their bags of terms, each
//! term weighted by how rare it is.

use crate::bm25::Bag;

/// Known short texts.
#[derive(Debug, Default)]
pub(crate) struct Nearest {
    starts: Vec<u32>,
    postings: Vec<u32>,
    /// Length of each text's vector.
    norms: Vec<f32>,
}

impl Nearest {
    /// Indexes texts given as lists of term numbers, with each term's weight.
    #[expect(clippy::cast_possible_truncation, reason = "a corpus holds far fewer than 2^32 questions")]
    pub(crate) fn new<T: AsRef<[u32]>>(texts: &[T], weights: &[f32]) -> Self {
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        let mut norms = Vec::with_capacity(texts.len());
        let mut sorted: Vec<u32> = Vec::new();
        for (n, text) in texts.iter().enumerate() {
            sorted.clear();
            sorted.extend_from_slice(text.as_ref());
            sorted.sort_unstable();
            sorted.dedup();
            norms.push(sorted.iter().map(|&t| weights[t as usize].powi(2)).sum::<f32>().sqrt());
            pairs.extend(sorted.iter().map(|&t| (t, n as u32)));
        }
        pairs.sort_unstable();
        let mut starts = vec![0u32; weights.len() + 1];
        for (term, _) in &pairs {
            starts[*term as usize + 1] += 1;
        }
        for k in 0..weights.len() {
            starts[k + 1] += starts[k];
        }
        Self { starts, postings: pairs.into_iter().map(|p| p.1).collect(), norms }
    }

    /// Cosine of the bag with each text, 0 to 1.
    pub(crate) fn cosines(&self, bag: &Bag, unknown_weight: f32) -> Vec<f32> {
        let mut out = vec![0.0; self.norms.len()];
        // A term no document holds counts as one of the rarest.
        let known: f32 = bag.terms.iter().map(|t| t.1 * t.1).sum();
        let norm = (known + bag.unknown * unknown_weight).sqrt();
        for &(term, weight) in &bag.terms {
            let at = |n: usize| self.starts.get(n).map_or(self.postings.len(), |&s| s as usize);
            for &text in &self.postings[at(term as usize)..at(term as usize + 1)] {
                out[text as usize] += weight * weight;
            }
        }
        for (s, n) in out.iter_mut().zip(&self.norms) {
            let whole = norm * n;
            *s = if whole > 0.0 { (*s / whole).min(1.0) } else { 0.0 };
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::Nearest;
    use crate::bm25::Bag;

    #[test]
    fn the_same_text_is_nearest_and_rare_terms_count_more() {
        let n = Nearest::new(&[vec![0, 1], vec![0, 2], vec![]], &[1.0, 4.0, 1.0]);
        let bag = Bag { terms: vec![(0, 1.0), (1, 4.0)], total: 5.0, unknown: 0.0 };
        let c = n.cosines(&bag, 4.0);
        assert!((c[0] - 1.0).abs() < 1e-6, "{c:?}");
        assert!(c[1] < 0.3 && c[2] == 0.0, "{c:?}");
    }
}
