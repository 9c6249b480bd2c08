//! Prepares the desktop build: Tauri's checks of capabilities and permissions, and a page to embed
//! while the real one has not been built.

fn main() -> std::io::Result<()> {
    #[cfg(feature = "desktop")]
    desktop()?;
    Ok(())
}

#[cfg(feature = "desktop")]
fn desktop() -> std::io::Result<()> {
    use std::path::Path;
    use tauri_build::{AppManifest, Attributes, WindowsAttributes};

    // Tauri watches these folders only where it expects them, beside tauri.conf.json.
    for watched in ["src-tauri/capabilities", "src-tauri/permissions", "src-tauri/icons", "ui/dist"] {
        println!("cargo:rerun-if-changed={watched}");
    }
    // `generate_context!` embeds this folder at compile time; without it nothing would compile on a
    // fresh checkout, not even the tests that show no page.
    let dist = Path::new("ui/dist");
    if !dist.join("index.html").exists() {
        std::fs::create_dir_all(dist)?;
        std::fs::write(dist.join("index.html"), PLACEHOLDER)?;
    }
    tauri_build::try_build(
        Attributes::new()
            .capabilities_path_pattern("./src-tauri/capabilities/**/*")
            .app_manifest(AppManifest::new().permissions_path_pattern("./src-tauri/permissions/**/*"))
            .windows_attributes(WindowsAttributes::new().window_icon_path("src-tauri/icons/icon.ico")),
    )
    .map_err(|e| std::io::Error::other(format!("{e:#}")))
}

#[cfg(feature = "desktop")]
const PLACEHOLDER: &str = "<!doctype html>\n<meta charset=\"utf-8\">\n<title>Kotae</title>\n\
<p>画面がまだビルドされていません。ui フォルダーで npm ci と npm run build を実行し、もう一度ビルドしてください。</p>\n\
<p>The window has not been built: run npm ci and npm run build in ui, then build again.</p>\n";
