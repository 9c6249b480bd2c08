//! What a question or response is about besides its subject: which place, which party, which kind of
//! thing, by the table data/matching/facets.toml. A response on the operations room is no answer for
//! the hosting data centre, however alike the words are.

use crate::asks::Pattern;
use crate::corpus::{Corpus, Entry};
use crate::error::Error;
use kotae_standard::{Place, Side};
use kotae_text::fold_str;
use serde::Deserialize;

/// Names of the facets, in the table's order.
pub(crate) const FACETS: [&str; 35] = [
    "data-centre",
    "cloud-provider",
    "operations-room",
    "plant-room",
    "shaft",
    "office",
    "home",
    "customer",
    "subcontractor",
    "staff",
    "media",
    "paper",
    "documents",
    "terminal",
    "mobile",
    "server",
    "network",
    "database",
    "source",
    "backup",
    "log",
    "password",
    "multi-factor",
    "encryption",
    "card",
    "development",
    "vulnerability",
    "camera",
    "training",
    "contract",
    "deletion",
    "test",
    "approval",
    "automatic",
    "regular",
];

/// A set of facets: bit `n` is the facet with number `n`.
pub(crate) type Facets = u64;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    facet: Vec<Record>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    name: String,
    ja: Vec<String>,
    en: Vec<String>,
    #[serde(default)]
    place: Vec<Place>,
    #[serde(default)]
    side: Vec<Side>,
    #[serde(default)]
    heading: bool,
}

#[derive(Debug)]
struct Facet {
    words: Vec<Pattern>,
    place: Vec<Place>,
    side: Vec<Side>,
    heading: bool,
}

/// The table, and what each entry speaks of.
#[derive(Debug)]
pub(crate) struct FacetTable {
    facets: Vec<Facet>,
    entries: Vec<Facets>,
}

impl FacetTable {
    /// Reads the committed table and looks through the entries with it.
    ///
    /// # Errors
    /// It does not parse, or its names are not [`FACETS`].
    pub(crate) fn new(corpus: &Corpus) -> Result<Self, Error> {
        Self::parse(include_str!("../../../../data/matching/facets.toml"), corpus)
    }

    fn parse(text: &str, corpus: &Corpus) -> Result<Self, Error> {
        let file: File = toml::from_str(text).map_err(Error::Facets)?;
        let names: Vec<&str> = file.facet.iter().map(|f| f.name.as_str()).collect();
        if names != FACETS {
            return Err(Error::FacetNames { names: names.join(" ") });
        }
        let facets = file
            .facet
            .iter()
            .map(|f| Facet {
                words: f.ja.iter().chain(&f.en).map(|w| Pattern::new(w)).collect(),
                place: f.place.clone(),
                side: f.side.clone(),
                heading: f.heading,
            })
            .collect();
        let mut out = Self { facets, entries: Vec::new() };
        out.entries = corpus.entries.iter().map(|e| out.of_entry(e)).collect();
        Ok(out)
    }

    /// What a question under a heading is about.
    pub(crate) fn of_question(&self, question: &str, context: &str) -> Facets {
        let heading = context.rsplit(" > ").next().unwrap_or_default();
        self.found(question, |_| true) | self.found(heading, |f| f.heading)
    }

    /// What an entry speaks of: by its words, and by the place and party it is annotated with.
    pub(crate) fn entry(&self, entry: usize) -> Facets {
        self.entries.get(entry).copied().unwrap_or_default()
    }

    fn of_entry(&self, e: &Entry) -> Facets {
        let annotated = |f: &Facet| {
            f.place.iter().any(|p| e.place.contains(p)) || f.side.iter().any(|s| e.side.contains(s))
        };
        let said = self.found(&format!("{}\n{}\n{}", e.title, e.topic, e.text), |_| true);
        self.set(annotated) | said
    }

    fn found(&self, text: &str, considered: impl Fn(&Facet) -> bool) -> Facets {
        let chars: Vec<char> = fold_str(text).chars().collect();
        self.set(|f| considered(f) && f.words.iter().any(|w| w.find(&chars).is_some()))
    }

    fn set(&self, holds: impl Fn(&Facet) -> bool) -> Facets {
        let bits = self.facets.iter().enumerate().filter(|(_, f)| holds(f));
        bits.fold(0, |set, (n, _)| set | 1 << n)
    }
}

#[cfg(test)]
mod tests {
    use super::{FACETS, FacetTable};
    use crate::corpus::Corpus;
    use crate::error::Error;

    fn named(set: u64) -> Vec<&'static str> {
        (0..FACETS.len()).filter(|n| set & (1 << n) != 0).map(|n| FACETS[n]).collect()
    }

    #[test]
    fn places_and_parties_are_told_by_their_words() {
        let table = FacetTable::new(&Corpus::default()).expect("the committed table reads");
        let of = |q: &str| named(table.of_question(q, ""));
        assert_eq!(of("ﾃﾞｰﾀｾﾝﾀｰの雷対策"), ["data-centre"]);
        assert_eq!(of("Lightning rods on the data center"), ["data-centre"]);
        assert_eq!(of("運用室の雷対策"), ["operations-room"]);
        assert_eq!(of("雷対策"), [""; 0]);
        assert_eq!(named(table.of_question("雷対策", "設備 > データセンター")), ["data-centre"]);
        // The innermost heading alone, and only where it names a place.
        assert!(named(table.of_question("雷対策", "データセンター > 外部委託")).is_empty());
    }

    #[test]
    fn a_table_with_other_names_is_refused() {
        let text = "[[facet]]\nname = \"moon\"\nja = []\nen = []\n";
        let refused = FacetTable::parse(text, &Corpus::default());
        assert!(matches!(refused, Err(Error::FacetNames { names }) if names == "moon"));
    }
}
