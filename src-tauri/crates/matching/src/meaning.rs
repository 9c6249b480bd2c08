//! The seam for a semantic model: who turns texts into vectors is not our concern here, only that
//! alike texts get vectors that point the same way.

use crate::corpus::Corpus;
use crate::error::Error;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// What a text is embedded as; models that tell questions from passages prefix them differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A question, a heading.
    Question,
    /// A response, a sentence of one, a topic line.
    Passage,
}

/// A semantic model.
pub trait Meaning: Send + Sync {
    /// One vector of length one for each text, all of the same width; the same text always gets the
    /// same vector. An empty list means that the model is out of order: the question is then matched
    /// by its words alone.
    fn embed(&self, texts: &[(Role, &str)]) -> Vec<Vec<f32>>;
}

/// Cosines of multilingual-e5 lie in a narrow band: unrelated texts are near 0.8, so that much is
/// taken off and what is left can be weighed against the other features.
const FLOOR: f32 = 0.78;

/// Vectors of everything that questions are held against, in the order of [`texts`].
#[derive(Debug, Clone, PartialEq)]
pub struct Vectors {
    /// Numbers a vector.
    width: usize,
    /// Vectors one after the other, more than these perhaps.
    numbers: Arc<Vec<f32>>,
    /// Which numbers are these vectors'.
    own: Range<usize>,
}

impl Vectors {
    /// Takes vectors of the same width; none for a list that is ragged or empty.
    #[must_use]
    pub fn new(vectors: impl IntoIterator<Item = Vec<f32>>) -> Option<Self> {
        let mut vectors = vectors.into_iter();
        let mut numbers = vectors.next()?;
        let width = numbers.len();
        for v in vectors {
            if v.len() != width {
                return None;
            }
            numbers.extend(v);
        }
        numbers.shrink_to_fit();
        (width > 0).then(|| Self { width, own: 0..numbers.len(), numbers: Arc::new(numbers) })
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.own.len() / self.width
    }

    /// Is there none? (Never: [`Self::new`] refuses.)
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.own.is_empty()
    }

    /// What a cosine is above the floor, for each vector.
    fn cosines(&self, with: &[f32]) -> Vec<f32> {
        self.numbers[self.own.clone()]
            .chunks_exact(self.width)
            .map(|v| (product(v, with) - FLOOR).max(0.0))
            .collect()
    }
}

/// Sum of products; in lanes, so that the processor can work on several at a time.
fn product(a: &[f32], b: &[f32]) -> f32 {
    const LANES: usize = 16;
    let ((a, rest_a), (b, rest_b)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    let mut sums = [0.0f32; LANES];
    for (a, b) in a.iter().zip(b) {
        for ((sum, x), y) in sums.iter_mut().zip(a).zip(b) {
            *sum += x * y;
        }
    }
    sums.iter().sum::<f32>() + rest_a.iter().zip(rest_b).map(|(x, y)| x * y).sum::<f32>()
}

/// The texts whose vectors a matcher needs, in order: sentences and whole responses, topic lines,
/// anticipated questions, near questions.
pub(crate) fn texts(corpus: &Corpus) -> Vec<(Role, String)> {
    let entries = || corpus.entries.iter();
    let passage = |t: &str| (Role::Passage, t.to_owned());
    let question = |t: &str| (Role::Question, t.to_owned());
    let mut out: Vec<(Role, String)> = Vec::new();
    for e in entries() {
        out.extend(passages(e).iter().map(|t| passage(t)));
    }
    out.extend(entries().map(|e| passage(&e.topic)));
    out.extend(entries().flat_map(|e| e.questions.iter().map(|q| question(q))));
    out.extend(entries().flat_map(|e| e.near.iter().map(|n| question(&n.text))));
    out
}

/// The whole response and, where there are several, its sentences.
fn passages(e: &crate::corpus::Entry) -> Vec<&str> {
    if e.blank {
        return Vec::new();
    }
    let mut out = vec![e.text.as_str()];
    if e.sentences.len() > 1 {
        out.extend(e.sentences.iter().map(|r| kotae_text::char_slice(&e.text, r.start, r.end)));
    }
    out
}

/// Which entry each passage belongs to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Owners {
    pub(crate) passages: Vec<(usize, usize)>,
}

/// A model and the vectors made with it.
pub(crate) struct Space {
    model: Arc<dyn Meaning>,
    passages: Vectors,
    topics: Vectors,
    questions: Vectors,
    near: Vectors,
    owners: Arc<Owners>,
    /// The entry of each anticipated question.
    question_owners: Vec<usize>,
    /// Entries without a topic line: an empty text is near to anything.
    topicless: Vec<usize>,
    /// Vectors of headings: a sheet repeats its few headings for hundreds of questions.
    headings: Mutex<BTreeMap<String, Vec<f32>>>,
}

/// Most headings that are remembered.
const MOST_HEADINGS: usize = 1024;

/// How near everything is to one question: cosines above the floor.
#[derive(Debug, Clone, Default)]
pub(crate) struct Nearness {
    pub(crate) passages: Vec<f32>,
    pub(crate) topics: Vec<f32>,
    pub(crate) questions: Vec<f32>,
    pub(crate) near: Vec<f32>,
    /// For each entry, how near its topic or a question of it is to the heading.
    pub(crate) context: Vec<f32>,
    pub(crate) owners: Arc<Owners>,
}

impl Space {
    /// Divides vectors among the kinds of texts.
    pub(crate) fn new(corpus: &Corpus, model: Arc<dyn Meaning>, vectors: &Vectors) -> Result<Self, Error> {
        let mut owners = Owners::default();
        for (n, e) in corpus.entries.iter().enumerate() {
            owners.passages.extend((0..passages(e).len()).map(|k| (n, k)));
        }
        let question_owners: Vec<usize> =
            corpus.entries.iter().enumerate().flat_map(|(n, e)| e.questions.iter().map(move |_| n)).collect();
        let near: usize = corpus.entries.iter().map(|e| e.near.len()).sum();
        let counts = [owners.passages.len(), corpus.entries.len(), question_owners.len(), near];
        let wanted: usize = counts.iter().sum();
        if vectors.len() != wanted {
            return Err(Error::Vectors { wanted, given: vectors.len() });
        }
        let mut from = vectors.own.start;
        let [passages, topics, questions, near] = counts.map(|n| {
            let own = from..from + n * vectors.width;
            from = own.end;
            Vectors { own, ..vectors.clone() }
        });
        Ok(Self {
            model,
            passages,
            topics,
            questions,
            near,
            owners: Arc::new(owners),
            question_owners,
            topicless: (0..corpus.entries.len()).filter(|n| corpus.entries[*n].topic.is_empty()).collect(),
            headings: Mutex::default(),
        })
    }

    /// Vectors of the question and of its heading, if it stands under one.
    fn embed(&self, question: &str, heading: &str) -> (Option<Vec<f32>>, Option<Vec<f32>>) {
        let known = |map: &BTreeMap<String, Vec<f32>>| map.get(heading).cloned();
        let mut heading_vector = known(&self.headings.lock().unwrap_or_else(PoisonError::into_inner));
        let mut texts = vec![(Role::Question, question)];
        let ask = heading_vector.is_none() && !heading.is_empty();
        if ask {
            texts.push((Role::Question, heading));
        }
        let mut vectors = self.model.embed(&texts).into_iter();
        let vector = vectors.next();
        if ask && let Some(v) = vectors.next() {
            let mut map = self.headings.lock().unwrap_or_else(PoisonError::into_inner);
            if map.len() < MOST_HEADINGS {
                map.insert(heading.to_owned(), v.clone());
            }
            heading_vector = Some(v);
        }
        (vector, heading_vector)
    }

    /// Compares a question under a heading with everything; none when the model is out of order.
    pub(crate) fn nearness(&self, question: &str, context: &str) -> Option<Nearness> {
        let heading = context.rsplit(" > ").next().unwrap_or_default().trim();
        let (vector, heading) = self.embed(question, heading);
        let whole = &vector.filter(|v| v.len() == self.passages.width)?;
        let topics = |v: &[f32]| {
            let mut out = self.topics.cosines(v);
            self.topicless.iter().for_each(|&n| out[n] = 0.0);
            out
        };
        let context = heading.filter(|v| v.len() == whole.len()).map_or_else(Vec::new, |h| {
            let mut out = topics(&h);
            for (&n, s) in self.question_owners.iter().zip(self.questions.cosines(&h)) {
                out[n] = out[n].max(s);
            }
            out
        });
        Some(Nearness {
            passages: self.passages.cosines(whole),
            topics: topics(whole),
            questions: self.questions.cosines(whole),
            near: self.near.cosines(whole),
            context,
            owners: self.owners.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Vectors;

    #[test]
    fn ragged_or_missing_vectors_are_refused() {
        assert!(Vectors::new([]).is_none() && Vectors::new([vec![]]).is_none());
        assert!(Vectors::new([vec![1.0], vec![1.0, 0.0]]).is_none());
        assert_eq!(Vectors::new([vec![1.0, 0.0], vec![0.0, 1.0]]).map(|v| v.len()), Some(2));
    }
}
