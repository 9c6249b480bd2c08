//! Does the choice say what the text beside it says?

use super::predicate::{Says, says};
use super::{Finding, Row};
use kotae_answering::{Source, asks_against, claim};
use kotae_standard::Status;

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
    if !against && cited.is_empty() {
        out.extend(beside_own_words(choice, claimed, row));
    }
    out
}

/// A choice beside words of a person's own.
fn beside_own_words(choice: &str, claimed: Status, row: &Row<'_>) -> Option<Finding> {
    match (claimed, says(row.text, row.query.text)?) {
        (Status::Full, Says::NotDone { words, sure }) => {
            let message = format!(
                "「{choice}」と選ばれていますが、回答文に「{words}」とあります (the choice {choice} stands beside a text that says it is not done: {words})"
            );
            // A stop leaves no way round, so it is for what can mean nothing else.
            let make = if sure { Finding::stop } else { Finding::warn };
            Some(make("choice-and-text", message))
        }
        (Status::No, Says::Done(words)) => Some(Finding::warn(
            "choice-and-text",
            format!(
                "「{choice}」と選ばれていますが、回答文に「{words}」とあります (the choice {choice} stands beside a text that says it is done: {words})"
            ),
        )),
        _ => None,
    }
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
    fn only_what_a_text_ends_by_saying_is_held_against_its_choice() {
        let asked = "対策を実施していますか";
        for text in [
            "未対応の脆弱性は月次で点検しています",
            "未実施の端末はありません",
            "実施しておりませんでしたが、2023年から実施しています",
        ] {
            check(asked, Some("○"), text, &[], &[]);
        }
        check(asked, Some("○"), "実施していない", &[], &["choice-and-text!"]);
        check(asked, Some("○"), "Not implemented.", &[], &["choice-and-text!"]);
        check(asked, Some("○"), "一部は未対応です。ほかは実施しています。", &[], &["choice-and-text"]);
        check(asked, Some("×"), "年1回実施しています", &[], &["choice-and-text"]);
        check(asked, Some("×"), "未実施です。", &[], &[]);
        check(asked, Some("○"), "年1回実施しています", &[], &[]);
    }

    #[test]
    fn a_question_whose_good_answer_is_no_is_pointed_out() {
        check("業務を再委託していますか", Some("○"), "していません。", &[], &["asked-the-other-way"]);
        check("業務を再委託していますか", None, "していません。", &[], &[]);
    }
}
