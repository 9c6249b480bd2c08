//! Numbers, periods, units and names in the question that the answer does not state.

use super::{Finding, Row};
use kotae_answering::{Source, unheld};

pub(super) fn check(source: &Source<'_>, row: &Row<'_>) -> Option<Finding> {
    if row.text.trim().is_empty() {
        return None;
    }
    // A number may stand in another sentence of the response than the one quoted.
    let whole = row.quotes.iter().filter_map(|q| source.standard.item(q.id)).map(|i| i.text());
    let words = unheld(source, &row.query, whole.chain([row.text]));
    (!words.is_empty()).then(|| {
        let words = words.join("、");
        Finding::warn(
            "fact-not-stated",
            format!(
                "質問にある「{words}」が、引用した記載にありません ({words} of the question is not stated in what is quoted)"
            ),
        )
    })
}

#[cfg(test)]
mod tests {
    use crate::checks::testing::check;

    #[test]
    fn a_number_of_the_question_must_stand_in_the_answer() {
        check("ログを90日以上保管していますか", None, "", &["実1"], &[]);
        check("ログを180日以上保管していますか", None, "", &["実1"], &["fact-not-stated"]);
        check("ログを180日以上保管していますか", None, "180日保管します。", &[], &[]);
        check("ログを180日以上保管していますか", Some("×"), "", &[], &[]);
    }
}
