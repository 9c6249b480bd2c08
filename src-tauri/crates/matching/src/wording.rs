//! Whether a question is worded like those that ask for a specific the responses do not give:
//! a linear model over the question's runs of one to four characters, learned from the annotations'
//! anticipated and near questions. It knows no entry; the judge weighs it with what was found.

use std::collections::BTreeMap;

/// Places for runs of characters; runs share a place by hash. Twice as many gained nothing.
pub(crate) const PLACES: usize = 1 << 15;
/// Longest run.
const LONGEST: usize = 4;
/// Rarities above this are cut off: it fits the largest that 6,000 texts can give.
const MOST_RARE: f32 = 10.0;

/// The model: for each place a weight, and how rare it is.
#[derive(Debug, Clone)]
pub(crate) struct Wording {
    weights: Vec<f32>,
    rarity: Vec<f32>,
    bias: f32,
}

/// The places a text falls on with their strengths, a vector of length one.
pub(crate) fn places(text: &str, rarity: &[f32]) -> Vec<(usize, f32)> {
    let folded = kotae_text::fold_str(text);
    let chars: Vec<char> = folded.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect();
    let mut counts: BTreeMap<usize, f32> = BTreeMap::new();
    for n in 1..=LONGEST {
        for run in chars.windows(n) {
            *counts.entry(place(run)).or_insert(0.0) += 1.0;
        }
    }
    let mut out: Vec<(usize, f32)> =
        counts.into_iter().map(|(p, n)| (p, (1.0 + n.ln()) * rarity[p])).filter(|x| x.1 > 0.0).collect();
    let norm = out.iter().map(|x| x.1 * x.1).sum::<f32>().sqrt();
    if norm > 0.0 {
        out.iter_mut().for_each(|x| x.1 /= norm);
    }
    out
}

/// FNV-1a over the run's characters, stirred so that the low bits depend on all of them.
fn place(run: &[char]) -> usize {
    let mut h: u32 = 0x811c_9dc5;
    for &c in run {
        for b in u32::from(c).to_le_bytes() {
            h = (h ^ u32::from(b)).wrapping_mul(0x0100_0193);
        }
    }
    h ^= h >> 15;
    h = h.wrapping_mul(0x2c1b_3c6d);
    h ^= h >> 12;
    h as usize % PLACES
}

/// How rare each place is among texts: 0 for one that fewer than two texts fall on.
#[expect(clippy::cast_precision_loss, reason = "counts of questions")]
pub(crate) fn rarity<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<f32> {
    let mut held = vec![0u32; PLACES];
    let mut n = 0u32;
    let even = vec![1.0; PLACES];
    for text in texts {
        n += 1;
        for (p, _) in places(text, &even) {
            held[p] += 1;
        }
    }
    held.iter().map(|&df| if df < 2 { 0.0 } else { ((1 + n) as f32 / (1 + df) as f32).ln() + 1.0 }).collect()
}

impl Wording {
    pub(crate) fn new(weights: Vec<f32>, rarity: Vec<f32>, bias: f32) -> Self {
        Self { weights, rarity, bias }
    }

    /// Log-odds that the question asks for something that is not stated, by its wording alone.
    pub(crate) fn score(&self, text: &str) -> f32 {
        self.bias + places(text, &self.rarity).iter().map(|&(p, x)| x * self.weights[p]).sum::<f32>()
    }

    /// Two bytes a place (weight, rarity) after the scale and the bias as `f32`, little endian.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let scale = self.weights.iter().fold(f32::MIN_POSITIVE, |m, w| m.max(w.abs())) / 127.0;
        let mut out = Vec::with_capacity(8 + 2 * PLACES);
        out.extend(scale.to_le_bytes());
        out.extend(self.bias.to_le_bytes());
        for (w, r) in self.weights.iter().zip(&self.rarity) {
            #[expect(clippy::cast_possible_truncation, reason = "the scale keeps it within ±127")]
            let w = (w / scale).round() as i8;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cut off to 0..255")]
            let r = (r.min(MOST_RARE) / MOST_RARE * 255.0).round() as u8;
            out.extend([w.to_le_bytes()[0], r]);
        }
        out
    }

    /// Reads what [`Self::to_bytes`] wrote; none for another length.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (head, rest) = bytes.split_at_checked(8)?;
        let number = |at: usize| head[at..at + 4].try_into().ok().map(f32::from_le_bytes);
        let (scale, bias) = (number(0)?, number(4)?);
        if rest.len() != 2 * PLACES {
            return None;
        }
        let weights = rest.iter().step_by(2).map(|&w| f32::from(i8::from_le_bytes([w])) * scale).collect();
        let rarity = rest.iter().skip(1).step_by(2).map(|&r| f32::from(r) / 255.0 * MOST_RARE).collect();
        Some(Self { weights, rarity, bias })
    }
}

#[cfg(test)]
mod tests {
    use super::{PLACES, Wording, places, rarity};
    use proptest::prelude::*;

    #[test]
    fn widths_and_line_breaks_do_not_matter() {
        let even = vec![1.0; PLACES];
        assert_eq!(places("ﾊﾟｽﾜｰﾄﾞ\n 何文字", &even), places("パスワード 何文字", &even));
        assert!(places("", &even).is_empty());
    }

    #[test]
    fn what_one_text_alone_says_is_no_evidence() {
        let r = rarity(["何回ですか", "何件ですか", "ありますか"]);
        assert!(places("何", &r).len() == 1 && places("件", &r).is_empty());
    }

    #[test]
    fn a_model_reads_back_as_written() {
        let r = rarity(["何回ですか", "何件ですか"]);
        let w = Wording::new(r.iter().map(|x| x - 1.0).collect(), r.clone(), 0.25);
        let back = Wording::from_bytes(&w.to_bytes()).expect("just written");
        assert!((back.score("何ですか") - w.score("何ですか")).abs() < 0.05);
        assert!(Wording::from_bytes(&[0; 7]).is_none() && Wording::from_bytes(&[0; 9]).is_none());
    }

    proptest! {
        #[test]
        fn any_text_is_a_vector_of_length_one_or_nothing(s in "\\PC{0,30}") {
            let v = places(&s, &vec![1.0; PLACES]);
            let norm: f32 = v.iter().map(|x| x.1 * x.1).sum();
            prop_assert!(v.is_empty() || (norm - 1.0).abs() < 1e-4);
        }
    }
}
