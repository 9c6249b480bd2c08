//! `kotae check`.

use crate::console::{placed, say};
use crate::run::{password, path, print};
use anyhow::Result;
use clap::ArgMatches;
use kotae_engagement::{CheckReport, CheckRequest, Kotae, Lang, desk::Home};

/// Looks a file over and lists what was found.
pub(crate) fn check(m: &ArgMatches, lang: Lang) -> Result<()> {
    let password = password(m)?;
    let recent = Home::of_user().map(|home| home.recent(lang)).unwrap_or_default();
    let before: Vec<String> = recent.into_iter().map(|r| r.name).collect();
    let report = Kotae::open()?.check(&CheckRequest {
        input: path(m, "file").expect("required"),
        password: password.as_ref(),
        layout: path(m, "layout"),
        names: path(m, "names"),
        before: &before,
        lang,
    })?;
    if m.get_flag("json") {
        return print(&report);
    }
    show(&report, lang);
    Ok(())
}

fn show(report: &CheckReport, lang: Lang) {
    let stops = report.problems.iter().filter(|p| p.severity == "stop").count();
    let ja = format!(
        "質問 {} 件、回答済み {} 件：直してから送るもの {stops} 件、見ておくもの {} 件",
        report.questions,
        report.answered,
        report.problems.len() - stops
    );
    let en = format!(
        "{} questions, {} answered: {stops} to mend before sending, {} to look at",
        report.questions,
        report.answered,
        report.problems.len() - stops
    );
    say(lang.pick(&ja, &en));
    for p in &report.problems {
        let sign = if p.severity == "stop" { "✗" } else { "※" };
        say(&placed(sign, p.sheet.as_deref(), p.cell.as_deref(), &p.message));
    }
}
