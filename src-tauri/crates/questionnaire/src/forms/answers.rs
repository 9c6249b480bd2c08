//! Answer columns: which are to be filled, which must stay empty, and where the choices come from.

use crate::testing::check;

#[test]
fn one_mark_in_one_of_several_columns() {
    check(
        "@merge A1:A2
         @merge B1:B2
         @merge C1:E1
         @merge F1:F2
         No | 評価項目 | 実施状況 | | | 備考
         | | はい | いいえ | 該当なし |
         1 | 規程の改定履歴を管理しているか | | | |
         2 | 内部監査を毎年実施しているか | | | |",
        "シート1 [1+2] no A cat - q B st - co F ref - (はい/いいえ/該当なし)
         3 #1 - 規程の改定履歴を管理しているか > はい=C3+いいえ=D3+該当なし=E3 F3
         4 #2 - 内部監査を毎年実施しているか > はい=C4+いいえ=D4+該当なし=E4 F4",
    );
}

#[test]
fn examples_reviewers_and_evidence_stay_empty() {
    check(
        "@merge G1:H1
         | | | | | | 当行使用欄 |
         No | 質問 | 回答例 | 回答(○×) | 回答内容 | 証跡名 | 判定 | コメント
         1 | 規程の改定履歴を管理しているか | 規程管理台帳で管理 | | | | |
         2 | 内部監査を毎年実施しているか | 年1回実施 | | | | |",
        "シート1 [1+2] no A cat - q B st D co E ref - (○/×)
         3 #1 - 規程の改定履歴を管理しているか > D3 E3
         4 #2 - 内部監査を毎年実施しているか > D4 E4",
    );
}

#[test]
fn last_years_answers_stand_beside_this_years() {
    check(
        "@merge C1:D1
         @merge E1:F1
         No | 質問 | 2024年度回答 | | 2025年度回答 |
         | | 結果 | コメント | 結果 | コメント
         1 | 規程の改定履歴を管理しているか | ○ | 台帳で管理 | |
         2 | 内部監査を毎年実施しているか | × | 来年実施 | |",
        "シート1 [1+2] no A cat - q B st E co F ref - ()
         3 #1 - 規程の改定履歴を管理しているか > E3 F3
         4 #2 - 内部監査を毎年実施しているか > E4 F4",
    );
    check(
        "No | 質問 | 前回回答 | 今回回答 | 備考
         1 | 規程の改定履歴を管理しているか | ○ | |
         2 | 内部監査を毎年実施しているか | ○ | |",
        "シート1 [1] no A cat - q B st D co E ref - ()
         2 #1 - 規程の改定履歴を管理しているか > D2 E2
         3 #2 - 内部監査を毎年実施しているか > D3 E3",
    );
}

#[test]
fn the_choices_of_a_dropdown_win_over_the_guide() {
    check(
        "@sheet 記入要領
         記入要領
         | ○：実施している
         | △：一部実施している
         | ×：実施していない
         @sheet 質問A
         @list C2:C3 適,否
         No | 質問 | 回答 | 備考
         1 | 規程の改定履歴を管理しているか | |
         2 | 内部監査を毎年実施しているか | |
         @sheet 質問B
         No | 質問 | 回答 | 備考
         1 | 初期パスワードの変更を強制しているか | |
         2 | 監視カメラの映像を保存しているか | |",
        "質問A [1] no A cat - q B st C co D ref - (適/否)
         2 #1 - 規程の改定履歴を管理しているか > C2 D2
         3 #2 - 内部監査を毎年実施しているか > C3 D3
         質問B [1] no A cat - q B st C co D ref - (○/△/×)
         2 #1 - 初期パスワードの変更を強制しているか > C2 D2
         3 #2 - 監視カメラの映像を保存しているか > C3 D3",
    );
}

#[test]
fn boxes_to_tick_in_one_cell() {
    check(
        "No | 質問 | 回答 | 備考
         1 | 規程の改定履歴を管理しているか | □はい □いいえ |
         2 | 内部監査を毎年実施しているか | □はい □いいえ □該当なし |",
        "シート1 [1] no A cat - q B st C co D ref - (はい/いいえ)
         2 #1 - 規程の改定履歴を管理しているか > C2 D2
         3 #2 - 内部監査を毎年実施しているか > C3 D3 (はい/いいえ/該当なし)",
    );
}

#[test]
fn free_text_only_and_choice_only() {
    check(
        "No | 質問 | 貴社回答
         1 | 規程の改定履歴の管理方法を記載してください | 
         2 | 内部監査の頻度を記載してください | ",
        "シート1 [1] no A cat - q B st - co C ref - ()
         2 #1 - 規程の改定履歴の管理方法を記載してください > - C2
         3 #2 - 内部監査の頻度を記載してください > - C3",
    );
    check(
        "@list C2:C3 はい,いいえ
         No | 質問 | 貴社回答
         1 | 規程の改定履歴を管理しているか | 
         2 | 内部監査を毎年実施しているか | ",
        "シート1 [1] no A cat - q B st C co - ref - (はい/いいえ)
         2 #1 - 規程の改定履歴を管理しているか > C2 -
         3 #2 - 内部監査を毎年実施しているか > C3 -",
    );
}

#[test]
fn answers_that_are_already_there() {
    check(
        "No | 分類 | 質問 | 回答(○△×) | 回答内容
         1 | 管理 | 規程の改定履歴を管理しているか | ○ | 規程管理台帳に記録しています。
         2 | 管理 | 内部監査を毎年実施しているか | △ | 来年度から実施する予定です。",
        "シート1 [1] no A cat B q C st D co E ref - (○/△/×)
         2 #1 管理 規程の改定履歴を管理しているか > D2 E2
         3 #2 管理 内部監査を毎年実施しているか > D3 E3",
    );
}

#[test]
fn references_and_levels_are_told_from_answers() {
    check(
        "項番 | FISC基準番号 | 確認事項 | 重要度 | ○○株式会社 回答(○/×) | 補足
         1 | 実25 | 規程の改定履歴を管理しているか | 必須 | |
         2 | 統1 | 内部監査を毎年実施しているか | 推奨 | |",
        "シート1 [1] no A cat - q C st E co F ref B (○/×)
         2 #1 - 規程の改定履歴を管理しているか > E2 F2
         3 #2 - 内部監査を毎年実施しているか > E3 F3",
    );
}
