//! What a question wants, read from its wording alone: yes or no, an explanation or a fragment;
//! whether it asks that something is, is not, or could go wrong; whether it says all or always; how
//! long the answer may be. Knows no response.

use crate::polarity::{Form, Polarity, form, polarity};
use kotae_matching::Query;
use kotae_standard::{Standard, find_citations};
use kotae_text::{char_slice, fold_str};

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
    /// Asks about visitors or premises of any kind.
    pub(crate) premises: Vec<&'static str>,
    /// Says that it asks about the vendor's operations room.
    pub(crate) operations_room: bool,
    /// Wants the formal edition or a document handed over.
    pub(crate) wants_document: bool,
    /// Most chars the answer may have, where the question says so.
    pub(crate) limit: Option<usize>,
}

/// Reads a question.
pub(crate) fn read(query: &Query<'_>, standard: &Standard) -> Reading {
    let plain = without_instructions(without_label(&without_citations(query.text, standard)));
    let subject = fold_str(&plain);
    let context = fold_str(&without_citations(query.context, standard));
    let english = is_english(&subject);
    let form = form(&subject, english);
    let both = format!("{context} {subject}");
    Reading {
        only_cites: is_boilerplate(&subject),
        english,
        form,
        polarity: polarity(&subject, english, form),
        universal: has_any(&subject, UNIVERSAL_JA) || has_word(&subject, UNIVERSAL_EN),
        data_centre: has_any(&both, DATA_CENTRE_JA)
            || has_word(&both, DATA_CENTRE_EN)
            || has_word(&both, &["dc"]),
        premises: premises(&subject),
        operations_room: has_any(&both, &["運用室"])
            || has_word(&both, &["operations room*", "operation room*"]),
        wants_document: has_any(&subject, DOCUMENT_JA) || has_word(&subject, DOCUMENT_EN),
        limit: limit(&fold_str(query.text)),
        plain,
        subject,
    }
}

fn premises(subject: &str) -> Vec<&'static str> {
    // 「事務室と区切られた部屋」「執務室から見えない」: where something else ends, not what is asked about.
    let asked = |w: &&str| {
        subject.match_indices(w).any(|(at, _)| {
            let rest = subject[at + w.len()..].trim_start_matches('等');
            !["と", "から", "側"].iter().any(|p| rest.starts_with(p))
        })
    };
    let japanese = PREMISES_JA.iter().copied().filter(asked);
    let english = PREMISES_EN.iter().copied().filter(|w| has_word(subject, &[w]));
    japanese.chain(english).collect()
}

impl Reading {
    /// The reading of one part of the question, in its own words.
    pub(crate) fn of_part(&self, words: &str) -> Self {
        let form = form(words, self.english);
        let polarity = polarity(words, self.english, form);
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

#[rustfmt::skip]
const UNIVERSAL_JA: &[&str] = &[
    "すべて", "全て", "全部", "全拠点", "全サーバ", "全データ", "全ての", "必ず", "例外なく", "例外無く",
    "常に", "常時", "一律", "漏れなく", "もれなく", "立地を問わず", "を問わず", "いかなる", "必須",
    "義務付け", "義務づけ", "一切", "完全に", "100%", "全件", "全員", "全社員", "全従業員", "全端末",
    "全アカウント", "全通信", "各拠点とも", "いずれの",
];
#[rustfmt::skip]
const UNIVERSAL_EN: &[&str] = &[
    "all", "every", "always", "without exception", "mandatory", "entire*", "whenever",
    "any and all", "everyone", "everybody", "required", "enforced", "at all times", "no exceptions", "100%",
    "across the board", "invariably", "regardless of", "in full",
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
    &["data cent*", "datacent*", "server room*", "hosting facilit*", "colocation*"];
/// People and rooms beyond an operations room and its building.
#[rustfmt::skip]
const PREMISES_JA: &[&str] = &[
    "来訪者", "訪問者", "来客", "来館", "入館", "退館", "入退館", "館内", "執務室", "事務室", "事務所", "オフィス", "社屋", "本社", "全館",
];
const PREMISES_EN: &[&str] = &["visitor*", "guest*", "headquarters"];
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

/// Takes away the sheet's own numbering at the start: 「A-08 」「Q27.」「1.1.3 」「(2)」「№9」.
fn without_label(text: &str) -> &str {
    let text = text.trim_start();
    let letters = |c: char| c.is_alphabetic() && (c.is_ascii() || ('Ａ'..='ｚ').contains(&c));
    let after = text
        .trim_start_matches(['(', '（', '【', '[', '№', '#', '・', '①', '②', '③', '④', '⑤', '●', '■', '→']);
    let word: usize = after.chars().take(3).take_while(|c| letters(*c)).map(char::len_utf8).sum();
    let rest = after[word..].trim_start_matches(['-', '－', '.', '．', '‐', ' ']);
    let number =
        rest.trim_start_matches(|c: char| c.is_numeric() || matches!(c, '.' | '．' | '-' | '－' | '‐'));
    if number.len() == rest.len() {
        // No number: a mark alone, or no label at all.
        return if word == 0 { after } else { text };
    }
    let end = number.trim_start_matches([')', '）', '】', ']', '.', '．', ':', '：', '、', ')', '>']);
    let dotted = rest[..rest.len() - number.len()].ends_with(['.', '．']);
    let closed = dotted
        || end.len() < number.len()
        || end.starts_with(char::is_whitespace)
        || after.len() < text.len();
    // 「3年以上」「SOC2報告書」「ISO27001」 go on without a break: no label.
    if closed { end.trim_start() } else { text }
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

/// Does it tell how to answer?
pub(crate) fn is_instruction(folded: &str) -> bool {
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
            "iso/iec",
            "附属書",
            "annex a",
            "nist",
            "cis controls",
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
#[rustfmt::skip]
const BOILERPLATE: &[&str] = &[
    "金融機関等コンピュータシステムの安全対策基準", "安全対策基準", "安対基準", "実務基準", "統制基準",
    "設備基準", "監査基準", "基準番号", "基準no", "基準", "fisc", "第10版", "第8版", "第八版", "10版", "8版",
    "対応状況", "対応要否", "対応方針", "対応有無", "対応内容", "対応可否", "準拠状況", "適合状況",
    "遵守状況", "実施状況", "取組状況", "取り組み状況", "充足状況", "への対応", "の対応", "対応", "準拠",
    "適合", "充足", "実施", "状況", "要否", "可否", "有無", "内容", "項番", "項目", "番号", "該当", "ご回答",
    "回答", "ご教示", "教えて", "ご説明", "説明", "記載", "ご記入", "記入", "お答え", "お示し", "示して",
    "述べて", "願います", "お願い", "ください", "下さい", "いただけますか", "について", "に関して",
    "に関する", "関して", "および", "及び", "ならびに", "並びに", "されていますか", "していますか",
    "しているか", "できていますか", "どのように", "どう", "貴社", "御社", "弊社", "どこまで", "満たして",
    "いますか", "いるか", "ますか", "ですか", "か", "の", "は", "を", "に", "へ", "と", "が", "で", "も",
    "な", "い", "て", "項", "第", "版", "no", "等",
];
#[rustfmt::skip]
const BOILERPLATE_EN: &[&str] = &[
    "please", "respond", "response", "responses", "to", "describe", "explain", "state", "provide", "how",
    "do", "does", "you", "your", "company", "meet", "comply", "compliant", "compliance", "with", "satisfy",
    "address", "implement", "implementation", "facility", "facilities", "operation", "operations",
    "operational", "governance", "audit", "control", "controls", "standard", "standards", "guideline",
    "guidelines", "security", "status", "of", "for", "the", "a", "an", "is", "are", "what", "which", "this",
    "item", "items", "number", "no", "requirement", "requirements", "answer", "and", "or", "on", "in",
    "edition", "10th", "8th", "criterion", "criteria", "fisc", "measure", "measures", "give", "tell", "us",
    "about", "regarding", "me", "against", "position",
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

/// Mostly Latin letters?
pub(crate) fn is_english(folded: &str) -> bool {
    let latin = folded.chars().filter(char::is_ascii_alphabetic).count();
    let cjk = folded.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()).count();
    latin > 3 * cjk
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

#[cfg(test)]
mod tests {
    use super::{limit, read, without_label};
    use kotae_matching::Query;
    use kotae_standard::parse;

    fn standard() -> kotae_standard::Standard {
        let text = "（第10版）\nVersion 2.00\n2023/07/27\n### 4.3. 表\n実25\tあ\n実26\tい\n設1\t\n";
        parse(text).expect("readable")
    }

    #[test]
    fn a_sheets_own_numbering_is_no_part_of_the_question() {
        for (text, want) in [
            ("A-08 情報資産の洗出し", "情報資産の洗出し"),
            ("Q27. 権限の設定", "権限の設定"),
            ("1.1.3 台帳を作成", "台帳を作成"),
            ("（7）取得したログ", "取得したログ"),
            ("№9　通信回線", "通信回線"),
            ("Ｃ３．データ管理", "データ管理"),
            ("SOC2報告書はありますか", "SOC2報告書はありますか"),
            ("3年以上保存していますか", "3年以上保存していますか"),
            ("ISO27001に基づくか", "ISO27001に基づくか"),
            ("ログ", "ログ"),
            ("", ""),
        ] {
            assert_eq!(without_label(text), want, "{text}");
        }
    }

    #[test]
    fn a_number_with_words_that_ask_nothing_only_cites() {
        for (text, want) in [
            ("実25", true),
            ("実25の対応状況を教えてください。", true),
            ("FISC実務基準25 対応要否", true),
            ("How do you meet FISC operation standard 実25?", true),
            ("実25 アカウントの管理", false),
            ("Do you meet 実25 for password rules?", false),
        ] {
            let reading = read(&Query { text, context: "" }, &standard());
            assert_eq!(reading.only_cites, want, "{text}");
        }
    }

    #[test]
    fn limits_in_the_question() {
        for (text, want) in [
            ("概要を200文字以内で記載", Some(200)),
            ("簡潔に(100字以内)", Some(100)),
            ("(1,000字程度)", Some(1000)),
            ("within 250 characters", Some(250)),
            ("パスワードは8文字以上か", None),
            ("パスワードは8文字以内か", None),
            ("90日以内に変更", None),
        ] {
            assert_eq!(limit(text), want, "{text}");
        }
    }

    #[test]
    fn instructions_are_not_asked() {
        for (text, want) in [
            ("台帳があるか（有の場合は資料名を記載）", "台帳があるか"),
            ("ATMの管理　※該当しない場合は「対象外」と記入", "atmの管理"),
            ("ログ（アクセス履歴）の取得", "ログ(アクセス履歴)の取得"),
        ] {
            let reading = read(&Query { text, context: "" }, &standard());
            assert_eq!(reading.subject.trim(), want, "{text}");
        }
    }
}
