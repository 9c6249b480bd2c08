//! A response cut into sentences and clauses, with what each does to an answer: carries an
//! exception, says no, hands the matter to another, holds only under a condition, leans on the
//! sentence before it. Takes the document's text and the annotation; judges no question.

use kotae_standard::{Annotation, Item, ItemId, Side, Status};
use kotae_text::{char_slice, fold_str, sentences};
use std::ops::Range;

/// A clause that can be true or false by itself.
#[derive(Debug, Clone)]
pub(crate) struct Clause {
    /// Folded text.
    pub(crate) text: String,
    /// Which sentence of the response it belongs to.
    pub(crate) sentence: usize,
    /// Says that something is not so.
    pub(crate) negated: bool,
    /// Says that something cannot be done: a negation that is itself the measure.
    pub(crate) denied: bool,
    /// Says that somebody else does it.
    pub(crate) delegated: bool,
    /// Keeps something out or within bounds: のみ, 許可された, 分離, 避けて, 〜なければ…ない.
    pub(crate) bounds: bool,
}

/// One sentence of a response.
#[derive(Debug, Clone)]
pub(crate) struct Sentence {
    /// Chars of the item's text.
    pub(crate) range: Range<usize>,
    /// Folded text.
    pub(crate) text: String,
    /// Must not be left out of any excerpt.
    pub(crate) exception: bool,
    /// Cannot be read without the sentence before it: ただし, この, 同.
    pub(crate) leans_back: bool,
    /// Reads better with the sentence before it, which comes along where there is room: また、.
    pub(crate) adds: bool,
    /// The line that labels the list entry it stands under: `b) 運用のためのコンピュータセンター`.
    pub(crate) label: Option<usize>,
    /// Belongs to the sentence before it, which must not be quoted without it: ただし, なお, ※.
    pub(crate) qualifies: bool,
    /// Holds under a condition or with a reservation: 場合, 原則, 一部の, など.
    pub(crate) hedged: bool,
}

/// One response as answers see it.
#[derive(Debug, Clone)]
pub(crate) struct Response<'a> {
    /// Whose.
    pub(crate) id: ItemId,
    /// The whole text, verbatim.
    pub(crate) text: &'a str,
    /// Its sentences, in order.
    pub(crate) sentences: Vec<Sentence>,
    /// Its clauses, in order.
    pub(crate) clauses: Vec<Clause>,
    /// What it claims as a whole.
    pub(crate) status: Status,
    /// Its annotation, if any.
    pub(crate) note: Option<&'a Annotation>,
}

impl<'a> Response<'a> {
    /// Reads an item with its annotation.
    pub(crate) fn read(item: Item<'a>, note: Option<&'a Annotation>) -> Self {
        let text = item.text();
        let exceptions = exception_ranges(text, note);
        // An exception that no longer stands in the text: the annotation is stale, so every
        // sentence is treated as one that must be quoted.
        let stale = exceptions.iter().any(Option::is_none);
        let mut out = Self {
            id: item.id(),
            text,
            sentences: Vec::new(),
            clauses: Vec::new(),
            status: if item.blank() { Status::Unknown } else { note.map_or(Status::Unknown, |n| n.status) },
            note,
        };
        let mut label = None;
        for (n, range) in sentences(text).into_iter().enumerate() {
            let folded = fold_str(char_slice(text, range.start, range.end));
            let exception =
                stale || exceptions.iter().flatten().any(|e| e.start < range.end && range.start < e.end);
            out.clauses.extend(clauses(&folded).map(|c| Clause {
                negated: negated(c) && !denied(c),
                denied: denied(c),
                delegated: DELEGATES.iter().any(|w| c.contains(w)),
                bounds: BOUNDS.iter().any(|w| c.contains(w)),
                text: c.to_owned(),
                sentence: n,
            }));
            if is_label(&folded) {
                label = Some(n);
            }
            out.sentences.push(Sentence {
                label,
                exception,
                leans_back: n > 0 && LEANS_BACK.iter().any(|w| folded.starts_with(w)),
                adds: ADDS.iter().any(|w| folded.starts_with(w))
                    // In another paragraph it adds to nothing in particular.
                    && out.sentences.last().is_some_and(|s| {
                        !char_slice(text, s.range.end, range.start).contains('\n')
                    }),
                qualifies: n > 0 && QUALIFIES.iter().any(|w| folded.starts_with(w)),
                hedged: hedged(&folded),
                text: folded,
                range,
            });
        }
        out
    }

    /// Does any sentence carry an exception?
    pub(crate) fn has_exceptions(&self) -> bool {
        self.sentences.iter().any(|s| s.exception)
    }

    /// Is this a party's work, by the annotation?
    pub(crate) fn is_side(&self, side: Side) -> bool {
        self.note.is_some_and(|n| n.side.contains(&side))
    }

    /// The sentence's text, verbatim.
    pub(crate) fn sentence_text(&self, n: usize) -> &'a str {
        let range = &self.sentences[n].range;
        char_slice(self.text, range.start, range.end)
    }
}

/// `a) …` at the start of a line.
fn is_label(folded: &str) -> bool {
    let mut chars = folded.chars();
    matches!((chars.next(), chars.next()), (Some('a'..='z' | '0'..='9'), Some(')')))
}

/// Where the annotation's exceptions stand, in chars; `None` for one that is not in the text.
fn exception_ranges(text: &str, note: Option<&Annotation>) -> Vec<Option<Range<usize>>> {
    let exceptions = note.map_or(&[][..], |n| &n.exceptions);
    exceptions
        .iter()
        .map(|e| {
            let start = text[..text.find(e.as_str())?].chars().count();
            Some(start..start + e.chars().count())
        })
        .collect()
}

/// Openings that point at the sentence before.
const LEANS_BACK: &[&str] = &[
    "ただし",
    "但し",
    "もっとも",
    "この",
    "これ",
    "その",
    "それ",
    "同基準",
    "同規程",
    "同委員会",
    "当該",
    "そこ",
    "上記",
    "さらに",
    "そのため",
    "定められた",
];

/// Openings that add to the sentence before.
const ADDS: &[&str] = &["また", "加えて", "なお", "あわせて", "合わせて"];

/// Openings that restrict or explain the sentence before.
const QUALIFIES: &[&str] = &["ただし", "但し", "もっとも", "なお", "※", "(", "注)", "注:"];

/// Words by which a sentence holds not always, not everywhere or not for everything.
#[rustfmt::skip]
const HEDGES: &[&str] = &[
    "場合", "原則", "など", "等", "重要な", "重要度", "必要に応じ", "必要なもの", "必要と判断", "多くの",
    "より漏洩による被害が大きい", "ないしは", "除き", "基本不燃", "比較的", "少ないと判断", "にくい",
    "図っています", "概ね", "主に", "主な", "通常", "可能な限り",
];

fn hedged(sentence: &str) -> bool {
    // 「プログラムの一部として」「一部の処理が中断されても」 restrict nothing.
    let some = sentence.replace("の一部として", "").replace("一部の処理が中断", "").contains("一部");
    some || HEDGES.iter().any(|w| sentence.contains(w))
}

/// Words by which a clause hands the matter to somebody else.
const DELEGATES: &[&str] = &[
    "依存しています",
    "クラウド事業者に安全対策の責任",
    "お客様で調達",
    "お客様が行う必要",
    "お客様にて行って",
    "お客様側での",
    "お客様でご",
    "お客様が行って",
    "責任範囲外",
    "クラウド事業者が管理しています",
    "公開している対応状況をご覧",
    "公表している資料をご参照",
    "併せて参照する必要",
];

/// Words by which a clause keeps something within bounds.
const BOUNDS: &[&str] = &[
    "のみ",
    "だけ",
    "しか",
    "なければ",
    "許可",
    "承認",
    "制限",
    "防止",
    "防い",
    "避け",
    "分けられ",
    "分離",
    "独立",
    "剥奪",
    "暗号化",
    "ことなく",
    "のぞき込むことはできません",
    "不可能",
    "できません",
    "別シャフト",
    "検知",
    "牽制",
    "冗長化",
];

/// A sentence's clauses: cut where が、 sets one statement against another.
fn clauses(sentence: &str) -> impl Iterator<Item = &str> {
    let mut cuts = vec![0];
    for (at, mark) in sentence.match_indices("が、") {
        let before = &sentence[..at];
        if ["ます", "です", "せん", "ある", "ない", "ました"].iter().any(|end| before.ends_with(end))
        {
            cuts.push(at + mark.len());
        }
    }
    // 「アースが設置されているため運用室内には設置しておりません」: the reason is a statement too.
    for (at, mark) in sentence.match_indices("ているため") {
        cuts.push(at + mark.len());
    }
    cuts.sort_unstable();
    cuts.push(sentence.len());
    let pairs: Vec<(usize, usize)> = cuts.windows(2).map(|w| (w[0], w[1])).collect();
    pairs.into_iter().map(|(a, b)| sentence[a..b].trim()).filter(|c| !c.is_empty())
}

/// Ends of a Japanese clause that says no.
const NEGATIVE_ENDS: &[&str] = &["ません", "はない", "がない", "対象外です", "対象外"];

/// Does the clause's own statement say no? 「権限がなければ使えません」 enforces something: two
/// negatives, which is a yes.
fn negated(clause: &str) -> bool {
    let end = clause.trim_end_matches(['。', '、', ')', ' ', '※', '.']);
    let end = end.strip_suffix('が').unwrap_or(end);
    let no = NEGATIVE_ENDS.iter().any(|e| end.ends_with(e))
        // 「…アクセスを行っていません そのため…管理は実施していません」: no full stop between the two.
        || clause.contains("ていません ");
    no && !twice(clause)
}

/// 「改ざんはできません」「侵入も不可能」: not a lack, but what is prevented.
fn denied(clause: &str) -> bool {
    let end = clause.trim_end_matches(['。', '、', ')', ' ']);
    !twice(clause) && (end.ends_with("できません") || end.contains("も不可能") || end.contains("は不可能"))
}

fn twice(clause: &str) -> bool {
    ["なければ", "しか", "ない限り", "以外は", "ないと"].iter().any(|w| clause.contains(w))
}

#[cfg(test)]
mod tests {
    use super::{clauses, hedged, negated};

    #[test]
    fn two_negatives_are_a_yes() {
        for (clause, want) in [
            ("前室はございません。", true),
            ("チェックに合格しなければツールを使うことができません。", false),
            ("適切な接続元からの利用でなければ利用することができません。", false),
            ("外部にその所在を示す表示板・看板を出してはいません。", true),
            ("内部監査を実施しています。", false),
            ("フリーアクセス床そのものは耐震構造になっておりませんが、", true),
            ("管理者によって許可された者にしか解錠ができません。", false),
        ] {
            assert_eq!(negated(clause), want, "{clause}");
        }
    }

    #[test]
    fn a_part_of_a_program_is_no_reservation() {
        for (sentence, want) in [
            ("スクリプトがプログラムの一部として管理されています。", false),
            ("一部の処理が中断されても運転が継続されます。", false),
            ("一部の建物の給気口は不燃材料を利用しておりません。", true),
            ("原則として漏水防止措置が取られております。", true),
        ] {
            assert_eq!(hedged(sentence), want, "{sentence}");
        }
    }

    #[test]
    fn statements_set_against_each_other_are_two_clauses() {
        let cut = |s| clauses(s).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(
            cut("非常用照明装置が設置されておりますが、携帯用照明器具は設置されておりません。"),
            ["非常用照明装置が設置されておりますが、", "携帯用照明器具は設置されておりません。"]
        );
        assert_eq!(cut("全役職員が、毎日使う部屋です。"), ["全役職員が、毎日使う部屋です。"]);
    }
}
