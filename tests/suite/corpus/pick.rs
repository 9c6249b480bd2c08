//! Which cells of a workbook are filled, and with what: chosen from the file's own hash, so that the
//! same file always gets the same edits.

use super::package;
use super::sheet::Worksheet;
use kotae_workbook::{CellRef, Edit, MAX_COLUMN, MAX_ROW};
use std::collections::BTreeSet;

/// Texts that something between a person and a cell likes to change.
const TEXTS: [&str; 22] = [
    "対応しています。",
    "一行目\n二行目\n\n四行目",
    "  前後に空白  ",
    "<a href=\"x\">&amp;'</a>",
    "_x000D_と_x005F_x000D_と_x",
    "👍🏽 𠮷野家 👨‍👩‍👧",
    "=1+1",
    "0012",
    "",
    "\tタブ\t",
    "a\r\nb\rc",
    "+81-3-0000-0000",
    "]]>",
    "@SUM(A1)",
    "-1",
    "TRUE",
    "#N/A",
    "e\u{301}か\u{3099}",
    "\u{200F}שלום\u{200E}",
    " ",
    "2026-04-01",
    "\"引用\", \"区切り\"\n",
];

/// Numbers from a seed (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        let n = u64::try_from(all.len()).expect("fewer than 2^64");
        (n > 0).then(|| all[usize::try_from(self.next() % n).expect("less than a length")])
    }
}

/// Edits for a workbook whose SHA-256 (in hexadecimal) is given: in up to three sheets, cells of every
/// kind that the sheets have.
pub(crate) fn edits(bytes: &[u8], sha256: &str) -> Vec<Edit> {
    let mut numbers = Numbers(u64::from_str_radix(&sha256[..16], 16).expect("hexadecimal"));
    let mut sheets = package::sheets(bytes);
    while sheets.len() > 3 {
        let n = usize::try_from(numbers.next()).unwrap_or(usize::MAX) % sheets.len();
        sheets.remove(n);
    }
    let long = "長い回答。".repeat(6_554).chars().take(32_767).collect::<String>();
    let mut text_at = usize::try_from(numbers.next() % 22).expect("small");
    let mut out = Vec::new();
    for (n, (sheet, part)) in sheets.into_iter().enumerate() {
        let Some(Ok(worksheet)) = package::text(bytes, &part).map(|xml| Worksheet::read(&xml)) else {
            continue;
        };
        for (k, at) in cells(&worksheet, &mut numbers).into_iter().enumerate() {
            text_at += 1;
            let text = if (n, k) == (0, 1) { long.clone() } else { TEXTS[text_at % TEXTS.len()].to_owned() };
            out.push(Edit { sheet: sheet.clone(), at, text });
        }
    }
    out
}

/// Cells of one sheet, each once.
fn cells(sheet: &Worksheet, numbers: &mut Numbers) -> BTreeSet<CellRef> {
    let of = |wanted: &dyn Fn(&super::sheet::Cell) -> bool| -> Vec<CellRef> {
        sheet.cells().filter(|c| wanted(c)).map(|c| c.at).collect()
    };
    let kinds = [
        of(&|c| c.kind == "s" && !c.formula),
        of(&|c| matches!(c.kind.as_str(), "inlineStr" | "str") && !c.formula),
        of(&|c| matches!(c.kind.as_str(), "" | "n") && c.value && !c.formula),
        of(&|c| !c.value && !c.formula && c.inline.is_none() && c.attributes.len() > 1),
        of(&|c| c.formula),
        of(&|c| matches!(c.kind.as_str(), "b" | "e" | "d") && !c.formula),
        sheet.merges.iter().map(|m| m.start).collect(),
        // Inside a merged region: has to be refused.
        sheet.merges.iter().map(|m| m.end).collect(),
    ];
    let mut out = BTreeSet::new();
    for (n, kind) in kinds.iter().enumerate() {
        for _ in 0..if n == 0 { 2 } else { 1 } {
            out.extend(numbers.of(kind));
        }
    }
    let rows: Vec<u32> = sheet.numbers().into_iter().filter(|r| (1..=MAX_ROW).contains(r)).collect();
    let there: BTreeSet<CellRef> = sheet.cells().map(|c| c.at).collect();
    // Missing cells of rows that are there: before, between and after the others.
    for _ in 0..2 {
        if let Some(row) = numbers.of(&rows) {
            let last = there.iter().filter(|c| c.row == row).map(|c| c.column).max().unwrap_or(0);
            let free: Vec<CellRef> = (1..=(last + 2).min(MAX_COLUMN))
                .map(|c| CellRef::new(row, c))
                .filter(|c| !there.contains(c))
                .collect();
            out.extend(numbers.of(&free));
        }
    }
    // Missing rows: the first free one, and one after the last.
    let first = (1..=MAX_ROW).find(|r| rows.binary_search(r).is_err());
    let after = rows.last().map_or(1, |r| r + 3);
    for row in first.into_iter().chain([after]).filter(|&r| r <= MAX_ROW) {
        out.insert(CellRef::new(row, 1 + u32::try_from(numbers.next() % 30).expect("small")));
    }
    out
}
