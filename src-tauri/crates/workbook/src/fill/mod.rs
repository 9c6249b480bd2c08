//! Writing texts into cells, with everything else left as it was, byte for byte.
//!
//! Only the parts of the edited sheets are rewritten, and in them only the edited cells; the workbook
//! part gets one attribute when there are formulas to recalculate. Where it is asked for, rows that
//! are too low for their text get another height. All other entries of the package
//! are copied without being inflated. The result is read again before it is handed out.

mod cells;
mod package;
mod recalculation;
pub(crate) mod splice;
mod text;
mod verify;

use crate::address::{CellRef, MAX_COLUMN, MAX_ROW};
use crate::csv::{self, TextEncoding};
use crate::error::Error;
use crate::heights::Raised;
use crate::ods;
use crate::package::Package;
use crate::ranges::RangeIndex;
use crate::sheet::{NotEditable, Sheet};
use crate::workbook::{Kind, Origin, PackageKind, Workbook};
use serde::{Deserialize, Serialize};
use splice::Splice;
use std::collections::BTreeMap;
use std::fmt;

/// A text to be written into a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The name of the worksheet, exactly.
    pub sheet: String,
    /// The cell; of a merged region the top-left one.
    pub at: CellRef,
    /// What it shall hold, as text whatever it looks like (`=1+1`, `0012`). Line ends become LF.
    /// Empty: the cell becomes empty and keeps its style.
    pub text: String,
}

/// A workbook with edits written into it.
#[derive(Debug, Clone, PartialEq)]
pub struct Filled {
    /// The bytes of the new file.
    pub bytes: Vec<u8>,
    /// The cells that were written, by sheet in the order of the tabs, then by row and column.
    pub changed: Vec<Change>,
    /// The edits that were not carried out, in the same order.
    pub refused: Vec<Refusal>,
    /// The rows that were made higher, by sheet in the order of the tabs; only where that was asked for.
    pub raised: Vec<Raised>,
    /// All files in the package, in its order.
    pub parts: Vec<Part>,
}

/// A cell that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The worksheet.
    pub sheet: String,
    /// The cell.
    pub at: CellRef,
    /// The text a person read in it before; may equal `after`.
    pub before: String,
    /// The text it holds now.
    pub after: String,
}

/// An edit that was not carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The worksheet.
    pub sheet: String,
    /// The cell.
    pub at: CellRef,
    /// Why not.
    pub why: RefusalReason,
}

/// A file in the package of the filled workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its name in the package.
    pub name: String,
    /// SHA-256 of its inflated content, 64 hexadecimal digits.
    pub sha256: String,
    /// Is the content the same as in the customer's file, byte for byte?
    pub identical: bool,
}

/// Why an edit was not carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RefusalReason {
    /// The cell holds a formula, or is filled by one.
    Formula,
    /// The sheet is protected and the cell is locked.
    Protected,
    /// The cell lies inside a merged region; its top-left cell takes the text.
    InsideMerge(CellRef),
    /// The cell's value lives outside the sheet: an image in the cell, a linked data type.
    RichValue,
    /// The cell is the header of an Excel table's column.
    TableHeader,
    /// The cell belongs to a pivot table.
    PivotTable,
    /// The file has two cells at this address.
    CellTwice,
    /// The other cell of the same answer cannot be written: half an answer says something else.
    Beside(CellRef),
    /// There is no such cell: row or column beyond the sheet.
    OutsideSheet,
    /// The text holds a character that a workbook cannot hold.
    IllegalCharacter {
        /// Its code point.
        code: u32,
        /// Its place in the text, in characters from 0.
        place: usize,
    },
    /// The text file's encoding has no such character.
    NotInEncoding {
        /// The character's code point.
        code: u32,
        /// Its place in the text, in characters from 0.
        place: usize,
        /// The file's encoding.
        encoding: TextEncoding,
    },
    /// The text is longer than Excel's limit of 32,767 UTF-16 units.
    TooLong {
        /// Its length in UTF-16 units.
        length: usize,
    },
}

impl fmt::Display for RefusalReason {
    /// Why, and what to do, in Japanese and English.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Formula => f.write_str(
                "数式が入っているため書き込みません。回答欄の指定を確認してください \
                 (the cell holds a formula: check which cell takes the answer)",
            ),
            Self::Protected => f.write_str(
                "シートが保護され、セルがロックされています。保護を解除したファイルを入手してください \
                 (the sheet is protected and the cell locked: ask for an unprotected file)",
            ),
            Self::InsideMerge(corner) => write!(
                f,
                "結合セルの途中です。左上のセル{corner}に書き込んでください \
                 (inside a merged region: write into its top-left cell {corner})"
            ),
            Self::RichValue => f.write_str(
                "画像またはデータ型が入っているため書き込みません。Excelで入力してください \
                 (the cell holds an image or a linked data type: type into it in Excel)",
            ),
            Self::TableHeader => f.write_str(
                "テーブルの見出しのため書き込みません。回答欄の指定を確認してください \
                 (the header of a table: check which cell takes the answer)",
            ),
            Self::PivotTable => f.write_str(
                "ピボットテーブルの一部のため書き込みません。回答欄の指定を確認してください \
                 (part of a pivot table: check which cell takes the answer)",
            ),
            Self::CellTwice => f.write_str(
                "ファイル内に同じ番地のセルが二つあります。Excelで開いて保存し直してください \
                 (the file has this cell twice: open it in Excel and save it again)",
            ),
            Self::NotInEncoding { code, place, encoding } => {
                let c = char::from_u32(*code).unwrap_or(char::REPLACEMENT_CHARACTER);
                let place = place + 1;
                let (ja, en) = match alike(c) {
                    Some(other) => (format!("「{other}」"), format!("{other} instead")),
                    None => ("別の文字".to_owned(), "another one".to_owned()),
                };
                write!(
                    f,
                    "{place}文字目の「{c}」はこのファイルの文字コード{encoding}では書けません。{ja}に置き換えてください \
                     (character {place}, {c}, cannot be written in {encoding}: use {en})"
                )
            }
            Self::Beside(at) => write!(
                f,
                "同じ質問の回答欄{at}に書き込めないため、あわせて書き込みません \
                 (the answer to the same question in {at} cannot be written)"
            ),
            Self::OutsideSheet => f.write_str("シートの範囲外です (there is no such cell)"),
            Self::IllegalCharacter { code, place } => write!(
                f,
                "{}文字目のU+{code:04X}はExcelファイルに書き込めない文字です。取り除いてください \
                 (character {} is U+{code:04X}, which a workbook cannot hold: remove it)",
                place + 1,
                place + 1
            ),
            Self::TooLong { length } => write!(
                f,
                "{length}文字あります。セルの上限は32,767文字です。短くしてください \
                 ({length} characters, a cell holds 32,767: shorten it)"
            ),
        }
    }
}

/// The character of Shift-JIS that looks like one that a Mac or another program writes in its place.
fn alike(c: char) -> Option<char> {
    Some(match c {
        '〜' => '～',
        '−' => '－',
        '‖' => '∥',
        '—' => '―',
        '¢' => '￠',
        '£' => '￡',
        '¬' => '￢',
        '–' => '－',
        '•' => '・',
        _ => return None,
    })
}

/// The texts to write into one sheet, ready to be written.
struct Target<'a> {
    sheet: &'a Sheet,
    origin: &'a Origin,
    texts: BTreeMap<CellRef, String>,
    /// New heights of rows, in points.
    heights: BTreeMap<u32, f64>,
}

impl Workbook {
    /// Writes texts into cells and gives the new file. Edits that cannot be carried out are refused
    /// one by one; the others are carried out.
    ///
    /// # Errors
    /// An unknown sheet, two edits of one cell, or a result that does not read back as asked: then
    /// nothing is delivered.
    pub fn fill(&self, edits: &[Edit]) -> Result<Filled, Error> {
        self.fill_with(edits, false)
    }

    /// As [`Workbook::fill`]; rows whose stated height hides part of a text written into them are made
    /// higher. Does no more than filling where [`Workbook::raises_rows`] says no.
    ///
    /// # Errors
    /// As [`Workbook::fill`].
    pub fn fill_and_raise(&self, edits: &[Edit]) -> Result<Filled, Error> {
        self.fill_with(edits, true)
    }

    /// Can a cell of this file hold the text? Says nothing of which cell may be written.
    ///
    /// # Errors
    /// A character that the format or its encoding does not have, or too many of them.
    pub fn holds(&self, text: &str) -> Result<(), RefusalReason> {
        text::prepare(text).and_then(|t| self.encodable(t)).map(|_| ())
    }

    /// Can rows of this format be made higher while everything else stays?
    #[must_use]
    pub fn raises_rows(&self) -> bool {
        matches!(self.kind, Kind::Package(_))
    }

    fn fill_with(&self, edits: &[Edit], raise: bool) -> Result<Filled, Error> {
        let asked = self.by_sheet(edits)?;
        let mut changed = Vec::new();
        let mut refused = Vec::new();
        let mut targets = Vec::new();
        for (place, cells) in asked {
            let (sheet, origin) = (&self.sheets[place], &self.origins[place]);
            let gate = Gate::new(sheet, origin);
            let mut texts = BTreeMap::new();
            for (at, text) in cells {
                match gate.check(at).and_then(|()| text::prepare(text)).and_then(|t| self.encodable(t)) {
                    Ok(after) => {
                        let before = sheet.text(at);
                        changed.push(Change { sheet: sheet.name.clone(), at, before, after: after.clone() });
                        texts.insert(at, after);
                    }
                    Err(why) => refused.push(Refusal { sheet: sheet.name.clone(), at, why }),
                }
            }
            if !texts.is_empty() {
                targets.push(Target { sheet, origin, texts, heights: BTreeMap::new() });
            }
        }
        let raised = if raise { self.raises(&changed) } else { Vec::new() };
        for target in &mut targets {
            let own = raised.iter().filter(|r| r.sheet == target.sheet.name);
            target.heights = own.map(|r| (r.row, r.after)).collect();
        }
        let (bytes, parts) = self.write(&targets)?;
        Ok(Filled { bytes, changed, refused, raised, parts })
    }

    /// The edits by place of their sheet, then by cell.
    fn by_sheet<'e>(&self, edits: &'e [Edit]) -> Result<BTreeMap<usize, BTreeMap<CellRef, &'e str>>, Error> {
        let places: BTreeMap<&str, usize> =
            self.sheets.iter().enumerate().map(|(i, s)| (s.name.as_str(), i)).collect();
        let mut asked: BTreeMap<usize, BTreeMap<CellRef, &str>> = BTreeMap::new();
        for Edit { sheet, at, text } in edits {
            let place =
                *places.get(sheet.as_str()).ok_or_else(|| Error::UnknownSheet { sheet: sheet.clone() })?;
            if asked.entry(place).or_default().insert(*at, text).is_some() {
                return Err(Error::DuplicateEdit { sheet: sheet.clone(), at: *at });
            }
        }
        Ok(asked)
    }

    /// The text, where the file can hold its characters.
    fn encodable(&self, text: String) -> Result<String, RefusalReason> {
        if let Kind::Text(form) = &self.kind
            && let Err((c, place)) = form.encoding.encode(&text)
        {
            let (code, encoding) = (u32::from(c), form.encoding);
            return Err(RefusalReason::NotInEncoding { code, place, encoding });
        }
        Ok(text)
    }

    fn write(&self, targets: &[Target<'_>]) -> Result<(Vec<u8>, Vec<Part>), Error> {
        match &self.kind {
            Kind::Package(package) => self.write_package(package, targets),
            Kind::OpenDocument => self.write_open_document(targets),
            Kind::ReadOnly => Err(Error::ReadOnly { format: self.format }),
            Kind::Text(form) => {
                let bytes = match targets.first() {
                    Some(target) => csv::write(&self.bytes, *form, &target.texts)?,
                    None => self.bytes.clone(),
                };
                let sha256 = crate::package::sha256(&bytes);
                let part = Part { name: csv::SHEET.to_owned(), sha256, identical: bytes == self.bytes };
                Ok((bytes, vec![part]))
            }
        }
    }

    fn write_open_document(&self, targets: &[Target<'_>]) -> Result<(Vec<u8>, Vec<Part>), Error> {
        let mut source = Package::open(&self.bytes)?;
        if targets.is_empty() {
            return Ok((self.bytes.clone(), verify::unchanged(&self.bytes)?));
        }
        let place = |sheet: &Sheet| self.sheets.iter().position(|s| std::ptr::eq(s, sheet));
        let texts = targets.iter().filter_map(|t| Some((place(t.sheet)?, &t.texts))).collect();
        let (position, xml) = load(&mut source, ods::CONTENT)?;
        let splices = ods::write(&xml, &texts).map_err(|why| why.at(ods::CONTENT, 0))?;
        let bytes = package::rewrite(&self.bytes, &BTreeMap::from([(position, (xml, splices))]))?;
        let parts = verify::verify_open_document(self, &texts, position, &bytes)?;
        Ok((bytes, parts))
    }

    fn write_package(
        &self,
        package: &PackageKind,
        targets: &[Target<'_>],
    ) -> Result<(Vec<u8>, Vec<Part>), Error> {
        let mut source = Package::open(&self.bytes)?;
        if targets.is_empty() {
            let parts = verify::unchanged(&self.bytes)?;
            return Ok((self.bytes.clone(), parts));
        }
        let mut edited: BTreeMap<usize, (Vec<u8>, Vec<Splice>)> = BTreeMap::new();
        for Target { sheet, origin, texts, heights } in targets {
            let (position, xml) = load(&mut source, &origin.part)?;
            let splices =
                cells::splices(&xml, sheet, texts, heights).map_err(|why| why.at(&origin.part, 0))?;
            edited.insert(position, (xml, splices));
        }
        if package.formulas {
            let (position, xml) = load(&mut source, &package.book_part)?;
            let splices = recalculation::splices(&xml).map_err(|why| why.at(&package.book_part, 0))?;
            if !splices.is_empty() {
                edited.insert(position, (xml, splices));
            }
        }
        let bytes = package::rewrite(&self.bytes, &edited)?;
        let positions = edited.into_keys().collect();
        let parts = verify::verify(self, package, targets, &positions, &bytes)?;
        Ok((bytes, parts))
    }
}

fn load(source: &mut Package<'_>, part: &str) -> Result<(usize, Vec<u8>), Error> {
    let missing = || Error::MissingPart { part: part.to_owned() };
    let position = source.position(part).ok_or_else(missing)?;
    let xml = source.bytes(part)?.ok_or_else(missing)?;
    Ok((position, xml))
}

/// Says which cells of a sheet may be written.
struct Gate<'a> {
    sheet: &'a Sheet,
    origin: &'a Origin,
    headers: RangeIndex,
    pivots: RangeIndex,
}

impl<'a> Gate<'a> {
    fn new(sheet: &'a Sheet, origin: &'a Origin) -> Self {
        let index = |ranges: &[_]| RangeIndex::new(ranges.iter().copied());
        Self { sheet, origin, headers: index(&origin.headers), pivots: index(&origin.pivots) }
    }

    fn check(&self, at: CellRef) -> Result<(), RefusalReason> {
        if !(1..=MAX_ROW).contains(&at.row) || !(1..=MAX_COLUMN).contains(&at.column) {
            return Err(RefusalReason::OutsideSheet);
        }
        self.sheet.editable(at).map_err(|why| match why {
            NotEditable::Formula => RefusalReason::Formula,
            NotEditable::Protected => RefusalReason::Protected,
            NotEditable::InsideMerge => {
                RefusalReason::InsideMerge(self.sheet.merge_at(at).map_or(at, |m| m.start))
            }
        })?;
        if self.origin.twice.contains(&at) {
            return Err(RefusalReason::CellTwice);
        }
        if self.origin.rich.contains(&at) {
            return Err(RefusalReason::RichValue);
        }
        if self.headers.contains(at) {
            return Err(RefusalReason::TableHeader);
        }
        if self.pivots.contains(at) {
            return Err(RefusalReason::PivotTable);
        }
        Ok(())
    }
}
