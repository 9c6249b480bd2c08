//! Finding the questions, the answer cells and the choices in a customer's workbook.

mod analyse;
mod apply;
mod assign;
mod blocks;
mod choices;
mod columns;
mod detect;
mod edits;
mod error;
mod explain;
mod grid;
mod header;
mod layout;
mod marks;
mod notice;
mod phrases;
mod questions;
mod row_signs;
mod rows;
mod sections;
mod signs;
mod table;
mod vocab;
mod weights;
mod words;

pub use apply::apply;
pub use detect::detect;
pub use edits::edits;
pub use error::Error;
pub use explain::explain;
pub use layout::{Column, ColumnError, Columns, Layout, Ordered, Row, SheetLayout, Table};
pub use notice::{Notice, Severity, Warned};
pub use questions::{AnswerSlot, Question, StatusSlot, questions};

#[cfg(test)]
mod forms;
#[cfg(test)]
mod testing;
