//! The main job: a customer's workbook in, the same workbook out with answers in its cells.

use crate::answers::Answers;
use crate::convert::{Conversion, fillable};
use crate::error::Error;
use crate::files::{self, check_name, check_targets, prepare, same_folder};
use crate::inspect::{Opened, Warning, layout_of, open, warnings};
use crate::kotae::{Asking, Kotae, in_parallel};
use crate::language::Lang;
use crate::password::Password;
use crate::proof::proof;
use crate::reporting::quoted;
use crate::step::{OnStep, Step};
use kotae_answering::{Answer, Decision, Options};
use kotae_matching::Matched;
use kotae_questionnaire::{AnswerSlot, Layout, Question, StatusSlot, Warned, edits, questions};
use kotae_report::{Report, Row};
use kotae_review::Draft;
use kotae_standard::sha256_bytes;
use kotae_workbook::{CellRef, Edit, Filled, Format, Refusal, RefusalReason, Workbook};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::Path;

/// Which rows are written when no answers are given from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Policy {
    /// Only rows decided `answer`.
    #[default]
    Answer,
    /// The best candidates of rows decided `review` too, marked 要確認.
    Review,
}

/// A job of filling a workbook.
#[derive(Debug, Clone, Copy)]
pub struct FillRequest<'a> {
    /// The customer's workbook; only ever read.
    pub input: &'a Path,
    /// Where the filled workbook goes.
    pub output: &'a Path,
    /// The password of an encrypted workbook; the output is encrypted with it again.
    pub password: Option<&'a Password>,
    /// Leave the output of an encrypted workbook without its password.
    pub plain: bool,
    /// Write exactly these strings and nothing else.
    pub answers: Option<&'a Path>,
    /// Which rows are written without `answers`.
    pub policy: Policy,
    /// A layout corrected by a person.
    pub layout: Option<&'a Path>,
    /// Where the review workbook goes.
    pub report: Option<&'a Path>,
    /// Where the 変更証明 goes.
    pub proof: Option<&'a Path>,
    /// Make rows higher that are too low to show the text written into them: the one change besides
    /// cells, and only in .xlsx and .xlsm.
    pub raise_rows: bool,
    /// Overwrite outputs that exist.
    pub force: bool,
    /// Day of the job, ISO, for the review workbook; the engine reads no clock.
    pub date: Option<&'a str>,
    /// Language of warnings.
    pub lang: Lang,
}

/// A cell that was not written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RefusedCell {
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub cell: String,
    /// Why, in words.
    pub why: String,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FillSummary {
    /// Questions found (0 when answers were given from outside).
    pub questions: usize,
    /// Questions decided `answer`.
    pub answered: usize,
    /// Questions decided `review`.
    pub review: usize,
    /// Questions decided `none`.
    pub none: usize,
    /// Cells written.
    pub written: usize,
    /// Questions left alone because their answer cells already hold something.
    pub kept: usize,
    /// Rows made higher; 0 unless that was asked for.
    pub raised: usize,
    /// Cells that could not be written, and why.
    pub refused: Vec<RefusedCell>,
    /// What to know about the workbook.
    pub warnings: Vec<Warning>,
    /// The output is an .xlsx made from a file that is not written into, and how.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub converted: Option<Conversion>,
    /// The filled workbook.
    pub output: String,
    /// The review workbook.
    pub report: Option<String>,
    /// The 変更証明.
    pub proof: Option<String>,
}

/// Mark before an answer that nobody has confirmed; written only under [`Policy::Review`].
pub(crate) const UNCONFIRMED: &str = "【要確認】";

/// One question with what was found for it.
struct Drafted {
    question: Question,
    answer: Answer,
    kept: bool,
}

/// What is to be written, and why.
struct Plan {
    drafted: Vec<Drafted>,
    wanted: Vec<Edit>,
    notes: Vec<Warning>,
}

impl Kotae {
    /// Fills a workbook and writes the outputs asked for, all of them or none.
    ///
    /// # Errors
    /// When the input is refused, no questions are found, an output cannot be written or would
    /// overwrite something, or `on_step` stops the job. Nothing is written then.
    pub fn fill(&self, request: &FillRequest<'_>, on_step: OnStep<'_>) -> Result<FillSummary, Error> {
        let outputs: Vec<&Path> =
            [Some(request.output), request.report, request.proof].into_iter().flatten().collect();
        let inputs: Vec<&Path> =
            [Some(request.input), request.answers, request.layout].into_iter().flatten().collect();
        check_targets(&inputs, &outputs, request.force)?;
        if let Some(report) = request.report {
            check_name(report, Format::Xlsx)?;
        }

        tell(on_step, Step::Reading)?;
        let bytes = files::read(request.input)?;
        let digest = request.proof.map(|_| sha256_bytes(&bytes)).unwrap_or_default();
        let Opened { workbook, password } = open(request.input, bytes, request.password)?;
        let (workbook, converted) = writable(workbook, request, on_step)?;

        let Plan { drafted, wanted, mut notes } = match request.answers {
            Some(path) => Plan {
                drafted: Vec::new(),
                wanted: Answers::read(path)?.edits(),
                notes: warnings(&workbook, &Warned::<Layout>::default(), request.lang),
            },
            None => self.draft_workbook(&workbook, request, on_step)?,
        };

        let (wanted, mut refused) = whole_answers(&workbook, wanted, &drafted);
        notes.extend(converted.map(|c| c.warning(request.lang)));
        tell(on_step, Step::Writing)?;
        let filled =
            if request.raise_rows { workbook.fill_and_raise(&wanted) } else { workbook.fill(&wanted) }
                .map_err(|source| Error::Workbook { path: request.input.to_owned(), source })?;
        notes.extend(becomes_utf8(&workbook, &filled, request.lang));
        let protect = password.as_ref().filter(|_| !request.plain);
        let protected = protect
            .map(|password| kotae_workbook::encrypt(&filled.bytes, password.text()))
            .transpose()
            .map_err(|source| Error::Workbook { path: request.output.to_owned(), source })?;
        let written = protected.as_ref().unwrap_or(&filled.bytes);

        let mut pending = Vec::new();
        if let Some(path) = request.report {
            pending.push(prepare(path, &kotae_report::write(&self.report(request, &drafted, &filled))?)?);
        }
        let name = |p: &Path| p.display().to_string();
        if let Some(path) = request.proof {
            let (input, output) = (name(request.input), name(request.output));
            let json = serde_json::to_vec_pretty(&proof(
                (&input, digest),
                (&output, sha256_bytes(written)),
                converted,
                &filled,
            ))
            .expect("strings, numbers and lists always serialise");
            pending.push(prepare(path, &json)?);
        }
        // The workbook last: where it is, everything that belongs to it is there too.
        pending.push(prepare(request.output, written)?);
        for output in pending {
            output.publish(request.force)?;
        }

        refused.extend(filled.refused.iter().cloned());
        let places: BTreeMap<&str, usize> =
            workbook.sheets().iter().enumerate().map(|(n, s)| (s.name.as_str(), n)).collect();
        refused.sort_by_key(|r| (places.get(r.sheet.as_str()).copied(), r.at));
        let decided = |d| drafted.iter().filter(|x| x.answer.decision == d).count();
        Ok(FillSummary {
            questions: drafted.len(),
            answered: decided(Decision::Answer),
            review: decided(Decision::Review),
            none: decided(Decision::None),
            written: filled.changed.len(),
            kept: drafted.iter().filter(|d| d.kept).count(),
            raised: filled.raised.len(),
            refused: refused
                .iter()
                .map(|r| RefusedCell {
                    sheet: r.sheet.clone(),
                    cell: r.at.to_string(),
                    why: request.lang.of_engine(&r.why.to_string()),
                })
                .collect(),
            warnings: notes,
            converted,
            output: name(request.output),
            report: request.report.map(name),
            proof: request.proof.map(name),
        })
    }

    fn draft_workbook(
        &self,
        workbook: &Workbook,
        request: &FillRequest<'_>,
        on_step: OnStep<'_>,
    ) -> Result<Plan, Error> {
        tell(on_step, Step::Detecting)?;
        let found = layout_of(workbook, request.layout)?;
        let mut notes = warnings(workbook, &found, request.lang);
        let questions = questions(workbook.sheets(), &found.value);
        if questions.is_empty() {
            return Err(Error::NoQuestions { path: request.input.to_owned() });
        }
        notes.extend(unknown_choices(&questions, request.lang));
        let answers = in_parallel(&questions, |q| self.answer_question(q).1, on_step)?;
        let mut wanted = Vec::new();
        let mut drafted = Vec::with_capacity(questions.len());
        for (question, answer) in questions.into_iter().zip(answers) {
            let kept = question.existing_status.is_some() || question.existing_comment.is_some();
            if !kept {
                wanted.extend(edits_for(&question, &answer, request.policy));
            }
            drafted.push(Drafted { question, answer, kept });
        }
        Ok(Plan { drafted, wanted, notes })
    }

    pub(crate) fn answer_question(&self, question: &Question) -> (Matched, Answer) {
        // A guideline number beside the question says what it is about as surely as its text does.
        let mut context = question.category.join(" > ");
        if let Some(reference) = &question.reference {
            context = if context.is_empty() { reference.clone() } else { format!("{context} > {reference}") };
        }
        let options = Options { limit: question.limit, legend: question.legend.iter().cloned().collect() };
        self.draft(&Asking {
            text: &question.text,
            context: &context,
            choices: &question.choices,
            options: &options,
        })
    }

    fn report(&self, request: &FillRequest<'_>, drafted: &[Drafted], filled: &Filled) -> Report {
        let entries = drafted.iter().map(|d| {
            let draft = Draft {
                question: &d.question.text,
                context: "",
                choices: &d.question.choices,
                decision: d.answer.decision,
                text: &d.answer.text,
                choice: d.answer.choice.as_deref(),
                quotes: &[],
            };
            draft.entry()
        });
        let written: BTreeSet<(&str, _)> = filled.changed.iter().map(|c| (c.sheet.as_str(), c.at)).collect();
        let rows = drafted
            .iter()
            .zip(entries)
            .map(|(d, entry)| {
                let q = &d.question;
                Row {
                    sheet: q.sheet.clone(),
                    cell: q.at.to_string(),
                    number: q.number.clone().unwrap_or_default(),
                    category: q.category.join(" > "),
                    question: q.text.clone(),
                    choice: entry.choice.clone().unwrap_or_default(),
                    answer: entry.text.clone(),
                    status: d.answer.status,
                    citations: cited_ids(&d.answer),
                    quotes: quoted(kotae_review::quotes(&d.answer).iter()),
                    confidence: d.answer.confidence,
                    decision: d.answer.decision,
                    state: entry.state.japanese().to_owned(),
                    written: cells(&q.slot).any(|c| written.contains(&(q.sheet.as_str(), c))),
                    notices: notices(d),
                    note: entry.note.clone(),
                }
            })
            .collect();
        let file = request.input.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        // Links are by name: they hold only where both files lie in one folder.
        let together = request.report.is_some_and(|r| same_folder(r, request.output));
        self.report_on(&file, Some(request.output).filter(|_| together), request.date, rows)
    }
}

/// What can be written, and what is held back: where one cell of an answer holds a character that
/// the file cannot, neither is written, for a mark without its words says something else.
fn whole_answers(workbook: &Workbook, wanted: Vec<Edit>, drafted: &[Drafted]) -> (Vec<Edit>, Vec<Refusal>) {
    let unheld = |e: &Edit| {
        workbook.sheet(&e.sheet)?;
        workbook.holds(&e.text).err().map(|why| (e.sheet.clone(), e.at, why))
    };
    let bad: Vec<(String, CellRef, RefusalReason)> = wanted.iter().filter_map(unheld).collect();
    if bad.is_empty() {
        return (wanted, Vec::new());
    }
    // Answers given from outside are for cells; which of them belong together the sheet says.
    let found = if drafted.is_empty() {
        questions(workbook.sheets(), &kotae_questionnaire::detect(workbook.sheets()).value)
    } else {
        drafted.iter().map(|d| d.question.clone()).collect()
    };
    let mut whole: BTreeMap<(&str, CellRef), usize> = BTreeMap::new();
    for (n, question) in found.iter().enumerate() {
        for cell in cells(&question.slot) {
            whole.entry((&question.sheet, cell)).or_insert(n);
        }
    }
    let texts: BTreeMap<(&str, CellRef), &str> =
        wanted.iter().map(|e| ((e.sheet.as_str(), e.at), e.text.as_str())).collect();
    let mut refused: BTreeMap<(&str, CellRef), RefusalReason> = BTreeMap::new();
    // A mark that would be taken away stays too, but nothing that should stand there is missing.
    let mut kept_back = BTreeSet::new();
    for (sheet, at, _) in bad.iter().rev() {
        let beside = whole.get(&(sheet.as_str(), *at)).map(|n| cells(&found[*n].slot));
        for cell in beside.into_iter().flatten().filter(|c| c != at) {
            match texts.get(&(sheet.as_str(), cell)) {
                Some(&"") => drop(kept_back.insert((sheet.as_str(), cell))),
                Some(_) => drop(refused.insert((sheet, cell), RefusalReason::Beside(*at))),
                None => {}
            }
        }
    }
    refused.extend(bad.iter().map(|(sheet, at, why)| ((sheet.as_str(), *at), *why)));
    let out = |e: &&Edit| {
        let place = (e.sheet.as_str(), e.at);
        !refused.contains_key(&place) && !kept_back.contains(&place)
    };
    let kept = wanted.iter().filter(out).cloned().collect();
    let refused = wanted.iter().filter_map(|e| {
        let why = *refused.get(&(e.sheet.as_str(), e.at))?;
        Some(Refusal { sheet: e.sheet.clone(), at: e.at, why })
    });
    let refused = refused.collect();
    (kept, refused)
}

/// The workbook to write into: the customer's own, or an .xlsx made from it.
fn writable(
    workbook: Workbook,
    request: &FillRequest<'_>,
    on_step: OnStep<'_>,
) -> Result<(Workbook, Option<Conversion>), Error> {
    if workbook.writable() {
        // The customer's own ending is kept, whatever is in the file.
        if ending(request.output) != ending(request.input) {
            check_name(request.output, workbook.format())?;
        }
        return Ok((workbook, None));
    }
    if !request.output.extension().is_some_and(|e| e.eq_ignore_ascii_case("xlsx")) {
        let source = kotae_workbook::Error::ReadOnly { format: workbook.format() };
        return Err(Error::OutputFormat { path: request.output.to_owned(), source });
    }
    tell(on_step, Step::Converting(Conversion::expected()))?;
    let (workbook, how) = fillable(request.input, &workbook)?;
    Ok((workbook, Some(how)))
}

/// A text file of nothing but ASCII has no encoding of its own; with answers in it, it is UTF-8, and
/// Excel takes a file without a byte order mark for Shift-JIS.
fn becomes_utf8(workbook: &Workbook, filled: &Filled, lang: Lang) -> Option<Warning> {
    let newly = workbook.format() == Format::Csv
        && workbook.bytes().is_ascii()
        && filled.changed.iter().any(|c| !c.after.is_ascii());
    newly.then(|| Warning {
        code: "becomes-utf8".to_owned(),
        sheet: None,
        cell: None,
        message: lang
            .pick(
                "英数字だけのファイルだったため、回答は UTF-8（BOMなし）で書き込みました。Excelでは文字化けして見えることがあります。「データ」の「テキストまたはCSVから」で UTF-8 を選んで開くか、先に元のファイルを「CSV UTF-8」で保存し直してください",
                "the file held ASCII only, so the answers were written as UTF-8 without a byte order mark, which Excel may show garbled: open it through Data, From Text/CSV as UTF-8, or save the original as CSV UTF-8 first",
            )
            .to_owned(),
    })
}

fn ending(path: &Path) -> Option<String> {
    path.extension().map(|e| e.to_string_lossy().to_lowercase())
}

/// Marks such as A, B, C that no legend explains: once a sheet.
fn unknown_choices(questions: &[Question], lang: Lang) -> Vec<Warning> {
    let mut out: Vec<Warning> = Vec::new();
    for q in questions {
        let legend = q.legend.iter().cloned().collect();
        let told = out.iter().any(|w| w.sheet.as_deref() == Some(q.sheet.as_str()));
        if !told && kotae_answering::without_meaning(&q.choices, &legend) {
            let list = q.choices.join("／");
            out.push(Warning {
                code: "choices-unknown".to_owned(),
                sheet: Some(q.sheet.clone()),
                cell: None,
                message: lang.of_engine(&format!(
                    "選択肢（{list}）の意味が凡例から読み取れません。どれを選ぶかは担当者が決めてください (no legend says what the choices {list} mean; a person has to choose)"
                )),
            });
        }
    }
    out
}

fn tell(on_step: OnStep<'_>, step: Step) -> Result<(), Error> {
    match on_step(step) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Error::Cancelled),
    }
}

/// The cells to write for one question, under a policy.
fn edits_for(question: &Question, answer: &Answer, policy: Policy) -> Vec<Edit> {
    let (choice, text) = match (answer.decision, policy) {
        (Decision::Answer, _) => (answer.choice.as_deref(), answer.text.clone()),
        // A choice is a claim; one that nobody has confirmed is not written.
        (Decision::Review, Policy::Review) if !answer.text.is_empty() => {
            (None, format!("{UNCONFIRMED}\n{}", answer.text))
        }
        (Decision::Review, _) | (Decision::None, _) => return Vec::new(),
    };
    let text = Some(text.as_str()).filter(|t| !t.is_empty());
    let with = |choice| edits(question, choice, text);
    // A choice that the sheet does not offer is left to the person; the text stands on its own.
    let wanted = with(choice).or_else(|_| with(None)).unwrap_or_default();
    wanted.into_iter().map(|(sheet, at, text)| Edit { sheet, at, text }).collect()
}

/// Every cell an answer may go into.
fn cells(slot: &AnswerSlot) -> impl Iterator<Item = CellRef> {
    let status: Vec<CellRef> = match &slot.status {
        StatusSlot::None => Vec::new(),
        StatusSlot::Cell(at) => vec![*at],
        StatusSlot::OneOf(marks) => marks.iter().map(|(_, at)| *at).collect(),
    };
    status.into_iter().chain(slot.comment)
}

fn cited_ids(answer: &Answer) -> String {
    let mut ids: Vec<String> = Vec::new();
    for c in &answer.citations {
        let id = c.id.to_string();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids.join("、")
}

fn notices(d: &Drafted) -> String {
    let kept = d.kept.then(|| "回答欄に記入済みの内容があるため、書き込んでいません".to_owned());
    let hidden = d.question.hidden.then(|| "非表示の行です".to_owned());
    let all = d.answer.notices.iter().map(|n| n.message.clone()).chain(kept).chain(hidden);
    all.collect::<Vec<_>>().join("\n")
}
