//! What can stop a job, and what the person is told.

use crate::language::Lang;
use std::path::PathBuf;

/// Why a job could not go on.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file could not be read.
    #[error("{}: {source}", path.display())]
    Read {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The customer's workbook was refused.
    #[error("{}: {source}", path.display())]
    Workbook {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: kotae_workbook::Error,
    },
    /// A JSON file given with the job is not of the expected shape.
    #[error("{}: {why}", path.display())]
    Json {
        /// Which file.
        path: PathBuf,
        /// What is wrong and where.
        why: String,
    },
    /// A list of names is in no encoding that is known.
    #[error("{}: no text", path.display())]
    Names {
        /// Which file.
        path: PathBuf,
    },
    /// No sheet of the workbook looks like a questionnaire.
    #[error("{}: no questions found", path.display())]
    NoQuestions {
        /// Which file.
        path: PathBuf,
    },
    /// The output would overwrite the customer's own file, or two outputs are one file.
    #[error("{}: output collides with {}", path.display(), with.display())]
    Collision {
        /// The output.
        path: PathBuf,
        /// What it collides with.
        with: PathBuf,
    },
    /// The output exists already.
    #[error("{}: exists", path.display())]
    Exists {
        /// The output.
        path: PathBuf,
    },
    /// The output would carry names of other customers, and nobody has said that it may.
    #[error("{name}: names of other customers at {places}")]
    OtherCustomers {
        /// Name of the customer's file.
        name: String,
        /// Where: `質問票 E12`, separated by 、.
        places: String,
    },
    /// The output cannot have the format that its name says.
    #[error("{}: {source}", path.display())]
    OutputFormat {
        /// The output.
        path: PathBuf,
        /// Why.
        source: kotae_workbook::Error,
    },
    /// The output's name says another format than the one it is written in.
    #[error("{}: would be .{format}", path.display())]
    OutputName {
        /// The output.
        path: PathBuf,
        /// What it would be.
        format: String,
    },
    /// Two outputs were given one name.
    #[error("{}: named twice", path.display())]
    SameOutput {
        /// The output.
        path: PathBuf,
    },
    /// The password could not be read.
    #[error("the password is no UTF-8 text")]
    PasswordText,
    /// The output could not be written.
    #[error("{}: {source}", path.display())]
    Write {
        /// The output.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Of outputs that belong together one could not be written, and those before it stay behind.
    #[error("{error}; left behind: {}", left.display())]
    Half {
        /// Why.
        error: Box<Error>,
        /// One that could not be taken away again.
        left: PathBuf,
    },
    /// The review workbook could not be made.
    #[error(transparent)]
    Report(#[from] kotae_report::Error),
    /// The shipped document does not parse.
    #[error(transparent)]
    Standard(#[from] kotae_standard::ParseError),
    /// The shipped annotations do not parse.
    #[error(transparent)]
    Annotations(#[from] kotae_standard::AnnotationError),
    /// The index could not be built.
    #[error(transparent)]
    Matching(#[from] kotae_matching::Error),
    /// A person stopped the job.
    #[error("cancelled")]
    Cancelled,
    /// Another window or process has the questionnaire open.
    #[error("{name}: open elsewhere")]
    Busy {
        /// Name of the customer's file.
        name: String,
    },
    /// What is kept of a questionnaire cannot be read or written.
    #[error("{}: {source}", path.display())]
    Store {
        /// The file that keeps it.
        path: PathBuf,
        /// What the database said.
        source: rusqlite::Error,
    },
    /// What is kept was written by a newer version of this program.
    #[error("{}: written by a newer version", path.display())]
    Newer {
        /// The file that keeps it.
        path: PathBuf,
    },
    /// Nothing is kept under this id.
    #[error("nothing is kept under {id}")]
    NotKept {
        /// The id.
        id: String,
    },
    /// A person's act was refused.
    #[error(transparent)]
    Refused(#[from] kotae_review::Refusal),
    /// A correction of the layout, or a request for a part of the sheet, names something that is not there.
    #[error("{0}")]
    NoSuchPlace(String),
}

/// How a job ended, as exit status and window need to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// What was asked for contradicts itself.
    WrongUsage,
    /// The input was refused.
    InputRefused,
    /// The output could not be written.
    OutputRefused,
    /// Anything else.
    Failed,
}

impl Error {
    /// What kind of end this is.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::Read { .. }
            | Self::Workbook { .. }
            | Self::Json { .. }
            | Self::Names { .. }
            | Self::PasswordText
            | Self::NoQuestions { .. } => Outcome::InputRefused,
            Self::SameOutput { .. } => Outcome::WrongUsage,
            Self::Collision { .. }
            | Self::Exists { .. }
            | Self::OtherCustomers { .. }
            | Self::OutputFormat { .. }
            | Self::OutputName { .. }
            | Self::Write { .. }
            | Self::Half { .. }
            | Self::Report(_) => Outcome::OutputRefused,
            Self::Standard(_)
            | Self::Annotations(_)
            | Self::Matching(_)
            | Self::Cancelled
            | Self::Busy { .. }
            | Self::Store { .. }
            | Self::Newer { .. }
            | Self::NotKept { .. }
            | Self::Refused(_)
            | Self::NoSuchPlace(_) => Outcome::Failed,
        }
    }

    /// Would the file open with its password?
    #[must_use]
    pub fn wants_password(&self) -> bool {
        use kotae_workbook::Error::{Encrypted, WrongPassword};
        matches!(self, Self::Workbook { source: Encrypted | WrongPassword, .. })
    }

    /// What the person is told: what happened, where, and what to do.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let ja = lang == Lang::Ja;
        match self {
            Self::Read { path, source } => {
                let why = io_reason(source, lang);
                if ja {
                    format!("開けませんでした：{}（{why}）", path.display())
                } else {
                    format!("cannot open {}: {why}", path.display())
                }
            }
            Self::Workbook { path, source } => {
                let why = lang.of_engine(&source.to_string());
                if ja {
                    format!("開けませんでした：{}：{why}", path.display())
                } else {
                    format!("{} was refused: {why}", path.display())
                }
            }
            Self::Json { path, why } => {
                let why = lang.of_engine(why);
                if ja {
                    format!("読み取れませんでした：{}：{why}", path.display())
                } else {
                    format!("cannot read {}: {why}", path.display())
                }
            }
            Self::Names { path } => {
                if ja {
                    format!(
                        "名前の一覧を読み取れませんでした：{}。文字コードを UTF-8 か Shift-JIS にして保存し直してください",
                        path.display()
                    )
                } else {
                    format!(
                        "the list of names {} cannot be read: save it as UTF-8 or Shift-JIS text",
                        path.display()
                    )
                }
            }
            Self::NoQuestions { path } => {
                if ja {
                    format!(
                        "{} には質問が見つかりませんでした。kotae inspect --explain で理由を見て、--layout で列を指定してください",
                        path.display()
                    )
                } else {
                    format!(
                        "no questions were found in {}: see why with kotae inspect --explain, then name the columns with --layout",
                        path.display()
                    )
                }
            }
            Self::Collision { path, with } => {
                if ja {
                    format!(
                        "出力先 {} は {} と同じファイルです。元のファイルは書き換えません。別の名前を指定してください",
                        path.display(),
                        with.display()
                    )
                } else {
                    format!(
                        "the output {} is the same file as {}: the original is never written to, give another name",
                        path.display(),
                        with.display()
                    )
                }
            }
            Self::Exists { path } => {
                if ja {
                    format!("{} は既にあります。上書きするには --force を付けてください", path.display())
                } else {
                    format!("{} exists already: add --force to overwrite it", path.display())
                }
            }
            Self::OtherCustomers { name, places } => {
                if ja {
                    format!(
                        "{name} にほかのお客様の名前があるため、書き出していません：{places}。取り除いたファイルを開き直すか、内容を確かめたうえで書き出しを許可してください"
                    )
                } else {
                    format!(
                        "{name} carries names of other customers at {places}; nothing was written. Take them out and open the file again, or allow the export after a look at them"
                    )
                }
            }
            Self::OutputFormat { path, source } => {
                format!("{}: {}", path.display(), lang.of_engine(&source.to_string()))
            }
            Self::OutputName { path, format } => {
                if ja {
                    format!(
                        "{} には書き出せません。中身は .{format} 形式になるため、その拡張子では開けないファイルになります。拡張子を .{format} にしてください",
                        path.display()
                    )
                } else {
                    format!(
                        "cannot write {}: its content would be .{format}, and programs refuse it under another ending; name it .{format}",
                        path.display()
                    )
                }
            }
            Self::SameOutput { path } => {
                if ja {
                    format!(
                        "二つの出力に同じ名前 {} が指定されています。別々の名前を指定してください",
                        path.display()
                    )
                } else {
                    format!("two outputs were given the same name {}: give each its own", path.display())
                }
            }
            Self::PasswordText => lang
                .pick(
                    "パスワードを読み取れませんでした。標準入力には UTF-8 で渡してください（例：端末の文字コードを UTF-8 にするか、iconv -t UTF-8 を通す）",
                    "the password could not be read: pass it on standard input as UTF-8, for instance through iconv -t UTF-8",
                )
                .to_owned(),
            Self::Write { path, source } => {
                let why = io_reason(source, lang);
                if ja {
                    format!("書き出せませんでした：{}（{why}）。何も書き出していません", path.display())
                } else {
                    format!("cannot write {}: {why}; nothing was written", path.display())
                }
            }
            Self::Half { error, left } => {
                let (why, left) = (error.message(lang), left.display());
                if ja {
                    format!("途中まで書き出しました：{left} を使わずに削除してください。{why}")
                } else {
                    format!("written in part; delete {left} without using it: {why}")
                }
            }
            Self::Report(e) => lang.of_engine(&e.to_string()),
            Self::Standard(e) => lang.of_engine(&e.to_string()),
            Self::Annotations(e) => lang.of_engine(&e.to_string()),
            Self::Matching(e) => lang.of_engine(&e.to_string()),
            Self::Cancelled => {
                lang.pick("中止しました。何も書き出していません", "stopped; nothing was written").to_owned()
            }
            Self::Busy { name } => {
                if ja {
                    format!(
                        "「{name}」は別のウィンドウまたは別の Kotae で開かれています。そちらを閉じてから、もう一度開いてください"
                    )
                } else {
                    format!("{name} is open in another window or process: close it there, then open it again")
                }
            }
            Self::Store { path, source } => {
                if is_damage(source) {
                    lang_store_damaged(path, lang)
                } else if ja {
                    format!(
                        "作業内容を保存するファイルを使えません：{}（{source}）。空き容量と権限を確認してください",
                        path.display()
                    )
                } else {
                    format!(
                        "the file that keeps the work cannot be used: {}: {source}; check free space and permissions",
                        path.display()
                    )
                }
            }
            Self::Newer { path } => {
                if ja {
                    format!(
                        "この作業は新しい版の Kotae で保存されています：{}。Kotae を更新してから開いてください",
                        path.display()
                    )
                } else {
                    format!(
                        "this work was kept by a newer version of Kotae: {}; update Kotae, then open it",
                        path.display()
                    )
                }
            }
            Self::NotKept { .. } => lang
                .pick(
                    "この作業は残っていません。元のファイルを開き直してください",
                    "nothing is kept of this work: open the file itself",
                )
                .to_owned(),
            Self::Refused(e) => lang.of_engine(&e.to_string()),
            Self::NoSuchPlace(what) => lang.of_engine(what),
        }
    }
}

/// Does the database say that the file is no database any more?
fn is_damage(e: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    match e {
        rusqlite::Error::SqliteFailure(e, _) => matches!(e.code, DatabaseCorrupt | NotADatabase),
        // Tables or rows that should be there are not, or hold something else.
        rusqlite::Error::FromSqlConversionFailure(..)
        | rusqlite::Error::QueryReturnedNoRows
        | rusqlite::Error::InvalidColumnType(..)
        | rusqlite::Error::SqlInputError { .. } => true,
        _ => false,
    }
}

fn lang_store_damaged(path: &std::path::Path, lang: Lang) -> String {
    let file = path.display();
    match lang {
        Lang::Ja => format!(
            "作業内容を保存したファイルが壊れています：{file}。お客様の調査票はそのままです。このファイルを別の場所に移してから、調査票を開き直してください（確認はやり直しになります）"
        ),
        Lang::En => format!(
            "the file that keeps the work is damaged: {file}; the customer's file is untouched. Move the damaged file away and open the questionnaire again; its review begins anew"
        ),
    }
}

/// Why the system did not do something, in the language asked for where it is one of the usual reasons.
#[must_use]
pub fn io_reason(e: &std::io::Error, lang: Lang) -> String {
    use std::io::ErrorKind as K;
    let known = match e.kind() {
        K::NotFound => Some(("ファイルまたはフォルダーがありません", "no such file or folder")),
        K::PermissionDenied => Some(("権限がありません", "permission denied")),
        K::IsADirectory => Some(("フォルダーです", "it is a folder")),
        K::StorageFull => Some(("空き容量が足りません", "the disk is full")),
        K::NotADirectory => Some(("フォルダーではありません", "not a folder")),
        K::FileTooLarge => Some(("大きすぎます", "too large")),
        _ => None,
    };
    known.map_or_else(|| e.to_string(), |(ja, en)| lang.pick(ja, en).to_owned())
}
