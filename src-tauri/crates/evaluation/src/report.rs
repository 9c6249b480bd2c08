//! Sets, their strata and all of them together.

use crate::calibration::{Bin, bins};
use crate::charts::{Point, curve};
use crate::figures::Figures;
use crate::misses::{Miss, misses};
use crate::outcome::{Outcome, Reply};
use crate::records::{Language, Record, StatusLabel};
use serde::Serialize;

/// One set of labelled questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled {
    /// Shown to people: the file's name without its ending.
    pub name: String,
    /// Its questions.
    pub records: Vec<Record>,
    /// The status labelled for each, in the same order.
    pub labels: Vec<Option<StatusLabel>>,
}

/// Gives every labelled status to its questions. Of several labels of one question the last counts.
///
/// # Errors
/// The place in `statuses` of the first label that no question of any set has.
pub fn pair(sets: &mut [Labelled], statuses: &[StatusLabel]) -> Result<(), usize> {
    for set in &mut *sets {
        set.labels.resize(set.records.len(), None);
    }
    for (n, status) in statuses.iter().enumerate() {
        let mut found = false;
        for set in &mut *sets {
            for (record, label) in set.records.iter().zip(&mut set.labels) {
                if status.labels(record) {
                    *label = Some(status.clone());
                    found = true;
                }
            }
        }
        if !found {
            return Err(n);
        }
    }
    Ok(())
}

/// A part of the questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stratum {
    /// Asked in Japanese.
    Japanese,
    /// Asked in English.
    English,
    /// The document answers it.
    Answerable,
    /// It does not.
    Unanswerable,
    /// With a heading or category.
    WithContext,
    /// Without.
    WithoutContext,
    /// Labelled as asking several things at once.
    Compound,
    /// Not labelled so.
    Single,
}

impl Stratum {
    const ALL: [Self; 8] = [
        Self::Japanese,
        Self::English,
        Self::Answerable,
        Self::Unanswerable,
        Self::WithContext,
        Self::WithoutContext,
        Self::Compound,
        Self::Single,
    ];

    fn holds(self, o: &Outcome) -> bool {
        match self {
            Self::Japanese => o.language == Language::Japanese,
            Self::English => o.language == Language::English,
            Self::Answerable => o.answerable,
            Self::Unanswerable => !o.answerable,
            Self::WithContext => o.with_context,
            Self::WithoutContext => !o.with_context,
            Self::Compound => o.compound,
            Self::Single => !o.compound,
        }
    }
}

/// The figures of one stratum.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OfStratum {
    /// Which.
    pub stratum: Stratum,
    /// What was measured of it.
    #[serde(flatten)]
    pub figures: Figures,
}

/// What was measured of one set, or of all.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Measured {
    /// Its name; `all` for all sets together.
    pub name: String,
    /// Of the whole.
    #[serde(flatten)]
    pub figures: Figures,
    /// Of its parts; those without a question, and those that are the whole, are left out.
    pub strata: Vec<OfStratum>,
    /// How the confidence fares, in tenths.
    pub bins: Vec<Bin>,
}

impl Measured {
    fn of(name: &str, outcomes: &[&Outcome]) -> Self {
        let strata = Stratum::ALL.into_iter().filter_map(|stratum| {
            let part: Vec<&Outcome> = outcomes.iter().copied().filter(|o| stratum.holds(o)).collect();
            let proper = !part.is_empty() && part.len() < outcomes.len();
            proper.then(|| OfStratum { stratum, figures: Figures::of(&part) })
        });
        Self {
            name: name.to_owned(),
            figures: Figures::of(outcomes),
            strata: strata.collect(),
            bins: bins(outcomes),
        }
    }
}

/// Everything that was measured.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// One a set, in the order given.
    pub sets: Vec<Measured>,
    /// All questions together. Ids may repeat between sets; nothing is told apart by them here.
    pub all: Measured,
    /// Each question on which something went wrong, in the order of the sets.
    pub misses: Vec<Miss>,
    /// Precision and coverage at every threshold of the confidence.
    #[serde(skip)]
    pub(crate) curve: Vec<Point>,
}

/// Holds replies against labels: one list of replies a set, in the order of its records.
///
/// # Panics
/// When a set has more or fewer replies than records.
#[must_use]
pub fn measure(sets: &[Labelled], replies: &[Vec<Reply>]) -> Report {
    assert_eq!(sets.len(), replies.len(), "one list of replies a set");
    let mut all_misses = Vec::new();
    let mut outcomes: Vec<Vec<Outcome>> = Vec::new();
    for (set, replies) in sets.iter().zip(replies) {
        assert_eq!(set.records.len(), replies.len(), "one reply a record");
        let of_set: Vec<Outcome> = set
            .records
            .iter()
            .zip(&set.labels)
            .zip(replies)
            .map(|((record, label), reply)| Outcome::new(record, label.as_ref(), reply))
            .collect();
        all_misses.extend(misses(set, replies, &of_set));
        outcomes.push(of_set);
    }
    let all: Vec<&Outcome> = outcomes.iter().flatten().collect();
    Report {
        sets: sets
            .iter()
            .zip(&outcomes)
            .map(|(set, o)| Measured::of(&set.name, &o.iter().collect::<Vec<_>>()))
            .collect(),
        all: Measured::of("all", &all),
        misses: all_misses,
        curve: curve(&all),
    }
}

#[cfg(test)]
mod tests {
    use super::{Labelled, Stratum, measure, pair};
    use crate::misses::MissKind;
    use crate::outcome::Reply;
    use crate::records::{records, statuses};
    use kotae_answering::Decision;
    use kotae_standard::Status;

    fn set(name: &str, text: &str) -> Labelled {
        Labelled {
            name: name.into(),
            records: records(text.as_bytes()).expect("records"),
            labels: Vec::new(),
        }
    }

    fn reply(first: &str, decision: Decision, status: Status) -> Reply {
        let matches = vec![first.parse().expect("an id")];
        Reply { matches, decision, confidence: 0.75, status }
    }

    #[test]
    fn sets_with_the_same_ids_are_kept_apart() {
        let mut sets = [
            set("a", "{\"id\":\"1\",\"question\":\"鍵\",\"best\":[\"実13\"],\"ok\":[]}"),
            set("b", "{\"id\":\"1\",\"question\":\"Locks?\",\"best\":[\"設7\"],\"ok\":[\"実13\"]}"),
        ];
        let labels = "{\"id\":\"1\",\"best\":[\"設7\"],\"acceptable\":[\"partial\"],\"forbidden\":[]}";
        pair(&mut sets, &statuses(labels.as_bytes()).expect("a label")).expect("set b has it");
        assert_eq!((sets[0].labels[0].is_some(), sets[1].labels[0].is_some()), (false, true));
        let got = measure(
            &sets,
            &[
                vec![reply("実13", Decision::Answer, Status::Full)],
                vec![reply("実13", Decision::None, Status::Full)],
            ],
        );
        assert_eq!(got.sets[0].figures.hit1, Some(1.0));
        assert_eq!((got.sets[1].figures.hit1, got.sets[1].figures.hit1_best), (Some(1.0), Some(0.0)));
        assert_eq!((got.all.figures.n, got.all.figures.hit1_best), (2, Some(0.5)));
        let kinds = [MissKind::OverClaim, MissKind::FlaggedNone, MissKind::Status];
        assert_eq!((got.misses.len(), &got.misses[0].kinds[..]), (1, &kinds[..]));
        let strata: Vec<Stratum> = got.all.strata.iter().map(|s| s.stratum).collect();
        assert_eq!(strata, [Stratum::Japanese, Stratum::English]);
    }

    #[test]
    fn a_status_of_no_question_is_refused() {
        let mut sets = [set("a", "{\"id\":\"1\",\"question\":\"鍵\",\"best\":[\"実13\"],\"ok\":[]}")];
        for label in [
            "{\"id\":\"2\",\"acceptable\":[],\"forbidden\":[]}",
            "{\"id\":\"1\",\"best\":[\"設7\"],\"acceptable\":[],\"forbidden\":[]}",
        ] {
            assert!(pair(&mut sets, &statuses(label.as_bytes()).expect("a label")).is_err(), "{label}");
        }
    }
}
