//! The hard facts a question names: numbers with their units, how often, names of products,
//! algorithms, norms. A response that does not hold the same fact does not answer for it, however
//! close it is in subject. Knows wording only; what kind of thing is asked for is matching's work.

use crate::asked::wanted;
use kotae_text::fold_str;

/// A fact named in a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Specific {
    /// As the question writes it, folded.
    pub(crate) words: String,
    /// Is it what the question wants to know (how many, which product), not a fact named on the way?
    pub(crate) wanted: bool,
    /// Any of these in a response states it (folded, without spaces and hyphens).
    held_by: Vec<String>,
}

impl Specific {
    /// Something asked for that any of `held_by` states.
    pub(crate) fn wanted(words: &str, held_by: &[&str]) -> Self {
        Self { wanted: true, ..Self::named(words, held_by.iter().map(|h| squeeze(h)).collect()) }
    }

    /// A fact named on the way; `held_by` is squeezed.
    fn named(words: &str, held_by: Vec<String>) -> Self {
        Self { words: words.to_owned(), wanted: false, held_by }
    }

    /// Does this text (see [`squeeze`]) state it?
    pub(crate) fn is_held_by(&self, squeezed: &str) -> bool {
        self.held_by.iter().any(|h| squeezed.contains(h.as_str()))
    }
}

/// Folded text without spaces and hyphens: `ISO 27001`, `ISO-27001` and `ISO27001` are one name.
pub(crate) fn squeeze(text: &str) -> String {
    fold_str(text).chars().filter(|c| !c.is_whitespace() && *c != '-').collect()
}

/// The facts that a question names, in order. `plain` keeps the customer's capitals, by which
/// English names are told from words.
pub(crate) fn specifics(plain: &str, english: bool) -> Vec<Specific> {
    let folded = fold_str(plain);
    let mut out = numbers(&folded);
    out.extend(intervals(&folded));
    out.extend(wanted(&folded));
    out.extend(if english { english_names(plain) } else { latin_names(&folded) });
    let mut seen: Vec<Specific> = Vec::new();
    for s in out {
        if !seen.contains(&s) {
            seen.push(s);
        }
    }
    seen
}

#[rustfmt::skip]
const UNITS: &[&str] = &[
    "営業日", "ヶ月", "か月", "カ月", "ヵ月", "ケ月", "箇月", "週間", "日間", "年間", "時間", "分間", "秒間",
    "分", "秒", "年", "月", "週", "日", "回", "件", "名", "人", "台", "桁", "文字", "世代", "ビット", "拠点",
    "箇所", "か所", "回線", "階", "%", "パーセント", "割", "bit", "gb", "tb", "mb", "kb", "kva", "kw", "km",
    "m", "ms", "hours", "hour", "hrs", "days", "day", "months", "month", "years", "year", "weeks", "week",
    "minutes", "minute", "min", "seconds", "times", "characters", "generations", "percent", "people",
    "business", "calendar", "個", "社", "度", "℃", "センチ", "メートル", "キロ",
];

/// Words that begin as a unit does.
const WORDS_LIKE_UNITS: &[&str] = &[
    "台帳", "社員", "人事", "人的", "回答", "月次", "日本", "分析", "分類", "分離", "分担", "年末", "個人",
    "件名", "名称", "度合",
];

/// Numbers that measure something: 90日, 99.9%, "5 years"; also 24/7 and 24時間365日.
fn numbers(folded: &str) -> Vec<Specific> {
    let chars: Vec<char> = folded.chars().collect();
    let mut out = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let joined = i > 0 && (chars[i - 1].is_ascii_alphanumeric() || chars[i - 1] == '.');
        if !chars[i].is_ascii_digit() || joined {
            i += 1;
            continue;
        }
        let start = i;
        while i < chars.len()
            && (chars[i].is_ascii_digit()
                || (matches!(chars[i], '.' | ',') && chars.get(i + 1).is_some_and(char::is_ascii_digit)))
        {
            i += 1;
        }
        let number: String = chars[start..i].iter().filter(|c| **c != ',').collect();
        let spaced = chars.get(i).is_some_and(|c| matches!(c, ' ' | '-'));
        let rest: String = chars[i..].iter().skip_while(|c| matches!(c, ' ' | '-')).take(12).collect();
        let unit = UNITS.iter().filter(|u| rest.starts_with(**u)).max_by_key(|u| u.len());
        // 「1.1.3 台帳」「19　社員」 number a row; 「5人事」 counts nothing.
        let numbers_a_row =
            number.matches('.').count() > 1 || (spaced && !unit.is_some_and(|u| u.is_ascii()));
        let goes_on =
            |u: &str| u.is_ascii() && rest[u.len()..].starts_with(|c: char| c.is_ascii_alphabetic());
        let is_word = WORDS_LIKE_UNITS.iter().any(|w| rest.starts_with(w));
        if let Some(unit) = unit.filter(|u| !goes_on(u) && !numbers_a_row && !is_word) {
            let words = format!("{number}{unit}");
            let mut held_by = vec![words.clone()];
            // The document writes 一か所 where a question has 1か所.
            let kanji = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];
            if let Some(k) = number.parse::<usize>().ok().and_then(|n| kanji.get(n.wrapping_sub(1))) {
                held_by.push(format!("{k}{unit}"));
            }
            out.push(Specific::named(&words, held_by));
        }
    }
    if ["24時間365日", "24h365d", "24/365", "24/7", "24x7", "24×7"].iter().any(|w| folded.contains(w)) {
        out.push(Specific::named("24時間365日", vec!["24時間".to_owned()]));
    }
    out
}

/// How often, how fast: the question's words, what a response would say.
#[rustfmt::skip]
const INTERVALS: &[(&[&str], &[&str])] = &[
    (&["毎年", "年次", "年1回", "年一回", "年に1回", "年に一回", "毎年度", "年1度", "年毎", "年度ごと", "1年ごと"], &["毎年",
        "年次", "年1回", "年一回"]),
    (&["年2回", "年に2回", "半期", "半年"], &["半年", "半期", "年2回"]),
    (&["四半期", "3ヶ月ごと"], &["四半期"]),
    (&["毎月", "月次", "月1回", "月例", "1ヶ月ごと"], &["毎月", "月次", "月1回"]),
    (&["毎週", "週次", "週1回"], &["毎週", "週次"]),
    (&["毎日", "日次", "1日1回"], &["毎日", "日次"]),
    (&["リアルタイム", "即時に", "リアルタイムで"], &["リアルタイム", "即時", "即座"]),
    (&["隔年"], &["隔年"]),
];
#[rustfmt::skip]
const INTERVALS_EN: &[(&[&str], &[&str])] = &[
    (&["annual", "annually", "yearly", "each year", "every year", "once a year", "every twelve months", "per year"], &["毎年",
        "年次", "年1回"]),
    (&["semiannual*", "semi-annual*", "twice a year", "half-yearly", "biannual*"], &["半年", "半期"]),
    (&["quarterly", "every quarter", "each quarter"], &["四半期"]),
    (&["monthly", "every month", "each month"], &["毎月", "月次"]),
    (&["weekly", "every week", "each week"], &["毎週", "週次"]),
    (&["daily", "every day", "each day", "nightly"], &["毎日", "日次"]),
    (&["hourly", "every hour"], &["毎時"]),
    (&["around the clock", "round-the-clock", "24 hours a day", "24-hour"], &["24時間", "常時監視"]),
    (&["real time", "real-time", "immediately", "instantly"], &["リアルタイム", "即時", "即座"]),
];

fn intervals(folded: &str) -> Vec<Specific> {
    let japanese = INTERVALS.iter().filter_map(|(ask, hold)| {
        let word = ask.iter().find(|w| folded.contains(**w))?;
        Some(Specific::named(word, hold.iter().map(|h| squeeze(h)).collect()))
    });
    let english = INTERVALS_EN.iter().filter_map(|(ask, hold)| {
        let word = ask.iter().find(|w| crate::question::has_word(folded, &[w]))?;
        Some(Specific::named(word.trim_end_matches('*'), hold.iter().map(|h| squeeze(h)).collect()))
    });
    japanese.chain(english).collect()
}

/// Latin words that name nothing in particular.
#[rustfmt::skip]
const COMMON: &[&str] = &[
    "it", "id", "ids", "pc", "os", "ok", "no", "ng", "q", "a", "b", "c", "fisc", "web", "ip", "url", "www",
    "ai", "pdf", "excel", "word", "lan", "hr", "oa", "iec", "security", "standard", "pj", "poc", "qa", "it",
    "saas", "iaas", "paas", "cloud", "company", "core", "isms", "ict", "etc", "or", "and", "ml", "fw", "faq",
    "dc", "idc", "cpu", "hw", "sw", "ac", "ups", "ii", "iii", "i", "v", "ver", "vs", "s", "nda", "sla", "dr",
    "av", "hvac", "rack", "yes", "n", "y", "na", "kpi", "pj", "db", "app", "www", "tel", "as", "at", "in",
    "on", "of", "to", "for", "is", "the", "operation", "manual", "works", "human", "intelligence", "whi",
];

/// Names that the document writes otherwise: the question's, the document's.
#[rustfmt::skip]
const SAME: &[(&str, &[&str])] = &[
    ("mfa", &["多要素認証", "二段階認証"]),
    ("2fa", &["二段階認証"]),
    ("fw", &["ファイアウォール"]),
    ("firewall", &["ファイアウォール"]),
    ("vpn", &["仮想プライベートネットワーク"]),
    ("bcp", &["bcp", "事業継続"]),
    ("cctv", &["カメラ"]),
    ("edr", &["エンドポイントセキュリティ"]),
    ("qr", &["qrコード"]),
    ("ic", &["カード"]),
    ("atm", &["atm"]),
    ("atms", &["atm"]),
    ("cd", &["cd/atm"]),
    ("pmark", &["プライバシーマーク"]),
    ("pマーク", &["プライバシーマーク"]),
    ("rfid", &["rfid"]),
    ("jis", &["jis"]),
    ("iso", &["iso"]),
    ("soc", &["soc"]),
    ("wfh", &["テレワーク"]),
    ("ups", &["無停電電源", "通常の電源設備"]),
    ("cvcf", &["通常の電源設備"]),
    ("eps", &["電気シャフト"]),
    ("mdf", &["通信回線"]),
    ("sod", &["牽制", "権限分離"]),
    ("sop", &["operation manual", "手順書"]),
    ("pdca", &["継続的な改善", "見直し"]),
    ("pw", &["パスワード"]),
    ("nw", &["ネットワーク"]),
    ("pin", &["暗証番号"]),
    ("p マーク", &["プライバシーマーク"]),
    ("nda", &["秘密保持"]),
    ("ai", &["人工知能"]),
];

fn name(word: &str) -> Option<Specific> {
    let mut squeezed = squeeze(word);
    // SOPs, PINs: a plural is the same name.
    if let Some(one) = squeezed.strip_suffix('s').filter(|o| SAME.iter().any(|(w, _)| w == o)) {
        squeezed = one.to_owned();
    }
    let known = SAME.iter().find(|(w, _)| *w == squeezed);
    let one = squeezed.strip_suffix('s').unwrap_or(&squeezed).to_owned();
    let common = COMMON.contains(&squeezed.as_str()) || COMMON.contains(&one.as_str());
    if known.is_none() && (common || squeezed.chars().count() < 2) {
        return None;
    }
    let mut held_by: Vec<String> = known.map_or(Vec::new(), |(_, h)| h.iter().map(|h| squeeze(h)).collect());
    // 「ISO27001、27017、27701」: the name stands once for several numbers.
    let digits = squeezed.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    if digits.len() >= 4 && digits.chars().all(|c| c.is_ascii_digit()) {
        held_by.push(digits.to_owned());
    }
    if one.chars().count() > 2 {
        held_by.push(one);
    }
    held_by.push(squeezed);
    Some(Specific::named(&fold_str(word), held_by))
}

/// Latin names in a Japanese question: `TLS1.3`, `PCI DSS`, `AES-256`, `Active Directory`.
fn latin_names(folded: &str) -> Vec<Specific> {
    let letter = |c: char| c.is_ascii_alphanumeric();
    let mut out = Vec::new();
    let chars: Vec<char> = folded.chars().collect();
    let mut i = 0;
    while i < chars.len() {
        if !chars[i].is_ascii_alphabetic() {
            i += 1;
            continue;
        }
        let start = i;
        // A hyphen, a dot or a space followed by a digit goes on with the name: AES-256, ISO 27001.
        while i < chars.len()
            && (letter(chars[i])
                || (matches!(chars[i], '-' | '.' | ' ')
                    && chars.get(i + 1).is_some_and(char::is_ascii_digit)))
        {
            i += 1;
        }
        let word: String = chars[start..i].iter().collect();
        // 24h365d, 5f, 10km: the tail of a number is no name.
        let tail_of_number = start > 0 && chars[start - 1].is_ascii_digit();
        if !tail_of_number {
            out.extend(name(word.trim_end()));
        }
    }
    out
}

/// Names in an English question: capitals or digits inside a word, or a capital where a sentence
/// does not start: `AES-256`, `SOC 2`, `Azure`.
fn english_names(plain: &str) -> Vec<Specific> {
    let words: Vec<&str> = plain.split_whitespace().collect();
    let capital = |w: &str| w.chars().next().is_some_and(char::is_uppercase);
    let capitals = words.iter().filter(|w| capital(w)).count();
    // A heading In Title Case shows no names by its capitals.
    let title = words.len() > 2 && capitals * 2 > words.len();
    let mut out = Vec::new();
    let mut starts = true;
    let mut i = 0;
    while i < words.len() {
        let raw = words[i];
        let ends = raw.ends_with(['.', '?', '!', ':', ';']);
        let word = raw.trim_matches(|c: char| !c.is_alphanumeric());
        let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
        let upper = word.chars().filter(|c| c.is_uppercase()).count();
        let digits = word.chars().any(|c| c.is_ascii_digit());
        let letters = word.chars().any(char::is_alphabetic);
        let acronym =
            (upper >= 2 || (digits && letters && upper >= 1)) && !word.chars().all(|c| !c.is_ascii());
        let proper = capital(word) && !starts && !title && word != "I";
        if letters && (acronym || proper) {
            // `SOC 2`, `ISO 22301`, `TLS 1.3`: the number belongs to the name.
            let next = words.get(i + 1).map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()));
            let number = next.filter(|n| n.starts_with(|c: char| c.is_ascii_digit()) && !ends);
            match number {
                Some(n) if acronym => {
                    out.extend(name(&format!("{word} {n}")));
                    i += 1;
                }
                _ => out.extend(
                    word.split(['/', '-']).filter(|_| !digits).chain(digits.then_some(word)).filter_map(name),
                ),
            }
        }
        starts = ends;
        i += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{specifics, squeeze};

    fn check(question: &str, english: bool, response: &str, unheld: &[&str]) {
        let text = squeeze(response);
        let got: Vec<String> = specifics(question, english)
            .into_iter()
            .filter(|s| !s.is_held_by(&text))
            .map(|s| s.words)
            .collect();
        assert_eq!(got, unheld, "{question}");
    }

    #[test]
    fn a_number_with_a_unit_must_stand_in_the_response() {
        check("ログを90日以上保管していますか", false, "ログは保管しています。", &["90日"]);
        check("ログを９０日以上保管していますか", false, "ログは90日保管しています。", &[]);
        check("稼働率99.9%以上", false, "監視しています。", &["99.9%", "稼働率"]);
        check("1.1.3 台帳を作成しているか", false, "台帳に定めています。", &[]);
    }

    #[test]
    fn how_often_must_be_said_as_often() {
        check("毎年監査を受けていますか", false, "定期的に内部監査を実施しています。", &["毎年"]);
        check("定期的に監査を受けていますか", false, "定期的に内部監査を実施しています。", &[]);
        check("Do you audit annually?", true, "定期的に内部監査を実施しています。", &["annually"]);
    }

    #[test]
    fn names_must_stand_in_the_response() {
        check("PCI DSSに準拠していますか", false, "カードは管理しません。", &["pci", "dss"]);
        check("ISO 27001に基づく管理", false, "ISO27001を基準とした管理", &[]);
        check("Is data encrypted with AES-256?", true, "暗号化しています。", &["aes-256"]);
        check("Do you hold a SOC 2 report?", true, "SOC1報告書", &["soc 2"]);
        check("Do you run on Azure?", true, "クラウド事業者", &["azure"]);
        check("Does the FISC control ask for MFA?", true, "多要素認証など", &[]);
        check("How is the operations room kept dry?", true, "漏水防止", &[]);
    }

    #[test]
    fn a_certificate_is_not_what_something_is_based_on() {
        check("ISO27001の認証を取得していますか", false, "ISO27001に基づき整備しています。", &["認証を取得"]);
    }
}
