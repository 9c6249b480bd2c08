//! A question as it stands in a customer's sheet, freed of what is no part of it: row numbers,
//! instructions on how to fill the sheet in, line breaks and blanks inside words, cited numbers.

use std::ops::Range;

/// Words that tell how to fill the sheet in; a bracket, a ※ remark or a last sentence that holds
/// one is no part of the question as long as something else is left of it.
const INSTRUCTIONS: &[&str] = &[
    "記載",
    "記入",
    "添付",
    "ご回答",
    "回答くだ",
    "回答して",
    "回答願",
    "回答のこと",
    "選択して",
    "選択くだ",
    "選択のこと",
    "お知らせ",
    "ご教示",
    "ご提示",
    "提示可否",
    "提出可否",
    "別紙",
    "該当するもの",
    "明記",
    "具体的に",
    "please specify",
    "please attach",
    "please provide details",
    "please describe",
    "please explain",
    "if yes",
    "if so",
    "if not",
    "if no,",
    "specify below",
    "y/n",
    "yes/no",
    "select one",
    "attach evidence",
    "有の場合",
    "無の場合",
    "有/無",
    "有・無",
    "はい/いいえ",
    "○×",
    "資料名",
];

/// The question without citations (char ranges of `text`), numbering and instructions.
pub(crate) fn clean(text: &str, citations: &[Range<usize>]) -> String {
    let without: String = text
        .chars()
        .enumerate()
        .map(|(i, c)| if citations.iter().any(|r| r.contains(&i)) { ' ' } else { c })
        .collect();
    let joined = join_broken_words(&without);
    let unnumbered = strip_numbering(&joined);
    strip_instructions(unnumbered).trim().to_owned()
}

fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{FF66}'..='\u{FF9F}' | '々')
}

/// A single ASCII blank or line break between two CJK characters stands inside a word more often
/// than between two (scanned sheets, wrapped cells); a wide blank, a bullet or two breaks separate.
fn join_broken_words(text: &str) -> String {
    let chars: Vec<char> = text.chars().filter(|&c| c != '\r' && c != '\u{200B}').collect();
    let mut out = String::with_capacity(text.len());
    for (i, &c) in chars.iter().enumerate() {
        let inside = matches!(c, ' ' | '\n')
            && i > 0
            && is_cjk(chars[i - 1])
            && chars.get(i + 1).copied().is_some_and(is_cjk)
            && chars[i + 1] != '・';
        if !inside {
            out.push(c);
        }
    }
    out
}

/// Leading row numbers and bullets: `19　`, `A.8.13`, `(3)`, `No.12`, `Q4:`, `①`, `・`, `ア)`.
fn strip_numbering(text: &str) -> &str {
    let mut rest = text.trim_start();
    for _ in 0..3 {
        let next = strip_one_number(rest).trim_start();
        if next.len() == rest.len() || next.is_empty() {
            break;
        }
        rest = next;
    }
    rest
}

fn strip_one_number(text: &str) -> &str {
    let first = text.chars().next();
    if first.is_some_and(|c| "・■●◆□◇▪•※＊*-－→▶♦".contains(c) || matches!(c, '①'..='⑳' | '㈠'..='㈩'))
    {
        return &text[first.map_or(0, char::len_utf8)..];
    }
    let mut label = 0;
    for word in ["No", "NO", "no", "Ｎｏ", "Q", "Ｑ", "問", "項番", "設問", "質問"] {
        let numbered = |after: &str| after.starts_with(|c: char| c.is_numeric() || ".．:：# -－".contains(c));
        if text.strip_prefix(word).is_some_and(numbered) {
            label = word.len();
        }
    }
    let mut digits = 0;
    let mut marks = 0;
    for (i, c) in text.char_indices().skip_while(|(i, _)| *i < label) {
        if c.is_numeric() {
            digits += 1;
        } else if ".．-－ー‐_)）(（]［[］:：、#＃".contains(c) {
            marks += 1;
        } else if c.is_ascii_uppercase() && i == 0 && text[1..].starts_with(['.', '-', '．']) {
            // The chapter letter of A.8.13.
        } else {
            // 3 年 is a number of something, 2要素 a word; 3　… and 3. … number a row.
            let numbered = digits > 0 && (label > 0 || marks > 0 || c.is_whitespace());
            let hyphened = text[..i].ends_with(['-', '－']) && marks == 1;
            return if numbered && !hyphened { &text[i..] } else { text };
        }
    }
    text
}

/// Takes away brackets, ※ remarks and last sentences that only say how to answer.
fn strip_instructions(text: &str) -> String {
    let instructs = |part: &str| {
        let folded = kotae_text::fold_str(part);
        INSTRUCTIONS.iter().any(|w| folded.contains(w))
    };
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(['（', '(', '［', '[', '【']) {
        let close = rest[open..].find(['）', ')', '］', ']', '】']);
        let Some(close) = close.map(|c| open + c) else { break };
        let end = close + rest[close..].chars().next().map_or(1, char::len_utf8);
        kept.push_str(&rest[..open]);
        if !instructs(&rest[open..end]) {
            kept.push_str(&rest[open..end]);
        }
        rest = &rest[end..];
    }
    kept.push_str(rest);
    if let Some(at) = kept.find(['※', '＊'])
        && instructs(&kept[at..])
        && kept[..at].chars().filter(|c| c.is_alphanumeric()).count() > 2
    {
        kept.truncate(at);
    }
    // A last sentence that only instructs, after one that asks.
    let parts = kotae_text::sentences(&kept);
    if let [first, .., last] = parts.as_slice() {
        let body = kotae_text::char_slice(&kept, first.start, last.start).to_owned();
        let tail = kotae_text::char_slice(&kept, last.start, last.end);
        if instructs(tail)
            && tail.chars().count() < 40
            && body.chars().filter(|c| c.is_alphanumeric()).count() > 4
        {
            return body;
        }
    }
    if kept.chars().any(char::is_alphanumeric) { kept } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::clean;
    use proptest::prelude::*;

    fn check(text: &str, want: &str) {
        assert_eq!(clean(text, &[]), want, "{text}");
    }

    #[test]
    fn row_numbers_and_bullets_fall_away() {
        check("19　社員に貸しているパソコン", "社員に貸しているパソコン");
        check("A.8.13 Information backup", "Information backup");
        check("(3) 入退室の管理", "入退室の管理");
        check("No.12 通常運用マニュアルの有無", "通常運用マニュアルの有無");
        check("Q4: Are logs kept?", "Are logs kept?");
        check("①暗号鍵の管理", "暗号鍵の管理");
        check("1.1.3 情報資産の台帳", "情報資産の台帳");
        check("5-3 緊急事態の手順", "緊急事態の手順");
    }

    #[test]
    fn numbers_that_belong_to_the_question_stay() {
        check("2要素認証を使うか", "2要素認証を使うか");
        check("24時間監視しているか", "24時間監視しているか");
        check("3年以上保存しているか", "3年以上保存しているか");
        check("2FA for admins", "2FA for admins");
        check("実", "実");
    }

    #[test]
    fn instructions_fall_away_unless_they_are_all_there_is() {
        check("運用マニュアルの有無（有の場合は資料名を記載）", "運用マニュアルの有無");
        check("合格した物のみリリースしているか　※証跡の提出可否も記載", "合格した物のみリリースしているか");
        check("ログを取得していますか。具体的に記載してください。", "ログを取得していますか。");
        check("Are backups taken? Please describe.", "Are backups taken?");
        check("資料名を記載", "資料名を記載");
        check("監視カメラ（録画）の有無", "監視カメラ（録画）の有無");
    }

    #[test]
    fn words_broken_by_lines_are_joined() {
        check("作業は事 前承認\n制か。", "作業は事前承認制か。");
        check("防災訓\n練の実 施状況", "防災訓練の実施状況");
        check("運用室　流し台　ないこと", "運用室　流し台　ないこと");
        check("Are the\nlogs kept?", "Are the\nlogs kept?");
    }

    proptest! {
        #[test]
        fn any_text_is_cleaned_without_panic(s in "\\PC{0,60}", t in "[0-9A-Z.()（）※①・ 　\\n記載Q問実。]{0,30}") {
            let _ = clean(&s, &[]);
            let cleaned = clean(&t, std::slice::from_ref(&(0..2)));
            prop_assert!(cleaned.chars().count() <= t.chars().count());
        }
    }
}
