//! What a spreadsheet holds besides its cells: headers and footers, names, texts of shapes.

use crate::error::PartFault;
use crate::xml::{Xml, attr, truth};
use quick_xml::events::Event;

/// Names and drawn texts of content.xml.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Besides {
    /// `name = range` or `name = expression`.
    pub(crate) names: Vec<String>,
    /// Sheet and text of each shape.
    pub(crate) drawn: Vec<(String, String)>,
}

/// Elements that print something of their own: a page number, the sheet's name.
const FIELDS: [&str; 8] =
    ["sheet-name", "page-number", "page-count", "date", "time", "title", "file-name", "sequence"];

/// Texts of headers and footers that are shown, of styles.xml.
pub(crate) fn headers(xml: &mut Xml<'_>) -> Result<Vec<String>, PartFault> {
    let mut out: Vec<String> = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(e) => {
                let name = e.local_name().as_ref().to_owned();
                let of_page = ["header", "footer"].iter().any(|n| {
                    name.strip_prefix(n).is_some_and(|rest| matches!(rest, "" | "-left" | "-first"))
                });
                if !of_page || !e.name().as_ref().starts_with("style:") {
                    continue;
                }
                if attr(&e, "display")?.is_some_and(|d| !truth(&d)) {
                    xml.skip()?;
                    continue;
                }
                let text = inside(xml)?;
                // What LibreOffice puts there of itself.
                let own = ["", "ページ", "Page", "Seite"].contains(&text.trim_matches(['/', ' ']));
                if !own && !out.contains(&text) {
                    out.push(text);
                }
            }
            Event::Eof => return Ok(out),
            _ => {}
        }
    }
}

/// Names and shapes of content.xml.
pub(crate) fn besides(xml: &mut Xml<'_>) -> Result<Besides, PartFault> {
    let mut out = Besides::default();
    let mut sheet = String::new();
    loop {
        match xml.next()? {
            Event::Start(e) => {
                let drawn = e.name().as_ref().starts_with("draw:");
                match e.local_name().as_ref() {
                    "table" => sheet = attr(&e, "name")?.unwrap_or_default().into_owned(),
                    "named-range" | "named-expression" => {
                        let name = attr(&e, "name")?.unwrap_or_default().into_owned();
                        let what = match attr(&e, "cell-range-address")? {
                            Some(range) => range.into_owned(),
                            None => attr(&e, "expression")?.unwrap_or_default().into_owned(),
                        };
                        out.names.push(format!("{name} = {what}"));
                    }
                    // Groups hold shapes; what an annotation holds is read as one.
                    "annotation" => xml.skip()?,
                    "g" | "page" | "a" => {}
                    _ if drawn => {
                        let text = inside(xml)?;
                        if !text.is_empty() {
                            out.drawn.push((sheet.clone(), text));
                        }
                    }
                    _ => {}
                }
            }
            Event::Eof => return Ok(out),
            _ => {}
        }
    }
}

/// The text inside the element whose start was the last event, without what it prints of itself.
fn inside(xml: &mut Xml<'_>) -> Result<String, PartFault> {
    let mut text = String::new();
    let mut open = 1usize;
    while open > 0 {
        match xml.next()? {
            Event::Start(e) => {
                if FIELDS.contains(&e.local_name().as_ref()) {
                    xml.skip()?;
                } else {
                    open += 1;
                }
            }
            Event::End(e) => {
                open -= 1;
                if e.local_name().as_ref() == "p" {
                    text.push(' ');
                }
            }
            Event::Text(t) => text.push_str(&t.xml10_content()),
            Event::CData(t) => text.push_str(&t.xml10_content()),
            Event::GeneralRef(r) => crate::xml::push_reference(&r, &mut text)?,
            Event::Eof => return Err(PartFault::Truncated),
            _ => {}
        }
    }
    Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::{besides, headers};
    use crate::xml::Xml;

    #[test]
    fn headers_names_and_shapes_are_read() {
        let styles = "<office:s xmlns:office='o' xmlns:style='s' xmlns:text='t'><style:header>\
            <text:p>甲銀行 <text:sheet-name>???</text:sheet-name></text:p></style:header>\
            <style:footer><text:p>ページ <text:page-number>1</text:page-number></text:p></style:footer>\
            <style:header-left style:display='false'><text:p>乙</text:p></style:header-left></office:s>";
        let read = headers(&mut Xml::new(&mut styles.as_bytes())).expect("well-formed");
        assert_eq!(read, ["甲銀行"]);
        let content = "<o xmlns:table='t' xmlns:draw='d' xmlns:text='x'><table:table table:name='票'>\
            <table:shapes><draw:g><draw:frame><draw:text-box><text:p>甲</text:p><text:p>&amp;乙</text:p>\
            </draw:text-box></draw:frame></draw:g></table:shapes><table:named-expressions>\
            <table:named-range table:name='範囲' table:cell-range-address='票.A1'/></table:named-expressions>\
            <text:p>セル</text:p></table:table></o>";
        let read = besides(&mut Xml::new(&mut content.as_bytes())).expect("well-formed");
        assert_eq!(read.names, ["範囲 = 票.A1"]);
        assert_eq!(read.drawn, [("票".to_owned(), "甲 &乙".to_owned())]);
    }
}
