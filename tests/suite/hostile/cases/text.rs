//! .csv and .tsv.

use super::Outcome::{Either, Refused};
use super::{Case, LARGE, case};

pub(crate) fn text() -> Vec<Case> {
    let mut out: Vec<Case> = Vec::new();
    let mut add = |name: &str, outcome, make: fn() -> Vec<u8>| {
        out.push(case("csv", name, outcome, make));
    };
    add("one-field-of-100-mb", Either, || {
        format!("No,質問\n1,\"{}\"\n", "あ".repeat(100 << 20 >> 2)).into_bytes()
    });
    add("a-million-columns", Either, || format!("No,質問\n{}\n", "a,".repeat(1_000_000)).into_bytes());
    add("only-commas", Refused(LARGE), || vec![b','; 150 << 20]);
    add("only-line-ends", Refused(LARGE), || vec![b'\n'; 150 << 20]);
    add("only-quotes", Either, || vec![b'"'; 150 << 20]);
    add("quotes-and-commas", Either, || b"\",".repeat(40 << 20));
    add("quotes-that-never-end", Either, || [&b"a,b\n"[..], &b",\"a\"\"".repeat(10 << 20)].concat());
    add("a-quote-that-never-ends", Either, || {
        format!("No,質問\n1,\"{}", "a,b\n".repeat(200_000)).into_bytes()
    });
    add("two-million-records", Either, || "1,規程はあるか,\n".repeat(600_000).into_bytes());
    add("nothing-but-zeros", Refused(&["読み取れません"]), || vec![0; 1 << 20]);
    add("no-encoding", Refused(&["文字コード"]), || {
        [&b"No,x\n"[..], &[0x8E, 0xFF, 0x80, b'\n']].concat()
    });
    add("half-a-unit", Either, || vec![0xFF, 0xFE, b'a', 0, b',', 0, b'b']);
    add("marks", Either, || [0xEF, 0xBB, 0xBF].repeat(100_000));
    add("larger-than-any", Refused(LARGE), || b"No,question\n".repeat(18 << 20));
    out.push(case("tsv", "tabs", Refused(LARGE), || vec![b'\t'; 100 << 20]));
    out.push(case("tsv", "a-million-columns", Either, || {
        format!("No\t質問\n{}\n", "a\t".repeat(1_000_000)).into_bytes()
    }));
    out
}
