//! States, events and undo.

use crate::entry::{Entry, Quote, State};
use kotae_answering::Decision;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Position of a question in its questionnaire, from 0, in the order of the sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct QuestionId(pub usize);

/// What is known of a question when the review begins.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    /// The question's text.
    pub question: &'a str,
    /// What else tells it from others with the same words: its headings, what it refers to, what
    /// its choices mean.
    pub context: &'a str,
    /// The choices it allows.
    pub choices: &'a [String],
    /// What the engine decided.
    pub decision: Decision,
    /// The drafted text.
    pub text: &'a str,
    /// The drafted choice.
    pub choice: Option<&'a str>,
    /// What the text consists of.
    pub quotes: &'a [Quote],
}

impl Draft<'_> {
    /// The entry that a review begins with.
    #[must_use]
    pub fn entry(&self) -> Entry {
        Entry {
            state: match self.decision {
                Decision::Answer => State::Candidate,
                Decision::Review => State::NeedsReview,
                Decision::None => State::NotStated,
            },
            text: self.text.to_owned(),
            choice: self.choice.map(str::to_owned),
            chosen: false,
            quotes: self.quotes.to_vec(),
            reason: String::new(),
            note: String::new(),
        }
    }
}

/// What a person does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Takes other quotations as the answer.
    Take {
        /// Verbatim from the standard.
        quotes: Vec<Quote>,
        /// The choice that goes with them; `None` leaves one that a person has made.
        choice: Option<String>,
    },
    /// Adds a quotation at the end of the answer.
    Insert {
        /// Verbatim from the standard.
        quote: Quote,
    },
    /// Types an answer.
    Type {
        /// The new text.
        text: String,
    },
    /// Picks a choice.
    Choose {
        /// The choice; `None` clears it.
        choice: Option<String>,
    },
    /// Confirms what is there.
    Confirm,
    /// Puts the question aside.
    Hold,
    /// Declares the question not applicable.
    DeclareOutOfScope {
        /// Why; must not be empty.
        reason: String,
    },
    /// Takes a confirmation, a hold or 対象外 back.
    Reopen,
    /// Writes a note to oneself; the state stays.
    Note {
        /// The whole new note.
        text: String,
    },
}

/// Why an event was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No question has this id.
    #[error("その質問はありません (no such question)")]
    NoSuchQuestion,
    /// There is neither a text nor a choice to confirm.
    #[error(
        "回答が空のままでは確認済にできません。回答を入力するか、対象外・保留を選んでください (nothing to confirm)"
    )]
    NothingToConfirm,
    /// 対象外 without a reason.
    #[error("対象外とする理由を入力してください (a reason is required)")]
    NoReason,
    /// A choice that the form does not offer.
    #[error("この質問の選択肢にありません (the form does not offer this choice)")]
    NoSuchChoice,
    /// The question is no longer where whoever speaks of it saw it.
    #[error(
        "表の読み取りが変わったため、この操作は質問に反映していません。もう一度お試しください (the questions have changed: nothing was done, try again)"
    )]
    Moved,
    /// A stretch that holds no words.
    #[error("引用する文がありません (there is nothing to quote)")]
    NothingToQuote,
}

/// What an event changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Which question.
    pub id: QuestionId,
    /// Before.
    pub before: Entry,
    /// After.
    pub after: Entry,
}

/// How many questions are in which state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Summary {
    /// All questions.
    pub questions: usize,
    /// Drafted, unseen.
    pub candidates: usize,
    /// A person has to decide.
    pub review: usize,
    /// The standard does not answer.
    pub not_stated: usize,
    /// Settled by a person.
    pub settled: usize,
}

/// The review of a questionnaire.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    entries: Vec<Entry>,
    /// What each question began with.
    drafted: Vec<Entry>,
    choices: Vec<Vec<String>>,
    /// For each question, which of `groups` it is in.
    group: Vec<usize>,
    /// Identical questions.
    groups: Vec<Vec<usize>>,
}

impl Review {
    /// Begins a review from drafted answers, in the questionnaire's order.
    #[must_use]
    pub fn new(drafts: &[Draft<'_>]) -> Self {
        let mut by_key: BTreeMap<String, usize> = BTreeMap::new();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut group = Vec::with_capacity(drafts.len());
        for (n, d) in drafts.iter().enumerate() {
            // Same words, in the same place of the form, under the same choices; white space does not
            // tell questions apart.
            let words: String = d.question.split_whitespace().collect();
            let key = format!("{words}\u{1f}{}\u{1f}{}", d.context, d.choices.join("\u{1f}"));
            let g = *by_key.entry(key).or_insert(groups.len());
            if g == groups.len() {
                groups.push(Vec::new());
            }
            groups[g].push(n);
            group.push(g);
        }
        let drafted: Vec<Entry> = drafts.iter().map(Draft::entry).collect();
        Self {
            entries: drafted.clone(),
            drafted,
            choices: drafts.iter().map(|d| d.choices.to_vec()).collect(),
            group,
            groups,
        }
    }

    /// Every entry, in order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// One entry.
    #[must_use]
    pub fn entry(&self, id: QuestionId) -> Option<&Entry> {
        self.entries.get(id.0)
    }

    /// Puts an entry in place: one that was kept, or one that undoing brings back.
    pub fn put(&mut self, id: QuestionId, entry: Entry) {
        if let Some(place) = self.entries.get_mut(id.0) {
            *place = entry;
        }
    }

    /// The questions identical to this one, itself left out.
    pub fn linked(&self, id: QuestionId) -> impl Iterator<Item = QuestionId> {
        let group = self.group.get(id.0).map_or(&[][..], |g| &self.groups[*g]);
        group.iter().copied().filter(move |n| *n != id.0).map(QuestionId)
    }

    /// Counts by state.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let count = |f: fn(State) -> bool| self.entries.iter().filter(|e| f(e.state)).count();
        Summary {
            questions: self.entries.len(),
            candidates: count(|s| s == State::Candidate),
            review: count(|s| s == State::NeedsReview),
            not_stated: count(|s| s == State::NotStated),
            settled: count(State::settled),
        }
    }

    /// The question as it is when nobody has decided anything; what a person wrote beside it stays.
    fn undecided(&self, id: QuestionId) -> Entry {
        let entry = &self.entries[id.0];
        Entry { note: entry.note.clone(), reason: entry.reason.clone(), ..self.drafted[id.0].clone() }
    }

    /// Of these identical questions, those that repeat an answer which nobody stands up for any longer.
    fn stale(&self, group: &[usize]) -> Vec<usize> {
        let said = |n: &usize| (self.entries[*n].text.as_str(), self.entries[*n].choice.as_deref());
        let is = |n: &usize, state| self.entries[*n].state == state;
        let confirmed: BTreeSet<_> = group.iter().filter(|n| is(n, State::Confirmed)).map(said).collect();
        let copies = group.iter().filter(|n| is(n, State::Propagated));
        copies.filter(|n| !confirmed.contains(&said(n))).copied().collect()
    }

    /// Takes back what repeats an answer that nobody stands up for any longer.
    pub fn drop_copies(&mut self) {
        let stale: Vec<usize> = self.groups.iter().flat_map(|group| self.stale(group)).collect();
        for n in stale {
            self.entries[n] = self.undecided(QuestionId(n));
        }
    }

    /// The copies that go when the answer they repeat is no longer confirmed.
    fn copies_gone(&self, id: QuestionId) -> Vec<Change> {
        let stale = self.stale(&self.groups[self.group[id.0]]).into_iter().map(QuestionId);
        stale.map(|id| Change { id, before: self.entries[id.0].clone(), after: self.undecided(id) }).collect()
    }

    /// Applies an event; a confirmation is carried over to identical questions nobody has touched, and
    /// taken back from them when it no longer stands. Gives what changed, the question itself first;
    /// nothing where all is as it was.
    ///
    /// # Errors
    /// See [`Refusal`]; nothing is changed then.
    pub fn apply(&mut self, id: QuestionId, event: Event) -> Result<Vec<Change>, Refusal> {
        let before = self.entries.get(id.0).ok_or(Refusal::NoSuchQuestion)?;
        let after = next(before, event, &self.choices[id.0])?;
        if after == *before {
            return Ok(Vec::new());
        }
        let confirms = after.state == State::Confirmed && before.state != State::Confirmed;
        let withdraws = before.state == State::Confirmed && after.state != State::Confirmed;
        let mut changes = vec![Change { id, before: before.clone(), after }];
        if confirms {
            for other in self.linked(id) {
                let entry = &self.entries[other.0];
                let source = &changes[0].after;
                let copy = Entry {
                    state: State::Propagated,
                    note: entry.note.clone(),
                    reason: entry.reason.clone(),
                    ..source.clone()
                };
                if entry.state.untouched() && *entry != copy {
                    changes.push(Change { id: other, before: entry.clone(), after: copy });
                }
            }
        }
        self.repeat(&changes);
        if withdraws {
            let gone = self.copies_gone(id);
            self.repeat(&gone);
            changes.extend(gone);
        }
        Ok(changes)
    }

    /// Takes changes back.
    pub fn revert(&mut self, changes: &[Change]) {
        for change in changes.iter().rev() {
            self.put(change.id, change.before.clone());
        }
    }

    /// Makes changes again.
    pub fn repeat(&mut self, changes: &[Change]) {
        for change in changes {
            self.put(change.id, change.after.clone());
        }
    }
}

fn next(before: &Entry, event: Event, choices: &[String]) -> Result<Entry, Refusal> {
    let mut entry = before.clone();
    match event {
        Event::Take { quotes, choice } => {
            let texts: Vec<&str> = quotes.iter().map(|q| q.text.as_str()).collect();
            entry.text = texts.join("\n");
            if entry.text.trim().is_empty() {
                return Err(Refusal::NothingToQuote);
            }
            // Where no choice goes with the quotations, one that a person has made stands; one that
            // was drafted went with other words.
            if choice.is_some() || !entry.chosen {
                entry.choice = choice;
                entry.chosen = false;
            }
            quotes.into_iter().for_each(|q| entry.learn(q));
            entry.state = State::Editing;
        }
        Event::Insert { quote } => {
            if quote.text.trim().is_empty() {
                return Err(Refusal::NothingToQuote);
            }
            let kept = entry.text.trim_end();
            entry.text = if kept.is_empty() { quote.text.clone() } else { format!("{kept}\n{}", quote.text) };
            entry.learn(quote);
            entry.state = State::Editing;
        }
        Event::Type { text } => {
            if text != entry.text {
                entry.text = text;
                entry.state = State::Editing;
            }
        }
        Event::Choose { choice } => {
            if choice.as_ref().is_some_and(|c| !choices.is_empty() && !choices.contains(c)) {
                return Err(Refusal::NoSuchChoice);
            }
            if choice != entry.choice {
                entry.chosen = choice.is_some();
                entry.choice = choice;
                entry.state = State::Editing;
            }
        }
        Event::Confirm => {
            if entry.text.trim().is_empty() && entry.choice.is_none() {
                return Err(Refusal::NothingToConfirm);
            }
            entry.chosen = entry.choice.is_some();
            entry.state = State::Confirmed;
        }
        Event::Hold => entry.state = State::Held,
        Event::DeclareOutOfScope { reason } => {
            if reason.trim().is_empty() {
                return Err(Refusal::NoReason);
            }
            entry.reason = reason;
            entry.state = State::OutOfScope;
        }
        Event::Reopen => {
            if !entry.state.untouched() || entry.state == State::Propagated {
                entry.state = State::Editing;
            }
        }
        Event::Note { text } => entry.note = text,
    }
    Ok(entry)
}

#[cfg(test)]
mod tests {
    use super::{Draft, Event, QuestionId, Refusal, Review};
    use crate::{Change, Entry, History, Quote, State};
    use kotae_answering::Decision;
    use proptest::prelude::*;

    fn quote(id: &str, text: &str) -> Quote {
        Quote {
            id: id.parse().expect("an id"),
            edition: "2.00".into(),
            start: 0,
            end: text.chars().count(),
            sha256: String::new(),
            text: text.into(),
        }
    }

    fn review() -> Review {
        let choices = ["○".to_owned(), "×".to_owned()];
        let quotes = [quote("実1", "甲")];
        let draft = |question, decision, text, quotes| Draft {
            question,
            context: "",
            choices: &choices,
            decision,
            text,
            choice: None,
            quotes,
        };
        Review::new(&[
            draft("問一", Decision::Answer, "甲", &quotes),
            draft("問二", Decision::Review, "乙", &[]),
            draft("問\n二", Decision::Review, "乙", &[]),
            draft("問三", Decision::None, "", &[]),
        ])
    }

    fn states(r: &Review) -> Vec<State> {
        r.entries().iter().map(|e| e.state).collect()
    }

    #[test]
    fn a_confirmation_is_carried_to_identical_questions_and_undone_as_one() {
        let mut r = review();
        let before = r.clone();
        let changes = r.apply(QuestionId(1), Event::Confirm).expect("there is a text");
        assert_eq!(changes.len(), 2);
        assert_eq!(states(&r), [State::Candidate, State::Confirmed, State::Propagated, State::NotStated]);
        r.revert(&changes);
        assert_eq!(r, before);
        r.repeat(&changes);
        assert_eq!(states(&r)[2], State::Propagated);
    }

    #[test]
    fn the_same_words_elsewhere_in_the_form_are_another_question() {
        let draft = |context, text| Draft {
            question: "手順を定めていますか",
            context,
            choices: &[],
            decision: Decision::Review,
            text,
            choice: None,
            quotes: &[],
        };
        let mut r = Review::new(&[draft("入退室管理", "入退室の手順"), draft("バックアップ", "複製の手順")]);
        assert_eq!(r.linked(QuestionId(0)).count(), 0);
        r.apply(QuestionId(0), Event::Confirm).expect("there is a text");
        assert_eq!((states(&r)[1], r.entries()[1].text.as_str()), (State::NeedsReview, "複製の手順"));
    }

    #[test]
    fn an_answer_that_no_longer_stands_is_taken_back_from_identical_questions() {
        let scoped = Event::DeclareOutOfScope { reason: "提供範囲外".into() };
        for event in [Event::Reopen, Event::Hold, scoped, Event::Type { text: "丁".into() }] {
            let mut r = review();
            r.apply(QuestionId(1), Event::Type { text: "丙".into() }).expect("typed");
            r.apply(QuestionId(2), Event::Note { text: "法務に確認".into() }).expect("noted");
            r.apply(QuestionId(1), Event::Confirm).expect("confirmed");
            assert_eq!((states(&r)[2], r.entries()[2].text.as_str()), (State::Propagated, "丙"));
            let before = r.clone();
            let changes = r.apply(QuestionId(1), event.clone()).expect("allowed");
            assert_eq!(
                (states(&r)[2], r.entries()[2].text.as_str()),
                (State::NeedsReview, "乙"),
                "{event:?}"
            );
            assert_eq!(r.entries()[2].note, "法務に確認");
            r.revert(&changes);
            assert_eq!(r, before);
        }
    }

    #[test]
    fn a_copy_stays_while_another_confirmed_answer_says_the_same() {
        let draft = Draft {
            question: "問",
            context: "",
            choices: &[],
            decision: Decision::Review,
            text: "甲",
            choice: None,
            quotes: &[],
        };
        let mut r = Review::new(&[draft; 3]);
        r.apply(QuestionId(0), Event::Confirm).expect("confirmed");
        r.apply(QuestionId(1), Event::Confirm).expect("confirmed");
        r.apply(QuestionId(0), Event::Reopen).expect("reopened");
        assert_eq!(states(&r), [State::Editing, State::Confirmed, State::Propagated]);
        r.apply(QuestionId(1), Event::Hold).expect("held");
        assert_eq!(states(&r)[2], State::NeedsReview);
    }

    #[test]
    fn a_copy_repeats_both_the_words_and_the_choice_of_a_confirmed_answer() {
        let mut r = review();
        r.apply(QuestionId(1), Event::Choose { choice: Some("○".into()) }).expect("chosen");
        r.apply(QuestionId(1), Event::Confirm).expect("confirmed");
        let copy = r.entries()[2].clone();
        r.drop_copies();
        assert_eq!(r.entries()[2], copy);
        r.put(QuestionId(2), Entry { choice: Some("×".into()), ..copy });
        r.drop_copies();
        assert_eq!((states(&r)[2], r.entries()[2].choice.as_deref()), (State::NeedsReview, None));
    }

    #[test]
    fn a_person_who_has_worked_on_a_row_is_not_overwritten() {
        let mut r = review();
        r.apply(QuestionId(2), Event::Type { text: "手で書いた".into() }).expect("typed");
        r.apply(QuestionId(1), Event::Confirm).expect("confirmed");
        assert_eq!(r.entries()[2].text, "手で書いた");
    }

    #[test]
    fn taking_a_match_without_a_choice_leaves_the_choice_that_a_person_has_made() {
        let mut r = review();
        let take = |r: &mut Review, choice: Option<&str>| {
            let event = Event::Take { quotes: vec![quote("実3", "丙")], choice: choice.map(str::to_owned) };
            r.apply(QuestionId(1), event).expect("taken");
            r.entries()[1].choice.clone()
        };
        r.apply(QuestionId(1), Event::Choose { choice: Some("×".into()) }).expect("chosen");
        assert_eq!(take(&mut r, None).as_deref(), Some("×"));
        // What came with other words goes with them.
        assert_eq!(take(&mut r, Some("○")).as_deref(), Some("○"));
        assert_eq!(take(&mut r, None), None);
        take(&mut r, Some("○"));
        r.apply(QuestionId(1), Event::Confirm).expect("confirmed");
        assert_eq!(take(&mut r, None).as_deref(), Some("○"));
    }

    #[test]
    fn a_note_stays_with_its_own_row_and_leaves_the_state_alone() {
        let mut r = review();
        r.apply(QuestionId(2), Event::Note { text: "法務に確認".into() }).expect("noted");
        assert_eq!(states(&r)[2], State::NeedsReview);
        r.apply(QuestionId(1), Event::Confirm).expect("confirmed");
        assert_eq!((states(&r)[2], r.entries()[2].note.as_str()), (State::Propagated, "法務に確認"));
        assert_eq!(r.entries()[1].note, "");
    }

    #[test]
    fn inserted_words_are_cited_until_a_person_writes_their_own() {
        let cited = |r: &Review| r.entries()[0].cited().iter().map(|q| q.id.to_string()).collect::<Vec<_>>();
        let mut r = review();
        assert_eq!(cited(&r), ["実1"]);
        r.apply(QuestionId(0), Event::Insert { quote: quote("実2", "乙") }).expect("inserted");
        assert_eq!(
            (r.entries()[0].text.as_str(), cited(&r)),
            ("甲\n乙", vec!["実1".to_owned(), "実2".to_owned()])
        );
        r.apply(QuestionId(0), Event::Type { text: "甲です\n乙".into() }).expect("typed");
        assert!(cited(&r).is_empty());
        r.apply(QuestionId(0), Event::Type { text: "乙".into() }).expect("typed");
        assert_eq!(cited(&r), ["実2"]);
    }

    #[test]
    fn what_cannot_be_done_is_refused_and_changes_nothing() {
        let mut r = review();
        let mut refused = |n, event| r.apply(QuestionId(n), event).expect_err("refused");
        assert_eq!(refused(3, Event::Confirm), Refusal::NothingToConfirm);
        assert_eq!(refused(3, Event::DeclareOutOfScope { reason: " ".into() }), Refusal::NoReason);
        assert_eq!(refused(9, Event::Hold), Refusal::NoSuchQuestion);
        assert_eq!(refused(0, Event::Choose { choice: Some("△".into()) }), Refusal::NoSuchChoice);
        assert_eq!(refused(0, Event::Insert { quote: quote("実2", "") }), Refusal::NothingToQuote);
        assert_eq!(r, review());
    }

    fn event() -> impl Strategy<Value = Event> {
        prop_oneof![
            "[甲乙丙]{0,2}".prop_map(|text| Event::Type { text }),
            Just(Event::Choose { choice: Some("○".into()) }),
            Just(Event::Choose { choice: None }),
            Just(Event::Insert { quote: quote("実2", "乙") }),
            Just(Event::Take { quotes: vec![quote("実3", "丙")], choice: None }),
            Just(Event::Confirm),
            Just(Event::Hold),
            "[理由]{0,2}".prop_map(|reason| Event::DeclareOutOfScope { reason }),
            "[覚]{0,1}".prop_map(|text| Event::Note { text }),
            Just(Event::Reopen),
        ]
    }

    proptest! {
        #[test]
        fn undoing_everything_leads_back_and_redoing_leads_forward(
            events in prop::collection::vec((0usize..5, event()), 0..30)
        ) {
            let mut r = review();
            let mut history: History<Vec<Change>> = History::default();
            for (n, e) in events {
                // A refused event leaves no step behind; the walk back below would not fit.
                if let Ok(changes) = r.apply(QuestionId(n), e) {
                    history.push(changes);
                }
            }
            let end = r.clone();
            while let Some(step) = history.undo() {
                r.revert(step);
            }
            prop_assert_eq!(&r, &review());
            while let Some(step) = history.redo() {
                r.repeat(step);
            }
            prop_assert_eq!(&r, &end);
            let kept = serde_json::to_string(r.entries()).expect("plain data");
            let read: Vec<Entry> = serde_json::from_str(&kept).expect("own output");
            prop_assert_eq!(read, r.entries());
        }
    }
}
