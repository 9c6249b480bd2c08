//! Finding the questions, the answer cells and the choices in a customer's workbook.
//!
//! [`detect`] takes the sheets of a workbook and gives a [`Layout`]: plain data that a person can
//! correct and that is saved per customer; [`apply`] takes the correction. [`questions`] reads the
//! questions of a layout with the cells their answers go into, [`edits`] turns an answer into the
//! new texts of cells, [`explain`] says why things were taken for what they are. Nothing here opens a
//! file or writes one, and nothing is an error but a choice that a form does not offer: what is odd
//! comes as a [`Notice`].
//!
//! How it works, in the order of the modules that do it: `grid` indexes a sheet; `header` scores
//! every row as a header and cuts the sheet into regions; `columns` looks at the columns of a region
//! and scores them for each role with the words of `words` and the numbers of `weights`; `assign`
//! gives out the roles together; `rows` tells questions from headings, examples, totals and notes;
//! `sections` keeps track of headings; `choices` and `legend` find the choices; `blocks` reads forms
//! that have no table at all; `analyse` decides which sheets ask questions.

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
mod legend;
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
