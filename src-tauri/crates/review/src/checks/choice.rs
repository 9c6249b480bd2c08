//! Does the choice say what the text beside it says?

use super::{Finding, Row};
use kotae_answering::{Source, asks_against, claim};
use kotae_standard::Status;

/// What a person writes when something is not done.
const NOT_DONE: &[&str] = &[
    "未実施",
    "未対応",
    "未整備",
    "未導入",
    "実施していません",
    "実施しておりません",
    "対応していません",
    "対応しておりません",
    "行っていません",
    "行っておりません",
];

pub(super) fn check(source: &Source<'_>, row: &Row<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    let Some(choice) = row.choice else { return out };
    let Some(claimed) = claim(choice, row.legend) else { return out };
    let against = asks_against(source, &row.query);
    let cited: Vec<(String, Status)> =
        row.quotes.iter().map(|q| (q.id.to_string(), source.annotations.status(q.id))).collect();
    let all = |status| !cited.is_empty() && cited.iter().all(|c| c.1 == status);
    let which = |status| cited.iter().find(|c| c.1 == status).map_or("", |c| c.0.as_str());
    let (no, partial) = (which(Status::No), which(Status::Partial));
    if against && matches!(claimed, Status::Full | Status::No) {
        out.push(Finding::warn(
            "asked-the-other-way",
            format!(
                "「はい」が良い答えとは限らない聞き方です。「{choice}」の向きを確かめてください (yes may be the bad answer here: make sure that {choice} says what is meant)"
            ),
        ));
    } else if claimed == Status::Full && !no.is_empty() {
        out.push(Finding::stop(
            "choice-and-text",
            format!(
                "「{choice}」と選ばれていますが、引用した {no} は未対応の記載です (the choice {choice} stands beside {no}, which says that it is not done)"
            ),
        ));
    } else if claimed == Status::Full && !partial.is_empty() {
        out.push(Finding::warn(
            "choice-and-exception",
            format!(
                "「{choice}」と選ばれていますが、引用した {partial} には条件や例外があります (the choice {choice} stands beside {partial}, which carries a condition or an exception)"
            ),
        ));
    } else if matches!(claimed, Status::No | Status::Na) && all(Status::Full) {
        let id = which(Status::Full);
        out.push(Finding::warn(
            "choice-and-text",
            format!(
                "「{choice}」と選ばれていますが、引用した {id} は対応済の記載です (the choice {choice} stands beside {id}, which says that it is done)"
            ),
        ));
    }
    if claimed == Status::Full
        && !against
        && cited.is_empty()
        && let Some(word) = NOT_DONE.iter().find(|w| row.text.contains(**w))
    {
        out.push(Finding::stop(
            "choice-and-text",
            format!(
                "「{choice}」と選ばれていますが、回答文に「{word}」とあります (the choice {choice} stands beside a text that says it is not done)"
            ),
        ));
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::checks::testing::check;

    #[test]
    fn a_choice_must_not_claim_more_than_its_text() {
        let asked = "対策を実施していますか";
        check(asked, Some("○"), "", &["実1"], &[]);
        check(asked, Some("○"), "", &["実2"], &["choice-and-text!"]);
        check(asked, Some("○"), "", &["実1", "実2"], &["choice-and-text!"]);
        check(asked, Some("○"), "", &["実3"], &["choice-and-exception"]);
        check(asked, Some("△"), "", &["実3"], &[]);
        check(asked, Some("×"), "", &["実1"], &["choice-and-text"]);
        check(asked, Some("×"), "", &["実2"], &[]);
        check(asked, Some("○"), "弊社では未実施です。", &[], &["choice-and-text!"]);
        check(asked, None, "弊社では未実施です。", &[], &[]);
    }

    #[test]
    fn a_question_whose_good_answer_is_no_is_pointed_out() {
        check("業務を再委託していますか", Some("○"), "していません。", &[], &["asked-the-other-way"]);
        check("業務を再委託していますか", None, "していません。", &[], &[]);
    }
}
