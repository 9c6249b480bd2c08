//! OpenDocument spreadsheets: their sheets out of content.xml and styles.xml, and new texts into the
//! cells of content.xml with every other byte as it was.

mod besides;
mod read;
mod styles;
mod validations;
mod write;

use crate::budget::Budget;
use crate::error::Error;
use crate::package::Package;
use crate::sheet::Sheet;
use crate::warning::Warning;
use crate::xml::attr;
use quick_xml::events::Event;
use std::collections::BTreeSet;
use styles::Styles;

pub(crate) use besides::{Besides, besides, headers};
pub(crate) use write::write;

/// The part that holds all cells.
pub(crate) const CONTENT: &str = "content.xml";

/// What is read from a spreadsheet.
pub(crate) struct Read {
    pub(crate) sheets: Vec<Sheet>,
    pub(crate) warnings: Vec<Warning>,
}

/// Reads the sheets of a spreadsheet.
///
/// # Errors
/// Encryption, damage, and sizes beyond [`crate::limits`].
pub(crate) fn read(package: &mut Package<'_>) -> Result<Read, Error> {
    if encrypted(package)? {
        return Err(Error::Encryption { what: "OpenDocument".to_owned() });
    }
    let mut styles = Styles::default();
    if let Some(shared) = package.read_xml("styles.xml", |xml| {
        let mut shared = Styles::default();
        xml.root("document-styles")?;
        styles::children(xml, &mut shared, |_, _, _| Ok(false))?;
        Ok(shared)
    })? {
        styles = shared;
    }
    let mut budget = Budget::default();
    let content = package.read_large(CONTENT, |xml| read::content(xml, styles, &mut budget))?;
    let content = content.ok_or_else(|| Error::MissingPart { part: CONTENT.to_owned() })?;
    let mut names = BTreeSet::new();
    if let Some(twice) = content.sheets.iter().find(|s| !names.insert(s.name.as_str())) {
        return Err(Error::SheetTwice { sheet: twice.name.clone() });
    }
    Ok(content)
}

/// Does the list of parts say that they are encrypted?
fn encrypted(package: &mut Package<'_>) -> Result<bool, Error> {
    let found = package.read_xml("META-INF/manifest.xml", |xml| {
        let mut found = false;
        loop {
            match xml.next()? {
                Event::Start(e) if e.local_name().as_ref() == "encryption-data" => found = true,
                Event::Start(e) if e.local_name().as_ref() == "file-entry" => {
                    // Read so that a damaged attribute is noticed.
                    attr(&e, "full-path")?;
                }
                Event::Eof => return Ok(found),
                _ => {}
            }
        }
    })?;
    Ok(found.unwrap_or_default())
}
