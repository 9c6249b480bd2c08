//! How good answers are: labelled questions and what was replied to them in, figures, misses and
//! charts out.
//!
//! Takes the bytes of the labelled sets and plain replies; asks nothing itself and opens no file.

mod calibration;
mod charts;
mod figures;
mod interval;
mod misses;
mod outcome;
mod records;
mod report;

pub use calibration::Bin;
pub use charts::{precision_coverage, reliability};
pub use figures::{Figures, StatusFigures};
pub use interval::Interval;
pub use misses::{Miss, MissKind};
pub use outcome::Reply;
pub use records::{Language, Problem, Record, StatusLabel, records, statuses};
pub use report::{Labelled, Measured, Report, Stratum, measure, pair};
