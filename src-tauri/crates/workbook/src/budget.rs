//! How much a workbook may still hold while it is being read.

use crate::error::{Limit, PartFault};
use crate::limits;

/// What all parts of a workbook together may still hold.
pub(crate) struct Budget {
    cells: u64,
    strings: u64,
    text: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self { cells: limits::CELLS, strings: limits::CELLS, text: limits::TEXT }
    }
}

fn take(left: &mut u64, amount: u64, what: Limit, limit: u64) -> Result<(), PartFault> {
    *left = left.checked_sub(amount).ok_or(PartFault::TooLarge(what, limit))?;
    Ok(())
}

impl Budget {
    /// One more cell.
    pub(crate) fn cell(&mut self) -> Result<(), PartFault> {
        take(&mut self.cells, 1, Limit::Cells, limits::CELLS)
    }

    /// One more shared string.
    pub(crate) fn string(&mut self) -> Result<(), PartFault> {
        take(&mut self.strings, 1, Limit::Strings, limits::CELLS)
    }

    /// More text that is kept, in bytes.
    pub(crate) fn text(&mut self, bytes: usize) -> Result<(), PartFault> {
        take(&mut self.text, bytes as u64, Limit::Text, limits::TEXT)
    }
}

/// Refuses more ranges of one kind than a sheet may have.
pub(crate) fn few(count: usize) -> Result<(), PartFault> {
    if count as u64 > limits::RANGES {
        return Err(PartFault::TooLarge(Limit::Ranges, limits::RANGES));
    }
    Ok(())
}
