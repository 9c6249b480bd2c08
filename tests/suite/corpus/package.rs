//! A zip package read anew, without our own reader: its entries as they lie there, and which part
//! holds which sheet.

use kotae_workbook::{CellRange, CellRef};
use quick_xml::Reader;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};
use zip::{ZipArchive, ZipWriter};

/// An entry of a package as the zip directory and its bytes show it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub(crate) name: String,
    method: String,
    crc: u32,
    size: u64,
    time: Option<u32>,
    mode: Option<u32>,
    comment: String,
    /// As they lie in the file, not inflated.
    packed: Vec<u8>,
}

impl Entry {
    /// The same entry as far as a new content allows.
    pub(crate) fn frame(&self) -> (&str, &str, Option<u32>, Option<u32>, &str) {
        (&self.name, &self.method, self.time, self.mode, &self.comment)
    }
}

/// The entries in the order of the directory.
pub(crate) fn entries(bytes: &[u8]) -> Result<Vec<Entry>, String> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| e.to_string())?;
    let mut out = Vec::new();
    for n in 0..zip.len() {
        let mut entry = zip.by_index_raw(n).map_err(|e| e.to_string())?;
        let mut packed = Vec::new();
        entry.read_to_end(&mut packed).map_err(|e| e.to_string())?;
        out.push(Entry {
            name: entry.name().map_err(|e| e.to_string())?.into_owned(),
            method: format!("{:?}", entry.compression()),
            crc: entry.crc32(),
            size: entry.size(),
            time: entry.last_modified().map(|t| u32::from(t.datepart()) << 16 | u32::from(t.timepart())),
            mode: entry.unix_mode(),
            comment: entry.comment().to_owned(),
            packed,
        });
    }
    Ok(out)
}

/// The package with another content of one part.
pub(crate) fn with_part(bytes: &[u8], name: &str, content: &[u8]) -> Vec<u8> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for n in 0..zip.len() {
        let entry = zip.by_index_raw(n).expect("an entry");
        let entry_name = entry.name().expect("a name").into_owned();
        if entry_name == name {
            out.start_file(entry_name, entry.options()).expect("started");
            out.write_all(content).expect("written");
        } else {
            out.raw_copy_file(entry).expect("copied");
        }
    }
    out.finish().expect("finished").into_inner()
}

/// The inflated part of this name, upper and lower case taken as one.
pub(crate) fn part(bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let n = (0..zip.len()).find(|&n| {
        let found = zip.name_for_index(n).and_then(Result::ok);
        found.is_some_and(|f| f.replace('\\', "/").eq_ignore_ascii_case(name))
    })?;
    let mut out = Vec::new();
    zip.by_index(n).ok()?.read_to_end(&mut out).ok()?;
    Some(out)
}

/// A part as text, without a byte order mark.
pub(crate) fn text(bytes: &[u8], name: &str) -> Option<String> {
    let part = String::from_utf8(part(bytes, name)?).ok()?;
    Some(part.strip_prefix('\u{FEFF}').map_or(part.clone(), str::to_owned))
}

/// How far the reader has come, in bytes.
pub(crate) fn place(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).expect("a part lies in memory")
}

/// The attributes of a tag that can be read.
pub(crate) fn attributes<'e>(e: &'e BytesStart<'_>) -> impl Iterator<Item = Attribute<'e>> {
    let mut all = e.attributes();
    all.with_checks(false);
    all.flatten()
}

/// The value of an attribute by its local name.
pub(crate) fn attribute(e: &BytesStart<'_>, name: &str) -> Option<String> {
    let a = attributes(e).find(|a| a.key.local_name().as_ref() == name)?;
    Some(quick_xml::escape::unescape(&a.value).ok()?.into_owned())
}

/// Every element of a part with what `take` makes of it.
fn elements<T>(xml: &str, mut take: impl FnMut(&BytesStart<'_>) -> Option<T>) -> Vec<T> {
    let mut reader = Reader::from_str(xml);
    let mut out = Vec::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(e) | Event::Empty(e) => out.extend(take(&e)),
            Event::Eof => break,
            _ => {}
        }
    }
    out
}

/// Targets of a part's relationships by id, with the last word of their types.
fn relationships(bytes: &[u8], of: &str) -> BTreeMap<String, (String, String)> {
    let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
    let join = |at: &str| if folder.is_empty() { at.to_owned() } else { format!("{folder}/{at}") };
    let Some(xml) = text(bytes, &join(&format!("_rels/{file}.rels"))) else { return BTreeMap::new() };
    elements(&xml, |e| {
        let kind = attribute(e, "Type")?.rsplit('/').next()?.to_owned();
        let target = attribute(e, "Target")?.replace('\\', "/");
        let path = target.strip_prefix('/').map_or_else(|| join(&target), str::to_owned);
        let mut steps: Vec<&str> = Vec::new();
        for step in path.split('/') {
            match step {
                "." | "" => {}
                ".." => drop(steps.pop()),
                step => steps.push(step),
            }
        }
        Some((attribute(e, "Id")?, (kind, steps.join("/"))))
    })
    .into_iter()
    .collect()
}

/// Does an element of this name have an attribute that is a range with the cell in it?
pub(crate) fn attribute_of_any(xml: &str, element: &str, name: &str, at: CellRef) -> bool {
    let found = elements(xml, |e| {
        (e.local_name().as_ref() == element).then(|| attribute(e, name)?.parse::<CellRange>().ok()).flatten()
    });
    found.iter().any(|range| range.contains(at))
}

/// The name of the workbook part.
pub(crate) fn book(bytes: &[u8]) -> String {
    let root = relationships(bytes, "");
    let found = root.into_values().find(|(kind, _)| kind == "officeDocument");
    found.map_or_else(|| "xl/workbook.xml".to_owned(), |(_, part)| part)
}

/// Worksheets with the names of their parts, in the order of the tabs.
pub(crate) fn sheets(bytes: &[u8]) -> Vec<(String, String)> {
    let book = book(bytes);
    let relations = relationships(bytes, &book);
    let Some(xml) = text(bytes, &book) else { return Vec::new() };
    elements(&xml, |e| {
        if e.local_name().as_ref() != "sheet" {
            return None;
        }
        let (kind, part) = relations.get(&attribute(e, "id")?)?;
        (kind == "worksheet").then_some((attribute(e, "name")?, part.clone()))
    })
}

/// The program that wrote a workbook, as it says itself.
pub(crate) fn writer(bytes: &[u8]) -> String {
    let app = text(bytes, "docProps/app.xml").unwrap_or_default();
    let said = app.split_once("Application>").and_then(|(_, rest)| rest.split(['<', '/']).next());
    let said = said.map(|s| s.split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default();
    if said.is_empty() { "(unsaid)".to_owned() } else { said }
}

/// The workbook part without what asks Excel to recalculate.
pub(crate) fn without_recalculation(xml: &str) -> String {
    let mut out = String::new();
    let mut reader = Reader::from_str(xml);
    let (mut from, mut depth) = (0, 0);
    loop {
        let at = place(&reader);
        let Ok(event) = reader.read_event() else { break };
        let end = place(&reader);
        match event {
            Event::Start(e) | Event::Empty(e) if depth <= 2 && e.local_name().as_ref() == "calcPr" => {
                out.push_str(&xml[from..at]);
                for a in attributes(&e).filter(|a| a.key.as_ref() != "fullCalcOnLoad") {
                    out.push_str(&format!(" calcPr:{}={}", a.key.as_ref(), a.value));
                }
                from = end;
            }
            Event::Start(_) => depth += 1,
            Event::End(e) if e.local_name().as_ref() == "calcPr" => {
                from = end;
            }
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    out.push_str(&xml[from..]);
    out
}
