//! Why a command of the page failed. A code exists only where the page does something different;
//! everything that happens to a person is said by the engine in words.

use serde::Serialize;

/// Why a command failed; the page tells the cases apart by `code`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "code", rename_all = "camelCase")]
pub enum CommandError {
    /// The engine could not be opened: no command can work. Said in both languages, because the
    /// page shows it for as long as it is open, across a switch of language.
    #[error("{ja} ({en})")]
    Engine {
        /// In Japanese.
        ja: String,
        /// In English.
        en: String,
    },
    /// There is no such control or section.
    #[error("{message}")]
    NoSuchItem {
        /// Why, in the language of the request.
        message: String,
    },
    /// A file was not taken, or an output could not be written.
    #[error("{message} {hint}")]
    Refused {
        /// What happened, to which file, and why.
        message: String,
        /// What a person can do; may be empty.
        hint: String,
    },
    /// The file is encrypted: it opens with its password, and the one given, if any, was not it.
    #[error("{message}")]
    Password {
        /// In words.
        message: String,
    },
    /// Another window or process has the questionnaire open.
    #[error("{message}")]
    Busy {
        /// In words.
        message: String,
    },
    /// A person stopped the work.
    #[error("中止しました (stopped)")]
    Cancelled,
    /// What was asked for cannot be done to this question, or there is no open questionnaire.
    #[error("{message}")]
    NotAllowed {
        /// Why.
        message: String,
    },
    /// The work ended without a result; asking again may help.
    #[error(
        "処理が途中で止まりました。もう一度お試しください (the work stopped before it was done: try again)"
    )]
    Interrupted,
}
