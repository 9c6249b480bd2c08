//! What kind of thing a question asks for (how often, how long, which product, …) and whether a text
//! states such a thing, by the table data/matching/asks.toml.

use crate::error::Error;
use crate::types::Asked;
use kotae_standard::Asks;
use kotae_text::{char_slice, fold};
use serde::Deserialize;

/// Longest stretch that `~` stands for.
const GAP: usize = 8;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    kind: Vec<KindTable>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct KindTable {
    asks: Asks,
    ja: Vec<String>,
    en: Vec<String>,
    states: Vec<String>,
}

#[derive(Debug)]
struct Kind {
    asks: Asks,
    asked: Vec<Pattern>,
    states: Vec<Pattern>,
}

/// A run of literal text, numbers and gaps.
#[derive(Debug)]
pub(crate) struct Pattern {
    parts: Vec<Part>,
    /// Must it begin at the beginning of a Latin word?
    whole_word: bool,
}

#[derive(Debug)]
enum Part {
    Text(Vec<char>),
    Number,
    Gap,
}

/// The table, ready to use.
#[derive(Debug)]
pub(crate) struct AskTable {
    kinds: Vec<Kind>,
}

impl AskTable {
    /// Reads the table.
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let table: Table = toml::from_str(text).map_err(Error::Asks)?;
        let patterns = |list: &[String]| list.iter().map(|p| Pattern::new(p)).collect::<Vec<_>>();
        let kinds = table
            .kind
            .iter()
            .map(|k| {
                let mut asked = patterns(&k.ja);
                asked.extend(patterns(&k.en));
                Kind { asks: k.asks, asked, states: patterns(&k.states) }
            })
            .collect();
        Ok(Self { kinds })
    }

    /// The kinds of things a question asks for, in the order of the table, with its words for each;
    /// `stated` says whether `response` holds such a thing.
    pub(crate) fn asked(&self, question: &str, response: &str) -> Vec<Asked> {
        let folded = fold(question);
        let chars: Vec<char> = folded.text.chars().collect();
        let answer: Vec<char> = kotae_text::fold_str(response).chars().collect();
        let mut out = Vec::new();
        for kind in &self.kinds {
            let found = kind.asked.iter().filter_map(|p| p.find(&chars)).min_by_key(|&(a, b)| (a, b));
            if let Some((from, to)) = found {
                let (start, end) = folded.source_range(from, to);
                out.push(Asked {
                    kind: kind.asks,
                    words: char_slice(question, start, end).trim().to_owned(),
                    stated: kind.states.iter().any(|p| p.find(&answer).is_some()),
                });
            }
        }
        out
    }
}

impl Pattern {
    pub(crate) fn new(source: &str) -> Self {
        let folded = kotae_text::fold_str(source);
        let mut parts = Vec::new();
        let mut text: Vec<char> = Vec::new();
        for c in folded.chars() {
            if c != '#' && c != '~' {
                text.push(c);
                continue;
            }
            if !text.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut text)));
            }
            parts.push(if c == '#' { Part::Number } else { Part::Gap });
        }
        if !text.is_empty() {
            parts.push(Part::Text(text));
        }
        Self { parts, whole_word: folded.starts_with(|c: char| c.is_ascii_alphabetic()) }
    }

    /// The first place where it stands, in chars.
    pub(crate) fn find(&self, chars: &[char]) -> Option<(usize, usize)> {
        (0..chars.len()).find_map(|from| {
            let inside = self.whole_word && from > 0 && chars[from - 1].is_ascii_alphanumeric();
            if inside { None } else { matched(&self.parts, chars, from).map(|to| (from, to)) }
        })
    }
}

fn matched(parts: &[Part], chars: &[char], at: usize) -> Option<usize> {
    let Some((first, rest)) = parts.split_first() else { return Some(at) };
    match first {
        Part::Text(text) => {
            let end = at + text.len();
            (chars.get(at..end)? == text.as_slice()).then(|| matched(rest, chars, end))?
        }
        Part::Number => {
            let digits = chars.get(at..)?.iter().take_while(|c| c.is_ascii_digit() || **c == '.').count();
            let skip = if digits > 0 {
                digits
            } else {
                usize::from("一二三四五六七八九十".contains(*chars.get(at)?))
            };
            (skip > 0).then(|| matched(rest, chars, at + skip))?
        }
        Part::Gap => (at..=(at + GAP).min(chars.len())).find_map(|next| matched(rest, chars, next)),
    }
}

#[cfg(test)]
mod tests {
    use super::AskTable;
    use kotae_standard::Asks;
    use proptest::prelude::*;

    const TABLE: &str = include_str!("../../../../data/matching/asks.toml");

    fn check(question: &str, response: &str, want: &[(Asks, &str, bool)]) {
        let table = AskTable::parse(TABLE).expect("the committed table reads");
        let got: Vec<_> =
            table.asked(question, response).into_iter().map(|a| (a.kind, a.words, a.stated)).collect();
        let want: Vec<_> = want.iter().map(|&(k, w, s)| (k, w.to_owned(), s)).collect();
        assert_eq!(got, want, "{question}");
    }

    #[test]
    fn kinds_are_told_by_their_words() {
        check("教育は年何回ですか", "定期的に実施", &[(Asks::Frequency, "何回", false)]);
        check("ﾛｸﾞの保存期間", "取得・保管され", &[(Asks::Period, "保存期間", false)]);
        check("Which product is used?", "", &[(Asks::Product, "Which product", false)]);
        check("権限を付与されたオペレーターは何名ですか", "", &[(Asks::Number, "何名", false)]);
        check("暗号鍵を管理していますか", "", &[]);
        check("出入口は何か所ですか", "出入り口は一か所のみです", &[(Asks::Number, "何か所", true)]);
        check("Are entrances staffed?", "", &[]);
    }

    #[test]
    fn the_words_are_those_of_the_question() {
        check("稼働率は99.9%以上か", "", &[(Asks::Number, "稼働率", false)]);
        check("復旧は４時間以内か", "", &[(Asks::Time, "４時間以内", false)]);
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(q in "\\PC{0,30}", r in "\\PC{0,30}") {
            let table = AskTable::parse(TABLE).expect("the committed table reads");
            for a in table.asked(&q, &r) {
                prop_assert!(q.contains(a.words.as_str()));
            }
        }
    }
}
