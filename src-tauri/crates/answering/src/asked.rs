//! Kinds of things that only an explicit statement answers: when, how many, how much, which
//! product, whose name, may we see it. A question that asks for one needs a response that holds
//! one; the table says by which words a response would. A second guard beside matching's own.

use crate::question::{has_any, has_word};
use crate::specifics::Specific;

/// The question's words, what a response would say.
type Entry = (&'static [&'static str], &'static [&'static str]);

/// How the document counts.
const COUNTED: &[&str] = &["1つ", "一つ", "一か所", "1回線", "2つ", "複数"];
/// How the document says who does something.
const PARTIES: &[&str] = &[
    "お客様",
    "クラウド事業者",
    "クラウド業者",
    "責任者",
    "管理者",
    "担当",
    "部門",
    "委員会",
    "権限を持つ",
    "オペレータ",
    "者のみ",
    "ものだけ",
    "弊社内",
    "勤務者",
    "全役職員",
    "産業医",
    "委託先",
    "関係者",
];
/// How the document says that something is there for the customer.
const OFFERED: &[&str] = &[
    "いただけます",
    "頂き",
    "可能です",
    "提供は",
    "ご覧",
    "ご依頼",
    "公表している",
    "公開している",
    "お客様で",
    "説明書",
];
/// How the document says at which point something happens.
const POINTS: &[&str] = &["時に", "後に", "際に", "前に", "時間外", "場合は", "場合に", "作業毎", "即座"];

#[rustfmt::skip]
const JAPANESE: &[Entry] = &[
    // certificates, norms
    (&["認証を取得", "認証取得", "認証を受け", "認証は取得", "取得している認証", "認定を取得", "認定を受け", "認証登録", "登録番号",
        "認証番号", "認定番号"], &["認証を取得", "認証取得", "認定を取得"]),
    (&["証明書", "認定書"], &["証明書"]),
    (&["第三者認証"], &["第三者機関による認証"]),
    (&["登録していますか", "登録されていますか", "発行者登録"], &["登録し"]),
    // when
    (&["最後に", "前回実施", "前回の", "直近", "実施日", "年月", "予定時期", "計画時期", "いつの予定", "いつ行いましたか",
        "いつ実施しました", "いつですか", "完了日", "竣工"], &[]),
    (&["予定はありますか", "予定はあるか", "導入予定", "改修予定"], &["予定"]),
    (&["いつまで"], &["まで"]),
    (&["いつ"], POINTS),
    (&["何時", "時間帯", "受付時間", "営業時間", "利用可能時間", "目標時間", "どのくらいの時間", "どれくらいの時間", "までの時間",
        "夜間", "休日"], &["24時間", "常時"]),
    (&["何週間", "何営業日", "何日", "何時間", "何分", "何秒", "何年", "何ヶ月", "何か月", "何カ月", "日数", "年数",
        "どのくらいの期間", "どのくらいの長さ", "いつからいつ"], &[]),
    (&["保存期間", "保管期間", "保持期間", "保存年数", "有効期限", "有効期間", "対象期間", "期限は", "残存期間"], &["保存期間",
        "保管期間", "有効期限"]),
    (&["頻度", "何回", "何度実施", "年に何度", "回数は", "回数を", "回数(", "実施回数", "何ヶ月ごと", "周期", "間隔はどれ", "程度の間隔", "取得間隔", "サイクルは"],
        &["頻度", "毎年", "毎月", "毎週", "毎日", "回数"]),
    // how many, how much
    (&["いくつ", "何箇所", "何か所", "何カ所", "何ヶ所", "何回線", "箇所数", "回線数", "何系統"], COUNTED),
    (&["何名", "何人", "何台", "何桁", "何文字", "何世代", "何社", "何件", 
        "何メートル", "何ミリ", "何センチ", "何平方", "何立方", "何オーム", "何ルクス", "何ボルト", "何v", "何アンペア", "何%",
        "何パーセント", "何割", "何℃", "何個", "何本", "何枚", "何棟", "何種類", "何段階", "何点", "何通り", "何ルート", "何階",
        "何行", "何m", "何kw", "何w", "何ω", "何ギガ", "何テラ", "何ビット", "震度", "何度です", "何度を超", "何度に",
        "何回線"], &[]),
    (&["費用", "料金", "金額", "いくらです", "いくらか", "価格は", "価格を", "予算", "賠償", "違約金", "返金", "月額", "見積"], &["費用", "料金"]),
    (&["割合", "受講率", "受診率", "参加率", "稼働率", "使用率", "達成率", "余裕率", "成功率", "自動化率", "離職率", "カバレッジ",
        "合格点", "合格基準は", "しきい値", "閾値"], &[]),
    (&["面積", "距離を教え", "距離は", "の高さ", "の厚さ", "幅員", "電圧は", "受電電圧", "電圧変動率", "照度", "風量", "抵抗値", "海抜", "備蓄量", "等級",
        "耐震クラス", "浸水深"], &[]),
    (&["目標復旧", "復旧目標", "rto", "rpo", "可用性目標", "稼働目標"], &["目標復旧", "復旧目標"]),
    (&["鍵長", "ハッシュ関数", "アルゴリズム", "暗号方式", "暗号強度", "どの方式で"], &["鍵長", "アルゴリズム"]),
    // where
    (&["所在地は", "所在地を教え", "所在する", "住所", "設置場所はどこ", "設置場所を教え", "保管場所は", "どこに設置", "どこに保管", "どこに置", "どこにあり", "どこにある", "どの拠点",
        "どこの建物", "どこの国", "どの国に", "どの国で", "どの国の", "都道府県", "リージョン", "国内に", "国内の", "日本国内", "どこの電力"], &["都市部",
        "国内", "リージョン"]),
    // which product, whose name
    (&["メーカー", "型番", "機種", "製品名", "どの製品", "製品は何", "製品の名称", "製品の名前", "ツール名", "ツールは何", "ツールの名称", "ソフトウェアは何",
        "ソフトウェアの名称", "サービスの名称", "サービス名は", "利用しているサービス名", "使っているサービス名", "会社の名称", "会社名", "業者名", "事業者名", "委託先名",
        "通信キャリア", "電力会社", "警備会社", "保守業者", "清掃業者", "プログラミング言語", "バージョンは何", "種類とバージョン",
        "運営会社"], &[]),
    (&["監査法人"], &["監査法人"]),
    (&["氏名", "担当者名", "役職は", "役職者", "どの役職", "部署名", "部署の名称", "部門の名称", "正式名称", "電話番号",
        "連絡先を"], &[]),
    (&["誰", "どなた"], PARTIES),
    (&["取締役"], &["取締役"]),
    // may we have it, see it, take part
    (&["写し", "コピーを", "議事録", "雛形", "ひな形", "図面", "配置図", "系統図", "構成図", "結線図", "計算書", "施工写真",
        "一覧を提", "一覧表を提", "記録を提", "報告書を提", "結果を提", "資料を提出", "文書を開示", "を開示", "開示できます",
        "開示して", "見せて", "閲覧させ", "閲覧でき", "提出できます", "提出してもらえ", "提示できます", "提示してもらえ",
        "提供してもらえ", "提供いただけ", "確認させてもらえ", "渡してもらえ", "事前にいただけ", "をいただけますか", "をもらえますか", "報告してもらえ"], OFFERED),
    (&["立入監査", "立入検査", "立ち入り監査", "立ち入り検査", "監査権", "実地監査", "実地検査", "見学", "立ち会", "立会",
        "直接監査", "監査を受け入れ"], &["立入", "監査権", "実地", "立会"]),
    (&["事前承認を得", "事前連絡", "事前通知", "事前に通知", "拒否権"], &["事前に通知", "事前連絡"]),
    (&["参加できますか", "反映してもらえ"], OFFERED),
    // what the document would name if it had it
    (&["ペネトレーションテスト", "侵入テスト", "脆弱性診断", "脆弱性検査", "脆弱性スキャン"], &["ペネトレーション", "侵入テスト",
        "脆弱性診断"]),
    (&["標的型"], &["標的型"]),
    (&["誓約書"], &["誓約書"]),
    (&["秘密保持"], &["秘密保持"]),
    (&["無停電電源"], &["無停電電源", "通常の電源設備"]),
    (&["蓄電池", "バッテリ"], &["蓄電池", "バッテリ"]),
    (&["スプリンクラー"], &["スプリンクラー"]),
    (&["ガス消火", "ガス系消火", "不活性ガス"], &["ガス"]),
    (&["免震", "制震"], &["免震", "制震"]),
    (&["生体認証", "指紋", "顔認証", "静脈"], &["生体認証"]),
    (&["時刻同期", "時刻を同期", "標準時刻"], &["時刻"]),
    (&["書き換え不能", "書換え不能", "追記専用"], &["改ざん"]),
    (&["シングルサインオン"], &["シングルサインオン"]),
    (&["鍵の更新", "鍵更新", "鍵のローテーション"], &["ローテーション", "鍵を更新"]),
    (&["エスクロー", "第三者預託"], &["預託"]),
];

#[rustfmt::skip]
const ENGLISH: &[Entry] = &[
    (&["certified to", "certified by", "certified against", "certified under", "certified for", "are you certified", "service certified", "certificate*", "certification*", "accredit*", "attestation*"], &["認証を取得", "認証取得",
        "第三者機関による認証"]),
    (&["penetration test*", "pen test*", "pentest*", "vulnerability scan*"], &["ペネトレーション", "脆弱性診断"]),
    (&["how often", "how frequently", "how many times", "frequency", "interval of", "how regularly", "times a year",
        "times per year"], &["頻度", "毎年", "毎月"]),
    (&["how many days", "how many hours", "how many years", "how many months", "how many seconds", "how many minutes",
        "how many characters", "how many generations", "how many people"], &[]),
    (&["how many", "number of"], COUNTED),
    (&["how long", "how quickly", "how soon", "how fast", "how far", "within how", "after how", "for how", "within what time",
        "response time", "lead time", "hours of", "opening hours", "which hours"], &[]),
    (&["recovery time", "recovery point", "rto", "rpo", "time objective", "mean time"], &[]),
    (&["percentage", "percent", "proportion", "ratio", "error rate", "acceptance rate", "hit rate", "score", "threshold", "at what", "minimum", "maximum", "at least",
        "at most", "upper limit", "band", "bands", "range of"], &[]),
    (&["fee", "fees", "cost", "costs", "price", "pricing", "charges", "amount", "liability", "budget"], &["費用",
        "料金"]),
    (&["key length", "key size", "cipher", "ciphers", "algorithm*", "signature scheme"], &["鍵長", "アルゴリズム"]),
    (&["which region*", "what region*", "in which countr*", "countr*", "jurisdiction*", "data residency"], &["リージョン", "国内"]),
    (&["retention", "retained for"], &["保存期間", "保管期間"]),
    (&["last performed", "last conducted", "most recent test", "last test*", "when was", "when were", "when did", "since when",
        "when will", "last reviewed"], &["直近"]),
    (&["vendor name", "product name", "brand", "brands", "name the", "names of", "by name", "which vendor*", "which manufacturer*",
        "which product*", "what product*", "which tool*", "what tool*", "which platform*", "which supplier*", "manufacturer",
        "model", "which browser*", "which carrier*", "which e-learning", "which firewall", "legal name", "what software",
        "which software"], &[]),
    (&["by whom", "to whom", "and who", "whose name", "name of the person"], PARTIES),
    (&["where are your", "where is your", "where are our", "where is our", "where are backups", "where is data", "where are the servers", "which substation", "which site", "which of your", "in which building"], &["説明書", "manual",
        "ご覧", "都市部", "規程", "ご参照", "運用室", "建物"]),
    (&["subprocessor*", "sub-processor*"], &["委託"]),
    (&["subcontract*", "sub-contract*"], &["再委託", "委託", "契約"]),
    (&["key rotation", "keys rotated", "rotate keys", "rotation of keys", "rotated every"], &["ローテーション"]),
    (&["on demand", "on request", "right to audit", "on-site audit*", "inspect your", "may we", "may our", "can our auditor*",
        "can we", "could we", "can the customer*", "can customers"], OFFERED),
    (&["provide a copy", "provide your", "provide the", "can you provide", "can you share", "can you send", "can you submit",
        "could you share", "could you provide", "please supply", "please attach", "send us", "share the", "share your", "give us"],
        OFFERED),
    (&["immutable", "write-once", "worm"], &["改ざん"]),
    (&["biometric*", "fingerprint*", "iris", "facial"], &["生体認証"]),
    (&["sprinkler*"], &["スプリンクラー"]),
    (&["battery", "batteries"], &["蓄電池", "バッテリ"]),
    (&["uninterruptible"], &["無停電", "通常の電源設備"]),
    (&["escrow"], &["預託"]),
    (&["insurance", "insured"], &["保険"]),
    (&["independent assessor", "independently verified"], &["第三者"]),
];

/// Counts that are asked for where they are the subject or stand at the end, not where something is
/// done with them (枚数を照合していますか).
const COUNT_NOUNS: &[&str] = &[
    "人数",
    "台数",
    "桁数",
    "文字数",
    "世代数",
    "件数",
    "設置数",
    "枚数",
    "本数",
    "人員数",
    "対象者数",
    "拠点数",
    "社数",
];

fn is_asked(folded: &str, noun: &str) -> bool {
    folded.match_indices(noun).any(|(at, _)| {
        let rest = folded[at + noun.len()..].trim_start();
        let asked = [
            "は",
            "を記",
            "をご",
            "を教",
            "を示",
            "と",
            "、",
            "・",
            "および",
            "及び",
            "(",
            "?",
            "。",
            ",",
            "も",
        ];
        rest.is_empty() || asked.iter().any(|a| rest.starts_with(a))
    })
}

/// Words that hold a question word and ask nothing.
const NOT_ASKED: &[&str] = &[
    "誰でも",
    "誰にでも",
    "誰も",
    "誰にも",
    "誰か",
    "いつも",
    "いつでも",
    "いつか",
    "追いつ",
    "くらい",
    "何らか",
    "何か",
    "何も",
];

/// What a folded question asks for by these words.
pub(crate) fn wanted(folded: &str) -> Vec<Specific> {
    // 「誰でも」「いつも」 ask for nobody and no time.
    let counted = folded.replace("何か月", "何ヶ月").replace("何か所", "何ヶ所");
    let plain = NOT_ASKED.iter().fold(counted, |t, w| t.replace(w, ""));
    let japanese = JAPANESE.iter().filter_map(|(ask, held)| {
        let word =
            ask.iter().find(|w| if w.is_ascii() { has_word(&plain, &[w]) } else { has_any(&plain, &[w]) })?;
        Some(Specific::wanted(word, held))
    });
    let count = COUNT_NOUNS.iter().find(|n| is_asked(&plain, n)).map(|n| Specific::wanted(n, &[]));
    let starts_who = ["who", "whose", "whom"].iter().any(|w| {
        folded
            .trim_start()
            .strip_prefix(w)
            .is_some_and(|r| !r.starts_with(|c: char| c.is_ascii_alphanumeric()))
    });
    let who = starts_who.then(|| Specific::wanted("who", PARTIES));
    let english = ENGLISH.iter().filter_map(|(ask, held)| {
        let word = ask.iter().find(|w| has_word(folded, &[w]))?;
        Some(Specific::wanted(word.trim_end_matches('*'), held))
    });
    japanese.chain(count).chain(who).chain(english).collect()
}
