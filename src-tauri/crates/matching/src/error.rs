//! Why a matcher could not be made or asked.

/// Why a matcher could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The index in memory could not be built.
    #[error("検索の索引を作成できません: {0} (the search index could not be built)")]
    Index(#[from] tantivy::TantivyError),
    /// The committed weights do not parse.
    #[error("data/matching/weights.toml を読めません: {0} (the ranking weights do not parse)")]
    Weights(#[from] toml::de::Error),
}
