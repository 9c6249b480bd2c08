//! What of an answer a person does not see in its cell. `kotae check` and the desk's gate say the same.

use crate::check::CheckProblem;
use crate::language::Lang;
use kotae_workbook::{CellRef, Workbook};
use std::collections::BTreeMap;

/// Can the rows of the file that will be delivered be made higher? What is not written into is
/// delivered as an .xlsx.
pub(crate) fn raisable(workbook: &Workbook) -> bool {
    workbook.raises_rows() || !workbook.writable()
}

/// Answers in cells that do not wrap, of which a part stays unseen whatever the height of the row:
/// told once a sheet, with the first cell.
pub(crate) fn not_wrapped<'a>(
    workbook: &Workbook,
    answers: impl Iterator<Item = (&'a str, CellRef, &'a str)>,
    lang: Lang,
) -> Vec<CheckProblem> {
    let mut found: BTreeMap<usize, (CellRef, usize)> = BTreeMap::new();
    for (name, at, text) in answers {
        let place = workbook.sheets().iter().position(|s| s.name == name);
        if let Some(place) = place.filter(|p| workbook.sheets()[*p].unwrapped(at, text)) {
            found.entry(place).or_insert((at, 0)).1 += 1;
        }
    }
    let problem = |(place, (at, count)): (usize, (CellRef, usize))| {
        let ja = format!(
            "「折り返して全体を表示する」が設定されていないため、全文が見えない回答が {count} 件あります（最初は {at}）。行を高くしても表示されません。Excelで折り返しを設定してください"
        );
        let en = format!(
            "{count} answers are not shown whole because their cells do not wrap text (the first is {at}); higher rows do not help: turn wrapping on in Excel"
        );
        CheckProblem {
            code: "not-wrapped".to_owned(),
            severity: "warn",
            sheet: Some(workbook.sheets()[place].name.clone()),
            cell: Some(at.to_string()),
            message: lang.pick(&ja, &en).to_owned(),
        }
    };
    found.into_iter().map(problem).collect()
}
