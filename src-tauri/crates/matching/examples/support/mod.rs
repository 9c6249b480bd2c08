//! What the examples share: the project's data, labelled questions, stored vectors.
#![allow(dead_code, unreachable_pub)]

use kotae_matching::{Meaning, Role};
use kotae_standard::{Annotations, Standard, parse};
use serde::Deserialize;
use std::collections::HashMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;

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

/// Vectors made elsewhere.
struct Stored(HashMap<(Role, String), Vec<f32>>);

impl Meaning for Stored {
    fn embed(&self, texts: &[(Role, &str)]) -> Vec<Vec<f32>> {
        let found = texts.iter().map(|&(r, t)| self.0.get(&(r, t.to_owned())).cloned());
        found.collect::<Option<Vec<_>>>().unwrap_or_default()
    }
}

/// Reads vectors: `KVEC`, count and width (u32), then for each text its role (0 question, 1 passage),
/// its length in bytes (u32), its bytes and the numbers (f32); all little endian.
pub fn stored(path: &str) -> Result<Arc<dyn Meaning>, Box<dyn Error>> {
    let bytes = std::fs::read(path)?;
    let mut rest = bytes.strip_prefix(b"KVEC").ok_or("no vectors file")?;
    let mut take = |n: usize| -> Result<&[u8], Box<dyn Error>> {
        let (head, tail) = rest.split_at_checked(n).ok_or("the vectors file ends early")?;
        rest = tail;
        Ok(head)
    };
    let number = |b: &[u8]| b.iter().rev().fold(0usize, |n, &x| n << 8 | usize::from(x));
    let (count, width) = (number(take(4)?), number(take(4)?));
    let mut out = HashMap::new();
    for _ in 0..count {
        let role = if take(1)?[0] == 0 { Role::Question } else { Role::Passage };
        let length = number(take(4)?);
        let text = String::from_utf8(take(length)?.to_vec())?;
        let vector =
            take(4 * width)?.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        out.insert((role, text), vector);
    }
    Ok(Arc::new(Stored(out)))
}
