//! Packages put together by hand, part by part.

use kotae_workbook::{Edit, Filled, Workbook};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

pub(crate) const SHEET: &str = "xl/worksheets/sheet1.xml";
pub(crate) const BOOK: &str = "xl/workbook.xml";
pub(crate) const NS: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// A package of the smallest parts that make a workbook with one sheet, 回答.
#[derive(Clone)]
pub(crate) struct Parts(pub(crate) Vec<(String, Vec<u8>)>);

impl Parts {
    /// With this as the sheet's part, declaration and all.
    pub(crate) fn with_sheet(xml: &str) -> Self {
        let relation = |id: &str, kind: &str, target: &str| {
            format!(
                "<Relationship Id=\"{id}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/\
                 relationships/{kind}\" Target=\"{target}\"/>"
            )
        };
        let relations = |inside: String| {
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
                 {inside}</Relationships>"
            )
        };
        let text = |name: &str, content: String| (name.to_owned(), content.into_bytes());
        Self(vec![
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
                format!("<sst {NS}><si><t>設問</t></si><si><t>回答済</t></si></sst>"),
            ),
            text(
                "xl/styles.xml",
                format!(
                    "<styleSheet {NS}><cellXfs><xf/><xf><protection locked=\"0\"/></xf>\
                     <xf numFmtId=\"14\"/></cellXfs></styleSheet>"
                ),
            ),
            text(SHEET, xml.to_owned()),
        ])
    }

    /// With this inside the sheet's `worksheet` element.
    pub(crate) fn with_inside(inside: &str) -> Self {
        Self::with_sheet(&format!("<worksheet {NS}>{inside}</worksheet>"))
    }

    /// With this inside the sheet's `sheetData`.
    pub(crate) fn with_rows(rows: &str) -> Self {
        Self::with_inside(&format!("<sheetData>{rows}</sheetData>"))
    }

    /// With a part put in, or put in place of the one with this name.
    pub(crate) fn and(mut self, name: &str, content: impl Into<Vec<u8>>) -> Self {
        let content = content.into();
        match self.0.iter_mut().find(|(n, _)| n == name) {
            Some((_, old)) => *old = content,
            None => self.0.push((name.to_owned(), content)),
        }
        self
    }

    /// With `sheet1.xml.rels` leading to other parts: kind and target.
    pub(crate) fn beside(self, relations: &[(&str, &str)]) -> Self {
        let inside: String = relations
            .iter()
            .map(|(kind, target)| {
                format!("<Relationship Id=\"{kind}\" Type=\"http://x/{kind}\" Target=\"{target}\"/>")
            })
            .collect();
        self.and("xl/worksheets/_rels/sheet1.xml.rels", format!("<Relationships>{inside}</Relationships>"))
    }

    /// The package.
    pub(crate) fn zip(&self) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.0 {
            writer.start_file(name, SimpleFileOptions::default()).expect("names are new");
            writer.write_all(content).expect("memory takes it");
        }
        writer.finish().expect("memory takes it").into_inner()
    }

    /// The workbook.
    pub(crate) fn open(&self) -> Workbook {
        Workbook::open(self.zip()).unwrap_or_else(|e| panic!("{e}"))
    }
}

/// Edits on the sheet 回答.
pub(crate) fn edits(texts: &[(&str, &str)]) -> Vec<Edit> {
    let edit = |&(at, text): &(&str, &str)| Edit {
        sheet: "回答".to_owned(),
        at: at.parse().expect("an address"),
        text: text.to_owned(),
    };
    texts.iter().map(edit).collect()
}

/// Fills the sheet 回答.
pub(crate) fn fill(parts: &Parts, texts: &[(&str, &str)]) -> Filled {
    parts.open().fill(&edits(texts)).unwrap_or_else(|e| panic!("{e}"))
}

/// A part of a package.
pub(crate) fn part(zip: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(zip)).expect("a zip");
    let mut text = String::new();
    archive.by_name(name).expect("the part is there").read_to_string(&mut text).expect("UTF-8");
    text
}
