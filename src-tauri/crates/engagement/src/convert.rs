//! An .xlsx in place of a workbook whose format answers are not written into: converted by LibreOffice
//! where that is installed, otherwise a new one with the values.

use crate::error::Error;
use crate::inspect::Warning;
use crate::language::Lang;
use kotae_workbook::Workbook;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Code of the warning that a file was converted.
const CONVERTED: &str = "converted";

/// How the .xlsx came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Conversion {
    /// LibreOffice converted the customer's file.
    LibreOffice,
    /// Values, widths, merged regions and dropdowns were written into a new file.
    Values,
}

impl Conversion {
    /// What a person must know before the answers go back.
    pub(crate) fn warning(self, lang: Lang) -> Warning {
        Warning {
            code: CONVERTED.to_owned(),
            sheet: None,
            cell: None,
            message: self.message(lang).to_owned(),
        }
    }

    /// The same in words.
    #[must_use]
    pub fn message(self, lang: Lang) -> &'static str {
        let (ja, en) = match self {
            Self::LibreOffice => (
                "この形式には書き込めないため、LibreOfficeで変換した.xlsxに回答を書き込みます。体裁が元のファイルと異なることがあります",
                "answers cannot be written into this format: they go into an .xlsx converted by LibreOffice, whose looks may differ",
            ),
            Self::Values => (
                "この形式には書き込めないため、値・列幅・結合・プルダウンだけを写した新しい.xlsxに回答を書き込みます。元の体裁が必要なときは、Excelで.xlsxとして保存し直してから開いてください",
                "answers cannot be written into this format: they go into a new .xlsx with the values, widths, merged cells and dropdowns only; to keep the looks, save the file as .xlsx in Excel first",
            ),
        };
        lang.pick(ja, en)
    }

    /// The way this machine would take.
    #[must_use]
    pub fn expected() -> Self {
        if installed().is_some() { Self::LibreOffice } else { Self::Values }
    }
}

/// Longest that LibreOffice may take; a first start needs many seconds.
const PATIENCE: Duration = Duration::from_secs(120);

/// The program with bounds on what it may take: 4 GiB of addresses, of which it needs half for itself,
/// and as much processor time as our patience. Each process that it starts is bound alike, so one that
/// hangs ends even when the first of them alone is stopped.
#[cfg(unix)]
fn bounded(program: &Path) -> Command {
    let bounds = format!("ulimit -v {}; ulimit -t {}; exec \"$0\" \"$@\"", 4 << 20, PATIENCE.as_secs());
    let mut command = Command::new("/bin/sh");
    command.arg("-c").arg(bounds).arg(program);
    command
}

/// The program; where there are no such bounds, our patience is the only one.
#[cfg(not(unix))]
fn bounded(program: &Path) -> Command {
    Command::new(program)
}

/// A workbook that can be filled, holding what `workbook` holds.
///
/// # Errors
/// What was read cannot be written as .xlsx.
pub(crate) fn fillable(path: &Path, workbook: &Workbook) -> Result<(Workbook, Conversion), Error> {
    if let Some(converted) = libre_office(workbook) {
        return Ok((converted, Conversion::LibreOffice));
    }
    let refused = |source| Error::Workbook { path: path.to_owned(), source };
    let bytes = workbook.to_xlsx().map_err(refused)?;
    Ok((Workbook::open(bytes).map_err(refused)?, Conversion::Values))
}

/// The file converted by LibreOffice; `None` where it is missing, fails, or gives other sheets.
fn libre_office(workbook: &Workbook) -> Option<Workbook> {
    let program = installed()?;
    let folder = tempfile::tempdir().ok()?;
    // The customer's file itself is not handed to another program, only a copy.
    let input = folder.path().join(format!("in.{}", workbook.format()));
    std::fs::write(&input, workbook.bytes()).ok()?;
    let profile = folder.path().join("profile");
    let mut child = bounded(&program)
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--norestore", "--convert-to", "xlsx", "--outdir"])
        .args([folder.path(), &input])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let started = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(_)) => break,
            Ok(None) if started.elapsed() < PATIENCE => std::thread::sleep(Duration::from_millis(50)),
            _ => {
                // It hangs or cannot be asked; the other way is open.
                let _ = child.kill();
                let _ = child.wait();
                return None;
            }
        }
    }
    let converted = Workbook::open(std::fs::read(folder.path().join("in.xlsx")).ok()?).ok()?;
    let names = |w: &Workbook| w.sheets().iter().map(|s| s.name.clone()).collect::<Vec<_>>();
    (names(&converted) == names(workbook)).then_some(converted)
}

/// LibreOffice's program, where it usually is.
fn installed() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("SOFFICE") {
        return Some(PathBuf::from(named)).filter(|p| p.is_file());
    }
    let name = if cfg!(windows) { "soffice.com" } else { "soffice" };
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let usual = [r"C:\Program Files\LibreOffice\program", "/Applications/LibreOffice.app/Contents/MacOS"];
    std::env::split_paths(&folders)
        .chain(usual.map(PathBuf::from))
        .map(|folder| folder.join(name))
        .find(|program| program.is_file())
}
