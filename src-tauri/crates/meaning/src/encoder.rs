//! Texts to vectors with multilingual-e5-small. Takes the model's files as bytes and texts, gives
//! unit vectors. Reading files and comparing vectors with stored ones is left to others.
//!
//! A text's vector is bit for bit the same whichever texts it is computed with: only texts of the
//! same length share a pass, so nothing is padded, and the length is normalised here. Processors with
//! other vector instructions round differently, in about the seventh digit.

use crate::error::{Damage, Error};
use crate::manifest::{Digest, Manifest, ModelFile};
use crate::tokenizer::Tokenizer;
use crate::words::{DIMENSIONS, Words};
use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;
use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};

/// Token places computed in one pass: enough to use the matrices well, small enough for the caches.
const PLACES: usize = 512;

/// The graph's inputs: word rows `[texts, places, 384]`, and the mask `[texts, places]`, 1 for a token.
const INPUTS: [&str; 2] = ["words", "mask"];

/// The sum of the last layer over the places, `[texts, 384]`. The graph's own output, `vector`, is
/// this at unit length, but its last digit depends on the number of texts.
const SUMS: &str = "reducesum_370";

/// What a text is to the model, which was trained with the two told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A question.
    Query,
    /// A text that may answer one.
    Passage,
}

impl Kind {
    /// What the model expects before such a text.
    pub(crate) fn prefix(self) -> &'static str {
        match self {
            Self::Query => "query: ",
            Self::Passage => "passage: ",
        }
    }
}

/// The files of the model as bytes, read from disk or part of the program.
pub struct ModelFiles {
    /// What they should be.
    pub manifest: Manifest,
    /// The content of [`Manifest::graph`].
    pub graph: Cow<'static, [u8]>,
    /// The content of [`Manifest::words`].
    pub words: Cow<'static, [u8]>,
    /// The content of [`Manifest::pieces`].
    pub pieces: Cow<'static, [u8]>,
}

/// Turns texts into vectors. Threads may share it: each call computes on one thread, and calls at the
/// same time run beside each other.
pub struct Encoder {
    tokenizer: Tokenizer,
    words: Words,
    model: Model,
    inputs: [NodeId; 2],
    sums: NodeId,
    /// Pools of one thread that wait for work; as many as there were calls at once.
    lanes: Mutex<Vec<Arc<ThreadPool>>>,
    fingerprint: Digest,
}

impl Encoder {
    /// Checks the files and loads the model from them. Of files that are part of the program (borrowed)
    /// the sizes are checked, of others the checksums too.
    ///
    /// # Errors
    /// [`Error::Damaged`] when a file is not the one in the manifest, [`Error::Unloadable`] when the
    /// runtime refuses the graph.
    pub fn new(files: ModelFiles) -> Result<Self, Error> {
        let ModelFiles { manifest, graph, words, pieces } = files;
        // Checksums take longest on processors without instructions for them: both halves at once.
        let (tables, model) = std::thread::scope(|scope| {
            let tables = scope.spawn(|| tables(&manifest, words, pieces));
            let model = network(&manifest.graph, graph);
            (tables.join(), model)
        });
        let (tokenizer, words) = match tables {
            Ok(tables) => tables?,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        let model = model?;
        let node = |name| model.node_id(name).map_err(|e| unloadable(&manifest.graph, &e));
        let (inputs, sums) = ([node(INPUTS[0])?, node(INPUTS[1])?], node(SUMS)?);
        let fingerprint = manifest.fingerprint();
        Ok(Self { tokenizer, words, model, inputs, sums, lanes: Mutex::default(), fingerprint })
    }

    /// The name of the model, see [`Manifest::fingerprint`].
    #[must_use]
    pub fn fingerprint(&self) -> Digest {
        self.fingerprint
    }

    /// A unit vector of [`DIMENSIONS`] numbers for each text, in their order. Computed on one thread.
    /// Of a text longer than the model's [`MAX_TOKENS`](crate::MAX_TOKENS) the beginning counts.
    ///
    /// # Errors
    /// [`Error::Run`] when the network fails.
    pub fn embed(&self, texts: &[&str], kind: Kind) -> Result<Vec<Vec<f32>>, Error> {
        let tokens: Vec<Vec<u16>> =
            texts.iter().map(|text| self.tokenizer.ids(&format!("{}{text}", kind.prefix()))).collect();
        let mut order: Vec<usize> = (0..texts.len()).collect();
        order.sort_by_key(|&n| tokens[n].len());

        let lane = self.lanes.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let lane = lane.unwrap_or_else(|| Arc::new(ThreadPool::with_num_threads(1)));
        let mut vectors = vec![Vec::new(); texts.len()];
        for batch in order.chunk_by(|&a, &b| tokens[a].len() == tokens[b].len()) {
            let len = batch.first().map_or(1, |&n| tokens[n].len());
            for pass in batch.chunks((PLACES / len).max(1)) {
                let rows: Vec<&[u16]> = pass.iter().map(|&n| tokens[n].as_slice()).collect();
                for (&n, vector) in pass.iter().zip(self.run(&rows, len, &lane)?) {
                    vectors[n] = vector;
                }
            }
        }
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner).push(lane);
        Ok(vectors)
    }

    /// One pass over texts of `len` tokens each.
    fn run(&self, texts: &[&[u16]], len: usize, lane: &Arc<ThreadPool>) -> Result<Vec<Vec<f32>>, Error> {
        let mut words = Vec::with_capacity(texts.len() * len * DIMENSIONS);
        texts.iter().copied().flatten().for_each(|&id| self.words.push_row(id, &mut words));
        let words = NdTensor::from_data([texts.len(), len, DIMENSIONS], words);
        let mask = NdTensor::full([texts.len(), len], 1f32);
        let inputs = vec![(self.inputs[0], words.into()), (self.inputs[1], mask.into())];
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(lane)));
        let [sums] = self
            .model
            .run_n(inputs, [self.sums], Some(options))
            .map_err(|e| Error::Run { message: e.to_string() })?;
        let sums: NdTensor<f32, 2> = sums.try_into().map_err(|_| wrong_output())?;
        if sums.shape() != [texts.len(), DIMENSIONS] {
            return Err(wrong_output());
        }
        Ok(sums.into_data().chunks_exact(DIMENSIONS).map(unit).collect())
    }
}

/// `vector` at length one; zeros stay zeros.
fn unit(vector: &[f32]) -> Vec<f32> {
    let length = vector.iter().map(|&x| f64::from(x) * f64::from(x)).sum::<f64>().sqrt();
    let scale = if length > 0.0 { 1.0 / length } else { 0.0 };
    #[expect(clippy::cast_possible_truncation, reason = "rounding to the precision of the input")]
    vector.iter().map(|&x| (f64::from(x) * scale) as f32).collect()
}

/// The tokeniser and the word rows, both checked.
fn tables(
    manifest: &Manifest,
    words: Cow<'static, [u8]>,
    pieces: Cow<'static, [u8]>,
) -> Result<(Tokenizer, Words), Error> {
    let damaged = |file: &ModelFile, why: Damage| file.damaged(why);
    manifest.pieces.verify_loaded(&pieces)?;
    let tokenizer = Tokenizer::new(pieces).map_err(|why| damaged(&manifest.pieces, why))?;
    manifest.words.verify_loaded(&words)?;
    let words = Words::new(words, tokenizer.vocabulary()).map_err(|why| damaged(&manifest.words, why))?;
    Ok((tokenizer, words))
}

/// The network. All operators of the runtime are registered: rten 0.27 cannot register `MatMulNBits`
/// alone.
fn network(file: &ModelFile, graph: Cow<'static, [u8]>) -> Result<Model, Error> {
    file.verify_loaded(&graph)?;
    let options = ModelOptions::with_all_ops();
    match graph {
        Cow::Borrowed(graph) => options.load_static_slice(graph),
        Cow::Owned(graph) => options.load(graph),
    }
    .map_err(|e| unloadable(file, &e))
}

fn unloadable(file: &ModelFile, error: &dyn std::error::Error) -> Error {
    Error::Unloadable { file: file.file.clone(), message: error.to_string() }
}

fn wrong_output() -> Error {
    Error::Run { message: "the output has another shape or type".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{Encoder, unit};

    #[test]
    fn threads_may_share_an_encoder() {
        fn check<T: Send + Sync>() {}
        check::<Encoder>();
    }

    #[test]
    fn a_vector_gets_length_one_and_zero_stays() {
        assert_eq!(unit(&[3.0, -4.0]), [0.6, -0.8]);
        assert_eq!(unit(&[0.0, 0.0]), [0.0, 0.0]);
    }
}
