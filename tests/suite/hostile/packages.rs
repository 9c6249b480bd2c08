//! Zip packages as no honest writer leaves them: any name, any number of times, any size stated.

use std::io::Write as _;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

pub(crate) const NS: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
pub(crate) const SHEET: &str = "xl/worksheets/sheet1.xml";
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Parts by name, packed or stored.
#[derive(Clone, Default)]
pub(crate) struct Parts {
    pub(crate) parts: Vec<(String, Vec<u8>)>,
    stored: bool,
}

pub(crate) fn relation(id: &str, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"{KINDS}/{kind}\" Target=\"{target}\"/>")
}

pub(crate) fn relations(inside: &str) -> String {
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inside}</Relationships>"
    )
}

impl Parts {
    /// A workbook of one sheet, 回答, with this inside its `worksheet`.
    pub(crate) fn sheet(inside: &str) -> Self {
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        Self::default()
            .and(
                "[Content_Types].xml",
                format!(
                    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
                     <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                     <Override PartName=\"/xl/workbook.xml\" ContentType=\"{kind}.sheet.main+xml\"/>\
                     <Override PartName=\"/{SHEET}\" ContentType=\"{kind}.worksheet+xml\"/></Types>"
                ),
            )
            .and("_rels/.rels", relations(&relation("rId1", "officeDocument", "xl/workbook.xml")))
            .and("xl/workbook.xml", Self::book(""))
            .and(
                "xl/_rels/workbook.xml.rels",
                relations(
                    &(relation("rId1", "worksheet", "worksheets/sheet1.xml")
                        + &relation("rId2", "sharedStrings", "sharedStrings.xml")
                        + &relation("rId3", "styles", "styles.xml")),
                ),
            )
            .and("xl/sharedStrings.xml", format!("<sst {NS}><si><t>設問</t></si></sst>"))
            .and("xl/styles.xml", format!("<styleSheet {NS}><cellXfs><xf/></cellXfs></styleSheet>"))
            .and(SHEET, format!("<worksheet {NS}>{inside}</worksheet>"))
    }

    /// The workbook part, with more behind its sheets.
    pub(crate) fn book(more: &str) -> String {
        format!(
            "<workbook {NS}><sheets><sheet name=\"回答\" sheetId=\"1\" r:id=\"rId1\"/></sheets>{more}</workbook>"
        )
    }

    /// With these rows.
    pub(crate) fn rows(rows: &str) -> Self {
        Self::sheet(&format!("<sheetData>{rows}</sheetData>"))
    }

    /// An OpenDocument spreadsheet whose table 回答 holds this.
    pub(crate) fn ods(table: &str) -> Self {
        let ns = ["office", "table", "text"]
            .map(|p| format!("xmlns:{p}=\"urn:oasis:names:tc:opendocument:xmlns:{p}:1.0\""))
            .join(" ");
        let kind = "application/vnd.oasis.opendocument.spreadsheet";
        Self::default()
            .and("mimetype", kind)
            .and(
                "META-INF/manifest.xml",
                format!(
                    "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">\
                     <manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"{kind}\"/></manifest:manifest>"
                ),
            )
            .and(
                "content.xml",
                format!(
                    "<office:document-content {ns}><office:body><office:spreadsheet><table:table table:name=\"回答\">\
                     {table}</table:table></office:spreadsheet></office:body></office:document-content>"
                ),
            )
    }

    /// With a part put in, or put in place of the one with this name.
    pub(crate) fn and(mut self, name: &str, content: impl Into<Vec<u8>>) -> Self {
        let content = content.into();
        match self.parts.iter_mut().find(|(n, _)| n == name) {
            Some((_, old)) => *old = content,
            None => self.parts.push((name.to_owned(), content)),
        }
        self
    }

    /// With one text of a part in place of another.
    pub(crate) fn with(mut self, name: &str, old: &str, new: &str) -> Self {
        let part = self.parts.iter_mut().find(|(n, _)| n == name).expect("the part is there");
        let text = String::from_utf8(part.1.clone()).expect("text");
        assert!(text.contains(old), "{name} has {old}");
        part.1 = text.replacen(old, new, 1).into_bytes();
        self
    }

    /// Not packed.
    pub(crate) fn stored(mut self) -> Self {
        self.stored = true;
        self
    }

    pub(crate) fn zip(&self) -> Vec<u8> {
        let method = if self.stored { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .compression_level(if self.stored { None } else { Some(1) });
        let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, content) in &self.parts {
            writer.start_file(name.as_str(), options).expect("a name of its own");
            writer.write_all(content).expect("memory takes it");
        }
        writer.finish().expect("memory takes it").into_inner()
    }
}

/// The bytes of one in place of those of another of the same length, everywhere.
pub(crate) fn overwritten(mut bytes: Vec<u8>, old: &[u8], new: &[u8]) -> Vec<u8> {
    assert_eq!(old.len(), new.len());
    let places: Vec<usize> =
        bytes.windows(old.len()).enumerate().filter(|(_, w)| *w == old).map(|(n, _)| n).collect();
    assert!(!places.is_empty(), "there is nothing to overwrite");
    for place in places {
        bytes[place..place + new.len()].copy_from_slice(new);
    }
    bytes
}
