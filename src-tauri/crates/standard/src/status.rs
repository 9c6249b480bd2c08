//! What a response claims about what was asked.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Status of an answer, as `kotae` writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// 対応: met.
    Full,
    /// 一部対応・条件付き: met in part, or with a condition or exception.
    Partial,
    /// 未対応: not met.
    No,
    /// 対象外: does not apply to the service.
    Na,
    /// クラウド事業者等に依存: rests with the cloud provider or the customer.
    Delegated,
    /// 要確認: the document does not say (a blank response too).
    #[serde(alias = "blank")]
    Unknown,
}

impl Status {
    /// The word shown to people.
    #[must_use]
    pub fn japanese(self) -> &'static str {
        match self {
            Self::Full => "対応",
            Self::Partial => "一部対応・条件付き",
            Self::No => "未対応",
            Self::Na => "対象外",
            Self::Delegated => "クラウド事業者等に依存",
            Self::Unknown => "要確認",
        }
    }

    /// The word in the command line's output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Partial => "partial",
            Self::No => "no",
            Self::Na => "na",
            Self::Delegated => "delegated",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
