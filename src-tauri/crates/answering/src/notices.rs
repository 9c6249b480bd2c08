//! What the reviewer has to see beside an answer, in short polite Japanese. Which notices belong is
//! read from the annotations (side, place, exceptions, note), not from control numbers.

use crate::cited::Numbers;
use crate::response::Response;
use crate::status::is_operations_room;
use crate::types::{Notice, NoticeCode, Source};
use kotae_standard::{Control, ControlId, ItemId, Place, Side, Status, find_citations};

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
    pub(crate) fn not_stated(&mut self, words: &[String]) {
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
    pub(crate) fn response(&mut self, response: &Response<'_>, data_centre: bool) {
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
        if data_centre && is_operations_room(response) {
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

/// The nearest row above with a response: what a merged cell over a run of empty ones would say.
fn answered_above<'a>(source: &Source<'a>, id: ControlId) -> Option<&'a Control> {
    let mut above = source.standard.row_above(id)?;
    while above.blank {
        above = source.standard.row_above(above.id)?;
    }
    Some(above)
}

/// The part of an annotation's note that says that the response and its number speak of different things.
pub(crate) fn other_subject<'a>(response: &Response<'a>) -> Option<&'a str> {
    note_saying(response, &["項番は", "FISCの番号は", "主題に当たる"])
}

/// The part of the note that says that another place of the document disagrees, and which places.
pub(crate) fn contradiction<'a>(
    source: &Source<'_>,
    response: &Response<'a>,
) -> Option<(&'a str, Vec<ItemId>)> {
    let said = note_saying(response, &["食い違", "矛盾"])?;
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
