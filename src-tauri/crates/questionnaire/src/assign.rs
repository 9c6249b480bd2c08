//! Which column has which role: the one assignment with the highest total score.
//!
//! Takes columns with their scores, gives one role a column. Question, number, status, comment and
//! reference are given at most once; a group of mark columns stands in for the status.

use crate::columns::Seen;
use crate::vocab::Role;
use crate::weights::{
    BESIDE_QUESTION, COMMENT_AFTER_STATUS, COMMENT_BEFORE_STATUS, LEFT_FIRST, Look, MARK_GROUP,
};
use kotae_text::fold_str;

/// Columns that could be the question are tried in the order of their own scores, this many.
const QUESTION_CANDIDATES: usize = 6;

/// Roles that only one column can have, by bit.
const UNIQUE: [Role; 5] = [Role::Question, Role::Number, Role::Status, Role::Comment, Role::Reference];
const QUESTION_BIT: usize = 1;
const STATUS_BIT: usize = 4;
const STATES: usize = 1 << UNIQUE.len();

/// A role for each column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Assignment {
    /// In the order of the columns; `None` for a column without any.
    pub(crate) roles: Vec<Option<Role>>,
    /// Columns that take one mark, as positions; empty when there are none.
    pub(crate) marks: Vec<usize>,
    /// The total.
    pub(crate) score: f32,
    /// How much less the best assignment with another question column scores.
    pub(crate) margin: f32,
}

impl Assignment {
    /// The position of the column with a role.
    pub(crate) fn position(&self, role: Role) -> Option<usize> {
        self.roles.iter().position(|r| *r == Some(role))
    }

    /// The positions of the columns with a role, left to right.
    pub(crate) fn positions(&self, role: Role) -> Vec<usize> {
        (0..self.roles.len()).filter(|&i| self.roles[i] == Some(role)).collect()
    }
}

/// Runs of columns of which one takes a mark: はい | いいえ | 該当なし.
fn mark_groups(seen: &[Seen]) -> Vec<Vec<usize>> {
    let fits = |s: &Seen| {
        let parent: f32 = s.above.last().map_or(0.0, |p| {
            let w = crate::vocab::header_scores(p, &[]);
            w[Role::Status.index()].max(w[Role::Comment.index()])
        });
        let alien = s.words[Role::Previous.index()]
            .max(s.words[Role::Reviewer.index()])
            .max(s.words[Role::Example.index()]);
        let short = (1..=10).contains(&s.own.chars().count());
        let bare = s.own.chars().count() == 1 && fold_str(&s.own).chars().all(|c| c.is_ascii_alphanumeric());
        let other =
            Role::ALL.iter().filter(|r| **r != Role::Status).map(|r| s.words[r.index()]).fold(0.0, f32::max);
        // A lone letter or digit names a choice only below a header that asks for one.
        let named = s.choice_header && (!bare || parent >= 1.5);
        let under = short && parent >= 2.0 && other < 1.0 && s.words[Role::Status.index()] < 2.0;
        let usable = s.marks >= 0.8
            && s.look(Look::Formulas) < 0.2
            && alien < 3.0
            && s.look(Look::OlderYear) == 0.0
            && s.look(Look::Hidden) == 0.0;
        (named || under) && usable
    };
    let mut out: Vec<Vec<usize>> = Vec::new();
    for (i, s) in seen.iter().enumerate() {
        if !fits(s) {
            continue;
        }
        match out.last_mut() {
            Some(run)
                if run.last() == Some(&(i - 1))
                    && seen[i - 1].above == s.above
                    && run.iter().all(|&j| seen[j].own != s.own) =>
            {
                run.push(i);
            }
            _ => out.push(vec![i]),
        }
    }
    out.retain(|run| run.len() >= 2 && run.iter().any(|&i| seen[i].choice_header));
    out
}

/// What standing where it does adds to a role.
fn place(role: Role, mask: usize) -> f32 {
    let after = mask & QUESTION_BIT != 0;
    let beside = BESIDE_QUESTION.iter().find(|b| b.0 == role).map_or(0.0, |b| if after { b.2 } else { b.1 });
    let order = match role {
        Role::Comment if mask & STATUS_BIT != 0 => COMMENT_AFTER_STATUS,
        Role::Status if mask & (1 << 3) != 0 => COMMENT_BEFORE_STATUS,
        _ => 0.0,
    };
    beside + order
}

/// The best assignment with this question column and this group of marks.
fn best_with(seen: &[Seen], question: usize, marks: &[usize]) -> Assignment {
    const NO: f32 = f32::NEG_INFINITY;
    let mut table = vec![[NO; STATES]; seen.len() + 1];
    let mut back = vec![[(0usize, None::<Role>); STATES]; seen.len() + 1];
    table[0][0] = 0.0;
    for (i, s) in seen.iter().enumerate() {
        for mask in 0..STATES {
            let so_far = table[i][mask];
            if so_far == NO {
                continue;
            }
            let mut step = |to: usize, gain: f32, role: Option<Role>| {
                if so_far + gain > table[i + 1][to] {
                    table[i + 1][to] = so_far + gain;
                    back[i + 1][to] = (mask, role);
                }
            };
            if marks.contains(&i) {
                step(mask | STATUS_BIT, MARK_GROUP.1, None);
                continue;
            }
            if i == question {
                step(mask | QUESTION_BIT, s.score(Role::Question), Some(Role::Question));
                continue;
            }
            step(mask, 0.0, None);
            for role in Role::ALL {
                // A status must have something of its own to speak for it, not only its place.
                let no_status = role == Role::Status && (!marks.is_empty() || s.score(Role::Status) < 0.0);
                if role == Role::Question || no_status {
                    continue;
                }
                #[expect(clippy::cast_precision_loss, reason = "a sheet has few columns")]
                let gain = s.score(role) + place(role, mask)
                    - LEFT_FIRST * i.min(50) as f32 * f32::from(u8::from(UNIQUE.contains(&role)));
                match UNIQUE.iter().position(|u| *u == role) {
                    Some(bit) if mask & (1 << bit) != 0 => {}
                    Some(bit) => step(mask | (1 << bit), gain, Some(role)),
                    None => step(mask, gain, Some(role)),
                }
            }
        }
    }
    let last = &table[seen.len()];
    let mut mask = (0..STATES).max_by(|a, b| last[*a].total_cmp(&last[*b]).then(b.cmp(a))).unwrap_or(0);
    let score = last[mask] + if marks.is_empty() { 0.0 } else { MARK_GROUP.0 };
    let mut roles = vec![None; seen.len()];
    for i in (0..seen.len()).rev() {
        let (previous, role) = back[i + 1][mask];
        roles[i] = role;
        mask = previous;
    }
    Assignment { roles, marks: marks.to_vec(), score, margin: f32::INFINITY }
}

/// The best assignment; `None` without columns.
pub(crate) fn assign(seen: &[Seen]) -> Option<Assignment> {
    let mut candidates: Vec<usize> = (0..seen.len()).collect();
    candidates.sort_by(|a, b| {
        seen[*b].score(Role::Question).total_cmp(&seen[*a].score(Role::Question)).then(a.cmp(b))
    });
    candidates.truncate(QUESTION_CANDIDATES);
    let mut groups = mark_groups(seen);
    groups.push(Vec::new());
    let mut best: Vec<Assignment> = Vec::new();
    for q in candidates {
        let of_q = groups
            .iter()
            .filter(|g| !g.contains(&q))
            .map(|g| best_with(seen, q, g))
            .max_by(|a, b| a.score.total_cmp(&b.score));
        best.extend(of_q);
    }
    best.sort_by(|a, b| b.score.total_cmp(&a.score));
    let margin = match best.as_slice() {
        [a, b, ..] => a.score - b.score,
        _ => f32::INFINITY,
    };
    best.into_iter().next().map(|a| Assignment { margin, ..a })
}
