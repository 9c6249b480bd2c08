//! Forms with one block a question: labels (設問, 回答, 備考) with their values beside or below them.
//!
//! Takes a grid, gives one table without header rows. A block is a question, labelled or not, and
//! the labelled answer fields that follow it; numbers and categories labelled before it belong to it.

use crate::grid::{FORM_FIELDS, Field, Grid, GridRow};
use crate::layout::{Column, Columns, Row, Table};
use crate::phrases::{is_id, question_like};
use crate::row_signs::{heading_text, is_example, is_heading, is_note};
use crate::sections::Sections;
use crate::vocab::{Role, best_role, header_scores};
use kotae_workbook::CellRef;
use std::collections::BTreeMap;

/// A label names its role at least this clearly.
const CLEAR: f32 = 1.8;
/// A label is no longer than this, in characters.
const LABEL: usize = 20;
/// A text without a label is a question from this degree on.
const ASKS: f32 = 0.6;

/// What `derived_from` says of a table of blocks.
pub(crate) const BASIS: &str = "blocks";

/// What a field is in a form of blocks.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Part {
    /// Names what stands beside or below it.
    Label(Role),
    /// Sounds like a question.
    Asks,
    /// A number or id.
    Id,
    /// Anything else.
    Text,
}

fn part(f: &Field<'_>) -> Part {
    let text = f.text.trim();
    let bare = text.trim_end_matches([':', '：']).trim();
    let chars = bare.chars().count();
    if chars <= LABEL && !bare.contains('\n') {
        let asks = chars >= 10 && question_like(bare) >= 0.9;
        if let Some((role, weight)) = best_role(&header_scores(bare, &[]))
            && weight >= CLEAR
            && !asks
        {
            return Part::Label(role);
        }
    }
    if is_id(bare) {
        Part::Id
    } else if chars >= 8 && question_like(text) >= ASKS {
        Part::Asks
    } else {
        Part::Text
    }
}

/// A labelled field: what it is, and the cell that holds (or takes) its value.
#[derive(Debug)]
struct Labelled {
    role: Role,
    value: CellRef,
    /// The value's text; empty when there is none yet.
    text: String,
}

/// Where the values of a row's labels stand: below when two labels stand side by side.
fn below(row: &GridRow<'_>, parts: &[Part]) -> bool {
    row.fields
        .windows(2)
        .zip(parts.windows(2))
        .any(|(f, p)| matches!(p, [Part::Label(_), Part::Label(_)]) && f[1].at.column == f[0].last_column + 1)
}

fn labelled(grid: &Grid<'_>, row: &GridRow<'_>, i: usize, role: Role, down: bool) -> Option<Labelled> {
    let f = &row.fields[i];
    let at = if down {
        CellRef::new(f.last_row + 1, f.at.column)
    } else {
        CellRef::new(row.row, f.last_column + 1)
    };
    let value = grid.anchor(at);
    let text = grid.row(value.row).map_or("", |r| r.text(value.column)).to_owned();
    // The value of one label is never another label.
    let taken = !text.is_empty()
        && grid
            .row(value.row)
            .and_then(|r| r.field(value.column))
            .is_some_and(|v| matches!(part(v), Part::Label(r) if r != Role::Category && r != Role::Number));
    (!taken && value.row >= row.row).then_some(Labelled { role, value, text })
}

/// What has been read so far.
#[derive(Debug, Default)]
struct Reading {
    rows: Vec<Row>,
    open: Option<Row>,
    number: Option<String>,
    number_column: Option<u32>,
    category: Vec<(String, String)>,
    category_columns: Vec<u32>,
    sections: Sections,
    /// How many questions had a label of their own.
    named: usize,
}

impl Reading {
    fn close(&mut self) {
        if let Some(open) = self.open.take()
            && (open.status_cell.is_some() || open.comment_cell.is_some())
        {
            self.rows.push(open);
        }
    }

    fn ask(&mut self, grid: &Grid<'_>, at: CellRef, text: &str) {
        self.close();
        let category = self.path();
        self.sections.used();
        self.open = Some(Row {
            row: at.row,
            number: self.number.take(),
            category,
            question: text.to_owned(),
            question_cell: Some(at),
            hidden: grid.sheet.row_hidden(at.row),
            ..Row::default()
        });
    }

    /// Headings, then labelled categories.
    fn path(&self) -> Vec<String> {
        let labelled = self.category.iter().map(|(_, value)| value).filter(|v| !v.is_empty()).cloned();
        self.sections.path().into_iter().chain(labelled).collect()
    }

    /// A labelled value: goes to the open question, or waits for the next one.
    fn take(&mut self, grid: &Grid<'_>, l: Labelled, label: &Field<'_>) {
        let answered =
            self.open.as_ref().is_some_and(|o| o.status_cell.is_some() || o.comment_cell.is_some());
        match l.role {
            Role::Question if l.text.chars().count() >= 4 && !is_id(&l.text) => {
                let raw = grid
                    .row(l.value.row)
                    .and_then(|r| r.field(l.value.column))
                    .map_or(l.text.clone(), |f| f.text.to_string());
                self.named += 1;
                self.ask(grid, l.value, &raw);
            }
            Role::Number if !l.text.is_empty() => {
                self.number_column = Some(l.value.column);
                match &mut self.open {
                    Some(o) if !answered && o.number.is_none() => o.number = Some(l.text),
                    _ => self.number = Some(l.text),
                }
            }
            Role::Category if !l.text.is_empty() => {
                // The same label again replaces its value, and a new value ends the levels below it.
                let known = self.category.iter().position(|(name, _)| *name == label.text);
                let level = known.unwrap_or(self.category.len());
                self.category.truncate(level + 1);
                if level == self.category.len() {
                    self.category.push((label.text.to_string(), String::new()));
                }
                self.category[level].1 = l.text;
                if !self.category_columns.contains(&l.value.column) {
                    self.category_columns.push(l.value.column);
                }
                let path = self.path();
                if let Some(o) = self.open.as_mut().filter(|_| !answered) {
                    o.category = path;
                }
            }
            Role::Status => {
                if let Some(o) = &mut self.open {
                    let slot = if o.status_cell.is_none() { &mut o.status_cell } else { &mut o.comment_cell };
                    slot.get_or_insert(l.value);
                }
            }
            Role::Comment => {
                if let Some(o) = &mut self.open {
                    o.comment_cell.get_or_insert(l.value);
                }
            }
            _ => {}
        }
    }
}

/// Reads a sheet as blocks; `None` when fewer than two questions (one, when it is labelled) have an answer field.
pub(crate) fn read(grid: &Grid<'_>) -> Option<Table> {
    let mut reading = Reading::default();
    // Values that labels above have claimed are no questions of their own.
    let mut claimed: Vec<CellRef> = Vec::new();
    for row in &grid.rows {
        let fields = &row.fields[..row.fields.len().min(FORM_FIELDS)];
        let parts: Vec<Part> = fields.iter().map(part).collect();
        let down = below(row, &parts);
        let alone = fields.len() == 1;
        let labels = parts.iter().filter(|p| matches!(p, Part::Label(_))).count();
        for (i, f) in fields.iter().enumerate() {
            if claimed.contains(&f.at) {
                continue;
            }
            match parts[i] {
                Part::Label(role) => {
                    let value = labelled(grid, row, i, role, down).filter(|l| !claimed.contains(&l.value));
                    if let Some(l) = value {
                        claimed.push(l.value);
                        reading.take(grid, l, f);
                    }
                }
                Part::Asks if labels == 0 || i == 0 || matches!(parts[i - 1], Part::Id) => {
                    if is_example(&f.text) || is_note(&f.text) {
                        continue;
                    }
                    if let Some(id) = fields[..i].iter().rev().find(|p| is_id(&p.text)) {
                        reading.number = Some(id.text.trim().to_owned());
                        reading.number_column = Some(id.at.column);
                    }
                    reading.ask(grid, f.at, &f.text);
                }
                Part::Text if alone && is_heading(&f.text) && f.text.chars().any(char::is_alphanumeric) => {
                    reading.close();
                    reading.sections.open(heading_text(&f.text), "", f, 0);
                    reading.category.clear();
                }
                _ => {}
            }
        }
        // Only the last few can still be met.
        let keep = claimed.len().saturating_sub(64);
        claimed.drain(..keep);
    }
    reading.close();
    if reading.rows.len() < 2 && !(reading.rows.len() == 1 && reading.named >= 1) {
        return None;
    }
    let columns = columns(&reading);
    let derived_from = BASIS.to_owned();
    Some(Table { columns, rows: reading.rows, derived_from, ..Table::default() })
}

/// The columns of the fields, where they stand in the same one in most blocks.
fn columns(reading: &Reading) -> Columns {
    let usual = |cells: Vec<CellRef>| {
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        for c in cells {
            *counts.entry(c.column).or_default() += 1;
        }
        counts.into_iter().rev().max_by_key(|c| c.1).map(|c| Column(c.0))
    };
    let rows = &reading.rows;
    Columns {
        number: reading.number_column.map(Column),
        category: reading.category_columns.iter().copied().map(Column).collect(),
        question: usual(rows.iter().filter_map(|r| r.question_cell).collect()),
        status: usual(rows.iter().filter_map(|r| r.status_cell).collect()),
        comment: usual(rows.iter().filter_map(|r| r.comment_cell).collect()),
        reference: None,
    }
}
