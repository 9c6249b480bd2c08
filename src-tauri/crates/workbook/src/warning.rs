//! What was odd in a workbook that was read all the same.

use crate::address::CellRef;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// Something odd. The workbook was read; a person may want to look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// What kind of oddity.
    pub code: WarningCode,
    /// The sheet, when it is about one.
    pub sheet: Option<String>,
    /// The cell, when it is about one.
    pub cell: Option<CellRef>,
    /// What it means and what to do, in Japanese and English.
    pub message: String,
}

/// Kinds of oddity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WarningCode {
    /// The workbook is digitally signed; any edit makes the signature invalid.
    Signed,
    /// A part that the workbook refers to is not there.
    MissingPart,
    /// A cell has no readable address and was left out.
    CellAddress,
    /// A cell stands in the file twice; the later one was read, neither will be written.
    CellTwice,
    /// Cells or rows are out of order, or a cell contradicts its row.
    CellOrder,
    /// A cell refers to a shared text that is not there; read as empty.
    MissingString,
    /// A cell's value does not fit its type; read as empty.
    UnreadableValue,
    /// The choices of a dropdown could not be read.
    UnreadableList,
    /// A cell was read differently by the two readers.
    TwoReadings,
}

impl fmt::Display for WarningCode {
    /// The code as scripts see it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Signed => "signed",
            Self::MissingPart => "missing-part",
            Self::CellAddress => "cell-address",
            Self::CellTwice => "cell-twice",
            Self::CellOrder => "cell-order",
            Self::MissingString => "missing-string",
            Self::UnreadableValue => "unreadable-value",
            Self::UnreadableList => "unreadable-list",
            Self::TwoReadings => "two-readings",
        })
    }
}

impl WarningCode {
    /// What it means and what to do, in Japanese and English.
    pub(crate) fn message(self, detail: &str) -> String {
        match self {
            Self::Signed => "電子署名付きのファイルです。回答を書き込むと署名は無効になります \
                             (digitally signed: filling it in makes the signature invalid)"
                .to_owned(),
            Self::MissingPart => format!(
                "「{detail}」がファイル内にありません。その内容は読み取れていません \
                 (the part {detail} is missing; its content was not read)"
            ),
            Self::CellAddress => "番地の読めないセルを読み飛ばしました。Excelで開いて保存し直してください \
                                  (a cell without a readable address was left out: open and save it in Excel)"
                .to_owned(),
            Self::CellTwice => "同じ番地のセルが二つあります。後の値を読み取りました。このセルには書き込みません \
                                (the cell is there twice; the later value was read, nothing will be written here)"
                .to_owned(),
            Self::CellOrder => "行またはセルの並びが不正です。Excelで開いて保存し直すことをお勧めします \
                                (rows or cells are out of order: better open and save it in Excel)"
                .to_owned(),
            Self::MissingString => "文字列の参照先がなく、空として読み取りました \
                                    (its shared text is missing; read as empty)"
                .to_owned(),
            Self::UnreadableValue => "値が型に合わず、空として読み取りました \
                                      (its value does not fit its type; read as empty)"
                .to_owned(),
            Self::TwoReadings => format!(
                "このセルの値は読み方によって異なります（「{detail}」と読み取りました）。Excelで確認してください \
                 (two readings of this cell differ: look it up in Excel)"
            ),
            Self::UnreadableList => format!(
                "プルダウンの選択肢を読み取れません（{detail}）。Excelで確認してください \
                 (cannot read the choices of this dropdown: look them up in Excel)"
            ),
        }
    }

    pub(crate) fn warning(self, sheet: Option<&str>, cell: Option<CellRef>, detail: &str) -> Warning {
        Warning { code: self, sheet: sheet.map(ToOwned::to_owned), cell, message: self.message(detail) }
    }
}

/// Oddities of one sheet. Of each kind only the first few are kept: a broken writer breaks every cell.
#[derive(Debug, Default)]
pub(crate) struct Oddities {
    found: Vec<(WarningCode, Option<CellRef>)>,
    count: BTreeMap<WarningCode, usize>,
}

impl Oddities {
    const KEPT: usize = 20;

    pub(crate) fn note(&mut self, code: WarningCode, cell: Option<CellRef>) {
        let count = self.count.entry(code).or_default();
        *count += 1;
        if *count <= Self::KEPT {
            self.found.push((code, cell));
        }
    }

    pub(crate) fn warnings(self, sheet: &str) -> impl Iterator<Item = Warning> {
        self.found.into_iter().map(move |(code, cell)| code.warning(Some(sheet), cell, ""))
    }
}
