//! The rows of one table: which are questions, which are headings above them, which are examples,
//! totals and notes; and the category each question stands in.
//!
//! Takes a grid and a plan of columns, gives question rows. Works the same for columns that were
//! found and for columns that a person corrected.

use crate::grid::{Field, Grid, GridRow};
use crate::layout::{Ordered, Row};
use crate::phrases::{is_id, question_like};
use crate::row_signs::{heading_text, is_example, is_heading, is_note, is_total};
use crate::sections::Sections;
use crate::weights::{KINDS, Kind, ROW, RowLook};
use kotae_text::fold_str;
use kotae_workbook::CellRef;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// A table whose columns are known.
#[derive(Debug, Clone, Default)]
pub(crate) struct Plan {
    /// Header rows; their labels repeated further down are no rows of the table.
    pub(crate) header: Vec<u32>,
    /// The first header row of every table on the sheet.
    pub(crate) heads: Vec<u32>,
    /// Columns that belong to the table.
    pub(crate) span: Option<RangeInclusive<u32>>,
    /// Rows that may hold questions.
    pub(crate) body: Option<RangeInclusive<u32>>,
    /// Column of the number.
    pub(crate) number: Option<u32>,
    /// Columns of the category, parents first.
    pub(crate) category: Vec<u32>,
    /// Column of the question.
    pub(crate) question: u32,
    /// Column of the choice.
    pub(crate) status: Option<u32>,
    /// Columns that take one mark, with what the mark means.
    pub(crate) marks: Vec<(String, u32)>,
    /// Column of the free text.
    pub(crate) comment: Option<u32>,
}

impl Plan {
    fn answers(&self) -> impl Iterator<Item = u32> {
        self.status.into_iter().chain(self.marks.iter().map(|m| m.1)).chain(self.comment)
    }
}

/// A row that is no question, and why.
#[derive(Debug, Clone)]
pub(crate) struct Passed {
    /// Counted from 1.
    pub(crate) row: u32,
    /// What it was taken for.
    pub(crate) kind: Kind,
    /// Its text.
    pub(crate) text: String,
    /// Score of each kind.
    pub(crate) scores: [f32; KINDS],
    /// The features that gave the scores.
    pub(crate) looks: Vec<(RowLook, f32)>,
}

/// What is usual in a table, so that the unusual can be seen.
#[derive(Debug, Default)]
struct Usual {
    numbered: bool,
    dropdown: bool,
    open: bool,
    style: (bool, Option<u32>),
    answer_fill: Option<Option<u32>>,
    fields: usize,
    digits: bool,
}

fn most<T: Ord + Clone>(values: impl Iterator<Item = T>) -> Option<(T, usize)> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for v in values {
        *counts.entry(v).or_default() += 1;
    }
    counts.into_iter().rev().max_by_key(|(_, n)| *n)
}

/// The rows of the body with only the fields inside the table.
fn body<'g, 'a>(grid: &'g Grid<'a>, plan: &Plan) -> &'g [GridRow<'a>] {
    let all = 1..=u32::MAX;
    let range = plan.body.as_ref().unwrap_or(&all);
    let from = grid.position(*range.start());
    let to = grid.position(range.end().saturating_add(1));
    &grid.rows[from.min(to)..to]
}

fn inside<'r, 'a>(row: &'r GridRow<'a>, plan: &'r Plan) -> impl Iterator<Item = &'r Field<'a>> {
    row.fields.iter().filter(|f| plan.span.as_ref().is_none_or(|s| s.contains(&f.at.column)))
}

fn usual(grid: &Grid<'_>, plan: &Plan) -> Usual {
    let rows: Vec<&GridRow<'_>> =
        body(grid, plan).iter().filter(|r| r.field(plan.question).is_some()).collect();
    let step = (rows.len() / 400).max(1);
    let rows: Vec<&&GridRow<'_>> = rows.iter().step_by(step).collect();
    let half = |n: usize| n * 2 > rows.len();
    let count = |test: &dyn Fn(&GridRow<'_>) -> bool| rows.iter().filter(|r| test(r)).count();
    let Some(answer) = plan.answers().next() else { return Usual::default() };
    let at = |r: &GridRow<'_>| CellRef::new(r.row, answer);
    let style = most(rows.iter().filter_map(|r| r.field(plan.question).map(|f| (f.cell.bold, f.cell.fill))));
    let fills = most(rows.iter().map(|r| grid.fill(at(r)))).filter(|(_, n)| half(*n)).map(|(f, _)| f);
    Usual {
        numbered: plan.number.is_some_and(|n| half(count(&|r| !r.text(n).is_empty()))),
        dropdown: half(count(&|r| plan.answers().any(|a| grid.has_list(CellRef::new(r.row, a))))),
        open: grid.sheet.protected && half(count(&|r| grid.open(at(r)))),
        style: style.map(|s| s.0).unwrap_or_default(),
        answer_fill: fills,
        digits: plan.number.is_some_and(|n| half(count(&|r| r.text(n).chars().any(|c| c.is_ascii_digit())))),
        fields: most(rows.iter().map(|r| inside(r, plan).count())).map_or(2, |m| m.0),
    }
}

/// The text a person reads at a column of a row, a merge from above included.
fn shown<'g>(grid: &'g Grid<'_>, row: &'g GridRow<'_>, column: u32) -> &'g str {
    let own = row.text(column);
    if !own.is_empty() {
        return own;
    }
    match row.merge(column) {
        Some(m) if m.start.row < row.row && m.start.column == column => {
            grid.row(m.start.row).map_or("", |r| r.text(column))
        }
        _ => "",
    }
}

/// What stands at the row, feature by feature.
#[derive(Debug, Default)]
struct State {
    last_question: Option<u32>,
    ended: bool,
}

fn look(
    grid: &Grid<'_>,
    plan: &Plan,
    usual: &Usual,
    rows: &[GridRow<'_>],
    i: usize,
    state: &State,
) -> Vec<(RowLook, f32)> {
    let row = &rows[i];
    let question = row.field(plan.question);
    let lead =
        question.or_else(|| inside(row, plan).find(|f| !is_id(&f.text)).or_else(|| inside(row, plan).next()));
    let text = lead.map_or("", |f| f.text.trim());
    let number = plan.number.map_or("", |n| row.text(n));
    let answer_columns: Vec<u32> = plan.answers().collect();
    let covers = |f: &Field<'_>| {
        answer_columns.iter().any(|a| f.at.column < *a && f.last_column >= *a)
            || (f.at.column < plan.question && f.last_column >= plan.question)
    };
    let across = inside(row, plan).any(|f| f.at.column <= plan.question && covers(f));
    let dropdown = answer_columns.iter().any(|a| grid.has_list(CellRef::new(row.row, *a)));
    let answer = answer_columns.first().map(|a| CellRef::new(row.row, *a));
    let signs: Vec<&str> = [number, text]
        .into_iter()
        .chain(inside(row, plan).next().map(|f| f.text.trim()))
        .chain(plan.category.iter().map(|c| row.text(*c)))
        .collect();
    let style = lead.map(|f| (f.cell.bold, f.cell.fill)).unwrap_or_default();
    let formula = answer_columns
        .iter()
        .any(|a| grid.sheet.cells.get(&CellRef::new(row.row, *a)).is_some_and(|c| c.formula));
    let next_number = || {
        let next = rows.get(i + 1)?;
        let n = fold_str(next.text(plan.number?));
        let own = fold_str(number);
        let own = own.trim_end_matches(['.', '-', ')']).to_owned();
        let rest = n.strip_prefix(&own)?;
        (!own.is_empty() && rest.starts_with(['-', '.', '_', '(', '/', 'の'])).then_some(())
    };
    let chars = text.chars().count();
    let digits = fold_str(number).chars().any(|c| c.is_ascii_digit());
    let odd = usual.digits && is_id(number) && !digits;
    let flag = |b: bool| if b { 1.0 } else { 0.0 };
    let mut looks = vec![
        (RowLook::Bias, 1.0),
        (RowLook::QuestionCell, flag(question.is_some())),
        (RowLook::Asks, question_like(text)),
        (RowLook::Short, flag(chars <= 15)),
        (RowLook::Number, flag(is_id(number) && !odd)),
        (RowLook::NumberMissing, flag(usual.numbered && number.is_empty())),
        (RowLook::Across, flag(across)),
        (RowLook::Alone, flag(usual.fields > 1 && inside(row, plan).count() == 1)),
        (RowLook::HeadingSign, flag(is_heading(text) || is_heading(number))),
        (RowLook::OtherStyle, flag(style != usual.style)),
        (RowLook::Dropdown, flag(dropdown)),
        (RowLook::DropdownMissing, flag(usual.dropdown && !dropdown)),
        (RowLook::Locked, flag(usual.open && answer.is_some_and(|a| !grid.open(a)))),
        (
            RowLook::OtherAnswerFill,
            flag(matches!((usual.answer_fill, answer), (Some(f), Some(a)) if grid.fill(a) != f)),
        ),
        (RowLook::ExampleSign, flag(signs.iter().any(|s| is_example(s)))),
        (RowLook::TotalSign, flag(signs.iter().any(|s| is_total(s)))),
        (RowLook::NoteSign, flag(is_note(text))),
        (RowLook::FormulaAnswer, flag(formula)),
        (RowLook::Gap, flag(state.last_question.is_some_and(|l| row.row > l + 2))),
        (RowLook::AfterEnd, flag(state.ended)),
        (RowLook::ParentNumber, flag(next_number().is_some())),
        (
            RowLook::Continued,
            flag(
                !answer_columns.is_empty()
                    && answer_columns.iter().all(|a| row.merge(*a).is_some_and(|m| m.start.row < row.row)),
            ),
        ),
        (RowLook::Long, flag(chars >= 30)),
        (RowLook::OddNumber, flag(odd)),
        (RowLook::CategoryCell, flag(plan.category.iter().any(|c| !row.text(*c).is_empty()))),
    ];
    looks.retain(|l| l.1 > 0.0);
    looks
}

fn scores(looks: &[(RowLook, f32)]) -> [f32; KINDS] {
    let mut out = [0.0; KINDS];
    for (look, value) in looks {
        if let Some((_, weights)) = ROW.iter().find(|(l, _)| l == look) {
            for (score, weight) in out.iter_mut().zip(weights) {
                *score += weight * value;
            }
        }
    }
    out
}

/// A row that is like all the others needs no second look: numbered, styled and long enough.
fn plainly_a_question(grid: &Grid<'_>, plan: &Plan, usual: &Usual, row: &GridRow<'_>, state: &State) -> bool {
    let Some(f) = row.field(plan.question) else { return false };
    let Some(number) = plan.number else { return false };
    let text = f.text.trim();
    let plain_number = row.field(number).is_some_and(|n| {
        let t = n.text.trim();
        t.chars().any(|c| c.is_ascii_digit())
            && t.chars().count() <= 10
            && !t.contains('例')
            && t.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c))
    });
    let answer = plan.answers().next().map(|a| CellRef::new(row.row, a));
    plain_number
        && f.last_column == f.at.column
        && text.chars().count() >= 17
        && (f.cell.bold, f.cell.fill) == usual.style
        && !text.starts_with([
            '※', '(', '（', '例', '【', '[', '*', '"', '「', '<', '＜', 'E', 'S', 'e', 's', '注', '■',
        ])
        && (!usual.dropdown || plan.answers().any(|a| grid.has_list(CellRef::new(row.row, a))))
        && !usual.open
        && !state.ended
        && answer.is_none_or(|a| !grid.sheet.cells.get(&a).is_some_and(|c| c.formula))
}

/// The rows of a table and the rows that were passed over.
pub(crate) fn derive(grid: &Grid<'_>, plan: &Plan) -> (Vec<Row>, Vec<Passed>) {
    let usual = usual(grid, plan);
    let rows = body(grid, plan);
    let labels = header_labels(grid, plan);
    let mut out: Vec<Row> = Vec::new();
    let mut passed: Vec<Passed> = Vec::new();
    let mut sections = Sections::default();
    let mut levels = Levels::new(rows, &plan.category);
    if let Some(f) = heading_above(grid, plan, &labels) {
        sections.open(heading_text(&f.text), "", f, 0);
    }
    let mut state = State::default();
    for (i, row) in rows.iter().enumerate() {
        if inside(row, plan).next().is_none() {
            continue;
        }
        if repeats_header(row, plan, &labels) {
            continue;
        }
        let question = row.field(plan.question);
        if !plainly_a_question(grid, plan, &usual, row, &state) {
            let looks = look(grid, plan, &usual, rows, i, &state);
            let mut points = scores(&looks);
            if question.is_none() {
                points[0] = f32::NEG_INFINITY;
            }
            let best =
                (0..KINDS).max_by(|a, b| points[*a].total_cmp(&points[*b]).then(b.cmp(a))).unwrap_or(0);
            let kind = Kind::ALL[best];
            if kind != Kind::Question {
                let across = looks.iter().any(|l| l.0 == RowLook::Across);
                let lead = heading_field(row, plan, across);
                match (kind, lead) {
                    (Kind::Section, Some(lead)) if lead.text.chars().any(char::is_alphanumeric) => {
                        let number = plan.number.filter(|n| *n != lead.at.column).map_or("", |n| row.text(n));
                        let outline = grid.sheet.rows.get(&row.row).map_or(0, |r| r.outline);
                        sections.open(heading_text(&lead.text), number, lead, outline);
                        levels.clear();
                    }
                    (Kind::Section, _) => levels.read(row),
                    (Kind::Note | Kind::Total, _) if !out.is_empty() => state.ended = true,
                    _ => {}
                }
                let text =
                    lead.or(question).or(inside(row, plan).next()).map_or("", |f| f.text.trim()).to_owned();
                passed.push(Passed { row: row.row, kind, text, scores: points, looks });
                continue;
            }
        }
        let Some(q) = question else { continue };
        // Where the question's own merge covers an answer column there is no cell for that answer.
        let cell = |c: u32| Some(grid.anchor(CellRef::new(row.row, c))).filter(|a| *a != q.at);
        let mut status_cell = plan.status.and_then(cell);
        let mut comment_cell = plan.comment.and_then(cell);
        let status_cells: Vec<(String, CellRef)> =
            plan.marks.iter().filter_map(|(l, c)| Some((l.clone(), cell(*c)?))).collect();
        if status_cell.is_some() && status_cell == comment_cell {
            // One merged cell for both takes the choice where it has a dropdown, the text otherwise.
            let slot = if status_cell.is_some_and(|c| grid.has_list(c)) {
                &mut comment_cell
            } else {
                &mut status_cell
            };
            *slot = None;
        }
        let answerable = status_cell.is_some() || comment_cell.is_some() || !status_cells.is_empty();
        if !answerable && plan.answers().next().is_some() {
            continue;
        }
        levels.read(row);
        sections.used();
        state = State { last_question: Some(q.last_row), ended: false };
        let mut category = sections.path();
        category.extend(levels.path());
        out.push(Row {
            row: row.row,
            number: plan.number.map(|n| shown(grid, row, n).to_owned()).filter(|n| !n.is_empty()),
            category,
            question: q.text.to_string(),
            question_cell: Some(q.at),
            status_cell,
            status_cells: Ordered(status_cells),
            comment_cell,
            choices: Vec::new(),
            hidden: grid.sheet.row_hidden(row.row),
        });
    }
    (out, passed)
}

/// How many rows below a header another heading is looked for.
const HEADING_REACH: usize = 600;

/// The heading right above the table's header, when headings like it stand further on: over other
/// headers or inside the table. A title of the sheet stands alone of its kind and is no category.
fn heading_above<'g, 'a>(
    grid: &'g Grid<'a>,
    plan: &'g Plan,
    labels: &BTreeMap<u32, Vec<String>>,
) -> Option<&'g Field<'a>> {
    let header = grid.position(*plan.header.first()?);
    let lone = |i: usize| -> Option<&'g Field<'a>> {
        let mut fields = inside(&grid.rows[i], plan);
        let f = fields.next()?;
        (fields.next().is_none() && f.text.chars().count() <= 60 && !is_note(&f.text)).then_some(f)
    };
    let above = |i: usize| {
        i.checked_sub(1).and_then(|a| lone(a).filter(|f| grid.rows[i].row.saturating_sub(f.last_row) <= 2))
    };
    let found = above(header)?;
    let alike = |f: &Field<'_>| f.at != found.at && f.text != found.text && Sections::alike(f, found);
    let opens = |i: usize| repeats_header(&grid.rows[i], plan, labels);
    let near = header + 1..grid.rows.len().min(header + HEADING_REACH);
    let heads = plan.heads.iter().map(|h| grid.position(*h)).filter(|i| *i < grid.rows.len());
    let over_another =
        heads.filter_map(above).any(alike) || near.clone().filter(|i| opens(*i)).filter_map(above).any(alike);
    let signed = is_heading(&found.text) && near.filter_map(lone).any(alike);
    (over_another || signed).then_some(found)
}

/// The field that carries a heading: not one that only fills a category column.
fn heading_field<'r, 'a>(row: &'r GridRow<'a>, plan: &Plan, across: bool) -> Option<&'r Field<'a>> {
    if let Some(f) = row.field(plan.question) {
        return Some(f);
    }
    let fields = || {
        row.fields.iter().filter(|f| {
            plan.span.as_ref().is_none_or(|s| s.contains(&f.at.column)) && f.at.column <= plan.question
        })
    };
    let named = fields().find(|f| !is_id(&f.text) && (across || !plan.category.contains(&f.at.column)));
    named.or_else(|| fields().find(|f| across && !plan.category.contains(&f.at.column)))
}

fn header_labels(grid: &Grid<'_>, plan: &Plan) -> BTreeMap<u32, Vec<String>> {
    let mut out: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for r in plan.header.iter().filter_map(|h| grid.row(*h)) {
        for f in inside(r, plan) {
            out.entry(f.at.column).or_default().push(fold_str(f.text.trim()));
        }
    }
    out
}

/// The header again, for printing or after a heading.
fn repeats_header(row: &GridRow<'_>, plan: &Plan, labels: &BTreeMap<u32, Vec<String>>) -> bool {
    let mut fields = inside(row, plan).peekable();
    let mut n = 0;
    let short = fields.peek().is_some_and(|f| f.text.chars().count() <= 40);
    short
        && fields.all(|f| {
            n += 1;
            f.text.len() <= 600
                && labels.get(&f.at.column).is_some_and(|l| l.contains(&fold_str(f.text.trim())))
        })
        && n >= 2
}

/// Category columns from row to row: a blank keeps what stood above until a higher level changes.
struct Levels {
    columns: Vec<u32>,
    /// Columns laid out with merges: there a blank cell of its own means "none".
    merged: Vec<bool>,
    now: Vec<String>,
}

impl Levels {
    fn new(rows: &[GridRow<'_>], columns: &[u32]) -> Self {
        let merged = columns
            .iter()
            .map(|c| {
                rows.iter().filter(|r| r.field(*c).is_some_and(|f| f.last_row > f.at.row)).take(2).count()
                    >= 2
            })
            .collect();
        Self { columns: columns.to_vec(), merged, now: vec![String::new(); columns.len()] }
    }

    fn clear(&mut self) {
        self.now.iter_mut().for_each(String::clear);
    }

    fn read(&mut self, row: &GridRow<'_>) {
        for i in 0..self.columns.len() {
            let column = self.columns[i];
            let text = row.text(column);
            let ditto = matches!(text, "〃" | "″" | "同上" | "々" | "\"" | "〃〃" | "↓");
            if ditto {
                continue;
            }
            if text.is_empty() {
                let covered = row.merge(column).is_some_and(|m| m.start.row < row.row);
                if !covered && i > 0 && self.merged[i] {
                    self.now[i].clear();
                }
            } else if self.now[i] != text {
                self.now[i] = text.to_owned();
                self.now[i + 1..].iter_mut().for_each(String::clear);
            }
        }
    }

    fn path(&self) -> impl Iterator<Item = String> {
        self.now.iter().filter(|t| !t.is_empty()).cloned()
    }
}

/// The name of a feature, for explanations.
pub(crate) fn look_name(look: RowLook) -> String {
    format!("{look:?}")
}
