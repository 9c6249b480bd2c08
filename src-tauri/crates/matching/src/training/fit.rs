//! Fitting of the small models, deterministic: the same examples give the same weights.

use crate::features::{COUNT, Row};
use crate::model::logistic;
use crate::wording::PLACES;

/// A question's candidates and which of them are right.
pub(crate) struct List {
    pub(crate) rows: Vec<Row>,
    pub(crate) right: Vec<bool>,
}

/// Weights under which right candidates come out ahead of the others of their list: listwise
/// logistic loss, weights never negative (every feature speaks *for* an entry; without that bound
/// correlated features cancel one another and the weights do not carry over to other authors).
#[expect(clippy::cast_precision_loss, reason = "a count of lists")]
///
/// Weights are drawn towards those of `prior`, which are 0 where nothing is known beforehand.
pub(crate) fn listwise(lists: &[List], active: &[usize], l2: f64, prior: &Row) -> Row {
    const STEPS: i32 = 400;
    let mut scale = [0.0f64; COUNT];
    let all = || lists.iter().flat_map(|l| &l.rows);
    let n = all().count().max(1) as f64;
    for &k in active {
        let mean = all().map(|r| f64::from(r[k])).sum::<f64>() / n;
        let spread = all().map(|r| (f64::from(r[k]) - mean).powi(2)).sum::<f64>() / n;
        scale[k] = 1.0 / (spread.sqrt() + 1e-6);
    }
    let prior: Vec<f64> =
        prior.iter().zip(scale).map(|(p, s)| if s > 0.0 { f64::from(*p) / s } else { 0.0 }).collect();
    let (mut w, mut m, mut v) = ([0.0f64; COUNT], [0.0f64; COUNT], [0.0f64; COUNT]);
    w.iter_mut().zip(&prior).for_each(|(w, p)| *w = *p);
    for step in 1..=STEPS {
        let mut gradient = [0.0f64; COUNT];
        for list in lists {
            let scores: Vec<f64> = list
                .rows
                .iter()
                .map(|r| active.iter().map(|&k| w[k] * scale[k] * f64::from(r[k])).sum())
                .collect();
            let top = scores.iter().copied().fold(f64::MIN, f64::max);
            let e: Vec<f64> = scores.iter().map(|s| (s - top).exp()).collect();
            let total: f64 = e.iter().sum();
            let good: f64 = e.iter().zip(&list.right).filter(|x| *x.1).map(|x| x.0).sum();
            for ((row, x), right) in list.rows.iter().zip(&e).zip(&list.right) {
                let wanted = if *right { x / good.max(1e-12) } else { 0.0 };
                let push = x / total - wanted;
                for &k in active {
                    gradient[k] += push * scale[k] * f64::from(row[k]);
                }
            }
        }
        let rate = if step > STEPS / 2 { 0.03 } else { 0.3 };
        for &k in active {
            let g = gradient[k] / lists.len().max(1) as f64 + l2 * (w[k] - prior[k]);
            m[k] = 0.9 * m[k] + 0.1 * g;
            v[k] = 0.999 * v[k] + 0.001 * g * g;
            let (mh, vh) = (m[k] / (1.0 - 0.9f64.powi(step)), v[k] / (1.0 - 0.999f64.powi(step)));
            w[k] = (w[k] - rate * mh / (vh.sqrt() + 1e-8)).max(0.0);
        }
    }
    let mut out = [0.0; COUNT];
    for &k in active {
        out[k] = narrow(w[k] * scale[k]);
    }
    out
}

/// One example of a yes-or-no question.
pub(crate) struct Case<'a> {
    pub(crate) features: &'a [f32],
    pub(crate) positive: bool,
    pub(crate) weight: f64,
}

/// Logistic regression over standardised features: weights for the features as they are, and the bias.
#[expect(clippy::cast_precision_loss, reason = "a count of cases")]
pub(crate) fn dense(cases: &[Case<'_>], active: &[usize], l2: f64) -> (Vec<f32>, f32) {
    let n = cases.len().max(1) as f64;
    let width = cases.first().map_or(0, |c| c.features.len());
    let mean: Vec<f64> =
        active.iter().map(|&k| cases.iter().map(|c| f64::from(c.features[k])).sum::<f64>() / n).collect();
    let spread: Vec<f64> = active
        .iter()
        .zip(&mean)
        .map(|(&k, m)| (cases.iter().map(|c| (f64::from(c.features[k]) - m).powi(2)).sum::<f64>() / n).sqrt())
        .collect();
    let x: Vec<Vec<f64>> = cases
        .iter()
        .map(|c| {
            let at = |i: usize| (f64::from(c.features[active[i]]) - mean[i]) / spread[i];
            (0..active.len()).map(|i| if spread[i] > 1e-9 { at(i) } else { 0.0 }).chain([1.0]).collect()
        })
        .collect();
    let bias = active.len();
    let w = minimise(bias + 1, |w, gradient| {
        let mut loss = 0.0;
        for (i, (w, g)) in w.iter().zip(gradient.iter_mut()).enumerate() {
            let l2 = if i == bias { 0.0 } else { l2 };
            *g = l2 * w;
            loss += 0.5 * l2 * w * w;
        }
        for (row, c) in x.iter().zip(cases) {
            let z: f64 = row.iter().zip(w).map(|(a, b)| a * b).sum();
            loss += c.weight * log_loss(z, c.positive);
            let push = c.weight * (logistic(z) - f64::from(u8::from(c.positive)));
            gradient.iter_mut().zip(row).for_each(|(g, a)| *g += push * a);
        }
        loss
    });
    let mut out = vec![0.0; width];
    let mut offset = w[bias];
    for (i, &k) in active.iter().enumerate() {
        if spread[i] > 1e-9 {
            out[k] = narrow(w[i] / spread[i]);
            offset -= w[i] * mean[i] / spread[i];
        }
    }
    (out, narrow(offset))
}

/// Logistic regression over sparse vectors of length one; both classes weigh the same.
#[expect(clippy::cast_precision_loss, reason = "a count of texts")]
pub(crate) fn sparse(texts: &[(&[(usize, f32)], bool)], l2: f64) -> (Vec<f32>, f32) {
    let positive = texts.iter().filter(|t| t.1).count().max(1) as f64;
    let n = texts.len().max(1) as f64;
    let weight = |yes: bool| if yes { n / (2.0 * positive) } else { n / (2.0 * (n - positive).max(1.0)) };
    let w = minimise(PLACES + 1, |w, gradient| {
        let mut loss = 0.0;
        for (w, g) in w.iter().zip(gradient.iter_mut()) {
            *g = l2 * w;
            loss += 0.5 * l2 * w * w;
        }
        for (text, yes) in texts {
            let z = w[PLACES] + text.iter().map(|&(p, x)| w[p] * f64::from(x)).sum::<f64>();
            loss += weight(*yes) * log_loss(z, *yes);
            let push = weight(*yes) * (logistic(z) - f64::from(u8::from(*yes)));
            for &(p, x) in *text {
                gradient[p] += push * f64::from(x);
            }
            gradient[PLACES] += push;
        }
        loss
    });
    (w[..PLACES].iter().map(|&x| narrow(x)).collect(), narrow(w[PLACES]))
}

/// Slope and offset that turn log-odds into calibrated ones.
pub(crate) fn platt(cases: &[(f64, bool, f64)]) -> [f64; 2] {
    let w = minimise(2, |w, gradient| {
        // Drawn towards leaving the log-odds as they are: a few hundred cases decide little.
        let mut loss = 0.5 * ((w[0] - 1.0).powi(2) + 0.1 * w[1] * w[1]);
        gradient.copy_from_slice(&[w[0] - 1.0, 0.1 * w[1]]);
        for &(z, yes, weight) in cases {
            let y = w[0] * z + w[1];
            loss += weight * log_loss(y, yes);
            let push = weight * (logistic(y) - f64::from(u8::from(yes)));
            gradient[0] += push * z;
            gradient[1] += push;
        }
        loss
    });
    [w[0], w[1]]
}

fn log_loss(z: f64, yes: bool) -> f64 {
    let z = if yes { z } else { -z };
    if z > 0.0 { (-z).exp().ln_1p() } else { z.exp().ln_1p() - z }
}

#[expect(clippy::cast_possible_truncation, reason = "weights need no more digits")]
fn narrow(x: f64) -> f32 {
    x as f32
}

/// Limited-memory BFGS from zero; `f` fills the gradient and gives the value.
fn minimise(n: usize, f: impl Fn(&[f64], &mut [f64]) -> f64) -> Vec<f64> {
    const MEMORY: usize = 8;
    const STEPS: usize = 300;
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>();
    let mut x = vec![0.0; n];
    let mut g = vec![0.0; n];
    let mut value = f(&x, &mut g);
    let mut past: Vec<(Vec<f64>, Vec<f64>, f64)> = Vec::new();
    for _ in 0..STEPS {
        let mut d = g.clone();
        let mut factors = Vec::new();
        for (s, y, rho) in past.iter().rev() {
            let a = rho * dot(s, &d);
            d.iter_mut().zip(y).for_each(|(d, y)| *d -= a * y);
            factors.push(a);
        }
        if let Some((s, y, _)) = past.last() {
            let scale = dot(s, y) / dot(y, y).max(1e-300);
            d.iter_mut().for_each(|d| *d *= scale);
        }
        for ((s, y, rho), a) in past.iter().zip(factors.iter().rev()) {
            let b = rho * dot(y, &d);
            d.iter_mut().zip(s).for_each(|(d, s)| *d += (a - b) * s);
        }
        let slope = -dot(&g, &d);
        if slope > -1e-9 * (1.0 + value.abs()) {
            break;
        }
        let mut step = if past.is_empty() { 1.0 / (1.0 + dot(&g, &g).sqrt()) } else { 1.0 };
        let mut next = vec![0.0; n];
        let mut gradient = vec![0.0; n];
        let mut reached = f64::INFINITY;
        for _ in 0..30 {
            next.iter_mut().zip(x.iter().zip(&d)).for_each(|(t, (x, d))| *t = x - step * d);
            reached = f(&next, &mut gradient);
            if reached <= value + 1e-4 * step * slope {
                break;
            }
            step *= 0.5;
        }
        if reached >= value {
            break;
        }
        let s: Vec<f64> = next.iter().zip(&x).map(|(a, b)| a - b).collect();
        let y: Vec<f64> = gradient.iter().zip(&g).map(|(a, b)| a - b).collect();
        let sy = dot(&s, &y);
        if sy > 1e-12 {
            past.push((s, y, 1.0 / sy));
            if past.len() > MEMORY {
                past.remove(0);
            }
        }
        (x, g, value) = (next, gradient, reached);
    }
    x
}

#[cfg(test)]
mod tests {
    use super::{Case, List, dense, listwise, platt, sparse};
    use crate::features::COUNT;

    #[test]
    fn a_feature_that_tells_right_from_wrong_gets_the_weight() {
        let row = |a: f32, b: f32| {
            let mut r = [0.0; COUNT];
            (r[0], r[1]) = (a, b);
            r
        };
        let lists: Vec<List> = (0..20u8)
            .map(|k| List {
                rows: vec![row(1.0, f32::from(k % 2)), row(0.0, f32::from((k + 1) % 2))],
                right: vec![true, false],
            })
            .collect();
        let w = listwise(&lists, &[0, 1], 0.01, &[0.0; COUNT]);
        assert!(w[0] > 1.0 && w[1] < 0.1, "{w:?}");
        assert!(w[2..].iter().all(|x| *x == 0.0));
    }

    #[test]
    fn logistic_regression_separates() {
        let points: Vec<([f32; 2], bool)> =
            (0..40u8).map(|k| ([f32::from(k), f32::from(k % 3)], k >= 20)).collect();
        let cases: Vec<Case<'_>> =
            points.iter().map(|(x, y)| Case { features: x, positive: *y, weight: 1.0 }).collect();
        let (w, b) = dense(&cases, &[0, 1], 0.1);
        for (x, y) in &points {
            let z = w[0] * x[0] + w[1] * x[1] + b;
            assert!((z > 0.0) == *y || (x[0] - 19.5).abs() < 2.0, "{x:?} {z}");
        }
    }

    #[test]
    fn sparse_vectors_separate_too() {
        let (yes, no) = ([(3usize, 1.0f32)], [(4usize, 1.0f32)]);
        let (w, _) = sparse(&[(&yes, true), (&no, false), (&no, false)], 0.1);
        assert!(w[3] > 0.5 && w[4] < -0.5);
    }

    #[test]
    fn overconfident_odds_are_flattened() {
        let cases: Vec<(f64, bool, f64)> = (0..200)
            .map(|k| (if k % 2 == 0 { 4.0 } else { -4.0 }, k % 8 < 2 || k % 2 == 0 && k % 8 != 4, 1.0))
            .collect();
        let [slope, _] = platt(&cases);
        assert!(slope < 0.8, "{slope}");
    }
}
