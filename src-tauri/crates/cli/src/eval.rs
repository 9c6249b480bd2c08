//! Figures of an evaluation as a table for people.

use crate::console::say;
use kotae_engagement::{Decision, Figures, Lang, Measured, Miss, MissKind, Report, Stratum};

/// A column: its heading in two lines, and what stands in it.
struct Column {
    ja: (&'static str, &'static str),
    en: (&'static str, &'static str),
    cell: fn(&Figures) -> String,
}

const COLUMNS: &[Column] = &[
    Column { ja: ("質問", ""), en: ("", "n"), cell: |f| f.n.to_string() },
    Column { ja: ("", "hit@1"), en: ("", "hit@1"), cell: |f| share(f.hit1) },
    Column { ja: ("", "hit@5"), en: ("", "hit@5"), cell: |f| share(f.hit5) },
    Column { ja: ("", "MRR"), en: ("", "MRR"), cell: |f| share(f.mrr) },
    Column {
        ja: ("回答の", "適合率"), en: ("answer:", "precision"), cell: |f| share(f.auto_precision)
    },
    Column {
        ja: ("回答の", "カバー率"), en: ("answer:", "coverage"), cell: |f| share(f.auto_coverage)
    },
    Column {
        ja: ("記載なし", "→回答"), en: ("unstated", "→answer"), cell: |f| share(f.none_answered)
    },
    Column {
        ja: ("記載なし", "回答せず"),
        en: ("unstated", "not answ."),
        cell: |f| share(f.none_not_answered),
    },
    Column {
        ja: ("記載なし", "→なし"), en: ("unstated", "→none"), cell: |f| share(f.none_flagged)
    },
    Column {
        ja: ("記載あり", "→なし"), en: ("stated", "→none"), cell: |f| share(f.answerable_flagged_none)
    },
    Column {
        ja: ("状況の", "誤り"),
        en: ("status", "errors"),
        cell: |f| f.status.map_or("–".into(), |s| format!("{}/{}", s.status_errors, s.status_n)),
    },
    Column {
        ja: ("過大な", "回答"),
        en: ("over-", "claims"),
        cell: |f| f.status.map_or("–".into(), |s| s.status_overclaims.to_string()),
    },
    Column { ja: ("", "ECE"), en: ("", "ECE"), cell: |f| share(f.ece) },
    Column { ja: ("", "Brier"), en: ("", "Brier"), cell: |f| share(f.brier) },
    Column { ja: ("", "AUROC"), en: ("", "AUROC"), cell: |f| share(f.auroc) },
];

fn share(value: Option<f64>) -> String {
    value.map_or("–".to_owned(), |v| format!("{v:.3}"))
}

/// Prints the table: a line a set, one for each of its strata, and all sets together.
pub(crate) fn show_figures(report: &Report, lang: Lang) {
    for line in table(report, lang) {
        say(&line);
    }
    if let (Some(precision), Some(within)) =
        (report.all.figures.auto_precision, report.all.figures.auto_precision_interval)
    {
        let n = report.all.figures.auto_n;
        let ja = format!(
            "判定「回答」 {n} 件：適合率 {precision:.3}（95 % 区間 {:.3}–{:.3}）",
            within.low, within.high
        );
        let en = format!(
            "{n} decided `answer`: precision {precision:.3} (95 % interval {:.3}–{:.3})",
            within.low, within.high
        );
        say(lang.pick(&ja, &en));
    }
}

fn table(report: &Report, lang: Lang) -> Vec<String> {
    let heading = |line: fn(&'static str, &'static str) -> &'static str| {
        let cells = COLUMNS.iter().map(|c| {
            let (first, second) = if lang == Lang::Ja { c.ja } else { c.en };
            line(first, second).to_owned()
        });
        std::iter::once(String::new()).chain(cells).collect::<Vec<_>>()
    };
    let mut rows = vec![heading(|first, _| first), heading(|_, second| second)];
    // One set is all there is: the pooled lines would repeat it.
    let all = (report.sets.len() > 1).then_some(&report.all);
    for measured in report.sets.iter().chain(all) {
        rows.extend(lines(measured, lang));
    }
    let widths: Vec<usize> = (0..=COLUMNS.len())
        .map(|n| rows.iter().map(|row| width(&row[n])).max().unwrap_or_default())
        .collect();
    rows.iter()
        .map(|row| {
            let cells = row.iter().zip(&widths).enumerate().map(|(n, (cell, wide))| {
                let gap = " ".repeat(wide - width(cell));
                if n == 0 { format!("{cell}{gap}") } else { format!("  {gap}{cell}") }
            });
            cells.collect::<String>().trim_end().to_owned()
        })
        .collect()
}

fn lines(measured: &Measured, lang: Lang) -> Vec<Vec<String>> {
    let row = |name: String, figures: &Figures| {
        std::iter::once(name).chain(COLUMNS.iter().map(|c| (c.cell)(figures))).collect()
    };
    std::iter::once(row(measured.name.clone(), &measured.figures))
        .chain(measured.strata.iter().map(|s| row(format!("  {}", stratum(s.stratum, lang)), &s.figures)))
        .collect()
}

fn stratum(stratum: Stratum, lang: Lang) -> &'static str {
    match stratum {
        Stratum::Japanese => lang.pick("日本語", "Japanese"),
        Stratum::English => lang.pick("英語", "English"),
        Stratum::Answerable => lang.pick("記載あり", "stated"),
        Stratum::Unanswerable => lang.pick("記載なし", "unstated"),
        Stratum::WithContext => lang.pick("見出しあり", "with heading"),
        Stratum::WithoutContext => lang.pick("見出しなし", "without heading"),
        Stratum::Compound => lang.pick("複数を問う", "compound"),
        Stratum::Single => lang.pick("一つを問う", "single"),
    }
}

/// Columns that a terminal needs: two for each Japanese letter.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c >= '\u{1100}' && !matches!(c, '\u{2010}'..='\u{21FF}') { 2 } else { 1 }).sum()
}

/// Prints each question on which something went wrong.
pub(crate) fn show_misses(report: &Report, lang: Lang) {
    for miss in &report.misses {
        say(&line_of(miss, lang));
    }
}

fn line_of(miss: &Miss, lang: Lang) -> String {
    let ids = |ids: &[kotae_engagement::ItemId]| {
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        if ids.is_empty() { "–".to_owned() } else { ids.join(" ") }
    };
    let kinds: Vec<&str> = miss.kinds.iter().map(|kind| word(*kind, lang)).collect();
    let statuses: Vec<&str> = miss.acceptable.iter().map(|s| lang.pick(s.japanese(), s.as_str())).collect();
    let wanted = if statuses.is_empty() {
        String::new()
    } else {
        format!(" ({}: {})", lang.pick("正", "wanted"), statuses.join("/"))
    };
    format!(
        "✗ {} {} {}\n    {}\n    {}: {}  {}: {}  {} {:.2}  {}{wanted}",
        miss.set,
        miss.id,
        kinds.join(lang.pick("・", ", ")),
        miss.question.split_whitespace().collect::<Vec<_>>().join(" "),
        lang.pick("正解", "wanted"),
        ids(&miss.best),
        lang.pick("候補", "found"),
        ids(&miss.matches),
        decision(miss.decision, lang),
        miss.confidence,
        lang.pick(miss.status.japanese(), miss.status.as_str()),
    )
}

fn word(kind: MissKind, lang: Lang) -> &'static str {
    match kind {
        MissKind::OverClaim => lang.pick("過大な回答", "over-claim"),
        MissKind::AnsweredUnstated => lang.pick("記載がないのに回答", "answered though not stated"),
        MissKind::FlaggedNone => lang.pick("記載があるのに「なし」", "flagged none though stated"),
        MissKind::FirstMatch => lang.pick("先頭の候補が誤り", "wrong first match"),
        MissKind::Status => lang.pick("状況の誤り", "wrong status"),
    }
}

fn decision(decision: Decision, lang: Lang) -> &'static str {
    match decision {
        Decision::Answer => lang.pick("回答", "answer"),
        Decision::Review => lang.pick("要確認", "review"),
        Decision::None => lang.pick("記載なし", "none"),
    }
}

#[cfg(test)]
mod tests {
    use super::width;

    #[test]
    fn japanese_letters_are_two_columns_wide() {
        assert_eq!([width("MRR"), width("適合率"), width("→なし"), width("–")], [3, 6, 5, 1]);
    }
}
