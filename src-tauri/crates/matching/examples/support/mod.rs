//! What the examples share: the project's data, labelled questions, stored vectors.
#![allow(dead_code, unreachable_pub)]

use kotae_matching::training::Labelled;
use kotae_matching::{Meaning, Role};
use kotae_meaning::{Encoder, Item, Kind, Manifest, ModelFile, ModelFiles, Vectors as Stored};
use kotae_standard::{Annotations, Standard, parse};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::error::Error;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// A labelled question.
#[derive(Deserialize)]
pub struct Record {
    pub id: String,
    pub question: String,
    #[serde(default)]
    pub context: String,
    pub best: Vec<String>,
    pub ok: Vec<String>,
}

/// The folder data/.
pub fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../data")
}

/// The document and its annotations.
pub fn standard() -> Result<(Standard, Annotations), Box<dyn Error>> {
    let document = std::fs::read_to_string(data().join("standard/company-core-security-standard-v2.00.md"))?;
    let mut files = Vec::new();
    for entry in std::fs::read_dir(data().join("annotations"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "toml") {
            files.push((path.display().to_string(), std::fs::read_to_string(&path)?));
        }
    }
    files.sort();
    let annotations = Annotations::parse(files.iter().map(|(n, t)| (n.as_str(), t.as_str())))?;
    Ok((parse(&document)?, annotations))
}

/// The questions of a JSONL file.
pub fn records(path: &str) -> Result<Vec<Record>, Box<dyn Error>> {
    let text = std::fs::read_to_string(path)?;
    Ok(text.lines().filter(|l| !l.trim().is_empty()).map(serde_json::from_str).collect::<Result<_, _>>()?)
}

/// The same as the training takes them.
pub fn labelled(path: &str) -> Result<Vec<Labelled>, Box<dyn Error>> {
    let right = |r: &Record| r.best.iter().chain(&r.ok).filter_map(|id| id.parse().ok()).collect();
    Ok(records(path)?
        .into_iter()
        .map(|r| Labelled { right: right(&r), question: r.question, context: r.context })
        .collect())
}

/// The shipped model, with the vectors of texts known beforehand.
pub struct Model {
    encoder: Encoder,
    known: BTreeMap<(Role, String), Vec<f32>>,
    stored: Stored,
}

impl Meaning for Model {
    fn embed(&self, texts: &[(Role, &str)]) -> Vec<Vec<f32>> {
        let one = |&(role, text): &(Role, &str)| {
            let found = self.known.get(&(role, text.to_owned())).cloned();
            found.or_else(|| self.encoder.embed(&[text], kind(role)).ok()?.pop())
        };
        texts.iter().map(one).collect::<Option<Vec<_>>>().unwrap_or_default()
    }
}

fn kind(role: Role) -> Kind {
    match role {
        Role::Question => Kind::Query,
        Role::Passage => Kind::Passage,
    }
}

/// Texts as the stored vectors want them.
fn items(texts: &[(Role, String)]) -> Vec<Item<'_>> {
    (0u32..).zip(texts).map(|(key, (role, text))| Item { key, text, kind: kind(*role) }).collect()
}

/// The file with the vectors of everything that questions are held against.
pub fn vectors_file() -> PathBuf {
    data().join("matching/vectors.bin")
}

impl Model {
    /// Vectors of texts in the form in which they are shipped.
    pub fn stored(&self, texts: &[(Role, String)]) -> Result<Stored, Box<dyn Error>> {
        Ok(Stored::update(&self.encoder, &items(texts), Some(&self.stored), &|_| ControlFlow::Continue(()))?)
    }
}

/// The shipped model with the vectors of `texts`, which are taken from `cache` or else from the
/// committed file as far as they are there; what had to be computed is kept in `cache`.
pub fn model(texts: &[(Role, String)], cache: Option<&Path>) -> Result<Model, Box<dyn Error>> {
    let folder = data().join("model");
    let manifest = Manifest::parse(&std::fs::read_to_string(folder.join("manifest.toml"))?)?;
    let content = |file: &ModelFile| std::fs::read(folder.join(&file.file));
    let (graph, words) = (content(&manifest.graph)?.into(), content(&manifest.words)?.into());
    let pieces = content(&manifest.pieces)?.into();
    let encoder = Encoder::new(ModelFiles { manifest, graph, words, pieces })?;
    let kept = cache.filter(|c| c.exists()).map_or_else(vectors_file, Path::to_owned);
    let kept = std::fs::read(kept).ok().and_then(|bytes| Stored::read_any(bytes).ok());
    let stored = Stored::update(&encoder, &items(texts), kept.as_ref(), &|_| ControlFlow::Continue(()))?;
    if let Some(cache) = cache {
        std::fs::write(cache, stored.as_bytes())?;
    }
    let vectors = (0..stored.len()).filter_map(|n| stored.vector(n));
    let known = texts.iter().cloned().zip(vectors).collect();
    Ok(Model { encoder, known, stored })
}
