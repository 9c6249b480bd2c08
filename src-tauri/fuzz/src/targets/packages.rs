//! From the text of an input to a file, and from a file to its parts.

use kotae_workbook::CellRef;
use std::io::{Cursor, Read as _, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

pub(super) const BOOK: &str = "xl/workbook.xml";
pub(super) const SHEET: &str = "xl/worksheets/sheet1.xml";
pub(super) const CONTENT: &str = "content.xml";

const NS: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELATIONS: &str = "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"";

/// One line of an input: write this text into that cell.
pub(super) struct Change {
    /// The place of the sheet, from 0.
    pub(super) sheet: usize,
    pub(super) at: CellRef,
    pub(super) text: String,
}

/// The edits at the top of an input, at most eight, and what stands behind the empty line.
pub(super) fn split(data: &[u8]) -> (Vec<Change>, &[u8]) {
    let mut changes = Vec::new();
    let mut rest = data;
    while let Some(end) = rest.iter().position(|&b| b == b'\n') {
        let line = String::from_utf8_lossy(&rest[..end]);
        rest = &rest[end + 1..];
        if line.is_empty() {
            break;
        }
        let (first, text) = line.split_once(' ').unwrap_or((&line, ""));
        let (sheet, cell, text) = match first.parse() {
            Ok(sheet) => {
                let (cell, text) = text.split_once(' ').unwrap_or((text, ""));
                (sheet, cell, text)
            }
            Err(_) => (0, first, text),
        };
        if let Ok(at) = cell.parse()
            && changes.len() < 8
        {
            changes.push(Change { sheet, at, text: text.replace("\\n", "\n") });
        }
    }
    (changes, rest)
}

/// The file that an input stands for: a zip of its parts, or the bytes as they are.
pub(super) fn file(data: &[u8]) -> Vec<u8> {
    if !data.starts_with(b"== ") {
        return data.to_vec();
    }
    let mut starts = vec![0];
    starts.extend(data.windows(4).enumerate().filter(|(_, w)| w == b"\n== ").map(|(n, _)| n + 1));
    starts.push(data.len() + 1);
    let part = |w: &[usize]| {
        let part = &data[w[0] + 3..w[1] - 1];
        let end = part.iter().position(|&b| b == b'\n').unwrap_or(part.len());
        (String::from_utf8_lossy(&part[..end]).into_owned(), part.get(end + 1..).unwrap_or_default().to_vec())
    };
    zip(&starts.windows(2).map(part).collect::<Vec<_>>())
}

/// A workbook of one sheet, 回答, with this XML.
pub(super) fn around(sheet: &[u8]) -> Vec<u8> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{KINDS}/{kind}\" Target=\"{target}\"/>")
    };
    let relations = |inside: String| format!("<Relationships {RELATIONS}>{inside}</Relationships>");
    let text = |name: &str, content: String| (name.to_owned(), content.into_bytes());
    zip(&[
        text("[Content_Types].xml", "<Types/>".to_owned()),
        text("_rels/.rels", relations(relation("rId1", "officeDocument", BOOK))),
        text(
            BOOK,
            format!(
                "<workbook {NS}><sheets><sheet name=\"回答\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        text(
            "xl/_rels/workbook.xml.rels",
            relations(
                relation("rId1", "worksheet", "worksheets/sheet1.xml")
                    + &relation("rId2", "sharedStrings", "sharedStrings.xml")
                    + &relation("rId3", "styles", "styles.xml"),
            ),
        ),
        text(
            "xl/sharedStrings.xml",
            format!("<sst {NS}><si><t>設問</t></si><si><r><t>回</t></r><r><t>答</t></r></si></sst>"),
        ),
        text(
            "xl/styles.xml",
            format!(
                "<styleSheet {NS}><cellXfs><xf/><xf><protection locked=\"0\"/></xf><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
            ),
        ),
        (SHEET.to_owned(), sheet.to_vec()),
    ])
}

/// An OpenDocument spreadsheet with this content.
pub(super) fn open_document(content: &[u8]) -> Vec<u8> {
    let kind = "application/vnd.oasis.opendocument.spreadsheet";
    let manifest = format!(
        "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">\
         <manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"{kind}\"/></manifest:manifest>"
    );
    zip(&[
        ("mimetype".to_owned(), kind.as_bytes().to_vec()),
        ("META-INF/manifest.xml".to_owned(), manifest.into_bytes()),
        (CONTENT.to_owned(), content.to_vec()),
    ])
}

/// Parts whose names a zip cannot hold, or holds already, are left out.
fn zip(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        if writer.start_file(name.as_str(), stored).is_ok() {
            writer.write_all(content).expect("memory takes it");
        }
    }
    writer.finish().expect("memory takes it").into_inner()
}

/// Calls `same` with every part of two packages that must hold the same parts.
pub(super) fn compare(old: &[u8], new: &[u8], same: impl Fn(&str, &[u8], &[u8])) {
    let parts = |bytes: &[u8]| {
        let mut archive = ZipArchive::new(Cursor::new(bytes.to_vec())).expect("a zip");
        let all: Vec<(String, Vec<u8>)> = (0..archive.len())
            .map(|n| {
                let mut entry = archive.by_index(n).expect("listed");
                let mut content = Vec::new();
                entry.read_to_end(&mut content).expect("readable");
                (entry.name().expect("a name").into_owned(), content)
            })
            .collect();
        all
    };
    let (old, new) = (parts(old), parts(new));
    assert_eq!(old.len(), new.len(), "parts came or went");
    for ((name, before), (new_name, after)) in old.iter().zip(&new) {
        assert_eq!(name, new_name);
        same(name, before, after);
    }
}
