//! Before the export: every problem with its place. And the work at a glance.

use super::session::Session;
use super::shapes::{ControlTile, Gate, Overview, Problem, Severity, State, StateCount};
use crate::kotae::Kotae;
use crate::language::Lang;
use crate::views::title;
use kotae_review::State as Stands;
use kotae_review::checks::{self, Claimed, between};
use kotae_standard::{Item, ItemId};
use std::collections::BTreeMap;

impl Session {
    /// What stands between the work and its export.
    #[must_use]
    pub fn gate(&self, kotae: &Kotae, lang: Lang) -> Gate {
        let board = &self.board;
        let mut problems: Vec<Problem> = Vec::new();
        let (mut ready, mut unreviewed) = (0, 0);
        let mut claimed = Vec::new();
        for n in 0..board.questions.len() {
            let settled = board.entry(n).state.settled();
            let found = board.findings(kotae, n);
            let stopped = found.iter().any(|f| f.severity == checks::Severity::Stop);
            if settled {
                ready += usize::from(!stopped);
                problems.extend(found.iter().map(|f| board.problem(n, f, lang)));
                problems.extend(self.overwrites(n, lang));
            } else {
                unreviewed += 1;
                problems.push(self.unconfirmed(n, lang));
                let stops = found.iter().filter(|f| f.severity == checks::Severity::Stop);
                problems.extend(stops.map(|f| board.problem(n, f, lang)));
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
        Gate { problems, ready, unreviewed, not_written: board.questions.len() - ready }
    }

    fn unconfirmed(&self, n: usize, lang: Lang) -> Problem {
        let state = self.board.entry(n).state;
        let message = match lang {
            Lang::Ja => format!("まだ確認されていません（{}）。このままでは書き込みません", state.japanese()),
            Lang::En => "nobody has confirmed it; it will not be written".to_owned(),
        };
        Problem {
            n: Some(n),
            code: "unconfirmed".to_owned(),
            severity: Severity::Warn,
            place: self.board.place(n),
            message,
        }
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
            place: self.board.place(n),
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
