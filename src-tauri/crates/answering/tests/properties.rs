//! What holds of every answer, whatever the question and whatever was matched, over the whole
//! published document with its annotations.

mod support;

use kotae_answering::{Answer, Decision, Options, draft};
use kotae_matching::{Part, Query};
use kotae_standard::{ItemId, Status};
use kotae_text::{char_slice, sentences};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use support::{matched, source};

/// Every anticipated and near question of the annotations, with its item.
static QUESTIONS: LazyLock<Vec<(ItemId, String)>> = LazyLock::new(|| {
    let notes = source().annotations.iter();
    notes
        .flat_map(|n| {
            let near = n.near.iter().map(|q| q.q.as_str());
            n.questions().chain(near).map(|q| (n.id, q.to_owned())).collect::<Vec<_>>()
        })
        .collect()
});

fn ids() -> Vec<ItemId> {
    source().standard.items().map(|i| i.id()).collect()
}

fn check(answer: &Answer, choices: &[String], limit: Option<usize>) {
    let source = source();
    let item = |id| source.standard.item(id).expect("a span is of an item");
    let pieces: Vec<&str> =
        answer.spans.iter().map(|s| char_slice(item(s.id).text(), s.start, s.end)).collect();
    assert_eq!(answer.text, pieces.join("\n"), "the text is its spans");
    assert_eq!(answer.citations.len(), answer.spans.len());
    for (span, citation) in answer.spans.iter().zip(&answer.citations) {
        let item = item(span.id);
        assert!(span.start < span.end && !item.blank(), "{span:?}");
        assert_eq!((citation.id, citation.start, citation.end), (span.id, span.start, span.end));
        assert_eq!(citation.sha256, item.sha256());
        assert_eq!(citation.edition, source.standard.edition);
        // No sentence is cut, and ただし stays with what it restricts.
        let all = sentences(item.text());
        assert!(all.iter().any(|s| s.start == span.start), "{span:?} starts inside a sentence");
        assert!(all.iter().any(|s| s.end == span.end), "{span:?} ends inside a sentence");
        let first = char_slice(item.text(), span.start, span.end);
        assert!(span.start == 0 || !first.starts_with("ただし"), "{first}");
        let next = all.iter().find(|s| s.start >= span.end);
        let next = next.map_or("", |s| char_slice(item.text(), s.start, s.end));
        assert!(!next.starts_with("ただし"), "{next} is left out");
        let exceptions = source.annotations.get(span.id).map_or(&[][..], |n| &n.exceptions);
        for exception in exceptions {
            let quoted = answer.spans.iter().filter(|s| s.id == span.id);
            let mut quoted = quoted.map(|s| char_slice(item.text(), s.start, s.end));
            assert!(quoted.any(|q| q.contains(exception.as_str())), "{exception} is left out");
        }
    }
    match answer.decision {
        Decision::Answer => assert!(answer.status != Status::Unknown && !answer.text.is_empty()),
        Decision::Review => {}
        Decision::None => assert!(answer.status == Status::Unknown && answer.text.is_empty()),
    }
    if answer.status == Status::Full {
        for span in &answer.spans {
            let claimed = source.annotations.status(span.id);
            assert!(matches!(claimed, Status::Full | Status::Partial), "{span:?} claims {claimed}");
        }
    }
    assert!(limit.is_none_or(|l| answer.text.chars().count() <= l), "{} over {limit:?}", answer.text);
    assert!(answer.choice.iter().all(|c| choices.contains(c)));
    assert!(answer.notices.iter().all(|n| !n.message.is_empty()));
}

const CHOICES: &[&[&str]] = &[
    &[],
    &["○", "×"],
    &["〇", "△", "✕", "－"],
    &["はい", "いいえ", "該当なし"],
    &["対応済", "対応中", "未対応", "要確認"],
    &["A", "B", "C"],
    &["Yes", "No", "N/A"],
    &["有", "無"],
];

fn choices(n: usize) -> Vec<String> {
    CHOICES[n % CHOICES.len()].iter().map(|c| (*c).to_owned()).collect()
}

#[test]
fn every_annotated_question_of_every_item_keeps_the_rules() {
    for (n, (id, question)) in QUESTIONS.iter().enumerate() {
        let query = Query { text: question, context: "" };
        let choices = choices(n);
        let answer =
            draft(&source(), &query, &matched(question, &[*id], 1.0, 0.0), &choices, &Options::default());
        check(&answer, &choices, None);
        // A response that says no, does not apply or rests with another is never claimed as met, and one
        // with an exception only where the quoted question leaves the exception alone.
        let claimed = source().annotations.status(*id);
        if answer.status == Status::Full {
            assert!(matches!(claimed, Status::Full | Status::Partial), "{id} {question}");
        }
    }
}

#[test]
fn universal_questions_are_never_met_in_full_by_a_response_with_an_exception() {
    for note in source().annotations.iter().filter(|n| !n.exceptions.is_empty()) {
        for question in &note.ja {
            for all in ["すべてのものについて、例外なく、", "全拠点で必ず、"] {
                let question = format!("{all}{question}");
                let query = Query { text: &question, context: "" };
                let matched = matched(&question, &[note.id], 1.0, 0.0);
                let answer = draft(&source(), &query, &matched, &[], &Options::default());
                assert_ne!(answer.status, Status::Full, "{} {question}", note.id);
            }
        }
    }
}

#[test]
fn a_fact_that_no_response_holds_is_never_answered() {
    for note in source().annotations.iter() {
        for question in note.ja.iter().take(3) {
            for fact in ["（暗号はAES-256）", "（90日以上）", "（毎年）", "（PCI DSS準拠）"]
            {
                let question = format!("{question}{fact}");
                let query = Query { text: &question, context: "" };
                let matched = matched(&question, &[note.id], 1.0, 0.0);
                let answer = draft(&source(), &query, &matched, &[], &Options::default());
                assert_ne!(answer.decision, Decision::Answer, "{} {question}", note.id);
                assert_eq!(answer.status, Status::Unknown, "{} {question}", note.id);
            }
        }
    }
}

#[test]
fn every_blank_control_is_left_to_a_person() {
    for control in source().standard.controls.iter().filter(|c| c.blank) {
        for question in [format!("{}", control.id), format!("{} への対応状況をご回答ください。", control.id)]
        {
            let query = Query { text: &question, context: "" };
            let found = matched(&question, &[ItemId::Control(control.id)], 1.0, 0.0);
            let answer = draft(&source(), &query, &found, &choices(1), &Options::default());
            assert_eq!((answer.decision, answer.status), (Decision::None, Status::Unknown), "{question}");
            assert!(answer.notices.iter().any(|n| n.message.contains("空欄")), "{question}");
        }
    }
}

#[test]
fn every_response_cited_by_number_alone_is_quoted_whole_with_its_own_status() {
    for control in source().standard.controls.iter().filter(|c| !c.blank) {
        let question = format!("FISC {} の対応状況", control.id);
        let query = Query { text: &question, context: "" };
        let id = ItemId::Control(control.id);
        let answer = draft(&source(), &query, &matched(&question, &[id], 1.0, 0.0), &[], &Options::default());
        assert_eq!(answer.text, control.text, "{question}");
        if answer.decision == Decision::Answer {
            assert_eq!(answer.status, source().annotations.status(id), "{question}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_question_on_any_matches_keeps_the_rules(
        question in prop_oneof![
            "\\PC{0,60}",
            "[統設実監運]?[0-9]{0,3}[のはが、。 ]{0,2}[すべて毎年90日はいないこと暗号化運用室サーバ再委託していますか？?\n]{0,30}",
            (0usize..5000).prop_map(|n| { QUESTIONS[n % QUESTIONS.len()].1.clone() }),
            (0usize..5000, 0usize..5000).prop_map(|(a, b)| {
                let q = &*QUESTIONS;
                format!("{}また、{}", q[a % q.len()].1, q[b % q.len()].1)
            }),
        ],
        picks in proptest::collection::vec(0usize..300, 0..5),
        confidence in 0.0f64..=1.0,
        unstated in 0.0f64..=1.0,
        limit in proptest::option::of(0usize..400),
        n in 0usize..8,
        said in proptest::option::of("\\PC{0,12}"),
        parts in proptest::collection::vec(("\\PC{0,20}", 0usize..300, 0.0f64..=1.0, 0.0f64..=1.0), 0..5),
    ) {
        let all = ids();
        let found: Vec<ItemId> = picks.iter().map(|p| all[p % all.len()]).collect();
        let choices = choices(n);
        let legend: BTreeMap<String, String> = said.into_iter().map(|s| ("A".to_owned(), s)).collect();
        let options = Options { limit, legend };
        let query = Query { text: &question, context: "" };
        let mut matched = matched(&question, &found, confidence, unstated);
        matched.parts = parts
            .into_iter()
            .map(|(text, n, confidence, unstated)| Part { text, matches: vec![all[n % all.len()]], confidence, unstated })
            .collect();
        let answer = draft(&source(), &query, &matched, &choices, &options);
        check(&answer, &choices, limit);
        prop_assert_eq!(draft(&source(), &query, &matched, &choices, &options), answer);
    }
}
