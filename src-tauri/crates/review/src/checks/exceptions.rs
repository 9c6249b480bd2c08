//! Does the answer leave out what the document takes back of what it quotes?

use super::{Finding, Row};
use kotae_answering::Source;

pub(super) fn check(source: &Source<'_>, row: &Row<'_>) -> Vec<Finding> {
    let said = bare(row.text);
    let mut out: Vec<Finding> = Vec::new();
    for quote in row.quotes {
        let Some(note) = source.annotations.get(quote.id) else { continue };
        for exception in note.exceptions.iter().filter(|e| !said.contains(&bare(e))) {
            let id = quote.id;
            let finding = Finding::warn(
                "exception-left-out",
                format!(
                    "引用した {id} の例外・条件が回答にありません：「{exception}」 (the answer leaves out an exception of {id}: “{exception}”)"
                ),
            );
            if !out.contains(&finding) {
                out.push(finding);
            }
        }
    }
    out
}

/// Without white space: cells and people break lines where the document does not.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use crate::checks::testing::{document, quote, run_with};

    #[track_caller]
    fn check(text: &str, cited: &[(&str, usize)], want: &[&str]) {
        let (standard, _) = document();
        let quotes = cited.iter().map(|(id, chars)| {
            let mut quote = quote(&standard, id);
            quote.text = quote.text.chars().take(*chars).collect();
            quote.end = *chars;
            quote
        });
        let found = run_with("暗号化していますか", None, text, &quotes.collect::<Vec<_>>(), None);
        assert_eq!(found.iter().map(|f| f.code).collect::<Vec<_>>(), want, "{text}");
    }

    #[test]
    fn an_answer_that_quotes_a_response_without_its_exception_is_pointed_out() {
        check("暗号化しています。", &[("実3", 9)], &["exception-left-out"]);
        check("暗号化しています。ただし、一部を除きます。", &[("実3", 21)], &[]);
        // The exception may stand anywhere in the answer, and once is enough to say.
        check("暗号化しています。\nただし、一部を\n除きます。", &[("実3", 9)], &[]);
        check("暗号化しています。\n暗号化", &[("実3", 9), ("実3", 3)], &["exception-left-out"]);
        check("ログは90日間保管しています。", &[("実1", 15)], &[]);
        // Words of a person's own cite nothing.
        check("暗号化しています。", &[], &[]);
    }
}
