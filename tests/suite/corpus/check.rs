//! What must hold between a workbook and its filled copy, looked at without our own reader: by the
//! bytes of the package and the sheets, and by calamine.

use super::package::{self, Entry, attribute_of_any};
use super::sheet::{Worksheet, unescaped};
use calamine::{DataRef, Reader as _, Xlsx};
use kotae_workbook::{CellRef, Edit, Filled, Refusal, RefusalReason};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Everything that is not as promised; empty when all is.
pub(crate) fn problems(before: &[u8], filled: &Filled, wanted: &[Edit]) -> Vec<String> {
    let mut out = Vec::new();
    let after = filled.bytes.as_slice();
    let written: BTreeMap<&str, BTreeMap<CellRef, String>> =
        filled.changed.iter().fold(BTreeMap::new(), |mut all, c| {
            let texts: &mut BTreeMap<_, _> = all.entry(c.sheet.as_str()).or_default();
            texts.insert(c.at, c.after.clone());
            all
        });
    let done = filled.changed.len() + filled.refused.len();
    if done != wanted.len() {
        out.push(format!("{} edits wanted, {done} answered for", wanted.len()));
    }
    for edit in wanted {
        let lf = edit.text.replace("\r\n", "\n").replace('\r', "\n");
        let found = written.get(edit.sheet.as_str()).and_then(|s| s.get(&edit.at));
        if found.is_some_and(|found| *found != lf) {
            out.push(format!("{}!{}: another text is reported", edit.sheet, edit.at));
        }
    }
    let parts: BTreeMap<String, String> = package::sheets(before).into_iter().collect();
    match (package::entries(before), package::entries(after)) {
        (Ok(old), Ok(new)) => out.extend(of_package(&old, &new, &written, &parts, &package::book(before))),
        (old, new) => out.push(format!("not a zip: {:?} {:?}", old.err(), new.err())),
    }
    let book = package::book(before);
    if let (Some(old), Some(new)) = (package::text(before, &book), package::text(after, &book))
        && package::without_recalculation(&old) != package::without_recalculation(&new)
    {
        out.push(format!("{book}: more than the recalculation has changed"));
    }
    for (sheet, texts) in &written {
        let read = |bytes| {
            let xml = parts.get(*sheet).and_then(|part| package::text(bytes, part));
            let xml = xml.ok_or_else(|| "no such part".to_owned())?;
            Worksheet::read(&xml).map(|sheet| (xml, sheet))
        };
        match (read(before), read(after)) {
            (Ok(old), Ok(new)) => out.extend(of_sheet(sheet, &old, &new, texts)),
            (old, new) => out.push(format!("{sheet}: {:?} {:?}", old.err(), new.err())),
        }
        out.extend(of_values(before, after, sheet, texts));
    }
    let unfounded = filled.refused.iter().filter(|r| !founded(before, &parts, r));
    out.extend(unfounded.map(|r| format!("{}!{} refused without a reason: {:?}", r.sheet, r.at, r.why)));
    out
}

/// Entries: the same in the same order; other content only in the written sheets and the workbook part.
fn of_package(
    old: &[Entry],
    new: &[Entry],
    written: &BTreeMap<&str, BTreeMap<CellRef, String>>,
    parts: &BTreeMap<String, String>,
    book: &str,
) -> Vec<String> {
    if old.len() != new.len() {
        return vec![format!("{} entries became {}", old.len(), new.len())];
    }
    let may_change = |name: &str| {
        let name = name.replace('\\', "/");
        let mut sheets = written.keys().filter_map(|s| parts.get(*s));
        book.eq_ignore_ascii_case(&name) || sheets.any(|p| p.eq_ignore_ascii_case(&name))
    };
    let differs = |(a, b): &(&Entry, &Entry)| {
        if may_change(&a.name) { a.frame() != b.frame() } else { a != b }
    };
    old.iter().zip(new).filter(differs).map(|(a, b)| format!("entry {} became {}", a.name, b.name)).collect()
}

/// The XML of a written sheet: the same but for the targets, which hold the texts in the style they had.
fn of_sheet(
    name: &str,
    (old_xml, old): &(String, Worksheet),
    (new_xml, new): &(String, Worksheet),
    texts: &BTreeMap<CellRef, String>,
) -> Vec<String> {
    let mut out = Vec::new();
    let targets: BTreeSet<CellRef> = texts.keys().copied().collect();
    let rows = old.numbers();
    let (a, b) = (old.without(old_xml, &targets, &rows), new.without(new_xml, &targets, &rows));
    if a != b {
        let at = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
        let near = |s: &str| {
            String::from_utf8_lossy(&s.as_bytes()[at.saturating_sub(60)..(at + 60).min(s.len())]).into_owned()
        };
        out.push(format!("{name}: beside the targets 「{}」 became 「{}」", near(&a), near(&b)));
    }
    for (at, text) in texts {
        let was = old.cells().find(|c| c.at == *at);
        let is: Vec<_> = new.cells().filter(|c| c.at == *at).collect();
        match is.as_slice() {
            [] if text.is_empty() && was.is_none() => {}
            [cell] => {
                if was.is_some_and(|was| was.attributes != cell.attributes) {
                    out.push(format!(
                        "{name}!{at}: attributes {:?} became {:?}",
                        was.map(|w| &w.attributes),
                        cell.attributes
                    ));
                }
                let right = match &cell.inline {
                    Some(raw) => cell.kind == "inlineStr" && unescaped(raw) == *text,
                    None => text.is_empty() && cell.kind.is_empty(),
                };
                if !right || cell.formula || cell.value {
                    out.push(format!("{name}!{at}: holds {cell:?}"));
                }
            }
            cells => out.push(format!("{name}!{at}: {} cells", cells.len())),
        }
    }
    out
}

/// Values by calamine: the targets hold their texts, all others what they held.
fn of_values(before: &[u8], after: &[u8], sheet: &str, texts: &BTreeMap<CellRef, String>) -> Vec<String> {
    let Some(mut old) = values(before, sheet) else { return Vec::new() };
    let Some(new) = values(after, sheet) else {
        return vec![format!("{sheet}: calamine cannot read it any more")];
    };
    for (at, text) in texts {
        old.remove(at);
        if !text.is_empty() {
            old.insert(*at, format!("text {text}"));
        }
    }
    let all: BTreeSet<_> = old.keys().chain(new.keys()).collect();
    let differ = all.into_iter().filter(|at| old.get(at) != new.get(at));
    let cut = |v: Option<&String>| v.map(|v| v.chars().take(60).collect::<String>());
    differ
        .take(3)
        .map(|at| format!("{sheet}!{at}: calamine reads {:?}, not {:?}", cut(new.get(at)), cut(old.get(at))))
        .collect()
}

/// What calamine reads in a sheet, empty texts left out; `None` where it stops.
pub(crate) fn values(bytes: &[u8], sheet: &str) -> Option<BTreeMap<CellRef, String>> {
    let read = || {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).ok()?;
        let mut reader = book.worksheet_cells_reader(sheet).ok()?;
        let mut cells = BTreeMap::new();
        while let Some(cell) = reader.next_cell().ok()? {
            let (row, column) = cell.get_position();
            let value = match cell.get_value() {
                DataRef::Empty => continue,
                DataRef::String(s) => format!("text {s}"),
                DataRef::SharedString(s) => format!("text {s}"),
                other => format!("{other:?}"),
            };
            if value != "text " {
                cells.insert(CellRef::new(row + 1, column + 1), value);
            }
        }
        Some(cells)
    };
    catch_unwind(AssertUnwindSafe(read)).ok().flatten()
}

/// Does the file itself show the reason that an edit was refused for?
fn founded(bytes: &[u8], parts: &BTreeMap<String, String>, refusal: &Refusal) -> bool {
    let Some(xml) = parts.get(&refusal.sheet).and_then(|part| package::text(bytes, part)) else {
        return false;
    };
    let Ok(sheet) = Worksheet::read(&xml) else { return false };
    let cells = || sheet.cells().filter(|c| c.at == refusal.at);
    let has = |kind: &str| package::entries(bytes).is_ok_and(|all| all.iter().any(|e| e.name.contains(kind)));
    match refusal.why {
        RefusalReason::Formula => {
            cells().any(|c| c.formula) || attribute_of_any(&xml, "f", "ref", refusal.at)
        }
        RefusalReason::Protected => sheet.protected,
        RefusalReason::InsideMerge(corner) => {
            sheet.merges.iter().any(|m| m.start == corner && m.contains(refusal.at) && corner != refusal.at)
        }
        RefusalReason::RichValue => {
            cells().any(|c| c.attributes.iter().any(|(name, _)| matches!(name.as_str(), "vm" | "cm")))
        }
        RefusalReason::CellTwice => cells().count() > 1,
        RefusalReason::TableHeader => has("tables/"),
        RefusalReason::PivotTable => has("pivotTables/"),
        _ => false,
    }
}
