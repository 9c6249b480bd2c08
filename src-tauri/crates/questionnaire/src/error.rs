//! What makes an answer impossible to write.

use kotae_workbook::CellRef;

/// Why an answer cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The choice is not among those of the question.
    #[error(
        "シート「{sheet}」{at}の質問に「{choice}」という選択肢はありません。{choices}から選んでください \
         (“{choice}” is no choice of the question at {at}: take one of {choices})"
    )]
    NotAChoice {
        /// The sheet.
        sheet: String,
        /// The question's cell.
        at: CellRef,
        /// What was to be written.
        choice: String,
        /// What may be written, joined.
        choices: String,
    },
}
