//! What each command does: calls the engine, prints.

use crate::check;
use crate::command::command;
use crate::console::{Progress, placed, say};
use crate::eval::{show_figures, show_misses};
use anyhow::{Context as _, Result};
use clap::ArgMatches;
use kotae_engagement::{
    Conversion, EvaluateRequest, Evidence, FillRequest, FillSummary, FindingKind, InspectRequest, Inspected,
    Kotae, Lang, MatchReply, MatchRequest, MatchView, Password, Policy, SearchReply, clock, explain, inspect,
};
use serde::Serialize;
use std::io::{BufRead as _, Write as _};
use std::path::{Path, PathBuf};

/// A mistake in how the command was called that only shows while it runs.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Usage(pub(crate) String);

pub(crate) fn run(matches: &ArgMatches, lang: Lang) -> Result<()> {
    match matches.subcommand() {
        Some(("search", m)) => search(m, lang),
        Some(("match", m)) => match_questions(m, lang),
        Some(("inspect", m)) => inspect_file(m, lang),
        Some(("fill", m)) => fill(m, lang),
        Some(("check", m)) => check::check(m, lang),
        Some(("standard", m)) => standard(m, lang),
        Some(("eval", m)) => eval(m, lang),
        Some(("completions", m)) => {
            let shell = *m.get_one::<clap_complete::Shell>("shell").expect("required");
            clap_complete::generate(shell, &mut command(lang), "kotae", &mut std::io::stdout().lock());
            Ok(())
        }
        Some(("man", _)) => Ok(clap_mangen::Man::new(command(lang)).render(&mut std::io::stdout().lock())?),
        _ => unreachable!("clap requires one of the commands"),
    }
}

pub(crate) fn path<'a>(m: &'a ArgMatches, name: &str) -> Option<&'a Path> {
    m.get_one::<PathBuf>(name).map(PathBuf::as_path)
}

pub(crate) fn print(value: &impl Serialize) -> Result<()> {
    let mut out = std::io::stdout().lock();
    serde_json::to_writer(&mut out, value)?;
    out.write_all(b"\n")?;
    Ok(())
}

/// One line of stdin, where `--password-stdin` asks for it.
pub(crate) fn password(m: &ArgMatches) -> Result<Option<Password>> {
    if !m.get_flag("password-stdin") {
        return Ok(None);
    }
    let mut line = Vec::new();
    std::io::stdin().lock().read_until(b'\n', &mut line)?;
    let line = String::from_utf8(line).map_err(|_| kotae_engagement::Error::PasswordText)?;
    Ok(Some(Password::new(line.trim_start_matches('\u{feff}'))))
}

fn search(m: &ArgMatches, lang: Lang) -> Result<()> {
    let query = m.get_one::<String>("query").expect("required");
    let limit = usize::from(*m.get_one::<u16>("limit").expect("has a default"));
    let reply = Kotae::open_with(None)?.search(query, limit);
    if m.get_flag("json") {
        return print(&reply);
    }
    show_hits(&reply, lang);
    Ok(())
}

fn show_hits(reply: &SearchReply, lang: Lang) {
    if reply.hits.is_empty() {
        say(&format!(
            "「{}」{}",
            reply.query,
            lang.pick(" に当たる記載はありませんでした", ": nothing found")
        ));
    }
    for hit in &reply.hits {
        say(&format!("{}  {}  {}", hit.id, hit.status.japanese(), hit.title));
        let text = if hit.blank {
            lang.pick("（原本では空欄）", "(blank in the original)")
        } else {
            &hit.text
        };
        for line in marked(text, &hit.highlights).lines() {
            say(&format!("    {line}"));
        }
    }
}

/// The text with 【】 around what matched.
fn marked(text: &str, highlights: &[(usize, usize)]) -> String {
    let mut out = String::with_capacity(text.len() + highlights.len() * 6);
    for (n, c) in text.chars().enumerate() {
        if highlights.iter().any(|h| h.0 == n) {
            out.push('【');
        }
        out.push(c);
        if highlights.iter().any(|h| h.1 == n + 1) {
            out.push('】');
        }
    }
    out
}

fn match_questions(m: &ArgMatches, lang: Lang) -> Result<()> {
    let mut requests = Vec::new();
    for (n, line) in std::io::stdin().lock().lines().enumerate() {
        let line = line.with_context(|| {
            let ja = format!("標準入力の {} 行目を読めません（UTF-8 ですか）", n + 1);
            let en = format!("cannot read line {} of the standard input (is it UTF-8?)", n + 1);
            lang.pick(&ja, &en).to_owned()
        })?;
        let line = line.trim_start_matches('\u{feff}').trim();
        if line.is_empty() {
            continue;
        }
        let request: MatchRequest = serde_json::from_str(line).map_err(|e| {
            let ja =
                format!("標準入力の {} 行目が {{\"id\":…,\"question\":…}} の形ではありません：{e}", n + 1);
            let en = format!("line {} of the standard input is not {{\"id\":…,\"question\":…}}: {e}", n + 1);
            kotae_engagement::Error::Json { path: "stdin".into(), why: lang.pick(&ja, &en).to_owned() }
        })?;
        requests.push(request);
    }
    let kotae = Kotae::open()?;
    let progress = Progress::new(lang, m.get_flag("quiet"));
    let replies = kotae.answer_all(&requests, m.get_flag("explain"), &|s| progress.step(s))?;
    drop(progress);
    kotae.notices().iter().for_each(|n| say(&format!("※ {n}")));
    if m.get_flag("json") {
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        for reply in &replies {
            serde_json::to_writer(&mut out, reply)?;
            out.write_all(b"\n")?;
        }
        out.flush()?;
        return Ok(());
    }
    for (request, reply) in requests.iter().zip(&replies) {
        show_reply(request, reply, lang);
    }
    Ok(())
}

fn show_reply(request: &MatchRequest, reply: &MatchReply, lang: Lang) {
    say(&format!("■ {}", request.question));
    let ids: Vec<&str> = reply.matches.iter().take(3).map(|m| m.control.as_str()).collect();
    say(&format!(
        "  {}: {}  {}: {:.0}%  {}: {}",
        lang.pick("状況", "status"),
        lang.pick(reply.status.japanese(), reply.status.as_str()),
        lang.pick("確度", "confidence"),
        reply.confidence * 100.0,
        lang.pick("候補", "matches"),
        ids.join(" ")
    ));
    for line in reply.answer.lines() {
        say(&format!("    {line}"));
    }
    for notice in &reply.notices {
        say(&format!("  ※ {notice}"));
    }
    for m in &reply.matches {
        if let Some(evidence) = &m.evidence {
            show_evidence(m, evidence, lang);
        }
    }
}

/// Why a match: the words, the nearest questions, each feature's part of the score.
fn show_evidence(m: &MatchView, evidence: &Evidence, lang: Lang) {
    say(&format!("  {} {:.2}  {}", m.control, m.score, evidence.words.join(" ")));
    if let Some((question, nearness)) = &evidence.nearest_question {
        say(&format!("    {} {nearness:.2} {question}", lang.pick("近い想定質問", "nearest question")));
    }
    if let Some((question, _, nearness)) = &evidence.nearest_near {
        let name = lang.pick("近いが記載のない質問", "nearest question that is not answered");
        say(&format!("    {name} {nearness:.2} {question}"));
    }
    let parts: Vec<String> = evidence.features.iter().map(|f| format!("{} {:.2}", f.name, f.part)).collect();
    say(&format!("    {} {}", lang.pick("特徴量の寄与", "parts of the score"), parts.join(" · ")));
}

fn inspect_file(m: &ArgMatches, lang: Lang) -> Result<()> {
    let password = password(m)?;
    let input = path(m, "file").expect("required");
    let request = InspectRequest { input, password: password.as_ref(), layout: path(m, "layout"), lang };
    let found = inspect(&request)?;
    if m.get_flag("explain") {
        say(&explain(input, password.as_ref())?);
    }
    if m.get_flag("json") {
        return print(&found);
    }
    show_layout(&found, lang);
    Ok(())
}

fn show_layout(found: &Inspected, lang: Lang) {
    for sheet in &found.sheets {
        let questions: usize = sheet.tables.iter().map(|t| t.rows.len()).sum();
        let what = if sheet.questionnaire {
            format!("{questions} {}", lang.pick("問", "questions"))
        } else {
            lang.pick("調査票ではありません", "not a questionnaire").to_owned()
        };
        say(&format!("{}: {what}", sheet.name));
        for table in &sheet.tables {
            let c = &table.columns;
            let column = |c: Option<kotae_engagement::Column>| c.map_or("－".to_owned(), |c| c.to_string());
            say(&format!(
                "  {} {}  {} {}  {} {}  {} {}  {} {}",
                lang.pick("番号", "number"),
                column(c.number),
                lang.pick("質問", "question"),
                column(c.question),
                lang.pick("回答", "status"),
                column(c.status),
                lang.pick("補足", "comment"),
                column(c.comment),
                lang.pick("選択肢", "choices"),
                if table.choices.is_empty() { "－".to_owned() } else { table.choices.join("/") }
            ));
        }
    }
    for w in &found.warnings {
        say(&placed("※", w.sheet.as_deref(), w.cell.as_deref(), &w.message));
    }
}

fn fill(m: &ArgMatches, lang: Lang) -> Result<()> {
    let password = password(m)?;
    let quiet = m.get_flag("quiet");
    let policy = match m.get_one::<String>("policy").map(String::as_str) {
        Some("review") => Policy::Review,
        _ => Policy::Answer,
    };
    let date = clock::today();
    let request = FillRequest {
        input: path(m, "file").expect("required"),
        output: path(m, "output").expect("required"),
        password: password.as_ref(),
        plain: m.get_flag("plain"),
        answers: path(m, "answers"),
        policy,
        layout: path(m, "layout"),
        report: path(m, "report"),
        proof: path(m, "proof"),
        raise_rows: m.get_flag("raise-rows"),
        force: m.get_flag("force"),
        date: Some(&date),
        lang,
    };
    let kotae = Kotae::open()?;
    let progress = Progress::new(lang, quiet);
    let summary = kotae.fill(&request, &|s| progress.step(s))?;
    drop(progress);
    if request.answers.is_none() {
        kotae.notices().iter().for_each(|n| say(&format!("※ {n}")));
    }
    if m.get_flag("json") {
        print(&summary)?;
    }
    if !quiet {
        show_summary(&summary, request.answers.is_some(), lang);
    }
    Ok(())
}

fn show_summary(s: &FillSummary, given: bool, lang: Lang) {
    if given {
        let ja = format!("{} セルに書き込みました", s.written);
        let en = format!("{} cells written", s.written);
        say(lang.pick(&ja, &en));
    } else {
        let ja = format!(
            "質問 {} 件：回答 {} 件、要確認 {} 件、記載なし {} 件（書き込んだセル {}）",
            s.questions, s.answered, s.review, s.none, s.written
        );
        let en = format!(
            "{} questions: {} answered, {} left to review, {} not stated in the standard ({} cells written)",
            s.questions, s.answered, s.review, s.none, s.written
        );
        say(lang.pick(&ja, &en));
    }
    if s.kept > 0 {
        let ja = format!("記入済みのため書き込まなかった質問：{} 件", s.kept);
        let en = format!("{} questions already hold an answer and were left alone", s.kept);
        say(lang.pick(&ja, &en));
    }
    if s.raised > 0 {
        let ja = format!("高さを広げた行：{} 行", s.raised);
        let en = format!("{} rows were made higher", s.raised);
        say(lang.pick(&ja, &en));
    }
    for r in &s.refused {
        say(&format!("※ {}!{} {}: {}", r.sheet, r.cell, lang.pick("書き込めません", "not written"), r.why));
    }
    // What was said before the work began is not said again, unless it went another way.
    let told = s.converted == Some(Conversion::expected());
    for w in s.warnings.iter().filter(|w| !told || w.code != "converted") {
        say(&placed("※", w.sheet.as_deref(), w.cell.as_deref(), &w.message));
    }
    say(&format!("{}: {}", lang.pick("回答済みの調査票", "filled workbook"), s.output));
    if let Some(report) = &s.report {
        say(&format!("{}: {report}", lang.pick("確認用ブック", "review workbook")));
    }
    if let Some(proof) = &s.proof {
        say(&format!("{}: {proof}", lang.pick("変更証明", "list of changes")));
    }
}

fn standard(m: &ArgMatches, lang: Lang) -> Result<()> {
    let kotae = Kotae::open_with(None)?;
    match m.subcommand() {
        Some(("list", m)) => {
            let all = kotae.standard();
            if m.get_flag("json") {
                return print(&all);
            }
            say(&kotae.edition().line());
            for c in &all.controls {
                let text = if c.blank {
                    lang.pick("（原本では空欄）", "(blank in the original)")
                } else {
                    &c.text
                };
                say(&format!("{}  {}", c.id, text.replace('\n', " ")));
            }
            for s in &all.sections {
                say(&format!("{}  {}", s.id, s.title));
            }
            Ok(())
        }
        Some(("show", m)) => {
            let id = m.get_one::<String>("id").expect("required");
            let item = kotae.item(id, lang).map_err(Usage)?;
            if m.get_flag("json") {
                return print(&item);
            }
            say(&format!("{}  {}  {}", item.id, item.status.japanese(), item.title));
            say(if item.blank {
                lang.pick("（原本では空欄）", "(blank in the original)")
            } else {
                &item.text
            });
            Ok(())
        }
        Some(("lint", m)) => {
            let report = kotae.lint()?;
            if m.get_flag("json") {
                print(&report)?;
            } else {
                for f in &report.findings {
                    let fault = f.kind != FindingKind::SuspectedTypo;
                    let mark = if fault { "✗" } else { lang.pick("原文の誤記か", "typo?") };
                    say(&format!("{mark} {} {}", f.id, f.message));
                }
            }
            anyhow::ensure!(
                report.faults == 0,
                "{}: {}",
                lang.pick("注釈に問題があります", "faults in the annotations"),
                report.faults
            );
            Ok(())
        }
        _ => unreachable!("clap requires one of the commands"),
    }
}

fn eval(m: &ArgMatches, lang: Lang) -> Result<()> {
    let paths = |name: &str| m.get_many::<PathBuf>(name).unwrap_or_default().cloned().collect();
    let request = EvaluateRequest {
        sets: paths("sets"),
        statuses: paths("status"),
        charts: path(m, "charts").map(Path::to_owned),
    };
    let kotae = Kotae::open()?;
    let progress = Progress::new(lang, m.get_flag("quiet"));
    let evaluated = kotae.evaluate(&request, &|s| progress.step(s))?;
    drop(progress);
    if m.get_flag("json") {
        print(&evaluated)?;
    } else if !m.get_flag("quiet") {
        show_figures(&evaluated.report, lang);
    }
    if m.get_flag("misses") {
        show_misses(&evaluated.report, lang);
    }
    if !m.get_flag("quiet") {
        for chart in &evaluated.charts {
            say(&format!("{}: {chart}", lang.pick("図", "chart")));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::marked;

    #[test]
    fn highlights_are_marked_by_chars() {
        assert_eq!(marked("暗号鍵の管理", &[(0, 2), (4, 6)]), "【暗号】鍵の【管理】");
        assert_eq!(marked("𠮷野", &[(1, 2)]), "𠮷【野】");
    }
}
