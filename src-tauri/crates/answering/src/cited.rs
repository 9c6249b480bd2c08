//! What the numbers in a question come to: responses to answer from, blank ones, numbers that the
//! document does not hold, and whether the question's own words agree with the number.

use crate::affinity::affinity;
use crate::question::Reading;
use crate::response::Response;
use crate::specifics::specifics;
use crate::thresholds::{CITATION_AGREES, CITATION_AGREES_ALONE, CITATION_AGREES_SHARE};
use crate::types::Source;
use kotae_matching::Matched;
use kotae_standard::{CitedTarget, ControlId, ItemId};
use kotae_text::fold_str;

/// Numbers of a question, by what they point at.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    /// With a response.
    pub(crate) answered: Vec<ControlId>,
    /// Whose response is empty.
    pub(crate) blank: Vec<ControlId>,
    /// Declared out of scope.
    pub(crate) out_of_scope: Vec<ControlId>,
    /// Not in this edition.
    pub(crate) missing: Vec<ControlId>,
    /// Of another edition, as written.
    pub(crate) foreign: Vec<String>,
}

/// More numbers than this are a heading's range, not what one row asks about.
const MOST: usize = 3;

impl Numbers {
    /// Sorts what matching found.
    pub(crate) fn of(source: &Source<'_>, matched: &Matched) -> Self {
        let mut out = Self::default();
        for cited in &matched.cited {
            match &cited.target {
                CitedTarget::Control(id) => match source.standard.control(*id) {
                    Some(control) if !control.blank => keep(&mut out.answered, *id),
                    Some(_) => keep(&mut out.blank, *id),
                    None => keep(&mut out.missing, *id),
                },
                CitedTarget::OutOfScope(id) => keep(&mut out.out_of_scope, *id),
                CitedTarget::NoSuchControl(id) => keep(&mut out.missing, *id),
                CitedTarget::OtherEdition(written) => keep(&mut out.foreign, written.clone()),
            }
        }
        out
    }

    /// Is any cited that cannot be answered from?
    pub(crate) fn without_response(&self) -> bool {
        !(self.blank.is_empty()
            && self.out_of_scope.is_empty()
            && self.missing.is_empty()
            && self.foreign.is_empty())
    }

    /// Are there more than one row can be about?
    pub(crate) fn too_many(&self) -> bool {
        self.answered.len() > MOST
    }
}

fn keep<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

/// Do the question's words speak of (one of) the cited responses? A number alone agrees with itself.
pub(crate) fn agrees(reading: &Reading, cited: &[Response<'_>], others: &[Response<'_>]) -> bool {
    if reading.only_cites {
        return true;
    }
    let best = |list: &[Response<'_>]| list.iter().map(|r| affinity(&reading.subject, r)).fold(0.0, f64::max);
    let own = best(cited);
    // Two names for one thing: what is protected by HTTPS is encrypted.
    let named = SAME.iter().any(|(asked, said)| {
        reading.subject.contains(asked) && cited.iter().any(|r| fold_str(r.text).contains(said))
    });
    if named && own > 0.0 && specifics(&reading.plain, reading.english).is_empty() {
        return true;
    }
    own >= CITATION_AGREES_ALONE || (own >= CITATION_AGREES && own >= CITATION_AGREES_SHARE * best(others))
}

/// What a question says and what the document says for it.
const SAME: &[(&str, &str)] = &[
    ("通信を暗号", "https"),
    ("通信の暗号", "https"),
    ("通信は暗号", "https"),
    ("立入", "入退"),
    ("立入", "入室"),
];

/// The responses of these ids that are not blank.
pub(crate) fn responses<'a>(source: &Source<'a>, ids: impl Iterator<Item = ItemId>) -> Vec<Response<'a>> {
    ids.filter_map(|id| source.standard.item(id))
        .filter(|i| !i.blank())
        .map(|i| Response::read(i, source.annotations.get(i.id())))
        .collect()
}
