//! One region of a sheet read as a table of questions: columns, roles, rows and choices together.

use crate::assign::{Assignment, assign};
use crate::choices::{self, Choice};
use crate::columns::{Region, Seen, see};
use crate::grid::{Grid, GridRow};
use crate::layout::{Column, Columns, Ordered, Row, Table};
use crate::legend::legend;
use crate::marks::asked_for;
use crate::questions::USUAL_MARK;
use crate::rows::{Passed, Plan, derive};
use crate::signs::{empty_box, is_box, is_mark, is_placeholder};
use crate::vocab::Role;
use crate::weights::sheet as w;
use kotae_workbook::CellRef;
use std::collections::BTreeSet;

/// A region as it was read.
#[derive(Debug)]
pub(crate) struct Found {
    /// Where.
    pub(crate) region: Region,
    /// The columns as they look.
    pub(crate) seen: Vec<Seen>,
    /// Their roles.
    pub(crate) assignment: Assignment,
    /// The result.
    pub(crate) table: Table,
    /// Rows that are no questions.
    pub(crate) passed: Vec<Passed>,
    /// Score of the question column and of the best answer column.
    pub(crate) strength: (f32, f32),
}

impl Found {
    /// What speaks for this being a table of questions; above 0 it is one.
    pub(crate) fn score(&self) -> f32 {
        let (q, a) = self.strength;
        if self.table.rows.is_empty() || q < w::QUESTION || a < w::ANSWER {
            -1.0
        } else {
            q + a - w::TOGETHER
        }
    }
}

/// A form of blocks as a table without header rows.
pub(crate) fn from_blocks(grid: &Grid<'_>, mut table: Table, guide: &[Choice]) -> Found {
    fill_choices(grid, &mut table, &[], guide);
    // An answer field without choices and without a field for text beside it takes the text.
    let free = |r: &Row| {
        r.choices.is_empty() && r.comment_cell.is_none() && r.status_cell.is_some_and(|s| !grid.has_list(s))
    };
    if table.rows.iter().all(free) {
        table.columns.comment = table.columns.status.take();
        for r in &mut table.rows {
            r.comment_cell = r.status_cell.take();
        }
    }
    let region = Region { header: Vec::new(), heads: Vec::new(), span: 1..=u32::MAX, body: 1..=u32::MAX };
    let assignment = Assignment { roles: Vec::new(), marks: Vec::new(), score: 0.0, margin: f32::INFINITY };
    Found {
        region,
        seen: Vec::new(),
        assignment,
        table,
        passed: Vec::new(),
        strength: (w::TOGETHER, w::TOGETHER),
    }
}

/// What a table's columns are, taken from the layout.
pub(crate) fn plan(region: &Region, columns: &Columns, marks: &Ordered<Column>) -> Option<Plan> {
    Some(Plan {
        header: region.header.clone(),
        heads: region.heads.clone(),
        span: Some(region.span.clone()),
        body: Some(region.body.clone()),
        number: columns.number.map(|c| c.0),
        category: columns.category.iter().map(|c| c.0).collect(),
        question: columns.question?.0,
        status: columns.status.map(|c| c.0),
        marks: marks.0.iter().map(|(l, c)| (l.clone(), c.0)).collect(),
        comment: columns.comment.map(|c| c.0),
    })
}

/// The header rows and columns a table's rows are derived from, in one line.
pub(crate) fn basis(header: &[u32], columns: &Columns, marks: &Ordered<Column>) -> String {
    let one = |c: Option<Column>| c.map_or_else(|| "-".to_owned(), |c| c.to_string());
    let list = |c: &[Column]| c.iter().map(ToString::to_string).collect::<Vec<_>>().join("+");
    let header = header.iter().map(ToString::to_string).collect::<Vec<_>>().join("+");
    let marks = marks.0.iter().map(|(l, c)| format!("{l}={c}")).collect::<Vec<_>>().join("+");
    format!(
        "header {header}; number {}; category {}; question {}; status {}; comment {}; marks {marks}",
        one(columns.number),
        list(&columns.category),
        one(columns.question),
        one(columns.status),
        one(columns.comment)
    )
}

fn texts(choices: &[Choice]) -> Vec<String> {
    choices.iter().map(|c| c.text.clone()).collect()
}

/// Rows around a table where its legend may stand: the top of the sheet, above it and below it.
fn around<'g, 'a>(grid: &'g Grid<'a>, first: u32, last: u32) -> impl Iterator<Item = &'g GridRow<'a>> {
    const REACH: usize = 60;
    let (from, to) = (grid.position(first), grid.position(last.saturating_add(1)));
    let top = 0..REACH.min(from);
    let above = from.saturating_sub(REACH).max(top.end)..from;
    let below = to..grid.rows.len().min(to + REACH);
    top.chain(above).chain(below).map(|i| &grid.rows[i])
}

/// The choices of each row and of the table, and what they mean.
pub(crate) fn fill_choices(grid: &Grid<'_>, table: &mut Table, headers: &[String], guide: &[Choice]) {
    if !table.mark_columns.is_empty() {
        table.choices = table.mark_columns.keys();
        for r in &mut table.rows {
            r.choices.clone_from(&table.choices);
        }
        return;
    }
    if table.rows.iter().all(|r| r.status_cell.is_none()) {
        return;
    }
    let first = table.rows.first().map_or(u32::MAX, |r| r.row);
    let last = table.rows.last().map_or(0, |r| r.row);
    let header_rows = table.header_rows.clone();
    let stated = || {
        let from_header = headers.iter().rev().map(|h| choices::in_text(h)).find(|c| c.len() >= 2);
        let nearby = || legend(around(grid, first, last).filter(|r| !header_rows.contains(&r.row)));
        let compound = || headers.last().map(|h| choices::in_compound(h)).unwrap_or_default();
        from_header
            .or_else(|| Some(nearby()).filter(|c| c.len() >= 2))
            .or_else(|| Some(guide.to_vec()).filter(|c| c.len() >= 2))
            .unwrap_or_else(compound)
    };
    let stated = stated();
    let dropdown = |at: CellRef| -> Option<Vec<String>> {
        let list = grid.list_at(at)?;
        let real: Vec<String> = list.iter().filter(|t| !is_placeholder(t)).map(|t| (*t).to_owned()).collect();
        (!real.is_empty()).then_some(real)
    };
    for r in &mut table.rows {
        let Some(at) = r.status_cell else { continue };
        let boxes = || Some(choices::in_boxes(grid.row(at.row)?.text(at.column))).filter(|b| b.len() >= 2);
        let asked = || Some(texts(&choices::in_brackets(&r.question))).filter(|c| c.len() >= 2);
        // One box to tick: ticked, or left open.
        let box_alone = || {
            let mut chars = grid.row(at.row)?.text(at.column).chars();
            let (open, ticked) = empty_box(&chars.next()?.to_string())?;
            chars.next().is_none().then(|| vec![ticked.to_string(), open.to_string()])
        };
        r.choices =
            dropdown(at).or_else(boxes).or_else(box_alone).or_else(asked).unwrap_or_else(|| texts(&stated));
    }
    // The table's own list is that of most rows; the first of them when there are as many of each.
    let mut counts: Vec<(&Vec<String>, usize)> = Vec::new();
    for r in &table.rows {
        if let Some(i) = counts.iter().position(|(c, _)| *c == &r.choices) {
            counts[i].1 += 1;
        } else if counts.len() < 64 {
            counts.push((&r.choices, 1));
        }
    }
    let most = counts.iter().map(|c| c.1).max().unwrap_or(0);
    table.choices = counts.iter().find(|c| c.1 == most).map(|c| c.0.clone()).unwrap_or_default();
    let meanings = if stated.iter().any(|c| !c.meaning.is_empty()) { &stated[..] } else { guide };
    let meant = |text: &String| {
        meanings
            .iter()
            .find(|c| &c.text == text && !c.meaning.is_empty())
            .map(|c| (text.clone(), c.meaning.clone()))
    };
    table.legend = Ordered(table.choices.iter().filter_map(meant).collect());
}

/// The header texts over a column, top first.
pub(crate) fn header_texts(grid: &Grid<'_>, header: &[u32], column: u32) -> Vec<String> {
    let (own, mut above) = crate::columns::headers(grid, header, column);
    above.push(own);
    above
}

/// The mark for a table of mark columns: what a rule on the cells allows, what the sheet asks for,
/// what stands in other rows, or ○.
pub(crate) fn mark_for(grid: &Grid<'_>, table: &Table) -> Option<String> {
    if table.mark_columns.is_empty() {
        return None;
    }
    let cells = || table.rows.iter().flat_map(|r| r.status_cells.0.iter().map(|c| c.1));
    let ruled = cells().take(40).find_map(|c| match grid.list_at(c)?.as_slice() {
        [one] => Some((*one).to_owned()),
        _ => None,
    });
    let used = || {
        cells().find_map(|c| {
            let t = grid.row(c.row)?.text(c.column);
            (is_mark(t) && !t.chars().any(is_box)).then(|| t.to_owned())
        })
    };
    Some(ruled.or_else(|| asked_for(grid)).or_else(used).unwrap_or_else(|| USUAL_MARK.to_owned()))
}

fn columns_of(
    grid: &Grid<'_>,
    region: &Region,
    legend_known: bool,
    only: Option<&BTreeSet<u32>>,
) -> Option<(Vec<Seen>, Assignment)> {
    let seen = see(grid, region, legend_known, only);
    let assignment = assign(&seen)?;
    Some((seen, assignment))
}

fn roles(seen: &[Seen], assignment: &Assignment) -> (Columns, Ordered<Column>) {
    let column = |i: usize| Column(seen[i].column);
    let one = |role: Role| assignment.position(role).map(column);
    let columns = Columns {
        number: one(Role::Number),
        category: assignment.positions(Role::Category).into_iter().map(column).collect(),
        question: one(Role::Question),
        status: one(Role::Status),
        comment: one(Role::Comment),
        reference: one(Role::Reference),
    };
    (columns, Ordered(assignment.marks.iter().map(|&i| (seen[i].own.clone(), column(i))).collect()))
}

fn rows_of(
    grid: &Grid<'_>,
    region: &Region,
    seen: &[Seen],
    assignment: &Assignment,
) -> Option<(Vec<Row>, Vec<Passed>)> {
    let (columns, marks) = roles(seen, assignment);
    Some(derive(grid, &plan(region, &columns, &marks)?))
}

/// How much speaks for the question column: its score, less what its header says against it.
fn question_strength(seen: &Seen) -> f32 {
    let own = seen.words[Role::Question.index()];
    let other = seen.words.iter().copied().fold(0.0, f32::max);
    seen.score(Role::Question) - w::OTHER_HEADER * (other - own).max(0.0)
}

/// Reads one region; `None` where no column could hold questions.
pub(crate) fn read(grid: &Grid<'_>, region: Region, guide: &[Choice]) -> Option<Found> {
    let legend_known = guide.len() >= 2;
    let (seen, assignment) = columns_of(grid, &region, legend_known, None)?;
    let (rows, passed) = rows_of(grid, &region, &seen, &assignment)?;
    // Once the questions are known the columns are judged again, without notes, totals and whatever
    // else stands below the table.
    let known: BTreeSet<u32> = rows.iter().map(|r| r.row).collect();
    let (seen, assignment, rows, passed) = if passed.is_empty() || known.is_empty() {
        (seen, assignment, rows, passed)
    } else {
        let (seen, assignment) = columns_of(grid, &region, legend_known, Some(&known))?;
        let (rows, passed) = rows_of(grid, &region, &seen, &assignment)?;
        (seen, assignment, rows, passed)
    };
    let (columns, marks) = roles(&seen, &assignment);
    let derived_from = basis(&region.header, &columns, &marks);
    let mut table = Table {
        header_rows: region.header.clone(),
        first_column: Some(Column(*region.span.start())).filter(|c| c.0 > 1),
        last_column: Some(Column(*region.span.end())).filter(|c| c.0 != u32::MAX),
        last_row: Some(*region.body.end()).filter(|r| *r != u32::MAX),
        columns,
        rows,
        mark_columns: marks,
        derived_from,
        ..Table::default()
    };
    let headers: Vec<String> = assignment
        .position(Role::Status)
        .map(|i| header_texts(grid, &table.header_rows, seen[i].column))
        .unwrap_or_default();
    fill_choices(grid, &mut table, &headers, guide);
    table.mark = mark_for(grid, &table);
    let question = assignment.position(Role::Question).map_or(0.0, |i| question_strength(&seen[i]));
    let answer = [Role::Status, Role::Comment]
        .into_iter()
        .filter_map(|r| assignment.position(r).map(|i| seen[i].score(r)))
        .chain((!assignment.marks.is_empty()).then_some(3.0))
        .fold(f32::NEG_INFINITY, f32::max);
    Some(Found { region, seen, assignment, table, passed, strength: (question, answer) })
}
