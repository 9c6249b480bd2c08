//! Charts as plain SVG: readable on light and dark pages, in Japanese and English, and the same bytes
//! for the same figures.

mod coverage;
mod reliability;
mod svg;

pub use coverage::precision_coverage;
pub(crate) use coverage::{Point, curve};
pub use reliability::reliability;

use crate::report::Report;

/// Who is shown: how many questions of which sets.
fn whom(report: &Report) -> String {
    let names: Vec<&str> = report.sets.iter().map(|s| s.name.as_str()).collect();
    format!("{} 問 / questions · {}", report.all.figures.n, names.join(", "))
}
