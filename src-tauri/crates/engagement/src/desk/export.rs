//! Writing out: the filled copy of the customer's workbook, its 変更証明 and the review workbook.

use super::session::Session;
use super::shapes::{Decision, Exported, Severity as Stops, Unwritten};
use crate::convert::fillable;
use crate::error::Error;
use crate::files::{prepare, publish_all};
use crate::fill::UNCONFIRMED;
use crate::kotae::Kotae;
use crate::language::Lang;
use crate::leaks::OTHER_CUSTOMER;
use crate::proof::proof;
use crate::reporting::quoted;
use crate::step::{OnStep, Step};
use kotae_questionnaire::edits;
use kotae_report::{Report, Row};
use kotae_review::State;
use kotae_review::checks::Severity;
use kotae_standard::sha256_bytes;
use kotae_workbook::{CellRef, Edit, Filled};
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// What to export.
#[derive(Debug, Clone, Copy)]
pub struct ExportRequest<'a> {
    /// Where to; beside the original when not given.
    pub folder: Option<&'a Path>,
    /// Rows too that nobody has settled.
    pub unreviewed: bool,
    /// Although names of other customers stand in the answers or elsewhere in the file.
    pub names: bool,
    /// Make rows higher that are too low to show their answer.
    pub raise: bool,
    /// Day of the export, ISO.
    pub date: &'a str,
    /// Language of messages.
    pub lang: Lang,
}

/// Most copies of one name in a folder before something else must be wrong.
const MOST_COPIES: u32 = 999;

impl Session {
    /// Exports: all three files or none. Only answer cells change.
    ///
    /// # Errors
    /// The folder cannot be written to, the file carries names of other customers that were not
    /// allowed, or `on_step` stops it; nothing is written then.
    pub fn export(
        &mut self,
        kotae: &Kotae,
        request: &ExportRequest<'_>,
        on_step: OnStep<'_>,
    ) -> Result<Exported, Error> {
        if on_step(Step::Writing) == ControlFlow::Break(()) {
            return Err(Error::Cancelled);
        }
        if !request.names {
            self.refuse_names(request.lang)?;
        }
        let input = self.store.bytes()?;
        let board = &self.board;
        let lang = request.lang;
        let (mut wanted, mut refused) = (Vec::new(), Vec::new());
        for n in 0..board.questions.len() {
            let stop = board
                .findings(kotae, n)
                .into_iter()
                .find(|f| f.severity == Severity::Stop && !(request.names && f.code == OTHER_CUSTOMER));
            let edits = self.edits_for(n, request.unreviewed);
            let why = match (stop, &edits) {
                (_, Err(e)) => e.to_string(),
                (Some(stop), Ok(edits)) if !edits.is_empty() => stop.message,
                (_, Ok(edits)) => {
                    wanted.extend(edits.iter().cloned());
                    continue;
                }
            };
            refused.push(Unwritten { cell: board.place(n), why: lang.of_engine(&why) });
        }
        let original = Path::new(&self.original.path);
        let refuses = |source| Error::Workbook { path: original.to_owned(), source };
        let made_from =
            (!board.workbook.writable()).then(|| fillable(original, &board.workbook)).transpose()?;
        let (workbook, converted) = match &made_from {
            Some((workbook, how)) => (workbook, Some(*how)),
            None => (&board.workbook, None),
        };
        let filled = if request.raise { workbook.fill_and_raise(&wanted) } else { workbook.fill(&wanted) }
            .map_err(refuses)?;
        let protected = self
            .password
            .as_ref()
            .map(|password| kotae_workbook::encrypt(&filled.bytes, password.text()))
            .transpose()
            .map_err(refuses)?;
        let bytes = protected.as_ref().unwrap_or(&filled.bytes);
        refused.extend(filled.refused.iter().map(|r| Unwritten {
            cell: format!("{} {}", r.sheet, r.at),
            why: lang.of_engine(&r.why.to_string()),
        }));
        let folder = request.folder.or_else(|| original.parent()).unwrap_or(Path::new("."));
        let [output, proof_path, report_path] = names(folder, &self.original.name, converted.is_some())?;
        let shown = |p: &Path| p.display().to_string();
        let name = |p: &Path| p.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let written = name(&output);
        let report = kotae_report::write(&self.report(kotae, request, &output, &filled))?;
        let proof = proof(
            (&self.original.name, sha256_bytes(&input)),
            (&written, sha256_bytes(bytes)),
            converted,
            &filled,
        );
        let proof = serde_json::to_vec_pretty(&proof).expect("strings, numbers and lists always serialise");
        // The workbook last: where it is, everything that belongs to it is there too.
        let pending =
            [prepare(&report_path, &report)?, prepare(&proof_path, &proof)?, prepare(&output, bytes)?];
        publish_all(pending)?;
        Ok(Exported {
            output: shown(&output),
            report: shown(&report_path),
            proof: shown(&proof_path),
            written: filled.changed.len(),
            raised: filled.raised.len(),
            refused,
        })
    }

    /// Is there a name of another customer in what of the file stays as it came?
    fn refuse_names(&self, lang: Lang) -> Result<(), Error> {
        let mut places: Vec<String> = self
            .carried(lang)
            .into_iter()
            .filter(|p| p.severity == Stops::Stop)
            .map(|p| if p.place.is_empty() { p.message } else { p.place })
            .collect();
        places.dedup();
        if places.is_empty() {
            return Ok(());
        }
        Err(Error::OtherCustomers { name: self.original.name.clone(), places: places.join("、") })
    }

    /// The cells to write for a row. What the customer's file held is replaced only where a person
    /// has settled the row. Where the choice cannot be written, nothing of the row is.
    pub(super) fn edits_for(
        &self,
        n: usize,
        unreviewed: bool,
    ) -> Result<Vec<Edit>, kotae_questionnaire::Error> {
        let board = &self.board;
        let (q, entry) = (&board.questions[n], board.entry(n));
        let held = q.existing_status.is_some() || q.existing_comment.is_some();
        let writing = board.writing(n);
        let (choice, text) = match entry.state {
            State::Confirmed | State::OutOfScope => (writing.choice, writing.text),
            _ if !unreviewed || held => return Ok(Vec::new()),
            State::Candidate | State::Propagated | State::Editing => (writing.choice, writing.text),
            // A choice is a claim; one that nobody has confirmed is not written.
            State::NeedsReview if !writing.text.is_empty() && board.heads[n].decision != Decision::None => {
                (None, format!("{UNCONFIRMED}\n{}", writing.text))
            }
            State::NeedsReview | State::NotStated | State::Held => return Ok(Vec::new()),
        };
        let text = Some(text.as_str()).filter(|t| !t.is_empty());
        let wanted = edits(q, choice.as_deref(), text)?;
        Ok(wanted.into_iter().map(|(sheet, at, text)| Edit { sheet, at, text }).collect())
    }

    fn report(&self, kotae: &Kotae, request: &ExportRequest<'_>, output: &Path, filled: &Filled) -> Report {
        let board = &self.board;
        let written: BTreeSet<(&str, CellRef)> =
            filled.changed.iter().map(|c| (c.sheet.as_str(), c.at)).collect();
        let rows = (0..board.questions.len()).map(|n| {
            let (q, head, entry) = (&board.questions[n], &board.heads[n], board.entry(n));
            let writing = board.writing(n);
            let row = board.row(kotae, n);
            let findings = board.findings(kotae, n);
            let cited = entry.cited();
            let mut notices: Vec<String> = findings.iter().map(|f| Lang::Ja.of_engine(&f.message)).collect();
            notices.extend(head.notices.iter().map(|n| n.1.clone()));
            if q.hidden {
                notices.push("非表示の行です".to_owned());
            }
            Row {
                sheet: q.sheet.clone(),
                cell: q.at.to_string(),
                number: row.number,
                category: row.category,
                question: q.text.clone(),
                choice: writing.choice.unwrap_or_default(),
                answer: writing.text,
                status: head.status,
                citations: row.citations.join("、"),
                quotes: quoted(
                    if cited.is_empty() { entry.quotes.iter().collect() } else { cited }.into_iter(),
                ),
                confidence: head.confidence,
                decision: match head.decision {
                    Decision::Answer => kotae_answering::Decision::Answer,
                    Decision::Review => kotae_answering::Decision::Review,
                    Decision::None => kotae_answering::Decision::None,
                },
                state: entry.state.japanese().to_owned(),
                written: board.slots(n).iter().any(|at| written.contains(&(q.sheet.as_str(), *at))),
                notices: notices.join("\n"),
                note: entry.note.clone(),
            }
        });
        kotae.report_on(&self.original.name, Some(output), Some(request.date), rows.collect())
    }
}

/// Names that nothing has yet, alike for the three: `調査票_回答済.xlsx`, then `調査票_回答済 (2).xlsx`.
fn names(folder: &Path, name: &str, converted: bool) -> Result<[PathBuf; 3], Error> {
    let name = Path::new(name);
    let stem = name.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let own = name.extension().filter(|_| !converted);
    let extension = own.map_or_else(|| "xlsx".to_owned(), |e| e.to_string_lossy().into_owned());
    for copy in 1..=MOST_COPIES {
        let number = if copy == 1 { String::new() } else { format!(" ({copy})") };
        let all = [
            folder.join(format!("{stem}_回答済{number}.{extension}")),
            folder.join(format!("{stem}_変更証明{number}.json")),
            folder.join(format!("{stem}_レビュー{number}.xlsx")),
        ];
        if all.iter().all(|p| std::fs::symlink_metadata(p).is_err()) {
            return Ok(all);
        }
    }
    Err(Error::Exists { path: folder.join(format!("{stem}_回答済.{extension}")) })
}
