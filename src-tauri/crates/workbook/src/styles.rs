//! What the styles part says of a cell that matters for answering: is it locked, what colour is it,
//! is it bold, and does its number mean a date. Everything else of a style is left alone.

use crate::error::PartFault;
use crate::sheet::{Fit, TextFormat};
use crate::xml::{Xml, attr, flag, number};
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// What one cell format (an `xf`) says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Xf {
    pub(crate) locked: bool,
    pub(crate) fill: Option<u32>,
    pub(crate) bold: bool,
    pub(crate) date: bool,
    pub(crate) text: TextFormat,
}

impl Default for Xf {
    /// A cell without a style: locked, as Excel takes it.
    fn default() -> Self {
        Self { locked: true, fill: None, bold: false, date: false, text: TextFormat::default() }
    }
}

/// The cell formats of a workbook, by the number in a cell's `s`.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    xfs: Vec<Xf>,
}

impl Styles {
    /// The format with this number; the default format when there is none.
    pub(crate) fn get(&self, index: usize) -> Xf {
        self.xfs.get(index).copied().unwrap_or_default()
    }

    /// Reads a styles part. `theme` holds the theme's colours in the order in which a style counts
    /// them; see [`theme_colours`].
    pub(crate) fn read(xml: &mut Xml<'_>, theme: &[u32]) -> Result<Self, PartFault> {
        xml.root("styleSheet")?;
        let mut tables = Tables::default();
        loop {
            match xml.next()? {
                Event::Start(e) => match e.local_name().as_ref() {
                    "numFmts" => tables.number_formats(xml)?,
                    "fonts" => tables.fonts(xml)?,
                    "fills" => tables.fills(xml, theme)?,
                    "cellXfs" => tables.cell_formats(xml)?,
                    "colors" => tables.colours(xml)?,
                    _ => xml.skip()?,
                },
                Event::End(_) => break,
                _ => {}
            }
        }
        Ok(tables.styles())
    }
}

#[derive(Default)]
struct Tables {
    dates: BTreeMap<u32, bool>,
    fonts: Vec<Font>,
    fills: Vec<Option<Colour>>,
    /// A workbook may bring its own 64 indexed colours; it does so after the fills that use them.
    palette: Vec<u32>,
    formats: Vec<Format>,
}

#[derive(Clone, Copy, Default)]
struct Font {
    bold: bool,
    /// In tenths of a point; 0 where it says none.
    size: u16,
    high: bool,
}

struct Format {
    fit: Fit,
    number: u32,
    font: usize,
    fill: usize,
    locked: bool,
}

/// A colour as a style names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Colour {
    Rgb(u32),
    Indexed(usize),
}

impl Colour {
    /// 0xRRGGBB, with a workbook's own palette where it has one.
    pub(crate) fn rgb(self, palette: &[u32]) -> Option<u32> {
        match self {
            Self::Rgb(rgb) => Some(rgb),
            Self::Indexed(i) => palette.get(i).copied().or_else(|| indexed(i)),
        }
    }
}

impl Tables {
    fn styles(self) -> Styles {
        let colour = |c: &Colour| c.rgb(&self.palette);
        let font = |f: &Format| self.fonts.get(f.font).copied().unwrap_or_default();
        let xf = |f: &Format| Xf {
            locked: f.locked,
            fill: self.fills.get(f.fill).and_then(Option::as_ref).and_then(colour),
            bold: font(f).bold,
            text: TextFormat { fit: f.fit, size: font(f).size, high: font(f).high },
            date: self.dates.get(&f.number).copied().unwrap_or_else(|| built_in_date(f.number)),
        };
        Styles { xfs: self.formats.iter().map(xf).collect() }
    }

    fn number_formats(&mut self, xml: &mut Xml<'_>) -> Result<(), PartFault> {
        xml.each(|e| {
            let date = attr(e, "formatCode")?.is_some_and(|code| is_date_format(&code));
            if let Some(id) = number(e, "numFmtId")? {
                self.dates.insert(id, date);
            }
            Ok(())
        })
    }

    fn fonts(&mut self, xml: &mut Xml<'_>) -> Result<(), PartFault> {
        loop {
            match xml.next()? {
                Event::Start(_) => {
                    let mut font = Font::default();
                    xml.each(|e| {
                        match e.local_name().as_ref() {
                            "b" => font.bold = flag(e, "val")?.unwrap_or(true),
                            "sz" => font.size = tenths(number(e, "val")?.unwrap_or_default()),
                            "name" => font.high = attr(e, "val")?.is_some_and(|name| high(&name)),
                            _ => {}
                        }
                        Ok(())
                    })?;
                    self.fonts.push(font);
                }
                Event::End(_) => return Ok(()),
                _ => {}
            }
        }
    }

    fn fills(&mut self, xml: &mut Xml<'_>, theme: &[u32]) -> Result<(), PartFault> {
        loop {
            match xml.next()? {
                Event::Start(_) => {
                    let colour = fill(xml, theme)?;
                    self.fills.push(colour);
                }
                Event::End(_) => return Ok(()),
                _ => {}
            }
        }
    }

    fn cell_formats(&mut self, xml: &mut Xml<'_>) -> Result<(), PartFault> {
        loop {
            match xml.next()? {
                Event::Start(e) => {
                    let mut format = Format {
                        fit: Fit::OneLine,
                        number: number(&e, "numFmtId")?.unwrap_or_default(),
                        font: number(&e, "fontId")?.unwrap_or_default(),
                        fill: number(&e, "fillId")?.unwrap_or_default(),
                        locked: true,
                    };
                    xml.each(|e| {
                        match e.local_name().as_ref() {
                            "protection" => format.locked = flag(e, "locked")?.unwrap_or(true),
                            "alignment" => format.fit = fit(e)?,
                            _ => {}
                        }
                        Ok(())
                    })?;
                    self.formats.push(format);
                }
                Event::End(_) => return Ok(()),
                _ => {}
            }
        }
    }

    fn colours(&mut self, xml: &mut Xml<'_>) -> Result<(), PartFault> {
        loop {
            match xml.next()? {
                Event::Start(e) if e.local_name().as_ref() == "indexedColors" => {
                    xml.each(|e| {
                        self.palette.push(attr(e, "rgb")?.and_then(|v| rgb(&v)).unwrap_or_default());
                        Ok(())
                    })?;
                }
                Event::Start(_) => xml.skip()?,
                Event::End(_) => return Ok(()),
                _ => {}
            }
        }
    }
}

/// What an `alignment` does with a text wider than its cell. Justified and distributed texts wrap too.
fn fit(e: &BytesStart<'_>) -> Result<Fit, PartFault> {
    let mut wraps = flag(e, "wrapText")?.unwrap_or_default();
    for side in ["horizontal", "vertical"] {
        wraps |= attr(e, side)?.is_some_and(|a| a == "justify" || a == "distributed");
    }
    let shrinks = flag(e, "shrinkToFit")?.unwrap_or_default();
    Ok(if wraps {
        Fit::Wraps
    } else if shrinks {
        Fit::Shrinks
    } else {
        Fit::OneLine
    })
}

/// A size in points as tenths of one; 0 for what is none.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what Excel knows")]
pub(crate) fn tenths(points: f64) -> u16 {
    if points.is_finite() { (points * 10.0).round().clamp(0.0, 4090.0) as u16 } else { 0 }
}

/// Fonts whose lines are a third higher than those of others of the same size.
fn high(name: &str) -> bool {
    ["游ゴシック", "游明朝", "Yu Gothic", "Yu Mincho", "メイリオ", "Meiryo"]
        .iter()
        .any(|f| name.starts_with(f))
}

/// The colour of a solid fill; reads to the end of the `fill` element.
pub(crate) fn fill(xml: &mut Xml<'_>, theme: &[u32]) -> Result<Option<Colour>, PartFault> {
    let mut colour = None;
    loop {
        match xml.next()? {
            Event::Start(e) => {
                let solid = e.local_name().as_ref() == "patternFill"
                    && attr(&e, "patternType")?.is_some_and(|p| p == "solid");
                if !solid {
                    xml.skip()?;
                    continue;
                }
                xml.each(|e| {
                    if e.local_name().as_ref() == "fgColor" {
                        colour = read_colour(e, theme)?;
                    }
                    Ok(())
                })?;
            }
            Event::End(_) => return Ok(colour),
            _ => {}
        }
    }
}

/// The colour that an element's attributes name.
pub(crate) fn read_colour(e: &BytesStart<'_>, theme: &[u32]) -> Result<Option<Colour>, PartFault> {
    if let Some(text) = attr(e, "rgb")? {
        return Ok(rgb(&text).map(Colour::Rgb));
    }
    if let Some(index) = number::<usize>(e, "theme")? {
        let tint = number::<f64>(e, "tint")?.filter(|t| t.is_finite()).unwrap_or_default();
        return Ok(theme.get(index).map(|&c| Colour::Rgb(tinted(c, tint))));
    }
    Ok(number(e, "indexed")?.map(Colour::Indexed))
}

/// `FFRRGGBB` or `RRGGBB`.
pub(crate) fn rgb(text: &str) -> Option<u32> {
    let text = text.trim();
    let plain = matches!(text.len(), 6 | 8) && text.bytes().all(|b| b.is_ascii_hexdigit());
    if !plain {
        return None;
    }
    u32::from_str_radix(&text[text.len() - 6..], 16).ok()
}

/// The standard palette, numbers 0 to 63 (0 to 7 repeat as 8 to 15). 64 and above are the colours of
/// the system's windows: no colour outright.
fn indexed(index: usize) -> Option<u32> {
    const PALETTE: [u32; 56] = [
        0x00_0000, 0xFF_FFFF, 0xFF_0000, 0x00_FF00, 0x00_00FF, 0xFF_FF00, 0xFF_00FF, 0x00_FFFF, 0x80_0000,
        0x00_8000, 0x00_0080, 0x80_8000, 0x80_0080, 0x00_8080, 0xC0_C0C0, 0x80_8080, 0x99_99FF, 0x99_3366,
        0xFF_FFCC, 0xCC_FFFF, 0x66_0066, 0xFF_8080, 0x00_66CC, 0xCC_CCFF, 0x00_0080, 0xFF_00FF, 0xFF_FF00,
        0x00_FFFF, 0x80_0080, 0x80_0000, 0x00_8080, 0x00_00FF, 0x00_CCFF, 0xCC_FFFF, 0xCC_FFCC, 0xFF_FF99,
        0x99_CCFF, 0xFF_99CC, 0xCC_99FF, 0xFF_CC99, 0x33_66FF, 0x33_CCCC, 0x99_CC00, 0xFF_CC00, 0xFF_9900,
        0xFF_6600, 0x66_6699, 0x96_9696, 0x00_3366, 0x33_9966, 0x00_3300, 0x33_3300, 0x99_3300, 0x99_3366,
        0x33_3399, 0x33_3333,
    ];
    let index = if index < 8 { index } else { index - 8 };
    PALETTE.get(index).copied()
}

/// A colour made lighter (tint above 0) or darker (below), as Excel does: lightness in HLS is scaled,
/// hue and saturation stay.
fn tinted(rgb: u32, tint: f64) -> u32 {
    if tint == 0.0 {
        return rgb;
    }
    let [_, r, g, b] = rgb.to_be_bytes().map(|c| f64::from(c) / 255.0);
    let (max, min) = (r.max(g).max(b), r.min(g).min(b));
    let light = f64::midpoint(max, min);
    let new = if tint < 0.0 { light * (1.0 + tint) } else { light * (1.0 - tint) + tint };
    // With hue and saturation kept, each channel keeps its distance from the lightness, scaled by
    // the room that the new lightness leaves.
    let room = |l: f64| 1.0 - (2.0 * l - 1.0).abs();
    let scale = if room(light) > 0.0 { room(new) / room(light) } else { 0.0 };
    [r, g, b].iter().fold(0, |all, c| {
        let channel = ((c - light) * scale + new).clamp(0.0, 1.0) * 255.0;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=255")]
        let channel = channel.round() as u32;
        (all << 8) | channel
    })
}

/// The colours of a theme part in the order in which styles count them: light 1, dark 1, light 2,
/// dark 2, accents 1 to 6, hyperlink, followed hyperlink.
pub(crate) fn theme_colours(xml: &mut Xml<'_>) -> Result<Vec<u32>, PartFault> {
    xml.root("theme")?;
    let mut colours = Vec::new();
    let mut inside = 0;
    loop {
        match xml.next()? {
            Event::Start(e) => match e.local_name().as_ref() {
                "themeElements" | "clrScheme" => inside += 1,
                _ if inside < 2 => xml.skip()?,
                _ => {
                    let mut colour = 0;
                    xml.each(|e| {
                        let value = match e.local_name().as_ref() {
                            "srgbClr" => attr(e, "val")?,
                            _ => attr(e, "lastClr")?,
                        };
                        colour = value.and_then(|v| rgb(&v)).unwrap_or_default();
                        Ok(())
                    })?;
                    colours.push(colour);
                }
            },
            Event::End(_) if inside > 0 => inside -= 1,
            Event::End(_) => break,
            _ => {}
        }
    }
    // The part has dark 1 before light 1, and dark 2 before light 2.
    for pair in colours.chunks_exact_mut(2).take(2) {
        pair.swap(0, 1);
    }
    Ok(colours)
}

/// Built-in number formats that show dates or times, the East Asian ones included.
pub(crate) fn built_in_date(id: u32) -> bool {
    matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58)
}

/// Does a number format show a date or a time? Only its first section counts; quoted and escaped
/// characters, colours and locales in brackets do not, elapsed times in brackets do.
pub(crate) fn is_date_format(code: &str) -> bool {
    let lower = code.to_lowercase();
    let lower = lower.replace("general", "").replace("g/標準", "");
    let mut chars = lower.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            ';' => return false,
            '"' => {
                for quoted in chars.by_ref() {
                    if quoted == '"' {
                        break;
                    }
                }
            }
            '\\' | '_' | '*' => {
                chars.next();
            }
            '[' => {
                let inside: String = chars.by_ref().take_while(|&c| c != ']').collect();
                let elapsed = |unit: char| !inside.is_empty() && inside.chars().all(|c| c == unit);
                if ['h', 'm', 's'].into_iter().any(elapsed) {
                    return true;
                }
            }
            'y' | 'm' | 'd' | 'h' | 's' | 'g' => return true,
            // `e` is the year of an era, but in 0.00E+00 an exponent.
            'e' if !matches!(chars.peek(), Some('+' | '-')) => return true,
            'a' if chars.peek() == Some(&'a') => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{Fit, Styles, TextFormat, Xf, is_date_format, theme_colours, tinted};
    use crate::xml::Xml;

    #[test]
    fn number_formats_that_show_dates() {
        let dates = [
            "yyyy/mm/dd",
            "[$-411]ggge\"年\"m\"月\"d\"日\";@",
            "[$-F800]dddd, mmmm dd, yyyy",
            "h:mm AM/PM",
            "[h]:mm",
            "[mm]",
            "ge.m.d",
            "aaaa",
        ];
        for code in dates {
            assert!(is_date_format(code), "{code}");
        }
        let numbers = [
            "General",
            "G/標準",
            "0.00E+00",
            "#,##0;[Red]\\-#,##0",
            "0\"days\"",
            "[Red]0",
            "[$￥-411]#,##0",
            "_ * #,##0_ ",
            "@",
            "0;yyyy",
            "0.0\\s",
        ];
        for code in numbers {
            assert!(!is_date_format(code), "{code}");
        }
    }

    #[test]
    fn tints_scale_the_lightness() {
        // As Excel 365 shows "White, darker 15%", "Blue accent 1, lighter 80%" and "darker 25%".
        let cases = [
            (0xFF_FFFF, -0.149_998, 0xD9_D9D9),
            (0x44_72C4, 0.799_98, 0xDA_E3F3),
            (0x44_72C4, -0.249_977, 0x2F_5597),
        ];
        for (base, tint, want) in cases {
            let near = |shift: u32| {
                let channel = |c: u32| i64::from((c >> shift) & 0xFF);
                (channel(tinted(base, tint)) - channel(want)).abs() <= 1
            };
            assert!(near(0) && near(8) && near(16), "{:06X} is not {want:06X}", tinted(base, tint));
        }
    }

    #[test]
    fn a_format_says_lock_colour_weight_and_date() {
        let theme = "<a:theme xmlns:a='a'><a:themeElements><a:clrScheme name='Office'>\
            <a:dk1><a:sysClr val='windowText' lastClr='000000'/></a:dk1>\
            <a:lt1><a:sysClr val='window' lastClr='FFFFFF'/></a:lt1>\
            <a:dk2><a:srgbClr val='44546A'/></a:dk2><a:lt2><a:srgbClr val='E7E6E6'/></a:lt2>\
            <a:accent1><a:srgbClr val='4472C4'/></a:accent1></a:clrScheme>\
            <a:fontScheme name='x'><a:majorFont/></a:fontScheme></a:themeElements></a:theme>";
        let theme = theme_colours(&mut Xml::new(&mut theme.as_bytes())).expect("well-formed");
        assert_eq!(theme, [0xFF_FFFF, 0, 0xE7_E6E6, 0x44_546A, 0x44_72C4]);
        let styles = "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='yyyy/m/d'/></numFmts>\
            <fonts><font><sz val='11'/></font><font><b/></font><font><b val='0'/></font></fonts>\
            <fills><fill><patternFill patternType='none'/></fill>\
            <fill><patternFill patternType='solid'><fgColor rgb='FFFFF2CC'/><bgColor indexed='64'/></patternFill></fill>\
            <fill><patternFill patternType='solid'><fgColor theme='4'/></patternFill></fill>\
            <fill><patternFill patternType='solid'><fgColor indexed='22'/></patternFill></fill>\
            <fill><patternFill patternType='lightGray'><fgColor rgb='FF123456'/></patternFill></fill>\
            <fill><gradientFill><stop position='0'><color rgb='FF123456'/></stop></gradientFill></fill></fills>\
            <cellStyleXfs><xf fontId='1'/></cellStyleXfs>\
            <cellXfs><xf/><xf numFmtId='164' fontId='1' fillId='1'><protection locked='0'/></xf>\
            <xf numFmtId='14' fontId='2' fillId='2'/><xf fillId='3'><protection hidden='1'/></xf>\
            <xf fillId='4'/><xf fillId='5' fontId='99'/></cellXfs>\
            <dxfs><dxf><font><b/></font></dxf></dxfs></styleSheet>";
        let styles = Styles::read(&mut Xml::new(&mut styles.as_bytes()), &theme).expect("well-formed");
        let text = |fit, size| TextFormat { fit, size, high: false };
        let plain = Xf { text: text(Fit::OneLine, 0), ..Xf::default() };
        let usual = Xf { text: text(Fit::OneLine, 110), ..plain };
        let want = [
            usual,
            Xf { locked: false, fill: Some(0xFF_F2CC), bold: true, date: true, ..plain },
            Xf { fill: Some(0x44_72C4), date: true, ..plain },
            Xf { fill: Some(0xC0_C0C0), ..usual },
            usual,
            plain,
            Xf::default(),
        ];
        for (index, want) in want.into_iter().enumerate() {
            assert_eq!(styles.get(index), want, "format {index}");
        }
    }
}
