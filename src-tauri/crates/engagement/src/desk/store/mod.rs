//! What is kept of one questionnaire between openings: one SQLite file, its write-ahead log synced at
//! every commit, so that what was acknowledged survives the process being killed at any moment.
//!
//! Knows rows and JSON, not what they mean; one process at a time, by a lock file beside it.

mod schema;

use crate::error::Error;
use kotae_review::Entry;
use rusqlite::{Connection, OpenFlags, OptionalExtension as _, TransactionBehavior, params};
use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

/// Name of the database in its folder.
const FILE: &str = "work.sqlite";
/// Name of the lock beside it.
const LOCK: &str = "lock";

/// The customer's file as it was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Original {
    /// Where it was.
    pub(crate) path: String,
    /// Name of the file.
    pub(crate) name: String,
    /// Of its bytes.
    pub(crate) sha256: String,
}

/// What stands in the store besides the original, the drafts and the journal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Standing {
    /// The layout, JSON.
    pub(crate) layout: String,
    /// The engine that the drafts are of.
    pub(crate) engine: String,
    /// How many steps of the journal are done.
    pub(crate) done: usize,
    /// The cell last worked on.
    pub(crate) cell: String,
    /// What the page showed, in its own words.
    pub(crate) view: String,
    /// How many questions.
    pub(crate) questions: usize,
    /// How many a person has settled.
    pub(crate) settled: usize,
    /// When it was last opened; when it is made, that is when it was begun.
    pub(crate) opened: String,
}

/// A drafted answer as kept: what every row needs, and what only an open row needs; JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeptDraft {
    pub(crate) head: String,
    pub(crate) matches: String,
}

/// What an act writes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Act<'a> {
    /// Entries by cell, with the question they belong to; `None` removes what is kept of it.
    pub(crate) entries: &'a [(String, String, Option<Entry>)],
    /// A new step; what was undone before it is forgotten.
    pub(crate) step: Option<&'a str>,
    /// How many steps are done afterwards.
    pub(crate) done: usize,
    /// The cell worked on.
    pub(crate) cell: &'a str,
    /// How many questions are settled afterwards.
    pub(crate) settled: usize,
    /// A new layout, with how many questions it has.
    pub(crate) layout: Option<(&'a str, usize)>,
}

/// An open store. Nobody else has it open.
#[derive(Debug)]
pub(crate) struct Store {
    connection: Connection,
    file: PathBuf,
    /// Held for as long as the store is open; the system lets go of it when the process ends.
    _lock: Lock,
}

/// A line of the list of kept work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listed {
    pub(crate) original: Original,
    pub(crate) opened: String,
    /// When the work was begun.
    pub(crate) begun: String,
    pub(crate) questions: usize,
    pub(crate) settled: usize,
}

/// What is kept of earlier work, read without opening it for work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Earlier {
    /// The customer's file as it was.
    pub(crate) bytes: Vec<u8>,
    /// JSON.
    pub(crate) layout: String,
    /// Every entry: cell, question, JSON.
    pub(crate) entries: Vec<(String, String, String)>,
}

impl Store {
    /// Is there a store in this folder? One whose making was cut off counts as none; one that cannot
    /// be read is there.
    pub(crate) fn exists(folder: &Path) -> bool {
        let file = folder.join(FILE);
        let made = || connect(&file, false).is_ok_and(|c| matches!(schema::version(&c), Ok(0)));
        file.exists() && !made()
    }

    /// Makes a store, whole or not at all. One that was begun and not finished is begun anew.
    pub(crate) fn create(
        folder: &Path,
        original: &Original,
        bytes: &[u8],
        standing: &Standing,
        drafts: &[(String, KeptDraft)],
        entries: &BTreeMap<String, (String, Entry)>,
    ) -> Result<Self, Error> {
        let fail = |source| Error::Write { path: folder.to_owned(), source };
        fs::create_dir_all(folder).map_err(fail)?;
        private(folder).map_err(fail)?;
        let file = folder.join(FILE);
        let lock = lock(folder, &original.name)?;
        let mut this = Self { connection: connect(&file, true)?, file, _lock: lock };
        this.attempt(|connection| {
            let t = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            schema::make(&t)?;
            t.execute(
                "INSERT INTO original (one, path, name, sha256, bytes) VALUES (1, ?, ?, ?, ?)",
                params![original.path, original.name, original.sha256, bytes],
            )?;
            t.execute(
                "INSERT INTO standing (one, layout, engine, done, cell, view, questions, settled, opened, begun)
                 VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)",
                params![
                    standing.layout,
                    standing.engine,
                    standing.done,
                    standing.cell,
                    standing.view,
                    standing.questions,
                    standing.settled,
                    standing.opened
                ],
            )?;
            put_drafts(&t, drafts)?;
            for (cell, (question, entry)) in entries {
                put_entry(&t, cell, question, entry)?;
            }
            t.commit()
        })?;
        Ok(this)
    }

    /// Opens what was kept, bringing an older version's file up to date first.
    pub(crate) fn open(folder: &Path, name: &str) -> Result<Self, Error> {
        let file = folder.join(FILE);
        let lock = lock(folder, name)?;
        let mut this = Self { connection: connect(&file, false)?, file, _lock: lock };
        let version = this.attempt(|c| schema::version(c))?;
        if version > schema::VERSION {
            return Err(Error::Newer { path: this.file });
        }
        this.attempt(|c| {
            let sound: String = c.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
            if sound == "ok" { schema::migrate(c) } else { Err(corrupt()) }
        })?;
        Ok(this)
    }

    /// The file itself.
    pub(crate) fn file(&self) -> &Path {
        &self.file
    }

    /// What the customer's file was.
    pub(crate) fn original(&mut self) -> Result<Original, Error> {
        self.attempt(|c| c.query_row("SELECT path, name, sha256 FROM original", [], original))
    }

    /// Its bytes.
    pub(crate) fn bytes(&mut self) -> Result<Vec<u8>, Error> {
        self.attempt(|c| c.query_row("SELECT bytes FROM original", [], |row| row.get(0)))
    }

    /// Everything that stands in one row.
    pub(crate) fn standing(&mut self) -> Result<Standing, Error> {
        self.attempt(|c| {
            c.query_row(
                "SELECT layout, engine, done, cell, view, questions, settled, opened FROM standing",
                [],
                |row| {
                    Ok(Standing {
                        layout: row.get(0)?,
                        engine: row.get(1)?,
                        done: row.get(2)?,
                        cell: row.get(3)?,
                        view: row.get(4)?,
                        questions: row.get(5)?,
                        settled: row.get(6)?,
                        opened: row.get(7)?,
                    })
                },
            )
        })
    }

    /// The heads of all drafts, by key.
    pub(crate) fn heads(&mut self) -> Result<Vec<(String, String)>, Error> {
        self.attempt(|c| {
            let mut all = c.prepare("SELECT key, head FROM draft ORDER BY key")?;
            all.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })
    }

    /// The matches of one draft.
    pub(crate) fn matches(&mut self, key: &str) -> Result<Option<String>, Error> {
        self.attempt(|c| {
            let mut one = c.prepare_cached("SELECT matches FROM draft WHERE key = ?")?;
            one.query_row([key], |row| row.get(0)).optional()
        })
    }

    /// Every kept entry: cell, question, JSON.
    pub(crate) fn entries(&mut self) -> Result<Vec<(String, String, String)>, Error> {
        self.attempt(|c| entries(c))
    }

    /// The journal, oldest first; JSON.
    pub(crate) fn steps(&mut self) -> Result<Vec<String>, Error> {
        self.attempt(|c| {
            let mut all = c.prepare("SELECT json FROM step ORDER BY seq")?;
            all.query_map([], |row| row.get(0))?.collect()
        })
    }

    /// Keeps more drafts; `engine` is given where they replace those of another engine.
    pub(crate) fn keep_drafts(
        &mut self,
        drafts: &[(String, KeptDraft)],
        engine: Option<&str>,
    ) -> Result<(), Error> {
        self.attempt(|c| {
            let t = c.transaction_with_behavior(TransactionBehavior::Immediate)?;
            if let Some(engine) = engine {
                t.execute("DELETE FROM draft", [])?;
                t.execute("UPDATE standing SET engine = ?", [engine])?;
            }
            put_drafts(&t, drafts)?;
            t.commit()
        })
    }

    /// Does one act: all of it is on disk when this returns, or nothing of it.
    pub(crate) fn act(&mut self, act: &Act<'_>) -> Result<(), Error> {
        self.attempt(|c| {
            let t = c.transaction_with_behavior(TransactionBehavior::Immediate)?;
            for (cell, question, entry) in act.entries {
                match entry {
                    Some(entry) => put_entry(&t, cell, question, entry)?,
                    None => {
                        t.prepare_cached("DELETE FROM entry WHERE cell = ?")?.execute([cell])?;
                    }
                }
            }
            if let Some(step) = act.step {
                t.prepare_cached("DELETE FROM step WHERE seq >= ?")?.execute([act.done])?;
                t.prepare_cached("INSERT INTO step (seq, json) VALUES (?, ?)")?
                    .execute(params![act.done, step])?;
            }
            t.prepare_cached("UPDATE standing SET done = ?, cell = ?, settled = ?")?.execute(params![
                act.done,
                act.cell,
                act.settled
            ])?;
            if let Some((layout, questions)) = act.layout {
                t.execute("UPDATE standing SET layout = ?, questions = ?", params![layout, questions])?;
            }
            t.commit()
        })
    }

    /// Remembers where the person is.
    pub(crate) fn place(&mut self, cell: &str, view: &str) -> Result<(), Error> {
        self.attempt(|c| {
            c.prepare_cached("UPDATE standing SET cell = ?, view = ?")?.execute([cell, view]).map(|_| ())
        })
    }

    /// Remembers when it was opened, and where the file is now.
    pub(crate) fn opened(&mut self, now: &str) -> Result<(), Error> {
        self.attempt(|c| c.execute("UPDATE standing SET opened = ?", [now]).map(|_| ()))
    }

    fn attempt<T>(&mut self, work: impl FnOnce(&mut Connection) -> rusqlite::Result<T>) -> Result<T, Error> {
        work(&mut self.connection).map_err(|source| Error::Store { path: self.file.clone(), source })
    }
}

/// What is kept in a folder, without opening it for work.
pub(crate) fn list(folder: &Path) -> Result<Listed, Error> {
    let file = folder.join(FILE);
    let fail = |source| Error::Store { path: file.clone(), source };
    let connection = connect(&file, false)?;
    let version = schema::version(&connection).map_err(fail)?;
    let columns = match version {
        0 => return Err(fail(corrupt())),
        1 => "'', questions, 0, ''",
        2 => "opened, questions, settled, opened",
        _ => "opened, questions, settled, begun",
    };
    let sql = format!("SELECT path, name, sha256, {columns} FROM original, standing");
    connection
        .query_row(&sql, [], |row| {
            Ok(Listed {
                original: original(row)?,
                opened: row.get(3)?,
                questions: row.get(4)?,
                settled: row.get(5)?,
                begun: row.get(6)?,
            })
        })
        .map_err(fail)
}

/// What is kept in a folder of the file and of the decisions, without opening it for work: another
/// window may have it open.
pub(crate) fn earlier(folder: &Path) -> Result<Earlier, Error> {
    let file = folder.join(FILE);
    let fail = |source| Error::Store { path: file.clone(), source };
    let mut connection = connect(&file, false)?;
    if !(1..=schema::VERSION).contains(&schema::version(&connection).map_err(fail)?) {
        return Err(Error::Newer { path: file });
    }
    let read = |c: &mut Connection| {
        // One moment of it, whatever is written meanwhile.
        let t = c.transaction()?;
        let (bytes, layout) =
            t.query_row("SELECT bytes, layout FROM original, standing", [], |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(Earlier { bytes, layout, entries: entries(&t)? })
    };
    read(&mut connection).map_err(fail)
}

fn entries(connection: &Connection) -> rusqlite::Result<Vec<(String, String, String)>> {
    let mut all = connection.prepare("SELECT cell, question, json FROM entry ORDER BY cell")?;
    all.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect()
}

/// Removes what is kept in a folder.
pub(crate) fn forget(folder: &Path, name: &str) -> Result<(), Error> {
    drop(lock(folder, name)?);
    fs::remove_dir_all(folder).map_err(|source| Error::Write { path: folder.to_owned(), source })
}

fn original(row: &rusqlite::Row<'_>) -> rusqlite::Result<Original> {
    Ok(Original { path: row.get(0)?, name: row.get(1)?, sha256: row.get(2)? })
}

fn put_drafts(t: &rusqlite::Transaction<'_>, drafts: &[(String, KeptDraft)]) -> rusqlite::Result<()> {
    let mut put = t.prepare_cached("INSERT OR REPLACE INTO draft (key, head, matches) VALUES (?, ?, ?)")?;
    for (key, draft) in drafts {
        put.execute(params![key, draft.head, draft.matches])?;
    }
    Ok(())
}

fn put_entry(
    t: &rusqlite::Transaction<'_>,
    cell: &str,
    question: &str,
    entry: &Entry,
) -> rusqlite::Result<()> {
    let json = serde_json::to_string(entry).expect("strings and lists always serialise");
    t.prepare_cached(
        "INSERT INTO entry (cell, question, json) VALUES (?, ?, ?)
         ON CONFLICT (cell) DO UPDATE SET question = excluded.question, json = excluded.json",
    )?
    .execute(params![cell, question, json])
    .map(|_| ())
}

fn corrupt() -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT), None)
}

fn connect(file: &Path, create: bool) -> Result<Connection, Error> {
    let fail = |source| Error::Store { path: file.to_owned(), source };
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if create {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let connection = Connection::open_with_flags(file, flags).map_err(fail)?;
    connection.busy_timeout(std::time::Duration::from_secs(5)).map_err(fail)?;
    connection.pragma_update(None, "journal_mode", "WAL").map_err(fail)?;
    // FULL: a commit is on the disk before it is acknowledged, also when the machine loses power.
    connection.pragma_update(None, "synchronous", "FULL").map_err(fail)?;
    Ok(connection)
}

/// The lock on kept work. It is let go of by word: closing the file is not enough while a process that
/// is just being started still holds a copy of it.
#[derive(Debug)]
struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // Where that fails, the lock goes with the file.
        let _ = self.0.unlock();
    }
}

fn lock(folder: &Path, name: &str) -> Result<Lock, Error> {
    let path = folder.join(LOCK);
    let fail = |source| Error::Write { path: path.clone(), source };
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(fail)?;
    match file.try_lock() {
        Ok(()) => Ok(Lock(file)),
        Err(TryLockError::WouldBlock) => Err(Error::Busy { name: name.to_owned() }),
        Err(TryLockError::Error(source)) => Err(fail(source)),
    }
}

/// A customer's questionnaire is nobody else's to read.
#[cfg(unix)]
fn private(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
fn private(_: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
pub(super) mod tests;
