//! The workbook part: which sheets there are, in which order, under which names, and the names
//! defined for ranges.

use crate::budget::Budget;
use crate::error::PartFault;
use crate::sheet::SheetState;
use crate::xml::{Xml, attr, flag, number};
use quick_xml::events::Event;

/// What the workbook part says.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Book {
    pub(crate) sheets: Vec<SheetEntry>,
    pub(crate) names: Vec<DefinedName>,
    /// Dates count from 1904 instead of 1900.
    pub(crate) from_1904: bool,
}

/// A sheet as the workbook part lists it. Chart sheets and macro sheets are among them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SheetEntry {
    pub(crate) name: String,
    pub(crate) state: SheetState,
    /// The relationship that leads to its part.
    pub(crate) id: String,
}

/// A name for a range or a formula.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DefinedName {
    /// In lower case: names ignore case.
    pub(crate) name: String,
    /// The sheet it belongs to, as its place in the list; `None` for the whole workbook.
    pub(crate) sheet: Option<usize>,
    pub(crate) formula: String,
}

impl Book {
    pub(crate) fn read(xml: &mut Xml<'_>) -> Result<Self, PartFault> {
        xml.root("workbook")?;
        let mut book = Self::default();
        loop {
            match xml.next()? {
                Event::Start(e) => match e.local_name().as_ref() {
                    "workbookPr" => {
                        book.from_1904 = flag(&e, "date1904")?.unwrap_or_default();
                        xml.skip()?;
                    }
                    "sheets" => xml.each(|e| {
                        let state = match attr(e, "state")?.as_deref() {
                            Some("hidden") => SheetState::Hidden,
                            Some("veryHidden") => SheetState::VeryHidden,
                            _ => SheetState::Visible,
                        };
                        let name = attr(e, "name")?.unwrap_or_default().into_owned();
                        // `id` is the relationship; `sheetId` has another local name.
                        let id = attr(e, "id")?.unwrap_or_default().into_owned();
                        book.sheets.push(SheetEntry { name, state, id });
                        Ok(())
                    })?,
                    "definedNames" => book.defined_names(xml)?,
                    _ => xml.skip()?,
                },
                Event::End(_) => return Ok(book),
                _ => {}
            }
        }
    }

    fn defined_names(&mut self, xml: &mut Xml<'_>) -> Result<(), PartFault> {
        loop {
            match xml.next()? {
                Event::Start(e) => {
                    let name = attr(&e, "name")?.unwrap_or_default().to_lowercase();
                    let sheet = number(&e, "localSheetId")?;
                    let formula = xml.text()?;
                    self.names.push(DefinedName { name, sheet, formula });
                }
                Event::End(_) => return Ok(()),
                _ => {}
            }
        }
    }
}

/// Reads the shared strings: one text for each, furigana left out.
pub(crate) fn shared_strings(
    xml: &mut Xml<'_>,
    budget: &mut Budget,
) -> Result<(Vec<Box<str>>, usize), PartFault> {
    let claimed = xml.root_with("sst", |e| {
        let unique = crate::xml::attr(e, "uniqueCount")?;
        Ok(unique.map_or(0, |n| n.trim().parse().unwrap_or(usize::MAX)))
    })?;
    let mut strings = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(e) if e.local_name().as_ref() == "si" => {
                let text = xml.rich_text()?.into_boxed_str();
                budget.string()?;
                budget.text(text.len())?;
                strings.push(text);
            }
            Event::Start(_) => xml.skip()?,
            Event::End(_) => return Ok((strings, claimed)),
            _ => {}
        }
    }
}
