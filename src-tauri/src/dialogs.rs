//! The system's own dialogs, opened from here: the page gets a path and no permission.

use crate::desk::Dialogs;
use crate::view::Lang;
use std::path::PathBuf;
use tauri_plugin_dialog::DialogExt as _;

/// Endings of files that may hold a questionnaire; what a file is shows from its content.
const FORMATS: [&str; 8] = ["xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv", "txt"];

/// The dialogs of the system that the app runs on.
pub(crate) struct System(pub(crate) tauri::AppHandle);

impl Dialogs for System {
    fn file(&self, lang: Lang) -> Option<PathBuf> {
        let (title, kind) = match lang {
            Lang::Ja => ("調査票を開く", "調査票（Excel、ODS、CSV）"),
            Lang::En => ("Open a questionnaire", "Questionnaires (Excel, ODS, CSV)"),
        };
        let dialog = self.0.dialog().file().set_title(title).add_filter(kind, &FORMATS);
        dialog.blocking_pick_file()?.into_path().ok()
    }

    fn folder(&self, lang: Lang) -> Option<PathBuf> {
        let title = match lang {
            Lang::Ja => "書き出すフォルダーを選ぶ",
            Lang::En => "Choose a folder to export to",
        };
        self.0.dialog().file().set_title(title).blocking_pick_folder()?.into_path().ok()
    }
}
