//! The desk as the page calls it, on the sample questionnaire.

use crate::desk::Desk;
use crate::error::CommandError;
use crate::view::{
    ActRequest, CorrectRequest, ExportRequest, KeptRequest, Lang, OpenRequest, PlaceRequest, QuestionRequest,
    ResumeRequest, RevealRequest, SheetRequest, Spoken,
};
use kotae_engagement::Kotae;
use kotae_engagement::desk::{
    Acted, Home, LayoutEdit, Opened, QuestionView, ReviewEvent, Role, Severity, State,
};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

/// One engine for all tests.
static ENGINE: LazyLock<Arc<Kotae>> =
    LazyLock::new(|| Arc::new(Kotae::open().expect("the shipped engine opens")));

const JA: Spoken = Spoken { lang: Lang::Ja };

/// A folder of its own with a copy of a questionnaire in it, and a desk that keeps its work there.
struct Place {
    folder: tempfile::TempDir,
    desk: Desk,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let desk = Self::desk(folder.path());
        Self { folder, desk }
    }

    fn desk(folder: &Path) -> Desk {
        Desk::keeping(|| Ok(Arc::clone(&ENGINE)), Some(Home::at(folder.join("home"))))
    }

    /// Another window on the same work.
    fn other(&self) -> Desk {
        Self::desk(self.folder.path())
    }

    /// A copy of a file of the project.
    fn file(&self, file: &str) -> PathBuf {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let to = self.folder.path().join(from.file_name().expect("a name"));
        std::fs::copy(from, &to).expect("copied");
        to
    }

    fn open(&self, file: &str) -> Opened {
        self.try_open(&self.file(file)).expect("opens")
    }

    fn try_open(&self, path: &Path) -> Result<Opened, CommandError> {
        self.desk.open(OpenRequest { path: path.display().to_string(), password: None, lang: Lang::Ja })
    }

    fn act(&self, n: usize, event: ReviewEvent) -> Acted {
        let id = self.desk.recent(JA).expect("listed")[0].id.clone();
        let resumed = ResumeRequest { id: id.clone(), password: None, lang: Lang::Ja };
        let row = self.desk.resume(resumed).expect("open").rows[n].clone();
        let request = ActRequest { session: id, n, sheet: row.sheet, cell: row.cell, event, lang: Lang::Ja };
        self.desk.act(request).expect("allowed")
    }

    fn question(&self, n: usize) -> QuestionView {
        self.desk.question(QuestionRequest { n, lang: Lang::Ja }).expect("there")
    }
}

/// Of the encrypted workbook of the suite.
const PASSWORD: &str = "Pass-0001";

const SAMPLE: &str = "data/samples/questionnaire.xlsx";

/// The first row in a state.
fn first(opened: &Opened, state: State) -> usize {
    opened.rows.iter().find(|r| r.state == state).map(|r| r.n).expect("the sample has such a row")
}

/// Is the person told that the file has changed since it was worked on?
fn changed_on_disk(opened: &Opened) -> bool {
    opened.warnings.iter().any(|w| w.code == "changed-on-disk")
}

#[test]
fn a_questionnaire_is_reviewed_closed_and_gone_on_with() {
    let place = Place::new();
    let opened = place.open(SAMPLE);
    assert!(opened.rows.len() > 10 && !changed_on_disk(&opened));
    assert_eq!(opened.sheets.iter().map(|s| s.questions).sum::<usize>(), opened.rows.len());
    let n = first(&opened, State::NeedsReview);
    let taken = place.act(n, ReviewEvent::Take { found: 0 });
    assert_eq!(taken.question.state, State::Editing);
    assert!(!taken.question.spans.is_empty() && taken.question.spans.iter().all(|s| s.holds));
    let best = &taken.question.matches[0];
    let quoted: Vec<String> = best
        .proposed
        .iter()
        .map(|(start, end)| best.text.chars().skip(*start).take(end - start).collect())
        .collect();
    assert_eq!(taken.question.answer, quoted.join("\n"));
    place.act(n, ReviewEvent::Note { text: "法務に確認".into() });
    let confirmed = place.act(n, ReviewEvent::Confirm);
    assert_eq!(confirmed.question.state, State::Confirmed);
    assert!(
        confirmed.history.undo.as_deref().is_some_and(|w| w.ends_with("の確認")),
        "{:?}",
        confirmed.history
    );
    place.desk.place(PlaceRequest { n: n + 1, view: "sheet=1".into(), lang: Lang::Ja }).expect("kept");
    place.desk.close(()).expect("closed");
    assert!(matches!(
        place.desk.question(QuestionRequest { n, lang: Lang::En }),
        Err(CommandError::NotAllowed { .. })
    ));

    let recent = place.desk.recent(JA).expect("listed");
    assert_eq!((recent.len(), recent[0].settled, recent[0].missing), (1, 1, false));
    let again = place
        .desk
        .resume(ResumeRequest { id: recent[0].id.clone(), password: None, lang: Lang::Ja })
        .expect("goes on");
    assert_eq!((again.at, again.view.as_str()), (n + 1, "sheet=1"));
    assert_eq!(again.rows[n].state, State::Confirmed);
    assert_eq!(place.question(n).note, "法務に確認");
    for state in [State::Editing, State::Editing, State::NeedsReview] {
        let undone = place.desk.undo(JA).expect("kept").expect("something to undo");
        assert_eq!(undone.question.state, state);
    }
    assert_eq!(place.desk.undo(JA).expect("nothing to keep"), None);
    assert_eq!(place.question(n).note, "");
    for _ in 0..3 {
        place.desk.redo(JA).expect("kept").expect("something to redo");
    }
    assert_eq!(place.question(n).state, State::Confirmed);
}

#[test]
fn an_answer_typed_under_another_layout_is_never_put_to_another_question() {
    let place = Place::new();
    let Opened { id, rows, .. } = place.open(SAMPLE);
    let typed = |n: usize, sheet: usize, cell: &str| {
        let event = ReviewEvent::Type { text: "別の質問の答え".into() };
        let session = id.clone();
        place.desk.act(ActRequest { session, n, sheet, cell: cell.to_owned(), event, lang: Lang::Ja })
    };
    for (sheet, cell) in [(rows[0].sheet, &rows[1].cell), (rows[0].sheet + 1, &rows[0].cell)] {
        let Err(CommandError::NotAllowed { message }) = typed(0, sheet, cell) else { panic!("taken") };
        assert!(message.contains("読み取りが変わった"), "{message}");
    }
    assert_eq!(place.open(SAMPLE).rows, rows);
    typed(0, rows[0].sheet, &rows[0].cell).expect("it is there");
}

#[test]
fn a_decision_about_one_questionnaire_is_never_made_in_another() {
    let place = Place::new();
    let Opened { id: session, rows, .. } = place.open(SAMPLE);
    let next = place.folder.path().join("次のお客様.xlsx");
    std::fs::copy(place.file(SAMPLE), &next).expect("copied");
    place.try_open(&next).expect("opens");
    let (n, row) = (0, rows[0].clone());
    let request = ActRequest {
        session,
        n,
        sheet: row.sheet,
        cell: row.cell,
        event: ReviewEvent::Confirm,
        lang: Lang::Ja,
    };
    assert!(matches!(place.desk.act(request), Err(CommandError::NotAllowed { .. })));
    assert_eq!(place.question(n).state, row.state);
}

#[test]
fn another_window_is_told_that_the_questionnaire_is_open() {
    let place = Place::new();
    let opened = place.open(SAMPLE);
    let other = place.other();
    let request = OpenRequest { path: opened.path.clone(), password: None, lang: Lang::Ja };
    let CommandError::Busy { message } = other.open(request.clone()).expect_err("locked") else {
        panic!("another code")
    };
    assert!(message.contains("questionnaire.xlsx"), "{message}");
    let forget = KeptRequest { id: opened.id.clone(), lang: Lang::En };
    assert!(matches!(other.forget(forget.clone()), Err(CommandError::Busy { .. })));
    place.desk.close(()).expect("closed");
    other.open(request).expect("free now");
    other.close(()).expect("closed");
    assert!(other.forget(forget.clone()).expect("forgotten").is_empty());
    assert!(matches!(
        other.resume(ResumeRequest { id: opened.id.clone(), password: None, lang: Lang::Ja }),
        Err(CommandError::Refused { .. })
    ));
    assert!(Path::new(&opened.path).exists(), "the customer's file stays");
}

#[test]
fn a_file_that_is_no_workbook_is_refused_with_a_reason_and_what_to_do() {
    let place = Place::new();
    for file in ["tests/workbooks/e01_truncated.xlsx", "tests/workbooks/e07_empty.xlsx"] {
        match place.try_open(&place.file(file)) {
            Err(CommandError::Refused { message, hint }) => {
                assert!(!message.is_empty() && !hint.is_empty(), "{message}");
            }
            other => panic!("{file}: {other:?}"),
        }
    }
    assert!(place.desk.recent(JA).expect("listed").is_empty(), "nothing is kept of a refused file");
}

#[test]
fn only_what_a_person_settled_is_written_and_nothing_is_overwritten() {
    let place = Place::new();
    let opened = place.open(SAMPLE);
    let before = std::fs::read(&opened.path).expect("readable");
    let (sure, none) = (first(&opened, State::Candidate), first(&opened, State::NotStated));
    place.act(sure, ReviewEvent::Confirm);
    place.act(none, ReviewEvent::OutOfScope { reason: "弊社の提供範囲に含まれません。".into() });
    let gate = place.desk.gate(JA).expect("open");
    assert_eq!((gate.ready, gate.unreviewed), (2, opened.rows.len() - 2));
    assert!(gate.problems.iter().any(|p| p.code == "unconfirmed"));
    assert!(
        gate.problems.iter().all(|p| p.n != Some(sure) || p.severity == Severity::Warn),
        "{:?}",
        gate.problems
    );
    let request =
        ExportRequest { folder: None, unreviewed: false, names: false, raise: false, lang: Lang::Ja };
    let exported = place.desk.export(request.clone()).expect("written");
    assert!(exported.output.ends_with("questionnaire_回答済.xlsx"), "{}", exported.output);
    assert!(exported.written >= 2 && exported.refused.is_empty(), "{exported:?}");
    let again = place.desk.export(ExportRequest { unreviewed: true, ..request }).expect("written");
    assert!(again.output.ends_with("_回答済 (2).xlsx") && again.written > exported.written, "{again:?}");
    assert_eq!(std::fs::read(&opened.path).expect("readable"), before, "the original is never touched");
    let proof: serde_json::Value =
        serde_json::from_slice(&std::fs::read(&exported.proof).expect("readable")).expect("JSON");
    assert_eq!(proof["changed"].as_array().map(Vec::len), Some(exported.written));
    // The filled workbook is a questionnaire too: its answers read back as what is there.
    let place = Place::new();
    let filled = place.try_open(Path::new(&exported.output)).expect("opens");
    for (row, was) in filled.rows.iter().zip(&opened.rows) {
        assert_eq!(row.filled, was.filled || row.n == sure || row.n == none, "{}", row.n);
    }
}

#[test]
fn a_corrected_column_is_undone_and_remembered_for_the_next_file_of_the_form() {
    let place = Place::new();
    let opened = place.open("tests/workbooks/h01_title_notes.xlsx");
    let n = 1;
    place.act(n, ReviewEvent::Type { text: "台帳で管理しています。".into() });
    place.act(n, ReviewEvent::Confirm);
    let layout = place.desk.layout(JA).expect("open");
    let (sheet, table) = layout
        .sheets
        .iter()
        .enumerate()
        .find_map(|(i, s)| s.tables.first().map(|t| (i, t)))
        .expect("a table");
    let comment = table.columns.iter().find(|c| c.role == Some(Role::Comment)).expect("a column for text");
    let edit = LayoutEdit::Role { sheet, table: 0, letter: comment.letter.clone(), role: None };
    let correct = |edit| place.desk.correct(CorrectRequest { edit, lang: Lang::Ja });
    let corrected = correct(edit).expect("corrected");
    assert_eq!(corrected.rows.len(), opened.rows.len());
    assert_eq!(corrected.rows[n].state, State::Confirmed, "the decision stays");
    assert!(!place.question(n).has_comment);
    let undone = place.desk.undo(JA).expect("kept").expect("something to undo");
    assert_eq!(undone.reopened.expect("all of it anew").rows, {
        let mut rows = opened.rows.clone();
        rows[n] = undone.changed.first().cloned().unwrap_or_else(|| place.desk_row(n));
        rows
    });
    place.desk.redo(JA).expect("kept").expect("something to redo");
    let nowhere = LayoutEdit::LastRow { sheet: 99, table: 0, row: None };
    assert!(matches!(correct(nowhere), Err(CommandError::NotAllowed { .. })));

    // Another customer's file of the same form: other bytes, another path.
    let next = place.folder.path().join("別のお客様.xlsx");
    let exported = place.desk.export(ExportRequest {
        folder: None,
        unreviewed: false,
        names: false,
        raise: false,
        lang: Lang::Ja,
    });
    std::fs::rename(exported.expect("written").output, &next).expect("moved");
    let opened = place.try_open(&next).expect("opens");
    assert!(opened.warnings.iter().any(|w| w.code == "layout-remembered"), "{:?}", opened.warnings);
    assert!(!place.question(n).has_comment);
}

impl Place {
    fn desk_row(&self, n: usize) -> kotae_engagement::desk::RowView {
        let path = self.desk.recent(JA).expect("listed")[0].path.clone();
        self.try_open(Path::new(&path)).expect("open already").rows[n].clone()
    }
}

#[test]
fn the_sheet_is_drawn_with_what_its_cells_mean_and_with_the_answers() {
    let place = Place::new();
    let opened = place.open(SAMPLE);
    let n = first(&opened, State::Candidate);
    let row = &opened.rows[n];
    let draw = |filled| {
        place
            .desk
            .sheet(SheetRequest { sheet: row.sheet, from: 1, count: 500, filled, lang: Lang::Ja })
            .expect("drawn")
    };
    let plain = draw(false);
    let cells: Vec<_> = plain.rows.iter().flat_map(|r| &r.cells).collect();
    let own = |role| cells.iter().find(|c| c.question == Some(n) && c.role == Some(role));
    assert!(own(Role::Question).is_some_and(|c| !c.text.is_empty()));
    assert!(cells.iter().any(|c| c.role == Some(Role::Header)));
    assert!(cells.iter().any(|c| c.fill.is_some()) && cells.iter().any(|c| c.bold));
    assert!(plain.columns.iter().all(|c| c.width > 0));
    let answer = own(Role::Comment).or(own(Role::Status)).expect("an answer cell");
    assert_eq!(answer.text, "");
    let filled = draw(true);
    let now =
        filled.rows.iter().flat_map(|r| &r.cells).find(|c| c.question == Some(n) && c.role == answer.role);
    assert!(now.is_some_and(|c| !c.text.is_empty()));
    let nowhere = |lang| {
        let request = SheetRequest { sheet: 99, from: 1, count: 1, filled: false, lang };
        match place.desk.sheet(request) {
            Err(CommandError::NotAllowed { message }) => message,
            other => panic!("{other:?}"),
        }
    };
    assert!(nowhere(Lang::Ja).contains("シート"), "{}", nowhere(Lang::Ja));
    assert!(nowhere(Lang::En).is_ascii(), "{}", nowhere(Lang::En));
}

#[test]
fn the_overview_counts_every_row_and_control_once() {
    let place = Place::new();
    let opened = place.open(SAMPLE);
    let overview = place.desk.overview(JA).expect("open");
    assert_eq!(overview.states.iter().map(|s| s.count).sum::<usize>(), opened.rows.len());
    assert_eq!(overview.certainty.iter().sum::<usize>(), opened.rows.len());
    assert_eq!(overview.controls.len(), 261);
    for tile in overview.controls.iter().filter(|t| !t.cited.is_empty()) {
        assert!(tile.cited.iter().all(|n| opened.rows[*n].citations.contains(&tile.id)), "{}", tile.id);
    }
}

#[test]
fn a_file_that_changed_on_disk_is_new_work_and_said_to_be_so() {
    let place = Place::new();
    let opened = place.open(SAMPLE);
    let exported = place.desk.export(ExportRequest {
        folder: None,
        unreviewed: true,
        names: false,
        raise: false,
        lang: Lang::Ja,
    });
    place.desk.close(()).expect("closed");
    std::fs::rename(exported.expect("written").output, &opened.path).expect("moved over it");
    let changed = place.try_open(Path::new(&opened.path)).expect("opens");
    assert!(changed_on_disk(&changed) && changed.id != opened.id);
    let first = place
        .desk
        .resume(ResumeRequest { id: opened.id, password: None, lang: Lang::Ja })
        .expect("still kept");
    assert!(changed_on_disk(&first));
    assert_eq!(place.desk.recent(JA).expect("listed").len(), 2);
}

#[test]
fn what_cannot_be_shown_in_its_folder_is_said_in_the_language_asked_for() {
    let place = Place::new();
    let said = |lang| {
        let path = place.folder.path().join("none.xlsx").display().to_string();
        match place.desk.reveal(RevealRequest { path, lang }) {
            Err(CommandError::Refused { message, .. }) => message,
            other => panic!("{other:?}"),
        }
    };
    assert!(said(Lang::Ja).ends_with("ファイルがありません"), "{}", said(Lang::Ja));
    assert!(said(Lang::En).ends_with("there is no such file"), "{}", said(Lang::En));
    assert!(matches!(place.desk.layout(Spoken { lang: Lang::En }), Err(CommandError::NotAllowed { message })
        if message == "no questionnaire is open"));
}

#[test]
fn a_file_manager_that_does_not_open_is_said_in_one_language_with_what_to_do() {
    let path = Path::new("/客先/調査票.xlsx");
    let missing = std::io::Error::from_raw_os_error(2);
    let said = |lang| super::not_shown(path, Some(&missing), lang).to_string();
    assert_eq!(
        said(Lang::Ja),
        "ファイルマネージャーを開けませんでした（ファイルまたはフォルダーがありません） フォルダーを開いて /客先/調査票.xlsx を探してください"
    );
    assert_eq!(
        said(Lang::En),
        "the file manager did not open (no such file or folder) open the folder and look for /客先/調査票.xlsx"
    );
}

#[test]
fn explorer_is_told_a_path_with_spaces_as_it_reads_it() {
    let line = super::selects(Path::new(r"C:\客先 1\調査票.xlsx"));
    assert_eq!(line, r#"/select,"C:\客先 1\調査票.xlsx""#);
}

#[test]
fn files_that_came_in_are_handed_to_the_last_who_asks() {
    let place = Place::new();
    let desk = Arc::new(place.other());
    desk.file_came(PathBuf::from("甲.xlsx"));
    assert_eq!(desk.next_file(()).expect("there already").path.as_deref(), Some("甲.xlsx"));
    let page = Arc::clone(&desk);
    let waiting = std::thread::spawn(move || page.next_file(()));
    // The page is loaded anew and asks again, whichever of the two asked first.
    desk.file_came(PathBuf::from("乙.xlsx"));
    let first = waiting.join().expect("answered");
    assert_eq!(first.expect("nobody else asked").path.as_deref(), Some("乙.xlsx"));
}

#[test]
fn a_file_held_over_the_window_is_told_once_and_so_is_its_going() {
    let place = Place::new();
    let desk = place.other();
    let told = || desk.next_file(()).map(|next| (next.path, next.over));
    desk.file_over(true);
    assert_eq!(told(), Ok((None, true)));
    desk.file_over(false);
    assert_eq!(told(), Ok((None, false)));
    desk.file_over(true);
    desk.file_came(PathBuf::from("甲.xlsx"));
    assert_eq!(told(), Ok((Some("甲.xlsx".to_owned()), false)), "it was let go");
}

#[test]
fn stopping_leaves_nothing_behind() {
    let place = Place::new();
    let path = place.file(SAMPLE);
    let desk = Arc::new(place.other());
    desk.warm();
    std::thread::scope(|scope| {
        let opening = scope.spawn(|| {
            desk.open(OpenRequest { path: path.display().to_string(), password: None, lang: Lang::Ja })
        });
        while !opening.is_finished() {
            if desk.progress(()).expect("told").is_some() {
                desk.cancel(()).expect("told");
            }
            std::thread::yield_now();
        }
        assert_eq!(opening.join().expect("no panic"), Err(CommandError::Cancelled));
    });
    assert!(desk.recent(JA).expect("listed").is_empty());
    assert_eq!(desk.progress(()).expect("told"), None);
}

#[test]
fn an_encrypted_file_asks_for_its_password_and_its_copy_is_encrypted_again() {
    let place = Place::new();
    let path = place.file("tests/workbooks/shared/d10_password.xlsx").display().to_string();
    let open = |password: Option<&str>| {
        let password = password.map(str::to_owned);
        place.desk.open(OpenRequest { path: path.clone(), password, lang: Lang::Ja })
    };
    assert!(matches!(open(None), Err(CommandError::Password { .. })));
    assert!(matches!(open(Some("違う")), Err(CommandError::Password { .. })));
    let opened = open(Some(PASSWORD)).expect("opens");
    place.act(0, ReviewEvent::Type { text: "台帳で管理しています。".into() });
    place.act(0, ReviewEvent::Confirm);
    let exported = place.desk.export(ExportRequest {
        folder: None,
        unreviewed: false,
        names: false,
        raise: false,
        lang: Lang::Ja,
    });
    let output = exported.expect("written").output;
    place.desk.close(()).expect("closed");
    assert!(matches!(place.try_open(Path::new(&output)), Err(CommandError::Password { .. })));
    let resume = |password: Option<&str>| {
        let password = password.map(str::to_owned);
        place.desk.resume(ResumeRequest { id: opened.id.clone(), password, lang: Lang::Ja })
    };
    assert!(matches!(resume(None), Err(CommandError::Password { .. })));
    assert_eq!(resume(Some(PASSWORD)).expect("goes on").rows.len(), opened.rows.len());
}

#[test]
fn what_was_said_of_the_file_is_said_again_in_the_other_language() {
    let place = Place::new();
    let nothing = place.desk.notices(JA).expect("the engine opens");
    assert_eq!((nothing.program.len(), nothing.warnings.len()), (0, 0), "the shipped model is whole");
    let opened = place.open("tests/workbooks/shared/d12_xls.xls");
    assert!(!opened.warnings.is_empty());
    assert_eq!(place.desk.notices(JA).expect("open").warnings, opened.warnings);
    let english = place.desk.notices(Spoken { lang: Lang::En }).expect("open").warnings;
    let codes =
        |w: &[kotae_engagement::desk::DeskWarning]| w.iter().map(|w| w.code.clone()).collect::<Vec<_>>();
    assert_eq!(codes(&english), codes(&opened.warnings));
    assert!(english.iter().zip(&opened.warnings).all(|(en, ja)| en.message != ja.message), "{english:?}");
}

#[test]
fn a_damaged_model_is_told_to_the_page() {
    let broken =
        kotae_engagement::ModelBytes { graph: Vec::new().into(), ..kotae_engagement::ModelBytes::shipped() };
    let desk = Desk::keeping(|| Kotae::open_with(Some(broken)).map(Arc::new), None);
    let said = |lang| desk.notices(Spoken { lang }).expect("it goes on by words").program.concat();
    assert!(said(Lang::Ja).contains("e5-small-ja-en-q4.onnx"), "{}", said(Lang::Ja));
    assert_ne!(said(Lang::Ja), said(Lang::En));
}
