//! The status of the answer *to this question*: what the response claims, turned the way the
//! question asks, and never more than it claims. When in doubt it claims less.

use crate::coordinate::spoken_of;
use crate::object;
use crate::polarity::{Form, Polarity};
use crate::question::{Reading, has_any};
use crate::relevance::Relevance;
use crate::response::Response;
use crate::specifics::{Specific, squeeze};
use kotae_standard::{Place, Status};
use kotae_text::fold_str;

/// A status and how it was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// The answer to the question as put.
    pub(crate) status: Status,
    /// The question asked the other way round, so that "no" is the good answer: nothing for a
    /// scale of ○ and ×.
    pub(crate) turned: bool,
    /// Does the wording leave no doubt which way round it asks?
    pub(crate) sure: bool,
}

impl Verdict {
    fn sure(status: Status) -> Self {
        Self { status, turned: false, sure: true }
    }

    fn doubtful(status: Status) -> Self {
        Self { status, turned: false, sure: false }
    }

    fn turned(status: Status, sure: bool) -> Self {
        Self { status, turned: true, sure }
    }
}

/// How much a status claims; the least of a question's parts is the question's.
fn claim(status: Status) -> u8 {
    match status {
        Status::Unknown => 0,
        Status::No => 1,
        Status::Na => 2,
        Status::Delegated => 3,
        Status::Partial => 4,
        Status::Full => 5,
    }
}

/// The verdict on a question of several parts.
pub(crate) fn least(verdicts: &[Verdict]) -> Verdict {
    let all_sure = verdicts.iter().all(|v| v.sure);
    let turned = verdicts.iter().any(|v| v.turned);
    let Some(least) = verdicts.iter().min_by_key(|v| claim(v.status)) else {
        return Verdict::doubtful(Status::Unknown);
    };
    // A "no" that is good and a "yes" that is good do not make one mark.
    let mixed = turned && verdicts.iter().any(|v| !v.turned);
    Verdict { status: least.status, turned, sure: all_sure && !mixed }
}

/// Does the response hold this fact?
pub(crate) fn is_held(specific: &Specific, response: &Response<'_>) -> bool {
    specific.is_held_by(&squeeze(response.text))
}

/// The verdict of one response on one question.
pub(crate) fn verdict(reading: &Reading, response: &Response<'_>, relevance: &Relevance) -> Verdict {
    let found = match response.status {
        // A number alone asks what the response claims as a whole.
        Status::Full if reading.only_cites => Verdict::sure(Status::Full),
        Status::Full => turn(reading, response, relevance, whole(reading, response, relevance)),
        Status::Partial => partial(reading, response, relevance),
        Status::No => no(reading, response, relevance),
        // What is not offered, not used or done by another stays so whichever way one asks, as long
        // as that is what is asked about.
        Status::Na | Status::Delegated if reading.only_cites => Verdict::sure(response.status),
        Status::Na if object::is_about(&reading.subject, reading.english, response) => {
            Verdict::sure(Status::Na)
        }
        Status::Delegated if reading.english || spoken_of(&reading.subject, response) => {
            Verdict::sure(Status::Delegated)
        }
        Status::Na | Status::Delegated | Status::Unknown => Verdict::doubtful(Status::Unknown),
    };
    elsewhere(reading, response, narrowed(reading, response, found))
}

/// A claim about something else than what is asked is none; one about a part of it is met in part.
fn narrowed(reading: &Reading, response: &Response<'_>, found: Verdict) -> Verdict {
    let subject = reading.subject.as_str();
    if reading.only_cites || !matches!(found.status, Status::Full | Status::Partial) {
        return found;
    }
    if reading.english {
        return match object::undone(subject, response) {
            Some(_) => Verdict::doubtful(Status::Unknown),
            None => within(subject, response, found),
        };
    }
    if reading.form != Form::Open {
        if reading.polarity == Polarity::Plain && object::is_denied(subject, response) {
            return Verdict { status: Status::No, turned: response.status == Status::Full, sure: true };
        }
        let known = object::known(response);
        let other = object::object(subject).is_some_and(|thing| !object::speaks_of(&thing, &known));
        if other || object::names_nobody(subject, response) {
            return Verdict::doubtful(Status::Unknown);
        }
    }
    within(subject, response, found)
}

/// Where the response speaks of one kind of thing only and the question does not say that it asks
/// about no more, what is asked is met in part.
fn within(subject: &str, response: &Response<'_>, found: Verdict) -> Verdict {
    let only = response.note.map_or(&[][..], |n| &n.only);
    let names = |w: &String| subject.contains(fold_str(w).as_str());
    if found.status == Status::Full && !only.is_empty() && !only.iter().any(names) {
        Verdict { status: Status::Partial, ..found }
    } else {
        found
    }
}

/// A question about the hosting data centre, answered by what holds for the operations room: the
/// vendor's side is met, the other is the cloud provider's.
fn elsewhere(reading: &Reading, response: &Response<'_>, found: Verdict) -> Verdict {
    if found.status == Status::Full && asks_elsewhere(reading, response) {
        Verdict { status: Status::Partial, ..found }
    } else {
        found
    }
}

/// Is the question about another place than the operations room that the response speaks of?
pub(crate) fn asks_elsewhere(reading: &Reading, response: &Response<'_>) -> bool {
    let premises = reading.premises.iter().any(|w| !response.text.contains(w));
    let beyond = (reading.data_centre || premises) && !reading.operations_room;
    beyond && is_operations_room(response)
}

/// Does the response speak of the operations room and not of where the service runs?
pub(crate) fn is_operations_room(response: &Response<'_>) -> bool {
    response
        .note
        .is_some_and(|n| n.place.contains(&Place::OperationsRoom) && !n.place.contains(&Place::DataCentre))
}

/// A response that is met as a whole, asked about.
fn whole(reading: &Reading, response: &Response<'_>, relevance: &Relevance) -> Status {
    if reading.universal && !says_all(response, relevance) {
        return Status::Partial;
    }
    let exceptional = |c: &usize| response.sentences[response.clauses[*c].sentence].exception;
    let spoken = relevance.spoken_of();
    let (hit, free): (Vec<usize>, Vec<usize>) = spoken.into_iter().partition(exceptional);
    // 「場合」 alone says when a measure is needed, not for how little it holds.
    let conditional = |c: &usize| {
        let clause = &response.clauses[*c];
        let sentence = &response.sentences[clause.sentence].text;
        !clause.negated && !clause.delegated && is_condition(sentence) && !opposes(&reading.subject, sentence)
    };
    if hit.iter().all(conditional) {
        return Status::Full;
    }
    let only_exceptions = response.sentences.iter().all(|s| s.exception);
    if hit.is_empty() || only_exceptions || !relevance.tells() {
        return Status::Full;
    }
    // One word in common with the exception is chance.
    if free.is_empty() && hit.iter().all(|c| response.clauses[*c].delegated && relevance.hits(*c) > 1) {
        return Status::Delegated;
    }
    Status::Partial
}

/// Words for a danger, in a condition and in a question that asks to be kept from it.
const DANGERS: &[&str] = &["しやすい", "恐れがある", "おそれがある", "リスクが高い"];
const SAFE: &[&str] =
    &["にくい", "難い", "恐れのない", "おそれのない", "少ない", "低い", "受けない", "避け", "安全な"];

/// Does the condition grant the very thing that the question asks not to be?
///
/// 「浸水しやすい場所に立地している場合は」 for 「浸水しにくい場所に立地していること」.
fn opposes(subject: &str, sentence: &str) -> bool {
    has_any(sentence, DANGERS) && has_any(subject, SAFE)
}

fn is_condition(sentence: &str) -> bool {
    sentence.contains("場合")
        && !has_any(sentence, &["原則", "一部", "より", "必要なもの", "重要", "除き", "必要と判断", "多くの"])
}

/// Words by which a response itself says all or always.
const SAYS_ALL: &[&str] = &[
    "すべて",
    "全て",
    "いずれも",
    "それぞれ",
    "全役職員",
    "全社",
    "常に",
    "常時",
    "必ず",
    "作業毎",
    "全ての",
    "各",
];

/// Does what is spoken of hold without reservation, in so many words?
fn says_all(response: &Response<'_>, relevance: &Relevance) -> bool {
    if response.has_exceptions() {
        return false;
    }
    let spoken = relevance.spoken_of();
    let mut sentences: Vec<usize> = spoken.iter().map(|c| response.clauses[*c].sentence).collect();
    sentences.dedup();
    !sentences.is_empty()
        && sentences.iter().all(|n| {
            let s = &response.sentences[*n];
            let reserved = s.hedged && !has_any(&s.text, &["等の", "などの"]);
            let clauses = response.clauses.iter().filter(|c| c.sentence == *n);
            let negated = clauses.clone().any(|c| c.negated || c.denied || c.bounds);
            !reserved && (has_any(&s.text, SAYS_ALL) || negated)
        })
}

/// Words of a question that ask whether something bad is kept from happening.
#[rustfmt::skip]
const PREVENTING: &[&str] = &[
    "防止", "防い", "防ぐ", "防げ", "禁止", "控え", "悟られない", "kept off", "kept out", "禁じ", "制限", "避け", "ないよう", "抑止", "排除", "遮断",
    "対策", "保護", "秘匿", "隠", "prevent", "prohibit", "restrict", "protect", "block", "avoid", "conceal",
    "hide", "hidden", "keep out", "ensure that no", "refrain", "stop", "guard against", "undisclosed",
];

/// Words of a question that speak of what must not be able to happen. Only to these is "kept within
/// bounds" an answer: 「テレワークでアクセスさせないこと」 is not met by a safe way of doing so.
#[rustfmt::skip]
const ABUSE: &[&str] = &[
    "できない", "出来ない", "られない", "入れない", "れないこと", "不正", "無断", "勝手", "許可のない", "許可なく", "権限のない", "権限を持たない", "部外者", "第三者に",
    "漏", "改ざん", "侵入", "のぞ", "見られ", "見え", "盗", "すり抜け", "誰でも", "知られ", "印字", "承認なく", "承認なしに",
    "without", "unauthori", "anyone", "anybody", "someone", "somebody", "a single", "outsider", "intruder", "tamper", "bypass", "leak", "straight into",
    "halt", "stop", "whole system", "visitor", "break through",
];

/// Turns a status the way the question asks.
fn turn(reading: &Reading, response: &Response<'_>, relevance: &Relevance, status: Status) -> Verdict {
    if status != Status::Full {
        return match reading.polarity {
            Polarity::Plain | Polarity::NoLack => Verdict::sure(status),
            Polarity::Negative | Polarity::Risk | Polarity::Unclear => Verdict::doubtful(Status::Unknown),
        };
    }
    // A question about what could go wrong names much on the way; the clause it fits best answers it.
    let risk = reading.polarity == Polarity::Risk;
    let spoken = if risk { relevance.foremost() } else { relevance.spoken_of() };
    let clauses = || spoken.iter().map(|c| &response.clauses[*c]);
    // The response's "no" is the measure itself: no signs, no water pipes, no standing rights.
    let absent = !spoken.is_empty() && clauses().all(|c| c.negated);
    let bounded = clauses().any(|c| c.denied || c.bounds) && has_any(&reading.subject, ABUSE);
    match (reading.polarity, reading.form) {
        (_, Form::Open) => Verdict::sure(Status::Full),
        (Polarity::Plain, _) if !absent || has_any(&reading.subject, PREVENTING) => {
            Verdict::sure(Status::Full)
        }
        (Polarity::Plain, Form::YesNo) => Verdict::turned(Status::No, true),
        (Polarity::Plain, Form::Fragment) if reading.subject.contains("有無") => {
            Verdict::turned(Status::No, true)
        }
        (Polarity::Plain, Form::Fragment | Form::Requirement) => Verdict::doubtful(Status::Unknown),
        (Polarity::Negative, _) if absent || bounded => Verdict::sure(Status::Full),
        // 「消火器のない部屋がないこと」: that every one has it is more than a response with a reservation says.
        (Polarity::NoLack, _) if !absent && !reserved(response, &spoken) => Verdict::sure(Status::Full),
        (Polarity::NoLack, _) if !absent => Verdict::sure(Status::Partial),
        (Polarity::Risk, _) if absent => Verdict::turned(Status::No, true),
        (Polarity::Risk, _) if bounded => Verdict::turned(Status::No, false),
        _ => Verdict::doubtful(Status::Unknown),
    }
}

fn reserved(response: &Response<'_>, clauses: &[usize]) -> bool {
    response.has_exceptions()
        || clauses.iter().any(|c| response.sentences[response.clauses[*c].sentence].hedged)
}

/// Least share of a Japanese question's words that the response must hold before one sentence of
/// it, free of the response's exception, answers in full.
const COVERS: f64 = 0.6;

/// A response with an exception. Full only for a plain Japanese question (English words are only
/// bridged to the response's) that speaks of nothing but sentences free of it, in whose words no
/// exception has a share, and whose words the response covers. A requirement (〜すること) is about
/// the whole.
fn partial(reading: &Reading, response: &Response<'_>, relevance: &Relevance) -> Verdict {
    let plain = reading.polarity == Polarity::Plain;
    let partial = Verdict { status: Status::Partial, turned: false, sure: plain };
    if reading.only_cites || !relevance.tells() {
        return partial;
    }
    let exceptional = |c: usize| response.sentences[response.clauses[c].sentence].exception;
    let spoken = relevance.spoken_of();
    if spoken.iter().all(|c| exceptional(*c)) {
        let clauses = || spoken.iter().map(|c| &response.clauses[*c]);
        return match reading.polarity {
            Polarity::Plain | Polarity::Risk if clauses().all(|c| c.negated) => Verdict::sure(Status::No),
            _ if clauses().all(|c| c.delegated) => Verdict::sure(Status::Delegated),
            Polarity::Plain | Polarity::Risk => partial,
            Polarity::Negative | Polarity::NoLack | Polarity::Unclear => Verdict::doubtful(Status::Unknown),
        };
    }
    let exceptions: Vec<usize> = (0..response.clauses.len()).filter(|c| exceptional(*c)).collect();
    let clear = !exceptions.is_empty()
        && exceptions.iter().all(|c| relevance.silent_on(*c))
        && !spoken.iter().any(|c| exceptional(*c))
        && plain
        && !reading.english
        && reading.form != Form::Requirement
        && relevance.covered() >= COVERS;
    if clear && !reading.universal { turn(reading, response, relevance, Status::Full) } else { partial }
}

/// A response that says no. A clause beside it that says yes makes a question about that clause
/// alone a matter of degree.
fn no(reading: &Reading, response: &Response<'_>, relevance: &Relevance) -> Verdict {
    let plain = reading.polarity == Polarity::Plain;
    let spoken = relevance.spoken_of();
    let negated: Vec<usize> = (0..response.clauses.len()).filter(|c| response.clauses[*c].negated).collect();
    let beside = relevance.tells()
        && !negated.is_empty()
        && negated.iter().all(|c| relevance.silent_on(*c))
        && spoken.iter().all(|c| !response.clauses[*c].negated);
    let status = if beside && plain && !reading.only_cites { Status::Partial } else { Status::No };
    Verdict { status, turned: false, sure: plain || reading.only_cites }
}
