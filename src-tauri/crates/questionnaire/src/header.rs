//! Which rows are headers, which of them belong together, and where one table ends and the next begins.

use crate::columns::Region;
use crate::grid::{FORM_FIELDS, Field, Grid, GridRow};
use crate::phrases::question_like;
use crate::signs::is_choice;
use crate::vocab::{ROLES, Role, Scores, best_role, header_scores};
use crate::weights::header as w;
use kotae_text::fold_str;
use kotae_workbook::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A row that may be a header.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    /// Counted from 1.
    pub(crate) row: u32,
    /// The total of what speaks for it.
    pub(crate) score: f32,
    /// What gave the score, for explanations.
    pub(crate) reasons: Vec<(String, f32)>,
    /// Does it name enough of a questionnaire to open a table?
    pub(crate) opens: bool,
}

/// Header texts repeat a lot in big sheets; each is scored once.
#[derive(Debug, Default)]
pub(crate) struct Words(BTreeMap<String, Scores>);

impl Words {
    fn of(&mut self, text: &str) -> Scores {
        if let Some(s) = self.0.get(text) {
            return *s;
        }
        let s = header_scores(text, &[]);
        self.0.insert(text.to_owned(), s);
        s
    }
}

/// Texts longer than this are no labels, unless they hold a legend after the first line.
const LABEL: usize = 24;

fn is_label(text: &str) -> bool {
    let first = text.trim().split(['\n', '(', '（']).next().unwrap_or_default();
    first.trim().chars().count() <= LABEL && text.chars().count() <= 200
}

/// Scores one row as a header.
pub(crate) fn score(grid: &Grid<'_>, row: &GridRow<'_>, words: &mut Words) -> Option<Candidate> {
    let around = Around::of(grid, row);
    let labels: Vec<&Field<'_>> =
        row.fields.iter().take(FORM_FIELDS).filter(|f| is_label(&f.text) && !around.repeats(f)).collect();
    if labels.len() < 2 {
        return None;
    }
    let mut best = [0.0f32; ROLES];
    let (mut question, mut answers, mut others, mut choices) = (0, 0, 0, 0);
    for f in &labels {
        let text = f.text.trim();
        let scores = words.of(text);
        if is_choice(text) {
            choices += 1;
        }
        // Each label speaks for the one role it names most clearly.
        if let Some((role, weight)) = best_role(&scores) {
            best[role.index()] = best[role.index()].max(weight);
            match role {
                Role::Question if weight >= 1.5 => question += 1,
                Role::Status | Role::Comment if weight >= 1.5 => answers += 1,
                Role::Number | Role::Category if weight >= 1.5 => others += 1,
                _ => {}
            }
        }
    }
    let kinds = best.iter().filter(|s| **s >= 1.0).count();
    if kinds < 2 && choices < 2 {
        return None;
    }
    let mut reasons: Vec<(String, f32)> = Role::ALL
        .into_iter()
        .filter(|r| best[r.index()] > 0.0)
        .map(|r| (format!("names a column of the kind “{}”", r.name()), best[r.index()].min(w::ROLE_CAP)))
        .collect();
    let mut push = |what: &str, value: f32| {
        if value != 0.0 {
            reasons.push((what.to_owned(), value));
        }
    };
    #[expect(clippy::cast_precision_loss, reason = "a row has few labels")]
    let (n, share) = (labels.len() as f32, |k: usize| k as f32 / labels.len() as f32);
    push("bold", w::BOLD * share(labels.iter().filter(|f| f.cell.bold).count()));
    push("filled", w::FILLED * share(labels.iter().filter(|f| f.cell.fill.is_some()).count()));
    let filter = grid.sheet.filter.is_some_and(|r| r.start.row == row.row)
        || grid.sheet.tables.iter().any(|t| t.start.row == row.row);
    push("a filter or table starts here", if filter { w::FILTER } else { 0.0 });
    push("panes are frozen below", if grid.sheet.frozen_rows == Some(row.row + 1) { w::FROZEN } else { 0.0 });
    push("goes on counting", if around.counts_on(row) { w::COUNTS_ON } else { 0.0 });
    let mut against = 0.0;
    for f in row.fields.iter().take(FORM_FIELDS) {
        let t = f.text.trim();
        let chars = t.chars().count();
        if matches!(f.cell.value, Some(Value::Number(_) | Value::DateTime(_))) {
            against += w::NUMBER;
        }
        if chars >= 10 && question_like(t) >= 0.7 && best_role(&words.of(t)).is_none_or(|b| b.1 < 2.5) {
            against += w::ASKS;
        } else if chars > 60 && !t.contains(['○', '×', '：', ':', '/', '／']) {
            against += w::LONG;
        }
    }
    push("holds texts that labels are not", against);
    let score: f32 = reasons.iter().map(|r| r.1).sum();
    let opens = score >= w::ENOUGH
        && ((question > 0 && (answers > 0 || choices >= 2 || others > 0))
            || (answers > 0 && others > 0)
            || (answers >= 2 && n >= 2.0));
    Some(Candidate { row: row.row, score, reasons, opens })
}

/// The rows right above and below one, two of each.
struct Around<'g, 'a> {
    above: [Option<&'g GridRow<'a>>; 2],
    below: [Option<&'g GridRow<'a>>; 2],
}

impl<'g, 'a> Around<'g, 'a> {
    fn of(grid: &'g Grid<'a>, row: &GridRow<'a>) -> Self {
        let at = grid.position(row.row);
        let near = |place: Option<usize>, distance: u32| {
            grid.rows.get(place?).filter(|r| r.row.abs_diff(row.row) == distance)
        };
        Self {
            above: [near(at.checked_sub(1), 1), near(at.checked_sub(2), 2)],
            below: [near(at.checked_add(1), 1), near(at.checked_add(2), 2)],
        }
    }

    /// Does the text stand in three rows in a row of its column? Values do, labels do not.
    fn repeats(&self, f: &Field<'_>) -> bool {
        let text = f.text.trim();
        let same = |r: Option<&GridRow<'_>>| r.is_some_and(|r| r.text(f.at.column) == text);
        let ([above, higher], [below, lower]) = (self.above, self.below);
        (same(above) && (same(higher) || same(below))) || (same(below) && same(lower))
    }

    /// Does a number of the row go on from the row above, and on into the row below?
    fn counts_on(&self, row: &GridRow<'_>) -> bool {
        let follows = |a: &str, b: &str| {
            let (Some(a), Some(b)) = (counted(a), counted(b)) else { return false };
            a.0 == b.0 && a.1.checked_add(1) == Some(b.1)
        };
        let one = |f: &Field<'_>| {
            let other = |r: Option<&'g GridRow<'a>>| r.map_or("", |r| r.text(f.at.column));
            let text = f.text.trim();
            follows(other(self.above[0]), text) && follows(text, other(self.below[0]))
        };
        row.fields.iter().take(FORM_FIELDS).any(one)
    }
}

/// A short text that ends in a number: what stands before it, and the number.
fn counted(text: &str) -> Option<(&str, u64)> {
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (before, number) = text.split_at(text.len() - digits);
    let short = before.chars().count() <= 12;
    Some((before, number.parse().ok().filter(|_| short)?))
}

/// Rows that open a table, top to bottom.
pub(crate) fn candidates(grid: &Grid<'_>) -> Vec<Candidate> {
    let mut words = Words::default();
    grid.rows.iter().filter_map(|r| score(grid, r, &mut words)).collect()
}

/// Does the upper row carry headers over those of the lower row?
fn stands_over(upper: &GridRow<'_>, lower: &GridRow<'_>) -> bool {
    if lower.row - upper.row != 1 {
        return false;
    }
    let labels = upper.fields.iter().all(|f| is_label(&f.text) && question_like(&f.text) < 0.9);
    if !labels {
        return false;
    }
    let first = lower.fields.first().map_or(1, |f| f.at.column);
    let last = lower.fields.last().map_or(1, |f| f.last_column);
    let reaches_down = upper.fields.iter().any(|f| f.last_row >= lower.row);
    let over_some = upper.fields.iter().any(|f| {
        let under = lower
            .fields
            .iter()
            .filter(|l| l.at.column >= f.at.column && l.at.column <= f.last_column)
            .count();
        let whole = f.at.column <= first && f.last_column >= last;
        f.last_column > f.at.column && under >= 2 && !whole
    });
    // A group label that is not merged: right of the first columns, with headers below it.
    let unmerged = upper
        .fields
        .iter()
        .all(|f| f.at.column > first && f.at.column <= last && lower.field(f.at.column).is_some())
        && upper.fields.iter().any(|f| {
            let s = header_scores(&f.text, &[]);
            [Role::Reviewer, Role::Previous, Role::Status, Role::Comment].iter().any(|r| s[r.index()] >= 1.0)
        });
    reaches_down || over_some || unmerged
}

/// Is the lower row a second header row below an upper one that opens a table?
fn hangs_below(upper: &GridRow<'_>, lower: &GridRow<'_>) -> bool {
    if lower.row - upper.row != 1 {
        return false;
    }
    let split = |f: &&Field<'_>| {
        let under = lower.fields.iter().filter(|l| (f.at.column..=f.last_column).contains(&l.at.column));
        f.last_column > f.at.column && under.count() >= 2
    };
    let under = upper.fields.iter().any(|f| split(&f));
    // Ratings such as 5 | 4 | 3 | 2 | 1 are numbers and yet labels, below a header over all of them.
    let labels = lower.fields.iter().all(|f| {
        let number = matches!(f.cell.value, Some(Value::Number(_)));
        is_label(&f.text)
            && f.text.chars().count() <= 40
            && question_like(&f.text) < 0.9
            && (!number
                || upper
                    .fields
                    .iter()
                    .any(|u| split(&u) && (u.at.column..=u.last_column).contains(&f.at.column)))
    });
    let reached = upper.fields.iter().filter(|f| f.last_row >= lower.row).count();
    // Without merges: short choice-like or answer-like labels right of the first columns, left cells blank.
    let first = upper.fields.first().map_or(1, |f| f.at.column);
    let loose = lower.fields.len() >= 2
        && lower.fields.iter().all(|f| f.at.column > first + 1)
        && lower.fields.iter().all(|f| {
            is_choice(f.text.trim()) || best_role(&header_scores(&f.text, &[])).is_some_and(|b| b.1 >= 1.5)
        });
    labels
        && (reached >= 1
            && lower.fields.iter().all(|f| {
                upper.fields.iter().all(|u| {
                    u.last_row < lower.row || f.at.column > u.last_column || f.at.column < u.at.column
                })
            })
            || under
            || loose)
}

/// The same labels again, further down: the header repeated for printing.
fn same_header(a: &GridRow<'_>, b: &GridRow<'_>) -> bool {
    let texts = |r: &GridRow<'_>| -> Vec<(u32, String)> {
        r.fields.iter().map(|f| (f.at.column, fold_str(f.text.trim()))).collect()
    };
    texts(a) == texts(b)
}

/// Where the tables of a sheet are, by header rows; and rows that repeat a header.
pub(crate) fn regions(grid: &Grid<'_>, candidates: &[Candidate]) -> (Vec<Region>, BTreeSet<u32>) {
    let mut groups: Vec<Vec<u32>> = Vec::new();
    let mut repeated: BTreeSet<u32> = BTreeSet::new();
    let mut taken: BTreeSet<u32> = BTreeSet::new();
    for c in candidates.iter().filter(|c| c.opens) {
        if taken.contains(&c.row) {
            continue;
        }
        let mut at = grid.position(c.row);
        let mut rows = vec![c.row];
        // Down first: a group row over the real header may itself look like one.
        let mut bottom = at;
        while let Some(next) =
            grid.rows.get(bottom + 1).filter(|n| rows.len() < 4 && hangs_below(&grid.rows[bottom], n))
        {
            rows.push(next.row);
            bottom += 1;
        }
        while at > 0
            && rows.len() < 5
            && stands_over(&grid.rows[at - 1], &grid.rows[at])
            && !taken.contains(&grid.rows[at - 1].row)
        {
            at -= 1;
            rows.insert(0, grid.rows[at].row);
        }
        let same = groups.last().is_some_and(|g| {
            g.len() == rows.len()
                && g.iter().zip(&rows).all(|(a, b)| match (grid.row(*a), grid.row(*b)) {
                    (Some(a), Some(b)) => same_header(a, b),
                    _ => false,
                })
        });
        if same {
            repeated.extend(&rows);
            // Rows of a repeated header are found again as candidates of their own.
            continue;
        }
        if rows.iter().any(|r| repeated.contains(r)) {
            continue;
        }
        taken.extend(&rows);
        groups.push(rows);
    }
    let mut out = Vec::new();
    let heads: Vec<u32> = groups.iter().filter_map(|g| g.first().copied()).collect();
    for (i, header) in groups.iter().enumerate() {
        let from = header.last().copied().unwrap_or(0) + 1;
        let to = groups.get(i + 1).and_then(|g| g.first().copied()).map_or(u32::MAX, |r| r - 1);
        for span in side_by_side(grid, header) {
            out.push(Region { header: header.clone(), heads: heads.clone(), span, body: from..=to });
        }
    }
    (out, repeated)
}

/// More labels that might begin a table beside another are no forms but lists of data.
const BESIDE: usize = 24;

/// The spans of tables that stand beside each other under one row of headers; usually one.
fn side_by_side(grid: &Grid<'_>, header: &[u32]) -> Vec<std::ops::RangeInclusive<u32>> {
    let whole = vec![1..=u32::MAX];
    let Some(row) = header.last().and_then(|h| grid.row(*h)) else { return whole };
    let mut starts: Vec<u32> = Vec::new();
    let mut fields: Vec<(u32, u32, String)> = Vec::new();
    for &h in header {
        let Some(r) = grid.row(h) else { continue };
        for f in &r.fields {
            if f.last_row >= row.row || h == row.row {
                fields.push((f.at.column, f.last_column, fold_str(f.text.trim())));
            }
        }
    }
    fields.sort();
    let Some(first) = fields.first().cloned() else { return whole };
    for (i, f) in fields.iter().enumerate() {
        if i > 0 && f.2 == first.2 {
            starts.push(f.0);
        }
    }
    // Without a repeated first label a gap parts tables whose headers differ.
    if starts.is_empty() {
        for pair in fields.windows(2) {
            if pair[1].0 > pair[0].1 + 1 {
                starts.push(pair[1].0);
            }
        }
    }
    if starts.is_empty() {
        return whole;
    }
    let complete = |from: u32, to: u32| {
        let inside: Vec<&(u32, u32, String)> = fields.iter().filter(|f| f.0 >= from && f.0 < to).collect();
        let says = |wanted: &[Role]| {
            inside.iter().any(|f| {
                best_role(&header_scores(&f.2, &[])).is_some_and(|b| wanted.contains(&b.0) && b.1 >= 1.5)
            })
        };
        inside.len() >= 2 && says(&[Role::Question]) && says(&[Role::Status, Role::Comment])
    };
    if starts.len() > BESIDE {
        return whole;
    }
    let mut edges = vec![1];
    edges.extend(&starts);
    edges.push(u32::MAX);
    if edges.windows(2).all(|e| complete(e[0], e[1])) {
        edges.windows(2).map(|e| e[0]..=if e[1] == u32::MAX { u32::MAX } else { e[1] - 1 }).collect()
    } else {
        whole
    }
}

/// Where a sheet without recognised headers asks: rows whose texts sound like questions, and the
/// row of labels above them when there is one.
pub(crate) fn headerless(grid: &Grid<'_>) -> Option<Region> {
    let mut by_column: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let step = grid.rows.len().div_ceil(4000).max(1);
    for r in grid.rows.iter().step_by(step) {
        for f in r.fields.iter().take(FORM_FIELDS) {
            if f.text.chars().count() >= 8 && question_like(&f.text) >= 0.7 {
                by_column.entry(f.at.column).or_default().push(r.row);
            }
        }
    }
    let (column, rows) = by_column.into_iter().max_by_key(|(c, rows)| (rows.len(), std::cmp::Reverse(*c)))?;
    if rows.len() < 2 {
        return None;
    }
    let first = rows[0];
    let at = grid.position(first);
    let mut header = Vec::new();
    let mut from = first;
    for r in grid.rows[..at].iter().rev().take(3) {
        if from - r.row > 2 {
            break;
        }
        let labels = r.fields.iter().filter(|f| is_label(&f.text) && f.text.chars().count() <= 30).count();
        let numbers = r.fields.iter().any(|f| matches!(f.cell.value, Some(Value::Number(_))));
        if labels >= 2 && labels == r.fields.len() && !numbers && r.field(column).is_some() {
            header = vec![r.row];
            from = r.row + 1;
            break;
        }
        // A heading between the labels and the first question belongs to the body.
        from = r.row;
    }
    if header.is_empty() && from < first {
        let above = grid.position(first);
        from = grid.rows[..above].last().map_or(first, |r| if first - r.row <= 1 { r.row } else { first });
    }
    let heads = header.clone();
    Some(Region { header, heads, span: 1..=u32::MAX, body: from..=u32::MAX })
}
