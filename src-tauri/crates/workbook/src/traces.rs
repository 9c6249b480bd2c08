//! What a workbook carries besides its visible cells: properties, headers and footers, names, notes,
//! drawings, hidden sheets, rows and columns. Whoever sends the file on should have seen it.

use crate::address::{CellRef, column_name};
use crate::error::{Error, PartFault};
use crate::ods;
use crate::package::Package;
use crate::sheet::SheetState;
use crate::workbook::{Kind, Workbook};
use crate::xml::Xml;
use quick_xml::events::Event;
use serde::{Deserialize, Serialize};

/// Where a text stands that is easily overlooked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TraceKind {
    /// A property of the file: author, company, title …
    Property,
    /// A header or footer of printed pages.
    HeaderFooter,
    /// A name defined for a range or formula.
    DefinedName,
    /// The text of a text box, another shape or a chart.
    Drawing,
    /// A note on a cell.
    Comment,
    /// A sheet that cannot be seen.
    HiddenSheet,
    /// Rows that cannot be seen on a sheet that can.
    HiddenRows,
    /// Columns that cannot be seen on a sheet that can.
    HiddenColumns,
}

/// Something that a workbook carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// What it is.
    pub kind: TraceKind,
    /// The sheet, where it belongs to one.
    pub sheet: Option<String>,
    /// The cell, where it belongs to one; for hidden rows and columns the first of them, in column A or row 1.
    pub cell: Option<CellRef>,
    /// What it says: the value of a property with its name, the text of a header, how many rows,
    /// which columns.
    pub text: String,
}

impl Workbook {
    /// Everything of the kinds above, in the order of [`TraceKind`] and of the tabs.
    ///
    /// # Errors
    /// A part that holds it cannot be read.
    pub fn traces(&self) -> Result<Vec<Trace>, Error> {
        let mut out = Vec::new();
        let trace = |kind, sheet: Option<&str>, cell, text: String| Trace {
            kind,
            sheet: sheet.map(ToOwned::to_owned),
            cell,
            text,
        };
        match &self.kind {
            Kind::Package(package) => {
                let mut parts = Package::open(&self.bytes)?;
                for part in ["docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"] {
                    let found = parts.read_xml(part, properties)?.unwrap_or_default();
                    out.extend(found.into_iter().map(|t| trace(TraceKind::Property, None, None, t)));
                }
                for (sheet, origin) in self.sheets.iter().zip(&self.origins) {
                    let found = parts.read_large(&origin.part, headers)?.unwrap_or_default();
                    let of = |t| trace(TraceKind::HeaderFooter, Some(&sheet.name), None, t);
                    out.extend(found.into_iter().map(of));
                }
                for name in &package.book.names {
                    // Excel's own names say nothing about anybody.
                    if !name.name.starts_with("_xl") {
                        let text = format!("{} = {}", name.name, name.formula);
                        out.push(trace(TraceKind::DefinedName, None, None, text));
                    }
                }
                for (sheet, origin) in self.sheets.iter().zip(&self.origins) {
                    let found = drawings(&mut parts, &origin.part)?;
                    let of = |t| trace(TraceKind::Drawing, Some(&sheet.name), None, t);
                    out.extend(found.into_iter().map(of));
                }
            }
            Kind::OpenDocument => {
                let mut parts = Package::open(&self.bytes)?;
                let found = parts.read_xml("meta.xml", properties)?.unwrap_or_default();
                out.extend(found.into_iter().map(|t| trace(TraceKind::Property, None, None, t)));
                let headers = parts.read_large("styles.xml", ods::headers)?.unwrap_or_default();
                out.extend(headers.into_iter().map(|t| trace(TraceKind::HeaderFooter, None, None, t)));
                let ods::Besides { names, drawn } =
                    parts.read_large(ods::CONTENT, ods::besides)?.unwrap_or_default();
                out.extend(names.into_iter().map(|t| trace(TraceKind::DefinedName, None, None, t)));
                let of = |(sheet, t): (String, String)| trace(TraceKind::Drawing, Some(&sheet), None, t);
                out.extend(drawn.into_iter().map(of));
            }
            Kind::Text(_) | Kind::ReadOnly => {}
        }
        for sheet in &self.sheets {
            for c in &sheet.comments {
                out.push(trace(TraceKind::Comment, Some(&sheet.name), Some(c.at), c.text.clone()));
            }
        }
        for sheet in &self.sheets {
            let texts = sheet.cells.values().filter(|c| c.value.is_some()).count();
            if sheet.state != SheetState::Visible && texts > 0 {
                out.push(trace(TraceKind::HiddenSheet, Some(&sheet.name), None, texts.to_string()));
            }
        }
        for sheet in self.sheets.iter().filter(|s| s.state == SheetState::Visible) {
            let filled: std::collections::BTreeSet<u32> = sheet
                .cells
                .iter()
                .filter(|(at, c)| c.value.is_some() && sheet.row_hidden(at.row))
                .map(|(at, _)| at.row)
                .collect();
            if let Some(&first) = filled.first() {
                let text = filled.len().to_string();
                let at = Some(CellRef::new(first, 1));
                out.push(trace(TraceKind::HiddenRows, Some(&sheet.name), at, text));
            }
        }
        for sheet in self.sheets.iter().filter(|s| s.state == SheetState::Visible) {
            let hidden: Vec<_> = sheet.columns.iter().filter(|c| c.hidden).collect();
            if hidden.is_empty() {
                continue;
            }
            let filled: std::collections::BTreeSet<u32> = sheet
                .cells
                .iter()
                .filter(|(at, c)| c.value.is_some() && hidden.iter().any(|h| h.columns.contains(&at.column)))
                .map(|(at, _)| at.column)
                .collect();
            if let Some(&first) = filled.first() {
                let names: Vec<String> = filled.iter().map(|c| column_name(*c)).collect();
                let at = Some(CellRef::new(1, first));
                out.push(trace(TraceKind::HiddenColumns, Some(&sheet.name), at, names.join(", ")));
            }
        }
        Ok(out)
    }

    /// Is everything of the kinds above looked for in a file of this format? In .xls and .xlsb only
    /// the cells are read, and what is hidden of them.
    #[must_use]
    pub fn traces_all(&self) -> bool {
        !matches!(self.kind, Kind::ReadOnly)
    }
}

/// Texts of the shapes and charts that a worksheet part leads to.
fn drawings(parts: &mut Package<'_>, sheet: &str) -> Result<Vec<String>, Error> {
    let mut out = Vec::new();
    for drawing in parts.relationships(sheet)?.into_iter().filter(|r| r.kind == "drawing") {
        out.extend(parts.read_large(&drawing.target, shapes)?.unwrap_or_default());
        let more = parts.relationships(&drawing.target)?;
        for part in more.into_iter().filter(|r| ["chart", "chartEx", "diagramData"].contains(&&*r.kind)) {
            out.extend(parts.read_large(&part.target, shapes)?.unwrap_or_default());
        }
    }
    Ok(out)
}

/// Texts of a drawing, a shape each.
fn shapes(xml: &mut Xml<'_>) -> Result<Vec<String>, PartFault> {
    let mut out: Vec<String> = Vec::new();
    let (mut shape, mut line) = (Vec::new(), String::new());
    loop {
        match xml.next()? {
            Event::Start(e) if e.local_name().as_ref() == "t" => {
                // A run holds text; a point of a diagram holds paragraphs of them.
                if e.name().as_ref().starts_with("dgm:") {
                    continue;
                }
                line.push_str(&xml.text()?);
            }
            Event::End(e) => match e.local_name().as_ref() {
                "p" => shape.extend(Some(std::mem::take(&mut line)).filter(|l| !l.trim().is_empty())),
                "txBody" | "rich" | "pt" if !shape.is_empty() => {
                    out.push(std::mem::take(&mut shape).join(" "));
                }
                _ => {}
            },
            Event::Eof => {
                out.extend((!shape.is_empty()).then(|| shape.join(" ")));
                return Ok(out);
            }
            _ => {}
        }
    }
}

/// Properties that only say which program wrote the file, or how large it is.
const OF_THE_PROGRAM: [&str; 27] = [
    "created",
    "modified",
    "creation-date",
    "date",
    "lastPrinted",
    "Application",
    "AppVersion",
    "DocSecurity",
    "ScaleCrop",
    "LinksUpToDate",
    "SharedDoc",
    "HyperlinksChanged",
    "TotalTime",
    "HeadingPairs",
    "TitlesOfParts",
    "Pages",
    "Words",
    "Characters",
    "CharactersWithSpaces",
    "Lines",
    "Paragraphs",
    "generator",
    "editing-duration",
    "editing-cycles",
    "document-statistic",
    "revision",
    "language",
];

/// Name and value of every property that holds a text.
fn properties(xml: &mut Xml<'_>) -> Result<Vec<String>, PartFault> {
    let mut out = Vec::new();
    let mut path: Vec<String> = Vec::new();
    let mut text = String::new();
    loop {
        match xml.next()? {
            Event::Start(e) => {
                // A property of the user's own has its name in an attribute.
                let own = crate::xml::attr(&e, "name")?.map(std::borrow::Cow::into_owned);
                path.push(own.unwrap_or_else(|| e.local_name().as_ref().to_owned()));
                text.clear();
            }
            Event::End(_) => {
                let value = text.trim();
                let known = path.iter().any(|p| OF_THE_PROGRAM.contains(&p.as_str()));
                if !value.is_empty() && !known {
                    // The names of types (lpwstr) say nothing.
                    let name = path.iter().rev().find(|n| !n.starts_with("lp") && *n != "bstr");
                    out.push(format!("{}: {value}", name.map_or("", String::as_str)));
                }
                text.clear();
                path.pop();
            }
            Event::Text(t) => text.push_str(&t.xml10_content()),
            Event::CData(t) => text.push_str(&t.xml10_content()),
            Event::GeneralRef(r) => crate::xml::push_reference(&r, &mut text)?,
            Event::Eof => return Ok(out),
            _ => {}
        }
    }
}

/// Texts of the headers and footers of a worksheet, without the codes for fonts and places.
fn headers(xml: &mut Xml<'_>) -> Result<Vec<String>, PartFault> {
    let mut out: Vec<String> = Vec::new();
    xml.root("worksheet")?;
    loop {
        let inside = match xml.next()? {
            Event::Start(e) => e.local_name().as_ref() == "headerFooter",
            Event::End(_) => return Ok(out),
            _ => continue,
        };
        if !inside {
            xml.skip()?;
            continue;
        }
        loop {
            match xml.next()? {
                Event::Start(_) => {
                    let said = plain(&xml.text()?);
                    if !said.is_empty() && !out.contains(&said) {
                        out.push(said);
                    }
                }
                Event::End(_) => break,
                _ => {}
            }
        }
    }
}

/// A header's text: `&C社外秘 &P/&N` → `社外秘`.
fn plain(code: &str) -> String {
    let mut out = String::new();
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '&' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('&') => out.push('&'),
            // A font or a colour.
            Some('"') => while chars.next().is_some_and(|c| c != '"') {},
            Some('K') => {
                for _ in 0..6 {
                    chars.next_if(char::is_ascii_alphanumeric);
                }
            }
            // A size in digits.
            Some(d) if d.is_ascii_digit() => while chars.next_if(char::is_ascii_digit).is_some() {},
            Some('L' | 'C' | 'R') => out.push(' '),
            _ => {}
        }
    }
    let words: Vec<&str> = out.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::{plain, properties};
    use crate::xml::Xml;

    #[test]
    fn headers_say_what_is_printed() {
        assert_eq!(plain("&L&\"ＭＳ ゴシック,標準\"&9社外秘&C&F&R&P/&N"), "社外秘");
        assert_eq!(plain("&CA&&B &K01+049甲"), "A&B +049甲");
        assert_eq!(plain("&C&P / &N"), "");
    }

    #[test]
    fn properties_have_names_and_values() {
        let read = |xml: &str| properties(&mut Xml::new(&mut xml.as_bytes())).expect("well-formed");
        assert_eq!(
            read(
                "<p xmlns:dc='d'><dc:creator>山田 &amp; 田中</dc:creator><dc:title/><revision>4</revision></p>"
            ),
            ["creator: 山田 & 田中"]
        );
        assert_eq!(
            read("<Properties><property name='案件'><vt:lpwstr>甲銀行</vt:lpwstr></property></Properties>"),
            ["案件: 甲銀行"]
        );
        assert!(read("<Properties><Application>Excel</Application><TitlesOfParts><v>a</v></TitlesOfParts></Properties>").is_empty());
    }
}
