//! What the page can call. Each command hands its request to the [`Desk`] on a thread that may
//! block, so that the window stays alive while the engine works.

use crate::desk::Desk;
use crate::error::CommandError;
use crate::view::{
    ActRequest, Chosen, CorrectRequest, Edition, ExportRequest, Item, ItemRequest, KeptRequest, LeaveRequest,
    NextFile, OpenRequest, PlaceRequest, QuestionRequest, ResumeRequest, RevealRequest, SearchReply,
    SearchRequest, SheetRequest, Spoken,
};
use kotae_engagement::desk::{
    Acted, Exported, Gate, LayoutView, Notices, Opened, Overview, Progress, QuestionView, Recent,
    SheetDrawing,
};
use std::sync::Arc;
use tauri::State;
use tauri::ipc::Invoke;

type Shared<'a> = State<'a, Arc<Desk>>;

macro_rules! handler {
    ($($name:ident),*) => { tauri::generate_handler![$($name),*] };
}

/// Dispatches the calls of the page.
pub(crate) fn handler() -> impl Fn(Invoke<tauri::Wry>) -> bool + Send + Sync + 'static {
    every_command!(handler)
}

macro_rules! commands {
    ($($name:ident: $request:ty => $reply:ty;)*) => {
        $(
            #[tauri::command]
            async fn $name(desk: Shared<'_>, request: $request) -> Result<$reply, CommandError> {
                run(&desk, request, Desk::$name).await
            }
        )*
    };
}

commands! {
    edition: () => Edition;
    notices: Spoken => Notices;
    search: SearchRequest => SearchReply;
    item: ItemRequest => Item;
    recent: Spoken => Vec<Recent>;
    forget: KeptRequest => Vec<Recent>;
    next_file: () => NextFile;
    choose_file: Spoken => Chosen;
    open: OpenRequest => Opened;
    resume: ResumeRequest => Opened;
    close: () => ();
    progress: () => Option<Progress>;
    cancel: () => ();
    question: QuestionRequest => QuestionView;
    act: ActRequest => Acted;
    undo: Spoken => Option<Acted>;
    redo: Spoken => Option<Acted>;
    place: PlaceRequest => ();
    sheet: SheetRequest => SheetDrawing;
    layout: Spoken => LayoutView;
    correct: CorrectRequest => Opened;
    overview: Spoken => Overview;
    gate: Spoken => Gate;
    choose_folder: Spoken => Chosen;
    export: ExportRequest => Exported;
    reveal: RevealRequest => ();
    leave: LeaveRequest => ();
}

async fn run<Request: Send + 'static, Reply: Send + 'static>(
    desk: &Arc<Desk>,
    request: Request,
    method: fn(&Desk, Request) -> Result<Reply, CommandError>,
) -> Result<Reply, CommandError> {
    let desk = Arc::clone(desk);
    let work = tauri::async_runtime::spawn_blocking(move || method(&desk, request));
    // The thread ends without a result only when the method panicked.
    work.await.unwrap_or(Err(CommandError::Interrupted))
}
