//! The commands about an open questionnaire. One is open at a time; long work reports to [`Watch`],
//! which the page polls, and can be stopped there.

use super::Desk;
use super::leaving::Leaving;
use crate::error::CommandError;
use crate::view::{
    ActRequest, Chosen, CorrectRequest, ExportRequest, KeptRequest, Lang, NextFile, OpenRequest,
    PlaceRequest, QuestionRequest, ResumeRequest, RevealRequest, SheetRequest, Spoken,
};
use kotae_engagement::desk::{
    Acted, ExportRequest as Export, Exported, Gate, Home, LayoutView, Notices, Opened, Overview, Progress,
    QuestionView, Recent, Session, SheetDrawing,
};
use kotae_engagement::{Error, Kotae, Password, Step, clock, io_reason};
use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};

/// What the system's dialogs are asked; the window brings the real ones, tests have none.
pub trait Dialogs: Send + Sync {
    /// A questionnaire to open.
    fn file(&self, lang: Lang) -> Option<PathBuf>;
    /// A folder to export to.
    fn folder(&self, lang: Lang) -> Option<PathBuf>;
}

/// What stands behind the commands about questionnaires.
pub(super) struct Work {
    home: Option<Home>,
    session: Mutex<Option<Session>>,
    watch: Watch,
    waiting: Waiting,
    pub(super) leaving: Leaving,
    pub(super) dialogs: OnceLock<Box<dyn Dialogs>>,
}

impl Work {
    pub(super) fn at(home: Option<Home>) -> Self {
        Self {
            home,
            session: Mutex::new(None),
            watch: Watch::default(),
            waiting: Waiting::default(),
            leaving: Leaving::default(),
            dialogs: OnceLock::new(),
        }
    }

    /// Something has come for the page, which waits in `next_file`.
    pub(super) fn wake_page(&self) {
        // In the order of those who wait, so that none is told in vain.
        let _files = held(&self.waiting.files);
        self.waiting.came.notify_all();
    }
}

/// Where long work is, and whether it is to stop.
#[derive(Default)]
struct Watch {
    now: Mutex<Option<Progress>>,
    stop: AtomicBool,
}

impl Watch {
    /// Does long work that is watched. What the page asked to stop before it began does not count.
    fn over<T>(&self, work: impl FnOnce(&(dyn Fn(Step) -> ControlFlow<()> + Sync)) -> T) -> T {
        self.stop.store(false, Ordering::Relaxed);
        let done = work(&|step| {
            *held(&self.now) = Some(step.into());
            if self.stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        *held(&self.now) = None;
        done
    }
}

/// Files that came in and were not yet asked for.
#[derive(Default)]
struct Waiting {
    /// The files, and how often the page has asked: only the last to ask is answered.
    files: Mutex<(VecDeque<PathBuf>, u64)>,
    /// Is a file held over the window, and what was the page told?
    over: Mutex<(bool, bool)>,
    came: Condvar,
}

/// A lock whose holder panicked is taken all the same: each act on a session is whole on disk or not
/// there, and a session that could not be put back is gone, not half changed.
pub(super) fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl CommandError {
    /// What stopped the engine, in the language of the request.
    fn of(error: &Error, lang: Lang) -> Self {
        let message = error.message(lang.into());
        match error {
            Error::Busy { .. } => Self::Busy { message },
            Error::Cancelled => Self::Cancelled,
            // The dialog asks for it: that the file did not open yet is no news.
            Error::Workbook { path, source } if error.wants_password() => {
                let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
                let why = kotae_engagement::Lang::from(lang).of_engine(&source.to_string());
                Self::Password { message: format!("{name}：{why}") }
            }
            Error::Refused(_) | Error::NoSuchPlace(_) => Self::NotAllowed { message },
            _ => {
                // The engine's messages say first what happened, then what to do.
                let (message, hint) = match message.split_once(['。', ';']) {
                    Some((what, todo)) if !todo.trim().is_empty() => {
                        (what.to_owned(), todo.trim().to_owned())
                    }
                    _ => (message, String::new()),
                };
                Self::Refused { message, hint }
            }
        }
    }

    fn nothing_open(lang: Lang) -> Self {
        let message = match lang {
            Lang::Ja => "調査票が開かれていません",
            Lang::En => "no questionnaire is open",
        };
        Self::NotAllowed { message: message.to_owned() }
    }
}

impl Desk {
    fn home(&self, lang: Lang) -> Result<&Home, CommandError> {
        self.work.home.as_ref().ok_or_else(|| CommandError::Refused {
            message: match lang {
                Lang::Ja => "作業内容を保存するフォルダーが分かりません",
                Lang::En => "the system names no folder in which work could be kept",
            }
            .to_owned(),
            hint: match lang {
                Lang::Ja => {
                    "環境変数 XDG_DATA_HOME（Windows では LOCALAPPDATA）を設定して、開き直してください"
                }
                Lang::En => {
                    "set the environment variable XDG_DATA_HOME (on Windows LOCALAPPDATA) and start again"
                }
            }
            .to_owned(),
        })
    }

    /// Does something with the open questionnaire.
    fn with<T>(
        &self,
        lang: Lang,
        work: impl FnOnce(&mut Session, &Kotae) -> Result<T, Error>,
    ) -> Result<T, CommandError> {
        let engine = self.engine()?;
        let mut session = held(&self.work.session);
        let session = session.as_mut().ok_or_else(|| CommandError::nothing_open(lang))?;
        work(session, engine).map_err(|e| CommandError::of(&e, lang))
    }

    /// What there is to know of the program, and of the open questionnaire if there is one. Waits for
    /// the semantic model.
    ///
    /// # Errors
    /// [`CommandError::Engine`].
    pub fn notices(&self, request: Spoken) -> Result<Notices, CommandError> {
        let engine = self.engine()?;
        let lang = request.lang.into();
        let program = engine.notices().iter().map(|n| kotae_engagement::Lang::of_engine(lang, n)).collect();
        let of_file = held(&self.work.session).as_ref().map(|s| s.notices(lang)).unwrap_or_default();
        Ok(Notices { program, ..of_file })
    }

    /// Questionnaires worked on before, last opened first.
    ///
    /// # Errors
    /// There is no folder for them.
    pub fn recent(&self, request: Spoken) -> Result<Vec<Recent>, CommandError> {
        Ok(self.home(request.lang)?.recent(request.lang.into()))
    }

    /// Removes kept work; the customer's file stays.
    ///
    /// # Errors
    /// It is open somewhere, or there is none.
    pub fn forget(&self, request: KeptRequest) -> Result<Vec<Recent>, CommandError> {
        let KeptRequest { id, lang } = request;
        let home = self.home(lang)?;
        home.forget(&id).map_err(|e| CommandError::of(&e, lang))?;
        Ok(home.recent(lang.into()))
    }

    /// Waits for the next file that is dropped on the window or given when the app was started, or for
    /// one to be held over the window or taken away again, or for the window to be closed.
    ///
    /// # Errors
    /// [`CommandError::Interrupted`] when the page asks again: only the last to ask is answered.
    pub fn next_file(&self, (): ()) -> Result<NextFile, CommandError> {
        let waiting = &self.work.waiting;
        let mut files = held(&waiting.files);
        files.1 += 1;
        let turn = files.1;
        waiting.came.notify_all();
        loop {
            if files.1 != turn {
                return Err(CommandError::Interrupted);
            }
            if self.work.leaving.tell() {
                return Ok(NextFile { path: None, over: false, closing: true });
            }
            if let Some(path) = files.0.pop_front() {
                *held(&waiting.over) = (false, false);
                return Ok(NextFile { path: Some(path.display().to_string()), over: false, closing: false });
            }
            let mut over = held(&waiting.over);
            if over.0 != over.1 {
                over.1 = over.0;
                return Ok(NextFile { path: None, over: over.0, closing: false });
            }
            drop(over);
            files = waiting.came.wait(files).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// A file came in: dropped on the window, or named when the app was started.
    pub fn file_came(&self, path: PathBuf) {
        held(&self.work.waiting.files).0.push_back(path);
        self.work.waiting.came.notify_all();
    }

    /// A file is held over the window, or no longer.
    pub fn file_over(&self, over: bool) {
        // In the order of those who wait, so that none is told in vain.
        let _files = held(&self.work.waiting.files);
        held(&self.work.waiting.over).0 = over;
        self.work.waiting.came.notify_all();
    }

    /// Brings the system's dialogs.
    pub fn bring_dialogs(&self, dialogs: Box<dyn Dialogs>) {
        // A second window would bring the same ones.
        let _ = self.work.dialogs.set(dialogs);
    }

    /// Asks for a file with the system's dialog.
    ///
    /// # Errors
    /// None.
    pub fn choose_file(&self, request: Spoken) -> Result<Chosen, CommandError> {
        let path = self.work.dialogs.get().and_then(|d| d.file(request.lang));
        Ok(Chosen { path: path.map(|p| p.display().to_string()) })
    }

    /// Asks for a folder with the system's dialog.
    ///
    /// # Errors
    /// None.
    pub fn choose_folder(&self, request: Spoken) -> Result<Chosen, CommandError> {
        let path = self.work.dialogs.get().and_then(|d| d.folder(request.lang));
        Ok(Chosen { path: path.map(|p| p.display().to_string()) })
    }

    /// Opens a file; one that is being worked on already is shown as it stands.
    ///
    /// # Errors
    /// Refused, busy, cancelled. What was open stays open then.
    pub fn open(&self, request: OpenRequest) -> Result<Opened, CommandError> {
        let OpenRequest { path, password, lang } = request;
        let password = password.as_deref().map(Password::new);
        let path = Path::new(&path);
        let id = Session::id_for(path).map_err(|e| CommandError::of(&e, lang))?;
        self.open_with(&id, lang, |home, engine, on_step| {
            Session::open(home, engine, path, password.as_ref(), &clock::now(), on_step)
        })
    }

    /// Goes on with kept work, whether or not the file is still there.
    ///
    /// # Errors
    /// Refused, busy, cancelled. What was open stays open then.
    pub fn resume(&self, request: ResumeRequest) -> Result<Opened, CommandError> {
        let ResumeRequest { id, password, lang } = request;
        let password = password.as_deref().map(Password::new);
        self.open_with(&id, lang, |home, engine, on_step| {
            Session::resume(home, engine, &id, password.as_ref(), &clock::now(), on_step)
        })
    }

    fn open_with(
        &self,
        id: &str,
        lang: Lang,
        open: impl FnOnce(&Home, &Kotae, &(dyn Fn(Step) -> ControlFlow<()> + Sync)) -> Result<Session, Error>,
    ) -> Result<Opened, CommandError> {
        let (home, engine) = (self.home(lang)?, self.engine()?);
        if let Some(session) = held(&self.work.session).as_ref().filter(|s| s.id() == id) {
            return Ok(session.opened(engine, lang.into()));
        }
        let session = self.work.watch.over(|on_step| open(home, engine, on_step));
        let session = session.map_err(|e| CommandError::of(&e, lang))?;
        let opened = session.opened(engine, lang.into());
        *held(&self.work.session) = Some(session);
        Ok(opened)
    }

    /// Closes what is open; all of it is kept.
    ///
    /// # Errors
    /// None.
    pub fn close(&self, (): ()) -> Result<(), CommandError> {
        *held(&self.work.session) = None;
        Ok(())
    }

    /// Where long work is; nothing when there is none.
    ///
    /// # Errors
    /// None.
    pub fn progress(&self, (): ()) -> Result<Option<Progress>, CommandError> {
        Ok(*held(&self.work.watch.now))
    }

    /// Stops long work.
    ///
    /// # Errors
    /// None.
    pub fn cancel(&self, (): ()) -> Result<(), CommandError> {
        self.work.watch.stop.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// One question in full.
    ///
    /// # Errors
    /// There is none.
    pub fn question(&self, request: QuestionRequest) -> Result<QuestionView, CommandError> {
        let lang = request.lang;
        self.with(lang, |session, engine| session.question(engine, request.n, lang.into()))
    }

    /// Does something to a question; it is on disk when this returns.
    ///
    /// # Errors
    /// It is not allowed, could not be kept, or the question is no longer where the page saw it; or
    /// another questionnaire is open now.
    pub fn act(&self, request: ActRequest) -> Result<Acted, CommandError> {
        let ActRequest { session: id, n, sheet, cell, event, lang } = request;
        let acted = self.with(lang, |session, engine| {
            if session.id() != id {
                return Ok(None);
            }
            session.expect_at(n, sheet, &cell)?;
            session.act(engine, n, event, lang.into()).map(Some)
        })?;
        acted.ok_or_else(|| CommandError::nothing_open(lang))
    }

    /// Takes the last act back.
    ///
    /// # Errors
    /// It could not be kept; cancelled.
    pub fn undo(&self, request: Spoken) -> Result<Option<Acted>, CommandError> {
        let lang = request.lang;
        self.with(lang, |session, engine| {
            self.work.watch.over(|on_step| session.undo(engine, lang.into(), on_step))
        })
    }

    /// Does again what was undone.
    ///
    /// # Errors
    /// It could not be kept; cancelled.
    pub fn redo(&self, request: Spoken) -> Result<Option<Acted>, CommandError> {
        let lang = request.lang;
        self.with(lang, |session, engine| {
            self.work.watch.over(|on_step| session.redo(engine, lang.into(), on_step))
        })
    }

    /// Remembers where the person is.
    ///
    /// # Errors
    /// It could not be kept.
    pub fn place(&self, request: PlaceRequest) -> Result<(), CommandError> {
        let PlaceRequest { n, view, lang } = request;
        self.with(lang, |session, _| session.place(n, &view))
    }

    /// Draws a stretch of the customer's sheet.
    ///
    /// # Errors
    /// There is no such sheet.
    pub fn sheet(&self, request: SheetRequest) -> Result<SheetDrawing, CommandError> {
        let SheetRequest { sheet, from, count, filled, lang } = request;
        self.with(lang, |session, _| session.sheet(sheet, from, count, filled))
    }

    /// What was taken for what.
    ///
    /// # Errors
    /// Nothing is open.
    pub fn layout(&self, request: Spoken) -> Result<LayoutView, CommandError> {
        self.with(request.lang, |session, _| Ok(session.layout()))
    }

    /// Corrects the layout.
    ///
    /// # Errors
    /// Not allowed, cancelled.
    pub fn correct(&self, request: CorrectRequest) -> Result<Opened, CommandError> {
        let CorrectRequest { edit, lang } = request;
        self.with(lang, |session, engine| {
            self.work.watch.over(|on_step| session.correct(engine, &edit, on_step))?;
            Ok(session.opened(engine, lang.into()))
        })
    }

    /// The work at a glance.
    ///
    /// # Errors
    /// Nothing is open.
    pub fn overview(&self, request: Spoken) -> Result<Overview, CommandError> {
        self.with(request.lang, |session, engine| Ok(session.overview(engine)))
    }

    /// What stands between the work and its export.
    ///
    /// # Errors
    /// Nothing is open.
    pub fn gate(&self, request: Spoken) -> Result<Gate, CommandError> {
        self.with(request.lang, |session, engine| Ok(session.gate(engine, request.lang.into())))
    }

    /// Exports.
    ///
    /// # Errors
    /// The folder cannot be written to.
    pub fn export(&self, request: ExportRequest) -> Result<Exported, CommandError> {
        let ExportRequest { folder, unreviewed, names, raise, lang } = request;
        let today = clock::today();
        let folder = folder.as_deref().map(Path::new);
        let export = Export { folder, unreviewed, names, raise, date: &today, lang: lang.into() };
        self.with(lang, |session, engine| {
            self.work.watch.over(|on_step| session.export(engine, &export, on_step))
        })
    }

    /// Shows a file in its folder with the system's file manager.
    ///
    /// # Errors
    /// There is no such file, or no file manager.
    pub fn reveal(&self, request: RevealRequest) -> Result<(), CommandError> {
        let RevealRequest { path, lang } = request;
        let path = Path::new(&path);
        if !path.is_absolute() || !path.exists() {
            return Err(not_shown(path, None, lang));
        }
        let mut manager = show(path).map_err(|e| not_shown(path, Some(&e), lang))?;
        // Somebody has to take note of its end, or it stays in the system's list until ours.
        std::thread::spawn(move || manager.wait());
        Ok(())
    }
}

/// Why a file is not shown in its folder: it is not there, or the file manager did not open.
fn not_shown(path: &Path, manager: Option<&std::io::Error>, lang: Lang) -> CommandError {
    let file = path.display();
    let (message, hint) = match (manager.map(|e| io_reason(e, lang.into())), lang) {
        (None, Lang::Ja) => {
            (format!("{file}：ファイルがありません"), "移動や削除をしていないか確かめてください".to_owned())
        }
        (None, Lang::En) => {
            (format!("{file}: there is no such file"), "see whether it was moved or deleted".to_owned())
        }
        (Some(why), Lang::Ja) => (
            format!("ファイルマネージャーを開けませんでした（{why}）"),
            format!("フォルダーを開いて {file} を探してください"),
        ),
        (Some(why), Lang::En) => {
            (format!("the file manager did not open ({why})"), format!("open the folder and look for {file}"))
        }
    };
    CommandError::Refused { message, hint }
}

/// Starts the file manager; no shell is between, so a name is never a command.
#[cfg(windows)]
fn show(path: &Path) -> std::io::Result<std::process::Child> {
    use std::os::windows::process::CommandExt as _;
    std::process::Command::new("explorer.exe").raw_arg(selects(path)).spawn()
}

/// Starts the file manager; no shell is between, so a name is never a command.
#[cfg(target_os = "macos")]
fn show(path: &Path) -> std::io::Result<std::process::Child> {
    std::process::Command::new("open").arg("-R").arg(path).spawn()
}

/// Starts the file manager; no shell is between, so a name is never a command.
#[cfg(not(any(windows, target_os = "macos")))]
fn show(path: &Path) -> std::io::Result<std::process::Child> {
    std::process::Command::new("xdg-open").arg(path.parent().unwrap_or(Path::new("/"))).spawn()
}

/// What Explorer is told: it reads its line itself and wants the quotes around the path alone. No
/// name on Windows has a quote in it.
#[cfg(any(windows, test))]
fn selects(path: &Path) -> std::ffi::OsString {
    let mut line = std::ffi::OsString::from("/select,\"");
    line.push(path);
    line.push("\"");
    line
}

#[cfg(test)]
mod tests;
