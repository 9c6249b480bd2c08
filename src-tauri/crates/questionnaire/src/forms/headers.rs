//! Headers: where they stand, how many rows they have, what they are called.

use crate::testing::check;

#[test]
fn header_below_a_title() {
    check(
        "取引先情報セキュリティ調査
         記入日: | | 2026
         № | 区分 | 調査項目 | はい/いいえ | 補足事項
         1 | 管理体制 | 規程の改定履歴を管理しているか | |
         2 | | 内部監査を毎年実施しているか | |
         3 | 人 | 在宅勤務のルールを定めているか | |",
        "シート1 [3] no A cat B q C st D co E ref - (はい/いいえ)
         4 #1 管理体制 規程の改定履歴を管理しているか > D4 E4
         5 #2 管理体制 内部監査を毎年実施しているか > D5 E5
         6 #3 人 在宅勤務のルールを定めているか > D6 E6",
    );
}

#[test]
fn merged_header_spans_two_rows() {
    check(
        "@merge A1:A2
         @merge B1:C1
         @merge D1:D2
         @merge E1:F1
         @list E3:E4 対応済,未対応
         ID | 要件分類 | | 要件 | 回答 |
         | 大分類 | 中分類 | | 状況 | 内容
         R001 | 管理 | 規程 | 個人情報保護管理者を選任しているか | |
         R002 | 管理 | 委託 | 再々委託を禁止しているか | |",
        "シート1 [1+2] no A cat B+C q D st E co F ref - (対応済/未対応)
         3 #R001 管理/規程 個人情報保護管理者を選任しているか > E3 F3
         4 #R002 管理/委託 再々委託を禁止しているか > E4 F4",
    );
}

#[test]
fn header_repeated_for_printing_opens_no_second_table() {
    check(
        "No | 質問 | 回答(○×) | 備考
         1 | 規程の改定履歴を管理しているか | |
         2 | 内部監査を毎年実施しているか | |
         No | 質問 | 回答(○×) | 備考
         3 | 在宅勤務のルールを定めているか | |",
        "シート1 [1] no A cat - q B st C co D ref - (○/×)
         2 #1 - 規程の改定履歴を管理しているか > C2 D2
         3 #2 - 内部監査を毎年実施しているか > C3 D3
         5 #3 - 在宅勤務のルールを定めているか > C5 D5",
    );
}

#[test]
fn stacked_tables_have_their_own_columns() {
    check(
        "No | 質問 | 回答(○×) | 備考
         1 | 規程の改定履歴を管理しているか | |
         2 | 内部監査を毎年実施しているか | |

         番号 | 分類 | 確認事項 | 対応状況(済/未) | コメント
         1 | 認証 | 初期パスワードの変更を強制しているか | |
         2 | 認証 | セッションの自動タイムアウトを設けているか | |",
        "シート1 [1] no A cat - q B st C co D ref - (○/×)
         2 #1 - 規程の改定履歴を管理しているか > C2 D2
         3 #2 - 内部監査を毎年実施しているか > C3 D3
         シート1 [4] no A cat B q C st D co E ref - (済/未)
         5 #1 認証 初期パスワードの変更を強制しているか > D5 E5
         6 #2 認証 セッションの自動タイムアウトを設けているか > D6 E6",
    );
}

#[test]
fn tables_side_by_side() {
    check(
        "No | 質問 | 回答 | 備考 | | No | 質問 | 回答 | 備考
         1 | 規程の改定履歴を管理しているか | | | | 11 | 初期パスワードの変更を強制しているか | |
         2 | 内部監査を毎年実施しているか | | | | 12 | 監視カメラの映像を保存しているか | |",
        "シート1 [1] no A cat - q B st C co D ref - ()
         2 #1 - 規程の改定履歴を管理しているか > C2 D2
         3 #2 - 内部監査を毎年実施しているか > C3 D3
         シート1 [1] no F cat - q G st H co I ref - ()
         2 #11 - 初期パスワードの変更を強制しているか > H2 I2
         3 #12 - 監視カメラの映像を保存しているか > H3 I3",
    );
}

#[test]
fn question_column_without_a_header() {
    check(
        "項番 | | 回答(はい・いいえ) | 備考
         1 | 規程の改定履歴を管理しているか | |
         2 | 内部監査を毎年実施しているか | |",
        "シート1 [1] no A cat - q B st C co D ref - (はい/いいえ)
         2 #1 - 規程の改定履歴を管理しているか > C2 D2
         3 #2 - 内部監査を毎年実施しているか > C3 D3",
    );
}

#[test]
fn no_header_at_all() {
    check(
        "@list C1:C3 はい,いいえ
         1 | 規程の改定履歴を管理しているか |
         2 | 内部監査を毎年実施しているか |
         3 | 在宅勤務のルールを定めているか |",
        "シート1 [] no A cat - q B st C co - ref - (はい/いいえ)
         1 #1 - 規程の改定履歴を管理しているか > C1 -
         2 #2 - 内部監査を毎年実施しているか > C2 -
         3 #3 - 在宅勤務のルールを定めているか > C3 -",
    );
}

#[test]
fn english_and_bilingual_headers() {
    check(
        "# | Area | Control question | Y/N | Explanation
         1 | Organization | Is there a named data protection officer? | |
         2 | Technology | Are firewall rules reviewed every year? | |",
        "シート1 [1] no A cat B q C st D co E ref - (Y/N)
         2 #1 Organization Is there a named data protection officer? > D2 E2
         3 #2 Technology Are firewall rules reviewed every year? > D3 E3",
    );
    check(
        "番号\\nNo. | 質問\\nQuestion | 回答\\nAnswer (○/×) | コメント\\nComments
         1 | 監査を実施しているか\\nDo you carry out audits? | |
         2 | 規程を定めているか\\nDo you have rules? | |",
        "シート1 [1] no A cat - q B st C co D ref - (○/×)
         2 #1 - 監査を実施しているか\\nDo you carry out audits? > C2 D2
         3 #2 - 規程を定めているか\\nDo you have rules? > C3 D3",
    );
}

#[test]
fn fields_of_a_hougan_grid_are_merged_blocks() {
    check(
        "@merge A1:C1
         @merge D1:AC1
         @merge AD1:AG1
         @merge AH1:AX1
         @merge A2:C2
         @merge D2:AC2
         @merge AD2:AG2
         @merge AH2:AX2
         @merge A3:C3
         @merge D3:AC3
         @merge AD3:AG3
         @merge AH3:AX3
         @list AD2:AD3 可,否
         No. | | | 確認事項 | | | | | | | | | | | | | | | | | | | | | | | | | | 判定 | | | | 備考
         1 | | | 規程の改定履歴を管理しているか
         2 | | | 内部監査を毎年実施しているか",
        "シート1 [1] no A cat - q D st AD co AH ref - (可/否)
         2 #1 - 規程の改定履歴を管理しているか > AD2 AH2
         3 #2 - 内部監査を毎年実施しているか > AD3 AH3",
    );
}

#[test]
fn labels_spread_out_with_spaces() {
    check(
        "番　号 | 分　類 | 質　問 | 回　答 | 備　考
         1 | 管理 | 規程の改定履歴を管理しているか | |
         2 | | 内部監査を毎年実施しているか | |
         | | 合　計 | |",
        "シート1 [1] no A cat B q C st D co E ref - ()
         2 #1 管理 規程の改定履歴を管理しているか > D2 E2
         3 #2 管理 内部監査を毎年実施しているか > D3 E3",
    );
}

#[test]
fn labels_broken_inside_a_word() {
    check(
        "質問\\n番号 | 質問\\n内容 | 対応\\n状況 | 対応\\n内容 | 判\\n定
         1 | 規程の改定履歴を管理しているか | | |
         2 | 内部監査を毎年実施しているか | | |
         @list C2:C3 ○,×",
        "シート1 [1] no A cat - q B st C co D ref - (○/×)
         2 #1 - 規程の改定履歴を管理しているか > C2 D2
         3 #2 - 内部監査を毎年実施しているか > C3 D3",
    );
}

#[test]
fn three_header_rows() {
    check(
        "@merge A1:A3
         @merge B1:B3
         @merge C1:F1
         @merge C2:D2
         @merge E2:F2
         No | 質問 | 回答欄 | | |
         | | 前年度 | | 本年度 |
         | | 結果 | 説明 | 結果 | 説明
         1 | 規程の改定履歴を管理しているか | ○ | 管理簿あり | |
         2 | 内部監査を毎年実施しているか | ○ | 毎年 | |",
        "シート1 [1+2+3] no A cat - q B st E co F ref - ()
         4 #1 - 規程の改定履歴を管理しているか > E4 F4
         5 #2 - 内部監査を毎年実施しているか > E5 F5",
    );
}

#[test]
fn an_english_form_with_guidance_and_analyst_columns() {
    check(
        "ID | Question | Answer | Additional Information | Guidance | Analyst Notes
         COMP-01 | Do you have a dedicated information security staff or office? | | | Describe your office, including size |
         COMP-02 | Do you have a dedicated software development team? | | | Describe the structure |
         COMP-03 | Describe your organization's business background | | | Include circumstances |
         @list C2:C3 Yes,No",
        "シート1 [1] no A cat - q B st C co D ref - (Yes/No)
         2 #COMP-01 - Do you have a dedicated information security staff or office? > C2 D2
         3 #COMP-02 - Do you have a dedicated software development team? > C3 D3
         4 #COMP-03 - Describe your organization's business background > C4 D4 ()",
    );
}

#[test]
fn an_english_form_with_control_columns_after_the_answer() {
    check(
        "Question ID | Question | CSP CAIQ Answer | SSRM Control Ownership | CSP Implementation Description (Optional/Recommended) | CSC Responsibilities (Optional/Recommended) | CCM Control ID | CCM Control Specification | CCM Control Title | CCM Domain Title
         A&A-01.1 | Are audit and assurance policies established? | | | | | A&A-01 | Establish, document, approve, communicate, apply, evaluate and maintain audit policies. | Audit and Assurance Policy and Procedures | Audit & Assurance
         A&A-01.2 | Are audit and assurance policies reviewed and updated at least annually? | | | | | A&A-01 | Establish, document, approve, communicate. | Audit and Assurance Policy and Procedures | Audit & Assurance
         A&A-02.1 | Are independent audit assessments conducted? | | | | | A&A-02 | Conduct independent audit and assurance assessments. | Independent Assessments | Audit & Assurance
         @list C2:C4 Yes,No,NA
         @list D2:D4 CSP-owned,CSC-owned",
        "シート1 [1] no A cat - q B st C co E ref G (Yes/No/NA)
         2 #A&A-01.1 - Are audit and assurance policies established? > C2 E2
         3 #A&A-01.2 - Are audit and assurance policies reviewed and updated at least annually? > C3 E3
         4 #A&A-02.1 - Are independent audit assessments conducted? > C4 E4",
    );
}

#[test]
fn labels_nobody_has_heard_of() {
    check(
        "通し | 着眼点 | 貴部門 | 付記
         1 | 規程の改定履歴を管理しているか | |
         2 | 内部監査を毎年実施しているか | |
         3 | 在宅勤務のルールを定めているか | |
         @list C2:C4 ○,×",
        "シート1 [1] no A cat - q B st C co D ref - (○/×)
         2 #1 - 規程の改定履歴を管理しているか > C2 D2
         3 #2 - 内部監査を毎年実施しているか > C3 D3
         4 #3 - 在宅勤務のルールを定めているか > C4 D4",
    );
}

#[test]
fn hougan_with_two_header_rows() {
    check(
        "@merge A1:B2
         @merge C1:F2
         @merge G1:T2
         @merge U1:AF1
         @merge U2:X2
         @merge Y2:AF2
         @merge A3:B3
         @merge C3:F4
         @merge G3:T3
         @merge U3:X3
         @merge Y3:AF3
         @merge A4:B4
         @merge G4:T4
         @merge U4:X4
         @merge Y4:AF4
         項番 | | 分類 | | | | 要件 | | | | | | | | | | | | | | 回答
          | | | | | | | | | | | | | | | | | | | | 可否 | | | | 理由
         1 | | 認証 | | | | 多要素認証
         2 | | | | | | パスワードの長さ
         @list U3:U4 可,不可",
        "シート1 [1+2] no A cat C q G st U co Y ref - (可/不可)
         3 #1 認証 多要素認証 > U3 Y3
         4 #2 認証 パスワードの長さ > U4 Y4",
    );
}

#[test]
fn a_row_for_the_respondent_above_the_header() {
    check(
        "回答者： | | | 回答日： |
         No | 質問 | 回答(○/×) | コメント | 証跡
         1 | 方針を定めていますか | | |
         2 | 責任者を決めていますか | | |",
        "シート1 [2] no A cat - q B st C co D ref - (○/×)
         3 #1 - 方針を定めていますか > C3 D3
         4 #2 - 責任者を決めていますか > C4 D4",
    );
}

#[test]
fn a_table_of_one_question() {
    check(
        "No | 質問 | 回答 | 備考
         1 | 方針を定めていますか | |",
        "シート1 [1] no A cat - q B st C co D ref - ()
         2 #1 - 方針を定めていますか > C2 D2",
    );
}

#[test]
fn labels_written_downwards() {
    check(
        "No | 質\\n問 | 回\\n答 | 備\\n考
         1 | 方針を定めていますか | |
         2 | 責任者を決めていますか | |",
        "シート1 [1] no A cat - q B st C co D ref - ()
         2 #1 - 方針を定めていますか > C2 D2
         3 #2 - 責任者を決めていますか > C3 D3",
    );
}

#[test]
fn the_question_in_two_languages_side_by_side() {
    check(
        "No | 質問 | Question | 回答 Answer | コメント Comment
         1 | 方針を定めていますか | Have you defined a policy? | |
         2 | 責任者を決めていますか | Have you appointed a manager? | |
         @list D2:D3 Yes,No",
        "シート1 [1] no A cat - q B st D co E ref - (Yes/No)
         2 #1 - 方針を定めていますか > D2 E2
         3 #2 - 責任者を決めていますか > D3 E3",
    );
}

#[test]
fn the_question_in_two_languages_english_first() {
    check(
        "No | Question | 質問 | Answer | Comment
         1 | Have you defined a policy? | 方針を定めていますか | |
         2 | Have you appointed a manager? | 責任者を決めていますか | |
         @list D2:D3 Yes,No",
        "シート1 [1] no A cat - q C st D co E ref - (Yes/No)
         2 #1 - 方針を定めていますか > D2 E2
         3 #2 - 責任者を決めていますか > D3 E3",
    );
}

#[test]
fn one_label_over_choice_and_text() {
    check(
        "@merge C1:D1
         @fill C2:D3 FFFFCC
         @list C2:C3 はい,いいえ
         No | 質問 | 貴社ご回答欄 |
         1 | 方針を定めていますか | |
         2 | 責任者を決めていますか | |",
        "シート1 [1] no A cat - q B st C co D ref - (はい/いいえ)
         2 #1 - 方針を定めていますか > C2 D2
         3 #2 - 責任者を決めていますか > C3 D3",
    );
}

#[test]
fn a_question_between_others_that_names_columns_is_no_header() {
    check(
        "No. | 分類 | 確認事項 | 回答 | 補足説明
         1 | 分類1 | 責任者を決めていますか | |
         2 | 分類1 | 指揮をとる組織の有無 | |
         3 | 分類1 | 被災時に立ち上がる組織の有無 | |
         4 | 分類1 | 作業手順書の回答欄の有無 | |
         5 | 分類1 | 手順を定めていますか | |",
        "シート1 [1] no A cat B q C st D co E ref - ()
         2 #1 分類1 責任者を決めていますか > D2 E2
         3 #2 分類1 指揮をとる組織の有無 > D3 E3
         4 #3 分類1 被災時に立ち上がる組織の有無 > D4 E4
         5 #4 分類1 作業手順書の回答欄の有無 > D5 E5
         6 #5 分類1 手順を定めていますか > D6 E6",
    );
    check(
        "分類 | 確認事項 | 回答 | 補足説明
         分類1 | 責任者を決めていますか | |
         分類1 | 指揮をとる組織の有無 | |
         分類1 | 被災時に立ち上がる組織の有無 | |
         分類1 | 手順を定めていますか | |",
        "シート1 [1] no - cat A q B st C co D ref - ()
         2 #- 分類1 責任者を決めていますか > C2 D2
         3 #- 分類1 指揮をとる組織の有無 > C3 D3
         4 #- 分類1 被災時に立ち上がる組織の有無 > C4 D4
         5 #- 分類1 手順を定めていますか > C5 D5",
    );
}
