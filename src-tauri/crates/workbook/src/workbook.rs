//! Opening a workbook: from bytes to sheets.

use crate::address::CellRange;
use crate::book::{Book, SheetEntry, shared_strings};
use crate::budget::Budget;
use crate::error::{Error, Limit};
use crate::limits;
use crate::lists::Lists;
use crate::package::{Package, Relationship};
use crate::sheet::{Sheet, Value};
use crate::side::{self, Table};
use crate::sniff::{FileKind, recognise};
use crate::styles::{Styles, theme_colours};
use crate::validations::{RawValidation, resolve};
use crate::values::{self, Strings};
use crate::warning::{Warning, WarningCode};
use crate::worksheet::{Context, Worksheet};
use crate::xml::Xml;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The formats that a [`Workbook`] can be opened from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// An Office Open XML workbook.
    Xlsx,
    /// The same with macros, which are kept and never run.
    Xlsm,
    /// Delimited text: one sheet named `(csv)` whose rows are the records of the file.
    Csv,
    /// An OpenDocument spreadsheet.
    Ods,
    /// A binary workbook of Excel 97–2003 or 5.0/95. Read only.
    Xls,
    /// A binary workbook of Excel 2007 and later. Read only.
    Xlsb,
}

impl fmt::Display for Format {
    /// The name of the format in the contract of the command line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Xlsx => "xlsx",
            Self::Xlsm => "xlsm",
            Self::Csv => "csv",
            Self::Ods => "ods",
            Self::Xls => "xls",
            Self::Xlsb => "xlsb",
        })
    }
}

/// A customer's workbook: its sheets as plain data, and the bytes it came from, which
/// [`Workbook::fill`] copies everything it does not change from.
#[derive(Clone)]
pub struct Workbook {
    pub(crate) bytes: Vec<u8>,
    pub(crate) format: Format,
    pub(crate) sheets: Vec<Sheet>,
    pub(crate) warnings: Vec<Warning>,
    /// What filling needs to know of each sheet, in the same order.
    pub(crate) origins: Vec<Origin>,
    /// How the file itself is written.
    pub(crate) kind: Kind,
}

/// What filling needs to know of the whole file.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// An OOXML package.
    Package(PackageKind),
    /// Delimited text.
    Text(crate::csv::Form),
    /// An OpenDocument spreadsheet.
    OpenDocument,
    /// A format that nothing is written into.
    ReadOnly,
}

/// What filling needs to know of an OOXML package.
#[derive(Debug, Clone)]
pub(crate) struct PackageKind {
    /// The name of the workbook part.
    pub(crate) book_part: String,
    /// What the workbook part says.
    pub(crate) book: Book,
    /// Does any sheet hold a formula?
    pub(crate) formulas: bool,
}

/// Where a sheet came from, and which of its cells must not be written for reasons that are no
/// property of the cell alone.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Origin {
    pub(crate) part: String,
    pub(crate) rich: BTreeSet<crate::CellRef>,
    pub(crate) twice: BTreeSet<crate::CellRef>,
    /// Header rows of Excel tables: their text must equal the table's column names.
    pub(crate) headers: Vec<CellRange>,
    pub(crate) pivots: Vec<CellRange>,
    /// What our own reading said of cells whose value was taken from the other reader.
    pub(crate) own: BTreeMap<crate::CellRef, Option<Value>>,
}

impl fmt::Debug for Workbook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Workbook")
            .field("format", &self.format)
            .field("bytes", &self.bytes.len())
            .field("sheets", &self.sheets.iter().map(|s| &s.name).collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

impl Workbook {
    /// Opens a workbook from the bytes of its file. What kind of file it is shows from its content;
    /// its name does not matter.
    ///
    /// Odd files are read as far as they can be, with [`Workbook::warnings`]. Chart sheets, dialog
    /// sheets and macro sheets are no worksheets and are left out.
    ///
    /// # Errors
    /// A password, another kind of file, damage, and sizes beyond [`crate::limits`].
    pub fn open(bytes: Vec<u8>) -> Result<Self, Error> {
        match recognise(&bytes) {
            FileKind::Zip => open_package(bytes),
            FileKind::Encrypted => Err(Error::Encrypted),
            FileKind::Text => open_text(bytes),
            FileKind::Xls => {
                let (sheets, warnings) = crate::binary::read_xls(&bytes)?;
                Ok(read_only(Format::Xls, sheets, warnings, bytes))
            }
            what => Err(Error::Unsupported { what }),
        }
    }

    /// The worksheets, in the order of their tabs, hidden ones included.
    #[must_use]
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// The worksheet with this name, exactly.
    #[must_use]
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|s| s.name == name)
    }

    /// What kind of file it is.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// What was odd in the file, sheet by sheet in the order of the tabs.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// Can answers be written into it? Formats without a writer are delivered as another file.
    #[must_use]
    pub fn writable(&self) -> bool {
        !matches!(self.kind, Kind::ReadOnly)
    }

    /// The bytes it was opened from.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// What the sheets of a workbook share.
pub(crate) struct Shared {
    pub(crate) book: Book,
    /// The name of the workbook part.
    pub(crate) book_part: String,
    /// From the workbook part to others.
    relations: Vec<Relationship>,
    styles: Styles,
    strings: Vec<Box<str>>,
    /// Shared texts that the file claims to hold.
    claimed: usize,
    warnings: Vec<Warning>,
}

impl Shared {
    /// Reads the parts that the sheets of a workbook share.
    pub(crate) fn read(package: &mut Package<'_>, budget: &mut Budget) -> Result<Self, Error> {
        let root = package.relationships("")?;
        let book_part = root
            .into_iter()
            .find(|r| r.kind == "officeDocument")
            .map_or_else(|| "xl/workbook.xml".to_owned(), |r| r.target);
        if let Some(what) = other_package(package, &book_part) {
            return Err(Error::Unsupported { what });
        }
        let relations = package.relationships(&book_part)?;
        let target = |kind: &str| relations.iter().find(|r| r.kind == kind).map(|r| r.target.as_str());
        let book = package
            .read_xml(&book_part, Book::read)?
            .ok_or_else(|| Error::MissingPart { part: book_part.clone() })?;
        let mut warnings = Vec::new();
        if package.names().any(|n| n.starts_with("_xmlsignatures/")) {
            warnings.push(WarningCode::Signed.warning(None, None, ""));
        }
        for part in ["styles", "sharedStrings"].into_iter().filter_map(target) {
            if !package.has(part) {
                warnings.push(WarningCode::MissingPart.warning(None, None, part));
            }
        }
        let theme = match target("theme") {
            Some(part) => package.read_xml(part, theme_colours)?.unwrap_or_default(),
            None => Vec::new(),
        };
        let styles = match target("styles") {
            Some(part) => package.read_xml(part, |xml| Styles::read(xml, &theme))?.unwrap_or_default(),
            None => Styles::default(),
        };
        let (strings, claimed) = match target("sharedStrings") {
            Some(part) => package.read_large(part, |xml| shared_strings(xml, budget))?.unwrap_or_default(),
            None => (Vec::new(), 0),
        };
        Ok(Self { book, book_part, relations, styles, strings, claimed, warnings })
    }

    pub(crate) fn context(&self) -> Context<'_> {
        Context { strings: &self.strings, styles: &self.styles, book: &self.book }
    }

    fn format(&self, package: &mut Package<'_>) -> Result<Format, Error> {
        let macros = self.relations.iter().any(|r| r.kind == "vbaProject");
        Ok(if macros || has_macro_type(package, &self.book_part)? { Format::Xlsm } else { Format::Xlsx })
    }
}

fn open_package(bytes: Vec<u8>) -> Result<Workbook, Error> {
    let mut package = Package::open(&bytes)?;
    if package.has("META-INF/manifest.xml") && package.has(crate::ods::CONTENT) {
        let crate::ods::Read { sheets, warnings } = crate::ods::read(&mut package)?;
        let origins = sheets.iter().map(|_| Origin::default()).collect();
        return Ok(Workbook {
            format: Format::Ods,
            sheets,
            warnings,
            origins,
            kind: Kind::OpenDocument,
            bytes,
        });
    }
    if package.has("xl/workbook.bin") {
        let (sheets, warnings) = crate::binary::read_xlsb(&mut package)?;
        return Ok(read_only(Format::Xlsb, sheets, warnings, bytes));
    }
    let mut budget = Budget::default();
    let mut shared = Shared::read(&mut package, &mut budget)?;
    let warnings = std::mem::take(&mut shared.warnings);
    let mut reading = Reading { budget, parts: Parts::default(), warnings };
    few_sheets(shared.book.sheets.len(), &shared.book_part)?;
    let by_id = by_id(&shared.relations);
    for (place, entry) in shared.book.sheets.iter().enumerate() {
        match by_id.get(entry.id.as_str()).copied() {
            Some(r) if r.kind == "worksheet" => {
                reading.sheet(&mut package, &shared.context(), place, entry, r)?;
            }
            // Chart, dialog and macro sheets.
            Some(_) => {}
            None => reading.missing(entry, &entry.name),
        }
    }
    let format = shared.format(&mut package)?;
    let Reading { mut parts, mut warnings, .. } = reading;
    let strings = Strings { there: shared.strings.len(), claimed: shared.claimed };
    shared.strings = Vec::new();
    let sheets = parts.sheets.iter_mut().map(|(_, sheet)| sheet);
    let mut sheets: Vec<(&mut Sheet, &mut Origin)> = sheets.zip(&mut parts.origins).collect();
    warnings.extend(values::take(&bytes, &mut sheets, strings));
    resolve_validations(&mut parts, &shared.book, &mut warnings);
    let Shared { book, book_part, .. } = shared;
    Ok(Workbook {
        format,
        sheets: parts.sheets.into_iter().map(|(_, sheet)| sheet).collect(),
        warnings,
        origins: parts.origins,
        kind: Kind::Package(PackageKind { book_part, book, formulas: parts.formulas }),
        bytes,
    })
}

/// Each sheet has a part, so there are not more of them than entries.
pub(crate) fn few_sheets(count: usize, part: &str) -> Result<(), Error> {
    let (what, size, limit) = (Limit::Entries, count as u64, limits::ENTRIES);
    if size > limit {
        return Err(Error::TooLarge { what, part: Some(part.to_owned()), size, limit });
    }
    Ok(())
}

/// Relationships by their ids; the first of an id counts.
pub(crate) fn by_id(relations: &[Relationship]) -> BTreeMap<&str, &Relationship> {
    let mut out = BTreeMap::new();
    for relation in relations {
        out.entry(relation.id.as_str()).or_insert(relation);
    }
    out
}

fn read_only(format: Format, sheets: Vec<Sheet>, warnings: Vec<Warning>, bytes: Vec<u8>) -> Workbook {
    let origins = sheets.iter().map(|_| Origin::default()).collect();
    Workbook { format, sheets, warnings, origins, kind: Kind::ReadOnly, bytes }
}

fn open_text(bytes: Vec<u8>) -> Result<Workbook, Error> {
    let (form, sheet) = crate::csv::open(&bytes)?;
    Ok(Workbook {
        format: Format::Csv,
        sheets: vec![sheet],
        warnings: Vec::new(),
        origins: vec![Origin::default()],
        kind: Kind::Text(form),
        bytes,
    })
}

/// What a zip holds that is no OOXML workbook; `None` when it is one, or may be.
fn other_package(package: &Package<'_>, book_part: &str) -> Option<FileKind> {
    let part = book_part.to_lowercase();
    let kind = if part.ends_with(".bin") {
        FileKind::Xlsb
    } else if part.starts_with("word/") {
        FileKind::Word
    } else if part.starts_with("ppt/") {
        FileKind::PowerPoint
    } else if !package.has(book_part) && !package.has("[Content_Types].xml") {
        FileKind::Zip
    } else {
        return None;
    };
    Some(kind)
}

/// Does the list of content types call the workbook part one with macros?
fn has_macro_type(package: &mut Package<'_>, book_part: &str) -> Result<bool, Error> {
    let found = package.read_xml("[Content_Types].xml", |xml| {
        xml.root("Types")?;
        let mut macros = false;
        xml.each(|e| {
            let part = crate::xml::attr(e, "PartName")?;
            if part.is_some_and(|p| p.trim_start_matches('/').eq_ignore_ascii_case(book_part)) {
                let kind = crate::xml::attr(e, "ContentType")?;
                macros = kind.is_some_and(|k| k.contains("macroEnabled"));
            }
            Ok(())
        })?;
        Ok(macros)
    })?;
    Ok(found.unwrap_or_default())
}

/// What has been read so far.
struct Reading {
    budget: Budget,
    parts: Parts,
    warnings: Vec<Warning>,
}

/// The worksheets, with what is not yet worked into them. All lists run in parallel.
#[derive(Default)]
struct Parts {
    /// Each with its place among all sheets, chart sheets included.
    sheets: Vec<(usize, Sheet)>,
    validations: Vec<Vec<RawValidation>>,
    origins: Vec<Origin>,
    /// Tables, each with the place of its sheet in `sheets`.
    tables: Vec<(usize, Table)>,
    formulas: bool,
}

impl Reading {
    fn missing(&mut self, entry: &SheetEntry, part: &str) {
        self.warnings.push(WarningCode::MissingPart.warning(Some(&entry.name), None, part));
    }

    fn sheet(
        &mut self,
        package: &mut Package<'_>,
        context: &Context<'_>,
        place: usize,
        entry: &SheetEntry,
        relation: &Relationship,
    ) -> Result<(), Error> {
        let part = &relation.target;
        let twice = self.parts.sheets.iter().any(|(_, s)| s.name == entry.name)
            || self.parts.origins.iter().any(|o| o.part.eq_ignore_ascii_case(part));
        if twice {
            return Err(Error::SheetTwice { sheet: entry.name.clone() });
        }
        let read = package.read_large(part, |xml| Worksheet::read(xml, context, &mut self.budget))?;
        let Some(worksheet) = read else {
            self.missing(entry, part);
            return Ok(());
        };
        let Worksheet { mut sheet, validations, rich, twice, formulas, oddities } = worksheet;
        sheet.name.clone_from(&entry.name);
        sheet.state = entry.state;
        self.warnings.extend(oddities.warnings(&entry.name));
        let mut origin = Origin { part: part.clone(), rich, twice, ..Origin::default() };
        self.beside(package, entry, &mut sheet, &mut origin)?;
        self.parts.formulas |= formulas;
        self.parts.sheets.push((place, sheet));
        self.parts.validations.push(validations);
        self.parts.origins.push(origin);
        Ok(())
    }

    /// Reads the parts that belong to a worksheet.
    fn beside(
        &mut self,
        package: &mut Package<'_>,
        entry: &SheetEntry,
        sheet: &mut Sheet,
        origin: &mut Origin,
    ) -> Result<(), Error> {
        let mut notes = Vec::new();
        for Relationship { kind, target, .. } in package.relationships(&origin.part)? {
            let found = match kind.as_str() {
                "comments" => {
                    let read = |xml: &mut Xml<'_>| side::notes(xml, &mut self.budget);
                    package.read_xml(&target, read)?.map(|n| notes.extend(n))
                }
                "threadedComment" => {
                    let read = |xml: &mut Xml<'_>| side::threads(xml, &mut self.budget);
                    package.read_xml(&target, read)?.map(|c| sheet.comments.extend(c))
                }
                "table" => package.read_xml(&target, side::table)?.map(|table| {
                    if let Some(table) = table {
                        sheet.tables.push(table.range);
                        origin.headers.extend(header(&table));
                        self.parts.tables.push((self.parts.sheets.len(), table));
                    }
                }),
                "pivotTable" => package.read_xml(&target, side::pivot)?.map(|p| origin.pivots.extend(p)),
                _ => Some(()),
            };
            if found.is_none() {
                self.missing(entry, &target);
            }
        }
        let threaded: BTreeSet<_> = sheet.comments.iter().map(|c| c.at).collect();
        let own = notes.into_iter().filter(|n| !(n.stand_in && threaded.contains(&n.comment.at)));
        sheet.comments.extend(own.map(|n| n.comment));
        // Stable: replies stay in their order.
        sheet.comments.sort_by_key(|c| c.at);
        sheet.tables.sort_unstable();
        Ok(())
    }
}

fn header(table: &Table) -> Option<CellRange> {
    let mut header = table.range;
    header.end.row = header.start.row.checked_add(table.header_rows.checked_sub(1)?)?.min(header.end.row);
    Some(header)
}

fn resolve_validations(parts: &mut Parts, book: &Book, warnings: &mut Vec<Warning>) {
    let mut resolved = Vec::new();
    let raw = std::mem::take(&mut parts.validations);
    let mut lists = Lists::new(&parts.sheets, &book.names, &parts.tables);
    let mut of_sheet: BTreeMap<usize, Vec<Warning>> = BTreeMap::new();
    for (home, raw) in raw.into_iter().enumerate() {
        let mut found = Vec::new();
        resolved.push(resolve(raw, home, &mut lists, &mut found));
        found.truncate(limits::WARNINGS);
        of_sheet.insert(home, found);
    }
    for ((_, sheet), validations) in parts.sheets.iter_mut().zip(resolved) {
        sheet.validations = validations;
    }
    warnings.extend(of_sheet.into_values().flatten());
}
