//! Reading content.xml: tables, rows and cells, with the runs of equal ones spread out.

use super::Read;
use super::styles::{self, Styles};
use super::validations::{Rule, resolve, rule};
use crate::address::{CellRange, CellRef, MAX_COLUMN, MAX_ROW};
use crate::budget::{Budget, few};
use crate::error::PartFault;
use crate::sheet::{Cell, ColumnFormat, Comment, RowFormat, Sheet, SheetState, Value};
use crate::xml::{Xml, attr, number, truth};
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Cells without content are kept for their style only in runs up to this size: a sheet ends with a
/// thousand million of them.
const MOST_EMPTY: u64 = 256;
/// Rows that share what they say are spread out up to this number.
const MOST_ROWS: u32 = 10_000;

pub(super) fn content(xml: &mut Xml<'_>, mut styles: Styles, budget: &mut Budget) -> Result<Read, PartFault> {
    xml.root("document-content")?;
    let mut rules: BTreeMap<String, Rule> = BTreeMap::new();
    let mut sheets = Vec::new();
    let mut uses = Vec::new();
    styles::children(xml, &mut styles, |name, xml, styles| match name {
        "content-validations" => {
            validations(xml, &mut rules)?;
            Ok(true)
        }
        "spreadsheet" => {
            spreadsheet(xml, styles, &mut rules, budget, &mut sheets, &mut uses)?;
            Ok(true)
        }
        _ => Ok(false),
    })?;
    let warnings = resolve(&mut sheets, &uses, &rules);
    Ok(Read { sheets, warnings })
}

/// Where a sheet's cells name rules: name of the rule, ranges.
pub(super) type Uses = BTreeMap<String, Vec<CellRange>>;

fn spreadsheet(
    xml: &mut Xml<'_>,
    styles: &Styles,
    rules: &mut BTreeMap<String, Rule>,
    budget: &mut Budget,
    sheets: &mut Vec<Sheet>,
    uses: &mut Vec<Uses>,
) -> Result<(), PartFault> {
    loop {
        let table = match xml.next()? {
            Event::Start(e) => match e.local_name().as_ref() {
                "table" => {
                    let style = attr(&e, "style-name")?.unwrap_or_default();
                    let hidden = styles.hidden(&style);
                    Some(Some(Sheet {
                        name: attr(&e, "name")?.unwrap_or_default().into_owned(),
                        state: if hidden { SheetState::Hidden } else { SheetState::Visible },
                        protected: attr(&e, "protected")?.is_some_and(|v| truth(&v)),
                        ..Sheet::default()
                    }))
                }
                "content-validations" => Some(None),
                _ => {
                    drop(e);
                    xml.skip()?;
                    None
                }
            },
            Event::End(_) => return Ok(()),
            _ => None,
        };
        match table {
            Some(Some(sheet)) => {
                let mut reader = Reader { styles, budget, sheet, uses: Uses::new(), row: 1, column: 1 };
                reader.table(xml)?;
                let Reader { sheet, uses: of_sheet, .. } = reader;
                sheets.push(sheet);
                uses.push(of_sheet);
            }
            Some(None) => validations(xml, rules)?,
            None => {}
        }
    }
}

fn validations(xml: &mut Xml<'_>, rules: &mut BTreeMap<String, Rule>) -> Result<(), PartFault> {
    loop {
        let found = match xml.next()? {
            Event::Start(e) if e.local_name().as_ref() == "content-validation" => {
                let text = |local| Ok::<_, PartFault>(attr(&e, local)?.unwrap_or_default().into_owned());
                Some((text("name")?, text("condition")?, text("base-cell-address")?))
            }
            Event::Start(_) => {
                xml.skip()?;
                None
            }
            Event::End(_) => return Ok(()),
            _ => None,
        };
        if let Some((name, condition, base)) = found {
            few(rules.len())?;
            rules.insert(name, rule(xml, condition, &base)?);
        }
    }
}

/// One table being read.
struct Reader<'a> {
    styles: &'a Styles,
    budget: &'a mut Budget,
    sheet: Sheet,
    uses: Uses,
    /// The next row and column.
    row: u32,
    column: u32,
}

fn repeated(e: &BytesStart<'_>, local: &str) -> Result<u32, PartFault> {
    Ok(number::<u32>(e, local)?.unwrap_or(1).max(1))
}

impl Reader<'_> {
    /// Reads the table whose start was the last event.
    fn table(&mut self, xml: &mut Xml<'_>) -> Result<(), PartFault> {
        let mut open = 1usize;
        while open > 0 {
            match xml.next()? {
                Event::Start(e) => match e.local_name().as_ref() {
                    // Groups, headers and the like hold rows and columns of the same table.
                    "table-columns"
                    | "table-header-columns"
                    | "table-column-group"
                    | "table-rows"
                    | "table-header-rows"
                    | "table-row-group" => open += 1,
                    "table-column" => {
                        self.columns(&e)?;
                        drop(e);
                        xml.skip()?;
                    }
                    "table-row" => {
                        let count = repeated(&e, "number-rows-repeated")?;
                        let hidden = attr(&e, "visibility")?.is_some_and(|v| v != "visible");
                        let height = attr(&e, "style-name")?.and_then(|s| self.styles.height(&s));
                        drop(e);
                        self.rows(xml, count, hidden, height)?;
                    }
                    _ => {
                        drop(e);
                        xml.skip()?;
                    }
                },
                Event::End(_) => open -= 1,
                _ => {}
            }
        }
        Ok(())
    }

    fn columns(&mut self, e: &BytesStart<'_>) -> Result<(), PartFault> {
        let count = repeated(e, "number-columns-repeated")?;
        let last = self.column.saturating_add(count - 1).min(MAX_COLUMN);
        let style = attr(e, "default-cell-style-name")?.unwrap_or_default();
        few(self.sheet.columns.len())?;
        if self.column <= MAX_COLUMN {
            self.sheet.columns.push(ColumnFormat {
                columns: self.column..=last,
                hidden: attr(e, "visibility")?.is_some_and(|v| v != "visible"),
                width: attr(e, "style-name")?.and_then(|s| self.styles.width(&s)),
                locked: self.styles.cell(&style).0,
                text: self.styles.text(&style),
            });
        }
        self.column = last.saturating_add(1);
        Ok(())
    }

    fn rows(
        &mut self,
        xml: &mut Xml<'_>,
        count: u32,
        hidden: bool,
        height: Option<f64>,
    ) -> Result<(), PartFault> {
        let first = self.row;
        let last = first.saturating_add(count - 1);
        self.row = last.saturating_add(1);
        if count <= MOST_ROWS && (hidden || height.is_some()) {
            for row in first..=last.min(MAX_ROW) {
                self.sheet.rows.insert(row, RowFormat { hidden, height, ..RowFormat::default() });
            }
        }
        let mut column = 1u32;
        loop {
            let cell = match xml.next()? {
                Event::Start(e) => match e.local_name().as_ref() {
                    "table-cell" | "covered-table-cell" => Some(Head::of(&e)?),
                    _ => {
                        drop(e);
                        xml.skip()?;
                        None
                    }
                },
                Event::End(_) => return Ok(()),
                _ => None,
            };
            if let Some(head) = cell {
                let (shown, comment) = body(xml)?;
                let end = column.saturating_add(head.count - 1);
                if first <= MAX_ROW && column <= MAX_COLUMN {
                    let area = CellRange::new(
                        CellRef::new(first, column),
                        CellRef::new(last.min(MAX_ROW), end.min(MAX_COLUMN)),
                    );
                    self.cells(&head, shown, comment, area)?;
                }
                column = end.saturating_add(1);
            }
        }
    }

    /// Keeps a cell at each place of `area`.
    fn cells(
        &mut self,
        head: &Head,
        shown: String,
        comment: Option<String>,
        area: CellRange,
    ) -> Result<(), PartFault> {
        let start = area.start;
        if head.spans != (1, 1) {
            few(self.sheet.merges.len())?;
            let end = CellRef::new(
                start.row.saturating_add(head.spans.0 - 1).min(MAX_ROW),
                start.column.saturating_add(head.spans.1 - 1).min(MAX_COLUMN),
            );
            self.sheet.merges.push(CellRange::new(start, end));
        }
        if let Some((rows, columns)) = head.matrix.filter(|m| *m != (1, 1)) {
            few(self.sheet.formula_ranges.len())?;
            let end = CellRef::new(
                start.row.saturating_add(rows - 1).min(MAX_ROW),
                start.column.saturating_add(columns - 1).min(MAX_COLUMN),
            );
            self.sheet.formula_ranges.push(CellRange::new(start, end));
        }
        if let Some(text) = comment.filter(|t| !t.is_empty()) {
            few(self.sheet.comments.len())?;
            self.budget.text(text.len())?;
            self.sheet.comments.push(Comment { at: start, text });
        }
        if let Some(rule) = &head.rule {
            let ranges = self.uses.entry(rule.clone()).or_default();
            few(ranges.len())?;
            ranges.push(area);
        }
        let value = head.value(shown);
        if value.is_none() && !head.formula && (head.covered || area.size() > MOST_EMPTY) {
            return Ok(());
        }
        let (locked, fill, bold, text) = match &head.style {
            Some(style) => {
                let (locked, fill, bold) = self.styles.cell(style);
                (locked, fill, bold, self.styles.text(style))
            }
            None => {
                let column = self.sheet.columns.iter().find(|c| c.columns.contains(&start.column));
                (column.is_none_or(|c| c.locked), None, false, column.map(|c| c.text).unwrap_or_default())
            }
        };
        let cell = Cell { value, formula: head.formula, locked, fill, bold, text };
        for at in area.cells() {
            self.budget.cell()?;
            if let Some(Value::Text(text)) = &cell.value {
                self.budget.text(text.len())?;
            }
            self.sheet.cells.insert(at, cell.clone());
        }
        Ok(())
    }
}

/// What the start tag of a cell says.
struct Head {
    count: u32,
    /// Rows and columns that it covers.
    spans: (u32, u32),
    covered: bool,
    /// Rows and columns that its formula fills.
    matrix: Option<(u32, u32)>,
    formula: bool,
    kind: String,
    number: Option<f64>,
    /// The text, where the tag says it.
    text: Option<String>,
    truth: bool,
    style: Option<String>,
    rule: Option<String>,
}

impl Head {
    fn of(e: &BytesStart<'_>) -> Result<Self, PartFault> {
        let text = |local| Ok::<_, PartFault>(attr(e, local)?.map(Cow::into_owned));
        let matrix = (attr(e, "number-matrix-rows-spanned")?.is_some()
            || attr(e, "number-matrix-columns-spanned")?.is_some())
        .then_some((
            repeated(e, "number-matrix-rows-spanned")?,
            repeated(e, "number-matrix-columns-spanned")?,
        ));
        Ok(Self {
            count: repeated(e, "number-columns-repeated")?,
            spans: (repeated(e, "number-rows-spanned")?, repeated(e, "number-columns-spanned")?),
            covered: e.local_name().as_ref() == "covered-table-cell",
            matrix,
            formula: matrix.is_some() || attr(e, "formula")?.is_some(),
            kind: text("value-type")?.unwrap_or_default(),
            number: number(e, "value")?,
            text: text("string-value")?,
            truth: attr(e, "boolean-value")?.is_some_and(|v| truth(&v)),
            style: text("style-name")?,
            rule: text("content-validation-name")?,
        })
    }

    fn value(&self, shown: String) -> Option<Value> {
        let text = |t: String| (!t.is_empty()).then_some(Value::Text(t));
        match (&*self.kind, self.number) {
            ("float" | "percentage" | "currency", Some(n)) => Some(Value::Number(n)),
            ("boolean", _) => Some(Value::Bool(self.truth)),
            ("string", _) => text(self.text.clone().filter(|_| shown.is_empty()).unwrap_or(shown)),
            // Dates and times as they are shown.
            _ => text(shown),
        }
    }
}

/// The text that a cell shows, and its note. The cell's start was the last event.
fn body(xml: &mut Xml<'_>) -> Result<(String, Option<String>), PartFault> {
    let (mut shown, mut comment, mut paragraphs) = (String::new(), None, 0usize);
    loop {
        match xml.next()? {
            Event::Start(e) => match e.local_name().as_ref() {
                "p" | "h" => {
                    drop(e);
                    if paragraphs > 0 {
                        shown.push('\n');
                    }
                    paragraphs += 1;
                    paragraph(xml, &mut shown)?;
                }
                "annotation" => {
                    drop(e);
                    comment = Some(annotation(xml)?);
                }
                _ => {
                    drop(e);
                    xml.skip()?;
                }
            },
            Event::End(_) => return Ok((shown, comment)),
            _ => {}
        }
    }
}

fn annotation(xml: &mut Xml<'_>) -> Result<String, PartFault> {
    let (mut text, mut paragraphs) = (String::new(), 0usize);
    loop {
        match xml.next()? {
            Event::Start(e) if e.local_name().as_ref() == "p" => {
                drop(e);
                if paragraphs > 0 {
                    text.push('\n');
                }
                paragraphs += 1;
                paragraph(xml, &mut text)?;
            }
            // Author and date.
            Event::Start(_) => xml.skip()?,
            Event::End(_) => return Ok(text),
            _ => {}
        }
    }
}

/// A paragraph's text. Runs of white space in the file are one space, the first and last of a paragraph
/// none; spaces that count are elements of their own.
pub(super) fn paragraph(xml: &mut Xml<'_>, out: &mut String) -> Result<(), PartFault> {
    let mut line = Line { out, gap: false, begun: false };
    let mut open = 1usize;
    while open > 0 {
        match xml.next()? {
            Event::Start(e) => match e.local_name().as_ref() {
                "s" => {
                    let count = number::<usize>(&e, "c")?.unwrap_or(1).min(32_767);
                    drop(e);
                    xml.skip()?;
                    line.exactly(std::iter::repeat_n(' ', count));
                }
                "tab" => {
                    drop(e);
                    xml.skip()?;
                    line.exactly(['\t']);
                }
                "line-break" => {
                    drop(e);
                    xml.skip()?;
                    line.exactly(['\n']);
                }
                // Furigana, and notes that are no part of the text.
                "ruby-text" | "note" | "annotation" => {
                    drop(e);
                    xml.skip()?;
                }
                _ => open += 1,
            },
            Event::End(_) => open -= 1,
            Event::Text(t) => line.chars(&t.xml10_content()),
            Event::CData(t) => line.chars(&t.xml10_content()),
            Event::GeneralRef(r) => {
                let mut text = String::new();
                crate::xml::push_reference(&r, &mut text)?;
                line.chars(&text);
            }
            _ => {}
        }
    }
    Ok(())
}

/// A paragraph being put together.
struct Line<'a> {
    out: &'a mut String,
    /// White space has come since the last character.
    gap: bool,
    /// Has a character come?
    begun: bool,
}

impl Line<'_> {
    fn chars(&mut self, text: &str) {
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r') {
                self.gap = self.begun;
            } else {
                self.exactly([c]);
            }
        }
    }

    fn exactly(&mut self, chars: impl IntoIterator<Item = char>) {
        if std::mem::take(&mut self.gap) {
            self.out.push(' ');
        }
        self.out.extend(chars);
        self.begun = true;
    }
}
