//! What the acceptance tests share: where the programs and the test files are, and running the
//! command line as a user does.

use serde_json::Value;
use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

pub mod window;

/// The project's top folder.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ stands in the project's folder").to_owned()
}

/// The command line: `KOTAE_BIN`, or the debug build made on first use.
///
/// # Panics
/// When it cannot be built.
#[must_use]
pub fn kotae() -> &'static Path {
    static BIN: OnceLock<PathBuf> = OnceLock::new();
    BIN.get_or_init(|| {
        if let Some(given) = std::env::var_os("KOTAE_BIN") {
            return given.into();
        }
        let built = Command::new(env!("CARGO"))
            .args(["build", "-q", "-p", "kotae-cli"])
            .current_dir(root())
            .status()
            .expect("cargo runs");
        assert!(built.success(), "the command line builds");
        root().join("target/debug/kotae")
    })
}

/// How a run of the command ended.
#[derive(Debug)]
pub struct Run {
    /// Exit status; `None` when a signal ended it.
    pub status: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Run {
    /// The one JSON object on standard output.
    ///
    /// # Panics
    /// When standard output is anything else.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|e| panic!("stdout is no JSON ({e}): {self:?}"))
    }

    /// The same run, which must have ended with this status.
    ///
    /// # Panics
    /// When it ended otherwise.
    pub fn ends(self, status: i32) -> Self {
        assert_eq!(self.status, Some(status), "{self:?}");
        self
    }
}

impl From<Output> for Run {
    fn from(o: Output) -> Self {
        Self {
            status: o.status.code(),
            stdout: String::from_utf8(o.stdout).expect("stdout is UTF-8"),
            stderr: String::from_utf8_lossy(&o.stderr).into_owned(),
        }
    }
}

/// Runs `kotae` with these arguments, in Japanese unless they say otherwise.
///
/// # Panics
/// When it cannot be started.
pub fn run<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Run {
    run_with(arguments, "")
}

/// Runs `kotae` with something on standard input.
///
/// # Panics
/// When it cannot be started.
pub fn run_with<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>, stdin: impl AsRef<[u8]>) -> Run {
    let mut child = Command::new(kotae())
        .args(arguments)
        .env("LANG", "ja_JP.UTF-8")
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("kotae starts");
    let mut pipe = child.stdin.take().expect("piped");
    // A command that refuses its arguments may end before it has read anything.
    let _ = pipe.write_all(stdin.as_ref());
    drop(pipe);
    child.wait_with_output().expect("kotae ends").into()
}
