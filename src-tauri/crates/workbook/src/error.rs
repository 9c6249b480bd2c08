//! What can stop a workbook from being read or written. Every message says what is wrong, where,
//! and what a person can do, in Japanese and then in English.

use crate::address::CellRef;
use crate::sniff::FileKind;
use std::fmt;

/// Why a workbook was not opened, or not written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// An .xlsx that needs a password before anything can be read.
    #[error(
        "パスワードで保護されたファイルです。パスワードを入力するか、Excelで保護を解除して保存し直してください \
         (the file is encrypted: give its password, or save it without one in Excel)"
    )]
    Encrypted,
    /// A kind of file that this crate does not read.
    #[error("{what}は読み取れません。{hint}")]
    Unsupported {
        /// What the content shows it to be.
        what: FileKind,
        /// What to do instead, in both languages.
        hint: &'static str,
    },
    /// It begins like a zip package but cannot be read as one.
    #[error(
        "ファイルが壊れています（{why}）。元のファイルを送り直してもらってください \
         (the zip package is damaged: {why}; ask for the file again)"
    )]
    BrokenPackage {
        /// What the zip reader said.
        why: String,
    },
    /// Something is larger than any honest questionnaire; see [`crate::limits`].
    #[error(
        "{}大きすぎます（{what}: {size}、上限 {limit}） (too large: {what} {size}, limit {limit}{})",
        in_part(.part.as_deref()), in_part_english(.part.as_deref())
    )]
    TooLarge {
        /// What was counted.
        what: Limit,
        /// The part of the package, when it is one part that is too large.
        part: Option<String>,
        /// How large it is, or the size at which reading stopped.
        size: u64,
        /// The largest that is accepted.
        limit: u64,
    },
    /// An entry of the package has a name that no spreadsheet program writes.
    #[error("パッケージ内の項目「{name}」の名前が不正です: {why} (package entry with an unsafe name: {why})")]
    EntryName {
        /// The name as it stands in the package.
        name: String,
        /// What is wrong with it.
        why: NameFault,
    },
    /// A part that a workbook cannot do without is not in the package.
    #[error(
        "パッケージに「{part}」がありません。Excelで開いて保存し直してください \
         (the package has no part {part}: open it in Excel and save it again)"
    )]
    MissingPart {
        /// The name of the part.
        part: String,
    },
    /// A part cannot be read.
    #[error("「{part}」の{offset}バイト目を読み取れません: {why} (cannot read part {part} at byte {offset})")]
    Part {
        /// The name of the part.
        part: String,
        /// How far reading had come, in bytes of the inflated part.
        offset: u64,
        /// What is wrong.
        why: PartFault,
    },
    /// Two sheets of a workbook have the same name or the same content, so an edit has no one target.
    #[error("シート「{sheet}」が二重に定義されています (sheet defined twice)")]
    SheetTwice {
        /// The name of the second.
        sheet: String,
    },
    /// An edit names a sheet that the workbook does not have.
    #[error("シート「{sheet}」がありません。シート名を確認してください (no such worksheet: check its name)")]
    UnknownSheet {
        /// The name that was given.
        sheet: String,
    },
    /// Two edits want to write the same cell.
    #[error("シート「{sheet}」のセル{at}への書き込みが重複しています (two edits for one cell)")]
    DuplicateEdit {
        /// The sheet.
        sheet: String,
        /// The cell.
        at: CellRef,
    },
    /// The written package was read again and is not what was asked for; nothing is delivered.
    #[error("書き込み結果の検査で「{part}」が一致しません: {why} (verification of the output failed)")]
    Verification {
        /// The part that differs.
        part: String,
        /// How it differs.
        why: Mismatch,
    },
}

fn in_part(part: Option<&str>) -> String {
    part.map(|p| format!("「{p}」が")).unwrap_or_default()
}

fn in_part_english(part: Option<&str>) -> String {
    part.map(|p| format!(" in {p}")).unwrap_or_default()
}

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Bytes of the file.
    File,
    /// Entries of the package.
    Entries,
    /// Bytes of one part when inflated.
    Part,
    /// Bytes of all parts when inflated.
    Package,
    /// How many times larger a part is inflated than packed.
    Ratio,
    /// Cells of the workbook.
    Cells,
    /// Bytes of text in the cells.
    Text,
    /// Merged regions, validations, comments and other ranges of a sheet.
    Ranges,
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::File => "ファイルのバイト数 bytes of the file",
            Self::Entries => "項目数 entries",
            Self::Part => "展開後のバイト数 inflated bytes",
            Self::Package => "全体の展開後のバイト数 inflated bytes of the package",
            Self::Ratio => "圧縮率 compression ratio",
            Self::Cells => "セル数 cells",
            Self::Text => "文字列のバイト数 bytes of text",
            Self::Ranges => "範囲の数 ranges",
        })
    }
}

/// What is wrong with the name of an entry of a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameFault {
    /// It leads out of the package.
    Outside,
    /// Another entry has the same name, upper and lower case taken as one.
    Twice,
    /// It is no text, or holds control characters.
    Unreadable,
}

impl fmt::Display for NameFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Outside => "パッケージの外を指しています leads out of the package",
            Self::Twice => "同じ名前の項目が二つあります the name is there twice",
            Self::Unreadable => "読み取れない文字を含みます unreadable characters",
        })
    }
}

/// What is wrong inside a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartFault {
    /// It has a DOCTYPE, which workbooks never have and attacks need.
    Doctype,
    /// It is not UTF-8; the declared or recognised encoding.
    Encoding(String),
    /// It is not well-formed XML; what the XML reader said.
    Malformed(String),
    /// It ends in the middle.
    Truncated,
    /// Elements are nested deeper than any workbook nests them.
    TooDeep,
    /// Its root element is another one.
    Root {
        /// The name that was expected.
        expected: &'static str,
        /// The name that stands there.
        found: String,
    },
    /// It cannot be inflated; what the zip reader said.
    Inflate(String),
    /// More inside than is accepted.
    TooLarge(Limit, u64),
}

impl fmt::Display for PartFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Doctype => f.write_str("DOCTYPE宣言を含みます a DOCTYPE is not accepted"),
            Self::Encoding(e) => write!(f, "文字コード{e}には対応していません not UTF-8: {e}"),
            Self::Malformed(e) => write!(f, "XMLの構文が不正です not well-formed XML: {e}"),
            Self::Truncated => f.write_str("途中で終わっています ends in the middle"),
            Self::TooDeep => f.write_str("要素の入れ子が深すぎます nested too deeply"),
            Self::Root { expected, found } => {
                write!(f, "「{expected}」ではなく「{found}」で始まります starts with {found}, not {expected}")
            }
            Self::Inflate(e) => write!(f, "展開できません cannot be inflated: {e}"),
            Self::TooLarge(what, limit) => {
                write!(f, "上限{limit}を超えています over the limit of {limit}: {what}")
            }
        }
    }
}

impl From<quick_xml::Error> for PartFault {
    fn from(e: quick_xml::Error) -> Self {
        match e {
            quick_xml::Error::Io(io) => Self::from_io(&io),
            quick_xml::Error::Encoding(_) => Self::Encoding("(不明 unknown)".to_owned()),
            quick_xml::Error::Syntax(s) => Self::Malformed(s.to_string()),
            other => Self::Malformed(other.to_string()),
        }
    }
}

impl From<quick_xml::events::attributes::AttrError> for PartFault {
    fn from(e: quick_xml::events::attributes::AttrError) -> Self {
        Self::Malformed(e.to_string())
    }
}

impl From<quick_xml::escape::EscapeError> for PartFault {
    fn from(e: quick_xml::escape::EscapeError) -> Self {
        Self::Malformed(e.to_string())
    }
}

impl PartFault {
    /// The fault behind an error of the inflating reader: our own limit, or the zip's damage.
    pub(crate) fn from_io(e: &std::io::Error) -> Self {
        match e.get_ref().and_then(|inner| inner.downcast_ref::<OverLimit>()) {
            Some(over) => Self::TooLarge(over.0, over.1),
            None => Self::Inflate(e.to_string()),
        }
    }

    /// The error that this fault is in `part`, found when `offset` bytes had been read.
    pub(crate) fn at(self, part: &str, offset: u64) -> Error {
        match self {
            Self::TooLarge(what, limit) => {
                Error::TooLarge { what, part: Some(part.to_owned()), size: limit.saturating_add(1), limit }
            }
            why => Error::Part { part: part.to_owned(), offset, why },
        }
    }
}

/// Carried inside an [`std::io::Error`] by our own reader when a part inflates beyond its limit.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("inflated beyond the limit")]
pub(crate) struct OverLimit(pub(crate) Limit, pub(crate) u64);

/// How a written package differs from what was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mismatch {
    /// A part that must not change has other bytes.
    Changed,
    /// A part is missing, new, or at another place.
    Listing,
    /// A cell reads back otherwise.
    Cell {
        /// The sheet.
        sheet: String,
        /// The cell.
        at: CellRef,
    },
    /// Something else on the sheet reads back otherwise.
    Sheet {
        /// The sheet.
        sheet: String,
    },
    /// The output cannot be read; why.
    Unreadable(String),
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed => f.write_str("変更していない部分の内容が変わりました bytes changed"),
            Self::Listing => f.write_str("項目の並びが変わりました entries differ"),
            Self::Cell { sheet, at } => {
                write!(f, "シート「{sheet}」のセル{at}の値が異なります the cell reads back otherwise")
            }
            Self::Sheet { sheet } => {
                write!(f, "シート「{sheet}」の構造が異なります the sheet reads back otherwise")
            }
            Self::Unreadable(why) => write!(f, "読み直せません cannot be read again: {why}"),
        }
    }
}
