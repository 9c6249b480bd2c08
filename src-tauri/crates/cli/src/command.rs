//! The commands, in both languages: help, shell completions and the man page are made from this
//! one definition.

use clap::{Arg, ArgAction, Command, ValueHint, builder::PossibleValuesParser, value_parser};
use kotae_engagement::Lang;
use std::path::PathBuf;

/// The whole command line.
pub(crate) fn command(lang: Lang) -> Command {
    let t = |ja: &'static str, en: &'static str| lang.pick(ja, en);
    Command::new("kotae")
        .version(env!("CARGO_PKG_VERSION"))
        .about(t(
            "公開されたセキュリティスタンダードから、お客様の調査票に回答します（通信は一切行いません）",
            "Answers customers' security questionnaires from the published standard, offline",
        ))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .arg(
            Arg::new("lang")
                .long("lang")
                .global(true)
                .value_name("LANG")
                .value_parser(PossibleValuesParser::new(["ja", "en"]))
                .help(t("メッセージの言語", "language of messages")),
        )
        .arg(
            Arg::new("quiet")
                .long("quiet")
                .short('q')
                .global(true)
                .action(ArgAction::SetTrue)
                .help(t("進捗と要約を表示しない", "no progress, no summary")),
        )
        .subcommand(
            Command::new("search")
                .about(t("標準を検索します", "searches the standard"))
                .arg(Arg::new("query").value_name("QUERY").required(true).help(t("検索語または基準番号", "words or a control number")))
                .arg(
                    Arg::new("limit")
                        .long("limit")
                        .value_name("N")
                        .default_value("10")
                        .value_parser(value_parser!(u16).range(1..=300))
                        .help(t("件数の上限", "most hits to show")),
                )
                .arg(json(lang))
                .after_help(t(
                    "例:\n  kotae search 暗号鍵の管理\n  kotae search 実25 --json",
                    "Examples:\n  kotae search \"key management\"\n  kotae search 実25 --json",
                )),
        )
        .subcommand(
            Command::new("match")
                .about(t(
                    "質問を標準の回答と照合します（標準入力の JSONL → 標準出力の JSONL）",
                    "matches questions with responses (JSONL on stdin, JSONL on stdout)",
                ))
                .arg(json(lang))
                .arg(explain(lang, t("一致した理由も出力する", "add the reasons for each match")))
                .after_help(t(
                    "例:\n  echo '{\"id\":\"1\",\"question\":\"暗号鍵の管理方法は\",\"context\":\"暗号\"}' | kotae match --json",
                    "Example:\n  echo '{\"id\":\"1\",\"question\":\"How are keys managed?\"}' | kotae match --json",
                )),
        )
        .subcommand(
            Command::new("inspect")
                .about(t("調査票の質問と回答欄を検出します", "finds the questions and answer cells of a workbook"))
                .arg(file(lang))
                .arg(layout(lang))
                .arg(password(lang))
                .arg(json(lang))
                .arg(explain(lang, t("判断の理由を表示する", "show why columns were taken for what they are")))
                .after_help(t(
                    "例:\n  kotae inspect 調査票.xlsx\n  kotae inspect 調査票.xlsx --json > layout.json   # 直してから --layout に渡せます",
                    "Examples:\n  kotae inspect sheet.xlsx\n  kotae inspect sheet.xlsx --json > layout.json   # edit it, then pass it to --layout",
                )),
        )
        .subcommand(fill(lang))
        .subcommand(
            Command::new("check")
                .about(t(
                    "送る前の調査票を点検します（回答の矛盾、書かれていない数値、ほかのお客様の名前、隠れた内容など）",
                    "looks a questionnaire over before it is sent: contradictions, figures not stated, other customers' names, hidden content",
                ))
                .arg(file(lang))
                .arg(layout(lang))
                .arg(
                    Arg::new("names")
                        .long("names")
                        .value_name("NAMES.txt")
                        .value_parser(value_parser!(PathBuf))
                        .value_hint(ValueHint::FilePath)
                        .help(t("あってはならない名前（1行に1つ）", "names that must not stand in it, one a line")),
                )
                .arg(password(lang))
                .arg(json(lang))
                .after_help(t(
                    "例:\n  kotae check 回答済.xlsx\n  kotae check 回答済.xlsx --names 他のお客様.txt --json",
                    "Examples:\n  kotae check filled.xlsx\n  kotae check filled.xlsx --names customers.txt --json",
                )),
        )
        .subcommand(
            Command::new("standard")
                .about(t("標準の内容を表示・点検します", "shows and checks the standard"))
                .subcommand_required(true)
                .arg_required_else_help(true)
                .subcommand(
                    Command::new("list")
                        .about(t("すべての基準と節を一覧します", "lists every control and section"))
                        .arg(json(lang)),
                )
                .subcommand(
                    Command::new("show")
                        .about(t("一つの基準または節を表示します", "shows one control or section"))
                        .arg(Arg::new("id").value_name("ID").required(true).help(t("例：統1、設83-1、s2.5", "e.g. 統1, 設83-1, s2.5")))
                        .arg(json(lang)),
                )
                .subcommand(
                    Command::new("lint")
                        .about(t("注釈を点検し、原文の誤記と思われる箇所を一覧します", "checks the annotations, lists suspected typos"))
                        .arg(json(lang)),
                ),
        )
        .subcommand(eval(lang))
        .subcommand(
            Command::new("completions")
                .about(t("シェルの補完スクリプトを標準出力に書きます", "writes a shell completion script to stdout"))
                .arg(Arg::new("shell").value_name("SHELL").required(true).value_parser(value_parser!(clap_complete::Shell))),
        )
        .subcommand(Command::new("man").about(t("マニュアルページを標準出力に書きます", "writes the man page to stdout")))
}

fn fill(lang: Lang) -> Command {
    let t = |ja: &'static str, en: &'static str| lang.pick(ja, en);
    let path = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name(value)
            .value_parser(value_parser!(PathBuf))
            .value_hint(ValueHint::FilePath)
            .help(help)
    };
    Command::new("fill")
        .about(t(
            "調査票に回答を書き込みます（元のファイルは変更せず、回答欄以外は1バイトも変えません）",
            "writes answers into a copy of the workbook; nothing but the answer cells changes",
        ))
        .arg(file(lang))
        .arg(path("output", "OUT", t("書き出すファイル", "file to write")).short('o').required(true))
        .arg(
            path("answers", "A.json", t("この JSON の文字列だけを書き込む", "write exactly the strings of this JSON"))
                .conflicts_with_all(["policy", "layout"]),
        )
        .arg(
            Arg::new("policy")
                .long("policy")
                .value_name("POLICY")
                .default_value("answer")
                .value_parser(PossibleValuesParser::new(["answer", "review"]))
                .help(t(
                    "answer: 確実な行だけ、review: 候補も【要確認】を付けて書き込む",
                    "answer: sure rows only; review: candidates too, marked 【要確認】",
                )),
        )
        .arg(layout(lang))
        .arg(path("report", "R.xlsx", t("確認用ブックも書き出す", "also write the review workbook")))
        .arg(path("proof", "P.json", t("変更証明も書き出す", "also write the list of changes")))
        .arg(
            Arg::new("raise-rows")
                .long("raise-rows")
                .action(ArgAction::SetTrue)
                .help(t(
                    "回答の全文が見えない行の高さを広げる（.xlsx・.xlsm と、.xls・.xlsb から作る .xlsx。広げた行は変更証明に載せます）",
                    "make rows higher that are too low to show their answer (.xlsx, .xlsm and the .xlsx made of an .xls or .xlsb; the proof lists them)",
                )),
        )
        .arg(
            Arg::new("force")
                .long("force")
                .action(ArgAction::SetTrue)
                .help(t("出力先が既にあれば上書きする", "overwrite outputs that exist")),
        )
        .arg(password(lang))
        .arg(
            Arg::new("plain")
                .long("plain")
                .action(ArgAction::SetTrue)
                .requires("password-stdin")
                .help(t("出力にはパスワードを付けない", "leave the output without a password")),
        )
        .arg(json(lang))
        .after_help(t(
            "例:\n  kotae fill 調査票.xlsx --output 回答済.xlsx --report 確認.xlsx --proof 証明.json\n  kotae fill 調査票.xlsx -o 回答済.xlsx --answers answers.json",
            "Examples:\n  kotae fill sheet.xlsx --output filled.xlsx --report review.xlsx --proof proof.json\n  kotae fill sheet.xlsx -o filled.xlsx --answers answers.json",
        ))
}

fn eval(lang: Lang) -> Command {
    let t = |ja: &'static str, en: &'static str| lang.pick(ja, en);
    Command::new("eval")
        .about(t(
            "正解付きの質問で、照合・判定・状況・確度のよさを測ります",
            "measures matches, decisions, statuses and confidence on labelled questions",
        ))
        .arg(
            Arg::new("sets")
                .value_name("SET.jsonl")
                .required(true)
                .num_args(1..)
                .value_parser(value_parser!(PathBuf))
                .value_hint(ValueHint::FilePath)
                .help(t(
                    "質問集：1 行に 1 問 {\"id\",\"question\",\"context\",\"best\",\"ok\"}",
                    "labelled questions, one a line: {\"id\",\"question\",\"context\",\"best\",\"ok\"}",
                )),
        )
        .arg(
            Arg::new("status")
                .long("status")
                .value_name("STATUS.jsonl")
                .action(ArgAction::Append)
                .value_parser(value_parser!(PathBuf))
                .value_hint(ValueHint::FilePath)
                .help(t(
                    "正しい状況：{\"id\",\"best\",\"acceptable\",\"forbidden\"}（何度でも指定可）",
                    "labelled statuses: {\"id\",\"best\",\"acceptable\",\"forbidden\"}; may be repeated",
                )),
        )
        .arg(
            Arg::new("misses")
                .long("misses")
                .action(ArgAction::SetTrue)
                .help(t("誤りを 1 件ずつ表示する", "list each miss")),
        )
        .arg(
            Arg::new("charts")
                .long("charts")
                .value_name("FOLDER")
                .value_parser(value_parser!(PathBuf))
                .value_hint(ValueHint::DirPath)
                .help(t(
                    "このフォルダーに reliability.svg と precision-coverage.svg を書く（あれば置き換える）",
                    "write reliability.svg and precision-coverage.svg into this folder, replacing them",
                )),
        )
        .arg(json(lang))
        .after_help(t(
            "例:\n  kotae eval tests/eval/dev_ja.jsonl tests/eval/dev2.jsonl --status tests/eval/dev2_status.jsonl --misses",
            "Example:\n  kotae eval tests/eval/dev_ja.jsonl tests/eval/dev2.jsonl --status tests/eval/dev2_status.jsonl --misses",
        ))
}

fn json(lang: Lang) -> Arg {
    Arg::new("json")
        .long("json")
        .action(ArgAction::SetTrue)
        .help(lang.pick("結果を JSON で標準出力に書く", "write the result to stdout as JSON"))
}

fn explain(_: Lang, help: &'static str) -> Arg {
    Arg::new("explain").long("explain").action(ArgAction::SetTrue).help(help)
}

fn file(lang: Lang) -> Arg {
    Arg::new("file")
        .value_name("FILE")
        .required(true)
        .value_parser(value_parser!(PathBuf))
        .value_hint(ValueHint::FilePath)
        .help(lang.pick(
            "お客様の調査票（.xlsx, .xlsm, .ods, .csv, .tsv, .xls, .xlsb）",
            "the customer's questionnaire (.xlsx, .xlsm, .ods, .csv, .tsv, .xls, .xlsb)",
        ))
}

fn layout(lang: Lang) -> Arg {
    Arg::new("layout")
        .long("layout")
        .value_name("LAYOUT.json")
        .value_parser(value_parser!(PathBuf))
        .value_hint(ValueHint::FilePath)
        .help(lang.pick("inspect --json の出力を直したもの", "the output of inspect --json, corrected"))
}

fn password(lang: Lang) -> Arg {
    Arg::new("password-stdin")
        .long("password-stdin")
        .action(ArgAction::SetTrue)
        .help(lang.pick("パスワードを標準入力から1行読む", "read a password, one line, from stdin"))
}

#[cfg(test)]
mod tests {
    use super::command;
    use kotae_engagement::Lang;

    #[test]
    fn the_definition_holds_together_in_both_languages() {
        command(Lang::Ja).debug_assert();
        command(Lang::En).debug_assert();
    }
}
