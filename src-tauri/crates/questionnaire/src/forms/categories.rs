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

#[test]
fn a_heading_above_a_header_is_a_category_when_others_follow() {
    check(
        "安全管理に関する質問書
         @row 3
         ■ 組織
         No. | 質問 | 回答(○×) | 補足
         1 | 取り扱う部署を定めていますか | |
         2 | 台帳を備えていますか | |
         @row 8
         ■ 人
         No. | 質問 | 回答(○×) | 補足
         3 | 守秘の定めを設けていますか | |",
        "シート1 [4] no A cat - q B st C co D ref - (○/×)
         5 #1 組織 取り扱う部署を定めていますか > C5 D5
         6 #2 組織 台帳を備えていますか > C6 D6
         10 #3 人 守秘の定めを設けていますか > C10 D10",
    );
}

#[test]
fn a_category_column_with_a_header_of_its_own_making() {
    check(
        "@merge B2:B3
         @list D2:D5 整備済,未整備
         統制番号 | 業務プロセス | 統制内容 | 整備状況 | 状況説明
         C-01 | 変更管理 | 変更の依頼は責任者が承認したものだけを受け付ける。 | |
         C-02 | | 変更の結果は依頼した部門が確認する。 | |
         C-03 | 運用管理 | 運用日誌は翌営業日に責任者が査閲する。 | |
         C-04 | | ジョブの異常終了は当番が調べる。 | |",
        "シート1 [1] no A cat B q C st D co E ref - (整備済/未整備)
         2 #C-01 変更管理 変更の依頼は責任者が承認したものだけを受け付ける。 > D2 E2
         3 #C-02 変更管理 変更の結果は依頼した部門が確認する。 > D3 E3
         4 #C-03 運用管理 運用日誌は翌営業日に責任者が査閲する。 > D4 E4
         5 #C-04 運用管理 ジョブの異常終了は当番が調べる。 > D5 E5",
    );
    check(
        "項番 | 工程 | 確認内容 | ○× | 備考
         1 | 入力 | 原票を日付順に綴じていますか。 | |
         2 | | 誤りを訂正した者が分かりますか。 | |
         3 | 出力 | 配付先を一覧にしていますか。 | |",
        "シート1 [1] no A cat B q C st D co E ref - (○/×)
         2 #1 入力 原票を日付順に綴じていますか。 > D2 E2
         3 #2 入力 誤りを訂正した者が分かりますか。 > D3 E3
         4 #3 出力 配付先を一覧にしていますか。 > D4 E4",
    );
}

#[test]
fn a_short_item_before_the_question_is_its_category() {
    check(
        "No | 確認項目 | 確認内容 | 回答 | 備考
         1 | 規程 | 規程の改定履歴を管理しているか | |
         2 | 規程 | 規程を全社員に周知しているか | |
         3 | 監査 | 内部監査を毎年実施しているか | |",
        "シート1 [1] no A cat B q C st D co E ref - ()
         2 #1 規程 規程の改定履歴を管理しているか > D2 E2
         3 #2 規程 規程を全社員に周知しているか > D3 E3
         4 #3 監査 内部監査を毎年実施しているか > D4 E4",
    );
}

#[test]
fn a_translation_below_the_question_is_no_question() {
    check(
        "@merge A2:A3
         @merge C2:C3
         @merge D2:D3
         @merge A4:A5
         @merge C4:C5
         @merge D4:D5
         No | 質問 | 回答 | 備考
         1 | 規程の改定履歴を管理していますか | |
         | Do you manage the revision history of your rules? | |
         2 | 内部監査を毎年実施していますか | |
         | Do you carry out internal audits every year? | |",
        "シート1 [1] no A cat - q B st C co D ref - ()
         2 #1 - 規程の改定履歴を管理していますか > C2 D2
         4 #2 - 内部監査を毎年実施していますか > C4 D4",
    );
}

#[test]
fn a_remark_below_the_question_is_no_question() {
    check(
        "@list C2:C2 ○,×
         @list C4:C4 ○,×
         @list C6:C6 ○,×
         No | 質問 | 回答 | 備考
         1 | 規程の改定履歴を管理していますか | |
         | 補足：規程には細則およびマニュアルを含みます。履歴は電子でも紙でも構いません。 | |
         2 | 内部監査を毎年実施していますか | |
         | ここでいう内部監査には、第三者に委託した監査を含み、自己点検は含みません。 | |
         3 | 在宅勤務のルールを定めていますか | |",
        "シート1 [1] no A cat - q B st C co D ref - (○/×)
         2 #1 - 規程の改定履歴を管理していますか > C2 D2
         4 #2 - 内部監査を毎年実施していますか > C4 D4
         6 #3 - 在宅勤務のルールを定めていますか > C6 D6",
    );
}

#[test]
fn a_count_of_answers_below_the_table() {
    check(
        "No | 質問 | 回答(○/×) | 備考
         1 | 規程の改定履歴を管理しているか | |
         2 | 内部監査を毎年実施しているか | |
         @row 6
         評価 | 件数
         ○ | 0
         × | 0
         @formula B7:B8",
        "シート1 [1] no A cat - q B st C co D ref - (○/×)
         2 #1 - 規程の改定履歴を管理しているか > C2 D2
         3 #2 - 内部監査を毎年実施しているか > C3 D3",
    );
}

#[test]
fn fields_for_the_respondent_below_the_table() {
    check(
        "No | 質問 | 回答(○/×) | 備考
         1 | 規程の改定履歴を管理しているか | |
         2 | 内部監査を毎年実施しているか | |
         @row 6
         ご回答者
         会社名 |
         部署・役職 |
         氏名 |",
        "シート1 [1] no A cat - q B st C co D ref - (○/×)
         2 #1 - 規程の改定履歴を管理しているか > C2 D2
         3 #2 - 内部監査を毎年実施しているか > C3 D3",
    );
}

#[test]
fn grey_headings_with_letters() {
    check(
        "No | 質問 | 回答 | 備考
         A | アクセス管理 | |
         A-1 | 利用者IDを個人ごとに割り当てているか | |
         A-2 | 退職者のIDを速やかに削除しているか | |
         B | ログ管理 | |
         B-1 | ログを1年以上保存しているか | |
         @fill A2:D2 CCCCCC
         @fill A5:D5 CCCCCC",
        "シート1 [1] no A cat - q B st C co D ref - ()
         3 #A-1 アクセス管理 利用者IDを個人ごとに割り当てているか > C3 D3
         4 #A-2 アクセス管理 退職者のIDを速やかに削除しているか > C4 D4
         6 #B-1 ログ管理 ログを1年以上保存しているか > C6 D6",
    );
}

#[test]
fn a_legend_below_the_table() {
    check(
        "No | 設問 | 評価 | 説明
         1 | 規程の改定履歴を管理している | |
         2 | 内部監査を毎年実施している | |
         @row 5
         評価欄の記号
         A | 実施している
         B | 一部実施している
         C | 実施していない",
        "シート1 [1] no A cat - q B st C co D ref - ()
         2 #1 - 規程の改定履歴を管理している > C2 D2
         3 #2 - 内部監査を毎年実施している > C3 D3
         6 #A - 実施している > C6 D6
         7 #B - 一部実施している > C7 D7
         8 #C - 実施していない > C8 D8",
    );
}

#[test]
fn numbered_headings_merged_across() {
    check(
        "@merge B2:D2
         @merge B5:D5
         @fill A2:D2 DDEBF7
         @fill A5:D5 DDEBF7
         No | 質問 | 回答 | 備考
         1 | 組織的対策
         1.1 | 方針を定めていますか | |
         1.2 | 責任者を決めていますか | |
         2 | 人的対策
         2.1 | 研修を行っていますか | |
         @list C3:C4 ○,×
         @list C6:C6 ○,×",
        "シート1 [1] no A cat - q B st C co D ref - (○/×)
         3 #1.1 組織的対策 方針を定めていますか > C3 D3
         4 #1.2 組織的対策 責任者を決めていますか > C4 D4
         6 #2.1 人的対策 研修を行っていますか > C6 D6",
    );
}

#[test]
fn a_category_column_without_a_header() {
    check(
        "| No | 質問 | 回答(○/×) | 備考
         組織 | 1 | 方針を定めていますか | |
         | 2 | 責任者を決めていますか | |
         人 | 3 | 研修を行っていますか | |
         | 4 | 誓約書を取っていますか | |",
        "シート1 [1] no B cat A q C st D co E ref - (○/×)
         2 #1 組織 方針を定めていますか > D2 E2
         3 #2 組織 責任者を決めていますか > D3 E3
         4 #3 人 研修を行っていますか > D4 E4
         5 #4 人 誓約書を取っていますか > D5 E5",
    );
}

#[test]
fn a_number_merged_over_its_sub_questions() {
    check(
        "@merge A2:A4
         @merge B2:B4
         No | 質問 | 確認観点 | 回答 | 備考
         1 | アクセス管理について | 利用者ごとにIDを割り当てているか | |
         | | 退職者のIDを削除しているか | |
         | | 特権IDを管理しているか | |
         2 | ログについて | ログを一年以上保存しているか | |
         @list D2:D5 ○,×",
        "シート1 [1] no A cat B q C st D co E ref - (○/×)
         2 #1 アクセス管理について 利用者ごとにIDを割り当てているか > D2 E2
         3 #1 アクセス管理について 退職者のIDを削除しているか > D3 E3
         4 #1 アクセス管理について 特権IDを管理しているか > D4 E4
         5 #2 ログについて ログを一年以上保存しているか > D5 E5",
    );
}

#[test]
fn subtotals_inside_the_table() {
    check(
        "分類 | 質問 | 点数 | 備考
         組織 | 方針を定めていますか | |
         組織 | 責任者を決めていますか | |
         組織 小計 | | 0 |
         人 | 研修を行っていますか | |
         人 小計 | | 0 |
         合計 | | 0 |
         @formula C4
         @formula C6
         @formula C7
         @list C2:C3 0,1,2
         @list C5 0,1,2",
        "シート1 [1] no - cat A q B st C co D ref - (0/1/2)
         2 #- 組織 方針を定めていますか > C2 D2
         3 #- 組織 責任者を決めていますか > C3 D3
         5 #- 人 研修を行っていますか > C5 D5",
    );
}

#[test]
fn headings_in_tables_side_by_side() {
    check(
        "@merge A2:D2
         @merge F2:I2
         No | 質問 | 回答 | 備考 | | No | 質問 | 回答 | 備考
         ■ 組織 | | | | | ■ 技術
         1 | 方針を定めていますか | | | | 4 | 暗号化していますか | |
         2 | 責任者を決めていますか | | | | 5 | ログを取っていますか | |
         3 | 監査をしていますか | | |
         @list C3:C5 ○,×
         @list H3:H4 ○,×",
        "シート1 [1] no A cat - q B st C co D ref - (○/×)
         3 #1 組織 方針を定めていますか > C3 D3
         4 #2 組織 責任者を決めていますか > C4 D4
         5 #3 組織 監査をしていますか > C5 D5
         シート1 [1] no F cat - q G st H co I ref - (○/×)
         3 #4 技術 暗号化していますか > H3 I3
         4 #5 技術 ログを取っていますか > H4 I4",
    );
}

#[test]
fn a_note_between_questions() {
    check(
        "No | 質問 | 回答(○/×) | 備考
         1 | 方針を定めていますか | |
         ※以下はクラウドサービスを利用する場合のみご回答ください。
         2 | データの保管場所を限定していますか | |
         3 | 契約終了時にデータを消去していますか | |",
        "シート1 [1] no A cat - q B st C co D ref - (○/×)
         2 #1 - 方針を定めていますか > C2 D2
         4 #2 - データの保管場所を限定していますか > C4 D4
         5 #3 - 契約終了時にデータを消去していますか > C5 D5",
    );
}

#[test]
fn levels_named_in_brackets_the_last_is_the_question() {
    check(
        "項目（大） | 項目（中） | 項目（小） | 回答 | 説明
         組織 | 方針 | 方針を定めている | |
          | | 方針を見直している | |
          | 体制 | 責任者を決めている | |
         @list D2:D4 ○,×",
        "シート1 [1] no - cat A+B q C st D co E ref - (○/×)
         2 #- 組織/方針 方針を定めている > D2 E2
         3 #- 組織/方針 方針を見直している > D3 E3
         4 #- 組織/体制 責任者を決めている > D4 E4",
    );
}

#[test]
fn plain_headings_in_the_number_column() {
    check(
        "項番 | 確認事項 | 回答 | 備考
         1.組織 | | |
         1-1 | 方針を定めていますか | |
         1-2 | 責任者を決めていますか | |
         2.人 | | |
         2-1 | 研修を行っていますか | |
         @list C2:C6 ○,×",
        "シート1 [1] no A cat - q B st C co D ref - (○/×)
         3 #1-1 1.組織 方針を定めていますか > C3 D3
         4 #1-2 1.組織 責任者を決めていますか > C4 D4
         6 #2-1 2.人 研修を行っていますか > C6 D6",
    );
}

#[test]
fn footnotes_merged_across() {
    check(
        "@merge A4:D4
         @merge A5:D5
         No | 質問 | 回答(○/×) | 備考
         1 | 方針を定めていますか | |
         2 | 責任者を決めていますか | |
         （注1）方針とは、経営者が承認した文書をいいます。
         （注2）責任者とは、役員以上の者をいいます。",
        "シート1 [1] no A cat - q B st C co D ref - (○/×)
         2 #1 - 方針を定めていますか > C2 D2
         3 #2 - 責任者を決めていますか > C3 D3",
    );
}

#[test]
fn headings_of_three_levels() {
    check(
        "@merge A2:D2
         @merge A3:D3
         @merge A4:D4
         @merge A6:D6
         @merge A8:D8
         @merge A9:D9
         No | 質問 | 回答(○/×) | 備考
         Ⅰ 組織
         １ 方針
         (1) 策定
         1 | 方針を定めていますか | |
         (2) 見直し
         2 | 方針を見直していますか | |
         ２ 体制
         (1) 責任者
         3 | 責任者を決めていますか | |",
        "シート1 [1] no A cat - q B st C co D ref - (○/×)
         5 #1 Ⅰ 組織/１ 方針/(1) 策定 方針を定めていますか > C5 D5
         7 #2 Ⅰ 組織/１ 方針/(2) 見直し 方針を見直していますか > C7 D7
         10 #3 Ⅰ 組織/２ 体制/(1) 責任者 責任者を決めていますか > C10 D10",
    );
}
