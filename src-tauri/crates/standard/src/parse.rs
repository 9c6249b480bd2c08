//! Reading the published document. It is a Markdown text whose tables are lines with tabs; a row
//! that cannot be read is an error with its line number, because a row lost in silence would be an
//! answer lost.

use crate::ids::{ControlId, SectionId, Series};
use crate::{Control, OutOfScope, Revision, Section, Standard, sha256_hex};

/// Why the document could not be read, and on which line (from 1).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    /// A line with a tab in the response table that is neither a header nor a row.
    #[error("{line} 行目: 対応表の行として読めません「{text}」 (not a row of the response table)")]
    Row {
        /// Line number.
        line: usize,
        /// What stands there.
        text: String,
    },
    /// The same number twice.
    #[error("{line} 行目: {id} は {first} 行目にもあります (control appears twice)")]
    Duplicate {
        /// Line number.
        line: usize,
        /// The number.
        id: ControlId,
        /// Where it first stood.
        first: usize,
    },
    /// The document does not say something it must.
    #[error("{what}が見つかりません。標準の文書ですか (missing from the document)")]
    Missing {
        /// What is missing.
        what: &'static str,
    },
}

/// Reads the document.
///
/// # Errors
/// A row that does not parse, a number that stands twice, a missing version, date or table.
pub fn parse(document: &str) -> Result<Standard, ParseError> {
    let mut controls: Vec<Control> = Vec::new();
    let mut out_of_scope = Vec::new();
    let mut sections: Vec<(SectionId, String, usize, Vec<String>)> = Vec::new();
    let mut revisions = Vec::new();
    let (mut edition, mut date, mut fisc) = (None, None, None);
    let mut place = Place::Front;

    for (n, raw) in document.lines().enumerate() {
        let line = n + 1;
        let text = raw.trim_start_matches('\u{feff}');
        if place == Place::Front {
            edition = edition.or_else(|| text.trim().strip_prefix("Version ").map(|v| v.trim().to_owned()));
            date = date.or_else(|| iso_date(text.trim()));
            fisc = fisc.or_else(|| fisc_edition(text));
        }
        if let Some((id, title)) = heading(text) {
            place = if id == RESPONSES { Place::Responses } else { Place::Section };
            if place == Place::Section {
                sections.push((id, title, line, Vec::new()));
            }
            continue;
        }
        match place {
            Place::Front => {}
            Place::Section => {
                let Some((id, _, _, body)) = sections.last_mut() else { continue };
                if id.chapter == 1
                    && let Some(revision) = revision(text)
                {
                    revisions.push(revision);
                }
                let plain = plain_line(text);
                if !plain.is_empty() {
                    body.push(plain);
                }
            }
            Place::Responses => match response_line(text) {
                Line::Row(id, response) => {
                    if let Some(first) = controls.iter().find(|c| c.id == id) {
                        return Err(ParseError::Duplicate { line, id, first: first.line });
                    }
                    let blank = response.is_empty();
                    controls.push(Control { id, sha256: sha256_hex(&response), text: response, blank, line });
                }
                Line::OutOfScope(o) => out_of_scope.push(o),
                Line::Layout => {}
                Line::Unreadable => return Err(ParseError::Row { line, text: text.to_owned() }),
            },
        }
    }
    if controls.is_empty() {
        return Err(ParseError::Missing { what: "対応表" });
    }
    Ok(Standard {
        edition: edition.ok_or(ParseError::Missing { what: "版数 (Version)" })?,
        fisc: fisc.ok_or(ParseError::Missing { what: "FISC安全対策基準の版 (第…版)" })?,
        date: date.ok_or(ParseError::Missing { what: "日付" })?,
        revisions,
        controls,
        sections: sections
            .into_iter()
            .map(|(id, title, line, body)| {
                let text = body.join("\n");
                Section { id, title, sha256: sha256_hex(&text), text, line }
            })
            .collect(),
        out_of_scope,
    })
}

/// The heading under which the response tables stand; it is repeated on every page of the original.
const RESPONSES: SectionId = SectionId { chapter: 4, section: 3 };

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Front,
    Section,
    Responses,
}

enum Line {
    Row(ControlId, String),
    OutOfScope(OutOfScope),
    Layout,
    Unreadable,
}

/// `## ○2.5. 補足事項` gives s2.5 and its title; the marks `#`, `○` and the last full stop are layout.
fn heading(text: &str) -> Option<(SectionId, String)> {
    let rest = text.strip_prefix('#')?.trim_start_matches('#').trim_start().trim_start_matches('○');
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let number = rest[..end].strip_suffix('.')?;
    let (chapter, section) = number.split_once('.').unwrap_or((number, "0"));
    let id = SectionId { chapter: chapter.parse().ok()?, section: section.parse().ok()? };
    Some((id, rest[end..].trim().to_owned()))
}

fn response_line(text: &str) -> Line {
    let Some((left, right)) = text.split_once('\t') else {
        // Page furniture: the lines of the original's cover and imprint between the tables.
        let looks_like_row = ControlId::from_prefix(text).is_some();
        return if looks_like_row { Line::Unreadable } else { Line::Layout };
    };
    if let Some(o) = declared_out_of_scope(left) {
        return Line::OutOfScope(o);
    }
    if left.contains("引用") || left.trim() == "基準番号" {
        return Line::Layout;
    }
    match left.parse() {
        Ok(id) => Line::Row(id, without_layout(right)),
        Err(_) => Line::Unreadable,
    }
}

impl ControlId {
    /// A control number at the very start of a line, for telling rows from prose.
    fn from_prefix(text: &str) -> Option<Self> {
        let mut chars = text.chars();
        Series::from_letter(chars.next()?)?;
        let digits: String = chars.take_while(|c| c.is_ascii_digit() || *c == '-').collect();
        let len = text.chars().next()?.len_utf8() + digits.len();
        text[..len].parse().ok()
    }
}

fn declared_out_of_scope(text: &str) -> Option<OutOfScope> {
    let series = Series::ALL.into_iter().find(|s| text.starts_with(s.japanese()))?;
    let rest = &text[series.japanese().len()..];
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '～' && c != '〜' && c != '-')?;
    let (first, last) = rest[..end].split_once(['～', '〜', '-'])?;
    text.contains("対象外").then_some(())?;
    Some(OutOfScope {
        series,
        first: first.parse().ok()?,
        last: last.parse().ok()?,
        text: text.trim().to_owned(),
    })
}

/// Takes away layout tags only; paragraphs become lines.
fn without_layout(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    let mut rest = cell;
    while let Some(open) = rest.find('<') {
        let Some(close) = rest[open..].find('>') else { break };
        let tag = &rest[open + 1..open + close];
        let name = tag.trim_start_matches('/').trim_end_matches('/').trim();
        if !matches!(name, "p" | "br" | "sup" | "sub" | "b" | "i" | "u") {
            // Not a layout tag: it is text and stays.
            out.push_str(&rest[..=open]);
            rest = &rest[open + 1..];
            continue;
        }
        out.push_str(&rest[..open]);
        if tag == "/p" || name == "br" {
            out.push('\n');
        }
        rest = &rest[open + close + 1..];
    }
    out.push_str(rest);
    let lines: Vec<&str> = out.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    lines.join("\n")
}

/// A line of prose without Markdown's marks for list entries and rules.
fn plain_line(text: &str) -> String {
    let t = text.trim();
    if t.len() >= 3 && t.chars().all(|c| c == '-') {
        return String::new();
    }
    without_layout(t.strip_prefix("- ").unwrap_or(t))
}

fn revision(text: &str) -> Option<Revision> {
    let mut cells = text.split('\t');
    let (version, summary, date) = (cells.next()?.trim(), cells.next()?.trim(), cells.next()?.trim());
    version.starts_with(|c: char| c.is_ascii_digit()).then_some(())?;
    Some(Revision { version: version.to_owned(), summary: summary.to_owned(), date: iso_date(date)? })
}

/// `2023/07/27` gives `2023-07-27`.
fn iso_date(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split('/').collect();
    let [y, m, d] = parts.as_slice() else { return None };
    let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
    (digits(y, 4) && digits(m, 2) && digits(d, 2)).then(|| format!("{y}-{m}-{d}"))
}

/// `（第10版）` gives `第10版`.
fn fisc_edition(text: &str) -> Option<String> {
    let start = text.find("（第")? + "（".len();
    let end = text[start..].find("版）")?;
    Some(format!("{}版", &text[start..start + end]))
}

#[cfg(test)]
mod tests {
    use super::{ParseError, parse};

    const HEAD: &str = "「安全対策基準・解説書（第10版）」対応\nVersion 2.00\n2023/07/27\n# 1. 改訂履歴\n1.00\t新規作成\t2020/08/31\n";

    fn document(rows: &str) -> String {
        format!(
            "{HEAD}## ○2.5. 補足事項\n- ・一つ目  \n続き\n\n---\n### ○4.3. 安全対策対応表\n…引用 基準番号\t対応状況\n{rows}"
        )
    }

    #[test]
    fn rows_keep_their_text_and_lose_only_layout() {
        let s = parse(&document("実3\t<p>一段落目。</p> <p>二段落目 <A&B>。</p>\n実4\t\n\n©会社\n"))
            .expect("readable");
        assert_eq!(s.controls[0].text, "一段落目。\n二段落目 <A&B>。");
        assert!(s.controls[1].blank);
        assert_eq!(s.controls[1].sha256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!((s.edition.as_str(), s.fisc.as_str(), s.date.as_str()), ("2.00", "第10版", "2023-07-27"));
        assert_eq!(s.sections[1].text, "・一つ目\n続き");
        assert_eq!(s.revisions[0].date, "2020-08-31");
        assert_eq!(s.row_above(s.controls[1].id).map(|c| c.line), Some(s.controls[0].line));
    }

    #[test]
    fn a_row_that_cannot_be_read_is_named_by_its_line() {
        let lines = HEAD.lines().count() + 8;
        for row in ["実X\t何か", "実5 タブのない行", "別の表\t値"] {
            let text = row.to_owned();
            assert_eq!(parse(&document(&format!("{row}\n"))), Err(ParseError::Row { line: lines, text }));
        }
        let twice = parse(&document("実1\tあ\n実1\tい\n"));
        assert!(matches!(twice, Err(ParseError::Duplicate { .. })), "{twice:?}");
    }

    #[test]
    fn numbers_declared_out_of_scope_are_known() {
        let s = parse(&document("設1\tあ\n設備基準84～137 は「本部」の基準であり、対象外\t\n"))
            .expect("readable");
        assert!(s.out_of_scope("設90".parse().expect("id")).is_some());
        assert!(s.out_of_scope("設138".parse().expect("id")).is_none());
        assert!(s.out_of_scope("実90".parse().expect("id")).is_none());
    }
}
