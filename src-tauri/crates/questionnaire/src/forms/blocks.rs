//! Forms with one block a question.

use crate::testing::check;

#[test]
fn labels_with_values_beside_them() {
    check(
        "個別照会
         設問番号 | Q01
         分類 | 体制
         設問 | 運用を担当する部門の人員体制をご説明ください。
         回答 |
         補足 |
         @row 8
         設問番号 | Q02
         分類 | 体制
         設問 | 作業の誤りを見つける仕組みはありますか。
         回答 |
         補足 |
         @list B5 はい,いいえ
         @list B11 はい,いいえ",
        "シート1 [] no B cat B q B st B co B ref - (はい/いいえ)
         4 #Q01 体制 運用を担当する部門の人員体制をご説明ください。 > B5 B6
         10 #Q02 体制 作業の誤りを見つける仕組みはありますか。 > B11 B12",
    );
}

#[test]
fn a_question_over_its_answer_fields() {
    check(
        "会社名 | | 記入者 |
         @row 3
         1 | 機器の一覧を作り、年に一度は現物と照合していますか。
         | 対応区分 | | 対応内容 |
         @row 6
         2 | 共用の利用者IDを使わず、担当者ごとに割り当てていますか。
         | 対応区分 | | 対応内容 |
         @list C4 済,未
         @list C7 済,未",
        "シート1 [] no A cat - q B st C co E ref - (済/未)
         3 #1 - 機器の一覧を作り、年に一度は現物と照合していますか。 > C4 E4
         6 #2 - 共用の利用者IDを使わず、担当者ごとに割り当てていますか。 > C7 E7",
    );
}

#[test]
fn free_text_in_blocks() {
    check(
        "■ 認証
         Q1 | パスワードの長さの決まりを教えてください
         回答： |
         Q2 | 共用のIDはありますか
         回答： |
         ■ 監視
         Q3 | ログをどれだけ残していますか
         回答： |",
        "シート1 [] no A cat - q B st - co B ref - ()
         2 #Q1 認証 パスワードの長さの決まりを教えてください > - B3
         4 #Q2 認証 共用のIDはありますか > - B5
         7 #Q3 監視 ログをどれだけ残していますか > - B8",
    );
}

#[test]
fn values_below_their_labels() {
    check(
        "No. | 分類 | 質問
         1 | 認証 | パスワードの長さの決まりはありますか
         回答 | コメント |
         @row 5
         No. | 分類 | 質問
         2 | 監視 | ログを一年以上残していますか
         回答 | コメント |
         @list A4 ○,×
         @list A8 ○,×",
        "シート1 [] no A cat B q C st A co B ref - (○/×)
         2 #1 認証 パスワードの長さの決まりはありますか > A4 B4
         6 #2 監視 ログを一年以上残していますか > A8 B8",
    );
}

#[test]
fn one_question_on_a_sheet() {
    check(
        "@sheet Q1
         No. | 1
         質問 | ログを一年以上残していますか
         回答 | 
         @sheet Q2
         No. | 2
         質問 | 監査を毎年行っていますか
         回答 | ",
        "Q1 [] no B cat - q B st - co B ref - ()
         2 #1 - ログを一年以上残していますか > - B3
         Q2 [] no B cat - q B st - co B ref - ()
         2 #2 - 監査を毎年行っていますか > - B3",
    );
}
