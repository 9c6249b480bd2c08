//! New texts into the fields of a text file, every other byte as it was.

use super::records::{Field, Records};
use super::{Form, SHEET};
use crate::address::CellRef;
use crate::error::{Error, Mismatch};
use std::collections::BTreeMap;
use std::ops::Range;

/// The file with these texts in it. Fields and records that are not there are added.
///
/// # Errors
/// A text that the encoding cannot hold (callers have asked [`super::TextEncoding::encode`] before); a
/// result that does not read back as asked, or would be taken for a text in another form.
pub(crate) fn write(bytes: &[u8], form: Form, texts: &BTreeMap<CellRef, String>) -> Result<Vec<u8>, Error> {
    let records = Records::parse(bytes, form);
    let mut out = Vec::with_capacity(bytes.len() + texts.values().map(String::len).sum::<usize>() * 2);
    let mut done = 0;
    for (place, new) in splices(bytes, form, &records, texts)? {
        out.extend_from_slice(&bytes[done..place.start]);
        out.extend_from_slice(&new);
        done = place.end;
    }
    out.extend_from_slice(&bytes[done..]);
    let verified = verify((bytes, &records), (&out, &Records::parse(&out, form)), form, texts);
    // A quote that nobody closed ends at the next one, which may be ours.
    let unclosed = |f: &Field| !f.quoted && form.encoding.ascii(bytes, f.bytes.start) == Some(b'"');
    if verified.is_err() && records.fields.iter().any(unclosed) {
        return Err(Error::TextForm);
    }
    verified?;
    if form.shows_in(&out) { Ok(out) } else { Err(Error::TextForm) }
}

type Splices = Vec<(Range<usize>, Vec<u8>)>;

fn splices(
    bytes: &[u8],
    form: Form,
    records: &Records,
    texts: &BTreeMap<CellRef, String>,
) -> Result<Splices, Error> {
    let style = Style::of(bytes, form, records);
    let mut out: Splices = Vec::new();
    let mut missing: BTreeMap<u32, Vec<u8>> = BTreeMap::new();
    let mut row_of_tail = 0;
    let mut width = 0;
    for (at, text) in texts {
        let new = |quoted| style.field(form, text, quoted, *at);
        let (row, column) = (at.row as usize - 1, at.column as usize - 1);
        let Some(record) = records.records.get(row) else {
            let tail = missing.entry(at.row).or_default();
            if row_of_tail != at.row {
                (row_of_tail, width) = (at.row, 0);
            }
            for _ in width..column {
                form.encoding.push(tail, form.separator);
            }
            width = column;
            tail.extend(new(false)?);
            continue;
        };
        if let Some(field) = records.fields[record.fields.clone()].get(column) {
            // The last record of a file would be gone without a line end, a quote or a character; one
            // between a CR and an LF would make one line end of them.
            let last = !record.ended && row + 1 == records.records.len();
            let between = field.bytes.start.checked_sub(form.encoding.unit()).is_some_and(|before| {
                form.encoding.ascii(bytes, before) == Some(b'\r')
                    && form.encoding.ascii(bytes, record.end) == Some(b'\n')
            });
            let gone = record.fields.len() == 1 && (last || between);
            out.push((field.bytes.clone(), new(field.quoted || (gone && text.is_empty()))?));
            continue;
        }
        // Cells right of the record's last field: one splice at its end for all of them.
        if row_of_tail != at.row {
            (row_of_tail, width) = (at.row, record.fields.len() - 1);
            out.push((record.end..record.end, Vec::new()));
        }
        let tail = &mut out.last_mut().expect("pushed for this record").1;
        for _ in width..column {
            form.encoding.push(tail, form.separator);
        }
        width = column;
        tail.extend(new(false)?);
    }
    if !missing.is_empty() {
        out.push(rows_below(form, records, &style.after(bytes, form, records), &missing));
    }
    Ok(out)
}

/// Records below the last one, at the end of the file.
fn rows_below(
    form: Form,
    records: &Records,
    style: &Style,
    missing: &BTreeMap<u32, Vec<u8>>,
) -> (Range<usize>, Vec<u8>) {
    let mut tail = Vec::new();
    let mut row = records.records.len();
    let end = match records.records.last() {
        Some(last) if !last.ended => {
            style.end_line(form, &mut tail);
            last.end
        }
        _ => records.end,
    };
    for (&at, content) in missing {
        while row + 1 < at as usize {
            style.end_line(form, &mut tail);
            row += 1;
        }
        tail.extend_from_slice(content);
        style.end_line(form, &mut tail);
        row += 1;
    }
    (end..end, tail)
}

/// What the file's writer does.
struct Style {
    line_end: &'static [u8],
    /// Inside quotes.
    inner: &'static str,
}

impl Style {
    fn of(bytes: &[u8], form: Form, records: &Records) -> Self {
        let ascii = |at: usize| form.encoding.ascii(bytes, at);
        let first = records.records.iter().find(|r| r.ended).map(|r| r.end);
        let line_end: &[u8] = match first.map(|at| (ascii(at), ascii(at + form.encoding.unit()))) {
            Some((Some(b'\n'), _)) => b"\n",
            Some((Some(b'\r'), second)) if second != Some(b'\n') => b"\r",
            _ => b"\r\n",
        };
        let inside = |f: &Field| form.encoding.decode(&bytes[f.bytes.clone()]);
        let quoted = records.fields.iter().filter(|f| f.quoted).map(inside);
        let inner = quoted.filter_map(|t| t.find('\n').map(|at| t[..at].ends_with('\r'))).next();
        Self { line_end, inner: if inner == Some(true) { "\r\n" } else { "\n" } }
    }

    /// What is put behind the file's last record: a CR there must not become half of a CR LF.
    fn after(&self, bytes: &[u8], form: Form, records: &Records) -> Self {
        let ascii = |at: usize| form.encoding.ascii(bytes, at);
        let last = records.records.last().filter(|r| r.ended).map(|r| r.end);
        let bare = last
            .is_some_and(|at| ascii(at) == Some(b'\r') && ascii(at + form.encoding.unit()) != Some(b'\n'));
        Self { line_end: if bare { b"\r" } else { self.line_end }, inner: self.inner }
    }

    fn end_line(&self, form: Form, out: &mut Vec<u8>) {
        for &b in self.line_end {
            form.encoding.push(out, b);
        }
    }

    fn field(&self, form: Form, text: &str, quoted: bool, at: CellRef) -> Result<Vec<u8>, Error> {
        let edge = |c: char| c == ' ' || c == '\t';
        let needs = quoted
            || text.contains(['"', '\r', '\n', char::from(form.separator)])
            || text.starts_with(edge)
            || text.ends_with(edge);
        let text = if needs {
            format!("\"{}\"", text.replace('"', "\"\"").replace('\n', self.inner))
        } else {
            text.to_owned()
        };
        form.encoding.encode(&text).map_err(|_| cell_differs(at))
    }
}

fn cell_differs(at: CellRef) -> Error {
    let why = Mismatch::Cell { sheet: SHEET.to_owned(), at };
    Error::Verification { part: SHEET.to_owned(), why }
}

/// Every field that was not asked for has its old bytes, every other its new text, and between fields
/// nothing has changed but what was added.
fn verify(
    old: (&[u8], &Records),
    new: (&[u8], &Records),
    form: Form,
    texts: &BTreeMap<CellRef, String>,
) -> Result<(), Error> {
    let rows = texts.keys().map(|at| at.row as usize).max().unwrap_or(0).max(old.1.records.len());
    if new.1.records.len() != rows {
        return Err(Error::Verification { part: SHEET.to_owned(), why: Mismatch::Listing });
    }
    let none: &[Field] = &[];
    for (row, fields) in (1u32..).zip(new.1.iter()) {
        let before = old.1.fields_of(row as usize - 1).unwrap_or(none);
        for (column, field) in (1u32..).zip(fields) {
            let at = CellRef::new(row, column);
            let same = match (texts.get(&at), before.get(column as usize - 1)) {
                (Some(text), _) => field.text(new.0, form) == *text,
                (None, Some(was)) => new.0[field.bytes.clone()] == old.0[was.bytes.clone()],
                (None, None) => field.bytes.is_empty(),
            };
            if !same {
                return Err(cell_differs(at));
            }
        }
        let asked = texts.range(CellRef::new(row, 1)..=CellRef::new(row, crate::address::MAX_COLUMN));
        let least = asked.map(|(at, _)| at.column as usize).max().unwrap_or(0).max(before.len());
        if fields.len() != least.max(1) {
            return Err(cell_differs(CellRef::new(row, 1)));
        }
    }
    Ok(())
}
