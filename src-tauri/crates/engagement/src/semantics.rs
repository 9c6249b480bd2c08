//! The semantic model beside the words: loaded on a thread of its own while the index is built, waited
//! for by the first question and never by a search. Without it the program says why and goes on by
//! words; nothing here is an error.

use crate::shipped;
use kotae_matching::{Matcher, Meaning, Role, Vectors, texts};
use kotae_meaning::{Encoder, Item, Kind, Manifest, ModelFiles, Vectors as Stored};
use kotae_standard::{Annotations, Standard};
use std::borrow::Cow;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread::JoinHandle;

/// The model's files and the vectors made with it, as bytes.
#[derive(Debug, Clone)]
pub struct ModelBytes {
    /// manifest.toml: what the other files should be.
    pub manifest: Cow<'static, str>,
    /// The network.
    pub graph: Cow<'static, [u8]>,
    /// The word rows.
    pub words: Cow<'static, [u8]>,
    /// The tokeniser's pieces.
    pub pieces: Cow<'static, [u8]>,
    /// Vectors of everything that questions are held against.
    pub vectors: Cow<'static, [u8]>,
}

impl ModelBytes {
    /// What is part of the program.
    #[must_use]
    pub fn shipped() -> Self {
        shipped::model()
    }
}

/// The model on its way.
pub(crate) struct Semantics {
    thread: Mutex<Option<JoinHandle<Result<Loaded, kotae_meaning::Error>>>>,
    model: OnceLock<Result<Arc<Model>, String>>,
}

type Loaded = (Encoder, Vectors);

/// The encoder behind matching's seam.
struct Model {
    encoder: Encoder,
    /// Why a question could not be computed, the first time.
    failure: OnceLock<String>,
}

impl Semantics {
    /// Begins to load; without bytes there is nothing to load and nothing to complain of.
    pub(crate) fn load(
        bytes: Option<ModelBytes>,
        standard: &Arc<Standard>,
        annotations: &Arc<Annotations>,
    ) -> Self {
        let thread = bytes.map(|bytes| {
            let (standard, annotations) = (Arc::clone(standard), Arc::clone(annotations));
            std::thread::spawn(move || read(bytes, &standard, &annotations))
        });
        Self { thread: Mutex::new(thread), model: OnceLock::new() }
    }

    /// Waits until the model has been given to `matcher` or it is clear that there is none.
    pub(crate) fn ready(&self, matcher: &Matcher) {
        self.model.get_or_init(|| {
            let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
            let Some(thread) = thread else { return Err(String::new()) };
            let (encoder, vectors) = match thread.join() {
                Ok(loaded) => loaded.map_err(|e| e.to_string())?,
                Err(panic) => std::panic::resume_unwind(panic),
            };
            let model = Arc::new(Model { encoder, failure: OnceLock::new() });
            let seam: Arc<dyn Meaning> = Arc::<Model>::clone(&model);
            matcher.add_meaning(seam, &vectors).map_err(|e| e.to_string())?;
            Ok(model)
        });
    }

    /// Why questions are matched by words alone, if they are though a model was asked for.
    pub(crate) fn notice(&self) -> Option<&str> {
        let said = match self.model.get()? {
            Ok(model) => model.failure.get()?,
            Err(why) => why,
        };
        Some(said.as_str()).filter(|s| !s.is_empty())
    }
}

fn read(
    bytes: ModelBytes,
    standard: &Standard,
    annotations: &Annotations,
) -> Result<Loaded, kotae_meaning::Error> {
    let manifest = Manifest::parse(&bytes.manifest)?;
    let encoder =
        Encoder::new(ModelFiles { manifest, graph: bytes.graph, words: bytes.words, pieces: bytes.pieces })?;
    let wanted = texts(standard, annotations);
    let items: Vec<Item<'_>> =
        (0u32..).zip(&wanted).map(|(key, (role, text))| Item { key, text, kind: kind(*role) }).collect();
    let stored = Stored::read(bytes.vectors, encoder.fingerprint(), &items)?;
    let stale = kotae_meaning::Error::Stale { of: kotae_meaning::Stale::Texts };
    let vectors = Vectors::new((0..stored.len()).filter_map(|n| stored.vector(n)));
    Ok((encoder, vectors.ok_or(stale)?))
}

fn kind(role: Role) -> Kind {
    match role {
        Role::Question => Kind::Query,
        Role::Passage => Kind::Passage,
    }
}

impl Meaning for Model {
    fn embed(&self, texts: &[(Role, &str)]) -> Vec<Vec<f32>> {
        let one = |&(role, text): &(Role, &str)| Ok(self.encoder.embed(&[text], kind(role))?.pop());
        match texts.iter().map(one).collect::<Result<Option<Vec<_>>, kotae_meaning::Error>>() {
            Ok(vectors) => vectors.unwrap_or_default(),
            Err(e) => {
                self.failure.get_or_init(|| e.to_string());
                Vec::new()
            }
        }
    }
}
