//! What a question says is done, and to what: 更新記録 of 「台帳の更新記録を保管しているか」. A response
//! answers in full only when it speaks of that very thing; a word that merely occurs in both, a tool
//! by which something is done (カード of 「カード等で施錠する」) or a longer word that holds it does not
//! make it the subject. Only ever lowers what an answer claims.

use crate::affinity::affinity;
use crate::bridge;
use crate::coordinate::spoken_of;
use crate::question::{has_any, has_word};
use crate::response::Response;
use crate::thresholds::{CITATION_AGREES_ALONE, PART_FITS};
use kotae_text::fold_str;

/// The thing a (folded, Japanese) question asks about: the run of kanji, katakana or Latin letters before
/// the last を, が or は; `None` for a heading without a particle.
pub(crate) fn object(subject: &str) -> Option<String> {
    let chars: Vec<char> = subject.trim_end_matches(|c: char| !c.is_alphanumeric()).chars().collect();
    let runs = runs(&chars);
    let after = |end: usize| chars.get(end).copied();
    let last = chars.iter().rposition(|c| matches!(c, '、' | '。')).unwrap_or(0);
    // Of an earlier clause only the topic goes on: 「台帳は、毎年見直していますか」.
    let at = runs.iter().rposition(|(start, end)| match after(*end) {
        Some('は') => true,
        Some('を' | 'が') => *start >= last,
        _ => false,
    })?;
    // 「更新の検討を行っている」: what is done to 更新 is said in many words.
    let (start, end) = runs[at];
    let rest: String = chars[end..].iter().skip(1).take(2).collect();
    let doing = ["行", "実施", "図", "講"].iter().any(|d| rest.starts_with(d));
    let (start, end) = match at.checked_sub(1).map(|before| runs[before]) {
        Some(before) if doing && before.1 + 1 == start && after(before.1) == Some('の') => before,
        _ => (start, end),
    };
    Some(chars[start..end].iter().collect())
}

/// Runs of word characters, hiragana and marks between them.
fn runs(chars: &[char]) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (i, c) in chars.iter().enumerate() {
        if !is_word(*c) {
            continue;
        }
        match out.last_mut() {
            Some((_, end)) if *end == i => *end = i + 1,
            _ => out.push((i, i + 1)),
        }
    }
    out
}

fn is_word(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '々' | 'ァ'..='ヺ' | 'ー') || c.is_ascii_alphanumeric()
}

/// Share of a question's words that one sentence holds; 0 for a question of a few words.
pub(crate) fn words_held(subject: &str, sentence: &str) -> f64 {
    let chars: Vec<char> = subject.chars().collect();
    let words: Vec<String> = runs(&chars)
        .into_iter()
        .filter(|(a, b)| b - a > 1)
        .map(|(a, b)| chars[a..b].iter().collect())
        .collect();
    let held = words.iter().filter(|w| sentence.contains(w.as_str())).count();
    if words.len() < FEW { 0.0 } else { share(held, words.len()) }
}

/// Fewer words than these are in many sentences.
const FEW: usize = 5;

/// A thing is spoken of when this share of its pairs of characters is.
const COVERED: f64 = 0.5;

/// Things that every response is about.
#[rustfmt::skip]
pub(crate) const ANYTHING: &[&str] = &[
    "対策", "措置", "体制", "状況", "内容", "方法", "方針", "手順", "管理", "対応", "実施", "運用", "設備", "機能", "有無", "貴社", "御社", "弊社", "当行",
    "必要", "場合", "もの", "何", "規程", "規定", "ルール", "基準", "仕組", "構造", "概要", "情報", "環境", "業務", "作業", "システム", "サービス", "際",
    "物", "者", "人", "方", "時", "所", "場所", "部屋", "室", "建物", "要件", "取組", "事項", "規則", "社内", "設定", "手続", "実態", "個々", "影響", "安全", "適切", "確保",
];

/// Does `known` (folded) speak of this thing? What stands for anything always is spoken of.
pub(crate) fn speaks_of(thing: &str, known: &str) -> bool {
    if thing.chars().count() < 2 || ANYTHING.contains(&thing) || known.contains(thing) {
        return true;
    }
    // 社内規程, 実施状況: the last word stands for anything, so the one before it tells.
    let general = ANYTHING.iter().filter(|w| w.chars().count() > 1).find_map(|w| thing.strip_suffix(w));
    if let Some(before) = general {
        return speaks_of(before, known);
    }
    if bridge::terms(thing, false).iter().any(|t| known.contains(*t)) {
        return true;
    }
    let chars: Vec<char> = thing.chars().collect();
    let pairs: Vec<String> = chars.windows(2).map(|p| p.iter().collect()).collect();
    let held = pairs.iter().filter(|p| known.contains(p.as_str())).count();
    share(held, pairs.len()) >= COVERED
}

#[expect(clippy::cast_precision_loss, reason = "counts of characters in one word")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// A response with the words of ours that say what it is about, folded.
pub(crate) fn known(response: &Response<'_>) -> String {
    let mut known = fold_str(response.text);
    if let Some(note) = response.note {
        known.push_str(&fold_str(&note.topic));
        for line in note.synonyms.iter().chain(&note.ja) {
            known.push('\n');
            known.push_str(&fold_str(line));
        }
    }
    known
}

/// Posts and bodies that somebody is named to.
const POSTS: &[&str] = &["責任者", "管理者", "担当者", "役員", "委員会", "部署", "部門", "組織"];
/// Naming somebody to one.
#[rustfmt::skip]
const NAMES: &[&str] = &["選任", "任命", "指名", "配置", "設置", "設け", "置い", "置か", "置く", "定め", "明確", "決ま", "決め"];
/// The same in a question, where it is about nothing else.
const NAMING: &[&str] = &["選任", "任命", "指名", "配置", "設置", "設け", "置い", "置く"];

/// Does the question ask whether somebody is named to a post that no sentence of the response names
/// anybody to?
pub(crate) fn names_nobody(subject: &str, response: &Response<'_>) -> bool {
    let Some(thing) = object(subject) else { return false };
    let Some(post) = POSTS.iter().find(|p| thing.ends_with(*p)) else { return false };
    let asks = subject.rfind(thing.as_str()).map_or("", |at| &subject[at + thing.len()..]);
    has_any(asks, NAMING)
        && !response.sentences.iter().any(|s| s.text.contains(post) && has_any(&s.text, NAMES))
}

/// Is the thing asked about the subject of a clause that says it is not there, and of no other?
///
/// 「前室はございません」 for 「前室を設けていること」.
pub(crate) fn is_denied(subject: &str, response: &Response<'_>) -> bool {
    let Some(thing) = object(subject) else { return false };
    if thing.chars().count() < 2 || ANYTHING.contains(&thing.as_str()) {
        return false;
    }
    let mut denied = false;
    for clause in &response.clauses {
        if !clause.text.contains(thing.as_str()) {
            continue;
        }
        let own = ["は", "の予備は", "を", "が"].iter().any(|p| {
            clause.text.find(&format!("{thing}{p}")).is_some_and(|at| {
                let rest = &clause.text[at + thing.len() + p.len()..];
                // Nothing else stands between the thing and the "no".
                rest.chars().count() <= LONGEST_NO
            })
        });
        if !clause.negated || !own {
            return false;
        }
        denied = true;
    }
    denied
}

/// Chars of 「設置されておりません。」 and the like.
const LONGEST_NO: usize = 16;

/// By which something is done: 「カード等で」「端末を用いて」.
#[rustfmt::skip]
const MEANS: &[&str] = &["で", "による", "により", "によって", "を用い", "を使っ", "を使用し", "を利用し", "を活用", "経由"];
/// Between a word and what follows it.
const LIST: &[&str] = &["等", "など", "やその他", "認証"];

/// Is what a response says it has nothing to do with the thing the question asks about?
///
/// Its names are the thing the response denies and the annotation's synonyms.
pub(crate) fn is_about(subject: &str, english: bool, response: &Response<'_>) -> bool {
    let synonyms = response.note.map_or(&[][..], |n| &n.synonyms);
    if english {
        let bridged = bridge::terms(subject, true);
        let denied = response.clauses.iter().filter(|c| c.negated);
        let named = denied
            .filter_map(|c| object(&c.text))
            .any(|o| bridged.iter().any(|t| o.contains(*t) || (t.chars().count() > 2 && t.contains(&o))));
        let spelled = synonyms.iter().map(|s| fold_str(s)).filter(|s| s.is_ascii());
        return named
            || spelled.into_iter().any(|s| names(subject, &s))
            || affinity(subject, response) >= PART_FITS;
    }
    let mut terms: Vec<String> = synonyms.iter().map(|s| fold_str(s)).collect();
    terms.extend(response.clauses.iter().filter(|c| c.negated).filter_map(|c| object(&c.text)));
    terms.retain(|t| t.chars().count() > 1 && !ANYTHING.contains(&t.as_str()));
    if terms.iter().any(|t| stands(subject, t)) {
        return true;
    }
    // Other words for it, or a misspelling; as a means of something else it is not what is asked.
    let on_the_way = terms.iter().any(|t| subject.contains(t.as_str()));
    affinity(subject, response) >= CITATION_AGREES_ALONE || (!on_the_way && spoken_of(subject, response))
}

/// All words of an English name, in any order.
fn names(subject: &str, name: &str) -> bool {
    name.split_whitespace().all(|w| {
        let stem: String = w.trim_end_matches('s').to_owned() + "*";
        has_word(subject, &[stem.as_str()])
    })
}

/// Does the term stand in the question as a word of its own and not as a means?
fn stands(subject: &str, term: &str) -> bool {
    subject.match_indices(term).any(|(at, _)| {
        let before = subject[..at].chars().next_back();
        let rest = &subject[at + term.len()..];
        let katakana = |c: Option<char>| c.is_some_and(|c| matches!(c, 'ァ'..='ヺ' | 'ー'));
        let first = term.chars().next();
        let longer = (katakana(first) && katakana(before))
            || (katakana(term.chars().next_back()) && katakana(rest.chars().next()))
            || rest.starts_with('先');
        let rest = LIST.iter().find_map(|l| rest.strip_prefix(l)).unwrap_or(rest);
        let means = MEANS.iter().any(|m| rest.starts_with(m))
            && !["では", "でない", "である", "です", "でしょう"].iter().any(|w| rest.starts_with(w));
        !longer && !means
    })
}

/// Doings in which most English questions end.
#[rustfmt::skip]
const DONE_EN: &[&str] = &[
    "used", "provided", "performed", "carried", "implemented", "managed", "defined", "documented", "established", "ensured", "maintained",
    "installed", "applied", "conducted", "required", "controlled", "prepared", "handled", "kept", "made", "secured", "concerned", "involved", "needed", "included",
];

/// What an English yes-or-no question says is done, where neither the response nor the annotation has
/// a word for it: "separated" of "Are A and B separated?".
pub(crate) fn undone(subject: &str, response: &Response<'_>) -> Option<String> {
    let words: Vec<&str> =
        subject.split(|c: char| !c.is_ascii_alphabetic()).filter(|w| !w.is_empty()).collect();
    let relative = words.iter().any(|w| ["which", "that", "who", "whom", "how"].contains(w));
    if relative || !["is", "are", "has", "have"].contains(words.first()?) {
        return None;
    }
    let done = words.last().filter(|w| w.len() > 5 && w.ends_with("ed") && !DONE_EN.contains(w))?;
    let stem = &done[..done.len() - 2];
    let in_note = response
        .note
        .is_some_and(|n| n.en.iter().chain(&n.synonyms).any(|line| fold_str(line).contains(stem)));
    let bridged = bridge::terms(done, true);
    let known = fold_str(response.text);
    let held = bridged.iter().any(|t| known.contains(*t));
    (!in_note && !held).then(|| (*done).to_owned())
}

#[cfg(test)]
mod tests {
    use super::{object, stands};

    #[test]
    fn the_thing_stands_before_the_last_particle() {
        for (question, thing) in [
            ("事務室の鍵を毎日点検していますか", "鍵"),
            ("台帳の更新記録を保管しているか", "更新記録"),
            ("玄関に受付を設けていること", "受付"),
            ("機密書類は施錠保管しているか", "機密書類"),
            ("担当役員を任命しているか", "担当役員"),
            ("倉庫の鍵の点検を行っているか", "鍵"),
            ("書類を廃棄する前に、担当者が確認しているか", "担当者"),
            ("台帳は、毎年見直していますか", "台帳"),
        ] {
            assert_eq!(object(question).as_deref(), Some(thing), "{question}");
        }
        assert_eq!(object("避難経路"), None);
        assert_eq!(object("部品を組み込む前に、別の棚で検品していますか"), None);
    }

    #[test]
    fn a_means_or_a_part_of_a_word_is_no_subject() {
        for (question, term, want) in [
            ("書庫はカード等で施錠していますか", "カード", false),
            ("カードを使用して入室していますか", "カード", false),
            ("カードリーダの点検", "カード", false),
            ("取引先の評価", "取引", false),
            ("カードの発行枚数を照合しているか", "カード", true),
            ("取引の取消しを記録しているか", "取引", true),
            ("サービスの対象はカードでない", "カード", true),
        ] {
            assert_eq!(stands(question, term), want, "{question}");
        }
    }
}
