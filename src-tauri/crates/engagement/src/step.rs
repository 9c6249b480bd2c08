//! Progress of long work, and the way to stop it.

use crate::convert::Conversion;
use std::ops::ControlFlow;

/// Where a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Reading the workbook.
    Reading,
    /// The file is of a format that is not written into; an .xlsx is made of it, probably in this way.
    Converting(Conversion),
    /// Finding the questions.
    Detecting,
    /// Matching questions: how many are done, of how many.
    Matching {
        /// Questions done.
        done: usize,
        /// Questions in all.
        total: usize,
    },
    /// Writing the outputs.
    Writing,
}

/// Told of each step; breaking stops the job before anything is written.
pub type OnStep<'a> = &'a (dyn Fn(Step) -> ControlFlow<()> + Sync);

/// For callers who neither watch nor stop.
pub fn unwatched(_: Step) -> ControlFlow<()> {
    ControlFlow::Continue(())
}
