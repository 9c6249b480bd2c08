//! What is done, in words, for undo and redo.

use super::shapes::ReviewEvent;
use crate::language::Lang;
use serde::{Deserialize, Serialize};

/// The kind of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Done {
    Typed,
    Chose,
    Took,
    Inserted,
    Confirmed,
    Held,
    OutOfScope,
    Reopened,
    Noted,
    Layout,
}

impl Done {
    pub(super) fn of(event: &ReviewEvent) -> Self {
        match event {
            ReviewEvent::Type { .. } => Self::Typed,
            ReviewEvent::Choose { .. } => Self::Chose,
            ReviewEvent::Take { .. } => Self::Took,
            ReviewEvent::Insert { .. } => Self::Inserted,
            ReviewEvent::Confirm => Self::Confirmed,
            ReviewEvent::Hold => Self::Held,
            ReviewEvent::OutOfScope { .. } => Self::OutOfScope,
            ReviewEvent::Reopen => Self::Reopened,
            ReviewEvent::Note { .. } => Self::Noted,
        }
    }

    /// `3-2 の確認`, "confirming 3-2".
    pub(super) fn words(self, name: &str, lang: Lang) -> String {
        let (ja, en) = match self {
            Self::Typed => ("回答の入力", "typing the answer of"),
            Self::Chose => ("選択", "choosing in"),
            Self::Took => ("候補の採用", "taking a match for"),
            Self::Inserted => ("引用の追加", "adding a quotation to"),
            Self::Confirmed => ("確認", "confirming"),
            Self::Held => ("保留", "holding"),
            Self::OutOfScope => ("対象外", "marking as not applicable"),
            Self::Reopened => ("確認の取り消し", "reopening"),
            Self::Noted => ("メモ", "the note on"),
            Self::Layout => return lang.pick("列の割り当ての修正", "correcting the layout").to_owned(),
        };
        match lang {
            Lang::Ja => format!("{name} の{ja}"),
            Lang::En => format!("{en} {name}"),
        }
    }
}
