//! Heading rows and their levels: 「第1章」 over 「1.1」 over the questions.
//!
//! A level is told by how a heading is numbered or marked, where it starts and how it is coloured;
//! the same look again closes what was open at that level.

use crate::grid::Field;
use crate::phrases::is_id;
use kotae_text::fold_str;

/// How a heading looks.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Look {
    sign: String,
    column: u32,
    outline: u8,
    fill: Option<u32>,
}

impl Look {
    /// The same but for colour: sections are often coloured one by one.
    fn alike(&self, other: &Self) -> bool {
        self.sign == other.sign && self.column == other.column && self.outline == other.outline
    }
}

/// The kind of sign a heading begins with; for numbers, how deep they are.
fn sign(text: &str, number: &str) -> String {
    let number = fold_str(number);
    if is_id(&number) {
        let depth = number.split(['.', '-']).filter(|p| !p.is_empty()).count();
        return format!("n{depth}");
    }
    let t = fold_str(text);
    let t = t.trim();
    let mut chars = t.chars();
    let first = chars.next().unwrap_or(' ');
    if first == '第' {
        return chars
            .take(6)
            .find(|c| "章節部編項".contains(*c))
            .map_or_else(String::new, |c| format!("第{c}"));
    }
    if first.is_ascii_digit() {
        let head: String = t.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | '-')).collect();
        return format!("d{}", head.split(['.', '-']).filter(|p| !p.is_empty()).count());
    }
    if first.is_alphanumeric() {
        // Letters before a dot (A. Governance) are a series of their own.
        return if t.chars().nth(1) == Some('.') { "a".to_owned() } else { String::new() };
    }
    first.to_string()
}

/// The headings that are open.
#[derive(Debug, Default)]
pub(crate) struct Sections {
    open: Vec<(Look, String)>,
    /// Every look met so far and its level.
    known: Vec<(Look, usize)>,
    /// Has a question come since the last heading?
    used: bool,
}

impl Sections {
    /// Do two fields look like headings of one level?
    pub(crate) fn alike(a: &Field<'_>, b: &Field<'_>) -> bool {
        sign(&a.text, "") == sign(&b.text, "") && a.at.column == b.at.column && a.cell.bold == b.cell.bold
    }

    /// A heading begins.
    pub(crate) fn open(&mut self, text: &str, number: &str, field: &Field<'_>, outline: u8) {
        let look =
            Look { sign: sign(&field.text, number), column: field.at.column, outline, fill: field.cell.fill };
        let exact = self.known.iter().rev().find(|k| k.0 == look).map(|k| k.1);
        let alike = self.known.iter().rev().find(|k| k.0.alike(&look)).map(|k| k.1);
        let fresh = !self.used && !self.open.is_empty();
        let level = match (exact, alike) {
            (Some(level), _) => level,
            // Two headings one after the other, alike but for their colour: the second is inside the first.
            (None, Some(_)) if fresh => self.open.len(),
            (None, Some(level)) => level,
            (None, None) if fresh || self.open.is_empty() => self.open.len(),
            (None, None) => {
                let deeper = self.open.last().is_some_and(|(top, _)| {
                    look.column > top.column
                        || look.outline > top.outline
                        || (top.sign.starts_with('第') && !look.sign.starts_with('第'))
                });
                if deeper { self.open.len() } else { self.open.len() - 1 }
            }
        };
        let level = level.min(self.open.len());
        self.open.truncate(level);
        self.open.push((look.clone(), text.to_owned()));
        match self.known.iter_mut().find(|k| k.0 == look) {
            Some(k) => k.1 = level,
            None => self.known.push((look, level)),
        }
        self.used = false;
    }

    /// A question stands under what is open.
    pub(crate) fn used(&mut self) {
        self.used = true;
    }

    /// The open headings, outermost first.
    pub(crate) fn path(&self) -> Vec<String> {
        self.open.iter().map(|(_, t)| t.clone()).collect()
    }
}
