//! Why a matcher could not be made.

/// Why a matcher could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The index in memory could not be built.
    #[error("検索の索引を作成できません: {0} (the search index could not be built)")]
    Index(#[from] tantivy::TantivyError),
    /// The committed weights do not parse.
    #[error("data/matching/weights.toml を読めません: {0} (the ranking weights do not parse)")]
    Weights(#[source] toml::de::Error),
    /// The committed weights name a feature that the program does not know.
    #[error(
        "data/matching/weights.toml の「{name}」という特徴量はありません。make train を実行してください (unknown feature)"
    )]
    UnknownFeature {
        /// As it stands in the file.
        name: String,
    },
    /// The committed wording model has the wrong length.
    #[error(
        "data/matching/wording.bin の長さ（{length} バイト）が違います。make train を実行してください (wrong length)"
    )]
    Wording {
        /// Bytes in the file.
        length: usize,
    },
    /// The table of kinds asked for does not parse.
    #[error("data/matching/asks.toml を読めません: {0} (the table of kinds asked for does not parse)")]
    Asks(#[source] toml::de::Error),
    /// The table of facets does not parse.
    #[error("data/matching/facets.toml を読めません: {0} (the table of facets does not parse)")]
    Facets(#[source] toml::de::Error),
    /// Its names are not those of the program.
    #[error(
        "data/matching/facets.toml の名前がプログラムと一致しません: {names} (the table of facets has other names)"
    )]
    FacetNames {
        /// Those of the table.
        names: String,
    },
    /// There is not one vector for each text.
    #[error(
        "ベクトルの数（{given}）が文の数（{wanted}）と一致しません。作り直してください (stale vectors: expected {wanted}, got {given})"
    )]
    Vectors {
        /// How many texts there are.
        wanted: usize,
        /// How many vectors were given.
        given: usize,
    },
    /// The training questions do not parse.
    #[error("{file}: 学習用の質問を読めません: {cause} (training questions do not parse)")]
    Practice {
        /// Which file.
        file: &'static str,
        /// What the parser says.
        cause: toml::de::Error,
    },
    /// A line of a practice sheet is no record.
    #[error("{file} {line}行目を読めません: {cause} (a practice question does not parse)")]
    Sheet {
        /// Which file.
        file: &'static str,
        /// Counted from 1.
        line: usize,
        /// What the parser says.
        cause: String,
    },
    /// The trained weights could not be written as TOML.
    #[error("重みを TOML にできません: {0} (the weights could not be written)")]
    Write(#[source] toml::ser::Error),
}
