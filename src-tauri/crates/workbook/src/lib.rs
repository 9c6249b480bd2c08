//! A customer's workbook: what stands in its cells and how its sheets are built, and writing
//! answers into it with every other byte left as it was.
//!
//! Takes bytes, gives bytes; opens no file and knows no questionnaire. [`Workbook::open`] reads,
//! [`Workbook::fill`] writes.
//!
//! Cells and structure come from one reading of the XML of our own, under [`limits`]. calamine reads
//! the same files in the tests, and must read the same values. It is not what reads customers' files,
//! because it gives up a whole workbook over one macro sheet, a whole sheet over one `#SPILL!`, and
//! aborts the process when the shared strings claim to be very many; and because formulas, locks and
//! merges have to be read from the same XML anyway.
//!
//! A new format is a new arm in [`Workbook::open`], chosen by what [`recognise`] finds.

mod address;
mod book;
mod budget;
mod error;
mod fill;
pub mod limits;
mod lists;
mod package;
mod ranges;
mod sheet;
mod side;
mod sniff;
mod styles;
mod validations;
mod warning;
mod workbook;
mod worksheet;
mod xml;

pub use address::{AddressError, CellRange, CellRef, MAX_COLUMN, MAX_ROW, column_name, column_number};
pub use error::{Error, Limit, Mismatch, NameFault, PartFault};
pub use fill::{Change, Edit, Filled, Part, Refusal, RefusalReason};
pub use sheet::{
    Cell, Choice, ColumnFormat, Comment, Lookup, NotEditable, RowFormat, Sheet, SheetState, Validation,
    ValidationKind, Value,
};
pub use sniff::{FileKind, recognise};
pub use warning::{Warning, WarningCode};
pub use workbook::{Format, Workbook};
