//! One customer's questionnaire being answered: the use cases behind the window and the command
//! line, and the only place that opens files.
//!
//! Takes paths and plain values, gives plain values; knows no terminal and no window. Long work
//! reports through `on_step` and can be stopped there.

mod answers;
mod check;
pub mod clock;
mod convert;
pub mod desk;
mod error;
mod evaluate;
mod files;
mod fill;
mod inspect;
mod kotae;
mod language;
mod leaks;
mod organisations;
mod password;
mod proof;
mod reporting;
mod semantics;
mod shipped;
mod shown;
mod step;
mod views;

pub use answers::Answers;
pub use check::{CheckProblem, CheckReport, CheckRequest};
pub use convert::Conversion;
pub use error::{Error, Outcome, io_reason};
pub use evaluate::{EvaluateRequest, Evaluated};
pub use fill::{FillRequest, FillSummary, Policy, RefusedCell};
pub use inspect::{InspectRequest, Inspected, Warning, explain, inspect};
pub use kotae::Kotae;
pub use language::Lang;
pub use password::Password;
pub use semantics::ModelBytes;
pub use step::{OnStep, Step, unwatched};
pub use views::{
    ControlView, Edition, ItemView, LintReport, MatchReply, MatchRequest, MatchView, SearchHit, SearchReply,
    SectionView, StandardView,
};

pub use kotae_answering::{Decision, Notice, NoticeCode};
pub use kotae_evaluation::{Figures, Measured, Miss, MissKind, Report, Stratum};
pub use kotae_matching::{Evidence, Why};
pub use kotae_questionnaire::{Column, Layout};
pub use kotae_standard::{FindingKind, ItemId, Status};
