//! Before the export: every problem with its place. And the work at a glance.

use super::session::Session;
use super::shapes::{ControlTile, Gate, Overview, Problem, Severity, Spot, State, StateCount};
use crate::check::CheckProblem;
use crate::kotae::Kotae;
use crate::language::Lang;
use crate::leaks::{OTHER_CUSTOMER, carried, other_customer};
use crate::shown::{not_wrapped, raisable};
use crate::views::title;
use kotae_review::State as Stands;
use kotae_review::checks::{self, Claimed, between};
use kotae_standard::{Item, ItemId};
use kotae_workbook::CellRef;
use std::collections::BTreeMap;

impl Session {
    /// What stands between the work and its export.
    #[must_use]
    pub fn gate(&self, kotae: &Kotae, lang: Lang) -> Gate {
        let board = &self.board;
        let mut problems: Vec<Problem> = Vec::new();
        let (mut ready, mut unreviewed, mut named) = (0, 0, 0);
        let (mut low, mut low_unreviewed) = (0, 0);
        let mut claimed = Vec::new();
        for n in 0..board.questions.len() {
            let settled = board.entry(n).state.settled();
            let found = board.findings(kotae, n);
            let stops = || found.iter().filter(|f| f.severity == checks::Severity::Stop);
            if settled {
                ready += usize::from(stops().next().is_none());
                let only_names = stops().next().is_some() && stops().all(|f| f.code == OTHER_CUSTOMER);
                named += usize::from(only_names);
                problems.extend(found.iter().map(|f| board.problem(n, f, lang)));
                problems.extend(self.overwrites(n, lang));
                let hidden = self.too_low(n, lang);
                low += usize::from(hidden.is_some());
                problems.extend(hidden);
            } else {
                unreviewed += 1;
                low_unreviewed += usize::from(self.too_low(n, lang).is_some());
                problems.push(self.unconfirmed(n, lang));
                // What only warns of it matters where it is written all the same.
                let written = self.edits_for(n, true).is_ok_and(|edits| !edits.is_empty());
                let said = found.iter().map(|f| {
                    let unsettled = f.severity == checks::Severity::Warn;
                    Problem { unsettled, ..board.problem(n, f, lang) }
                });
                problems.extend(said.filter(|p| written || !p.unsettled));
            }
            let writing = board.writing(n);
            if let Some(claim) = writing.choice.as_deref().and_then(|c| board.claim(n, c))
                && board.entry(n).state != Stands::OutOfScope
            {
                let cited = board.entry(n).cited().iter().map(|q| q.id).collect();
                claimed.push(Claimed {
                    n,
                    label: format!("{} {}", board.questions[n].sheet, board.name(n)),
                    claim,
                    cited,
                });
            }
        }
        problems.extend(between(&claimed).iter().map(|(n, f)| board.problem(*n, f, lang)));
        problems.sort_by_key(|p| (p.n, p.severity));
        let mut of_file = self.carried(lang);
        let settled = (0..board.questions.len()).filter(|n| board.entry(*n).state.settled());
        let writing: Vec<(usize, String)> = settled.map(|n| (n, board.writing(n).text)).collect();
        let answers = writing.iter().filter_map(|(n, text)| {
            let q = &board.questions[*n];
            Some((q.sheet.as_str(), q.slot.comment?, text.as_str()))
        });
        of_file.extend(not_wrapped(&board.workbook, answers, lang).into_iter().map(|p| self.of_file(p)));
        of_file.sort_by_key(|p| p.severity);
        problems.extend(of_file);
        if !raisable(&board.workbook) {
            (low, low_unreviewed) = (0, 0);
        }
        let not_written = board.questions.len() - ready;
        Gate { problems, ready, unreviewed, not_written, named, low, low_unreviewed }
    }

    /// What the filled file would carry besides its answers, as `kotae check` says it, and names of
    /// other customers in answers that stay as they came.
    pub(super) fn carried(&self, lang: Lang) -> Vec<Problem> {
        let board = &self.board;
        let mut out: Vec<Problem> = match carried(&board.workbook, &board.questions, &board.others, lang) {
            Ok(found) => found.into_iter().map(|p| self.of_file(p)).collect(),
            Err(e) => vec![Problem {
                n: None,
                code: "not-looked-over".to_owned(),
                severity: Severity::Warn,
                unsettled: false,
                place: String::new(),
                spot: None,
                message: lang.of_engine(&e.to_string()),
            }],
        };
        for (n, q) in board.questions.iter().enumerate() {
            let replaced = board.entry(n).state.settled() && !board.writing(n).text.is_empty();
            let (Some(held), false) = (&q.existing_comment, replaced) else { continue };
            out.extend(board.others.named_in(held).map(|name| {
                self.of_file(CheckProblem {
                    code: OTHER_CUSTOMER.to_owned(),
                    severity: "stop",
                    sheet: Some(q.sheet.clone()),
                    cell: Some(q.slot.comment.unwrap_or(q.at).to_string()),
                    message: lang.of_engine(&other_customer(name)),
                })
            }));
        }
        out
    }

    fn of_file(&self, problem: CheckProblem) -> Problem {
        let CheckProblem { code, severity, sheet, cell, message } = problem;
        let place = [sheet.as_deref(), cell.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let index = self.board.workbook.sheets().iter().position(|s| Some(&s.name) == sheet.as_ref());
        let row = cell.as_deref().and_then(|c| c.parse::<CellRef>().ok()).map(|at| at.row);
        Problem {
            n: None,
            code,
            severity: if severity == "stop" { Severity::Stop } else { Severity::Warn },
            unsettled: false,
            place,
            spot: index.map(|sheet| Spot { sheet, row }),
            message,
        }
    }

    fn unconfirmed(&self, n: usize, lang: Lang) -> Problem {
        let state = self.board.entry(n).state;
        let message = match lang {
            Lang::Ja => format!("まだ確認されていません（{}）。このままでは書き込みません", state.japanese()),
            Lang::En => format!("nobody has confirmed it ({}); it will not be written", state.english()),
        };
        Problem {
            n: Some(n),
            code: "unconfirmed".to_owned(),
            severity: Severity::Warn,
            unsettled: false,
            place: self.board.place(n),
            spot: None,
            message,
        }
    }

    /// The row's height hides part of what would be written.
    fn too_low(&self, n: usize, lang: Lang) -> Option<Problem> {
        let board = &self.board;
        let at = board.questions[n].slot.comment?;
        let sheet = &board.workbook.sheets()[board.sheets[n]];
        sheet.too_low_for(at, &board.writing(n).text).then(|| Problem {
            n: Some(n),
            code: "row-too-low".to_owned(),
            severity: Severity::Warn,
            unsettled: false,
            place: board.place(n),
            spot: None,
            message: lang
                .pick(
                    "行の高さが足りず、回答の全文が表示されません",
                    "the row is too low to show the whole answer",
                )
                .to_owned(),
        })
    }

    /// A confirmed answer goes over what the customer's file held.
    fn overwrites(&self, n: usize, lang: Lang) -> Option<Problem> {
        let q = &self.board.questions[n];
        let writing = self.board.writing(n);
        let other = |held: &Option<String>, new: Option<&str>| {
            held.as_deref().zip(new).is_some_and(|(held, new)| held.trim() != new.trim() && !new.is_empty())
        };
        let over = other(&q.existing_status, writing.choice.as_deref())
            || other(&q.existing_comment, Some(writing.text.as_str()));
        over.then(|| Problem {
            n: Some(n),
            code: "overwrites".to_owned(),
            severity: Severity::Warn,
            unsettled: false,
            place: self.board.place(n),
            spot: None,
            message: lang
                .pick(
                    "お客様のファイルに記入済みの内容を書き換えます",
                    "what the customer's file holds here is replaced",
                )
                .to_owned(),
        })
    }

    /// The work at a glance.
    #[must_use]
    pub fn overview(&self, kotae: &Kotae) -> Overview {
        let board = &self.board;
        let entries = board.review.entries();
        let count = |state: State| entries.iter().filter(|e| State::from(e.state) == state).count();
        let mut certainty = vec![0; 6];
        for head in &board.heads {
            certainty[usize::from(super::board::steps(head.confidence))] += 1;
        }
        let mut cited: BTreeMap<ItemId, Vec<usize>> = BTreeMap::new();
        for (n, entry) in entries.iter().enumerate() {
            for quote in entry.cited() {
                let rows = cited.entry(quote.id).or_default();
                if rows.last() != Some(&n) {
                    rows.push(n);
                }
            }
        }
        let controls = kotae.standard.controls.iter().map(|c| {
            let id = ItemId::Control(c.id);
            ControlTile {
                id: c.id.to_string(),
                title: title(Item::Control(c), &kotae.annotations),
                status: kotae.annotations.status(id),
                blank: c.blank,
                cited: cited.remove(&id).unwrap_or_default(),
            }
        });
        Overview {
            controls: controls.collect(),
            states: State::ALL.iter().map(|s| StateCount { state: *s, count: count(*s) }).collect(),
            certainty,
            remaining_minutes: (!entries.is_empty())
                .then(|| entries.iter().map(|e| seconds(e.state)).sum::<u32>().div_ceil(60)),
        }
    }
}

/// A guess at how long a person needs for a row in this state: reading a candidate that is right
/// takes some twenty seconds, finding words for what the document does not state some minutes.
fn seconds(state: Stands) -> u32 {
    match state {
        Stands::Confirmed | Stands::OutOfScope => 0,
        Stands::Propagated => 8,
        Stands::Candidate => 20,
        Stands::Editing => 45,
        Stands::NeedsReview => 60,
        Stands::NotStated | Stands::Held => 120,
    }
}
