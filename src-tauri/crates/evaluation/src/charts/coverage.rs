//! The precision–coverage curve: how many answerable questions could be answered without a person at
//! which precision, were the confidence alone to decide; and what is decided in fact.

use super::svg::{Anchor, Plot, Svg};
use super::whom;
use crate::interval::Interval;
use crate::outcome::Outcome;
use crate::report::Report;

const HEIGHT: f64 = 578.0;

/// What answering everything from some confidence upwards would give.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Point {
    /// Share of the answerable questions that are answered.
    pub(crate) coverage: f64,
    /// Share of the answered, unanswerable ones among them, that are right.
    pub(crate) precision: f64,
    /// Of the precision.
    pub(crate) interval: Interval,
}

/// One point for every confidence that occurs, the highest first.
pub(crate) fn curve(outcomes: &[&Outcome]) -> Vec<Point> {
    let answerable = outcomes.iter().filter(|o| o.answerable).count();
    if answerable == 0 {
        return Vec::new();
    }
    let mut sorted = outcomes.to_vec();
    sorted.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    let (mut n, mut covered, mut right) = (0, 0, 0);
    sorted
        .chunk_by(|a, b| a.confidence == b.confidence)
        .filter_map(|tied| {
            n += tied.len();
            covered += tied.iter().filter(|o| o.answerable).count();
            right += tied.iter().filter(|o| o.right()).count();
            Some(Point {
                coverage: covered as f64 / answerable as f64,
                precision: right as f64 / n as f64,
                interval: Interval::of(right, n)?,
            })
        })
        .collect()
}

/// The precision–coverage curve of all sets together.
#[must_use]
pub fn precision_coverage(report: &Report) -> String {
    let figures = &report.all.figures;
    let decided = figures.auto_precision.zip(figures.auto_coverage).zip(figures.auto_precision_interval);
    let description = format!(
        "確度の高い順に回答したときの、回答できた割合（横）と正しかった割合（縦）。帯は 95 % 区間。{}\
         Precision against coverage when questions are answered by falling confidence, with 95 % Wilson intervals.",
        decided.map_or(String::new(), |((p, c), _)| format!(
            "判定「回答」は適合率 {p:.3}、カバー率 {c:.3}。Decided answer: precision {p:.3} at coverage {c:.3}. "
        ))
    );
    let mut svg = Svg::new(HEIGHT, "適合率とカバー率 / Precision and coverage", &description);
    svg.text("title", (28.0, 38.0), Anchor::Start, "適合率とカバー率 / Precision and coverage");
    svg.text("muted", (28.0, 62.0), Anchor::Start, &whom(report));

    let plot = Plot { left: 84.0, top: 124.0, width: 600.0, height: 360.0, low: lowest(report) };
    plot.levels(&mut svg, 1);
    let middle = plot.top + plot.height / 2.0;
    svg.text_up("strong", (30.0, middle), "適合率：回答したうち正しい割合");
    svg.text_up("muted small", (48.0, middle), "precision: share of the answered that is right");

    let upper = report.curve.iter().map(|p| (plot.x(p.coverage), plot.y(p.interval.high)));
    let lower = report.curve.iter().rev().map(|p| (plot.x(p.coverage), plot.y(p.interval.low)));
    svg.area("band", &upper.chain(lower).collect::<Vec<_>>());
    let line: Vec<_> = report.curve.iter().map(|p| (plot.x(p.coverage), plot.y(p.precision))).collect();
    svg.open_line("line", &line);
    if let Some(((precision, coverage), interval)) = decided {
        decision(&mut svg, &plot, precision, coverage, interval);
    }
    svg.line("axis", (plot.left, plot.bottom()), (plot.left + plot.width, plot.bottom()));
    plot.scale_below(&mut svg, plot.bottom() + 19.0);
    svg.text(
        "strong",
        (plot.x(0.5), HEIGHT - 42.0),
        Anchor::Middle,
        "カバー率：答えのある質問のうち回答した割合",
    );
    svg.text(
        "muted small",
        (plot.x(0.5), HEIGHT - 23.0),
        Anchor::Middle,
        "coverage: share of the answerable questions that are answered",
    );
    key(&mut svg, &plot);
    svg.finish()
}

/// Where the upward scale starts: a tenth below everything that the line shows, and never so high that
/// differences look larger than they are.
fn lowest(report: &Report) -> f64 {
    let least = report.curve.iter().map(|p| p.precision).fold(0.6, f64::min);
    ((least * 10.0).floor() / 10.0 - 0.1).max(0.0)
}

/// The point at which `answer` is decided, with its interval.
fn decision(svg: &mut Svg, plot: &Plot, precision: f64, coverage: f64, interval: Interval) {
    let (x, y) = (plot.x(coverage), plot.y(precision));
    let (low, high) = (plot.y(interval.low), plot.y(interval.high));
    svg.line("marked", (x, low), (x, high));
    for end in [low, high] {
        svg.line("marked", (x - 6.0, end), (x + 6.0, end));
    }
    svg.dot("mark", (x, y), 6.0, &format!("{precision:.3} / {coverage:.3}"));
    // Below the line, on the side with room.
    let (x, anchor) = if coverage > 0.5 { (x - 14.0, Anchor::End) } else { (x + 14.0, Anchor::Start) };
    let y = low.max(y) + 34.0;
    svg.text("strong mark halo", (x, y), anchor, "判定「回答」 / decided “answer”");
    let within = format!("適合率 / precision {precision:.3} ({:.3}–{:.3})", interval.low, interval.high);
    svg.text("small halo", (x, y + 20.0), anchor, &within);
    svg.text("small halo", (x, y + 38.0), anchor, &format!("カバー率 / coverage {coverage:.3}"));
}

/// What line and band mean, above the plot, where nothing is drawn.
fn key(svg: &mut Svg, plot: &Plot) {
    let (x, y) = (plot.left, plot.top - 24.0);
    svg.line("line", (x, y), (x + 24.0, y));
    svg.text("small", (x + 32.0, y + 4.0), Anchor::Start, "確度だけで決めた場合 / by confidence alone");
    let x = plot.left + 304.0;
    svg.rect("band", (x, y - 7.0), (24.0, 14.0));
    svg.text("small", (x + 32.0, y + 4.0), Anchor::Start, "95 % 区間 / interval");
    if plot.low > 0.0 {
        let start = format!("縦軸は {low:.1} から / from {low:.1}", low = plot.low);
        svg.text("muted small", (plot.left + plot.width, y + 4.0), Anchor::End, &start);
    }
}

#[cfg(test)]
mod tests {
    use super::curve;
    use crate::outcome::Outcome;
    use crate::records::Language;
    use kotae_answering::Decision;

    fn outcome(answerable: bool, right: bool, confidence: f64) -> Outcome {
        Outcome {
            language: Language::English,
            with_context: false,
            compound: false,
            answerable,
            rank: right.then_some(0),
            first_is_best: right,
            decision: Decision::Review,
            confidence,
            status: None,
        }
    }

    #[test]
    fn the_curve_takes_questions_by_falling_confidence_ties_at_once() {
        let all = [
            outcome(true, true, 0.5),
            outcome(false, false, 0.9),
            outcome(true, true, 0.9),
            outcome(true, false, 0.2),
            outcome(true, true, 0.5),
        ];
        let got: Vec<(f64, f64)> =
            curve(&all.iter().collect::<Vec<_>>()).iter().map(|p| (p.coverage, p.precision)).collect();
        assert_eq!(got, [(0.25, 0.5), (0.75, 0.75), (1.0, 0.6)]);
        assert!(curve(&[]).is_empty());
    }
}
