//! What was found in a workbook, as plain data: sheets, tables, columns and question rows.
//!
//! Serialises to the shape of `kotae inspect --json` and reads back from it, so that a person can
//! correct a layout by editing the JSON and the correction can be kept for the next time.

use kotae_workbook::{CellRef, SheetState, column_name, column_number};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

/// A column of a sheet, counted from 1; written with letters (`AD`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Column(pub u32);

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&column_name(self.0))
    }
}

/// A text that is no column.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("「{0}」は列名ではありません。A, B, … XFD のいずれかを書いてください (not a column: use A to XFD)")]
pub struct ColumnError(pub String);

impl FromStr for Column {
    type Err = ColumnError;

    fn from_str(s: &str) -> Result<Self, ColumnError> {
        column_number(s.trim()).map(Self).ok_or_else(|| ColumnError(s.to_owned()))
    }
}

impl Serialize for Column {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Column {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A small map that keeps the order in which its entries stand in the sheet.
///
/// A JSON object; read with a streaming reader (`serde_json::from_str`), the order of the text is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ordered<V>(pub Vec<(String, V)>);

impl<V> Default for Ordered<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V> Ordered<V> {
    /// No entries?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The names, in order.
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        self.0.iter().map(|(k, _)| k.clone()).collect()
    }
}

impl<V: Serialize> Serialize for Ordered<V> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_map(self.0.iter().map(|(k, v)| (k, v)))
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Ordered<V> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Entries<V>(PhantomData<V>);
        impl<'de, V: Deserialize<'de>> Visitor<'de> for Entries<V> {
            type Value = Ordered<V>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Ordered<V>, A::Error> {
                let mut out = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    out.push(entry);
                }
                Ok(Ordered(out))
            }
        }
        d.deserialize_map(Entries(PhantomData))
    }
}

/// What was found in a whole workbook.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Layout {
    /// One entry a sheet, in the order of the tabs.
    pub sheets: Vec<SheetLayout>,
}

/// What was found on one sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SheetLayout {
    /// The name on the tab.
    pub name: String,
    /// Whether the tab can be seen.
    #[serde(default)]
    pub state: SheetState,
    /// Does the sheet ask questions that are to be answered? `tables` is empty when it does not.
    pub questionnaire: bool,
    /// Is sheet protection on?
    #[serde(default)]
    pub protected: bool,
    /// The tables of questions, top to bottom, then left to right.
    #[serde(default)]
    pub tables: Vec<Table>,
    /// Why the sheet was or was not taken for a questionnaire, in a few words each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
}

/// One table of questions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Table {
    /// The rows of the header, counted from 1; empty when the table has none.
    #[serde(default)]
    pub header_rows: Vec<u32>,
    /// The first column of the table, where another table stands to its left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_column: Option<Column>,
    /// The last column of the table, where another table stands to its right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_column: Option<Column>,
    /// The last row that may hold a question, where something else follows below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_row: Option<u32>,
    /// Which column holds what.
    pub columns: Columns,
    /// The choices of most rows, in the order of the dropdown or legend.
    #[serde(default)]
    pub choices: Vec<String>,
    /// The question rows, top to bottom. Headings, examples, notes and totals are not listed.
    #[serde(default)]
    pub rows: Vec<Row>,
    /// Where the answer is one mark in one of several columns: what the mark means → its column.
    #[serde(default, skip_serializing_if = "Ordered::is_empty")]
    pub mark_columns: Ordered<Column>,
    /// The mark that goes into one of `mark_columns`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<String>,
    /// What the choices mean, where the workbook says so.
    #[serde(default, skip_serializing_if = "Ordered::is_empty")]
    pub legend: Ordered<String>,
    /// The header rows and columns from which `rows` was derived; when they no longer agree, `apply`
    /// derives the rows anew, otherwise it keeps them as they were edited.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub derived_from: String,
}

/// The roles of a table's columns.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Columns {
    /// The number or id of a question.
    #[serde(default)]
    pub number: Option<Column>,
    /// The levels of the category, parents first.
    #[serde(default)]
    pub category: Vec<Column>,
    /// The question.
    #[serde(default)]
    pub question: Option<Column>,
    /// One of the choices is written here.
    #[serde(default)]
    pub status: Option<Column>,
    /// Free text is written here.
    #[serde(default)]
    pub comment: Option<Column>,
    /// Numbers of a guideline (FISC and the like) that the question refers to.
    #[serde(default)]
    pub reference: Option<Column>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Row {
    /// The row of the question's cell, counted from 1.
    pub row: u32,
    /// The number as shown.
    #[serde(default)]
    pub number: Option<String>,
    /// The category, parents first; no empty levels.
    #[serde(default)]
    pub category: Vec<String>,
    /// The question, verbatim.
    pub question: String,
    /// The cell of the question; for a merged region its top-left cell.
    #[serde(default)]
    pub question_cell: Option<CellRef>,
    /// The cell for one of the choices.
    #[serde(default)]
    pub status_cell: Option<CellRef>,
    /// Where the answer is one mark in one of several cells: what the mark means → its cell.
    #[serde(default, skip_serializing_if = "Ordered::is_empty")]
    pub status_cells: Ordered<CellRef>,
    /// The cell for free text.
    #[serde(default)]
    pub comment_cell: Option<CellRef>,
    /// The choices of this row, in the order of the dropdown or legend.
    #[serde(default)]
    pub choices: Vec<String>,
    /// Is the row hidden?
    #[serde(default)]
    pub hidden: bool,
}

#[cfg(test)]
mod tests {
    use super::{Column, Layout, Ordered};

    #[test]
    fn a_layout_reads_back_from_the_published_shape() {
        let json = r#"{"sheets":[{"name":"質問","state":"veryHidden","questionnaire":true,"protected":false,"tables":[
            {"header_rows":[2,3],"columns":{"number":"A","category":["B","C"],"question":"D","status":null,"comment":"AH","reference":null},
             "choices":["はい","いいえ"],"rows":[{"row":4,"number":"R001","category":["管理"],"question":"ログを取っているか",
             "status_cells":{"はい":"E4","いいえ":"F4"},"comment_cell":"AH4","choices":[],"hidden":true}]}]}]}"#;
        let layout: Layout = serde_json::from_str(json).expect("the contract's shape");
        let table = &layout.sheets[0].tables[0];
        assert_eq!(table.columns.comment, Some(Column(34)));
        assert_eq!(table.rows[0].status_cells.keys(), ["はい", "いいえ"]);
        let again = serde_json::to_string(&layout).expect("plain data");
        assert_eq!(serde_json::from_str::<Layout>(&again).expect("own output"), layout);
    }

    #[test]
    fn order_in_a_map_is_kept() {
        let o: Ordered<u8> = serde_json::from_str(r#"{"い":1,"あ":2}"#).expect("an object");
        assert_eq!(serde_json::to_string(&o).expect("plain data"), r#"{"い":1,"あ":2}"#);
    }

    #[test]
    fn a_wrong_column_is_refused() {
        for wrong in ["", "1", "XFE", "あ"] {
            assert!(wrong.parse::<Column>().is_err(), "{wrong}");
        }
    }
}
