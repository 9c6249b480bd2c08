//! The desk on the workbooks of the suite: everything that is done is on disk, whatever happens to the
//! process, and nothing but answer cells ever changes.

use kotae_engagement::desk::{ExportRequest, Home, LayoutEdit, ReviewEvent, Role, Session, Severity, State};
use kotae_engagement::{Error, Kotae, Lang, unwatched};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

static KOTAE: LazyLock<Kotae> = LazyLock::new(|| Kotae::open().expect("the shipped engine opens"));
const NOW: &str = "2026-11-02T04:05:06Z";

fn project(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..").join(file)
}

/// A folder with a copy of a file in it and a home beside it.
struct Place {
    folder: tempfile::TempDir,
    file: PathBuf,
}

impl Place {
    fn with(file: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let from = project(file);
        let to = folder.path().join(from.file_name().expect("a name"));
        std::fs::copy(&from, &to).unwrap_or_else(|e| panic!("{}: {e}", from.display()));
        Self { folder, file: to }
    }

    fn home(&self) -> Home {
        Home::at(self.folder.path().join("home"))
    }

    fn open(&self) -> Session {
        self.try_open().expect("opens")
    }

    fn try_open(&self) -> Result<Session, Error> {
        Session::open(&self.home(), &KOTAE, &self.file, None, NOW, &unwatched)
    }

    fn export(&self, session: &mut Session) -> kotae_engagement::desk::Exported {
        let request = ExportRequest {
            folder: Some(self.folder.path()),
            unreviewed: false,
            names: false,
            raise: false,
            date: "2026-11-02",
            lang: Lang::Ja,
        };
        session.export(&KOTAE, &request, &unwatched).expect("written")
    }
}

fn act(session: &mut Session, n: usize, event: ReviewEvent) -> kotae_engagement::desk::Acted {
    session.act(&KOTAE, n, event, Lang::Ja).expect("allowed")
}

fn typed(text: &str) -> ReviewEvent {
    ReviewEvent::Type { text: text.to_owned() }
}

#[test]
fn every_form_of_the_suite_is_worked_on_and_comes_back_as_it_was_left() {
    for file in [
        "d01_basic",
        "d02_two_level",
        "d03_excel_rich",
        "d05_hougan",
        "d06_libreoffice",
        "d07_english",
        "d11_mark_one",
    ] {
        let place = Place::with(&format!("tests/workbooks/shared/{file}.xlsx"));
        let mut session = place.open();
        let fresh = session.opened(&KOTAE, Lang::Ja);
        assert!(!fresh.rows.is_empty(), "{file}");
        let n = fresh.rows.len() / 2;
        let view = session.question(&KOTAE, n, Lang::Ja).expect("there");
        if view.has_comment {
            act(&mut session, n, typed("弊社の台帳で管理しています。"));
        }
        if let Some(choice) = view.choices.first() {
            act(&mut session, n, ReviewEvent::Choose { choice: Some(choice.value.clone()) });
        }
        act(&mut session, n, ReviewEvent::Confirm);
        session.place(n, "sheet").expect("kept");
        let left = (session.opened(&KOTAE, Lang::Ja), session.question(&KOTAE, n, Lang::Ja).expect("there"));
        let id = session.id().to_owned();
        drop(session);
        let mut session =
            Session::resume(&place.home(), &KOTAE, &id, None, NOW, &unwatched).expect("goes on");
        let again = (session.opened(&KOTAE, Lang::Ja), session.question(&KOTAE, n, Lang::Ja).expect("there"));
        assert!(again == left, "{file}");
        while session.undo(&KOTAE, Lang::Ja, &unwatched).expect("kept").is_some() {}
        assert_eq!(session.opened(&KOTAE, Lang::Ja).rows, fresh.rows, "{file}");
        while session.redo(&KOTAE, Lang::Ja, &unwatched).expect("kept").is_some() {}
        assert_eq!(session.opened(&KOTAE, Lang::Ja).rows, left.0.rows, "{file}");
        let exported = place.export(&mut session);
        let stopped = session
            .gate(&KOTAE, Lang::Ja)
            .problems
            .iter()
            .any(|p| p.n == Some(n) && p.severity == Severity::Stop);
        assert_eq!(exported.written == 0, stopped, "{file}: {exported:?}");
    }
}

#[test]
fn an_answer_is_cited_until_a_person_types_over_it_and_again_when_its_words_come_back() {
    let place = Place::with("data/samples/questionnaire.xlsx");
    let mut session = place.open();
    let rows = session.opened(&KOTAE, Lang::Ja).rows;
    let n = rows.iter().find(|r| r.state == State::Candidate).expect("a candidate").n;
    let before = session.question(&KOTAE, n, Lang::Ja).expect("there");
    let other = &before.matches[1];
    let insert = ReviewEvent::Insert { id: other.id.clone(), start: 0, end: other.text.chars().count() };
    let inserted = act(&mut session, n, insert).question;
    assert_eq!(inserted.answer, format!("{}\n{}", before.answer, other.text));
    assert_eq!(inserted.spans.len(), before.spans.len() + 1);
    assert!(act(&mut session, n, typed("手で書いた答え。")).question.spans.is_empty());
    assert_eq!(act(&mut session, n, typed(&before.answer)).question.spans, before.spans);
    let beyond = ReviewEvent::Insert { id: other.id.clone(), start: 0, end: 100_000 };
    assert!(matches!(session.act(&KOTAE, n, beyond, Lang::Ja), Err(Error::Refused(_))));
}

#[test]
fn taking_a_match_never_leaves_out_its_exceptions() {
    let place = Place::with("data/samples/questionnaire.xlsx");
    let mut session = place.open();
    let mut seen = 0;
    for n in 0..session.opened(&KOTAE, Lang::Ja).rows.len() {
        let view = session.question(&KOTAE, n, Lang::Ja).expect("there");
        let left_out = view.problems.iter().find(|p| p.code == "exception-left-out");
        assert_eq!(left_out, None, "a draft leaves none out either");
        for found in view.matches.iter().filter(|m| !m.exceptions.is_empty()) {
            let taken: String = found
                .proposed
                .iter()
                .map(|(s, e)| found.text.chars().skip(*s).take(e - s).collect::<String>())
                .collect();
            for exception in &found.exceptions {
                assert!(taken.contains(exception.as_str()), "{} leaves out {exception}", found.id);
                seen += 1;
            }
        }
    }
    assert!(seen > 20, "exceptions were looked at: {seen}");
}

#[test]
fn what_stops_a_row_keeps_it_out_of_the_export_and_is_named() {
    let place = Place::with("data/samples/questionnaire.xlsx");
    let mut session = place.open();
    let rows = session.opened(&KOTAE, Lang::Ja).rows;
    let n = (0..rows.len())
        .find(|n| {
            let q = session.question(&KOTAE, *n, Lang::Ja).expect("there");
            q.has_comment && q.choices.iter().any(|c| c.value == "○") && !rows[*n].filled
        })
        .expect("a row with ○ and a text");
    act(&mut session, n, typed("弊社では未実施です。"));
    act(&mut session, n, ReviewEvent::Choose { choice: Some("○".into()) });
    let confirmed = act(&mut session, n, ReviewEvent::Confirm);
    assert!(
        confirmed.question.problems.iter().any(|p| p.code == "choice-and-text"),
        "{:?}",
        confirmed.question.problems
    );
    assert!(confirmed.changed[0].problems > 0);
    let exported = place.export(&mut session);
    assert_eq!((exported.written, exported.refused.len()), (0, 1), "{exported:?}");
    act(&mut session, n, ReviewEvent::Choose { choice: Some("×".into()) });
    act(&mut session, n, ReviewEvent::Confirm);
    assert_eq!(place.export(&mut session).written, 2);
}

#[test]
fn a_damaged_store_is_named_and_the_questionnaire_opens_again_once_it_is_gone() {
    let place = Place::with("tests/workbooks/shared/d01_basic.xlsx");
    let before = std::fs::read(&place.file).expect("readable");
    let session = place.open();
    let kept = place.folder.path().join("home/work").join(session.id());
    drop(session);
    let store = kept.join("work.sqlite");
    std::fs::write(&store, b"nothing that a database would be").expect("written");
    let Err(refused) = place.try_open() else { panic!("a damaged store opened") };
    assert!(refused.message(Lang::Ja).contains(&store.display().to_string()), "{refused}");
    let listed = place.home().recent(Lang::Ja);
    assert!(listed[0].damaged.is_some(), "it is listed, so that it can be removed: {listed:?}");
    place.home().forget(&listed[0].id).expect("removed");
    place.open();
    assert_eq!(std::fs::read(&place.file).expect("readable"), before);
}

#[test]
fn a_sheet_turned_off_loses_its_questions_and_turned_on_has_its_decisions_again() {
    let place = Place::with("data/samples/questionnaire.xlsx");
    let mut session = place.open();
    let rows = session.opened(&KOTAE, Lang::Ja).rows;
    let sheet = rows[0].sheet;
    act(&mut session, 0, ReviewEvent::Note { text: "法務に確認".into() });
    for value in [false, true] {
        session.correct(&KOTAE, &LayoutEdit::Questionnaire { sheet, value }, &unwatched).expect("corrected");
        let now = session.opened(&KOTAE, Lang::Ja).rows;
        assert_eq!(now.iter().any(|r| r.sheet == sheet), value);
    }
    assert_eq!(session.question(&KOTAE, 0, Lang::Ja).expect("there").note, "法務に確認");
    // Both corrections and the note are taken back, in order.
    for _ in 0..3 {
        session.undo(&KOTAE, Lang::Ja, &unwatched).expect("kept").expect("something to undo");
    }
    assert_eq!(session.opened(&KOTAE, Lang::Ja).rows, rows);
}

#[test]
fn marked_cells_give_columns_their_role_and_the_table_its_rows_in_one_step() {
    let place = Place::with("tests/workbooks/h01_title_notes.xlsx");
    let mut session = place.open();
    let before = session.opened(&KOTAE, Lang::Ja).rows;
    let layout = session.layout();
    let (sheet, view) =
        layout.sheets.iter().enumerate().find_map(|(n, s)| Some((n, s.tables.first()?))).expect("a table");
    let letter =
        view.columns.iter().find(|c| c.role == Some(Role::Question)).expect("a column").letter.clone();
    let first = view.header_rows.iter().max().expect("a header") + 1;
    let mark = |table, last| LayoutEdit::Mark {
        sheet,
        table,
        letters: vec![letter.clone()],
        role: Some(Role::Question),
        first,
        last,
    };
    // Marked upwards or downwards, and no further than it was.
    for (from, to) in [(first, first + 1), (first + 1, first)] {
        let LayoutEdit::Mark { sheet, table, letters, role, .. } = mark(0, 0) else { unreachable!() };
        let edit = LayoutEdit::Mark { sheet, table, letters, role, first: from, last: to };
        session.correct(&KOTAE, &edit, &unwatched).expect("corrected");
        let shown = &session.layout().sheets[sheet].tables[0];
        assert_eq!((shown.questions, shown.last_row), (2, Some(first + 1)));
        assert_eq!(shown.header_rows, view.header_rows);
    }
    session.undo(&KOTAE, Lang::Ja, &unwatched).expect("kept").expect("something to undo");
    assert_eq!(session.opened(&KOTAE, Lang::Ja).rows, before);
    assert!(session.correct(&KOTAE, &mark(9, first), &unwatched).is_err(), "no such table");
}

/// Where the process that is killed finds its work.
const KILLED: &str = "KOTAE_TEST_KILLED_SESSION";

#[test]
fn a_person_loses_nothing_when_the_process_is_killed() {
    let place = Place::with("tests/workbooks/shared/d01_basic.xlsx");
    drop(place.open());
    let mut child = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "--ignored", "--nocapture", "type_until_killed"])
        .env(KILLED, &place.file)
        .stdout(Stdio::piped())
        .spawn()
        .expect("starts");
    let mut acknowledged = 0usize;
    for line in BufReader::new(child.stdout.take().expect("piped")).lines() {
        if let Some(n) = line.expect("UTF-8").strip_prefix("kept ") {
            acknowledged = n.parse().expect("a number");
        }
        if acknowledged == 12 {
            child.kill().expect("killed");
        }
    }
    child.wait().expect("ended");
    assert!(acknowledged >= 12);
    let mut session = place.open();
    let rows = session.opened(&KOTAE, Lang::Ja).rows.len();
    for k in acknowledged.saturating_sub(rows - 1).max(1)..=acknowledged {
        let answer = session.question(&KOTAE, k % rows, Lang::Ja).expect("there").answer;
        // One act more may have reached the disk before its word reached us.
        let newest = if (acknowledged + 1) % rows == k % rows { acknowledged + 1 } else { k };
        assert!(answer == format!("答{k}") || answer == format!("答{newest}"), "{k}: {answer}");
    }
    let at = session.opened(&KOTAE, Lang::Ja).at;
    assert!(at == acknowledged % rows || at == (acknowledged + 1) % rows, "same place: {at}");
    let undone = session.undo(&KOTAE, Lang::Ja, &unwatched).expect("kept").expect("the journal is there");
    assert!(undone.history.redo.is_some());
}

#[test]
#[ignore = "run by the test that kills it"]
fn type_until_killed() {
    let Some(file) = std::env::var_os(KILLED).map(PathBuf::from) else { return };
    let home = Home::at(file.parent().expect("a folder").join("home"));
    let mut session = Session::open(&home, &KOTAE, &file, None, NOW, &unwatched).expect("opens");
    let rows = session.opened(&KOTAE, Lang::Ja).rows.len();
    let mut out = std::io::stdout().lock();
    for k in 1.. {
        act(&mut session, k % rows, typed(&format!("答{k}")));
        if writeln!(out, "kept {k}").and_then(|()| out.flush()).is_err() {
            return;
        }
    }
}
