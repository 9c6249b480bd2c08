//! How a sheet looks: fills, fonts, borders and alignment of its cells, for drawing it on a screen.
//!
//! Read when it is asked for and not before: answering needs none of it, and [`Workbook::open`] must
//! not become slower by it.

use crate::address::{CellRef, MAX_COLUMN};
use crate::error::{Error, PartFault};
use crate::package::Package;
use crate::styles::{Colour, fill, read_colour, rgb, theme_colours};
use crate::workbook::{Kind, Workbook};
use crate::worksheet::Place;
use crate::xml::{Xml, attr, flag, number};
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Horizontal alignment, where a cell states one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Left.
    Left,
    /// In the middle, over a selection too.
    Center,
    /// Right.
    Right,
}

/// How a cell looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// Solid fill as 0xRRGGBB.
    pub fill: Option<u32>,
    /// Font colour as 0xRRGGBB.
    pub color: Option<u32>,
    /// Is the font bold?
    pub bold: bool,
    /// Alignment.
    pub align: Option<Align>,
    /// Are long texts wrapped?
    pub wrap: bool,
    /// Has it a line on any side?
    pub border: bool,
}

/// How the cells of one sheet look.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drawing {
    /// Width in characters of columns that state none.
    pub default_width: Option<f64>,
    /// Height in points of rows that state none.
    pub default_height: Option<f64>,
    looks: Vec<Look>,
    cells: BTreeMap<CellRef, usize>,
    rows: BTreeMap<u32, usize>,
    columns: Vec<(RangeInclusive<u32>, usize)>,
}

impl Drawing {
    /// How a cell looks: as it says itself, else as its row says, else as its column says.
    #[must_use]
    pub fn look(&self, at: CellRef) -> Look {
        let column = || self.columns.iter().find(|c| c.0.contains(&at.column)).map(|c| &c.1);
        let style = self.cells.get(&at).or_else(|| self.rows.get(&at.row)).or_else(column);
        style.and_then(|s| self.looks.get(*s)).copied().unwrap_or_default()
    }
}

impl Workbook {
    /// How the sheet at this place of [`Workbook::sheets`] looks; a plain look where there is none.
    ///
    /// # Errors
    /// The package cannot be read again.
    pub fn drawing(&self, sheet: usize) -> Result<Drawing, Error> {
        // Text has no looks, and those of OpenDocument are not read.
        let (Kind::Package(kind), Some(origin)) = (&self.kind, self.origins.get(sheet)) else {
            return Ok(Drawing::default());
        };
        let mut package = Package::open(&self.bytes)?;
        let relations = package.relationships(&kind.book_part)?;
        let target = |kind: &str| relations.iter().find(|r| r.kind == kind).map(|r| r.target.as_str());
        let theme = match target("theme") {
            Some(part) => package.read_xml(part, theme_colours)?.unwrap_or_default(),
            None => Vec::new(),
        };
        let looks = match target("styles") {
            Some(part) => package.read_xml(part, |xml| looks(xml, &theme))?.unwrap_or_default(),
            None => Vec::new(),
        };
        let drawing = package.read_large(&origin.part, drawing)?.unwrap_or_default();
        Ok(Drawing { looks, ..drawing })
    }
}

fn drawing(xml: &mut Xml<'_>) -> Result<Drawing, PartFault> {
    xml.root("worksheet")?;
    let mut out = Drawing::default();
    loop {
        match xml.next()? {
            Event::Start(e) => match e.local_name().as_ref() {
                "sheetFormatPr" => {
                    // The base width leaves out the five pixels around the text; about 0.71 characters.
                    let base = number::<f64>(&e, "baseColWidth")?.map(|w| w + 0.71);
                    out.default_width =
                        number(&e, "defaultColWidth")?.or(base).filter(|w: &f64| w.is_finite());
                    out.default_height = number(&e, "defaultRowHeight")?.filter(|h: &f64| h.is_finite());
                    xml.skip()?;
                }
                "cols" => xml.each(|e| {
                    let (min, max) = (number::<u32>(e, "min")?, number::<u32>(e, "max")?);
                    if let (Some(min), Some(max), Some(style)) = (min, max, number(e, "style")?) {
                        out.columns.push((min.max(1)..=max.min(MAX_COLUMN), style));
                    }
                    Ok(())
                })?,
                "sheetData" => data(xml, &mut out)?,
                _ => xml.skip()?,
            },
            Event::End(_) => return Ok(out),
            _ => {}
        }
    }
}

fn data(xml: &mut Xml<'_>, out: &mut Drawing) -> Result<(), PartFault> {
    let mut place = Place::default();
    loop {
        match xml.next()? {
            Event::Start(e) if e.local_name().as_ref() == "row" => {
                place.enter_row(attr(&e, "r")?.as_deref());
                if flag(&e, "customFormat")?.unwrap_or_default()
                    && let Some(style) = number(&e, "s")?
                {
                    out.rows.insert(place.row(), style);
                }
                xml.each(|e| {
                    if e.local_name().as_ref() == "c" {
                        let at = place.enter_cell(attr(e, "r")?.as_deref());
                        let style = number::<usize>(e, "s")?.unwrap_or_default();
                        if let Some(at) = at {
                            out.cells.insert(at, style);
                        }
                    }
                    Ok(())
                })?;
            }
            Event::Start(_) => xml.skip()?,
            Event::End(_) => return Ok(()),
            _ => {}
        }
    }
}

/// What the fonts, fills and borders of a styles part say, before cell formats put them together.
#[derive(Default)]
struct Tables {
    fonts: Vec<(bool, Option<Colour>)>,
    fills: Vec<Option<Colour>>,
    borders: Vec<bool>,
    formats: Vec<(usize, usize, usize, Option<Align>, bool)>,
    palette: Vec<u32>,
}

fn looks(xml: &mut Xml<'_>, theme: &[u32]) -> Result<Vec<Look>, PartFault> {
    xml.root("styleSheet")?;
    let mut tables = Tables::default();
    loop {
        match xml.next()? {
            Event::Start(e) => match e.local_name().as_ref() {
                "fonts" => children(xml, |xml, _| {
                    let (mut bold, mut colour) = (false, None);
                    xml.each(|e| {
                        match e.local_name().as_ref() {
                            "b" => bold = flag(e, "val")?.unwrap_or(true),
                            "color" => colour = read_colour(e, theme)?,
                            _ => {}
                        }
                        Ok(())
                    })?;
                    tables.fonts.push((bold, colour));
                    Ok(())
                })?,
                "fills" => children(xml, |xml, _| {
                    let colour = fill(xml, theme)?;
                    tables.fills.push(colour);
                    Ok(())
                })?,
                "borders" => children(xml, |xml, _| {
                    let mut any = false;
                    xml.each(|e| {
                        any |= attr(e, "style")?.is_some_and(|s| s != "none");
                        Ok(())
                    })?;
                    tables.borders.push(any);
                    Ok(())
                })?,
                "cellXfs" => children(xml, |xml, e| {
                    let index = |key: &str| Ok::<_, PartFault>(number::<usize>(e, key)?.unwrap_or_default());
                    let (font, fill, border) = (index("fontId")?, index("fillId")?, index("borderId")?);
                    let (mut align, mut wrap) = (None, false);
                    xml.each(|e| {
                        if e.local_name().as_ref() == "alignment" {
                            align = match attr(e, "horizontal")?.as_deref() {
                                Some("left") => Some(Align::Left),
                                Some("center" | "centerContinuous") => Some(Align::Center),
                                Some("right") => Some(Align::Right),
                                _ => None,
                            };
                            wrap = flag(e, "wrapText")?.unwrap_or_default();
                        }
                        Ok(())
                    })?;
                    tables.formats.push((font, fill, border, align, wrap));
                    Ok(())
                })?,
                "colors" => children(xml, |xml, e| {
                    if e.local_name().as_ref() != "indexedColors" {
                        return xml.skip();
                    }
                    xml.each(|e| {
                        tables.palette.push(attr(e, "rgb")?.and_then(|v| rgb(&v)).unwrap_or_default());
                        Ok(())
                    })
                })?,
                _ => xml.skip()?,
            },
            Event::End(_) => break,
            _ => {}
        }
    }
    let colour = |c: Option<Colour>| c.and_then(|c| c.rgb(&tables.palette));
    let look = |&(font, fill, border, align, wrap): &(usize, usize, usize, Option<Align>, bool)| {
        let (bold, color) = tables.fonts.get(font).copied().unwrap_or_default();
        Look {
            fill: colour(tables.fills.get(fill).copied().flatten()),
            color: colour(color),
            bold,
            align,
            wrap,
            border: tables.borders.get(border).copied().unwrap_or_default(),
        }
    };
    Ok(tables.formats.iter().map(look).collect())
}

/// Lets `read` read each child to its end.
fn children(
    xml: &mut Xml<'_>,
    mut read: impl FnMut(&mut Xml<'_>, &BytesStart<'_>) -> Result<(), PartFault>,
) -> Result<(), PartFault> {
    loop {
        match xml.next()? {
            Event::Start(e) => {
                let e = e.into_owned();
                read(xml, &e)?;
            }
            Event::End(_) => return Ok(()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Align, Look, looks};
    use crate::xml::Xml;

    #[test]
    fn a_look_is_put_together_from_fonts_fills_and_borders() {
        let styles = "<styleSheet>\
            <fonts><font/><font><b/><color theme='1'/></font><font><color indexed='10'/></font></fonts>\
            <fills><fill><patternFill patternType='none'/></fill>\
            <fill><patternFill patternType='solid'><fgColor rgb='FFFFF2CC'/></patternFill></fill></fills>\
            <borders><border><left/></border><border><left style='thin'/></border></borders>\
            <cellXfs><xf/><xf fontId='1' fillId='1' borderId='1'><alignment horizontal='center' wrapText='1'/></xf>\
            <xf fontId='2'><alignment horizontal='general'/></xf><xf fontId='9' fillId='9' borderId='9'/></cellXfs>\
            </styleSheet>";
        let got = looks(&mut Xml::new(&mut styles.as_bytes()), &[0xFF_FFFF, 0x11_2233]).expect("well-formed");
        let full = Look {
            fill: Some(0xFF_F2CC),
            color: Some(0x11_2233),
            bold: true,
            align: Some(Align::Center),
            wrap: true,
            border: true,
        };
        let red = Look { color: Some(0xFF_0000), ..Look::default() };
        assert_eq!(got, [Look::default(), full, red, Look::default()]);
    }
}
