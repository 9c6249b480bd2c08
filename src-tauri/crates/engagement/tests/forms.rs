//! A correction of the layout serves the next copy of the same form, which has rows of its own.

use kotae_engagement::desk::{Home, LayoutEdit, Role, Session, TableView};
use kotae_engagement::{Kotae, Lang, unwatched};
use rust_xlsxwriter::Workbook;
use std::path::PathBuf;
use std::sync::LazyLock;

static KOTAE: LazyLock<Kotae> = LazyLock::new(|| Kotae::open().expect("the shipped engine opens"));
const NOW: &str = "2026-11-02T04:05:06Z";
const HEADER: [&str; 5] = ["No.", "確認事項", "回答（○/×）", "判定（はい/いいえ）", "備考"];
const ASKED: [&str; 4] = [
    "アクセス権限を定期的に見直していますか。",
    "暗号鍵の管理手順を定めていますか。",
    "操作ログを保管していますか。",
    "監査証跡を点検していますか。",
];

struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    /// A copy of the form: title lines above, and so many questions.
    fn copy(&self, name: &str, titles: u32, questions: u32) -> PathBuf {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet().set_name("質問票").expect("a name");
        for row in 0..titles {
            sheet.write(row, 0, "セキュリティ調査票").expect("within the sheet");
        }
        for (column, word) in (0u16..).zip(HEADER) {
            sheet.write(titles, column, word).expect("within the sheet");
        }
        for (n, words) in (0..questions).zip(ASKED.iter().cycle()) {
            sheet.write(titles + 1 + n, 0, n + 1).expect("within the sheet");
            sheet.write(titles + 1 + n, 1, format!("第{}項　{words}", n + 1)).expect("within the sheet");
        }
        let path = self.0.path().join(name);
        workbook.save(&path).expect("writable");
        path
    }

    fn open(&self, name: &str, titles: u32, questions: u32) -> Session {
        let home = Home::at(self.0.path().join("home"));
        let path = self.copy(name, titles, questions);
        Session::open(&home, &KOTAE, &path, None, NOW, &unwatched).expect("opens")
    }
}

fn correct(session: &mut Session, edit: &LayoutEdit) {
    session.correct(&KOTAE, edit, &unwatched).expect("corrected");
}

/// Turns the column of はい/いいえ, or of ○/×, into the one that takes the choice: whichever it is not.
fn other_scale(session: &mut Session) -> String {
    let taken = status(&table(session));
    let letter = if taken == "C" { "D" } else { "C" }.to_owned();
    let role = Some(Role::Status);
    correct(session, &LayoutEdit::Role { sheet: 0, table: 0, letter: letter.clone(), role });
    letter
}

fn table(session: &Session) -> TableView {
    session.layout().sheets[0].tables[0].clone()
}

fn status(table: &TableView) -> String {
    let column = table.columns.iter().find(|c| c.role == Some(Role::Status));
    column.map(|c| c.letter.clone()).unwrap_or_default()
}

fn remembered(session: &Session) -> bool {
    session.notices(Lang::Ja).warnings.iter().any(|w| w.code == "layout-remembered")
}

#[test]
fn a_longer_copy_of_a_corrected_form_has_all_its_questions_and_the_corrected_roles() {
    let place = Place::new();
    let mut first = place.open("甲.xlsx", 1, 4);
    let letter = other_scale(&mut first);
    // The end of one customer's table is not the end of the next one's.
    correct(&mut first, &LayoutEdit::LastRow { sheet: 0, table: 0, row: Some(4) });
    assert_eq!(first.opened(&KOTAE, Lang::Ja).rows.len(), 2);
    for (name, titles, questions) in [("乙.xlsx", 1, 14), ("丙.xlsx", 3, 14), ("丁.xlsx", 1, 4)] {
        let next = place.open(name, titles, questions);
        assert!(remembered(&next), "{name}");
        let (shown, rows) = (table(&next), next.opened(&KOTAE, Lang::Ja).rows.len());
        assert_eq!((shown.header_rows.clone(), status(&shown)), (vec![titles + 1], letter.clone()), "{name}");
        assert_eq!(u32::try_from(rows), Ok(questions), "{name}");
    }
}

#[test]
fn header_rows_that_a_person_named_are_found_again_where_they_stand() {
    let place = Place::new();
    let mut first = place.open("甲.xlsx", 2, 4);
    correct(&mut first, &LayoutEdit::HeaderRows { sheet: 0, table: 0, rows: vec![2, 3] });
    let next = place.open("乙.xlsx", 3, 6);
    assert_eq!(table(&next).header_rows, [3, 4]);
    assert_eq!(next.opened(&KOTAE, Lang::Ja).rows.len(), 6);
}

#[test]
fn a_correction_that_was_undone_is_not_made_in_the_next_file() {
    let place = Place::new();
    let mut first = place.open("甲.xlsx", 1, 4);
    let found = table(&first);
    let letter = other_scale(&mut first);
    first.undo(&KOTAE, Lang::Ja, &unwatched).expect("kept").expect("something to undo");
    let next = place.open("乙.xlsx", 1, 4);
    assert!(!remembered(&next));
    assert_eq!(table(&next), found);
    first.redo(&KOTAE, Lang::Ja, &unwatched).expect("kept").expect("something to redo");
    let next = place.open("丙.xlsx", 1, 4);
    assert!(remembered(&next));
    assert_eq!(status(&table(&next)), letter);
    // Back to what is found in the sheet.
    correct(&mut first, &LayoutEdit::Reset { sheet: 0 });
    assert!(!remembered(&place.open("丁.xlsx", 1, 4)));
}

/// A copy of a form that shows in a table of its own, with the same header, how to answer; `example` is
/// whether this copy has it.
fn with_example(place: &Place, name: &str, titles: u32, example: bool, questions: u32) -> Session {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("質問票").expect("a name");
    let mut write = |row: u32, words: &[&str]| {
        for (column, word) in (0u16..).zip(words) {
            sheet.write(row, column, *word).expect("within the sheet");
        }
    };
    let header = ["No.", "確認事項", "回答（○/×）", "備考"];
    (0..titles).for_each(|row| write(row, &["セキュリティ調査票"]));
    write(titles, &header);
    let mut above = titles + 1;
    if example {
        write(above, &["1", "入退室を記録していますか。", "○", "入館証で記録しています。"]);
        write(above + 2, &header);
        above += 3;
    }
    for (n, words) in (0..questions).zip(ASKED.iter().cycle()) {
        write(above + n, &[&(n + 1).to_string(), &format!("第{}項　{words}", n + 1)]);
    }
    let path = place.0.path().join(name);
    workbook.save(&path).expect("writable");
    let home = Home::at(place.0.path().join("home"));
    Session::open(&home, &KOTAE, &path, None, NOW, &unwatched).expect("opens")
}

#[test]
fn an_example_that_a_person_left_out_is_left_out_of_the_next_copy() {
    let place = Place::new();
    let asked = |session: &Session| session.opened(&KOTAE, Lang::Ja).rows.len();
    let mut first = with_example(&place, "甲.xlsx", 2, true, 4);
    assert_eq!((table(&first).header_rows, asked(&first)), (vec![3], 5), "the example is asked");
    correct(&mut first, &LayoutEdit::HeaderRows { sheet: 0, table: 0, rows: vec![6] });
    assert_eq!(asked(&first), 4);
    for (name, titles, example, header) in
        [("乙.xlsx", 2, true, 6), ("丙.xlsx", 3, true, 7), ("丁.xlsx", 2, false, 3)]
    {
        let next = with_example(&place, name, titles, example, 9);
        assert!(remembered(&next), "{name}");
        assert_eq!((table(&next).header_rows, asked(&next)), (vec![header], 9), "{name}");
    }
    // A table without a header has none in the next copy.
    correct(&mut first, &LayoutEdit::HeaderRows { sheet: 0, table: 0, rows: vec![] });
    let next = with_example(&place, "戊.xlsx", 2, true, 9);
    assert_eq!(table(&next).header_rows, table(&first).header_rows);
}

#[test]
fn each_of_several_tables_with_one_header_is_found_at_its_own() {
    let place = Place::new();
    let mut first = with_example(&place, "甲.xlsx", 2, true, 4);
    correct(&mut first, &LayoutEdit::LastRow { sheet: 0, table: 0, row: Some(4) });
    let letters = |letter: &str| vec![letter.to_owned()];
    for (letter, role) in [("B", Role::Question), ("C", Role::Status), ("D", Role::Comment)] {
        let (letters, role) = (letters(letter), Some(role));
        correct(&mut first, &LayoutEdit::Mark { sheet: 0, table: 1, letters, role, first: 7, last: 10 });
    }
    let headers = |session: &Session| {
        session.layout().sheets[0].tables.iter().map(|t| t.header_rows.clone()).collect::<Vec<_>>()
    };
    assert_eq!(headers(&first), [[3], [6]]);
    let next = with_example(&place, "乙.xlsx", 4, true, 9);
    assert_eq!(headers(&next), [[5], [8]]);
    // A copy without the example has one table less, and all its questions.
    let bare = with_example(&place, "丙.xlsx", 2, false, 9);
    let cells: Vec<String> = bare.opened(&KOTAE, Lang::Ja).rows.into_iter().map(|r| r.cell).collect();
    assert_eq!(headers(&bare), [[3]]);
    assert_eq!(cells, ["B4", "B5", "B6", "B7", "B8", "B9", "B10", "B11", "B12"]);
}
