//! Sheets that ask nothing, although they may look as if they did.

use crate::testing::check;

#[test]
fn covers_histories_summaries_and_lists_are_no_questionnaires() {
    let notices = check(
        "@sheet 表紙
         セキュリティチェックシート
         会社名 |
         ご回答者(部署・氏名) |
         回答日 |
         @sheet 改訂履歴
         版数 | 改訂日 | 改訂内容 | 備考
         1.0 | 2024 | 初版作成 |
         1.1 | 2025 | 設問の追加 |
         @sheet 集計
         区分 | ○ | △ | × | 計
         管理 | 0 | 0 | 0 | 0
         人 | 0 | 0 | 0 | 0
         @formula B2:E3
         @sheet 選択肢
         @hidden
         ○ | 対応済
         × | 未対応
         @sheet 用語集
         用語 | 説明
         暗号化 | 第三者が読めないように変換すること
         多要素認証 | 二つ以上の要素で本人を確かめること",
        "",
    );
    assert_eq!(notices.iter().map(|n| n.code.as_str()).collect::<Vec<_>>(), ["no-questionnaire"]);
}

#[test]
fn a_sheet_of_worked_examples_is_left_out_with_a_notice() {
    let rows = "No | 質問 | 回答(○×) | 備考
         1 | 規程の改定履歴を管理しているか | |
         2 | 内部監査を毎年実施しているか | |";
    let notices = check(
        &format!("@sheet 記入例\n{rows}\n@sheet 質問票\n{rows}\n@sheet 控え\n@hidden\n{rows}"),
        "質問票 [1] no A cat - q B st C co D ref - (○/×)
         2 #1 - 規程の改定履歴を管理しているか > C2 D2
         3 #2 - 内部監査を毎年実施しているか > C3 D3",
    );
    let left_out: Vec<_> =
        notices.iter().filter(|n| n.code == "sheet-left-out").filter_map(|n| n.sheet.as_deref()).collect();
    assert_eq!(left_out, ["記入例", "控え"]);
}

#[test]
fn a_rule_over_a_million_cells_is_one_rule() {
    check(
        "@list C2:XFD1048576 ○,×
         No | 質問 | 回答 | 備考
         1 | 規程の改定履歴を管理しているか | |
         2 | 内部監査を毎年実施しているか | |",
        "シート1 [1] no A cat - q B st C co D ref - (○/×)
         2 #1 - 規程の改定履歴を管理しているか > C2 D2
         3 #2 - 内部監査を毎年実施しているか > C3 D3",
    );
}

#[test]
fn a_list_of_changes_to_the_questions() {
    check(
        "質問番号 | 変更内容 | 備考
         3 | 設問の文言を修正した |
         5 | 設問を追加し、以降の番号を繰り下げた |",
        "",
    );
}

#[test]
fn numbered_instructions() {
    check(
        "@sheet ご回答にあたって
         ご回答にあたってのお願い
         1 | 黄色のセルにご記入ください。
         2 | 該当しない場合は「－」を選択してください。
         3 | 行の追加や削除は行わないでください。
         4 | 不明な点は下記までお問い合わせください。",
        "",
    );
}

#[test]
fn a_table_of_contacts() {
    check(
        "@sheet 連絡先
         区分 | 部署 | 氏名 | 電話番号 | 備考
         主担当 | | | |
         副担当 | | | |",
        "",
    );
}

#[test]
fn a_list_of_documents_to_hand_in() {
    check(
        "No | 提出資料 | 提出有無 | 備考
         1 | 情報セキュリティ基本方針 | |
         2 | 組織図 | |
         3 | 再委託先一覧 | |",
        "",
    );
}

#[test]
fn a_glossary() {
    check(
        "No | 用語 | 定義
         1 | リスク | 損失が生じる可能性がある状態のこと
         2 | 脆弱性 | 攻撃に利用されるおそれのある弱点のこと",
        "",
    );
}

#[test]
fn a_name_speaks_against_a_sheet_only_beside_a_better_one() {
    check(
        "@sheet Sample Vendor Questionnaire
         No | Question | Answer | Comment
         1 | Have you defined a policy? | |
         2 | Have you appointed a manager? | |",
        "Sample Vendor Questionnaire [1] no A cat - q B st C co D ref - ()
         2 #1 - Have you defined a policy? > C2 D2
         3 #2 - Have you appointed a manager? > C3 D3",
    );
}

/// Work grows with the rows, not with their square: one rule and one merge a row.
#[test]
fn twenty_thousand_rows() {
    let mut grid = String::from("No | 分類 | 質問 | 回答 | 備考\n");
    for n in 1..=20_000 {
        let category = if n % 10 == 1 { format!("分類{n}") } else { String::new() };
        grid.push_str(&format!("{n} | {category} | 第{n}条に定める承認を得て記録を残しているか |\n"));
    }
    let mut sheets = crate::testing::sheets(&grid);
    for row in 2..=20_001 {
        for directive in [format!("@list D{row} ○,×"), format!("@merge E{row}:H{row}")] {
            let extra = crate::testing::sheets(&directive);
            sheets[0].validations.extend(extra[0].validations.iter().cloned());
            sheets[0].merges.extend(&extra[0].merges);
        }
    }
    let layout = crate::detect(&sheets).value;
    let table = &layout.sheets[0].tables[0];
    assert_eq!((table.rows.len(), table.choices.as_slice()), (20_000, &["○".to_owned(), "×".to_owned()][..]));
    assert_eq!(table.rows[19_999].category, ["分類19991"]);
    assert_eq!(table.rows[19_999].comment_cell.map(|c| c.to_string()).as_deref(), Some("E20001"));
    assert_eq!(crate::questions(&sheets, &layout).len(), 20_000);
}
