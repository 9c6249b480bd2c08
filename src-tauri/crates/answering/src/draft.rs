//! One question's answer, from what matching found.

use crate::thresholds::{ANSWER_CONFIDENCE, ANSWER_UNSTATED, NONE_CONFIDENCE, NONE_UNSTATED};
use crate::types::{Answer, Citation, Decision, Notice, NoticeCode, Options, Source, Span};
use kotae_matching::{Matched, Query};
use kotae_standard::{CitedTarget, ItemId, Status};
use kotae_text::char_slice;

/// Drafts the answer to one question. Pure: the same input gives the same answer.
#[must_use]
pub fn draft(
    source: &Source<'_>,
    query: &Query<'_>,
    matched: &Matched,
    choices: &[String],
    options: &Options,
) -> Answer {
    let _ = (query, choices);
    let mut notices = Vec::new();
    let blank_cited = matched.cited.iter().any(|c| match c.target {
        CitedTarget::Control(id) => source.standard.control(id).is_none_or(|c| c.blank),
        _ => true,
    });
    let best = matched.matches.iter().find(|m| source.standard.item(m.id).is_some_and(|i| !i.blank()));
    let unstated = matched.unstated >= NONE_UNSTATED || matched.asked.iter().any(|a| !a.stated);
    let mut decision = match best {
        None => Decision::None,
        Some(_) if matched.unstated >= NONE_UNSTATED || matched.confidence < NONE_CONFIDENCE => {
            Decision::None
        }
        Some(_)
            if matched.confidence >= ANSWER_CONFIDENCE
                && matched.unstated <= ANSWER_UNSTATED
                && !unstated
                && !blank_cited =>
        {
            Decision::Answer
        }
        Some(_) => Decision::Review,
    };
    if decision == Decision::None {
        notices.push(Notice {
            code: NoticeCode::NotStated,
            message: "問われている内容は本書に記載がありません。".to_owned(),
        });
    }
    let status = match (decision, best) {
        (Decision::Answer, Some(m)) => source.annotations.status(m.id),
        _ => Status::Unknown,
    };
    if decision == Decision::Answer && status == Status::Unknown {
        decision = Decision::Review;
    }
    let mut spans: Vec<Span> =
        best.filter(|_| decision != Decision::None).map(|m| whole(source, m.id)).into_iter().collect();
    if options.limit.is_some_and(|limit| text_of(source, &spans).chars().count() > limit) {
        spans.clear();
        notices.push(Notice {
            code: NoticeCode::Shortened,
            message: "文字数の制限に収まる文がありません。".to_owned(),
        });
        decision = decision.max(Decision::Review);
    }
    Answer {
        decision,
        confidence: matched.confidence,
        status,
        text: text_of(source, &spans),
        citations: cite(source, &spans),
        spans,
        choice: None,
        notices,
    }
}

fn whole(source: &Source<'_>, id: ItemId) -> Span {
    let end = source.standard.item(id).map_or(0, |i| i.text().chars().count());
    Span { id, start: 0, end }
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
