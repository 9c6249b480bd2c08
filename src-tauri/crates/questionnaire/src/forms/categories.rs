//! Categories: columns, fill-down, merges, heading rows and their levels; rows that are no questions.

use crate::testing::check;

#[test]
fn blank_levels_keep_what_stands_above_until_a_higher_one_changes() {
    check(
        "大項目 | 中項目 | 小項目 | 質問 | 回答(○×)
         管理 | 規程 | 作成 | 規程の改定履歴を管理しているか |
         | | 周知 | 規程を全社員に周知しているか |
         | 委託 | | 再々委託を禁止しているか |
         人 | | | 在宅勤務のルールを定めているか |",
        "シート1 [1] no - cat A+B+C q D st E co - ref - (○/×)
         2 #- 管理/規程/作成 規程の改定履歴を管理しているか > E2 -
         3 #- 管理/規程/周知 規程を全社員に周知しているか > E3 -
         4 #- 管理/委託 再々委託を禁止しているか > E4 -
         5 #- 人 在宅勤務のルールを定めているか > E5 -",
    );
}

#[test]
fn heading_rows_become_categories() {
    check(
        "@merge A2:D2
         @merge A5:D5
         @list C2:C6 A,B
         項番 | 点検項目 | 結果 | 特記
         ■ 管理体制
         1 | 規程の改定履歴を管理しているか | |
         2 | 内部監査を毎年実施しているか | |
         【人】
         3 | 在宅勤務のルールを定めているか | |",
        "シート1 [1] no A cat - q B st C co D ref - (A/B)
         3 #1 管理体制 規程の改定履歴を管理しているか > C3 D3
         4 #2 管理体制 内部監査を毎年実施しているか > C4 D4
         6 #3 人 在宅勤務のルールを定めているか > C6 D6",
    );
}

#[test]
fn headings_of_two_levels() {
    check(
        "@merge A2:D2
         @merge A3:D3
         @merge A5:D5
         @merge A7:D7
         No | 質問 | 回答(○×) | 備考
         第1章 組織
         1.1 方針
         1 | 規程の改定履歴を管理しているか | |
         1.2 監査
         2 | 内部監査を毎年実施しているか | |
         第2章 技術
         3 | 在宅勤務のルールを定めているか | |",
        "シート1 [1] no A cat - q B st C co D ref - (○/×)
         4 #1 第1章 組織/1.1 方針 規程の改定履歴を管理しているか > C4 D4
         6 #2 第1章 組織/1.2 監査 内部監査を毎年実施しているか > C6 D6
         8 #3 第2章 技術 在宅勤務のルールを定めているか > C8 D8",
    );
}

#[test]
fn numbered_headings_without_merges() {
    check(
        "@list C3:C4 ○,×
         @list C6:C6 ○,×
         No | 質問 | 回答 | 備考
         *1* | *情報セキュリティ方針* | |
         1-1 | 規程の改定履歴を管理しているか | |
         1-2 | 内部監査を毎年実施しているか | |
         *2* | *人的対策* | |
         2-1 | 在宅勤務のルールを定めているか | |",
        "シート1 [1] no A cat - q B st C co D ref - (○/×)
         3 #1-1 情報セキュリティ方針 規程の改定履歴を管理しているか > C3 D3
         4 #1-2 情報セキュリティ方針 内部監査を毎年実施しているか > C4 D4
         6 #2-1 人的対策 在宅勤務のルールを定めているか > C6 D6",
    );
}

#[test]
fn examples_totals_and_notes_are_no_questions() {
    check(
        "No | 質問 | 回答(○×) | 備考
         例 | ウイルス対策ソフトを導入していますか。 | ○ | 全端末に導入
         1 | 規程の改定履歴を管理しているか | |
         2 | 内部監査を毎年実施しているか | |
         | 合計 | 2 |
         ※ 黄色の欄に記入してください。
         以上",
        "シート1 [1] no A cat - q B st C co D ref - (○/×)
         3 #1 - 規程の改定履歴を管理しているか > C3 D3
         4 #2 - 内部監査を毎年実施しているか > C4 D4",
    );
}

#[test]
fn hidden_rows_are_listed_as_hidden() {
    check(
        "@hide 3
         No | 質問 | 回答(○×) | 備考
         1 | 規程の改定履歴を管理しているか | |
         2 | 内部監査を毎年実施しているか | |",
        "シート1 [1] no A cat - q B st C co D ref - (○/×)
         2 #1 - 規程の改定履歴を管理しているか > C2 D2
         3 #2 - 内部監査を毎年実施しているか > C3 D3 hidden",
    );
}

#[test]
fn requirements_that_are_no_sentences() {
    check(
        "@list D2:D4 ○,△,×
         項番 | 分類 | 要件 | 対応可否 | 対応内容
         1 | 認証 | 多要素認証 | |
         2 | 認証 | パスワードの長さ | |
         3 | ログ | 1年以上の保存 | |",
        "シート1 [1] no A cat B q C st D co E ref - (○/△/×)
         2 #1 認証 多要素認証 > D2 E2
         3 #2 認証 パスワードの長さ > D3 E3
         4 #3 ログ 1年以上の保存 > D4 E4",
    );
}
