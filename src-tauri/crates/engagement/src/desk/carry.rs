//! Decisions of earlier work on a file, carried over to the file as it is now. A decision follows its
//! question wherever that stands in the file; where its choices or what stands around it have changed,
//! somebody confirms it again.

use super::board::KeptLayout;
use super::drafts::key;
use super::store::Earlier;
use crate::inspect;
use crate::language::Lang;
use crate::password::Password;
use kotae_questionnaire::{Question, questions};
use kotae_review::{Entry, State};
use kotae_standard::sha256_hex;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What became of the file since it was worked on before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Since {
    /// Nothing, or there was no such work.
    Same,
    /// It was changed, and is opened as it is now; with what was carried over, where that could be read.
    Opened(Option<Carried>),
    /// It was changed, and this is the work on what it was.
    Kept(Now),
}

/// What opening the file as it is now leads to, from the work on what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Now {
    /// New work, which begins with this one.
    CarriesThis,
    /// New work, which begins with another, begun after this one.
    CarriesAnother,
    /// Work that has been begun.
    GoesOn,
}

impl Since {
    /// What to know of it.
    pub(super) fn words(&self, lang: Lang) -> Option<String> {
        match self {
            Self::Same => None,
            Self::Opened(Some(carried)) => Some(carried.words(lang)),
            Self::Opened(None) => Some(
                lang.pick(
                    "前回の作業のあとで変更されたファイルです。前回の作業を読み取れなかったため、何も引き継いでいません。前回の作業は一覧に残っています。",
                    "The file has been changed since it was last worked on. That work could not be read, so nothing was carried over. It stays in the list.",
                )
                .to_owned(),
            ),
            Self::Kept(now) => Some(lang.pick(now.words().0, now.words().1).to_owned()),
        }
    }
}

impl Now {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::CarriesThis => (
                "元のファイルは、この作業のあとで変更されています。表示しているのは変更前の内容です。今のファイルを開くと、この作業を引き継いで続けられます。",
                "The file has been changed since this work; what you see is what it was. Open the file as it is now to go on there: this work is carried over.",
            ),
            Self::CarriesAnother => (
                "元のファイルは、この作業のあとで変更されています。表示しているのは変更前の内容です。今のファイルを開くと、この作業ではなく、これよりあとに始めた作業を引き継ぎます。",
                "The file has been changed since this work; what you see is what it was. Opening the file as it is now carries over work that was begun later, not this work.",
            ),
            Self::GoesOn => (
                "元のファイルは、この作業のあとで変更されています。表示しているのは変更前の内容です。今のファイルには別の作業があり、開くとその続きになります。ここでの変更は引き継がれません。",
                "The file has been changed since this work; what you see is what it was. The file as it is now has work of its own, which goes on when it is opened; changes made here are not carried over.",
            ),
        }
    }
}

/// What was carried over.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Carried {
    /// By cell, with the digest of the question.
    pub(super) entries: BTreeMap<String, (String, Entry)>,
    /// How many of them a person has to confirm again.
    again: usize,
    /// Questions that the earlier file did not ask in these words.
    new: usize,
    /// Decisions whose question is no longer asked.
    left: usize,
}

/// A question as decisions know it.
struct Place {
    cell: String,
    digest: String,
    /// All that its answer depends on.
    key: String,
}

impl Place {
    fn of(q: &Question) -> Self {
        Self { cell: cell(q), digest: digest(q), key: key(q) }
    }
}

/// `質問票!D12`: what the store knows a question by.
pub(super) fn cell(q: &Question) -> String {
    format!("{}!{}", q.sheet, q.at)
}

/// A kept decision belongs to the text with this digest.
pub(super) fn digest(q: &Question) -> String {
    sha256_hex(&q.text)
}

/// Carries decisions over to the questions of `now`; `None` where the earlier work cannot be read.
pub(super) fn carry(
    earlier: Earlier,
    path: &Path,
    password: Option<&Password>,
    now: &[Question],
) -> Option<Carried> {
    let opened = inspect::open(path, earlier.bytes, password).ok()?;
    let kept: KeptLayout = serde_json::from_str(&earlier.layout).ok()?;
    let asked = questions(opened.workbook.sheets(), &kept.layout);
    let mut entries = BTreeMap::new();
    for (cell, question, entry) in earlier.entries {
        entries.insert(cell, (question, serde_json::from_str::<Entry>(&entry).ok()?));
    }
    let before: Vec<Place> = asked.iter().map(Place::of).collect();
    let after: Vec<Place> = now.iter().map(Place::of).collect();
    Some(carried(&before, &after, &entries))
}

fn carried(before: &[Place], after: &[Place], entries: &BTreeMap<String, (String, Entry)>) -> Carried {
    let decided = |place: &Place| entries.get(&place.cell).filter(|e| e.0 == place.digest).map(|e| &e.1);
    let mut out = Carried::default();
    let from = followed(before, after);
    for (place, from) in after.iter().zip(&from) {
        let Some((from, same)) = from.map(|(n, same)| (&before[n], same)) else {
            out.new += 1;
            continue;
        };
        let Some(was) = decided(from) else { continue };
        let entry = if same { was.clone() } else { unsettled(was) };
        if super::session::worth_keeping(&entry) {
            out.again += usize::from(!same && was.state.settled());
            out.entries.insert(place.cell.clone(), (place.digest.clone(), entry));
        }
    }
    let followed: BTreeSet<usize> = from.into_iter().flatten().map(|(n, _)| n).collect();
    out.left = (0..before.len()).filter(|n| !followed.contains(n) && decided(&before[*n]).is_some()).count();
    out
}

/// A decision under which something has changed: the words stay, a person confirms them again.
fn unsettled(entry: &Entry) -> Entry {
    let state = match entry.state {
        State::Confirmed | State::OutOfScope => State::Editing,
        // What repeated an answer elsewhere is drafted anew.
        State::Propagated => State::NeedsReview,
        state => state,
    };
    Entry { state, ..entry.clone() }
}

/// For each question now, the one it was before: the same in everything, in order where it is asked
/// several times; else the same words in the same cell; else the same words, asked once then and now.
/// And whether all of it is as it was: not where it is asked more often or less often than before, for
/// nobody can tell then which is which.
fn followed(before: &[Place], after: &[Place]) -> Vec<Option<(usize, bool)>> {
    let mut from: Vec<Option<(usize, bool)>> = vec![None; after.len()];
    let mut pair = |by: &dyn Fn(&Place) -> String, same: bool| {
        let (mut then, mut now) = (BTreeMap::new(), BTreeMap::new());
        let taken: BTreeSet<usize> = from.iter().flatten().map(|(n, _)| *n).collect();
        for (n, place) in before.iter().enumerate().filter(|(n, _)| !taken.contains(n)) {
            then.entry(by(place)).or_insert_with(Vec::new).push(n);
        }
        for (n, place) in after.iter().enumerate().filter(|(n, _)| from[*n].is_none()) {
            now.entry(by(place)).or_insert_with(Vec::new).push(n);
        }
        for (key, now) in now {
            let Some(then) = then.get(&key) else { continue };
            if then.len() == now.len() && (same || now.len() == 1) {
                now.iter().zip(then).for_each(|(now, then)| from[*now] = Some((*then, same)));
            }
        }
    };
    pair(&|p| p.key.clone(), true);
    pair(&|p| format!("{}\0{}", p.cell, p.digest), false);
    pair(&|p| p.digest.clone(), false);
    from
}

impl Carried {
    /// What to know of it.
    pub(super) fn words(&self, lang: Lang) -> String {
        let (all, Self { again, new, left, .. }) = (self.entries.len(), self);
        let mut out = match lang {
            Lang::Ja => format!(
                "前回の作業のあとで変更されたファイルです。前回の作業から {all} 件を引き継ぎました。新しい質問と文面の変わった質問は {new} 件です。"
            ),
            Lang::En => format!(
                "The file has been changed since it was last worked on. Rows carried over from that work: {all}. Questions that are new or worded differently: {new}."
            ),
        };
        let mut say = |count: usize, ja: String, en: String| {
            if count > 0 {
                out.push_str(if lang == Lang::Ja { &ja } else { &en });
            }
        };
        say(
            *again,
            format!(
                "うち {again} 件は、選択肢や分類、同じ質問の数などが変わったため、もう一度確認してください。"
            ),
            format!(
                " To be confirmed again, because choices, headings, how often the same is asked or the like have changed: {again}."
            ),
        );
        say(
            *left,
            format!("前回の {left} 件は、同じ質問がないため引き継いでいません。"),
            format!(" Not carried over, because their question is no longer asked: {left}."),
        );
        out.push_str(lang.pick("前回の作業は一覧に残っています。", " The earlier work stays in the list."));
        out
    }
}

#[cfg(test)]
mod tests {
    use super::super::store::tests::entry;
    use super::{Place, carried};
    use kotae_review::State;
    use std::collections::BTreeMap;

    fn place((cell, words, around): &(&str, &str, &str)) -> Place {
        Place { cell: (*cell).into(), digest: (*words).into(), key: format!("{words} {around}") }
    }

    /// Every question of `before` is confirmed with its cell as the answer; `want` says which answer
    /// each question of `after` has and in what state; how many are to be confirmed again, new, left.
    #[track_caller]
    fn check(
        before: &[(&str, &str, &str)],
        after: &[(&str, &str, &str)],
        want: &[(&str, &str, State)],
        counts: (usize, usize, usize),
    ) {
        let entries: BTreeMap<_, _> = before
            .iter()
            .map(|(cell, words, _)| {
                ((*cell).to_owned(), ((*words).to_owned(), entry(State::Confirmed, cell)))
            })
            .collect();
        let before: Vec<Place> = before.iter().map(place).collect();
        let after: Vec<Place> = after.iter().map(place).collect();
        let got = carried(&before, &after, &entries);
        let said: Vec<(&str, &str, State)> =
            got.entries.iter().map(|(cell, (_, e))| (cell.as_str(), e.text.as_str(), e.state)).collect();
        assert_eq!(said, want);
        assert_eq!((got.again, got.new, got.left), counts);
    }

    #[test]
    fn a_decision_follows_its_question_to_another_row() {
        let (done, again) = (State::Confirmed, State::Editing);
        check(
            &[("A1", "甲", "一"), ("A2", "乙", "一"), ("A3", "丙", "一")],
            &[("A1", "新", "一"), ("A2", "甲", "一"), ("A3", "乙", "二")],
            &[("A2", "A1", done), ("A3", "A2", again)],
            (1, 1, 1),
        );
    }

    #[test]
    fn questions_of_the_same_words_keep_their_own_answers() {
        let (done, again) = (State::Confirmed, State::Editing);
        // A row more above: what stands in A2 now is the question of A1.
        check(
            &[("A1", "手順", "入室"), ("A2", "手順", "複製")],
            &[("A2", "手順", "入室"), ("A3", "手順", "複製")],
            &[("A2", "A1", done), ("A3", "A2", done)],
            (0, 0, 0),
        );
        check(
            &[("A1", "手順", "入室"), ("A2", "手順", "入室")],
            &[("A2", "手順", "入室"), ("A3", "手順", "入室")],
            &[("A2", "A1", done), ("A3", "A2", done)],
            (0, 0, 0),
        );
        // Asked twice in other places: nobody can tell which is which.
        check(
            &[("A1", "手順", "入室"), ("A2", "手順", "複製")],
            &[("A1", "手順", "甲"), ("A5", "手順", "乙"), ("A6", "手順", "丙")],
            &[("A1", "A1", again)],
            (1, 2, 1),
        );
    }

    #[test]
    fn where_one_of_several_identical_questions_is_gone_or_new_a_person_looks_again() {
        let again = State::Editing;
        let (two, three) =
            ([("A1", "手順", "一"), ("A2", "手順", "一")], ["A1", "A2", "A3"].map(|c| (c, "手順", "一")));
        // Whichever was deleted: the answers of the others now stand in each other's cells.
        check(&three, &two, &[("A1", "A1", again), ("A2", "A2", again)], (2, 0, 1));
        check(&two, &three, &[("A1", "A1", again), ("A2", "A2", again)], (2, 1, 0));
    }
}
