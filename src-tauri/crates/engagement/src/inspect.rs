//! What was found in a questionnaire, in the shape of the published contract.

use crate::convert::Conversion;
use crate::error::Error;
use crate::files;
use crate::language::Lang;
use crate::password::Password;
use kotae_questionnaire::{Layout, Notice, SheetLayout, Warned};
use kotae_workbook::{FileKind, Workbook, recognise};
use serde::Serialize;
use std::path::Path;

/// A job of looking into a file.
#[derive(Debug, Clone, Copy)]
pub struct InspectRequest<'a> {
    /// The questionnaire.
    pub input: &'a Path,
    /// The password of an encrypted workbook; never kept, never shown.
    pub password: Option<&'a Password>,
    /// A layout corrected by a person: the JSON of an earlier inspection, edited.
    pub layout: Option<&'a Path>,
    /// Language of the warnings.
    pub lang: Lang,
}

/// Something a person should know about the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// A fixed word for programs.
    pub code: String,
    /// The sheet, where it concerns one.
    pub sheet: Option<String>,
    /// The cell, where it concerns one.
    pub cell: Option<String>,
    /// In words, with what to do where something can be done.
    pub message: String,
}

/// The result.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Inspected {
    /// The file's name as given.
    pub file: String,
    /// `xlsx` or `xlsm`.
    pub format: String,
    /// Was it opened with a password?
    pub encrypted: bool,
    /// What to know.
    pub warnings: Vec<Warning>,
    /// One entry a sheet.
    pub sheets: Vec<SheetLayout>,
}

/// Looks into a file.
///
/// # Errors
/// When the file cannot be read or is refused, or the given layout is not of the right shape.
pub fn inspect(request: &InspectRequest<'_>) -> Result<Inspected, Error> {
    let bytes = files::read(request.input)?;
    let Opened { workbook, password } = open(request.input, bytes, request.password)?;
    let found = layout_of(&workbook, request.layout)?;
    let mut warnings = warnings(&workbook, &found, request.lang);
    if !workbook.writable() {
        warnings.push(Conversion::expected().warning(request.lang));
    }
    Ok(Inspected {
        file: request.input.display().to_string(),
        format: workbook.format().to_string(),
        encrypted: password.is_some(),
        warnings,
        sheets: found.value.sheets,
    })
}

/// Why the sheets and columns were taken for what they were, as text.
///
/// # Errors
/// When the file cannot be read or is refused.
pub fn explain(input: &Path, password: Option<&Password>) -> Result<String, Error> {
    let opened = open(input, files::read(input)?, password)?;
    Ok(kotae_questionnaire::explain(opened.workbook.sheets()))
}

/// A workbook as it was opened.
pub(crate) struct Opened {
    pub(crate) workbook: Workbook,
    /// The password that opened it, where it needed one.
    pub(crate) password: Option<Password>,
}

/// Opens a customer's file. A password given for a file that needs none is not looked at.
pub(crate) fn open(path: &Path, bytes: Vec<u8>, password: Option<&Password>) -> Result<Opened, Error> {
    let refused = |source| Error::Workbook { path: path.to_owned(), source };
    // A text is taken for a table of values only where its name does not say that it is a workbook.
    let named = |ends: &str| path.extension().is_some_and(|e| e.eq_ignore_ascii_case(ends));
    let what = recognise(&bytes);
    if what == FileKind::Text && ["xlsx", "xlsm", "xlsb", "ods"].into_iter().any(named) {
        return Err(refused(kotae_workbook::Error::Unsupported { what }));
    }
    let file = kotae_workbook::unlock(bytes, password.map(Password::text)).map_err(refused)?;
    let password = file.password.as_deref().map(Password::new);
    Ok(Opened { workbook: Workbook::open(file.package).map_err(refused)?, password })
}

/// The detected layout, or the given one with its rows derived again.
pub(crate) fn layout_of(workbook: &Workbook, given: Option<&Path>) -> Result<Warned<Layout>, Error> {
    let Some(path) = given else { return Ok(kotae_questionnaire::detect(workbook.sheets())) };
    let bytes = files::read(path)?;
    let text = String::from_utf8_lossy(&bytes);
    let text = text.trim_start_matches('\u{feff}');
    let layout: Layout = serde_json::from_str(text).map_err(|e| Error::Json {
        path: path.to_owned(),
        why: format!("レイアウトとして読めません。{} (not a layout: {e})", json_place(text, &e)),
    })?;
    Ok(kotae_questionnaire::apply(workbook.sheets(), &layout))
}

/// Where JSON goes wrong, in Japanese; what the parser says is English.
pub(crate) fn json_place(text: &str, e: &serde_json::Error) -> String {
    // The parser counts bytes.
    let line = text.lines().nth(e.line().saturating_sub(1)).unwrap_or_default();
    let column = line.char_indices().take_while(|(at, _)| *at < e.column()).count();
    format!("{}行目の{column}文字目が、求める形ではありません", e.line())
}

pub(crate) fn warnings(workbook: &Workbook, found: &Warned<Layout>, lang: Lang) -> Vec<Warning> {
    let of_workbook = workbook.warnings().iter().map(|w| Warning {
        code: w.code.to_string(),
        sheet: w.sheet.clone(),
        cell: w.cell.map(|c| c.to_string()),
        message: lang.of_engine(&w.message),
    });
    of_workbook.chain(found.notices.iter().map(|n| of_notice(n, lang))).collect()
}

fn of_notice(n: &Notice, lang: Lang) -> Warning {
    let mut message = lang.of_engine(&n.message);
    if let Some(hint) = &n.hint {
        let ended = message.ends_with(['。', '.']);
        let between = if ended { "" } else { lang.pick("。", "; ") };
        message = format!("{message}{between}{}", lang.of_engine(hint));
    }
    Warning { code: n.code.clone(), sheet: n.sheet.clone(), cell: n.cell.map(|c| c.to_string()), message }
}
