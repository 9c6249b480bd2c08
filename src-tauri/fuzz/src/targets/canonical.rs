//! The XML of two sheets held against each other, element by element, with a reading of its own that
//! shares nothing with the writer: outside the cells that were asked for both must say the same.

use kotae_workbook::CellRef;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeSet;

/// Panics where the sheets differ elsewhere than in `targets`.
pub(super) fn compare(old: &[u8], new: &[u8], targets: &BTreeSet<CellRef>) {
    let (Some(old), Some(new)) = (canonical(old, targets), canonical(new, targets)) else { return };
    if let Some(n) = (0..old.len().max(new.len())).find(|&n| old.get(n) != new.get(n)) {
        panic!("the sheet has changed: {:?} became {:?}", old.get(n), new.get(n));
    }
}

/// The events of a part without the cells of `targets`, without rows that hold nothing else and say
/// nothing, and without what a row says of its span. `None` for XML that cannot be followed to its end.
fn canonical(part: &[u8], targets: &BTreeSet<CellRef>) -> Option<Vec<String>> {
    let mut reader = Reader::from_reader(part);
    reader.config_mut().expand_empty_elements = true;
    let (mut out, mut depth, mut data) = (Vec::new(), 0usize, None);
    let (mut row, mut column, mut bare, mut numbered) = (0u32, 0u32, None, false);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).ok()?;
        match &event {
            Event::Eof => break,
            Event::Start(e) => {
                depth += 1;
                let name = e.local_name();
                let name = name.as_ref();
                if depth == 2 && name == "sheetData" {
                    data = data.or(Some(depth));
                }
                if data == Some(2) && depth == 3 && name == "row" {
                    let stated = value(e, "r").and_then(|r| r.parse().ok());
                    numbered = stated.is_some();
                    row = stated.unwrap_or_else(|| row.wrapping_add(1));
                    column = 0u32;
                    let said = attributes(e, &["r", "spans"]);
                    bare = said.is_empty().then_some(out.len());
                    out.push(format!("row {stated:?} {said}"));
                    continue;
                }
                if data == Some(2) && depth == 4 && name == "c" {
                    let at = value(e, "r").and_then(|r| r.parse::<CellRef>().ok());
                    let at = at.unwrap_or_else(|| CellRef::new(row, column.wrapping_add(1)));
                    column = at.column;
                    if !numbered {
                        row = at.row;
                    }
                    if targets.contains(&at) {
                        let mut inside = Vec::new();
                        reader.read_to_end_into(e.name(), &mut inside).ok()?;
                        depth -= 1;
                        continue;
                    }
                    bare = None;
                    out.push(format!("cell {at} {}", attributes(e, &["r"])));
                    continue;
                }
                if depth == 4 {
                    bare = None;
                }
                if depth != 2 || name != "sheetData" {
                    out.push(format!("<{name} {}", attributes(e, &[])));
                }
            }
            Event::End(e) => {
                if data == Some(2) && depth == 3 && e.local_name().as_ref() == "row" {
                    if let Some(length) = bare.take() {
                        out.truncate(length);
                    }
                } else if depth != 2 || e.local_name().as_ref() != "sheetData" {
                    out.push(">".to_owned());
                }
                if depth == 2 {
                    data = data.map(|_| 0);
                }
                depth = depth.checked_sub(1)?;
            }
            Event::Text(t) if data == Some(2) && depth < 4 && t.trim().is_empty() => {}
            other => out.push(format!("{other:?}")),
        }
    }
    Some(out)
}

fn value(e: &BytesStart<'_>, name: &str) -> Option<String> {
    e.attributes()
        .flatten()
        .find(|a| a.key.as_ref() == name)
        .map(|a| String::from_utf8_lossy(a.value.as_ref().as_ref()).into_owned())
}

fn attributes(e: &BytesStart<'_>, without: &[&str]) -> String {
    let all = e.attributes().flatten().filter(|a| !without.contains(&a.key.as_ref()));
    all.map(|a| format!("{:?}={:?};", a.key, a.value)).collect()
}
