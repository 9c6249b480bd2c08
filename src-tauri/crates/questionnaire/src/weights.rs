//! Every number the detection rests on, in one place: what each feature of a column, a row and a
//! header says. Set by hand on questionnaires of many makes; `explain` prints each product.

use crate::vocab::{ROLES, Role};

/// What is looked at in a column; values run from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// Always 1: what a role needs before it is believed.
    Bias,
    /// Share of rows with text.
    Filled,
    /// Share of rows without.
    Empty,
    /// Share of texts of ten characters and more.
    Long,
    /// Mean degree to which texts sound like questions.
    Asks,
    /// Share of texts that differ from all others.
    Distinct,
    /// Share of texts that are numbers or ids.
    Ids,
    /// Share of texts that cite a guideline.
    Cites,
    /// Share of texts that could be an answer from choices.
    ChoiceValues,
    /// Share of rows with a dropdown.
    Dropdown,
    /// The dropdown offers levels (高・中・低, 必須・任意).
    LevelDropdown,
    /// Share of rows where a rule limits the length of the text.
    LengthRule,
    /// Share of cells left open on a protected sheet.
    Unlocked,
    /// Share of cells locked on a protected sheet.
    Locked,
    /// Share of empty cells with a light colour, as for input.
    InputColour,
    /// Share of empty cells with a grey fill, as for "not here".
    Grey,
    /// Share of rows that repeat or inherit the value above.
    Repeats,
    /// Share of rows under a merge of several rows.
    Merged,
    /// Share of texts of twelve characters and less.
    Short,
    /// Share of formulas.
    Formulas,
    /// Share of numbers.
    Numbers,
    /// Share of dates.
    Dates,
    /// Share of texts with two boxes and more (□はい □いいえ).
    Boxes,
    /// The column is hidden.
    Hidden,
    /// The column has no header of its own.
    NoHeader,
    /// The header names choices.
    HeaderChoices,
    /// At least 25 characters wide.
    Wide,
    /// At most 12 characters wide.
    Narrow,
    /// Share of texts that name a level.
    LevelValues,
    /// The header names an earlier year than another header does.
    OlderYear,
    /// The header names the latest of several years.
    LatestYear,
    /// Share of the questions that name choices in brackets.
    AskedChoices,
    /// The workbook explains signs such as ○ and ×.
    LegendKnown,
    /// Share of the questions that ask for a description, on columns without stated choices.
    AsksForText,
    /// Texts are mostly in Latin letters while another column asks in Japanese.
    Translation,
}

/// Score of each role for each feature, in the order of [`Role::ALL`].
///
/// The header's own words come on top with weight 1; see `vocab`.
#[rustfmt::skip]
pub(crate) const COLUMN: &[(Look, [f32; ROLES])] = &[
    //                     num    cat    que    sta    com    ref    evi    rev    pre    exa    gui    lev    adm
    (Look::Bias,         [-1.2,  -1.4,  -1.0,  -1.6,  -1.2,  -1.5,  -1.2,  -1.6,  -2.0,  -1.6,  -1.2,  -1.2,  -1.2]),
    (Look::Filled,       [ 0.5,   0.2,   1.0,  -0.6,  -0.8,   0.4,  -0.4,  -0.8,   0.8,   0.8,   0.8,   0.6,  -0.2]),
    (Look::Empty,        [-1.5,  -0.8,  -3.0,   1.0,   1.0,  -0.8,   0.5,   0.6,  -1.0,  -1.5,  -1.5,  -1.5,   0.3]),
    (Look::Long,         [-3.0,  -0.6,   1.5,  -1.5,   0.2,  -0.8,   0.0,   0.0,   0.3,   0.5,   0.8,  -2.0,  -1.0]),
    (Look::Asks,         [-2.0,  -1.0,   2.5,  -1.0,  -0.3,  -1.0,  -1.0,  -1.0,  -0.5,  -0.5,   0.2,  -2.0,  -2.0]),
    (Look::Distinct,     [ 0.3,  -0.8,   1.0,  -0.8,   0.0,   0.0,   0.0,  -0.4,   0.0,   0.0,   0.2,  -1.0,   0.0]),
    (Look::Ids,          [ 2.5,  -1.0,  -3.0,  -0.5,  -1.5,   0.3,  -1.0,  -1.0,  -1.0,  -1.5,  -2.0,   0.0,  -0.5]),
    (Look::Cites,        [ 0.2,  -0.5,  -1.0,  -2.0,  -2.0,   2.5,  -0.5,  -1.0,  -1.0,  -1.0,  -0.5,  -1.0,  -1.0]),
    (Look::ChoiceValues, [-0.5,  -1.0,  -2.0,   1.0,  -1.0,  -1.0,  -1.0,   0.3,   0.6,   0.4,  -2.0,   0.3,  -1.0]),
    (Look::Dropdown,     [-2.0,  -1.0,  -2.0,   2.5,  -1.5,  -1.0,  -1.0,   0.4,  -0.5,  -1.0,  -2.0,   0.2,   0.3]),
    (Look::LevelDropdown,[ 0.0,   0.0,   0.0,  -2.5,   0.0,   0.0,   0.0,   0.0,   0.0,   0.0,   0.0,   2.5,   0.0]),
    (Look::LengthRule,   [-1.0,  -1.0,  -1.0,  -0.5,   1.5,  -0.5,   0.2,   0.0,  -1.0,  -1.0,  -1.0,  -1.0,   0.0]),
    (Look::Unlocked,     [-1.5,  -1.5,  -1.5,   0.8,   0.8,  -0.5,   0.4,  -1.0,  -1.0,  -1.0,  -1.0,  -0.5,   0.4]),
    (Look::Locked,       [ 0.2,   0.2,   0.2,  -1.5,  -1.5,   0.2,  -0.3,   0.8,   0.8,   0.5,   0.3,   0.2,   0.0]),
    (Look::InputColour,  [-0.5,  -0.5,  -0.5,   0.6,   0.6,  -0.2,   0.3,  -0.3,  -0.5,  -0.5,  -0.5,  -0.3,   0.2]),
    (Look::Grey,         [ 0.0,   0.0,   0.0,  -0.8,  -0.8,   0.0,  -0.2,   0.6,   0.4,   0.2,   0.0,   0.0,   0.0]),
    (Look::Repeats,      [-1.0,   2.3,  -1.5,   0.0,  -0.2,   0.0,   0.0,   0.0,   0.0,   0.0,   0.0,   0.3,   0.2]),
    (Look::Merged,       [-0.2,   1.2,  -0.5,   0.0,   0.0,   0.1,   0.0,   0.0,   0.0,   0.0,   0.0,   0.0,   0.0]),
    (Look::Short,        [ 0.0,   0.5,  -0.8,   0.0,  -0.2,   0.0,   0.0,   0.0,  -0.2,  -0.2,  -0.5,   0.2,   0.2]),
    (Look::Formulas,     [ 0.0,  -0.5,  -0.5,  -3.0,  -3.0,  -0.5,  -1.0,   0.3,   0.2,  -0.5,  -0.5,   0.5,   0.0]),
    (Look::Numbers,      [ 0.5,  -1.0,  -3.0,  -0.3,  -1.0,  -0.5,  -1.0,   0.0,   0.0,  -0.5,  -1.0,   0.6,   0.0]),
    (Look::Dates,        [-1.0,  -1.5,  -3.0,  -2.0,  -2.0,  -1.0,  -1.0,   0.0,  -0.5,  -1.0,  -1.0,  -1.0,   2.0]),
    (Look::Boxes,        [-2.0,  -2.0,  -1.0,   3.5,   0.5,  -1.0,  -1.0,   0.0,   0.0,   0.0,  -1.0,  -1.0,   0.0]),
    (Look::Hidden,       [ 0.0,   0.0,  -1.5,  -3.0,  -3.0,   0.0,  -1.0,   0.5,   0.5,   0.0,   0.0,   0.0,   0.0]),
    (Look::NoHeader,     [ 0.0,  -0.3,   0.0,  -0.6,  -0.8,  -0.5,  -1.0,  -1.0,  -1.0,  -1.0,  -0.6,  -0.5,  -1.0]),
    (Look::HeaderChoices,[-1.0,  -1.0,  -1.5,   2.0,  -0.5,  -1.0,  -0.5,   0.2,   0.0,  -0.5,  -0.5,   0.0,   0.0]),
    (Look::Wide,         [-0.6,  -0.2,   0.6,  -0.6,   0.5,  -0.2,   0.1,   0.0,   0.0,   0.2,   0.3,  -0.5,  -0.3]),
    (Look::Narrow,       [ 0.4,   0.1,  -1.0,   0.4,  -0.5,   0.1,  -0.2,   0.0,   0.0,  -0.4,  -0.5,   0.3,   0.1]),
    (Look::LevelValues,  [-1.0,  -1.0,  -1.0,  -0.5,  -1.0,  -0.5,  -0.5,   0.0,   0.0,   0.0,  -0.5,   2.2,   0.0]),
    (Look::OlderYear,    [ 0.0,   0.0,   0.0,  -2.0,  -2.0,   0.0,   0.0,   0.0,   5.0,   0.0,   0.0,   0.0,   0.0]),
    (Look::LatestYear,   [ 0.0,   0.0,   0.0,   1.0,   0.8,   0.0,   0.0,   0.0,   0.0,   0.0,   0.0,   0.0,   0.0]),
    (Look::AskedChoices, [ 0.0,   0.0,   0.0,   1.5,   0.0,   0.0,   0.0,   0.0,   0.0,   0.0,   0.0,   0.0,   0.0]),
    (Look::LegendKnown,  [ 0.0,   0.0,   0.0,   0.6,   0.0,   0.0,   0.0,   0.0,   0.0,   0.0,   0.0,   0.0,   0.0]),
    (Look::AsksForText,  [ 0.0,   0.0,   0.0,  -3.0,   0.4,   0.0,   0.0,   0.0,   0.0,   0.0,   0.0,   0.0,   0.0]),
    (Look::Translation,  [ 0.0,   0.0,  -1.5,   0.0,   0.0,   0.0,   0.0,   0.0,   0.0,   0.0,   1.5,   0.0,   0.0]),
];

/// What standing before or after the question adds to a role: (role, before, after).
pub(crate) const BESIDE_QUESTION: &[(Role, f32, f32)] = &[
    (Role::Number, 0.4, -2.0),
    (Role::Category, 0.4, -1.2),
    (Role::Status, -1.2, 0.3),
    (Role::Comment, -1.8, 0.3),
    (Role::Evidence, -1.0, 0.0),
    (Role::Guidance, -0.6, 0.2),
    (Role::Example, -0.5, 0.0),
];
/// A comment that follows its status, and one that stands before it.
pub(crate) const COMMENT_AFTER_STATUS: f32 = 0.5;
/// See [`COMMENT_AFTER_STATUS`].
pub(crate) const COMMENT_BEFORE_STATUS: f32 = -0.4;
/// Of two columns that score the same, the left one.
pub(crate) const LEFT_FIRST: f32 = 0.02;
/// Columns that take one mark: for the group, and for each of its columns.
pub(crate) const MARK_GROUP: (f32, f32) = (2.0, 1.4);

/// What kind of row it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A question to be answered.
    Question,
    /// A heading over the questions below.
    Section,
    /// A worked example.
    Example,
    /// Totals.
    Total,
    /// A note or anything else.
    Note,
}

/// How many kinds there are.
pub(crate) const KINDS: usize = 5;

impl Kind {
    /// All kinds, in the order of score arrays.
    pub(crate) const ALL: [Self; KINDS] =
        [Self::Question, Self::Section, Self::Example, Self::Total, Self::Note];

    /// A word for explanations.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Section => "heading",
            Self::Example => "example",
            Self::Total => "totals",
            Self::Note => "note",
        }
    }
}

/// What is looked at in a row; values run from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowLook {
    /// Always 1.
    Bias,
    /// Text starts in the question column.
    QuestionCell,
    /// Degree to which it sounds like a question.
    Asks,
    /// At most 15 characters.
    Short,
    /// The row has a number.
    Number,
    /// It has none though most rows do.
    NumberMissing,
    /// Its text is merged across the question and its answer.
    Across,
    /// Nothing else stands in the row.
    Alone,
    /// It begins as headings do.
    HeadingSign,
    /// Bold or fill unlike the other rows.
    OtherStyle,
    /// Its answer cell has a dropdown.
    Dropdown,
    /// It has none though most rows do.
    DropdownMissing,
    /// Its answer cell is locked though most are open.
    Locked,
    /// Its answer cell has another fill than most.
    OtherAnswerFill,
    /// It begins as examples do.
    ExampleSign,
    /// It is labelled as totals.
    TotalSign,
    /// It begins as notes do.
    NoteSign,
    /// Its answer is a formula.
    FormulaAnswer,
    /// Two or more empty rows since the last question.
    Gap,
    /// Notes or totals stand between it and the last question.
    AfterEnd,
    /// The numbers that follow are its sub-numbers (1, then 1-1).
    ParentNumber,
    /// It has a category of its own.
    CategoryCell,
    /// All its answer cells belong to the row above by merges.
    Continued,
    /// Thirty characters and more.
    Long,
    /// Its number is a letter where others have digits, or the other way round.
    OddNumber,
}

/// Score of each kind for each feature, in the order of [`Kind::ALL`].
#[rustfmt::skip]
pub(crate) const ROW: &[(RowLook, [f32; KINDS])] = &[
    //                          que    sec    exa    tot    not
    (RowLook::Bias,           [ 0.0,  -0.6,  -3.0,  -3.0,  -1.5]),
    (RowLook::QuestionCell,   [ 2.6,   0.0,   0.0,   0.0,   0.0]),
    (RowLook::Asks,           [ 2.0,  -2.0,   0.0,  -1.0,  -0.3]),
    (RowLook::Short,          [-0.4,   0.6,   0.0,   0.3,   0.0]),
    (RowLook::Number,         [ 1.2,  -0.6,   0.0,  -0.5,  -1.2]),
    (RowLook::NumberMissing,  [-1.5,   1.0,   0.3,   0.5,   0.8]),
    (RowLook::Across,         [-3.0,   2.0,   0.0,   0.0,   1.0]),
    (RowLook::Alone,          [-0.8,   0.8,   0.0,   0.0,   0.8]),
    (RowLook::HeadingSign,    [-0.8,   1.5,   0.0,   0.0,   0.0]),
    (RowLook::OtherStyle,     [-0.6,   1.0,   0.3,   0.3,   0.0]),
    (RowLook::Dropdown,       [ 1.0,  -0.4,   0.0,  -0.6,  -0.8]),
    (RowLook::DropdownMissing,[-1.5,   0.8,   0.2,   0.5,   0.5]),
    (RowLook::Locked,         [-1.5,   0.8,   0.4,   0.3,   0.2]),
    (RowLook::OtherAnswerFill,[-0.8,   0.8,   0.3,   0.2,   0.2]),
    (RowLook::ExampleSign,    [-3.0,   0.0,   9.0,   0.0,   0.0]),
    (RowLook::TotalSign,      [-1.0,  -0.5,   0.0,   6.5,   0.0]),
    (RowLook::NoteSign,       [-1.5,  -1.0,   0.0,   0.0,   5.0]),
    (RowLook::FormulaAnswer,  [-2.0,   0.0,   0.0,   2.5,   0.0]),
    (RowLook::Gap,            [-1.0,   0.0,   0.0,   0.0,   1.2]),
    (RowLook::AfterEnd,       [-1.5,   0.0,   0.0,   0.0,   1.5]),
    (RowLook::ParentNumber,   [-2.0,   2.6,   0.0,   0.0,   0.0]),
    (RowLook::CategoryCell,   [ 0.6,   0.0,   0.0,   0.0,  -0.6]),
    (RowLook::Continued,      [-6.0,  -1.0,   0.0,   0.0,   2.0]),
    (RowLook::Long,           [ 0.3,  -1.8,   0.0,  -1.0,   0.8]),
    (RowLook::OddNumber,      [-2.0,   0.3,   0.0,   0.0,   1.8]),
];

/// What makes a row a header: how often each counts.
pub(crate) mod header {
    /// The words of one role count up to this much.
    pub(crate) const ROLE_CAP: f32 = 3.2;
    /// All labels bold.
    pub(crate) const BOLD: f32 = 1.0;
    /// All labels filled.
    pub(crate) const FILLED: f32 = 0.8;
    /// The autofilter or an Excel table starts here.
    pub(crate) const FILTER: f32 = 2.0;
    /// Panes are frozen right below.
    pub(crate) const FROZEN: f32 = 1.0;
    /// A cell that sounds like a question.
    pub(crate) const ASKS: f32 = -3.0;
    /// A cell that holds a number.
    pub(crate) const NUMBER: f32 = -1.5;
    /// A number that goes on from the row above into the row below.
    pub(crate) const COUNTS_ON: f32 = -4.0;
    /// A cell of more than 60 characters that is no legend.
    pub(crate) const LONG: f32 = -1.5;
    /// From here on a row is taken for a header.
    pub(crate) const ENOUGH: f32 = 4.0;
}

/// What makes a table a questionnaire, and a sheet a sheet of questions.
pub(crate) mod sheet {
    /// The question column must score at least this.
    pub(crate) const QUESTION: f32 = 1.6;
    /// The best answer column must score at least this.
    pub(crate) const ANSWER: f32 = 0.5;
    /// Question and answer together must score at least this.
    pub(crate) const TOGETHER: f32 = 4.0;
    /// Names of sheets that are no questionnaires even when they look like one: (word, how much).
    #[rustfmt::skip]
    pub(crate) const NAMES: &[(&str, f32)] = &[
        ("記入例", -20.0), ("記載例", -20.0), ("回答例", -20.0), ("入力例", -20.0), ("サンプル", -20.0), ("見本", -20.0), ("sample", -20.0), ("example", -20.0),
        ("改訂履歴", -20.0), ("改版履歴", -20.0), ("変更履歴", -20.0), ("更新履歴", -20.0), ("revision history", -20.0), ("change log", -20.0), ("changelog", -20.0), ("history", -6.0),
        ("前回", -20.0), ("昨年", -20.0), ("前年", -20.0), ("過去", -6.0), ("旧", -4.0), ("previous", -20.0), ("last year", -20.0), ("backup", -6.0), ("控え", -3.0), ("old", -4.0),
        ("表紙", -4.0), ("cover", -4.0), ("集計", -4.0), ("サマリ", -4.0), ("summary", -4.0), ("結果一覧", -2.0), ("dashboard", -4.0),
        ("記入要領", -5.0), ("記載要領", -5.0), ("回答要領", -5.0), ("記入方法", -5.0), ("使い方", -5.0), ("はじめに", -5.0), ("ご案内", -5.0), ("instruction", -5.0), ("instructions", -5.0), ("readme", -5.0), ("guide", -4.0),
        ("用語", -4.0), ("glossary", -4.0), ("凡例", -4.0), ("選択肢", -5.0), ("マスタ", -4.0), ("プルダウン", -5.0), ("master", -4.0), ("lookup", -5.0), ("lists", -3.0), ("課題管理", -5.0), ("問合せ一覧", -4.0), ("問い合わせ一覧", -4.0), ("q&a", -2.0),
    ];
    /// A hidden sheet.
    pub(crate) const HIDDEN: f32 = -20.0;
    /// A header that names another role takes this share of its weight from the question column.
    pub(crate) const OTHER_HEADER: f32 = 0.8;
    /// A sheet takes this much from what speaks for its tables.
    pub(crate) const ENOUGH: f32 = 1.0;
}
