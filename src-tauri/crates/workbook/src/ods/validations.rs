//! Rules on what may be entered, in OpenDocument's own formula language.

use super::read::{Uses, paragraph};
use crate::address::{CellRange, CellRef};
use crate::error::PartFault;
use crate::limits;
use crate::sheet::{Choice, Sheet, Validation, ValidationKind};
use crate::warning::{Warning, WarningCode};
use crate::xml::Xml;
use quick_xml::events::Event;
use std::collections::BTreeMap;

/// Longer lists are no dropdown a person chooses from.
const MOST_CHOICES: u64 = 10_000;

/// One rule as it stands in the file.
#[derive(Debug, Clone, Default)]
pub(super) struct Rule {
    condition: String,
    /// The sheet of the cell that the rule was written for.
    home: String,
    prompt: Option<String>,
}

/// Reads what stands inside a rule whose start was the last event.
pub(super) fn rule(xml: &mut Xml<'_>, condition: String, base: &str) -> Result<Rule, PartFault> {
    let home = sheet_of(base).map(|(sheet, _)| sheet).unwrap_or_default();
    let mut rule = Rule { condition, home, prompt: None };
    let mut help = false;
    let mut open = 1usize;
    while open > 0 {
        match xml.next()? {
            Event::Start(e) => match e.local_name().as_ref() {
                "p" if help => {
                    drop(e);
                    let text = rule.prompt.get_or_insert_default();
                    if !text.is_empty() {
                        text.push('\n');
                    }
                    paragraph(xml, text)?;
                }
                name => {
                    help |= name == "help-message";
                    open += 1;
                }
            },
            Event::End(e) => {
                help &= e.local_name().as_ref() != "help-message";
                open -= 1;
            }
            _ => {}
        }
    }
    rule.prompt = rule.prompt.filter(|t| !t.is_empty());
    Ok(rule)
}

/// Gives each sheet its validations. Lists that cannot be read are named in warnings.
pub(super) fn resolve(sheets: &mut [Sheet], uses: &[Uses], rules: &BTreeMap<String, Rule>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut all = Vec::new();
    for (sheet, uses) in sheets.iter().zip(uses) {
        let mut of_sheet = Vec::new();
        let mut unread = 0;
        for (name, ranges) in uses {
            let Some(rule) = rules.get(name) else { continue };
            let kind = kind(rule, sheets);
            if let ValidationKind::UnreadableList(what) = &kind
                && unread < limits::WARNINGS
            {
                unread += 1;
                let at = ranges.first().map(|r| r.start);
                warnings.push(WarningCode::UnreadableList.warning(Some(&sheet.name), at, what));
            }
            of_sheet.push(Validation { ranges: ranges.clone(), kind, prompt: rule.prompt.clone() });
        }
        all.push(of_sheet);
    }
    for (sheet, validations) in sheets.iter_mut().zip(all) {
        sheet.validations = validations;
    }
    warnings
}

fn kind(rule: &Rule, sheets: &[Sheet]) -> ValidationKind {
    let condition = rule.condition.trim();
    // The language of the formula stands before it.
    let condition = condition.split_once(':').filter(|(l, _)| l.chars().all(char::is_alphanumeric));
    let condition = condition.map_or(rule.condition.trim(), |(_, c)| c);
    let inside = |function: &str| {
        let rest = condition.strip_prefix(function)?.trim_start().strip_prefix('(')?;
        rest.trim_end().strip_suffix(')')
    };
    if let Some(list) = inside("cell-content-is-in-list") {
        let choices = quoted(list).or_else(|| listed(list, rule, sheets));
        return match choices {
            Some(texts) => ValidationKind::List(texts.into_iter().map(|text| Choice { text }).collect()),
            None => ValidationKind::UnreadableList(list.to_owned()),
        };
    }
    if let Some(bounds) = inside("cell-content-text-length-is-between") {
        let mut ends = bounds.split([',', ';']).map(|n| n.trim().parse().ok());
        return ValidationKind::TextLength(ends.next().flatten(), ends.next().flatten());
    }
    if let Some(compared) = condition.strip_prefix("cell-content-text-length()") {
        let sign = compared.trim_start();
        let number = |sign: &str| compared.trim_start().strip_prefix(sign)?.trim().parse::<u32>().ok();
        return match sign.as_bytes() {
            [b'<', b'=', ..] => ValidationKind::TextLength(None, number("<=")),
            [b'<', ..] => ValidationKind::TextLength(None, number("<").map(|n| n.saturating_sub(1))),
            _ => ValidationKind::Other,
        };
    }
    ValidationKind::Other
}

/// `"○";"×"`, a quote inside a text doubled.
fn quoted(list: &str) -> Option<Vec<String>> {
    let mut out = Vec::new();
    let mut rest = list.trim();
    loop {
        let mut text = String::new();
        rest = rest.strip_prefix('"')?;
        loop {
            let end = rest.find('"')?;
            text.push_str(&rest[..end]);
            rest = &rest[end + 1..];
            let Some(more) = rest.strip_prefix('"') else { break };
            text.push('"');
            rest = more;
        }
        if !text.trim().is_empty() {
            out.push(text);
        }
        rest = rest.trim_start();
        match rest.strip_prefix([';', ',']) {
            Some(more) => rest = more.trim_start(),
            None => return rest.is_empty().then_some(out),
        }
    }
}

/// `[$Sheet1.$A$1:.$A$3]`, `$Sheet1.$A$1:$A$3`: the texts of these cells.
fn listed(list: &str, rule: &Rule, sheets: &[Sheet]) -> Option<Vec<String>> {
    let inner = list.trim();
    let inner = inner.strip_prefix('[').and_then(|l| l.strip_suffix(']')).unwrap_or(inner);
    let (sheet, rest) = sheet_of(inner)?;
    let sheet = if sheet.is_empty() { &rule.home } else { &sheet };
    let (start, end) = rest.split_once(':').unwrap_or((&rest, &rest));
    // The second corner may name the sheet again, or only have its dot.
    let end = sheet_of(end).map_or_else(|| end.to_owned(), |(_, cell)| cell);
    let corner = |text: &str| text.parse::<CellRef>().ok();
    let range = CellRange::new(corner(start)?, corner(&end)?);
    let sheet = sheets.iter().find(|s| s.name == *sheet)?;
    if range.size() > MOST_CHOICES {
        return None;
    }
    Some(range.cells().map(|at| sheet.text(at)).filter(|t| !t.is_empty()).collect())
}

/// `$'シート 1'.A1` apart; nothing before the dot means this sheet.
fn sheet_of(reference: &str) -> Option<(String, String)> {
    let plain = reference.trim().trim_start_matches('$');
    if let Some(quoted) = plain.strip_prefix('\'') {
        let mut end = 0;
        loop {
            end += quoted[end..].find('\'')?;
            if !quoted[end + 1..].starts_with('\'') {
                break;
            }
            end += 2;
        }
        let rest = quoted[end + 1..].strip_prefix('.')?;
        return Some((quoted[..end].replace("''", "'"), rest.to_owned()));
    }
    plain.split_once('.').map(|(sheet, rest)| (sheet.to_owned(), rest.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{Rule, kind, quoted, sheet_of};
    use crate::CellRef;
    use crate::sheet::{Cell, Sheet, ValidationKind, Value};

    #[test]
    fn lists_are_read_from_texts_and_cells() {
        assert_eq!(quoted(r#""○";"a ""b""" ; "×""#), Some(vec!["○".into(), "a \"b\"".into(), "×".into()]));
        assert_eq!(quoted("[.A1]"), None);
        let cell = |t: &str| Cell { value: Some(Value::Text(t.into())), ..Cell::default() };
        let mut sheet = Sheet { name: "選択 肢".into(), ..Sheet::default() };
        sheet.cells.extend([(CellRef::new(1, 1), cell("はい")), (CellRef::new(2, 1), cell("いいえ"))]);
        for list in ["[$'選択 肢'.$A$1:.$A$3]", "$'選択 肢'.$A$1:$'選択 肢'.$A$2", "[.A1:.A2]"] {
            let rule = Rule {
                condition: format!("of:cell-content-is-in-list({list})"),
                home: "選択 肢".into(),
                prompt: None,
            };
            let ValidationKind::List(found) = kind(&rule, std::slice::from_ref(&sheet)) else {
                panic!("{list}")
            };
            assert_eq!(found.iter().map(|c| &*c.text).collect::<Vec<_>>(), ["はい", "いいえ"], "{list}");
        }
    }

    #[test]
    fn lengths_and_other_rules() {
        let of = |condition: &str| kind(&Rule { condition: condition.into(), ..Rule::default() }, &[]);
        assert_eq!(of("of:cell-content-text-length()<=200"), ValidationKind::TextLength(None, Some(200)));
        assert_eq!(
            of("cell-content-text-length-is-between(1,200)"),
            ValidationKind::TextLength(Some(1), Some(200))
        );
        assert_eq!(of("of:cell-content-is-whole-number()"), ValidationKind::Other);
        assert_eq!(of("of:cell-content-is-in-list(名前)"), ValidationKind::UnreadableList("名前".into()));
    }

    #[test]
    fn sheet_names_stand_before_the_dot() {
        let of = |t: &str| sheet_of(t).map(|(a, b)| format!("{a}|{b}"));
        assert_eq!(of("点検票.C4").as_deref(), Some("点検票|C4"));
        assert_eq!(of("$'a''b.c'.$C$4:.D5").as_deref(), Some("a'b.c|$C$4:.D5"));
        assert_eq!(of(".C4").as_deref(), Some("|C4"));
        assert_eq!(of("C4"), None);
    }
}
