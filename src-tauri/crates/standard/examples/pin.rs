//! Writes the SHA-256 of the current responses into the annotation files, once somebody has made
//! sure that each record still fits its response: `pin ANNOTATIONS_DIR DOCUMENT`.

use kotae_standard::{ItemId, Standard, parse};
use std::error::Error;
use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, document] = arguments.as_slice() else {
        return Err("usage: pin ANNOTATIONS_DIR DOCUMENT".into());
    };
    let standard = parse(&fs::read_to_string(document)?)?;
    let mut files: Vec<_> = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    files.sort_by_key(fs::DirEntry::path);
    for file in files.iter().map(fs::DirEntry::path).filter(|p| p.extension().is_some_and(|e| e == "toml")) {
        pin(&file, &standard)?;
    }
    Ok(())
}

/// Only the values of `sha256` lines change; the rest of the file stays as its authors wrote it.
fn pin(file: &Path, standard: &Standard) -> Result<(), Box<dyn Error>> {
    let mut current: Option<ItemId> = None;
    let mut out = String::new();
    for line in fs::read_to_string(file)?.lines() {
        let value = |key: &str| line.strip_prefix(key)?.trim_start().strip_prefix('=').map(str::trim);
        if let Some(id) = value("id") {
            current = Some(id.trim_matches('"').parse()?);
        }
        match (value("sha256"), current.and_then(|id| standard.item(id))) {
            (Some(_), Some(item)) => out.push_str(&format!("sha256 = \"{}\"", item.sha256())),
            _ => out.push_str(line),
        }
        out.push('\n');
    }
    fs::write(file, out)?;
    Ok(())
}
