//! Reading the XML of one part: a thin layer over quick-xml that refuses what no workbook needs
//! (DOCTYPE, encodings other than UTF-8, endless nesting) and knows how SpreadsheetML writes text.
//!
//! Names are compared without their namespace prefix: writers choose prefixes freely, and Strict
//! files use other namespaces for the same elements.

use crate::error::PartFault;
use crate::limits::DEPTH;
use quick_xml::Reader;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};
use std::borrow::Cow;
use std::collections::HashSet;
use std::io::BufRead;

/// A stream of XML events of one part. Empty elements come as a start and an end.
pub(crate) struct Xml<'s> {
    reader: Reader<&'s mut dyn BufRead>,
    buf: Vec<u8>,
    depth: usize,
    /// Has the root element come to its end?
    ended: bool,
}

impl<'s> Xml<'s> {
    pub(crate) fn new(source: &'s mut dyn BufRead) -> Self {
        let mut reader = Reader::from_reader(source);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buf: Vec::new(), depth: 0, ended: false }
    }

    /// The bytes that come next, as many as the source has at hand; only before the first event.
    pub(crate) fn peek(&mut self) -> std::io::Result<&[u8]> {
        self.reader.get_mut().fill_buf()
    }

    /// Bytes read so far.
    pub(crate) fn position(&self) -> u64 {
        self.reader.buffer_position()
    }

    /// The next event. Never the end of the input while an element is open.
    pub(crate) fn next(&mut self) -> Result<Event<'_>, PartFault> {
        self.buf.clear();
        let event = self.reader.read_event_into(&mut self.buf)?;
        match &event {
            Event::Start(e) => {
                well_formed(e)?;
                if self.ended {
                    return Err(PartFault::Malformed("a second root element".to_owned()));
                }
                self.depth += 1;
                if self.depth > DEPTH {
                    return Err(PartFault::TooDeep);
                }
            }
            Event::End(_) => {
                self.depth -= 1;
                self.ended = self.depth == 0;
            }
            Event::Text(t) if self.depth == 0 && !t.trim_start_matches('\u{feff}').trim().is_empty() => {
                return Err(PartFault::Malformed("text outside the root element".to_owned()));
            }
            Event::Eof if self.depth > 0 => return Err(PartFault::Truncated),
            Event::Decl(decl) => only_utf8(decl)?,
            Event::DocType(_) => return Err(PartFault::Doctype),
            _ => {}
        }
        Ok(event)
    }

    /// Goes to the start of the root element, which must be called `expected`.
    pub(crate) fn root(&mut self, expected: &'static str) -> Result<(), PartFault> {
        self.root_with(expected, |_| Ok(()))
    }

    /// As [`Xml::root`], and reads its attributes with `read`.
    pub(crate) fn root_with<T>(
        &mut self,
        expected: &'static str,
        read: impl FnOnce(&BytesStart<'_>) -> Result<T, PartFault>,
    ) -> Result<T, PartFault> {
        loop {
            match self.next()? {
                Event::Start(e) if e.local_name().as_ref() == expected => return read(&e),
                Event::Start(e) => {
                    let found = e.local_name().as_ref().to_owned();
                    return Err(PartFault::Root { expected, found });
                }
                Event::Eof => return Err(PartFault::Truncated),
                _ => {}
            }
        }
    }

    /// Reads to the end of the element whose start was the last event.
    pub(crate) fn skip(&mut self) -> Result<(), PartFault> {
        let outside = self.depth - 1;
        while self.depth > outside {
            self.next()?;
        }
        Ok(())
    }

    /// Shows `read` each child of the element whose start was the last event, and reads to its end.
    /// What is inside the children is passed over.
    pub(crate) fn each(
        &mut self,
        mut read: impl FnMut(&BytesStart<'_>) -> Result<(), PartFault>,
    ) -> Result<(), PartFault> {
        loop {
            match self.next()? {
                Event::Start(e) => {
                    read(&e)?;
                    self.skip()?;
                }
                Event::End(_) => return Ok(()),
                _ => {}
            }
        }
    }

    /// Reads what is left, so that a damaged end of the part is noticed.
    pub(crate) fn finish(&mut self) -> Result<(), PartFault> {
        while !matches!(self.next()?, Event::Eof) {}
        Ok(())
    }

    /// The text of the element whose start was the last event, nested elements included.
    pub(crate) fn text(&mut self) -> Result<String, PartFault> {
        let mut text = String::new();
        let outside = self.depth - 1;
        while self.depth > outside {
            match self.next()? {
                Event::Text(t) => text.push_str(&t.xml10_content()),
                Event::CData(t) => text.push_str(&t.xml10_content()),
                Event::GeneralRef(r) => push_reference(&r, &mut text)?,
                _ => {}
            }
        }
        Ok(text)
    }

    /// The text of a rich string (`si`, `is`, a comment's `text`) whose start was the last event:
    /// runs joined, furigana left out.
    pub(crate) fn rich_text(&mut self) -> Result<String, PartFault> {
        let mut all = String::new();
        let outside = self.depth - 1;
        while self.depth > outside {
            if let Event::Start(e) = self.next()? {
                match e.local_name().as_ref() {
                    "t" => {
                        let preserve = attr(&e, "space")?.is_some_and(|v| v == "preserve");
                        let text = self.text()?;
                        let text = if preserve { &text } else { trim(&text) };
                        all.push_str(&unescape(text));
                    }
                    "rPh" => self.skip()?,
                    _ => {}
                }
            }
        }
        Ok(all)
    }
}

/// Holds what stands between the brackets of a start tag against the grammar of XML, which the parser
/// follows only loosely: two readers of a malformed tag could see two different cells.
///
/// # Errors
/// Names that are none or stand twice, missing quotes or blanks, control characters.
pub(crate) fn well_formed(tag: &str) -> Result<(), PartFault> {
    if in_order(tag) {
        return Ok(());
    }
    let begin: String = tag.chars().take(60).collect();
    Err(PartFault::Malformed(format!("<{}", begin.escape_debug())))
}

/// Attributes of most tags; more are compared through a set.
const FEW: usize = 8;

fn in_order(tag: &str) -> bool {
    let tag = tag.strip_suffix('/').unwrap_or(tag);
    let mut rest = match tag.find(blank) {
        None => return name(tag),
        Some(end) if name(&tag[..end]) => &tag[end..],
        Some(_) => return false,
    };
    let mut first = [""; FEW];
    let mut further = HashSet::new();
    for n in 0.. {
        let next = rest.trim_start_matches(blank);
        if next.is_empty() {
            return true;
        }
        let Some(equals) = next.find('=') else { return false };
        let (key, value) =
            (next[..equals].trim_end_matches(blank), next[equals + 1..].trim_start_matches(blank));
        let Some(quote @ ('"' | '\'')) = value.chars().next() else { return false };
        let Some(end) = value[1..].find(quote) else { return false };
        let content = &value[1..=end];
        let fresh = match first.get_mut(n) {
            Some(place) => {
                *place = key;
                !first[..n].contains(&key)
            }
            None => !first.contains(&key) && further.insert(key),
        };
        let plain = |b: u8| b >= b' ' && b != b'<' || matches!(b, b'\t' | b'\n' | b'\r');
        if next.len() == rest.len() || !name(key) || !fresh || !content.bytes().all(plain) {
            return false;
        }
        rest = &value[end + 2..];
    }
    true
}

fn blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// A name, with one prefix at most.
fn name(text: &str) -> bool {
    let part = |part: &str| {
        let inside =
            |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '\u{B7}') || !c.is_ascii();
        part.chars().all(inside) && part.starts_with(|c: char| c.is_alphabetic() || c == '_' || !c.is_ascii())
    };
    match text.split_once(':') {
        None => part(text),
        Some((prefix, local)) => part(prefix) && part(local),
    }
}

/// Excel drops this white space around a text that is not marked `xml:space="preserve"`.
fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\r', '\n'])
}

fn only_utf8(decl: &BytesDecl<'_>) -> Result<(), PartFault> {
    match decl.encoding() {
        None => Ok(()),
        Some(Ok(name)) if matches!(&*name.to_ascii_lowercase(), "utf-8" | "utf8" | "us-ascii") => Ok(()),
        Some(Ok(name)) => Err(PartFault::Encoding(name.into_owned())),
        Some(Err(e)) => Err(e.into()),
    }
}

pub(crate) fn push_reference(reference: &BytesRef<'_>, text: &mut String) -> Result<(), PartFault> {
    if let Some(known) = quick_xml::escape::resolve_xml_entity(reference) {
        text.push_str(known);
    } else if let Some(c) = reference.resolve_char_ref()? {
        text.push(c);
    } else {
        return Err(PartFault::Malformed(format!("&{};", &**reference)));
    }
    Ok(())
}

/// The attribute with this local name, entities resolved.
pub(crate) fn attr<'a>(e: &'a BytesStart<'_>, local: &str) -> Result<Option<Cow<'a, str>>, PartFault> {
    // Without the check for doubles: it is quadratic in the number of attributes.
    for a in e.attributes().with_checks(false) {
        let a = a?;
        if a.key.local_name().as_ref() == local && a.key.prefix().is_none_or(|p| p.as_ref() != "xmlns") {
            return resolve(a.value).map(Some);
        }
    }
    Ok(None)
}

/// An attribute's value with its references resolved and its white space made spaces, as XML asks.
pub(crate) fn resolve(value: Cow<'_, str>) -> Result<Cow<'_, str>, PartFault> {
    let plain = |s: &str| !s.bytes().any(|b| matches!(b, b'&' | b'\t' | b'\n' | b'\r'));
    if plain(&value) {
        return Ok(value);
    }
    let spaced = value.replace("\r\n", " ").replace(['\t', '\n', '\r'], " ");
    Ok(Cow::Owned(quick_xml::escape::unescape(&spaced)?.into_owned()))
}

/// The attribute as a number; `None` when it is not there or no number.
pub(crate) fn number<T: std::str::FromStr>(e: &BytesStart<'_>, local: &str) -> Result<Option<T>, PartFault> {
    Ok(attr(e, local)?.and_then(|v| v.trim().parse().ok()))
}

/// The attribute as an XML Schema boolean; `None` when it is not there.
pub(crate) fn flag(e: &BytesStart<'_>, local: &str) -> Result<Option<bool>, PartFault> {
    Ok(attr(e, local)?.map(|v| truth(&v)))
}

/// An XML Schema boolean.
pub(crate) fn truth(value: &str) -> bool {
    matches!(value.trim(), "1" | "true" | "on")
}

/// Length of `_xHHHH_`.
const ESCAPE: usize = 7;

/// The UTF-16 code unit that `_xHHHH_` at the start of `text` stands for.
fn escape_at(text: &[u8]) -> Option<u16> {
    match text {
        [b'_', b'x', hex @ .., b'_'] if text.len() == ESCAPE => {
            hex.iter().try_fold(0u16, |n, &b| char::from(b).to_digit(16).map(|d| (n << 4) | (d & 15) as u16))
        }
        _ => None,
    }
}

fn escape_in(text: &str, at: usize) -> Option<u16> {
    escape_at(text.as_bytes().get(at..at + ESCAPE)?)
}

/// Text with SpreadsheetML's `_xHHHH_` escapes resolved (`_x000D_` is a carriage return).
pub(crate) fn unescape(text: &str) -> Cow<'_, str> {
    let Some(first) = escape_positions(text).next() else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut at = first;
    while at < text.len() {
        let Some(unit) = escape_in(text, at) else {
            let c = text[at..].chars().next().expect("`at` is a character boundary before the end");
            out.push(c);
            at += c.len_utf8();
            continue;
        };
        at += ESCAPE;
        // A character outside the BMP is two escapes, a surrogate each.
        let low = escape_in(text, at);
        let mut decoded = char::decode_utf16([unit].into_iter().chain(low));
        match decoded.next() {
            Some(Ok(c)) => {
                out.push(c);
                at += (c.len_utf16() - 1) * ESCAPE;
            }
            _ => out.push(char::REPLACEMENT_CHARACTER),
        }
    }
    Cow::Owned(out)
}

/// Byte positions where something that reads as an escape begins, overlapping ones included.
fn escape_positions(text: &str) -> impl Iterator<Item = usize> {
    text.bytes().enumerate().filter(|&(i, b)| b == b'_' && escape_in(text, i).is_some()).map(|(i, _)| i)
}

/// Text in which nothing reads as an escape: the underscore that would begin one becomes `_x005F_`.
pub(crate) fn escape_literal(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut done = 0;
    for at in escape_positions(text) {
        out.push_str(&text[done..at]);
        out.push_str("_x005F_");
        done = at + 1;
    }
    if done == 0 && out.is_empty() {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::{Xml, escape_literal, in_order, unescape};
    use crate::error::PartFault;
    use proptest::prelude::*;
    use quick_xml::events::Event;

    #[test]
    fn tags_are_held_against_the_grammar() {
        let many: String = (0..20).map(|n| format!(" a{n}='1'")).collect();
        for good in ["c", "c/", "x:c r=\"A1\"", "c\n r = 'A1' s='\"' /", "行 名='値'", &format!("c{many}")]
        {
            assert!(in_order(good), "{good}");
        }
        let twice = format!("c{many} a19='2'");
        let bad =
            ["", "/", "c r", "c r=A1", "c r=\"A1", "c r='1's='2'", "c r='1' r='2'", "c a/b='1'", &twice];
        let worse = ["c a:b:c='1'", "c r='\u{1}'", "c r='<'", "c 1='1'", "c\0", "a:b:c", ":c", "c :a=''"];
        for bad in bad.into_iter().chain(worse) {
            assert!(!in_order(bad), "{bad}");
        }
    }

    fn first_rich(xml: &str) -> Result<String, PartFault> {
        let mut source = xml.as_bytes();
        let mut xml = Xml::new(&mut source);
        loop {
            match xml.next()? {
                Event::Start(e) if e.local_name().as_ref() == "si" => return xml.rich_text(),
                Event::Eof => return Err(PartFault::Truncated),
                _ => {}
            }
        }
    }

    #[test]
    fn strings_read_as_a_person_sees_them() {
        let check = |xml: &str, want: &str| assert_eq!(first_rich(xml).as_deref(), Ok(want), "{xml}");
        check("<si><t>設問</t></si>", "設問");
        check("<x:si><x:t>設問</x:t></x:si>", "設問");
        check("<si><t>漢字</t><rPh sb=\"0\" eb=\"2\"><t>カンジ</t></rPh><phoneticPr/></si>", "漢字");
        check("<si><r><rPr><b/></rPr><t>太</t></r><r><t xml:space=\"preserve\"> 字</t></r></si>", "太 字");
        check("<si><t> a </t></si>", "a");
        check("<si><t xml:space='preserve'> a </t></si>", " a ");
        check("<si><t>a&amp;b&#x3042;<![CDATA[<c>]]></t></si>", "a&bあ<c>");
        check("<si><t>a\r\nb_x000D_c_x005F_x000D_</t></si>", "a\nb\rc_x000D_");
        check("<si/>", "");
        check("<si><t/></si>", "");
        check("<si><t>a<!-- c -->b<?p?></t></si>", "ab");
    }

    #[test]
    fn what_no_workbook_needs_is_refused() {
        let fault = |xml: &str| first_rich(xml).err();
        assert_eq!(fault("<!DOCTYPE a [<!ENTITY e 'x'>]><si><t>&e;</t></si>"), Some(PartFault::Doctype));
        assert!(matches!(fault("<si><t>&e;</t></si>"), Some(PartFault::Malformed(_))));
        assert_eq!(fault("<si><t>a"), Some(PartFault::Truncated));
        assert!(matches!(fault("<a><si></a>"), Some(PartFault::Malformed(_))));
        let e = fault("<?xml version=\"1.0\" encoding=\"Shift_JIS\"?><si/>");
        assert_eq!(e, Some(PartFault::Encoding("Shift_JIS".into())));
        assert_eq!(fault(&"<a>".repeat(300)), Some(PartFault::TooDeep));
    }

    #[test]
    fn escapes_of_characters_outside_the_bmp_are_pairs() {
        assert_eq!(unescape("_xD83D__xDD12_x"), "🔒x");
        assert_eq!(unescape("_xD83D_x"), "\u{FFFD}x");
        assert_eq!(unescape("_x00E"), "_x00E");
        assert_eq!(unescape("_x_x0041_"), "_xA");
    }

    proptest! {
        #[test]
        fn a_literal_text_survives_escaping(text in "(_|x|0|0|5|F|_x0041_|_x005F_|あ|[a-fA-F0-9])*") {
            let escaped = escape_literal(&text);
            prop_assert_eq!(unescape(&escaped), text.as_str());
        }
    }
}
