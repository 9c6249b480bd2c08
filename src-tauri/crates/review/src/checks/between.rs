//! Rows held against each other.

use super::Finding;
use kotae_standard::{ItemId, Status};
use std::collections::{BTreeMap, BTreeSet};

/// What a row says of what it cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// The row.
    pub n: usize,
    /// How people call it: `質問票 3-2`.
    pub label: String,
    /// What its choice claims.
    pub claim: Status,
    /// What it cites.
    pub cited: Vec<ItemId>,
}

/// Rows that cite one control, some saying that it is met and some that it is not.
#[must_use]
pub fn between(rows: &[Claimed]) -> Vec<(usize, Finding)> {
    let mut by_id: BTreeMap<ItemId, (Vec<&Claimed>, Vec<&Claimed>)> = BTreeMap::new();
    for row in rows {
        for id in row.cited.iter().copied().collect::<BTreeSet<_>>() {
            let (yes, no) = by_id.entry(id).or_default();
            match row.claim {
                Status::Full => yes.push(row),
                Status::No => no.push(row),
                _ => {}
            }
        }
    }
    let mut out = Vec::new();
    for (id, (yes, no)) in &by_id {
        for (these, others) in [(yes, no), (no, yes)] {
            let Some(other) = others.first() else { continue };
            for row in these {
                let label = &other.label;
                out.push((
                    row.n,
                    Finding::warn(
                        "one-source-two-answers",
                        format!(
                            "同じ {id} を引用した {label} と、対応・未対応の答えが逆です ({label} cites {id} too and says the opposite)"
                        ),
                    ),
                ));
            }
        }
    }
    out.sort_by_key(|(n, _)| *n);
    out
}

#[cfg(test)]
mod tests {
    use super::{Claimed, between};
    use kotae_standard::Status;

    #[test]
    fn one_control_cannot_be_met_and_not_met() {
        let row = |n: usize, claim, cited: &[&str]| Claimed {
            n,
            label: format!("行{n}"),
            claim,
            cited: cited.iter().map(|id| id.parse().expect("an id")).collect(),
        };
        let rows = [
            row(0, Status::Full, &["実1", "実1"]),
            row(1, Status::Partial, &["実1"]),
            row(2, Status::No, &["実1", "実2"]),
            row(3, Status::Full, &["実3"]),
        ];
        let found = between(&rows);
        assert_eq!(found.iter().map(|f| f.0).collect::<Vec<_>>(), [0, 2]);
        assert!(found[0].1.message.contains("行2"));
        assert!(between(&rows[..2]).is_empty());
    }
}
