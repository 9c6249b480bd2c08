//! `inspect FILE --json`: what is found in a questionnaire, in the shape of `kotae inspect --json`.
//!
//! For scoring the detection against hand-made truth without the whole program.

use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some(path) = args.iter().find(|a| !a.starts_with("--") && *a != "inspect") else {
        return ExitCode::from(2);
    };
    let Ok(bytes) = std::fs::read(path) else { return ExitCode::from(3) };
    let workbook = match kotae_workbook::Workbook::open(bytes) {
        Ok(workbook) => workbook,
        Err(why) => {
            let _ = writeln!(std::io::stderr(), "{path}: {why}");
            return ExitCode::from(3);
        }
    };
    let mut out = std::io::stdout().lock();
    let found = kotae_questionnaire::detect(workbook.sheets());
    for n in &found.notices {
        let cell = n.cell.map(|c| c.to_string()).unwrap_or_default();
        let _ = writeln!(
            std::io::stderr(),
            "{} {} {cell}: {}",
            n.code,
            n.sheet.as_deref().unwrap_or(""),
            n.message
        );
    }
    let Ok(json) = serde_json::to_string_pretty(&found.value) else { return ExitCode::FAILURE };
    if writeln!(out, "{json}").is_ok() { ExitCode::SUCCESS } else { ExitCode::from(4) }
}
