//! What a file carries besides its answers, and names that must not stand in it. `kotae check` and the
//! desk's gate say the same of the same file.

use crate::check::CheckProblem;
use crate::language::Lang;
use kotae_questionnaire::Question;
use kotae_workbook::{CellRef, Sheet, Trace, TraceKind, Workbook};
use std::collections::BTreeSet;

/// Code of a problem: another customer's name.
pub(crate) const OTHER_CUSTOMER: &str = "other-customer";

/// What the file carries besides its answers.
///
/// # Errors
/// A part that holds it cannot be read.
pub(crate) fn carried(
    workbook: &Workbook,
    others: &Others,
    lang: Lang,
) -> Result<Vec<CheckProblem>, kotae_workbook::Error> {
    let mut out = Vec::new();
    for trace in workbook.traces()? {
        let place = |code: &str, severity, message| CheckProblem {
            code: code.to_owned(),
            severity,
            sheet: trace.sheet.clone(),
            cell: trace.cell.map(|c| c.to_string()),
            message,
        };
        for name in others.named_in(&trace.text) {
            let message = format!("{} — {}", lang.of_engine(&other_customer(name)), said(&trace, lang).1);
            out.push(place(OTHER_CUSTOMER, "stop", message));
        }
        if marks(&trace.text).next().is_some() {
            let message = lang.pick("取り扱いの表示があります", "it is marked as confidential").to_owned();
            out.push(place("confidential-mark", "warn", format!("{message}：{}", trace.text)));
            continue;
        }
        let (code, message) = said(&trace, lang);
        out.push(place(code, "warn", message));
    }
    for sheet in workbook.sheets() {
        for (cell, c) in &sheet.cells {
            let Some(text) = c.value.as_ref().map(kotae_workbook::Value::shown) else { continue };
            // A question may ask about 社外秘; a mark stands alone.
            if text.chars().count() <= LONGEST_MARK && marks(&text).next().is_some() {
                out.push(mark(sheet, *cell, &text, lang));
            }
        }
    }
    Ok(out)
}

/// A cell longer than this speaks of something rather than marking the sheet.
const LONGEST_MARK: usize = 16;
const MARKS: [&str; 8] =
    ["社外秘", "極秘", "部外秘", "関係者限", "取扱注意", "取扱い注意", "confidential", "internal use only"];

fn marks(text: &str) -> impl Iterator<Item = &'static str> {
    let text = text.to_lowercase();
    MARKS.into_iter().filter(move |m| text.contains(m))
}

fn mark(sheet: &Sheet, cell: CellRef, text: &str, lang: Lang) -> CheckProblem {
    let message = lang.pick("取り扱いの表示があります", "it is marked as confidential");
    CheckProblem {
        code: "confidential-mark".to_owned(),
        severity: "warn",
        sheet: Some(sheet.name.clone()),
        cell: Some(cell.to_string()),
        message: format!("{message}：{text}"),
    }
}

fn said(trace: &Trace, lang: Lang) -> (&'static str, String) {
    let text = &trace.text;
    let (code, ja, en) = match trace.kind {
        TraceKind::Property => {
            ("property", format!("ファイルのプロパティ：{text}"), format!("property of the file: {text}"))
        }
        TraceKind::HeaderFooter => {
            ("header-footer", format!("ヘッダー・フッター：{text}"), format!("header or footer: {text}"))
        }
        TraceKind::DefinedName => ("defined-name", format!("名前の定義：{text}"), format!("name: {text}")),
        TraceKind::Comment => ("comment", format!("コメント：{text}"), format!("note: {text}")),
        TraceKind::HiddenSheet => (
            "hidden-sheet",
            format!("非表示のシートです（内容のあるセル {text}）"),
            format!("a hidden sheet with {text} cells"),
        ),
        TraceKind::HiddenRows => (
            "hidden-rows",
            format!("非表示の行に内容があります（{text} 行）"),
            format!("{text} hidden rows hold something"),
        ),
    };
    (code, lang.pick(&ja, &en).to_owned())
}

/// What is said of another customer's name: 「日本語 (English)」.
pub(crate) fn other_customer(name: &str) -> String {
    format!(
        "ほかのお客様の名前「{name}」があります。取り除いてから送ってください (another customer's name stands here: {name}; take it out before sending)"
    )
}

/// Names of other customers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Others(BTreeSet<String>);

impl Others {
    /// Those given, and the organisations in the names of files answered before. A name that the
    /// customer's own file bears or asks with is the customer's own, unless it was given.
    pub(crate) fn of(
        workbook: &Workbook,
        questions: &[Question],
        file: &str,
        before: &[String],
        given: impl Iterator<Item = String>,
    ) -> Self {
        let answers: BTreeSet<(&str, CellRef)> =
            questions.iter().filter_map(|q| Some((q.sheet.as_str(), q.slot.comment?))).collect();
        let own = |name: &String| {
            file.contains(name.as_str())
                || workbook.sheets().iter().any(|s| {
                    s.cells.keys().any(|at| {
                        !answers.contains(&(s.name.as_str(), *at)) && s.text(*at).contains(name.as_str())
                    })
                })
        };
        let before: BTreeSet<String> = before.iter().flat_map(|f| organisations(f)).collect();
        Self(given.chain(before.into_iter().filter(|name| !own(name))).collect())
    }

    /// Those that stand in a text.
    pub(crate) fn named_in<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().map(String::as_str).filter(move |name| text.contains(name))
    }
}

/// What names of financial institutions end with.
const ENDINGS: [&str; 14] = [
    "信用金庫",
    "信用組合",
    "労働金庫",
    "農業協同組合",
    "ホールディングス",
    "フィナンシャルグループ",
    "銀行",
    "証券",
    "生命",
    "損保",
    "保険",
    "共済",
    "リース",
    "カード",
];

/// Names of organisations in the name of a file: 「あおば銀行_2026年度調査票」 → あおば銀行.
fn organisations(file: &str) -> Vec<String> {
    let word = |c: char| c.is_alphanumeric() || c == 'ー' || c == '・' || c == '＆';
    let mut out = Vec::new();
    for part in file.split(|c: char| !word(c)) {
        for ending in ENDINGS {
            if let Some(at) = part.find(ending) {
                let name = &part[..at + ending.len()];
                // The ending alone names nobody.
                if at > 0 && !out.iter().any(|o: &String| o.contains(name)) {
                    out.push(name.to_owned());
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::organisations;

    #[test]
    fn organisations_stand_in_the_names_of_files() {
        let of = |file: &str| organisations(file).join(" ");
        assert_eq!(of("あおば銀行_2026年度 セキュリティ調査票.xlsx"), "あおば銀行");
        assert_eq!(of("【みどり信用金庫様】チェックシート.xlsx"), "みどり信用金庫");
        assert_eq!(of("調査票（銀行向け）.xlsx"), "");
    }
}
