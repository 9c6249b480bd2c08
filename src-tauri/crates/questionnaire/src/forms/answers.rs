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

#[test]
fn a_box_to_tick_left_of_the_question() {
    check(
        "チェック | No | 確認事項 | 備考
         □ | 1 | 規程の改定履歴を管理しているか |
         □ | 2 | 内部監査を毎年実施しているか |
         □ | 3 | 在宅勤務のルールを定めているか |",
        "シート1 [1] no B cat - q C st A co D ref - (■/□)
         2 #1 - 規程の改定履歴を管理しているか > A2 D2
         3 #2 - 内部監査を毎年実施しているか > A3 D3
         4 #3 - 在宅勤務のルールを定めているか > A4 D4",
    );
}

#[test]
fn whose_columns_stands_above_the_labels() {
    check(
        "@merge C1:D1
         @merge E1:F1
         @merge A1:A2
         @merge B1:B2
         No | 要求事項 | 御社記入欄 | | 弊社使用欄 |
         | | 回答 | コメント | 評価 | コメント
         1 | パスワードを暗号化して保存すること | | | |
         2 | ログを1年以上保存すること | | | |
         @list C3:C4 適合,不適合
         @list E3:E4 合,否",
        "シート1 [1+2] no A cat - q B st C co D ref - (適合/不適合)
         3 #1 - パスワードを暗号化して保存すること > C3 D3
         4 #2 - ログを1年以上保存すること > C4 D4",
    );
}

#[test]
fn what_is_done_concretely_is_the_text() {
    check(
        "項番 | 要件 | 充足(○/×) | 具体的な実施状況 | 根拠資料 | 備考
         1 | パスワードを暗号化して保存すること | | | |
         2 | ログを1年以上保存すること | | | |",
        "シート1 [1] no A cat - q B st C co D ref - (○/×)
         2 #1 - パスワードを暗号化して保存すること > C2 D2
         3 #2 - ログを1年以上保存すること > C3 D3",
    );
}

#[test]
fn a_text_answer_before_its_choice() {
    check(
        "No | 質問 | 回答（記述式） | 回答（選択式）
         1 | 規程の改定履歴を管理しているか | |
         2 | 内部監査を毎年実施しているか | |",
        "シート1 [1] no A cat - q B st D co C ref - ()
         2 #1 - 規程の改定履歴を管理しているか > D2 C2
         3 #2 - 内部監査を毎年実施しているか > D3 C3",
    );
}

#[test]
fn ratings_as_mark_columns() {
    check(
        "@merge C1:G1
         @merge A1:A2
         @merge B1:B2
         @merge H1:H2
         No | 評価項目 | 自己評価 | | | | | コメント
         | | 5 | 4 | 3 | 2 | 1 |
         1 | 規程の改定履歴を管理しているか | | | | | |
         2 | 内部監査を毎年実施しているか | | | | | |",
        "シート1 [1+2] no A cat - q B st - co H ref - (5/4/3/2/1)
         3 #1 - 規程の改定履歴を管理しているか > 5=C3+4=D3+3=E3+2=F3+1=G3 H3
         4 #2 - 内部監査を毎年実施しているか > 5=C4+4=D4+3=E4+2=F4+1=G4 H4",
    );
}

#[test]
fn english_mark_columns() {
    check(
        "# | Question | Yes | No | N/A | Comments
         1 | Is there a named data protection officer? | | | |
         2 | Are firewall rules reviewed every year? | | | |",
        "シート1 [1] no A cat - q B st - co F ref - (Yes/No/N/A)
         2 #1 - Is there a named data protection officer? > Yes=C2+No=D2+N/A=E2 F2
         3 #2 - Are firewall rules reviewed every year? > Yes=C3+No=D3+N/A=E3 F3",
    );
}

#[test]
fn who_answered_and_when_stays_empty() {
    check(
        "No | 質問 | 回答 | 回答者 | 回答日 | 備考
         1 | 規程の改定履歴を管理しているか | | | |
         2 | 内部監査を毎年実施しているか | | | |",
        "シート1 [1] no A cat - q B st C co F ref - ()
         2 #1 - 規程の改定履歴を管理しているか > C2 F2
         3 #2 - 内部監査を毎年実施しているか > C3 F3",
    );
}

#[test]
fn a_legend_above_the_table() {
    check(
        "セキュリティチェックシート
         ご記入にあたって：回答欄に○△×をご記入ください。
         【凡例】○：実施済　△：一部実施　×：未実施　－：対象外
         
         No. | 点検項目 | 回答 | 補足
         1 | 規程の改定履歴を管理しているか | |
         2 | 内部監査を毎年実施しているか | |",
        "シート1 [4] no A cat - q B st C co D ref - (○/△/×/－)
         5 #1 - 規程の改定履歴を管理しているか > C5 D5
         6 #2 - 内部監査を毎年実施しているか > C6 D6",
    );
}

#[test]
fn a_sample_setting_is_no_answer() {
    check(
        "要件ID | 要件 | 設定例 | 対応状況 | 対応方法
         S-1 | 通信を暗号化すること | TLS1.2以上を使用 | |
         S-2 | ログを保存すること | 1年以上保存 | |
         @list D2:D3 対応,未対応",
        "シート1 [1] no A cat - q B st D co E ref - (対応/未対応)
         2 #S-1 - 通信を暗号化すること > D2 E2
         3 #S-2 - ログを保存すること > D3 E3",
    );
}

#[test]
fn columns_for_bank_use_only_stay_empty() {
    check(
        "Req ID | Requirement | Compliance | Vendor Comments | Bank Use Only
         R1 | The system shall encrypt data at rest. | | |
         R2 | The vendor shall notify the bank of incidents within 24 hours. | | |
         @list C2:C3 Compliant,Partially Compliant,Non-Compliant",
        "シート1 [1] no A cat - q B st C co D ref - (Compliant/Partially Compliant/Non-Compliant)
         2 #R1 - The system shall encrypt data at rest. > C2 D2
         3 #R2 - The vendor shall notify the bank of incidents within 24 hours. > C3 D3",
    );
}

#[test]
fn the_later_date_is_the_one_to_fill() {
    check(
        "No | 質問 | 2024年3月時点 | 2025年3月時点 | 備考
         1 | 方針を定めていますか | ○ | |
         2 | 責任者を決めていますか | × | |",
        "シート1 [1] no A cat - q B st D co E ref - ()
         2 #1 - 方針を定めていますか > D2 E2
         3 #2 - 責任者を決めていますか > D3 E3",
    );
}

#[test]
fn a_row_marked_as_not_applicable_is_still_listed() {
    check(
        "No | 質問 | 回答 | 備考
         1 | 方針を定めていますか | |
         2 | 責任者を決めていますか | － | 対象外のため回答不要
         3 | 研修を行っていますか | |
         @list C2:C4 ○,×,－",
        "シート1 [1] no A cat - q B st C co D ref - (○/×/－)
         2 #1 - 方針を定めていますか > C2 D2
         3 #2 - 責任者を決めていますか > C3 D3
         4 #3 - 研修を行っていますか > C4 D4",
    );
}

#[test]
fn yes_and_no_printed_in_the_answer_cell() {
    check(
        "項番 | 点検項目 | 実施有無 | 実施していない場合の理由
         1 | 施錠管理 | 有 ・ 無 |
         2 | 入退室記録 | 有 ・ 無 |",
        "シート1 [1] no A cat - q B st C co D ref - (有/無)
         2 #1 - 施錠管理 > C2 D2
         3 #2 - 入退室記録 > C3 D3",
    );
}

#[test]
fn this_years_columns_may_come_first() {
    check(
        "@merge C1:D1
         @merge E1:F1
         No | 質問 | 今回回答 | | 前回回答（参考） |
         | | 回答 | 補足 | 回答 | 補足
         1 | 方針を定めていますか | | | はい | 方針書あり
         2 | 責任者を決めていますか | | | はい | 部長",
        "シート1 [1+2] no A cat - q B st C co D ref - ()
         3 #1 - 方針を定めていますか > C3 D3
         4 #2 - 責任者を決めていますか > C4 D4",
    );
}

#[test]
fn comments_and_evidence_in_one_column() {
    check(
        "No. | Question | Compliant (Yes/No/Partial) | Comments / Evidence
         1 | Are user IDs unique? | |
         2 | Are logs kept for a year? | |",
        "シート1 [1] no A cat - q B st C co D ref - (Yes/No/Partial)
         2 #1 - Are user IDs unique? > C2 D2
         3 #2 - Are logs kept for a year? > C3 D3",
    );
}

#[test]
fn remarks_and_evidence_in_one_column() {
    check(
        "項番 | 確認事項 | 結果 | 備考・証跡
         1 | 方針を定めているか | |
         2 | 責任者を決めているか | |
         @list C2:C3 ○,×",
        "シート1 [1] no A cat - q B st C co D ref - (○/×)
         2 #1 - 方針を定めているか > C2 D2
         3 #2 - 責任者を決めているか > C3 D3",
    );
}

#[test]
fn questions_that_want_a_description() {
    check(
        "No | 質問 | 回答 | 備考
         1 | 拠点の所在地をお教えください。 | |
         2 | 過去の大きな障害をご説明ください。 | |
         3 | 監視の体制を記載してください。 | |",
        "シート1 [1] no A cat - q B st - co C ref - ()
         2 #1 - 拠点の所在地をお教えください。 > - C2
         3 #2 - 過去の大きな障害をご説明ください。 > - C3
         4 #3 - 監視の体制を記載してください。 > - C4",
    );
}

#[test]
fn the_respondents_own_name_for_the_answer() {
    check(
        "No | 質問 | 弊社回答
         1 | 方針を定めていますか |
         2 | 責任者を決めていますか |",
        "シート1 [1] no A cat - q B st - co C ref - ()
         2 #1 - 方針を定めていますか > - C2
         3 #2 - 責任者を決めていますか > - C3",
    );
}

#[test]
fn mark_columns_with_the_reason_beside_them() {
    check(
        "No | 確認事項 | 適 | 否 | 対象外 | 否の場合の理由 | 証跡
         1 | 方針を定めている | | | | |
         2 | 責任者を決めている | | | | |",
        "シート1 [1] no A cat - q B st - co F ref - (適/否/対象外)
         2 #1 - 方針を定めている > 適=C2+否=D2+対象外=E2 F2
         3 #2 - 責任者を決めている > 適=C3+否=D3+対象外=E3 F3",
    );
}

#[test]
fn of_many_answer_columns_the_choice_and_what_is_done() {
    check(
        "No | 要求事項 | 対応状況 | 対応内容 | 対応予定日 | 代替策 | 担当 | 備考
         1 | 方針を定めること | | | | | |
         2 | 責任者を決めること | | | | | |
         @list C2:C3 対応済,未対応",
        "シート1 [1] no A cat - q B st C co D ref - (対応済/未対応)
         2 #1 - 方針を定めること > C2 D2
         3 #2 - 責任者を決めること > C3 D3",
    );
}

#[test]
fn a_priority_before_the_question_is_no_category() {
    check(
        "優先度 | ID | 領域 | 要求事項 | 適合/不適合 | 説明
         高 | S1 | 認証 | パスワードは12文字以上とすること | |
         中 | S2 | 認証 | 多要素認証を提供すること | |
         低 | S3 | ログ | ログを1年保存すること | |",
        "シート1 [1] no B cat C q D st E co F ref - (適合/不適合)
         2 #S1 認証 パスワードは12文字以上とすること > E2 F2
         3 #S2 認証 多要素認証を提供すること > E3 F3
         4 #S3 ログ ログを1年保存すること > E4 F4",
    );
}

#[test]
fn an_unknown_empty_column_is_no_choice() {
    check(
        "No | 質問 | 窓口 | 備考
         1 | 方針を定めていますか | |
         2 | 責任者を決めていますか | |",
        "シート1 [1] no A cat - q B st - co D ref - ()
         2 #1 - 方針を定めていますか > - D2
         3 #2 - 責任者を決めていますか > - D3",
    );
}

#[test]
fn choices_named_in_every_question() {
    check(
        "No | 質問 | 回答
         1 | 方針を定めていますか（はい・いいえ） |
         2 | 責任者を決めていますか（はい・いいえ） |
         3 | 研修を行っていますか（はい・いいえ） |",
        "シート1 [1] no A cat - q B st C co - ref - (はい/いいえ)
         2 #1 - 方針を定めていますか（はい・いいえ） > C2 -
         3 #2 - 責任者を決めていますか（はい・いいえ） > C3 -
         4 #3 - 研修を行っていますか（はい・いいえ） > C4 -",
    );
}

#[test]
fn weights_and_computed_scores_stay_as_they_are() {
    check(
        "No | 評価項目 | 配点 | 評価 | 得点 | コメント
         1 | 方針を定めている | 5 | | 0 |
         2 | 責任者を決めている | 3 | | 0 |
         @formula E2:E3
         @list D2:D3 A,B,C",
        "シート1 [1] no A cat - q B st D co F ref - (A/B/C)
         2 #1 - 方針を定めている > D2 F2
         3 #2 - 責任者を決めている > D3 F3",
    );
}

#[test]
fn two_parties_columns_under_their_names() {
    check(
        "@merge D1:E1
         @merge F1:G1
          | | | ベンダー記入欄 | | 当行確認欄 |
         No | 分類 | 要件 | 対応 | 内容 | 結果 | メモ
         1 | 認証 | 多要素認証を提供すること | | | |
         2 | ログ | ログを保存すること | | | |
         @list D3:D4 ○,×
         @list F3:F4 OK,NG",
        "シート1 [1+2] no A cat B q C st D co E ref - (○/×)
         3 #1 認証 多要素認証を提供すること > D3 E3
         4 #2 ログ ログを保存すること > D4 E4",
    );
}

#[test]
fn a_legend_of_many_lines_in_the_header() {
    check(
        "No | 質問 | 対応状況\\n◎：対応済（証跡あり）\\n○：対応済\\n△：一部対応\\n×：未対応\\n－：対象外 | 備考
         1 | 方針を定めていますか | |
         2 | 責任者を決めていますか | |",
        "シート1 [1] no A cat - q B st C co D ref - (◎/○/△/×/－)
         2 #1 - 方針を定めていますか > C2 D2
         3 #2 - 責任者を決めていますか > C3 D3",
    );
}

#[test]
fn numbered_choices_in_the_header() {
    check(
        "No | 質問 | 回答（1:はい 2:いいえ 3:該当なし） | 備考
         1 | 方針を定めていますか | |
         2 | 責任者を決めていますか | |",
        "シート1 [1] no A cat - q B st C co D ref - (1/2/3)
         2 #1 - 方針を定めていますか > C2 D2
         3 #2 - 責任者を決めていますか > C3 D3",
    );
}

#[test]
fn choices_on_lines_of_the_header() {
    check(
        "No | 質問 | 回答\\n対応済\\n一部対応\\n未対応 | 備考
         1 | 方針を定めていますか | |
         2 | 責任者を決めていますか | |",
        "シート1 [1] no A cat - q B st C co D ref - (対応済/一部対応/未対応)
         2 #1 - 方針を定めていますか > C2 D2
         3 #2 - 責任者を決めていますか > C3 D3",
    );
}

#[test]
fn choices_in_words_of_their_own() {
    check(
        "No | 質問 | 回答（定めている／検討中／定めていない） | 備考
         1 | 方針を定めていますか | |
         2 | 責任者を決めていますか | |",
        "シート1 [1] no A cat - q B st C co D ref - (定めている/検討中/定めていない)
         2 #1 - 方針を定めていますか > C2 D2
         3 #2 - 責任者を決めていますか > C3 D3",
    );
}
