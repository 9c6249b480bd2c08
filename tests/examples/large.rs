//! Makes a large questionnaire to measure with: `large OUT.xlsx ROWS` writes the workbook and, beside
//! it, `OUT.answers.json` with an answer for both answer cells of every row.

use rust_xlsxwriter::{DataValidation, Format, FormatBorder, Workbook};
use std::collections::BTreeMap;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [out, rows] = arguments.as_slice() else { return Err("usage: large OUT.xlsx ROWS".into()) };
    let rows: u32 = rows.parse()?;
    let subjects =
        ["アクセス権限", "暗号鍵", "バックアップ", "操作ログ", "委託先", "教育", "障害対応", "脆弱性"];
    let verbs = [
        "の管理手順を定めているか",
        "を定期的に見直しているか",
        "の責任者を定めているか",
        "について記録を残しているか",
    ];

    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("調査票")?;
    let head = Format::new().set_bold().set_border(FormatBorder::Thin);
    let cell = Format::new().set_border(FormatBorder::Thin).set_text_wrap();
    sheet.write(0, 0, "委託先セキュリティ調査票")?;
    let titles = ["No.", "大項目", "中項目", "確認事項", "回答", "補足説明", "証跡", "当行確認欄"];
    for (column, title) in (0u16..).zip(titles) {
        sheet.write_with_format(2, column, title, &head)?;
    }
    let mut answers = BTreeMap::new();
    for n in 0..rows {
        let row = n + 3;
        let (subject, verb) = (subjects[(n % 8) as usize], verbs[((n / 8) % 4) as usize]);
        sheet.write_with_format(row, 0, n + 1, &cell)?;
        sheet.write_with_format(
            row,
            1,
            if n % 40 == 0 { format!("大項目{}", n / 40 + 1) } else { String::new() },
            &cell,
        )?;
        sheet.write_with_format(row, 2, subject, &cell)?;
        sheet.write_with_format(row, 3, format!("{subject}{verb}（対象{}）", n / 32 + 1), &cell)?;
        for column in 4..8 {
            sheet.write_blank(row, column, &cell)?;
        }
        answers.insert(format!("E{}", row + 1), "○".to_owned());
        answers.insert(format!("F{}", row + 1), format!("{subject}については手順書に従い実施しています。"));
    }
    let list = DataValidation::new().allow_list_strings(&["○", "△", "×", "対象外"])?;
    sheet.add_data_validation(3, 4, rows + 2, 4, &list)?;
    workbook.save(out)?;
    std::fs::write(
        format!("{out}.answers.json"),
        serde_json::to_vec(&BTreeMap::from([("調査票", answers)]))?,
    )?;
    Ok(())
}
