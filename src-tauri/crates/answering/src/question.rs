//! What a question wants, read from its wording alone: yes or no, an explanation or a fragment;
//! whether it asks that something is, is not, or could go wrong; whether it says all or always; how
//! long the answer may be. Knows no response.

use kotae_matching::Query;
use kotae_standard::{Standard, find_citations};
use kotae_text::{char_slice, fold_str};

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
    /// That something goes wrong or is let through: 勝手に〜できますか, "Could … without …?".
    Risk,
    /// Negated so often that wording alone does not tell.
    Unclear,
}

/// A question as its wording shows it.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    /// The question without instructions and cited numbers, folded.
    pub(crate) subject: String,
    /// The same in the letters of the customer (names keep their capitals).
    pub(crate) plain: String,
    /// Nothing is left besides the cited numbers and words such as 対応状況.
    pub(crate) only_cites: bool,
    /// Mostly Latin letters.
    pub(crate) english: bool,
    /// How it is put.
    pub(crate) form: Form,
    /// Which way round it asks.
    pub(crate) polarity: Polarity,
    /// Says all, every, always, without exception, mandatory.
    pub(crate) universal: bool,
    /// Asks about a data centre or server room.
    pub(crate) data_centre: bool,
    /// Wants the formal edition or a document handed over.
    pub(crate) wants_document: bool,
    /// Most chars the answer may have, where the question says so.
    pub(crate) limit: Option<usize>,
}

/// Reads a question.
pub(crate) fn read(query: &Query<'_>, standard: &Standard) -> Reading {
    let plain = without_instructions(&without_citations(query.text, standard));
    let subject = fold_str(&plain);
    let context = fold_str(&without_citations(query.context, standard));
    let english = is_english(&subject);
    let form = form(&subject, english);
    let both = format!("{context} {subject}");
    Reading {
        only_cites: is_boilerplate(&subject),
        english,
        form,
        polarity: if english { english_polarity(&subject) } else { japanese_polarity(&subject) },
        universal: has_any(&subject, UNIVERSAL_JA) || has_word(&subject, UNIVERSAL_EN),
        data_centre: has_any(&both, DATA_CENTRE_JA)
            || has_word(&both, DATA_CENTRE_EN)
            || has_word(&both, &["dc"]),
        wants_document: has_any(&subject, DOCUMENT_JA) || has_word(&subject, DOCUMENT_EN),
        limit: limit(&fold_str(query.text)),
        plain,
        subject,
    }
}

impl Reading {
    /// The reading of one part of the question, in its own words.
    pub(crate) fn of_part(&self, words: &str) -> Self {
        let polarity = if self.english { english_polarity(words) } else { japanese_polarity(words) };
        let form = form(words, self.english);
        Self {
            subject: words.to_owned(),
            // 「空調の専用機、予備機の有無」: a part that is a fragment asks as the whole does.
            form: if form == Form::Fragment { self.form } else { form },
            polarity: if form == Form::Fragment { self.polarity } else { polarity },
            ..self.clone()
        }
    }
}

/// Does `text` hold one of these?
pub(crate) fn has_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|w| text.contains(w))
}

/// Does folded `text` hold one of these with no letter right before it, nor (unless the entry ends
/// in `*`) right after it?
pub(crate) fn has_word(text: &str, words: &[&str]) -> bool {
    words.iter().any(|w| {
        let (word, stem) = w.strip_suffix('*').map_or((*w, false), |s| (s, true));
        text.match_indices(word).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let after = text[at + word.len()..].chars().next();
            let edge = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric());
            edge(before) && (stem || edge(after))
        })
    })
}

const UNIVERSAL_JA: &[&str] = &[
    "すべて",
    "全て",
    "全部",
    "全拠点",
    "全サーバ",
    "全データ",
    "全ての",
    "必ず",
    "例外なく",
    "例外無く",
    "常に",
    "常時",
    "一律",
    "漏れなく",
    "もれなく",
    "立地を問わず",
    "を問わず",
    "いかなる",
    "必須",
    "義務付け",
    "義務づけ",
    "一切",
    "完全に",
    "100%",
    "全件",
    "全員",
    "全社員",
    "全従業員",
    "全端末",
    "全アカウント",
    "全通信",
    "各拠点とも",
    "いずれの",
];
const UNIVERSAL_EN: &[&str] = &[
    "all",
    "every",
    "each",
    "always",
    "without exception",
    "mandatory",
    "must",
    "entire*",
    "whenever",
    "any and all",
    "everyone",
    "everybody",
    "required",
    "enforced",
    "at all times",
    "no exceptions",
    "100%",
    "across the board",
    "invariably",
    "regardless of",
    "in full",
];
const DATA_CENTRE_JA: &[&str] = &[
    "データセンタ",
    "データーセンタ",
    "idc",
    "サーバ室",
    "サーバー室",
    "サーバルーム",
    "サーバールーム",
    "マシンルーム",
    "マシン室",
    "サーバ設置場所",
    "サーバの設置場所",
    "サーバが設置され",
    "サーバを設置",
    "ハウジング",
    "電算室",
    "電算センタ",
];
const DATA_CENTRE_EN: &[&str] =
    &["data cent*", "datacent*", "server room*", "machine room*", "hosting facilit*", "colocation*"];
const DOCUMENT_JA: &[&str] = &[
    "正式版",
    "最新版の提供",
    "資料を提出",
    "資料の提出",
    "写しを",
    "コピーを提出",
    "報告書を提出",
    "報告書の提出",
    "証跡を提出",
    "証跡の提出",
    "添付してください",
    "添付して下さい",
    "ご提供いただけ",
    "開示いただけ",
    "閲覧でき",
    "閲覧可能",
];
const DOCUMENT_EN: &[&str] = &[
    "provide a copy",
    "provide your",
    "attach*",
    "supply a copy",
    "share a copy",
    "formal edition",
    "definitive*",
    "full edition",
    "latest edition",
    "official edition",
    "send us",
];

fn without_citations(text: &str, standard: &Standard) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for cited in find_citations(text, standard) {
        out.push_str(char_slice(text, at, cited.start.max(at)));
        out.push(' ');
        at = at.max(cited.end);
    }
    out.push_str(char_slice(text, at, usize::MAX));
    out
}

/// Takes away brackets and closing notes that tell how to answer rather than what is asked.
fn without_instructions(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(['(', '（', '［', '[']) {
        let close = rest[open..].find([')', '）', '］', ']']).map(|c| open + c);
        let Some(close) = close else { break };
        let end = close + rest[close..].chars().next().map_or(0, char::len_utf8);
        out.push_str(&rest[..open]);
        if !is_instruction(&fold_str(&rest[open..end])) {
            out.push_str(&rest[open..end]);
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    // 「※証跡の提出可否も記載」 after the question.
    if let Some(at) = out.find('※').filter(|at| *at > 0 && is_instruction(&fold_str(&out[*at..]))) {
        out.truncate(at);
    }
    out.trim().to_owned()
}

fn is_instruction(folded: &str) -> bool {
    has_any(
        folded,
        &[
            "記載",
            "記入",
            "回答",
            "はい/いいえ",
            "はい・いいえ",
            "以内",
            "○×",
            "○/×",
            "資料名",
            "選択",
            "yes/no",
            "y/n",
            "please",
            "character",
            "チェックを",
            "該当しない場合",
        ],
    )
}

/// Words around a cited number that ask nothing by themselves; longest first where one holds another.
const BOILERPLATE: &[&str] = &[
    "金融機関等コンピュータシステムの安全対策基準",
    "安全対策基準",
    "安対基準",
    "実務基準",
    "統制基準",
    "設備基準",
    "監査基準",
    "基準番号",
    "基準no",
    "基準",
    "fisc",
    "第10版",
    "第8版",
    "第八版",
    "10版",
    "8版",
    "対応状況",
    "対応要否",
    "対応方針",
    "対応有無",
    "対応内容",
    "対応可否",
    "準拠状況",
    "適合状況",
    "遵守状況",
    "実施状況",
    "取組状況",
    "取り組み状況",
    "充足状況",
    "への対応",
    "の対応",
    "対応",
    "準拠",
    "適合",
    "充足",
    "実施",
    "状況",
    "要否",
    "可否",
    "有無",
    "内容",
    "項番",
    "項目",
    "番号",
    "該当",
    "ご回答",
    "回答",
    "ご教示",
    "教えて",
    "ご説明",
    "説明",
    "記載",
    "ご記入",
    "記入",
    "お答え",
    "お示し",
    "示して",
    "述べて",
    "願います",
    "お願い",
    "ください",
    "下さい",
    "いただけますか",
    "について",
    "に関して",
    "に関する",
    "関して",
    "および",
    "及び",
    "ならびに",
    "並びに",
    "されていますか",
    "していますか",
    "しているか",
    "できていますか",
    "どのように",
    "どう",
    "貴社",
    "御社",
    "弊社",
    "どこまで",
    "満たして",
    "いますか",
    "いるか",
    "ますか",
    "ですか",
    "か",
    "の",
    "は",
    "を",
    "に",
    "へ",
    "と",
    "が",
    "で",
    "も",
    "な",
    "い",
    "て",
    "項",
    "第",
    "版",
    "no",
    "等",
];
const BOILERPLATE_EN: &[&str] = &[
    "please",
    "respond",
    "response",
    "responses",
    "to",
    "describe",
    "explain",
    "state",
    "provide",
    "how",
    "do",
    "does",
    "you",
    "your",
    "company",
    "meet",
    "comply",
    "compliant",
    "compliance",
    "with",
    "satisfy",
    "address",
    "implement",
    "implementation",
    "facility",
    "facilities",
    "operation",
    "operations",
    "operational",
    "governance",
    "audit",
    "control",
    "controls",
    "standard",
    "standards",
    "guideline",
    "guidelines",
    "security",
    "status",
    "of",
    "for",
    "the",
    "a",
    "an",
    "is",
    "are",
    "what",
    "which",
    "this",
    "item",
    "items",
    "number",
    "no",
    "requirement",
    "requirements",
    "answer",
    "and",
    "or",
    "on",
    "in",
    "edition",
    "10th",
    "8th",
    "criterion",
    "criteria",
    "fisc",
    "measure",
    "measures",
    "give",
    "tell",
    "us",
    "about",
    "regarding",
    "me",
    "against",
    "position",
];

fn is_boilerplate(subject: &str) -> bool {
    let mut rest = subject.to_owned();
    for word in BOILERPLATE {
        if word.is_ascii() {
            continue;
        }
        rest = rest.replace(word, " ");
    }
    let is_known = |w: &str| BOILERPLATE.contains(&w) || BOILERPLATE_EN.contains(&w);
    rest.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).all(|w| is_known(w) || is_kana(w))
}

/// Only hiragana, or a lone digit: what is left of inflections and numbering.
fn is_kana(word: &str) -> bool {
    word.chars().all(|c| matches!(c, 'ぁ'..='ゖ' | 'ー' | '0'..='9'))
}

fn is_english(folded: &str) -> bool {
    let latin = folded.chars().filter(char::is_ascii_alphabetic).count();
    let cjk = folded.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()).count();
    latin > 3 * cjk
}

const OPEN_JA: &[&str] = &[
    "どのよう",
    "どの",
    "どこ",
    "何",
    "誰",
    "いつ",
    "なぜ",
    "どれ",
    "どう",
    "いくつ",
    "教えて",
    "ご教示",
    "記述",
    "記載",
    "記入",
    "ご説明",
    "説明して",
    "方法",
    "示して",
    "述べて",
    "挙げて",
    "どんな",
    "いずれ",
];
const OPEN_EN: &[&str] = &[
    "what",
    "how",
    "which",
    "who",
    "whom",
    "whose",
    "where",
    "when",
    "why",
    "describe",
    "explain",
    "list",
    "state",
    "specify",
    "outline",
    "provide",
    "give",
    "name",
    "please describe",
    "please explain",
    "please provide",
    "please state",
    "on which",
    "on what",
    "upon which",
    "by what",
    "under which",
    "in which",
    "in what",
    "at what",
    "for how",
    "for what",
    "within how",
    "within what",
    "to what",
    "from which",
    "indicate",
];
const ASKS_EN: &[&str] = &[
    "is", "are", "do", "does", "did", "has", "have", "can", "could", "will", "would", "may", "might", "must",
    "should", "was", "were",
];

fn form(subject: &str, english: bool) -> Form {
    let tail = tail(subject);
    if english {
        let first = subject.split(|c: char| !c.is_ascii_alphabetic()).find(|w| !w.is_empty()).unwrap_or("");
        if ASKS_EN.contains(&first) {
            return Form::YesNo;
        }
        let open = OPEN_EN.iter().any(|w| subject.trim_start().starts_with(w));
        return match (open, subject.contains('?')) {
            (true, _) => Form::Open,
            (false, true) => Form::YesNo,
            (false, false) if has_word(subject, &["must", "shall", "should"]) => Form::Requirement,
            (false, false) => Form::Fragment,
        };
    }
    if has_any(subject, OPEN_JA) {
        Form::Open
    } else if tail.ends_with("こと") || tail.ends_with("ること") || tail.ends_with("する") {
        Form::Requirement
    } else if tail.ends_with('か')
        || subject.trim_end().ends_with('?')
        || tail.ends_with("よね")
        || tail.ends_with("の")
    {
        Form::YesNo
    } else {
        Form::Fragment
    }
}

/// The last sentence that asks something, without closing marks.
fn tail(subject: &str) -> &str {
    let end = |c: char| {
        matches!(c, '。' | '?' | '!' | '．' | '.' | ' ' | '\n' | '\r' | '」' | '』' | ')' | '、' | ',')
    };
    subject.trim_end_matches(end)
}

const NEGATIVE_TAILS: &[&str] = &[
    "ないか",
    "ないこと",
    "ないですか",
    "ないですよね",
    "ないよね",
    "ないでしょうか",
    "ないのか",
    "ませんか",
    "ませんよね",
    "ないようになっているか",
    "無いこと",
    "無いか",
    "ない",
    "なし",
    "無し",
    "ません",
    "いない状態",
];
const RISK_TAILS: &[&str] = &[
    "ことはあるか",
    "ことはありますか",
    "ことがあるか",
    "ことがありますか",
    "ことは有るか",
    "恐れはあるか",
    "おそれはあるか",
    "可能性はあるか",
    "可能性はありますか",
    "おそれはありますか",
    "恐れはありますか",
    "てしまうか",
    "てしまいますか",
    "ことはできますか",
    "ことがありうるか",
];
/// Doings that a customer hopes are not done; asked plainly, the good answer may be "no".
const DOUBTFUL_DOINGS: &[&str] = &[
    "再委託し",
    "再委託する",
    "外部委託し",
    "委託して",
    "委託する",
    "国外",
    "海外",
    "私物",
    "共用して",
    "共有して",
    "使い回",
    "持ち出",
    "持出し",
    "流用",
    "平文",
    "勝手に",
    "承認なく",
    "許可なく",
    "無断",
    "漏えいし",
    "漏洩し",
    "を閲覧し",
    "閲覧する",
    "目的外",
    "直接入れ",
    "触れる",
    "改ざんでき",
    "無効に",
];
const PREVENTS: &[&str] = &[
    "防止",
    "防い",
    "防ぐ",
    "防げ",
    "禁止",
    "禁じ",
    "制限",
    "できないよう",
    "れないよう",
    "しないよう",
    "ないように",
    "抑止",
    "排除",
    "遮断",
    "対策",
    "保護",
    "守",
    "制御",
    "分離",
    "限定",
];

fn japanese_polarity(subject: &str) -> Polarity {
    let tail = tail(subject);
    // 「〜ではないか」 only suggests; 「少ないか」 is no negation.
    let negative = NEGATIVE_TAILS.iter().any(|t| tail.len() > t.len() && tail.ends_with(t))
        && !["ではないか", "少ないか", "少ない", "少ないこと"].iter().any(|t| tail.ends_with(t));
    let lacks = has_any(
        subject,
        &["がない状態", "が無い状態", "ていない状態", "いないこと", "ないこと", "未実施", "未対応"],
    );
    if RISK_TAILS.iter().any(|t| tail.ends_with(t)) {
        return if has_any(tail, &["ないことは", "ないことが", "いない"]) {
            Polarity::Unclear
        } else {
            Polarity::Risk
        };
    }
    if negative {
        // 「前室が無い状態になっていませんか」「〜していないことはないか」 negate twice.
        let twice = lacks && !tail.ends_with("こと");
        return if twice { Polarity::Unclear } else { Polarity::Negative };
    }
    if has_any(subject, DOUBTFUL_DOINGS) && !has_any(subject, PREVENTS) {
        return Polarity::Risk;
    }
    Polarity::Plain
}

const NEGATIVE_EN: &[&str] = &[
    "isn't",
    "aren't",
    "don't",
    "doesn't",
    "is there no",
    "are there no",
    "do not",
    "does not",
    "is not",
    "are not",
    "cannot",
    "can't",
    "free of",
    "free from",
    "never",
];
const MAY_EN: &[&str] = &["can", "could", "would", "might", "may", "is it possible", "are you able"];
const RISK_EN: &[&str] = &[
    "without",
    "somebody",
    "someone",
    "anyone",
    "anybody",
    "a single",
    "bypass*",
    "halt*",
    "whole system",
    "entire system",
    "leak*",
    "tamper*",
    "unauthori*",
    "outsider*",
    "intruder*",
    "straight into",
    "circumvent*",
    "disable*",
    "take down",
    "bring down",
    "stop the",
    "overwritten",
];
const DOUBTFUL_EN: &[&str] = &[
    "do any",
    "does any",
    "are any",
    "is any",
    "has any",
    "have any",
    "do your staff",
    "does your staff",
    "do your employees",
    "do your engineers",
    "do your operators",
    "do you ever",
    "do operators ever",
    "does anyone",
    "do you outsource",
    "do you subcontract",
    "do you sub-contract",
    "offshore",
    "overseas",
    "abroad",
    "shared account*",
    "shared id*",
    "generic account*",
    "in clear text",
    "plain text",
    "signposted",
    "do you exchange",
];
const PREVENTS_EN: &[&str] = &[
    "prevent*",
    "prohibit*",
    "restrict*",
    "protect*",
    "block*",
    "refus*",
    "stop*",
    "deny",
    "denied",
    "guard*",
    "measure*",
    "control*",
];

fn english_polarity(subject: &str) -> Polarity {
    let start = subject.trim_start();
    let may = MAY_EN.iter().any(|w| has_word(start, &[w]) && start.starts_with(w));
    if may && has_word(subject, RISK_EN) {
        return Polarity::Risk;
    }
    let direct = has_word(subject, &NEGATIVE_EN[..NEGATIVE_EN.len() - 1]);
    if direct {
        return if subject.matches(" not ").count() > 1 { Polarity::Unclear } else { Polarity::Negative };
    }
    if has_word(subject, DOUBTFUL_EN) && !has_word(subject, PREVENTS_EN) {
        Polarity::Risk
    } else {
        Polarity::Plain
    }
}

/// Fewest chars that a length limit for a sentence can mean: 「8文字以内」 is about passwords.
const SHORTEST_LIMIT: usize = 20;

/// 「200文字以内」「100字程度で」, "within 200 characters".
fn limit(folded: &str) -> Option<usize> {
    let mut best: Option<usize> = None;
    let bytes = folded.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        if !bytes[i].is_ascii_digit() {
            i += 1;
            continue;
        }
        let start = i;
        while i < bytes.len() && (bytes[i].is_ascii_digit() || (bytes[i] == b',' && i > start)) {
            i += 1;
        }
        let digits: String = folded[start..i].chars().filter(char::is_ascii_digit).collect();
        let after = folded[i..].trim_start();
        let before = folded[..start].trim_end();
        let counted =
            ["文字", "字", "characters", "chars", "char"].iter().find_map(|u| after.strip_prefix(u));
        let Some(rest) = counted.map(str::trim_start) else { continue };
        let bound = ["以内", "以下", "程度", "まで", "未満", "or less", "or fewer", "max", "limit", "で"];
        let opened = [
            "within",
            "under",
            "up to",
            "at most",
            "no more than",
            "max",
            "maximum",
            "max.",
            "limit:",
            "in",
            "最大",
            "上限",
        ];
        if (bound.iter().any(|b| rest.starts_with(b)) || opened.iter().any(|b| before.ends_with(b)))
            && let Ok(n) = digits.parse::<usize>()
            && n >= SHORTEST_LIMIT
        {
            best = Some(best.map_or(n, |b| b.min(n)));
        }
    }
    best
}
