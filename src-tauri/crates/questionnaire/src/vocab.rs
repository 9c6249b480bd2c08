//! The words of column headers and labels, Japanese and English, and what each says of its column.
//!
//! One table; a header is cut into the longest words of the table, and a word counts fully where
//! Japanese and English put the head of a compound: at the end (質問番号 is a number, 回答例 an example).

use kotae_text::fold_str;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a column, or a labelled field, is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Role {
    /// Number or id of the question.
    Number,
    /// A level of the category.
    Category,
    /// The question.
    Question,
    /// One of the choices is written here.
    Status,
    /// Free text is written here.
    Comment,
    /// Numbers of a guideline.
    Reference,
    /// Names of documents that prove the answer.
    Evidence,
    /// Filled in by the customer, never by the one who answers.
    Reviewer,
    /// An earlier answer.
    Previous,
    /// How an answer might look.
    Example,
    /// How the question is meant.
    Guidance,
    /// Weight, importance, level.
    Level,
    /// People, dates, deadlines.
    Admin,
}

/// How many roles there are.
pub(crate) const ROLES: usize = 13;

impl Role {
    /// All roles, in the order of score arrays.
    pub(crate) const ALL: [Self; ROLES] = [
        Self::Number,
        Self::Category,
        Self::Question,
        Self::Status,
        Self::Comment,
        Self::Reference,
        Self::Evidence,
        Self::Reviewer,
        Self::Previous,
        Self::Example,
        Self::Guidance,
        Self::Level,
        Self::Admin,
    ];

    /// The position in score arrays.
    pub(crate) fn index(self) -> usize {
        self as usize
    }

    /// A word for explanations.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Category => "category",
            Self::Question => "question",
            Self::Status => "status",
            Self::Comment => "comment",
            Self::Reference => "reference",
            Self::Evidence => "evidence",
            Self::Reviewer => "reviewer",
            Self::Previous => "previous answer",
            Self::Example => "example",
            Self::Guidance => "guidance",
            Self::Level => "level",
            Self::Admin => "person or date",
        }
    }
}

/// One score a role.
pub(crate) type Scores = [f32; ROLES];

/// Where in a header a word counts fully.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// At the end of the header or of one of its lines.
    End,
    /// Anywhere, also in a header over several columns: says whose or which year's columns these are.
    Any,
}

use Place::{Any, End};
use Role::{
    Admin, Category, Comment, Evidence, Example, Guidance, Level, Number, Previous, Question, Reference,
    Reviewer, Status,
};

/// A word of the table: the word (folded), where it counts, what it says.
type Entry = (&'static str, Place, &'static [(Role, f32)]);

/// The table. 3 and more: says it outright; around 2: usual; around 1: possible.
const WORDS: &[Entry] = &[
    // numbers
    ("no", End, &[(Number, 3.0)]),
    ("no.", End, &[(Number, 3.0)]),
    ("#", End, &[(Number, 3.0)]),
    ("id", End, &[(Number, 3.0)]),
    ("番号", End, &[(Number, 3.0)]),
    ("項番", End, &[(Number, 3.2)]),
    ("項", End, &[(Number, 2.0)]),
    ("項目番号", End, &[(Number, 3.2)]),
    ("通番", End, &[(Number, 3.2)]),
    ("連番", End, &[(Number, 3.2)]),
    ("整理番号", End, &[(Number, 3.2)]),
    ("質問番号", End, &[(Number, 3.4)]),
    ("設問番号", End, &[(Number, 3.4)]),
    ("管理番号", End, &[(Number, 3.0)]),
    ("項目no", End, &[(Number, 3.2)]),
    ("質問no", End, &[(Number, 3.4)]),
    ("設問no", End, &[(Number, 3.4)]),
    ("質問id", End, &[(Number, 3.4)]),
    ("要件id", End, &[(Number, 3.4)]),
    ("要件番号", End, &[(Number, 3.4)]),
    ("qid", End, &[(Number, 3.2)]),
    ("q#", End, &[(Number, 3.2)]),
    ("number", End, &[(Number, 2.6)]),
    ("item no", End, &[(Number, 3.2)]),
    ("ref id", End, &[(Number, 3.0)]),
    ("question id", End, &[(Number, 3.4)]),
    ("control id", End, &[(Number, 2.6), (Reference, 1.4)]),
    ("s/n", End, &[(Number, 3.0)]),
    ("sl", End, &[(Number, 2.0)]),
    ("item #", End, &[(Number, 3.2)]),
    ("問", End, &[(Number, 2.2), (Question, 1.0)]),
    ("q", End, &[(Number, 1.6), (Question, 1.2)]),
    ("番", End, &[(Number, 2.0)]),
    ("コード", End, &[(Number, 1.6)]),
    ("枝番", End, &[(Number, 2.4)]),
    ("code", End, &[(Number, 1.6)]),
    // categories
    ("大項目", End, &[(Category, 3.2)]),
    ("中項目", End, &[(Category, 3.2)]),
    ("小項目", End, &[(Category, 2.2), (Question, 1.6)]),
    ("大分類", End, &[(Category, 3.4)]),
    ("中分類", End, &[(Category, 3.4)]),
    ("小分類", End, &[(Category, 3.2)]),
    ("分類", End, &[(Category, 3.0)]),
    ("細目", End, &[(Category, 1.4), (Question, 1.6)]),
    ("細分類", End, &[(Category, 2.6)]),
    ("詳細項目", End, &[(Question, 2.0), (Category, 0.8)]),
    ("区分", End, &[(Category, 2.8)]),
    ("カテゴリ", End, &[(Category, 3.2)]),
    ("カテゴリー", End, &[(Category, 3.2)]),
    ("領域", End, &[(Category, 3.0)]),
    ("分野", End, &[(Category, 3.0)]),
    ("観点", End, &[(Category, 2.2), (Guidance, 0.8)]),
    ("ドメイン", End, &[(Category, 2.6)]),
    ("章", End, &[(Category, 2.6)]),
    ("節", End, &[(Category, 2.6)]),
    ("テーマ", End, &[(Category, 2.6)]),
    ("種別", End, &[(Category, 2.4)]),
    ("対象", End, &[(Category, 1.6)]),
    ("対象領域", End, &[(Category, 2.8)]),
    ("グループ", End, &[(Category, 2.0)]),
    ("項目区分", End, &[(Category, 3.0)]),
    ("要件分類", End, &[(Category, 3.2)]),
    ("機能", End, &[(Category, 1.4)]),
    ("フェーズ", End, &[(Category, 1.6)]),
    ("大区分", End, &[(Category, 3.2)]),
    ("中区分", End, &[(Category, 3.2)]),
    ("小区分", End, &[(Category, 3.0)]),
    ("項目名", End, &[(Category, 2.0), (Question, 1.0)]),
    ("項目", End, &[(Category, 1.7), (Question, 1.6)]),
    ("件名", End, &[(Category, 1.4)]),
    ("category", End, &[(Category, 3.2)]),
    ("area", End, &[(Category, 3.0)]),
    ("domain", End, &[(Category, 3.0)]),
    ("section", End, &[(Category, 2.8)]),
    ("topic", End, &[(Category, 2.6)]),
    ("subcategory", End, &[(Category, 3.2)]),
    ("sub-category", End, &[(Category, 3.2)]),
    ("group", End, &[(Category, 2.0)]),
    ("family", End, &[(Category, 2.6)]),
    ("theme", End, &[(Category, 2.6)]),
    ("title", End, &[(Category, 1.8)]),
    ("subject", End, &[(Category, 2.0)]),
    ("type", End, &[(Category, 1.2)]),
    ("sub-area", End, &[(Category, 3.0)]),
    ("subsection", End, &[(Category, 3.0)]),
    ("sub-section", End, &[(Category, 3.0)]),
    ("control domain", End, &[(Category, 3.2)]),
    ("control family", End, &[(Category, 3.2)]),
    // questions
    ("質問", End, &[(Question, 3.2)]),
    ("設問", End, &[(Question, 3.2)]),
    ("質問内容", End, &[(Question, 3.6)]),
    ("設問内容", End, &[(Question, 3.6)]),
    ("質問事項", End, &[(Question, 3.6)]),
    ("質問項目", End, &[(Question, 3.4)]),
    ("質問文", End, &[(Question, 3.6)]),
    ("設問文", End, &[(Question, 3.6)]),
    ("確認事項", End, &[(Question, 3.2)]),
    ("確認内容", End, &[(Question, 3.0)]),
    ("確認項目", End, &[(Question, 3.0)]),
    ("点検項目", End, &[(Question, 3.0)]),
    ("点検内容", End, &[(Question, 3.2)]),
    ("調査項目", End, &[(Question, 3.0)]),
    ("調査内容", End, &[(Question, 3.2)]),
    ("評価項目", End, &[(Question, 3.0)]),
    ("評価内容", End, &[(Question, 2.4), (Comment, 0.8)]),
    ("チェック項目", End, &[(Question, 3.0)]),
    ("チェック内容", End, &[(Question, 3.0)]),
    ("チェックポイント", End, &[(Question, 3.0)]),
    ("チェック事項", End, &[(Question, 3.0)]),
    ("要件", End, &[(Question, 2.8)]),
    ("要求事項", End, &[(Question, 3.2)]),
    ("要求内容", End, &[(Question, 3.2)]),
    ("要求項目", End, &[(Question, 3.0)]),
    ("要件内容", End, &[(Question, 3.4)]),
    ("要件概要", End, &[(Question, 3.0)]),
    ("要求仕様", End, &[(Question, 3.0)]),
    ("要求水準", End, &[(Question, 2.6)]),
    ("管理策", End, &[(Question, 2.6)]),
    ("対策項目", End, &[(Question, 2.6)]),
    ("対策内容", End, &[(Question, 1.8), (Comment, 1.6)]),
    ("対策基準", End, &[(Question, 2.2)]),
    ("実施項目", End, &[(Question, 2.6)]),
    ("審査項目", End, &[(Question, 3.0)]),
    ("監査項目", End, &[(Question, 3.0)]),
    ("ヒアリング項目", End, &[(Question, 3.2)]),
    ("ヒアリング内容", End, &[(Question, 3.2)]),
    ("照会事項", End, &[(Question, 3.4)]),
    ("照会内容", End, &[(Question, 3.4)]),
    ("お伺い事項", End, &[(Question, 3.4)]),
    ("お尋ね", End, &[(Question, 3.2)]),
    ("確認ポイント", End, &[(Question, 2.8)]),
    ("確認観点", End, &[(Question, 1.6), (Guidance, 1.6)]),
    ("遵守事項", End, &[(Question, 3.0)]),
    ("基準", End, &[(Question, 1.2), (Reference, 1.0)]),
    ("内容", End, &[(Question, 1.2), (Comment, 1.4)]),
    ("質問(日本語)", End, &[(Question, 3.6)]),
    ("統制", End, &[(Question, 1.6)]),
    ("統制内容", End, &[(Question, 2.6)]),
    ("具体的項目", End, &[(Question, 2.4)]),
    ("セキュリティ要件", End, &[(Question, 3.2)]),
    ("セキュリティ対策", End, &[(Question, 2.4)]),
    ("チェックリスト", End, &[(Question, 1.6)]),
    ("アンケート項目", End, &[(Question, 3.0)]),
    ("依頼事項", End, &[(Question, 2.4)]),
    ("回答項目", End, &[(Question, 2.6)]),
    ("規定内容", End, &[(Question, 2.0)]),
    ("対応事項", End, &[(Question, 2.2)]),
    ("question", End, &[(Question, 3.4)]),
    ("questions", End, &[(Question, 3.4)]),
    ("control question", End, &[(Question, 3.6)]),
    ("requirement", End, &[(Question, 3.0)]),
    ("requirements", End, &[(Question, 3.0)]),
    ("control", End, &[(Question, 2.2)]),
    ("control description", End, &[(Question, 3.0)]),
    ("query", End, &[(Question, 2.6)]),
    ("item", End, &[(Question, 1.2), (Category, 1.4), (Number, 0.6)]),
    ("description", End, &[(Question, 1.2), (Comment, 1.4)]),
    ("control specification", End, &[(Question, 2.0)]),
    ("statement", End, &[(Question, 2.0)]),
    ("inquiry", End, &[(Question, 3.0)]),
    ("security control", End, &[(Question, 2.8)]),
    ("assessment question", End, &[(Question, 3.6)]),
    // answers out of choices
    ("回答", End, &[(Status, 2.6), (Comment, 2.4)]),
    ("回答欄", End, &[(Status, 2.6), (Comment, 2.4)]),
    ("ご回答", End, &[(Status, 2.6), (Comment, 2.4)]),
    ("回答区分", End, &[(Status, 3.6)]),
    ("回答選択", End, &[(Status, 3.6)]),
    ("選択", End, &[(Status, 2.6)]),
    ("選択肢", End, &[(Status, 1.6)]),
    ("回答(選択)", End, &[(Status, 3.6)]),
    ("選択式", End, &[(Status, 3.2)]),
    ("プルダウン", End, &[(Status, 2.6)]),
    ("対応状況", End, &[(Status, 3.2), (Comment, 0.6)]),
    ("実施状況", End, &[(Status, 3.2), (Comment, 0.6)]),
    ("実施有無", End, &[(Status, 3.4)]),
    ("対応有無", End, &[(Status, 3.4)]),
    ("有無", End, &[(Status, 3.0)]),
    ("対応可否", End, &[(Status, 3.4)]),
    ("可否", End, &[(Status, 3.0)]),
    ("適否", End, &[(Status, 3.2)]),
    ("要否", End, &[(Status, 2.6)]),
    ("充足状況", End, &[(Status, 3.2)]),
    ("充足", End, &[(Status, 2.4)]),
    ("遵守状況", End, &[(Status, 3.2)]),
    ("準拠状況", End, &[(Status, 3.2)]),
    ("達成状況", End, &[(Status, 3.0)]),
    ("整備状況", End, &[(Status, 3.0)]),
    ("導入状況", End, &[(Status, 3.0)]),
    ("適合状況", End, &[(Status, 3.2)]),
    ("適合性", End, &[(Status, 3.0)]),
    ("準拠性", End, &[(Status, 3.0)]),
    ("状況", End, &[(Status, 2.4)]),
    ("ステータス", End, &[(Status, 3.0)]),
    ("評価", End, &[(Status, 2.0), (Reviewer, 0.8)]),
    ("自己評価", End, &[(Status, 3.2)]),
    ("評価結果", End, &[(Status, 2.4), (Reviewer, 1.0)]),
    ("判定", End, &[(Status, 2.2), (Reviewer, 1.0)]),
    ("自己判定", End, &[(Status, 3.2)]),
    ("判定結果", End, &[(Status, 2.2), (Reviewer, 1.4)]),
    ("結果", End, &[(Status, 2.4)]),
    ("点検結果", End, &[(Status, 2.8)]),
    ("確認結果", End, &[(Status, 2.2), (Reviewer, 1.2)]),
    ("チェック結果", End, &[(Status, 2.8)]),
    ("自己点検", End, &[(Status, 2.8)]),
    ("自己点検結果", End, &[(Status, 3.2)]),
    ("チェック", End, &[(Status, 2.2)]),
    ("チェック欄", End, &[(Status, 2.6)]),
    ("回答結果", End, &[(Status, 2.8)]),
    ("対応", End, &[(Status, 2.2), (Comment, 0.8)]),
    ("実施", End, &[(Status, 2.0)]),
    ("対応レベル", End, &[(Status, 2.6)]),
    ("該当", End, &[(Status, 1.8)]),
    ("該当有無", End, &[(Status, 3.0)]),
    ("対応区分", End, &[(Status, 3.0)]),
    ("回答記号", End, &[(Status, 3.6)]),
    ("記号", End, &[(Status, 1.6)]),
    ("自社評価", End, &[(Status, 3.0)]),
    ("はい/いいえ", End, &[(Status, 3.6)]),
    ("○×", End, &[(Status, 3.6)]),
    ("○△×", End, &[(Status, 3.6)]),
    ("○/×", End, &[(Status, 3.6)]),
    ("y/n", End, &[(Status, 3.6)]),
    ("yes/no", End, &[(Status, 3.6)]),
    ("yes/no/na", End, &[(Status, 3.6)]),
    ("○/△/×", End, &[(Status, 3.6)]),
    ("はい・いいえ", End, &[(Status, 3.6)]),
    ("response", End, &[(Status, 2.4), (Comment, 2.4)]),
    ("responses", End, &[(Status, 2.4), (Comment, 2.4)]),
    ("answer", End, &[(Status, 2.6), (Comment, 2.4)]),
    ("answers", End, &[(Status, 2.6), (Comment, 2.4)]),
    ("status", End, &[(Status, 3.0)]),
    ("compliance", End, &[(Status, 2.8)]),
    ("compliant", End, &[(Status, 3.0)]),
    ("compliance status", End, &[(Status, 3.4)]),
    ("compliant?", End, &[(Status, 3.2)]),
    ("in place", End, &[(Status, 2.6)]),
    ("selection", End, &[(Status, 2.6)]),
    ("conformance", End, &[(Status, 2.8)]),
    ("maturity", End, &[(Status, 1.6), (Level, 1.2)]),
    ("rating", End, &[(Status, 1.6), (Reviewer, 0.8)]),
    ("self-assessment", End, &[(Status, 2.8)]),
    ("self assessment", End, &[(Status, 2.8)]),
    ("implementation status", End, &[(Status, 3.4)]),
    ("implemented", End, &[(Status, 2.4)]),
    ("implemented?", End, &[(Status, 2.8)]),
    ("result", End, &[(Status, 2.2)]),
    ("applicability", End, &[(Status, 1.8)]),
    // free text
    ("備考", End, &[(Comment, 2.4)]),
    ("備考欄", End, &[(Comment, 2.4)]),
    ("コメント", End, &[(Comment, 3.0)]),
    ("コメント欄", End, &[(Comment, 3.0)]),
    ("補足", End, &[(Comment, 2.6)]),
    ("補足事項", End, &[(Comment, 2.8)]),
    ("補足説明", End, &[(Comment, 2.6), (Guidance, 1.0)]),
    ("特記", End, &[(Comment, 2.6)]),
    ("特記事項", End, &[(Comment, 2.6)]),
    ("所見", End, &[(Comment, 2.6)]),
    ("説明", End, &[(Comment, 2.0), (Guidance, 1.2)]),
    ("詳細", End, &[(Comment, 2.2), (Question, 0.6)]),
    ("回答内容", End, &[(Comment, 3.6)]),
    ("回答詳細", End, &[(Comment, 3.6)]),
    ("回答理由", End, &[(Comment, 3.2)]),
    ("回答の詳細", End, &[(Comment, 3.6)]),
    ("回答(詳細)", End, &[(Comment, 3.6)]),
    ("対応内容", End, &[(Comment, 3.4)]),
    ("対応詳細", End, &[(Comment, 3.4)]),
    ("対応状況詳細", End, &[(Comment, 3.6)]),
    ("対応方法", End, &[(Comment, 3.2)]),
    ("対応策", End, &[(Comment, 2.8)]),
    ("対応方針", End, &[(Comment, 2.8)]),
    ("実施内容", End, &[(Comment, 3.2)]),
    ("実施状況詳細", End, &[(Comment, 3.6)]),
    ("実施方法", End, &[(Comment, 3.0)]),
    ("具体的内容", End, &[(Comment, 3.0)]),
    ("具体的な内容", End, &[(Comment, 3.2)]),
    ("具体的な対応内容", End, &[(Comment, 3.6)]),
    ("具体的な対応", End, &[(Comment, 3.2)]),
    ("具体的な実施内容", End, &[(Comment, 3.6)]),
    ("具体的な対策", End, &[(Comment, 3.2)]),
    ("具体的対応", End, &[(Comment, 3.2)]),
    ("具体的な取組", End, &[(Comment, 3.2)]),
    ("取組内容", End, &[(Comment, 3.2)]),
    ("取組状況", End, &[(Status, 2.4), (Comment, 2.0)]),
    ("現状", End, &[(Comment, 2.4)]),
    ("現状の対応", End, &[(Comment, 3.0)]),
    ("実現方法", End, &[(Comment, 3.2)]),
    ("実現方式", End, &[(Comment, 3.0)]),
    ("具体例", End, &[(Example, 2.0), (Comment, 1.0)]),
    ("理由", End, &[(Comment, 2.4)]),
    ("理由等", End, &[(Comment, 2.4)]),
    ("記述", End, &[(Comment, 2.4)]),
    ("自由記述", End, &[(Comment, 3.4)]),
    ("自由記入", End, &[(Comment, 3.4)]),
    ("記述欄", End, &[(Comment, 3.2)]),
    ("記入欄", End, &[(Comment, 1.8), (Status, 1.4)]),
    ("記載欄", End, &[(Comment, 2.2), (Status, 1.2)]),
    ("記入", End, &[(Comment, 1.2)]),
    ("入力欄", End, &[(Comment, 1.8), (Status, 1.4)]),
    ("摘要", End, &[(Comment, 2.2)]),
    ("メモ", End, &[(Comment, 1.8)]),
    ("概要", End, &[(Comment, 1.0), (Question, 0.8)]),
    ("その他", End, &[(Comment, 1.0)]),
    ("ご意見", End, &[(Comment, 2.2)]),
    ("回答文", End, &[(Comment, 3.2)]),
    ("補足・備考", End, &[(Comment, 2.8)]),
    ("改善計画", End, &[(Comment, 1.2), (Admin, 1.4)]),
    ("改善予定", End, &[(Comment, 1.0), (Admin, 1.6)]),
    ("対応計画", End, &[(Comment, 1.2), (Admin, 1.2)]),
    ("comment", End, &[(Comment, 3.0)]),
    ("comments", End, &[(Comment, 3.0)]),
    ("remarks", End, &[(Comment, 2.6)]),
    ("remark", End, &[(Comment, 2.6)]),
    ("notes", End, &[(Comment, 2.4)]),
    ("note", End, &[(Comment, 2.2)]),
    ("explanation", End, &[(Comment, 3.0)]),
    ("details", End, &[(Comment, 2.6)]),
    ("detail", End, &[(Comment, 2.4)]),
    ("additional information", End, &[(Comment, 3.0)]),
    ("additional info", End, &[(Comment, 3.0)]),
    ("supporting information", End, &[(Comment, 2.6)]),
    ("justification", End, &[(Comment, 2.8)]),
    ("narrative", End, &[(Comment, 2.8)]),
    ("implementation description", End, &[(Comment, 3.2)]),
    ("implementation details", End, &[(Comment, 3.2)]),
    ("response details", End, &[(Comment, 3.4)]),
    ("rationale", End, &[(Comment, 2.4)]),
    ("clarification", End, &[(Comment, 2.4)]),
    ("elaboration", End, &[(Comment, 2.6)]),
    ("free text", End, &[(Comment, 3.0)]),
    // whose columns
    ("貴社", Any, &[(Status, 1.2), (Comment, 1.2)]),
    ("御社", Any, &[(Status, 1.2), (Comment, 1.2)]),
    ("委託先", Any, &[(Status, 0.9), (Comment, 0.9)]),
    ("ベンダー", Any, &[(Status, 1.0), (Comment, 1.0)]),
    ("ベンダ", Any, &[(Status, 1.0), (Comment, 1.0)]),
    ("事業者", Any, &[(Status, 0.9), (Comment, 0.9)]),
    ("応札者", Any, &[(Status, 1.0), (Comment, 1.0)]),
    ("提案者", Any, &[(Status, 1.0), (Comment, 1.0)]),
    ("受託者", Any, &[(Status, 1.0), (Comment, 1.0)]),
    ("各社", Any, &[(Status, 0.9), (Comment, 0.9)]),
    ("回答者記入欄", Any, &[(Status, 1.4), (Comment, 1.4)]),
    ("株式会社", Any, &[(Status, 0.8), (Comment, 0.8)]),
    ("(株)", Any, &[(Status, 0.8), (Comment, 0.8)]),
    ("お取引先", Any, &[(Status, 0.9), (Comment, 0.9)]),
    ("取引先", Any, &[(Status, 0.8), (Comment, 0.8)]),
    ("vendor", Any, &[(Status, 1.0), (Comment, 1.0)]),
    ("supplier", Any, &[(Status, 1.0), (Comment, 1.0)]),
    ("provider", Any, &[(Status, 1.0), (Comment, 1.0)]),
    ("respondent", Any, &[(Status, 1.0), (Comment, 1.0)]),
    ("your", Any, &[(Status, 0.8), (Comment, 0.8)]),
    ("当行", Any, &[(Reviewer, 5.0)]),
    ("弊行", Any, &[(Reviewer, 5.0)]),
    ("当社", Any, &[(Reviewer, 4.4)]),
    ("弊社", Any, &[(Reviewer, 4.4)]),
    ("当庫", Any, &[(Reviewer, 5.0)]),
    ("当金庫", Any, &[(Reviewer, 5.0)]),
    ("弊庫", Any, &[(Reviewer, 5.0)]),
    ("当組合", Any, &[(Reviewer, 5.0)]),
    ("銀行使用欄", Any, &[(Reviewer, 6.0)]),
    ("銀行記入欄", Any, &[(Reviewer, 6.0)]),
    ("行内", Any, &[(Reviewer, 5.0)]),
    ("銀行側", Any, &[(Reviewer, 5.0)]),
    ("銀行", Any, &[(Reviewer, 3.0)]),
    ("社内使用", Any, &[(Reviewer, 5.0)]),
    ("委託元", Any, &[(Reviewer, 4.6)]),
    ("発注者", Any, &[(Reviewer, 4.6)]),
    ("審査", Any, &[(Reviewer, 4.4)]),
    ("審査者", Any, &[(Reviewer, 5.0)]),
    ("査閲", Any, &[(Reviewer, 5.0)]),
    ("レビュー", Any, &[(Reviewer, 4.6)]),
    ("レビュー結果", Any, &[(Reviewer, 5.0)]),
    ("レビュアー", Any, &[(Reviewer, 5.0)]),
    ("レビューア", Any, &[(Reviewer, 5.0)]),
    ("確認者", Any, &[(Reviewer, 5.0)]),
    ("確認者記入", Any, &[(Reviewer, 5.4)]),
    ("評価者", Any, &[(Reviewer, 5.0)]),
    ("検証者", Any, &[(Reviewer, 5.0)]),
    ("検証", Any, &[(Reviewer, 3.2)]),
    ("検証結果", Any, &[(Reviewer, 4.6)]),
    ("監査人", Any, &[(Reviewer, 5.0)]),
    ("監査結果", Any, &[(Reviewer, 4.0)]),
    ("事務局", Any, &[(Reviewer, 5.0)]),
    ("使用欄", Any, &[(Reviewer, 4.0)]),
    ("所管部", Any, &[(Reviewer, 4.0)]),
    ("二次評価", Any, &[(Reviewer, 5.0)]),
    ("一次評価", Any, &[(Status, 1.0)]),
    ("リスク評価", Any, &[(Reviewer, 3.6)]),
    ("最終判定", Any, &[(Reviewer, 4.4)]),
    ("総合判定", Any, &[(Reviewer, 4.0)]),
    ("確認日", Any, &[(Reviewer, 3.0), (Admin, 2.4)]),
    ("確認印", Any, &[(Reviewer, 4.4)]),
    ("承認", Any, &[(Reviewer, 4.0)]),
    ("記入不要", Any, &[(Reviewer, 6.0)]),
    ("記入しないで", Any, &[(Reviewer, 6.0)]),
    ("reviewer", Any, &[(Reviewer, 5.0)]),
    ("bank", Any, &[(Reviewer, 4.4)]),
    ("bank use", Any, &[(Reviewer, 6.0)]),
    ("internal use", Any, &[(Reviewer, 6.0)]),
    ("assessor", Any, &[(Reviewer, 5.0)]),
    ("auditor", Any, &[(Reviewer, 5.0)]),
    ("analyst", Any, &[(Reviewer, 5.0)]),
    ("reviewed", Any, &[(Reviewer, 4.4)]),
    ("review", Any, &[(Reviewer, 3.6)]),
    ("approval", Any, &[(Reviewer, 4.0)]),
    ("evaluation", Any, &[(Reviewer, 2.0), (Status, 1.0)]),
    ("office use", Any, &[(Reviewer, 6.0)]),
    ("customer use", Any, &[(Reviewer, 6.0)]),
    ("risk rating", Any, &[(Reviewer, 3.6)]),
    ("findings", Any, &[(Reviewer, 3.0)]),
    ("do not fill", Any, &[(Reviewer, 6.0)]),
    // which year's
    ("前回", Any, &[(Previous, 6.0)]),
    ("昨年", Any, &[(Previous, 6.0)]),
    ("昨年度", Any, &[(Previous, 6.0)]),
    ("前年", Any, &[(Previous, 6.0)]),
    ("前年度", Any, &[(Previous, 6.0)]),
    ("過去", Any, &[(Previous, 5.0)]),
    ("旧", Any, &[(Previous, 3.0)]),
    ("前期", Any, &[(Previous, 5.0)]),
    ("既回答", Any, &[(Previous, 5.0)]),
    ("参考回答", Any, &[(Previous, 4.0)]),
    ("previous", Any, &[(Previous, 6.0)]),
    ("prior", Any, &[(Previous, 5.0)]),
    ("last year", Any, &[(Previous, 6.0)]),
    ("last year's", Any, &[(Previous, 6.0)]),
    ("former", Any, &[(Previous, 4.0)]),
    ("historical", Any, &[(Previous, 4.0)]),
    ("last response", Any, &[(Previous, 6.0)]),
    ("変更有無", Any, &[(Admin, 3.0), (Previous, 1.0)]),
    ("変更点", Any, &[(Comment, 1.6), (Admin, 1.0)]),
    ("前回からの変更", Any, &[(Admin, 4.0), (Comment, 1.0)]),
    ("前回との差異", Any, &[(Admin, 4.0)]),
    ("今回", Any, &[(Status, 1.0), (Comment, 1.0)]),
    ("今年度", Any, &[(Status, 1.0), (Comment, 1.0)]),
    ("本年度", Any, &[(Status, 1.0), (Comment, 1.0)]),
    ("最新", Any, &[(Status, 0.6), (Comment, 0.6)]),
    ("current", Any, &[(Status, 0.8), (Comment, 0.8)]),
    ("this year", Any, &[(Status, 1.0), (Comment, 1.0)]),
    // examples and guidance
    ("回答例", End, &[(Example, 6.0)]),
    ("記入例", End, &[(Example, 6.0)]),
    ("記載例", End, &[(Example, 6.0)]),
    ("入力例", End, &[(Example, 6.0)]),
    ("設定例", End, &[(Example, 6.0)]),
    ("対応例", End, &[(Example, 6.0)]),
    ("実施例", End, &[(Example, 6.0)]),
    ("対策例", End, &[(Example, 5.6)]),
    ("例", End, &[(Example, 5.0)]),
    ("例示", End, &[(Example, 5.0)]),
    ("サンプル", End, &[(Example, 5.6)]),
    ("見本", End, &[(Example, 5.6)]),
    ("模範回答", End, &[(Example, 6.0)]),
    ("回答サンプル", End, &[(Example, 6.0)]),
    ("想定回答", End, &[(Example, 5.0)]),
    ("example", End, &[(Example, 5.6)]),
    ("examples", End, &[(Example, 5.6)]),
    ("sample", End, &[(Example, 5.6)]),
    ("sample answer", End, &[(Example, 6.0)]),
    ("sample response", End, &[(Example, 6.0)]),
    ("example answer", End, &[(Example, 6.0)]),
    ("example response", End, &[(Example, 6.0)]),
    ("sample", Any, &[(Example, 5.0)]),
    ("example", Any, &[(Example, 5.0)]),
    ("解説", End, &[(Guidance, 3.0)]),
    ("趣旨", End, &[(Guidance, 3.0)]),
    ("目的", End, &[(Guidance, 2.6)]),
    ("質問の意図", End, &[(Guidance, 4.0)]),
    ("質問意図", End, &[(Guidance, 4.0)]),
    ("背景", End, &[(Guidance, 2.6)]),
    ("判断基準", End, &[(Guidance, 3.6)]),
    ("評価基準", End, &[(Guidance, 3.4)]),
    ("判定基準", End, &[(Guidance, 3.6)]),
    ("回答基準", End, &[(Guidance, 3.6)]),
    ("回答要領", End, &[(Guidance, 4.0)]),
    ("記入要領", End, &[(Guidance, 4.0)]),
    ("記載要領", End, &[(Guidance, 4.0)]),
    ("回答方法", End, &[(Guidance, 3.4)]),
    ("記入方法", End, &[(Guidance, 3.4)]),
    ("回答形式", End, &[(Guidance, 3.4)]),
    ("回答にあたって", End, &[(Guidance, 3.4)]),
    ("留意事項", End, &[(Guidance, 3.2)]),
    ("留意点", End, &[(Guidance, 3.2)]),
    ("注意事項", End, &[(Guidance, 3.0)]),
    ("補足(質問)", End, &[(Guidance, 3.4)]),
    ("質問の補足", End, &[(Guidance, 4.0)]),
    ("質問補足", End, &[(Guidance, 4.0)]),
    ("設問の補足", End, &[(Guidance, 4.0)]),
    ("設問補足", End, &[(Guidance, 4.0)]),
    ("用語説明", End, &[(Guidance, 3.6)]),
    ("確認方法", End, &[(Guidance, 3.0)]),
    ("ガイダンス", End, &[(Guidance, 3.6)]),
    ("ガイド", End, &[(Guidance, 3.0)]),
    ("ヒント", End, &[(Guidance, 3.0)]),
    ("guidance", End, &[(Guidance, 3.6)]),
    ("guideline", End, &[(Guidance, 2.0), (Reference, 2.0)]),
    ("instruction", End, &[(Guidance, 3.4)]),
    ("instructions", End, &[(Guidance, 3.4)]),
    ("intent", End, &[(Guidance, 3.0)]),
    ("objective", End, &[(Guidance, 2.2)]),
    ("purpose", End, &[(Guidance, 2.6)]),
    ("criteria", End, &[(Guidance, 2.6)]),
    ("help", End, &[(Guidance, 3.0)]),
    ("hint", End, &[(Guidance, 3.0)]),
    ("how to answer", End, &[(Guidance, 4.0)]),
    ("測定単位", End, &[(Guidance, 3.0)]),
    ("単位", End, &[(Guidance, 3.0)]),
    ("unit", End, &[(Guidance, 2.6)]),
    ("測定方法", End, &[(Guidance, 3.0)]),
    // references
    ("fisc", Any, &[(Reference, 3.4)]),
    ("安対基準", End, &[(Reference, 4.0)]),
    ("安全対策基準", End, &[(Reference, 4.0)]),
    ("fisc安全対策基準", End, &[(Reference, 4.4)]),
    ("fisc基準", End, &[(Reference, 4.2)]),
    ("fisc番号", End, &[(Reference, 4.4)]),
    ("fisc項番", End, &[(Reference, 4.4)]),
    ("fisc基準番号", End, &[(Reference, 4.6)]),
    ("基準番号", End, &[(Reference, 3.6), (Number, 0.8)]),
    ("基準no", End, &[(Reference, 3.4)]),
    ("準拠基準", End, &[(Reference, 3.6)]),
    ("根拠", End, &[(Reference, 2.8), (Evidence, 1.0)]),
    ("根拠規程", End, &[(Reference, 2.4), (Evidence, 1.2)]),
    ("参照", End, &[(Reference, 3.0)]),
    ("参照先", End, &[(Reference, 2.6)]),
    ("参照基準", End, &[(Reference, 3.8)]),
    ("参照規格", End, &[(Reference, 3.8)]),
    ("関連基準", End, &[(Reference, 3.8)]),
    ("関連規格", End, &[(Reference, 3.6)]),
    ("関連条項", End, &[(Reference, 3.6)]),
    ("関連項目", End, &[(Reference, 2.6)]),
    ("該当条項", End, &[(Reference, 3.4)]),
    ("条項", End, &[(Reference, 2.8)]),
    ("出典", End, &[(Reference, 3.4)]),
    ("参考", End, &[(Reference, 2.0)]),
    ("参考基準", End, &[(Reference, 3.6)]),
    ("参考規格", End, &[(Reference, 3.6)]),
    ("規格", End, &[(Reference, 2.4)]),
    ("対応基準", End, &[(Reference, 3.0)]),
    ("iso", Any, &[(Reference, 3.0)]),
    ("iso27001", Any, &[(Reference, 3.4)]),
    ("nist", Any, &[(Reference, 3.0)]),
    ("附属書a", Any, &[(Reference, 3.0)]),
    ("ガイドライン", End, &[(Reference, 3.0)]),
    ("reference", End, &[(Reference, 3.0)]),
    ("references", End, &[(Reference, 3.0)]),
    ("ref", End, &[(Reference, 2.0), (Number, 1.6)]),
    ("ref.", End, &[(Reference, 2.0), (Number, 1.6)]),
    ("framework", End, &[(Reference, 2.8)]),
    ("mapping", End, &[(Reference, 3.0)]),
    ("standard", End, &[(Reference, 2.4)]),
    ("source", End, &[(Reference, 2.4)]),
    ("clause", End, &[(Reference, 2.8)]),
    ("regulation", End, &[(Reference, 2.8)]),
    // evidence
    ("証跡", End, &[(Evidence, 4.4)]),
    ("証跡名", End, &[(Evidence, 4.6)]),
    ("エビデンス", End, &[(Evidence, 4.4)]),
    ("証憑", End, &[(Evidence, 4.4)]),
    ("根拠資料", End, &[(Evidence, 4.2)]),
    ("確認資料", End, &[(Evidence, 4.0)]),
    ("提出資料", End, &[(Evidence, 4.0)]),
    ("提出書類", End, &[(Evidence, 4.0)]),
    ("添付資料", End, &[(Evidence, 4.2)]),
    ("添付", End, &[(Evidence, 3.4)]),
    ("資料名", End, &[(Evidence, 3.6)]),
    ("関連資料", End, &[(Evidence, 3.4)]),
    ("関連文書", End, &[(Evidence, 3.2)]),
    ("関連規程", End, &[(Evidence, 2.8), (Reference, 1.4)]),
    ("規程名", End, &[(Evidence, 3.4)]),
    ("文書名", End, &[(Evidence, 3.6)]),
    ("規程・文書名", End, &[(Evidence, 3.8)]),
    ("証明資料", End, &[(Evidence, 4.2)]),
    ("裏付資料", End, &[(Evidence, 4.2)]),
    ("evidence", End, &[(Evidence, 4.2)]),
    ("evidences", End, &[(Evidence, 4.2)]),
    ("attachment", End, &[(Evidence, 4.0)]),
    ("attachments", End, &[(Evidence, 4.0)]),
    ("document", End, &[(Evidence, 3.0)]),
    ("documents", End, &[(Evidence, 3.0)]),
    ("supporting document", End, &[(Evidence, 4.2)]),
    ("supporting documents", End, &[(Evidence, 4.2)]),
    ("supporting evidence", End, &[(Evidence, 4.4)]),
    ("artifact", End, &[(Evidence, 4.0)]),
    ("artifacts", End, &[(Evidence, 4.0)]),
    ("document name", End, &[(Evidence, 4.0)]),
    ("url", End, &[(Evidence, 2.4)]),
    ("リンク", End, &[(Evidence, 2.4)]),
    // level, weight
    ("重要度", End, &[(Level, 4.0)]),
    ("重み", End, &[(Level, 4.0)]),
    ("配点", End, &[(Level, 4.4)]),
    ("点数", End, &[(Level, 3.4)]),
    ("得点", End, &[(Level, 3.8)]),
    ("スコア", End, &[(Level, 3.6)]),
    ("優先度", End, &[(Level, 4.0)]),
    ("レベル", End, &[(Level, 3.0)]),
    ("必須", End, &[(Level, 3.0)]),
    ("必須/任意", End, &[(Level, 4.6)]),
    ("必須・任意", End, &[(Level, 4.6)]),
    ("任意", End, &[(Level, 3.0)]),
    ("必須区分", End, &[(Level, 4.4)]),
    ("要求区分", End, &[(Level, 3.8)]),
    ("要求レベル", End, &[(Level, 4.2)]),
    ("リスク", End, &[(Level, 2.4)]),
    ("リスクレベル", End, &[(Level, 4.0)]),
    ("リスク度", End, &[(Level, 4.0)]),
    ("ランク", End, &[(Level, 3.2)]),
    ("難易度", End, &[(Level, 3.6)]),
    ("lv", End, &[(Level, 3.6)]),
    ("level", End, &[(Level, 2.8)]),
    ("weight", End, &[(Level, 4.0)]),
    ("weighting", End, &[(Level, 4.0)]),
    ("priority", End, &[(Level, 4.0)]),
    ("severity", End, &[(Level, 4.0)]),
    ("criticality", End, &[(Level, 4.0)]),
    ("importance", End, &[(Level, 4.0)]),
    ("mandatory", End, &[(Level, 3.4)]),
    ("mandatory/optional", End, &[(Level, 4.4)]),
    ("score", End, &[(Level, 3.4)]),
    ("points", End, &[(Level, 3.4)]),
    ("tier", End, &[(Level, 3.0)]),
    ("必要性", End, &[(Level, 2.6)]),
    // people and dates
    ("担当", End, &[(Admin, 4.0)]),
    ("担当者", End, &[(Admin, 4.4)]),
    ("担当部署", End, &[(Admin, 4.4)]),
    ("部署", End, &[(Admin, 3.6)]),
    ("部署名", End, &[(Admin, 4.0)]),
    ("回答者", End, &[(Admin, 4.4)]),
    ("回答者名", End, &[(Admin, 4.6)]),
    ("回答日", End, &[(Admin, 4.6)]),
    ("回答部署", End, &[(Admin, 4.6)]),
    ("記入日", End, &[(Admin, 4.6)]),
    ("記入者", End, &[(Admin, 4.6)]),
    ("氏名", End, &[(Admin, 4.4)]),
    ("会社名", End, &[(Admin, 4.4)]),
    ("日付", End, &[(Admin, 4.0)]),
    ("日", End, &[(Admin, 2.0)]),
    ("期限", End, &[(Admin, 4.0)]),
    ("対応期限", End, &[(Admin, 4.2)]),
    ("対応予定日", End, &[(Admin, 4.4)]),
    ("対応予定時期", End, &[(Admin, 4.4)]),
    ("対応予定", End, &[(Admin, 2.8)]),
    ("対応時期", End, &[(Admin, 4.0)]),
    ("改善時期", End, &[(Admin, 4.0)]),
    ("改善予定時期", End, &[(Admin, 4.4)]),
    ("予定日", End, &[(Admin, 4.0)]),
    ("時期", End, &[(Admin, 3.2)]),
    ("更新日", End, &[(Admin, 4.0)]),
    ("改訂日", End, &[(Admin, 5.0)]),
    ("改訂内容", End, &[(Admin, 5.0)]),
    ("変更内容", End, &[(Admin, 3.6)]),
    ("変更日", End, &[(Admin, 4.6)]),
    ("版数", End, &[(Admin, 5.0)]),
    ("版", End, &[(Admin, 4.6)]),
    ("作成者", End, &[(Admin, 5.0)]),
    ("承認者", End, &[(Admin, 5.0)]),
    ("責任者", End, &[(Admin, 4.0)]),
    ("主管", End, &[(Admin, 3.6)]),
    ("連絡先", End, &[(Admin, 4.0)]),
    ("電話", End, &[(Admin, 4.0)]),
    ("電話番号", End, &[(Admin, 4.6)]),
    ("メール", End, &[(Admin, 4.0)]),
    ("役職", End, &[(Admin, 4.0)]),
    ("所属", End, &[(Admin, 4.0)]),
    ("頻度", End, &[(Admin, 1.6)]),
    ("owner", End, &[(Admin, 4.0)]),
    ("control ownership", End, &[(Admin, 3.0)]),
    ("responsible", End, &[(Admin, 3.6)]),
    ("date", End, &[(Admin, 4.0)]),
    ("due date", End, &[(Admin, 4.4)]),
    ("target date", End, &[(Admin, 4.4)]),
    ("deadline", End, &[(Admin, 4.0)]),
    ("name", End, &[(Admin, 3.0)]),
    ("contact", End, &[(Admin, 3.6)]),
    ("department", End, &[(Admin, 4.0)]),
    ("version", End, &[(Admin, 4.6)]),
    ("author", End, &[(Admin, 4.6)]),
    ("responsible party", End, &[(Admin, 4.0)]),
    ("revision", End, &[(Admin, 4.6)]),
    ("changes", End, &[(Admin, 3.0)]),
];

/// The table by first character, longest words first.
static BY_START: LazyLock<BTreeMap<char, Vec<&'static Entry>>> = LazyLock::new(|| {
    let mut map: BTreeMap<char, Vec<&'static Entry>> = BTreeMap::new();
    for entry in WORDS {
        if let Some(c) = entry.0.chars().next() {
            map.entry(c).or_default().push(entry);
        }
    }
    for list in map.values_mut() {
        list.sort_by_key(|e| std::cmp::Reverse(e.0.len()));
    }
    map
});

/// How much of a word counts that is not at the end, in brackets, or in a header over several columns.
const NOT_AT_END: f32 = 0.4;
const IN_BRACKETS: f32 = 0.45;
const IN_PARENT: f32 = 0.3;
/// What the head of a longer compound counts, against a header that is the word and nothing else.
const COMPOUND: f32 = 0.85;

/// A header cut into the part people read first and the parts in brackets, folded.
fn segments(folded: &str) -> Vec<(String, bool)> {
    let mut out = Vec::new();
    let mut current = String::new();
    let mut depth = 0usize;
    for c in folded.chars() {
        let (open, close) =
            (matches!(c, '(' | '[' | '【' | '<' | '〔'), matches!(c, ')' | ']' | '】' | '>' | '〕'));
        if open || close || c == '\n' || (c == '/' && !current.is_empty() && !short_pair(folded)) {
            out.push((std::mem::take(&mut current), depth > 0));
            depth = if open {
                depth + 1
            } else if close {
                depth.saturating_sub(1)
            } else {
                depth
            };
        } else {
            current.push(c);
        }
    }
    out.push((current, depth > 0));
    // A header that is all brackets (【回答】) is read as if they were not there.
    if out.iter().all(|(t, inside)| *inside || t.trim().is_empty()) {
        out.iter_mut().for_each(|s| s.1 = false);
    }
    out.retain(|(t, _)| !t.trim().is_empty());
    out
}

/// `y/n`, `○/×`, `n/a`: the slash belongs to the choices, it does not part two languages.
fn short_pair(folded: &str) -> bool {
    folded.split('\n').any(|l| l.contains('/') && l.split('/').all(|p| p.trim().chars().count() <= 3))
        || folded.contains("はい/いいえ")
        || folded.contains("yes/no")
        || folded.contains("必須/任意")
        || folded.contains("mandatory/optional")
}

/// What follows the head word without changing it: 欄, 等, numbers, marks of footnotes.
fn is_filler(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['欄', '等', 's']);
    rest.chars().all(|c| {
        c.is_ascii_digit()
            || c.is_whitespace()
            || matches!(c, '※' | '*' | '、' | '。' | '.' | ':' | '・' | '-' | '?' | '▼' | '↓' | ';')
    })
}

fn add(scores: &mut Scores, says: &[(Role, f32)], factor: f32) {
    for (role, weight) in says {
        let s = &mut scores[role.index()];
        *s = s.max(weight * factor);
    }
}

fn score_into(scores: &mut Scores, folded: &str, parent: bool) {
    for (segment, inside) in segments(folded) {
        let segment = segment.trim();
        let mut i = 0;
        let mut previous: Option<char> = None;
        while let Some(c) = segment[i..].chars().next() {
            let rest = &segment[i..];
            let latin = |c: char| c.is_ascii_alphanumeric();
            let boundary = |w: &str| {
                let inner = w.chars().next().is_some_and(latin) && previous.is_some_and(latin);
                let tail =
                    w.chars().last().is_some_and(latin) && rest[w.len()..].chars().next().is_some_and(latin);
                !inner && !tail
            };
            let found = BY_START
                .get(&c)
                .and_then(|list| list.iter().find(|e| rest.starts_with(e.0) && boundary(e.0)));
            if let Some(&&(word, place, says)) = found {
                let at_end = is_filler(&rest[word.len()..]);
                let whole = at_end && segment[..i].trim().is_empty();
                let position = match (place, at_end, whole) {
                    (Any, ..) | (End, _, true) => 1.0,
                    (End, true, false) => COMPOUND,
                    (End, false, false) => NOT_AT_END,
                };
                let bracket = if inside && place == End { IN_BRACKETS } else { 1.0 };
                let above = if parent && place == End { IN_PARENT } else { 1.0 };
                add(scores, says, position * bracket * above);
                previous = word.chars().last();
                i += word.len();
            } else {
                previous = Some(c);
                i += c.len_utf8();
            }
        }
    }
}

/// What a header says of its column: the column's own header text and the headers above it.
pub(crate) fn header_scores(own: &str, above: &[&str]) -> Scores {
    let mut scores = [0.0; ROLES];
    let own = fold_str(own);
    let empty = own.trim().is_empty();
    score_into(&mut scores, &own, false);
    for (i, parent) in above.iter().enumerate() {
        // Without a header of its own a column takes the one directly above as its own.
        score_into(&mut scores, &fold_str(parent), !(empty && i + 1 == above.len()));
    }
    scores
}

/// The role that a text names most clearly, with its weight.
pub(crate) fn best_role(scores: &Scores) -> Option<(Role, f32)> {
    Role::ALL
        .into_iter()
        .map(|r| (r, scores[r.index()]))
        .filter(|(_, s)| *s > 0.0)
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
}

/// A four-digit year named in a header (2025年度, FY2025, 令和7年度).
pub(crate) fn year(text: &str) -> Option<u32> {
    let t = fold_str(text);
    let chars: Vec<char> = t.chars().collect();
    for (i, w) in chars.windows(4).enumerate() {
        let alone = !i.checked_sub(1).is_some_and(|p| chars[p].is_ascii_digit())
            && !chars.get(i + 4).is_some_and(char::is_ascii_digit);
        if alone && w.iter().all(char::is_ascii_digit) {
            let y: u32 = w.iter().filter_map(|c| c.to_digit(10)).fold(0, |n, d| n * 10 + d);
            if (1990..=2100).contains(&y) {
                return Some(y);
            }
        }
    }
    let era = t
        .find("令和")
        .map(|i| &t[i + "令和".len()..])
        .or_else(|| t.find('r').map(|i| &t[i + 1..]).filter(|r| r.contains("年")))?;
    let era = era.trim_start();
    if era.starts_with('元') {
        return Some(2019);
    }
    let digits: String = era.chars().take_while(char::is_ascii_digit).collect();
    digits.parse::<u32>().ok().filter(|n| (1..=99).contains(n)).map(|n| 2018 + n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_of_a_compound_decides() {
        for (header, role) in [
            ("質問番号", Number),
            ("№", Number),
            ("No.", Number),
            ("#", Number),
            ("項番", Number),
            ("大項目", Category),
            ("カテゴリー", Category),
            ("Area", Category),
            ("調査項目", Question),
            ("Control question", Question),
            ("質問内容／Question", Question),
            ("設問", Question),
            ("はい/いいえ", Status),
            ("Y/N", Status),
            ("○×", Status),
            ("対応状況\n(○：対応済 △：一部 ×：未対応)", Status),
            ("適否", Status),
            ("補足事項", Comment),
            ("貴社回答内容", Comment),
            ("Explanation", Comment),
            ("所見", Comment),
            ("特記", Comment),
            ("回答例", Example),
            ("当行確認欄", Reviewer),
            ("前回回答", Previous),
            ("証跡（規程名等）", Evidence),
            ("FISC安全対策基準", Reference),
            ("重要度", Level),
            ("担当者", Admin),
            ("Bank use only: comments", Reviewer),
            ("Previous response", Previous),
            ("Question ID", Number),
            ("備考（証跡名を記入）", Comment),
        ] {
            assert_eq!(best_role(&header_scores(header, &[])).map(|b| b.0), Some(role), "{header}");
        }
    }

    #[test]
    fn a_header_over_several_columns_says_whose_they_are() {
        let s = header_scores("コメント", &["当行使用欄"]);
        assert_eq!(best_role(&s).map(|b| b.0), Some(Reviewer));
        let s = header_scores("状況", &["前回回答"]);
        assert_eq!(best_role(&s).map(|b| b.0), Some(Previous));
        let s = header_scores("内容", &["回答"]);
        assert!(s[Comment.index()] > s[Question.index()]);
    }

    #[test]
    fn years_in_headers() {
        assert_eq!(year("2025年度回答"), Some(2025));
        assert_eq!(year("令和7年度 回答"), Some(2025));
        assert_eq!(year("FY2024"), Some(2024));
        assert_eq!(year("ISO27001"), None);
        assert_eq!(year("回答"), None);
    }

    #[test]
    fn words_are_folded_and_name_known_roles() {
        for (word, _, says) in WORDS {
            assert_eq!(&fold_str(word), word);
            assert!(!says.is_empty(), "{word}");
        }
    }
}
