//! The little of SVG that our charts need: a canvas with a frame of axes, and elements by class.

use std::fmt::Write as _;

/// Width of every chart.
pub(crate) const WIDTH: f64 = 720.0;

/// Colours by class, for light pages and for dark ones. A chart paints its own ground, so that it is
/// readable wherever it is shown.
const STYLE: &str = "\
text{font-family:system-ui,-apple-system,'Segoe UI','Hiragino Sans','Yu Gothic UI','Noto Sans CJK JP','Noto Sans JP',sans-serif;font-size:13px;fill:#1f2933}
.title{font-size:18px;font-weight:600}
.muted{fill:#5b6770}
.small{font-size:12px}
.strong{font-weight:600}
.accent{fill:#0b5fb0}
.ground{fill:#ffffff}
.rim,.grid{fill:none;stroke:#e1e6ea}
.axis{stroke:#8a96a0}
.ideal{stroke:#8a96a0;stroke-dasharray:5 5}
.interval{stroke:#0b5fb0;stroke-width:1.5}
.line{fill:none;stroke:#0b5fb0;stroke-width:2;stroke-linejoin:round}
.dot{fill:#0b5fb0}
.band{fill:#0b5fb0;fill-opacity:.13}
.bar{fill:#b9cfe4}
.mark{fill:#c2410c}
.marked{stroke:#c2410c;stroke-width:2}
.halo{stroke:#ffffff;stroke-width:4px;stroke-linejoin:round;paint-order:stroke}
@media (prefers-color-scheme:dark){
text{fill:#e6eaee}
.muted{fill:#a3b0bb}
.accent{fill:#7cb8f2}
.ground{fill:#15191e}
.rim,.grid{stroke:#2c343c}
.axis,.ideal{stroke:#75828d}
.interval,.line{stroke:#7cb8f2}
.dot{fill:#7cb8f2}
.band{fill:#7cb8f2;fill-opacity:.18}
.bar{fill:#34516d}
.mark{fill:#fb923c}
.marked{stroke:#fb923c}
.halo{stroke:#15191e}
}
";

/// Where a text stands from its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// A chart being drawn.
pub(crate) struct Svg {
    text: String,
}

impl Svg {
    pub(crate) fn new(height: f64, title: &str, description: &str) -> Self {
        let mut svg = Self { text: String::new() };
        svg.put(format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w} {h}\" width=\"{w}\" height=\"{h}\" role=\"img\" aria-labelledby=\"title description\">\n\
             <title id=\"title\">{}</title>\n<desc id=\"description\">{}</desc>\n<style>{STYLE}</style>\n\
             <rect class=\"ground\" width=\"{w}\" height=\"{h}\" rx=\"8\"/>\n\
             <rect class=\"rim\" x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"8\"/>\n",
            escaped(title),
            escaped(description),
            at(WIDTH - 1.0),
            at(height - 1.0),
            w = at(WIDTH),
            h = at(height),
        ));
        svg
    }

    fn put(&mut self, what: std::fmt::Arguments<'_>) {
        self.text.write_fmt(what).expect("a String takes everything");
    }

    pub(crate) fn finish(mut self) -> String {
        self.text.push_str("</svg>\n");
        self.text
    }

    pub(crate) fn text(&mut self, class: &str, (x, y): (f64, f64), anchor: Anchor, text: &str) {
        let (x, y) = (at(x), at(y));
        self.put(format_args!(
            "<text class=\"{class}\" x=\"{x}\" y=\"{y}\" text-anchor=\"{}\">{}</text>\n",
            anchor.word(),
            escaped(text)
        ));
    }

    /// A text that runs upwards.
    pub(crate) fn text_up(&mut self, class: &str, (x, y): (f64, f64), text: &str) {
        let (x, y) = (at(x), at(y));
        self.put(format_args!(
            "<text class=\"{class}\" transform=\"translate({x} {y}) rotate(-90)\" text-anchor=\"middle\">{}</text>\n",
            escaped(text)
        ));
    }

    pub(crate) fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        self.put(format_args!(
            "<line class=\"{class}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>\n",
            at(x1),
            at(y1),
            at(x2),
            at(y2)
        ));
    }

    pub(crate) fn rect(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        self.put(format_args!(
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>\n",
            at(x),
            at(y),
            at(width),
            at(height)
        ));
    }

    /// A dot that tells what it stands for when pointed at.
    pub(crate) fn dot(&mut self, class: &str, (x, y): (f64, f64), radius: f64, says: &str) {
        self.put(format_args!(
            "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"{}\"><title>{}</title></circle>\n",
            at(x),
            at(y),
            at(radius),
            escaped(says)
        ));
    }

    pub(crate) fn open_line(&mut self, class: &str, points: &[(f64, f64)]) {
        let points = joined(points);
        self.put(format_args!("<polyline class=\"{class}\" points=\"{points}\"/>\n"));
    }

    pub(crate) fn area(&mut self, class: &str, points: &[(f64, f64)]) {
        let points = joined(points);
        self.put(format_args!("<polygon class=\"{class}\" points=\"{points}\"/>\n"));
    }
}

/// A rectangle of the chart with a scale from 0 to 1 across and from `low` to 1 upwards.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plot {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) low: f64,
}

impl Plot {
    pub(crate) fn x(&self, value: f64) -> f64 {
        self.left + value * self.width
    }

    pub(crate) fn y(&self, value: f64) -> f64 {
        let inside = value.clamp(self.low, 1.0);
        self.top + (1.0 - inside) / (1.0 - self.low) * self.height
    }

    pub(crate) fn bottom(&self) -> f64 {
        self.top + self.height
    }

    /// Grid lines and their numbers on the left, in tenths times `step`.
    pub(crate) fn levels(&self, svg: &mut Svg, step: u32) {
        for tenth in (0..=10_u32).filter(|t| t.is_multiple_of(step)) {
            let value = f64::from(tenth) / 10.0;
            if value + 1e-9 < self.low {
                continue;
            }
            let y = self.y(value);
            svg.line("grid", (self.left, y), (self.left + self.width, y));
            svg.text("muted small", (self.left - 10.0, y + 4.0), Anchor::End, &format!("{value:.1}"));
        }
    }

    /// Numbers below, at `y`.
    pub(crate) fn scale_below(&self, svg: &mut Svg, y: f64) {
        for tenth in 0..=10_u32 {
            let value = f64::from(tenth) / 10.0;
            svg.text("muted small", (self.x(value), y), Anchor::Middle, &format!("{value:.1}"));
        }
    }
}

/// A coordinate to a tenth of a point, without a trailing `.0`.
fn at(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

fn joined(points: &[(f64, f64)]) -> String {
    let mut out: Vec<String> = points.iter().map(|(x, y)| format!("{},{}", at(*x), at(*y))).collect();
    out.dedup();
    out.join(" ")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::{Anchor, Svg, at};

    #[test]
    fn text_cannot_become_markup() {
        let mut svg = Svg::new(10.0, "a<b", "\"&");
        svg.text("small", (1.0, 2.25), Anchor::End, "</text>");
        let got = svg.finish();
        assert!(
            got.contains("a&lt;b") && got.contains("&quot;&amp;") && got.contains(">&lt;/text&gt;</text>")
        );
    }

    #[test]
    fn coordinates_are_short() {
        assert_eq!([at(3.0), at(3.12), at(-0.5)], ["3", "3.1", "-0.5"]);
    }
}
