//! The sheets as they are drawn, and what their columns are.

use kotae_standard::Status;
use serde::{Deserialize, Serialize};

/// A stretch of the customer's sheet, drawn.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SheetDrawing {
    /// From A to the last used.
    pub columns: Vec<ColumnView>,
    /// Rows in use.
    pub row_count: u32,
    /// First row of `rows`, counted from 1.
    pub from: u32,
    /// The rows asked for.
    pub rows: Vec<DrawnRow>,
}

/// A column.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", ts(rename = "Column"))]
pub struct ColumnView {
    /// `AD`.
    pub letter: String,
    /// Pixels at 100 %.
    pub width: u32,
    /// Hidden?
    pub hidden: bool,
}

/// A row.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DrawnRow {
    /// Counted from 1.
    pub row: u32,
    /// Pixels at 100 %.
    pub height: u32,
    /// Hidden?
    pub hidden: bool,
    /// Cells with something to show; cells covered by a merge are left out.
    pub cells: Vec<DrawnCell>,
}

/// A cell.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DrawnCell {
    /// Counted from 0.
    pub column: u32,
    /// As a person reads it.
    pub text: String,
    /// Columns it spans.
    pub col_span: u32,
    /// Rows it spans; where a merge begins above `from`, what is left of it.
    pub row_span: u32,
    /// `#rrggbb`.
    pub fill: Option<String>,
    /// Font colour, `#rrggbb`.
    pub color: Option<String>,
    /// Bold?
    pub bold: bool,
    /// Where the file says so.
    pub align: Option<Align>,
    /// Wrapped?
    pub wrap: bool,
    /// Has it a border?
    pub border: bool,
    /// What it was taken for.
    pub role: Option<Role>,
    /// The question it belongs to: its own cell or one of its answer cells.
    pub question: Option<usize>,
}

/// Horizontal alignment.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Align {
    /// Left.
    Left,
    /// Center.
    Center,
    /// Right.
    Right,
}

/// What a column or cell means.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Role {
    /// The question's number.
    Number,
    /// A level of its category.
    Category,
    /// The question.
    Question,
    /// The choice goes here.
    Status,
    /// The text goes here.
    Comment,
    /// Numbers of a guideline.
    Reference,
    /// A header row.
    Header,
}

/// Which sheets, rows and columns were taken for what.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LayoutView {
    /// One entry a sheet, in the order of the tabs.
    pub sheets: Vec<LayoutSheet>,
}

/// One sheet of it.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LayoutSheet {
    /// The name on the tab.
    pub name: String,
    /// Does it ask questions?
    pub questionnaire: bool,
    /// Its tables, top to bottom.
    pub tables: Vec<TableView>,
}

/// One table.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TableView {
    /// Counted from 1.
    pub header_rows: Vec<u32>,
    /// The last row that may hold a question.
    pub last_row: Option<u32>,
    /// Its columns.
    pub columns: Vec<TableColumn>,
    /// The choices of most rows.
    pub choices: Vec<String>,
    /// What they mean.
    pub legend: Vec<LegendEntry>,
    /// How many questions it has.
    pub questions: usize,
}

/// A column of a table.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TableColumn {
    /// `D`.
    pub letter: String,
    /// Its header.
    pub header: String,
    /// What it was taken for.
    pub role: Option<Role>,
}

/// What a choice means.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LegendEntry {
    /// As the customer writes it.
    pub choice: String,
    /// What the workbook, or a person, says of it.
    pub meaning: String,
    /// What choosing it claims, where that is known.
    #[cfg_attr(feature = "bindings", ts(type = "Status | null"))]
    pub status: Option<Status>,
}

/// A correction of the layout. Sheets and tables are counted from 0.
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum LayoutEdit {
    /// Does the sheet ask questions?
    Questionnaire {
        /// Which sheet.
        sheet: usize,
        /// It does.
        value: bool,
    },
    /// What a column means. A table that does not exist yet may be named by the next index.
    Role {
        /// Which sheet.
        sheet: usize,
        /// Which table.
        table: usize,
        /// Which column.
        letter: String,
        /// `null`: nothing.
        role: Option<Role>,
    },
    /// Cells were marked: what their columns mean, that the row above them is the header and that the
    /// table ends with them. A table that does not exist yet may be named by the next index.
    Mark {
        /// Which sheet.
        sheet: usize,
        /// Which table.
        table: usize,
        /// Which columns.
        letters: Vec<String>,
        /// `null`: nothing.
        role: Option<Role>,
        /// First row, counted from 1.
        first: u32,
        /// Last row.
        last: u32,
    },
    /// Which rows are the header. A table that does not exist yet may be named by the next index.
    HeaderRows {
        /// Which sheet.
        sheet: usize,
        /// Which table.
        table: usize,
        /// Counted from 1.
        rows: Vec<u32>,
    },
    /// Where the table ends.
    LastRow {
        /// Which sheet.
        sheet: usize,
        /// Which table.
        table: usize,
        /// Counted from 1; `null`: where the sheet does.
        row: Option<u32>,
    },
    /// What a choice means.
    Meaning {
        /// Which sheet.
        sheet: usize,
        /// Which table.
        table: usize,
        /// As the customer writes it.
        choice: String,
        /// `null`: what the workbook says.
        #[cfg_attr(feature = "bindings", ts(type = "Status | null"))]
        status: Option<Status>,
    },
    /// Back to what is found in the sheet.
    Reset {
        /// Which sheet.
        sheet: usize,
    },
}
