//! .ods.

use super::Outcome::{Either, Read, Refused};
use super::{Case, DAMAGED, LARGE, LAUGHS, case, many};
use crate::packages::Parts;
use std::fmt::Write as _;

pub(crate) fn ods() -> Vec<Case> {
    let mut out: Vec<Case> = Vec::new();
    let mut add = |name: &str, outcome, make: fn() -> Vec<u8>| out.push(case("ods", name, outcome, make));
    add("repeated-emptiness", Read, || {
        Parts::ods("<table:table-row table:number-rows-repeated='1000000'><table:table-cell table:number-columns-repeated='10000'/></table:table-row>").zip()
    });
    add("repeated-texts", Refused(LARGE), || {
        Parts::ods("<table:table-row table:number-rows-repeated='1000000'><table:table-cell office:value-type='string' table:number-columns-repeated='10000'><text:p>質問</text:p></table:table-cell></table:table-row>").zip()
    });
    add("repeated-beyond-numbers", Either, || {
        Parts::ods("<table:table-row table:number-rows-repeated='18446744073709551615'><table:table-cell table:number-columns-repeated='4294967296'><text:p>x</text:p></table:table-cell></table:table-row>").zip()
    });
    add("repeated-again-and-again", Either, || {
        Parts::ods(&"<table:table-row table:number-rows-repeated='1000000'><table:table-cell table:number-columns-repeated='10000'/></table:table-row>".repeat(100_000)).zip()
    });
    add("spans", Either, || {
        Parts::ods(&format!("<table:table-row>{}</table:table-row>", "<table:table-cell table:number-columns-spanned='16384' table:number-rows-spanned='1048576'><text:p>x</text:p></table:table-cell>".repeat(10_000))).zip()
    });
    add("spaces", Either, || {
        Parts::ods("<table:table-row><table:table-cell office:value-type='string'><text:p><text:s text:c='4294967295'/></text:p></table:table-cell></table:table-row>").zip()
    });
    add("spaces-often", Either, || {
        Parts::ods(&format!("<table:table-row><table:table-cell office:value-type='string'><text:p>{}</text:p></table:table-cell></table:table-row>", "<text:s text:c='100000'/>".repeat(10_000))).zip()
    });
    add("doctype", Refused(&["DOCTYPE"]), || {
        let parts = Parts::ods("");
        let old = parts.parts[2].1.clone();
        parts.and("content.xml", [LAUGHS.as_bytes(), &old].concat()).zip()
    });
    add("bomb", Refused(LARGE), || Parts::ods("").and("content.xml", vec![b' '; 220 << 20]).zip());
    add("bomb-in-a-picture", Either, || Parts::ods("").and("Pictures/a.png", vec![0; 220 << 20]).zip());
    add("deep", Refused(&["入れ子"]), || Parts::ods(&"<table:table-row-group>".repeat(1_000_000)).zip());
    add("lists", Either, || {
        let rules = many(100_000, |o, n| {
            let _ = write!(
                o,
                "<table:content-validation table:name='v{n}' table:condition=\"of:cell-content-is-in-list(&quot;はい&quot;;&quot;{n}&quot;)\"/>"
            );
        });
        let cells = many(100_000, |o, n| {
            let _ = write!(
                o,
                "<table:table-row><table:table-cell table:content-validation-name='v{n}'/></table:table-row>"
            );
        });
        let parts = Parts::ods(&cells);
        let text = String::from_utf8(parts.parts[2].1.clone()).expect("text");
        parts
            .and(
                "content.xml",
                text.replacen(
                    "<office:spreadsheet>",
                    &format!(
                        "<office:spreadsheet><table:content-validations>{rules}</table:content-validations>"
                    ),
                    1,
                ),
            )
            .zip()
    });
    add("tables", Either, || {
        let tables = many(100_000, |o, n| {
            let _ = write!(o, "</table:table><table:table table:name='t{n}'>");
        });
        Parts::ods(&tables).zip()
    });
    add("wrong-type", Either, || {
        Parts::ods("").and("mimetype", "application/vnd.oasis.opendocument.text").zip()
    });
    add("text-of-190-mb", Refused(LARGE), || {
        Parts::ods(&format!("<table:table-row><table:table-cell office:value-type='string'><text:p>{}</text:p></table:table-cell></table:table-row>", "あ".repeat(190 << 20 >> 1))).stored().zip()
    });
    for part in 1..10 {
        out.push(case("ods", &format!("cut-{part}"), Refused(DAMAGED), move || {
            let whole = std::fs::read(acceptance::root().join("tests/workbooks/h30_ods.ods")).expect("there");
            whole[..whole.len() * part / 10].to_vec()
        }));
    }
    out
}
