//! The layout as a person sees and corrects it, and by which signs a form is known again.

use super::forms::words_of_row;
use super::session::Session;
use super::shapes::{LayoutEdit, LayoutSheet, LayoutView, LegendEntry, Role, TableColumn, TableView};
use crate::error::Error;
use kotae_answering::{claim, word_for};
use kotae_questionnaire::{Column, Layout, SheetLayout, Table};
use kotae_standard::sha256_hex;
use kotae_workbook::{CellRef, MAX_ROW, Sheet};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// A digest of what is the same in every customer's copy of one form: the names of the sheets and
/// the headers of the tables found on them.
pub(super) fn form(sheets: &[Sheet], found: &Layout) -> String {
    let mut all = String::new();
    for layout in &found.sheets {
        writeln!(all, "\u{1}{}", layout.name).expect("a String takes everything");
        let Some(sheet) = sheets.iter().find(|s| s.name == layout.name) else { continue };
        for table in &layout.tables {
            for row in &table.header_rows {
                for (column, text) in words_of_row(sheet, *row) {
                    writeln!(all, "\u{2}{column}\u{3}{text}").expect("a String takes everything");
                }
            }
        }
    }
    sha256_hex(&all)
}

impl Session {
    /// What was taken for what.
    #[must_use]
    pub fn layout(&self) -> LayoutView {
        let sheets = self.board.workbook.sheets();
        let view = |sheet: &Sheet| {
            let found = self.board.kept.layout.sheets.iter().find(|l| l.name == sheet.name);
            LayoutSheet {
                name: sheet.name.clone(),
                questionnaire: found.is_some_and(|l| l.questionnaire),
                tables: found.map_or(&[][..], |l| &l.tables).iter().map(|t| table_view(sheet, t)).collect(),
            }
        };
        LayoutView { sheets: sheets.iter().map(view).collect() }
    }
}

/// The role of each column of a table.
fn roles(table: &Table) -> BTreeMap<u32, Role> {
    let c = &table.columns;
    let mut out = BTreeMap::new();
    let mut say = |column: Option<Column>, role| column.map(|c| out.insert(c.0, role));
    say(c.number, Role::Number);
    for column in &c.category {
        say(Some(*column), Role::Category);
    }
    for (_, column) in &table.mark_columns.0 {
        say(Some(*column), Role::Status);
    }
    say(c.question, Role::Question);
    say(c.status, Role::Status);
    say(c.comment, Role::Comment);
    say(c.reference, Role::Reference);
    out
}

fn table_view(sheet: &Sheet, table: &Table) -> TableView {
    let roles = roles(table);
    let inside = |column: u32| {
        table.first_column.is_none_or(|c| c.0 <= column) && table.last_column.is_none_or(|c| column <= c.0)
    };
    let mut headers: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for row in &table.header_rows {
        for column in 1..=last_column(sheet) {
            let at = CellRef::new(*row, column);
            let anchor = sheet.merge_at(at).map_or(at, |m| m.start);
            let text = sheet.text(anchor).split_whitespace().collect::<Vec<_>>().join(" ");
            let texts = headers.entry(column).or_default();
            if !text.is_empty() && inside(column) && texts.last() != Some(&text) {
                texts.push(text);
            }
        }
    }
    let columns: BTreeSet<u32> =
        headers.iter().filter(|h| !h.1.is_empty()).map(|h| *h.0).chain(roles.keys().copied()).collect();
    let legend: BTreeMap<String, String> = table.legend.0.iter().cloned().collect();
    let mut meanings: Vec<String> = table.choices.clone();
    meanings.extend(table.mark_columns.keys().into_iter().filter(|m| !table.choices.contains(m)));
    TableView {
        header_rows: table.header_rows.clone(),
        last_row: table.last_row,
        columns: columns
            .into_iter()
            .map(|c| TableColumn {
                letter: Column(c).to_string(),
                header: headers.get(&c).map(|h| h.join(" / ")).unwrap_or_default(),
                role: roles.get(&c).copied(),
            })
            .collect(),
        legend: meanings
            .iter()
            .map(|choice| LegendEntry {
                choice: choice.clone(),
                meaning: legend.get(choice).cloned().unwrap_or_default(),
                status: claim(choice, &legend),
            })
            .collect(),
        choices: meanings,
        questions: table.rows.len(),
    }
}

/// The last column with anything in it, within reason.
pub(super) fn last_column(sheet: &Sheet) -> u32 {
    const MOST: u32 = 256;
    let cells = sheet.cells.iter().filter(|(_, c)| c.value.is_some()).map(|(at, _)| at.column);
    let merges = sheet.merges.iter().map(|m| m.end.column);
    cells.chain(merges).filter(|c| *c <= MOST).max().unwrap_or(1)
}

fn nowhere(what: &str) -> Error {
    Error::NoSuchPlace(what.to_owned())
}

/// The layout with one correction in it, still to be applied to the workbook.
pub(super) fn edited(layout: &Layout, sheets: &[Sheet], edit: &LayoutEdit) -> Result<Layout, Error> {
    let mut out = layout.clone();
    let (LayoutEdit::Questionnaire { sheet, .. }
    | LayoutEdit::Role { sheet, .. }
    | LayoutEdit::Mark { sheet, .. }
    | LayoutEdit::HeaderRows { sheet, .. }
    | LayoutEdit::LastRow { sheet, .. }
    | LayoutEdit::Meaning { sheet, .. }
    | LayoutEdit::Reset { sheet }) = edit;
    let name = &sheets.get(*sheet).ok_or_else(|| nowhere("そのシートはありません (no such sheet)"))?.name;
    if matches!(edit, LayoutEdit::Reset { .. }) {
        out.sheets.retain(|s| s.name != *name);
        return Ok(out);
    }
    let place = out.sheets.iter().position(|s| s.name == *name).unwrap_or_else(|| {
        out.sheets.push(SheetLayout { name: name.clone(), ..SheetLayout::default() });
        out.sheets.len() - 1
    });
    let sheet = &mut out.sheets[place];
    match edit {
        LayoutEdit::Questionnaire { value, .. } => {
            sheet.questionnaire = *value;
            sheet.tables.clear();
        }
        LayoutEdit::Role { table, letter, role, .. } => {
            assign(table_or_new(sheet, *table)?, column_of(letter)?, *role)?;
        }
        LayoutEdit::Mark { table, letters, role, first, last, .. } => {
            let table = table_or_new(sheet, *table)?;
            let (first, last) = ((*first).min(*last).max(1), (*first).max(*last).min(MAX_ROW));
            for letter in letters {
                assign(table, column_of(letter)?, *role)?;
            }
            // A header of several rows stays when it ends where the marked cells begin.
            if table.header_rows.iter().max() != Some(&(first - 1)) {
                table.header_rows = (first > 1).then_some(first - 1).into_iter().collect();
            }
            table.last_row = Some(last);
            derive_anew(table);
        }
        LayoutEdit::HeaderRows { table, rows, .. } => {
            let table = table_or_new(sheet, *table)?;
            table.header_rows = rows.iter().copied().filter(|r| (1..=MAX_ROW).contains(r)).collect();
            table.header_rows.sort_unstable();
            table.header_rows.dedup();
        }
        LayoutEdit::LastRow { table, row, .. } => {
            let table = table_of(sheet, *table)?;
            table.last_row = *row;
            derive_anew(table);
        }
        LayoutEdit::Meaning { table, choice, status, .. } => {
            let table = table_of(sheet, *table)?;
            table.legend.0.retain(|(c, _)| c != choice);
            if let Some(status) = status {
                table.legend.0.push((choice.clone(), word_for(*status).to_owned()));
            }
        }
        LayoutEdit::Reset { .. } => {}
    }
    Ok(out)
}

fn column_of(letter: &str) -> Result<Column, Error> {
    letter.parse().map_err(|_| nowhere("その列はありません (no such column)"))
}

fn table_of(sheet: &mut SheetLayout, table: usize) -> Result<&mut Table, Error> {
    sheet.tables.get_mut(table).ok_or_else(|| nowhere("その表はありません (no such table)"))
}

/// The table, made where it is the next there could be: so a person begins one by hand.
fn table_or_new(sheet: &mut SheetLayout, table: usize) -> Result<&mut Table, Error> {
    if table == sheet.tables.len() {
        sheet.questionnaire = true;
        sheet.tables.push(Table::default());
    }
    table_of(sheet, table)
}

/// The rows no longer follow from what the table says.
fn derive_anew(table: &mut Table) {
    table.derived_from.clear();
    table.rows.clear();
}

fn assign(table: &mut Table, column: Column, role: Option<Role>) -> Result<(), Error> {
    if role == Some(Role::Header) {
        return Err(nowhere("見出しは行で指定します (headers are rows, not columns)"));
    }
    let scale = table.columns.status;
    let c = &mut table.columns;
    for slot in [&mut c.number, &mut c.question, &mut c.status, &mut c.comment, &mut c.reference] {
        if *slot == Some(column) {
            *slot = None;
        }
    }
    c.category.retain(|other| *other != column);
    table.mark_columns.0.retain(|(_, other)| *other != column);
    match role {
        None | Some(Role::Header) => {}
        Some(Role::Number) => c.number = Some(column),
        Some(Role::Category) => {
            c.category.push(column);
            c.category.sort_unstable();
        }
        Some(Role::Question) => c.question = Some(column),
        Some(Role::Status) => {
            c.status = Some(column);
            table.mark_columns.0.clear();
            if scale != Some(column) {
                // What may be chosen there, and what it means, is for that column to say.
                table.choices.clear();
                table.legend.0.clear();
            }
        }
        Some(Role::Comment) => c.comment = Some(column),
        Some(Role::Reference) => c.reference = Some(column),
    }
    derive_anew(table);
    Ok(())
}
