//! Filling a file: what is written, what is held back, and under which names.

use kotae_engagement::desk::{Home, ReviewEvent, Session, Severity};
use kotae_engagement::{Error, FillRequest, FillSummary, Kotae, Lang, Outcome, Policy, unwatched};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static KOTAE: LazyLock<Kotae> = LazyLock::new(|| Kotae::open().expect("the shipped engine opens"));
/// A sheet of a number, a question, a mark and a comment, in Shift-JIS.
const CP932: &str = "d09_cp932.csv";

fn shared(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/workbooks/shared").join(name)
}

fn asked<'a>(input: &'a Path, output: &'a Path, answers: Option<&'a Path>) -> FillRequest<'a> {
    FillRequest {
        input,
        output,
        password: None,
        plain: false,
        answers,
        policy: Policy::Answer,
        layout: None,
        report: None,
        proof: None,
        raise_rows: false,
        force: false,
        date: None,
        lang: Lang::Ja,
    }
}

/// Fills a file with answers given as JSON.
fn fill(input: &Path, folder: &Path, name: &str, answers: &str) -> Result<FillSummary, Error> {
    let given = folder.join("answers.json");
    std::fs::write(&given, answers).expect("written");
    KOTAE.fill(&asked(input, &folder.join(name), Some(&given)), &unwatched)
}

#[test]
fn an_answer_with_a_character_that_the_file_cannot_hold_is_held_back_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let answers = r#"{"(csv)":{"C3":"○","D3":"24時間〜監視しています","C4":"○","D4":"監視しています"}}"#;
    let done = fill(&shared(CP932), folder.path(), "o.csv", answers).expect("filled");
    assert_eq!(done.written, 2);
    let refused: Vec<(&str, bool)> =
        done.refused.iter().map(|r| (r.cell.as_str(), r.why.contains("「～」に置き換えて"))).collect();
    assert_eq!(refused, [("C3", false), ("D3", true)], "{done:?}");
}

#[test]
fn a_mark_that_stood_there_stays_when_the_answer_that_would_take_it_away_is_held_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("票.csv");
    let form = "No,質問,はい,いいえ,備考\r\n1,規程の改定履歴を管理しているか,,○,\r\n\
                2,内部監査を毎年実施しているか,,,\r\n3,教育を毎年実施しているか,,,\r\n";
    std::fs::write(&file, encoding_rs::SHIFT_JIS.encode(form).0).expect("written");
    let answers = r#"{"(csv)":{"C2":"○","D2":"","E2":"台帳〜で管理","C3":"○","E3":"監査しています"}}"#;
    let done = fill(&file, folder.path(), "o.csv", answers).expect("filled");
    let refused: Vec<&str> = done.refused.iter().map(|r| r.cell.as_str()).collect();
    assert_eq!((done.written, refused), (2, vec!["C2", "E2"]));
    let written = std::fs::read(folder.path().join("o.csv")).expect("there");
    let (text, _, _) = encoding_rs::SHIFT_JIS.decode(&written);
    assert!(
        text.contains("管理しているか,,○,\r\n2,内部監査を毎年実施しているか,○,,監査しています"),
        "{text}"
    );
}

#[test]
fn the_desk_stops_a_row_with_such_a_character_before_the_export() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("票.csv");
    std::fs::copy(shared(CP932), &file).expect("copied");
    let home = Home::at(folder.path().join("home"));
    let mut session =
        Session::open(&home, &KOTAE, &file, None, "2026-11-02T04:05:06Z", &unwatched).expect("opens");
    for event in [ReviewEvent::Type { text: "−20℃で保管します".to_owned() }, ReviewEvent::Confirm] {
        session.act(&KOTAE, 0, event, Lang::Ja).expect("allowed");
    }
    let gate = session.gate(&KOTAE, Lang::Ja);
    let stop = gate.problems.iter().find(|p| p.code == "unwritable-character").expect("said");
    assert!(
        stop.n == Some(0) && stop.severity == Severity::Stop && stop.message.contains("「－」"),
        "{stop:?}"
    );
}

#[test]
fn an_output_is_not_named_as_another_format_than_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let refused = |input: &str, name: &str| {
        let e = fill(&shared(input), folder.path(), name, "{}").expect_err("refused");
        assert_eq!(e.outcome(), Outcome::OutputRefused, "{input} {name} {e:?}");
        assert!(!folder.path().join(name).exists());
        e.message(Lang::Ja)
    };
    assert!(refused("d04_macro.xlsm", "o.xlsx").contains(".xlsm にしてください"));
    for name in ["o.xls", "o.csv", "o.ods", "o.xlsm", "O.XLSB"] {
        refused("d01_basic.xlsx", name);
    }
    refused(CP932, "o.xlsx");
    for name in ["o.XLSX", "o", "o.new"] {
        fill(&shared("d01_basic.xlsx"), folder.path(), name, "{}").expect("written");
    }
    fill(&shared(CP932), folder.path(), "o.txt", "{}").expect("written");
    // A file that is called otherwise than it is keeps its ending.
    let odd = folder.path().join("in.xlsm");
    std::fs::copy(shared("d01_basic.xlsx"), &odd).expect("copied");
    fill(&odd, folder.path(), "o.XLSM", "{}").expect("written");
}

#[test]
fn two_outputs_of_one_name_are_wrong_usage() {
    let folder = tempfile::tempdir().expect("a folder");
    let (input, output) = (shared("d01_basic.xlsx"), folder.path().join("a"));
    let request = FillRequest { proof: Some(&output), ..asked(&input, &output, None) };
    let e = KOTAE.fill(&request, &unwatched).expect_err("refused");
    assert_eq!(e.outcome(), Outcome::WrongUsage);
    assert!(!e.message(Lang::Ja).contains("元のファイル"), "{e:?}");
}
