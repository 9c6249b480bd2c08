//! The desktop app `kotae-desktop`. Everything it does is in the library.

// No console window behind the app on Windows; debug builds keep it for their messages.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> tauri::Result<()> {
    kotae_desktop::run()
}
