//! Data validations: reading them from a worksheet part (classic ones and those of the x14
//! extension, which may name other sheets), and turning them into rules once all sheets are read.

use crate::address::{CellRange, CellRef};
use crate::error::PartFault;
use crate::limits;
use crate::lists::Lists;
use crate::sheet::{Choice, Validation, ValidationKind};
use crate::warning::{Warning, WarningCode};
use crate::worksheet::parse_ranges;
use crate::xml::{Xml, attr};
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// A validation as it stands in the file.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct RawValidation {
    pub(crate) ranges: Vec<CellRange>,
    kind: String,
    operator: String,
    first: String,
    second: String,
    /// Choices that Excel 2016 and later write beside the formula when one of them holds a comma.
    quoted: Option<String>,
    prompt: Option<String>,
}

impl RawValidation {
    /// What the start tag says.
    pub(crate) fn start(e: &BytesStart<'_>) -> Result<Self, PartFault> {
        let text = |name| Ok::<_, PartFault>(attr(e, name)?.map(std::borrow::Cow::into_owned));
        Ok(Self {
            ranges: parse_ranges(&text("sqref")?.unwrap_or_default())?,
            kind: text("type")?.unwrap_or_default(),
            operator: text("operator")?.unwrap_or_default(),
            prompt: text("prompt")?.map(|p| crate::xml::unescape(&p).into_owned()).filter(|p| !p.is_empty()),
            ..Self::default()
        })
    }

    /// Bytes of text that it comes to, here and in what is made of it.
    pub(crate) fn text(&self) -> usize {
        let quoted = self.quoted.as_ref().map_or(0, String::len);
        let prompt = self.prompt.as_ref().map_or(0, String::len);
        3 * (self.first.len() + self.second.len() + quoted + prompt)
    }
}

/// Reads a validation whose start tag was the last event.
pub(crate) fn read_validation(
    xml: &mut Xml<'_>,
    mut validation: RawValidation,
) -> Result<RawValidation, PartFault> {
    let mut inside = 0;
    loop {
        match xml.next()? {
            Event::Start(e) => match e.local_name().as_ref() {
                "AlternateContent" | "Choice" | "Fallback" => inside += 1,
                "formula1" => validation.first = xml.text()?.trim().to_owned(),
                "formula2" => validation.second = xml.text()?.trim().to_owned(),
                "list" => validation.quoted = Some(xml.text()?),
                "sqref" => validation.ranges = parse_ranges(&xml.text()?)?,
                _ => xml.skip()?,
            },
            Event::End(_) if inside > 0 => inside -= 1,
            Event::End(_) => return Ok(validation),
            _ => {}
        }
    }
}

/// A list whose formula moves with the cell is resolved for each cell on its own, up to this many.
const MOVING_CELLS: u64 = 4_000;

/// Turns the validations of the sheet at place `home` into rules, in the order of the file; those
/// that are equal but for their ranges become one.
pub(crate) fn resolve(
    raw: Vec<RawValidation>,
    home: usize,
    lists: &mut Lists<'_>,
    warnings: &mut Vec<Warning>,
) -> Vec<Validation> {
    let mut rules = Rules { known: BTreeMap::new(), all: Vec::new(), choices: limits::RANGES };
    for validation in raw {
        let Some(corner) = validation.ranges.iter().map(|r| r.start).min() else { continue };
        // A formula is written as for the top-left cell of all its ranges taken together.
        let left = validation.ranges.iter().map(|r| r.start.column).min().unwrap_or(corner.column);
        let base = CellRef::new(corner.row, left);
        let prompt = validation.prompt.clone();
        let key = |shift: &str| {
            let RawValidation { kind, operator, first, second, quoted, prompt, .. } = &validation;
            format!("{kind}\0{operator}\0{first}\0{second}\0{quoted:?}\0{prompt:?}\0{shift}")
        };
        if validation.kind != "list" {
            rules.add(key(""), validation.ranges.clone(), prompt, || plain(&validation));
            continue;
        }
        let unreadable = || ValidationKind::UnreadableList(validation.first.clone());
        let mut missed = false;
        let mut list = |at| match choices(&validation, home, lists, base, at) {
            Some(choices) => ValidationKind::List(choices),
            None => {
                missed = true;
                unreadable()
            }
        };
        let count = validation.ranges.iter().map(CellRange::size).fold(0, u64::saturating_add);
        if count == 1 || !Lists::moves(&validation.first) {
            rules.add(key(""), validation.ranges.clone(), prompt, || list(base));
        } else if count <= MOVING_CELLS {
            for at in validation.ranges.iter().flat_map(CellRange::cells) {
                let kind = list(at);
                let shown = format!("{kind:?}");
                rules.add(key(&shown), vec![CellRange::new(at, at)], prompt.clone(), || kind);
            }
        } else {
            rules.add(key(""), validation.ranges.clone(), prompt, unreadable);
            missed = true;
        }
        if missed {
            let sheet = lists.sheet_name(home);
            warnings.push(WarningCode::UnreadableList.warning(Some(sheet), Some(base), &validation.first));
        }
    }
    rules.all
}

struct Rules {
    known: BTreeMap<String, usize>,
    all: Vec<Validation>,
    /// How many more choices may be kept.
    choices: u64,
}

impl Rules {
    fn add(
        &mut self,
        key: String,
        ranges: Vec<CellRange>,
        prompt: Option<String>,
        kind: impl FnOnce() -> ValidationKind,
    ) {
        if let Some(&known) = self.known.get(&key) {
            self.all[known].ranges.extend(ranges);
            return;
        }
        let mut kind = kind();
        if let ValidationKind::List(choices) = &kind {
            match self.choices.checked_sub(choices.len() as u64) {
                Some(left) => self.choices = left,
                None => kind = ValidationKind::UnreadableList(String::new()),
            }
        }
        self.known.insert(key, self.all.len());
        self.all.push(Validation { ranges, kind, prompt });
    }
}

fn plain(validation: &RawValidation) -> ValidationKind {
    if validation.kind != "textLength" {
        return ValidationKind::Other;
    }
    let first: Option<u32> = validation.first.parse().ok();
    let second: Option<u32> = validation.second.parse().ok();
    match (validation.operator.as_str(), first, second) {
        ("" | "between", Some(a), Some(b)) => ValidationKind::TextLength(Some(a), Some(b)),
        ("equal", Some(a), _) => ValidationKind::TextLength(Some(a), Some(a)),
        ("lessThan", Some(a), _) => ValidationKind::TextLength(None, Some(a.saturating_sub(1))),
        ("lessThanOrEqual", Some(a), _) => ValidationKind::TextLength(None, Some(a)),
        ("greaterThan", Some(a), _) => ValidationKind::TextLength(Some(a.saturating_add(1)), None),
        ("greaterThanOrEqual", Some(a), _) => ValidationKind::TextLength(Some(a), None),
        _ => ValidationKind::Other,
    }
}

fn choices(
    validation: &RawValidation,
    home: usize,
    lists: &mut Lists<'_>,
    base: CellRef,
    at: CellRef,
) -> Option<Vec<Choice>> {
    let texts = match &validation.quoted {
        Some(quoted) => quoted_choices(quoted),
        None => lists.choices(&validation.first, home, base, at)?,
    };
    Some(texts.into_iter().map(|text| Choice { text }).collect())
}

/// Choices separated by commas, each in quotes when it holds one: `"a,b",c`.
fn quoted_choices(text: &str) -> Vec<String> {
    let mut choices = Vec::new();
    let mut choice = String::new();
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                choice.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => choices.push(std::mem::take(&mut choice)),
            c => choice.push(c),
        }
    }
    choices.push(choice);
    choices.into_iter().map(|c| c.trim_matches(' ').to_owned()).filter(|c| !c.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::quoted_choices;

    #[test]
    fn choices_with_commas_stand_in_quotes() {
        assert_eq!(quoted_choices(r#""はい、ただし, 一部",いいえ"#), ["はい、ただし, 一部", "いいえ"]);
        assert_eq!(quoted_choices(r#""a""b",  c ,,"#), [r#"a"b"#, "c"]);
    }
}
