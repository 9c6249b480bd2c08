//! All sheets of a workbook looked at together: legends, tables, and which sheets ask questions.

use crate::blocks;
use crate::choices::Choice;
use crate::grid::Grid;
use crate::header::{Candidate, candidates, headerless, regions};
use crate::legend::legend;
use crate::table::{Found, from_blocks, read};
use crate::weights::sheet as w;
use kotae_text::fold_str;
use kotae_workbook::{Sheet, SheetState};

/// Sheets with more rows than this are not read as forms of blocks.
const BLOCK_ROWS: usize = 20_000;

/// Rows of an instruction sheet that are searched for a legend.
const GUIDE_ROWS: usize = 500;

/// A sheet as it was looked at.
#[derive(Debug)]
pub(crate) struct Looked<'a> {
    /// The sheet, prepared.
    pub(crate) grid: Grid<'a>,
    /// Rows that may be headers.
    pub(crate) candidates: Vec<Candidate>,
    /// Tables that count.
    pub(crate) tables: Vec<Found>,
    /// Regions that were read and rejected.
    pub(crate) rejected: Vec<Found>,
    /// What speaks for and against the sheet.
    pub(crate) reasons: Vec<(String, f32)>,
    /// Is it a sheet of questions?
    pub(crate) questionnaire: bool,
}

/// The choices that an instruction sheet explains, for sheets that do not explain them themselves.
fn guide(grids: &[(Grid<'_>, Vec<Candidate>)]) -> Vec<Choice> {
    let mut best: Vec<Choice> = Vec::new();
    for (grid, candidates) in grids {
        if candidates.iter().any(|c| c.opens) {
            continue;
        }
        let found = legend(grid.rows.iter().take(GUIDE_ROWS));
        if found.len() > best.len() {
            best = found;
        }
    }
    best
}

/// What a sheet's name and state say.
fn standing(sheet: &Sheet) -> Vec<(String, f32)> {
    let name = fold_str(&sheet.name);
    let mut out: Vec<(String, f32)> = w::NAMES
        .iter()
        .filter(|(word, _)| names(&name, word))
        .map(|(word, s)| (format!("the sheet's name holds “{word}”"), *s))
        .collect();
    // One reason of the kind is enough: 「記入要領・記入例」.
    out.sort_by(|a, b| a.1.total_cmp(&b.1));
    out.truncate(1);
    if sheet.state != SheetState::Visible {
        out.push(("the sheet is hidden".to_owned(), w::HIDDEN));
    }
    out
}

/// Does a sheet's name hold the word? Latin words only as whole words: “Threshold” is not “old”.
fn names(name: &str, word: &str) -> bool {
    let latin = |c: char| c.is_ascii_alphanumeric();
    name.match_indices(word).any(|(i, _)| {
        !word.starts_with(latin) || !(name[..i].ends_with(latin) || name[i + word.len()..].starts_with(latin))
    })
}

/// Reads the tables of one sheet.
fn tables(grid: &Grid<'_>, candidates: &[Candidate], guide: &[Choice]) -> (Vec<Found>, Vec<Found>) {
    let (regions, _) = regions(grid, candidates);
    let (mut good, mut bad): (Vec<Found>, Vec<Found>) =
        regions.into_iter().filter_map(|r| read(grid, r, guide)).partition(|f| f.score() > 0.0);
    if good.is_empty()
        && let Some(found) = headerless(grid).and_then(|r| read(grid, r, guide))
    {
        if found.score() > 0.0 { good.push(found) } else { bad.push(found) }
    }
    // Labels beside every question may look like headers of tables with hardly a row.
    let rows: usize = good.iter().map(|f| f.table.rows.len()).sum();
    if rows * 4 < grid.rows.len()
        && grid.rows.len() <= BLOCK_ROWS
        && let Some(table) = blocks::read(grid)
        && table.rows.len() > rows
    {
        bad.append(&mut good);
        good.push(from_blocks(grid, table, guide));
    }
    (good, bad)
}

/// A workbook as it was looked at.
#[derive(Debug)]
pub(crate) struct Analysis<'a> {
    /// In the order of the tabs.
    pub(crate) sheets: Vec<Looked<'a>>,
    /// The choices that an instruction sheet explains; empty when none does.
    pub(crate) guide: Vec<Choice>,
}

/// Looks at all sheets. `forced` names sheets that a person called questionnaires.
pub(crate) fn analyse<'a>(sheets: &'a [Sheet], forced: &[String]) -> Analysis<'a> {
    let grids: Vec<(Grid<'a>, Vec<Candidate>)> = sheets
        .iter()
        .map(|s| {
            let grid = Grid::new(s);
            let candidates = candidates(&grid);
            (grid, candidates)
        })
        .collect();
    let guide = guide(&grids);
    let mut sheets: Vec<Looked<'a>> = grids
        .into_iter()
        .map(|(grid, candidates)| {
            let (tables, rejected) = tables(&grid, &candidates, &guide);
            let mut reasons = standing(grid.sheet);
            for t in &tables {
                let place = t.table.rows.first().map_or(0, |r| r.row);
                reasons.push((
                    format!("a table of {} questions from row {place}", t.table.rows.len()),
                    t.score() + w::ENOUGH,
                ));
            }
            let total: f32 = reasons.iter().map(|r| r.1).sum();
            let questionnaire =
                !tables.is_empty() && (total >= w::ENOUGH || forced.contains(&grid.sheet.name));
            Looked { grid, candidates, tables, rejected, reasons, questionnaire }
        })
        .collect();
    // A name speaks against a sheet only beside a better one.
    if sheets.iter().all(|l| !l.questionnaire) {
        for l in
            sheets.iter_mut().filter(|l| l.grid.sheet.state == SheetState::Visible && !l.tables.is_empty())
        {
            l.questionnaire = true;
            l.reasons.push(("no other sheet asks questions".to_owned(), 0.0));
        }
    }
    Analysis { sheets, guide }
}
