//! How alike two short texts are, by the pairs of characters they share.

use crate::tokens::bigrams;
use std::collections::BTreeMap;

fn counts(text: &str) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    for t in bigrams(text) {
        *out.entry(t.text).or_insert(0) += 1;
    }
    out
}

fn shared(a: &BTreeMap<String, usize>, b: &BTreeMap<String, usize>) -> usize {
    a.iter().map(|(k, n)| b.get(k).copied().unwrap_or(0).min(*n)).sum()
}

#[expect(clippy::cast_precision_loss, reason = "counts of tokens in short texts")]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Dice coefficient of the bigram multisets: 0 for nothing in common, 1 for the same text after folding.
#[must_use]
pub fn dice(a: &str, b: &str) -> f64 {
    let (a, b) = (counts(a), counts(b));
    ratio(2 * shared(&a, &b), a.values().sum::<usize>() + b.values().sum::<usize>())
}

/// Share of `part`'s bigrams that also stand in `whole`: 1 when all of it is there.
#[must_use]
pub fn containment(part: &str, whole: &str) -> f64 {
    let (a, b) = (counts(part), counts(whole));
    ratio(shared(&a, &b), a.values().sum())
}

#[cfg(test)]
mod tests {
    use super::{containment, dice};

    #[test]
    fn folded_texts_are_equal_and_others_are_not() {
        assert!((dice("ﾊﾟｽﾜｰﾄﾞ管理", "パスワード管理") - 1.0).abs() < 1e-9);
        assert_eq!(dice("火災", "暗号"), 0.0);
        assert_eq!(dice("", ""), 0.0);
    }

    #[test]
    fn containment_asks_only_about_the_part() {
        assert!((containment("暗号鍵", "暗号鍵の管理方法") - 1.0).abs() < 1e-9);
        assert!(containment("暗号鍵の管理方法", "暗号鍵") < 0.5);
    }
}
