//! Questions that ask several things: cut where the wording joins them, and given part by part to
//! the responses that matching found. A cut that leads to no second response is no cut.

use crate::affinity::affinity;
use crate::response::Response;
use crate::thresholds::{PART_FIRST, PART_FITS, PART_LEADS, PART_LOST};

/// A part of a question and the response it goes to.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// Its words.
    pub(crate) words: String,
    /// Index into the candidates.
    pub(crate) candidate: usize,
}

/// The parts of a question, and those for which no candidate fits.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parts {
    /// At most [`MOST`] different candidates.
    pub(crate) found: Vec<Part>,
    /// Sentences of the question that no candidate speaks of.
    pub(crate) lost: Vec<String>,
}

/// Different responses quoted for one question.
pub(crate) const MOST: usize = 3;

/// Cuts a question over `candidates` (best first).
pub(crate) fn parts(subject: &str, english: bool, candidates: &[Response<'_>]) -> Parts {
    let one = || Parts { found: vec![Part { words: subject.to_owned(), candidate: 0 }], lost: Vec::new() };
    if candidates.is_empty() {
        return Parts::default();
    }
    if candidates.len() == 1 {
        return one();
    }
    let strong = cut(subject, if english { STRONG_EN } else { STRONG_JA });
    let weak: Vec<String> =
        strong.iter().flat_map(|s| cut(s, if english { WEAK_EN } else { WEAK_JA })).collect();
    if strong.len() < 2 && weak.len() < 2 {
        return one();
    }
    let whole: Vec<f64> = candidates.iter().map(|c| affinity(subject, c)).collect();
    for pieces in [strong, weak] {
        if pieces.len() < 2 {
            continue;
        }
        let parts = assign(&pieces, candidates, &whole);
        let mut different: Vec<usize> = parts.found.iter().map(|p| p.candidate).collect();
        different.sort_unstable();
        different.dedup();
        if (2..=MOST).contains(&different.len()) {
            return parts;
        }
    }
    one()
}

fn assign(pieces: &[String], candidates: &[Response<'_>], whole: &[f64]) -> Parts {
    let mut out = Parts::default();
    for piece in pieces {
        let fits: Vec<f64> = candidates.iter().map(|c| affinity(piece, c)).collect();
        // Of two that fit a short part alike, the one nearer to the whole question is meant.
        let score = |c: usize| fits[c] + whole[c] / 4.0;
        let best = (0..candidates.len()).max_by(|a, b| score(*a).total_cmp(&score(*b)).then(b.cmp(a)));
        let Some(best) = best else { continue };
        if fits[best] < PART_LOST {
            out.lost.push(piece.clone());
            continue;
        }
        let away = fits[best] >= PART_FITS && fits[best] >= fits[0] + PART_LEADS && fits[0] <= PART_FIRST;
        let candidate = if away { best } else { 0 };
        match out.found.iter_mut().find(|p| p.candidate == candidate) {
            Some(part) => {
                part.words.push(' ');
                part.words.push_str(piece);
            }
            None => out.found.push(Part { words: piece.clone(), candidate }),
        }
    }
    out
}

/// Joints between things asked; the joint stays with the part before it where it is a sentence's end.
const STRONG_JA: &[&str] = &["か。", "か?", "か、", "か,", "?", "。", "、また", "、かつ", "\n"];
const WEAK_JA: &[&str] =
    &["及び", "および", "並びに", "ならびに", "、", "・", "/", "､", "･", ",", "と", "又は", "または"];
const STRONG_EN: &[&str] = &["? ", "; ", ". ", ", and ", ", or "];
const WEAK_EN: &[&str] = &[" and ", ", ", " as well as ", " or "];

/// Ends after which a comma joins nothing: 「サービス運用の中で、…」 leads up to what is asked.
const LEADS_UP: &[&str] = &[
    "で",
    "は",
    "が",
    "に",
    "を",
    "て",
    "も",
    "から",
    "より",
    "ため",
    "際",
    "場合",
    "とき",
    "時",
    "し",
    "り",
    "ば",
    "と",
    "として",
    "ついて",
    "よう",
    "には",
    "では",
];

fn cut(text: &str, joints: &[&str]) -> Vec<String> {
    let mut pieces = vec![text.to_owned()];
    for joint in joints {
        pieces = pieces.iter().flat_map(|p| cut_at(p, joint)).collect();
    }
    pieces
        .iter()
        .map(|p| {
            p.trim_matches(|c: char| c.is_whitespace() || matches!(c, '。' | '、' | '?' | '・' | ','))
                .to_owned()
        })
        .filter(|p| p.chars().count() >= 2)
        .collect()
}

fn cut_at(text: &str, joint: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let comma = matches!(joint, "、" | "," | "､");
    // 「施錠と火災報知」 joins; 「〜とする」「〜すること」 do not.
    let noun = |c: Option<char>| c.is_some_and(|c| matches!(c, '\u{4E00}'..='\u{9FFF}' | 'ァ'..='ヶ' | 'ー'));
    for piece in text.split(joint) {
        let open = comma && out.last().is_some_and(|p| LEADS_UP.iter().any(|w| p.trim_end().ends_with(w)));
        let between = out.last().is_none_or(|p| noun(p.chars().last())) && noun(piece.chars().next());
        let open = open || (joint == "と" && !out.is_empty() && !between);
        match out.last_mut() {
            Some(last) if open => {
                last.push_str(joint);
                last.push_str(piece);
            }
            _ => out.push(piece.to_owned()),
        }
    }
    out
}
