//! One pass over a worksheet part: its cells, and everything about its build that matters for
//! answering. Lists of validations are left as formulas; `lists` resolves them when all sheets are
//! there.

use crate::address::{CellRange, CellRef, MAX_COLUMN, MAX_ROW};
use crate::book::Book;
use crate::budget::{Budget, few};
use crate::error::{Limit, PartFault};
use crate::sheet::{Cell, ColumnFormat, RowFormat, Sheet, Value};
use crate::styles::{Styles, Xf};
use crate::validations::{RawValidation, read_validation};
use crate::warning::{Oddities, WarningCode};
use crate::xml::{Xml, attr, flag, number, resolve, truth, unescape};
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeSet;

/// What a worksheet's reader needs of the rest of the workbook.
pub(crate) struct Context<'a> {
    pub(crate) strings: &'a [Box<str>],
    pub(crate) styles: &'a Styles,
    pub(crate) book: &'a Book,
}

/// A worksheet as read: the sheet, without name, state and resolved validations.
#[derive(Default)]
pub(crate) struct Worksheet {
    pub(crate) sheet: Sheet,
    pub(crate) validations: Vec<RawValidation>,
    /// Cells with a value that lives outside the sheet (an image in the cell, a linked data type).
    pub(crate) rich: BTreeSet<CellRef>,
    /// Cells that stand in the part more than once.
    pub(crate) twice: BTreeSet<CellRef>,
    /// Does any cell hold a formula?
    pub(crate) formulas: bool,
    pub(crate) oddities: Oddities,
}

/// Where reading stands among rows and cells, which may leave out their addresses.
#[derive(Debug, Default, Clone)]
pub(crate) struct Place {
    row: u32,
    column: u32,
    stated: bool,
}

impl Place {
    /// A row begins; `r` is what it says of its number.
    pub(crate) fn enter_row(&mut self, r: Option<&str>) {
        let stated = r.and_then(|r| r.trim().parse().ok()).filter(|r| (1..=MAX_ROW).contains(r));
        self.stated = stated.is_some();
        self.row = stated.unwrap_or(self.row.saturating_add(1));
        self.column = 0;
    }

    /// A cell begins; `r` is what it says of its address. `None` when that is no address, or when it
    /// lies beyond the last row or column. A cell's own word counts for more than its row's.
    pub(crate) fn enter_cell(&mut self, r: Option<&str>) -> Option<CellRef> {
        let at = match r {
            Some(r) => {
                let at: CellRef = r.parse().ok()?;
                if !self.stated {
                    self.row = at.row;
                }
                at
            }
            None => CellRef::new(self.row, self.column.saturating_add(1)),
        };
        self.column = at.column;
        (at.row <= MAX_ROW && at.column <= MAX_COLUMN).then_some(at)
    }

    /// The number of the row that is being read.
    pub(crate) fn row(&self) -> u32 {
        self.row
    }
}

/// What the start tag of a cell says.
#[derive(Debug, Default)]
struct CellStart {
    at: Option<CellRef>,
    style: usize,
    kind: Kind,
    rich: bool,
}

#[derive(Debug, Default, Clone, Copy, PartialEq)]
enum Kind {
    #[default]
    Unstated,
    Number,
    Shared,
    Text,
    Inline,
    Bool,
    Error,
    Date,
}

impl Worksheet {
    /// Reads a worksheet part.
    pub(crate) fn read(
        xml: &mut Xml<'_>,
        context: &Context<'_>,
        budget: &mut Budget,
    ) -> Result<Self, PartFault> {
        xml.root("worksheet")?;
        let mut this = Self::default();
        this.sheet.usual.text = context.styles.get(0).text;
        let mut data = false;
        loop {
            match xml.next()? {
                Event::Start(e) => match e.local_name().as_ref() {
                    "sheetViews" => this.views(xml)?,
                    "sheetFormatPr" => {
                        this.sheet.usual.height =
                            number(&e, "defaultRowHeight")?.filter(|h: &f64| h.is_finite());
                        this.sheet.usual.fixed = flag(&e, "customHeight")?.unwrap_or_default();
                        xml.skip()?;
                    }
                    "cols" => this.columns(xml, context.styles)?,
                    "sheetData" if std::mem::replace(&mut data, true) => {
                        return Err(PartFault::Malformed("a second sheetData".to_owned()));
                    }
                    "sheetData" => this.data(xml, context, budget)?,
                    "sheetProtection" => {
                        this.sheet.protected = flag(&e, "sheet")?.unwrap_or_default();
                        xml.skip()?;
                    }
                    "protectedRanges" => this.open_ranges(xml)?,
                    "autoFilter" => {
                        this.sheet.filter = attr(&e, "ref")?.and_then(|r| r.parse().ok());
                        xml.skip()?;
                    }
                    "mergeCells" => this.merges(xml)?,
                    "dataValidations" => this.validations(xml, budget)?,
                    "extLst" => this.extensions(xml, budget)?,
                    _ => xml.skip()?,
                },
                Event::End(_) => break,
                _ => {}
            }
        }
        this.mark_formula_ranges();
        Ok(this)
    }

    fn views(&mut self, xml: &mut Xml<'_>) -> Result<(), PartFault> {
        let mut first = true;
        loop {
            match xml.next()? {
                Event::Start(e) => {
                    let top: u32 = attr(&e, "topLeftCell")?
                        .and_then(|r| r.parse::<CellRef>().ok())
                        .map_or(1, |at| at.row);
                    let mut frozen = None;
                    xml.each(|e| {
                        let state = attr(e, "state")?;
                        if e.local_name().as_ref() == "pane"
                            && state.is_some_and(|s| s == "frozen" || s == "frozenSplit")
                        {
                            // The split counts rows; some writers put it as a decimal number.
                            let split = attr(e, "ySplit")?.and_then(|y| y.trim().parse::<f64>().ok());
                            frozen = split.and_then(whole_row).map(|rows| rows.saturating_add(top));
                        }
                        Ok(())
                    })?;
                    if first {
                        self.sheet.frozen_rows = frozen;
                        first = false;
                    }
                }
                Event::End(_) => return Ok(()),
                _ => {}
            }
        }
    }

    fn columns(&mut self, xml: &mut Xml<'_>, styles: &Styles) -> Result<(), PartFault> {
        xml.each(|e| {
            let (Some(min), Some(max)) = (number::<u32>(e, "min")?, number::<u32>(e, "max")?) else {
                return Ok(());
            };
            few(self.sheet.columns.len())?;
            self.sheet.columns.push(ColumnFormat {
                columns: min.max(1)..=max.min(MAX_COLUMN),
                hidden: flag(e, "hidden")?.unwrap_or_default(),
                width: number(e, "width")?,
                locked: styles.get(number(e, "style")?.unwrap_or_default()).locked,
                text: styles.get(number(e, "style")?.unwrap_or_default()).text,
            });
            Ok(())
        })
    }

    fn data(
        &mut self,
        xml: &mut Xml<'_>,
        context: &Context<'_>,
        budget: &mut Budget,
    ) -> Result<(), PartFault> {
        let mut place = Place::default();
        let mut last = None;
        let mut rows = 0u32;
        loop {
            match xml.next()? {
                Event::Start(e) if e.local_name().as_ref() == "row" => {
                    rows += 1;
                    if rows > MAX_ROW {
                        return Err(PartFault::TooLarge(Limit::Rows, MAX_ROW.into()));
                    }
                    place.enter_row(attr(&e, "r")?.as_deref());
                    let format = row_format(&e, context.styles)?;
                    self.row(xml, context, budget, &mut place, &mut last)?;
                    if format != RowFormat::default() && place.row() <= MAX_ROW {
                        self.sheet.rows.insert(place.row(), format);
                    }
                }
                Event::Start(_) => xml.skip()?,
                Event::End(_) => return Ok(()),
                _ => {}
            }
        }
    }

    fn row(
        &mut self,
        xml: &mut Xml<'_>,
        context: &Context<'_>,
        budget: &mut Budget,
        place: &mut Place,
        last: &mut Option<CellRef>,
    ) -> Result<(), PartFault> {
        loop {
            match xml.next()? {
                Event::Start(e) if e.local_name().as_ref() == "c" => {
                    let start = cell_start(&e, place)?;
                    let stated_row = place.row();
                    let (cell, formula_range) = self.cell(xml, context, &start)?;
                    let Some(at) = start.at else {
                        self.oddities.note(WarningCode::CellAddress, None);
                        continue;
                    };
                    let text = match &cell.value {
                        Some(Value::Text(t) | Value::Error(t)) => t.len(),
                        _ => 0,
                    };
                    budget.cell()?;
                    budget.text(text)?;
                    if at.row != stated_row || last.is_some_and(|l| l > at) {
                        self.oddities.note(WarningCode::CellOrder, Some(at));
                    }
                    *last = Some(at);
                    if start.rich {
                        self.rich.insert(at);
                    }
                    self.formulas |= cell.formula;
                    self.sheet.formula_ranges.extend(formula_range);
                    if self.sheet.cells.insert(at, cell).is_some() {
                        self.twice.insert(at);
                        self.oddities.note(WarningCode::CellTwice, Some(at));
                    }
                }
                Event::Start(_) => xml.skip()?,
                Event::End(_) => return Ok(()),
                _ => {}
            }
        }
    }

    /// Reads a cell to its end; also the range that its formula fills, when that is more than itself.
    fn cell(
        &mut self,
        xml: &mut Xml<'_>,
        context: &Context<'_>,
        start: &CellStart,
    ) -> Result<(Cell, Option<CellRange>), PartFault> {
        let Xf { locked, fill, bold, date, text } = context.styles.get(start.style);
        let mut cell = Cell { value: None, formula: false, locked, fill, bold, text };
        let mut formula_range = None;
        let mut raw = None;
        loop {
            match xml.next()? {
                Event::Start(e) => match e.local_name().as_ref() {
                    "v" => raw = Some(xml.text()?),
                    // Whatever type is stated: other readers show it too.
                    "is" => cell.value = Some(Value::Text(xml.rich_text()?)),
                    "f" => {
                        cell.formula = true;
                        if attr(&e, "t")?.is_some_and(|t| t == "array" || t == "dataTable") {
                            formula_range = attr(&e, "ref")?.and_then(|r| r.parse().ok());
                        }
                        xml.skip()?;
                    }
                    _ => xml.skip()?,
                },
                Event::End(_) => break,
                _ => {}
            }
        }
        if let Some(raw) = raw
            && cell.value.is_none()
        {
            match value(&raw, start.kind, date, context) {
                Ok(value) => cell.value = value,
                Err(code) => self.oddities.note(code, start.at),
            }
        }
        cell.value = cell.value.filter(|v| !matches!(v, Value::Text(t) if t.is_empty()));
        Ok((cell, formula_range))
    }

    fn open_ranges(&mut self, xml: &mut Xml<'_>) -> Result<(), PartFault> {
        xml.each(|e| {
            // A range with a password or for named users only is not open to everyone.
            for key in ["password", "hashValue", "algorithmName", "securityDescriptor"] {
                if attr(e, key)?.is_some() {
                    return Ok(());
                }
            }
            let ranges = attr(e, "sqref")?.unwrap_or_default();
            self.sheet.open_ranges.extend(parse_ranges(&ranges)?);
            few(self.sheet.open_ranges.len())
        })
    }

    fn merges(&mut self, xml: &mut Xml<'_>) -> Result<(), PartFault> {
        xml.each(|e| {
            let range: Option<CellRange> = attr(e, "ref")?.and_then(|r| r.parse().ok());
            // A merge of one cell is no merge; some writers leave them behind.
            self.sheet.merges.extend(range.filter(|r| r.start != r.end));
            few(self.sheet.merges.len())
        })
    }

    fn validations(&mut self, xml: &mut Xml<'_>, budget: &mut Budget) -> Result<(), PartFault> {
        loop {
            match xml.next()? {
                Event::Start(e) if e.local_name().as_ref() == "dataValidation" => {
                    let start = RawValidation::start(&e)?;
                    let validation = read_validation(xml, start)?;
                    budget.text(validation.text())?;
                    self.validations.push(validation);
                    few(self.validations.len())?;
                }
                Event::Start(_) => xml.skip()?,
                Event::End(_) => return Ok(()),
                _ => {}
            }
        }
    }

    fn extensions(&mut self, xml: &mut Xml<'_>, budget: &mut Budget) -> Result<(), PartFault> {
        let mut inside = false;
        loop {
            match xml.next()? {
                Event::Start(e) => match e.local_name().as_ref() {
                    "ext" if !inside => inside = true,
                    "dataValidations" => self.validations(xml, budget)?,
                    _ => xml.skip()?,
                },
                Event::End(_) if inside => inside = false,
                Event::End(_) => return Ok(()),
                _ => {}
            }
        }
    }

    fn mark_formula_ranges(&mut self) {
        if self.sheet.formula_ranges.is_empty() {
            return;
        }
        let index = crate::ranges::RangeIndex::new(self.sheet.formula_ranges.iter().copied());
        for (&at, cell) in &mut self.sheet.cells {
            cell.formula |= index.contains(at);
        }
    }
}

/// Ranges separated by spaces; what is no range is left out.
pub(crate) fn parse_ranges(text: &str) -> Result<Vec<CellRange>, PartFault> {
    let ranges: Vec<CellRange> = text.split_whitespace().filter_map(|r| r.parse().ok()).collect();
    few(ranges.len())?;
    Ok(ranges)
}

fn whole_row(split: f64) -> Option<u32> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be a row number")]
    let row = (1.0..=f64::from(MAX_ROW)).contains(&split).then_some(split as u32);
    row
}

fn row_format(e: &BytesStart<'_>, styles: &Styles) -> Result<RowFormat, PartFault> {
    let mut format = RowFormat::default();
    let (mut style, mut custom) = (None, false);
    for a in e.attributes().with_checks(false) {
        let a = a?;
        match a.key.as_ref() {
            "hidden" => format.hidden = truth(&a.value),
            "outlineLevel" => format.outline = a.value.parse().unwrap_or_default(),
            "ht" => format.height = a.value.parse().ok().filter(|h: &f64| h.is_finite()),
            "s" => style = a.value.parse().ok(),
            "customFormat" => custom = truth(&a.value),
            _ => {}
        }
    }
    let style = style.filter(|_| custom).map(|s| styles.get(s));
    format.locked = style.map(|s| s.locked);
    format.text = style.map(|s| s.text);
    Ok(format)
}

fn cell_start(e: &BytesStart<'_>, place: &mut Place) -> Result<CellStart, PartFault> {
    let mut start = CellStart::default();
    let mut address = None;
    let mut seen = 0u8;
    for a in e.attributes().with_checks(false) {
        let a = a?;
        let key = a.key.as_ref();
        if let Some(bit) = ["r", "s", "t"].iter().position(|k| *k == key) {
            if seen & (1 << bit) != 0 {
                return Err(PartFault::Malformed(format!("the attribute {key} of a cell stands twice")));
            }
            seen |= 1 << bit;
        }
        match key {
            "r" => address = Some(resolve(a.value)?),
            "s" => start.style = a.value.parse().unwrap_or_default(),
            "t" => {
                start.kind = match &*a.value {
                    "s" => Kind::Shared,
                    "str" => Kind::Text,
                    "inlineStr" | "is" => Kind::Inline,
                    "b" => Kind::Bool,
                    "e" => Kind::Error,
                    "d" => Kind::Date,
                    "n" => Kind::Number,
                    _ => Kind::Unstated,
                };
            }
            "vm" | "cm" => start.rich |= a.value != "0",
            _ => {}
        }
    }
    start.at = place.enter_cell(address.as_deref());
    Ok(start)
}

/// The value that the text of a `v` stands for.
fn value(raw: &str, kind: Kind, date: bool, context: &Context<'_>) -> Result<Option<Value>, WarningCode> {
    let trimmed = raw.trim_ascii();
    if kind != Kind::Text && trimmed.is_empty() {
        return Ok(None);
    }
    let value = match kind {
        Kind::Shared => {
            let index: Option<usize> = trimmed.parse().ok();
            let text = index.and_then(|i| context.strings.get(i)).ok_or(WarningCode::MissingString)?;
            Value::Text(text.to_string())
        }
        Kind::Text => Value::Text(unescape(raw).into_owned()),
        // The text of an inline string is in its `is`, whatever else it holds.
        Kind::Inline => return Ok(None),
        Kind::Bool => match trimmed.to_ascii_lowercase().as_str() {
            "1" | "true" => Value::Bool(true),
            "0" | "false" => Value::Bool(false),
            _ => return Err(WarningCode::UnreadableValue),
        },
        Kind::Error => Value::Error(trimmed.to_owned()),
        Kind::Date => iso_serial(trimmed).map_or_else(|| Value::Text(trimmed.to_owned()), Value::DateTime),
        Kind::Unstated | Kind::Number => match trimmed.parse::<f64>().ok().filter(|n| n.is_finite()) {
            Some(n) if date => Value::DateTime(n + if context.book.from_1904 { DAYS_TO_1904 } else { 0.0 }),
            Some(n) => Value::Number(n),
            None if kind == Kind::Unstated => Value::Text(unescape(raw).into_owned()),
            None => return Err(WarningCode::UnreadableValue),
        },
    };
    Ok(Some(value))
}

/// Days from 1899-12-30, where Excel counts from, to 1904-01-01, where old Macintosh files do.
pub(crate) const DAYS_TO_1904: f64 = 1462.0;

/// The serial number of an ISO 8601 date, with a time or without: `2026-04-01T09:30:00`.
fn iso_serial(text: &str) -> Option<f64> {
    let (date, time) = text.split_once(['T', ' ']).unwrap_or((text, ""));
    let mut parts = date.splitn(3, '-').map(str::parse::<i64>);
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    if !(1900..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Days since 0000-03-01 of the proleptic Gregorian calendar, years beginning in March.
    let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1;
    const EXCEL_EPOCH: i64 = 693_899;
    let mut seconds = 0.0;
    let time = time.trim_end_matches('Z');
    for (part, unit) in time.splitn(3, ':').zip([3600.0, 60.0, 1.0]) {
        if !time.is_empty() {
            seconds += part.parse::<f64>().ok().filter(|n| (0.0..60.0).contains(n))? * unit;
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "fewer than 4 million days")]
    let days = (days - EXCEL_EPOCH) as f64;
    Some(days + seconds / 86_400.0)
}
