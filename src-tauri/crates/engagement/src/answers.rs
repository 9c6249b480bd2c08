//! Answers given from outside: `{"シート名": {"G7": "text", …}}`.

use crate::error::Error;
use crate::files;
use crate::inspect::json_place;
use kotae_workbook::{CellRef, Edit};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::marker::PhantomData;
use std::path::Path;

/// Strings to write, by sheet and cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers(pub BTreeMap<String, BTreeMap<CellRef, String>>);

impl Answers {
    /// Reads an answers file.
    ///
    /// # Errors
    /// When it cannot be read or is not of this shape; names sheet and cell.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let bytes = files::read(path)?;
        Self::parse(&bytes).map_err(|why| Error::Json { path: path.to_owned(), why })
    }

    fn parse(bytes: &[u8]) -> Result<Self, String> {
        let shape = "形は {\"シート名\": {\"G7\": \"回答\"}} です (expected {\"sheet\": {\"G7\": \"text\"}})";
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let json: serde_json::Value = serde_json::from_slice(bytes).map_err(|e| {
            format!(
                "JSON として読めません。{} (not JSON: {e})",
                json_place(&String::from_utf8_lossy(bytes), &e)
            )
        })?;
        if let Ok(pairs) = serde_json::from_slice::<Pairs<Pairs<IgnoredAny>>>(bytes) {
            twice(&pairs)?;
        }
        let mut out = BTreeMap::new();
        for (sheet, cells) in json.as_object().ok_or(shape)? {
            let mut texts = BTreeMap::new();
            for (at, text) in cells.as_object().ok_or(shape)? {
                let cell: CellRef = at.parse().map_err(|_| {
                    format!("シート「{sheet}」の「{at}」はセル番地ではありません (sheet {sheet}: {at} is no cell address)")
                })?;
                let text = text.as_str().ok_or_else(|| {
                    format!("シート「{sheet}」のセル {at} の値が文字列ではありません (sheet {sheet}, cell {at}: not a string)")
                })?;
                if texts.insert(cell, text.to_owned()).is_some() {
                    return Err(format!(
                        "シート「{sheet}」のセル {at} が二度書かれています (sheet {sheet}, cell {at} is given twice)"
                    ));
                }
            }
            out.insert(sheet.clone(), texts);
        }
        Ok(Self(out))
    }

    pub(crate) fn edits(&self) -> Vec<Edit> {
        let each = |(sheet, cells): (&String, &BTreeMap<CellRef, String>)| {
            cells
                .iter()
                .map(|(at, text)| Edit { sheet: sheet.clone(), at: *at, text: text.clone() })
                .collect::<Vec<_>>()
        };
        self.0.iter().flat_map(each).collect()
    }
}

/// The entries of a JSON object as they stand; a map would keep the last of those with one name.
struct Pairs<T>(Vec<(String, T)>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Pairs<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Entries<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
            type Value = Pairs<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut out = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    out.push(entry);
                }
                Ok(Pairs(out))
            }
        }
        from.deserialize_map(Entries(PhantomData))
    }
}

/// A sheet, or a cell of one, that is given twice by the same name.
fn twice(pairs: &Pairs<Pairs<IgnoredAny>>) -> Result<(), String> {
    let mut sheets = BTreeSet::new();
    for (sheet, cells) in &pairs.0 {
        if !sheets.insert(sheet) {
            return Err(format!("シート「{sheet}」が二度書かれています (sheet {sheet} is given twice)"));
        }
        let mut seen = BTreeSet::new();
        if let Some((cell, _)) = cells.0.iter().find(|(cell, _)| !seen.insert(cell)) {
            return Err(format!(
                "シート「{sheet}」のセル {cell} が二度書かれています (sheet {sheet}, cell {cell} is given twice)"
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Answers;

    #[test]
    fn what_is_wrong_is_named_by_sheet_and_cell() {
        let fails = |text: &str| Answers::parse(text.as_bytes()).expect_err("refused");
        assert!(fails("[]").contains("シート名"));
        assert!(fails("{\"質問\":{\"1G\":\"x\"}}").contains("「1G」"));
        assert!(fails("{\"質問\":{\"G1\":1}}").contains("G1"));
        assert!(fails("{\"質問\":{\"G1\":\"a\",\"$G$1\":\"b\"}}").contains("二度"));
        assert!(fails("{\"質問\":{\"G1\":\"a\",\"G1\":\"b\"}}").contains("二度"));
        assert!(fails("{\"質問\":{},\"質問\":{\"G1\":\"b\"}}").contains("二度"));
        let ok = Answers::parse("\u{feff}{\"質問\":{\"G1\":\"\"}}".as_bytes()).expect("read");
        assert_eq!(ok.edits().len(), 1);
    }
}
