//! What a customer's choice means: ○△×－ in all their spellings, はい/いいえ, 対応済/対応中/未対応,
//! 可/否, Yes/No/N/A, `A：対応済`, grades explained by the sheet's legend. Takes labels, gives
//! meanings; which one is taken is `choice`'s work.

use kotae_text::fold_str;
use serde::Serialize;
use std::collections::BTreeMap;

/// What choosing a label says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Meaning {
    /// Met; yes.
    Met,
    /// In part or with a condition.
    Part,
    /// Not met; no.
    Unmet,
    /// Does not apply.
    NotApplicable,
    /// To be done, being done.
    Planned,
    /// To be confirmed, not known.
    Unsure,
    /// Done in another way, or by another.
    Otherwise,
}

/// What the label answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scale {
    /// The question as put: はい, いいえ, 有, 無, Yes, No.
    Literal,
    /// Whether what is wanted is met: ○, ×, 対応済, 適.
    Compliance,
}

/// A label as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label {
    /// As the customer writes it.
    pub(crate) written: String,
    /// The mark or word chosen, folded: `○`, `a`, `対応済`.
    pub(crate) mark: String,
    /// What is said of the mark, folded; empty when the label stands alone.
    pub(crate) explained: String,
    /// What choosing it says; `None` for a grade without a legend.
    pub(crate) means: Option<Meaning>,
    /// What it answers.
    pub(crate) scale: Scale,
}

/// Something about a sheet's choices that a person has to settle once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LegendProblem {
    /// The choices concerned, as the customer writes them.
    pub choices: Vec<String>,
    /// In Japanese, for people.
    pub message: String,
}

/// What a sheet's choices leave open: grades without a legend, two choices that say the same, △ and
/// － without a word on what they mean here. `legend` is what the sheet says of its marks.
#[must_use]
pub fn legend_problems(choices: &[String], legend: &BTreeMap<String, String>) -> Vec<LegendProblem> {
    let labels: Vec<Label> = choices.iter().map(|c| read(c, legend)).collect();
    let mut out = Vec::new();
    let mut say = |which: Vec<&Label>, message: String| {
        if !which.is_empty() {
            out.push(LegendProblem { choices: which.iter().map(|l| l.written.clone()).collect(), message });
        }
    };
    let listed = |which: &[&Label]| which.iter().map(|l| format!("「{}」", l.written)).collect::<String>();
    let meaningless: Vec<&Label> = labels.iter().filter(|l| l.means.is_none()).collect();
    let message = format!(
        "選択肢{0}の意味が凡例から読み取れません。意味を指定してください。 (no legend says what the options {0} mean: say what they mean)",
        listed(&meaningless)
    );
    say(meaningless, message);
    for meaning in [Meaning::Met, Meaning::Part, Meaning::Unmet, Meaning::NotApplicable] {
        let same: Vec<&Label> = labels.iter().filter(|l| l.means == Some(meaning)).collect();
        if same.len() > 1 && sole(&same).is_none() {
            let message = format!(
                "選択肢{0}の使い分けが分かりません。どちらを使うか指定してください。 (the options {0} seem to say the same: say which one to use)",
                listed(&same)
            );
            say(same, message);
        }
    }
    for (mark, senses, in_english) in [
        ("△", "「一部対応」か「条件付き」か「対応予定」か", "partly, under conditions or planned"),
        ("-", "「対象外」か「未対応」か", "not applicable or not done"),
    ] {
        let bare: Vec<&Label> = labels.iter().filter(|l| l.mark == mark && l.explained.is_empty()).collect();
        let message = format!(
            "選択肢{0}が{senses}、凡例に説明がありません。シートごとに一度ご確認ください。 (no legend says whether {0} means {in_english}: look once a sheet)",
            listed(&bare)
        );
        say(bare, message);
    }
    out
}

/// Does none of these choices mean anything by itself or by the legend?
#[must_use]
pub fn without_meaning(choices: &[String], legend: &BTreeMap<String, String>) -> bool {
    !choices.is_empty() && choices.iter().all(|c| read(c, legend).means.is_none())
}

/// The one to take of several labels that mean the same; `None` when only a person can tell.
pub(crate) fn sole<'l>(same: &[&'l Label]) -> Option<&'l Label> {
    if let [only] = same {
        return Some(*only);
    }
    // ◎ says more than ○; 対応不可 says more than 未対応. The lesser claim is taken.
    ["○", "対応済", "対応済み", "対応", "未対応", "対象外", "一部対応", "yes", "no", "n/a"]
        .iter()
        .find_map(|plain| same.iter().find(|l| l.mark == *plain))
        .copied()
}

/// Reads a label.
pub(crate) fn read(written: &str, legend: &BTreeMap<String, String>) -> Label {
    let folded = fold_str(written);
    let bare = folded.trim().trim_start_matches(['☐', '■', '□', '☑', '☒', '✓', '✔', '・']).trim();
    let (mark, inner) = split(bare);
    let spelled = |key: &String| fold_str(key).trim() == mark || fold_str(key).trim() == bare;
    let explained = match legend.iter().find(|(key, _)| spelled(key)) {
        Some((_, text)) => fold_str(text).trim().to_owned(),
        None => inner.to_owned(),
    };
    let (means, scale) = match (meaning(&explained), meaning(mark)) {
        (Some(m), _) if !explained.is_empty() => (Some(m.0), m.1),
        // A legend that says something else than we can read is not overruled by the mark's usual sense.
        (None, _) if !explained.is_empty() && is_grade(mark) => (None, Scale::Compliance),
        (_, Some(m)) => (Some(m.0), m.1),
        _ => (None, Scale::Compliance),
    };
    Label { written: written.to_owned(), mark: mark.to_owned(), explained, means, scale }
}

/// `a:対応済`, `○(対応済)`, `1. 対応済`, `○ 対応済`: the mark and what is said of it.
fn split(bare: &str) -> (&str, &str) {
    let mut chars = bare.char_indices();
    let Some((_, first)) = chars.next() else { return (bare, "") };
    let short = is_grade(&first.to_string()) || is_mark(first);
    let at = bare.find([':', '=', '.', '(', ' ', '…', ')', '、', '-']).filter(|at| *at > 0);
    match at {
        Some(at) if short && bare[..at].chars().count() <= 2 => {
            let rest = bare[at..].trim_matches([':', '=', '.', '(', ')', ' ', '…', '、', '-']);
            (bare[..at].trim(), rest)
        }
        _ => (bare, ""),
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '○' | '◎' | '●' | '△' | '▲' | '×' | '-' | 'ー' | '/' | '☆' | '★')
}

/// A letter or a digit that means nothing without a legend.
fn is_grade(mark: &str) -> bool {
    let mut chars = mark.chars();
    matches!((chars.next(), chars.next()), (Some('a'..='h' | '0'..='9'), None))
}

use Meaning::{Met, NotApplicable, Otherwise, Part, Planned, Unmet, Unsure};
use Scale::{Compliance, Literal};

/// Labels as they stand.
#[rustfmt::skip]
const WORDS: &[(&str, Meaning, Scale)] = &[
    ("○", Met, Compliance),
    ("◎", Met, Compliance),
    ("●", Met, Compliance),
    ("△", Part, Compliance),
    ("▲", Part, Compliance),
    ("×", Unmet, Compliance),
    ("x", Unmet, Compliance),
    ("-", NotApplicable, Compliance),
    ("ー", NotApplicable, Compliance),
    ("--", NotApplicable, Compliance),
    ("/", NotApplicable, Compliance),
    ("はい", Met, Literal),
    ("いいえ", Unmet, Literal),
    ("yes", Met, Literal),
    ("no", Unmet, Literal),
    ("y", Met, Literal),
    ("n", Unmet, Literal),
    ("true", Met, Literal),
    ("false", Unmet, Literal),
    ("有", Met, Literal),
    ("無", Unmet, Literal),
    ("あり", Met, Literal),
    ("なし", Unmet, Literal),
    ("有り", Met, Literal),
    ("無し", Unmet, Literal),
    ("ある", Met, Literal),
    ("ない", Unmet, Literal),
    ("可", Met, Compliance),
    ("否", Unmet, Compliance),
    ("不可", Unmet, Compliance),
    ("可能", Met, Compliance),
    ("不可能", Unmet, Compliance),
    ("適", Met, Compliance),
    ("不適", Unmet, Compliance),
    ("適合", Met, Compliance),
    ("不適合", Unmet, Compliance),
    ("良", Met, Compliance),
    ("ok", Met, Compliance),
    ("ng", Unmet, Compliance),
    ("実施", Met, Compliance),
    ("未実施", Unmet, Compliance),
    ("済", Met, Compliance),
    ("未", Unmet, Compliance),
    ("対応", Met, Compliance),
    ("非対応", Unmet, Compliance),
    ("n/a", NotApplicable, Compliance),
    ("na", NotApplicable, Compliance),
    ("該当無", NotApplicable, Compliance),
    ("partial", Part, Compliance),
    ("partially", Part, Compliance),
    ("full", Met, Compliance),
    ("none", Unmet, Compliance),
    ("tbd", Unsure, Compliance),
    ("unknown", Unsure, Compliance),
    ("不明", Unsure, Compliance),
];

/// Phrases, in the order in which they are looked for: what restricts or denies comes before what affirms.
#[rustfmt::skip]
const PHRASES: &[(&[&str], Meaning)] = &[
    (&["代替", "alternative", "compensating"], Otherwise),
    (&["該当なし", "該当無し", "該当しない", "該当せず", "非該当", "対象外", "適用外", "not applicable", "n/a", "out of scope"],
        NotApplicable),
    (&["要確認", "不明", "未確認", "確認中", "unknown", "not sure", "to be confirmed", "tbd"], Unsure),
    (&["予定", "計画", "検討", "対応中", "実施中", "準備中", "planned", "in progress", "ongoing", "scheduled", "roadmap"], Planned),
    (&["一部", "部分", "条件付", "概ね", "不十分", "partial", "partly", "in part", "conditional"], Part),
    (&["未対応", "未実施", "未整備", "未導入", "未充足", "対応不可", "非対応", "非準拠", "不可", "できない", "出来ない",
        "していない", "しない", "ていない", "いません", "不適合", "満たさない", "満たしていない", "not implemented",
        "not compliant", "non-compliant", "noncompliant", "not met", "not supported", "not in place", "does not", "do not", "no,",
        "unsupported", "無し", "なし"], Unmet),
    (&["対応済", "対応可", "対応している", "対応しています", "対応", "実施済", "実施している", "実施しています", "実施", "整備済",
        "整備している", "導入済", "充足", "適合", "準拠", "遵守", "できる", "満たす", "満たしている", "満たしています", "可能",
        "implemented", "compliant", "complies", "in place", "met", "supported", "yes", "fully", "済み", "している", "しています",
        "ている"], Met),
];

fn meaning(label: &str) -> Option<(Meaning, Scale)> {
    let label = label.trim().trim_end_matches(['。', '.']);
    if let Some((_, m, s)) = WORDS.iter().find(|(w, _, _)| *w == label) {
        return Some((*m, *s));
    }
    // 「はい（対応済）」 answers the question as put.
    let literal =
        ["はい", "いいえ", "yes", "no,", "no ", "あり", "なし"].iter().any(|w| label.starts_with(w));
    let scale = if literal { Literal } else { Compliance };
    if label.starts_with("いいえ") {
        return Some((Unmet, Literal));
    }
    PHRASES.iter().find(|(words, _)| words.iter().any(|w| label.contains(w))).map(|(_, m)| (*m, scale))
}

#[cfg(test)]
mod tests {
    use super::{Meaning, Scale, legend_problems, read};
    use std::collections::BTreeMap;

    fn check(label: &str, legend: &[(&str, &str)], want: Option<(Meaning, Scale)>) {
        let legend: BTreeMap<String, String> =
            legend.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let got = read(label, &legend);
        assert_eq!(got.means.map(|m| (m, got.scale)), want, "{label}");
        assert_eq!(got.written, label);
    }

    #[test]
    fn marks_in_every_spelling() {
        use Meaning::{Met, NotApplicable, Part, Unmet};
        for (labels, means) in [("○〇◯◎", Met), ("△▲", Part), ("×✕ｘ✖", Unmet), ("－-―ー", NotApplicable)]
        {
            for c in labels.chars() {
                check(&c.to_string(), &[], Some((means, Scale::Compliance)));
            }
        }
    }

    #[test]
    fn words_and_phrases() {
        use Meaning::{Met, NotApplicable, Part, Planned, Unmet, Unsure};
        use Scale::{Compliance, Literal};
        for (label, means, scale) in [
            ("はい", Met, Literal),
            ("いいえ", Unmet, Literal),
            ("該当なし", NotApplicable, Compliance),
            ("該当せず", NotApplicable, Compliance),
            ("非該当", NotApplicable, Compliance),
            ("対応済", Met, Compliance),
            ("対応済み", Met, Compliance),
            ("対応中", Planned, Compliance),
            ("一部対応", Part, Compliance),
            ("未対応", Unmet, Compliance),
            ("対応不可", Unmet, Compliance),
            ("対応予定", Planned, Compliance),
            ("対応している", Met, Compliance),
            ("対応していない", Unmet, Compliance),
            ("要確認", Unsure, Compliance),
            ("可", Met, Compliance),
            ("否", Unmet, Compliance),
            ("有", Met, Literal),
            ("無", Unmet, Literal),
            ("Yes", Met, Literal),
            ("N/A", NotApplicable, Compliance),
            ("Not applicable", NotApplicable, Compliance),
            ("Partial", Part, Compliance),
            ("Not implemented", Unmet, Compliance),
            ("☐はい", Met, Literal),
            ("■ いいえ", Unmet, Literal),
            ("○：対応済", Met, Compliance),
            ("1: 対応済", Met, Compliance),
            ("2：一部対応", Part, Compliance),
            ("A：対応済", Met, Compliance),
            ("C. 未対応", Unmet, Compliance),
            ("△（条件付き対応）", Part, Compliance),
            ("－（対象外）", NotApplicable, Compliance),
        ] {
            check(label, &[], Some((means, scale)));
        }
    }

    #[test]
    fn grades_mean_what_the_legend_says_and_nothing_without_one() {
        let legend = [("A", "対応済"), ("B", "一部対応"), ("C", "未対応")];
        check("Ａ", &legend, Some((Meaning::Met, Scale::Compliance)));
        check("B", &legend, Some((Meaning::Part, Scale::Compliance)));
        check("C", &legend, Some((Meaning::Unmet, Scale::Compliance)));
        check("A", &[], None);
        check("5", &[], None);
        check("A", &[("A", "社長が決める")], None);
    }

    #[test]
    fn a_legend_overrules_the_usual_sense_of_a_mark() {
        check("△", &[("△", "対応予定")], Some((Meaning::Planned, Scale::Compliance)));
        check("－", &[("－", "未対応")], Some((Meaning::Unmet, Scale::Compliance)));
    }

    #[test]
    fn what_only_a_person_can_settle_is_said() {
        let problems = |choices: &[&str]| {
            let choices: Vec<String> = choices.iter().map(|c| (*c).to_owned()).collect();
            legend_problems(&choices, &BTreeMap::new())
                .into_iter()
                .map(|p| p.choices.join(""))
                .collect::<Vec<_>>()
        };
        assert_eq!(problems(&["はい", "いいえ", "該当なし"]), [""; 0]);
        assert_eq!(problems(&["○", "×"]), [""; 0]);
        assert_eq!(problems(&["○", "△", "×", "－"]), ["△", "－"]);
        assert_eq!(problems(&["A", "B", "C"]), ["ABC"]);
        assert_eq!(problems(&["○：対応済", "△：一部対応", "×：未対応"]), [""; 0]);
        assert_eq!(problems(&["はい", "適合", "いいえ"]), ["はい適合"]);
    }
}
