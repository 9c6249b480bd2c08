//! Where the records and fields of a text file lie.

use super::Form;
use super::encoding::TextEncoding;
use crate::limits;
use std::ops::Range;

/// One field: its bytes, quotes included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) bytes: Range<usize>,
    pub(crate) quoted: bool,
}

impl Field {
    /// What a person reads: quotes resolved, line ends as LF.
    pub(crate) fn text(&self, bytes: &[u8], form: Form) -> String {
        let unit = form.encoding.unit();
        if !self.quoted {
            return form.encoding.decode(&bytes[self.bytes.clone()]);
        }
        let raw = form.encoding.decode(&bytes[self.bytes.start + unit..self.bytes.end]);
        // After the closing quote only a few writers leave something; it belongs to the field.
        let (mut out, mut rest) = (String::new(), raw.as_str());
        while let Some(at) = rest.find('"') {
            out.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            if let Some(after) = rest.strip_prefix('"') {
                out.push('"');
                rest = after;
            } else {
                break;
            }
        }
        out.push_str(rest);
        out.replace("\r\n", "\n").replace('\r', "\n")
    }
}

/// The fields of a file, record by record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Records {
    pub(crate) fields: Vec<Field>,
    /// For each record the place of its first field, the place after its last, and where its content
    /// ends (before the line end).
    pub(crate) records: Vec<Record>,
    /// Where the content ends; some old programs leave a control character behind it.
    pub(crate) end: usize,
}

/// One record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) fields: Range<usize>,
    pub(crate) end: usize,
    /// Does a line end follow?
    pub(crate) ended: bool,
}

impl Records {
    /// All of them; of more fields than a workbook may have cells, the first so many and one more.
    pub(crate) fn parse(bytes: &[u8], form: Form) -> Self {
        Self::some(bytes, form, usize::MAX)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &[Field]> {
        self.records.iter().map(|r| &self.fields[r.fields.clone()])
    }

    /// The fields of one record, counted from 0.
    pub(crate) fn fields_of(&self, record: usize) -> Option<&[Field]> {
        self.records.get(record).map(|r| &self.fields[r.fields.clone()])
    }

    /// The first records.
    fn some(bytes: &[u8], form: Form, most: usize) -> Self {
        let Form { encoding, separator } = form;
        let unit = encoding.unit();
        let end = content_end(bytes, encoding);
        let mut out = Self { fields: Vec::new(), records: Vec::new(), end };
        let (mut at, mut first) = (encoding.mark(bytes), 0);
        while at < end && out.records.len() < most && out.fields.len() as u64 <= limits::CELLS {
            let field = field(bytes, at, end, form);
            at = field.bytes.end;
            out.fields.push(field);
            let here = encoding.ascii(bytes, at).filter(|_| at < end);
            if here == Some(separator) {
                at += unit;
                if at < end {
                    continue;
                }
                // The file ends with a separator: an empty field follows it.
                out.fields.push(Field { bytes: at..at, quoted: false });
            }
            let ended = here.is_some_and(|b| b != separator);
            out.records.push(Record { fields: first..out.fields.len(), end: at, ended });
            first = out.fields.len();
            if ended {
                at += unit;
                if here == Some(b'\r') && at < end && encoding.ascii(bytes, at) == Some(b'\n') {
                    at += unit;
                }
            }
        }
        out
    }
}

/// The end of what is read: old programs end a text with a control character.
fn content_end(bytes: &[u8], encoding: TextEncoding) -> usize {
    let mut end = bytes.len();
    let unit = encoding.unit();
    end -= (end - encoding.mark(bytes).min(end)) % unit;
    while end >= unit && encoding.ascii(bytes, end - unit) == Some(0x1A) {
        end -= unit;
    }
    end
}

/// The field that begins at `at`; its end is at a separator, a line end or the end of the file.
fn field(bytes: &[u8], at: usize, end: usize, form: Form) -> Field {
    let Form { encoding, separator } = form;
    let unit = encoding.unit();
    let ends = |b: u8| b == separator || b == b'\r' || b == b'\n';
    let run = |from: usize| {
        let mut to = from;
        while to < end && !encoding.ascii(bytes, to).is_some_and(ends) {
            to += unit;
        }
        to.min(end)
    };
    if encoding.ascii(bytes, at).filter(|_| at < end) == Some(b'"')
        && let Some(close) = closing(bytes, at + unit, end, encoding)
    {
        return Field { bytes: at..run(close + unit), quoted: true };
    }
    Field { bytes: at..run(at), quoted: false }
}

/// The quote that ends a quoted field; `None` when the file ends first, and the quote is then a
/// character like any other.
fn closing(bytes: &[u8], from: usize, end: usize, encoding: TextEncoding) -> Option<usize> {
    let unit = encoding.unit();
    let mut at = from;
    while at < end {
        if encoding.ascii(bytes, at) == Some(b'"') {
            if at + unit < end && encoding.ascii(bytes, at + unit) == Some(b'"') {
                at += unit;
            } else {
                return Some(at);
            }
        }
        at += unit;
    }
    None
}

/// How many records are looked at to tell the separator.
const SAMPLE: usize = 64;

/// The separator under which most records have equally many fields.
pub(crate) fn separator(bytes: &[u8], encoding: TextEncoding) -> u8 {
    // Excel writes and reads `sep=;` as a first line.
    let start = encoding.mark(bytes);
    let unit = encoding.unit();
    let ascii = |n: usize| encoding.ascii(bytes, start + n * unit);
    if b"sep=".iter().enumerate().all(|(n, &b)| ascii(n).is_some_and(|a| a.eq_ignore_ascii_case(&b)))
        && let Some(named) = ascii(4).filter(|b| b",;\t|".contains(b))
    {
        return named;
    }
    let score = |separator: u8| {
        let records = Records::some(bytes, Form { encoding, separator }, SAMPLE);
        let widths: Vec<usize> = records.iter().map(<[Field]>::len).collect();
        widths
            .iter()
            .filter(|&&w| w > 1)
            .map(|w| widths.iter().filter(|v| *v == w).count())
            .max()
            .unwrap_or(0)
    };
    // The first of equals: a comma, unless another explains more.
    let mut best = (b',', score(b','));
    for other in [b'\t', b';'] {
        let found = score(other);
        if found > best.1 {
            best = (other, found);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::{Form, Records, separator};
    use crate::csv::encoding::TextEncoding;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let bytes = text.as_bytes();
        let form = Form { encoding: TextEncoding::Utf8, separator: separator(bytes, TextEncoding::Utf8) };
        Records::parse(bytes, form).iter().map(|r| r.iter().map(|f| f.text(bytes, form)).collect()).collect()
    }

    #[test]
    fn quotes_line_ends_and_empty_fields() {
        assert_eq!(
            rows("No,質問\r\n1,\"a\r\n\"\"b\"\"\"\r\n\r\n2,\r\n"),
            [vec!["No", "質問"], vec!["1", "a\n\"b\""], vec![""], vec!["2", ""]]
        );
        assert_eq!(rows("a,b\rc,d"), [["a", "b"], ["c", "d"]]);
        assert_eq!(rows("a,\"\"\n,"), [["a", ""], ["", ""]]);
        assert_eq!(rows(""), Vec::<Vec<String>>::new());
    }

    #[test]
    fn a_quote_without_an_end_is_a_character() {
        assert_eq!(rows("a,\"b\nc,d\n"), [["a", "\"b"], ["c", "d"]]);
        assert_eq!(rows("5\" disk,x\n1,\"a\" b\n"), [["5\" disk", "x"], ["1", "a b"]]);
    }

    #[test]
    fn the_separator_is_what_cuts_records_alike() {
        assert_eq!(rows("No\t質問\n1\tA,Bはあるか\n2\tC,D,Eはあるか\n")[1], ["1", "A,Bはあるか"]);
        assert_eq!(rows("No;質問\n1;A,Bはあるか\n2;Cはあるか\n")[2], ["2", "Cはあるか"]);
        assert_eq!(rows("sep=;\n1,0;a\n")[1], ["1,0", "a"]);
        assert_eq!(rows("質問一覧\n規程はあるか\n")[1], ["規程はあるか"]);
    }
}
