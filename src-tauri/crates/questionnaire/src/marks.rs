//! Marks and boxes: which one a form asks for, and how a cell looks once one is chosen.

use crate::grid::Grid;
use crate::signs::{empty_box, is_box, is_mark, is_ticked};
use kotae_text::fold_str;

/// Marks that a sheet's own words may ask for.
const NAMED: &[char] = &['○', '◯', '〇', '●', '◎', '✓', '✔', 'レ', '■', '☑', '×'];

/// Words near a mark that say it is to be written.
const WRITE: &[&str] = &[
    "印",
    "つけ",
    "付け",
    "付し",
    "記入",
    "入力",
    "マーク",
    "チェック",
    "選択",
    "mark",
    "tick",
    "put",
    "enter",
];

/// The mark that the sheet asks for (「該当する欄に✓を付けてください」).
pub(crate) fn asked_for(grid: &Grid<'_>) -> Option<String> {
    for f in grid.rows.iter().take(200).flat_map(|r| &r.fields) {
        let folded = fold_str(&f.text);
        let chars = f.text.chars().count();
        if !(3..=300).contains(&chars) || !WRITE.iter().any(|w| folded.contains(w)) {
            continue;
        }
        let all: Vec<char> = f.text.chars().collect();
        for (i, c) in all.iter().enumerate().filter(|(_, c)| NAMED.contains(c)) {
            // 「レ」 is also a letter: it counts only in quotes or before 点 and 印.
            let next = all.get(i + 1).copied().unwrap_or(' ');
            let quoted = i > 0 && matches!(all[i - 1], '「' | '『' | '"' | '“' | '（' | '(');
            if *c != 'レ' || quoted || matches!(next, '点' | '印') {
                return Some(c.to_string());
            }
        }
    }
    None
}

/// Does the text of a mark cell say that this is the chosen one?
pub(crate) fn is_chosen(text: &str) -> bool {
    let t = text.trim();
    !t.is_empty()
        && (empty_box(t).is_none() || t.chars().any(is_ticked))
        && (is_mark(t) || t.chars().any(is_ticked))
}

/// The option of the ticked box; `None` when none is ticked.
pub(crate) fn chosen_box(text: &str) -> Option<String> {
    let chars: Vec<char> = text.chars().collect();
    let at = chars.iter().position(|c| is_ticked(*c))?;
    Some(option(&chars, at))
}

/// The text of the option whose box stands at `at`.
fn option(chars: &[char], at: usize) -> String {
    let text: String =
        chars[at + 1..].iter().take_while(|c| !is_box(**c) && !matches!(**c, '\n' | '(' | '（')).collect();
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '、' | ',' | '/' | '／' | '・' | '，'))
        .to_owned()
}

/// The ticked form of an open box and the open form of a ticked one.
fn pair(c: char) -> (char, char) {
    match c {
        '☐' | '☑' | '☒' => ('☐', '☑'),
        '◻' | '◼' => ('◻', '◼'),
        _ => ('□', '■'),
    }
}

/// The text with the box of one option ticked and all others open, the rest as it was; `None` when
/// no box has this option.
pub(crate) fn tick(text: &str, wanted: &str) -> Option<String> {
    let mut chars: Vec<char> = text.chars().collect();
    let boxes: Vec<usize> = (0..chars.len()).filter(|&i| is_box(chars[i])).collect();
    let same = |i: &usize| fold_str(&option(&chars, *i)) == fold_str(wanted.trim());
    let target = boxes.iter().copied().find(same)?;
    // A form that shows both kinds of boxes keeps its own.
    let ticked = boxes.iter().map(|&i| chars[i]).find(|c| is_ticked(*c));
    let open = boxes.iter().map(|&i| chars[i]).find(|c| !is_ticked(*c));
    for i in boxes {
        let (usual_open, usual_ticked) = pair(chars[i]);
        if i == target {
            if !is_ticked(chars[i]) {
                chars[i] = ticked.unwrap_or(usual_ticked);
            }
        } else if is_ticked(chars[i]) {
            chars[i] = open.unwrap_or(usual_open);
        }
    }
    Some(chars.into_iter().collect())
}

/// A mark cell's text once it is chosen: its own box ticked, or the mark.
pub(crate) fn chosen_form(now: &str, mark: &str) -> String {
    match now.chars().find(|c| is_box(*c) && !is_ticked(*c)) {
        Some(open) => now.replacen(open, &pair(open).1.to_string(), 1),
        None if now.chars().any(is_ticked) => now.to_owned(),
        None => mark.to_owned(),
    }
}

/// A mark cell's text once another is chosen: its own box open, or nothing.
pub(crate) fn open_form(now: &str) -> String {
    match now.chars().find(|c| is_ticked(*c)) {
        Some(ticked) if is_box(ticked) && !matches!(ticked, '✓' | '✔') => {
            now.replacen(ticked, &pair(ticked).0.to_string(), 1)
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_box_is_ticked_and_the_rest_of_the_text_stays() {
        for (text, choice, expected) in [
            ("□はい □いいえ", "はい", "■はい □いいえ"),
            ("□はい　■いいえ（理由：　）", "はい", "■はい　□いいえ（理由：　）"),
            ("☐ 実施（時期：　）\n☐ 未実施", "未実施", "☐ 実施（時期：　）\n☑ 未実施"),
            ("☐はい ☑いいえ ☐該当なし", "該当なし", "☐はい ☐いいえ ☑該当なし"),
        ] {
            assert_eq!(tick(text, choice).as_deref(), Some(expected));
        }
        assert_eq!(tick("□はい □いいえ", "該当なし"), None);
    }

    #[test]
    fn mark_cells_keep_their_own_boxes() {
        assert_eq!(chosen_form("", "○"), "○");
        assert_eq!(chosen_form("□", "○"), "■");
        assert_eq!(chosen_form("☐", "○"), "☑");
        assert_eq!(open_form("○"), "");
        assert_eq!(open_form("■"), "□");
    }

    #[test]
    fn marks_named_on_the_sheet() {
        let named = |text: &str| {
            let sheets = crate::testing::sheets(text);
            asked_for(&Grid::new(&sheets[0]))
        };
        assert_eq!(named("該当する欄に「レ」を記入してください").as_deref(), Some("レ"));
        assert_eq!(named("いずれかに✓を付けてください").as_deref(), Some("✓"));
        assert_eq!(named("いずれか一つに○印をつけてください").as_deref(), Some("○"));
        assert_eq!(named("クレームの記入欄"), None);
    }
}
