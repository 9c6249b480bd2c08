//! What can go wrong between the model's files and a vector. Messages name the file and say what to
//! do, in Japanese and then in English; without a model the program goes on lexically.

/// Why there is no encoder, no vector or no stored vectors.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The list of the model's files cannot be read.
    #[error(
        "意味検索モデルの一覧（manifest.toml）を読めません: {message}。プログラムを入れ直してください \
         (the model's manifest.toml does not parse: {message}; install the program again)"
    )]
    Manifest {
        /// What the parser says, or which entry is wrong.
        message: String,
    },
    /// A file of the model is not, byte for byte, the one in the manifest.
    #[error(
        "意味検索モデルのファイル「{file}」が壊れています（{}）。プログラムを入れ直してください。\
         それまでは文字による検索だけで動きます \
         (the model file {file} is damaged: {}; install the program again, until then the search is by words only)",
        .why.ja(), .why.en()
    )]
    Damaged {
        /// The file's name in the manifest.
        file: String,
        /// How the damage shows.
        why: Damage,
    },
    /// The files are the right ones, but the runtime refuses the network in them.
    #[error(
        "意味検索モデル「{file}」を読み込めません: {message}。文字による検索だけで動きます \
         (the model {file} cannot be loaded: {message}; the search is by words only)"
    )]
    Unloadable {
        /// The file's name in the manifest.
        file: String,
        /// What the runtime says.
        message: String,
    },
    /// The network failed on a text.
    #[error(
        "意味検索モデルの計算に失敗しました: {message}。文字による検索だけで続けます \
         (the model failed to run: {message}; going on by words only)"
    )]
    Run {
        /// What the runtime says.
        message: String,
    },
    /// Stored vectors that are no such file, or a damaged one.
    #[error(
        "保存済みの意味ベクトルが壊れています（{}）。作り直してください \
         (the stored vectors are damaged: {}; compute them again)",
        .why.ja(), .why.en()
    )]
    BrokenVectors {
        /// How the damage shows.
        why: Damage,
    },
    /// A person stopped the computing of vectors.
    #[error("中止しました (cancelled)")]
    Cancelled,
    /// Stored vectors were made from other texts or by another model: compute them again.
    #[error(
        "保存済みの意味ベクトルは{}ものです。作り直してください \
         (the stored vectors were made {}; compute them again)",
        .of.ja(), .of.en()
    )]
    Stale {
        /// What they were made from.
        of: Stale,
    },
}

/// How damage to a file shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// It is shorter or longer than it should be.
    Length {
        /// Bytes it should have.
        expected: u64,
        /// Bytes it has.
        found: u64,
    },
    /// Its SHA-256 is another.
    Checksum,
    /// What its header or tables say cannot be.
    Content,
}

impl Damage {
    fn ja(self) -> String {
        match self {
            Self::Length { expected, found } => {
                format!("大きさが{expected}バイトではなく{found}バイト")
            }
            Self::Checksum => "SHA-256が一致しない".to_owned(),
            Self::Content => "内容が不正".to_owned(),
        }
    }

    fn en(self) -> String {
        match self {
            Self::Length { expected, found } => format!("{found} bytes instead of {expected}"),
            Self::Checksum => "its SHA-256 differs".to_owned(),
            Self::Content => "its content makes no sense".to_owned(),
        }
    }
}

/// What stored vectors were made from, when not from what is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stale {
    /// Another model, or the same one used in another way.
    Model,
    /// Other texts, keys or kinds, or another order of them.
    Texts,
}

impl Stale {
    fn ja(self) -> &'static str {
        match self {
            Self::Model => "別のモデルで作られた",
            Self::Texts => "別の文章から作られた",
        }
    }

    fn en(self) -> &'static str {
        match self {
            Self::Model => "by another model",
            Self::Texts => "from other texts",
        }
    }
}
