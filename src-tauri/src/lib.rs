//! The desktop app: a window over the engine.
//!
//! [`Desk`] is what stands behind the window, without Tauri; `commands` hands each call of the page
//! to it; this file puts them together. Nothing here reads a file or decides about an answer: that
//! is `kotae-engagement`'s work.

/// Every command of the page, once. The handler, the bindings of the page and the test of the
/// permissions are all made from this list; each name is a method of [`Desk`].
#[cfg(any(feature = "desktop", test))]
macro_rules! every_command {
    ($then:ident) => {
        $then! {
            edition, notices, search, item, recent, forget, next_file, choose_file, open, resume, close, progress,
            cancel, question, act, undo, redo, place, sheet, layout, correct, overview, gate,
            choose_folder, export, reveal, leave
        }
    };
}

#[cfg(test)]
mod bindings;
#[cfg(feature = "desktop")]
mod commands;
mod desk;
#[cfg(feature = "desktop")]
mod dialogs;
mod error;
#[cfg(test)]
mod permissions;
mod view;

pub use desk::{Desk, Dialogs};
pub use error::CommandError;
pub use view::{
    ActRequest, Chosen, CorrectRequest, Edition, ExportRequest, Facet, Hit, Item, ItemRequest, KeptRequest,
    Lang, LeaveRequest, NextFile, OpenRequest, PlaceRequest, QuestionRequest, ResumeRequest, RevealRequest,
    SearchReply, SearchRequest, Series, SheetRequest, Spoken, Status,
};

/// How long a window that is being closed waits for what was typed to be saved, which takes some
/// milliseconds; a page that does not answer holds it no longer.
#[cfg(feature = "desktop")]
const CLOSING: std::time::Duration = std::time::Duration::from_secs(2);

/// Opens the window and runs until it is closed.
///
/// The engine is opened when the page first asks for something, which it does once it has painted: a
/// small machine has no core to spare for it before.
///
/// # Errors
/// When the window cannot be made.
#[cfg(feature = "desktop")]
pub fn run() -> tauri::Result<()> {
    let desk = std::sync::Arc::new(Desk::default());
    for named in std::env::args_os().skip(1).map(std::path::PathBuf::from) {
        // Relative names are the shell's; what is no path at all is no file.
        if let Ok(path) = std::path::absolute(&named)
            && path.exists()
        {
            desk.file_came(path);
        }
    }
    let dropped = std::sync::Arc::clone(&desk);
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .manage(std::sync::Arc::clone(&desk))
        .invoke_handler(commands::handler())
        .setup(move |app| {
            desk.bring_dialogs(Box::new(dialogs::System(app.handle().clone())));
            Ok(())
        })
        // Drops arrive here as paths of the system; the page asks for them with `nextFile` and needs
        // no permission to listen to events.
        .on_window_event(move |window, event| {
            use tauri::DragDropEvent::{Drop, Enter, Leave};
            let event = match event {
                tauri::WindowEvent::DragDrop(event) => event,
                tauri::WindowEvent::CloseRequested { api, .. } => {
                    api.prevent_close();
                    let (desk, window) = (std::sync::Arc::clone(&dropped), window.clone());
                    std::thread::spawn(move || {
                        if desk.may_close(CLOSING) {
                            // A window that is gone already needs no closing.
                            let _ = window.destroy();
                        }
                    });
                    return;
                }
                _ => return,
            };
            match event {
                Enter { .. } => dropped.file_over(true),
                Leave => dropped.file_over(false),
                Drop { paths, .. } => {
                    dropped.file_over(false);
                    paths.iter().for_each(|path| dropped.file_came(path.clone()));
                }
                _ => {}
            }
        })
        .run(tauri::generate_context!())
}
