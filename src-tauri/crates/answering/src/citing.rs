//! How an answer names its source in the customer's cell. Off unless the user wants it: without it
//! nothing but the document's own words is written.

use crate::types::Answer;
use kotae_standard::ItemId;

/// Whether and how the source follows the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Citing {
    /// The text alone.
    #[default]
    Off,
    /// 「…しています。（実39）」
    Numbers,
    /// 「…しています。（出典：COMPANY Coreセキュリティスタンダード 公開版 Version 2.00 実39）」
    Document,
}

/// What is written into the cell: the answer's text, followed by its source if so wanted.
///
/// The text itself stays as it is; a length limit is that of the text.
#[must_use]
pub fn written(answer: &Answer, citing: Citing) -> String {
    let mut ids: Vec<ItemId> = answer.citations.iter().map(|c| c.id).collect();
    ids.dedup();
    let (Some(first), false) = (answer.citations.first(), citing == Citing::Off) else {
        return answer.text.clone();
    };
    let names: Vec<String> = ids.iter().map(|id| name(*id)).collect();
    let names = names.join("、");
    match citing {
        Citing::Off => answer.text.clone(),
        Citing::Numbers => format!("{}（{names}）", answer.text),
        Citing::Document => format!(
            "{}（出典：COMPANY Coreセキュリティスタンダード 公開版 Version {} {names}）",
            answer.text, first.edition
        ),
    }
}

/// A section is named by its number in the document, not by our id.
fn name(id: ItemId) -> String {
    match id {
        ItemId::Control(c) => c.to_string(),
        ItemId::Section(_) => format!("{}節", id.to_string().trim_start_matches('s')),
    }
}

#[cfg(test)]
mod tests {
    use super::{Citing, written};
    use crate::types::{Answer, Citation, Decision};
    use kotae_standard::Status;

    fn answer(ids: &[&str]) -> Answer {
        let cite = |id: &&str| Citation {
            id: id.parse().expect("an id"),
            edition: "2.00".to_owned(),
            start: 0,
            end: 2,
            sha256: String::new(),
        };
        Answer {
            decision: Decision::Answer,
            confidence: 1.0,
            status: Status::Full,
            spans: Vec::new(),
            text: "はい。".to_owned(),
            choice: None,
            citations: ids.iter().map(cite).collect(),
            notices: Vec::new(),
        }
    }

    #[test]
    fn the_source_follows_the_text_only_when_wanted() {
        for (ids, citing, want) in [
            (&["実39"][..], Citing::Off, "はい。"),
            (&["実39"], Citing::Numbers, "はい。（実39）"),
            (&["実39", "実39", "s3.2"], Citing::Numbers, "はい。（実39、3.2節）"),
            (
                &["実39"],
                Citing::Document,
                "はい。（出典：COMPANY Coreセキュリティスタンダード 公開版 Version 2.00 実39）",
            ),
            (&[], Citing::Document, "はい。"),
        ] {
            assert_eq!(written(&answer(ids), citing), want);
        }
    }
}
