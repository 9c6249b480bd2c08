//! From an answer to the texts of cells: which cells change, and to what.

use crate::choices::in_boxes;
use crate::error::Error;
use crate::marks::{chosen_form, is_chosen, open_form, tick};
use crate::questions::{Question, StatusSlot};
use kotae_text::fold_str;
use kotae_workbook::CellRef;

/// The cells to write for an answer: sheet, cell, its whole new text. Cells that already hold that
/// text are left out; an empty text empties the cell.
///
/// A choice goes into its cell as the dropdown or legend spells it, as a mark in one of several
/// cells, or by ticking its box in the cell's text. A part that the form has no cell for is left
/// out: a form that takes only a choice gets no text.
///
/// # Errors
/// The choice is not among those of the question. Without known choices anything may be written.
pub fn edits(
    question: &Question,
    choice: Option<&str>,
    comment: Option<&str>,
) -> Result<Vec<(String, CellRef, String)>, Error> {
    let mut out: Vec<(CellRef, String)> = Vec::new();
    let now = |at: CellRef| question.now.iter().find(|n| n.0 == at).map_or("", |n| n.1.as_str());
    if let Some(choice) = choice {
        match &question.slot.status {
            StatusSlot::None => {}
            StatusSlot::Cell(at) => {
                let written = one_of(question, choice, &question.choices)?;
                let text = now(*at);
                let ticked = if in_boxes(text).len() >= 2 { tick(text, &written) } else { None };
                out.push((*at, ticked.unwrap_or(written)));
            }
            StatusSlot::OneOf(cells) => {
                let labels: Vec<String> = cells.iter().map(|c| c.0.clone()).collect();
                let written = one_of(question, choice, &labels)?;
                for (label, at) in cells {
                    let text = now(*at);
                    if *label == written {
                        out.push((*at, chosen_form(text, &question.mark)));
                    } else if is_chosen(text) {
                        out.push((*at, open_form(text)));
                    }
                }
            }
        }
    }
    if let (Some(comment), Some(at)) = (comment, question.slot.comment) {
        out.push((at, comment.to_owned()));
    }
    out.retain(|(at, text)| now(*at) != text);
    Ok(out.into_iter().map(|(at, text)| (question.sheet.clone(), at, text)).collect())
}

/// The choice as the form spells it: exactly, or the same after folding when only one is.
fn one_of(question: &Question, choice: &str, choices: &[String]) -> Result<String, Error> {
    if choices.is_empty() || choices.iter().any(|c| c == choice) {
        return Ok(choice.to_owned());
    }
    let wanted = fold_str(choice.trim());
    let mut alike = choices.iter().filter(|c| fold_str(c.trim()) == wanted);
    match (alike.next(), alike.next()) {
        (Some(one), None) => Ok(one.clone()),
        _ => Err(Error::NotAChoice {
            sheet: question.sheet.clone(),
            at: question.at,
            choice: choice.to_owned(),
            choices: choices.join("・"),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::edits;
    use crate::testing::sheets;
    use crate::{Error, detect, questions};

    #[track_caller]
    fn check(grid: &str, choice: Option<&str>, comment: Option<&str>, expected: &[(&str, &str)]) {
        let sheets = sheets(grid);
        let all = questions(&sheets, &detect(&sheets).value);
        let done = edits(&all[0], choice, comment).expect("the choice is one of the form's");
        let got: Vec<(String, &str)> = done.iter().map(|(_, at, t)| (at.to_string(), t.as_str())).collect();
        let want: Vec<(String, &str)> = expected.iter().map(|(at, t)| ((*at).to_owned(), *t)).collect();
        assert_eq!(got, want);
    }

    const PLAIN: &str = "No | 質問 | 回答(○/×) | 備考
        1 | 規程の改定履歴を管理しているか | |
        2 | 内部監査を毎年実施しているか | |";

    #[test]
    fn a_choice_and_a_text_go_into_their_cells() {
        check(PLAIN, Some("○"), Some("台帳で管理"), &[("C2", "○"), ("D2", "台帳で管理")]);
        check(PLAIN, None, Some("台帳で管理"), &[("D2", "台帳で管理")]);
        // The form's own circle, whichever of the three was typed.
        check(PLAIN, Some("〇"), None, &[("C2", "○")]);
    }

    #[test]
    fn a_choice_that_the_form_does_not_offer_is_refused() {
        let sheets = sheets(PLAIN);
        let all = questions(&sheets, &detect(&sheets).value);
        let why = edits(&all[0], Some("△"), None).expect_err("only ○ and × are offered");
        assert!(matches!(&why, Error::NotAChoice { choices, .. } if choices == "○・×"));
        assert!(why.to_string().contains("シート1"), "{why}");
    }

    #[test]
    fn a_mark_moves_from_one_column_to_another() {
        let grid = "該当する欄に✓を付けてください
            No | 質問 | はい | いいえ | 備考
            1 | 規程の改定履歴を管理しているか | | ✓ |
            2 | 内部監査を毎年実施しているか | | |";
        check(grid, Some("はい"), None, &[("C3", "✓"), ("D3", "")]);
        check(grid, Some("いいえ"), None, &[]);
    }

    #[test]
    fn boxes_in_cells_are_ticked() {
        check(
            "No | 質問 | 回答
             1 | 規程の改定履歴を管理しているか | □はい □いいえ（理由： ）
             2 | 内部監査を毎年実施しているか | □はい □いいえ（理由： ）",
            Some("いいえ"),
            None,
            &[("C2", "□はい ■いいえ（理由： ）")],
        );
        check(
            "No | 質問 | はい | いいえ | 備考
             1 | 規程の改定履歴を管理しているか | □ | □ |
             2 | 内部監査を毎年実施しているか | □ | □ |",
            Some("はい"),
            Some("あり"),
            &[("C2", "■"), ("E2", "あり")],
        );
    }

    #[test]
    fn a_form_that_takes_only_a_choice_gets_no_text() {
        check(
            "@list C2:C3 はい,いいえ
             No | 質問 | 貴社回答
             1 | 規程の改定履歴を管理しているか |
             2 | 内部監査を毎年実施しているか |",
            Some("はい"),
            Some("どこにも書けない"),
            &[("C2", "はい")],
        );
    }
}
