//! The real document, its annotations and a matcher over them, made once.
#![allow(dead_code, unreachable_pub)]

use kotae_matching::{Matched, Matcher, Query};
use kotae_standard::{Annotations, Standard, parse};
use std::path::Path;
use std::sync::{Arc, LazyLock};

const DOCUMENT: &str = include_str!("../../../../../data/standard/company-core-security-standard-v2.00.md");

pub static DATA: LazyLock<(Arc<Standard>, Arc<Annotations>)> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../data/annotations");
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("the annotations are in the repository")
        .map(|e| e.expect("readable").path())
        .filter(|p| p.extension().is_some_and(|e| e == "toml"))
        .map(|p| (p.display().to_string(), std::fs::read_to_string(&p).expect("readable")))
        .collect();
    files.sort();
    let annotations = Annotations::parse(files.iter().map(|(n, t)| (n.as_str(), t.as_str())));
    (
        Arc::new(parse(DOCUMENT).expect("the published document reads")),
        Arc::new(annotations.expect("the annotations read")),
    )
});

pub static MATCHER: LazyLock<Matcher> = LazyLock::new(matcher);

/// A new matcher.
pub fn matcher() -> Matcher {
    Matcher::new(DATA.0.clone(), DATA.1.clone()).expect("the committed weights and tables read")
}

/// What is found for a question under a heading.
pub fn matches(text: &str, context: &str) -> Matched {
    MATCHER.matches(&Query { text, context })
}

/// Ids of the first `n` matches.
pub fn ids(matched: &Matched, n: usize) -> Vec<String> {
    matched.matches.iter().take(n).map(|m| m.id.to_string()).collect()
}
