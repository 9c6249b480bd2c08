//! One question's answer, from what matching found: which responses it stands on, what it claims,
//! what it quotes, and whether it may be filled in before a person looks.

use crate::affinity::affinity;
use crate::bridge;
use crate::choice::choose;
use crate::cited::{Numbers, agrees, responses};
use crate::compound::{self, parts};
use crate::coordinate::unspoken;
use crate::excerpt::{Extent, excerpt};
use crate::labels::without_meaning;
use crate::notices::PARTICLES;
use crate::notices::{Notices, contradiction, is_told, other_subject};
use crate::novel::unheard_of;
use crate::object::words_held;
use crate::question::{self, Reading, has_any};
use crate::relevance::Relevance;
use crate::response::Response;
use crate::specifics::specifics;
use crate::status::{Verdict, asks_elsewhere, is_held, least, verdict};
use crate::thresholds::{
    ANSWER_CONFIDENCE, ANSWER_UNSTATED, CITATION_AGREES, NONE_CONFIDENCE, NONE_UNSTATED, NONE_UNSTATED_NAMED,
    PART_CONFIDENCE, PART_FITS, PART_SCORE,
};
use crate::types::{Answer, Citation, Decision, NoticeCode, Options, Source, Span};
use kotae_matching::{Asked, Evidence, Matched, Query};
use kotae_standard::{Asks, ControlId, ItemId, Status};
use kotae_text::{char_slice, containment, fold_str, sentences};

/// A response the answer stands on and the words of the question it answers.
struct Ground<'a> {
    words: String,
    response: Response<'a>,
    relevance: Relevance,
    /// That the response answers these words.
    confidence: f64,
}

/// Drafts the answer to one question. Pure: the same input gives the same answer.
///
/// `choices` are the customer's own, as written; the one taken is returned as written.
#[must_use]
pub fn draft(
    source: &Source<'_>,
    query: &Query<'_>,
    matched: &Matched,
    choices: &[String],
    options: &Options,
) -> Answer {
    let reading = question::read(query, source.standard);
    let numbers = Numbers::of(source, matched);
    let mut notices = Notices::default();
    notices.numbers(source, &numbers);
    let candidates = responses(source, matched.matches.iter().map(|m| m.id));
    let strong = strong(matched, &candidates);
    let (grounds, by_number, mut lost) =
        grounds(source, &reading, &numbers, matched, (&candidates, strong), &mut notices);

    if let [only] = &grounds[..]
        && !reading.english
        && !reading.only_cites
        && only.response.status != Status::Na
    {
        lost.extend(unspoken(&reading.subject, &only.response));
    }
    let missing = missing(source, &reading, matched, &grounds);
    let verdict = judge(&reading, &grounds, &missing);
    let stated = missing.words.is_empty() && matched.unstated <= ANSWER_UNSTATED;
    let sure_of_match = by_number
        || (matched.confidence >= ANSWER_CONFIDENCE
            && grounds.iter().all(|g| g.confidence >= ANSWER_CONFIDENCE));
    let numbers_hold = !numbers.without_response() && !numbers.too_many();
    let nothing = nothing(&reading, &numbers, matched, &grounds, &missing);
    let looked_at = if nothing { &[][..] } else { &grounds[..] };
    let undisputed = undisputed(source, &reading, &numbers, looked_at, matched, &mut notices);
    let sound = !grounds.is_empty()
        && (stated || (by_number && reading.only_cites))
        && numbers_hold
        && undisputed
        && !notices.has(NoticeCode::CitationDisagrees);
    let safe = sound && sure_of_match;
    let likely =
        matched.confidence > PART_CONFIDENCE && grounds.iter().all(|g| g.confidence > PART_CONFIDENCE);

    let mut decision = match (nothing, safe && lost.is_empty() && verdict.sure) {
        (true, _) => Decision::None,
        (false, true) if verdict.status != Status::Unknown => Decision::Answer,
        (false, _) => Decision::Review,
    };
    // What is not safe to fill in is not safe to claim either.
    let claims = safe && lost.is_empty() && decision != Decision::None;
    let part = safe && !lost.is_empty() && decision != Decision::None && !verdict.turned;
    let status = match verdict.status {
        status if claims => status,
        // What says no claims nothing: it is shown to the person who decides from even odds on.
        status @ (Status::No | Status::Na)
            if sound && verdict.sure && lost.is_empty() && decision == Decision::Review && likely =>
        {
            status
        }
        // The rest is met; a person sees which part is not spoken of.
        Status::Full | Status::Partial if part => Status::Partial,
        _ => Status::Unknown,
    };

    if decision == Decision::None || !missing.words.is_empty() {
        if !(reading.only_cites && numbers.without_response()) {
            notices.not_stated(&reading.plain, if grounds.is_empty() { &[] } else { &missing.words });
        }
        notices.public_edition();
    }
    if reading.wants_document {
        notices.public_edition();
    }
    for words in lost.iter().filter(|_| decision != Decision::None) {
        notices.say(NoticeCode::PartUnanswered, format!("「{words}」に当たる記載が見つかりません。"));
    }

    let quoted = if decision == Decision::None { &[][..] } else { &grounds[..] };
    let spans = quote(&reading, quoted, options, &mut notices);
    // Whether the operations room will do for the place that was asked about, a person decides.
    let elsewhere = || quoted.iter().any(|g| asks_elsewhere(&reading, &g.response));
    if decision == Decision::Answer && (spans.is_empty() || elsewhere()) {
        decision = Decision::Review;
    }
    for ground in quoted {
        notices.response(&ground.response, !reading.operations_room);
    }
    let shown = Verdict { status, ..verdict };
    let choice = choose(shown, &reading, choices, &options.legend);
    if choice.is_none() && !choices.is_empty() && status != Status::Unknown {
        // Marks that mean nothing without a legend are said once a sheet (`legend_problems`).
        if !without_meaning(choices, &options.legend) {
            let list = choices.join("／");
            notices.say(
                NoticeCode::NoChoice,
                format!(
                    "「{}」に当たる選択肢を一つに決められません（{list}）。担当者が選んでください。",
                    status.japanese()
                ),
            );
        }
        decision = decision.max(Decision::Review);
    }
    Answer {
        decision,
        confidence: confidence(matched, decision),
        status,
        text: text_of(source, &spans),
        citations: cite(source, &spans),
        spans,
        choice,
        notices: notices.into_sorted(),
    }
}

/// How sure the first match answers the question. Where what is asked is not in the document, however
/// near the match, that is what the figure says as well.
fn confidence(matched: &Matched, decision: Decision) -> f64 {
    match decision {
        _ if matched.matches.is_empty() => 0.0,
        Decision::None => matched.confidence.min(NONE_ANSWERED),
        Decision::Answer | Decision::Review => matched.confidence,
    }
}

/// Share of the questions decided `none` that a response answers after all (dev_en, dev_noisy, dev2:
/// 5 of 132).
const NONE_ANSWERED: f64 = 0.04;

/// Does the document not answer this at all?
fn nothing(
    reading: &Reading,
    numbers: &Numbers,
    matched: &Matched,
    grounds: &[Ground<'_>],
    missing: &Missing,
) -> bool {
    if grounds.is_empty() {
        return true;
    }
    if reading.only_cites {
        return numbers.answered.is_empty() && numbers.without_response();
    }
    // Matching's figures are those of its first match. Where that is the blank response which the
    // question cites, they say that it does not answer; whether another does, its words tell.
    let first = matched.matches.first().map(|m| m.id);
    let blank_first = first.is_some_and(|id| numbers.blank.iter().any(|b| ItemId::Control(*b) == id));
    if blank_first {
        return grounds.iter().all(|g| affinity(&reading.subject, &g.response) < CITATION_AGREES);
    }
    let cites = !numbers.answered.is_empty();
    missing.wanted
        || matched.unstated >= NONE_UNSTATED
        || (missing.named && matched.unstated >= NONE_UNSTATED_NAMED)
        || (!cites && matched.confidence < NONE_CONFIDENCE)
}

/// How many candidates, best first, score near the best of them.
fn strong(matched: &Matched, candidates: &[Response<'_>]) -> usize {
    let score = |c: &Response<'_>| matched.matches.iter().find(|m| m.id == c.id).map_or(0.0, |m| m.score);
    let best = candidates.first().map_or(0.0, score);
    candidates.iter().take_while(|c| score(c) >= PART_SCORE * best).count()
}

/// The responses to answer from; whether their numbers were cited; parts that no response answers.
fn grounds<'a>(
    source: &Source<'a>,
    reading: &Reading,
    numbers: &Numbers,
    matched: &Matched,
    (candidates, strong): (&[Response<'a>], usize),
    notices: &mut Notices,
) -> (Vec<Ground<'a>>, bool, Vec<String>) {
    let evidence = |id: ItemId| matched.matches.iter().find(|m| m.id == id).map(|m| &m.evidence);
    if !numbers.answered.is_empty() && (!numbers.too_many() || reading.only_cites) {
        let cited = responses(source, numbers.answered.iter().map(|id| ItemId::Control(*id)));
        let is_cited = |r: &Response<'_>| cited.iter().any(|c| c.id == r.id);
        let others: Vec<Response<'a>> = candidates.iter().filter(|c| !is_cited(c)).cloned().collect();
        if agrees(reading, &cited, &others) {
            let mut grounds: Vec<Ground<'a>> = Vec::new();
            for response in cited.into_iter().take(compound::MOST) {
                // 実20 and 実32 say the same, word for word: quoted once.
                if grounds.iter().all(|g| g.response.text != response.text) {
                    grounds.push(ground(reading, &reading.subject, response, 1.0, &evidence));
                }
            }
            return (grounds, true, Vec::new());
        }
        let ids: Vec<String> = numbers.answered.iter().map(ToString::to_string).collect();
        notices.say(
            NoticeCode::CitationDisagrees,
            format!(
                "質問の文言が、引用された番号（{}）の回答の内容と合いません。番号をご確認ください。",
                ids.join("、")
            ),
        );
    }
    let verbatim =
        (!numbers.answered.is_empty()).then(|| nearly_verbatim(source, reading, candidates)).flatten();
    if let Some(response) = verbatim {
        return (
            vec![ground(reading, &reading.subject, response, matched.confidence, &evidence)],
            false,
            Vec::new(),
        );
    }
    let (mut grounds, lost) = by_parts(source, reading, matched, &evidence);
    if grounds.is_empty() {
        for part in parts(&reading.subject, reading.english, &candidates[..strong]) {
            let response = candidates[part.candidate].clone();
            if grounds.iter().all(|g| g.response.text != response.text) {
                grounds.push(ground(reading, &part.words, response, matched.confidence, &evidence));
            }
        }
    }
    grounds.sort_by_key(|g| g.response.id);
    (grounds, false, lost)
}

/// A candidate one of whose sentences says what the question says, nearly word for word.
fn nearly_verbatim<'a>(
    source: &Source<'a>,
    reading: &Reading,
    candidates: &[Response<'a>],
) -> Option<Response<'a>> {
    let sections = source.standard.items().map(|i| i.id()).filter(|id| id.control().is_none());
    let near = |r: &Response<'_>| {
        r.sentences
            .iter()
            .map(|s| containment(&reading.subject, &s.text).max(words_held(&reading.subject, &s.text)))
            .fold(0.0, f64::max)
    };
    candidates
        .iter()
        .cloned()
        .chain(responses(source, sections))
        .map(|r| (near(&r), r))
        .filter(|(near, _)| *near >= VERBATIM)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.id.cmp(&a.1.id)))
        .map(|(_, r)| r)
}

/// Share of a question's pairs of characters in one sentence; particles and endings are the rest.
const VERBATIM: f64 = 0.7;

/// The responses to the parts into which matching split the question, and the parts without one.
/// Nothing where no part found one: then the question as a whole is looked at.
fn by_parts<'a, 'e>(
    source: &Source<'a>,
    reading: &Reading,
    matched: &Matched,
    evidence: &impl Fn(ItemId) -> Option<&'e Evidence>,
) -> (Vec<Ground<'a>>, Vec<String>) {
    let first = matched.matches.first().map(|m| m.id);
    let mut found: Vec<(String, Response<'a>, f64)> = Vec::new();
    let mut lost = Vec::new();
    for part in matched.parts.iter().filter(|p| !is_remark(&p.text)) {
        // 「また根拠となる規程は何ですか」 by itself is about anything: it stays with what the question is about.
        let stays = first.filter(|f| part.confidence < ANSWER_CONFIDENCE && part.matches.contains(f));
        let id = stays.or(part.matches.first().copied());
        let response = responses(source, id.into_iter()).pop();
        let answered = part.confidence >= PART_CONFIDENCE && part.unstated < NONE_UNSTATED;
        let Some(response) = response.filter(|_| answered) else {
            lost.push(part.text.clone());
            continue;
        };
        if let Some((words, _, least)) = found.iter_mut().find(|f| f.1.text == response.text) {
            words.push(' ');
            words.push_str(&part.text);
            *least = least.min(part.confidence);
        } else if found.len() < compound::MOST {
            found.push((part.text.clone(), response, part.confidence));
        } else {
            lost.push(part.text.clone());
        }
    }
    if found.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let one = found.len() == 1 && lost.is_empty();
    let grounds = found.into_iter().map(|(words, response, least)| {
        // All parts on one response: the question as a whole was judged on it.
        let (words, least) =
            if one { (reading.subject.clone(), matched.confidence) } else { (fold_str(&words), least) };
        ground(reading, &words, response, least, evidence)
    });
    (grounds.collect(), lost)
}

/// 「簡潔に(100字以内)」 is no part that a response could answer.
fn is_remark(part: &str) -> bool {
    part.chars().count() <= LONGEST_REMARK && question::is_instruction(&fold_str(part))
}

/// Chars of the longest part that is only about how to answer.
const LONGEST_REMARK: usize = 20;

fn ground<'a, 'e>(
    reading: &Reading,
    words: &str,
    response: Response<'a>,
    confidence: f64,
    evidence: &impl Fn(ItemId) -> Option<&'e Evidence>,
) -> Ground<'a> {
    let relevance = Relevance::of(words, reading.english, &response, evidence(response.id));
    Ground { words: words.to_owned(), response, relevance, confidence }
}

/// What the question asks for or names that none of the responses states.
#[derive(Default)]
struct Missing {
    /// In the question's words.
    words: Vec<String>,
    /// Is any of it the very thing that the question (its first sentence) asks for?
    wanted: bool,
    /// Is any of it a fact that the question names on the way?
    named: bool,
}

fn missing(source: &Source<'_>, reading: &Reading, matched: &Matched, grounds: &[Ground<'_>]) -> Missing {
    let mut out = Missing::default();
    if reading.only_cites {
        return out;
    }
    let unstated = matched.asked.iter().filter(|a| {
        !a.stated && is_asked(a, reading) && !grounds.iter().any(|g| is_stated(a, reading, &g.response))
    });
    out.words.extend(unstated.map(|a| a.words.clone()));
    // 「…点検していますか。直近の実施年月もご記入ください。」: what comes after is asked beside.
    let first = sentences(&reading.plain).first().map_or("", |s| char_slice(&reading.plain, s.start, s.end));
    let in_first = specifics(first, reading.english);
    for specific in specifics(&reading.plain, reading.english) {
        if grounds.iter().any(|g| is_held(&specific, &g.response)) {
            continue;
        }
        let first = in_first.contains(&specific);
        out.wanted |= specific.wanted && first;
        out.named |= !specific.wanted;
        if !out.words.iter().any(|w| w.contains(&specific.words)) {
            out.words.push(specific.words);
        }
    }
    if out.words.is_empty() && !reading.english {
        out.words.extend(unheard_of(&reading.subject, source));
        out.named |= !out.words.is_empty();
    }
    out
}

/// "sha" of "shafts" is no word of the question.
fn is_asked(asked: &Asked, reading: &Reading) -> bool {
    let word = fold_str(&asked.words);
    !(reading.english && asked.kind == Asks::Algorithm)
        || question::has_word(&reading.subject, &[word.as_str()])
}

/// Does the response hold the very word asked for, if only inside a longer one (役職 in 全役職員), or
/// another word for it where the word names no quantity, product or method?
fn is_stated(asked: &Asked, reading: &Reading, response: &Response<'_>) -> bool {
    let word = fold_str(&asked.words);
    let word = word.trim_end_matches(PARTICLES).trim();
    let text = fold_str(response.text);
    let names = specifics(&asked.words, reading.english);
    if names.iter().any(|s| s.wanted) {
        return false;
    }
    let named = !names.is_empty() && names.iter().all(|s| is_held(s, response));
    let bridged =
        matches!(asked.kind, Asks::Place | Asks::Person | Asks::Right | Asks::Scope | Asks::Certification)
            && bridge::terms(word, reading.english).iter().any(|t| text.contains(*t));
    named || bridged || (word.chars().count() > 1 && text.contains(word))
}

/// The least that all parts support; of 「AまたはB」, where one is enough, the most.
fn judge(reading: &Reading, grounds: &[Ground<'_>], missing: &Missing) -> Verdict {
    let verdicts: Vec<Verdict> = grounds
        .iter()
        .map(|g| {
            let part = if grounds.len() > 1 { reading.of_part(&g.words) } else { reading.clone() };
            verdict(&part, &g.response, &g.relevance)
        })
        .collect();
    let either = !reading.english && has_any(&reading.subject, EITHER) && !has_any(&reading.subject, BOTH);
    let full = verdicts.iter().find(|v| v.status == Status::Full && v.sure && !v.turned);
    let all = match full {
        Some(full) if either => *full,
        _ => least(&verdicts),
    };
    if missing.words.is_empty() { all } else { Verdict { status: Status::Unknown, ..all } }
}

/// Words between things of which one is enough, and between things that are all asked for.
const EITHER: &[&str] = &["または", "又は", "もしくは", "若しくは", "ないしは", "あるいは"];
const BOTH: &[&str] = &["および", "及び", "並びに", "ならびに", "とともに", "かつ"];

/// Does nothing else in the document speak against the responses? Says what does.
fn undisputed(
    source: &Source<'_>,
    reading: &Reading,
    numbers: &Numbers,
    grounds: &[Ground<'_>],
    matched: &Matched,
    notices: &mut Notices,
) -> bool {
    let mut undisputed = true;
    disputed_topic(source, reading, numbers, !grounds.is_empty(), notices);
    for ground in grounds {
        let response = &ground.response;
        let cited = response.id.control().is_some_and(|id| numbers.answered.contains(&id));
        let other = other_subject(response);
        if let Some(said) = other.filter(|said| cited || said.contains(STANDS_FOR)) {
            notices.say(NoticeCode::OtherSubject, format!("{}：{said}", response.id));
            undisputed &= !cited;
        }
        let Some((said, places)) = contradiction(source, response) else { continue };
        // A response of one sentence is all about the matter in dispute; of a longer one, only a
        // question that its counterpart answers too.
        let near = |id: &ItemId| {
            matched.matches.iter().take(3).any(|m| m.id == *id)
                || responses(source, [*id].into_iter())
                    .iter()
                    .any(|r| affinity(&reading.subject, r) >= PART_FITS)
        };
        if response.sentences.len() == 1 || places.iter().any(near) {
            notices.say(NoticeCode::Contradiction, format!("{}：{said}", response.id));
            undisputed = false;
        }
    }
    undisputed
}

/// Notes that one response stands for the subject of another number say it so.
const STANDS_FOR: &str = "主題に当たる";

/// The matter on which two places disagree, asked about or cited: noted whatever response is quoted.
fn disputed_topic(
    source: &Source<'_>,
    reading: &Reading,
    numbers: &Numbers,
    answers: bool,
    notices: &mut Notices,
) {
    let told = source.annotations.iter().filter(|n| is_told(&n.note)).map(|n| n.id);
    let all = responses(source, told);
    for response in &all {
        let cites = |list: &[ControlId]| list.iter().any(|id| ItemId::Control(*id) == response.id);
        if let Some((said, _)) = contradiction(source, response) {
            let topic =
                answers && response.sentences.len() == 1 && affinity(&reading.subject, response) >= PART_FITS;
            if topic || cites(&numbers.answered) {
                notices.say(NoticeCode::Contradiction, format!("{}：{said}", response.id));
            }
        }
        // The empty row whose subject the response above it takes.
        let blank = |said: &str| numbers.blank.iter().any(|id| said.contains(&id.to_string()));
        if let Some(said) = other_subject(response).filter(|s| s.contains(STANDS_FOR) && blank(s)) {
            notices.say(NoticeCode::OtherSubject, format!("{}：{said}", response.id));
        }
    }
}

/// Quotes every ground within the limit.
fn quote(reading: &Reading, grounds: &[Ground<'_>], options: &Options, notices: &mut Notices) -> Vec<Span> {
    let limit = match (options.limit, reading.limit) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    let mut spans: Vec<Span> = Vec::new();
    let mut left = limit;
    for ground in grounds {
        // A line break stands between two responses.
        let room = if spans.is_empty() { left } else { left.map(|l| l.saturating_sub(1)) };
        let extent = if reading.only_cites { Extent::Whole } else { Extent::Sentences };
        let quoted = excerpt(&ground.response, &ground.relevance, extent, room);
        if quoted.shortened {
            let limit = limit.unwrap_or(0);
            let id = ground.response.id;
            notices.say(
                NoticeCode::Shortened,
                if quoted.spans.is_empty() {
                    format!("{id}は、例外を省かずに{limit}文字以内で引用できる文がありません。")
                } else {
                    format!("{limit}文字以内とするため、{id}の一部の文だけを引用しています。")
                },
            );
            if quoted.spans.is_empty() {
                // A part left out would make the rest look like the whole answer.
                return Vec::new();
            }
        }
        let length: usize = quoted.spans.iter().map(|s| s.end - s.start + 1).sum();
        left = room.map(|l| (l + 1).saturating_sub(length));
        spans.extend(quoted.spans);
    }
    spans
}

/// The spans' text joined by line breaks.
fn text_of(source: &Source<'_>, spans: &[Span]) -> String {
    let pieces: Vec<&str> = spans
        .iter()
        .filter_map(|s| source.standard.item(s.id).map(|i| char_slice(i.text(), s.start, s.end)))
        .collect();
    pieces.join("\n")
}

fn cite(source: &Source<'_>, spans: &[Span]) -> Vec<Citation> {
    spans
        .iter()
        .filter_map(|s| {
            let item = source.standard.item(s.id)?;
            Some(Citation {
                id: s.id,
                edition: source.standard.edition.clone(),
                start: s.start,
                end: s.end,
                sha256: item.sha256().to_owned(),
            })
        })
        .collect()
}
