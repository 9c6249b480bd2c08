//! What becomes of decisions: which rows they reach, and what they are worth when the questions under
//! them change.

use kotae_engagement::desk::{
    Acted, ExportRequest, Exported, Home, LayoutEdit, ReviewEvent, Role, RowView, Session, State,
};
use kotae_engagement::{Kotae, Lang, unwatched};
use rust_xlsxwriter::Workbook;
use std::path::PathBuf;
use std::sync::LazyLock;

static KOTAE: LazyLock<Kotae> = LazyLock::new(|| Kotae::open().expect("the shipped engine opens"));
const NOW: &str = "2026-11-02T04:05:06Z";

/// A folder with a questionnaire in it and a home beside it.
struct Place {
    folder: tempfile::TempDir,
    file: PathBuf,
}

impl Place {
    /// A questionnaire of these rows; the first is the header.
    fn with(rows: &[&[&str]]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("調査票.xlsx");
        let place = Self { folder, file };
        place.write(rows);
        place
    }

    /// Puts another questionnaire where it is.
    fn write(&self, rows: &[&[&str]]) {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet().set_name("質問票").expect("a name");
        for (row, words) in (0..).zip(rows) {
            for (column, word) in (0u16..).zip(*words) {
                sheet.write(row, column, *word).expect("within the sheet");
            }
        }
        workbook.save(&self.file).expect("writable");
    }

    fn open(&self) -> Session {
        self.open_at(NOW)
    }

    fn open_at(&self, now: &str) -> Session {
        Session::open(&self.home(), &KOTAE, &self.file, None, now, &unwatched).expect("opens")
    }

    fn home(&self) -> Home {
        Home::at(self.folder.path().join("home"))
    }

    fn export(&self, session: &mut Session) -> Exported {
        let folder = Some(self.folder.path());
        let (unreviewed, names, raise) = (false, false, false);
        let request = ExportRequest { folder, unreviewed, names, raise, date: "2026-11-02", lang: Lang::Ja };
        session.export(&KOTAE, &request, &unwatched).expect("written")
    }
}

fn act(session: &mut Session, n: usize, event: ReviewEvent) -> Acted {
    session.act(&KOTAE, n, event, Lang::Ja).expect("allowed")
}

fn confirm(session: &mut Session, n: usize, text: &str) -> Acted {
    act(session, n, ReviewEvent::Type { text: text.to_owned() });
    act(session, n, ReviewEvent::Confirm)
}

fn rows(session: &Session) -> Vec<RowView> {
    session.opened(&KOTAE, Lang::Ja).rows
}

const ROOMS: &[&[&str]] = &[
    &["No.", "分類", "確認事項", "回答"],
    &["1", "入退室管理", "手順を定めていますか。", ""],
    &["2", "バックアップ", "手順を定めていますか。", ""],
    &["3", "バックアップ", "手順を定めていますか。", ""],
];

#[test]
fn a_confirmation_reaches_the_same_question_under_the_same_heading_and_no_other() {
    let place = Place::with(ROOMS);
    let mut session = place.open();
    let before = rows(&session);
    assert_eq!(before.iter().map(|r| r.linked).collect::<Vec<_>>(), [false, true, true]);
    confirm(&mut session, 0, "入館証で管理しています。");
    assert_eq!(rows(&session)[1..], before[1..]);
    let shown = session.question(&KOTAE, 0, Lang::Ja).expect("there");
    assert_eq!(shown.alike.iter().map(|a| a.n).collect::<Vec<_>>(), [1, 2]);
    confirm(&mut session, 1, "毎日取得しています。");
    assert_eq!(rows(&session)[2].state, State::Propagated);
    // What no longer stands is taken back, and stays so when the work is opened again.
    act(&mut session, 1, ReviewEvent::Hold);
    assert_eq!(rows(&session)[2], before[2]);
    drop(session);
    assert_eq!(rows(&place.open())[2], before[2]);
}

const TWO_SCALES: &[&[&str]] = &[
    &["No.", "確認事項", "回答（○/×）", "判定（はい/いいえ）", "備考"],
    &["1", "アクセス権限を定期的に見直していますか。", "", "", ""],
    &["2", "暗号鍵の管理手順を定めていますか。", "", "", ""],
    &["3", "操作ログを保管していますか。", "", "", ""],
];

#[test]
fn a_confirmed_choice_that_is_no_longer_offered_waits_for_a_person_again() {
    let place = Place::with(TWO_SCALES);
    let mut session = place.open();
    let choices = |session: &mut Session| {
        let shown = session.question(&KOTAE, 0, Lang::Ja).expect("there");
        shown.choices.into_iter().map(|c| c.value).collect::<Vec<_>>()
    };
    let role = |session: &mut Session, letter: &str, role| {
        let edit = LayoutEdit::Role { sheet: 0, table: 0, letter: letter.to_owned(), role };
        session.correct(&KOTAE, &edit, &unwatched).expect("corrected");
    };
    role(&mut session, "C", Some(Role::Status));
    assert_eq!(choices(&mut session), ["○", "×"]);
    act(&mut session, 0, ReviewEvent::Choose { choice: Some("○".into()) });
    confirm(&mut session, 0, "半年ごとに見直しています。");
    let confirmed = rows(&session);
    for to in [Some(Role::Status), None] {
        // Another scale; then none at all.
        role(&mut session, "D", to);
        let row = &rows(&session)[0];
        assert_eq!((row.state, row.choice.as_deref()), (State::Editing, None), "{to:?}");
        assert!(session.gate(&KOTAE, Lang::Ja).problems.iter().any(|p| p.n == Some(0)), "{to:?}");
        assert_eq!(place.export(&mut session).written, 0, "{to:?}");
    }
    for _ in 0..2 {
        session.undo(&KOTAE, Lang::Ja, &unwatched).expect("kept").expect("something to undo");
    }
    assert_eq!(rows(&session), confirmed, "nothing was lost");
    assert_eq!(place.export(&mut session).written, 2);
}

const TWICE: &[&[&str]] = &[
    &["No.", "確認事項", "回答（○/×）", "判定（はい/いいえ）", "備考"],
    &["1", "アクセス権限を定期的に見直していますか。", "", "", ""],
    &["2", "アクセス権限を定期的に見直していますか。", "", "", ""],
    &["3", "操作ログを保管していますか。", "", "", ""],
];

#[test]
fn what_was_decided_under_another_layout_comes_back_when_all_since_is_undone() {
    let place = Place::with(TWICE);
    let mut session = place.open();
    let role = |session: &mut Session, letter: &str| {
        let (letter, role) = (letter.to_owned(), Some(Role::Status));
        let edit = LayoutEdit::Role { sheet: 0, table: 0, letter, role };
        session.correct(&KOTAE, &edit, &unwatched).expect("corrected");
    };
    role(&mut session, "C");
    act(&mut session, 0, ReviewEvent::Choose { choice: Some("○".into()) });
    confirm(&mut session, 0, "半年ごとに見直しています。");
    let decided = rows(&session);
    let states = |rows: &[RowView]| rows.iter().map(|r| r.state).collect::<Vec<_>>();
    assert_eq!(states(&decided)[..2], [State::Confirmed, State::Propagated]);
    role(&mut session, "D");
    let other = rows(&session);
    assert!(other[0].state == State::Editing && other[1].state != State::Propagated);
    act(&mut session, 0, ReviewEvent::Type { text: "毎月見直しています。".into() });
    act(&mut session, 1, ReviewEvent::Note { text: "法務に確認".into() });
    act(&mut session, 0, ReviewEvent::Choose { choice: Some("はい".into()) });
    act(&mut session, 0, ReviewEvent::Confirm);
    let all = rows(&session);
    let walk = |session: &mut Session, back: bool| {
        let walked = match back {
            true => session.undo(&KOTAE, Lang::Ja, &unwatched),
            false => session.redo(&KOTAE, Lang::Ja, &unwatched),
        };
        walked.expect("kept").expect("a step");
    };
    let settled = |place: &Place| place.home().recent(Lang::Ja)[0].settled;
    (0..4).for_each(|_| walk(&mut session, true));
    assert_eq!((rows(&session), settled(&place)), (other.clone(), 0), "as it was under this layout");
    drop(session);
    let mut session = place.open();
    assert_eq!(rows(&session), other);
    walk(&mut session, true);
    assert_eq!((rows(&session), settled(&place)), (decided.clone(), 1), "nothing was lost");
    drop(session);
    let mut session = place.open();
    assert_eq!(rows(&session), decided);
    (0..5).for_each(|_| walk(&mut session, false));
    assert_eq!((rows(&session), settled(&place)), (all, 1));
}

const FIRST: &[&[&str]] = &[
    &["No.", "分類", "確認事項", "回答（○/×）", "備考"],
    &["1", "管理", "アクセス権限を定期的に見直していますか。", "", ""],
    &["2", "管理", "暗号鍵の管理手順を定めていますか。", "", ""],
    &["3", "記録", "操作ログを保管していますか。", "", ""],
    &["4", "記録", "監査証跡を点検していますか。", "", ""],
];

/// One more question above, one worded differently, one under another heading.
const SECOND: &[&[&str]] = &[
    &["No.", "分類", "確認事項", "回答（○/×）", "備考"],
    &["1", "管理", "責任者を定めていますか。", "", ""],
    &["2", "管理", "アクセス権限を定期的に見直していますか。", "", ""],
    &["3", "管理", "暗号鍵の管理手順を文書で定めていますか。", "", ""],
    &["4", "運用", "操作ログを保管していますか。", "", ""],
    &["5", "記録", "監査証跡を点検していますか。", "", ""],
];

fn said(session: &Session) -> String {
    let warnings = session.notices(Lang::Ja).warnings;
    warnings.into_iter().find(|w| w.code == "changed-on-disk").map(|w| w.message).unwrap_or_default()
}

#[test]
fn a_file_that_was_changed_goes_on_with_every_decision_whose_question_is_still_asked() {
    let place = Place::with(FIRST);
    let mut session = place.open();
    assert_eq!(said(&session), "");
    for n in 0..3 {
        act(&mut session, n, ReviewEvent::Choose { choice: Some("○".into()) });
        confirm(&mut session, n, &format!("答{n}"));
    }
    act(&mut session, 3, ReviewEvent::Note { text: "法務に確認".into() });
    let first = session.id().to_owned();
    place.write(SECOND);
    // Also while the work on what it was is still open.
    let mut second = place.open();
    let now = |session: &Session| {
        let of = |r: &RowView| (r.state, r.choice.clone().unwrap_or_default(), r.answer.clone());
        rows(session).iter().map(of).collect::<Vec<_>>()
    };
    let got = now(&second);
    assert_eq!(got[1], (State::Confirmed, "○".to_owned(), "答0".to_owned()));
    assert_eq!(got[3], (State::Editing, "○".to_owned(), "答2".to_owned()));
    assert!(got[0].2 != "答1" && got[2].2 != "答1", "{got:?}");
    assert_eq!(second.question(&KOTAE, 4, Lang::Ja).expect("there").note, "法務に確認");
    let words = said(&second);
    for part in ["3 件を引き継ぎ", "文面の変わった質問は 2 件", "うち 1 件", "前回の 1 件"]
    {
        assert!(words.contains(part), "{part}: {words}");
    }
    drop(session);
    let home = place.home();
    let listed: Vec<(String, usize)> = home.recent(Lang::Ja).into_iter().map(|r| (r.id, r.settled)).collect();
    assert!(listed.contains(&(first.clone(), 3)), "the earlier work stays: {listed:?}");
    assert!(listed.contains(&(second.id().to_owned(), 1)), "{listed:?}");
    drop(second);
    let second = place.open();
    assert_eq!(now(&second), got, "what was carried over is kept");
    let earlier = Session::resume(&home, &KOTAE, &first, None, NOW, &unwatched).expect("goes on");
    assert!(said(&earlier).contains("変更前"), "{}", said(&earlier));
}

#[test]
fn a_look_at_what_a_file_was_does_not_make_that_the_newest_work() {
    let place = Place::with(FIRST);
    let at = |day: u32| format!("2026-11-{day:02}T04:05:06Z");
    let mut first = place.open_at(&at(2));
    confirm(&mut first, 0, "答一");
    let id = first.id().to_owned();
    drop(first);
    let look = |day| {
        let first = Session::resume(&place.home(), &KOTAE, &id, None, &at(day), &unwatched);
        said(&first.expect("goes on"))
    };
    place.write(SECOND);
    assert!(look(3).contains("この作業を引き継いで続けられます"), "{}", look(3));
    let mut second = place.open_at(&at(4));
    confirm(&mut second, 1, "答二");
    drop(second);
    assert!(look(5).contains("今のファイルには別の作業があり"), "{}", look(5));
    let third: Vec<&[&str]> = SECOND.iter().take(5).copied().collect();
    place.write(&third);
    assert!(look(6).contains("これよりあとに始めた作業を引き継ぎます"), "{}", look(6));
    let third = place.open_at(&at(7));
    assert_eq!(rows(&third)[1].answer, "答二");
}

#[test]
fn what_is_to_be_said_of_rows_nobody_has_settled_is_there_for_when_they_are_written() {
    let place = Place::with(TWO_SCALES);
    let mut session = place.open();
    let shown = session.question(&KOTAE, 0, Lang::Ja).expect("there");
    let found = shown.matches.iter().find(|m| !m.exceptions.is_empty()).expect("one with an exception");
    let first = found.text.chars().position(|c| c == '。').expect("a sentence") + 1;
    let insert = ReviewEvent::Insert { id: found.id.clone(), start: 0, end: first };
    act(&mut session, 0, ReviewEvent::Type { text: String::new() });
    act(&mut session, 0, insert);
    let said = |session: &Session, n| {
        let problems = session.gate(&KOTAE, Lang::Ja).problems.into_iter().filter(|p| p.n == Some(n));
        problems.map(|p| (p.code, p.unsettled)).collect::<Vec<_>>()
    };
    assert!(said(&session, 0).contains(&("exception-left-out".to_owned(), true)), "{:?}", said(&session, 0));
    assert!(said(&session, 0).contains(&("unconfirmed".to_owned(), false)));
    act(&mut session, 0, ReviewEvent::Confirm);
    assert!(said(&session, 0).contains(&("exception-left-out".to_owned(), false)), "{:?}", said(&session, 0));
    // What would not be written even then is not spoken of.
    act(&mut session, 0, ReviewEvent::Hold);
    assert!(said(&session, 0).iter().all(|(_, unsettled)| !unsettled), "{:?}", said(&session, 0));
}

#[test]
fn typing_without_a_break_is_one_step_back() {
    let place = Place::with(ROOMS);
    let mut session = place.open();
    let before = rows(&session);
    let typed = |text: &str| ReviewEvent::Type { text: text.to_owned() };
    for text in ["入", "入館", "入館証"] {
        act(&mut session, 0, typed(text));
    }
    // Elsewhere and back: that is another go.
    session.place(1, "").expect("kept");
    session.place(0, "").expect("kept");
    act(&mut session, 0, typed("入館証で"));
    act(&mut session, 0, typed("入館証で管理"));
    drop(session);
    let mut session = place.open();
    let undo = |session: &mut Session| {
        session.undo(&KOTAE, Lang::Ja, &unwatched).expect("kept").map(|a| a.question.answer)
    };
    assert_eq!(undo(&mut session).as_deref(), Some("入館証"));
    let first = undo(&mut session);
    assert_eq!((rows(&session), undo(&mut session)), (before, None), "{first:?}");
    for text in ["入館証", "入館証で管理"] {
        let done = session.redo(&KOTAE, Lang::Ja, &unwatched).expect("kept").expect("something to redo");
        assert_eq!(done.question.answer, text);
    }
    // A decision between ends it.
    act(&mut session, 0, ReviewEvent::Confirm);
    act(&mut session, 0, typed("入館証で管理しています"));
    assert_eq!(undo(&mut session).as_deref(), Some("入館証で管理"));
}

#[test]
fn an_act_that_fails_has_changed_nothing() {
    let place = Place::with(ROOMS);
    let mut session = place.open();
    let before = rows(&session);
    let store = place.folder.path().join("home/work").join(session.id()).join("work.sqlite");
    let other = rusqlite::Connection::open(store).expect("opens");
    other.execute("UPDATE draft SET matches = '?'", []).expect("damaged");
    let event = ReviewEvent::Type { text: "入館証で管理しています。".into() };
    session.act(&KOTAE, 0, event, Lang::Ja).expect_err("what is shown beside it cannot be read");
    drop(session);
    assert_eq!(rows(&place.open()), before);
}

#[test]
fn a_correction_that_is_taken_back_can_be_stopped_like_the_correction_itself() {
    let place = Place::with(TWO_SCALES);
    let mut session = place.open();
    let edit = LayoutEdit::Questionnaire { sheet: 0, value: false };
    session.correct(&KOTAE, &edit, &unwatched).expect("corrected");
    let stop = |_| std::ops::ControlFlow::Break(());
    session.undo(&KOTAE, Lang::Ja, &stop).expect_err("stopped");
    assert!(rows(&session).is_empty(), "nothing has changed");
    session.undo(&KOTAE, Lang::Ja, &unwatched).expect("kept").expect("something to undo");
    assert_eq!(rows(&session).len(), 3);
}
