//! The columns of one table as they look: header texts, features of the cells, scores by role.
//!
//! Takes a grid, header rows, a span of columns and body rows; gives columns with scores. Which
//! column gets which role is decided together, in `assign`.

use crate::choices;
use crate::grid::{FORM_FIELDS, Field, Grid, GridRow};
use crate::phrases::{asks_for_text, is_id, is_reference, question_like};
use crate::signs::{boxes as boxes_in, is_choice, is_mark};
use crate::vocab::{ROLES, Role, Scores, header_scores, year};
use crate::weights::{COLUMN, Look};
use kotae_text::fold_str;
use kotae_workbook::{CellRef, Value};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// Rows looked at for the features of a column; more do not change what is seen.
const SAMPLE: usize = 240;

/// Words that name a level of importance, folded.
const LEVELS: &[&str] = &[
    "必須",
    "推奨",
    "任意",
    "高",
    "中",
    "低",
    "高い",
    "低い",
    "high",
    "medium",
    "low",
    "critical",
    "must",
    "should",
    "may",
    "mandatory",
    "optional",
    "recommended",
    "重要",
    "最重要",
    "s",
];

/// One table's place on a sheet.
#[derive(Debug, Clone)]
pub(crate) struct Region {
    /// Header rows, top to bottom.
    pub(crate) header: Vec<u32>,
    /// The first header row of every table on the sheet.
    pub(crate) heads: Vec<u32>,
    /// Columns that belong to it.
    pub(crate) span: RangeInclusive<u32>,
    /// First and last row that may hold questions.
    pub(crate) body: RangeInclusive<u32>,
}

/// A column as it looks.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    /// Counted from 1.
    pub(crate) column: u32,
    /// Its own header text.
    pub(crate) own: String,
    /// Header texts above it, top first.
    pub(crate) above: Vec<String>,
    /// What the header's words say.
    pub(crate) words: Scores,
    /// Features that are not 0.
    pub(crate) looks: Vec<(Look, f32)>,
    /// Words and features together.
    pub(crate) scores: Scores,
    /// Does its own header name an answer (はい, 未実施)?
    pub(crate) choice_header: bool,
    /// Share of texts that are marks or empty boxes; 1 when there are no texts.
    pub(crate) marks: f32,
}

impl Seen {
    /// The value of a feature.
    pub(crate) fn look(&self, look: Look) -> f32 {
        self.looks.iter().find(|l| l.0 == look).map_or(0.0, |l| l.1)
    }

    /// The score for a role.
    pub(crate) fn score(&self, role: Role) -> f32 {
        self.scores[role.index()]
    }

    /// All header texts in one, top first.
    pub(crate) fn header(&self) -> String {
        let mut parts: Vec<&str> = self.above.iter().map(String::as_str).collect();
        parts.push(&self.own);
        parts.retain(|p| !p.is_empty());
        parts.join(" ")
    }
}

/// The header text over a column in one header row: its own field or the merge that covers it.
fn covering<'r>(row: &'r GridRow<'_>, column: u32) -> Option<&'r Field<'r>> {
    let i = row.fields.partition_point(|f| f.at.column <= column);
    row.fields[..i].last().filter(|f| f.last_column >= column)
}

/// Own header and headers above, for a column.
pub(crate) fn headers(grid: &Grid<'_>, header: &[u32], column: u32) -> (String, Vec<String>) {
    let mut texts: Vec<String> = Vec::new();
    let mut until = 0;
    for (i, &row) in header.iter().enumerate() {
        let Some(r) = grid.row(row) else { continue };
        if let Some(f) = covering(r, column) {
            texts.push(f.text.trim().to_owned());
            until = until.max(f.last_row);
        } else if row > until && i + 1 < header.len() && r.merge(column).is_none() {
            // 「回答」 typed over the left of two unmerged columns holds for both when both have a header below.
            let below = header[i + 1..].iter().find_map(|&b| grid.row(b)?.field(column));
            let left = r.fields.iter().rev().find(|f| f.at.column < column && f.last_row == f.at.row);
            let left_below =
                left.and_then(|l| header[i + 1..].iter().find_map(|&b| grid.row(b)?.field(l.at.column)));
            if let (Some(_), Some(l), Some(_)) = (below, left, left_below) {
                texts.push(l.text.trim().to_owned());
            }
        }
    }
    let own = texts.pop().unwrap_or_default();
    (own, texts)
}

/// Rows of the body that look like rows of the table, at most [`SAMPLE`] of them.
fn sample<'g, 'a>(grid: &'g Grid<'a>, region: &Region, only: Option<&BTreeSet<u32>>) -> Vec<&'g GridRow<'a>> {
    let from = grid.position(*region.body.start());
    let to = grid.position(region.body.end().saturating_add(1));
    let inside = |f: &&Field<'_>| region.span.contains(&f.at.column);
    let rows: Vec<&GridRow<'a>> = grid.rows[from..to]
        .iter()
        .filter(|r| only.is_none_or(|o| o.contains(&r.row)))
        .filter(|r| {
            let n = r.fields.iter().filter(inside).count();
            n >= 2
                || (n == 1
                    && r.fields
                        .iter()
                        .filter(inside)
                        .any(|f| f.text.chars().count() >= 8 && f.last_column - f.at.column < 3))
        })
        .collect();
    let step = rows.len().div_ceil(SAMPLE).max(1);
    rows.into_iter().step_by(step).collect()
}

/// The columns in which something of the table stands.
fn logical(grid: &Grid<'_>, region: &Region, rows: &[&GridRow<'_>]) -> BTreeSet<u32> {
    let mut out: BTreeSet<u32> = BTreeSet::new();
    let mut wide: Vec<(u32, u32)> = Vec::new();
    for &h in &region.header {
        let Some(r) = grid.row(h) else { continue };
        for f in r.fields.iter().filter(|f| region.span.contains(&f.at.column)) {
            out.insert(f.at.column);
            if f.last_column > f.at.column && f.last_column - f.at.column <= 3 {
                wide.push((f.at.column, f.last_column));
            }
        }
    }
    let needed = (rows.len() / 40).max(1);
    let mut counts: std::collections::BTreeMap<u32, usize> = std::collections::BTreeMap::new();
    for r in rows {
        for f in r.fields.iter().filter(|f| region.span.contains(&f.at.column)) {
            *counts.entry(f.at.column).or_default() += 1;
        }
    }
    out.extend(counts.iter().filter(|(_, n)| **n >= needed).map(|(c, _)| *c));
    let probe: Vec<&&GridRow<'_>> = rows.iter().step_by((rows.len() / 12).max(1)).collect();
    let first = out.first().copied().unwrap_or(1);
    let last = out.last().copied().unwrap_or(1);
    for &c in grid.columns.range(first..=last.saturating_add(4).min(*region.span.end()).max(first)) {
        if !region.span.contains(&c) || out.contains(&c) {
            continue;
        }
        let free = |r: &&&&GridRow<'_>| r.merge(c).is_none_or(|m| m.start.column == c);
        let rules = probe.iter().filter(free).filter(|r| grid.has_list(CellRef::new(r.row, c))).count();
        // The right half of a header over two columns, where the cells below are not merged.
        let under = wide.iter().any(|(a, b)| (*a + 1..=*b).contains(&c));
        let apart = probe
            .iter()
            .filter(free)
            .filter(|r| grid.sheet.cells.contains_key(&CellRef::new(r.row, c)))
            .count();
        // Without a header a bordered or coloured empty cell is all there is to see of an answer.
        let bare = region.header.is_empty() && apart * 2 > probe.len();
        if rules * 2 > probe.len() || (under && apart * 2 > probe.len()) || bare {
            out.insert(c);
        }
    }
    out
}

fn is_grey(rgb: u32) -> bool {
    let [_, r, g, b] = rgb.to_be_bytes();
    r.abs_diff(g) <= 6 && g.abs_diff(b) <= 6 && (0x60..=0xE0).contains(&r)
}

fn is_light_colour(rgb: u32) -> bool {
    let [_, r, g, b] = rgb.to_be_bytes();
    let bright = u32::from(r) + u32::from(g) + u32::from(b) >= 540;
    bright && !is_grey(rgb) && rgb != 0x00FF_FFFF
}

fn share(n: usize, of: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "counts of sampled rows are small")]
    if of == 0 { 0.0 } else { n as f32 / of as f32 }
}

/// Features of the cells of one column.
fn cell_looks(grid: &Grid<'_>, rows: &[&GridRow<'_>], column: u32) -> (Vec<(Look, f32)>, f32) {
    let total = rows.len();
    let mut texts: BTreeSet<&str> = BTreeSet::new();
    let (
        mut filled,
        mut long,
        mut ids,
        mut cites,
        mut choice,
        mut short,
        mut levels,
        mut latin,
        mut boxes,
        mut marks,
    ) = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    let (mut formulas, mut numbers, mut dates, mut repeats, mut merged, mut inherited) = (0, 0, 0, 0, 0, 0);
    let (
        mut dropdown,
        mut level_dropdown,
        mut length,
        mut unlocked,
        mut locked,
        mut input,
        mut grey,
        mut own_cells,
    ) = (0, 0, 0, 0, 0, 0, 0, 0);
    let mut asks = 0.0;
    let mut seen_any = false;
    for r in rows {
        let at = CellRef::new(r.row, column);
        let merge = r.merge(column);
        let covered = merge.is_some_and(|m| m.start != at);
        if merge.is_some_and(|m| m.end.row > m.start.row && m.start.column == column) {
            merged += 1;
        }
        if let Some(f) = r.field(column) {
            let t = f.text.trim();
            filled += 1;
            let n = t.chars().count();
            long += usize::from(n >= 10);
            short += usize::from(n <= 12);
            ids += usize::from(is_id(t));
            cites += usize::from(is_reference(t));
            choice += usize::from(is_choice(t));
            marks += usize::from(is_mark(t));
            boxes += usize::from(boxes_in(t) >= 2);
            levels += usize::from(LEVELS.contains(&fold_str(t).as_str()));
            latin += usize::from(n >= 8 && t.chars().all(|c| !is_japanese(c)));
            asks += question_like(t);
            repeats += usize::from(!texts.insert(t));
            formulas += usize::from(f.cell.formula);
            match &f.cell.value {
                Some(Value::Number(_)) => numbers += 1,
                Some(Value::DateTime(_)) => dates += 1,
                _ => {}
            }
            seen_any = true;
        } else {
            // Under a merge, or blank below a value: what stands above holds on.
            repeats += usize::from(seen_any);
            inherited += usize::from(
                covered && merge.is_some_and(|m| m.start.column == column && m.start.row < r.row),
            );
            if grid.sheet.cells.get(&at).is_some_and(|c| c.formula) {
                formulas += 1;
            }
        }
        if covered {
            continue;
        }
        own_cells += 1;
        if let Some(list) = grid.list_at(at) {
            dropdown += 1;
            let level = list.iter().filter(|c| LEVELS.contains(&fold_str(c).as_str())).count();
            level_dropdown += usize::from(level * 2 > list.len());
        } else if grid.has_list(at) {
            dropdown += 1;
        }
        length += usize::from(
            grid.rules_at(at).any(|v| matches!(v.kind, kotae_workbook::ValidationKind::TextLength(..))),
        );
        if grid.sheet.protected {
            if grid.open(at) { unlocked += 1 } else { locked += 1 }
        }
        if r.field(column).is_none()
            && let Some(fill) = grid.fill(at)
        {
            input += usize::from(is_light_colour(fill));
            grey += usize::from(is_grey(fill));
        }
    }
    let inherits = if filled * 20 > total && filled > 0 { share(repeats, total) } else { 0.0 };
    // A value merged over several rows stands in all of them.
    let held = share(filled + inherited, total);
    let looks = vec![
        (Look::Bias, 1.0),
        (Look::Filled, held),
        (Look::Empty, 1.0 - held),
        (Look::Long, share(long, filled)),
        (Look::Asks, if filled == 0 { 0.0 } else { asks / share(filled, 1) }),
        (Look::Distinct, if filled >= 3 { share(texts.len(), total) } else { 0.0 }),
        (Look::Ids, share(ids, filled)),
        (Look::Cites, share(cites, filled)),
        (Look::ChoiceValues, share(choice, filled)),
        (Look::Dropdown, share(dropdown, own_cells)),
        (Look::LevelDropdown, share(level_dropdown, own_cells)),
        (Look::LengthRule, share(length, own_cells)),
        (Look::Unlocked, share(unlocked, own_cells)),
        (Look::Locked, share(locked, own_cells)),
        (Look::InputColour, share(input, own_cells)),
        (Look::Grey, share(grey, own_cells)),
        (Look::Repeats, inherits),
        (Look::Merged, share(merged, total)),
        (Look::Short, share(short, filled)),
        (Look::Formulas, share(formulas, total)),
        (Look::Numbers, share(numbers, filled)),
        (Look::Dates, share(dates, filled)),
        (Look::Boxes, share(boxes, filled)),
        (Look::LevelValues, share(levels, filled)),
        (Look::Translation, share(latin, filled)),
    ];
    (looks, if filled == 0 { 1.0 } else { share(marks, filled) })
}

fn is_japanese(c: char) -> bool {
    ('\u{3040}'..='\u{30FF}').contains(&c)
        || ('\u{3400}'..='\u{9FFF}').contains(&c)
        || ('\u{FF66}'..='\u{FF9D}').contains(&c)
}

/// The columns of a region, left to right, judged by all rows that look like rows of a table or by
/// `only` these.
pub(crate) fn see(
    grid: &Grid<'_>,
    region: &Region,
    legend_known: bool,
    only: Option<&BTreeSet<u32>>,
) -> Vec<Seen> {
    let rows = sample(grid, region, only);
    let mut seen: Vec<Seen> = Vec::new();
    for column in logical(grid, region, &rows).into_iter().take(FORM_FIELDS) {
        let (own, above) = headers(grid, &region.header, column);
        let parents: Vec<&str> = above.iter().map(String::as_str).collect();
        let words = header_scores(&own, &parents);
        let (mut looks, marks) = cell_looks(grid, &rows, column);
        let flag = |on: bool| if on { 1.0 } else { 0.0 };
        let width = grid.width(column);
        looks.push((Look::Hidden, flag(grid.sheet.column_hidden(column))));
        looks.push((Look::NoHeader, flag(own.is_empty())));
        looks.push((Look::HeaderChoices, flag(choices::in_text(&own).len() >= 2)));
        looks.push((Look::Wide, flag(width.is_some_and(|w| w >= 25.0))));
        looks.push((Look::Narrow, flag(width.is_some_and(|w| w <= 12.0))));
        looks.push((Look::LegendKnown, flag(legend_known)));
        let choice_header =
            !own.is_empty() && is_choice(own.split(['(', '（', '\n']).next().unwrap_or_default().trim());
        seen.push(Seen { column, own, above, words, looks, scores: [0.0; ROLES], choice_header, marks });
    }
    mark_years(&mut seen);
    mark_what_is_asked(&mut seen, &rows);
    settle_translation(&mut seen);
    for s in &mut seen {
        s.looks.retain(|l| l.1 > 0.0);
        s.scores = s.words;
        for (look, value) in &s.looks {
            if let Some((_, w)) = COLUMN.iter().find(|(l, _)| l == look) {
                for (score, weight) in s.scores.iter_mut().zip(w) {
                    *score += weight * value;
                }
            }
        }
    }
    seen
}

/// Questions that want a description leave no use for a choice where none is offered; questions
/// that name their choices want one.
fn mark_what_is_asked(seen: &mut [Seen], rows: &[&GridRow<'_>]) {
    let asks = |s: &Seen| s.looks.iter().find(|l| l.0 == Look::Asks).map_or(0.0, |l| l.1);
    let Some(column) = seen
        .iter()
        .max_by(|a, b| asks(a).total_cmp(&asks(b)).then(b.column.cmp(&a.column)))
        .map(|s| s.column)
    else {
        return;
    };
    let texts: Vec<&str> = rows.iter().map(|r| r.text(column)).filter(|t| !t.is_empty()).collect();
    let wanted = share(texts.iter().filter(|t| asks_for_text(t)).count(), texts.len());
    let named = share(texts.iter().filter(|t| choices::in_brackets(t).len() >= 2).count(), texts.len());
    for s in seen.iter_mut() {
        if s.column != column {
            s.looks.push((Look::AskedChoices, named));
        }
        let offered = s
            .looks
            .iter()
            .any(|l| matches!(l.0, Look::Dropdown | Look::HeaderChoices | Look::Boxes) && l.1 > 0.0);
        if !offered {
            s.looks.push((Look::AsksForText, wanted));
        }
    }
}

/// Of several years in the headers, the latest is the one to fill in.
fn mark_years(seen: &mut [Seen]) {
    let years: Vec<Option<u32>> =
        seen.iter().map(|s| year(&s.own).or_else(|| s.above.iter().find_map(|a| year(a)))).collect();
    let Some(latest) = years.iter().flatten().max().copied() else { return };
    let several = years.iter().flatten().any(|y| *y < latest);
    for (s, y) in seen.iter_mut().zip(years) {
        match y {
            Some(y) if y < latest => s.looks.push((Look::OlderYear, 1.0)),
            Some(_) if several => s.looks.push((Look::LatestYear, 1.0)),
            _ => {}
        }
    }
}

/// A Latin column is a translation only where a Japanese column asks the same.
fn settle_translation(seen: &mut [Seen]) {
    let japanese = seen.iter().any(|s| {
        s.looks.iter().any(|l| l.0 == Look::Translation && l.1 < 0.3)
            && s.looks.iter().any(|l| l.0 == Look::Asks && l.1 > 0.5)
            && s.looks.iter().any(|l| l.0 == Look::Filled && l.1 > 0.6)
    });
    if !japanese {
        for s in seen {
            s.looks.retain(|l| l.0 != Look::Translation);
        }
    }
}
