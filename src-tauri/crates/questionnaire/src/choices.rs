//! The choices that one text names: a header, a line of a legend, the boxes in a cell.
//!
//! Dropdowns come ready from the workbook and are not read here; legends over several cells are
//! put together in `legend`.

use crate::signs::{is_box, is_choice, is_sign};
use kotae_text::fold_str;

/// A choice as it must be written, and what the workbook says it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    /// Exactly as it stands in the legend.
    pub(crate) text: String,
    /// Empty when nothing is said.
    pub(crate) meaning: String,
}

/// Pairs that two characters name, in headers such as 「適否」 and 「実施有無」.
const PAIRS: &[(&str, [&str; 2])] = &[
    ("適否", ["適", "否"]),
    ("可否", ["可", "否"]),
    ("有無", ["有", "無"]),
    ("良否", ["良", "否"]),
    ("当否", ["当", "否"]),
    ("合否", ["合", "否"]),
];

/// Separates a choice from its meaning.
fn parts_meaning(c: char) -> bool {
    matches!(c, ':' | '：' | '=' | '＝' | '…' | '→' | '⇒' | '‥')
}

/// May follow one entry of a legend before the next begins.
fn parts_entries(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '、' | '，'
                | ','
                | '；'
                | ';'
                | '/'
                | '／'
                | '|'
                | '｜'
                | '('
                | '（'
                | '['
                | '［'
                | '【'
                | '「'
                | '。'
                | '・'
                | '･'
                | '<'
                | '＜'
        )
}

/// Ends what introduces a legend: 「【凡例】○：…」「記号：○＝…」.
fn closes(c: char) -> bool {
    matches!(c, '】' | ')' | '）' | ']' | '］' | '>' | '＞' | '」' | ':' | '：')
}

/// Ends of a meaning that belong to the sentence around it.
fn trim_meaning(t: &str) -> &str {
    t.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '、' | '，'
                    | ','
                    | '；'
                    | ';'
                    | '/'
                    | '／'
                    | '|'
                    | '｜'
                    | ')'
                    | '）'
                    | ']'
                    | '］'
                    | '】'
                    | '」'
                    | '。'
                    | '・'
                    | '>'
                    | '＞'
                    | '('
                    | '（'
                    | '「'
            )
    })
}

/// Entries such as 「○：対応済 △：一部」 or 「○対応済、×未対応」, in order.
pub(crate) fn keyed(text: &str) -> Vec<Choice> {
    let chars: Vec<char> = text.chars().collect();
    // Where keys begin and end, and where their meanings begin.
    let mut keys: Vec<(usize, usize, usize)> = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let starts = i == 0 || parts_entries(chars[i - 1]) || closes(chars[i - 1]);
        if !starts {
            i += 1;
            continue;
        }
        let end = (i + 1..chars.len().min(i + 12)).find(|&j| parts_meaning(chars[j]) || chars[j] == '\n');
        if let Some(end) = end.filter(|&j| parts_meaning(chars[j])) {
            let key: String = chars[i..end].iter().collect();
            if is_choice(key.trim()) {
                let mut from = end + 1;
                while from < chars.len() && parts_meaning(chars[from]) {
                    from += 1;
                }
                keys.push((i, end, from));
                i = from;
                continue;
            }
        }
        // A sign needs no colon: 「○実施済　△一部実施」. A dash does, it might be punctuation.
        let sign = is_sign(&chars[i].to_string())
            && !matches!(chars[i], '-' | '－' | 'ー' | '―' | '□' | '■' | '・' | '●' | '★' | '☆' | '◆');
        let followed = chars.get(i + 1).is_some_and(|c| {
            !parts_entries(*c)
                && !is_sign(&c.to_string())
                && !matches!(
                    c,
                    ')' | '）' | '印' | 'を' | 'の' | 'は' | 'が' | 'で' | 'と' | '又' | 'ま' | 'も' | 'か'
                )
        });
        if sign && followed {
            keys.push((i, i + 1, i + 1));
        }
        i += 1;
    }
    let mut out: Vec<Choice> = Vec::new();
    for (n, &(start, end, from)) in keys.iter().enumerate() {
        let to = keys.get(n + 1).map_or(chars.len(), |k| k.0);
        let meaning: String = chars[from.min(to)..to].iter().collect();
        let meaning = trim_meaning(meaning.split('\n').next().unwrap_or_default()).to_owned();
        let text: String = chars[start..end].iter().collect();
        let text = text.trim().to_owned();
        if !meaning.is_empty() && out.iter().all(|c| c.text != text) {
            out.push(Choice { text, meaning });
        }
    }
    out
}

/// A list such as 「はい・いいえ」, `Y/N/NA`, 「○△×」, with or without brackets.
fn listed(text: &str) -> Vec<Choice> {
    let mut pieces: Vec<String> = Vec::new();
    let mut opened: Vec<bool> = vec![false];
    let mut current = String::new();
    for c in text.chars() {
        if matches!(
            c,
            '(' | '（'
                | '['
                | '［'
                | '【'
                | ')'
                | '）'
                | ']'
                | '］'
                | '】'
                | '\n'
                | '「'
                | '」'
                | '『'
                | '』'
                | '：'
                | ':'
                | '〔'
                | '〕'
                | '<'
                | '>'
                | '＜'
                | '＞'
        ) {
            pieces.push(std::mem::take(&mut current));
            opened.push(matches!(c, '(' | '（' | '[' | '［' | '【' | '〔' | '<' | '＜'));
        } else {
            current.push(c);
        }
    }
    pieces.push(current);
    // Items may each stand in their own brackets: 「はい」「いいえ」「該当なし」のいずれか.
    let quoted: Vec<&String> =
        pieces.iter().filter(|p| !p.trim().is_empty() && is_choice(p.trim())).collect();
    let mut best: Vec<String> = Vec::new();
    for (p, inside) in pieces.iter().zip(opened) {
        let items = items(p, inside);
        if items.len() > best.len() {
            best = items;
        }
    }
    if best.len() < 2 && quoted.len() >= 2 {
        best = quoted.into_iter().map(|p| p.trim().to_owned()).collect();
    }
    let mut out: Vec<Choice> = Vec::new();
    for text in best {
        if out.iter().all(|c| c.text != text) {
            out.push(Choice { text, meaning: String::new() });
        }
    }
    if out.len() >= 2 { out } else { Vec::new() }
}

/// The items of one piece when all of them are choices; otherwise nothing. `inside` brackets one
/// word known as a choice is enough.
fn items(piece: &str, inside: bool) -> Vec<String> {
    let mut t = piece.trim();
    for tail in [
        "のいずれかを選択",
        "のいずれか",
        "いずれか",
        "から選択",
        "より選択",
        "を選択",
        "で回答",
        "で記入",
        "を記入",
        "で記載",
        "から選択してください",
        "select",
        "選択",
        "choose",
        "のどちらか",
    ] {
        t = t.trim_end_matches(tail).trim_end();
    }
    for head in ["select", "choose", "選択", "回答", "one of"] {
        t = t.strip_prefix(head).map_or(t, str::trim_start);
    }
    // `N/A` holds a slash of its own.
    let guarded = t.replace("N/A", "N\u{1}A").replace("n/a", "n\u{1}a").replace("Ｎ／Ａ", "Ｎ\u{1}Ａ");
    let restore =
        |s: &str| s.trim().replace("N\u{1}A", "N/A").replace("n\u{1}a", "n/a").replace("Ｎ\u{1}Ａ", "Ｎ／Ａ");
    let separators: [&[char]; 4] = [
        &['/', '／', '|', '｜'],
        &['・', '･', '、', '，', ',', '/', '／', '|', '｜', '；', ';'],
        &[' ', '\u{3000}', '・', '･', '、', '，', ',', '/', '／', '|', '｜'],
        &['～', '〜', '~'],
    ];
    for set in &separators[..3] {
        let parts: Vec<String> = guarded.split(*set).map(&restore).filter(|s| !s.is_empty()).collect();
        if parts.len() >= 2 && parts.iter().all(|p| is_choice(p)) {
            return parts;
        }
    }
    // One word known as a choice vouches for its neighbours: 「定めている／検討中／定めていない」.
    let parts: Vec<String> =
        guarded.split(['/', '／', '|', '｜']).map(&restore).filter(|s| !s.is_empty()).collect();
    let known = |p: &String| is_choice(p) && p.chars().count() >= 2;
    if inside && parts.len() >= 2 && parts.iter().all(|p| p.chars().count() <= 12) && parts.iter().any(known)
    {
        return parts;
    }
    for word in [" or ", "又は", "または", "もしくは", "or"] {
        let parts: Vec<String> = guarded
            .split(word)
            .flat_map(|p| p.split(['、', ',', '，', '/', '・']))
            .map(&restore)
            .filter(|s| !s.is_empty())
            .collect();
        if parts.len() >= 2 && parts.iter().all(|p| is_choice(p)) {
            return parts;
        }
    }
    let signs: Vec<String> = t
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '・' | '/' | '／' | '、' | ',' | '，'))
        .map(String::from)
        .collect();
    if signs.len() >= 2
        && signs.iter().all(|s| is_sign(s))
        && signs.iter().any(|s| "○◎×△".contains(fold_str(s).as_str()))
    {
        return signs;
    }
    Vec::new()
}

/// The choices that a header or a single text names; empty when it names none.
pub(crate) fn in_text(text: &str) -> Vec<Choice> {
    let keyed = keyed(text);
    if keyed.len() >= 2 { keyed } else { listed(text) }
}

/// The choices that a question names in brackets: 「…ますか（はい・いいえ）」.
pub(crate) fn in_brackets(text: &str) -> Vec<Choice> {
    let mut best: Vec<String> = Vec::new();
    if text.len() > 2_000 {
        return Vec::new();
    }
    for part in text.split(['(', '（', '[', '［', '【']).skip(1) {
        let inner = part.split([')', '）', ']', '］', '】']).next().unwrap_or_default();
        let found = items(inner, true);
        if found.len() > best.len() {
            best = found;
        }
    }
    best.into_iter().map(|text| Choice { text, meaning: String::new() }).collect()
}

/// What a header's last two characters may still say (「対応可否」) when nothing else says more.
pub(crate) fn in_compound(header: &str) -> Vec<Choice> {
    let t = fold_str(header.split(['\n', '(', '（']).next().unwrap_or_default());
    let t = t.trim().trim_start_matches('【').trim_end_matches(['】', '欄']).to_owned();
    PAIRS
        .iter()
        .find(|(word, _)| t.ends_with(word))
        .map(|(_, pair)| {
            pair.iter().map(|c| Choice { text: (*c).to_owned(), meaning: String::new() }).collect()
        })
        .unwrap_or_default()
}

/// The options of a cell such as 「□はい　□いいえ」, without their boxes; empty when there are fewer than two.
pub(crate) fn in_boxes(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some((i, c)) = rest.char_indices().find(|(_, c)| is_box(*c)) {
        rest = &rest[i + c.len_utf8()..];
        let end = rest.char_indices().find(|(_, c)| is_box(*c) || *c == '\n').map_or(rest.len(), |(j, _)| j);
        let option = rest[..end].split(['(', '（']).next().unwrap_or_default();
        let option = option
            .trim_matches(|c: char| c.is_whitespace() || matches!(c, '、' | ',' | '/' | '／' | '・' | '，'));
        if !option.is_empty() && !out.iter().any(|o| o == option) {
            out.push(option.to_owned());
        }
    }
    if out.len() >= 2 { out } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = in_text(text).into_iter().map(|c| c.text).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn choices_in_headers() {
        check("はい/いいえ", &["はい", "いいえ"]);
        check("回答\n（はい・いいえ・該当なし）", &["はい", "いいえ", "該当なし"]);
        check("対応状況\n○：対応済　△：一部対応　×：未対応", &["○", "△", "×"]);
        check("対応状況（○:対応済、△:一部対応、×:未対応、－:対象外）", &["○", "△", "×", "－"]);
        check("○×", &["○", "×"]);
        check("回答（○・△・×）", &["○", "△", "×"]);
        check("Y/N", &["Y", "N"]);
        check("Answer (Yes/No/N/A)", &["Yes", "No", "N/A"]);
        check("適合状況 (適/否)", &["適", "否"]);
        check("実施状況\n○実施済 △一部実施 ×未実施", &["○", "△", "×"]);
        check("A:実施 B:一部実施 C:未実施", &["A", "B", "C"]);
        check("「はい」「いいえ」「該当なし」のいずれか", &["はい", "いいえ", "該当なし"]);
        check("回答（定めている／検討中／定めていない）", &["定めている", "検討中", "定めていない"]);
        check("【凡例】○：実施済　△：一部実施　×：未実施　－：対象外", &["○", "△", "×", "－"]);
        check("凡例：○…実施 ×…未実施", &["○", "×"]);
        check("Compliant? Y=Yes, N=No, P=Partial", &["Y", "N", "P"]);
    }

    #[test]
    fn headers_that_name_no_choices() {
        for t in [
            "回答",
            "備考",
            "対応状況",
            "質問内容／Question",
            "回答欄（具体的に記入）",
            "備考・コメント",
            "証跡（規程名等）",
        ] {
            check(t, &[]);
        }
    }

    #[test]
    fn meanings_are_kept() {
        let all = keyed("○：対応済 △：一部対応（代替策あり） ×：未対応");
        assert_eq!(
            all.iter().map(|c| c.meaning.as_str()).collect::<Vec<_>>(),
            ["対応済", "一部対応（代替策あり", "未対応"]
        );
    }

    #[test]
    fn boxes_in_a_cell() {
        assert_eq!(in_boxes("□はい　□いいえ　■該当なし"), ["はい", "いいえ", "該当なし"]);
        assert_eq!(in_boxes("☐ 実施（時期：　）\n☐ 未実施"), ["実施", "未実施"]);
        assert!(in_boxes("□ 個人情報").is_empty());
    }

    #[test]
    fn pairs_in_compounds() {
        assert_eq!(in_compound("対応可否").iter().map(|c| c.text.as_str()).collect::<Vec<_>>(), ["可", "否"]);
        assert!(in_compound("対応状況").is_empty());
    }
}
