//! Which clauses of a response a question speaks of. Takes the question's words and what matching
//! measured for the sentences; gives a score a clause, and says when it cannot tell.

use crate::bridge;
use crate::object::ANYTHING;
use crate::response::Response;
use kotae_matching::Evidence;
use kotae_text::{bigrams, fold_str, words};
use std::collections::BTreeMap;

/// How far a question speaks of each clause.
#[derive(Debug, Clone)]
pub(crate) struct Relevance {
    /// Words in common, 0 to 1 for the best clause; a word that every clause holds counts little.
    words: Vec<f64>,
    /// How many of the question's words stand in each clause and not in all.
    hits: Vec<usize>,
    /// Share of the question's words that stand in the response at all, 0 to 1.
    covered: f64,
    /// What matching measured, by sentence, 0 to 1 for the best.
    measured: Vec<f64>,
    /// Sentences that alone hold a piece of the question's words; twice where it is a whole word.
    alone: Vec<usize>,
    clause_of: Vec<usize>,
}

/// A clause is spoken of when it scores at least this share of the best one's score. Half: on the
/// document's own responses a sentence on another topic shares only the place or the subject.
const SPEAKS_OF: f64 = 0.5;

/// A sentence is quoted from this share on: to quote one too many costs less than one too few.
const QUOTED: f64 = 0.34;

/// A clause as good as the best one.
const FOREMOST: f64 = 0.9;

/// What too many responses say to point at a sentence of one: the subject, not the topic. Counted
/// over the responses; each of these stands in a tenth of them or says nothing alone.
#[rustfmt::skip]
const SUBJECTS: &[&str] = &[
    "運用室", "運用", "用室", "建物", "サービス", "システム", "弊社", "管理", "存在", "実施", "場合", "設置", "利用", "提供",
    "使用", "必要", "可能", "対応", "整備", "適切", "状況", "業務", "有無", "用者", "場所",
];

impl Relevance {
    /// Scores a response's clauses against (a part of) a question.
    pub(crate) fn of(
        subject: &str,
        english: bool,
        response: &Response<'_>,
        evidence: Option<&Evidence>,
    ) -> Self {
        let mut needles: Vec<String> = bridge::terms(subject, english).into_iter().map(fold_str).collect();
        if !english {
            needles.extend(bigrams(subject).into_iter().map(|t| t.text).filter(|t| is_kanji_pair(t)));
            needles.extend(words(subject).into_iter().map(|t| t.text).filter(|t| is_katakana_word(t)));
        }
        needles.retain(|n| !SUBJECTS.contains(&n.as_str()));
        needles.sort();
        needles.dedup();
        let clauses = &response.clauses;
        let mut shared = vec![0.0; clauses.len()];
        let mut hits = vec![0; clauses.len()];
        let mut found = 0;
        let mut alone = Vec::new();
        for needle in &needles {
            let holds: Vec<usize> =
                (0..clauses.len()).filter(|c| clauses[*c].text.contains(needle.as_str())).collect();
            found += usize::from(!holds.is_empty());
            // A word of every clause says which response, not which clause.
            if holds.len() == clauses.len() && clauses.len() > 1 {
                continue;
            }
            let first = holds.first().map(|c| clauses[*c].sentence);
            let only_here = |f: &usize| holds.iter().all(|c| clauses[*c].sentence == *f);
            let tells = !ANYTHING.contains(&needle.as_str());
            if let Some(first) = first.filter(only_here).filter(|_| tells) {
                alone.push(first);
                if is_whole(subject, needle) {
                    alone.push(first);
                }
            }
            for c in &holds {
                shared[*c] += weight(needle) / count(holds.len());
                hits[*c] += 1;
            }
        }
        scale(&mut shared);
        let mut by_sentence: BTreeMap<usize, f64> = BTreeMap::new();
        for (range, score) in evidence.map_or(&[][..], |e| &e.sentences) {
            for (n, s) in response.sentences.iter().enumerate() {
                if range.start < s.range.end && s.range.start < range.end {
                    let best = by_sentence.entry(n).or_insert(0.0);
                    *best = best.max(*score);
                }
            }
        }
        let mut measured: Vec<f64> =
            (0..response.sentences.len()).map(|n| by_sentence.get(&n).copied().unwrap_or(0.0)).collect();
        scale(&mut measured);
        let covered = count(found) / count(needles.len());
        Self {
            words: shared,
            hits,
            covered: if found == 0 { 0.0 } else { covered },
            measured,
            alone,
            clause_of: clauses.iter().map(|c| c.sentence).collect(),
        }
    }

    /// Does anything tell the clauses apart?
    pub(crate) fn tells(&self) -> bool {
        self.words.iter().any(|w| *w > 0.0)
    }

    /// The clauses the question speaks of; all of them when nothing tells them apart.
    pub(crate) fn spoken_of(&self) -> Vec<usize> {
        let all = 0..self.words.len();
        if !self.tells() {
            return all.collect();
        }
        all.filter(|c| self.words[*c] >= SPEAKS_OF).collect()
    }

    /// The clauses the question speaks of most; all of them when nothing tells them apart.
    pub(crate) fn foremost(&self) -> Vec<usize> {
        (0..self.words.len()).filter(|c| !self.tells() || self.words[*c] >= FOREMOST).collect()
    }

    /// Is this clause surely none of the question's business? Not one word in common.
    pub(crate) fn silent_on(&self, clause: usize) -> bool {
        self.tells() && self.words[clause] <= 0.0
    }

    /// How many of the question's words stand in this clause and not in all.
    pub(crate) fn hits(&self, clause: usize) -> usize {
        self.hits[clause]
    }

    /// Share of the question's words that stand in the response, 0 to 1.
    pub(crate) fn covered(&self) -> f64 {
        self.covered
    }

    /// Sentences to quote, best measure of words and of matching; empty when nothing tells.
    pub(crate) fn sentences(&self) -> Vec<usize> {
        let scores = self.by_sentence();
        let best = scores.iter().copied().fold(0.0, f64::max);
        if best <= 0.0 {
            return Vec::new();
        }
        // A sentence that alone holds a word of the question, or two pieces of one, answers a part of it.
        let alone = |n: usize| self.alone.iter().filter(|a| **a == n).count() > 1;
        (0..scores.len()).filter(|n| scores[*n] >= QUOTED * best || alone(*n)).collect()
    }

    /// A score a sentence: the larger of the two measures' mean and the words' own.
    pub(crate) fn by_sentence(&self) -> Vec<f64> {
        (0..self.measured.len())
            .map(|n| {
                let words = (0..self.words.len())
                    .filter(|c| self.clause_of[*c] == n)
                    .map(|c| self.words[c])
                    .fold(0.0, f64::max);
                if self.tells() { (words + self.measured[n]) / 2.0 } else { self.measured[n] }
            })
            .collect()
    }
}

/// Pairs of kanji, and Latin words, tell sentences apart; hiragana is grammar.
fn is_kanji_pair(bigram: &str) -> bool {
    bigram.chars().count() > 1
        && !bigram.chars().any(|c| matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '・'))
}

/// Is it a noun of the question by itself: neither kanji nor katakana before it, a particle after it?
fn is_whole(subject: &str, needle: &str) -> bool {
    let joins =
        |c: Option<char>| c.is_some_and(|c| matches!(c, '\u{4E00}'..='\u{9FFF}' | 'ァ'..='ヺ' | 'ー'));
    subject.match_indices(needle).any(|(at, _)| {
        let after = subject[at + needle.len()..].chars().next();
        let ends =
            matches!(after, None | Some('を' | 'が' | 'は' | 'の' | 'に' | 'と' | 'も' | 'や' | '、' | '・'));
        !joins(subject[..at].chars().next_back()) && ends
    })
}

/// Katakana counts by the word: カード is no part of パスワード.
fn is_katakana_word(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(|c| matches!(c, 'ァ'..='ヺ' | 'ー'))
}

/// A term of the field weighs more than a pair of characters that is part of one.
fn weight(needle: &str) -> f64 {
    if needle.chars().count() > 2 { 1.5 } else { 1.0 }
}

#[expect(clippy::cast_precision_loss, reason = "counts of clauses in one response")]
fn count(n: usize) -> f64 {
    n.max(1) as f64
}

/// Scales to 1 for the best.
fn scale(scores: &mut [f64]) {
    let best = scores.iter().copied().fold(0.0, f64::max);
    if best > 0.0 {
        for s in scores {
            *s /= best;
        }
    }
}
