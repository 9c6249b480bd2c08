//! Matching of questions, over the real document. The questions here are our own.

mod support;

use kotae_matching::{Meaning, Query, Role, Vectors, Why};
use kotae_standard::{Asks, CitedTarget};
use proptest::prelude::*;
use std::sync::Arc;
use support::{MATCHER, ids, matcher, matches};

#[test]
fn a_cited_control_comes_first_whatever_the_words() {
    for (text, context, want) in [
        ("実39　バックアップの取得", "", "実39"),
        ("【設 83－1】弱電と強電", "", "設83-1"),
        ("バックアップの取得", "実務基準39", "実39"),
        ("統２４", "", "統24"),
    ] {
        let m = matches(text, context);
        assert_eq!(ids(&m, 1), [want], "{text}");
        assert_eq!(m.matches[0].why[0], Why::Citation);
        assert!(m.confidence > 0.9, "{text}: {}", m.confidence);
    }
}

#[test]
fn several_cited_controls_come_in_their_order() {
    assert_eq!(ids(&matches("設37、39　火災報知と消火", ""), 2), ["設37", "設39"]);
    // With nothing but numbers, nothing else is offered.
    assert_eq!(ids(&matches("実20及び実32について", ""), 10), ["実20", "実32"]);
}

#[test]
fn a_number_whose_text_is_about_something_else_is_less_sure() {
    let agreed = matches("実39 データのバックアップ", "").confidence;
    let odd = matches("実39 消火器の設置", "").confidence;
    assert!(odd < agreed - 0.2, "{odd} {agreed}");
}

#[test]
fn a_blank_control_is_shown_but_answers_nothing() {
    let m = matches("設60", "");
    assert_eq!(ids(&m, 1), ["設60"]);
    assert_eq!((m.confidence, m.unstated), (0.0, 1.0));
    // No blank control is ever found by words.
    for m in matches("暗号鍵", "").matches {
        assert!(!matcher().standard().item(m.id).expect("of the document").blank(), "{}", m.id);
    }
}

#[test]
fn numbers_of_other_editions_point_at_nothing() {
    for text in ["運用15", "実149 対応要否", "統99"] {
        let m = matches(text, "");
        assert!(m.matches.is_empty() && m.confidence == 0.0, "{text}: {:?}", ids(&m, 3));
        assert!(!m.cited.iter().any(|c| matches!(c.target, CitedTarget::Control(_))));
    }
    // The words beside such a number still count.
    assert_eq!(ids(&matches("運用15　ネズミの侵入を防ぐ", ""), 1), ["設47"]);
}

#[test]
fn noise_changes_nothing() {
    for (plain, noisy) in [
        (
            "情報資産の台帳を作りリスクを評価しているか",
            "1.1.3　情報資産の台帳を作りﾘｽｸを評価しているか（有の場合は資料名を記載）",
        ),
        ("防災訓練を実施しているか", "防災訓\n練を実 施しているか"),
        ("パスワードを画面に表示しないこと", "・ﾊﾟｽﾜｰﾄﾞを画面に表示しないこと ※証跡を添付"),
        ("Are rodents kept out of the room?", "Q12. ARE RODENTS KEPT OUT OF THE ROOM? (please describe)"),
    ] {
        assert_eq!(ids(&matches(plain, ""), 1), ids(&matches(noisy, ""), 1), "{noisy}");
    }
}

#[test]
fn a_fragment_takes_its_heading() {
    assert_eq!(ids(&matches("火災報知", "設備 > 電源室・空調機械室"), 1), ["設57"]);
    assert_eq!(ids(&matches("火災報知", "設備 > コンピュータ室・運用室"), 1), ["設37"]);
}

#[test]
fn several_questions_in_one_are_matched_each_by_itself() {
    let m = matches("ネズミの侵入を防いでいますか。また、非常用照明はありますか。", "");
    assert_eq!(m.parts.len(), 2);
    let first: Vec<String> = m.parts.iter().map(|p| p.matches[0].to_string()).collect();
    assert_eq!(first, ["設47", "設42"]);
    assert!(ids(&m, 2).contains(&"設47".to_owned()) && ids(&m, 2).contains(&"設42".to_owned()));
    assert!(matches("ネズミの侵入を防いでいますか。", "").parts.is_empty());
}

#[test]
fn a_specific_that_is_not_there_is_told_from_what_is() {
    for (stated, not) in [
        ("出入口を監視カメラで撮影していますか", "監視カメラの録画は何日間保存していますか"),
        ("通信は暗号化されていますか", "TLSのバージョンと暗号スイートをご回答ください"),
        ("防災訓練を実施していますか", "直近の防災訓練の実施日はいつですか"),
        (
            "Do staff receive security training?",
            "How many hours of security training do staff receive per year?",
        ),
        ("空調設備は定期的にメンテナンスされていますか", "社員食堂の営業時間"),
    ] {
        let (a, b) = (matches(stated, ""), matches(not, ""));
        assert!(a.unstated < 0.3 && b.unstated > 0.5, "{stated} {:.2}, {not} {:.2}", a.unstated, b.unstated);
        assert!(a.confidence > b.confidence, "{stated} {:.2}, {not} {:.2}", a.confidence, b.confidence);
    }
}

#[test]
fn what_is_asked_for_is_named() {
    let asked = matches("監視カメラの録画は何日間保存していますか", "").asked;
    assert!(asked.iter().any(|a| a.kind == Asks::Period && !a.stated), "{asked:?}");
    let asked = matches("運用室の出入口は何か所ですか", "").asked;
    assert!(asked.iter().any(|a| a.kind == Asks::Number && a.words == "何か所" && a.stated), "{asked:?}");
}

#[test]
fn the_reasons_are_given() {
    let m = matches("非常用照明はありますか", "");
    let e = &m.matches[0].evidence;
    assert!(e.words.contains(&"非常用照明".to_owned()), "{:?}", e.words);
    assert!(e.nearest_question.as_ref().is_some_and(|q| q.1 > 0.3), "{:?}", e.nearest_question);
    assert!(!e.features.is_empty() && e.features.iter().map(|f| f.part).sum::<f64>() > 0.0);
}

#[test]
fn two_matchers_say_the_same() {
    let other = matcher();
    for text in ["暗号鍵の管理方法", "Who approves access rights?", "設5", "火災の備えは。また、停電は。"]
    {
        let q = Query { text, context: "運用" };
        assert_eq!(MATCHER.matches(&q), other.matches(&q));
        assert_eq!(MATCHER.search(text, 10), other.search(text, 10));
    }
}

/// A toy model: a text's vector counts its characters by place. Alike texts get alike vectors.
struct Toy;

impl Meaning for Toy {
    fn embed(&self, texts: &[(Role, &str)]) -> Vec<Vec<f32>> {
        let one = |text: &str| {
            let mut v = vec![0.01f32; 64];
            text.chars().for_each(|c| v[u32::from(c) as usize % 64] += 1.0);
            let norm = v.iter().map(|x| x * x).sum::<f32>().sqrt();
            v.iter_mut().for_each(|x| *x /= norm);
            v
        };
        texts.iter().map(|(_, t)| one(t)).collect()
    }
}

/// A model that is out of order.
struct Broken;

impl Meaning for Broken {
    fn embed(&self, _: &[(Role, &str)]) -> Vec<Vec<f32>> {
        Vec::new()
    }
}

fn vectors() -> Vectors {
    let texts = MATCHER.texts();
    let asked: Vec<(Role, &str)> = texts.iter().map(|(r, t)| (*r, t.as_str())).collect();
    Vectors::new(Toy.embed(&asked)).expect("of one width")
}

#[test]
fn a_model_adds_reasons() {
    let with = matcher().with_meaning(Arc::new(Toy), &vectors()).expect("one vector a text");
    let m = with.matches(&Query { text: "ネズミの侵入を防いでいますか", context: "" });
    assert_eq!(ids(&m, 1), ["設47"]);
    let features = &m.matches[0].evidence.features;
    assert!(features.iter().any(|f| f.name.starts_with("meaning") && f.part > 0.0), "{features:?}");
}

#[test]
fn a_model_out_of_order_leaves_the_words() {
    let with = matcher().with_meaning(Arc::new(Broken), &vectors()).expect("one vector a text");
    let q = Query { text: "ネズミの侵入を防いでいますか", context: "害虫" };
    assert_eq!(with.matches(&q), MATCHER.matches(&q));
}

#[test]
fn stale_vectors_are_refused() {
    let few = Vectors::new([vec![1.0, 0.0]]).expect("of one width");
    let refused = matcher().with_meaning(Arc::new(Toy), &few);
    assert!(refused.is_err_and(|e| e.to_string().contains("ベクトルの数（1）")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_question_gives_at_most_ten_sorted_matches(
        text in prop_oneof!["\\PC{0,60}", "[暗号鍵管理バックアップ実設統0-9 a-zの。、か\\n]{1,40}"],
        context in "\\PC{0,12}",
    ) {
        let m = MATCHER.matches(&Query { text: &text, context: &context });
        prop_assert!(m.matches.len() <= 10);
        prop_assert!(m.matches.windows(2).all(|w| w[0].score >= w[1].score));
        for p in [m.confidence, m.unstated].into_iter().chain(m.matches.iter().map(|x| x.score)) {
            prop_assert!((0.0..=1.0).contains(&p));
        }
        for x in &m.matches {
            let item = MATCHER.standard().item(x.id).expect("of the document");
            let n = item.text().chars().count();
            for (r, fit) in &x.evidence.sentences {
                prop_assert!(r.start < r.end && r.end <= n && (0.0..=1.0).contains(fit));
            }
        }
        let unique: std::collections::BTreeSet<_> = m.matches.iter().map(|x| x.id).collect();
        prop_assert_eq!(unique.len(), m.matches.len());
    }
}
