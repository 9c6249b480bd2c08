//! The numbers by which customers cite a control, in the forms they write them: 統１, 実－25,
//! 実務基準25, 設備基準 83-1, 【実 103－1】, 基準番号：統24, 実25、26, 実11～12.
//!
//! A number that the document does not hold is reported as such, never mapped to another.

use crate::Standard;
use crate::ids::{ControlId, Series};
use kotae_text::fold;
use serde::Serialize;

/// A control number found in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cited {
    /// First char of the citation in the text that was searched.
    pub start: usize,
    /// One past its last char.
    pub end: usize,
    /// What it points at.
    pub target: CitedTarget,
}

/// What a citation points at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CitedTarget {
    /// A control of this document (its response may be blank).
    Control(ControlId),
    /// A number that the document declares out of its scope.
    OutOfScope(ControlId),
    /// A well-formed number that the document does not hold.
    NoSuchControl(ControlId),
    /// A number of another edition's numbering, as written: 運12, 技35.
    OtherEdition(String),
}

/// Most numbers that one range (実11～12) may stand for; a longer one is taken as its two ends.
const LONGEST_RANGE: u16 = 30;

/// Words and letters that open a citation, longest first; `None` for the eighth edition's series.
/// A word without 基準 is common prose too (設備10台), so it counts only at the start of a text or
/// after a break, and nowhere before a counter.
const OPENERS: &[(&str, Option<Series>, bool)] = &[
    ("統制基準", Some(Series::Governance), true),
    ("設備基準", Some(Series::Facility), true),
    ("実務基準", Some(Series::Operation), true),
    ("監査基準", Some(Series::Audit), true),
    ("運用基準", None, true),
    ("技術基準", None, true),
    ("統制", Some(Series::Governance), false),
    ("設備", Some(Series::Facility), false),
    ("実務", Some(Series::Operation), false),
    ("監査", Some(Series::Audit), false),
    ("運用", None, false),
    ("技術", None, false),
    ("統", Some(Series::Governance), false),
    ("設", Some(Series::Facility), false),
    ("実", Some(Series::Operation), false),
    ("監", Some(Series::Audit), false),
    ("運", None, false),
    ("技", None, false),
];

/// What counts things rather than numbering a control: 設備10台, 実3回, 運用24時間.
const COUNTERS: &[&str] = &[
    "台", "回", "年", "ヶ月", "か月", "カ月", "ヵ月", "月", "週", "日", "時", "分", "秒", "件", "名", "人",
    "階", "箇所", "か所", "ヶ所", "カ所", "個", "社", "%", "割", "倍", "点", "種", "つ", "本", "桁", "文字",
    "字", "世代", "万", "億", "円", "度", "拠点", "部", "次", "級", "期", "段", "系統", "回線",
];

/// Characters before a short opener that make it part of another word: 施設2, 確実5, 系統3.
fn joins_word(c: char) -> bool {
    let kanji = matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '々');
    // 基準番号統24, 第10版実25, 及実25: these kanji end a label or a joining word.
    kanji && !matches!(c, '号' | '版' | '及' | '番' | '準' | '目')
}

/// Finds every control number cited in `text`, in order of position.
///
/// # Examples
/// ```
/// # let standard = kotae_standard::parse("（第10版）\nVersion 2.00\n2023/07/27\n### 4.3. 表\n実25\tあ\n実26\tい\n").unwrap();
/// let cited = kotae_standard::find_citations("実－25、26について", &standard);
/// assert_eq!(cited.len(), 2);
/// ```
#[must_use]
pub fn find_citations(text: &str, standard: &Standard) -> Vec<Cited> {
    let folded = fold(text);
    let chars: Vec<char> = folded.text.chars().collect();
    let eighth = folded.text.contains("第8版") || folded.text.contains("第八版");
    let mut out: Vec<Cited> = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let Some((series, opener_end)) = opener(&chars, i) else {
            i += 1;
            continue;
        };
        let mut at = opener_end;
        let mut first = true;
        let mut from = i;
        while let Some(number) = number(&chars, at) {
            if !first && series.is_none() {
                break;
            }
            let (start, end) = folded.source_range(from, number.end);
            let mut push = |target| out.push(Cited { start, end, target });
            match series {
                Some(series) if !eighth => {
                    for id in number.ids(series, standard) {
                        push(target(id, standard));
                    }
                }
                _ => push(CitedTarget::OtherEdition(chars[from..number.end].iter().collect())),
            }
            first = false;
            at = number.end;
            match continuation(&chars, at) {
                Some(next) => (at, from) = (next, next),
                None => break,
            }
        }
        i = if first { i + 1 } else { at };
    }
    out
}

fn target(id: ControlId, standard: &Standard) -> CitedTarget {
    if standard.control(id).is_some() {
        CitedTarget::Control(id)
    } else if standard.out_of_scope(id).is_some() {
        CitedTarget::OutOfScope(id)
    } else {
        CitedTarget::NoSuchControl(id)
    }
}

/// An opener at `i` that is followed by a number: its series and where the number starts.
fn opener(chars: &[char], i: usize) -> Option<(Option<Series>, usize)> {
    for (word, series, certain) in OPENERS {
        let end = i + word.chars().count();
        if chars.get(i..end).is_none_or(|c| !c.iter().copied().eq(word.chars())) {
            continue;
        }
        if i > 0 && !certain && joins_word(chars[i - 1]) {
            continue;
        }
        let long_word = word.chars().count() > 1 && !certain;
        // 運用, 技術, 設備 … without 基準: a citation only where a label would stand.
        if long_word && i > 0 && (chars[i - 1].is_alphanumeric() && !matches!(chars[i - 1], 'c')) {
            continue;
        }
        let mut at = end;
        // "No.", "#", ":" and dashes between the series and its number.
        while at < chars.len()
            && (chars[at].is_whitespace() || matches!(chars[at], '-' | ':' | '#' | '.' | '_'))
        {
            at += 1;
        }
        for label in ["no", "番号", "第"] {
            let stop = at + label.chars().count();
            if chars.get(at..stop).is_some_and(|c| c.iter().copied().eq(label.chars())) {
                at = stop;
                while at < chars.len() && (chars[at].is_whitespace() || matches!(chars[at], '.' | ':')) {
                    at += 1;
                }
            }
        }
        if number(chars, at).is_some() {
            return Some((*series, at));
        }
    }
    None
}

struct Number {
    first: u16,
    branch: Option<u16>,
    last: Option<u16>,
    end: usize,
}

impl Number {
    /// `11-12` is a range and `83-1` a branch: a branch is what the document holds or what cannot be a range.
    fn ids(&self, series: Series, standard: &Standard) -> Vec<ControlId> {
        let one = |n| ControlId::new(series, n);
        match (self.branch, self.last) {
            (Some(branch), _) => {
                let id = ControlId { branch: Some(branch), ..one(self.first) };
                let range = branch > self.first && branch - self.first <= LONGEST_RANGE;
                if standard.control(id).is_none() && range {
                    span(series, self.first, branch)
                } else {
                    vec![id]
                }
            }
            (None, Some(last)) if last > self.first && last - self.first <= LONGEST_RANGE => {
                span(series, self.first, last)
            }
            (None, Some(last)) => vec![one(self.first), one(last)],
            (None, None) => vec![one(self.first)],
        }
    }
}

fn span(series: Series, first: u16, last: u16) -> Vec<ControlId> {
    (first..=last).map(|n| ControlId::new(series, n)).collect()
}

fn digits(chars: &[char], at: usize) -> Option<(u16, usize)> {
    let end = at + chars[at.min(chars.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
    (1..=3).contains(&(end - at)).then_some(())?;
    let n: u16 = chars[at..end].iter().collect::<String>().parse().ok()?;
    (n > 0).then_some((n, end))
}

/// A control's number at `at`, unless what follows shows that it counts or measures something.
fn number(chars: &[char], at: usize) -> Option<Number> {
    let (first, mut end) = digits(chars, at)?;
    let (mut branch, mut last) = (None, None);
    let mut next = end;
    while chars.get(next).is_some_and(|c| *c == ' ') {
        next += 1;
    }
    match chars.get(next) {
        Some('-' | 'の') => {
            if let Some((n, stop)) = digits(chars, next + 1) {
                (branch, end) = (Some(n), stop);
            }
        }
        Some('~') => {
            let mut from = next + 1;
            while chars.get(from).is_some_and(|c| c.is_whitespace() || Series::from_letter(*c).is_some()) {
                from += 1;
            }
            if let Some((n, stop)) = digits(chars, from) {
                (last, end) = (Some(n), stop);
            }
        }
        _ => {}
    }
    let after: String = chars[end..].iter().take(3).collect();
    let measured = COUNTERS.iter().any(|c| after.trim_start().starts_with(c))
        || after.starts_with(|c: char| c.is_ascii_alphanumeric())
        || (after.starts_with('.') && after[1..].starts_with(|c: char| c.is_ascii_digit()));
    (!measured).then_some(Number { first, branch, last, end })
}

/// After 実25: 、26 ・26 /26 および26 and so on lead to another number of the same series.
fn continuation(chars: &[char], at: usize) -> Option<usize> {
    const JOINTS: &[&str] =
        &["、", ",", "・", "/", "及び", "および", "ならびに", "並びに", "と", "&", "and", "or", "+"];
    let mut next = at;
    while chars.get(next).is_some_and(|c| *c == ' ') {
        next += 1;
    }
    let joint = JOINTS.iter().find(|j| {
        chars.get(next..next + j.chars().count()).is_some_and(|c| c.iter().copied().eq(j.chars()))
    })?;
    next += joint.chars().count();
    while chars.get(next).is_some_and(|c| *c == ' ') {
        next += 1;
    }
    digits(chars, next).map(|_| next)
}

#[cfg(test)]
mod tests {
    use super::{CitedTarget, find_citations};
    use crate::{Standard, parse};
    use proptest::prelude::*;

    fn standard() -> Standard {
        use std::fmt::Write as _;
        let mut d = String::from("（第10版）\nVersion 2.00\n2023/07/27\n### 4.3. 表\n");
        for n in 1..=27 {
            writeln!(d, "統{n}\tあ").expect("into a string");
        }
        for n in (1..=83).map(|n| n.to_string()).chain(["83-1".into()]) {
            writeln!(d, "設{n}\tあ").expect("into a string");
        }
        d.push_str("設備基準84～137 は対象外\t\n");
        for n in (1..=148).map(|n| n.to_string()).chain(["103-1".into()]) {
            writeln!(d, "実{n}\tあ").expect("into a string");
        }
        d.push_str("監1\tあ\n");
        parse(&d).expect("readable")
    }

    fn check(text: &str, want: &[&str]) {
        let got: Vec<String> = find_citations(text, &standard())
            .into_iter()
            .map(|c| match c.target {
                CitedTarget::Control(id) => id.to_string(),
                CitedTarget::OutOfScope(id) => format!("対象外 {id}"),
                CitedTarget::NoSuchControl(id) => format!("なし {id}"),
                CitedTarget::OtherEdition(t) => format!("他版 {t}"),
            })
            .collect();
        assert_eq!(got, want, "{text}");
    }

    #[test]
    fn the_forms_customers_write() {
        check("統１", &["統1"]);
        check("実－25", &["実25"]);
        check("実務基準25", &["実25"]);
        check("設備基準 83-1", &["設83-1"]);
        check("【実 103－1】", &["実103-1"]);
        check("基準番号：統24", &["統24"]);
        check("実25、26", &["実25", "実26"]);
        check("実11～12", &["実11", "実12"]);
        check("実11～実12について", &["実11", "実12"]);
        check("実２０および実３２", &["実20", "実32"]);
        check("統制基準 No.22 対応状況", &["統22"]);
        check("統制２２（要員）", &["統22"]);
        check("設－64 自家発電設備の設置", &["設64"]);
        check("FISC実務 25", &["実25"]);
        check("監査基準1と統13", &["監1", "統13"]);
        check("実25・26/27", &["実25", "実26", "実27"]);
    }

    #[test]
    fn numbers_the_document_does_not_hold_are_said_to_be_so() {
        check("実149 対応要否", &["なし 実149"]);
        check("設115（営業店設備）", &["対象外 設115"]);
        check("運12", &["他版 運12"]);
        check("運用15", &["他版 運用15"]);
        check("技術４２（第８版）について", &["他版 技術42"]);
        check("実25-1", &["なし 実25-1"]);
        check("統99について", &["なし 統99"]);
    }

    #[test]
    fn other_numbers_are_no_citations() {
        for text in [
            "19　社員に貸しているパソコン",
            "A.8.13",
            "No.39 端末",
            "設備10台を更新",
            "運用24時間365日",
            "運用2名体制",
            "施設2階",
            "確実5",
            "系統3",
            "監査2回",
            "実績10件",
            "実施 3 回",
            "技術者10名",
            "統合3.1",
            "ISO27001",
        ] {
            check(text, &[]);
        }
        check("実13、256bit", &["実13"]);
        check("実25、3年以上保存", &["実25"]);
    }

    #[test]
    fn positions_are_those_of_the_text_that_came_in() {
        let text = "項番【実　１０３－１】です";
        let cited = find_citations(text, &standard());
        let got: String = text.chars().skip(cited[0].start).take(cited[0].end - cited[0].start).collect();
        assert_eq!(got, "実　１０３－１");
    }

    proptest! {
        #[test]
        fn any_text_gives_ranges_inside_it(s in "[統設実監運技0-9０-９～、\\- a-z基準番号]{0,40}") {
            let n = s.chars().count();
            for c in find_citations(&s, &standard()) {
                prop_assert!(c.start < c.end && c.end <= n);
            }
        }

        #[test]
        fn a_number_that_exists_is_found_in_every_form(n in 1u16..=148, form in 0usize..6) {
            let text = match form {
                0 => format!("実{n}"),
                1 => format!("実－{n}"),
                2 => format!("実務基準 {n}"),
                3 => format!("【実 {n}】"),
                4 => format!("基準番号：実{n}"),
                _ => format!("（実務基準No.{n}）への対応"),
            };
            let got = find_citations(&text, &standard());
            prop_assert_eq!(got.len(), 1);
            prop_assert_eq!(&got[0].target, &CitedTarget::Control(format!("実{n}").parse().expect("id")));
        }
    }
}
