//! One question's answer, from what matching found: which responses it stands on, what it claims,
//! what it quotes, and whether it may be filled in before a person looks.

use crate::affinity::affinity;
use crate::choice::choose;
use crate::cited::{Numbers, agrees, responses};
use crate::compound::{self, parts};
use crate::coordinate::unspoken;
use crate::excerpt::{Extent, excerpt};
use crate::notices::{Notices, contradiction, other_subject};
use crate::novel::unheard_of;
use crate::question::{self, Reading};
use crate::relevance::Relevance;
use crate::response::Response;
use crate::specifics::specifics;
use crate::status::{Verdict, is_held, least, verdict};
use crate::thresholds::{
    ANSWER_CONFIDENCE, ANSWER_UNSTATED, CITATION_AGREES, NONE_CONFIDENCE, NONE_UNSTATED, NONE_UNSTATED_NAMED,
    PART_CONFIDENCE, PART_FITS, PART_SCORE,
};
use crate::types::{Answer, Citation, Decision, NoticeCode, Options, Source, Span};
use kotae_matching::{Evidence, Matched, Query};
use kotae_standard::{ItemId, Status};
use kotae_text::{char_slice, fold_str, sentences};

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
    let undisputed = undisputed(source, &reading, &numbers, &grounds, matched, &mut notices);
    let safe = !grounds.is_empty()
        && (stated || (by_number && reading.only_cites))
        && sure_of_match
        && numbers_hold
        && undisputed
        && !notices.has(NoticeCode::CitationDisagrees);

    let nothing = nothing(&reading, &numbers, matched, &grounds, &missing);
    let mut decision = match (nothing, safe && lost.is_empty() && verdict.sure) {
        (true, _) => Decision::None,
        (false, true) if verdict.status != Status::Unknown => Decision::Answer,
        (false, _) => Decision::Review,
    };
    // What is not safe to fill in is not safe to claim either.
    let claims = safe && lost.is_empty() && decision != Decision::None;
    let status = if claims { verdict.status } else { Status::Unknown };

    if decision == Decision::None || !missing.words.is_empty() {
        if !(reading.only_cites && numbers.without_response()) {
            notices.not_stated(if grounds.is_empty() { &[] } else { &missing.words });
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
    if decision == Decision::Answer && spans.is_empty() {
        decision = Decision::Review;
    }
    for ground in quoted {
        notices.response(&ground.response, reading.data_centre);
    }
    let shown = Verdict { status, ..verdict };
    let choice = choose(shown, &reading, choices, &options.legend);
    if choice.is_none() && !choices.is_empty() && status != Status::Unknown {
        let list = choices.join("／");
        notices.say(
            NoticeCode::NoChoice,
            format!(
                "「{}」に当たる選択肢を一つに決められません（{list}）。担当者が選んでください。",
                status.japanese()
            ),
        );
        decision = decision.max(Decision::Review);
    }
    Answer {
        decision,
        confidence: if matched.matches.is_empty() { 0.0 } else { matched.confidence },
        status,
        text: text_of(source, &spans),
        citations: cite(source, &spans),
        spans,
        choice,
        notices: notices.into_sorted(),
    }
}

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
    out.words.extend(matched.asked.iter().filter(|a| !a.stated).map(|a| a.words.clone()));
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

/// The least that all parts support.
fn judge(reading: &Reading, grounds: &[Ground<'_>], missing: &Missing) -> Verdict {
    let verdicts: Vec<Verdict> = grounds
        .iter()
        .map(|g| {
            let part = if grounds.len() > 1 { reading.of_part(&g.words) } else { reading.clone() };
            verdict(&part, &g.response, &g.relevance)
        })
        .collect();
    let all = least(&verdicts);
    if missing.words.is_empty() { all } else { Verdict { status: Status::Unknown, ..all } }
}

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
    for ground in grounds {
        let response = &ground.response;
        let cited = response.id.control().is_some_and(|id| numbers.answered.contains(&id));
        if let Some(said) = other_subject(response).filter(|_| cited) {
            notices.say(NoticeCode::OtherSubject, format!("{}：{said}", response.id));
            undisputed = false;
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
