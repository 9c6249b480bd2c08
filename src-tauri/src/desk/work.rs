//! The commands about an open questionnaire.

use super::Desk;
use crate::error::CommandError;
use crate::view::{
    ActRequest, Chosen, CorrectRequest, ExportRequest, KeptRequest, NextFile, OpenRequest, PlaceRequest,
    QuestionRequest, RevealRequest, SheetRequest, Spoken,
};
use kotae_engagement::desk::{
    Acted, Exported, Gate, LayoutView, Opened, Overview, Progress, QuestionView, Recent, SheetDrawing,
};

fn later<T>() -> Result<T, CommandError> {
    Err(CommandError::NotAllowed { message: "準備中です (not there yet)".to_owned() })
}

macro_rules! stubs {
    ($($(#[$doc:meta])* $name:ident: $request:ty => $reply:ty;)*) => {
        impl Desk {
            $(
                $(#[$doc])*
                #[allow(missing_docs, clippy::missing_errors_doc, clippy::needless_pass_by_value)]
                pub fn $name(&self, _: $request) -> Result<$reply, CommandError> {
                    later()
                }
            )*
        }
    };
}

stubs! {
    recent: Spoken => Vec<Recent>;
    forget: KeptRequest => Vec<Recent>;
    next_file: () => NextFile;
    choose_file: Spoken => Chosen;
    open: OpenRequest => Opened;
    resume: KeptRequest => Opened;
    close: () => ();
    progress: () => Option<Progress>;
    cancel: () => ();
    question: QuestionRequest => QuestionView;
    act: ActRequest => Acted;
    undo: Spoken => Option<Acted>;
    redo: Spoken => Option<Acted>;
    place: PlaceRequest => ();
    sheet: SheetRequest => SheetDrawing;
    layout: () => LayoutView;
    correct: CorrectRequest => Opened;
    overview: Spoken => Overview;
    gate: Spoken => Gate;
    choose_folder: Spoken => Chosen;
    export: ExportRequest => Exported;
    reveal: RevealRequest => ();
}
