//! A question that asks several things at once, split into what each part asks.

use kotae_text::{char_slice, sentences};

/// Fewest letters and digits of a part: less is a remark, not a question.
const SHORTEST: usize = 5;
/// Most parts that are matched by themselves.
const MOST: usize = 5;

/// Words that open a further question within a Japanese sentence, after a comma.
const OPENERS: &[&str] = &[
    "また",
    "又",
    "さらに",
    "加えて",
    "併せて",
    "あわせて",
    "その場合",
    "及び",
    "および",
    "並びに",
    "ならびに",
];
/// Words that open a further question within an English sentence, after a comma or semicolon.
const ENGLISH: &[&str] = &[
    "and is ",
    "and are ",
    "and do ",
    "and does ",
    "and how ",
    "and who ",
    "and what ",
    "and where ",
    "and when ",
    "and which ",
    "and can ",
    "and has ",
    "and have ",
    "and was ",
    "and were ",
    "and will ",
];

/// The parts of a cleaned question, in order; one part when it asks one thing.
pub(crate) fn parts(question: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for r in sentences(question) {
        for clause in clauses(char_slice(question, r.start, r.end)) {
            let clause = clause.trim().trim_start_matches(['・', '-', '•', '、', ',', ' ']).trim();
            let long = clause.chars().filter(|c| c.is_alphanumeric()).count() >= SHORTEST;
            match out.last_mut() {
                _ if clause.is_empty() => {}
                // Too short to stand alone: it belongs to what came before.
                Some(last) if !long => {
                    last.push(' ');
                    last.push_str(clause);
                }
                _ => out.push(clause.to_owned()),
            }
        }
    }
    if out.len() > MOST { vec![question.to_owned()] } else { out }
}

/// Cuts one sentence where a further question begins.
fn clauses(sentence: &str) -> Vec<&str> {
    let mut cuts = Vec::new();
    let lower = sentence.to_ascii_lowercase();
    for (i, c) in sentence.char_indices() {
        let after = i + c.len_utf8();
        let rest = &sentence[after..];
        let cut = match c {
            // …しているか、…: a question ends here; 、また…: another begins.
            '、' | '，' => {
                let asked = sentence[..i].ends_with('か') && !sentence[..i].ends_with("ほか");
                asked || OPENERS.iter().any(|w| rest.starts_with(w))
            }
            ';' | '；' => true,
            ',' => lower.get(after..).is_some_and(|r| ENGLISH.iter().any(|w| r.trim_start().starts_with(w))),
            _ => false,
        };
        if cut {
            cuts.push(after);
        }
    }
    let mut out = Vec::new();
    let mut from = 0;
    for at in cuts {
        out.push(&sentence[from..at]);
        from = at;
    }
    out.push(&sentence[from..]);
    out
}

#[cfg(test)]
mod tests {
    use super::parts;
    use proptest::prelude::*;

    fn check(question: &str, want: &[&str]) {
        assert_eq!(parts(question), want, "{question}");
    }

    #[test]
    fn sentences_and_further_questions_are_parts() {
        check("作業は承認制か。記録は残るか。", &["作業は承認制か。", "記録は残るか。"]);
        check(
            "監視していますか、また異常時は通知されますか",
            &["監視していますか、", "また異常時は通知されますか"],
        );
        check("Are logs kept, and who reviews them?", &["Are logs kept,", "and who reviews them?"]);
        check("・入退室の管理方法\n・監視カメラの設置", &["入退室の管理方法", "監視カメラの設置"]);
    }

    #[test]
    fn one_question_stays_whole() {
        check("暗号鍵を管理していますか", &["暗号鍵を管理していますか"]);
        check("ID、パスワードの管理", &["ID、パスワードの管理"]);
        check(
            "Are backups encrypted, tested and kept off site?",
            &["Are backups encrypted, tested and kept off site?"],
        );
        check("監視していますか。有無。", &["監視していますか。 有無。"]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_but_separators(s in "[あ-お、。かまたa-z,? ]{0,40}") {
            let letters = |t: &str| t.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            prop_assert_eq!(letters(&parts(&s).concat()), letters(&s));
        }
    }
}
