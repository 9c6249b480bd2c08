//! Which of the customer's own choices the answer takes. はい/いいえ answer the question as put,
//! ○/×/対応済 whether what is wanted is met; where the two part, or anything is in doubt, none is taken.

use crate::labels::{Label, Meaning, Scale, read, sole};
use crate::polarity::{Form, Polarity};
use crate::question::{Reading, has_any};
use crate::status::Verdict;
use kotae_standard::Status;
use std::collections::BTreeMap;

/// Takes one of `choices`, exactly as written; `None` where none says what the answer says.
pub(crate) fn choose(
    verdict: Verdict,
    reading: &Reading,
    choices: &[String],
    legend: &BTreeMap<String, String>,
) -> Option<String> {
    let labels: Vec<Label> = choices.iter().map(|c| read(c, legend)).collect();
    let having =
        |meaning: Meaning| -> Vec<&Label> { labels.iter().filter(|l| l.means == Some(meaning)).collect() };
    let candidates = match verdict.status {
        Status::Full => having(Meaning::Met),
        Status::Partial => having(Meaning::Part),
        Status::No => having(Meaning::Unmet),
        Status::Na => having(Meaning::NotApplicable),
        // 対象外 is no word for another's work unless the legend says so.
        Status::Delegated => labels.iter().filter(|l| names_another(l)).collect(),
        // 不明 is never written as 対象外.
        Status::Unknown => having(Meaning::Unsure),
    };
    let fitting: Vec<&Label> = candidates.into_iter().filter(|l| fits(l, verdict, reading)).collect();
    if fitting.is_empty() { None } else { sole(&fitting).map(|l| l.written.clone()) }
}

/// Does the label's scale say of this question what the verdict says?
fn fits(label: &Label, verdict: Verdict, reading: &Reading) -> bool {
    let plain = reading.polarity == Polarity::Plain;
    match (verdict.status, label.scale) {
        (Status::Full, Scale::Literal) if is_presence(label) => plain && reading.form != Form::Open,
        // 「〜していないこと」 is met by はい; 「〜していないか」 is answered by people in both ways.
        (Status::Full, Scale::Literal) => match reading.form {
            Form::Requirement => true,
            Form::YesNo | Form::Fragment => plain,
            Form::Open => reading.only_cites,
        },
        (Status::No, Scale::Literal) if verdict.turned => {
            verdict.sure && matches!(reading.form, Form::YesNo | Form::Fragment)
        }
        (Status::No, Scale::Literal) => plain && reading.form != Form::Open,
        // A "no" that is good is no ×.
        (Status::No, Scale::Compliance) => !verdict.turned && verdict.sure,
        _ => verdict.sure || verdict.status == Status::Unknown,
    }
}

/// 有 and 無 speak of a thing's being there.
fn is_presence(label: &Label) -> bool {
    ["有", "無", "あり", "なし", "有り", "無し", "ある", "ない"].contains(&label.mark.as_str())
}

fn names_another(label: &Label) -> bool {
    let text = format!("{} {}", label.mark, label.explained);
    has_any(
        &text,
        &[
            "クラウド",
            "事業者",
            "委託先",
            "他社",
            "provider",
            "third part",
            "inherited",
            "お客様",
            "利用者",
            "customer",
        ],
    )
}
