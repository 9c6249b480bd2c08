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
