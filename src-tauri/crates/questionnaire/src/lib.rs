//! Finding the questions, the answer cells and the choices in a customer's workbook.

mod analyse;
mod assign;
mod blocks;
mod choices;
mod columns;
mod detect;
mod grid;
mod header;
mod layout;
mod notice;
mod phrases;
mod rows;
mod sections;
mod table;
mod vocab;
mod weights;

pub use detect::detect;
pub use layout::{Column, ColumnError, Columns, Layout, Ordered, Row, SheetLayout, Table};
pub use notice::{Notice, Severity, Warned};

#[cfg(test)]
mod forms;
#[cfg(test)]
mod testing;
