//! Vectors of texts computed once and kept: the standard's responses and sentences, anticipated
//! questions. Takes an encoder and texts, or bytes written earlier; gives similarities to a question.
//! Where the bytes are kept, and what the keys mean, is left to others.
//!
//! The file, little-endian: `KOTAEVC1`; the SHA-256 of everything behind it; the fingerprint of the
//! model; the SHA-256 of all items; u32 number of vectors n; then n × u32 keys, n × 8 bytes that name
//! the text, n × f32 scales, n × 384 × i8 codes. A number of a vector is code × scale: a similarity is
//! off by less than 0.002 (measured: 0.0003 on average).

use crate::encoder::{Encoder, Kind};
use crate::error::{Damage, Error, Stale};
use crate::manifest::Digest;
use crate::words::DIMENSIONS;
use sha2::{Digest as _, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::{ControlFlow, Range};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The first bytes of the file.
const MAGIC: &[u8; 8] = b"KOTAEVC1";
/// Bytes before the keys.
const HEADER: usize = 8 + 3 * 32 + 4;
/// Bytes of one vector besides its codes: key, name of the text, scale.
const ASIDE: usize = 4 + 8 + 4;
/// The largest code.
const CODE_MAX: f32 = 127.0;
/// The largest code of a question's vector: with it the sum over 384 products stays below 2³¹.
const QUERY_MAX: f32 = 32_767.0;
/// Texts handed to a thread at a time: enough of the same length to fill passes, few enough to share.
const SHARE: usize = 256;

/// A text whose vector is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item<'a> {
    /// What the caller calls it; need not be unique.
    pub key: u32,
    /// The text.
    pub text: &'a str,
    /// What it is to the model.
    pub kind: Kind,
}

/// Vectors of items, in the order of the items.
#[derive(Clone)]
pub struct Vectors {
    bytes: Cow<'static, [u8]>,
    count: usize,
}

impl Vectors {
    /// Computes the vectors of `items` on all processors.
    ///
    /// # Errors
    /// [`Error::Run`] when the model fails.
    pub fn build(encoder: &Encoder, items: &[Item<'_>]) -> Result<Self, Error> {
        Self::update(encoder, items, None, &|_| ControlFlow::Continue(()))
    }

    /// Computes the vectors of `items`, taking from `known` those of texts it has by the same model.
    /// `on_step` is told how many texts were computed of how many, and can stop the work.
    ///
    /// # Errors
    /// [`Error::Run`] when the model fails, [`Error::Cancelled`] when `on_step` breaks.
    pub fn update(
        encoder: &Encoder,
        items: &[Item<'_>],
        known: Option<&Self>,
        on_step: &(dyn Fn(Progress) -> ControlFlow<()> + Sync),
    ) -> Result<Self, Error> {
        let names: Vec<[u8; 8]> = items.iter().map(name).collect();
        let known = known.filter(|k| k.digest_at(FINGERPRINT) == encoder.fingerprint());
        let kept: BTreeMap<[u8; 8], usize> =
            known.map(|k| (0..k.count).map(|n| (k.name_at(n), n)).collect()).unwrap_or_default();

        let missing: Vec<usize> = (0..items.len()).filter(|&n| !kept.contains_key(&names[n])).collect();
        let computed = compute(encoder, items, &missing, on_step)?;

        let mut rows: Vec<(f32, Cow<'_, [u8]>)> = vec![(0.0, Cow::Borrowed(&[])); items.len()];
        for (&n, vector) in missing.iter().zip(&computed) {
            let (scale, codes) = quantised(vector);
            rows[n] = (scale, codes.into());
        }
        if let Some(known) = known {
            for (row, name) in rows.iter_mut().zip(&names) {
                if let Some(&n) = kept.get(name) {
                    *row = (known.scale(n), known.codes(n).into());
                }
            }
        }
        Ok(Self { bytes: write(encoder.fingerprint(), items, &names, &rows).into(), count: items.len() })
    }

    /// Reads what [`Vectors::as_bytes`] gave, when it was made from these items by this model.
    ///
    /// # Errors
    /// [`Error::BrokenVectors`] when the bytes are damaged; [`Error::Stale`] when they are whole, but
    /// of other items or another model: [`Vectors::read_any`] and [`Vectors::update`] then compute
    /// only what is missing.
    pub fn read(
        bytes: impl Into<Cow<'static, [u8]>>,
        model: Digest,
        items: &[Item<'_>],
    ) -> Result<Self, Error> {
        let vectors = Self::read_any(bytes)?;
        if vectors.digest_at(FINGERPRINT) != model {
            return Err(Error::Stale { of: Stale::Model });
        }
        if vectors.digest_at(ITEMS) != digest(items) {
            return Err(Error::Stale { of: Stale::Texts });
        }
        Ok(vectors)
    }

    /// Reads what [`Vectors::as_bytes`] gave, whatever it was made from.
    ///
    /// # Errors
    /// [`Error::BrokenVectors`] when the bytes are damaged.
    pub fn read_any(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, Error> {
        let bytes = bytes.into();
        let broken = |why| Error::BrokenVectors { why };
        if !bytes.starts_with(MAGIC) {
            return Err(broken(Damage::Content));
        }
        let found = bytes.len() as u64;
        let count = bytes.get(HEADER - 4..).and_then(|b| b.first_chunk()).map(|b| u32::from_le_bytes(*b));
        let expected = HEADER as u64 + u64::from(count.unwrap_or(0)) * (ASIDE + DIMENSIONS) as u64;
        let count = count.filter(|_| expected == found).and_then(|count| usize::try_from(count).ok());
        let count = count.ok_or(broken(Damage::Length { expected, found }))?;
        let vectors = Self { bytes, count };
        if vectors.digest_at(CHECKSUM) != Digest::from(Sha256::digest(&vectors.bytes[CHECKSUM.end..])) {
            return Err(broken(Damage::Checksum));
        }
        Ok(vectors)
    }

    /// The vectors as they are kept.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The items' keys, in the order of the items.
    pub fn keys(&self) -> impl Iterator<Item = u32> {
        let keys = &self.bytes[self.table(0, 4)];
        keys.as_chunks().0.iter().map(|key| u32::from_le_bytes(*key))
    }

    /// The vector of item `n`, [`DIMENSIONS`] numbers, of length one but for rounding; `None` when
    /// there are not as many items.
    #[must_use]
    pub fn vector(&self, n: usize) -> Option<Vec<f32>> {
        let scale = (n < self.count).then(|| self.scale(n))?;
        Some(self.codes(n).iter().map(|code| f32::from(code.cast_signed()) * scale).collect())
    }

    /// How similar each item is to `query`, a unit vector of [`DIMENSIONS`] numbers, in the order of
    /// the items: the cosine of the angle. Texts of this model that have nothing to do with each other
    /// are at about 0.75. The same on every processor.
    #[must_use]
    pub fn similarities(&self, query: &[f32]) -> Vec<f32> {
        let largest = query.iter().fold(0f32, |max, x| max.max(x.abs()));
        let scale = if largest > 0.0 && largest.is_finite() { largest / QUERY_MAX } else { 1.0 };
        #[expect(clippy::cast_possible_truncation, reason = "scaled to fit; what is no number becomes 0")]
        let query: Vec<i16> = query.iter().map(|x| (x / scale).round() as i16).collect();
        let codes = self.bytes[self.table(ASIDE, DIMENSIONS)].chunks_exact(DIMENSIONS);
        let scales = self.bytes[self.table(ASIDE - 4, 4)].as_chunks().0.iter();
        codes
            .zip(scales)
            .map(|(codes, own)| product(codes, &query) * scale * f32::from_le_bytes(*own))
            .collect()
    }

    /// Where a table lies whose entries have `width` bytes, behind tables of `before` bytes an entry.
    fn table(&self, before: usize, width: usize) -> Range<usize> {
        let start = HEADER + self.count * before;
        start..start + self.count * width
    }

    fn name_at(&self, n: usize) -> [u8; 8] {
        self.bytes[self.table(4, 8)].as_chunks().0[n]
    }

    fn scale(&self, n: usize) -> f32 {
        f32::from_le_bytes(self.bytes[self.table(ASIDE - 4, 4)].as_chunks().0[n])
    }

    fn codes(&self, n: usize) -> &[u8] {
        &self.bytes[self.table(ASIDE, DIMENSIONS)][n * DIMENSIONS..][..DIMENSIONS]
    }

    fn digest_at(&self, place: Range<usize>) -> Digest {
        let mut digest = Digest::default();
        digest.copy_from_slice(&self.bytes[place]);
        digest
    }
}

/// How far [`Vectors::update`] has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Texts computed so far.
    pub done: usize,
    /// Texts to compute.
    pub of: usize,
}

const CHECKSUM: Range<usize> = 8..40;
const FINGERPRINT: Range<usize> = 40..72;
const ITEMS: Range<usize> = 72..104;

/// The sum of products of a stored vector's codes and a question's.
fn product(codes: &[u8], query: &[i16]) -> f32 {
    let sum: i32 =
        codes.iter().zip(query).map(|(&code, &q)| i32::from(code.cast_signed()) * i32::from(q)).sum();
    #[expect(clippy::cast_precision_loss, reason = "seven digits are more than the codes have")]
    let sum = sum as f32;
    sum
}

/// A vector as a scale and codes.
fn quantised(vector: &[f32]) -> (f32, Vec<u8>) {
    let largest = vector.iter().fold(0f32, |max, x| max.max(x.abs()));
    if largest == 0.0 {
        return (0.0, vec![0; vector.len()]);
    }
    let scale = largest / CODE_MAX;
    #[expect(clippy::cast_possible_truncation, reason = "scaled to fit")]
    (scale, vector.iter().map(|x| ((x / scale).round() as i8).cast_unsigned()).collect())
}

/// What tells one text from another when vectors are taken over.
fn name(item: &Item<'_>) -> [u8; 8] {
    let mut hash = Sha256::new();
    hash.update(item.kind.prefix());
    hash.update(item.text);
    let mut name = [0; 8];
    name.copy_from_slice(&hash.finalize()[..8]);
    name
}

/// What all items are made from, in their order.
fn digest(items: &[Item<'_>]) -> Digest {
    let mut hash = Sha256::new();
    for item in items {
        hash.update(item.key.to_le_bytes());
        hash.update(item.kind.prefix());
        hash.update((item.text.len() as u64).to_le_bytes());
        hash.update(item.text);
    }
    hash.finalize().into()
}

/// The vectors of the items at `places`, in that order, on all processors.
fn compute(
    encoder: &Encoder,
    items: &[Item<'_>],
    places: &[usize],
    on_step: &(dyn Fn(Progress) -> ControlFlow<()> + Sync),
) -> Result<Vec<Vec<f32>>, Error> {
    // Texts of a kind and of about the same length side by side, so that passes are full.
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|&n| {
        let item = &items[places[n]];
        (item.kind, item.text.len())
    });
    let shares: Vec<&[usize]> = order
        .chunk_by(|&a, &b| items[places[a]].kind == items[places[b]].kind)
        .flat_map(|kind| kind.chunks(SHARE))
        .collect();
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let work = || -> Result<Vec<(usize, Vec<f32>)>, Error> {
        let mut out = Vec::new();
        while let Some(share) = shares.get(next.fetch_add(1, Ordering::Relaxed)) {
            let texts: Vec<&str> = share.iter().map(|&n| items[places[n]].text).collect();
            let kind = items[places[share[0]]].kind;
            out.extend(share.iter().copied().zip(encoder.embed(&texts, kind)?));
            let done = done.fetch_add(share.len(), Ordering::Relaxed) + share.len();
            if on_step(Progress { done, of: places.len() }).is_break() {
                next.store(shares.len(), Ordering::Relaxed);
                return Err(Error::Cancelled);
            }
        }
        Ok(out)
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(shares.len());
    let results: Vec<_> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        running.into_iter().map(std::thread::ScopedJoinHandle::join).collect()
    });
    let mut vectors = vec![Vec::new(); places.len()];
    for result in results {
        let part = result.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        part.into_iter().for_each(|(n, vector)| vectors[n] = vector);
    }
    Ok(vectors)
}

/// The file.
fn write(model: Digest, items: &[Item<'_>], names: &[[u8; 8]], rows: &[(f32, Cow<'_, [u8]>)]) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    out.extend([0; 32]);
    out.extend(model);
    out.extend(digest(items));
    out.extend(u32::try_from(items.len()).unwrap_or(u32::MAX).to_le_bytes());
    items.iter().for_each(|item| out.extend(item.key.to_le_bytes()));
    names.iter().for_each(|name| out.extend(name));
    rows.iter().for_each(|(scale, _)| out.extend(scale.to_le_bytes()));
    rows.iter().for_each(|(_, codes)| out.extend(codes.iter()));
    let checksum = Digest::from(Sha256::digest(&out[CHECKSUM.end..]));
    out[CHECKSUM].copy_from_slice(&checksum);
    out
}
