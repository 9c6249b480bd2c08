//! What would be written for a question, and where its words come from.

use kotae_answering::{Answer, Citation};
use kotae_standard::ItemId;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Where a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// 候補: drafted well enough to be filled in, not yet seen by a person.
    Candidate,
    /// 要確認: candidates that a person has to decide on.
    NeedsReview,
    /// 記載なし: the standard does not answer; a person has to write.
    NotStated,
    /// 編集中: a person has changed it and not confirmed it.
    Editing,
    /// 確認済: a person has confirmed it.
    Confirmed,
    /// 自動反映: filled from an identical question that a person confirmed.
    Propagated,
    /// 保留: put aside.
    Held,
    /// 対象外: declared not applicable by a person, with a reason.
    OutOfScope,
}

impl State {
    /// The word shown to people.
    #[must_use]
    pub fn japanese(self) -> &'static str {
        match self {
            Self::Candidate => "候補",
            Self::NeedsReview => "要確認",
            Self::NotStated => "記載なし",
            Self::Editing => "編集中",
            Self::Confirmed => "確認済",
            Self::Propagated => "自動反映",
            Self::Held => "保留",
            Self::OutOfScope => "対象外",
        }
    }

    /// The same in English.
    #[must_use]
    pub fn english(self) -> &'static str {
        match self {
            Self::Candidate => "candidate",
            Self::NeedsReview => "to review",
            Self::NotStated => "not stated",
            Self::Editing => "editing",
            Self::Confirmed => "confirmed",
            Self::Propagated => "propagated",
            Self::Held => "on hold",
            Self::OutOfScope => "not applicable",
        }
    }

    /// Has a person stood up for what is in the entry?
    #[must_use]
    pub fn settled(self) -> bool {
        matches!(self, Self::Confirmed | Self::OutOfScope)
    }

    /// Has nobody worked on it?
    #[must_use]
    pub fn untouched(self) -> bool {
        matches!(self, Self::Candidate | Self::NeedsReview | Self::NotStated | Self::Propagated)
    }
}

/// A stretch of the document, verbatim, with where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The control or section.
    #[serde(serialize_with = "write_id", deserialize_with = "read_id")]
    pub id: ItemId,
    /// Version of the document: `2.00`.
    pub edition: String,
    /// First char.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// SHA-256 of the whole response.
    pub sha256: String,
    /// The text itself.
    pub text: String,
}

fn write_id<S: Serializer>(id: &ItemId, s: S) -> Result<S::Ok, S::Error> {
    s.collect_str(id)
}

fn read_id<'de, D: Deserializer<'de>>(d: D) -> Result<ItemId, D::Error> {
    String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
}

impl Quote {
    /// From a citation and its words.
    #[must_use]
    pub fn new(citation: &Citation, text: &str) -> Self {
        Self {
            id: citation.id,
            edition: citation.edition.clone(),
            start: citation.start,
            end: citation.end,
            sha256: citation.sha256.clone(),
            text: text.to_owned(),
        }
    }
}

/// The quotations that a drafted answer is made of: its text cut at the lengths of its citations.
#[must_use]
pub fn quotes(answer: &Answer) -> Vec<Quote> {
    let mut rest = answer.text.chars();
    answer
        .citations
        .iter()
        .map(|c| {
            let text: String = rest.by_ref().take(c.end - c.start).collect();
            // The line break between two spans.
            rest.next();
            Quote::new(c, &text)
        })
        .collect()
}

/// What would be written for a question now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its state.
    pub state: State,
    /// The text for the comment cell.
    pub text: String,
    /// The customer's choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choice: Option<String>,
    /// A person has picked the choice, or confirmed it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub chosen: bool,
    /// Every quotation that has stood in the text. Which of them the text consists of now,
    /// [`Entry::cited`] tells; one that was typed over and comes back is cited again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotes: Vec<Quote>,
    /// Why it is 対象外.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// A note to oneself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Entry {
    /// The quotations that the text consists of, in order: whole ones, joined by line breaks and with
    /// nothing else between. Empty as soon as a word of the text is a person's own.
    #[must_use]
    pub fn cited(&self) -> Vec<&Quote> {
        let mut found = Vec::new();
        let text = self.text.trim_end();
        if text.is_empty() || !self.consists(text, &mut found, &mut MOST_STEPS.clone()) {
            found.clear();
        }
        found
    }

    /// Looks for quotations that `text` is made of; the longest first.
    fn consists<'q>(&'q self, text: &str, found: &mut Vec<&'q Quote>, steps: &mut usize) -> bool {
        let mut fitting: Vec<&Quote> = self
            .quotes
            .iter()
            .filter(|q| !q.text.is_empty() && text.starts_with(q.text.trim_end()) && !found.contains(q))
            .collect();
        fitting.sort_by_key(|q| std::cmp::Reverse(q.text.len()));
        for quote in fitting {
            if *steps == 0 {
                return false;
            }
            *steps -= 1;
            found.push(quote);
            let rest = &text[quote.text.trim_end().len()..];
            if rest.is_empty() || rest.strip_prefix('\n').is_some_and(|r| self.consists(r, found, steps)) {
                return true;
            }
            found.pop();
        }
        false
    }

    /// Remembers a quotation.
    pub(crate) fn learn(&mut self, quote: Quote) {
        if !self.quotes.contains(&quote) {
            self.quotes.push(quote);
        }
    }
}

/// Attempts at taking a text apart; texts have few quotations, so this is never reached but by
/// ones made to.
const MOST_STEPS: usize = 1_000;

#[cfg(test)]
mod tests {
    use super::{Entry, Quote, State};

    fn quote(id: &str, text: &str) -> Quote {
        Quote {
            id: id.parse().expect("an id"),
            edition: "2.00".into(),
            start: 0,
            end: text.chars().count(),
            sha256: String::new(),
            text: text.into(),
        }
    }

    #[track_caller]
    fn check(text: &str, want: &[&str]) {
        let entry = Entry {
            state: State::Editing,
            text: text.into(),
            choice: None,
            chosen: false,
            quotes: vec![
                quote("実1", "鍵は二人で扱う。"),
                quote("実2", "鍵は二人で扱う。\nただし、夜間を除く。"),
                quote("実3", "ただし、夜間を除く。"),
            ],
            reason: String::new(),
            note: String::new(),
        };
        let got: Vec<String> = entry.cited().iter().map(|q| q.id.to_string()).collect();
        assert_eq!(got, want, "{text}");
    }

    #[test]
    fn a_text_is_cited_while_it_consists_of_whole_quotations() {
        check("鍵は二人で扱う。", &["実1"]);
        check("鍵は二人で扱う。\nただし、夜間を除く。", &["実2"]);
        check("ただし、夜間を除く。\n鍵は二人で扱う。\n", &["実3", "実1"]);
        for own in [
            "",
            "鍵は二人で扱う",
            "鍵は二人で扱う。以上",
            "鍵は二人で扱う。\n\n以上",
            "鍵は二人で扱う。ただし、夜間を除く。",
        ] {
            check(own, &[]);
        }
    }
}
