//! From English words to the Japanese ones that the document uses for the same thing, so that an
//! English question, too, points at a sentence of a response; and from other Japanese words to the
//! document's. Our own list of the field's words; it ranks sentences within one response and
//! decides nothing by itself.

use crate::question::has_word;

/// The document's terms for what the (folded) question speaks of.
pub(crate) fn terms(question: &str, english: bool) -> Vec<&'static str> {
    let mut out: Vec<&'static str> = Vec::new();
    let mut add = |words: &[&'static str]| {
        for w in words {
            if !out.contains(w) {
                out.push(w);
            }
        }
    };
    if english {
        for (ask, words) in ENGLISH {
            if has_word(question, ask) {
                add(words);
            }
        }
    } else {
        for (ask, words) in JAPANESE {
            if ask.iter().any(|a| question.contains(a)) {
                add(words);
            }
        }
    }
    out
}

type Entry = (&'static [&'static str], &'static [&'static str]);

#[rustfmt::skip]
const ENGLISH: &[Entry] = &[
    // buildings and rooms
    (&["building*", "premises"], &["建物"]),
    (&["operations room*", "operation room*", "operating room*"], &["運用室"]),
    (&["boundary", "perimeter", "plot", "fence*"], &["敷地境界"]),
    (&["entrance*", "doorway*", "exit*", "door", "doors"], &["出入り口", "出入口", "扉"]),
    (&["emergency exit*"], &["非常口"]),
    (&["lock", "locks", "locked", "key-locked"], &["錠", "施錠", "鍵"]),
    (&["fire door*", "fire-rated", "fire rated", "fire resistance", "certified fire"], &["特定防火設備", "防火"]),
    (&["forced entry", "vandal*", "hardened", "break-in", "break in", "sabotage", "destruction"], &["破壊"]),
    (&["vestibule*", "anteroom*", "ante-room*", "airlock*", "mantrap*", "lobby", "front room"], &["前室"]),
    (&["window*", "glass"], &["窓"]),
    (&["signpost*", "sign", "signs", "signage", "signboard*", "name plate*", "nameplate*", "label*", "marked"], &["表示", "看板",
        "室名"]),
    (&["fire", "flame*", "burn*", "combust*", "non-combustible", "noncombustible", "flammable"], &["火", "防火", "不燃", "延焼",
        "耐火"]),
    (&["compartment*"], &["防火区画", "区画"]),
    (&["extinguish*", "hydrant*"], &["消火器", "消火栓"]),
    (&["smoke"], &["排煙"]),
    (&["fire alarm*", "fire detect*", "detect* fire"], &["火災報知"]),
    (&["water", "leak*", "flood*", "moisture", "rain*", "drip*"], &["水", "漏水", "浸水", "防水"]),
    (&["flood board*", "flood barrier*", "flood-prone", "flood prone"], &["防水板", "浸水"]),
    (&["sink*", "kitchen*", "plumb*"], &["流し台", "給湯室"]),
    (&["earthquake*", "seismic*", "quake*", "tremor*"], &["地震", "耐震"]),
    (&["raised floor*", "access floor*", "free-access", "free access"], &["フリーアクセス床"]),
    (&["floor*"], &["床"]),
    (&["ceiling*"], &["天井"]),
    (&["wall*"], &["壁"]),
    (&["furniture", "desk*", "table*", "furnishing*", "fixture*"], &["什器", "長机"]),
    (&["wood*"], &["木製"]),
    (&["static", "electrostatic*", "anti-static", "antistatic"], &["静電気", "帯電"]),
    (&["humidity", "dry air", "humid*"], &["湿度", "加湿"]),
    (&["temperature*"], &["温湿度"]),
    (&["lightning"], &["避雷"]),
    (&["tsunami*", "storm surge*", "tide*"], &["津波", "高潮"]),
    (&["vibration*", "railway*", "radio interference"], &["振動", "電波"]),
    (&["rat", "rats", "rodent*", "mouse", "mice", "pest*", "vermin"], &["ネズミ", "害獣"]),
    (&["camera*", "cctv", "film*", "video surveillance", "footage", "recorded on"], &["カメラ", "撮影"]),
    (&["guard*", "patrol*"], &["警備員"]),
    (&["evacuat*", "escape*"], &["避難"]),
    (&["loudspeaker*", "public address", "announc*", "broadcast*", "pa system"], &["放送"]),
    (&["emergency light*", "lighting"], &["非常用照明", "照明"]),
    (&["portable", "flashlight*", "torch*", "hand-held", "handheld"], &["携帯用照明"]),
    (&["cart", "carts", "trolley*", "transport vehicle*", "dolly", "dollies"], &["運搬車"]),
    (&["power room*", "electrical room*", "power supply room*", "plant room*"], &["電源室", "空調機械室"]),
    (&["generator*", "standby supply", "private power", "emergency power"], &["自家発電", "予備電源"]),
    (&["feed", "feeds", "incoming line*", "utility line*", "power line*", "electricity line*"], &["受電", "電力線"]),
    (&["power", "electric*"], &["電源"]),
    (&["ups", "uninterruptible", "power-conditioning", "power conditioning"], &["通常の電源設備"]),
    (&["outage*", "blackout*", "power cut*", "power failure*"], &["停電"]),
    (&["earth", "earthed", "earthing", "ground", "grounded", "grounding"], &["アース"]),
    (&["overcurrent*", "surge*", "leakage current", "short circuit*"], &["過電流", "漏電"]),
    (&["distribution board*", "switchboard*", "panel board*"], &["分電盤"]),
    (&["air-condition*", "air condition*", "hvac", "cooling", "aircon*", "ac"], &["空調"]),
    (&["spare", "redundant", "standby", "back-up unit", "reserve"], &["予備", "冗長"]),
    (&["dedicated", "exclusive*", "own", "sole"], &["専用", "独立"]),
    (&["duct*"], &["ダクト"]),
    (&["air inlet*", "air intake*", "intake*", "inlet*", "supply vent*"], &["給気口"]),
    (&["insulat*"], &["断熱", "絶縁"]),
    (&["shaft*"], &["シャフト"]),
    (&["cable*", "wiring"], &["ケーブル"]),
    (&["maintenance", "maintained", "serviced", "inspected", "inspection*"], &["保守点検", "メンテナンス"]),
    // organisation
    (&["crime*", "crime-prevention"], &["防犯"]),
    (&["disaster*", "catastroph*"], &["災害"]),
    (&["drill*", "exercise*", "rehears*"], &["訓練"]),
    (&["train*", "educat*", "awareness", "course*", "session*"], &["教育"]),
    (&["contractor*", "agency", "temporary staff", "temps", "dispatched"], &["派遣", "外部委託要員"]),
    (&["join", "joining", "onboarding", "hire*", "entry"], &["入社", "入場"]),
    (&["period*", "regular*", "interval*"], &["定期"]),
    (&["review*", "revis*", "revisit*"], &["見直"]),
    (&["committee*", "board"], &["委員会"]),
    (&["officer*", "person in charge", "responsible person", "appointed", "ciso"], &["責任者"]),
    (&["polic*"], &["ポリシー", "規程"]),
    (&["procedure*", "handling step*", "steps"], &["手順"]),
    (&["rule*", "regulation*", "rulebook*"], &["規程", "ルール", "規定"]),
    (&["internal audit*", "audit*"], &["監査"]),
    (&["inventory", "asset*", "register"], &["情報資産", "台帳"]),
    (&["risk*"], &["リスク"]),
    (&["segregat*", "separation of duties", "mutual*", "checks and balances"], &["牽制", "権限分離"]),
    (&["supplier*", "vendor*", "outsourc*", "third part*", "third-part*"], &["外部委託先", "委託"]),
    (&["contract*", "agreement*"], &["契約"]),
    (&["select*", "chosen", "judged", "assess*", "evaluat*"], &["選定", "評価"]),
    (&["responsibilit*", "demarcation", "split of"], &["責任分界点", "責任"]),
    (&["ip restriction*", "source restriction*", "restrict* access from"], &["接続元の制限"]),
    (&["health", "wellbeing", "well-being", "medical", "physical and mental", "doctor*"], &["健康診断", "産業医"]),
    (&["skill*", "competenc*"], &["スキル"]),
    // service and systems
    (&["password*", "passcode*"], &["パスワード", "暗証番号"]),
    (&["mask*", "hidden", "displayed", "printed"], &["非表示", "非印字"]),
    (&["hash*"], &["ハッシュ"]),
    (&["encrypt*", "cipher*"], &["暗号"]),
    (&["key", "keys"], &["暗号鍵"]),
    (&["two-step", "two step", "two-factor", "two factor", "second factor", "2fa", "mfa", "multi-factor", "multifactor",
        "multi factor"], &["二段階認証", "多要素認証"]),
    (&["recertif*", "stocktak*", "user review*", "entitlement*"], &["棚卸", "見直し"]),
    (&["account*"], &["アカウント"]),
    (&["right", "rights", "privilege*", "permission*", "authori*"], &["権限"]),
    (&["standing", "permanent*", "always-on", "persistent"], &["常時"]),
    (&["revok*", "withdraw*", "taken away", "remov*", "strip*", "deprovision*"], &["剥奪"]),
    (&["approv*", "consent", "sign-off", "signs off", "authorised by"], &["承認"]),
    (&["log", "logs", "logged", "logging"], &["記録", "ログ", "履歴"]),
    (&["log-in*", "login*", "sign-in*", "log in", "unsuccessful"], &["ログイン", "失敗"]),
    (&["source address*", "originating", "origin"], &["接続元"]),
    (&["identity", "identif*", "authenticat*"], &["本人確認", "認証"]),
    (&["endpoint*"], &["エンドポイント"]),
    (&["malware", "virus*", "malicious", "ransomware"], &["不正プログラム", "ウイルス"]),
    (&["infection", "recover*", "restor*"], &["復旧"]),
    (&["backup*", "back-up*", "backed up"], &["バックアップ"]),
    (&["firewall*"], &["ファイアウォール"]),
    (&["isolate*", "contain", "containment", "disconnect*", "quarantine*"], &["切り離し", "停止"]),
    (&["intrusion*", "intruder*", "unauthorised access", "unauthorized access"], &["不正侵入", "不正アクセス"]),
    (&["data file*", "file exchange", "exchange data", "transfer files"], &["データファイル", "授受"]),
    (&["inconsisten*", "repair*", "correct*", "error in data"], &["不整合", "修正"]),
    (&["version control*", "version-control*", "versioned", "versions"], &["バージョン管理"]),
    (&["edited", "edit", "editing"], &["編集"]),
    (&["hardware", "physical"], &["ハードウェア", "物理"]),
    (&["logical"], &["論理"]),
    (&["software"], &["ソフトウェア"]),
    (&["resource*", "capacity", "computing power"], &["リソース", "資源"]),
    (&["monitor*", "watch*", "surveil*"], &["監視", "モニタリング"]),
    (&["external integration", "integration", "we ourselves use", "our own server*"], &["外部連携"]),
    (&["notif*", "alert*", "told", "informed"], &["告知", "連絡"]),
    (&["incident*", "failure*", "fault*", "outages"], &["障害"]),
    (&["automatic*", "self-heal*", "heals itself", "heal"], &["自動"]),
    (&["cause*", "root cause"], &["原因"]),
    (&["continuity", "bcp"], &["bcp", "事業継続"]),
    (&["tested", "test", "testing", "tests"], &["テスト"]),
    (&["test environment*", "separate environment", "staging"], &["テスト環境"]),
    (&["release*", "shipped", "ship"], &["出荷"]),
    (&["settings", "configur*", "set-up", "setup"], &["設定"]),
    (&["network*"], &["ネットワーク"]),
    (&["destroy*", "destruct*", "dispos*", "erase*", "wipe*"], &["破棄", "廃棄"]),
    (&["cloud provider*", "hosting provider*", "cloud supplier*", "infrastructure provider*", "hyperscaler*"], &["クラウド事業者"]),
    (&["customer*", "tenant*", "client*"], &["お客様"]),
    (&["schedul*", "job", "jobs"], &["スケジュール", "自動実行"]),
    (&["operator*", "engineer*", "administrator*"], &["オペレーター", "オペレータ", "担当者"]),
    (&["remote*", "telework*", "working from home", "home office", "work from home"], &["遠隔", "テレワーク"]),
    (&["corporate network", "internal network"], &["社内ネットワーク"]),
    (&["video meeting*", "web meeting*", "online meeting*", "conference*"], &["web会議"]),
    (&["site", "sites", "location*", "geographic*"], &["拠点", "地理的"]),
    (&["e-mail*", "email*"], &["電子メール"]),
    (&["inspect*", "serviced", "servicing"], &["点検"]),
    (&["card", "cards"], &["カード"]),
    (&["transaction*"], &["取引"]),
    (&["payment*", "settle*"], &["決済"]),
    (&["manual*", "handbook*", "runbook*"], &["operation manual", "手順書"]),
    (&["document*"], &["ドキュメント", "文書"]),
];

#[rustfmt::skip]
const JAPANESE: &[Entry] = &[
    (&["懐中電灯", "ライト", "携帯灯", "ﾗｲﾄ"], &["携帯用照明"]),
    (&["非常灯"], &["非常用照明"]),
    (&["看板", "表札", "案内板", "サイン", "標識", "掲示"], &["表示", "看板"]),
    (&["防火扉", "防火戸", "甲種"], &["特定防火設備"]),
    (&["フリアク", "二重床", "oaフロア"], &["フリーアクセス床"]),
    (&["耐震", "地震", "揺れ"], &["地震", "耐震"]),
    (&["風除室", "エアロック", "前部屋", "緩衝室"], &["前室"]),
    (&["非常電源", "発電機", "自家発"], &["自家発電", "予備電源"]),
    (&["接地"], &["アース"]),
    (&["録画", "映像", "防犯カメラ", "撮影"], &["カメラ", "撮影"]),
    (&["エアコン", "冷却", "冷房"], &["空調"]),
    (&["多要素", "2要素", "二要素", "2段階", "二段階", "ワンタイム"], &["二段階認証", "多要素認証"]),
    (&["台車", "ワゴン", "カート"], &["運搬車"]),
    (&["流し", "給湯", "水回り", "水使用"], &["流し台", "給湯室"]),
    (&["塀", "柵", "外周", "境界"], &["敷地境界"]),
    (&["家具", "机", "什器", "ラック"], &["什器", "長机"]),
    (&["研修", "トレーニング"], &["教育"]),
    (&["演習"], &["訓練"]),
    (&["取り消", "取消", "削除", "はく奪", "剥奪", "取り上げ"], &["剥奪"]),
    (&["許可制", "事前承認", "承認制", "決裁"], &["承認"]),
    (&["証跡", "ログ"], &["記録", "ログ", "履歴"]),
    (&["ウイルス", "マルウェア", "ウィルス"], &["不正プログラム", "ウイルス"]),
    (&["切り離", "隔離", "遮断"], &["切り離し", "停止", "制御"]),
    (&["委託先", "外注", "協力会社", "業務委託"], &["外部委託", "委託"]),
    (&["複数拠点", "別拠点", "地理的", "離れた"], &["複数", "地理的"]),
    (&["リモート", "在宅", "遠隔"], &["遠隔", "テレワーク"]),
    (&["出荷", "リリース"], &["出荷"]),
    (&["責任分界", "役割分担", "責任範囲"], &["責任分界点", "責任"]),
    (&["ip制限", "ipアドレス制限", "接続元"], &["接続元"]),
    (&["停電"], &["停電"]),
    (&["手順書", "マニュアル", "手順"], &["operation manual", "手順"]),
    (&["テスト", "試験", "検証", "切替", "訓練"], &["テスト", "検証", "確認を"]),
    (&["パソコン", "社用pc", "業務pc", "貸与"], &["会社貸与pc"]),
    (&["棚卸", "見直し", "レビュー"], &["棚卸", "見直し", "チェック"]),
    (&["予備機", "予備"], &["予備", "冗長"]),
    (&["2系統", "二系統", "複数系統", "2回線", "二回線", "複数回線", "異系統"], &["1回線受電", "受電"]),
    (&["無停電", "ups", "cvcf", "安定化"], &["通常の電源設備"]),
    (&["復元", "リストア", "復旧"], &["復旧"]),
    (&["https", "tls", "ssl"], &["https", "暗号化"]),
    (&["立入", "立ち入", "入退", "入館"], &["入退", "入室"]),
];

#[cfg(test)]
mod tests {
    use super::terms;

    #[test]
    fn english_words_lead_to_the_documents() {
        assert!(terms("does the operations room have a vestibule?", true).contains(&"前室"));
        assert!(!terms("is information shared?", true).contains(&"前室"));
        assert!(terms("懐中電灯の備え", false).contains(&"携帯用照明"));
    }
}
