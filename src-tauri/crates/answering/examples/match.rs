//! Matches and drafts without the command line: the contract's JSONL on stdin, the contract's JSONL
//! on stdout. Run from the repository's root, which holds data/.
//!
//! A line may name `"best": ["実39"]`: these are then taken as the matches, with confidence 1, so
//! that drafting can be looked at apart from matching (`--given`).

use kotae_answering::{Options, Source, draft};
use kotae_matching::{Match, Matched, Matcher, Query};
use kotae_standard::{Annotations, find_citations, parse};
use serde_json::{Value, json};
use std::error::Error;
use std::io::{BufRead as _, Write as _};
use std::sync::Arc;

fn main() -> Result<(), Box<dyn Error>> {
    let given = std::env::args().any(|a| a == "--given");
    let standard = std::fs::read_to_string("data/standard/company-core-security-standard-v2.00.md")?;
    let standard = Arc::new(parse(&standard)?);
    let mut files = Vec::new();
    for entry in std::fs::read_dir("data/annotations")? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "toml") {
            files.push((path.display().to_string(), std::fs::read_to_string(&path)?));
        }
    }
    files.sort();
    let annotations =
        Arc::new(Annotations::parse(files.iter().map(|(name, text)| (name.as_str(), text.as_str())))?);
    let matcher = Matcher::new(Arc::clone(&standard), Arc::clone(&annotations))?;
    let source = Source { standard: &standard, annotations: &annotations };
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let record: Value = serde_json::from_str(&line)?;
        let text = |key: &str| record[key].as_str().unwrap_or_default().to_owned();
        let list = |key: &str| -> Vec<String> {
            let items = record[key].as_array().map_or(&[][..], Vec::as_slice);
            items.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let (question, context) = (text("question"), text("context"));
        let query = Query { text: &question, context: &context };
        let matched = if given {
            let ids = list("best").into_iter().chain(list("ok"));
            let matches: Vec<Match> = ids
                .filter_map(|id| id.parse().ok())
                .map(|id| Match {
                    id,
                    score: 1.0,
                    why: Vec::new(),
                    evidence: kotae_matching::Evidence::default(),
                })
                .collect();
            let confidence = if matches.is_empty() { 0.0 } else { 1.0 };
            Matched { cited: find_citations(&question, &standard), matches, confidence, ..Matched::default() }
        } else {
            matcher.matches(&query)
        };
        let answer = draft(&source, &query, &matched, &list("choices"), &Options::default());
        let matches: Vec<Value> = matched
            .matches
            .iter()
            .map(|m| json!({"control": m.id, "score": m.score, "why": m.why}))
            .collect();
        let notices: Vec<&str> = answer.notices.iter().map(|n| n.message.as_str()).collect();
        let reply = json!({
            "id": record["id"], "decision": answer.decision, "confidence": answer.confidence,
            "unstated": matched.unstated, "asked": matched.asked, "status": answer.status, "matches": matches,
            "answer": answer.text, "choice": answer.choice, "citations": answer.citations, "notices": notices,
        });
        writeln!(out, "{reply}")?;
    }
    Ok(())
}
