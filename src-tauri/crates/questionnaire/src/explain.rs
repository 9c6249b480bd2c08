//! Why the detection decided as it did: candidates, scores and the features that gave them, as text.

use crate::analyse::{Looked, analyse};
use crate::columns::Seen;
use crate::rows::look_name;
use crate::table::Found;
use crate::vocab::Role;
use crate::weights::{COLUMN, KINDS, Kind, ROW};
use kotae_workbook::{Sheet, column_name};
use std::fmt::Write as _;

/// Rows passed over that are listed a table; the rest is counted.
const PASSED: usize = 40;

/// For each sheet, table, column and row: what was weighed and what came of it.
///
/// For people who ask why; the form of the text is not a contract.
#[must_use]
pub fn explain(sheets: &[Sheet]) -> String {
    let mut out = String::new();
    for looked in analyse(sheets, &[]).sheets {
        sheet(&mut out, &looked);
    }
    out
}

fn sheet(out: &mut String, looked: &Looked<'_>) {
    let verdict = if looked.questionnaire { "a questionnaire" } else { "no questionnaire" };
    let _ = writeln!(out, "sheet “{}”: {verdict}", looked.grid.sheet.name);
    for (what, score) in &looked.reasons {
        let _ = writeln!(out, "  {score:+.1} {what}");
    }
    for c in looked.candidates.iter().filter(|c| c.score >= 2.0).take(PASSED) {
        let opens = if c.opens { "opens a table" } else { "opens none" };
        let _ = writeln!(out, "  row {} as a header: {:.1}, {opens}", c.row, c.score);
        for (what, score) in &c.reasons {
            let _ = writeln!(out, "    {score:+.1} {what}");
        }
    }
    for found in &looked.tables {
        table(out, found, "table");
    }
    for found in &looked.rejected {
        table(out, found, "rejected");
    }
}

fn table(out: &mut String, found: &Found, word: &str) {
    let _ = writeln!(
        out,
        "  {word}: header rows {:?}, {} questions, question column {:.1}, answer column {:.1}, margin {:.1}",
        found.region.header,
        found.table.rows.len(),
        found.strength.0,
        found.strength.1,
        found.assignment.margin
    );
    for (i, seen) in found.seen.iter().enumerate() {
        let role = if found.assignment.marks.contains(&i) {
            "mark"
        } else {
            found.assignment.roles.get(i).copied().flatten().map_or("-", Role::name)
        };
        column(out, seen, role);
    }
    for p in found.passed.iter().take(PASSED) {
        let text: String = p.text.chars().take(30).collect();
        let _ = write!(out, "    row {} is a {}: “{}”;", p.row, p.kind.name(), text.replace('\n', " "));
        for (kind, score) in Kind::ALL.into_iter().zip(p.scores) {
            if score.is_finite() {
                let _ = write!(out, " {} {score:.1}", kind.name());
            }
        }
        let _ = writeln!(out, "{}", row_features(p));
    }
    if found.passed.len() > PASSED {
        let _ = writeln!(out, "    and {} more rows that are no questions", found.passed.len() - PASSED);
    }
}

fn row_features(p: &crate::rows::Passed) -> String {
    let k = Kind::ALL.iter().position(|k| *k == p.kind).unwrap_or(KINDS - 1);
    let mut parts = Vec::new();
    for (look, value) in &p.looks {
        let weight = ROW.iter().find(|(l, _)| l == look).map_or(0.0, |(_, w)| w[k]);
        if (weight * value).abs() >= 0.05 {
            parts.push(format!("{:+.1} {}", weight * value, look_name(*look)));
        }
    }
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}

fn column(out: &mut String, seen: &Seen, role: &str) {
    let _ = writeln!(
        out,
        "    column {} “{}”: {role}",
        column_name(seen.column),
        seen.header().replace('\n', " ")
    );
    let mut ranked: Vec<(Role, f32)> = Role::ALL.into_iter().map(|r| (r, seen.score(r))).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    for (role, score) in ranked.into_iter().take(3) {
        let mut parts = Vec::new();
        if seen.words[role.index()] != 0.0 {
            parts.push(format!("{:+.1} header words", seen.words[role.index()]));
        }
        for (look, value) in &seen.looks {
            let weight = COLUMN.iter().find(|(l, _)| l == look).map_or(0.0, |(_, w)| w[role.index()]);
            if (weight * value).abs() >= 0.05 {
                parts.push(format!("{:+.1} {look:?}", weight * value));
            }
        }
        let _ = writeln!(out, "      {} {score:.1} = {}", role.name(), parts.join(" "));
    }
}

#[cfg(test)]
mod tests {
    use super::explain;
    use crate::testing::sheets;

    #[test]
    fn columns_headers_and_passed_rows_are_explained() {
        let text = explain(&sheets(
            "No | 質問 | 回答(○×) | 備考
             例 | ウイルス対策ソフトを導入していますか。 | ○ | 導入済
             1 | 規程の改定履歴を管理しているか | |
             2 | 内部監査を毎年実施しているか | |",
        ));
        for wanted in [
            "sheet “シート1”: a questionnaire",
            "row 1 as a header",
            "column B “質問”: question",
            "column C “回答(○×)”: status",
            "row 2 is a example",
            "ExampleSign",
            "header words",
        ] {
            assert!(text.contains(wanted), "{wanted}\n{text}");
        }
    }
}
