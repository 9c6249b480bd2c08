//! A customer's workbook: what stands in its cells and how its sheets are built, and writing
//! answers into it with every other byte left as it was.
//!
//! Takes bytes, gives bytes; opens no file and knows no questionnaire. [`Workbook::open`] reads,
//! [`Workbook::fill`] writes.
//!
//! Structure (merges, validations, locks, formulas, formats) comes from one reading of the XML of our
//! own, under [`limits`]; cell values of .xlsx come through calamine, with our reading standing in where it
//! stops. A cell that the two read differently is named in a warning, and a test holds both readings
//! against each other on every workbook of the suite.
//!
//! A new format is a new arm in [`Workbook::open`], chosen by what [`recognise`] finds.

mod address;
mod binary;
mod book;
mod budget;
mod csv;
mod drawing;
mod error;
mod fill;
mod fresh;
mod heights;
pub mod limits;
mod lists;
mod ods;
mod package;
mod password;
mod ranges;
mod sheet;
mod side;
mod sniff;
mod styles;
mod traces;
mod validations;
mod values;
mod warning;
mod workbook;
mod worksheet;
mod xml;

pub use address::{AddressError, CellRange, CellRef, MAX_COLUMN, MAX_ROW, column_name, column_number};
pub use csv::{TextEncoding, plain_text};
pub use drawing::{Align, Drawing, Look};
pub use error::{Error, Limit, Mismatch, NameFault, PartFault};
pub use fill::{Change, Edit, Filled, Part, Refusal, RefusalReason};
pub use heights::Raised;
pub use password::{Unlocked, decrypt, encrypt, unlock};
pub use sheet::{
    Cell, Choice, ColumnFormat, Comment, Fit, Lookup, NotEditable, RowFormat, Sheet, SheetState, TextFormat,
    Usual, Validation, ValidationKind, Value,
};
pub use sniff::{FileKind, recognise};
pub use traces::{Trace, TraceKind};
pub use warning::{Warning, WarningCode};
pub use workbook::{Format, Workbook};
