//! The store by itself: versions, damage, and being killed.

use super::{Act, FILE, KeptDraft, Original, Standing, Store, earlier, list, schema};
use crate::error::Error;
use crate::language::Lang;
use kotae_review::{Entry, State};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

fn original() -> Original {
    Original { path: "調査票.xlsx".into(), name: "調査票.xlsx".into(), sha256: "0".repeat(64) }
}

fn create(folder: &Path) -> Store {
    let standing = Standing { layout: "{}".into(), questions: 3, ..Standing::default() };
    let draft = KeptDraft { head: "{}".into(), matches: "[]".into() };
    Store::create(folder, &original(), b"PK", &standing, &[("k".into(), draft)], &BTreeMap::new())
        .expect("made")
}

pub(in crate::desk) fn entry(state: State, text: &str) -> Entry {
    Entry {
        state,
        text: text.into(),
        choice: None,
        chosen: false,
        quotes: Vec::new(),
        reason: String::new(),
        note: String::new(),
    }
}

/// Does the act with this number, counted from 1.
fn act(store: &mut Store, n: usize) {
    let entries = [(format!("質問!D{n}"), "q".to_owned(), Some(entry(State::Confirmed, &format!("答{n}"))))];
    let step = format!("\"{n}\"");
    let act =
        Act { entries: &entries, step: Some(&step), done: n, cell: &entries[0].0, settled: n, layout: None };
    store.act(&act).expect("kept");
}

#[test]
fn what_was_kept_is_there_again() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut store = create(dir.path());
    act(&mut store, 1);
    act(&mut store, 2);
    store.place("質問!D9", "filter=held").expect("kept");
    store.opened("2026-11-23T00:00:00Z").expect("kept");
    drop(store);
    let mut store = Store::open(dir.path(), "調査票.xlsx").expect("opens");
    assert_eq!(
        (store.original().expect("there"), store.bytes().expect("there")),
        (original(), b"PK".to_vec())
    );
    let standing = store.standing().expect("there");
    assert_eq!((standing.done, standing.settled), (2, 2));
    assert_eq!((standing.cell.as_str(), standing.view.as_str()), ("質問!D9", "filter=held"));
    assert_eq!(store.matches("k").expect("there").as_deref(), Some("[]"));
    assert_eq!(store.steps().expect("there"), ["\"1\"", "\"2\""]);
    let listed = list(dir.path()).expect("listed");
    assert_eq!((listed.questions, listed.settled, listed.opened.as_str()), (3, 2, "2026-11-23T00:00:00Z"));
}

#[test]
fn a_new_step_forgets_what_was_undone() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut store = create(dir.path());
    (1..=3).for_each(|n| act(&mut store, n));
    store
        .act(&Act { entries: &[], step: None, done: 1, cell: "", settled: 1, layout: None })
        .expect("undone twice");
    assert_eq!(store.steps().expect("there").len(), 3, "what was undone can be redone");
    act(&mut store, 2);
    assert_eq!(store.steps().expect("there"), ["\"1\"", "\"2\""]);
}

#[test]
fn one_process_at_a_time() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = create(dir.path());
    let second = Store::open(dir.path(), "調査票.xlsx").expect_err("locked");
    assert!(matches!(&second, Error::Busy { name } if name == "調査票.xlsx"), "{second}");
    assert!(list(dir.path()).is_ok(), "listing waits for nobody");
    drop(store);
    Store::open(dir.path(), "調査票.xlsx").expect("free again");
}

/// The store that each version wrote, as it was written then: `v1.sqlite`, …
fn written_by(version: i64) -> Vec<u8> {
    let file = format!("{}/tests/stores/v{version}.sqlite", env!("CARGO_MANIFEST_DIR"));
    fs::read(&file).unwrap_or_else(|e| panic!("{file}: {e}: a store of each older version is kept"))
}

#[test]
fn stores_of_older_versions_open() {
    for version in 1..schema::VERSION {
        let dir = tempfile::tempdir().expect("a folder");
        fs::write(dir.path().join(FILE), written_by(version)).expect("written");
        let listed = list(dir.path()).expect("listed before it is brought up to date");
        // How much is settled, and when it was opened, version 1 did not keep.
        let (settled, opened) = if version == 1 { (0, "") } else { (2, "2026-11-20T00:00:00Z") };
        assert_eq!((listed.questions, listed.settled), (3, settled), "version {version}");
        assert_eq!((listed.opened.as_str(), listed.begun.as_str()), (opened, opened), "version {version}");
        let read = earlier(dir.path()).expect("its decisions can be carried over as it is");
        assert_eq!((read.bytes, read.entries.len()), (b"PK".to_vec(), 3), "version {version}");
        let mut store = Store::open(dir.path(), "調査票.xlsx").expect("opens");
        assert_eq!(store.original().expect("there"), original());
        let standing = store.standing().expect("there");
        assert_eq!((standing.done, standing.settled), (2, 2), "version {version}");
        let entries = store.entries().expect("there");
        assert_eq!(entries.len(), 3);
        let read: Entry = serde_json::from_str(&entries[0].2).expect("reads");
        assert_eq!(read, entry(State::Confirmed, "台帳で管理しています。"));
        act(&mut store, 3);
        store.opened("2026-11-23T00:00:00Z").expect("kept");
        drop(store);
        let listed = list(dir.path()).expect("listed");
        assert_eq!((listed.settled, listed.begun.as_str()), (3, opened), "version {version}");
    }
}

/// Makes the store that each version wrote; run once each, by hand, when that version was the newest.
#[test]
#[ignore = "writes tests/stores/v1.sqlite anew"]
fn write_a_store_of_version_1() {
    write_a_store(1);
}

#[test]
#[ignore = "writes tests/stores/v2.sqlite anew"]
fn write_a_store_of_version_2() {
    write_a_store(2)
        .execute("UPDATE standing SET opened = '2026-11-20T00:00:00Z', settled = 2", [])
        .expect("put");
}

fn write_a_store(version: usize) -> Connection {
    let file = format!("{}/tests/stores/v{version}.sqlite", env!("CARGO_MANIFEST_DIR"));
    let _ = fs::remove_file(&file);
    let c = Connection::open(&file).expect("made");
    schema::older(&c, version).expect("made");
    let o = original();
    c.execute("INSERT INTO original VALUES (1, ?, ?, ?, ?)", (&o.path, &o.name, &o.sha256, b"PK"))
        .expect("put");
    let standing = "(one, layout, engine, done, cell, view, questions)";
    c.execute(
        &format!("INSERT INTO standing {standing} VALUES (1, '{{}}', '', 2, '質問!D4', 'view', 3)"),
        [],
    )
    .expect("put");
    c.execute("INSERT INTO draft VALUES ('k', '{}', '[]')", []).expect("put");
    for (cell, json) in [
        ("質問!D4", r#"{"state":"confirmed","text":"台帳で管理しています。"}"#),
        ("質問!D5", r#"{"state":"out-of-scope","text":"","reason":"提供範囲外です。"}"#),
        ("質問!D6", r#"{"state":"held","text":"","note":"法務に確認"}"#),
    ] {
        c.execute("INSERT INTO entry VALUES (?, 'q', ?)", [cell, json]).expect("put");
    }
    c.execute_batch("INSERT INTO step VALUES (1, '\"1\"'), (2, '\"2\"')").expect("put");
    c
}

#[test]
fn a_store_of_a_newer_version_is_left_alone() {
    let dir = tempfile::tempdir().expect("a folder");
    drop(create(dir.path()));
    let newer = Connection::open(dir.path().join(FILE)).expect("opens");
    newer.pragma_update(None, "user_version", schema::VERSION + 1).expect("set");
    drop(newer);
    let refused = Store::open(dir.path(), "調査票.xlsx").expect_err("newer");
    assert!(matches!(refused, Error::Newer { .. }), "{refused}");
}

#[test]
fn a_damaged_store_is_named_and_not_touched() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut store = create(dir.path());
    (1..=200).for_each(|n| act(&mut store, n));
    drop(store);
    let file = dir.path().join(FILE);
    let whole = fs::read(&file).expect("readable");
    let mut holed = whole.clone();
    let middle = whole.len() / 2;
    holed[middle..middle + 4_096].fill(0xA5);
    for damaged in
        [&b"not a database at all, but long enough to be looked into as one"[..], &whole[..5_000], &holed]
    {
        fs::write(&file, damaged).expect("written");
        assert!(Store::exists(dir.path()), "damage is no reason to begin anew");
        let refused = Store::open(dir.path(), "調査票.xlsx").expect_err("damaged");
        let message = refused.message(Lang::Ja);
        assert!(message.contains("壊れています") && message.contains(FILE), "{refused:?}");
        assert_eq!(fs::read(&file).expect("readable"), damaged);
    }
}

#[test]
fn a_store_whose_making_was_cut_off_counts_as_none() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join(FILE), b"").expect("written");
    assert!(!Store::exists(dir.path()));
    drop(create(dir.path()));
    assert!(Store::exists(dir.path()));
}

/// Where the process that is killed finds its store.
const KILLED: &str = "KOTAE_TEST_KILLED";

#[test]
fn every_acknowledged_act_survives_being_killed() {
    for after in [1, 7, 23] {
        let dir = tempfile::tempdir().expect("a folder");
        drop(create(dir.path()));
        let mut child = Command::new(std::env::current_exe().expect("this program"))
            .args(["--exact", "--ignored", "--nocapture", "desk::store::tests::act_until_killed"])
            .env(KILLED, dir.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("starts");
        let said = BufReader::new(child.stdout.take().expect("piped"));
        let mut acknowledged = 0;
        for line in said.lines() {
            let line = line.expect("UTF-8");
            if let Some(n) = line.strip_prefix("kept ") {
                acknowledged = n.parse().expect("a number");
            }
            if acknowledged == after {
                // SIGKILL: nothing of the process runs after this, wherever it is.
                child.kill().expect("killed");
            }
        }
        child.wait().expect("ended");
        assert!(acknowledged >= after);
        let mut store = Store::open(dir.path(), "調査票.xlsx").expect("opens, and nobody holds the lock");
        let standing = store.standing().expect("there");
        // One act more may have reached the disk before its word reached us.
        assert!(standing.done == acknowledged || standing.done == acknowledged + 1, "{standing:?}");
        assert_eq!(standing.settled, standing.done);
        assert_eq!(store.entries().expect("there").len(), standing.done);
        assert_eq!(store.steps().expect("there").len(), standing.done);
    }
}

#[test]
#[ignore = "run by the test that kills it"]
fn act_until_killed() {
    let Some(folder) = std::env::var_os(KILLED) else { return };
    let mut store = Store::open(Path::new(&folder), "調査票.xlsx").expect("opens");
    let mut out = std::io::stdout().lock();
    for n in 1.. {
        act(&mut store, n);
        // Straight to the pipe: the harness may keep what is printed to itself.
        if writeln!(out, "kept {n}").and_then(|()| out.flush()).is_err() {
            return;
        }
    }
}
