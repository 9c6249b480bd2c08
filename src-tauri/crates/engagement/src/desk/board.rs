//! A questionnaire with its drafts and the review over them, in memory: everything that is shown is
//! read from here, nothing here touches the disk.

use super::alike::{Pairs, alike, difference, pairs};
use super::carry;
use super::drafts::{self, Found, Head, begin};
use super::shapes::{
    Alike, ChoiceView, DeskMatch, Existing, Flag, NoticeView, Problem, QuestionView, Role, RowView, Severity,
    SpanView,
};
use crate::kotae::{Kotae, in_parallel};
use crate::language::Lang;
use crate::leaks::{OTHER_CUSTOMER, Others, other_customer};
use crate::step::unwatched;
use crate::views::title;
use kotae_answering::{Options, Source, claim, propose};
use kotae_matching::Query;
use kotae_questionnaire::{Layout, Notice, Question, StatusSlot, Warned};
use kotae_review::checks::{self, Finding};
use kotae_review::{Entry, QuestionId, Quote, Review, State};
use kotae_standard::{ItemId, Status};
use kotae_text::{char_slice, fold};
use kotae_workbook::{CellRef, NotEditable, RefusalReason, Workbook};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Chars of a question and an answer on a line of the grid.
const LINE: (usize, usize) = (160, 80);
/// Most nearly identical questions shown.
const MOST_ALIKE: usize = 5;

/// What was found in the workbook, as kept.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct KeptLayout {
    pub(super) layout: Layout,
    pub(super) notices: Vec<Notice>,
    /// Which form it is: the same for the next customer's file of this form.
    pub(super) form: String,
}

impl KeptLayout {
    pub(super) fn warned(&self) -> Warned<Layout> {
        Warned { value: self.layout.clone(), notices: self.notices.clone() }
    }
}

/// An open questionnaire.
pub(super) struct Board {
    pub(super) workbook: Workbook,
    pub(super) kept: KeptLayout,
    pub(super) questions: Vec<Question>,
    /// Draft key of each question.
    pub(super) keys: Vec<String>,
    /// `質問票!D12` of each question: what the store knows it by.
    pub(super) cells: Vec<String>,
    /// Digest of each question's text: a kept entry belongs to this text in this cell.
    pub(super) digests: Vec<String>,
    pub(super) heads: Vec<Arc<Head>>,
    pub(super) review: Review,
    /// Names that must not stand in an answer.
    pub(super) others: Others,
    by_cell: BTreeMap<String, usize>,
    /// Index of each question's sheet.
    pub(super) sheets: Vec<usize>,
    legends: Vec<BTreeMap<String, String>>,
    contexts: Vec<String>,
    pairs: Vec<Pairs>,
    /// How many problems each row has.
    problems: Vec<usize>,
    /// What cells mean: by sheet and cell, the role and the question.
    pub(super) spots: BTreeMap<(usize, CellRef), (Role, Option<usize>)>,
}

/// What would be written for a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Writing {
    pub(super) choice: Option<String>,
    pub(super) text: String,
}

impl Board {
    /// Puts a board together. There is a draft for each question's key, and `entries` by cell with
    /// the digest of the question they belong to; `others` are names of other customers.
    #[expect(clippy::too_many_arguments, reason = "the parts of a board, each of its own type")]
    pub(super) fn new(
        kotae: &Kotae,
        workbook: Workbook,
        kept: KeptLayout,
        questions: Vec<Question>,
        keys: Vec<String>,
        drafts: &BTreeMap<String, Arc<Head>>,
        entries: &BTreeMap<String, (String, Entry)>,
        others: Others,
    ) -> Self {
        let heads: Vec<Arc<Head>> =
            keys.iter().map(|k| Arc::clone(drafts.get(k).expect("every question is drafted"))).collect();
        let around: Vec<String> = questions.iter().map(drafts::context).collect();
        let begins: Vec<_> =
            questions.iter().zip(&around).zip(&heads).map(|((q, c), h)| begin(q, c, h)).collect();
        let mut review = Review::new(&begins);
        let cells: Vec<String> = questions.iter().map(carry::cell).collect();
        let digests: Vec<String> = questions.iter().map(carry::digest).collect();
        for (n, cell) in cells.iter().enumerate() {
            if let Some((_, entry)) = entries.get(cell).filter(|(digest, _)| *digest == digests[n]) {
                let entry = fitting(entry, &review.entries()[n], &questions[n]);
                review.put(QuestionId(n), entry);
            }
        }
        review.drop_copies();
        let names: BTreeMap<&str, usize> =
            workbook.sheets().iter().enumerate().map(|(i, s)| (s.name.as_str(), i)).collect();
        let sheets: Vec<usize> =
            questions.iter().map(|q| names.get(q.sheet.as_str()).copied().unwrap_or(0)).collect();
        let context = |q: &Question| {
            let path = q.category.join(" > ");
            match &q.reference {
                Some(r) if path.is_empty() => r.clone(),
                Some(r) => format!("{path} > {r}"),
                None => path,
            }
        };
        let mut this = Self {
            by_cell: cells.iter().enumerate().map(|(n, c)| (c.clone(), n)).collect(),
            legends: questions.iter().map(|q| q.legend.iter().cloned().collect()).collect(),
            contexts: questions.iter().map(context).collect(),
            pairs: questions.iter().map(|q| pairs(&q.text)).collect(),
            problems: Vec::new(),
            spots: spots(&kept.layout, &questions, &sheets, &names),
            workbook,
            kept,
            questions,
            keys,
            cells,
            digests,
            heads,
            review,
            others,
            sheets,
        };
        let all: Vec<usize> = (0..this.questions.len()).collect();
        this.problems = in_parallel(&all, |n| this.findings(kotae, *n).len(), &unwatched)
            .expect("a watcher that never stops it does not stop it");
        this
    }

    /// The question in this cell, if there is one now.
    pub(super) fn find(&self, cell: &str) -> Option<usize> {
        self.by_cell.get(cell).copied()
    }

    pub(super) fn entry(&self, n: usize) -> &Entry {
        &self.review.entries()[n]
    }

    pub(super) fn settled(&self) -> usize {
        self.review.entries().iter().filter(|e| e.state.settled()).count()
    }

    /// The question and what stands around it, as it was matched.
    pub(super) fn query(&self, n: usize) -> Query<'_> {
        Query { text: &self.questions[n].text, context: &self.contexts[n] }
    }

    pub(super) fn options(&self, n: usize) -> Options {
        Options { limit: self.questions[n].limit, legend: self.legends[n].clone() }
    }

    pub(super) fn claim(&self, n: usize, choice: &str) -> Option<Status> {
        claim(choice, &self.legends[n])
    }

    /// How people call a row: its number, or its cell.
    pub(super) fn name(&self, n: usize) -> String {
        let q = &self.questions[n];
        q.number.clone().filter(|n| !n.trim().is_empty()).unwrap_or_else(|| q.at.to_string())
    }

    /// `質問票 E12`.
    pub(super) fn place(&self, n: usize) -> String {
        format!("{} {}", self.questions[n].sheet, self.questions[n].at)
    }

    /// What the entry would put into the answer cells.
    pub(super) fn writing(&self, n: usize) -> Writing {
        let entry = self.entry(n);
        if entry.state != State::OutOfScope {
            return Writing { choice: entry.choice.clone(), text: entry.text.clone() };
        }
        // 対象外: the reason, and the mark for it where the form has exactly one.
        let means_na = |c: &&String| self.claim(n, c) == Some(Status::Na);
        let mut marks = self.questions[n].choices.iter().filter(means_na);
        let choice = match (entry.choice.as_ref().filter(means_na), marks.next(), marks.next()) {
            (Some(own), _, _) => Some(own.clone()),
            (None, Some(one), None) => Some(one.clone()),
            _ => None,
        };
        Writing { choice, text: entry.reason.clone() }
    }

    /// Every cell an answer may go into.
    pub(super) fn slots(&self, n: usize) -> Vec<CellRef> {
        let slot = &self.questions[n].slot;
        let status: Vec<CellRef> = match &slot.status {
            StatusSlot::None => Vec::new(),
            StatusSlot::Cell(at) => vec![*at],
            StatusSlot::OneOf(marks) => marks.iter().map(|m| m.1).collect(),
        };
        status.into_iter().chain(slot.comment).collect()
    }

    /// What is to be said of the row as it stands.
    pub(super) fn findings(&self, kotae: &Kotae, n: usize) -> Vec<Finding> {
        let q = &self.questions[n];
        let entry = self.entry(n);
        let writing = self.writing(n);
        let quotes = if entry.state == State::OutOfScope { Vec::new() } else { entry.cited() };
        let sheet = &self.workbook.sheets()[self.sheets[n]];
        let closed: Vec<(String, String)> = self
            .slots(n)
            .into_iter()
            .filter_map(|at| Some((at.to_string(), why_closed(sheet.editable(at).err()?).to_owned())))
            .collect();
        let named = self.others.named_in(&writing.text).map(|name| Finding {
            code: OTHER_CUSTOMER,
            severity: checks::Severity::Stop,
            message: other_customer(name),
        });
        let unwritable = self.unwritable(n, &writing);
        let of_row = checks::row(
            &source(kotae),
            &checks::Row {
                query: self.query(n),
                choices: &q.choices,
                // Written as the form spells it.
                dropdown: false,
                legend: &self.legends[n],
                limit: q.limit,
                choice: writing.choice.as_deref(),
                text: &writing.text,
                quotes: &quotes,
                closed: &closed,
            },
        );
        named.chain(unwritable).chain(of_row).collect()
    }

    /// A character that the file cannot hold: half an answer is not written, so the row stops.
    fn unwritable(&self, n: usize, writing: &Writing) -> Option<Finding> {
        let slot = &self.questions[n].slot;
        let text = slot.comment.map(|_| writing.text.as_str());
        let why =
            text.into_iter().chain(writing.choice.as_deref()).find_map(|t| self.workbook.holds(t).err())?;
        // Checked by themselves, in words that name the limit.
        let long = matches!(why, RefusalReason::TooLong { .. });
        (!long).then(|| Finding {
            code: "unwritable-character",
            severity: checks::Severity::Stop,
            message: why.to_string(),
        })
    }

    /// The same for the page.
    pub(super) fn row_problems(&self, kotae: &Kotae, n: usize, lang: Lang) -> Vec<Problem> {
        self.findings(kotae, n).into_iter().map(|f| self.problem(n, &f, lang)).collect()
    }

    pub(super) fn problem(&self, n: usize, finding: &Finding, lang: Lang) -> Problem {
        Problem {
            n: Some(n),
            code: finding.code.to_owned(),
            severity: match finding.severity {
                checks::Severity::Stop => Severity::Stop,
                checks::Severity::Warn => Severity::Warn,
            },
            unsettled: false,
            place: self.place(n),
            spot: None,
            message: lang.of_engine(&finding.message),
        }
    }

    /// A row has changed: looks at it anew.
    pub(super) fn changed(&mut self, kotae: &Kotae, n: usize) {
        self.problems[n] = self.findings(kotae, n).len();
    }

    /// One line of the grid.
    pub(super) fn row(&self, kotae: &Kotae, n: usize) -> RowView {
        let q = &self.questions[n];
        let (entry, head) = (self.entry(n), &self.heads[n]);
        let cited = entry.cited();
        let changed = cited.iter().any(|quote| !checks::holds(&source(kotae), quote));
        let mut citations: Vec<String> = Vec::new();
        for quote in &cited {
            let id = quote.id.to_string();
            if !citations.contains(&id) {
                citations.push(id);
            }
        }
        RowView {
            n,
            sheet: self.sheets[n],
            cell: q.at.to_string(),
            number: q.number.clone().unwrap_or_default(),
            category: q.category.join(" > "),
            question: cut(&q.text, LINE.0),
            state: entry.state.into(),
            choice: entry.choice.clone(),
            answer: cut(&entry.text, LINE.1),
            status: head.status,
            decision: head.decision,
            certainty: steps(head.confidence),
            citations,
            linked: self.review.linked(QuestionId(n)).next().is_some(),
            hidden: q.hidden,
            filled: q.existing_status.is_some() || q.existing_comment.is_some(),
            problems: self.problems[n],
            flags: if changed { vec![Flag::SourceChanged] } else { Vec::new() },
        }
    }

    /// One question in full; `found` are its kept matches.
    pub(super) fn view(&self, kotae: &Kotae, n: usize, found: &[Found], lang: Lang) -> QuestionView {
        let q = &self.questions[n];
        let (entry, head) = (self.entry(n), &self.heads[n]);
        let source = source(kotae);
        let meaning = |c: &String| self.legends[n].get(c).cloned();
        let choices = q.choices.iter().map(|c| ChoiceView {
            value: c.clone(),
            meaning: meaning(c),
            status: self.claim(n, c),
        });
        let spans = entry.cited().into_iter().map(|s| SpanView {
            id: s.id.to_string(),
            start: s.start,
            end: s.end,
            edition: s.edition.clone(),
            holds: checks::holds(&source, s),
        });
        QuestionView {
            n,
            text: q.text.clone(),
            category: q.category.clone(),
            reference: q.reference.clone(),
            limit: q.limit,
            choices: choices.collect(),
            has_comment: q.slot.comment.is_some(),
            has_choice: q.slot.status != StatusSlot::None,
            state: entry.state.into(),
            answer: entry.text.clone(),
            choice: entry.choice.clone(),
            spans: spans.collect(),
            note: entry.note.clone(),
            reason: entry.reason.clone(),
            status: head.status,
            confidence: head.confidence,
            unstated: head.unstated,
            decision: head.decision,
            notices: head
                .notices
                .iter()
                .map(|(code, message)| NoticeView { code: code.clone(), message: lang.of_engine(message) })
                .collect(),
            matches: found.iter().filter_map(|f| self.match_view(kotae, n, f)).collect(),
            linked: self.review.linked(QuestionId(n)).map(|id| id.0).collect(),
            alike: self.alike(n),
            existing: Existing { choice: q.existing_status.clone(), text: q.existing_comment.clone() },
            problems: self.row_problems(kotae, n, lang),
        }
    }

    fn match_view(&self, kotae: &Kotae, n: usize, found: &Found) -> Option<DeskMatch> {
        let id: ItemId = found.id.parse().ok()?;
        let item = kotae.standard.item(id)?;
        let note = kotae.annotations.get(id);
        Some(DeskMatch {
            id: found.id.clone(),
            title: title(item, &kotae.annotations),
            status: kotae.annotations.status(id),
            score: found.score,
            certainty: steps(found.score),
            text: item.text().to_owned(),
            highlights: marked(item.text(), &found.words),
            proposed: self.proposal(kotae, n, id, found).iter().map(|q| (q.start, q.end)).collect(),
            why: found.why.clone(),
            words: found.words.clone(),
            nearest: found.nearest.clone(),
            exceptions: note.map(|a| a.exceptions.clone()).unwrap_or_default(),
            note: note.map(|a| a.note.clone()).unwrap_or_default(),
            blank: item.blank(),
        })
    }

    /// What taking a match would quote.
    pub(super) fn proposal(&self, kotae: &Kotae, n: usize, id: ItemId, found: &Found) -> Vec<Quote> {
        let spans = propose(&source(kotae), &self.query(n), id, Some(&found.evidence()), &self.options(n));
        spans.into_iter().filter_map(|s| quote(kotae, s.id, s.start, s.end)).collect()
    }

    fn alike(&self, n: usize) -> Vec<Alike> {
        let own = &self.pairs[n];
        // In order, as questions are.
        let linked: Vec<usize> = self.review.linked(QuestionId(n)).map(|id| id.0).collect();
        let mut near: Vec<(f64, usize)> = (0..self.pairs.len())
            .filter(|m| *m != n && linked.binary_search(m).is_err())
            .filter_map(|m| Some((alike(own, &self.pairs[m])?, m)))
            .collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        near.truncate(MOST_ALIKE);
        near.into_iter()
            .map(|(_, m)| Alike {
                n: m,
                question: self.questions[m].text.clone(),
                diff: difference(&self.questions[n].text, &self.questions[m].text),
                state: self.entry(m).state.into(),
            })
            .collect()
    }
}

/// A kept entry as it is worth now, on a question that began with `begun`.
fn fitting(kept: &Entry, begun: &Entry, question: &Question) -> Entry {
    // Where nobody has decided, a newer draft stands; the note stays.
    if kept.state.untouched() && kept.state != State::Propagated {
        return Entry { note: kept.note.clone(), reason: kept.reason.clone(), ..begun.clone() };
    }
    // The draft's quotations too, so that its words are cited when they come back.
    let mut entry = kept.clone();
    entry.quotes.extend(begun.quotes.iter().filter(|q| !kept.quotes.contains(q)).cloned());
    // A choice that the form no longer offers can neither be shown nor written: somebody chooses anew.
    if entry.choice.as_ref().is_some_and(|choice| !offers(question, choice)) {
        (entry.choice, entry.chosen) = (None, false);
        if entry.state == State::Confirmed {
            entry.state = State::Editing;
        }
    }
    entry
}

/// Can this choice be written for the question?
fn offers(question: &Question, choice: &str) -> bool {
    let listed = question.choices.is_empty() || question.choices.iter().any(|c| c == choice);
    match &question.slot.status {
        StatusSlot::None => false,
        StatusSlot::Cell(_) => listed,
        StatusSlot::OneOf(marks) => listed && marks.iter().any(|m| m.0 == choice),
    }
}

/// What answers are drawn from.
pub(super) fn source(kotae: &Kotae) -> Source<'_> {
    Source { standard: &kotae.standard, annotations: &kotae.annotations }
}

/// A stretch of the document; `None` where there is no such item or the stretch is not in it.
pub(super) fn quote(kotae: &Kotae, id: ItemId, start: usize, end: usize) -> Option<Quote> {
    let item = kotae.standard.item(id)?;
    let inside = start < end && end <= item.text().chars().count();
    inside.then(|| Quote {
        id,
        edition: kotae.standard.edition.clone(),
        start,
        end,
        sha256: item.sha256().to_owned(),
        text: char_slice(item.text(), start, end).to_owned(),
    })
}

/// A probability in steps 0 to 5.
pub(super) fn steps(probability: f64) -> u8 {
    const FROM: [f64; 5] = [0.1, 0.3, 0.5, 0.7, 0.9];
    let reached = FROM.iter().filter(|f| probability >= **f).count();
    u8::try_from(reached).expect("at most five")
}

/// The beginning of a text on one line.
fn cut(text: &str, most: usize) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(most).collect()
}

/// Where these folded words stand in a text.
fn marked(text: &str, words: &[String]) -> Vec<(usize, usize)> {
    let folded = fold(text);
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for word in words.iter().filter(|w| !w.is_empty()) {
        let length = word.chars().count();
        for (at, _) in folded.text.match_indices(word.as_str()) {
            let from = folded.text[..at].chars().count();
            ranges.push(folded.source_range(from, from + length));
        }
    }
    ranges.sort_unstable();
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (start, end) in ranges {
        match out.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => out.push((start, end)),
        }
    }
    out
}

fn why_closed(why: NotEditable) -> &'static str {
    match why {
        NotEditable::Formula => "数式が入っています (it holds a formula)",
        NotEditable::Protected => "シートの保護でロックされています (the sheet is protected)",
        NotEditable::InsideMerge => "結合セルの一部です (it lies inside a merged cell)",
    }
}

fn spots(
    layout: &Layout,
    questions: &[Question],
    sheets: &[usize],
    names: &BTreeMap<&str, usize>,
) -> BTreeMap<(usize, CellRef), (Role, Option<usize>)> {
    let mut out = BTreeMap::new();
    let mut at_row: BTreeMap<(usize, CellRef), usize> = BTreeMap::new();
    for (n, q) in questions.iter().enumerate() {
        at_row.insert((sheets[n], q.at), n);
    }
    for sheet in layout.sheets.iter().filter(|s| s.questionnaire) {
        let Some(&index) = names.get(sheet.name.as_str()) else { continue };
        for table in &sheet.tables {
            let c = &table.columns;
            let beside = [(c.number, Role::Number), (c.reference, Role::Reference)]
                .into_iter()
                .filter_map(|(column, role)| Some((column?, role)))
                .chain(c.category.iter().map(|column| (*column, Role::Category)));
            let beside: Vec<_> = beside.collect();
            let all = beside
                .iter()
                .map(|b| b.0)
                .chain(c.question)
                .chain(c.status)
                .chain(c.comment)
                .chain(table.mark_columns.0.iter().map(|m| m.1));
            for column in all {
                for row in &table.header_rows {
                    out.insert((index, CellRef::new(*row, column.0)), (Role::Header, None));
                }
            }
            for row in &table.rows {
                let n = row
                    .question_cell
                    .or_else(|| c.question.map(|q| CellRef::new(row.row, q.0)))
                    .and_then(|at| at_row.get(&(index, at)).copied());
                for (column, role) in &beside {
                    out.insert((index, CellRef::new(row.row, column.0)), (*role, n));
                }
            }
        }
    }
    for (n, q) in questions.iter().enumerate() {
        out.insert((sheets[n], q.at), (Role::Question, Some(n)));
        match &q.slot.status {
            StatusSlot::None => {}
            StatusSlot::Cell(at) => {
                out.insert((sheets[n], *at), (Role::Status, Some(n)));
            }
            StatusSlot::OneOf(marks) => {
                out.extend(marks.iter().map(|m| ((sheets[n], m.1), (Role::Status, Some(n)))));
            }
        }
        if let Some(at) = q.slot.comment {
            out.insert((sheets[n], at), (Role::Comment, Some(n)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{marked, steps};

    #[test]
    fn words_are_marked_in_the_letters_of_the_text_and_runs_become_one() {
        let words = ["パスワード".to_owned(), "ード管".to_owned(), "無い".to_owned()];
        assert_eq!(marked("ﾊﾟｽﾜｰﾄﾞ管理", &words), [(0, 8)]);
        assert!(marked("", &words).is_empty());
    }

    #[test]
    fn certainty_grows_in_six_steps() {
        assert_eq!([0.0, 0.2, 0.4, 0.6, 0.8, 1.0].map(steps), [0, 1, 2, 3, 4, 5]);
    }
}
