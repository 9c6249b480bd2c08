//! Looking over a questionnaire before it is sent: its answers against the document, and what the file
//! carries besides them.

use crate::error::Error;
use crate::files;
use crate::fill::UNCONFIRMED;
use crate::inspect::{Opened, layout_of, open};
use crate::kotae::Kotae;
use crate::language::Lang;
use crate::leaks::{OTHER_CUSTOMER, Others, carried, other_customer};
use crate::password::Password;
use crate::shown::{not_wrapped, raisable};
use kotae_answering::Source;
use kotae_matching::Query;
use kotae_questionnaire::{Question, StatusSlot, questions};
use kotae_review::Quote;
use kotae_review::checks::{self, Claimed, Finding, Severity, between};
use kotae_standard::{Item, ItemId};
use kotae_workbook::{CellRef, ValidationKind, Workbook, plain_text};
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
        let others =
            Others::of(&workbook, &questions, &name, request.before, given(request.names)?.into_iter());
        let lang = request.lang;
        let refused = |source| Error::Workbook { path: request.input.to_owned(), source };
        let mut problems = carried(&workbook, &questions, &others, lang).map_err(refused)?;
        let mut claimed = Vec::new();
        let mut answered = 0;
        problems.extend(unanswered(&questions, lang));
        problems.extend(questions.is_empty().then(|| no_questionnaire(lang)));
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
                dropdown: dropdown(&workbook, q),
                legend: &legend,
                limit: q.limit,
                choice: q.existing_status.as_deref(),
                text,
                quotes: &quotes.iter().collect::<Vec<_>>(),
                closed: &[],
            };
            let source = Source { standard: &self.standard, annotations: &self.annotations };
            problems.extend(checks::row(&source, &row).iter().map(|f| of_row(q, f, lang)));
            problems.extend(unconfirmed(q, text, lang));
            problems.extend(too_low(&workbook, q, lang));
            problems.extend(others.named_in(text).map(|name| CheckProblem {
                code: OTHER_CUSTOMER.to_owned(),
                severity: "stop",
                message: lang.of_engine(&other_customer(name)),
                ..at(q)
            }));
            let claim = q.existing_status.as_deref().and_then(|c| kotae_answering::claim(c, &legend));
            if let Some(claim) = claim {
                let label = format!("{} {}", q.sheet, q.number.clone().unwrap_or_else(|| q.at.to_string()));
                let cited = quotes.iter().map(|q| q.id).collect::<BTreeSet<_>>().into_iter().collect();
                claimed.push(Claimed { n, label, claim, cited });
            }
        }
        let answers = questions
            .iter()
            .filter_map(|q| Some((q.sheet.as_str(), q.slot.comment?, q.existing_comment.as_deref()?)));
        problems.extend(not_wrapped(&workbook, answers, lang));
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

/// The names in a file, one a line.
fn given(names: Option<&Path>) -> Result<Vec<String>, Error> {
    let Some(path) = names else { return Ok(Vec::new()) };
    let unreadable = || Error::Names { path: path.to_owned() };
    let text = plain_text(&files::read(path)?).ok_or_else(unreadable)?;
    let lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
    Ok(lines.map(str::to_owned).collect())
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
        cell: if ABOUT_CHOICE.contains(&finding.code) {
            chosen(q).or(q.slot.comment).or(Some(q.at)).map(|at| at.to_string())
        } else {
            at(q).cell
        },
        message: lang.of_engine(&finding.message),
        ..at(q)
    }
}

/// Codes of findings about the choice rather than the text.
const ABOUT_CHOICE: [&str; 5] = [
    "no-such-choice",
    "choice-and-text",
    "choice-and-exception",
    "asked-the-other-way",
    "one-source-two-answers",
];

/// The cell that holds the choice.
fn chosen(q: &Question) -> Option<CellRef> {
    match &q.slot.status {
        StatusSlot::None => None,
        StatusSlot::Cell(at) => Some(*at),
        StatusSlot::OneOf(marks) => {
            marks.iter().find(|(label, _)| Some(label) == q.existing_status.as_ref()).map(|m| m.1)
        }
    }
}

/// Is the choice typed into a cell with a dropdown?
fn dropdown(workbook: &Workbook, q: &Question) -> bool {
    let StatusSlot::Cell(at) = q.slot.status else { return false };
    workbook
        .sheet(&q.sheet)
        .is_some_and(|s| s.validations_at(at).any(|v| matches!(v.kind, ValidationKind::List(_))))
}

/// An answer that still bears the mark of one that nobody has confirmed.
fn unconfirmed(q: &Question, text: &str, lang: Lang) -> Option<CheckProblem> {
    text.trim_start().starts_with(UNCONFIRMED).then(|| CheckProblem {
        code: "unconfirmed".to_owned(),
        severity: "stop",
        message: lang
            .pick(
                "まだ確認されていない下書きです。内容を確かめ、「【要確認】」を取り除いてください",
                "a draft that nobody has confirmed: look at it, then take out 【要確認】",
            )
            .to_owned(),
        ..at(q)
    })
}

/// Nothing was found that asks: what the report says of answers means nothing then.
fn no_questionnaire(lang: Lang) -> CheckProblem {
    CheckProblem {
        code: "no-questions".to_owned(),
        severity: "warn",
        sheet: None,
        cell: None,
        message: lang
            .pick(
                "質問が見つからないため、回答は確認していません。調査票のファイルか確かめてください。調査票なら kotae inspect --explain で理由を見て、--layout で列を指定してください",
                "no questions were found, so no answers were looked at: make sure that this is the questionnaire; if it is, see why with kotae inspect --explain and name the columns with --layout",
            )
            .to_owned(),
    }
}

/// Places of questions without an answer that are told one by one.
const MOST_PLACES: usize = 10;

/// Questions without an answer, counted, with the first of them.
fn unanswered(questions: &[Question], lang: Lang) -> Option<CheckProblem> {
    let open: Vec<&Question> =
        questions.iter().filter(|q| q.existing_status.is_none() && q.existing_comment.is_none()).collect();
    if open.is_empty() {
        return None;
    }
    let places: Vec<String> =
        open.iter().take(MOST_PLACES).map(|q| format!("{}!{}", q.sheet, q.at)).collect();
    let more = if open.len() > MOST_PLACES { "…" } else { "" };
    let ja = format!("回答のない質問が {} 件あります：{}{more}", open.len(), places.join("、"));
    let en = format!("{} questions have no answer: {}{more}", open.len(), places.join(", "));
    Some(CheckProblem {
        code: "unanswered".to_owned(),
        severity: "warn",
        sheet: None,
        cell: None,
        message: lang.pick(&ja, &en).to_owned(),
    })
}

/// A row with a fixed height that does not show its whole answer.
fn too_low(workbook: &Workbook, q: &Question, lang: Lang) -> Option<CheckProblem> {
    let (sheet, cell) = (workbook.sheet(&q.sheet)?, q.slot.comment?);
    let text = q.existing_comment.as_deref()?;
    let advice = if raisable(workbook) {
        (
            "行の高さが足りず、回答の全文が表示されません。--raise-rows を付けて記入し直すか、Excelで行の高さを広げてください",
            "the row is too low to show the whole answer: fill the file again with --raise-rows, or make the row higher in Excel",
        )
    } else {
        (
            "行の高さが足りず、回答の全文が表示されません。表計算ソフトで行の高さを広げてください",
            "the row is too low to show the whole answer: make it higher in your spreadsheet program",
        )
    };
    sheet.too_low_for(cell, text).then(|| CheckProblem {
        code: "row-too-low".to_owned(),
        message: lang.pick(advice.0, advice.1).to_owned(),
        ..at(q)
    })
}
