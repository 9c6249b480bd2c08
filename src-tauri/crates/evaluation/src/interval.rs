//! How much a share counted on few questions can be trusted.

use serde::Serialize;

/// The 97.5 % point of the normal distribution: two-sided intervals of 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// A 95 % interval of a share, after Wilson; unlike the textbook one it stays sensible at 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// Of `right` in `all`; nothing when there are none.
    #[must_use]
    pub fn of(right: usize, all: usize) -> Option<Self> {
        if all == 0 {
            return None;
        }
        let n = all as f64;
        let p = right as f64 / n;
        let spread = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
        let scale = 1.0 + Z * Z / n;
        let middle = p + Z * Z / (2.0 * n);
        Some(Self {
            low: ((middle - spread) / scale).clamp(0.0, 1.0),
            high: ((middle + spread) / scale).clamp(0.0, 1.0),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Interval;

    #[test]
    fn intervals_are_wilsons() {
        // Values of the textbook formula, worked out by hand to four places.
        for (right, all, low, high) in [(8, 10, 0.4902, 0.9433), (0, 10, 0.0, 0.2775), (1, 1, 0.2065, 1.0)] {
            let got = Interval::of(right, all).expect("there are some");
            assert!((got.low - low).abs() < 1e-4 && (got.high - high).abs() < 1e-4, "{right}/{all}: {got:?}");
        }
        assert_eq!(Interval::of(0, 0), None);
    }
}
