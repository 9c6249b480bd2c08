//! The words of column headers and labels, Japanese and English, and what each says of its column.
//!
//! One table; a header is cut into the longest words of the table, and a word counts fully where
//! Japanese and English put the head of a compound: at the end (質問番号 is a number, 回答例 an example).

use crate::phrases::squeeze;
use crate::words::Place::{Any, End};
use crate::words::{Entry, WORDS};
use kotae_text::fold_str;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a column, or a labelled field, is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Role {
    /// Number or id of the question.
    Number,
    /// A level of the category.
    Category,
    /// The question.
    Question,
    /// One of the choices is written here.
    Status,
    /// Free text is written here.
    Comment,
    /// Numbers of a guideline.
    Reference,
    /// Names of documents that prove the answer.
    Evidence,
    /// Filled in by the customer, never by the one who answers.
    Reviewer,
    /// An earlier answer.
    Previous,
    /// How an answer might look.
    Example,
    /// How the question is meant.
    Guidance,
    /// Weight, importance, level.
    Level,
    /// People, dates, deadlines.
    Admin,
}

/// How many roles there are.
pub(crate) const ROLES: usize = 13;

impl Role {
    /// All roles, in the order of score arrays.
    pub(crate) const ALL: [Self; ROLES] = [
        Self::Number,
        Self::Category,
        Self::Question,
        Self::Status,
        Self::Comment,
        Self::Reference,
        Self::Evidence,
        Self::Reviewer,
        Self::Previous,
        Self::Example,
        Self::Guidance,
        Self::Level,
        Self::Admin,
    ];

    /// The position in score arrays.
    pub(crate) fn index(self) -> usize {
        self as usize
    }

    /// A word for explanations.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Category => "category",
            Self::Question => "question",
            Self::Status => "status",
            Self::Comment => "comment",
            Self::Reference => "reference",
            Self::Evidence => "evidence",
            Self::Reviewer => "reviewer",
            Self::Previous => "previous answer",
            Self::Example => "example",
            Self::Guidance => "guidance",
            Self::Level => "level",
            Self::Admin => "person or date",
        }
    }
}

/// One score a role.
pub(crate) type Scores = [f32; ROLES];

/// The table by first character, longest words first.
static BY_START: LazyLock<BTreeMap<char, Vec<&'static Entry>>> = LazyLock::new(|| {
    let mut map: BTreeMap<char, Vec<&'static Entry>> = BTreeMap::new();
    for entry in WORDS {
        if let Some(c) = entry.0.chars().next() {
            map.entry(c).or_default().push(entry);
        }
    }
    for list in map.values_mut() {
        list.sort_by_key(|e| std::cmp::Reverse(e.0.len()));
    }
    map
});

/// How much of a word counts that is not at the end, in brackets, or in a header over several columns.
const NOT_AT_END: f32 = 0.4;
const IN_BRACKETS: f32 = 0.45;
const IN_PARENT: f32 = 0.3;
/// What a column for documents counts whose header also names a comment.
const WITH_COMMENT: f32 = 0.55;
/// What the head of a longer compound counts, against a header that is the word and nothing else.
const COMPOUND: f32 = 0.85;

/// A header cut into the part people read first and the parts in brackets, folded.
fn segments(folded: &str) -> Vec<(String, bool)> {
    let mut out = Vec::new();
    let mut current = String::new();
    let mut depth = 0usize;
    for c in folded.chars() {
        let (open, close) =
            (matches!(c, '(' | '[' | '【' | '<' | '〔'), matches!(c, ')' | ']' | '】' | '>' | '〕'));
        if open
            || close
            || c == '\n'
            || (matches!(c, '/' | '・') && !current.is_empty() && !short_pair(folded))
        {
            out.push((std::mem::take(&mut current), depth > 0));
            depth = if open {
                depth + 1
            } else if close {
                depth.saturating_sub(1)
            } else {
                depth
            };
        } else {
            current.push(c);
        }
    }
    out.push((current, depth > 0));
    // A header that is all brackets (【回答】) is read as if they were not there.
    if out.iter().all(|(t, inside)| *inside || t.trim().is_empty()) {
        out.iter_mut().for_each(|s| s.1 = false);
    }
    out.retain(|(t, _)| !t.trim().is_empty());
    out
}

/// `y/n`, `○/×`, `n/a`: the slash belongs to the choices, it does not part two languages.
fn short_pair(folded: &str) -> bool {
    folded.split('\n').any(|l| l.contains('/') && l.split('/').all(|p| p.trim().chars().count() <= 3))
        || folded.contains("はい・いいえ")
        || folded.contains("必須・任意")
        || folded.contains("規程・文書名")
        || folded.contains("はい/いいえ")
        || folded.contains("yes/no")
        || folded.contains("必須/任意")
        || folded.contains("mandatory/optional")
}

/// What follows the head word without changing it: 欄, 等, numbers, marks of footnotes.
fn is_filler(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['欄', '等', 's']);
    rest.chars().all(|c| {
        c.is_ascii_digit()
            || c.is_whitespace()
            || matches!(c, '※' | '*' | '、' | '。' | '.' | ':' | '・' | '-' | '?' | '▼' | '↓' | ';')
    })
}

fn add(scores: &mut Scores, says: &[(Role, f32)], factor: f32) {
    for (role, weight) in says {
        let s = &mut scores[role.index()];
        *s = s.max(weight * factor);
    }
}

fn score_into(scores: &mut Scores, folded: &str, parent: bool) {
    for (segment, inside) in segments(folded) {
        let segment = segment.trim();
        let mut i = 0;
        let mut previous: Option<char> = None;
        while let Some(c) = segment[i..].chars().next() {
            let rest = &segment[i..];
            let latin = |c: char| c.is_ascii_alphanumeric();
            let boundary = |w: &str| {
                let inner = w.chars().next().is_some_and(latin) && previous.is_some_and(latin);
                let tail =
                    w.chars().last().is_some_and(latin) && rest[w.len()..].chars().next().is_some_and(latin);
                !inner && !tail
            };
            let found = BY_START
                .get(&c)
                .and_then(|list| list.iter().find(|e| rest.starts_with(e.0) && boundary(e.0)));
            if let Some(&&(word, place, says)) = found {
                let at_end = is_filler(&rest[word.len()..]);
                let whole = at_end && segment[..i].trim().is_empty();
                let position = match (place, at_end, whole) {
                    (Any, ..) | (End, _, true) => 1.0,
                    (End, true, false) => COMPOUND,
                    (End, false, false) => NOT_AT_END,
                };
                let bracket = if inside && place == End { IN_BRACKETS } else { 1.0 };
                let above = if parent && place == End { IN_PARENT } else { 1.0 };
                add(scores, says, position * bracket * above);
                previous = word.chars().last();
                i += word.len();
            } else {
                previous = Some(c);
                i += c.len_utf8();
            }
        }
    }
}

/// A header broken over lines inside a word (質問⏎番号) reads as one line when a word of the table
/// spans the break; otherwise its lines stay apart (番号⏎No.).
fn unbroken(folded: &str) -> String {
    let lines: Vec<&str> = folded.split('\n').map(str::trim).collect();
    if lines.len() < 2 {
        return folded.to_owned();
    }
    let joined: String = lines.concat();
    let mut at = 0;
    for line in &lines[..lines.len() - 1] {
        at += line.len();
        let from = at.saturating_sub(24);
        let spans = joined
            .char_indices()
            .filter(|(i, _)| (from..at).contains(i))
            .filter_map(|(i, c)| {
                BY_START.get(&c)?.iter().find(|e| joined[i..].starts_with(e.0)).map(|e| i + e.0.len())
            })
            .any(|end| end > at);
        // A lone character on each line is a label written downwards.
        if spans || lines.iter().all(|l| l.chars().count() <= 1) {
            return joined;
        }
    }
    folded.to_owned()
}

/// What a header says of its column: the column's own header text and the headers above it.
pub(crate) fn header_scores(own: &str, above: &[&str]) -> Scores {
    let mut scores = [0.0; ROLES];
    let own = unbroken(&squeeze(own));
    let empty = own.trim().is_empty();
    score_into(&mut scores, &own, false);
    // 「備考・証跡」 is one column for both: the text may be written there.
    if scores[Role::Comment.index()] >= 2.0 {
        for role in [Role::Evidence, Role::Reference] {
            scores[role.index()] *= WITH_COMMENT;
        }
    }
    for (i, parent) in above.iter().enumerate() {
        // Without a header of its own a column takes the one directly above as its own.
        score_into(&mut scores, &unbroken(&squeeze(parent)), !(empty && i + 1 == above.len()));
    }
    scores
}

/// The role that a text names most clearly, with its weight.
pub(crate) fn best_role(scores: &Scores) -> Option<(Role, f32)> {
    Role::ALL
        .into_iter()
        .map(|r| (r, scores[r.index()]))
        .filter(|(_, s)| *s > 0.0)
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
}

/// A four-digit year named in a header (2025年度, FY2025, 令和7年度).
pub(crate) fn year(text: &str) -> Option<u32> {
    let t = fold_str(text);
    let chars: Vec<char> = t.chars().collect();
    for (i, w) in chars.windows(4).enumerate() {
        let alone = !i.checked_sub(1).is_some_and(|p| chars[p].is_ascii_digit())
            && !chars.get(i + 4).is_some_and(char::is_ascii_digit);
        if alone && w.iter().all(char::is_ascii_digit) {
            let y: u32 = w.iter().filter_map(|c| c.to_digit(10)).fold(0, |n, d| n * 10 + d);
            if (1990..=2100).contains(&y) {
                return Some(y);
            }
        }
    }
    let era = t
        .find("令和")
        .map(|i| &t[i + "令和".len()..])
        .or_else(|| t.find('r').map(|i| &t[i + 1..]).filter(|r| r.contains("年")))?;
    let era = era.trim_start();
    if era.starts_with('元') {
        return Some(2019);
    }
    let digits: String = era.chars().take_while(char::is_ascii_digit).collect();
    digits.parse::<u32>().ok().filter(|n| (1..=99).contains(n)).map(|n| 2018 + n)
}

#[cfg(test)]
mod tests {
    use super::Role::*;
    use super::*;

    #[test]
    fn the_head_of_a_compound_decides() {
        for (header, role) in [
            ("質問番号", Number),
            ("№", Number),
            ("No.", Number),
            ("#", Number),
            ("項番", Number),
            ("大項目", Category),
            ("カテゴリー", Category),
            ("Area", Category),
            ("調査項目", Question),
            ("Control question", Question),
            ("質問内容／Question", Question),
            ("設問", Question),
            ("はい/いいえ", Status),
            ("Y/N", Status),
            ("○×", Status),
            ("対応状況\n(○：対応済 △：一部 ×：未対応)", Status),
            ("適否", Status),
            ("補足事項", Comment),
            ("貴社回答内容", Comment),
            ("Explanation", Comment),
            ("所見", Comment),
            ("特記", Comment),
            ("回答例", Example),
            ("当行確認欄", Reviewer),
            ("前回回答", Previous),
            ("質　問", Question),
            ("質問\n番号", Number),
            ("対応\n内容", Comment),
            ("判\n定", Status),
            ("番号\nNo.", Number),
            ("具体的な実施状況", Comment),
            ("回答（記述式）", Comment),
            ("回答（選択式）", Status),
            ("証跡（規程名等）", Evidence),
            ("FISC安全対策基準", Reference),
            ("重要度", Level),
            ("担当者", Admin),
            ("Bank use only: comments", Reviewer),
            ("Previous response", Previous),
            ("Question ID", Number),
            ("備考（証跡名を記入）", Comment),
        ] {
            assert_eq!(best_role(&header_scores(header, &[])).map(|b| b.0), Some(role), "{header}");
        }
    }

    #[test]
    fn a_header_over_several_columns_says_whose_they_are() {
        let s = header_scores("コメント", &["当行使用欄"]);
        assert_eq!(best_role(&s).map(|b| b.0), Some(Reviewer));
        let s = header_scores("状況", &["前回回答"]);
        assert_eq!(best_role(&s).map(|b| b.0), Some(Previous));
        let s = header_scores("内容", &["回答"]);
        assert!(s[Comment.index()] > s[Question.index()]);
    }

    #[test]
    fn years_in_headers() {
        assert_eq!(year("2025年度回答"), Some(2025));
        assert_eq!(year("令和7年度 回答"), Some(2025));
        assert_eq!(year("FY2024"), Some(2024));
        assert_eq!(year("ISO27001"), None);
        assert_eq!(year("回答"), None);
    }

    #[test]
    fn words_are_folded_and_name_known_roles() {
        for (word, _, says) in WORDS {
            assert_eq!(&fold_str(word), word);
            assert!(!says.is_empty(), "{word}");
        }
    }
}
