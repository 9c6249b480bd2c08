//! Check sheets in the words of other hands than the annotations': each question with what answers it,
//! or with the control that it only comes near to. Questions are held against them as against the
//! annotations' own, and training learns from them (`data/matching/practice-*.jsonl`).

use crate::corpus::{Corpus, NearQuestion};
use crate::error::Error;
use kotae_standard::{Asks, ItemId};
use serde::Deserialize;

/// The files, in the order in which they are read.
const FILES: [(&str, &str); 6] = [
    ("practice-a", include_str!("../../../../data/matching/practice-a.jsonl")),
    ("practice-b", include_str!("../../../../data/matching/practice-b.jsonl")),
    ("practice-c", include_str!("../../../../data/matching/practice-c.jsonl")),
    ("practice-d", include_str!("../../../../data/matching/practice-d.jsonl")),
    ("practice-e", include_str!("../../../../data/matching/practice-e.jsonl")),
    ("practice-f", include_str!("../../../../data/matching/practice-f.jsonl")),
];

/// One question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SheetQuestion {
    pub(crate) question: String,
    pub(crate) context: String,
    /// What answers it, best first; empty when nothing does.
    pub(crate) right: Vec<ItemId>,
    /// How many of them are the best ones.
    pub(crate) best: usize,
    /// What a question that nothing answers comes near to.
    pub(crate) near: Option<ItemId>,
}

#[derive(Deserialize)]
struct Record {
    question: String,
    #[serde(default)]
    context: String,
    #[serde(default)]
    best: Vec<String>,
    #[serde(default)]
    ok: Vec<String>,
    #[serde(default)]
    note: String,
}

/// Every question of the sheets but of those that are named in `without` (`practice-a`).
///
/// # Errors
/// A line that is no record.
pub(crate) fn sheets(without: &[String]) -> Result<Vec<SheetQuestion>, Error> {
    let mut out = Vec::new();
    for (file, text) in FILES {
        if without.iter().any(|w| w == file) {
            continue;
        }
        for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
            let record: Record = serde_json::from_str(line).map_err(|cause| Error::Sheet {
                file,
                line: n + 1,
                cause: cause.to_string(),
            })?;
            out.push(question(record));
        }
    }
    Ok(out)
}

fn question(r: Record) -> SheetQuestion {
    let ids = |list: &[String]| -> Vec<ItemId> { list.iter().filter_map(|id| id.parse().ok()).collect() };
    let (best, ok) = (ids(&r.best), ids(&r.ok));
    // 「(b) 具体は記載なし near: 統13/14」: the first id after the word.
    let near = r.note.split_once("near").and_then(|(_, after)| {
        after.split([' ', ':', '/', '、', ',', ';', '(', ')']).find_map(|word| word.parse().ok())
    });
    SheetQuestion {
        near: near.filter(|_| best.is_empty()),
        best: best.len(),
        right: best.into_iter().chain(ok).collect(),
        question: r.question,
        context: r.context,
    }
}

/// Adds the questions to what is known of the controls.
pub(crate) fn learn(corpus: &mut Corpus, sheets: &[SheetQuestion]) {
    for e in corpus.entries.iter_mut().filter(|e| !e.blank) {
        for q in sheets {
            if q.right.iter().take(q.best).any(|id| *id == e.id) {
                e.questions.push(q.question.clone());
            } else if q.near == Some(e.id) {
                e.near.push(NearQuestion { text: q.question.clone(), asks: Asks::Scope });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sheets;

    #[test]
    fn the_sheets_read_and_hold_both_kinds() {
        let all = sheets(&[]).expect("committed");
        let answered = all.iter().filter(|q| !q.right.is_empty()).count();
        assert!(answered > 600 && all.len() - answered > 600, "{answered} of {}", all.len());
        assert!(all.iter().filter(|q| q.near.is_some()).count() > 500);
        assert!(all.iter().all(|q| q.near.is_none() || q.right.is_empty()));
    }
}
