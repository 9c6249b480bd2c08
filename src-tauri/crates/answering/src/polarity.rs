//! Which way round a question asks: that something is, that it is not, or that something bad could
//! happen. Takes folded wording; when two negations meet it says so instead of guessing.

use crate::question::{has_any, has_word};

/// How the question is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// 〜していますか, "Is …?": yes or no answers it.
    YesNo,
    /// 〜すること: a requirement, met or not.
    Requirement,
    /// どのように, "How …?", 記載してください.
    Open,
    /// A heading or a list of words.
    Fragment,
}

/// What a plain "yes" to the question would say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Polarity {
    /// That something is done or there.
    Plain,
    /// That something is *not* done or there: 〜していないこと, "Is there no …?".
    Negative,
    /// That nothing is lacking: 「避雷設備のない建物に置いていないこと」.
    NoLack,
    /// That something goes wrong or is let through: 勝手に〜できますか, "Could … without …?".
    Risk,
    /// Negated so often that wording alone does not tell.
    Unclear,
}

/// Words that ask for more than yes or no wherever they stand.
#[rustfmt::skip]
const OPEN_JA: &[&str] = &[
    "どのよう", "どの", "どこ", "何", "誰", "いつ", "なぜ", "どれ", "どう", "いくつ", "どんな", "どちら", "教えて", "ご教示", "ご説明", "説明して", "お示し",
    "示してくだ", "述べて", "挙げて", "記載してくだ", "記載くだ", "記述してくだ", "記入してくだ",
];
/// Words that do so where the wording does not end by asking 〜か.
const OPEN_NOUNS_JA: &[&str] = &["方法", "記載", "記述", "記入", "概要", "内容", "仕組み"];
/// 何 in these asks nothing: 「何らか」「何も」.
const NOT_OPEN_JA: &[&str] = &["何らか", "何も", "何か"];
#[rustfmt::skip]
const OPEN_EN: &[&str] = &[
    "what", "how", "which", "who", "whom", "whose", "where", "when", "why", "describe", "explain", "list", "state", "specify", "outline",
    "provide", "give", "name", "please", "on which", "on what", "upon which", "by what", "under which", "in which", "in what", "at what",
    "for how", "for what", "within how", "within what", "to what", "from which", "indicate",
];
#[rustfmt::skip]
const ASKS_EN: &[&str] = &[
    "is", "are", "do", "does", "did", "has", "have", "can", "could", "will", "would", "may", "might", "must", "should", "was", "were",
];

/// How is this (folded) wording put?
pub(crate) fn form(subject: &str, english: bool) -> Form {
    let tail = tail(subject);
    if english {
        let first = subject.split(|c: char| !c.is_ascii_alphabetic()).find(|w| !w.is_empty()).unwrap_or("");
        let open = OPEN_EN.iter().any(|w| starts_with_word(subject, w));
        return if ASKS_EN.contains(&first) {
            Form::YesNo
        } else if open {
            Form::Open
        } else if subject.contains('?') {
            asked_late(subject)
        } else if has_word(subject, &["must", "shall", "should"]) {
            Form::Requirement
        } else {
            Form::Fragment
        };
    }
    let plain = NOT_OPEN_JA.iter().fold(subject.to_owned(), |t, w| t.replace(w, ""));
    let asks = tail.ends_with('か') || subject.trim_end().ends_with('?');
    if has_any(&plain, OPEN_JA) || (!asks && !tail.ends_with("こと") && has_any(&plain, OPEN_NOUNS_JA)) {
        Form::Open
    } else if ["こと", "する", "とする"].iter().any(|end| tail.ends_with(end)) {
        Form::Requirement
    } else if asks || tail.ends_with("よね") || tail.ends_with('の') {
        Form::YesNo
    } else {
        Form::Fragment
    }
}

/// "If a disk fails, what happens?" and "When a fault occurs, is it recorded?": the word after the comma tells.
fn asked_late(subject: &str) -> Form {
    let last = subject.rsplit(',').next().unwrap_or(subject);
    if OPEN_EN.iter().any(|w| starts_with_word(last, w)) { Form::Open } else { Form::YesNo }
}

fn starts_with_word(text: &str, word: &str) -> bool {
    let text = text.trim_start();
    text.strip_prefix(word).is_some_and(|r| !r.starts_with(|c: char| c.is_ascii_alphanumeric()))
}

/// The wording without closing marks.
fn tail(subject: &str) -> &str {
    let end = |c: char| {
        matches!(c, '。' | '?' | '!' | '．' | '.' | ' ' | '\n' | '\r' | '」' | '』' | ')' | '、' | ',')
    };
    subject.trim_end_matches(end)
}

/// Which way round does it ask?
pub(crate) fn polarity(subject: &str, english: bool, form: Form) -> Polarity {
    if form == Form::Open {
        // "How do you …", 「方法を記載」: the response is described, whatever the wording denies.
        return Polarity::Plain;
    }
    if english { english_polarity(subject) } else { japanese_polarity(subject) }
}

#[rustfmt::skip]
const NEGATIVE_TAILS: &[&str] = &[
    "ないか", "ないこと", "ないですか", "ないですよね", "ないよね", "ないでしょうか", "ないのか", "ないのですか", "ませんか", "ませんよね",
    "無いこと", "無いか", "ない", "なし", "無し", "なしか", "無しか", "ません", "でないこと", "非掲示", "不掲示", "不設置", "非設置", "非表示",
    "無であること", "無 であること", "無が望ましい",
];
#[rustfmt::skip]
const NOT_NEGATIVE: &[&str] = &["ではないか", "少ないか", "少ない", "少ないこと", "間違いないか", "差し支えないか", "問題ないか"];
/// Ends that ask whether a thing happens or exists.
#[rustfmt::skip]
const EXISTS_TAILS: &[&str] = &[
    "ことはあるか", "ことはありますか", "ことがあるか", "ことがありますか", "ことは有るか", "恐れはあるか", "おそれはあるか", "可能性はあるか",
    "可能性はありますか", "おそれはありますか", "恐れはありますか", "てしまうか", "てしまいますか", "ことがありうるか",
];
const BE_TAILS: &[&str] =
    &["あるか", "ありますか", "あるのか", "ありますでしょうか", "いますか", "いるか", "残っているか"];
/// Words for a measure that is not there.
#[rustfmt::skip]
const LACKS: &[&str] = &[
    "のない", "がない", "の無い", "が無い", "いない", "れない", "ないまま", "ず放置", "ずに", "なしで", "なしに", "無しに", "無防備", "無対策",
    "欠け", "欠い", "欠く", "怠", "放置", "抜け", "不足", "足りな", "曖昧", "任せ", "ばらばら", "形骸", "未実施", "未対応", "未整備",
    "不明確", "不適切", "見落と", "不在", "口頭だけ", "口約束",
];
/// Doings that a customer hopes are not done; asked plainly, the good answer may be "no".
#[rustfmt::skip]
const DOUBTFUL_DOINGS: &[&str] = &[
    "再委託し", "再委託する", "外部委託し", "委託していますか", "委託しているか", "国外", "海外", "私物", "共用して", "共有して", "使い回", "持ち出",
    "持出し", "流用", "平文", "勝手に", "承認なく", "許可なく", "無断", "漏えいし", "漏洩し", "を閲覧し", "を閲覧す", "目的外", "直接入れ", "に触れる",
    "改ざんでき", "無効にし", "二次利用",
];
/// Words by which keeping something from happening is what is asked.
#[rustfmt::skip]
const PREVENTS: &[&str] = &[
    "防止", "防い", "防ぐ", "防げ", "禁止", "禁じ", "制限", "ないよう", "抑止", "排除", "遮断", "対策", "保護", "守", "制御", "分離", "限定",
];

/// Arrangements by which something does not happen.
#[rustfmt::skip]
const ARRANGEMENTS: &[&str] = &[
    "ない配置", "ない構造", "ない仕組み", "ない設計", "ない造り", "ない作り", "ない措置", "ない位置", "ない設定", "ないよう", "ないための",
];
/// Bytes of 「になっていますか」 and the like after them.
const LONGEST_COPULA: usize = 31;

fn japanese_polarity(subject: &str) -> Polarity {
    let tail = tail(subject);
    let ends = |list: &[&str]| list.iter().any(|t| tail.ends_with(t));
    // 「直接入れない配置か」: an arrangement that keeps something out is asked for, plainly.
    if ARRANGEMENTS.iter().any(|a| tail.rfind(a).is_some_and(|at| tail.len() - at < a.len() + LONGEST_COPULA))
    {
        return Polarity::Plain;
    }
    // What stands before the last predicate: 「避雷設備のない建物に置いて｜いないこと」.
    let before = |list: &[&str]| {
        let cut = list.iter().filter_map(|t| tail.strip_suffix(t)).filter(|b| !b.is_empty());
        cut.min_by_key(|b| b.len())
    };
    let lacks = |body: &str| has_any(body, LACKS) && !has_any(body, &["ないよう", "ないため", "備え", "防"]);
    if let Some(body) = before(NEGATIVE_TAILS).filter(|_| !ends(NOT_NEGATIVE)) {
        let twice = has_any(body, &["ないということ", "ないことは", "ないことが", "ない、という"]);
        return match (lacks(body), twice) {
            (true, _) => Polarity::NoLack,
            (false, true) => Polarity::Unclear,
            (false, false) => Polarity::Negative,
        };
    }
    if ends(EXISTS_TAILS) || before(BE_TAILS).is_some_and(lacks) {
        return if has_any(tail, &["ないことは", "ないことが"]) {
            Polarity::Unclear
        } else {
            Polarity::Risk
        };
    }
    // What matters is what is done, at the end, not what is spoken of on the way.
    let near_end = &tail[tail.char_indices().rev().nth(17).map_or(0, |(i, _)| i)..];
    if has_any(near_end, DOUBTFUL_DOINGS) && !has_any(subject, PREVENTS) {
        return Polarity::Risk;
    }
    Polarity::Plain
}

#[rustfmt::skip]
const NEGATIVE_EN: &[&str] = &[
    "isn't", "aren't", "don't", "doesn't", "is there no", "are there no", "do not", "does not", "is not", "are not", "cannot", "can't",
    "free of", "free from", "shall not", "must not", "should not", "kept off", "kept out of", "refrain*",
];
const MAY_EN: &[&str] = &["can", "could", "would", "might", "may", "is it possible", "are you able"];
#[rustfmt::skip]
const RISK_EN: &[&str] = &[
    "without", "somebody", "someone", "anyone", "anybody", "a single", "one server", "bypass*", "halt*", "whole system", "entire system", "leak*",
    "tamper*", "unauthori*", "outsider*", "intruder*", "straight into", "circumvent*", "disable*", "take down", "bring down", "stop the",
    "overwritten", "visitor*", "break through", "used for anything else", "passers-by",
];
#[rustfmt::skip]
const DOUBTFUL_EN: &[&str] = &[
    "do any", "does any", "are any", "is any", "has any", "have any", "do your staff", "does your staff", "do your employees",
    "do your engineers", "do your operators", "do you ever", "do operators ever", "does anyone", "ever connect", "ever affected",
    "do you outsource", "do you subcontract", "do you sub-contract", "offshore", "overseas", "abroad", "shared account*", "shared id*",
    "generic account*", "in clear text", "plain text", "signposted", "do you exchange", "too close",
];
#[rustfmt::skip]
const PREVENTS_EN: &[&str] = &[
    "prevent*", "prohibit*", "restrict*", "protect*", "block*", "refus*", "deny", "denied", "guard*", "measure*", "control*", "procedure*",
    "training", "rule*", "polic*",
];

fn english_polarity(subject: &str) -> Polarity {
    let start = subject.trim_start();
    let may = MAY_EN.iter().any(|w| starts_with_word(start, w));
    let lacks = has_word(
        subject,
        &["without any", "without being", "without a", "without an", "lack*", "missing", "unprotected"],
    );
    if may && has_word(subject, RISK_EN) {
        return Polarity::Risk;
    }
    if has_word(subject, NEGATIVE_EN) || starts_with_word(start, "no") {
        return match (subject.matches(" not ").count() > 1, lacks) {
            (true, _) => Polarity::Unclear,
            (false, true) => Polarity::NoLack,
            (false, false) => Polarity::Negative,
        };
    }
    if has_word(subject, DOUBTFUL_EN) && !has_word(subject, PREVENTS_EN) {
        Polarity::Risk
    } else {
        Polarity::Plain
    }
}

#[cfg(test)]
mod tests {
    use super::{Form, Polarity, form, polarity};
    use crate::question::is_english;
    use kotae_text::fold_str;

    fn check(question: &str, want_form: Form, want: Polarity) {
        let folded = fold_str(question);
        let english = is_english(&folded);
        let form = form(&folded, english);
        assert_eq!((form, polarity(&folded, english, form)), (want_form, want), "{question}");
    }

    #[test]
    fn plain_questions() {
        use Form::{Fragment, Open, Requirement, YesNo};
        for (question, form) in [
            ("内部監査を定期的に実施していますか。", YesNo),
            ("記録は残るか", YesNo),
            ("通信を暗号化すること。", Requirement),
            ("バックアップはどのように取得していますか", Open),
            ("バックアップの管理方法", Open),
            ("非常用照明", Fragment),
            ("何らかの対策があるか", YesNo),
            ("災害を受けるおそれの少ない場所に配置すること", Requirement),
            ("外から中が見えないようにしているか", YesNo),
            ("外から直接入れない配置か", YesNo),
            ("許可のない者が侵入できない構造になっていますか", YesNo),
            ("Is traffic encrypted?", YesNo),
            ("How is traffic encrypted?", Open),
            ("If a fault occurs, is its cause recorded?", YesNo),
            ("If a fault occurs, what happens?", Open),
            ("Doors shall be lockable.", Requirement),
            ("Smoke extraction", Fragment),
        ] {
            check(question, form, Polarity::Plain);
        }
    }

    #[test]
    fn questions_that_something_is_not() {
        for question in [
            "看板を掲げていないか",
            "運用室の場所を外部に表示していませんか",
            "部外者に見える表示はないですよね",
        ] {
            check(question, Form::YesNo, Polarity::Negative);
        }
        check("水を使う設備を室内に置いていないこと", Form::Requirement, Polarity::Negative);
        check("看板なし", Form::Fragment, Polarity::Negative);
        check("Signs shall not be posted.", Form::Requirement, Polarity::Negative);
        check("Is there no water pipe in the room?", Form::YesNo, Polarity::Negative);
    }

    #[test]
    fn questions_that_nothing_is_lacking() {
        check("消火器のない部屋がないこと", Form::Requirement, Polarity::NoLack);
        check("手順書のないまま作業していませんか", Form::YesNo, Polarity::NoLack);
        check("権限の見直しを怠っていないか", Form::YesNo, Polarity::NoLack);
    }

    #[test]
    fn questions_whose_good_answer_is_no() {
        for question in [
            "消火器のない部屋が一つでもあるか",
            "担当者が勝手に権限を変更することはありますか",
            "業務を再委託していますか",
            "Could a job be started without approval?",
            "Do any operators hold permanent rights?",
        ] {
            check(question, Form::YesNo, Polarity::Risk);
        }
    }
}
