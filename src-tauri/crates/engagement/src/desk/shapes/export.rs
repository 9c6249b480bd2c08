//! How far the work is, what stands in the way of the export, and what was written.

use super::State;
use kotae_standard::Status;
use serde::Serialize;

/// The work at a glance.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Overview {
    /// How many questions are in each state, in the order of the states.
    pub states: Vec<StateCount>,
    /// How many questions have each certainty, 0 to 5.
    pub certainty: Vec<usize>,
    /// A guess at the minutes of work left; `null` before there is anything to guess from.
    pub remaining_minutes: Option<u32>,
    /// Every control, in the document's order.
    pub controls: Vec<ControlTile>,
}

/// Questions in one state.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StateCount {
    /// The state.
    pub state: State,
    /// How many.
    pub count: usize,
}

/// One control on the map.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ControlTile {
    /// `実39`.
    pub id: String,
    /// Topic line.
    pub title: String,
    /// What the whole response claims.
    #[cfg_attr(feature = "bindings", ts(type = "Status"))]
    pub status: Status,
    /// Empty in the document?
    pub blank: bool,
    /// Rows whose answer cites it.
    pub cited: Vec<usize>,
}

/// What stands between the work and its export.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Gate {
    /// Those of rows in the order of the questions, then those of the file as a whole.
    pub problems: Vec<Problem>,
    /// Rows that would be written: settled by a person and without a problem that stops them.
    pub ready: usize,
    /// Rows that nobody has settled.
    pub unreviewed: usize,
    /// Rows that would stay as they are.
    pub not_written: usize,
    /// Settled rows that nothing stops but another customer's name.
    pub named: usize,
    /// Settled rows whose height hides part of their answer and can be changed …
    pub low: usize,
    /// … and rows that nobody has settled.
    pub low_unreviewed: usize,
}

/// Something to look at before the export.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// The row, where it concerns one.
    pub n: Option<usize>,
    /// A fixed word: `unconfirmed`, `choice-and-text`, …
    pub code: String,
    /// Does it keep the row from being written?
    pub severity: Severity,
    /// Does it count only where rows are written too that nobody has settled?
    pub unsettled: bool,
    /// `質問票 E12`.
    #[serde(rename = "where")]
    #[cfg_attr(feature = "bindings", ts(rename = "where"))]
    pub place: String,
    /// Where it can be seen in the customer's sheets, when it concerns no row.
    pub spot: Option<Spot>,
    /// In words.
    pub message: String,
}

/// A place in the customer's sheets.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Spot {
    /// Index of the sheet.
    pub sheet: usize,
    /// The row, counted from 1, where it is of one.
    pub row: Option<u32>,
}

/// How much a problem weighs.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// The row, or the whole file, is not written while it stands.
    Stop,
    /// Worth a look.
    Warn,
}

/// What was written.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Exported {
    /// The filled workbook.
    pub output: String,
    /// The review workbook.
    pub report: String,
    /// The 変更証明.
    pub proof: String,
    /// Cells written.
    pub written: usize,
    /// Rows made higher.
    pub raised: usize,
    /// Cells that could not be written, and rows that were stopped.
    pub refused: Vec<Unwritten>,
}

/// What was not written, and why.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Unwritten {
    /// `質問票 E12`.
    pub cell: String,
    /// In words.
    pub why: String,
}
