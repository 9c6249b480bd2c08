//! A customer's workbook: what stands in its cells and how its sheets are built, and writing
//! answers into it with every other byte left as it was.
//!
//! Takes bytes, gives bytes; opens no file and knows no questionnaire. Cell values come through
//! calamine; validations, protection, hidden rows and columns, fills and the rewriting are our own
//! reading of the XML, because calamine does not offer them.

mod address;
mod sheet;

pub use address::{AddressError, CellRange, CellRef, MAX_COLUMN, MAX_ROW, column_name, column_number};
pub use sheet::{
    Cell, Choice, ColumnFormat, Comment, NotEditable, RowFormat, Sheet, SheetState, Validation,
    ValidationKind, Value,
};
