//! What a person should know about a workbook although work can go on.

use kotae_workbook::CellRef;
use serde::{Deserialize, Serialize};

/// How much a notice matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Good to know.
    Info,
    /// A person should look before relying on the result.
    Warning,
}

/// Something odd in a customer's file, or something that could not be read with certainty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// How much it matters.
    pub severity: Severity,
    /// A fixed word for programs, such as `locked-answer-cell`.
    pub code: String,
    /// The sheet, where it concerns one.
    pub sheet: Option<String>,
    /// The cell, where it concerns one.
    pub cell: Option<CellRef>,
    /// What was found: Japanese, then English.
    pub message: String,
    /// What a person can do about it, where there is something: Japanese, then English.
    pub hint: Option<String>,
}

impl Notice {
    /// A warning without sheet, cell or hint.
    #[must_use]
    pub fn warning(code: &str, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            code: code.to_owned(),
            sheet: None,
            cell: None,
            message: message.into(),
            hint: None,
        }
    }

    /// An information without sheet, cell or hint.
    #[must_use]
    pub fn info(code: &str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Info, ..Self::warning(code, message) }
    }

    /// The same notice, about a sheet.
    #[must_use]
    pub fn on(mut self, sheet: &str) -> Self {
        self.sheet = Some(sheet.to_owned());
        self
    }

    /// The same notice, about a cell.
    #[must_use]
    pub fn at(mut self, cell: CellRef) -> Self {
        self.cell = Some(cell);
        self
    }

    /// The same notice with advice.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// A result together with what a person should know about it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Warned<T> {
    /// The result.
    pub value: T,
    /// In the order of sheets and cells.
    pub notices: Vec<Notice>,
}
