//! The files, each made when its turn comes.

mod binary;
mod encrypted;
mod ods;
mod text;
mod xlsx;

pub(crate) use binary::binary;
pub(crate) use encrypted::encrypted;
pub(crate) use ods::ods;
pub(crate) use text::text;
pub(crate) use xlsx::xlsx;

/// What must become of a file.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// Refused, in words that hold these.
    Refused(&'static [&'static str]),
    /// Read, and a cell of it written.
    Read,
    /// One or the other.
    Either,
}

/// A file.
pub(crate) struct Case {
    pub(crate) name: String,
    /// The end of its name.
    pub(crate) ends: &'static str,
    pub(crate) make: Box<dyn Fn() -> Vec<u8>>,
    pub(crate) outcome: Outcome,
    pub(crate) password: &'static str,
    /// The sheet that is written to.
    pub(crate) sheet: &'static str,
}

impl Case {
    /// What the output is called: binary formats are delivered as .xlsx.
    pub(crate) fn ends_out(&self) -> &'static str {
        if matches!(self.ends, "xls" | "xlsb") { "xlsx" } else { self.ends }
    }
}

fn case(ends: &'static str, name: &str, outcome: Outcome, make: impl Fn() -> Vec<u8> + 'static) -> Case {
    let sheet = if matches!(ends, "csv" | "tsv") { "(csv)" } else { "回答" };
    Case { name: name.to_owned(), ends, make: Box::new(make), outcome, password: "", sheet }
}

const DAMAGED: &[&str] = &["壊れています"];
const LARGE: &[&str] = &["大きすぎる"];

/// Many times the same with its number, from 1.
fn many(count: u32, mut one: impl FnMut(&mut String, u32)) -> String {
    let mut out = String::new();
    for n in 1..=count {
        one(&mut out, n);
    }
    out
}

const LAUGHS: &str = "<!DOCTYPE a [<!ENTITY l0 \"ha\"><!ENTITY l1 \"&l0;&l0;&l0;&l0;&l0;&l0;&l0;&l0;\">\
    <!ENTITY l2 \"&l1;&l1;&l1;&l1;&l1;&l1;&l1;&l1;\"><!ENTITY l3 \"&l2;&l2;&l2;&l2;&l2;&l2;&l2;&l2;\">]>";

/// Columns of a letter name, from 1.
fn column(mut n: u32) -> String {
    let mut out = String::new();
    while n > 0 {
        out.insert(0, char::from(b'A' + u8::try_from((n - 1) % 26).expect("a letter")));
        n = (n - 1) / 26;
    }
    out
}
