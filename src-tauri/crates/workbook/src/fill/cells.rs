//! The cells of one sheet part: which bytes to replace so that given cells hold given texts.
//!
//! A cell that stands in the part keeps its start tag but for its type. One that does not is put
//! where it belongs, with the style its row or column gives to new cells, and so is a missing row.

use super::splice::{AttributeSpan, Scanner, Splice, Tag, attributes, prefix};
use super::text::content;
use crate::address::CellRef;
use crate::error::PartFault;
use crate::sheet::Sheet;
use crate::worksheet::Place;
use crate::xml::{attr, flag, number};
use quick_xml::events::BytesStart;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Range, RangeInclusive};

/// Children of `worksheet` that stand before `sheetData`, should a file have none.
const BEFORE_DATA: [&str; 5] = ["sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols"];

/// The splices, in the order of the part, after which the cells hold the texts and the rows have the
/// heights. `sheet` is what was read from this part.
pub(super) fn splices(
    part: &[u8],
    sheet: &Sheet,
    texts: &BTreeMap<CellRef, String>,
    heights: &BTreeMap<u32, f64>,
) -> Result<Vec<Splice>, PartFault> {
    let mut missing: BTreeMap<u32, BTreeMap<u32, &str>> = BTreeMap::new();
    // A cell that is not there is empty already.
    for (at, text) in texts.iter().filter(|(at, t)| !sheet.cells.contains_key(at) && !t.is_empty()) {
        missing.entry(at.row).or_default().insert(at.column, text);
    }
    // A row that is not there has to be, to be higher.
    for row in heights.keys() {
        missing.entry(*row).or_default();
    }
    let present = if missing.is_empty() { BTreeSet::new() } else { rows_present(part, &missing)? };
    let mut patch = Patch {
        part,
        texts,
        heights,
        missing,
        present,
        columns: Vec::new(),
        prefix: String::new(),
        splices: Vec::new(),
    };
    patch.sheet()?;
    Ok(patch.splices)
}

/// Which of the rows that miss a cell stand in the part.
fn rows_present<T>(part: &[u8], wanted: &BTreeMap<u32, T>) -> Result<BTreeSet<u32>, PartFault> {
    let mut scanner = Scanner::new(part)?;
    let mut place = Place::default();
    let mut present = BTreeSet::new();
    loop {
        match scanner.next()? {
            Tag::Start(e, _) if scanner.depth() == 3 && e.local_name().as_ref() == "row" => {
                let row = enter_row(&mut place, &e, &scanner)?;
                present.extend(wanted.contains_key(&row).then_some(row));
                follow_cells(&mut scanner, &mut place)?;
            }
            Tag::Empty(e, _) if scanner.depth() == 2 && e.local_name().as_ref() == "row" => {
                place.enter_row(attr(&e, "r")?.as_deref());
                present.extend(wanted.contains_key(&place.row()).then_some(place.row()));
            }
            Tag::Start(e, _) if scanner.depth() == 2 && e.local_name().as_ref() != "sheetData" => {
                scanner.skip()?;
            }
            Tag::Eof => return Ok(present),
            Tag::Start(..) | Tag::Empty(..) | Tag::End(_) => {}
        }
    }
}

/// Goes to the end of a row, keeping count of its cells.
fn follow_cells(scanner: &mut Scanner<'_>, place: &mut Place) -> Result<(), PartFault> {
    loop {
        match scanner.next()? {
            Tag::Start(e, _) => {
                if e.local_name().as_ref() == "c" {
                    place.enter_cell(attr(&e, "r")?.as_deref());
                }
                scanner.skip()?;
            }
            Tag::Empty(e, _) if e.local_name().as_ref() == "c" => {
                place.enter_cell(attr(&e, "r")?.as_deref());
            }
            Tag::Empty(..) => {}
            Tag::End(_) | Tag::Eof => return Ok(()),
        }
    }
}

/// The number of a row whose start tag was just read. A row that does not state it takes it from its
/// first cell, when that does.
fn enter_row(place: &mut Place, e: &BytesStart<'_>, scanner: &Scanner<'_>) -> Result<u32, PartFault> {
    let stated = attr(e, "r")?;
    place.enter_row(stated.as_deref());
    if stated.is_none() {
        let mut ahead = scanner.clone();
        let mut look = place.clone();
        if let Tag::Start(c, _) | Tag::Empty(c, _) = ahead.next()?
            && c.local_name().as_ref() == "c"
        {
            look.enter_cell(attr(&c, "r")?.as_deref());
            return Ok(look.row());
        }
    }
    Ok(place.row())
}

struct Patch<'x> {
    part: &'x [u8],
    texts: &'x BTreeMap<CellRef, String>,
    /// New heights of rows, in points.
    heights: &'x BTreeMap<u32, f64>,
    /// Texts for cells that are not in the part, by row and column.
    missing: BTreeMap<u32, BTreeMap<u32, &'x str>>,
    /// Which of those rows are in the part.
    present: BTreeSet<u32>,
    /// Styles of columns.
    columns: Vec<(RangeInclusive<u32>, u32)>,
    /// Of the elements of the sheet, with its colon.
    prefix: String,
    splices: Vec<Splice>,
}

impl<'x> Patch<'x> {
    fn sheet(&mut self) -> Result<(), PartFault> {
        let mut scanner = Scanner::new(self.part)?;
        let mut before_data = None;
        loop {
            match scanner.next()? {
                Tag::Start(e, range) if scanner.depth() == 1 => {
                    self.prefix = prefix(&e);
                    before_data = Some(range.end);
                }
                Tag::Start(e, _) => match e.local_name().as_ref() {
                    "sheetData" => return self.data(&mut scanner),
                    "cols" => before_data = Some(self.columns(&mut scanner)?),
                    name => {
                        let before = BEFORE_DATA.contains(&name);
                        let end = scanner.skip()?.end;
                        before_data = if before { Some(end) } else { before_data };
                    }
                },
                Tag::Empty(e, range) if scanner.depth() == 1 => match e.local_name().as_ref() {
                    "sheetData" => {
                        if !self.missing.is_empty() {
                            self.open(&range);
                            self.rows_before(u32::MAX, range.end);
                            self.close(&range, &e);
                        }
                        return Ok(());
                    }
                    name if BEFORE_DATA.contains(&name) => before_data = Some(range.end),
                    _ => {}
                },
                Tag::Empty(..) | Tag::End(_) => {}
                Tag::Eof => break,
            }
        }
        let place = before_data.ok_or(PartFault::Truncated)?;
        if !self.missing.is_empty() {
            let p = self.prefix.clone();
            self.splices.push(Splice::insert(place, format!("<{p}sheetData>")));
            self.rows_before(u32::MAX, place);
            self.splices.push(Splice::insert(place, format!("</{p}sheetData>")));
        }
        Ok(())
    }

    /// Reads the styles of columns; where `cols` ends.
    fn columns(&mut self, scanner: &mut Scanner<'_>) -> Result<usize, PartFault> {
        loop {
            match scanner.next()? {
                Tag::Start(e, _) => {
                    self.column(&e)?;
                    scanner.skip()?;
                }
                Tag::Empty(e, _) => self.column(&e)?,
                Tag::End(range) => return Ok(range.end),
                Tag::Eof => return Err(PartFault::Truncated),
            }
        }
    }

    fn column(&mut self, e: &BytesStart<'_>) -> Result<(), PartFault> {
        if let (Some(min), Some(max), Some(style)) =
            (number(e, "min")?, number(e, "max")?, number(e, "style")?)
        {
            self.columns.push((min..=max, style));
        }
        Ok(())
    }

    fn data(&mut self, scanner: &mut Scanner<'x>) -> Result<(), PartFault> {
        let mut place = Place::default();
        loop {
            match scanner.next()? {
                Tag::Start(e, range) if e.local_name().as_ref() == "row" => {
                    let row = enter_row(&mut place, &e, scanner)?;
                    self.rows_before(row, range.start);
                    let new = self.missing.remove(&row).unwrap_or_default();
                    self.row_tag(row, &range, new.keys());
                    self.row(scanner, &mut place, row, row_style(&e)?, new)?;
                }
                Tag::Empty(e, range) if e.local_name().as_ref() == "row" => {
                    place.enter_row(attr(&e, "r")?.as_deref());
                    self.rows_before(place.row(), range.start);
                    let new = self.missing.remove(&place.row());
                    self.row_tag(place.row(), &range, new.iter().flat_map(BTreeMap::keys));
                    if let Some(new) = new.filter(|new| !new.is_empty()) {
                        self.open(&range);
                        let cells = self.cells(place.row(), row_style(&e)?, &new);
                        self.splices.push(Splice::insert(range.end, cells));
                        self.close(&range, &e);
                    }
                }
                Tag::Start(..) => {
                    scanner.skip()?;
                }
                Tag::Empty(..) => {}
                Tag::End(range) => {
                    self.rows_before(u32::MAX, range.start);
                    return Ok(());
                }
                Tag::Eof => return Err(PartFault::Truncated),
            }
        }
    }

    /// Puts the missing rows before `row` at `place`. Those that stand elsewhere in the part, in a
    /// part whose rows are out of order, wait for their place.
    fn rows_before(&mut self, row: u32, place: usize) {
        let ready: Vec<u32> =
            self.missing.range(..row).map(|(&r, _)| r).filter(|r| !self.present.contains(r)).collect();
        for row in ready {
            let new = self.missing.remove(&row).unwrap_or_default();
            let (p, cells) = (&self.prefix, self.cells(row, None, &new));
            let height = self.heights.get(&row).map(|h| format!(" ht=\"{h}\" customHeight=\"1\""));
            let height = height.unwrap_or_default();
            let tag = format!("<{p}row r=\"{row}\"{height}");
            let row = if cells.is_empty() { tag + "/>" } else { format!("{tag}>{cells}</{p}row>") };
            self.splices.push(Splice::insert(place, row));
        }
    }

    fn row(
        &mut self,
        scanner: &mut Scanner<'x>,
        place: &mut Place,
        row: u32,
        style: Option<u32>,
        mut new: BTreeMap<u32, &'x str>,
    ) -> Result<(), PartFault> {
        loop {
            let (e, tag, empty) = match scanner.next()? {
                Tag::Start(e, range) => (e, range, false),
                Tag::Empty(e, range) => (e, range, true),
                Tag::End(range) => {
                    let cells = self.cells(row, style, &new);
                    if !cells.is_empty() {
                        self.splices.push(Splice::insert(range.start, cells));
                    }
                    return Ok(());
                }
                Tag::Eof => return Err(PartFault::Truncated),
            };
            let at = match e.local_name().as_ref() {
                "c" => place.enter_cell(attr(&e, "r")?.as_deref()),
                _ => None,
            };
            // Where a cell that states no address begins to need one.
            let mut unstated = None;
            if let Some(at) = at.filter(|at| at.row == row) {
                let after = new.split_off(&at.column);
                let before = std::mem::replace(&mut new, after);
                if !before.is_empty() {
                    let cells = self.cells(row, style, &before);
                    self.splices.push(Splice::insert(tag.start, cells));
                    unstated = attr(&e, "r")?.is_none().then(|| format!(" r=\"{at}\""));
                }
            }
            let name_end = 1 + e.name().as_ref().len();
            let end = if empty { tag.end } else { scanner.skip()?.end };
            let text = at.and_then(|at| self.texts.get(&at));
            if let (Some(address), None) = (&unstated, text) {
                self.splices.push(Splice::insert(tag.start + name_end, address.clone()));
            }
            if let Some(text) = text {
                let mut with = self.replaced(&e, &tag, tag.start..end, text)?;
                if let Some(address) = unstated {
                    with.insert_str(name_end, &address);
                }
                self.splices.push(Splice { range: tag.start..end, with });
            }
        }
    }

    /// The element of a cell that stood there, holding another text.
    fn replaced(
        &self,
        e: &BytesStart<'_>,
        tag: &Range<usize>,
        element: Range<usize>,
        text: &str,
    ) -> Result<String, PartFault> {
        let extensions = extensions(&self.part[element])?;
        let tag = slice(self.part, tag.clone())?;
        let spans = attributes(tag);
        let end = spans.last().map_or(e.name().as_ref().len() + 1, |a| a.whole.end);
        let kind = spans.iter().find(|a| a.name == "t");
        let mut cell = match kind {
            Some(AttributeSpan { value, .. }) if !text.is_empty() => {
                format!("{}inlineStr{}", &tag[..value.start], &tag[value.end..end])
            }
            Some(AttributeSpan { whole, .. }) => {
                format!("{}{}", &tag[..whole.start], &tag[whole.end..end])
            }
            None if !text.is_empty() => format!("{} t=\"inlineStr\"", &tag[..end]),
            None => tag[..end].to_owned(),
        };
        let inside = content(&prefix(e), text) + extensions;
        if inside.is_empty() {
            cell.push_str("/>");
        } else {
            cell.push_str(&format!(">{inside}</{}>", e.name().as_ref()));
        }
        Ok(cell)
    }

    /// New cells of a row, in order.
    fn cells(&self, row: u32, row_style: Option<u32>, new: &BTreeMap<u32, &str>) -> String {
        let p = &self.prefix;
        let cell = |(&column, text): (&u32, &&str)| {
            let of_column = || self.columns.iter().find(|(c, _)| c.contains(&column)).map(|&(_, s)| s);
            let style = row_style.or_else(of_column).filter(|&s| s != 0);
            let style = style.map(|s| format!(" s=\"{s}\"")).unwrap_or_default();
            let at = CellRef::new(row, column);
            format!("<{p}c r=\"{at}\"{style} t=\"inlineStr\">{}</{p}c>", content(p, text))
        };
        new.iter().map(cell).collect()
    }

    /// Makes the row's note of the columns it spans cover the new ones, and gives it its new height.
    fn row_tag<'c>(&mut self, row: u32, tag: &Range<usize>, new: impl Iterator<Item = &'c u32>) {
        let part = self.part;
        let text = String::from_utf8_lossy(&part[tag.clone()]);
        let attributes = attributes(&text);
        let stated = |name: &str| attributes.iter().find(|a| a.name == name);
        let place = |range: &Range<usize>| tag.start + range.start..tag.start + range.end;
        let spans = stated("spans").and_then(|span| {
            let with = wider(&text[span.value.clone()], new)?;
            Some(Splice { range: place(&span.value), with })
        });
        let mut splices: Vec<Splice> = spans.into_iter().collect();
        if let Some(height) = self.heights.get(&row) {
            let name = text[1..].find(|c: char| c.is_whitespace() || c == '/' || c == '>').map(|at| at + 1);
            let end = attributes.last().map(|a| a.whole.end).or(name).map(|end| tag.start + end);
            for (name, value) in [("ht", height.to_string()), ("customHeight", "1".to_owned())] {
                match (stated(name), end) {
                    (Some(a), _) => splices.push(Splice { range: place(&a.value), with: value }),
                    (None, Some(end)) => splices.push(Splice::insert(end, format!(" {name}=\"{value}\""))),
                    (None, None) => {}
                }
            }
        }
        splices.sort_by_key(|s| s.range.start);
        self.splices.append(&mut splices);
    }

    /// Turns a tag that is start and end at once (`/>`) into a start tag.
    fn open(&mut self, tag: &Range<usize>) {
        self.splices.push(Splice { range: tag.end - 2..tag.end, with: ">".to_owned() });
    }

    /// Ends the element that [`Patch::open`] opened, after what was put inside.
    fn close(&mut self, tag: &Range<usize>, e: &BytesStart<'_>) {
        self.splices.push(Splice::insert(tag.end, format!("</{}>", e.name().as_ref())));
    }
}

/// A note of columns, `2:4` or several of them, made wide enough for new ones; `None` where it is.
fn wider<'c>(spans: &str, new: impl Iterator<Item = &'c u32>) -> Option<String> {
    let stated: Option<Vec<u32>> = spans.split([':', ' ']).map(|n| n.trim().parse().ok()).collect();
    let stated = stated?;
    let (min, max) = (*stated.iter().min()?, *stated.iter().max()?);
    let (low, high) = new.fold((min, max), |(low, high), &c| (low.min(c), high.max(c)));
    ((low, high) != (min, max)).then(|| format!("{low}:{high}"))
}

/// The style that a row gives to new cells.
fn row_style(e: &BytesStart<'_>) -> Result<Option<u32>, PartFault> {
    let custom = flag(e, "customFormat")?.unwrap_or_default();
    Ok(if custom { number(e, "s")? } else { None })
}

/// The extensions of a cell, as they stand in its element; empty when it has none.
fn extensions(element: &[u8]) -> Result<&str, PartFault> {
    let mut scanner = Scanner::new(element)?;
    loop {
        match scanner.next()? {
            Tag::Start(e, range) if scanner.depth() == 2 => {
                let wanted = e.local_name().as_ref() == "extLst";
                let end = scanner.skip()?.end;
                if wanted {
                    return slice(element, range.start..end);
                }
            }
            Tag::Eof => return Ok(""),
            Tag::Start(..) | Tag::Empty(..) | Tag::End(_) => {}
        }
    }
}

fn slice(part: &[u8], range: Range<usize>) -> Result<&str, PartFault> {
    std::str::from_utf8(&part[range]).map_err(|e| PartFault::Encoding(e.to_string()))
}
