//! What can stop a workbook from being read or written. Every message says what is wrong, where,
//! and what a person can do, in Japanese and then in English.

use crate::address::CellRef;
use crate::sniff::FileKind;

/// Why a workbook was not opened, or not written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// An .xlsx that needs a password before anything can be read.
    #[error(
        "パスワードで保護されたファイルです。パスワードを入力するか、Excelで保護を解除して保存し直してください \
         (the file is encrypted: give its password, or save it without one in Excel)"
    )]
    Encrypted,
    /// The password does not open the file.
    #[error(
        "パスワードが違います。大文字と小文字、全角と半角を確かめて入力し直してください \
         (wrong password: check capitals and full-width characters and give it again)"
    )]
    WrongPassword,
    /// A way of encrypting that is not known here, or encrypting that failed.
    #[error(
        "この方式の暗号化は扱えません（{what}）。Excelでパスワードを解除して保存し直してください \
         (this kind of encryption is not supported, {what}: save the file without a password in Excel)"
    )]
    Encryption {
        /// What was met.
        what: String,
    },
    /// A kind of file that this crate does not read.
    #[error("{}は読み取れません。{} ({} cannot be read: {})", .what.ja(), .what.hint().0, .what.en(), .what.hint().1)]
    Unsupported {
        /// What the content shows it to be; also says what to do instead.
        what: FileKind,
    },
    /// A format that answers are not written into.
    #[error(
        "{format}ファイルには書き込めません。回答は.xlsxファイルに書き出してください \
         (answers cannot be written into a .{format} file: write them to an .xlsx)"
    )]
    ReadOnly {
        /// The format.
        format: crate::Format,
    },
    /// A text file whose characters are written in a way that is not known here.
    #[error(
        "テキストの文字コードを判別できません。UTF-8またはShift-JISで保存し直してください \
         (the encoding of the text cannot be told: save it as UTF-8 or Shift-JIS)"
    )]
    TextEncoding,
    /// A text that would be read in another form once the answers are in it: nothing is delivered.
    #[error(
        "この回答を書き込むと、ファイルの引用符・区切り文字・文字コードが別の意味に読まれるため、出力しません。\
         閉じていない引用符を直し、UTF-8（BOM付き）で保存し直してください \
         (with these answers the quotes, separators or encoding of the file would read otherwise: close open \
         quotes and save it as UTF-8 with a byte order mark)"
    )]
    TextForm,
    /// It begins like a zip package but cannot be read as one.
    #[error(
        "ファイルが壊れています（{}）。元のファイルを送り直してもらってください \
         (the file is damaged: {why}; ask for it again)", damage(.why)
    )]
    BrokenPackage {
        /// What the zip reader said.
        why: String,
    },
    /// Something is larger than any honest questionnaire; see [`crate::limits`].
    #[error(
        "{}大きすぎるため読み取りません。{}: {size}、上限: {limit} (too large: {size} {}{}, limit {limit})",
        .part.as_ref().map(|p| format!("「{p}」が")).unwrap_or_default(), .what.ja(),
        .what.en(), .part.as_ref().map(|p| format!(" in {p}")).unwrap_or_default()
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
    #[error("ファイル内の項目「{name}」が不正です: {} (the entry {name} of the package {})", .why.ja(), .why.en())]
    EntryName {
        /// The name as it stands in the package.
        name: String,
        /// What is wrong with it.
        why: NameFault,
    },
    /// A part that a workbook cannot do without is not in the package.
    #[error(
        "ファイル内に「{part}」がありません。Excelで開いて保存し直してください \
         (the file has no part {part}: open it in Excel and save it again)"
    )]
    MissingPart {
        /// The name of the part.
        part: String,
    },
    /// A part cannot be read.
    #[error(
        "ファイル内の「{part}」を読み取れません（{offset}バイト目）: {}。Excelで開いて保存し直してください \
         (cannot read {part} at byte {offset}: {}; open the file in Excel and save it again)",
        .why.ja(), .why.en()
    )]
    Part {
        /// The name of the part.
        part: String,
        /// How far reading had come, in bytes of the inflated part.
        offset: u64,
        /// What is wrong.
        why: PartFault,
    },
    /// Two sheets of a workbook have the same name or the same content, so an edit has no one target.
    #[error("シート「{sheet}」が二重に定義されています (the sheet {sheet} is defined twice)")]
    SheetTwice {
        /// The name of the second.
        sheet: String,
    },
    /// An edit names a sheet that the workbook does not have.
    #[error(
        "シート「{sheet}」がありません。シート名を確認してください (no worksheet {sheet}: check its name)"
    )]
    UnknownSheet {
        /// The name that was given.
        sheet: String,
    },
    /// Two edits want to write the same cell.
    #[error(
        "シート「{sheet}」のセル{at}への書き込みが重複しています (two edits for cell {at} of sheet {sheet})"
    )]
    DuplicateEdit {
        /// The sheet.
        sheet: String,
        /// The cell.
        at: CellRef,
    },
    /// The written package was read again and is not what was asked for; nothing is delivered.
    #[error(
        "書き込み結果の検査に失敗したため、出力しません。「{part}」: {} (not delivered, {part}: {})",
        .why.ja(), .why.en()
    )]
    Verification {
        /// The part that differs.
        part: String,
        /// How it differs.
        why: Mismatch,
    },
}

/// What is damaged, in Japanese; what the readers of packages say is English.
fn damage(why: &str) -> &'static str {
    let says = |words: &[&str]| words.iter().any(|w| why.contains(w));
    if says(&["EOCD", "central directory", "end of", "EOF"]) {
        "途中で切れているか、ファイルの目録がありません"
    } else if says(&["Encrypt"]) {
        "暗号化された中身を取り出せません"
    } else if says(&["checksum", "Checksum", "crc", "CRC"]) {
        "中身が元のものと一致しません"
    } else {
        "中身の構造が正しくありません"
    }
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
    /// Shared strings of the workbook.
    Strings,
    /// Bytes of text in the workbook.
    Text,
    /// Merged regions, validations, comments and other ranges of a sheet.
    Ranges,
    /// Rows of a sheet.
    Rows,
}

impl Limit {
    fn ja(self) -> &'static str {
        match self {
            Self::File => "ファイルのバイト数",
            Self::Entries => "ファイル内の項目数",
            Self::Part => "展開後のバイト数",
            Self::Package => "全体の展開後のバイト数",
            Self::Ratio => "圧縮率",
            Self::Cells => "セル数",
            Self::Strings => "共有文字列の数",
            Self::Text => "文字列のバイト数",
            Self::Ranges => "範囲の数",
            Self::Rows => "行数",
        }
    }

    fn en(self) -> &'static str {
        match self {
            Self::File => "bytes of the file",
            Self::Entries => "entries",
            Self::Part | Self::Package => "bytes inflated",
            Self::Ratio => "times compressed",
            Self::Cells => "cells",
            Self::Strings => "shared strings",
            Self::Text => "bytes of text",
            Self::Ranges => "ranges",
            Self::Rows => "rows",
        }
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

impl NameFault {
    fn ja(self) -> &'static str {
        match self {
            Self::Outside => "ファイルの外を指しています",
            Self::Twice => "同じ名前の項目が二つあります",
            Self::Unreadable => "名前を読み取れません",
        }
    }

    fn en(self) -> &'static str {
        match self {
            Self::Outside => "leads out of it",
            Self::Twice => "is there twice",
            Self::Unreadable => "has an unreadable name",
        }
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

impl PartFault {
    fn ja(&self) -> String {
        match self {
            Self::Doctype => "DOCTYPE宣言は受け付けません".to_owned(),
            Self::Encoding(e) if e.contains(' ') => "文字コードがUTF-8ではありません".to_owned(),
            Self::Encoding(e) => format!("UTF-8ではありません。文字コード: {e}"),
            Self::Malformed(_) => "XMLの構文が不正です".to_owned(),
            Self::Truncated => "途中で終わっています".to_owned(),
            Self::TooDeep => "要素の入れ子が深すぎます".to_owned(),
            Self::Root { expected, found } => format!("最初の要素が{expected}ではなく{found}です"),
            Self::Inflate(_) => "展開できません".to_owned(),
            Self::TooLarge(what, limit) => format!("{}が上限{limit}を超えています", what.ja()),
        }
    }

    fn en(&self) -> String {
        match self {
            Self::Doctype => "a DOCTYPE is not accepted".to_owned(),
            Self::Encoding(e) => format!("not UTF-8 but {e}"),
            Self::Malformed(e) => format!("not well-formed XML: {e}"),
            Self::Truncated => "it ends in the middle".to_owned(),
            Self::TooDeep => "elements are nested too deeply".to_owned(),
            Self::Root { expected, found } => format!("it starts with {found}, not with {expected}"),
            Self::Inflate(e) => format!("it cannot be inflated: {e}"),
            Self::TooLarge(what, limit) => format!("more than {limit} {}", what.en()),
        }
    }
}

impl From<quick_xml::Error> for PartFault {
    fn from(e: quick_xml::Error) -> Self {
        match e {
            quick_xml::Error::Io(io) => Self::from_io(&io),
            quick_xml::Error::Encoding(_) => Self::Encoding("unknown".to_owned()),
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

impl Mismatch {
    fn ja(&self) -> String {
        match self {
            Self::Changed => "変更していない部分の内容が変わりました".to_owned(),
            Self::Listing => "ファイル内の項目の並びが変わりました".to_owned(),
            Self::Cell { sheet, at } => format!("シート「{sheet}」のセル{at}の値が異なります"),
            Self::Sheet { sheet } => format!("シート「{sheet}」の構造が異なります"),
            Self::Unreadable(why) => format!("読み直せません: {why}"),
        }
    }

    fn en(&self) -> String {
        match self {
            Self::Changed => "what was not edited has changed".to_owned(),
            Self::Listing => "the entries of the package differ".to_owned(),
            Self::Cell { sheet, at } => format!("cell {at} of sheet {sheet} reads back otherwise"),
            Self::Sheet { sheet } => format!("sheet {sheet} reads back otherwise"),
            Self::Unreadable(why) => format!("it cannot be read again: {why}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Error, Limit, Mismatch};
    use crate::sniff::FileKind;

    #[test]
    fn messages_are_in_both_languages_and_name_what_they_are_about() {
        let sheet = || "回答".to_owned();
        let at = crate::CellRef::new(7, 7);
        let cases = [
            (Error::Encrypted, "パスワード", "password"),
            (Error::Unsupported { what: FileKind::Xls }, "Excel 97-2003", "save it as .xlsx"),
            (Error::Unsupported { what: FileKind::Text }, "CSV", "name it .csv"),
            (Error::Unsupported { what: FileKind::Empty }, "空のファイル", "an empty file"),
            (
                Error::TooLarge { what: Limit::Cells, part: Some("s.xml".into()), size: 9, limit: 8 },
                "「s.xml」が",
                "9 cells in s.xml, limit 8",
            ),
            (Error::SheetTwice { sheet: sheet() }, "「回答」", "twice"),
            (Error::UnknownSheet { sheet: sheet() }, "「回答」", "回答"),
            (Error::DuplicateEdit { sheet: sheet(), at }, "セルG7", "cell G7"),
            (
                Error::Verification { part: "s.xml".into(), why: Mismatch::Cell { sheet: sheet(), at } },
                "セルG7",
                "not delivered, s.xml: cell G7",
            ),
        ];
        for (error, ja, en) in cases {
            let text = error.to_string();
            let found = text.strip_suffix(')').and_then(|t| t.rsplit_once(" ("));
            assert!(found.is_some_and(|(j, e)| j.contains(ja) && e.contains(en)), "{text}");
        }
    }
}
