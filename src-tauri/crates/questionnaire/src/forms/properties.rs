//! What holds for any sheet, however odd: built from words of real forms thrown together.

use crate::testing::sheets;
use crate::{Layout, apply, detect, edits, explain, questions};
use proptest::prelude::*;

/// Texts that headers, questions, answers, headings and notes are made of.
const WORDS: &[&str] = &[
    "",
    "",
    "",
    "No",
    "番号",
    "大項目",
    "分類",
    "質問",
    "確認事項",
    "回答",
    "回答(○/×)",
    "備考",
    "回答例",
    "前回回答",
    "当行使用欄",
    "はい",
    "いいえ",
    "FISC",
    "1",
    "2",
    "1-1",
    "Q3",
    "管理体制",
    "■ 認証",
    "ログを保存しているか",
    "暗号化すること",
    "Is data encrypted at rest?",
    "例",
    "合計",
    "※注意",
    "□はい □いいえ",
    "○",
    "×",
    "○：済 ×：未",
    "設問 |回答",
    "(例) 導入済み",
    "𠮷野\\n番号",
    "ｾｷｭﾘﾃｨ",
    "実25",
];

const DIRECTIVES: &[&str] = &[
    "@merge A1:B1",
    "@merge A2:A4",
    "@merge B3:D3",
    "@merge C1:D1",
    "@merge A1:A2",
    "@merge B2:C9",
    "@list C2:C9 ○,×",
    "@list D1:XFD1048576 はい,いいえ",
    "@length D2:D9 200",
    "@hide 3",
    "@hidecolumn C",
    "@protect",
    "@open C2:D5",
    "@fill A2:D2 CCCCCC",
    "@fill C2:C6 FFFF99",
    "@formula C4",
    "@filter A1:D9",
    "@freeze 2",
    "@row 9",
    "@hidden",
];

fn grids() -> impl Strategy<Value = String> {
    let cell = prop::sample::select(WORDS);
    let row = prop::collection::vec(cell, 1..7).prop_map(|c| c.join(" | "));
    let line = prop_oneof![4 => row, 1 => prop::sample::select(DIRECTIVES).prop_map(str::to_owned)];
    prop::collection::vec(line, 0..16).prop_map(|l| l.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn questions_are_verbatim_cells_and_answers_go_elsewhere(grid in grids()) {
        let sheets = sheets(&grid);
        let layout = detect(&sheets).value;
        for q in questions(&sheets, &layout) {
            let sheet = &sheets[0];
            prop_assert_eq!(&sheet.text(q.at), &q.text);
            prop_assert!(!q.text.trim().is_empty());
            prop_assert!(q.category.iter().all(|c| !c.trim().is_empty()));
            let choice = q.choices.first().cloned();
            for (_, at, _) in edits(&q, choice.as_deref(), Some("回答文")).expect("the first choice is a choice") {
                prop_assert_ne!(at, q.at);
                prop_assert!(sheet.merge_at(at).is_none_or(|m| m.start == at));
            }
        }
    }

    #[test]
    fn applying_what_was_found_changes_nothing(grid in grids()) {
        let sheets = sheets(&grid);
        let found = detect(&sheets);
        let json = serde_json::to_string(&found.value).expect("plain data");
        let read: Layout = serde_json::from_str(&json).expect("own output");
        prop_assert_eq!(&read, &found.value);
        prop_assert_eq!(apply(&sheets, &read).value, found.value);
    }

    #[test]
    fn rows_derived_anew_from_found_columns_are_the_same(grid in grids()) {
        let sheets = sheets(&grid);
        let found = detect(&sheets).value;
        let mut asked = found.clone();
        for t in asked.sheets.iter_mut().flat_map(|s| &mut s.tables).filter(|t| t.derived_from != "blocks" && !t.header_rows.is_empty()) {
            t.derived_from.clear();
            t.rows.clear();
        }
        prop_assert_eq!(apply(&sheets, &asked).value, found);
    }

    #[test]
    fn the_same_sheet_gives_the_same_result(grid in grids()) {
        let sheets = sheets(&grid);
        prop_assert_eq!(detect(&sheets), detect(&sheets));
        prop_assert_eq!(explain(&sheets), explain(&sheets));
    }
}
