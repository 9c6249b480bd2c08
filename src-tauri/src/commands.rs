//! What the page can call. Each command hands its request to the [`Desk`] on a thread that may
//! block, so that the window stays alive while the engine works.

use crate::desk::Desk;
use crate::error::CommandError;
use crate::view::{Edition, Item, ItemRequest, SearchReply, SearchRequest};
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

#[tauri::command]
async fn edition(desk: Shared<'_>, request: ()) -> Result<Edition, CommandError> {
    run(&desk, request, Desk::edition).await
}

#[tauri::command]
async fn search(desk: Shared<'_>, request: SearchRequest) -> Result<SearchReply, CommandError> {
    run(&desk, request, Desk::search).await
}

#[tauri::command]
async fn item(desk: Shared<'_>, request: ItemRequest) -> Result<Item, CommandError> {
    run(&desk, request, Desk::item).await
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
