//! The figures of one group of questions. A share of nothing is no figure, not zero.

use crate::calibration::{auroc, bins, brier, ece};
use crate::interval::Interval;
use crate::outcome::Outcome;
use kotae_answering::Decision;
use serde::Serialize;

/// What is measured of a group of questions. Names and meanings are those of the scorer that scripts
/// use; shares are 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figures {
    /// Questions.
    pub n: usize,
    /// Of them, those that the document answers.
    pub n_answerable: usize,
    /// Of them, those that it does not.
    pub n_none: usize,
    /// Of the answerable: first match acceptable.
    pub hit1: Option<f64>,
    /// Of the answerable: first match among the best.
    pub hit1_best: Option<f64>,
    /// Of the answerable: an acceptable match among the first five.
    pub hit5: Option<f64>,
    /// Of the answerable: mean of 1 / place of the first acceptable match.
    pub mrr: Option<f64>,
    /// Questions decided `answer`.
    pub auto_n: usize,
    /// Of them: first match right.
    pub auto_precision: Option<f64>,
    /// Of that share.
    pub auto_precision_interval: Option<Interval>,
    /// Of the answerable: decided `answer`.
    pub auto_coverage: Option<f64>,
    /// Of the unanswerable: decided `answer`.
    pub none_answered: Option<f64>,
    /// Of the unanswerable: not decided `answer`.
    pub none_not_answered: Option<f64>,
    /// Of the unanswerable: decided `none`.
    pub none_flagged: Option<f64>,
    /// Of the answerable: decided `none`.
    pub answerable_flagged_none: Option<f64>,
    /// When there are labelled statuses.
    #[serde(flatten)]
    pub status: Option<StatusFigures>,
    /// Expected calibration error over ten bins.
    pub ece: Option<f64>,
    /// Brier score.
    pub brier: Option<f64>,
    /// Of the confidence, answerable against unanswerable.
    pub auroc: Option<f64>,
}

/// What is measured of statuses.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct StatusFigures {
    /// Questions with a labelled status.
    pub status_n: usize,
    /// Share that is acceptable.
    pub status_ok: f64,
    /// How many are not.
    pub status_errors: usize,
    /// How many claim more than the document says.
    pub status_overclaims: usize,
}

fn share(part: usize, of: usize) -> Option<f64> {
    (of > 0).then(|| part as f64 / of as f64)
}

impl Figures {
    pub(crate) fn of(outcomes: &[&Outcome]) -> Self {
        let (answerable, none): (Vec<&Outcome>, Vec<&Outcome>) = outcomes.iter().partition(|o| o.answerable);
        let count =
            |group: &[&Outcome], what: &dyn Fn(&Outcome) -> bool| group.iter().filter(|o| what(o)).count();
        let of_answerable =
            |what: &dyn Fn(&Outcome) -> bool| share(count(&answerable, what), answerable.len());
        let of_none = |what: &dyn Fn(&Outcome) -> bool| share(count(&none, what), none.len());
        let reciprocal = |o: &&Outcome| o.rank.map_or(0.0, |rank| 1.0 / (rank + 1) as f64);
        let auto_n = count(outcomes, &Outcome::answered);
        let auto_right = count(outcomes, &|o| o.answered() && o.right());
        Self {
            n: outcomes.len(),
            n_answerable: answerable.len(),
            n_none: none.len(),
            hit1: of_answerable(&Outcome::right),
            hit1_best: of_answerable(&|o| o.first_is_best),
            hit5: of_answerable(&|o| o.rank.is_some_and(|rank| rank < 5)),
            mrr: (!answerable.is_empty())
                .then(|| answerable.iter().map(reciprocal).sum::<f64>() / answerable.len() as f64),
            auto_n,
            auto_precision: share(auto_right, auto_n),
            auto_precision_interval: Interval::of(auto_right, auto_n),
            auto_coverage: of_answerable(&Outcome::answered),
            none_answered: of_none(&Outcome::answered),
            none_not_answered: of_none(&|o| !o.answered()),
            none_flagged: of_none(&|o| o.decision == Decision::None),
            answerable_flagged_none: of_answerable(&|o| o.decision == Decision::None),
            status: StatusFigures::of(outcomes),
            ece: ece(&bins(outcomes)),
            brier: brier(outcomes),
            auroc: auroc(outcomes),
        }
    }
}

impl StatusFigures {
    fn of(outcomes: &[&Outcome]) -> Option<Self> {
        let labelled: Vec<_> = outcomes.iter().filter_map(|o| o.status).collect();
        let errors = labelled.iter().filter(|s| !s.right).count();
        Some(Self {
            status_n: labelled.len(),
            status_ok: share(labelled.len() - errors, labelled.len())?,
            status_errors: errors,
            status_overclaims: labelled.iter().filter(|s| s.over_claim).count(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Figures;
    use crate::outcome::{Outcome, StatusOutcome};
    use crate::records::Language;
    use kotae_answering::Decision::{self, Answer, None as Nothing, Review};

    fn outcome(answerable: bool, rank: Option<usize>, decision: Decision, confidence: f64) -> Outcome {
        Outcome {
            language: Language::Japanese,
            with_context: false,
            compound: false,
            answerable,
            rank,
            first_is_best: rank == Some(0),
            decision,
            confidence,
            status: None,
        }
    }

    fn near(got: Option<f64>, want: f64) {
        assert!(got.is_some_and(|got| (got - want).abs() < 1e-12), "{got:?}, wanted {want}");
    }

    #[test]
    fn figures_are_those_worked_out_by_hand() {
        let mut all = [
            outcome(true, Some(0), Answer, 0.9),
            outcome(true, Some(0), Answer, 0.8),
            outcome(true, Some(1), Answer, 0.6),
            outcome(true, Some(5), Review, 0.4),
            outcome(true, None, Nothing, 0.1),
            outcome(false, None, Nothing, 0.1),
            outcome(false, None, Review, 0.5),
            outcome(false, None, Answer, 0.7),
        ];
        all[0].status = Some(StatusOutcome { right: true, over_claim: false });
        all[7].status = Some(StatusOutcome { right: false, over_claim: true });
        all[6].status = Some(StatusOutcome { right: false, over_claim: false });
        let f = Figures::of(&all.iter().collect::<Vec<_>>());
        assert_eq!((f.n, f.n_answerable, f.n_none, f.auto_n), (8, 5, 3, 4));
        near(f.hit1, 0.4);
        near(f.hit1_best, 0.4);
        near(f.hit5, 0.6);
        near(f.mrr, (1.0 + 1.0 + 0.5 + 1.0 / 6.0) / 5.0);
        near(f.auto_precision, 0.5);
        near(f.auto_coverage, 0.6);
        near(f.none_answered, 1.0 / 3.0);
        near(f.none_not_answered, 2.0 / 3.0);
        near(f.none_flagged, 1.0 / 3.0);
        near(f.answerable_flagged_none, 0.2);
        // Bins: 0.1 twice, 0.4, 0.5, 0.6, 0.7 wrong; 0.8 and 0.9 right.
        near(f.ece, (0.2 + 0.4 + 0.5 + 0.6 + 0.7 + 0.2 + 0.1) / 8.0);
        near(f.brier, (0.01 + 0.04 + 0.36 + 0.16 + 0.01 + 0.01 + 0.25 + 0.49) / 8.0);
        // Pairs won by the answerable: 0.9 and 0.8 all three, 0.6 two, 0.4 one, 0.1 half of one.
        near(f.auroc, (3.0 + 3.0 + 2.0 + 1.0 + 0.5) / 15.0);
        let status = f.status.expect("statuses are labelled");
        assert_eq!((status.status_n, status.status_errors, status.status_overclaims), (3, 2, 1));
    }

    #[test]
    fn a_share_of_nothing_is_no_figure() {
        let none = outcome(false, None, Review, 1.0);
        let f = Figures::of(&[&none]);
        assert_eq!((f.hit1, f.mrr, f.auto_precision, f.auroc, f.status), (None, None, None, None, None));
        near(f.ece, 1.0);
        assert_eq!(Figures::of(&[]).ece, None);
    }
}
