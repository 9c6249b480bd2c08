//! What the styles of a spreadsheet say of cells, rows, columns and sheets.

use crate::error::PartFault;
use crate::sheet::{Fit, TextFormat};
use crate::styles::tenths;
use crate::xml::{Xml, attr, truth};
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// How far a style may lean on others.
const DEEPEST: usize = 32;

/// One style; what it does not say its parent says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Style {
    parent: Option<String>,
    locked: Option<bool>,
    fill: Option<Option<u32>>,
    bold: Option<bool>,
    wraps: Option<bool>,
    shrinks: Option<bool>,
    /// In tenths of a point.
    size: Option<u16>,
    hidden: bool,
    /// In points.
    height: Option<f64>,
    /// In points.
    width: Option<f64>,
}

/// All styles by family and name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Styles {
    by_name: BTreeMap<(String, String), Style>,
    /// What cells are where no style says it.
    default: Style,
}

/// Takes the styles out of the element whose start was the last event; `other` is shown each other
/// element below it and says whether it has read it to its end.
pub(crate) fn children(
    xml: &mut Xml<'_>,
    styles: &mut Styles,
    mut other: impl FnMut(&str, &mut Xml<'_>, &mut Styles) -> Result<bool, PartFault>,
) -> Result<(), PartFault> {
    let mut open = 1usize;
    while open > 0 {
        let start = match xml.next()? {
            Event::Start(e) => {
                let name = e.local_name().as_ref().to_owned();
                let known = matches!(&*name, "style" | "default-style");
                let about = if known { Some(about(&e)?) } else { None };
                Some((name, about))
            }
            Event::End(_) => {
                open -= 1;
                None
            }
            _ => None,
        };
        let Some((name, about)) = start else { continue };
        if let Some((family, id, parent)) = about {
            let style = Style { parent, ..style(xml)? };
            if name == "default-style" {
                if family == "table-cell" {
                    styles.default = style;
                }
            } else {
                styles.by_name.insert((family, id), style);
            }
        } else if !other(&name, xml, styles)? {
            open += 1;
        }
    }
    Ok(())
}

fn about(e: &BytesStart<'_>) -> Result<(String, String, Option<String>), PartFault> {
    let text = |local| Ok::<_, PartFault>(attr(e, local)?.map(Cow::into_owned));
    let family = text("family")?.unwrap_or_default();
    Ok((family, text("name")?.unwrap_or_default(), text("parent-style-name")?))
}

/// The properties of the style whose start was the last event.
fn style(xml: &mut Xml<'_>) -> Result<Style, PartFault> {
    let mut style = Style::default();
    xml.each(|e| {
        let text = |local| Ok::<_, PartFault>(attr(e, local)?.map(Cow::into_owned));
        match e.local_name().as_ref() {
            "table-cell-properties" => {
                style.locked = text("cell-protect")?.map(|p| p.contains("protected"));
                style.fill = text("background-color")?.map(|c| colour(&c));
                style.wraps = text("wrap-option")?.map(|w| w == "wrap");
                style.shrinks = text("shrink-to-fit")?.map(|s| truth(&s));
            }
            "text-properties" => {
                style.bold = text("font-weight")?.map(|w| bold(&w));
                style.size = text("font-size")?.and_then(|s| points(&s)).map(tenths);
            }
            "table-properties" => style.hidden = text("display")?.is_some_and(|d| !truth(&d)),
            "table-row-properties" => style.height = text("row-height")?.and_then(|h| points(&h)),
            "table-column-properties" => style.width = text("column-width")?.and_then(|w| points(&w)),
            _ => {}
        }
        Ok(())
    })?;
    Ok(style)
}

/// `#rrggbb`; none for `transparent`.
fn colour(text: &str) -> Option<u32> {
    u32::from_str_radix(text.strip_prefix('#')?, 16).ok()
}

/// `bold`, or a number from 600 on.
fn bold(weight: &str) -> bool {
    weight == "bold" || weight.parse().is_ok_and(|w: u32| w >= 600)
}

/// A length in points.
fn points(text: &str) -> Option<f64> {
    let unit = text.find(|c: char| c.is_ascii_alphabetic())?;
    let size: f64 = text[..unit].parse().ok()?;
    let factor = match &text[unit..] {
        "pt" => 1.0,
        "in" => 72.0,
        "cm" => 72.0 / 2.54,
        "mm" => 7.2 / 2.54,
        "pc" => 12.0,
        "px" => 0.75,
        _ => return None,
    };
    Some(size * factor)
}

/// Width of a character in points, as Excel counts column widths.
const CHARACTER: f64 = 5.25;

impl Styles {
    fn get(&self, family: &str, name: &str) -> Option<&Style> {
        self.by_name.get(&(family.to_owned(), name.to_owned()))
    }

    /// The first that a cell style or its parents say.
    fn of_cell<T>(&self, name: &str, say: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let mut style = self.get("table-cell", name);
        for _ in 0..DEEPEST {
            let Some(here) = style else { break };
            if let Some(said) = say(here) {
                return Some(said);
            }
            style = here.parent.as_deref().and_then(|p| self.get("table-cell", p));
        }
        say(&self.default)
    }

    /// Lock, fill and bold of a cell style. Cells are locked where nothing says otherwise.
    pub(crate) fn cell(&self, name: &str) -> (bool, Option<u32>, bool) {
        let locked = self.of_cell(name, |s| s.locked).unwrap_or(true);
        (locked, self.of_cell(name, |s| s.fill).flatten(), self.of_cell(name, |s| s.bold).unwrap_or(false))
    }

    /// How a cell of this style shows its text.
    pub(crate) fn text(&self, name: &str) -> TextFormat {
        let fit = if self.of_cell(name, |s| s.wraps).unwrap_or(false) {
            Fit::Wraps
        } else if self.of_cell(name, |s| s.shrinks).unwrap_or(false) {
            Fit::Shrinks
        } else {
            Fit::OneLine
        };
        TextFormat { fit, size: self.of_cell(name, |s| s.size).unwrap_or_default(), high: false }
    }

    /// Is a sheet of this style hidden?
    pub(crate) fn hidden(&self, name: &str) -> bool {
        self.get("table", name).is_some_and(|s| s.hidden)
    }

    /// Height of a row, in points.
    pub(crate) fn height(&self, name: &str) -> Option<f64> {
        self.get("table-row", name)?.height
    }

    /// Width of a column, in characters.
    pub(crate) fn width(&self, name: &str) -> Option<f64> {
        self.get("table-column", name)?.width.map(|w| w / CHARACTER)
    }
}
