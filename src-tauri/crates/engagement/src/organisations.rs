//! Names of organisations in the names of files: 「あおば銀行_2026年度調査票」 → あおば銀行.

/// What names of organisations end with.
const ENDINGS: [&str; 26] = [
    "信用金庫",
    "信用組合",
    "労働金庫",
    "農業協同組合",
    "ホールディングス",
    "フィナンシャルグループ",
    "銀行",
    "証券",
    "生命",
    "損保",
    "保険",
    "共済",
    "リース",
    "カード",
    "信託",
    "大学",
    "病院",
    "協会",
    "機構",
    "財団",
    "連合会",
    "市役所",
    "区役所",
    "町役場",
    "県庁",
    "製作所",
];

/// What says that a word is a company.
const FORMS: [&str; 9] = [
    "株式会社",
    "有限会社",
    "合同会社",
    "合資会社",
    "一般社団法人",
    "一般財団法人",
    "公益財団法人",
    "独立行政法人",
    "学校法人",
];

/// The same in Latin letters, in lower case.
const LATIN_FORMS: [&str; 10] =
    ["inc", "ltd", "llc", "corp", "corporation", "gmbh", "plc", "limited", "company", "bank"];

/// Where the name of a document begins.
const DOCUMENT: [&str; 15] = [
    "調査票",
    "質問票",
    "質問書",
    "質問状",
    "チェックシート",
    "チェックリスト",
    "チェック",
    "アンケート",
    "セキュリティ",
    "情報",
    "回答",
    "委託先",
    "評価",
    "確認",
    "様式",
];

/// Whoever is spoken to, and nobody by name.
const NOBODY: [&str; 10] = ["客", "お客", "皆", "各位", "担当者", "ご担当者", "取引先", "関係者", "仕", "同"];

/// What follows a municipality's character in words that are none.
const NO_PLACE: [&str; 8] = ["都市", "地区", "市区", "市町", "町村", "市場", "学区", "下町"];

/// Names of organisations in the name of a file.
pub(crate) fn organisations(file: &str) -> Vec<String> {
    let mut file = file.to_owned();
    for (short, long) in
        [("㈱", "株式会社"), ("（株）", "株式会社"), ("(株)", "株式会社"), ("㈲", "有限会社")]
    {
        file = file.replace(short, long);
    }
    let word = |c: char| c.is_alphanumeric() || c == 'ー' || c == '・' || c == '＆';
    let mut out: Vec<String> = Vec::new();
    for part in file.split(|c: char| !word(c)) {
        for name in of_part(part) {
            if !out.iter().any(|o| o.contains(&name)) {
                out.push(name);
            }
        }
    }
    out.extend(latin(&file));
    out
}

/// The name without what says that it is a company: 株式会社みどり商事 → みどり商事.
pub(crate) fn core(name: &str) -> &str {
    let name = name.trim();
    let mut short = name;
    for form in FORMS.iter().chain(&["㈱", "（株）", "(株)", "㈲"]) {
        short = short.trim_start_matches(form).trim_end_matches(form).trim();
    }
    if short.chars().count() < 2 { name } else { short }
}

/// The names in a run of letters.
fn of_part(part: &str) -> Vec<String> {
    let mut out = Vec::new();
    for ending in ENDINGS {
        if let Some(at) = part.find(ending) {
            // The ending alone names nobody.
            if at > 0 {
                out.push(part[..at + ending.len()].to_owned());
            }
        }
    }
    if let Some(name) = addressed(part) {
        let nobody = NOBODY.iter().any(|n| name.ends_with(n)) || name.chars().count() < 2;
        out.extend((!nobody).then(|| core(name).to_owned()));
    }
    let start = DOCUMENT.iter().filter_map(|d| part.find(d)).min().unwrap_or(part.len());
    let head = &part[..start];
    for form in FORMS {
        let Some(at) = head.find(form) else { continue };
        let name = if at == 0 { &head[form.len()..] } else { &head[..at] };
        let name = name.trim_end_matches(['様', '殿']).trim_end_matches("御中");
        out.extend((name.chars().count() >= 2).then(|| name.to_owned()));
    }
    if municipality(head) {
        out.push(head.to_owned());
    }
    // The longest says most; one that holds another is the same.
    out.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let mut names: Vec<String> = Vec::new();
    for name in out.iter().map(|name| core(name)) {
        if !names.iter().any(|n| n.contains(name)) {
            names.push(name.to_owned());
        }
    }
    names
}

/// The name before 様 or 御中. 様式 (form), 様々 and 様子 are no way to speak to anybody.
fn addressed(part: &str) -> Option<&str> {
    const NO_HONORIFIC: [char; 5] = ['式', '々', '子', '態', '相'];
    ["様", "さま", "御中", "殿"].iter().find_map(|honorific| {
        let spoken = |(at, _): &(usize, &str)| !part[at + honorific.len()..].starts_with(NO_HONORIFIC);
        part.match_indices(honorific).find(spoken).map(|(at, _)| &part[..at])
    })
}

/// 横浜市, 神奈川県, 千代田区: two to six characters of Japanese script that end so.
fn municipality(word: &str) -> bool {
    let count = word.chars().count();
    let japanese = word.chars().all(|c| !c.is_ascii() && c.is_alphabetic());
    let ends = word.ends_with(['市', '区', '町', '村', '県', '府', '都', '庁']);
    (3..=7).contains(&count) && japanese && ends && !NO_PLACE.iter().any(|n| word.contains(n))
}

/// `Acme Trading Inc_questionnaire` → Acme Trading. A short name with its form.
fn latin(file: &str) -> Vec<String> {
    let mut out = Vec::new();
    for piece in file.split(['_', '[', ']', '(', ')', '【', '】']) {
        let words: Vec<&str> = piece.split([' ', '-', ',', '.', '　']).filter(|w| !w.is_empty()).collect();
        let form = words.iter().position(|w| LATIN_FORMS.contains(&w.to_ascii_lowercase().as_str()));
        let Some(form) = form.filter(|form| *form > 0) else { continue };
        let mut name = &words[..form];
        if name.last().is_some_and(|w| w.eq_ignore_ascii_case("co")) {
            name = &name[..name.len() - 1];
        }
        let latin = !name.is_empty() && name.iter().all(|w| w.is_ascii());
        if !latin {
            continue;
        }
        let plain = name.join(" ");
        // A bank is called one; a short word stands in many texts.
        let whole = words[form].eq_ignore_ascii_case("bank") || plain.len() < 5;
        out.push(if whole { format!("{plain} {}", words[form]) } else { plain });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{core, organisations};

    #[test]
    fn organisations_stand_in_the_names_of_files() {
        let of = |file: &str| organisations(file).join(" ");
        assert_eq!(of("あおば銀行_2026年度 セキュリティ調査票.xlsx"), "あおば銀行");
        assert_eq!(of("【みどり信用金庫様】チェックシート.xlsx"), "みどり信用金庫");
        assert_eq!(of("株式会社みどり商事様_調査票.xlsx"), "みどり商事");
        assert_eq!(of("みどり商事㈱セキュリティ調査票.xlsx"), "みどり商事");
        assert_eq!(of("（株）ひかり物流　質問票.xlsx"), "ひかり物流");
        assert_eq!(of("ヤマノ運輸様_回答.xlsx"), "ヤマノ運輸");
        assert_eq!(of("ヤマノ運輸様2026年度.xlsx"), "ヤマノ運輸");
        assert_eq!(of("横浜市_調査票.xlsx"), "横浜市");
        assert_eq!(of("若葉大学御中 回答済.xlsx"), "若葉大学");
        assert_eq!(of("Acme Trading Co., Ltd._questionnaire.xlsx"), "Acme Trading");
        assert_eq!(of("Foo Inc security.xlsx"), "Foo Inc");
    }

    #[test]
    fn words_of_everybody_name_nobody() {
        for file in [
            "調査票（銀行向け）.xlsx",
            "お客様向け調査票.xlsx",
            "調査票_お客様.xlsx",
            "2026年度市場調査.xlsx",
            "セキュリティ調査票.xlsx",
            "security questionnaire_v2.xlsx",
            "様式1.xlsx",
            "共通様式.xlsx",
            "申請様式_2026.xlsx",
            "仕様変更報告.xlsx",
            "仕様書.xlsx",
            "同様.xlsx",
        ] {
            assert_eq!(organisations(file), [""; 0], "{file}");
        }
    }

    #[test]
    fn a_company_is_named_without_its_form() {
        assert_eq!(core("株式会社みどり銀行"), "みどり銀行");
        assert_eq!(core("みどり銀行"), "みどり銀行");
        assert_eq!(core("株式会社"), "株式会社");
    }
}
