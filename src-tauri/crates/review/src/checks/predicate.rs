//! What a short answer says of itself: done or not done, by the predicate its sentences end with. A
//! word such as 未対応 elsewhere in a sentence (「未対応の脆弱性は点検しています」) says nothing.

/// What a text says of the matter it is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Says {
    /// Not done, in these words. `sure`: nothing else is said, and it is said of the matter itself.
    NotDone {
        /// The predicate.
        words: String,
        /// Does nothing leave room for doubt?
        sure: bool,
    },
    /// Done, in these words.
    Done(String),
}

/// What measures are done by: 実施する, 対応する …
const VERBS: [&str; 12] =
    ["実施", "対応", "整備", "導入", "策定", "制定", "設置", "運用", "取得", "設定", "適用", "締結"];
/// What follows them where it is not done.
const NOT: [&str; 16] = [
    "していません",
    "しておりません",
    "していない",
    "しておらず",
    "してません",
    "できていません",
    "できておりません",
    "できていない",
    "されていません",
    "されておりません",
    "されていない",
    "行っていません",
    "行っておりません",
    "行っていない",
    "行われていません",
    "なし",
];
/// What follows them where it is.
const YES: [&str; 14] = [
    "しています",
    "しております",
    "している",
    "してます",
    "されています",
    "されております",
    "されている",
    "行っています",
    "行っております",
    "行っている",
    "済み",
    "済",
    "ずみ",
    "しました",
];
/// What may stand behind a predicate.
const POLITE: [&str; 12] = [
    "です",
    "である",
    "となっています",
    "となっております",
    "になっています",
    "の状況",
    "の状態",
    "状況",
    "状態",
    "のため",
    "ところ",
    "ございます",
];
/// English participles of the same.
const PARTICIPLES: [&str; 13] = [
    "implemented",
    "done",
    "in place",
    "performed",
    "conducted",
    "supported",
    "established",
    "deployed",
    "compliant",
    "enabled",
    "configured",
    "introduced",
    "carried out",
];

/// Words of a question that is well answered by something not being done.
const TURNED: [&str; 24] = [
    "ない",
    "なく",
    "ません",
    "せず",
    "禁止",
    "禁じ",
    "防止",
    "防ぐ",
    "防い",
    "避け",
    "排除",
    "廃止",
    "無効",
    "不要",
    "不可",
    "除外",
    " not",
    "n't",
    " no ",
    "never",
    "without",
    "prohibit",
    "prevent",
    "disable",
];

/// How one sentence ends.
#[derive(Debug, Clone, PartialEq, Eq)]
struct End {
    done: bool,
    /// The predicate as it stands.
    words: String,
    /// What it is said by: 実施.
    verb: String,
    /// What stands before it.
    before: String,
    /// Said of the past, or of one half of a sentence.
    aside: bool,
}

/// What the text says, held against the question it answers; `None` where it says neither.
pub(super) fn says(text: &str, question: &str) -> Option<Says> {
    let asked = question.to_lowercase();
    let ends: Vec<Option<End>> = sentences(text)
        .map(str::trim)
        .filter(|s| !s.is_empty())
        .map(|s| end(s).or_else(|| english(s)))
        .collect();
    let known: Vec<&End> = ends.iter().flatten().collect();
    let Some(not) = known.iter().find(|e| !e.done) else {
        let last = ends.last()?.as_ref()?;
        let about = |e: &End| own(&e.before) || question.contains(&e.verb) || VERBS.contains(&&*e.verb);
        return about(last).then(|| Says::Done(last.words.clone()));
    };
    let alone = known.len() == ends.len() && known.iter().all(|e| !e.done && !e.aside);
    let matter = not.before.trim_end_matches(['は', 'を', 'も', 'が', 'の', '、', ' ']);
    let about = own(&not.before) || asked.contains(&matter.to_lowercase());
    let turned = TURNED.iter().any(|t| asked.contains(t));
    Some(Says::NotDone { words: not.words.clone(), sure: alone && about && !turned })
}

/// The sentences of an answer. The full stop of 「No. 3」 ends none.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['。', '．', '！', '!', '？', '?', '\n']).flat_map(|line| {
        let mut rest = Some(line);
        std::iter::from_fn(move || {
            let whole = rest?;
            let ends = |(at, _): &(usize, &str)| {
                let counts = whole[at + 2..].trim_start().starts_with(|c: char| c.is_numeric());
                !(counts && whole[..*at].to_lowercase().ends_with("no"))
            };
            let Some((at, stop)) = whole.match_indices(". ").find(ends) else { return rest.take() };
            rest = Some(&whole[at + stop.len()..]);
            Some(&whole[..at])
        })
    })
}

/// Does what stands before a predicate name nothing but who speaks, or when?
fn own(before: &str) -> bool {
    const EMPTY: [&str; 22] = [
        "弊社",
        "当社",
        "自社",
        "本サービス",
        "現在",
        "現時点",
        "現状",
        "今",
        "まだ",
        "いまだ",
        "未だ",
        "特に",
        "本件",
        "これ",
        "全く",
        "では",
        "に",
        "は",
        "を",
        "も",
        "の",
        "、",
    ];
    let mut rest = before.trim();
    while let Some(shorter) = EMPTY.iter().find_map(|e| rest.strip_prefix(*e)) {
        rest = shorter.trim_start();
    }
    rest.is_empty()
}

/// The predicate that a Japanese sentence ends with.
fn end(sentence: &str) -> Option<End> {
    let clauses: Vec<&str> = sentence.split("が、").flat_map(|c| c.split("ものの、")).collect();
    let (last, earlier) = clauses.split_last()?;
    // What a sentence begins by giving away it does not take back by its end.
    let aside = || {
        let found = earlier.iter().filter_map(|c| predicate(c)).find(|e| !e.done && !e.aside)?;
        Some(End { aside: true, ..found })
    };
    match predicate(last) {
        Some(end) if end.done => aside().or(Some(end)),
        Some(end) => Some(end),
        None => aside(),
    }
}

fn predicate(clause: &str) -> Option<End> {
    let closing = |c: char| c.is_whitespace() || "」』）)】］]、,，.・".contains(c);
    let mut words = clause.trim().trim_end_matches(closing);
    while let Some(shorter) = POLITE.iter().find_map(|p| words.strip_suffix(*p)) {
        words = shorter.trim_end_matches(closing);
    }
    let past = words.strip_suffix("でした");
    let (words, aside) = (past.unwrap_or(words), past.is_some());
    for verb in VERBS {
        if let Some(before) = words.strip_suffix(verb).and_then(|w| w.strip_suffix('未')) {
            let words = format!("未{verb}");
            return Some(End { done: false, words, verb: verb.to_owned(), before: before.to_owned(), aside });
        }
    }
    let tails = NOT.iter().map(|t| (t, false)).chain(YES.iter().map(|t| (t, true)));
    for (tail, done) in tails {
        let Some(head) = words.strip_suffix(*tail) else { continue };
        let head = head.trim_end_matches(['は', 'を', 'も', 'が']);
        let found = VERBS.iter().find_map(|v| head.strip_suffix(*v).map(|before| (*v, before)));
        let (verb, before) = match found {
            Some(found) => found,
            // It does not say what is done but that something is.
            None if tail.starts_with("行") && own(head) => ("行っ", head),
            None => continue,
        };
        if *tail == "なし" && before.ends_with('未') {
            return None;
        }
        let words = words[before.len()..].to_owned();
        return Some(End { done, words, verb: verb.to_owned(), before: before.to_owned(), aside });
    }
    None
}

/// The predicate that an English sentence ends with.
fn english(sentence: &str) -> Option<End> {
    let lower = sentence.to_ascii_lowercase();
    let mut words: Vec<&str> =
        lower.split(|c: char| !c.is_ascii_alphanumeric() && c != '\'').filter(|w| !w.is_empty()).collect();
    if words == ["no"] {
        let (words, verb) = ("No".to_owned(), "no".to_owned());
        return Some(End { done: false, words, verb, before: String::new(), aside: false });
    }
    while matches!(words.last(), Some(&("yet" | "currently" | "now"))) {
        words.pop();
    }
    let line = words.join(" ");
    let participle = PARTICIPLES
        .iter()
        .find(|p| line.strip_suffix(**p).is_some_and(|head| head.is_empty() || head.ends_with(' ')))?;
    let head = line[..line.len() - participle.len()].trim();
    let mut before: Vec<&str> = head.split(' ').filter(|w| !w.is_empty()).collect();
    let mut not = false;
    while let Some(word) = before.last() {
        match *word {
            "not" | "isn't" | "aren't" | "hasn't" | "haven't" | "never" => not = true,
            "been" | "being" | "yet" | "currently" | "fully" | "is" | "are" | "was" | "were" | "has"
            | "have" => {}
            _ => break,
        }
        before.pop();
    }
    let small = ["it", "this", "that", "we", "no"];
    let before = if before.iter().all(|w| small.contains(w)) { String::new() } else { before.join(" ") };
    let words = if not { format!("not {participle}") } else { (*participle).to_owned() };
    Some(End { done: !not, words, verb: (*participle).to_owned(), before, aside: false })
}

#[cfg(test)]
mod tests {
    use super::{Says, says};

    fn check(text: &str, want: &str) {
        let got = match says(text, "ウイルス対策を実施していますか") {
            Some(Says::NotDone { sure: true, .. }) => "no!",
            Some(Says::NotDone { sure: false, .. }) => "no",
            Some(Says::Done(_)) => "yes",
            None => "",
        };
        assert_eq!(got, want, "{text}");
    }

    #[test]
    fn the_last_predicate_counts() {
        for text in [
            "未実施です。",
            "弊社では未実施です。",
            "実施していない",
            "実施しておりません。",
            "現時点では未対応となっています。",
            "実施していない状況です",
            "対策は実施していません。",
            "対応なし",
            "行っていません",
            "Not implemented.",
            "No.",
            "This is not done yet.",
        ] {
            check(text, "no!");
        }
        for text in ["年1回実施しています", "対応済です。", "実施しております。", "Implemented."]
        {
            check(text, "yes");
        }
    }

    #[test]
    fn where_something_is_to_be_left_undone_nothing_is_sure() {
        for (text, question) in [
            ("設定していません。", "テスト用アカウントを設定していないこと"),
            ("取得していません。", "個人情報を目的なく取得していないこと"),
            ("Default accounts are not enabled.", "Default accounts must not be enabled."),
            ("本番データを用いた運用はしていません。", "開発環境で本番データを利用しない運用をしていますか"),
            ("私物端末は導入していません。", "私物端末の導入を禁止していますか"),
            ("検疫は実施していません。", "ウイルス対策を実施していますか"),
        ] {
            let got = says(text, question);
            assert!(matches!(got, Some(Says::NotDone { sure: false, .. })), "{text} {got:?}");
        }
    }

    #[test]
    fn words_inside_a_sentence_do_not() {
        check("未対応の脆弱性は月次で点検しています", "");
        check("未実施の端末はありません", "");
        check("未実施なし", "");
        check("実施しておりませんでしたが、2023年から実施しています", "yes");
        check("外部には公開していません。", "");
        check("We do not share data.", "");
        check("詳細はNo. 3をご参照ください", "");
        check("No. We only plan it.", "no");
    }

    #[test]
    fn what_is_said_in_part_or_of_something_else_leaves_doubt() {
        check("一部は未対応です。ほかは実施しています。", "no");
        check("端末では実施していませんが、サーバーでは実施しています。", "no");
        check("外部委託先の監査は行っています。教育は未整備です。", "no");
        check("来年度に予定しています。現在は未実施です。", "no");
    }
}
