//! What a file is, by its content and never by its name: customers send .xls files named .xlsx,
//! HTML named .xls, and encrypted packages named like open ones.

use serde::{Deserialize, Serialize};

/// A kind of file that may be handed to us as a questionnaire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileKind {
    /// A zip package: OOXML, OpenDocument or something else; decided by its parts.
    Zip,
    /// An OOXML package encrypted with a password.
    Encrypted,
    /// An Excel 97–2003 or 5.0/95 workbook (BIFF).
    Xls,
    /// A workbook of Excel 4.0 or older: BIFF records without a compound file around them.
    OldXls,
    /// A binary .xlsb workbook.
    Xlsb,
    /// An OpenDocument spreadsheet.
    Ods,
    /// Plain text, probably CSV.
    Text,
    /// A web page, as some systems export under the name .xls.
    Html,
    /// An XML Spreadsheet 2003.
    Xml,
    /// A PDF.
    Pdf,
    /// A Word document, old or new.
    Word,
    /// A PowerPoint presentation, old or new.
    PowerPoint,
    /// An empty file.
    Empty,
    /// None of these.
    Unknown,
}

impl FileKind {
    /// What to do with a file of this kind, in Japanese and in English.
    #[must_use]
    pub fn hint(self) -> (&'static str, &'static str) {
        match self {
            Self::Xls | Self::OldXls | Self::Xlsb | Self::Ods | Self::Html | Self::Xml => (
                "Excelで開き「Excelブック（.xlsx）」として保存し直してください",
                "open it in Excel and save it as .xlsx",
            ),
            Self::Text => (
                "区切りのあるテキスト（CSV）なら、名前の最後を .csv に変えると読み取れます",
                "if it is delimited text such as CSV, name it .csv and it can be read",
            ),
            Self::Pdf | Self::Word | Self::PowerPoint => {
                ("質問票の元のExcelファイルを入手してください", "ask for the questionnaire as an Excel file")
            }
            Self::Empty => ("ファイルを送り直してもらってください", "ask for the file again"),
            Self::Encrypted => ("Excelでパスワードを解除してください", "remove its password in Excel"),
            Self::Zip | Self::Unknown => (
                "Excelブック（.xlsx または .xlsm）を指定してください",
                "give an Excel workbook, .xlsx or .xlsm",
            ),
        }
    }

    pub(crate) fn ja(self) -> &'static str {
        match self {
            Self::Zip => "Excelブックではないzipファイル",
            Self::Encrypted => "暗号化されたファイル",
            Self::Xls => "Excel 97-2003ブック（.xls）",
            Self::OldXls => "Excel 4.0以前のブック（.xls）",
            Self::Xlsb => "Excelバイナリブック（.xlsb）",
            Self::Ods => "OpenDocument表計算（.ods）",
            Self::Text => "ブックの名前が付いたテキストファイル",
            Self::Html => "HTMLファイル",
            Self::Xml => "XMLスプレッドシート2003",
            Self::Pdf => "PDFファイル",
            Self::Word => "Word文書",
            Self::PowerPoint => "PowerPointファイル",
            Self::Empty => "空のファイル",
            Self::Unknown => "Excelブックではないファイル",
        }
    }

    pub(crate) fn en(self) -> &'static str {
        match self {
            Self::Zip => "a zip file that is no workbook",
            Self::Encrypted => "an encrypted file",
            Self::Xls => "an Excel 97-2003 workbook",
            Self::OldXls => "a workbook of Excel 4.0 or older",
            Self::Xlsb => "a binary .xlsb workbook",
            Self::Ods => "an OpenDocument spreadsheet",
            Self::Text => "a text file named as a workbook",
            Self::Html => "a web page",
            Self::Xml => "an XML Spreadsheet 2003",
            Self::Pdf => "a PDF",
            Self::Word => "a Word document",
            Self::PowerPoint => "a PowerPoint presentation",
            Self::Empty => "an empty file",
            Self::Unknown => "a file that is no workbook",
        }
    }
}

const CFB: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
const UTF8_BOM: &[u8] = &[0xEF, 0xBB, 0xBF];
/// How much of a file is looked at to tell text from binary.
const TEXT_SAMPLE: usize = 8 * 1024;

/// What kind of file these bytes are. Looks at the beginning, and for compound files at their
/// directory; a zip is not looked into.
#[must_use]
pub fn recognise(bytes: &[u8]) -> FileKind {
    if bytes.is_empty() {
        FileKind::Empty
    } else if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        FileKind::Zip
    } else if bytes.starts_with(CFB) {
        compound(bytes)
    } else if bytes.starts_with(b"%PDF") {
        FileKind::Pdf
    } else if bytes.starts_with(b"{\\rtf") {
        FileKind::Word
    } else if is_bare_biff(bytes) {
        FileKind::OldXls
    } else {
        text(bytes)
    }
}

/// BIFF2 to BIFF5 streams could stand in a file without a compound file around them: a BOF record.
/// Nothing here reads those.
fn is_bare_biff(bytes: &[u8]) -> bool {
    matches!(bytes, [0x09, 0x00 | 0x02 | 0x04 | 0x08, 0x04..=0x10, 0x00, ..])
}

/// Names in a compound file's directory tell what it holds. Directory entries are 128 bytes long and
/// sectors are multiples of that, so every entry lies at a multiple of 128; looking at all of them
/// needs no walk along the allocation table, which a hostile file could turn into a loop.
fn compound(bytes: &[u8]) -> FileKind {
    let mut kind = FileKind::Unknown;
    for entry in bytes.as_chunks::<128>().0 {
        // Names are the same in capitals: some writers have WORKBOOK.
        let found = match entry_name(entry).map(|n| n.to_ascii_lowercase()).as_deref() {
            Some("encryptioninfo" | "encryptedpackage") => return FileKind::Encrypted,
            Some("workbook" | "book") => FileKind::Xls,
            Some("worddocument") => FileKind::Word,
            Some("powerpoint document") => FileKind::PowerPoint,
            _ => continue,
        };
        if kind == FileKind::Unknown {
            kind = found;
        }
    }
    kind
}

/// The name in a directory entry: UTF-16LE, its length in bytes (end mark included) at offset 64,
/// the kind of entry at 66 (1 storage, 2 stream).
fn entry_name(entry: &[u8; 128]) -> Option<String> {
    let length = usize::from(u16::from_le_bytes([entry[64], entry[65]]));
    if !(4..=64).contains(&length) || !length.is_multiple_of(2) || !matches!(entry[66], 1 | 2) {
        return None;
    }
    let units = entry[..length - 2].as_chunks::<2>().0.iter().map(|&u| u16::from_le_bytes(u));
    char::decode_utf16(units).collect::<Result<String, _>>().ok()
}

fn text(bytes: &[u8]) -> FileKind {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return FileKind::Text;
    }
    let sample = &bytes[..bytes.len().min(TEXT_SAMPLE)];
    if sample.iter().any(|&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0C | 0x1A)) {
        return FileKind::Unknown;
    }
    let body = sample.strip_prefix(UTF8_BOM).unwrap_or(sample).trim_ascii_start();
    let start = body[..body.len().min(1024)].to_ascii_lowercase();
    let holds = |what: &[u8]| start.windows(what.len()).any(|w| w == what);
    if start.starts_with(b"<?xml") || start.starts_with(b"<workbook") {
        if holds(b"office:spreadsheet") || holds(b"excel.sheet") {
            return FileKind::Xml;
        }
        return if holds(b"<html") { FileKind::Html } else { FileKind::Unknown };
    }
    if [&b"<html"[..], b"<!doctype html", b"<table", b"<meta", b"<head", b"<style"]
        .iter()
        .any(|tag| start.starts_with(tag))
    {
        return FileKind::Html;
    }
    FileKind::Text
}

#[cfg(test)]
mod tests {
    use super::{FileKind, recognise};

    fn compound_with(names: &[&str]) -> Vec<u8> {
        let mut file = super::CFB.to_vec();
        file.resize(512, 0);
        for name in names {
            let mut entry = [0u8; 128];
            for (i, unit) in name.encode_utf16().enumerate() {
                entry[i * 2..i * 2 + 2].copy_from_slice(&unit.to_le_bytes());
            }
            entry[64] = u8::try_from(name.len() * 2 + 2).expect("short names");
            entry[66] = 2;
            file.extend(entry);
        }
        file
    }

    #[test]
    fn content_tells_the_kind() {
        let cases: [(Vec<u8>, FileKind); 18] = [
            (Vec::new(), FileKind::Empty),
            (b"PK\x03\x04rest".to_vec(), FileKind::Zip),
            (compound_with(&["Root Entry", "EncryptionInfo"]), FileKind::Encrypted),
            (compound_with(&["Root Entry", "Workbook"]), FileKind::Xls),
            (compound_with(&["Root Entry", "Book"]), FileKind::Xls),
            // Other writers than Excel write the names in capitals; Excel opens what they write.
            (compound_with(&["Root Entry", "WORKBOOK"]), FileKind::Xls),
            (compound_with(&["Root Entry", "BOOK"]), FileKind::Xls),
            (b"\x09\x04\x06\x00\x00\x00\x10\x00".to_vec(), FileKind::OldXls),
            (compound_with(&["Workbook", "EncryptedPackage"]), FileKind::Encrypted),
            (compound_with(&["WordDocument"]), FileKind::Word),
            (compound_with(&[]), FileKind::Unknown),
            (b"%PDF-1.7".to_vec(), FileKind::Pdf),
            ("No,設問\r\n1,規程はあるか\r\n".as_bytes().to_vec(), FileKind::Text),
            (vec![0x90, 0xDD, 0x96, 0xE2, b',', b'a'], FileKind::Text),
            (b"\xFF\xFEa\0".to_vec(), FileKind::Text),
            (b"\xEF\xBB\xBF \n<html><body><table>".to_vec(), FileKind::Html),
            (b"<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>".to_vec(), FileKind::Xml),
            (vec![0, 1, 2, 3], FileKind::Unknown),
        ];
        for (bytes, kind) in cases {
            assert_eq!(recognise(&bytes), kind, "{:?}", &bytes[..bytes.len().min(40)]);
        }
    }
}
