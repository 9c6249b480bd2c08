//! Asking Excel to recalculate when the file is opened: `fullCalcOnLoad="1"` on `calcPr` of the
//! workbook part. Formulas that count or look up answers would show old results otherwise.

use super::splice::{Scanner, Splice, Tag, attributes, prefix};
use crate::error::PartFault;
use crate::xml::truth;
use std::ops::Range;

const ATTRIBUTE: &str = "fullCalcOnLoad";
/// Children of `workbook` that stand before `calcPr`. A file without `calcPr` gets it after the last
/// of these; what may stand between are extensions with no fixed place.
const BEFORE: [&str; 4] = ["sheets", "functionGroups", "externalReferences", "definedNames"];

/// The splices that make Excel recalculate; none when it will anyway.
pub(super) fn splices(part: &[u8]) -> Result<Vec<Splice>, PartFault> {
    let mut scanner = Scanner::new(part)?;
    let mut place = None;
    let mut root_prefix = String::new();
    loop {
        match scanner.next()? {
            Tag::Start(e, _) if scanner.depth() == 1 => root_prefix = prefix(&e),
            Tag::Start(e, range) => match e.local_name().as_ref() {
                "calcPr" => return Ok(attribute(part, range)),
                name => {
                    let wanted = BEFORE.contains(&name);
                    let end = scanner.skip()?.end;
                    place = if wanted { Some(end) } else { place };
                }
            },
            Tag::Empty(e, range) if scanner.depth() == 1 => match e.local_name().as_ref() {
                "calcPr" => return Ok(attribute(part, range)),
                name if BEFORE.contains(&name) => place = Some(range.end),
                _ => {}
            },
            Tag::Empty(..) | Tag::End(_) => {}
            Tag::Eof => break,
        }
    }
    let Some(place) = place else { return Err(PartFault::Truncated) };
    Ok(vec![Splice::insert(place, format!("<{root_prefix}calcPr {ATTRIBUTE}=\"1\"/>"))])
}

fn attribute(part: &[u8], tag: Range<usize>) -> Vec<Splice> {
    let text = String::from_utf8_lossy(&part[tag.clone()]);
    let spans = attributes(&text);
    if let Some(there) = spans.iter().find(|a| a.name == ATTRIBUTE) {
        if truth(&text[there.value.clone()]) {
            return Vec::new();
        }
        let range = tag.start + there.value.start..tag.start + there.value.end;
        return vec![Splice { range, with: "1".to_owned() }];
    }
    let name_end = text.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'));
    let end = spans.last().map_or(name_end.unwrap_or(text.len()), |a| a.whole.end);
    vec![Splice::insert(tag.start + end, format!(" {ATTRIBUTE}=\"1\""))]
}

#[cfg(test)]
mod tests {
    use super::{super::splice::spliced, splices};

    #[test]
    fn recalculation_is_asked_for_once_and_in_its_place() {
        let check = |part: &str, want: &str| {
            let splices = splices(part.as_bytes()).expect("well-formed");
            let got = spliced(part.as_bytes(), &splices).collect::<Vec<_>>().concat();
            assert_eq!(String::from_utf8_lossy(&got), want);
        };
        check(
            "<workbook><sheets><sheet/></sheets><calcPr calcId=\"1\"/><extLst/></workbook>",
            "<workbook><sheets><sheet/></sheets><calcPr calcId=\"1\" fullCalcOnLoad=\"1\"/><extLst/></workbook>",
        );
        check(
            "<w><sheets/><calcPr fullCalcOnLoad='0' calcId='1'></calcPr></w>",
            "<w><sheets/><calcPr fullCalcOnLoad='1' calcId='1'></calcPr></w>",
        );
        check(
            "<w><sheets/><calcPr fullCalcOnLoad='true'/></w>",
            "<w><sheets/><calcPr fullCalcOnLoad='true'/></w>",
        );
        check("<w><sheets/><calcPr/></w>", "<w><sheets/><calcPr fullCalcOnLoad=\"1\"/></w>");
        check(
            "<x:w><x:sheets><x:sheet/></x:sheets><x:definedNames><x:n>a</x:n></x:definedNames><x:oleSize/></x:w>",
            "<x:w><x:sheets><x:sheet/></x:sheets><x:definedNames><x:n>a</x:n></x:definedNames>\
             <x:calcPr fullCalcOnLoad=\"1\"/><x:oleSize/></x:w>",
        );
        check(
            "\u{FEFF}<w><sheets/><extLst><ext><calcPr/></ext></extLst></w>",
            "\u{FEFF}<w><sheets/><calcPr fullCalcOnLoad=\"1\"/><extLst><ext><calcPr/></ext></extLst></w>",
        );
    }
}
