//! The reliability diagram: how often the first match is right, by the confidence that was stated.

use super::svg::{Anchor, Plot, Svg, WIDTH};
use super::whom;
use crate::report::Report;

const HEIGHT: f64 = 668.0;
const PLOT: Plot = Plot { left: 84.0, top: 124.0, width: 600.0, height: 340.0, low: 0.0 };
/// The strip below that shows how many questions each tenth holds.
const STRIP_TOP: f64 = 490.0;
const STRIP_BOTTOM: f64 = 580.0;

/// The reliability diagram of all sets together.
#[must_use]
pub fn reliability(report: &Report) -> String {
    let all = &report.all;
    let figure = |value: Option<f64>| value.map_or("–".to_owned(), |v| format!("{v:.3}"));
    let (ece, brier) = (figure(all.figures.ece), figure(all.figures.brier));
    let mut description = format!(
        "確度の区間ごとに、先頭の候補が正しかった割合と 95 % 区間を示す図。対角線に近いほど確度が正直。ECE {ece}、Brier {brier}。\
         Share of questions whose first match is right, by stated confidence, with 95 % Wilson intervals; the diagonal is perfect calibration."
    );
    for bin in &all.bins {
        description.push_str(&format!(
            " {:.1}–{:.1}: {}/{} ({:.2}).",
            bin.from, bin.to, bin.right, bin.n, bin.share
        ));
    }
    let mut svg = Svg::new(HEIGHT, "信頼度図 / Reliability diagram", &description);
    svg.text("title", (28.0, 38.0), Anchor::Start, "確度と正答率 / Reliability of the confidence");
    svg.text("muted", (28.0, 62.0), Anchor::Start, &whom(report));
    svg.text("strong", (WIDTH - 36.0, 38.0), Anchor::End, &format!("ECE {ece}"));
    svg.text("muted", (WIDTH - 36.0, 62.0), Anchor::End, &format!("Brier {brier}"));

    PLOT.levels(&mut svg, 2);
    svg.text_up("strong", (30.0, PLOT.top + PLOT.height / 2.0), "正しかった割合");
    svg.text_up("muted small", (48.0, PLOT.top + PLOT.height / 2.0), "share that was right");
    svg.line("ideal", (PLOT.x(0.0), PLOT.y(0.0)), (PLOT.x(1.0), PLOT.y(1.0)));
    svg.line("axis", (PLOT.left, PLOT.bottom()), (PLOT.left + PLOT.width, PLOT.bottom()));
    key(&mut svg);
    for bin in &all.bins {
        let x = PLOT.x(bin.confidence);
        let (low, high) = (PLOT.y(bin.interval.low), PLOT.y(bin.interval.high));
        svg.line("interval", (x, low), (x, high));
        for end in [low, high] {
            svg.line("interval", (x - 5.0, end), (x + 5.0, end));
        }
        let says = format!("{}/{} = {:.3}, {:.3}", bin.right, bin.n, bin.share, bin.confidence);
        svg.dot("dot", (x, PLOT.y(bin.share)), 5.5, &says);
    }

    let most = all.bins.iter().map(|b| b.n).max().unwrap_or(1) as f64;
    // Room above the tallest bar for its number.
    let tallest = STRIP_BOTTOM - STRIP_TOP - 18.0;
    for bin in &all.bins {
        let height = (bin.n as f64 / most * tallest).max(1.0);
        let (x, width) = (PLOT.x(bin.from) + 4.0, PLOT.x(bin.to) - PLOT.x(bin.from) - 8.0);
        svg.rect("bar", (x, STRIP_BOTTOM - height), (width, height));
        svg.text("small", (x + width / 2.0, STRIP_BOTTOM - height - 5.0), Anchor::Middle, &bin.n.to_string());
    }
    let middle = f64::midpoint(STRIP_TOP, STRIP_BOTTOM);
    svg.text_up("strong", (30.0, middle), "質問数");
    svg.text_up("muted small", (48.0, middle), "questions");
    svg.line("axis", (PLOT.left, STRIP_BOTTOM), (PLOT.left + PLOT.width, STRIP_BOTTOM));
    PLOT.scale_below(&mut svg, STRIP_BOTTOM + 19.0);
    svg.text("strong", (PLOT.x(0.5), HEIGHT - 42.0), Anchor::Middle, "示した確度");
    svg.text("muted small", (PLOT.x(0.5), HEIGHT - 23.0), Anchor::Middle, "stated confidence");
    svg.finish()
}

/// What the marks mean, above the plot, where no mark can stand.
fn key(svg: &mut Svg) {
    let y = PLOT.top - 24.0;
    let x = PLOT.left;
    svg.line("interval", (x + 11.0, y - 9.0), (x + 11.0, y + 9.0));
    svg.dot("dot", (x + 11.0, y), 5.5, "");
    let share = "先頭の候補が正しい割合と 95 % 区間 / first match right, 95 % interval";
    svg.text("small", (x + 30.0, y + 4.0), Anchor::Start, share);
    let x = PLOT.left + PLOT.width - 170.0;
    svg.line("ideal", (x, y), (x + 24.0, y));
    svg.text("small", (x + 34.0, y + 4.0), Anchor::Start, "確度どおり / as stated");
}
