//! .xlsx and .xlsm.

use super::Outcome::{Either, Read, Refused};
use super::{Case, DAMAGED, LARGE, LAUGHS, case, column, many};
use crate::packages::{NS, Parts, SHEET, overwritten, relation, relations};
use std::fmt::Write as _;

pub(crate) fn xlsx() -> Vec<Case> {
    let mut out: Vec<Case> = Vec::new();
    let mut add = |name: &str, outcome, make: fn() -> Vec<u8>| out.push(case("xlsx", name, outcome, make));
    add("deflated-nothing", Refused(LARGE), || Parts::rows("").and(SHEET, vec![b' '; 220 << 20]).zip());
    add("deflated-rows", Refused(LARGE), || Parts::rows(&"<row/>".repeat(30_000_000)).zip());
    add("bomb-in-a-part-nobody-reads", Either, || {
        Parts::rows("").and("xl/media/image1.png", vec![0; 220 << 20]).zip()
    });
    add("bomb-in-a-bomb", Either, || {
        let inner = Parts::default().and("a", vec![0; 30 << 20]).zip();
        Parts::rows("").and("xl/embeddings/inner.zip", inner).zip()
    });
    add("size-stated-too-small", Either, || {
        let zip = Parts::rows(&"<row/>".repeat(5_000_000)).zip();
        let size =
            u32::try_from(format!("<worksheet {NS}><sheetData></sheetData></worksheet>").len() + 30_000_000);
        overwritten(zip, &size.expect("small").to_le_bytes(), &1000u32.to_le_bytes())
    });
    add("entries", Refused(&["項目数"]), || {
        let mut parts = Parts::rows("");
        parts.parts.extend((0..20_000).map(|n| (format!("x/{n}"), Vec::new())));
        parts.zip()
    });
    for (n, doctype) in [
        LAUGHS,
        "<!DOCTYPE a [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>",
        "<!DOCTYPE a SYSTEM \"http://x.invalid/a.dtd\" [<!ENTITY % p SYSTEM \"http://x.invalid/p\"> %p;]>",
    ]
    .into_iter()
    .enumerate()
    {
        for part in [SHEET, "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "_rels/.rels"] {
            out.push(case(
                "xlsx",
                &format!("doctype-{n}-{}", part.replace('/', "-")),
                Refused(&["DOCTYPE"]),
                move || {
                    let parts = Parts::rows("");
                    let old = parts.parts.iter().find(|(n, _)| n == part).expect("there").1.clone();
                    parts.and(part, [doctype.as_bytes(), &old].concat()).zip()
                },
            ));
        }
    }
    let mut add = |name: &str, outcome, make: fn() -> Vec<u8>| out.push(case("xlsx", name, outcome, make));
    add("far-corner", Read, || {
        Parts::sheet("<dimension ref='A1:XFD1048576'/><sheetData><row r='1048576'><c r='XFD1048576'><v>1</v></c></row></sheetData>").zip()
    });
    add("beyond-the-corner", Read, || {
        Parts::rows("<row r='2147483648'><c r='A2147483648'><v>1</v></c></row><row r='2'><c r='AAAA2'><v>1</v></c></row>").zip()
    });
    add("claims", Read, || {
        let strings =
            format!("<sst {NS} count='4294967295' uniqueCount='4294967295'><si><t>a</t></si></sst>");
        Parts::sheet("<cols><col min='1' max='4294967295'/></cols><sheetData/><mergeCells count='4294967295'><mergeCell ref='E5:XFD1048576'/></mergeCells>")
            .and("xl/sharedStrings.xml", strings).zip()
    });
    add("merges", Read, || {
        let merges = many(100_000, |o, r| {
            let _ = write!(o, "<mergeCell ref='E{r}:H{r}'/>");
        });
        Parts::sheet(&format!("<sheetData/><mergeCells>{merges}</mergeCells>")).zip()
    });
    add("merges-over-one-another", Read, || {
        let merges = many(20_000, |o, r| {
            let _ = write!(o, "<mergeCell ref='E{r}:XFD1048576'/>");
        });
        Parts::sheet(&format!("<sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>質問</t></is></c></row></sheetData><mergeCells>{merges}</mergeCells>")).zip()
    });
    add("too-many-merges", Refused(LARGE), || {
        let merges = many(1_000_000, |o, r| {
            let _ = write!(o, "<mergeCell ref='E{r}:H{r}'/>");
        });
        Parts::sheet(&format!("<sheetData/><mergeCells>{merges}</mergeCells>")).stored().zip()
    });
    add("validations", Either, || {
        let all = many(100_000, |o, r| {
            let _ = write!(
                o,
                "<dataValidation type='list' sqref='D{r}'><formula1>\"はい,いいえ,{r}\"</formula1></dataValidation>"
            );
        });
        Parts::sheet(&format!("<sheetData/><dataValidations>{all}</dataValidations>")).zip()
    });
    add("a-million-validations", Refused(LARGE), || {
        let all = many(1_000_000, |o, r| {
            let _ = write!(
                o,
                "<dataValidation type='list' sqref='D{r}'><formula1>$A$1:$A$9</formula1></dataValidation>"
            );
        });
        Parts::sheet(&format!("<sheetData/><dataValidations>{all}</dataValidations>")).stored().zip()
    });
    add("validations-of-many-names", Either, || {
        let names = many(100_000, |o, n| {
            let _ = write!(o, "<definedName name='n{n}'>'回答'!$A${n}:$A${}</definedName>", n + 9);
        });
        let all = many(100_000, |o, n| {
            let _ = write!(
                o,
                "<dataValidation type='list' sqref='D{n}'><formula1>n{n}</formula1></dataValidation>"
            );
        });
        Parts::sheet(&format!("<sheetData/><dataValidations>{all}</dataValidations>"))
            .and("xl/workbook.xml", Parts::book(&format!("<definedNames>{names}</definedNames>")))
            .zip()
    });
    add("names-in-a-ring", Read, || {
        let names = "<definedNames><definedName name='a'>b</definedName><definedName name='b'>a</definedName></definedNames>";
        Parts::sheet("<sheetData/><dataValidations><dataValidation type='list' sqref='D1:D9'><formula1>a</formula1></dataValidation></dataValidations>")
            .and("xl/workbook.xml", Parts::book(names)).zip()
    });
    add("validations-over-everything", Either, || {
        let all = "<dataValidation type='list' sqref='A1:XFD1048576'><formula1>$A$1:$XFD$1048576</formula1></dataValidation>".repeat(20_000);
        Parts::sheet(&format!("<sheetData/><dataValidations>{all}</dataValidations>")).zip()
    });
    add("wrong-content-types", Read, || {
        Parts::rows("<row r='1'/>")
            .with("[Content_Types].xml", "spreadsheetml.worksheet+xml", "spreadsheetml.chartsheet+xml")
            .zip()
    });
    add("content-types-of-a-picture", Either, || {
        Parts::rows("<row r='1'/>")
            .and("[Content_Types].xml", "<Types><Default Extension='xml' ContentType='image/png'/></Types>")
            .zip()
    });
    add("external-links", Read, || {
        let links = relations(
            "<Relationship Id='rId1' Type='http://x/externalLinkPath' TargetMode='External' Target='http://x.invalid/a.xlsx'/>\
             <Relationship Id='rId2' Type='http://x/hyperlink' TargetMode='External' Target='file://///x.invalid/share'/>",
        );
        Parts::rows("<row r='1'><c r='A1'><f>[1]Sheet1!A1+HYPERLINK(\"http://x.invalid\")</f><v>1</v></c><c r='B1'><f>cmd|'/c calc'!A0</f></c></row>")
            .and("xl/worksheets/_rels/sheet1.xml.rels", links.clone())
            .and("xl/externalLinks/externalLink1.xml", format!("<externalLink {NS}><externalBook r:id='rId1'/></externalLink>"))
            .and("xl/externalLinks/_rels/externalLink1.xml.rels", links).zip()
    });
    add("a-million-shared-strings", Read, || {
        let strings = many(1_000_000, |o, n| {
            let _ = write!(o, "<si><t>設問{n}</t></si>");
        });
        let rows = many(100_000, |o, r| {
            let _ = write!(o, "<row r='{r}'>");
            for c in 0..10 {
                let _ = write!(o, "<c r='{}{r}' t='s'><v>{}</v></c>", column(c + 5), (r - 1) * 10 + c);
            }
            o.push_str("</row>");
        });
        Parts::rows(&rows).and("xl/sharedStrings.xml", format!("<sst {NS}>{strings}</sst>")).zip()
    });
    add("a-million-and-a-half-cells", Read, || {
        let rows = many(14_900, |o, r| {
            let _ = write!(o, "<row r='{r}'>");
            for c in 5..105 {
                let _ = write!(o, "<c r='{}{r}'><v>{}</v></c>", column(c), r);
            }
            o.push_str("</row>");
        });
        Parts::rows(&rows).zip()
    });
    add("three-million-cells", Refused(LARGE), || {
        Parts::rows(&many(30_000, |o, _| {
            o.push_str("<row>");
            o.push_str(&"<c><v>1</v></c>".repeat(100));
            o.push_str("</row>");
        }))
        .zip()
    });
    add("one-text-of-190-mb", Refused(LARGE), || {
        let text = "あ".repeat(190 << 20 >> 2);
        Parts::rows(&format!("<row r='1'><c r='A1' t='inlineStr'><is><t>{text}{text}</t></is></c></row>"))
            .stored()
            .zip()
    });
    add("one-text-of-60-mb", Either, || {
        let text = "あ".repeat(20 << 20);
        Parts::rows(&format!("<row r='1'><c r='A1' t='inlineStr'><is><t>{text}</t></is></c></row>"))
            .stored()
            .zip()
    });
    add("one-tag-of-100-mb", Either, || {
        Parts::rows(&format!("<row r='1' x='{}'/>", "a".repeat(100 << 20))).stored().zip()
    });
    add("a-million-attributes", Either, || {
        let all = many(1_000_000, |o, n| {
            let _ = write!(o, " a{n}='1'");
        });
        Parts::rows(&format!("<row r='1'{all}><c r='A1'{all}/></row>")).zip()
    });
    add("deep", Refused(&["入れ子"]), || Parts::rows(&"<row>".repeat(1_000_000)).zip());
    add("comment-that-does-not-end", Refused(&["sheet1.xml"]), || {
        Parts::rows(&format!("<!--{}", "-".repeat(20 << 20))).stored().zip()
    });
    add("a-hundred-thousand-sheets", Either, || {
        let sheets = many(100_000, |o, n| {
            let _ = write!(o, "<sheet name='s{n}' sheetId='{n}' r:id='r{n}'/>");
        });
        let rels = many(100_000, |o, n| {
            o.push_str(&relation(&format!("r{n}"), "worksheet", &format!("worksheets/s{n}.xml")));
        });
        Parts::rows("").and("xl/workbook.xml", format!("<workbook {NS}><sheets><sheet name='回答' sheetId='1' r:id='rId1'/>{sheets}</sheets></workbook>"))
            .and("xl/_rels/workbook.xml.rels", relations(&(relation("rId1", "worksheet", "worksheets/sheet1.xml") + &rels))).zip()
    });
    add("nine-thousand-sheets", Either, || {
        let sheets = many(9_000, |o, n| {
            let _ = write!(o, "<sheet name='s{n}' sheetId='{n}' r:id='r{n}'/>");
        });
        let rels = many(9_000, |o, n| {
            o.push_str(&relation(&format!("r{n}"), "worksheet", &format!("worksheets/s{n}.xml")));
        });
        let mut parts = Parts::rows("").and("xl/workbook.xml", format!("<workbook {NS}><sheets><sheet name='回答' sheetId='1' r:id='rId1'/>{sheets}</sheets></workbook>"))
            .and("xl/_rels/workbook.xml.rels", relations(&(relation("rId1", "worksheet", "worksheets/sheet1.xml") + &rels)));
        parts.parts.extend((1..=9_000).map(|n| {
            (
                format!("xl/worksheets/s{n}.xml"),
                format!("<worksheet {NS}><sheetData/></worksheet>").into_bytes(),
            )
        }));
        parts.zip()
    });
    add("two-names-of-one-sheet", Refused(&["二重"]), || {
        Parts::rows("")
            .with("xl/workbook.xml", "</sheets>", "<sheet name='b' sheetId='2' r:id='rId1'/></sheets>")
            .zip()
    });
    add("a-million-styles", Either, || {
        Parts::rows("")
            .and(
                "xl/styles.xml",
                format!(
                    "<styleSheet {NS}><cellXfs>{}</cellXfs></styleSheet>",
                    "<xf numFmtId='14'/>".repeat(1_000_000)
                ),
            )
            .zip()
    });
    add("header-words-everywhere", Read, || {
        let words = ["質問", "回答", "備考", "No", "はい", "いいえ", "○", "か。"];
        let rows = many(1_000, |o, r| {
            let _ = write!(o, "<row r='{r}'>");
            for c in 1..=300 {
                if r != 3 || c != 3 {
                    let _ = write!(
                        o,
                        "<c r='{}{r}' t='inlineStr'><is><t>{}</t></is></c>",
                        column(c),
                        words[((r * 7 + c * c) % 8) as usize]
                    );
                }
            }
            o.push_str("</row>");
        });
        Parts::rows(&rows).zip()
    });
    add("questions-to-the-last-row", Read, || {
        let rows = many(200_000, |o, r| {
            let _ = if r == 1 {
                write!(
                    o,
                    "<row r='1'><c r='A1' t='inlineStr'><is><t>No</t></is></c><c r='B1' t='inlineStr'><is><t>質問</t></is></c><c r='C1' t='inlineStr'><is><t>回答</t></is></c></row>"
                )
            } else {
                write!(
                    o,
                    "<row r='{r}'><c r='A{r}'><v>{r}</v></c><c r='B{r}' t='inlineStr'><is><t>規程{r}はありますか。</t></is></c></row>"
                )
            };
        });
        Parts::rows(&rows).zip()
    });
    for name in [
        "../evil.xml",
        "/etc/passwd",
        "xl\\..\\..\\evil.xml",
        "C:\\evil.xml",
        "C:evil.xml",
        "xl/../../../tmp/evil",
        "\\\\host\\share\\x",
    ] {
        out.push(case(
            "xlsx",
            &format!("path-{}", name.replace(['/', '\\', ':', '.'], "_")),
            Refused(&["外を指して"]),
            move || Parts::rows("").and(name, "x").zip(),
        ));
    }
    for (old, new) in [("xl/x1", SHEET), ("xl/x2", "xl/workbook.xml"), ("xl/x3", "[Content_Types].xml")] {
        out.push(case(
            "xlsx",
            &format!("twice-{}", new.replace('/', "-")),
            Refused(&["二つあります"]),
            move || {
                let stand_in: String = old.chars().chain(std::iter::repeat('y')).take(new.len()).collect();
                overwritten(Parts::rows("").and(&stand_in, "x").zip(), stand_in.as_bytes(), new.as_bytes())
            },
        ));
    }
    for part in 1..10 {
        out.push(case("xlsx", &format!("cut-{part}"), Refused(DAMAGED), move || {
            let whole =
                std::fs::read(acceptance::root().join("data/samples/questionnaire.xlsx")).expect("there");
            whole[..whole.len() * part / 10].to_vec()
        }));
        out.push(case("xlsm", &format!("macro-cut-{part}"), Refused(DAMAGED), move || {
            let whole = std::fs::read(acceptance::root().join("tests/workbooks/shared/d04_macro.xlsm"))
                .expect("there");
            whole[..whole.len() * part / 10].to_vec()
        }));
    }
    out.push(case("xlsm", "bomb-for-macros", Either, || {
        Parts::rows("").and("xl/vbaProject.bin", vec![0; 220 << 20]).zip()
    }));
    out.push(case("xlsm", "noise-for-macros", Read, || {
        Parts::rows("").and("xl/vbaProject.bin", vec![0xD0; 1 << 20]).zip()
    }));
    out
}
