//! The gate before the export looks the whole file over, as `kotae check` does.

use kotae_engagement::desk::{ExportRequest, Home, Problem, ReviewEvent, Session, Severity};
use kotae_engagement::{CheckRequest, Error, Kotae, Lang, unwatched};
use rust_xlsxwriter::{DocProperties, Note, Workbook};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static KOTAE: LazyLock<Kotae> = LazyLock::new(|| Kotae::open().expect("the shipped engine opens"));
const NOW: &str = "2026-11-02T04:05:06Z";
const OTHER: &str = "みどり信用金庫";

/// A questionnaire of three questions; the second is answered already, with these words.
fn questionnaire(path: &Path, company: &str, held: &str) {
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_company(company));
    let sheet = workbook.add_worksheet().set_name("質問票").expect("a name");
    for (column, title) in (0u16..).zip(["No.", "確認事項", "回答"]) {
        sheet.write(0, column, title).expect("within the sheet");
    }
    let questions = [
        "アクセス権限を定期的に見直していますか。",
        "暗号鍵の管理手順を定めていますか。",
        "操作ログを保管していますか。",
    ];
    for (row, question) in (1..).zip(questions) {
        sheet.write(row, 0, row).expect("within the sheet");
        sheet.write(row, 1, question).expect("within the sheet");
    }
    sheet.write(2, 2, held).expect("within the sheet");
    sheet.set_header("&C社外秘");
    sheet.insert_note(1, 1, &Note::new("昨年と同じ")).expect("within the sheet");
    let memo = workbook.add_worksheet().set_name("メモ").expect("a name");
    memo.write(0, 0, "下書き").expect("within the sheet").set_hidden(true);
    workbook.save(path).expect("writable");
}

struct Place {
    folder: tempfile::TempDir,
    file: PathBuf,
}

impl Place {
    /// A questionnaire, and work kept of another customer's.
    fn with(company: &str, held: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let earlier = folder.path().join(format!("{OTHER}_調査票.xlsx"));
        questionnaire(&earlier, "", "");
        let file = folder.path().join("今回.xlsx");
        questionnaire(&file, company, held);
        let place = Self { folder, file };
        drop(place.open(&earlier));
        place
    }

    fn open(&self, file: &Path) -> Session {
        let home = Home::at(self.folder.path().join("home"));
        Session::open(&home, &KOTAE, file, None, NOW, &unwatched).expect("opens")
    }

    fn export(&self, session: &mut Session, names: bool) -> Result<usize, Error> {
        let folder = Some(self.folder.path());
        let request = ExportRequest {
            folder,
            unreviewed: false,
            names,
            raise: false,
            date: "2026-11-02",
            lang: Lang::Ja,
        };
        session.export(&KOTAE, &request, &unwatched).map(|e| e.written)
    }
}

fn answer(session: &mut Session, n: usize, text: &str) {
    for event in [ReviewEvent::Type { text: text.to_owned() }, ReviewEvent::Confirm] {
        session.act(&KOTAE, n, event, Lang::Ja).expect("allowed");
    }
}

fn of_file(session: &Session) -> Vec<Problem> {
    session.gate(&KOTAE, Lang::Ja).problems.into_iter().filter(|p| p.n.is_none()).collect()
}

#[test]
fn the_gate_says_of_the_file_what_checking_it_says() {
    let place = Place::with(OTHER, "");
    let session = place.open(&place.file);
    let report = KOTAE.check(&CheckRequest {
        input: &place.file,
        password: None,
        layout: None,
        names: None,
        before: &[format!("{OTHER}_調査票.xlsx")],
        lang: Lang::Ja,
    });
    let said = report.expect("read").problems.into_iter().filter(|p| p.code != "unanswered");
    let mut checked: Vec<(String, String)> = said.map(|p| (p.code, p.message)).collect();
    let mut gate: Vec<(String, String)> =
        of_file(&session).into_iter().map(|p| (p.code, p.message)).collect();
    checked.sort();
    gate.sort();
    assert_eq!(gate, checked);
    let codes: Vec<&str> = gate.iter().map(|(code, _)| code.as_str()).collect();
    for code in ["other-customer", "confidential-mark", "comment", "hidden-sheet", "property"] {
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
}

#[test]
fn problems_of_the_file_stand_after_those_of_rows_and_say_where_they_can_be_seen() {
    let place = Place::with(OTHER, "");
    let session = place.open(&place.file);
    let problems = session.gate(&KOTAE, Lang::Ja).problems;
    let first = problems.iter().position(|p| p.n.is_none()).expect("some");
    assert!(first >= 3 && problems[first..].iter().all(|p| p.n.is_none()));
    assert_eq!(problems[first].severity, Severity::Stop);
    let spot = |code: &str| {
        let found = problems.iter().find(|p| p.code == code).expect("said");
        found.spot.as_ref().map(|s| (s.sheet, s.row))
    };
    assert_eq!(spot("comment"), Some((0, Some(2))));
    assert_eq!(spot("hidden-sheet"), Some((1, None)));
    assert_eq!(spot("property"), None);
}

#[test]
fn another_customers_name_holds_the_export_back_until_a_person_allows_it() {
    let place = Place::with(OTHER, "");
    let mut session = place.open(&place.file);
    answer(&mut session, 0, "半年ごとに見直しています。");
    answer(&mut session, 2, &format!("{OTHER}様と同じです。"));
    let gate = session.gate(&KOTAE, Lang::Ja);
    let stops: Vec<Option<usize>> =
        gate.problems.iter().filter(|p| p.severity == Severity::Stop).map(|p| p.n).collect();
    assert_eq!(stops, [Some(2), None]);
    assert_eq!((gate.ready, gate.named), (1, 1));
    let files = || std::fs::read_dir(place.folder.path()).expect("a folder").count();
    let before = files();
    let held = place.export(&mut session, false).expect_err("not allowed");
    assert!(held.message(Lang::Ja).contains(OTHER), "{held}");
    assert_eq!(files(), before, "nothing was written");
    assert_eq!(place.export(&mut session, true).expect("allowed"), 2);
}

#[test]
fn a_name_in_one_answer_stops_its_row_and_no_other() {
    let place = Place::with("", "");
    let mut session = place.open(&place.file);
    answer(&mut session, 0, "半年ごとに見直しています。");
    answer(&mut session, 2, &format!("{OTHER}様と同じです。"));
    assert_eq!(place.export(&mut session, false).expect("nothing of the file"), 1);
}

#[test]
fn a_name_in_an_answer_that_stays_as_it_came_is_the_files() {
    let place = Place::with("", &format!("{OTHER}様向けと同じ"));
    let mut session = place.open(&place.file);
    let named: Vec<_> = of_file(&session).into_iter().filter(|p| p.code == "other-customer").collect();
    assert_eq!(named.iter().map(|p| p.place.as_str()).collect::<Vec<_>>(), ["質問票 C3"]);
    // Once it is replaced it is gone.
    answer(&mut session, 1, "手順書に定めています。");
    assert!(of_file(&session).iter().all(|p| p.code != "other-customer"));
}

#[test]
fn the_customers_own_name_is_nobody_elses() {
    let place = Place::with("", "");
    let session = place.open(&place.folder.path().join(format!("{OTHER}_調査票.xlsx")));
    drop(session);
    let again = place.folder.path().join(format!("{OTHER}_2027.xlsx"));
    questionnaire(&again, OTHER, "");
    assert!(of_file(&place.open(&again)).iter().all(|p| p.code != "other-customer"));
}

#[test]
fn a_row_too_low_is_made_higher_only_where_that_is_asked_for_and_the_proof_says_so() {
    let place = Place::with("", "");
    let file = place.folder.path().join("低い行.xlsx");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("質問票").expect("a name");
    for (row, words) in (0..).zip([["No.", "確認事項", "回答"], ["1", "暗号鍵を管理していますか。", ""]])
    {
        for (column, word) in (0u16..).zip(words) {
            sheet.write(row, column, word).expect("within the sheet");
        }
    }
    sheet.set_row_height(1, 18).expect("within the sheet");
    workbook.save(&file).expect("writable");
    let mut session = place.open(&file);
    assert_eq!(session.gate(&KOTAE, Lang::Ja).low, 0);
    answer(&mut session, 0, "一行目\n二行目\n三行目");
    let gate = session.gate(&KOTAE, Lang::Ja);
    assert_eq!((gate.low, gate.low_unreviewed), (1, 0));
    assert!(gate.problems.iter().any(|p| p.n == Some(0) && p.code == "row-too-low"), "{gate:?}");
    let mut export = |raise| {
        let folder = Some(place.folder.path());
        let request = ExportRequest {
            folder,
            unreviewed: false,
            names: false,
            raise,
            date: "2026-11-02",
            lang: Lang::Ja,
        };
        let done = session.export(&KOTAE, &request, &unwatched).expect("written");
        let proof = std::fs::read(&done.proof).expect("written");
        (done.raised, serde_json::from_slice::<serde_json::Value>(&proof).expect("JSON")["raised"].clone())
    };
    assert_eq!(export(false), (0, serde_json::json!([])));
    let raised = serde_json::json!([{"sheet": "質問票", "row": 2, "before": 18.0, "after": 43.5}]);
    assert_eq!(export(true), (1, raised));
}
