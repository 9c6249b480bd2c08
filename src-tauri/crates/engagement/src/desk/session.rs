//! One questionnaire open for work: opening, resuming, and acts that are on disk before they are told.

use super::board::{Board, KeptLayout, quote, source};
use super::carry::{Now, Since, carry};
use super::drafts::{Found, Head, draft, engine, key};
use super::forms::Remembered;
use super::home::Home;
use super::layouts;
use super::shapes::{
    Acted, DeskWarning, History as HistoryView, Notices, Opened, QuestionView, ReviewEvent, SheetTab,
};
use super::store::{Act, KeptDraft, Original, Standing, Store};
use super::words::Done;
use crate::error::Error;
use crate::files;
use crate::inspect;
use crate::kotae::{Kotae, in_parallel};
use crate::language::Lang;
use crate::leaks::Others;
use crate::password::Password;
use crate::step::{OnStep, Step};
use kotae_answering::{draft as answer, legend_problems};
use kotae_matching::{Match, Matched};
use kotae_questionnaire::{Notice, Question, questions};
use kotae_review::{Change, Entry, Event, History, QuestionId, Refusal, State};
use kotae_standard::{ItemId, sha256_bytes, sha256_hex};
use kotae_workbook::{Drawing, SheetState};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

/// One step of the journal, as kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct KeptStep {
    done: Done,
    /// The row it was done to, as people call it.
    name: String,
    /// Its cell.
    cell: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    changes: Vec<KeptChange>,
    /// A corrected layout: before and after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    layout: Option<Box<(KeptLayout, KeptLayout)>>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct KeptChange {
    cell: String,
    question: String,
    /// As it was shown.
    before: Entry,
    after: Entry,
    /// What was kept in the cell before, and of which question, where that is not `before`: a decision
    /// that another layout can show in full.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kept: Option<(String, Entry)>,
}

impl KeptStep {
    /// Both steps as one, where `next` goes on with the typing of this one. What would leave all as it
    /// was stays two steps, so that undoing shows something.
    fn joined(&self, next: &Self) -> Option<Self> {
        let typing = matches!(next.done, Done::Typed | Done::Noted);
        if !typing || self.done != next.done || self.cell != next.cell {
            return None;
        }
        let mut out = self.clone();
        for change in &next.changes {
            match out.changes.iter_mut().find(|c| c.cell == change.cell) {
                Some(same) => same.after = change.after.clone(),
                None => out.changes.push(change.clone()),
            }
        }
        out.changes.iter().any(|c| c.before != c.after).then_some(out)
    }
}

/// A questionnaire that is open, and nowhere else.
pub struct Session {
    home: Home,
    pub(super) store: Store,
    id: String,
    pub(super) original: Original,
    pub(super) board: Board,
    /// Every draft that is kept, also of questions that another layout asks.
    heads: BTreeMap<String, Arc<Head>>,
    /// Every entry that is kept, by cell, with the digest of its question.
    entries: BTreeMap<String, (String, Entry)>,
    history: History<KeptStep>,
    /// Nothing has been done since the last step: what is typed may go on with it.
    goes_on: bool,
    at: usize,
    view: String,
    since: Since,
    /// The password of an encrypted file, for its filled copy; never kept.
    pub(super) password: Option<Password>,
    /// Names of the files that other work is kept of.
    before: Vec<String>,
    pub(super) drawings: BTreeMap<usize, Drawing>,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("id", &self.id)
            .field("questions", &self.board.questions.len())
            .finish_non_exhaustive()
    }
}

/// The id under which the work on these bytes at this path is kept.
fn id_of(path: &str, sha256: &str) -> String {
    let mut id = sha256_hex(&format!("{path}\0{sha256}"));
    id.truncate(20);
    id
}

/// The path as it is kept: where it leads, so that two ways to one file are one.
fn full(path: &Path) -> String {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()).to_string_lossy().into_owned()
}

/// What opening the file at this path leads to now that it has this digest, seen from the work kept in
/// `folder`, which is on other bytes.
fn after(home: &Home, path: &str, folder: &Path, sha256: &str) -> Result<Now, Error> {
    let id = id_of(&full(Path::new(path)), sha256);
    if Store::exists(&home.folder(&id)?) {
        return Ok(Now::GoesOn);
    }
    let this = home.earlier(path, &id).is_none_or(|earlier| earlier == folder);
    Ok(if this { Now::CarriesThis } else { Now::CarriesAnother })
}

fn tell(on_step: OnStep<'_>, step: Step) -> Result<(), Error> {
    match on_step(step) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Error::Cancelled),
    }
}

impl Session {
    /// The id of the work on a file as it is now, whether or not any is kept.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn id_for(path: &Path) -> Result<String, Error> {
        Ok(id_of(&full(path), &sha256_bytes(&files::read(path)?)))
    }

    /// Opens a questionnaire: goes on with the work that is kept of these bytes at this path, or
    /// reads, matches and keeps it. `now` is when, ISO.
    ///
    /// # Errors
    /// The file is refused, is open elsewhere, what is kept of it is damaged, or `on_step` stops it;
    /// nothing is kept then that was not before.
    pub fn open(
        home: &Home,
        kotae: &Kotae,
        path: &Path,
        password: Option<&Password>,
        now: &str,
        on_step: OnStep<'_>,
    ) -> Result<Self, Error> {
        tell(on_step, Step::Reading)?;
        let bytes = files::read(path)?;
        let resolved = full(path);
        let original = Original {
            path: files::plain(&resolved),
            name: path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default(),
            sha256: sha256_bytes(&bytes),
        };
        let id = id_of(&resolved, &original.sha256);
        if Store::exists(&home.folder(&id)?) {
            return Self::resume(home, kotae, &id, password, now, on_step);
        }
        let inspect::Opened { workbook, password } = inspect::open(path, bytes.clone(), password)?;
        tell(on_step, Step::Detecting)?;
        let found = kotae_questionnaire::detect(workbook.sheets());
        let form = layouts::form(workbook.sheets(), &found.value);
        let found = match home.remembered(&form) {
            None => found,
            Some(remembered) => {
                let layout = remembered.on(workbook.sheets(), &found.value);
                let mut applied = kotae_questionnaire::apply(workbook.sheets(), &layout);
                applied.notices.push(Notice::info(
                    "layout-remembered",
                    "同じ様式の調査票で直した列の割り当てを使っています (the layout corrected for this form before is used)",
                ));
                applied
            }
        };
        let kept = KeptLayout { layout: found.value, notices: found.notices, form };
        let questions = questions(workbook.sheets(), &kept.layout);
        let keys: Vec<String> = questions.iter().map(key).collect();
        let mut heads = BTreeMap::new();
        let drafts = match_missing(kotae, &questions, &keys, &mut heads, on_step)?;
        let earlier = home.earlier(&original.path, &id);
        let carried = earlier.as_ref().and_then(|folder| {
            carry(super::store::earlier(folder).ok()?, path, password.as_ref(), &questions)
        });
        let entries = carried.as_ref().map(|c| c.entries.clone()).unwrap_or_default();
        let since = match (&earlier, carried) {
            (None, _) => Since::Same,
            (Some(_), carried) => Since::Opened(carried),
        };
        tell(on_step, Step::Writing)?;
        let before = home.names(&id);
        let others = Others::of(&workbook, &questions, &original.name, &before, std::iter::empty());
        let board = Board::new(kotae, workbook, kept, questions, keys, &heads, &entries, others);
        let standing = Standing {
            layout: json(&board.kept),
            engine: engine(kotae),
            questions: board.questions.len(),
            settled: board.settled(),
            opened: now.to_owned(),
            ..Standing::default()
        };
        let store = Store::create(&home.folder(&id)?, &original, &bytes, &standing, &drafts, &entries)?;
        Ok(Self {
            home: home.clone(),
            store,
            id,
            original,
            board,
            heads,
            entries,
            history: History::default(),
            goes_on: false,
            at: 0,
            view: String::new(),
            since,
            password,
            before,
            drawings: BTreeMap::new(),
        })
    }

    /// Goes on with work that is kept.
    ///
    /// # Errors
    /// Nothing is kept under this id, it is open elsewhere, or it is damaged.
    pub fn resume(
        home: &Home,
        kotae: &Kotae,
        id: &str,
        password: Option<&Password>,
        now: &str,
        on_step: OnStep<'_>,
    ) -> Result<Self, Error> {
        tell(on_step, Step::Reading)?;
        let folder = home.folder(id)?;
        if !Store::exists(&folder) {
            return Err(Error::NotKept { id: id.to_owned() });
        }
        let name = super::store::list(&folder).map_or_else(|_| id.to_owned(), |l| l.original.name);
        let mut store = Store::open(&folder, &name)?;
        let kept = store.original()?;
        let original = Original { path: files::plain(&kept.path), ..kept };
        let path = Path::new(&original.path);
        let inspect::Opened { workbook, password } = inspect::open(path, store.bytes()?, password)?;
        let standing = store.standing()?;
        let kept: KeptLayout = read(&store, &standing.layout)?;
        let questions = questions(workbook.sheets(), &kept.layout);
        let keys: Vec<String> = questions.iter().map(key).collect();
        let (mut heads, mut entries) = (BTreeMap::new(), BTreeMap::new());
        let engine = engine(kotae);
        let same = standing.engine == engine;
        if same {
            for (key, head) in store.heads()? {
                heads.insert(key, Arc::new(read::<Head>(&store, &head)?));
            }
        }
        for (cell, question, entry) in store.entries()? {
            entries.insert(cell, (question, read::<Entry>(&store, &entry)?));
        }
        let mut steps = Vec::new();
        for step in store.steps()? {
            steps.push(read::<KeptStep>(&store, &step)?);
        }
        let drafts = match_missing(kotae, &questions, &keys, &mut heads, on_step)?;
        if !drafts.is_empty() || !same {
            store.keep_drafts(&drafts, (!same).then_some(engine.as_str()))?;
        }
        store.opened(now)?;
        let on_disk = files::read(path).ok().map(|bytes| sha256_bytes(&bytes));
        let since = match on_disk.filter(|now| *now != original.sha256) {
            None => Since::Same,
            Some(now) => Since::Kept(after(home, &original.path, &folder, &now)?),
        };
        let before = home.names(id);
        let others = Others::of(&workbook, &questions, &original.name, &before, std::iter::empty());
        let board = Board::new(kotae, workbook, kept, questions, keys, &heads, &entries, others);
        Ok(Self {
            home: home.clone(),
            id: id.to_owned(),
            at: board.find(&standing.cell).unwrap_or(0),
            view: standing.view,
            history: History::new(steps, standing.done),
            goes_on: false,
            since,
            store,
            original,
            board,
            heads,
            entries,
            password,
            before,
            drawings: BTreeMap::new(),
        })
    }

    /// The id under which it is kept.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Everything that the page shows when a questionnaire is opened.
    #[must_use]
    pub fn opened(&self, kotae: &Kotae, lang: Lang) -> Opened {
        let board = &self.board;
        let sheets = board.workbook.sheets().iter().enumerate().map(|(i, s)| {
            let found = board.kept.layout.sheets.iter().find(|l| l.name == s.name);
            SheetTab {
                name: s.name.clone(),
                questionnaire: found.is_some_and(|l| l.questionnaire),
                hidden: s.state != SheetState::Visible,
                protected: s.protected,
                questions: board.sheets.iter().filter(|sheet| **sheet == i).count(),
            }
        });
        Opened {
            id: self.id.clone(),
            name: self.original.name.clone(),
            path: self.original.path.clone(),
            edition: kotae.edition().line(),
            sheets: sheets.collect(),
            rows: (0..board.questions.len()).map(|n| board.row(kotae, n)).collect(),
            at: self.at,
            view: self.view.clone(),
            history: self.history_view(lang),
            warnings: self.warnings(lang),
        }
    }

    /// What to know of the file, and what can be undone, in this language.
    #[must_use]
    pub fn notices(&self, lang: Lang) -> Notices {
        Notices { program: Vec::new(), warnings: self.warnings(lang), history: self.history_view(lang) }
    }

    fn warnings(&self, lang: Lang) -> Vec<DeskWarning> {
        let board = &self.board;
        let mut warnings = inspect::warnings(&board.workbook, &board.kept.warned(), lang);
        if !board.workbook.writable() && !warnings.iter().any(|w| w.code == "converted") {
            warnings.push(crate::convert::Conversion::expected().warning(lang));
        }
        warnings.extend(self.unclear_choices(lang));
        let code = "changed-on-disk".to_owned();
        let changed = self.since.words(lang);
        changed
            .map(|message| inspect::Warning { code, sheet: None, cell: None, message })
            .into_iter()
            .chain(warnings)
            .map(|w| DeskWarning { code: w.code, sheet: w.sheet, cell: w.cell, message: w.message })
            .collect()
    }

    /// Choices whose sense a person has to settle once for each table: △ as 一部対応 or 条件付き.
    fn unclear_choices(&self, lang: Lang) -> Vec<inspect::Warning> {
        let tables = self.board.kept.layout.sheets.iter().flat_map(|s| s.tables.iter().map(move |t| (s, t)));
        let mut out: Vec<inspect::Warning> = Vec::new();
        for (sheet, table) in tables {
            for problem in legend_problems(&table.choices, &table.legend.0.iter().cloned().collect()) {
                let warning = inspect::Warning {
                    code: "choices-unclear".to_owned(),
                    sheet: Some(sheet.name.clone()),
                    cell: None,
                    message: lang.of_engine(&problem.message),
                };
                if !out.contains(&warning) {
                    out.push(warning);
                }
            }
        }
        out
    }

    fn history_view(&self, lang: Lang) -> HistoryView {
        let words = |s: &KeptStep| s.done.words(&s.name, lang);
        HistoryView { undo: self.history.last().map(words), redo: self.history.next().map(words) }
    }

    /// One question in full.
    ///
    /// # Errors
    /// There is no such question, or what is kept of it cannot be read.
    pub fn question(&mut self, kotae: &Kotae, n: usize, lang: Lang) -> Result<QuestionView, Error> {
        let found = self.found(n)?;
        Ok(self.board.view(kotae, n, &found, lang))
    }

    fn found(&mut self, n: usize) -> Result<Vec<Found>, Error> {
        let key = self.board.keys.get(n).ok_or(Refusal::NoSuchQuestion)?;
        match self.store.matches(key)? {
            Some(matches) => read(&self.store, &matches),
            None => Ok(Vec::new()),
        }
    }

    /// Does something to a question. What it changed is on disk when this returns.
    ///
    /// # Errors
    /// It is refused, or it could not be kept; nothing has changed then.
    pub fn act(&mut self, kotae: &Kotae, n: usize, event: ReviewEvent, lang: Lang) -> Result<Acted, Error> {
        if n >= self.board.questions.len() {
            return Err(Refusal::NoSuchQuestion.into());
        }
        // Read before anything is written: what is on disk is never told to have failed.
        let found = self.found(n)?;
        let done = Done::of(&event);
        let event = self.event(kotae, n, event)?;
        let changes = self.board.review.apply(QuestionId(n), event)?;
        if !changes.is_empty() {
            let step = KeptStep {
                done,
                name: self.board.name(n),
                cell: self.board.cells[n].clone(),
                changes: changes.iter().map(|c| self.kept_change(c)).collect(),
                layout: None,
            };
            if let Err(e) = self.keep(step) {
                self.board.review.revert(&changes);
                return Err(e);
            }
        }
        self.at = n;
        Ok(self.acted(kotae, n, &found, changes.iter().map(|c| c.id.0), lang))
    }

    /// Puts a step into the journal that has been done to the review.
    fn keep(&mut self, step: KeptStep) -> Result<(), Error> {
        let last = self.history.last().filter(|_| self.goes_on);
        if let Some(joined) = last.and_then(|last| last.joined(&step)) {
            self.write(&joined, false, self.history.done(), Some(&json(&joined)))?;
            self.history.amend(joined);
        } else {
            self.write(&step, false, self.history.done() + 1, Some(&json(&step)))?;
            self.history.push(step);
        }
        self.goes_on = true;
        Ok(())
    }

    /// Is the question `n` the one in this cell? Who speaks of a question by its place may have seen
    /// another layout than the one in force.
    ///
    /// # Errors
    /// It is not.
    pub fn expect_at(&self, n: usize, sheet: usize, cell: &str) -> Result<(), Error> {
        let board = &self.board;
        let same = board.questions.get(n).is_some_and(|q| q.at.to_string() == cell)
            && board.sheets.get(n) == Some(&sheet);
        if same { Ok(()) } else { Err(Refusal::Moved.into()) }
    }

    /// Takes the last act back; `None` when there is none.
    ///
    /// # Errors
    /// It could not be kept, or `on_step` stops it; nothing has changed then.
    pub fn undo(&mut self, kotae: &Kotae, lang: Lang, on_step: OnStep<'_>) -> Result<Option<Acted>, Error> {
        let Some(step) = self.history.last().cloned() else { return Ok(None) };
        let acted = self.walk(kotae, &step, true, lang, on_step)?;
        Ok(Some(acted))
    }

    /// Does again what was last undone; `None` when there is nothing.
    ///
    /// # Errors
    /// It could not be kept, or `on_step` stops it; nothing has changed then.
    pub fn redo(&mut self, kotae: &Kotae, lang: Lang, on_step: OnStep<'_>) -> Result<Option<Acted>, Error> {
        let Some(step) = self.history.next().cloned() else { return Ok(None) };
        let acted = self.walk(kotae, &step, false, lang, on_step)?;
        Ok(Some(acted))
    }

    fn walk(
        &mut self,
        kotae: &Kotae,
        step: &KeptStep,
        back: bool,
        lang: Lang,
        on_step: OnStep<'_>,
    ) -> Result<Acted, Error> {
        let done = if back { self.history.done() - 1 } else { self.history.done() + 1 };
        let mut found = Vec::new();
        if let Some(layouts) = &step.layout {
            tell(on_step, Step::Detecting)?;
            let kept = if back { layouts.0.clone() } else { layouts.1.clone() };
            self.lay_out(kotae, kept, done, None, on_step)?;
            self.remember_layout();
        } else {
            if !self.board.questions.is_empty() {
                found = self.found(self.place_of(step))?;
            }
            self.write(step, back, done, None)?;
        }
        self.goes_on = false;
        if back {
            self.history.undo();
        } else {
            self.history.redo();
        }
        let mut rows = Vec::new();
        for change in &step.changes {
            if let Some(n) = self.board.find(&change.cell) {
                let entry = if back { &change.before } else { &change.after };
                self.board.review.put(QuestionId(n), entry.clone());
                rows.push(n);
            }
        }
        self.at = self.place_of(step);
        if step.layout.is_some() {
            // The step is on disk: what cannot be read now, the page asks for again.
            found = self.found(self.at).unwrap_or_default();
        }
        let mut acted = self.acted(kotae, self.at, &found, rows.into_iter(), lang);
        if step.layout.is_some() {
            acted.reopened = Some(Box::new(self.opened(kotae, lang)));
        }
        Ok(acted)
    }

    /// The question that a step was done to; where it is not asked now, the one worked on.
    fn place_of(&self, step: &KeptStep) -> usize {
        let n = self.board.find(&step.cell).unwrap_or(self.at);
        n.min(self.board.questions.len().saturating_sub(1))
    }

    /// Remembers where the person is.
    ///
    /// # Errors
    /// There is no such question, or it could not be kept.
    pub fn place(&mut self, n: usize, view: &str) -> Result<(), Error> {
        let cell = self.board.cells.get(n).map_or("", String::as_str);
        self.store.place(cell, view)?;
        let at = n.min(self.board.questions.len().saturating_sub(1));
        self.goes_on &= at == self.at;
        self.at = at;
        view.clone_into(&mut self.view);
        Ok(())
    }

    /// What the event means to the review: quotations found and checked.
    fn event(&mut self, kotae: &Kotae, n: usize, event: ReviewEvent) -> Result<Event, Error> {
        Ok(match event {
            ReviewEvent::Type { text } => Event::Type { text },
            ReviewEvent::Choose { choice } => Event::Choose { choice },
            ReviewEvent::Confirm => Event::Confirm,
            ReviewEvent::Hold => Event::Hold,
            ReviewEvent::OutOfScope { reason } => Event::DeclareOutOfScope { reason },
            ReviewEvent::Reopen => Event::Reopen,
            ReviewEvent::Note { text } => Event::Note { text },
            ReviewEvent::Insert { id, start, end } => {
                let id: ItemId = id.parse().map_err(|_| Refusal::NothingToQuote)?;
                let quote = quote(kotae, id, start, end).ok_or(Refusal::NothingToQuote)?;
                Event::Insert { quote }
            }
            ReviewEvent::Take { found } => {
                let all = self.found(n)?;
                let found = all.get(found).ok_or(Refusal::NothingToQuote)?;
                let id: ItemId = found.id.parse().map_err(|_| Refusal::NothingToQuote)?;
                let quotes = self.board.proposal(kotae, n, id, found);
                Event::Take { choice: self.choice_for(kotae, n, id, found), quotes }
            }
        })
    }

    /// The choice that goes with a match which a person takes as the right one. None where the
    /// engine would not claim anything even then.
    fn choice_for(&self, kotae: &Kotae, n: usize, id: ItemId, found: &Found) -> Option<String> {
        let one = Match { id, score: 1.0, why: Vec::new(), evidence: found.evidence() };
        let matched = Matched { matches: vec![one], confidence: 1.0, ..Matched::default() };
        let choices = &self.board.questions[n].choices;
        answer(&source(kotae), &self.board.query(n), &matched, choices, &self.board.options(n)).choice
    }

    fn kept_change(&self, change: &Change) -> KeptChange {
        let (cell, question) = (&self.board.cells[change.id.0], &self.board.digests[change.id.0]);
        let shown = |kept: &&(String, Entry)| kept.0 == *question && kept.1 == change.before;
        KeptChange {
            cell: cell.clone(),
            question: question.clone(),
            before: change.before.clone(),
            after: change.after.clone(),
            kept: self.entries.get(cell).filter(|kept| !shown(kept)).cloned(),
        }
    }

    /// Writes the changes of a step, forwards or back.
    fn write(&mut self, step: &KeptStep, back: bool, done: usize, new: Option<&str>) -> Result<(), Error> {
        let mut settled = self.board.settled();
        let mut entries = Vec::with_capacity(step.changes.len());
        for c in &step.changes {
            let (from, to) = if back { (&c.after, &c.before) } else { (&c.before, &c.after) };
            // A new act has been done to the review already; a step taken back or again has not.
            if new.is_none() && self.board.find(&c.cell).is_some() {
                settled = settled + usize::from(to.state.settled()) - usize::from(from.state.settled());
            }
            let (question, entry) = match c.kept.as_ref().filter(|_| back) {
                Some((question, kept)) => (question, Some(kept.clone())),
                None => (&c.question, worth_keeping(to).then(|| to.clone())),
            };
            entries.push((c.cell.clone(), question.clone(), entry));
        }
        self.store.act(&Act {
            entries: &entries,
            step: new,
            done,
            cell: &step.cell,
            settled,
            layout: None,
        })?;
        for (cell, question, entry) in entries {
            match entry {
                Some(entry) => self.entries.insert(cell, (question, entry)),
                None => self.entries.remove(&cell),
            };
        }
        Ok(())
    }

    fn acted(
        &mut self,
        kotae: &Kotae,
        n: usize,
        found: &[Found],
        changed: impl Iterator<Item = usize>,
        lang: Lang,
    ) -> Acted {
        let mut rows = Vec::new();
        for m in changed {
            self.board.changed(kotae, m);
            rows.push(self.board.row(kotae, m));
        }
        // A layout without questions, come back to by undoing, has none to show.
        let none = self.board.questions.is_empty();
        Acted {
            at: n,
            changed: rows,
            question: if none { QuestionView::nothing() } else { self.board.view(kotae, n, found, lang) },
            history: self.history_view(lang),
            reopened: None,
        }
    }

    /// Puts another layout in place: its questions are matched where they were not yet, decisions on
    /// questions that it has too stay. `new` is a step to be kept with it.
    pub(super) fn lay_out(
        &mut self,
        kotae: &Kotae,
        kept: KeptLayout,
        done: usize,
        new: Option<&str>,
        on_step: OnStep<'_>,
    ) -> Result<(), Error> {
        let questions = questions(self.board.workbook.sheets(), &kept.layout);
        let keys: Vec<String> = questions.iter().map(key).collect();
        let drafts = match_missing(kotae, &questions, &keys, &mut self.heads, on_step)?;
        if !drafts.is_empty() {
            self.store.keep_drafts(&drafts, None)?;
        }
        let workbook = self.board.workbook.clone();
        let cell = self.board.cells.get(self.at).cloned().unwrap_or_default();
        let others = Others::of(&workbook, &questions, &self.original.name, &self.before, std::iter::empty());
        let board = Board::new(kotae, workbook, kept, questions, keys, &self.heads, &self.entries, others);
        self.store.act(&Act {
            entries: &[],
            step: new,
            done,
            cell: &cell,
            settled: board.settled(),
            layout: Some((&json(&board.kept), board.questions.len())),
        })?;
        self.at = board.find(&cell).unwrap_or(0);
        self.board = board;
        Ok(())
    }

    /// Corrects the layout.
    ///
    /// # Errors
    /// The correction names something that is not there, it could not be kept, or `on_step` stops
    /// it; nothing has changed then.
    pub fn correct(
        &mut self,
        kotae: &Kotae,
        edit: &super::shapes::LayoutEdit,
        on_step: OnStep<'_>,
    ) -> Result<(), Error> {
        tell(on_step, Step::Detecting)?;
        let before = self.board.kept.clone();
        let asked = layouts::edited(&before.layout, self.board.workbook.sheets(), edit)?;
        let found = kotae_questionnaire::apply(self.board.workbook.sheets(), &asked);
        let after = KeptLayout { layout: found.value, notices: found.notices, form: before.form.clone() };
        if after.layout == before.layout {
            return Ok(());
        }
        let step = KeptStep {
            done: Done::Layout,
            name: String::new(),
            cell: self.board.cells.get(self.at).cloned().unwrap_or_default(),
            changes: Vec::new(),
            layout: Some(Box::new((before, after.clone()))),
        };
        self.lay_out(kotae, after, self.history.done() + 1, Some(&json(&step)), on_step)?;
        self.history.push(step);
        self.goes_on = false;
        self.remember_layout();
        Ok(())
    }

    /// Keeps the layout now in force for the next file of this form; nothing where it is what is found
    /// without a person.
    fn remember_layout(&self) {
        let (kept, sheets) = (&self.board.kept, self.board.workbook.sheets());
        let found = kotae_questionnaire::detect(sheets).value;
        let corrected = (kept.layout != found).then(|| Remembered::of(sheets, &kept.layout, &found));
        // The work on this file is kept; that the next file cannot profit is no reason to fail.
        let _ = self.home.remember(&kept.form, corrected.as_ref());
    }
}

/// Is there anything in an entry that its draft does not say?
pub(super) fn worth_keeping(entry: &Entry) -> bool {
    !entry.state.untouched()
        || entry.state == State::Propagated
        || !entry.note.is_empty()
        || !entry.reason.is_empty()
}

/// Matches each question that has no draft yet, equal ones once, on every core.
fn match_missing(
    kotae: &Kotae,
    questions: &[Question],
    keys: &[String],
    heads: &mut BTreeMap<String, Arc<Head>>,
    on_step: OnStep<'_>,
) -> Result<Vec<(String, KeptDraft)>, Error> {
    let mut seen = BTreeSet::new();
    let missing: Vec<(&String, &Question)> = keys
        .iter()
        .zip(questions)
        .filter(|(key, _)| !heads.contains_key(*key) && seen.insert(*key))
        .collect();
    let drafted = in_parallel(&missing, |(_, q)| draft(kotae, q), on_step)?;
    Ok(missing
        .into_iter()
        .zip(drafted)
        .map(|((key, _), (head, kept))| {
            heads.insert(key.clone(), Arc::new(head));
            (key.clone(), kept)
        })
        .collect())
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("strings, numbers and lists always serialise")
}

/// Reads what is kept as JSON; what does not read is damage.
fn read<T: serde::de::DeserializeOwned>(store: &Store, json: &str) -> Result<T, Error> {
    serde_json::from_str(json).map_err(|e| Error::Store {
        path: store.file().to_owned(),
        source: rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(e)),
    })
}
