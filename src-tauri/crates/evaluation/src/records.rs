//! Labelled questions and labelled statuses, one JSON object a line.

use kotae_standard::{ItemId, Status};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Why a file of labels cannot be used; names the line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Bytes that are no text.
    #[error("{line} 行目：UTF-8 ではありません (line {line}: not UTF-8)")]
    NotText {
        /// Counted from 1.
        line: usize,
    },
    /// No JSON object.
    #[error(
        "{line} 行目：JSON のオブジェクトではありません。1 行に 1 問、{{\"id\":…,\"question\":…}} の形で書いてください (line {line}: not a JSON object; write one question a line as {{\"id\":…,\"question\":…}})"
    )]
    NotJson {
        /// Counted from 1.
        line: usize,
    },
    /// A field that every record has.
    #[error("{line} 行目：「{field}」がありません (line {line}: {field} is missing)")]
    Missing {
        /// Counted from 1.
        line: usize,
        /// Its name.
        field: &'static str,
    },
    /// A field of another kind than it must be.
    #[error("{line} 行目：「{field}」は{wanted_ja}で書いてください (line {line}: {field} must be {wanted})")]
    Wrong {
        /// Counted from 1.
        line: usize,
        /// Its name.
        field: &'static str,
        /// What it must be.
        wanted: &'static str,
        /// The same, in Japanese.
        wanted_ja: &'static str,
    },
    /// Something that stands for no control, section or status.
    #[error(
        "{line} 行目：「{field}」の {value} は標準にありません (line {line}: {field}: there is no {value})"
    )]
    Unknown {
        /// Counted from 1.
        line: usize,
        /// Its name.
        field: &'static str,
        /// What stands there.
        value: String,
    },
    /// Two records of one file with one id.
    #[error(
        "{line} 行目：id {id} は {first} 行目にもあります (line {line}: id {id} stands on line {first} too)"
    )]
    Twice {
        /// Counted from 1.
        line: usize,
        /// The id.
        id: String,
        /// Where it stands first.
        first: usize,
    },
    /// A status of a question that no set asks.
    #[error(
        "{line} 行目：id {id}（best も同じもの）の質問がどの質問集にもありません。質問集を一緒に指定してください (line {line}: no set has a question {id} with these best; name its set as well)"
    )]
    NoQuestion {
        /// Counted from 1.
        line: usize,
        /// The id.
        id: String,
    },
    /// A file without a record.
    #[error("質問が一つもありません (there is no record)")]
    Empty,
}

/// Language of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Japanese.
    Japanese,
    /// English.
    English,
}

/// A question with the places of the document that answer it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its line in the file, counted from 1.
    pub line: usize,
    /// Unique within its set.
    pub id: String,
    /// The question.
    pub question: String,
    /// Heading or category; may be empty.
    pub context: String,
    /// What a careful person answers from.
    pub best: Vec<ItemId>,
    /// Further acceptable first matches.
    pub ok: Vec<ItemId>,
    /// As labelled, or as its letters say.
    pub language: Language,
    /// Labelled as asking several things at once?
    pub compound: bool,
}

impl Record {
    /// Does the document answer it?
    #[must_use]
    pub fn answerable(&self) -> bool {
        !(self.best.is_empty() && self.ok.is_empty())
    }
}

/// Which statuses an answer to a question may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusLabel {
    /// Its line in the file, counted from 1.
    pub line: usize,
    /// Of the question.
    pub id: String,
    /// Of the question too, when given: ids repeat between sets, and these tell them apart.
    pub best: Option<Vec<ItemId>>,
    /// Right.
    pub acceptable: Vec<Status>,
    /// Claiming more than the document says.
    pub forbidden: Vec<Status>,
}

impl StatusLabel {
    /// Does it speak of this question?
    #[must_use]
    pub fn labels(&self, record: &Record) -> bool {
        self.id == record.id && self.best.as_ref().is_none_or(|best| *best == record.best)
    }
}

/// The questions of one set.
///
/// # Errors
/// Names the first line that is no record.
pub fn records(bytes: &[u8]) -> Result<Vec<Record>, Problem> {
    let mut seen = BTreeMap::new();
    let mut out = Vec::new();
    for fields in lines(bytes)? {
        let (line, id) = (fields.line, fields.text("id")?);
        if let Some(first) = seen.insert(id.clone(), line) {
            return Err(Problem::Twice { line, id, first });
        }
        let question = fields.text("question")?;
        if question.trim().is_empty() {
            return Err(Problem::Missing { line, field: "question" });
        }
        let language = match fields.values.get("lang").and_then(Value::as_str) {
            Some("ja") => Language::Japanese,
            Some("en") => Language::English,
            _ => language_of(&question),
        };
        let tags = fields.values.get("tags").and_then(Value::as_array);
        out.push(Record {
            line,
            id,
            question,
            context: fields.values.get("context").and_then(Value::as_str).unwrap_or_default().to_owned(),
            best: fields.items("best")?,
            ok: fields.items("ok")?,
            language,
            compound: tags.is_some_and(|tags| tags.iter().any(|t| t == "compound")),
        });
    }
    if out.is_empty() { Err(Problem::Empty) } else { Ok(out) }
}

/// The labelled statuses of one file.
///
/// # Errors
/// Names the first line that is no record.
pub fn statuses(bytes: &[u8]) -> Result<Vec<StatusLabel>, Problem> {
    let out: Vec<StatusLabel> = lines(bytes)?
        .iter()
        .map(|fields| {
            Ok(StatusLabel {
                line: fields.line,
                id: fields.text("id")?,
                best: if fields.values.contains_key("best") { Some(fields.items("best")?) } else { None },
                acceptable: fields.statuses("acceptable")?,
                forbidden: fields.statuses("forbidden")?,
            })
        })
        .collect::<Result<_, _>>()?;
    if out.is_empty() { Err(Problem::Empty) } else { Ok(out) }
}

/// Kana are Japanese; an English question may cite 統99 and stays English.
fn language_of(question: &str) -> Language {
    let count = |is: fn(&char) -> bool| question.chars().filter(is).count();
    let kana = count(|c| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{FF66}'..='\u{FF9F}'));
    let kanji = count(|c| matches!(c, '\u{3400}'..='\u{9FFF}'));
    // A kanji says about as much as three Latin letters.
    if kana > 0 || kanji * 3 > count(char::is_ascii_alphabetic) {
        Language::Japanese
    } else {
        Language::English
    }
}

/// One object and where it stands.
struct Fields {
    line: usize,
    values: Map<String, Value>,
}

fn lines(bytes: &[u8]) -> Result<Vec<Fields>, Problem> {
    let text = std::str::from_utf8(bytes).map_err(|e| {
        let before = &bytes[..e.valid_up_to()];
        Problem::NotText { line: before.split(|b| *b == b'\n').count() }
    })?;
    text.trim_start_matches('\u{feff}')
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(n, line)| match serde_json::from_str(line) {
            Ok(Value::Object(values)) => Ok(Fields { line: n + 1, values }),
            _ => Err(Problem::NotJson { line: n + 1 }),
        })
        .collect()
}

impl Fields {
    fn get(&self, field: &'static str) -> Result<&Value, Problem> {
        self.values.get(field).ok_or(Problem::Missing { line: self.line, field })
    }

    fn text(&self, field: &'static str) -> Result<String, Problem> {
        self.get(field)?.as_str().map(str::to_owned).ok_or(Problem::Wrong {
            line: self.line,
            field,
            wanted: "a string",
            wanted_ja: "文字列",
        })
    }

    fn texts(&self, field: &'static str) -> Result<Vec<&str>, Problem> {
        let wrong =
            Problem::Wrong {
                line: self.line, field, wanted: "a list of strings", wanted_ja: "文字列の配列"
            };
        let list = self.get(field)?.as_array().ok_or_else(|| wrong.clone())?;
        list.iter().map(|v| v.as_str().ok_or_else(|| wrong.clone())).collect()
    }

    fn items(&self, field: &'static str) -> Result<Vec<ItemId>, Problem> {
        let id = |text: &str| text.parse().map_err(|_| self.unknown(field, text));
        self.texts(field)?.into_iter().map(id).collect()
    }

    fn statuses(&self, field: &'static str) -> Result<Vec<Status>, Problem> {
        let status = |text: &str| {
            serde_json::from_value(Value::String(text.to_owned())).map_err(|_| self.unknown(field, text))
        };
        self.texts(field)?.into_iter().map(status).collect()
    }

    fn unknown(&self, field: &'static str, value: &str) -> Problem {
        Problem::Unknown { line: self.line, field, value: value.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::{Language, Problem, language_of, records, statuses};

    #[test]
    fn a_record_says_what_it_is() {
        let text = "\u{feff}{\"id\":\"a\",\"question\":\"鍵は\",\"best\":[\"実13\",\"s2.5\"],\"ok\":[]}\n\n\
                    {\"id\":\"b\",\"question\":\"Keys?\",\"context\":\"x\",\"best\":[],\"ok\":[],\"tags\":[\"compound\"]}\n";
        let got = records(text.as_bytes()).expect("two records");
        assert_eq!((got[0].line, got[0].language, got[0].answerable()), (1, Language::Japanese, true));
        assert_eq!((got[1].line, got[1].language, got[1].answerable()), (3, Language::English, false));
        assert!(got[1].compound && got[1].context == "x");
    }

    #[test]
    fn the_letters_tell_the_language_of_a_question_without_one() {
        for (question, language) in [
            ("MFA認証", Language::Japanese),
            ("ﾊﾞｯｸｱｯﾌﾟ", Language::Japanese),
            ("Please respond to FISC 統99.", Language::English),
            ("123?", Language::English),
        ] {
            assert_eq!(language_of(question), language, "{question}");
        }
    }

    #[test]
    fn what_is_no_record_is_named_by_its_line() {
        let good = "{\"id\":\"a\",\"question\":\"q\",\"best\":[],\"ok\":[]}\n";
        let after = |bad: &str| records(format!("{good}{bad}").as_bytes()).expect_err("refused");
        assert_eq!(after("{oops"), Problem::NotJson { line: 2 });
        assert_eq!(after("[1]"), Problem::NotJson { line: 2 });
        assert_eq!(
            after("\n{\"id\":\"b\",\"best\":[],\"ok\":[]}"),
            Problem::Missing { line: 3, field: "question" }
        );
        assert_eq!(
            after("{\"id\":\"b\",\"question\":\"q\",\"ok\":[]}"),
            Problem::Missing { line: 2, field: "best" }
        );
        assert_eq!(after(good), Problem::Twice { line: 2, id: "a".into(), first: 1 });
        let odd = after("{\"id\":\"b\",\"question\":\"q\",\"best\":[\"x\"],\"ok\":[]}");
        assert_eq!(odd, Problem::Unknown { line: 2, field: "best", value: "x".into() });
        assert!(matches!(after("{\"id\":1}"), Problem::Wrong { line: 2, field: "id", .. }));
        assert_eq!(records(b"\n"), Err(Problem::Empty));
        assert_eq!(records(b"{}\n\xff"), Err(Problem::NotText { line: 2 }));
        let odd = statuses("{\"id\":\"a\",\"acceptable\":[\"良\"],\"forbidden\":[]}".as_bytes());
        assert_eq!(odd, Err(Problem::Unknown { line: 1, field: "acceptable", value: "良".into() }));
    }
}
