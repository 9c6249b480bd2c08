//! `kotae check`: what is found in a file before it is sent.

use kotae_engagement::{CheckProblem, CheckRequest, Kotae, Lang};
use rust_xlsxwriter::{DataValidation, Note, Shape, Workbook, Worksheet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static KOTAE: LazyLock<Kotae> = LazyLock::new(|| Kotae::open().expect("the shipped engine opens"));
const OTHER: &str = "みどり銀行";

/// Rows of No., question, mark and comment.
fn questions(sheet: &mut Worksheet, rows: &[[&str; 3]]) {
    for (column, title) in (0u16..).zip(["No.", "確認事項", "回答（○△×）", "補足"]) {
        sheet.write(0, column, title).expect("within the sheet");
    }
    for (row, words) in (1u32..).zip(rows) {
        sheet.write(row, 0, row).expect("within the sheet");
        for (column, word) in (1u16..).zip(words) {
            sheet.write(row, column, *word).expect("within the sheet");
        }
    }
}

const ASKED: [&str; 3] = [
    "アクセス権限の管理規程を定めていますか。",
    "操作ログを180日以上保管していますか。",
    "社外秘の情報の取扱手順を定め、利用者に周知していますか。",
];

struct Given {
    folder: tempfile::TempDir,
    file: PathBuf,
}

impl Given {
    fn file(name: &str, make: impl FnOnce(&mut Workbook)) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join(name);
        let mut workbook = Workbook::new();
        make(&mut workbook);
        workbook.save(&file).expect("writable");
        Self { folder, file }
    }

    fn check(&self, names: Option<&[u8]>, before: &[&str]) -> Vec<CheckProblem> {
        let list = self.folder.path().join("names.txt");
        std::fs::write(&list, names.unwrap_or_default()).expect("written");
        let before: Vec<String> = before.iter().map(|b| (*b).to_owned()).collect();
        check(&self.file, names.map(|_| list.as_path()), &before)
    }
}

fn check(file: &Path, names: Option<&Path>, before: &[String]) -> Vec<CheckProblem> {
    let request = CheckRequest { input: file, password: None, layout: None, names, before, lang: Lang::Ja };
    KOTAE.check(&request).expect("read").problems
}

/// Sheet and cell of the problems of a kind.
fn places(problems: &[CheckProblem], code: &str) -> Vec<String> {
    let place = |p: &CheckProblem| {
        [p.sheet.as_deref(), p.cell.as_deref()].into_iter().flatten().collect::<Vec<_>>().join("!")
    };
    problems.iter().filter(|p| p.code == code).map(place).collect()
}

/// A questionnaire that holds a name wherever one can be left behind.
fn leaking() -> Given {
    Given::file("今回.xlsx", |workbook| {
        let sheet = workbook.add_worksheet().set_name("質問票").expect("a name");
        questions(sheet, &ASKED.map(|q| [q, "", ""]));
        sheet.write(1, 7, format!("{OTHER}の単価表")).expect("within the sheet");
        sheet.set_column_hidden(7).expect("within the sheet");
        sheet.insert_note(0, 1, &Note::new(format!("{OTHER}の回答を流用"))).expect("within the sheet");
        let shape = Shape::textbox().set_text(format!("{OTHER}様\n向け"));
        sheet.insert_shape(10, 1, &shape).expect("within the sheet");
        let cover = workbook.add_worksheet().set_name("表紙").expect("a name");
        cover.write(0, 0, format!("{OTHER} 御中")).expect("within the sheet");
        let tab = workbook.add_worksheet().set_name(format!("{OTHER}回答")).expect("a name");
        tab.write(0, 0, "x").expect("within the sheet");
        let hidden = workbook.add_worksheet().set_name("隠し").expect("a name");
        hidden.write(0, 0, format!("{OTHER} 昨年回答")).expect("within the sheet");
        hidden.write(1, 0, "本資料は社外秘です。取り扱いに注意してください。").expect("within the sheet");
        hidden.set_hidden(true);
    })
}

#[test]
fn a_given_name_is_found_wherever_the_file_holds_it() {
    let given = leaking();
    let cp932 = [0x82, 0xDD, 0x82, 0xC7, 0x82, 0xE8, 0x8B, 0xE2, 0x8D, 0x73, b'\r', b'\n'];
    for names in [OTHER.as_bytes(), &cp932, "株式会社みどり銀行\n".as_bytes()] {
        let found = given.check(Some(names), &[]);
        let mut places = places(&found, "other-customer");
        places.sort();
        let mut want = ["質問票", "質問票!B1", "質問票!H2", "表紙!A1", "みどり銀行回答", "隠し!A1"];
        want.sort_unstable();
        assert_eq!(places, want, "{found:#?}");
    }
    let found = given.check(None, &[]);
    assert_eq!(places(&found, "hidden-columns"), ["質問票!H1"]);
    assert_eq!(places(&found, "drawing"), ["質問票"]);
}

#[test]
fn a_list_of_names_that_is_no_text_is_refused() {
    let given = leaking();
    let list = given.folder.path().join("names.txt");
    std::fs::write(&list, [0x80, 0xFF, 0x00, 0xA0, 0xFD]).expect("written");
    let request = CheckRequest {
        input: &given.file,
        password: None,
        layout: None,
        names: Some(&list),
        before: &[],
        lang: Lang::Ja,
    };
    let refused = KOTAE.check(&request).expect_err("refused");
    assert!(refused.message(Lang::Ja).contains("文字コード"), "{refused}");
}

#[test]
fn a_name_of_an_earlier_file_that_stands_only_where_nobody_looks_is_another_customers() {
    let hidden = Given::file("今回.xlsx", |workbook| {
        let sheet = workbook.add_worksheet().set_name("質問票").expect("a name");
        questions(sheet, &ASKED.map(|q| [q, "", ""]));
        let memo = workbook.add_worksheet().set_name("メモ").expect("a name");
        memo.write(0, 0, format!("{OTHER}の昨年の回答")).expect("within the sheet").set_hidden(true);
    });
    let before = ["みどり銀行_調査票.xlsx"];
    assert_eq!(places(&hidden.check(None, &before), "other-customer"), ["メモ!A1"]);
    // The customer's own name stands on the cover, or in the file's name.
    let own = Given::file("今回.xlsx", |workbook| {
        let sheet = workbook.add_worksheet().set_name("質問票").expect("a name");
        questions(sheet, &ASKED.map(|q| [q, "", ""]));
        workbook.add_worksheet().write(0, 0, format!("{OTHER} 御中")).expect("within the sheet");
    });
    assert_eq!(places(&own.check(None, &before), "other-customer"), [""; 0]);
}

#[test]
fn a_mark_of_confidence_is_found_in_a_sentence_but_not_in_a_question() {
    let given = leaking();
    assert_eq!(places(&given.check(None, &[]), "confidential-mark"), ["隠し!A2"]);
    let shown = Given::file("今回.xlsx", |workbook| {
        let sheet = workbook.add_worksheet().set_name("質問票").expect("a name");
        questions(sheet, &ASKED.map(|q| [q, "", ""]));
        let guide = workbook.add_worksheet().set_name("記入要領").expect("a name");
        guide.write(0, 0, "社外秘の情報は「機密」の行に記入してください。").expect("within the sheet");
        guide
            .write(1, 0, "このファイルは関係者限りの取り扱いとし、複製を禁じます。")
            .expect("within the sheet");
    });
    assert_eq!(places(&shown.check(None, &[]), "confidential-mark"), ["記入要領!A2"]);
}

#[test]
fn drafts_that_nobody_confirmed_and_questions_without_an_answer_are_told_of() {
    let given = Given::file("今回.xlsx", |workbook| {
        let sheet = workbook.add_worksheet().set_name("質問票").expect("a name");
        let answers = [["○", "定めています。"], ["", "【要確認】\n90日間保管しています。"], ["", ""]];
        let rows: Vec<[&str; 3]> =
            ASKED.iter().zip(answers).map(|(q, [mark, text])| [*q, mark, text]).collect();
        questions(sheet, &rows);
    });
    let found = given.check(None, &[]);
    let draft = found.iter().find(|p| p.code == "unconfirmed").expect("said");
    assert_eq!((draft.severity, draft.cell.as_deref()), ("stop", Some("D3")));
    let open = found.iter().find(|p| p.code == "unanswered").expect("said");
    assert_eq!(open.severity, "warn");
    assert!(open.message.contains("1 件") && open.message.contains("質問票!B4"), "{open:?}");
}

#[test]
fn marks_that_look_alike_are_the_forms_own_and_a_finding_about_one_stands_at_its_cell() {
    let given = Given::file("今回.xlsx", |workbook| {
        let sheet = workbook.add_worksheet().set_name("質問票").expect("a name");
        let marks = ["〇", "✕", "◎"];
        let rows: Vec<[&str; 3]> =
            ASKED.iter().zip(marks).map(|(q, mark)| [*q, mark, "備考です。"]).collect();
        questions(sheet, &rows);
    });
    assert_eq!(places(&given.check(None, &[]), "no-such-choice"), ["質問票!C4"]);
    let list = Given::file("今回.xlsx", |workbook| {
        let sheet = workbook.add_worksheet().set_name("質問票").expect("a name");
        let rows: Vec<[&str; 3]> = ASKED.iter().map(|q| [*q, "〇", "備考です。"]).collect();
        questions(sheet, &rows);
        let list = DataValidation::new().allow_list_strings(&["○", "△", "×"]).expect("short");
        sheet.add_data_validation(1, 2, 3, 2, &list).expect("within the sheet");
    });
    let found = list.check(None, &[]);
    let alike: Vec<_> = found.iter().filter(|p| p.code == "no-such-choice").map(|p| p.severity).collect();
    assert_eq!(alike, ["warn"; 3]);
}

#[test]
fn a_file_without_questions_is_said_to_have_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("passwd");
    std::fs::write(&file, "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1::/:\n").expect("written");
    assert_eq!(places(&check(&file, None, &[]), "no-questions").len(), 1);
}

#[test]
fn a_text_named_as_a_workbook_is_to_be_named_csv() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("票.xlsx");
    std::fs::write(&file, "No,質問,回答\n1,規程はあるか,\n").expect("written");
    let request =
        CheckRequest { input: &file, password: None, layout: None, names: None, before: &[], lang: Lang::Ja };
    let message = KOTAE.check(&request).expect_err("refused").message(Lang::Ja);
    assert!(message.contains(".csv に変える"), "{message}");
}
