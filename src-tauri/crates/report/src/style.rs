//! Formats that the sheets share. Tints are pale enough for black text; a word always says the same.

use kotae_answering::Decision;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// A font that every Windows in Japan has; other systems put their own in its place.
const FONT: &str = "Yu Gothic";

pub(crate) struct Styles {
    pub(crate) title: Format,
    pub(crate) label: Format,
    pub(crate) value: Format,
    pub(crate) count: Format,
    pub(crate) head: Format,
    pub(crate) cell: Format,
    pub(crate) wrapped: Format,
    pub(crate) percent: Format,
    pub(crate) link: Format,
    decided: [Format; 3],
}

impl Styles {
    pub(crate) fn new() -> Self {
        let base = Format::new().set_font_name(FONT).set_font_size(10);
        let top = base.clone().set_align(FormatAlign::Top);
        let cell = top.clone().set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x00D0_D5DD));
        let decided = |rgb: u32| cell.clone().set_background_color(Color::RGB(rgb));
        Self {
            title: base.clone().set_bold().set_font_size(16),
            label: top.clone().set_bold(),
            value: top.clone().set_text_wrap().set_align(FormatAlign::Left),
            count: top.set_align(FormatAlign::Right).set_num_format("#,##0"),
            head: base
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(Color::RGB(0x0033_4155))
                .set_border(FormatBorder::Thin)
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter),
            wrapped: cell.clone().set_text_wrap(),
            percent: cell.clone().set_num_format("0%"),
            link: cell
                .clone()
                .set_font_color(Color::RGB(0x001D_4ED8))
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
            decided: [decided(0x00E6_F4EA), decided(0x00FF_F4CE), decided(0x00EC_EEF1)],
            cell,
        }
    }

    /// Behind what was decided.
    pub(crate) fn decided(&self, decision: Decision) -> &Format {
        match decision {
            Decision::Answer => &self.decided[0],
            Decision::Review => &self.decided[1],
            Decision::None => &self.decided[2],
        }
    }
}
