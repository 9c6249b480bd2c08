//! New texts into the cells of content.xml. Runs of equal rows and cells are taken apart where a text
//! goes into one of them; every other byte of the part stays.

use super::CONTENT;
use crate::address::CellRef;
use crate::error::PartFault;
use crate::fill::splice::{Scanner, Splice, Tag};
use quick_xml::events::BytesStart;
use std::collections::BTreeMap;
use std::ops::Range;

/// Attributes of a cell that say what it holds.
const VALUE: [&str; 8] = [
    "office:value-type",
    "office:value",
    "office:date-value",
    "office:time-value",
    "office:boolean-value",
    "office:string-value",
    "office:currency",
    "calcext:value-type",
];
const ROWS: &str = "table:number-rows-repeated";
const CELLS: &str = "table:number-columns-repeated";

/// The splices that put `texts` into the tables of content.xml, by the place of the table.
///
/// # Errors
/// The part cannot be read, names its elements in an unusual way, or has no place for a cell.
pub(crate) fn write(
    part: &[u8],
    texts: &BTreeMap<usize, &BTreeMap<CellRef, String>>,
) -> Result<Vec<Splice>, PartFault> {
    let text = std::str::from_utf8(part).map_err(|e| PartFault::Encoding(e.to_string()))?;
    usual_names(text)?;
    let mut scanner = Scanner::new(part)?;
    let mut writer = Writer { text, calcext: text.contains("xmlns:calcext="), splices: Vec::new() };
    let mut table = 0;
    loop {
        match scanner.next()? {
            // content > body > spreadsheet > table; tables inside cells lie deeper.
            Tag::Start(e, _) if usual(&e)? == "table:table" && scanner.depth() == 4 => {
                match texts.get(&table) {
                    Some(texts) => writer.table(&mut scanner, texts)?,
                    None => {
                        scanner.skip()?;
                    }
                }
                table += 1;
            }
            // Every writer gives a table at least one row.
            Tag::Empty(e, _) if usual(&e)? == "table:table" && scanner.depth() == 3 => {
                if texts.contains_key(&table) {
                    return Err(PartFault::Malformed(format!("{CONTENT}: table")));
                }
                table += 1;
            }
            Tag::Eof => break,
            _ => {}
        }
    }
    if texts.keys().any(|&t| t >= table) {
        return Err(PartFault::Malformed(format!("{CONTENT}: table")));
    }
    Ok(writer.splices)
}

/// Every known writer calls the elements so; another would have to be followed through its namespaces.
fn usual_names(text: &str) -> Result<(), PartFault> {
    for name in ["table:1.0", "text:1.0", "office:1.0"] {
        let (prefix, _) = name.split_once(':').expect("written above");
        let usual = format!("xmlns:{prefix}=\"urn:oasis:names:tc:opendocument:xmlns:{name}\"");
        if !text.contains(&usual) && !text.contains(&usual.replace('"', "'")) {
            return Err(PartFault::Malformed(format!("xmlns:{prefix}")));
        }
    }
    Ok(())
}

/// Elements that reading knows by the name behind their prefix.
const KNOWN: [&str; 7] = [
    "table",
    "table-row",
    "table-rows",
    "table-header-rows",
    "table-row-group",
    "table-cell",
    "covered-table-cell",
];

/// The name of an element with its prefix.
///
/// # Errors
/// Reading would know the element, but its prefix is another than the usual one.
fn usual<'e>(e: &'e BytesStart<'_>) -> Result<&'e str, PartFault> {
    let (whole, local) = (e.name().into_inner(), e.local_name().into_inner());
    if KNOWN.contains(&local) && whole.strip_prefix("table:") != Some(local) {
        return Err(PartFault::Malformed(whole.escape_debug().to_string()));
    }
    Ok(whole)
}

struct Writer<'x> {
    text: &'x str,
    /// Does the part know the name for a value's kind that LibreOffice adds?
    calcext: bool,
    splices: Vec<Splice>,
}

/// A row or a cell as it lies in the part.
struct Element<'x> {
    start: BytesStart<'x>,
    tag: Range<usize>,
    /// From the end of the start tag to the beginning of the end tag; `None` for an empty tag.
    inner: Option<Range<usize>>,
    end: usize,
    /// How many equal ones it stands for.
    count: u32,
}

impl<'x> Element<'x> {
    /// # Errors
    /// Reading would take another attribute for `repeats`: its prefix is not the usual one.
    fn new(start: BytesStart<'x>, tag: Range<usize>, repeats: &str) -> Result<Self, PartFault> {
        for a in start.attributes().with_checks(false) {
            let key = a?.key;
            if repeats.strip_prefix("table:") == Some(key.local_name().into_inner())
                && key.as_ref() != repeats
            {
                return Err(PartFault::Malformed(key.as_ref().escape_debug().to_string()));
            }
        }
        let count = value(&start, repeats)?.and_then(|v| v.trim().parse().ok()).unwrap_or(1u32).max(1);
        Ok(Self { end: tag.end, start, tag, inner: None, count })
    }

    /// The start tag standing for `count` equal ones, open or empty as it was.
    fn opening(&self, repeats: &str, count: u32, leave_out: &[&str], add: &str) -> Result<String, PartFault> {
        let mut out = format!("<{}", self.start.name().as_ref());
        for a in self.start.attributes().with_checks(false) {
            let a = a?;
            let name = a.key.as_ref();
            if name != repeats && !leave_out.contains(&name) {
                // Raw values may hold the other kind of quote.
                let quote = if a.value.contains('"') { '\'' } else { '"' };
                out.push_str(&format!(" {name}={quote}{}{quote}", a.value));
            }
        }
        out.push_str(add);
        if count > 1 {
            out.push_str(&format!(" {repeats}=\"{count}\""));
        }
        Ok(out)
    }

    /// The whole element standing for `count` equal ones.
    fn copy(&self, text: &str, repeats: &str, count: u32) -> Result<String, PartFault> {
        let mut out = self.opening(repeats, count, &[], "")?;
        match &self.inner {
            None => out.push_str("/>"),
            Some(inner) => {
                out.push('>');
                out.push_str(&text[inner.start..self.end]);
            }
        }
        Ok(out)
    }
}

fn value(e: &BytesStart<'_>, name: &str) -> Result<Option<String>, PartFault> {
    for a in e.attributes().with_checks(false) {
        let a = a?;
        if a.key.as_ref() == name {
            return Ok(Some(a.value.into_owned()));
        }
    }
    Ok(None)
}

impl<'x> Writer<'x> {
    /// Goes through the table whose start tag was the last.
    fn table(
        &mut self,
        scanner: &mut Scanner<'x>,
        texts: &BTreeMap<CellRef, String>,
    ) -> Result<(), PartFault> {
        let outside = scanner.depth() - 1;
        let mut row = 1u32;
        let mut last_row_end = None;
        loop {
            match scanner.next()? {
                Tag::Start(e, tag) => match usual(&e)? {
                    "table:table-row" => {
                        let mut element = Element::new(e, tag, ROWS)?;
                        let cells = cells(scanner, &mut element)?;
                        row = self.row(&element, &cells, row, texts)?;
                        last_row_end = Some(element.end);
                    }
                    "table:table-rows" | "table:table-header-rows" | "table:table-row-group" => {}
                    _ => {
                        scanner.skip()?;
                    }
                },
                Tag::Empty(e, tag) => {
                    if usual(&e)? == "table:table-row" {
                        let element = Element::new(e, tag, ROWS)?;
                        row = self.row(&element, &[], row, texts)?;
                        last_row_end = Some(element.end);
                    }
                }
                Tag::End(range) if scanner.depth() == outside => {
                    let below = texts.range(CellRef::new(row, 1)..);
                    return self.below(row, below, last_row_end.unwrap_or(range.start));
                }
                Tag::End(_) => {}
                Tag::Eof => return Err(PartFault::Truncated),
            }
        }
    }

    /// One row element; the row after it.
    fn row(
        &mut self,
        element: &Element<'x>,
        cells: &[Element<'x>],
        row: u32,
        texts: &BTreeMap<CellRef, String>,
    ) -> Result<u32, PartFault> {
        let next = row.saturating_add(element.count);
        let mut by_row: BTreeMap<u32, Vec<(u32, &str)>> = BTreeMap::new();
        for (at, text) in texts.range(CellRef::new(row, 1)..CellRef::new(next, 1)) {
            by_row.entry(at.row).or_default().push((at.column, text));
        }
        if by_row.is_empty() {
            return Ok(next);
        }
        if element.count == 1
            && let Some(inner) = &element.inner
        {
            let wanted = by_row.into_values().next().unwrap_or_default();
            let splices = self.in_cells(cells, inner.end, &wanted)?;
            self.splices.extend(splices);
            return Ok(next);
        }
        // A run of rows: the ones that change each by itself, the others in runs between them.
        let mut out = String::new();
        let mut from = row;
        for (at, wanted) in by_row {
            if at > from {
                out.push_str(&element.copy(self.text, ROWS, at - from)?);
            }
            out.push_str(&element.opening(ROWS, 1, &[], "")?);
            out.push('>');
            let inner = element.inner.clone().unwrap_or(element.end..element.end);
            let mut done = inner.start;
            for splice in self.in_cells(cells, inner.end, &wanted)? {
                out.push_str(&self.text[done..splice.range.start]);
                out.push_str(&splice.with);
                done = splice.range.end;
            }
            out.push_str(&self.text[done..inner.end]);
            out.push_str("</table:table-row>");
            from = at + 1;
        }
        if next > from {
            out.push_str(&element.copy(self.text, ROWS, next - from)?);
        }
        self.splices.push(Splice { range: element.tag.start..element.end, with: out });
        Ok(next)
    }

    /// Splices of one row's cells; `end` is where the content of the row ends.
    fn in_cells(
        &self,
        cells: &[Element<'x>],
        end: usize,
        wanted: &[(u32, &str)],
    ) -> Result<Vec<Splice>, PartFault> {
        let mut splices = Vec::new();
        let mut wanted = wanted.iter().copied().peekable();
        let mut column = 1u32;
        for cell in cells {
            let next = column.saturating_add(cell.count);
            let mut out = String::new();
            let mut from = column;
            while let Some((at, text)) = wanted.next_if(|w| w.0 < next) {
                if at > from {
                    out.push_str(&cell.copy(self.text, CELLS, at - from)?);
                }
                out.push_str(&self.cell(cell, text)?);
                from = at + 1;
            }
            if from > column {
                if next > from {
                    out.push_str(&cell.copy(self.text, CELLS, next - from)?);
                }
                splices.push(Splice { range: cell.tag.start..cell.end, with: out });
            }
            column = next;
        }
        let mut tail = String::new();
        for (at, text) in wanted {
            tail.push_str(&gap(CELLS, "table:table-cell", at - column, ""));
            tail.push_str(&self.fresh(text));
            column = at + 1;
        }
        if !tail.is_empty() {
            splices.push(Splice::insert(end, tail));
        }
        Ok(splices)
    }

    /// A cell with this text in place of what it held; notes and shapes in it stay.
    fn cell(&self, cell: &Element<'x>, text: &str) -> Result<String, PartFault> {
        let kind = if text.is_empty() { "" } else { self.kind() };
        let mut out = cell.opening(CELLS, 1, &VALUE, kind)?;
        let name = cell.start.name();
        out.push('>');
        let (before, after) = match &cell.inner {
            None => (String::new(), String::new()),
            Some(inner) => self.around(inner)?,
        };
        out.push_str(&before);
        out.push_str(&paragraphs(text));
        out.push_str(&after);
        out.push_str(&format!("</{}>", name.as_ref()));
        Ok(out)
    }

    /// What stands in a cell before its first paragraph, and the rest but its paragraphs.
    fn around(&self, inner: &Range<usize>) -> Result<(String, String), PartFault> {
        let mut scanner = Scanner::new(self.text[inner.clone()].as_bytes())?;
        let (mut before, mut after) = (String::new(), String::new());
        let mut seen = false;
        loop {
            let (name, from, to) = match scanner.next()? {
                Tag::Start(e, range) => {
                    let name = e.name().as_ref().to_owned();
                    (name, range.start, scanner.skip()?.end)
                }
                Tag::Empty(e, range) => (e.name().as_ref().to_owned(), range.start, range.end),
                Tag::End(_) => return Err(PartFault::Truncated),
                Tag::Eof => return Ok((before, after)),
            };
            if name == "text:p" || name == "text:h" {
                seen = true;
            } else {
                let kept = &self.text[inner.start + from..inner.start + to];
                if seen { &mut after } else { &mut before }.push_str(kept);
            }
        }
    }

    fn kind(&self) -> &'static str {
        if self.calcext {
            " office:value-type=\"string\" calcext:value-type=\"string\""
        } else {
            " office:value-type=\"string\""
        }
    }

    fn fresh(&self, text: &str) -> String {
        if text.is_empty() {
            return "<table:table-cell/>".to_owned();
        }
        format!("<table:table-cell{}>{}</table:table-cell>", self.kind(), paragraphs(text))
    }

    /// Rows below the last one.
    fn below<'t>(
        &mut self,
        mut row: u32,
        texts: impl Iterator<Item = (&'t CellRef, &'t String)>,
        at: usize,
    ) -> Result<(), PartFault> {
        let mut by_row: BTreeMap<u32, Vec<(u32, &str)>> = BTreeMap::new();
        for (at, text) in texts {
            by_row.entry(at.row).or_default().push((at.column, text));
        }
        let mut out = String::new();
        for (r, wanted) in by_row {
            out.push_str(&gap(ROWS, "table:table-row", r - row, "<table:table-cell/>"));
            out.push_str("<table:table-row>");
            for splice in self.in_cells(&[], 0, &wanted)? {
                out.push_str(&splice.with);
            }
            out.push_str("</table:table-row>");
            row = r + 1;
        }
        if !out.is_empty() {
            self.splices.push(Splice::insert(at, out));
        }
        Ok(())
    }
}

/// `count` empty elements in a row.
fn gap(repeats: &str, name: &str, count: u32, inner: &str) -> String {
    let times = if count > 1 { format!(" {repeats}=\"{count}\"") } else { String::new() };
    match (count, inner) {
        (0, _) => String::new(),
        (_, "") => format!("<{name}{times}/>"),
        _ => format!("<{name}{times}>{inner}</{name}>"),
    }
}

/// The cells of the row whose start tag was the last; completes the row.
fn cells<'x>(scanner: &mut Scanner<'x>, row: &mut Element<'x>) -> Result<Vec<Element<'x>>, PartFault> {
    let mut cells = Vec::new();
    loop {
        match scanner.next()? {
            Tag::Start(e, tag) => {
                let from = tag.end;
                let cell = matches!(usual(&e)?, "table:table-cell" | "table:covered-table-cell");
                let mut element = Element::new(e, tag, CELLS)?;
                let end = scanner.skip()?;
                element.inner = Some(from..end.start);
                element.end = end.end;
                if cell {
                    cells.push(element);
                }
            }
            Tag::Empty(e, tag) => {
                if matches!(usual(&e)?, "table:table-cell" | "table:covered-table-cell") {
                    cells.push(Element::new(e, tag, CELLS)?);
                }
            }
            Tag::End(range) => {
                row.inner = Some(row.tag.end..range.start);
                row.end = range.end;
                return Ok(cells);
            }
            Tag::Eof => return Err(PartFault::Truncated),
        }
    }
}

/// A text as paragraphs: one a line, white space that XML would drop as elements.
fn paragraphs(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let mut out = String::new();
    for line in text.split('\n') {
        out.push_str("<text:p>");
        let mut rest = line;
        let mut begun = false;
        while let Some(c) = rest.chars().next() {
            if c == '\t' {
                out.push_str("<text:tab/>");
                rest = &rest[1..];
            } else if c == ' ' {
                let count = rest.len() - rest.trim_start_matches(' ').len();
                rest = &rest[count..];
                // One space between characters stands for itself.
                if count == 1 && begun && !rest.is_empty() && !rest.starts_with('\t') {
                    out.push(' ');
                } else {
                    out.push_str(&format!("<text:s text:c=\"{count}\"/>"));
                }
            } else {
                let end = rest.find([' ', '\t']).unwrap_or(rest.len());
                out.push_str(&quick_xml::escape::partial_escape(&rest[..end]));
                rest = &rest[end..];
            }
            begun = c != '\t';
        }
        out.push_str("</text:p>");
    }
    out
}
