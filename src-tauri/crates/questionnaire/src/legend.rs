//! The legend of a sheet: what ○, △ and × mean, wherever it stands.

use crate::choices::{Choice, keyed};
use crate::grid::{FORM_FIELDS, GridRow};
use crate::signs::is_choice;

/// Choices named in a sentence: 「回答は、対応済・一部対応・未対応から選んでください」.
pub(crate) fn in_sentence(text: &str) -> Vec<Choice> {
    let mut best: Vec<String> = Vec::new();
    let mut run: Vec<String> = Vec::new();
    let cut = |c: char| {
        matches!(
            c,
            '・' | '･'
                | '、'
                | '，'
                | ','
                | '/'
                | '／'
                | '「'
                | '」'
                | '『'
                | '』'
                | '"'
                | '“'
                | '”'
                | '('
                | '（'
                | ')'
                | '）'
                | '。'
                | '\n'
        )
    };
    for token in text.split(cut).map(str::trim).filter(|t| !t.is_empty()) {
        // Single letters and digits are too common in sentences to be taken for choices.
        let bare = |t: &str| t.chars().count() == 1 && t.is_ascii();
        if is_choice(token) && !bare(token) {
            run.push(token.to_owned());
            continue;
        }
        // The last of a list carries the particle: 「未対応から」.
        let last = ["から", "より", "の", "を", "で", "に", "いずれ"]
            .iter()
            .filter_map(|p| token.find(p).map(|i| &token[..i]))
            .find(|t| is_choice(t) && !bare(t));
        run.extend(last.map(str::to_owned));
        if run.len() > best.len() {
            best = std::mem::take(&mut run);
        }
        run.clear();
    }
    if run.len() > best.len() {
        best = run;
    }
    let mut out: Vec<Choice> = Vec::new();
    for text in best {
        if out.iter().all(|c| c.text != text) {
            out.push(Choice { text, meaning: String::new() });
        }
    }
    if out.len() >= 2 { out } else { Vec::new() }
}

/// The best legend among rows: in one cell, down a column (「○：…」 a row), in two columns
/// (○ | 対応済), or in a sentence.
pub(crate) fn legend<'g, 'a: 'g>(rows: impl Iterator<Item = &'g GridRow<'a>>) -> Vec<Choice> {
    let mut best: Vec<Choice> = Vec::new();
    let mut run: Vec<Choice> = Vec::new();
    let mut sentence: Vec<Choice> = Vec::new();
    let mut last: Option<(u32, u32)> = None;
    let mut keep = |candidate: &[Choice]| {
        if candidate.len() >= 2
            && candidate.len() > best.len()
            && candidate.iter().any(|c| is_choice(&c.text))
        {
            best = candidate.to_vec();
        }
    };
    for r in rows {
        let mut here: Option<(u32, Choice)> = None;
        for (i, f) in r.fields.iter().take(FORM_FIELDS).enumerate() {
            let text = f.text.trim();
            if text.chars().count() <= 400 {
                let all = keyed(text);
                if all.is_empty() && text.chars().count() >= 10 {
                    let named = in_sentence(text);
                    if named.len() > sentence.len() {
                        sentence = named;
                    }
                }
                match all.as_slice() {
                    [one] if here.is_none() => here = Some((f.at.column, one.clone())),
                    [_, _, ..] => keep(&all),
                    _ => {}
                }
            }
            let next = r.fields.get(i + 1).map(|n| n.text.trim());
            if here.is_none()
                && is_choice(text)
                && !text.chars().all(|c| c.is_ascii_digit())
                && next
                    .is_some_and(|n| n.chars().count() >= 2 && (text.chars().count() == 1 || !is_choice(n)))
            {
                let meaning = next.unwrap_or_default().to_owned();
                here = Some((f.at.column, Choice { text: text.to_owned(), meaning }));
            }
        }
        match here {
            Some((column, choice))
                if last.is_some_and(|(row, c)| c == column && r.row.abs_diff(row) <= 2) =>
            {
                if run.iter().all(|c| c.text != choice.text) {
                    run.push(choice);
                }
                last = Some((r.row, column));
            }
            Some((column, choice)) => {
                keep(&run);
                run = vec![choice];
                last = Some((r.row, column));
            }
            None if last.is_some_and(|(row, _)| r.row.abs_diff(row) <= 1) => {}
            None => {
                keep(&run);
                run.clear();
                last = None;
            }
        }
    }
    keep(&run);
    if best.is_empty() {
        best = sentence;
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::sheets;

    #[test]
    fn choices_in_a_sentence() {
        for (text, expected) in [
            (
                "対応区分は、対応済・一部対応・未対応・対象外から選び、簡潔に書いてください。",
                vec!["対応済", "一部対応", "未対応", "対象外"],
            ),
            ("回答欄には「○」「△」「×」のいずれかを記入", vec!["○", "△", "×"]),
            ("実施・運用の状況を、部署、氏名とともに記入してください", vec![]),
        ] {
            assert_eq!(in_sentence(text).into_iter().map(|c| c.text).collect::<Vec<_>>(), expected, "{text}");
        }
    }

    #[track_caller]
    fn check(grid: &str, expected: &[(&str, &str)]) {
        let sheets = sheets(grid);
        let found = legend(crate::grid::Grid::new(&sheets[0]).rows.iter());
        let got: Vec<(&str, &str)> = found.iter().map(|c| (c.text.as_str(), c.meaning.as_str())).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn a_line_a_choice() {
        check(
            "記入要領
             | ○：実施している
             | △：一部実施している
             | －：該当しない",
            &[("○", "実施している"), ("△", "一部実施している"), ("－", "該当しない")],
        );
    }

    #[test]
    fn signs_and_meanings_in_two_columns() {
        check(
            "記号 | 意味
             Ａ | 十分に実施している
             Ｂ | 実施していない
             Ｃ | 該当する業務がない",
            &[("Ａ", "十分に実施している"), ("Ｂ", "実施していない"), ("Ｃ", "該当する業務がない")],
        );
    }

    #[test]
    fn instructions_are_no_legend() {
        check("1 | 黄色の欄に記入してください\n 2 | 行を足さないでください", &[]);
    }
}
