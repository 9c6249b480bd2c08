//! What is looked at before answers leave the house. Pure functions over what would be written: a row
//! by itself ([`row`]), and rows held against each other ([`between`]). Messages are 「日本語 (English)」.

mod between;
mod choice;
mod exceptions;
mod facts;
mod limits;
mod predicate;

pub use between::{Claimed, between};

use crate::entry::Quote;
use kotae_answering::Source;
use kotae_matching::Query;
use std::collections::BTreeMap;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The row must not be written.
    Stop,
    /// A person should look.
    Warn,
}

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// A fixed word.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// 「日本語 (English)」.
    pub message: String,
}

impl Finding {
    pub(crate) fn stop(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, severity: Severity::Stop, message: message.into() }
    }

    pub(crate) fn warn(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, severity: Severity::Warn, message: message.into() }
    }
}

/// A row as it would be written.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// The question with its context.
    pub query: Query<'a>,
    /// The choices it allows.
    pub choices: &'a [String],
    /// Is what stands in the cell held against a dropdown, which takes its choices to the letter?
    pub dropdown: bool,
    /// What they mean, where the workbook says so.
    pub legend: &'a BTreeMap<String, String>,
    /// Most characters the text may have.
    pub limit: Option<usize>,
    /// The choice.
    pub choice: Option<&'a str>,
    /// The text.
    pub text: &'a str,
    /// What the text consists of; empty where a person wrote it.
    pub quotes: &'a [&'a Quote],
    /// Cells that cannot be written and why: `E12`, 「日本語 (English)」.
    pub closed: &'a [(String, String)],
}

/// Looks at one row.
#[must_use]
pub fn row(source: &Source<'_>, row: &Row<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    if row.choice.is_none() && row.text.trim().is_empty() {
        return out;
    }
    out.extend(sources(source, row));
    out.extend(exceptions::check(source, row));
    out.extend(choice::check(source, row));
    out.extend(facts::check(source, row));
    out.extend(limits::check(row));
    for (cell, why) in row.closed {
        let why = why.rsplit_once(" (").map_or(why.as_str(), |(ja, _)| ja);
        out.push(Finding::warn(
            "closed-cell",
            format!("{cell} には書き込めません：{why} ({cell} cannot be written to)"),
        ));
    }
    out.sort_by_key(|f| f.severity);
    out
}

/// Does the document still read as it is quoted?
#[must_use]
pub fn holds(source: &Source<'_>, quote: &Quote) -> bool {
    source.standard.item(quote.id).is_some_and(|item| {
        let now = item.text().chars().skip(quote.start).take(quote.end.saturating_sub(quote.start));
        now.eq(quote.text.chars())
    })
}

fn sources(source: &Source<'_>, row: &Row<'_>) -> Option<Finding> {
    let gone: Vec<String> =
        row.quotes.iter().filter(|q| !holds(source, q)).map(|q| q.id.to_string()).collect();
    (!gone.is_empty()).then(|| {
        let ids = gone.join("、");
        Finding::stop(
            "source-changed",
            format!(
                "{ids} の記載が、引用したときと変わっています。引用し直してください ({ids} no longer reads as quoted: quote it again)"
            ),
        )
    })
}

#[cfg(test)]
pub(crate) mod testing {
    use super::{Finding, Row, row};
    use crate::entry::Quote;
    use kotae_answering::Source;
    use kotae_matching::Query;
    use kotae_standard::{Annotations, Control, Standard};
    use std::collections::BTreeMap;

    /// A document of three responses: 実1 done, 実2 not done, 実3 done with an exception.
    pub(crate) fn document() -> (Standard, Annotations) {
        let texts = [
            "ログは90日間保管しています。",
            "監査は実施していません。",
            "暗号化しています。ただし、一部を除きます。",
        ];
        let controls = (1..).zip(texts).map(|(n, text)| Control {
            id: format!("実{n}").parse().expect("an id"),
            text: text.to_owned(),
            blank: false,
            sha256: String::new(),
            line: n,
        });
        let standard = Standard {
            edition: "2.00".into(),
            fisc: "第10版".into(),
            date: "2023-07-27".into(),
            revisions: Vec::new(),
            controls: controls.collect(),
            sections: Vec::new(),
            out_of_scope: Vec::new(),
        };
        let record =
            |n, status| format!("[[record]]\nid = \"実{n}\"\ntopic = \"題\"\nstatus = \"{status}\"\n");
        let toml = record(1, "full") + &record(2, "no") + &record(3, "partial");
        let toml = toml + "exceptions = [\"ただし、一部を除きます。\"]\n";
        (standard, Annotations::parse([("a.toml", toml.as_str())]).expect("readable"))
    }

    pub(crate) fn quote(standard: &Standard, id: &str) -> Quote {
        let id = id.parse().expect("an id");
        let text = standard.item(id).expect("there").text().to_owned();
        let end = text.chars().count();
        Quote { id, edition: "2.00".into(), start: 0, end, sha256: String::new(), text }
    }

    pub(crate) fn run(
        question: &str,
        choice: Option<&str>,
        text: &str,
        cited: &[&str],
        limit: Option<usize>,
    ) -> Vec<Finding> {
        let (standard, _) = document();
        let quotes: Vec<Quote> = cited.iter().map(|id| quote(&standard, id)).collect();
        run_with(question, choice, text, &quotes, limit)
    }

    pub(crate) fn run_with(
        question: &str,
        choice: Option<&str>,
        text: &str,
        quotes: &[Quote],
        limit: Option<usize>,
    ) -> Vec<Finding> {
        let (standard, annotations) = document();
        let quotes: Vec<&Quote> = quotes.iter().collect();
        let choices = ["○", "△", "×", "－"].map(str::to_owned);
        row(
            &Source { standard: &standard, annotations: &annotations },
            &Row {
                query: Query { text: question, context: "" },
                choices: &choices,
                dropdown: false,
                legend: &BTreeMap::new(),
                limit,
                choice,
                text,
                quotes: &quotes,
                closed: &[],
            },
        )
    }

    /// Codes of what is found, those that stop with a `!`. A text of cited responses is theirs.
    #[track_caller]
    pub(crate) fn check(question: &str, choice: Option<&str>, text: &str, cited: &[&str], want: &[&str]) {
        let (standard, _) = document();
        let own = cited.iter().map(|id| quote(&standard, id).text).collect::<Vec<_>>().join("\n");
        let text = if cited.is_empty() { text } else { &own };
        let got: Vec<String> = run(question, choice, text, cited, None)
            .iter()
            .map(|f| format!("{}{}", f.code, if f.severity == super::Severity::Stop { "!" } else { "" }))
            .collect();
        assert_eq!(got, want, "{question} {choice:?} {text}");
    }
}

#[cfg(test)]
mod tests {
    use super::testing::{document, quote};
    use super::{Source, holds};

    #[test]
    fn a_quotation_holds_while_the_document_reads_the_same() {
        let (mut standard, annotations) = document();
        let quoted = quote(&standard, "実1");
        let source = Source { standard: &standard, annotations: &annotations };
        assert!(holds(&source, &quoted));
        standard.controls[0].text = "ログは30日間保管しています。".into();
        assert!(!holds(&Source { standard: &standard, annotations: &annotations }, &quoted));
        standard.controls.remove(0);
        assert!(!holds(&Source { standard: &standard, annotations: &annotations }, &quoted));
    }
}
