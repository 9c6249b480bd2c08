//! 変更証明: what was changed in the customer's workbook, and that everything else is as it was.

use crate::convert::Conversion;
use kotae_workbook::Filled;
use serde::Serialize;

/// The proof, as it is written to disk.
#[derive(Debug, Serialize)]
pub(crate) struct Proof<'a> {
    input: FileDigest<'a>,
    output: FileDigest<'a>,
    /// The output was made from an .xlsx that stands in for the input; parts are compared with that.
    #[serde(skip_serializing_if = "Option::is_none")]
    converted: Option<Conversion>,
    changed: Vec<Changed<'a>>,
    refused: Vec<Refused<'a>>,
    /// Rows that were made higher, because that was asked for.
    raised: Vec<RaisedRow<'a>>,
    parts: Vec<Part<'a>>,
}

#[derive(Debug, Serialize)]
struct FileDigest<'a> {
    file: &'a str,
    sha256: String,
}

#[derive(Debug, Serialize)]
struct Changed<'a> {
    sheet: &'a str,
    cell: String,
    before: &'a str,
    after: &'a str,
}

#[derive(Debug, Serialize)]
struct Refused<'a> {
    sheet: &'a str,
    cell: String,
    why: String,
}

#[derive(Debug, Serialize)]
struct RaisedRow<'a> {
    sheet: &'a str,
    row: u32,
    /// In points.
    before: f64,
    /// In points.
    after: f64,
}

#[derive(Debug, Serialize)]
struct Part<'a> {
    name: &'a str,
    sha256: &'a str,
    identical: bool,
}

/// Puts the proof together. Of the files: name and SHA-256.
pub(crate) fn proof<'a>(
    input: (&'a str, String),
    output: (&'a str, String),
    converted: Option<Conversion>,
    filled: &'a Filled,
) -> Proof<'a> {
    Proof {
        input: FileDigest { file: input.0, sha256: input.1 },
        output: FileDigest { file: output.0, sha256: output.1 },
        converted,
        changed: filled
            .changed
            .iter()
            .map(|c| Changed { sheet: &c.sheet, cell: c.at.to_string(), before: &c.before, after: &c.after })
            .collect(),
        refused: filled
            .refused
            .iter()
            .map(|r| Refused { sheet: &r.sheet, cell: r.at.to_string(), why: r.why.to_string() })
            .collect(),
        raised: filled
            .raised
            .iter()
            .map(|r| RaisedRow { sheet: &r.sheet, row: r.row, before: r.before, after: r.after })
            .collect(),
        parts: filled
            .parts
            .iter()
            .map(|p| Part { name: &p.name, sha256: &p.sha256, identical: p.identical })
            .collect(),
    }
}
