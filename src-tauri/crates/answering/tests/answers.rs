//! Questions as customers put them, on the published document: what is decided, claimed, chosen,
//! quoted and noted.

mod support;

use kotae_answering::{Answer, Decision, NoticeCode, Options, draft, without_meaning};
use kotae_matching::{Asked, Part, Query};
use kotae_standard::{Asks, ItemId, Status};
use std::collections::BTreeMap;
use support::{matched, source};

/// An id from its written form.
fn id(written: &str) -> ItemId {
    written.parse().expect("an id")
}

/// The answer to a question for which matching found these, sure of it.
fn answer(question: &str, ids: &[&str], choices: &[&str]) -> Answer {
    let ids: Vec<ItemId> = ids.iter().map(|i| id(i)).collect();
    let choices: Vec<String> = choices.iter().map(|c| (*c).to_owned()).collect();
    let query = Query { text: question, context: "" };
    draft(&source(), &query, &matched(question, &ids, 0.99, 0.01), &choices, &Options::default())
}

fn has(answer: &Answer, code: NoticeCode) -> bool {
    answer.notices.iter().any(|n| n.code == code)
}

/// Each question on one response: the status claimed.
fn check_status(rows: &[(&str, &str, Status)]) {
    for (question, on, want) in rows {
        let got = answer(question, &[on], &[]);
        assert_eq!(got.status, *want, "{question} on {on}");
    }
}

#[test]
fn a_response_met_in_full_answers_a_plain_question_in_full() {
    check_status(&[
        ("ログを定期的に点検しているか", "実10", Status::Full),
        ("バージョン管理されているか", "実40", Status::Full),
        ("Is network traffic encrypted?", "実4", Status::Full),
        ("ネットワーク設定スクリプトのバックアップ", "実43", Status::Full),
        ("サーバは冗長化されているか", "実104", Status::Full),
        ("接続元の確認がなければツールを使えないようになっているか", "実8", Status::Full),
    ]);
}

#[test]
fn an_exception_is_claimed_when_the_question_meets_it() {
    check_status(&[
        ("運用室に前室はあるか", "設27", Status::No),
        ("出入り口は一か所のみか", "設27", Status::Full),
        ("扉は特定防火設備か", "設28", Status::No),
        ("扉には錠が設けられ、特定防火設備であるか", "設28", Status::No),
        ("携帯用の照明器具はあるか", "設42", Status::No),
        ("非常用照明装置はあるか", "設42", Status::Partial),
        ("設42 非常用照明および携帯用照明器具", "設42", Status::Partial),
        ("建物の出入口扉は十分な強度とし、施錠できるものとすること", "設19", Status::Partial),
        ("床は耐震構造か", "設36", Status::No),
        ("データファイルの授受を行っているか", "実28", Status::No),
        ("お客様が外部連携に使用するサーバも監視の責任範囲か", "実47", Status::Delegated),
    ]);
}

#[test]
fn what_is_not_offered_or_anothers_work_stays_so() {
    check_status(&[
        ("ATMの管理を行っていますか", "実109", Status::Na),
        ("インターネットバンキングの利用者保護策を実施すること", "実117", Status::Na),
        ("データの破棄は誰が行いますか。クラウド事業者ですか", "実83", Status::Delegated),
    ]);
}

#[test]
fn all_and_always_are_not_met_by_a_reservation() {
    check_status(&[
        ("運用ツールでは例外なく二段階認証が必須か", "実9", Status::Partial),
        ("アカウントには必ず多要素認証を適用しているか", "実146", Status::Partial),
        ("すべての電源室に漏水防止措置があるか", "設59", Status::Partial),
        ("異なるネットワーク間の通信をすべて暗号化しているか", "実4", Status::Full),
        ("Is multi-factor authentication mandatory for all accounts?", "実146", Status::Partial),
    ]);
}

#[test]
fn the_way_round_a_question_asks_turns_the_status() {
    check_status(&[
        // The response's "no" is the measure.
        ("運用室の所在を示す看板を出していないこと", "設6", Status::Full),
        ("運用室の所在を示す看板を出していますか", "設6", Status::No),
        ("運用室内に水を使う設備がないこと", "設43", Status::Full),
        ("運用室内に水を使用する設備はありますか", "設43", Status::No),
        ("Are there any sinks in the operations room?", "設43", Status::No),
        // The response's "no" is a lack.
        ("消火器のない電源室がないこと", "設58", Status::Unknown),
        // Two negations in the question.
        ("運用ツールのアクセス履歴が点検されないまま放置されていないこと", "実10", Status::Full),
        // What could go wrong.
        ("Could a job run without the approval of a responsible person?", "実66", Status::No),
        ("Do any operators hold standing access rights?", "実25", Status::No),
        // Asked the other way round about what the response does: not met.
        ("テレワークを認めていないこと", "実145", Status::Unknown),
        ("遠隔作業を行っていないこと", "s3.2", Status::Unknown),
    ]);
}

#[test]
fn a_data_centre_is_not_the_operations_room() {
    let got = answer("データセンターに自動火災報知設備があるか", &["設37"], &[]);
    assert_eq!((got.decision, got.status), (Decision::Review, Status::Partial));
    assert!(has(&got, NoticeCode::OperationsRoom));
    // Only a question that names the operations room itself knows which room the answer is about.
    for (question, noted) in
        [("コンピュータ室に自動火災報知設備があるか", true), ("運用室に自動火災報知設備があるか", false)]
    {
        let room = answer(question, &["設37"], &[]);
        assert_eq!(
            (room.status, has(&room, NoticeCode::OperationsRoom)),
            (Status::Full, noted),
            "{question}"
        );
    }
}

#[test]
fn people_and_rooms_beyond_the_operations_room_are_met_in_part() {
    check_status(&[
        ("来客の出入りを撮影していますか", "設16", Status::Partial),
        ("オフィスに消火器があるか", "設39", Status::Partial),
        // The response itself speaks of them.
        ("執務室から機器が見えないようになっていますか", "設29", Status::Full),
        ("運用室を訪れる来訪者の入退室を撮影していますか", "設45", Status::Full),
    ]);
}

#[test]
fn what_is_not_done_answers_only_a_question_about_it() {
    check_status(&[
        ("営業所の入口は磁気カードで解錠する方式か", "実107", Status::Unknown),
        ("カードの在庫を管理していますか", "実107", Status::Na),
        ("渉外端末の持ち出しを記録しているか", "実118", Status::Na),
        ("取引先の信用を調べていますか", "実105", Status::Unknown),
        ("就業規則に違反者の処分を定めていますか", "実83", Status::Unknown),
        ("不要データの破棄はどのように行いますか", "実83", Status::Delegated),
        ("Is the meeting room booked by staff?", "実107", Status::Unknown),
    ]);
}

#[test]
fn a_response_on_one_kind_of_thing_meets_a_general_question_in_part() {
    check_status(&[
        ("バックアップを取得しているか", "実45", Status::Partial),
        ("文書のバックアップを取得しているか", "実45", Status::Full),
        ("テレワークの方針を周知していますか", "実145", Status::Partial),
        ("テレワーク端末の管理方針を周知していますか", "実145", Status::Full),
    ]);
}

#[test]
fn what_is_asked_must_be_spoken_of() {
    check_status(&[
        ("プライバシー担当役員を選任しているか", "実28", Status::Unknown),
        ("情報セキュリティの責任者を任命していますか", "統4", Status::Full),
        ("社内規程の配布先を把握しているか", "統8", Status::Unknown),
        ("Are the logs of the tools shredded?", "実10", Status::Unknown),
        // The thing asked for is the one that is said not to be there.
        ("前室を備えること", "設27", Status::No),
        ("空調の予備機を設けている", "設75", Status::No),
        // 「Xしやすい場合は」 where the question asks not to be so.
        ("建物は浸水の危険が少ない土地に建てられていること", "設1", Status::Partial),
        // One of two is enough.
        ("建物には自家発電設備または予備電源がありますか", "設71", Status::Full),
    ]);
}

#[test]
fn a_matter_in_dispute_is_noted_whatever_is_quoted() {
    let got = answer("顧客データへのアクセスを行っていますか", &["実5"], &[]);
    assert!(has(&got, NoticeCode::Contradiction), "{:?}", got.notices);
    let cited = answer("実27", &["実27"], &[]);
    assert!(has(&cited, NoticeCode::OtherSubject), "{:?}", cited.notices);
    assert!(!has(&answer("ログを定期的に点検しているか", &["実10"], &[]), NoticeCode::Contradiction));
}

/// Each question with choices: the one taken.
fn check_choice(rows: &[(&str, &str, &[&str], Option<&str>)]) {
    for (question, on, choices, want) in rows {
        let got = answer(question, &[on], choices);
        assert_eq!(got.choice.as_deref(), *want, "{question} on {on} out of {choices:?}");
        let noted = has(&got, NoticeCode::NoChoice);
        // Marks that mean nothing are a matter of the sheet, not of the row.
        let owned: Vec<String> = choices.iter().map(|c| (*c).to_owned()).collect();
        let grades = without_meaning(&owned, &BTreeMap::new());
        let open = want.is_none() && got.status != Status::Unknown;
        assert_eq!(noted, open && !grades, "{question} on {on}");
        if open {
            assert_ne!(got.decision, Decision::Answer, "{question} on {on}");
        }
    }
}

#[test]
fn choices_are_taken_as_the_customer_writes_them() {
    let marks: &[&str] = &["〇", "△", "✕", "－"];
    let plain: &[&str] = &["○", "×"];
    let yes: &[&str] = &["はい", "いいえ", "該当なし"];
    let done: &[&str] = &["対応済", "対応中", "未対応"];
    check_choice(&[
        ("ログを定期的に点検しているか", "実10", marks, Some("〇")),
        ("設42 非常用照明および携帯用照明器具", "設42", marks, Some("△")),
        ("設42 非常用照明および携帯用照明器具", "設42", plain, None),
        ("運用室に前室はあるか", "設27", marks, Some("✕")),
        ("ATMの管理を行っていますか", "実109", marks, Some("－")),
        ("ATMの管理を行っていますか", "実109", plain, None),
        ("ログを定期的に点検しているか", "実10", yes, Some("はい")),
        ("運用室に前室はあるか", "設27", yes, Some("いいえ")),
        ("ATMの管理を行っていますか", "実109", yes, Some("該当なし")),
        ("ログを定期的に点検しているか", "実10", done, Some("対応済")),
        ("運用室に前室はあるか", "設27", done, Some("未対応")),
        ("サービスの物理リソースの管理はクラウド事業者に依存しているか", "実83", marks, None),
        ("Is network traffic encrypted?", "実4", &["Yes", "No", "N/A"], Some("Yes")),
        ("ログを定期的に点検しているか", "実10", &["1: 対応済", "2: 一部", "3: 未対応"], Some("1: 対応済")),
        ("ログを定期的に点検しているか", "実10", &["A", "B", "C"], None),
        ("ログを定期的に点検しているか", "実10", &["◎", "○", "△", "×"], Some("○")),
        ("ログを定期的に点検しているか", "実10", &["実施", "未実施"], Some("実施")),
        ("ログを定期的に点検しているか", "実10", &["適", "否"], Some("適")),
    ]);
}

#[test]
fn a_good_no_is_no_cross() {
    let question = "運用室の所在を示す看板を出していますか";
    check_choice(&[
        (question, "設6", &["はい", "いいえ"], Some("いいえ")),
        (question, "設6", &["○", "×"], None),
        ("運用室の所在を示す看板を出していないこと", "設6", &["○", "×"], Some("○")),
        ("運用室の所在を示す看板を出していないか", "設6", &["はい", "いいえ"], None),
        ("前室の有無", "設27", &["有", "無"], Some("無")),
    ]);
}

#[test]
fn what_is_not_known_is_never_out_of_scope() {
    for choices in [&["○", "×", "対象外"][..], &["対応済", "未対応", "対象外", "要確認"]] {
        let got = answer("ログの保存期間は何年か", &["実10"], choices);
        assert_eq!(got.status, Status::Unknown);
        assert_eq!(got.choice, choices.iter().find(|c| **c == "要確認").map(|c| (*c).to_owned()));
    }
}

#[test]
fn a_legend_gives_grades_their_meaning() {
    let query = Query { text: "ログを定期的に点検しているか", context: "" };
    let choices: Vec<String> = ["A", "B", "C"].map(str::to_owned).to_vec();
    let legend = [("A", "対応済"), ("B", "一部対応"), ("C", "未対応")];
    let legend = legend.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    let options = Options { limit: None, legend };
    let matched = matched(query.text, &[id("実10")], 0.99, 0.01);
    assert_eq!(draft(&source(), &query, &matched, &choices, &options).choice.as_deref(), Some("A"));
}

/// Each question with what matching found: decision and a notice.
fn check_decision(rows: &[(&str, &[&str], Decision, Option<NoticeCode>)]) {
    for (question, on, want, code) in rows {
        let got = answer(question, on, &[]);
        assert_eq!(got.decision, *want, "{question}: {:?}", got.notices);
        if let Some(code) = code {
            assert!(has(&got, *code), "{question}: {:?}", got.notices);
        }
    }
}

#[test]
fn a_cited_number_decides_where_it_agrees() {
    use Decision::{Answer, None as Nothing, Review};
    check_decision(&[
        ("実25", &["実25"], Answer, None),
        ("実２０および実３２", &["実20", "実32"], Answer, None),
        ("統制２２（委託先要員のルール遵守）", &["統22"], Answer, None),
        ("実39 バックアップの方法", &["実39"], Answer, None),
        ("実39 テレワーク端末の管理方針", &["実39", "実145"], Review, Some(NoticeCode::CitationDisagrees)),
        ("実12", &["実12"], Nothing, Some(NoticeCode::Blank)),
        (
            "実29　データに誤りが見つかった場合の訂正作業の管理",
            &["実29", "実28"],
            Review,
            Some(NoticeCode::Blank),
        ),
        ("設115（営業店設備）", &[], Nothing, Some(NoticeCode::OutOfScope)),
        ("実149", &[], Nothing, Some(NoticeCode::NoSuchControl)),
        ("運用15", &[], Nothing, Some(NoticeCode::OtherEdition)),
        ("運用24　オペレータの資格確認", &["実35"], Review, Some(NoticeCode::OtherEdition)),
        ("実26", &["実26"], Review, Some(NoticeCode::OtherSubject)),
        ("実69", &["実69"], Review, Some(NoticeCode::Contradiction)),
    ]);
}

#[test]
fn what_the_document_does_not_state_is_named() {
    let query = Query { text: "アクセスログは何年間保存しますか", context: "" };
    let mut found = matched(query.text, &[id("実10")], 0.9, 0.9);
    found.asked =
        vec![Asked { kind: Asks::Period, words: "何年間保存しますか".to_owned(), stated: false }];
    let got = draft(&source(), &query, &found, &[], &Options::default());
    assert_eq!((got.decision, got.status), (Decision::None, Status::Unknown));
    let message = &got.notices.iter().find(|n| n.code == NoticeCode::NotStated).expect("noted").message;
    assert_eq!(message, "関連する記載はあるが、問われている内容（何年間保存しますか）は記載がない。");
    assert!(has(&got, NoticeCode::PublicEdition));
}

#[test]
fn what_only_an_explicit_statement_answers_is_not_answered_without_one() {
    use Decision::{None as Nothing, Review};
    check_decision(&[
        ("アクセスログは何年間保存しますか", &["実10"], Nothing, Some(NoticeCode::NotStated)),
        ("アクセス履歴の点検は毎月行うか", &["実10"], Review, Some(NoticeCode::NotStated)),
        ("WAF製品のメーカーはどこですか", &["実14"], Nothing, Some(NoticeCode::NotStated)),
        ("テスト環境のデータを匿名化していますか", &["実76"], Review, Some(NoticeCode::NotStated)),
        ("How many minutes does the failover take?", &["実104"], Nothing, Some(NoticeCode::NotStated)),
        ("Is AES-256 used between networks?", &["実4"], Review, Some(NoticeCode::NotStated)),
        ("ISO27001の認証を取得していますか", &["監1"], Nothing, Some(NoticeCode::NotStated)),
    ]);
}

#[test]
fn unsure_matches_are_left_to_a_person_and_claim_nothing() {
    let query = Query { text: "ログを定期的に点検しているか", context: "" };
    for (confidence, unstated, want) in
        [(0.99, 0.01, Decision::Answer), (0.5, 0.01, Decision::Review), (0.99, 0.5, Decision::Review)]
    {
        let found = matched(query.text, &[id("実10")], confidence, unstated);
        let got = draft(&source(), &query, &found, &[], &Options::default());
        assert_eq!(got.decision, want);
        assert_eq!(got.status == Status::Unknown, want != Decision::Answer);
        assert!(!got.text.is_empty());
    }
}

/// Each question on responses: the text quoted.
fn check_text(question: &str, on: &[&str], want: &str) {
    assert_eq!(answer(question, on, &[]).text, want, "{question}");
}

#[test]
fn the_sentences_that_answer_are_quoted() {
    check_text(
        "建物の出入口に防犯カメラがあるか",
        &["設16"],
        "電子錠は管理者が許可した者のみ開錠が可能です。また、各出入り口は防犯カメラが設置されており、入退室が撮影されております。",
    );
    // Each part's sentence, also where another fits the whole better.
    check_text(
        "外部委託先と同等の安全対策を求める契約を結び、監査を行っていますか",
        &["統22"],
        "外部委託先には弊社と同等の安全対策を行うことを要求した委託契約を結んでいます。その中には同等の教育および監査が含まれます。",
    );
    // A sentence that leans on the one before brings it along.
    check_text(
        "バックアップの管理方法",
        &["実41"],
        "プログラムのバックアップを確保しています。このバックアップについては管理方法が定められています。",
    );
    // Both parts of a question, in the document's order; what two controls say alike is said once.
    check_text(
        "消火器はあるか。また、自動火災報知設備はあるか。",
        &["設39", "設37"],
        "運用室には自動火災報知設備が設置されております。\n運用室が存在している建物には消火栓設備および消火器が設置されております。",
    );
    check_text(
        "実20、実32",
        &["実20", "実32"],
        &source().standard.controls.iter().find(|c| c.id.to_string() == "実20").expect("there").text,
    );
}

#[test]
fn an_exception_is_always_quoted() {
    let got = answer("建物の出入口の扉に電子錠はあるか", &["設19"], &[]);
    assert!(got.text.contains("ただし、防火措置や破壊行為への対策は取られておりません。"), "{}", got.text);
    assert!(has(&got, NoticeCode::Exception));
}

#[test]
fn a_limit_is_kept_by_fewer_whole_sentences() {
    let short = answer("設16の対応状況を60字以内で記載", &["設16"], &[]);
    assert!((1..=60).contains(&short.text.chars().count()) && short.text.ends_with('。'), "{}", short.text);
    assert!(has(&short, NoticeCode::Shortened));
    // An exception that does not fit: nothing is quoted rather than half.
    let none = answer("扉の電子錠について40文字以内で回答", &["設19"], &[]);
    assert_eq!((none.text.as_str(), none.decision), ("", Decision::Review));
    assert!(has(&none, NoticeCode::Shortened));
}

#[test]
fn whose_side_it_is_is_noted() {
    let rows: [(&str, &str, NoticeCode); 3] = [
        ("暗号鍵の管理", "実13", NoticeCode::CloudProvider),
        ("接続回線の調達と維持", "実33", NoticeCode::Customer),
        ("正式版の提供を受ける条件", "s2.5", NoticeCode::PublicEdition),
    ];
    for (question, on, code) in rows {
        let got = answer(question, &[on], &[]);
        assert!(has(&got, code), "{question}: {:?}", got.notices);
    }
}

#[test]
fn a_question_of_several_parts_is_answered_part_by_part() {
    let query = Query {
        text: "対策本部の設置は規定されていますか。緊急時の対応計画は資料にありますか。",
        context: "",
    };
    let part = |text: &str, on: &[&str], confidence, unstated| Part {
        text: text.to_owned(),
        matches: on.iter().map(|i| id(i)).collect(),
        confidence,
        unstated,
    };
    let draw = |second: Part| {
        let mut found = matched(query.text, &[id("統10"), id("統25")], 0.95, 0.02);
        found.parts = vec![part("対策本部の設置は規定されていますか。", &["統10"], 0.95, 0.02), second];
        draft(&source(), &query, &found, &[], &Options::default())
    };
    let asks = "緊急時の対応計画は資料にありますか。";
    let both = draw(part(asks, &["統25"], 0.95, 0.02));
    assert_eq!((both.decision, both.status), (Decision::Answer, Status::Full));
    assert_eq!(both.spans.iter().map(|s| s.id.to_string()).collect::<Vec<_>>(), ["統10", "統25"]);
    // A part that no response answers: the rest is quoted, and a person sees what is missing.
    for lost in
        [part(asks, &[], 0.0, 1.0), part(asks, &["統25"], 0.95, 0.95), part(asks, &["統25"], 0.2, 0.1)]
    {
        let one = draw(lost);
        assert_eq!(one.decision, Decision::Review);
        assert!(has(&one, NoticeCode::PartUnanswered));
        assert_eq!(one.spans.iter().map(|s| s.id.to_string()).collect::<Vec<_>>(), ["統10"]);
    }
    // A part whose response is not sure is shown, not filled in.
    assert_eq!(draw(part(asks, &["統25"], 0.6, 0.1)).decision, Decision::Review);
}

#[test]
fn what_is_asked_beside_does_not_silence_the_answer() {
    let got = answer("内部監査を定期的に実施していますか。直近の実施日も記入してください。", &["統13"], &[]);
    assert_eq!((got.decision, got.status), (Decision::Review, Status::Unknown));
    assert!(has(&got, NoticeCode::NotStated) && !got.text.is_empty());
}

#[test]
fn a_doing_that_the_response_does_not_speak_of_is_left_to_a_person() {
    use Decision::{Answer, Review};
    check_decision(&[
        (
            "権限は責任者の承認を得て付与し、作業の終了後に取り消していますか",
            &["実25"],
            Review,
            Some(NoticeCode::PartUnanswered),
        ),
        ("権限は責任者の承認を得て付与し、作業の終了後に取り消していますか", &["実66"], Answer, None),
        (
            "手順書を整備して見直すとともに、改ざんを防ぐ措置を講じているか",
            &["実23"],
            Review,
            Some(NoticeCode::PartUnanswered),
        ),
        ("障害の対応方法を定め、原因を記録し、管理していますか", &["実72"], Answer, None),
    ]);
}
