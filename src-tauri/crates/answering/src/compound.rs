//! Fragments and lists that name several things at once (「施錠と火災報知」, 「火災報知・消火栓」): cut at
//! their joints and given part by part to the responses that matching found. A cut that leads to no
//! second response is no cut. Questions of several sentences or clauses are split by matching.

use crate::affinity::affinity;
use crate::response::Response;
use crate::thresholds::{PART_FIRST, PART_FITS, PART_LEADS};

/// A part of a question and the response it goes to.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// Its words.
    pub(crate) words: String,
    /// Index into the candidates.
    pub(crate) candidate: usize,
}

/// Different responses quoted for one question.
pub(crate) const MOST: usize = 3;

/// Cuts a question over `candidates` (best first); at most [`MOST`] different ones are given a part.
pub(crate) fn parts(subject: &str, english: bool, candidates: &[Response<'_>]) -> Vec<Part> {
    if candidates.is_empty() {
        return Vec::new();
    }
    let one = || vec![Part { words: subject.to_owned(), candidate: 0 }];
    let pieces = cut(subject, if english { JOINTS_EN } else { JOINTS_JA });
    if candidates.len() == 1 || pieces.len() < 2 {
        return one();
    }
    let whole: Vec<f64> = candidates.iter().map(|c| affinity(subject, c)).collect();
    let found = assign(&pieces, candidates, &whole);
    if (2..=MOST).contains(&found.len()) { found } else { one() }
}

/// Each piece to the candidate it fits; what fits none elsewhere stays with the first.
fn assign(pieces: &[String], candidates: &[Response<'_>], whole: &[f64]) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    for piece in pieces {
        let fits: Vec<f64> = candidates.iter().map(|c| affinity(piece, c)).collect();
        // Of two that fit a short part alike, the one nearer to the whole question is meant.
        let score = |c: usize| fits[c] + whole[c] / 4.0;
        let best = (0..candidates.len()).max_by(|a, b| score(*a).total_cmp(&score(*b)).then(b.cmp(a)));
        let away = best
            .filter(|b| fits[*b] >= PART_FITS && fits[*b] >= fits[0] + PART_LEADS && fits[0] <= PART_FIRST);
        let candidate = away.unwrap_or(0);
        match out.iter_mut().find(|p| p.candidate == candidate) {
            Some(part) => {
                part.words.push(' ');
                part.words.push_str(piece);
            }
            None => out.push(Part { words: piece.clone(), candidate }),
        }
    }
    out
}

/// Joints between things named.
const JOINTS_JA: &[&str] =
    &["及び", "および", "並びに", "ならびに", "、", "・", "/", "､", "･", ",", "と", "又は", "または"];
const JOINTS_EN: &[&str] = &[" and ", ", ", " as well as ", " or "];

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
