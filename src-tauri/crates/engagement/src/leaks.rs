//! What a file carries besides its answers, and names that must not stand in it. `kotae check` and the
//! desk's gate say the same of the same file.

use crate::check::CheckProblem;
use crate::language::Lang;
use crate::organisations::{core, organisations};
use kotae_questionnaire::Question;
use kotae_workbook::{CellRef, Sheet, SheetState, Trace, TraceKind, Value, Workbook};
use std::collections::{BTreeMap, BTreeSet};

/// Code of a problem: another customer's name.
pub(crate) const OTHER_CUSTOMER: &str = "other-customer";

/// What the file carries besides its answers. What stands in the cells for answers' texts is not
/// looked at here: whoever knows what will be written there does that.
///
/// # Errors
/// A part that holds it cannot be read.
pub(crate) fn carried(
    workbook: &Workbook,
    questions: &[Question],
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
    if !workbook.traces_all() {
        out.push(not_looked_at(lang));
    }
    for sheet in workbook.sheets() {
        let of = |at: fn(&Question) -> Option<CellRef>| -> BTreeSet<CellRef> {
            questions.iter().filter(|q| q.sheet == sheet.name).filter_map(at).collect()
        };
        let (asked, answers) = (of(|q| Some(q.at)), of(|q| q.slot.comment));
        for name in others.named_in(&sheet.name) {
            out.push(named(sheet, None, &lang.of_engine(&other_customer(name))));
        }
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        for (cell, c) in &sheet.cells {
            if answers.contains(cell) {
                continue;
            }
            let Some(text) = c.value.as_ref().map(Value::shown) else { continue };
            for name in others.named_in(&text) {
                let times = times.entry(name).or_default();
                *times += 1;
                if *times <= MOST_TIMES {
                    out.push(named(sheet, Some(*cell), &lang.of_engine(&other_customer(name))));
                }
            }
            if !asked.contains(cell) && marked(sheet, *cell, &text) {
                out.push(mark(sheet, *cell, &text, lang));
            }
        }
        for (name, times) in times.into_iter().filter(|(_, times)| *times > MOST_TIMES) {
            let more = times - MOST_TIMES;
            let (ja, en) = (
                format!("「{name}」はほかに {more} か所あります"),
                format!("{name} stands in {more} more cells"),
            );
            out.push(named(sheet, None, lang.pick(&ja, &en)));
        }
    }
    Ok(out)
}

/// Cells of a sheet that are named one by one for one name; the others are counted.
const MOST_TIMES: usize = 20;

fn named(sheet: &Sheet, cell: Option<CellRef>, message: &str) -> CheckProblem {
    CheckProblem {
        code: OTHER_CUSTOMER.to_owned(),
        severity: "stop",
        sheet: Some(sheet.name.clone()),
        cell: cell.map(|c| c.to_string()),
        message: message.to_owned(),
    }
}

/// Of some formats only the cells are read.
fn not_looked_at(lang: Lang) -> CheckProblem {
    CheckProblem {
        code: "not-looked-over".to_owned(),
        severity: "warn",
        sheet: None,
        cell: None,
        message: lang
            .pick(
                "この形式（.xls、.xlsb）では、プロパティ・ヘッダーとフッター・名前の定義・コメント・図形の文字は確認していません。Excelで .xlsx として保存すると確認できます",
                "of this format (.xls, .xlsb) properties, headers and footers, names, notes and texts of shapes were not looked at; saved as .xlsx in Excel they are",
            )
            .to_owned(),
    }
}

/// A cell that is no longer than this marks the sheet when it holds a mark. A longer one may speak of
/// something: it marks where nobody is asked anything, or where it speaks of the document itself.
const LONGEST_MARK: usize = 16;
const MARKS: [&str; 8] =
    ["社外秘", "極秘", "部外秘", "関係者限", "取扱注意", "取扱い注意", "confidential", "internal use only"];
/// What a text calls the document that it stands in.
const ITSELF: [&str; 17] = [
    "本資料",
    "本書",
    "本文書",
    "本ファイル",
    "本シート",
    "本調査票",
    "本チェックシート",
    "本質問票",
    "当資料",
    "この資料",
    "この文書",
    "このファイル",
    "このシート",
    "this document",
    "this file",
    "this questionnaire",
    "this workbook",
];

fn marks(text: &str) -> impl Iterator<Item = &'static str> {
    let text = text.to_lowercase();
    MARKS.into_iter().filter(move |m| text.contains(m))
}

fn marked(sheet: &Sheet, cell: CellRef, text: &str) -> bool {
    if marks(text).next().is_none() {
        return false;
    }
    let of_itself = || {
        let text = text.to_lowercase();
        text.split(['。', '\n', '.'])
            .any(|s| marks(s).next().is_some() && ITSELF.iter().any(|i| s.contains(i)))
    };
    text.chars().count() <= LONGEST_MARK || !visible(sheet, cell) || of_itself()
}

fn visible(sheet: &Sheet, cell: CellRef) -> bool {
    sheet.state == SheetState::Visible && !sheet.row_hidden(cell.row) && !sheet.column_hidden(cell.column)
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
        TraceKind::HiddenColumns => (
            "hidden-columns",
            format!("非表示の列に内容があります（{text} 列）"),
            format!("hidden columns hold something: {text}"),
        ),
        TraceKind::Drawing => {
            ("drawing", format!("図形やグラフの文字：{text}"), format!("text of a shape or chart: {text}"))
        }
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
    /// customer's own file bears, or shows outside its answers, is the customer's own, unless it was
    /// given; what is hidden in the file is no reason to think so.
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
            names(file, name)
                || workbook.sheets().iter().any(|s| {
                    s.cells.keys().any(|at| {
                        !answers.contains(&(s.name.as_str(), *at))
                            && names(&s.text(*at), name)
                            && visible(s, *at)
                    })
                })
        };
        let before: BTreeSet<String> = before.iter().flat_map(|f| organisations(f)).collect();
        let given = given.map(|name| core(&name).to_owned());
        Self(given.chain(before.into_iter().filter(|name| !own(name))).collect())
    }

    /// Those that stand in a text.
    pub(crate) fn named_in<'a, 't>(&'a self, text: &'t str) -> impl Iterator<Item = &'a str> + use<'a, 't> {
        self.0.iter().map(String::as_str).filter(move |name| names(text, name))
    }
}

/// Does a text name an organisation? Latin names stand there as words of their own, in any case.
fn names(text: &str, name: &str) -> bool {
    if !name.is_ascii() {
        return text.contains(name);
    }
    let (text, name) = (text.to_ascii_lowercase(), name.to_ascii_lowercase());
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    !name.is_empty()
        && text.match_indices(&name).any(|(at, _)| {
            !letter(text[..at].chars().next_back()) && !letter(text[at + name.len()..].chars().next())
        })
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn latin_names_are_whole_words() {
        assert!(names("written for ACME Trading.", "Acme Trading"));
        assert!(!names("the acmetrading form", "Acme"));
        assert!(names("甲Acme向け", "Acme"));
        assert!(names("株式会社みどり商事", "みどり商事"));
    }
}
