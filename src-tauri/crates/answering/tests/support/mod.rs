//! The published document with its annotations, and matches made by hand.

use kotae_answering::Source;
use kotae_matching::{Evidence, Match, Matched};
use kotae_standard::{Annotations, ItemId, Standard, find_citations, parse};
use std::sync::LazyLock;

macro_rules! annotation_files {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../../../../data/annotations/", $name)))),*]
    };
}

static DATA: LazyLock<(Standard, Annotations)> = LazyLock::new(|| {
    let document = include_str!("../../../../../data/standard/company-core-security-standard-v2.00.md");
    let files = annotation_files![
        "audit.toml",
        "facility-001-043.toml",
        "facility-044-083.toml",
        "governance.toml",
        "operation-001-022.toml",
        "operation-023-060.toml",
        "operation-061-103.toml",
        "operation-104-148.toml",
        "sections.toml",
    ];
    (parse(document).expect("the document reads"), Annotations::parse(files).expect("the annotations read"))
});

/// The real document.
pub(crate) fn source() -> Source<'static> {
    Source { standard: &DATA.0, annotations: &DATA.1 }
}

/// What matching would say of a question if it found `ids`, best first, and was this sure.
pub(crate) fn matched(question: &str, ids: &[ItemId], confidence: f64, unstated: f64) -> Matched {
    let matches =
        ids.iter().map(|id| Match { id: *id, score: 1.0, why: Vec::new(), evidence: Evidence::default() });
    Matched {
        cited: find_citations(question, source().standard),
        matches: matches.collect(),
        confidence: if ids.is_empty() { 0.0 } else { confidence },
        unstated,
        ..Matched::default()
    }
}
