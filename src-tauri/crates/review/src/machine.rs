//! States, events and undo.

use kotae_answering::{Answer, Citation, Decision};
use serde::{Deserialize, Serialize};

/// Position of a question in its questionnaire, from 0, in the order of the sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct QuestionId(pub usize);

/// Where a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// 候補: drafted well enough to be filled in, not yet seen by a person.
    Candidate,
    /// 要確認: candidates that a person has to decide on.
    NeedsReview,
    /// 記載なし: the standard does not answer; a person has to write.
    NotStated,
    /// 編集中: a person has changed it and not confirmed it.
    Editing,
    /// 確認済: a person has confirmed it.
    Confirmed,
    /// 自動反映: filled from an identical question that a person confirmed.
    Propagated,
    /// 保留: put aside.
    Held,
    /// 対象外: declared not applicable by a person, with a reason.
    OutOfScope,
}

impl State {
    /// The word shown to people.
    #[must_use]
    pub fn japanese(self) -> &'static str {
        match self {
            Self::Candidate => "候補",
            Self::NeedsReview => "要確認",
            Self::NotStated => "記載なし",
            Self::Editing => "編集中",
            Self::Confirmed => "確認済",
            Self::Propagated => "自動反映",
            Self::Held => "保留",
            Self::OutOfScope => "対象外",
        }
    }

    /// Has a person stood up for what is in the entry?
    #[must_use]
    pub fn settled(self) -> bool {
        matches!(self, Self::Confirmed | Self::OutOfScope)
    }
}

/// What is known of a question when the review begins.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    /// The question's text.
    pub question: &'a str,
    /// The choices it allows.
    pub choices: &'a [String],
    /// The drafted answer.
    pub answer: &'a Answer,
}

/// What would be written for a question now.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    /// Its state.
    pub state: State,
    /// The text for the comment cell.
    pub text: String,
    /// The customer's choice.
    pub choice: Option<String>,
    /// Where the text comes from; empty once a person has typed.
    pub citations: Vec<Citation>,
    /// The reason a person gave, or a note to oneself.
    pub note: String,
}

/// What a person does.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Event {
    /// Takes another quotation as the answer.
    Take {
        /// The text, verbatim from the standard.
        text: String,
        /// Its choice.
        choice: Option<String>,
        /// Its citations.
        citations: Vec<Citation>,
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
    /// Takes a confirmation back.
    Reopen,
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
}

/// What an event changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
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
    /// Texts of the questions, folded, to find identical ones.
    keys: Vec<String>,
    done: Vec<Vec<Change>>,
    undone: Vec<Vec<Change>>,
}

impl Review {
    /// Begins a review from drafted answers, in the questionnaire's order.
    #[must_use]
    pub fn new(drafts: &[Draft<'_>]) -> Self {
        let entry = |d: &Draft<'_>| Entry {
            state: match d.answer.decision {
                Decision::Answer => State::Candidate,
                Decision::Review => State::NeedsReview,
                Decision::None => State::NotStated,
            },
            text: d.answer.text.clone(),
            choice: d.answer.choice.clone(),
            citations: d.answer.citations.clone(),
            note: String::new(),
        };
        // Same words under the same choices; white space does not tell questions apart.
        let key = |d: &Draft<'_>| {
            let words: String = d.question.split_whitespace().collect();
            format!("{words}\u{1f}{}", d.choices.join("\u{1f}"))
        };
        Self {
            entries: drafts.iter().map(entry).collect(),
            keys: drafts.iter().map(key).collect(),
            done: Vec::new(),
            undone: Vec::new(),
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

    /// Applies an event; a confirmation is carried over to identical questions nobody has touched.
    ///
    /// # Errors
    /// See [`Refusal`]; nothing is changed then.
    pub fn apply(&mut self, id: QuestionId, event: Event) -> Result<&[Change], Refusal> {
        let before = self.entries.get(id.0).ok_or(Refusal::NoSuchQuestion)?.clone();
        let after = next(&before, event)?;
        let mut changes = Vec::new();
        if after.state == State::Confirmed {
            for (n, other) in self.entries.iter().enumerate() {
                let untouched = matches!(
                    other.state,
                    State::Candidate | State::NeedsReview | State::NotStated | State::Propagated
                );
                if n != id.0 && untouched && self.keys[n] == self.keys[id.0] {
                    let copy = Entry { state: State::Propagated, ..after.clone() };
                    changes.push(Change { id: QuestionId(n), before: other.clone(), after: copy });
                }
            }
        }
        changes.insert(0, Change { id, before, after });
        for change in &changes {
            self.entries[change.id.0] = change.after.clone();
        }
        self.undone.clear();
        self.done.push(changes);
        Ok(self.done.last().map_or(&[], Vec::as_slice))
    }

    /// Takes the last event back; `None` when there is none.
    pub fn undo(&mut self) -> Option<&[Change]> {
        let changes = self.done.pop()?;
        for change in changes.iter().rev() {
            self.entries[change.id.0] = change.before.clone();
        }
        self.undone.push(changes);
        self.undone.last().map(Vec::as_slice)
    }

    /// Does again what was last undone; `None` when there is nothing.
    pub fn redo(&mut self) -> Option<&[Change]> {
        let changes = self.undone.pop()?;
        for change in &changes {
            self.entries[change.id.0] = change.after.clone();
        }
        self.done.push(changes);
        self.done.last().map(Vec::as_slice)
    }
}

fn next(before: &Entry, event: Event) -> Result<Entry, Refusal> {
    let mut entry = before.clone();
    match event {
        Event::Take { text, choice, citations } => {
            (entry.text, entry.choice, entry.citations) = (text, choice, citations);
            entry.state = State::Editing;
        }
        Event::Type { text } => {
            // Typed words are the person's own: they no longer stand in the document.
            if text != entry.text {
                entry.citations.clear();
            }
            entry.text = text;
            entry.state = State::Editing;
        }
        Event::Choose { choice } => {
            entry.choice = choice;
            entry.state = State::Editing;
        }
        Event::Confirm => {
            if entry.text.trim().is_empty() && entry.choice.is_none() {
                return Err(Refusal::NothingToConfirm);
            }
            entry.state = State::Confirmed;
        }
        Event::Hold => entry.state = State::Held,
        Event::DeclareOutOfScope { reason } => {
            if reason.trim().is_empty() {
                return Err(Refusal::NoReason);
            }
            entry.note = reason;
            entry.state = State::OutOfScope;
        }
        Event::Reopen => entry.state = State::Editing,
    }
    Ok(entry)
}

#[cfg(test)]
mod tests {
    use super::{Draft, Event, QuestionId, Refusal, Review, State};
    use kotae_answering::{Answer, Decision};
    use kotae_standard::Status;
    use proptest::prelude::*;

    fn answer(decision: Decision, text: &str) -> Answer {
        Answer {
            decision,
            confidence: 0.5,
            status: Status::Unknown,
            spans: Vec::new(),
            text: text.to_owned(),
            choice: None,
            citations: Vec::new(),
            notices: Vec::new(),
        }
    }

    fn review() -> Review {
        let (sure, open, none) =
            (answer(Decision::Answer, "甲"), answer(Decision::Review, "乙"), answer(Decision::None, ""));
        let draft = |question, answer| Draft { question, choices: &[], answer };
        Review::new(&[
            draft("問一", &sure),
            draft("問二", &open),
            draft("問\n二", &open),
            draft("問三", &none),
        ])
    }

    fn states(r: &Review) -> Vec<State> {
        r.entries().iter().map(|e| e.state).collect()
    }

    #[test]
    fn a_confirmation_is_carried_to_identical_questions_and_undone_as_one() {
        let mut r = review();
        let before = r.clone();
        let changes = r.apply(QuestionId(1), Event::Confirm).expect("there is a text").len();
        assert_eq!(changes, 2);
        assert_eq!(states(&r), [State::Candidate, State::Confirmed, State::Propagated, State::NotStated]);
        r.undo().expect("one step");
        assert_eq!(r.entries(), before.entries());
        r.redo().expect("one step");
        assert_eq!(states(&r)[2], State::Propagated);
    }

    #[test]
    fn a_person_who_has_worked_on_a_row_is_not_overwritten() {
        let mut r = review();
        r.apply(QuestionId(2), Event::Type { text: "手で書いた".into() }).expect("typed");
        r.apply(QuestionId(1), Event::Confirm).expect("confirmed");
        assert_eq!(r.entries()[2].text, "手で書いた");
    }

    #[test]
    fn empty_answers_and_missing_reasons_are_refused() {
        let mut r = review();
        assert_eq!(r.apply(QuestionId(3), Event::Confirm), Err(Refusal::NothingToConfirm));
        let no_reason = Event::DeclareOutOfScope { reason: " ".into() };
        assert_eq!(r.apply(QuestionId(3), no_reason), Err(Refusal::NoReason));
        assert_eq!(r.apply(QuestionId(9), Event::Hold), Err(Refusal::NoSuchQuestion));
        assert_eq!(r, review());
    }

    fn event() -> impl Strategy<Value = Event> {
        prop_oneof![
            "[甲乙丙]{0,2}".prop_map(|text| Event::Type { text }),
            Just(Event::Choose { choice: Some("○".into()) }),
            Just(Event::Choose { choice: None }),
            Just(Event::Confirm),
            Just(Event::Hold),
            "[理由]{0,2}".prop_map(|reason| Event::DeclareOutOfScope { reason }),
            Just(Event::Reopen),
        ]
    }

    proptest! {
        #[test]
        fn undoing_everything_leads_back_and_redoing_leads_forward(
            events in prop::collection::vec((0usize..5, event()), 0..30)
        ) {
            let mut r = review();
            for (n, e) in events {
                // A refused event must leave no step behind; the walk back below would not fit.
                let _ = r.apply(QuestionId(n), e);
            }
            let end = r.entries().to_vec();
            while r.undo().is_some() {}
            let start = review();
            prop_assert_eq!(r.entries(), start.entries());
            while r.redo().is_some() {}
            prop_assert_eq!(r.entries(), &end[..]);
        }
    }
}
