//! What stands beside a draft while a person works: what another match would quote, what a choice
//! claims, which facts of a question a text does not state, and whether a plain "yes" would be good.

use crate::cited::responses;
use crate::excerpt::{Extent, excerpt};
use crate::labels::{self, Meaning, Scale};
use crate::polarity::{Form, Polarity};
use crate::question;
use crate::relevance::Relevance;
use crate::specifics::{specifics, squeeze};
use crate::types::{Options, Source, Span};
use kotae_matching::{Evidence, Query};
use kotae_standard::{ItemId, Status};
use std::collections::BTreeMap;

/// What would be quoted of one response: its sentences that answer, with every exception. Nothing
/// where the response is blank.
#[must_use]
pub fn propose(
    source: &Source<'_>,
    query: &Query<'_>,
    id: ItemId,
    evidence: Option<&Evidence>,
    options: &Options,
) -> Vec<Span> {
    let Some(response) = responses(source, std::iter::once(id)).pop() else { return Vec::new() };
    let reading = question::read(query, source.standard);
    let relevance = Relevance::of(&reading.subject, reading.english, &response, evidence);
    let extent = if reading.only_cites { Extent::Whole } else { Extent::Sentences };
    let limit = options.limit.into_iter().chain(reading.limit).min();
    let found = excerpt(&response, &relevance, extent, limit).spans;
    // Too long for the form, but a person asked for it: the length is theirs to mend.
    if found.is_empty() { excerpt(&response, &relevance, extent, None).spans } else { found }
}

/// What choosing this label claims; `None` where its sense is not known or is no status.
#[must_use]
pub fn claim(choice: &str, legend: &BTreeMap<String, String>) -> Option<Status> {
    match labels::read(choice, legend).means? {
        Meaning::Met => Some(Status::Full),
        Meaning::Part => Some(Status::Partial),
        Meaning::Unmet => Some(Status::No),
        Meaning::NotApplicable => Some(Status::Na),
        Meaning::Unsure => Some(Status::Unknown),
        Meaning::Planned | Meaning::Otherwise => None,
    }
}

/// A word which [`claim`] reads as this status: what a person says a choice means.
#[must_use]
pub fn word_for(status: Status) -> &'static str {
    match status {
        Status::Full => "対応済",
        Status::Partial => "一部対応",
        Status::No => "未対応",
        Status::Na => "対象外",
        Status::Delegated => "クラウド事業者が対応",
        Status::Unknown => "不明",
    }
}

/// The numbers, periods, units and names of a question that none of the texts states, in its words.
#[must_use]
pub fn unheld<'t>(
    source: &Source<'_>,
    query: &Query<'_>,
    texts: impl IntoIterator<Item = &'t str>,
) -> Vec<String> {
    let reading = question::read(query, source.standard);
    if reading.only_cites {
        return Vec::new();
    }
    let texts: Vec<String> = texts.into_iter().map(squeeze).collect();
    specifics(&reading.plain, reading.english)
        .into_iter()
        .filter(|s| !s.wanted && !texts.iter().any(|t| s.is_held_by(t)))
        .map(|s| s.words)
        .collect()
}

/// Could a plain "yes" to this question be the bad answer? 「再委託していますか」, 「〜していませんか」.
#[must_use]
pub fn asks_against(source: &Source<'_>, query: &Query<'_>) -> bool {
    let reading = question::read(query, source.standard);
    reading.form == Form::YesNo
        && matches!(
            reading.polarity,
            Polarity::Negative | Polarity::NoLack | Polarity::Risk | Polarity::Unclear
        )
}

/// Does the label answer whether what is wanted is met (○, 対応済), not the question as put (はい)?
#[must_use]
pub fn judges(choice: &str, legend: &BTreeMap<String, String>) -> bool {
    labels::read(choice, legend).scale == Scale::Compliance
}

#[cfg(test)]
mod tests {
    use super::{claim, word_for};
    use kotae_standard::Status;
    use std::collections::BTreeMap;

    #[test]
    fn a_word_a_person_gives_a_mark_is_read_back_as_what_they_meant() {
        for status in [Status::Full, Status::Partial, Status::No, Status::Na, Status::Unknown] {
            let legend = BTreeMap::from([("△".to_owned(), word_for(status).to_owned())]);
            assert_eq!(claim("△", &legend), Some(status), "{status}");
        }
        assert_eq!(claim("×", &BTreeMap::new()), Some(Status::No));
    }
}
