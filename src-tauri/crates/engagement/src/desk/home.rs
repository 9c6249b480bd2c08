//! Where work is kept on this machine: a folder of the user's own, never sent anywhere. Each
//! questionnaire has its own folder in it; corrected layouts are kept by form.

use super::forms::Remembered;
use super::shapes::Recent;
use super::store;
use crate::error::Error;
use crate::files::{self, prepare};
use crate::language::Lang;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder that keeps the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    folder: PathBuf,
}

impl Home {
    /// A home in this folder, which is made when something is kept.
    #[must_use]
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// The usual place of the system: `$XDG_DATA_HOME/kotae`, `%LOCALAPPDATA%\Kotae`,
    /// `~/Library/Application Support/Kotae`. `None` where the system names no home.
    #[must_use]
    pub fn of_user() -> Option<Self> {
        let from = |key: &str| std::env::var_os(key).map(PathBuf::from).filter(|p| p.is_absolute());
        let folder = if cfg!(windows) {
            from("LOCALAPPDATA")?.join("Kotae")
        } else if cfg!(target_os = "macos") {
            from("HOME")?.join("Library/Application Support/Kotae")
        } else {
            from("XDG_DATA_HOME").or_else(|| Some(from("HOME")?.join(".local/share")))?.join("kotae")
        };
        Some(Self::at(folder))
    }

    fn work(&self) -> PathBuf {
        self.folder.join("work")
    }

    /// The folder of one questionnaire's work.
    pub(super) fn folder(&self, id: &str) -> Result<PathBuf, Error> {
        // The id comes from the page: it must name a folder here and nothing else.
        let plain = !id.is_empty() && id.bytes().all(|b| b.is_ascii_hexdigit());
        if plain { Ok(self.work().join(id)) } else { Err(Error::NotKept { id: id.to_owned() }) }
    }

    fn ids(&self) -> Vec<String> {
        let entries = fs::read_dir(self.work()).into_iter().flatten().flatten();
        let mut ids: Vec<String> = entries
            .filter_map(|e| e.file_name().into_string().ok())
            .filter(|id| self.folder(id).is_ok_and(|folder| store::Store::exists(&folder)))
            .collect();
        ids.sort();
        ids
    }

    /// Everything kept, last opened first.
    #[must_use]
    pub fn recent(&self, lang: Lang) -> Vec<Recent> {
        let mut out: Vec<Recent> = self
            .ids()
            .into_iter()
            .filter_map(|id| {
                let folder = self.folder(&id).ok()?;
                Some(match store::list(&folder) {
                    Ok(listed) => Recent {
                        id,
                        missing: !Path::new(&listed.original.path).exists(),
                        name: listed.original.name,
                        path: files::plain(&listed.original.path),
                        opened: listed.opened,
                        questions: listed.questions,
                        settled: listed.settled,
                        damaged: None,
                    },
                    Err(e) => Recent {
                        id,
                        name: folder.display().to_string(),
                        path: String::new(),
                        opened: String::new(),
                        questions: 0,
                        settled: 0,
                        missing: false,
                        damaged: Some(e.message(lang)),
                    },
                })
            })
            .collect();
        out.sort_by(|a, b| b.opened.cmp(&a.opened).then(a.id.cmp(&b.id)));
        out
    }

    /// Removes kept work. The customer's file stays.
    ///
    /// # Errors
    /// It is open somewhere, or nothing is kept under this id.
    pub fn forget(&self, id: &str) -> Result<(), Error> {
        let folder = self.folder(id)?;
        if !folder.exists() {
            return Err(Error::NotKept { id: id.to_owned() });
        }
        let name = store::list(&folder).map_or_else(|_| id.to_owned(), |l| l.original.name);
        store::forget(&folder, &name)
    }

    /// The folder of the other work kept of a file at this path that was begun last: to look at what the
    /// file was before does not make that the newest.
    pub(super) fn earlier(&self, path: &str, but: &str) -> Option<PathBuf> {
        let others = self.ids().into_iter().filter(|id| id != but).filter_map(|id| self.folder(&id).ok());
        others
            .filter_map(|folder| Some((store::list(&folder).ok()?, folder)))
            .filter(|(listed, _)| files::plain(&listed.original.path) == path)
            .max_by(|a, b| a.0.begun.cmp(&b.0.begun))
            .map(|(_, folder)| folder)
    }

    /// Names of the files that other work is kept of.
    pub(super) fn names(&self, but: &str) -> Vec<String> {
        let of = |id: &String| self.folder(id).and_then(|f| store::list(&f)).ok();
        self.ids().iter().filter(|id| *id != but).filter_map(of).map(|l| l.original.name).collect()
    }

    fn form(&self, form: &str) -> PathBuf {
        self.folder.join("forms").join(format!("{form}.json"))
    }

    /// What a person corrected for this form before.
    pub(super) fn remembered(&self, form: &str) -> Option<Remembered> {
        Remembered::read(&files::read(&self.form(form)).ok()?)
    }

    /// Remembers a correction for the next file of the same form; `None`: there is none any longer.
    pub(super) fn remember(&self, form: &str, what: Option<&Remembered>) -> Result<(), Error> {
        let path = self.form(form);
        let fail = |path: &Path| {
            let path = path.to_owned();
            |source| Error::Write { path, source }
        };
        let Some(what) = what else {
            return if path.exists() { fs::remove_file(&path).map_err(fail(&path)) } else { Ok(()) };
        };
        let folder = path.parent().expect("a form stands in a folder");
        fs::create_dir_all(folder).map_err(fail(folder))?;
        let json = serde_json::to_vec(what).expect("plain data");
        prepare(&path, &json)?.publish(true)
    }
}
