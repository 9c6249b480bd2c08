//! Checks that the annotations are complete, pinned to the text they were written for, and quote it
//! verbatim; and lists places of the document that look like slips of the pen. Those are shown to
//! people and never mended: the text is the vendor's.

use crate::annotations::{Annotation, AnnotationError, Annotations};
use crate::ids::ItemId;
use crate::{Item, Standard};
use kotae_text::fold_str;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Fewest anticipated questions in Japanese and English, and near questions, of a response that says something.
const FEWEST: (usize, usize, usize) = (10, 4, 4);

/// A place of the document that looks like a typo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SuspectedTypo {
    /// Where.
    pub id: ItemId,
    /// The words as they stand.
    pub quote: String,
    /// What was probably meant.
    pub note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TypoFile {
    #[serde(default)]
    typo: Vec<SuspectedTypo>,
}

impl SuspectedTypo {
    /// Reads a list of suspected typos from TOML; `file` names it in errors.
    ///
    /// # Errors
    /// When the text does not parse.
    pub fn parse(file: &str, text: &str) -> Result<Vec<Self>, AnnotationError> {
        let list: TypoFile = toml::from_str(text)
            .map_err(|e| AnnotationError::Unreadable { file: file.to_owned(), message: e.to_string() })?;
        Ok(list.typo)
    }
}

/// What kind of finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingKind {
    /// A control or section without a record.
    Missing,
    /// A record for an id that the document does not hold.
    Unknown,
    /// The response has changed since the record was written.
    Stale,
    /// A quoted sentence does not stand in the response.
    NotVerbatim,
    /// Too few questions.
    TooFew,
    /// Two records share a question, or a near question is also an anticipated one.
    SharedQuestion,
    /// A suspected typo of the document; no fault of ours.
    SuspectedTypo,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What kind.
    pub kind: FindingKind,
    /// Which control or section.
    pub id: ItemId,
    /// In words.
    pub message: String,
}

/// Lints the annotations and lists the suspected typos, in the document's order.
#[must_use]
pub fn lint(standard: &Standard, annotations: &Annotations, typos: &[SuspectedTypo]) -> Vec<Finding> {
    let mut out = Vec::new();
    let mut seen: BTreeMap<String, ItemId> = BTreeMap::new();
    for item in standard.items() {
        let id = item.id();
        match annotations.get(id) {
            Some(record) => check_record(item, record, &mut seen, &mut out),
            // A chapter's own lines only introduce its sections; nothing is answered from them.
            None if matches!(id, ItemId::Section(s) if s.section == 0) => {}
            None => out.push(finding(FindingKind::Missing, id, "注釈がありません".to_owned())),
        }
    }
    for record in annotations.iter() {
        if standard.item(record.id).is_none() {
            out.push(finding(FindingKind::Unknown, record.id, "標準にない番号の注釈です".to_owned()));
        }
        for near in &record.near {
            if let Some(id) = seen.get(&fold_str(&near.q)) {
                let message = format!("「{}」は {id} の想定質問でもあります", near.q);
                out.push(finding(FindingKind::SharedQuestion, record.id, message));
            }
        }
    }
    for typo in typos {
        let stands = standard.item(typo.id).is_some_and(|i| i.text().contains(&typo.quote));
        let kind = if stands { FindingKind::SuspectedTypo } else { FindingKind::NotVerbatim };
        out.push(finding(kind, typo.id, format!("「{}」: {}", typo.quote, typo.note)));
    }
    out.sort_by_key(|f| (f.id, f.kind));
    out
}

fn finding(kind: FindingKind, id: ItemId, message: String) -> Finding {
    Finding { kind, id, message }
}

fn check_record(
    item: Item<'_>,
    record: &Annotation,
    seen: &mut BTreeMap<String, ItemId>,
    out: &mut Vec<Finding>,
) {
    let id = record.id;
    if record.sha256 != item.sha256() {
        let message = "回答文が注釈の作成後に変わっています（sha256 が一致しません）".to_owned();
        out.push(finding(FindingKind::Stale, id, message));
    }
    for quote in &record.exceptions {
        if quote.is_empty() || !item.text().contains(quote.as_str()) {
            out.push(finding(FindingKind::NotVerbatim, id, format!("原文にない引用「{quote}」")));
        }
    }
    let counts = (record.ja.len(), record.en.len(), record.near.len());
    let enough = counts.0 >= FEWEST.0 && counts.1 >= FEWEST.1 && counts.2 >= FEWEST.2;
    if !item.blank() && !enough {
        let message = format!("想定質問が不足: 日本語 {} 英語 {} 類似 {}", counts.0, counts.1, counts.2);
        out.push(finding(FindingKind::TooFew, id, message));
    }
    for question in record.questions() {
        if let Some(other) = seen.insert(fold_str(question), id)
            && !record.same_as.contains(&other)
        {
            let message = format!("「{question}」は {other} の想定質問と同じです");
            out.push(finding(FindingKind::SharedQuestion, id, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FindingKind, SuspectedTypo, lint};
    use crate::{Annotations, parse};

    #[test]
    fn every_kind_of_mistake_is_found() {
        let standard =
            parse("（第10版）\nVersion 2.00\n2023/07/27\n### 4.3. 表\n実1\t社内です定めた。\n実2\tい\n")
                .expect("readable");
        let annotations = Annotations::parse([(
            "a.toml",
            "[[record]]\nid=\"実1\"\ntopic=\"\"\nstatus=\"full\"\nexceptions=[\"別の文\"]\nja=[\"問い\"]\n\
             near=[{q=\"問い\",asks=\"date\"}]\n[[record]]\nid=\"実9\"\ntopic=\"\"\nstatus=\"no\"\n",
        )])
        .expect("readable");
        let typo = |quote: &str| SuspectedTypo {
            id: "実1".parse().expect("id"),
            quote: quote.to_owned(),
            note: "社内で".to_owned(),
        };
        let found = lint(&standard, &annotations, &[typo("社内です定めた"), typo("ない語")]);
        let mut kinds: Vec<FindingKind> = found.iter().map(|f| f.kind).collect();
        kinds.sort();
        kinds.dedup();
        assert_eq!(
            kinds,
            [
                FindingKind::Missing,
                FindingKind::Unknown,
                FindingKind::Stale,
                FindingKind::NotVerbatim,
                FindingKind::TooFew,
                FindingKind::SharedQuestion,
                FindingKind::SuspectedTypo
            ]
        );
    }
}
