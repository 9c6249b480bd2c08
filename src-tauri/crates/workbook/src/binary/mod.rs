//! The binary formats: .xls (BIFF8, and BIFF5 of Excel 5.0/95) and .xlsb, read from their records by our
//! own hand: values and how the sheets are built. The readers that there are believe what a file says of
//! its sizes, chains and names, and a few bytes of a hostile one can make them take all memory; here every
//! text and cell is counted against [`crate::limits`] before it is kept. Tests hold the values against
//! calamine's. They are read only: an answered copy of them is an .xlsx ([`crate::Workbook::fill`] says so).

mod compound;
mod dropdown;
mod records;
mod strings;
mod unlock;
mod values;
mod xls;
mod xlsb;

use crate::sheet::SheetState;

pub(crate) use compound::stream;
pub(crate) use unlock::{decrypted as decrypted_xls, encrypted as encrypted_xls};
pub(crate) use xls::read as read_xls;
pub(crate) use xlsb::read as read_xlsb;

/// Whether a tab can be seen, by the number both formats give it.
fn state(number: u32) -> SheetState {
    match number & 3 {
        0 => SheetState::Visible,
        1 => SheetState::Hidden,
        _ => SheetState::VeryHidden,
    }
}
