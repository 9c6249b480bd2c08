//! サマリー: where the questionnaire stands, on one printed page.

use crate::style::Styles;
use crate::{Report, Row, decision_word, settled};
use kotae_answering::Decision;
use kotae_standard::Status;
use rust_xlsxwriter::{Chart, ChartDataLabel, ChartFont, ChartType, Color, Worksheet, XlsxError};

const NAME: &str = "サマリー";
/// Height of a row of a table in pixels. A chart is as high as its table, and needs so much a bar for
/// the names of all of them.
const ROW: u32 = 26;
/// The states of a review, in the order of the work.
const STATES: [&str; 8] = ["要確認", "記載なし", "候補", "編集中", "保留", "自動反映", "確認済", "対象外"];
const STATUSES: [Status; 6] =
    [Status::Full, Status::Partial, Status::No, Status::Na, Status::Delegated, Status::Unknown];

pub(crate) fn write(sheet: &mut Worksheet, report: &Report, styles: &Styles) -> Result<(), XlsxError> {
    sheet.set_name(NAME)?;
    sheet.set_column_width(0, 26)?;
    sheet.set_column_width(1, 12)?;
    sheet.set_column_width(2, 3)?;
    sheet.set_column_width(3, 56)?;
    sheet.write_with_format(0, 0, "回答の確認", &styles.title)?;
    let mut row = 2;
    for (label, text) in [
        ("調査票", report.file.as_str()),
        ("回答の出典", &report.edition),
        ("作成日", report.date.as_deref().unwrap_or_default()),
        ("作成方法", &report.made),
    ] {
        if text.is_empty() {
            continue;
        }
        sheet.write_with_format(row, 0, label, &styles.label)?;
        sheet.merge_range(row, 1, row, 3, text, &styles.value)?;
        row += 1;
    }
    row += 1;
    let count = |keep: &dyn Fn(&Row) -> bool| report.rows.iter().filter(|r| keep(r)).count();
    let mut counts = vec![
        ("質問".to_owned(), report.rows.len()),
        ("残り（確認がまだの質問）".to_owned(), count(&|r| !settled(r))),
        ("記入した質問".to_owned(), count(&|r| r.written)),
    ];
    for decision in [Decision::Answer, Decision::Review, Decision::None] {
        counts.push((format!("判定：{}", decision_word(decision)), count(&|r| r.decision == decision)));
    }
    row = table(sheet, row, "件数", &counts, styles)?.1 + 1;
    let states: Vec<(String, usize)> =
        STATES.iter().map(|s| ((*s).to_owned(), count(&|r| r.state == *s))).collect();
    let of_states = table(sheet, row, "状態ごと", &states, styles)?;
    let statuses: Vec<(String, usize)> =
        STATUSES.iter().map(|s| (s.japanese().to_owned(), count(&|r| r.status == *s))).collect();
    let of_statuses = table(sheet, of_states.1 + 1, "状況ごと", &statuses, styles)?;
    chart(sheet, of_states, "状態ごとの質問数", 0x0033_4155)?;
    chart(sheet, of_statuses, "状況ごとの質問数", 0x0025_6D5A)?;
    let note = of_statuses.1 + 1;
    sheet.write_with_format(note, 0, "読み方", &styles.label)?;
    sheet.merge_range(
        note,
        1,
        note,
        3,
        "回答文は標準の原文をそのまま引用しています（担当者が入力した回答を除きます）。「要確認」シートの行は、上から順に担当者が確認してください。「確度」は、最初の候補が質問に答えている見込みです。",
        &styles.value,
    )?;
    sheet.set_row_height(note, 48)?;
    sheet.set_landscape().set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 1);
    sheet.set_footer("&C&P / &N");
    Ok(())
}

/// Writes a title and a line a count; the rows of the first and of one past the last count.
fn table(
    sheet: &mut Worksheet,
    row: u32,
    title: &str,
    counts: &[(String, usize)],
    styles: &Styles,
) -> Result<(u32, u32), XlsxError> {
    sheet.set_row_height_pixels(row, ROW)?;
    sheet.write_with_format(row, 0, title, &styles.head)?;
    sheet.write_with_format(row, 1, "件", &styles.head)?;
    let mut at = row + 1;
    for (label, count) in counts {
        sheet.set_row_height_pixels(at, ROW)?;
        sheet.write_with_format(at, 0, label, &styles.value)?;
        sheet.write_with_format(at, 1, u32::try_from(*count).unwrap_or(u32::MAX), &styles.count)?;
        at += 1;
    }
    Ok((row + 1, at))
}

/// A bar chart beside a table, as high as the table.
fn chart(sheet: &mut Worksheet, (first, end): (u32, u32), title: &str, colour: u32) -> Result<(), XlsxError> {
    let mut chart = Chart::new(ChartType::Bar);
    chart
        .add_series()
        .set_categories((NAME, first, 0, end - 1, 0))
        .set_values((NAME, first, 1, end - 1, 1))
        .set_name(title)
        .set_format(
            rust_xlsxwriter::ChartFormat::new()
                .set_solid_fill(rust_xlsxwriter::ChartSolidFill::new().set_color(Color::RGB(colour))),
        )
        .set_gap(40)
        .set_data_label(ChartDataLabel::new().show_value());
    let mut font = ChartFont::new();
    font.set_size(11).set_bold();
    chart.title().set_name(title).set_font(&font);
    chart.legend().set_hidden();
    // In a bar chart the categories stand on the vertical axis; the first on top, as it is read.
    // A program that finds no room for all names leaves every second one out: small letters, high bars.
    let mut small = ChartFont::new();
    small.set_size(9);
    chart.y_axis().set_reverse().set_font(&small);
    chart.x_axis().set_hidden(true).set_major_gridlines(false);
    chart.set_alt_text(title).set_width(400).set_height((end - first + 1) * ROW);
    sheet.insert_chart(first - 1, 3, &chart)?;
    Ok(())
}
