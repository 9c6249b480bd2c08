//! Where the choices of a dropdown come from: a text in the formula, cells of this or another sheet,
//! a defined name, a table column, and the two functions that people wrap around those (`INDIRECT`
//! of a fixed text, `OFFSET` with a counted height). Anything that would need Excel to calculate is
//! left unread, and said to be.

use crate::address::{CellRange, CellRef, MAX_COLUMN, MAX_ROW};
use crate::book::DefinedName;
use crate::sheet::Sheet;
use crate::side::Table;
use std::cell::Cell;
use std::collections::BTreeMap;

/// Longer lists are no dropdown a person chooses from.
const MOST_CHOICES: usize = 10_000;
/// How many cells may be looked at for all lists of a workbook.
const MOST_CELLS: usize = 20_000_000;
/// Names may lead to names; a ring of them must end.
const DEEPEST: usize = 8;

/// The sheets, names and tables of a workbook, for looking choices up.
pub(crate) struct Lists<'a> {
    /// The worksheets, each with its place among all sheets of the workbook, by which names are scoped.
    sheets: &'a [(usize, Sheet)],
    /// Places of the sheets by their names in lower case: names ignore case.
    by_name: BTreeMap<String, usize>,
    /// By name and the sheet they are of.
    names: BTreeMap<(&'a str, Option<usize>), &'a DefinedName>,
    tables: BTreeMap<&'a str, &'a (usize, Table)>,
    found: BTreeMap<(usize, CellRange), Option<Vec<String>>>,
    cells_left: Cell<usize>,
}

/// A range on a sheet; which of its corners' parts stay put when the formula moves.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Reference {
    sheet: usize,
    range: CellRange,
    /// Row and column of the first and of the second corner: fixed with `$`?
    fixed: [bool; 4],
}

impl<'a> Lists<'a> {
    pub(crate) fn new(
        sheets: &'a [(usize, Sheet)],
        names: &'a [DefinedName],
        tables: &'a [(usize, Table)],
    ) -> Self {
        let mut this = Self {
            sheets,
            by_name: BTreeMap::new(),
            names: BTreeMap::new(),
            tables: BTreeMap::new(),
            found: BTreeMap::new(),
            cells_left: Cell::new(MOST_CELLS),
        };
        // The first of a name counts.
        for (place, (_, sheet)) in sheets.iter().enumerate() {
            this.by_name.entry(sheet.name.to_lowercase()).or_insert(place);
        }
        for name in names {
            this.names.entry((&name.name, name.sheet)).or_insert(name);
        }
        for table in tables {
            this.tables.entry(&table.1.name).or_insert(table);
        }
        this
    }

    /// `None` when so many more cells would be too many.
    fn spend(&self, cells: usize) -> Option<()> {
        self.cells_left.set(self.cells_left.get().checked_sub(cells)?);
        Some(())
    }

    pub(crate) fn sheet_name(&self, home: usize) -> &'a str {
        self.sheets.get(home).map_or("", |(_, sheet)| &sheet.name)
    }

    /// Does the formula mean other cells for each cell it applies to?
    pub(crate) fn moves(formula: &str) -> bool {
        let Some((_, range)) = split_sheet(formula) else { return false };
        parse_range(range).is_some_and(|(_, fixed)| fixed.contains(&false))
    }

    /// The choices that `formula` gives to the cell `at`, when it was written for the cell `base` on
    /// the sheet at place `home`; `None` when they cannot be read.
    pub(crate) fn choices(
        &mut self,
        formula: &str,
        home: usize,
        base: CellRef,
        at: CellRef,
    ) -> Option<Vec<String>> {
        let formula = formula.trim();
        if let Some(text) = literal(formula) {
            return Some(inline(&text));
        }
        let mut reference = self.reference(formula, home, 0)?;
        reference.range = moved(&reference, base, at)?;
        self.cells(reference.sheet, reference.range)
    }

    fn reference(&self, formula: &str, home: usize, depth: usize) -> Option<Reference> {
        if depth > DEEPEST {
            return None;
        }
        // Names lead to names, each perhaps by several ways.
        self.spend(10)?;
        let formula = formula.trim().trim_start_matches('=').trim();
        if let Some((sheet, range)) = split_sheet(formula) {
            let sheet = match sheet {
                Some(name) => self.by_name.get(&name.to_lowercase()).copied(),
                None => Some(home),
            };
            if let (Some(sheet), Some((range, fixed))) = (sheet, parse_range(range)) {
                return Some(Reference { sheet, range, fixed });
            }
        }
        if let Some(arguments) = call(formula, "INDIRECT") {
            let [first, rest @ ..] = arguments.as_slice() else { return None };
            let a1 =
                rest.is_empty() || rest.iter().all(|a| matches!(a.to_uppercase().as_str(), "TRUE" | "1"));
            let text = literal(first).filter(|_| a1)?;
            return self.reference(&text, home, depth + 1).map(Reference::pinned);
        }
        if let Some(arguments) = call(formula, "OFFSET") {
            return self.offset(&arguments, home, depth + 1);
        }
        if let Some((table, column)) = formula.strip_suffix(']').and_then(|f| f.split_once('[')) {
            return self.table_column(table, column);
        }
        let name = formula.rsplit_once('!').map_or(formula, |(_, name)| name).to_lowercase();
        let scope = self.sheets.get(home).map(|(place, _)| *place);
        let named = |sheet: Option<usize>| self.names.get(&(name.as_str(), sheet));
        let defined = scope.and_then(|s| named(Some(s))).or_else(|| named(None))?;
        self.reference(&defined.formula, home, depth + 1).map(Reference::pinned)
    }

    fn table_column(&self, table: &str, column: &str) -> Option<Reference> {
        let name = table.to_lowercase();
        let (sheet, table) = self.tables.get(name.as_str())?;
        let place = u32::try_from(table.columns.iter().position(|c| c == column)?).ok()?;
        let mut range = table.body()?;
        range.start.column = range.start.column.checked_add(place)?;
        range.end.column = range.start.column;
        Some(Reference { sheet: *sheet, range, fixed: [true; 4] })
    }

    /// `OFFSET(start, rows, columns, height, width)` where the numbers are written out or counted.
    fn offset(&self, arguments: &[&str], home: usize, depth: usize) -> Option<Reference> {
        let mut reference = self.reference(arguments.first()?, home, depth)?;
        let mut range = reference.range;
        let whole = |i: usize, default: i64| match arguments.get(i).map(|a| a.trim()) {
            None | Some("") => Some(default),
            Some(text) => self.number(text, home, depth),
        };
        let (height, width) = (
            i64::from(range.end.row) - i64::from(range.start.row) + 1,
            i64::from(range.end.column) - i64::from(range.start.column) + 1,
        );
        let shift = |from: u32, by: i64, limit: u32| {
            let to = i64::from(from).checked_add(by)?;
            u32::try_from(to).ok().filter(|n| (1..=limit).contains(n))
        };
        range.start.row = shift(range.start.row, whole(1, 0)?, MAX_ROW)?;
        range.start.column = shift(range.start.column, whole(2, 0)?, MAX_COLUMN)?;
        range.end.row = shift(range.start.row, whole(3, height)?.checked_sub(1)?, MAX_ROW)?;
        range.end.column = shift(range.start.column, whole(4, width)?.checked_sub(1)?, MAX_COLUMN)?;
        if range.end < range.start {
            return None;
        }
        reference.range = range;
        Some(reference)
    }

    /// A sum of whole numbers and `COUNTA` of ranges.
    fn number(&self, text: &str, home: usize, depth: usize) -> Option<i64> {
        if depth > DEEPEST {
            return None;
        }
        if let Ok(n) = text.trim().parse() {
            return Some(n);
        }
        if let Some((left, sign, right)) = last_sum(text) {
            let (left, right) = (self.number(left, home, depth + 1)?, self.number(right, home, depth + 1)?);
            return if sign == '+' { left.checked_add(right) } else { left.checked_sub(right) };
        }
        let arguments = call(text.trim(), "COUNTA")?;
        let [range] = arguments.as_slice() else { return None };
        let Reference { sheet, range, .. } = self.reference(range, home, depth + 1)?;
        let (_, sheet) = self.sheets.get(sheet)?;
        let mut count = 0;
        for (&at, cell) in sheet.cells.range(range.start..=range.end) {
            self.spend(1)?;
            count += i64::from(range.contains(at) && (cell.value.is_some() || cell.formula));
        }
        Some(count)
    }

    fn cells(&mut self, sheet: usize, range: CellRange) -> Option<Vec<String>> {
        if let Some(found) = self.found.get(&(sheet, range)) {
            return found.clone();
        }
        let (_, source) = self.sheets.get(sheet)?;
        let mut texts = Vec::new();
        for (&at, cell) in source.cells.range(range.start..=range.end) {
            self.spend(1)?;
            if let Some(value) = cell.value.as_ref().filter(|_| range.contains(at)) {
                texts.push(value.shown());
            }
            if texts.len() > MOST_CHOICES {
                break;
            }
        }
        let found = (texts.len() <= MOST_CHOICES).then_some(texts);
        self.found.insert((sheet, range), found.clone());
        found
    }
}

impl Reference {
    /// Inside a name or a text the cells do not move with the cell that asks.
    fn pinned(self) -> Self {
        Self { fixed: [true; 4], ..self }
    }
}

/// The text of a formula that is one string literal.
fn literal(formula: &str) -> Option<String> {
    let inside = formula.trim().trim_start_matches('=').strip_prefix('"')?.strip_suffix('"')?;
    let plain = inside.replace("\"\"", "\0");
    (!plain.contains('"')).then(|| plain.replace('\0', "\""))
}

/// Choices separated by commas. Excel drops blanks around them.
fn inline(text: &str) -> Vec<String> {
    text.split(',').map(|c| c.trim_matches(' ').to_owned()).filter(|c| !c.is_empty()).collect()
}

/// The sheet that a formula names (quotes taken off) and what comes after the `!`. `None` when it
/// names another workbook.
fn split_sheet(formula: &str) -> Option<(Option<String>, &str)> {
    let formula = formula.trim().trim_start_matches('=');
    if let Some(quoted) = formula.strip_prefix('\'') {
        let mut from = 0;
        loop {
            let quote = from + quoted[from..].find('\'')?;
            let after = &quoted[quote + 1..];
            if after.starts_with('\'') {
                from = quote + 2;
                continue;
            }
            let sheet = quoted[..quote].replace("''", "'");
            return (!sheet.contains('['))
                .then_some(())
                .and_then(|()| Some((Some(sheet), after.strip_prefix('!')?)));
        }
    }
    match formula.split_once('!') {
        Some((sheet, _)) if sheet.contains(['[', '(', '"']) => None,
        Some((sheet, range)) => Some((Some(sheet.to_owned()), range)),
        None => Some((None, formula)),
    }
}

/// A range, and which of first row, first column, second row, second column have a `$`.
fn parse_range(text: &str) -> Option<(CellRange, [bool; 4])> {
    let range: CellRange = text.parse().ok()?;
    let (a, b) = text.split_once(':').unwrap_or((text, text));
    let fixed = |corner: &str| {
        let corner = corner.trim();
        // In a whole column or row, what is not written does not move.
        let column = corner.starts_with('$') || !corner.starts_with(|c: char| c.is_ascii_alphabetic());
        let letters = corner.trim_start_matches('$').trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let whole_row = corner.trim_start_matches('$').starts_with(|c: char| c.is_ascii_digit());
        let row = letters.starts_with('$') || letters.is_empty() || (whole_row && corner.starts_with('$'));
        (row, column)
    };
    let ((row_a, column_a), (row_b, column_b)) = (fixed(a), fixed(b));
    Some((range, [row_a, column_a, row_b, column_b]))
}

/// The range as the cell `at` sees it.
fn moved(reference: &Reference, base: CellRef, at: CellRef) -> Option<CellRange> {
    let Reference { range, fixed: [row_a, column_a, row_b, column_b], .. } = *reference;
    let shift = |n: u32, fixed: bool, from: u32, to: u32, limit: u32| {
        if fixed {
            return Some(n);
        }
        let n = i64::from(n) + i64::from(to) - i64::from(from);
        u32::try_from(n).ok().filter(|n| (1..=limit).contains(n))
    };
    let row = |n, fixed| shift(n, fixed, base.row, at.row, MAX_ROW);
    let column = |n, fixed| shift(n, fixed, base.column, at.column, MAX_COLUMN);
    Some(CellRange::new(
        CellRef::new(row(range.start.row, row_a)?, column(range.start.column, column_a)?),
        CellRef::new(row(range.end.row, row_b)?, column(range.end.column, column_b)?),
    ))
}

/// The arguments of a formula that is one call of `function`.
fn call<'f>(formula: &'f str, function: &str) -> Option<Vec<&'f str>> {
    let formula = formula.trim();
    let head = formula.get(..function.len())?;
    let inside = formula[function.len()..].trim_start().strip_prefix('(')?.strip_suffix(')')?;
    if !head.eq_ignore_ascii_case(function) {
        return None;
    }
    let mut arguments = Vec::new();
    let mut start = 0;
    for (i, c, depth) in outside_quotes(inside) {
        match (c, depth) {
            // It closed before its end: not one call but a sum of calls.
            (')', -1) => return None,
            (',', 0) => {
                arguments.push(inside[start..i].trim());
                start = i + 1;
            }
            _ => {}
        }
    }
    arguments.push(inside[start..].trim());
    Some(arguments)
}

/// The last `+` or `-` between two terms, outside brackets and quotes.
fn last_sum(text: &str) -> Option<(&str, char, &str)> {
    let (at, sign, _) = outside_quotes(text)
        .into_iter()
        .rfind(|&(i, c, depth)| matches!(c, '+' | '-') && depth == 0 && !text[..i].trim().is_empty())?;
    Some((&text[..at], sign, &text[at + 1..]))
}

/// Characters outside quotes, with their byte position and the depth of brackets after them.
fn outside_quotes(text: &str) -> Vec<(usize, char, i32)> {
    let mut quote = None;
    let mut depth = 0;
    let mut found = Vec::new();
    for (i, c) in text.char_indices() {
        match (quote, c) {
            (Some(q), c) if q == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, c) => {
                depth += i32::from(c == '(') - i32::from(c == ')');
                found.push((i, c, depth));
            }
        }
    }
    found
}

#[cfg(test)]
#[path = "lists_tests.rs"]
mod tests;
