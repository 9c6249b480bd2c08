//! Looking over a questionnaire before it is sent: its answers against the document, and what the file
//! carries besides them.

use crate::error::Error;
use crate::files;
use crate::inspect::{Opened, layout_of, open};
use crate::kotae::Kotae;
use crate::language::Lang;
use crate::password::Password;
use kotae_answering::Source;
use kotae_matching::Query;
use kotae_questionnaire::{Question, questions};
use kotae_review::Quote;
use kotae_review::checks::{self, Claimed, Finding, Severity, between};
use kotae_standard::{Item, ItemId};
use kotae_workbook::{CellRef, Sheet, Trace, TraceKind, Workbook};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A job of looking a file over.
#[derive(Debug, Clone, Copy)]
pub struct CheckRequest<'a> {
    /// The questionnaire, answered or not.
    pub input: &'a Path,
    /// The password of an encrypted workbook.
    pub password: Option<&'a Password>,
    /// A layout corrected by a person.
    pub layout: Option<&'a Path>,
    /// Names that must not stand in the file: other customers'. One a line.
    pub names: Option<&'a Path>,
    /// Names of files answered before; the organisations in them count as other customers.
    pub before: &'a [String],
    /// Language of the messages.
    pub lang: Lang,
}

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckProblem {
    /// A fixed word for programs.
    pub code: String,
    /// `stop`: do not send it so. `warn`: a person should look.
    pub severity: &'static str,
    /// The sheet, where it concerns one.
    pub sheet: Option<String>,
    /// The cell, where it concerns one.
    pub cell: Option<String>,
    /// In words.
    pub message: String,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckReport {
    /// The file's name as given.
    pub file: String,
    /// Questions found.
    pub questions: usize,
    /// Questions that hold an answer.
    pub answered: usize,
    /// By place: the file as a whole, then sheet by sheet.
    pub problems: Vec<CheckProblem>,
}

impl Kotae {
    /// Looks a file over.
    ///
    /// # Errors
    /// When a file cannot be read or is refused.
    pub fn check(&self, request: &CheckRequest<'_>) -> Result<CheckReport, Error> {
        let Opened { workbook, .. } = open(request.input, files::read(request.input)?, request.password)?;
        let found = layout_of(&workbook, request.layout)?;
        let questions = questions(workbook.sheets(), &found.value);
        let name = request.input.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let others = others(&workbook, &questions, &name, request)?;
        let lang = request.lang;
        let mut problems = carried(&workbook, &others, request)?;
        let mut claimed = Vec::new();
        let mut answered = 0;
        for (n, q) in questions.iter().enumerate() {
            if q.existing_status.is_none() && q.existing_comment.is_none() {
                continue;
            }
            answered += 1;
            let text = q.existing_comment.as_deref().unwrap_or_default();
            let quotes = self.quotes(text);
            let legend: BTreeMap<String, String> = q.legend.iter().cloned().collect();
            let row = checks::Row {
                query: Query { text: &q.text, context: &q.category.join(" > ") },
                choices: &q.choices,
                legend: &legend,
                limit: q.limit,
                choice: q.existing_status.as_deref(),
                text,
                quotes: &quotes.iter().collect::<Vec<_>>(),
                closed: &[],
            };
            let source = Source { standard: &self.standard, annotations: &self.annotations };
            problems.extend(checks::row(&source, &row).iter().map(|f| of_row(q, f, lang)));
            problems.extend(too_low(&workbook, q, lang));
            problems.extend(names_in(text, &others).map(|name| CheckProblem {
                code: "other-customer".to_owned(),
                severity: "stop",
                message: other_customer(&name, lang),
                ..at(q)
            }));
            let claim = q.existing_status.as_deref().and_then(|c| kotae_answering::claim(c, &legend));
            if let Some(claim) = claim {
                let label = format!("{} {}", q.sheet, q.number.clone().unwrap_or_else(|| q.at.to_string()));
                let cited = quotes.iter().map(|q| q.id).collect::<BTreeSet<_>>().into_iter().collect();
                claimed.push(Claimed { n, label, claim, cited });
            }
        }
        problems.extend(between(&claimed).iter().map(|(n, f)| of_row(&questions[*n], f, lang)));
        Ok(CheckReport {
            file: request.input.display().to_string(),
            questions: questions.len(),
            answered,
            problems,
        })
    }

    /// Which responses a text is made of: each line that stands in one, word for word.
    fn quotes(&self, text: &str) -> Vec<Quote> {
        let items = || {
            let controls = self.standard.controls.iter().map(Item::Control);
            controls.chain(self.standard.sections.iter().map(Item::Section))
        };
        let quote = |line: &str| {
            items().find_map(|item| {
                let at = item.text().find(line)?;
                let start = item.text()[..at].chars().count();
                Some(Quote {
                    id: item.id(),
                    edition: self.standard.edition.clone(),
                    start,
                    end: start + line.chars().count(),
                    sha256: item.sha256().to_owned(),
                    text: line.to_owned(),
                })
            })
        };
        let lines = text.lines().map(str::trim).filter(|l| l.chars().count() >= SHORTEST_QUOTE);
        let mut found: Vec<Quote> = lines.filter_map(quote).collect();
        let mut seen: BTreeSet<(ItemId, usize)> = BTreeSet::new();
        found.retain(|q| seen.insert((q.id, q.start)));
        found
    }
}

/// Shorter lines stand in many responses by chance.
const SHORTEST_QUOTE: usize = 8;

fn at(q: &Question) -> CheckProblem {
    CheckProblem {
        code: String::new(),
        severity: "warn",
        sheet: Some(q.sheet.clone()),
        cell: Some(q.slot.comment.unwrap_or(q.at).to_string()),
        message: String::new(),
    }
}

fn of_row(q: &Question, finding: &Finding, lang: Lang) -> CheckProblem {
    CheckProblem {
        code: finding.code.to_owned(),
        severity: if finding.severity == Severity::Stop { "stop" } else { "warn" },
        message: lang.of_engine(&finding.message),
        ..at(q)
    }
}

/// Points a line of text needs, and points that the margins of a cell take.
const LINE: f64 = 13.5;
const MARGIN: f64 = 3.0;

/// A row with a fixed height that does not show its whole answer.
fn too_low(workbook: &Workbook, q: &Question, lang: Lang) -> Option<CheckProblem> {
    let (sheet, cell) = (workbook.sheet(&q.sheet)?, q.slot.comment?);
    let text = q.existing_comment.as_deref()?;
    let area = sheet.merge_at(cell).map_or((cell, cell), |m| (m.start, m.end));
    let heights = (area.0.row..=area.1.row).map(|row| sheet.rows.get(&row).and_then(|r| r.height));
    let height: f64 = heights.sum::<Option<f64>>()?;
    let width: f64 = (area.0.column..=area.1.column).map(|c| width(sheet, c)).sum();
    let wide = |c: char| if c.is_ascii() || ('\u{FF61}'..='\u{FF9F}').contains(&c) { 1.0 } else { 2.0 };
    let lines: f64 =
        text.lines().map(|l| (l.chars().map(wide).sum::<f64>() / width.max(1.0)).ceil().max(1.0)).sum();
    (lines * LINE + MARGIN > height + LINE / 2.0).then(|| CheckProblem {
        code: "row-too-low".to_owned(),
        message: lang
            .pick(
                "行の高さが足りず、回答の全文が表示されません。Excelで行の高さを広げてください",
                "the row is too low to show the whole answer: make it higher in Excel",
            )
            .to_owned(),
        ..at(q)
    })
}

/// Excel's usual width of a column, in characters.
const USUAL_WIDTH: f64 = 8.43;

fn width(sheet: &Sheet, column: u32) -> f64 {
    let format = sheet.columns.iter().find(|c| c.columns.contains(&column));
    format.and_then(|f| f.width).unwrap_or(USUAL_WIDTH)
}

/// What the file carries besides its answers.
fn carried(
    workbook: &Workbook,
    others: &BTreeSet<String>,
    request: &CheckRequest<'_>,
) -> Result<Vec<CheckProblem>, Error> {
    let refused = |source| Error::Workbook { path: request.input.to_owned(), source };
    let lang = request.lang;
    let mut out = Vec::new();
    for trace in workbook.traces().map_err(refused)? {
        let place = |code: &str, severity, message| CheckProblem {
            code: code.to_owned(),
            severity,
            sheet: trace.sheet.clone(),
            cell: trace.cell.map(|c| c.to_string()),
            message,
        };
        let named: Vec<String> = names_in(&trace.text, others).collect();
        for name in named {
            out.push(place("other-customer", "stop", other_customer(&name, lang)));
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

fn other_customer(name: &str, lang: Lang) -> String {
    let ja = format!("ほかのお客様の名前「{name}」があります。取り除いてから送ってください");
    let en = format!("another customer's name stands here: {name}; take it out before sending");
    lang.pick(&ja, &en).to_owned()
}

fn names_in<'a>(text: &'a str, names: &'a BTreeSet<String>) -> impl Iterator<Item = String> + 'a {
    names.iter().filter(|n| text.contains(n.as_str())).cloned()
}

/// Names of other customers: given, and of files answered before. A name that the customer's own file
/// bears or asks with is the customer's own.
fn others(
    workbook: &Workbook,
    questions: &[Question],
    file: &str,
    request: &CheckRequest<'_>,
) -> Result<BTreeSet<String>, Error> {
    let mut out = BTreeSet::new();
    if let Some(path) = request.names {
        let text = String::from_utf8_lossy(&files::read(path)?).into_owned();
        let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim).filter(|l| !l.is_empty());
        out.extend(lines.map(str::to_owned));
    }
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
    out.extend(request.before.iter().flat_map(|f| organisations(f)).filter(|name| !own(name)));
    Ok(out)
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
