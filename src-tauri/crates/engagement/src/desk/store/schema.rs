//! The tables, version by version. A version that was shipped is never changed: what comes after is a
//! migration, and a store written by each version is kept with the tests and opened by them.

use rusqlite::{Connection, Transaction, TransactionBehavior};

/// The version that this program writes.
pub(super) const VERSION: i64 = 3;

/// Version 1.
const FIRST: &str = "
    CREATE TABLE original (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        path TEXT NOT NULL,
        name TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        bytes BLOB NOT NULL
    ) STRICT;
    CREATE TABLE standing (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        layout TEXT NOT NULL,
        engine TEXT NOT NULL,
        done INTEGER NOT NULL,
        cell TEXT NOT NULL,
        view TEXT NOT NULL,
        questions INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE draft (key TEXT PRIMARY KEY, head TEXT NOT NULL, matches TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE entry (cell TEXT PRIMARY KEY, question TEXT NOT NULL, json TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE step (seq INTEGER PRIMARY KEY, json TEXT NOT NULL) STRICT;
";

/// Version 2: the list of kept work shows when it was opened and how much of it is settled.
const SECOND: &str = "
    ALTER TABLE standing ADD COLUMN opened TEXT NOT NULL DEFAULT '';
    ALTER TABLE standing ADD COLUMN settled INTEGER NOT NULL DEFAULT 0;
    UPDATE standing SET settled = (
        SELECT count(*) FROM entry WHERE json ->> '$.state' IN ('confirmed', 'out-of-scope')
    );
";

/// Version 3: of all work on one file, the next begins with the one begun last. When older work was begun
/// nobody has kept; when it was last opened is the nearest.
const THIRD: &str = "
    ALTER TABLE standing ADD COLUMN begun TEXT NOT NULL DEFAULT '';
    UPDATE standing SET begun = opened;
";

/// What leads from each version to the next; the first from nothing.
const STEPS: [&str; 3] = [FIRST, SECOND, THIRD];

/// The version of a store; 0 while nothing was made.
pub(super) fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Makes the tables in a new store.
pub(super) fn make(t: &Transaction<'_>) -> rusqlite::Result<()> {
    for step in STEPS {
        t.execute_batch(step)?;
    }
    t.pragma_update(None, "user_version", VERSION)
}

/// Brings a store up to date, in one transaction.
pub(super) fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    let from = usize::try_from(version(connection)?).unwrap_or(0);
    if from == STEPS.len() {
        return Ok(());
    }
    let t = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for step in STEPS.iter().skip(from) {
        t.execute_batch(step)?;
    }
    t.pragma_update(None, "user_version", VERSION)?;
    t.commit()
}

#[cfg(test)]
pub(super) fn older(connection: &Connection, version: usize) -> rusqlite::Result<()> {
    for step in &STEPS[..version] {
        connection.execute_batch(step)?;
    }
    connection.pragma_update(None, "user_version", i64::try_from(version).unwrap_or(0))
}
