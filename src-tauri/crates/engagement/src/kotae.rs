//! The engine, opened once: the document, its annotations and the index over them.

use crate::error::Error;
use crate::language::Lang;
use crate::semantics::{ModelBytes, Semantics};
use crate::shipped;
use crate::step::{OnStep, Step};
use crate::views::{
    Edition, ItemView, LintReport, MatchReply, MatchRequest, SearchHit, SearchReply, StandardView,
    cited_without_control, item_view, standard_view, title,
};
use kotae_answering::{Answer, Options, Source, draft};
use kotae_matching::{Matched, Matcher, Query};
use kotae_standard::{Annotations, FindingKind, Standard, find_citations, lint};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Instant;

/// The engine. Cheap to share between threads behind an [`Arc`]; never changes once opened.
pub struct Kotae {
    pub(crate) standard: Arc<Standard>,
    pub(crate) annotations: Arc<Annotations>,
    matcher: Matcher,
    semantics: Semantics,
}

/// A question with everything that bears on its answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asking<'a> {
    pub(crate) text: &'a str,
    pub(crate) context: &'a str,
    pub(crate) choices: &'a [String],
    pub(crate) options: &'a Options,
}

impl Kotae {
    /// Reads the shipped document and annotations and builds the index; the semantic model is loaded
    /// beside that and waited for by the first question, not here.
    ///
    /// # Errors
    /// When what is shipped is damaged, the semantic model excepted: see [`Self::notices`].
    pub fn open() -> Result<Self, Error> {
        Self::open_with(Some(ModelBytes::shipped()))
    }

    /// The same with another semantic model, or with none: searching and showing need none.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_with(model: Option<ModelBytes>) -> Result<Self, Error> {
        let standard = Arc::new(shipped::standard()?);
        let annotations = Arc::new(shipped::annotations()?);
        let semantics = Semantics::load(model, &standard, &annotations);
        let matcher = Matcher::new(Arc::clone(&standard), Arc::clone(&annotations))?;
        Ok(Self { standard, annotations, matcher, semantics })
    }

    /// What a person should know of the program's own state: why it matches by words alone, if it
    /// does. Waits for the semantic model.
    #[must_use]
    pub fn notices(&self) -> Vec<String> {
        self.semantics.ready(&self.matcher);
        self.semantics.notice().map(str::to_owned).into_iter().collect()
    }

    /// Which document answers are drawn from.
    #[must_use]
    pub fn edition(&self) -> Edition {
        let s = &self.standard;
        Edition {
            edition: s.edition.clone(),
            fisc: s.fisc.clone(),
            date: s.date.clone(),
            kind: shipped::EDITION_KIND.to_owned(),
            controls: s.controls.len(),
            blank: s.controls.iter().filter(|c| c.blank).count(),
        }
    }

    /// Searches responses, sections and topics as a person types.
    #[must_use]
    pub fn search(&self, query: &str, limit: usize) -> SearchReply {
        let start = Instant::now();
        let hits = self
            .matcher
            .search(query, limit)
            .into_iter()
            .filter_map(|hit| {
                let item = self.standard.item(hit.id)?;
                Some(SearchHit {
                    id: hit.id.to_string(),
                    score: hit.score,
                    status: self.annotations.status(hit.id),
                    title: title(item, &self.annotations),
                    text: item.text().to_owned(),
                    highlights: hit.highlights,
                    blank: item.blank(),
                })
            })
            .collect();
        let took_us = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
        SearchReply { query: query.to_owned(), hits, took_us }
    }

    /// The control or section with this id, written in any form customers use.
    ///
    /// # Errors
    /// In words: why there is none (another edition's number, declared out of scope, no such number).
    pub fn item(&self, id: &str, lang: Lang) -> Result<ItemView, String> {
        let trimmed = id.trim();
        if let Some(item) = trimmed.parse().ok().and_then(|id| self.standard.item(id)) {
            return Ok(item_view(item, &self.annotations));
        }
        let cited = find_citations(trimmed, &self.standard);
        let first = cited.first().map(|c| &c.target);
        if let Some(kotae_standard::CitedTarget::Control(id)) = first
            && let Some(item) = self.standard.item(kotae_standard::ItemId::Control(*id))
        {
            return Ok(item_view(item, &self.annotations));
        }
        Err(first.and_then(|t| cited_without_control(t, &self.standard)).map_or_else(
            || {
                let ja = format!(
                    "「{trimmed}」という基準番号・節番号はありません。例：統1、設83-1、実103-1、監1、s2.5"
                );
                let en = format!(
                    "there is no control or section {trimmed}; try 統1, 設83-1, 実103-1, 監1 or s2.5"
                );
                lang.pick(&ja, &en).to_owned()
            },
            |(ja, en)| lang.pick(&ja, &en).to_owned(),
        ))
    }

    /// The whole document, listed.
    #[must_use]
    pub fn standard(&self) -> StandardView {
        standard_view(&self.standard, &self.annotations)
    }

    /// Checks the annotations against the document and lists its suspected typos.
    ///
    /// # Errors
    /// When the shipped list of typos is damaged.
    pub fn lint(&self) -> Result<LintReport, Error> {
        let findings = lint(&self.standard, &self.annotations, &shipped::suspected_typos()?);
        let faults = findings.iter().filter(|f| f.kind != FindingKind::SuspectedTypo).count();
        Ok(LintReport { findings, annotated: self.annotations.len(), faults })
    }

    /// Matches and drafts one question.
    #[must_use]
    pub fn answer(&self, request: &MatchRequest, explain: bool) -> MatchReply {
        let options = Options::default();
        let (matched, answer) = self.draft(&Asking {
            text: &request.question,
            context: &request.context,
            choices: &request.choices,
            options: &options,
        });
        MatchReply::new(request.id.clone(), matched, answer, explain)
    }

    /// Matches and drafts many questions on every core, in the order given.
    ///
    /// # Errors
    /// [`Error::Cancelled`] when `on_step` says so.
    pub fn answer_all(
        &self,
        requests: &[MatchRequest],
        explain: bool,
        on_step: OnStep<'_>,
    ) -> Result<Vec<MatchReply>, Error> {
        in_parallel(requests, |request| self.answer(request, explain), on_step)
    }

    pub(crate) fn document(&self) -> &Standard {
        &self.standard
    }

    pub(crate) fn draft(&self, asking: &Asking<'_>) -> (Matched, Answer) {
        let query = Query { text: asking.text, context: asking.context };
        self.semantics.ready(&self.matcher);
        let matched = self.matcher.matches(&query);
        let source = Source { standard: &self.standard, annotations: &self.annotations };
        let answer = draft(&source, &query, &matched, asking.choices, asking.options);
        (matched, answer)
    }
}

/// How often progress is told: often enough to move, seldom enough to cost nothing.
const PROGRESS_EVERY: usize = 8;

/// Does `work` for every item on all cores; results stand in the items' order.
pub(crate) fn in_parallel<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    on_step: OnStep<'_>,
) -> Result<Vec<R>, Error> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(items.len()).max(1);
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let stopped = AtomicBool::new(false);
    let total = items.len();
    let mut parts: Vec<Vec<(usize, R)>> = Vec::with_capacity(threads);
    std::thread::scope(|scope| {
        let worker = || {
            let mut out = Vec::new();
            while !stopped.load(Ordering::Relaxed) {
                let n = next.fetch_add(1, Ordering::Relaxed);
                let Some(item) = items.get(n) else { break };
                out.push((n, work(item)));
                let done = done.fetch_add(1, Ordering::Relaxed) + 1;
                if (done.is_multiple_of(PROGRESS_EVERY) || done == total)
                    && on_step(Step::Matching { done, total }) == ControlFlow::Break(())
                {
                    stopped.store(true, Ordering::Relaxed);
                }
            }
            out
        };
        let handles: Vec<_> = (1..threads).map(|_| scope.spawn(worker)).collect();
        parts.push(worker());
        for handle in handles {
            match handle.join() {
                Ok(part) => parts.push(part),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
    });
    if stopped.load(Ordering::Relaxed) {
        return Err(Error::Cancelled);
    }
    let mut all: Vec<(usize, R)> = parts.into_iter().flatten().collect();
    all.sort_by_key(|(n, _)| *n);
    Ok(all.into_iter().map(|(_, r)| r).collect())
}

#[cfg(test)]
mod tests {
    use super::{Kotae, in_parallel};
    use crate::error::Error;
    use crate::semantics::ModelBytes;
    use crate::step::unwatched;
    use crate::views::MatchRequest;
    use std::ops::ControlFlow;

    const QUESTION: &str = "ネズミの侵入を防いでいますか";

    /// What is said of the model, and the first match.
    fn asked(model: Option<ModelBytes>) -> (String, String) {
        let kotae = Kotae::open_with(model).expect("a model that is out of order is no error");
        let request = MatchRequest { question: QUESTION.to_owned(), ..MatchRequest::default() };
        let reply = kotae.answer(&request, false);
        (kotae.notices().concat(), reply.matches.first().map_or_else(String::new, |m| m.control.clone()))
    }

    #[test]
    fn the_shipped_model_and_its_vectors_are_whole_and_up_to_date() {
        assert_eq!(asked(Some(ModelBytes::shipped())), (String::new(), "設47".to_owned()));
    }

    #[test]
    fn the_shipped_files_are_those_of_the_manifest() {
        let own = |bytes: std::borrow::Cow<'static, [u8]>| bytes.into_owned().into();
        let shipped = ModelBytes::shipped();
        let (graph, words, pieces) = (own(shipped.graph), own(shipped.words), own(shipped.pieces));
        let read = ModelBytes { graph, words, pieces, ..ModelBytes::shipped() };
        assert_eq!(asked(Some(read)), (String::new(), "設47".to_owned()));
    }

    #[test]
    fn without_a_model_questions_are_matched_by_words() {
        assert_eq!(asked(None), (String::new(), "設47".to_owned()));
    }

    #[test]
    fn a_damaged_model_or_stale_vectors_are_named_and_words_do() {
        let shipped = ModelBytes::shipped;
        let mut other = shipped().words.into_owned();
        other[1000] ^= 1;
        for (model, name) in [
            (ModelBytes { words: other.into(), ..shipped() }, "e5-words-q4.bin"),
            (ModelBytes { graph: Vec::new().into(), ..shipped() }, "e5-small-ja-en-q4.onnx"),
            (ModelBytes { manifest: "".into(), ..shipped() }, "manifest.toml"),
            (ModelBytes { vectors: Vec::new().into(), ..shipped() }, "意味ベクトル"),
        ] {
            let (said, first) = asked(Some(model));
            assert!(said.contains(name), "{name}: {said}");
            assert_eq!(first, "設47", "{name}");
        }
    }

    #[test]
    fn results_stand_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..1000).collect();
        assert_eq!(in_parallel(&items, |n| n * 2, &unwatched).expect("not stopped")[999], 1998);
        assert!(in_parallel(&[] as &[usize], |n| *n, &unwatched).expect("nothing to do").is_empty());
    }

    #[test]
    fn breaking_stops_the_work() {
        let items: Vec<usize> = (0..1000).collect();
        let got = in_parallel(&items, |n| *n, &|_| ControlFlow::Break(()));
        assert!(matches!(got, Err(Error::Cancelled)));
    }
}
