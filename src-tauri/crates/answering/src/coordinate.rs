//! Japanese questions that ask for several doings in one sentence: 「責任者の承認を得て付与し、作業後に
//! 取り消していますか」. A doing for which the response has no word is a part without an answer, even
//! where the sentence as a whole fits well.

use crate::bridge;
use crate::object;
use crate::response::Response;
use kotae_text::{bigrams, words};

/// A doing is spoken of when this share of its words stands in the response or its annotation.
const SPOKEN: f64 = 0.34;

/// Ends before a comma that join another doing …
const JOINS: &[&str] = &["し", "て", "とともに", "うえで", "上で", "たり"];
/// … and those that look alike and lead up to one.
#[rustfmt::skip]
const LEADS: &[&str] = &[
    "について", "として", "おいて", "対して", "関して", "よって", "もって", "応じて", "加えて", "あわせて", "併せて", "したがって", "従って", "備えて", "通じて",
    "際して", "先立って", "基づいて", "経て", "もし", "ただし", "しかし", "まして",
];
/// Words that speak of no doing in particular.
#[rustfmt::skip]
const GENERAL: &[&str] = &[
    "運用", "用室", "建物", "弊社", "管理", "存在", "実施", "場合", "設置", "利用", "提供", "使用", "必要", "可能", "対応", "整備", "適切", "状況", "業務", "有無",
    "用者", "場所", "措置", "方法", "確認", "貴社", "当行", "御社", "当社", "記入", "回答", "作業", "対策", "体制", "内容", "具体", "実際", "以下", "該当", "講じ",
    "行っ", "設け", "定め", "サービス", "システム",
];

/// The doings of a question for which the response has no word.
pub(crate) fn unspoken(subject: &str, response: &Response<'_>) -> Vec<String> {
    let parts = cut(subject);
    if parts.len() < 2 {
        return Vec::new();
    }
    let known = object::known(response);
    parts.into_iter().filter(|p| !speaks(p, &known)).collect()
}

/// Does the response (with its annotation) speak of what a whole question is about?
pub(crate) fn spoken_of(subject: &str, response: &Response<'_>) -> bool {
    speaks(subject, &object::known(response))
}

/// 「審議機関(委員会等)」: what stands in brackets is another name for the same.
fn speaks(part: &str, known: &str) -> bool {
    let open = part.find('(').filter(|at| *at > 0);
    let inner = open.and_then(|at| part[at + 1..].find(')').map(|end| &part[at + 1..at + 1 + end]));
    let named = inner.map(|i| i.trim_end_matches("等").trim_end_matches("など").trim());
    let held = named.is_some_and(|n| n.chars().count() > 2 && known.contains(n));
    held || has_words(part, known)
}

fn has_words(part: &str, known: &str) -> bool {
    let kanji = |t: &String| t.chars().any(|c| matches!(c, '\u{4E00}'..='\u{9FFF}'));
    let katakana = |t: &String| t.chars().all(|c| matches!(c, 'ァ'..='ヺ' | 'ー'));
    let pair = |t: &String| t.chars().all(|c| matches!(c, '\u{4E00}'..='\u{9FFF}' | '々'));
    let pairs = bigrams(part).into_iter().map(|t| t.text).filter(pair);
    let whole = words(part).into_iter().map(|t| t.text).filter(|t| kanji(t) || katakana(t));
    let mut needles: Vec<String> = pairs.chain(whole).filter(|t| t.chars().count() > 1).collect();
    needles.retain(|n| !GENERAL.iter().any(|g| n == g));
    needles.sort();
    needles.dedup();
    if needles.is_empty() {
        return true;
    }
    let held = |n: &String| known.contains(n.as_str());
    let bridged = bridge::terms(part, false).iter().any(|t| known.contains(*t));
    let found = needles.iter().filter(|n| held(n)).count();
    bridged || share(found, needles.len()) >= SPOKEN
}

#[expect(clippy::cast_precision_loss, reason = "counts of words in one clause")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

/// Cuts at commas after which another doing follows.
fn cut(subject: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for piece in subject.split(['、', '。']) {
        let joins = out.last().is_none_or(|last| {
            let last = last.trim_end();
            JOINS.iter().any(|j| last.ends_with(j)) && !LEADS.iter().any(|l| last.ends_with(l))
        });
        match out.last_mut() {
            Some(last) if !joins => {
                last.push('、');
                last.push_str(piece);
            }
            _ => out.push(piece.to_owned()),
        }
    }
    out.iter().map(|p| p.trim_matches([' ', '、']).to_owned()).filter(|p| !p.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn doings_are_cut_where_another_follows() {
        for (question, want) in [
            ("権限を付与し、作業後に取り消していますか", &["権限を付与し", "作業後に取り消していますか"][..]),
            (
                "手順書を整備して、改ざんを防ぐ措置を講じているか",
                &["手順書を整備して", "改ざんを防ぐ措置を講じているか"],
            ),
            ("通信について、暗号化していますか", &["通信について、暗号化していますか"]),
            ("稼働、停止、エラーを見ているか", &["稼働、停止、エラーを見ているか"]),
        ] {
            assert_eq!(cut(question), want);
        }
    }
}
