//! What the reviewer has to see beside an answer, in short polite Japanese. Which notices belong is
//! read from the annotations (side, place, exceptions, note), not from control numbers.

use crate::cited::Numbers;
use crate::response::Response;
use crate::status::is_operations_room;
use crate::types::{Notice, NoticeCode, Source};
use kotae_standard::{Control, ControlId, ItemId, Place, Side, Status, find_citations};
use kotae_text::{char_slice, fold, fold_str};

/// Collects notices, each once.
#[derive(Debug, Default)]
pub(crate) struct Notices(Vec<Notice>);

impl Notices {
    /// Adds one.
    pub(crate) fn say(&mut self, code: NoticeCode, message: impl Into<String>) {
        let notice = Notice { code, message: message.into() };
        if !self.0.contains(&notice) {
            self.0.push(notice);
        }
    }

    /// Is there one of this kind?
    pub(crate) fn has(&self, code: NoticeCode) -> bool {
        self.0.iter().any(|n| n.code == code)
    }

    /// What stops a reader comes first.
    pub(crate) fn into_sorted(mut self) -> Vec<Notice> {
        self.0.sort_by_key(|n| n.code);
        self.0
    }

    /// The numbers that cannot be answered from.
    pub(crate) fn numbers(&mut self, source: &Source<'_>, numbers: &Numbers) {
        for id in &numbers.blank {
            let mut message = format!("{id}は原本では空欄です。");
            if let Some(above) = answered_above(source, *id) {
                message += &format!(
                    "その上で回答のある{}には「{}」とあり、結合セルの続きの可能性があります。担当者が判断してください。",
                    above.id, above.text
                );
            }
            self.say(NoticeCode::Blank, message);
        }
        for id in &numbers.out_of_scope {
            let said = source.standard.out_of_scope(*id).map_or("", |o| o.text.as_str());
            self.say(NoticeCode::OutOfScope, format!("{id}は本書の対象外です：「{said}」"));
        }
        for id in &numbers.missing {
            let fisc = &source.standard.fisc;
            self.say(NoticeCode::NoSuchControl, format!("{id}は本書（{fisc}対応）にない番号です。"));
        }
        for written in &numbers.foreign {
            let fisc = &source.standard.fisc;
            self.say(
                NoticeCode::OtherEdition,
                format!("「{written}」は旧版などの番号で、本書（{fisc}対応）の番号ではありません。お客様に番号をご確認ください。"),
            );
        }
    }

    /// Something related is stated, but not these words' content.
    pub(crate) fn not_stated(&mut self, question: &str, words: &[String]) {
        let words = spelled(question, words);
        if words.is_empty() {
            self.say(NoticeCode::NotStated, "問われている内容に当たる記載は本書にない。");
        } else {
            let words = words.join("、");
            self.say(
                NoticeCode::NotStated,
                format!("関連する記載はあるが、問われている内容（{words}）は記載がない。"),
            );
        }
    }

    /// Why the public edition may say less.
    pub(crate) fn public_edition(&mut self) {
        self.say(
            NoticeCode::PublicEdition,
            "本書は公開版です。正式な最新版の提供には、秘密保持契約の締結などの条件があります（2.5）。",
        );
    }

    /// What belongs to a quoted response.
    pub(crate) fn response(&mut self, response: &Response<'_>, says_no_room: bool) {
        let exceptions: Vec<&str> = (0..response.sentences.len())
            .filter(|n| response.sentences[*n].exception)
            .map(|n| response.sentence_text(n))
            .collect();
        if !exceptions.is_empty() {
            let id = response.id;
            self.say(
                NoticeCode::Exception,
                format!("{id}には例外・条件・否定の記載があります：「{}」", exceptions.join("」「")),
            );
        }
        if says_no_room && is_operations_room(response) {
            self.say(
                NoticeCode::OperationsRoom,
                format!(
                    "{}は弊社の運用室についての記載です。サービスが稼働するデータセンターの設備は、クラウド事業者が公表している資料もご参照ください（4.1）。",
                    response.id
                ),
            );
        }
        let cloud = response.is_side(Side::Cloud)
            || response.note.is_some_and(|n| n.place.contains(&Place::DataCentre));
        if cloud {
            self.say(
                NoticeCode::CloudProvider,
                "クラウド事業者の対応状況は、クラウド事業者が公表している資料も併せてご参照ください（4.1）。",
            );
        }
        if response.is_side(Side::Customer) && response.status != Status::Na {
            self.say(
                NoticeCode::Customer,
                format!("{}にはお客様側での確認や対応が含まれます。", response.id),
            );
        }
    }
}

/// What may follow a word asked for: 「資格を」.
pub(crate) const PARTICLES: &[char] = &['を', 'は', 'が', 'に', 'の', 'と', 'で', 'も', '、', ' '];

/// The words as the question spells them: each place once, overlapping ones joined, Latin words whole.
fn spelled(question: &str, words: &[String]) -> Vec<String> {
    let folded = fold(question);
    let chars: Vec<char> = folded.text.chars().collect();
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut elsewhere: Vec<String> = Vec::new();
    for word in words {
        let word: Vec<char> = fold_str(word).trim().chars().collect();
        let at = (0..chars.len()).find(|at| !word.is_empty() && chars[*at..].starts_with(&word));
        let Some(start) = at else {
            let plain: String = word.iter().collect::<String>().trim_end_matches(PARTICLES).to_owned();
            if !plain.is_empty() && !elsewhere.contains(&plain) {
                elsewhere.push(plain);
            }
            continue;
        };
        let latin = |i: usize| chars.get(i).is_some_and(char::is_ascii_alphabetic);
        let (mut start, mut end) = (start, start + word.len());
        while start > 0 && latin(start) && latin(start - 1) {
            start -= 1;
        }
        while latin(end - 1) && latin(end) {
            end += 1;
        }
        found.push((start, end));
    }
    found.sort_unstable();
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (start, end) in found {
        match joined.last_mut() {
            Some(last) if start < last.1 => last.1 = last.1.max(end),
            _ => joined.push((start, end)),
        }
    }
    let mut out: Vec<String> = Vec::new();
    for (start, end) in joined {
        let (from, to) = folded.source_range(start, end);
        let word = char_slice(question, from, to).trim().trim_end_matches(PARTICLES).to_owned();
        if !word.is_empty() && !out.iter().any(|o| fold_str(o) == fold_str(&word)) {
            out.push(word);
        }
    }
    let said = |w: &String| out.iter().any(|o| fold_str(o).contains(w.as_str()));
    elsewhere.retain(|w| !said(w));
    out.extend(elsewhere);
    out
}

/// The nearest row above with a response: what a merged cell over a run of empty ones would say.
fn answered_above<'a>(source: &Source<'a>, id: ControlId) -> Option<&'a Control> {
    let mut above = source.standard.row_above(id)?;
    while above.blank {
        above = source.standard.row_above(above.id)?;
    }
    Some(above)
}

/// Does the note tell of another subject or of a disagreement?
pub(crate) fn is_told(note: &str) -> bool {
    OTHER_SUBJECT.iter().chain(DISAGREES).any(|w| note.contains(w))
}

const OTHER_SUBJECT: &[&str] = &["項番は", "FISCの番号は", "主題に当たる"];
const DISAGREES: &[&str] = &["食い違", "矛盾"];

/// The part of an annotation's note that says that the response and its number speak of different things.
pub(crate) fn other_subject<'a>(response: &Response<'a>) -> Option<&'a str> {
    note_saying(response, OTHER_SUBJECT)
}

/// The part of the note that says that another place of the document disagrees, and which places.
pub(crate) fn contradiction<'a>(
    source: &Source<'_>,
    response: &Response<'a>,
) -> Option<(&'a str, Vec<ItemId>)> {
    let said = note_saying(response, DISAGREES)?;
    let note = &response.note?.note;
    let controls =
        find_citations(note, source.standard).into_iter().filter_map(|c| note_id(note, c.start, c.end));
    let sections = note
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '.'))
        .filter_map(|w| w.trim_end_matches('.').parse::<ItemId>().ok());
    let mut places: Vec<ItemId> = controls.chain(sections).filter(|id| *id != response.id).collect();
    places.sort_unstable();
    places.dedup();
    Some((said, places))
}

fn note_id(note: &str, start: usize, end: usize) -> Option<ItemId> {
    kotae_text::char_slice(note, start, end).parse().ok()
}

fn note_saying<'a>(response: &Response<'a>, words: &[&str]) -> Option<&'a str> {
    let note = response.note?.note.as_str();
    note.split_inclusive('。').find(|s| words.iter().any(|w| s.contains(w))).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::spelled;

    #[test]
    fn what_is_not_stated_is_named_once_in_the_questions_spelling() {
        for (question, words, want) in [
            ("点検は年１回行いますか", &["年1回", "1回", "年１回"][..], &["年１回"][..]),
            (
                "目標復旧時間（ＲＴＯ）は",
                &["復旧時間", "目標復旧", "rto", "RTO"],
                &["目標復旧時間", "ＲＴＯ"],
            ),
            ("責任者の資格を定めていますか", &["資格を"], &["資格"]),
            ("Once a leak is seen, what is done?", &["Onc"], &["Once"]),
            ("鍵の管理", &["鍵長"], &["鍵長"]),
        ] {
            let words: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
            assert_eq!(spelled(question, &words), want, "{question}");
        }
    }
}
