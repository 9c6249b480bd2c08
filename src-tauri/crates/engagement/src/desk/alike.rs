//! Nearly identical questions: found among ten thousand while a person moves to the next row.

use kotae_text::fold_str;

/// From this share of common pairs of characters on, two questions are nearly the same.
const ALIKE: f64 = 0.8;

/// Most characters compared one by one; of longer texts the whole middle counts as different.
const LONGEST: usize = 600;

/// A question's pairs of neighbouring characters, sorted, white space and widths aside.
pub(super) type Pairs = Vec<u64>;

pub(super) fn pairs(text: &str) -> Pairs {
    let chars: Vec<char> = fold_str(text).chars().filter(|c| !c.is_whitespace()).collect();
    let mut out: Pairs =
        chars.windows(2).map(|w| (u64::from(u32::from(w[0])) << 32) | u64::from(u32::from(w[1]))).collect();
    out.sort_unstable();
    out
}

/// How alike two questions are, when they are alike enough.
#[expect(clippy::cast_precision_loss, reason = "counts of characters in short texts")]
pub(super) fn alike(a: &Pairs, b: &Pairs) -> Option<f64> {
    let (few, many) = (a.len().min(b.len()), a.len().max(b.len()));
    // The most that two lists of these lengths can have in common.
    if many == 0 || (2 * few) as f64 / ((few + many) as f64) < ALIKE {
        return None;
    }
    let (mut i, mut j, mut common) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                i += 1;
                j += 1;
            }
        }
    }
    let share = f64::from(2 * common) / ((a.len() + b.len()) as f64);
    (share >= ALIKE).then_some(share)
}

/// The stretches of `other` that do not stand in `shown`, in chars of `other`.
pub(super) fn difference(shown: &str, other: &str) -> Vec<(usize, usize)> {
    let (a, b): (Vec<char>, Vec<char>) = (shown.chars().collect(), other.chars().collect());
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    if b.is_empty() {
        return Vec::new();
    }
    if a.is_empty() || a.len() > LONGEST || b.len() > LONGEST {
        return vec![(head, head + b.len())];
    }
    // The longest common subsequence of what lies between.
    let width = b.len() + 1;
    let mut table = vec![0u16; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            table[i * width + j] = if a[i] == b[j] {
                table[(i + 1) * width + j + 1] + 1
            } else {
                table[(i + 1) * width + j].max(table[i * width + j + 1])
            };
        }
    }
    let mut out: Vec<(usize, usize)> = Vec::new();
    let mut differs = |j: usize| match out.last_mut() {
        Some(last) if last.1 == head + j => last.1 += 1,
        _ => out.push((head + j, head + j + 1)),
    };
    let (mut i, mut j) = (0, 0);
    while j < b.len() {
        if i < a.len() && a[i] == b[j] {
            (i, j) = (i + 1, j + 1);
        } else if i < a.len() && table[(i + 1) * width + j] >= table[i * width + j + 1] {
            i += 1;
        } else {
            differs(j);
            j += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{alike, difference, pairs};
    use proptest::prelude::*;

    #[test]
    fn a_changed_number_leaves_two_questions_alike_and_is_marked() {
        let (a, b) = ("ログを90日以上保管していますか", "ログを180日以上保管していますか");
        assert!(alike(&pairs(a), &pairs(b)).is_some());
        let marked: Vec<String> =
            difference(a, b).into_iter().map(|(s, e)| b.chars().skip(s).take(e - s).collect()).collect();
        assert_eq!(marked.concat(), "18");
        assert!(alike(&pairs(a), &pairs("通信を暗号化していますか")).is_none());
        assert_eq!(alike(&pairs("ﾛｸﾞを 保管"), &pairs("ログを保管")), Some(1.0));
    }

    proptest! {
        #[test]
        fn what_is_not_marked_stands_in_the_other_in_order(a in "[甲乙丙丁]{0,12}", b in "[甲乙丙丁]{0,12}") {
            let marked = difference(&a, &b);
            prop_assert!(marked.windows(2).all(|w| w[0].1 < w[1].0));
            let kept = b.chars().enumerate().filter(|(i, _)| !marked.iter().any(|m| m.0 <= *i && *i < m.1));
            let mut rest = a.chars();
            for (_, c) in kept {
                prop_assert!(rest.any(|r| r == c), "{} {} {:?}", a, b, marked);
            }
        }
    }
}
