//! Changing some bytes of a part: the scanner that finds them and the splices that replace them.
//! What is not inside a splice is copied as it stands.

use crate::error::PartFault;
use crate::limits::DEPTH;
use crate::xml::well_formed;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::ops::Range;

/// Bytes of a part to be replaced; an empty range is an insertion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Splice {
    pub(crate) range: Range<usize>,
    pub(crate) with: String,
}

impl Splice {
    pub(crate) fn insert(at: usize, with: String) -> Self {
        Self { range: at..at, with }
    }
}

/// The part with its splices, as slices to be written one after the other. Splices are in the order
/// of the part and do not overlap.
pub(crate) fn spliced<'a>(part: &'a [u8], splices: &'a [Splice]) -> impl Iterator<Item = &'a [u8]> {
    let ends = splices.iter().map(|s| s.range.end);
    let starts = splices.iter().map(|s| s.range.start).chain([part.len()]);
    let kept = [0].into_iter().chain(ends).zip(starts).map(|(from, to)| &part[from..to]);
    let new = splices.iter().map(|s| s.with.as_bytes()).chain([&b""[..]]);
    kept.zip(new).flat_map(|(kept, new)| [kept, new])
}

/// A tag or the end of an element, with its place in the part.
#[derive(Debug)]
pub(crate) enum Tag<'x> {
    /// A start tag.
    Start(BytesStart<'x>, Range<usize>),
    /// A tag that is start and end at once.
    Empty(BytesStart<'x>, Range<usize>),
    /// An end tag.
    End(Range<usize>),
    /// The part is over.
    Eof,
}

/// Reads the tags of a part with their places.
#[derive(Clone)]
pub(crate) struct Scanner<'x> {
    reader: Reader<&'x [u8]>,
    base: usize,
    depth: usize,
}

const BOM: &[u8] = &[0xEF, 0xBB, 0xBF];

/// A part as text; a byte order mark is left out.
pub(crate) fn as_text(part: &[u8]) -> Result<&str, PartFault> {
    let body = part.strip_prefix(BOM).unwrap_or(part);
    std::str::from_utf8(body).map_err(|e| PartFault::Encoding(e.to_string()))
}

impl<'x> Scanner<'x> {
    /// Scans a part from its beginning. Places count from there, byte order mark included.
    pub(crate) fn new(part: &'x [u8]) -> Result<Self, PartFault> {
        let text = as_text(part)?;
        let reader = Reader::from_str(text);
        Ok(Self { reader, base: part.len() - text.len(), depth: 0 })
    }

    /// Depth of the element that is open now; 0 outside the root.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    fn place(&self) -> Result<usize, PartFault> {
        usize::try_from(self.reader.buffer_position())
            .map(|p| p + self.base)
            .map_err(|_| PartFault::Malformed("beyond memory".to_owned()))
    }

    /// The next tag. Text, comments and the like are passed over.
    pub(crate) fn next(&mut self) -> Result<Tag<'x>, PartFault> {
        loop {
            let from = self.place()?;
            let event = self.reader.read_event()?;
            let range = from..self.place()?;
            if let Event::Start(e) | Event::Empty(e) = &event {
                well_formed(e)?;
            }
            match event {
                Event::Start(e) => {
                    self.depth += 1;
                    if self.depth > DEPTH {
                        return Err(PartFault::TooDeep);
                    }
                    return Ok(Tag::Start(e, range));
                }
                Event::Empty(e) => return Ok(Tag::Empty(e, range)),
                Event::End(_) => {
                    self.depth -= 1;
                    return Ok(Tag::End(range));
                }
                Event::Eof if self.depth > 0 => return Err(PartFault::Truncated),
                Event::Eof => return Ok(Tag::Eof),
                Event::DocType(_) => return Err(PartFault::Doctype),
                _ => {}
            }
        }
    }

    /// Reads to the end of the element whose start tag was the last; the place of its end tag.
    pub(crate) fn skip(&mut self) -> Result<Range<usize>, PartFault> {
        let outside = self.depth - 1;
        loop {
            match self.next()? {
                Tag::End(range) if self.depth == outside => return Ok(range),
                Tag::Eof => return Err(PartFault::Truncated),
                _ => {}
            }
        }
    }
}

/// The prefix of an element's name with its colon, as it must stand before its siblings' names too.
pub(crate) fn prefix(e: &BytesStart<'_>) -> String {
    let name = e.name();
    name.prefix().map(|p| format!("{}:", p.as_ref())).unwrap_or_default()
}

/// Where the attributes of a tag stand.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct AttributeSpan<'t> {
    pub(crate) name: &'t str,
    /// The whole attribute with the white space before it, in bytes of the tag.
    pub(crate) whole: Range<usize>,
    /// Its value without quotes, in bytes of the tag.
    pub(crate) value: Range<usize>,
}

/// The attributes of a tag, from its `<` to its `>`. The tag has been read by an XML parser before.
pub(crate) fn attributes(tag: &str) -> Vec<AttributeSpan<'_>> {
    let bytes = tag.as_bytes();
    let skip = |mut at: usize, while_: &dyn Fn(u8) -> bool| {
        while bytes.get(at).is_some_and(|&b| while_(b)) {
            at += 1;
        }
        at
    };
    let space = |b: u8| b.is_ascii_whitespace();
    let mut found = Vec::new();
    let mut at = skip(1, &|b| !space(b) && b != b'>');
    loop {
        let start = at;
        let name = skip(start, &space);
        let name_end = skip(name, &|b| !space(b) && !matches!(b, b'=' | b'>'));
        let equals = skip(name_end, &space);
        if name == name_end || bytes.get(equals) != Some(&b'=') {
            return found;
        }
        let quote_at = skip(equals + 1, &space);
        let Some(&quote @ (b'"' | b'\'')) = bytes.get(quote_at) else { return found };
        let value_end = skip(quote_at + 1, &|b| b != quote);
        at = value_end + 1;
        if value_end >= bytes.len() {
            return found;
        }
        found.push(AttributeSpan {
            name: &tag[name..name_end],
            whole: start..at,
            value: quote_at + 1..value_end,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::{Scanner, Splice, Tag, attributes, spliced};

    #[test]
    fn splices_replace_and_keep() {
        let splices = [
            Splice { range: 0..1, with: "X".into() },
            Splice::insert(2, "YY".into()),
            Splice { range: 3..5, with: String::new() },
        ];
        assert_eq!(spliced(b"abcde", &splices).collect::<Vec<_>>().concat(), b"XbYYc");
        assert_eq!(spliced(b"abcde", &[]).collect::<Vec<_>>().concat(), b"abcde");
    }

    #[test]
    fn attributes_have_places() {
        let check = |tag: &str, want: &[(&str, &str)]| {
            let found = attributes(tag);
            let found: Vec<_> = found.iter().map(|a| (a.name, &tag[a.value.clone()])).collect();
            assert_eq!(found, want, "{tag}");
        };
        check("<c/>", &[]);
        check("<x:c r=\"A1\" s='5'/>", &[("r", "A1"), ("s", "5")]);
        check("<c\n  r = \"A>1\"\tt='\"' >", &[("r", "A>1"), ("t", "\"")]);
        check("<c r=\"\"/>", &[("r", "")]);
        let tag = "<c r=\"A1\" t=\"s\"/>";
        let whole: String = attributes(tag).iter().map(|a| &tag[a.whole.clone()]).collect();
        assert_eq!(whole, " r=\"A1\" t=\"s\"");
    }

    #[test]
    fn places_are_bytes_of_the_part() {
        let part = "\u{FEFF}<?xml version='1.0'?><!-- <c/> --><あ>字&amp;<![CDATA[<c>]]><c /></あ>";
        let mut scanner = Scanner::new(part.as_bytes()).expect("UTF-8");
        let mut places = Vec::new();
        while let Tag::Start(_, r) | Tag::Empty(_, r) | Tag::End(r) = scanner.next().expect("well-formed") {
            places.push(&part[r]);
        }
        assert_eq!(places, ["<あ>", "<c />", "</あ>"]);
    }
}
