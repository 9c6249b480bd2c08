//! The XML of a worksheet, cell by cell, with the place of every element in it.

use super::package::{attribute, attributes, place};
use kotae_workbook::{CellRange, CellRef};
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeSet;
use std::ops::Range;

/// A cell element.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    pub(crate) at: CellRef,
    pub(crate) element: Range<usize>,
    /// Its attributes as they stand, without the type.
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) kind: String,
    pub(crate) formula: bool,
    pub(crate) value: bool,
    /// The text of an inline string.
    pub(crate) inline: Option<String>,
}

/// A row element.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) number: u32,
    tag: Range<usize>,
    empty: bool,
    element: Range<usize>,
    pub(crate) cells: Vec<Cell>,
}

/// What stands in a worksheet.
#[derive(Debug, Clone, Default)]
pub(crate) struct Worksheet {
    pub(crate) rows: Vec<Row>,
    pub(crate) merges: Vec<CellRange>,
    pub(crate) protected: bool,
    /// The tag of `sheetData`, when it is start and end at once.
    closed: Option<Range<usize>>,
}

impl Worksheet {
    /// Reads a part that has been read without an error before.
    pub(crate) fn read(xml: &str) -> Result<Self, String> {
        let mut reader = Reader::from_str(xml);
        let mut out = Self::default();
        let mut path: Vec<String> = Vec::new();
        let (mut row, mut column) = (0, 0);
        // The last start of a `t`, and how deep it stands.
        let mut text_from = None;
        loop {
            let from = place(&reader);
            let event = reader.read_event().map_err(|e| format!("{e} at byte {from}"))?;
            let tag = from..place(&reader);
            let (e, empty) = match event {
                Event::Start(e) => (e, false),
                Event::Empty(e) => (e, true),
                Event::End(_) => {
                    let name = path.pop().unwrap_or_default();
                    match (path.len(), name.as_str()) {
                        (2, "row") => out.row()?.element.end = tag.end,
                        (3, "c") => out.cell()?.element.end = tag.end,
                        (5 | 6, "t") if path[3] == "c" => {
                            if let Some(from) = text_from.take() {
                                let text = unescape(&xml[from..tag.start]).map_err(|e| e.to_string())?;
                                out.cell()?.inline.get_or_insert_default().push_str(&text);
                            }
                        }
                        _ => {}
                    }
                    continue;
                }
                Event::Eof => return Ok(out),
                _ => continue,
            };
            let name = e.local_name().as_ref().to_owned();
            match (path.len(), name.as_str()) {
                (1, "sheetData") if empty => out.closed = Some(tag.clone()),
                (1, "sheetProtection") => {
                    out.protected =
                        attribute(&e, "sheet").is_some_and(|v| matches!(v.as_str(), "1" | "true" | "on"));
                }
                (2, "mergeCell") if path[1] == "mergeCells" => {
                    out.merges.extend(attribute(&e, "ref").and_then(|r| r.parse::<CellRange>().ok()));
                }
                (2, "row") if path[1] == "sheetData" => {
                    row = attribute(&e, "r").and_then(|r| r.trim().parse().ok()).unwrap_or(row + 1);
                    column = 0;
                    out.rows.push(Row {
                        number: row,
                        tag: tag.clone(),
                        empty,
                        element: tag.clone(),
                        cells: Vec::new(),
                    });
                }
                (3, "c") if path[2] == "row" => {
                    let stated = attribute(&e, "r").and_then(|r| r.parse::<CellRef>().ok());
                    let at = stated.unwrap_or_else(|| CellRef::new(row, column + 1));
                    column = at.column;
                    let cell = start(&e, at, tag.clone());
                    out.row()?.cells.push(cell);
                }
                (4, "f") => out.cell()?.formula = true,
                (4, "v") => out.cell()?.value = true,
                (4, "is") if path[3] == "c" => drop(out.cell()?.inline.get_or_insert_default()),
                (5 | 6, "t") if path[3] == "c" && !path.iter().any(|p| p == "rPh") && !empty => {
                    text_from = Some(tag.end);
                }
                _ => {}
            }
            if !empty {
                path.push(name);
            }
        }
    }

    fn row(&mut self) -> Result<&mut Row, String> {
        self.rows.last_mut().ok_or_else(|| "an end without a row".to_owned())
    }

    fn cell(&mut self) -> Result<&mut Cell, String> {
        self.row()?.cells.last_mut().ok_or_else(|| "an end without a cell".to_owned())
    }

    pub(crate) fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.rows.iter().flat_map(|r| &r.cells)
    }

    pub(crate) fn numbers(&self) -> BTreeSet<u32> {
        self.rows.iter().map(|r| r.number).collect()
    }

    /// The part without these cells and without rows that are not in `rows`, and with the columns that
    /// rows say they span left out: what must be the same before and after.
    pub(crate) fn without(&self, xml: &str, targets: &BTreeSet<CellRef>, rows: &BTreeSet<u32>) -> String {
        let mut out = String::with_capacity(xml.len());
        let mut from = 0;
        if let Some(tag) = &self.closed {
            out.push_str(&opened(&xml[tag.clone()]));
            out.insert_str(0, &xml[..tag.start]);
            from = tag.end;
        }
        for row in &self.rows {
            out.push_str(&xml[from..row.element.start]);
            from = row.element.end;
            let only_targets = row.cells.iter().all(|c| targets.contains(&c.at));
            if !rows.contains(&row.number) && only_targets {
                continue;
            }
            let tag = without_spans(&xml[row.tag.clone()]);
            if row.empty {
                out.push_str(&opened(&tag));
                continue;
            }
            out.push_str(&tag);
            let mut at = row.tag.end;
            for cell in row.cells.iter().filter(|c| targets.contains(&c.at)) {
                out.push_str(&xml[at..cell.element.start]);
                at = cell.element.end;
            }
            out.push_str(&xml[at..row.element.end]);
        }
        out.push_str(&xml[from..]);
        out
    }
}

fn start(e: &BytesStart<'_>, at: CellRef, tag: Range<usize>) -> Cell {
    let all: Vec<_> = attributes(e).map(|a| (a.key.as_ref().to_owned(), a.value.into_owned())).collect();
    let kind = all.iter().find(|(k, _)| k == "t").map(|(_, v)| v.clone()).unwrap_or_default();
    let attributes = all.into_iter().filter(|(k, _)| k != "t").collect();
    Cell { at, element: tag, attributes, kind, formula: false, value: false, inline: None }
}

/// `<row r="1" />` as `<row r="1" ></row>`.
fn opened(tag: &str) -> String {
    let name =
        tag[1..].split(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).next().unwrap_or_default();
    tag.strip_suffix("/>").map_or_else(|| tag.to_owned(), |open| format!("{open}></{name}>"))
}

fn without_spans(tag: &str) -> String {
    let Some(at) = tag.find(" spans=") else { return tag.to_owned() };
    let value = &tag[at + " spans=".len()..];
    let quote = value.chars().next().unwrap_or('"');
    let end = value[1..].find(quote).map_or(value.len(), |n| n + 2);
    format!("{}{}", &tag[..at], &value[end..])
}

/// `_x000D_` and its like as the characters they stand for.
pub(crate) fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest[at + 6..].starts_with('_'));
        let code = code.filter(|c| c.chars().all(|c| c.is_ascii_hexdigit()));
        let c = code.and_then(|c| u32::from_str_radix(c, 16).ok()).and_then(char::from_u32);
        let (c, length) = c.map_or(("_x".to_owned(), 2), |c| (c.to_string(), 7));
        out.push_str(&rest[..at]);
        out.push_str(&c);
        rest = &rest[at + length..];
    }
    out + rest
}
