//! Measuring answers on labelled questions.

use crate::error::Error;
use crate::files::{check_targets, prepare, read};
use crate::kotae::{Asking, Kotae, in_parallel};
use crate::step::{OnStep, Step};
use kotae_answering::Options;
use kotae_evaluation::{
    Labelled, Problem, Record, Reply, Report, measure, pair, precision_coverage, records, reliability,
    statuses,
};
use serde::Serialize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// What to measure.
#[derive(Debug, Clone, Default)]
pub struct EvaluateRequest {
    /// Labelled questions, one set a file.
    pub sets: Vec<PathBuf>,
    /// Labelled statuses of their questions.
    pub statuses: Vec<PathBuf>,
    /// An existing folder for the charts, which are replaced there.
    pub charts: Option<PathBuf>,
}

/// What was measured.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evaluated {
    /// Figures and misses.
    #[serde(flatten)]
    pub report: Report,
    /// The charts that were written.
    pub charts: Vec<String>,
}

impl Kotae {
    /// Answers every labelled question and holds the replies against the labels.
    ///
    /// # Errors
    /// When a file cannot be read or a line of it is no record; when a chart cannot be written;
    /// [`Error::Cancelled`] when `on_step` says so.
    pub fn evaluate(&self, request: &EvaluateRequest, on_step: OnStep<'_>) -> Result<Evaluated, Error> {
        if on_step(Step::Reading) == ControlFlow::Break(()) {
            return Err(Error::Cancelled);
        }
        let charts: Vec<PathBuf> = request.charts.iter().flat_map(|folder| chart_files(folder)).collect();
        let inputs: Vec<&Path> = request.sets.iter().chain(&request.statuses).map(PathBuf::as_path).collect();
        check_targets(&inputs, &charts.iter().map(PathBuf::as_path).collect::<Vec<_>>(), true)?;
        let sets = self.labelled(request)?;

        let asked: Vec<&Record> = sets.iter().flat_map(|s| &s.records).collect();
        let mut replies = in_parallel(&asked, |record| self.reply(record), on_step)?.into_iter();
        let replies: Vec<Vec<Reply>> =
            sets.iter().map(|s| replies.by_ref().take(s.records.len()).collect()).collect();
        let report = measure(&sets, &replies);

        if on_step(Step::Writing) == ControlFlow::Break(()) {
            return Err(Error::Cancelled);
        }
        // Both are on disk before either has its name.
        let drawn = [reliability(&report), precision_coverage(&report)];
        let pending: Vec<_> = charts
            .iter()
            .zip(&drawn)
            .map(|(path, svg)| prepare(path, svg.as_bytes()))
            .collect::<Result<_, _>>()?;
        for chart in pending {
            chart.publish(true)?;
        }
        Ok(Evaluated { report, charts: charts.iter().map(|path| path.display().to_string()).collect() })
    }

    fn labelled(&self, request: &EvaluateRequest) -> Result<Vec<Labelled>, Error> {
        let mut sets = Vec::new();
        for path in &request.sets {
            let records = records(&read(path)?).map_err(|e| refused(path, &e))?;
            for record in &records {
                let missing = |field| {
                    let ids = if field == "best" { &record.best } else { &record.ok };
                    let id = ids.iter().find(|id| self.document().item(**id).is_none())?;
                    Some(Problem::Unknown { line: record.line, field, value: id.to_string() })
                };
                if let Some(problem) = missing("best").or_else(|| missing("ok")) {
                    return Err(refused(path, &problem));
                }
            }
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            sets.push(Labelled { name, records, labels: Vec::new() });
        }
        let mut labels = Vec::new();
        let mut ends = Vec::new();
        for path in &request.statuses {
            labels.extend(statuses(&read(path)?).map_err(|e| refused(path, &e))?);
            ends.push((labels.len(), path));
        }
        pair(&mut sets, &labels).map_err(|at| {
            let path = ends.iter().find(|(end, _)| at < *end).map_or(Path::new(""), |(_, path)| path);
            refused(path, &Problem::NoQuestion { line: labels[at].line, id: labels[at].id.clone() })
        })?;
        Ok(sets)
    }

    fn reply(&self, record: &Record) -> Reply {
        let asking = Asking {
            text: &record.question,
            context: &record.context,
            choices: &[],
            options: &Options::default(),
        };
        let (matched, answer) = self.draft(&asking);
        Reply {
            matches: matched.matches.iter().map(|m| m.id).collect(),
            decision: answer.decision,
            confidence: answer.confidence,
            status: answer.status,
        }
    }
}

fn chart_files(folder: &Path) -> [PathBuf; 2] {
    ["reliability.svg", "precision-coverage.svg"].map(|name| folder.join(name))
}

fn refused(path: &Path, problem: &Problem) -> Error {
    Error::Json { path: path.to_owned(), why: problem.to_string() }
}
