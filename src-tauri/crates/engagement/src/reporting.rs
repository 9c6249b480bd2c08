//! What the review workbook shows besides the rows: where the answers come from and how the file came
//! about.

use crate::kotae::Kotae;
use crate::views::item_view;
use kotae_report::{Report, Row, Source};
use kotae_review::Quote;
use kotae_standard::ItemId;
use std::collections::BTreeMap;
use std::path::Path;

/// Quotations with their ids, a paragraph each.
pub(crate) fn quoted<'q>(quotes: impl Iterator<Item = &'q Quote>) -> String {
    quotes.map(|q| format!("{}：{}", q.id, q.text)).collect::<Vec<_>>().join("\n")
}

impl Kotae {
    /// The report on a customer's file. `filled` is the answered workbook, when it lies beside the
    /// review workbook; `date` is a day, ISO.
    pub(crate) fn report_on(
        &self,
        file: &str,
        filled: Option<&Path>,
        date: Option<&str>,
        rows: Vec<Row>,
    ) -> Report {
        let written = rows.iter().filter(|r| r.written).count();
        Report {
            file: file.to_owned(),
            edition: self.edition().line(),
            date: date.map(str::to_owned),
            filled: filled.and_then(Path::file_name).map(|n| n.to_string_lossy().into_owned()),
            made: format!("Kotae {}（{written}問に記入）", env!("CARGO_PKG_VERSION")),
            sources: self.sources(&rows),
            rows,
        }
    }

    /// What the rows cite, once each, in the order of the document.
    fn sources(&self, rows: &[Row]) -> Vec<Source> {
        let mut cited: BTreeMap<ItemId, Vec<usize>> = BTreeMap::new();
        for (n, row) in rows.iter().enumerate() {
            for id in row.citations.split('、').filter_map(|id| id.parse().ok()) {
                cited.entry(id).or_default().push(n);
            }
        }
        let source = |(id, cited_by): (ItemId, Vec<usize>)| {
            let view = item_view(self.standard.item(id)?, &self.annotations);
            let mut notices: Vec<String> =
                view.exceptions.iter().map(|e| format!("ただし書き：{e}")).collect();
            if !view.same_as.is_empty() {
                notices.push(format!("同じ文面：{}", view.same_as.join("、")));
            }
            notices.extend(Some(view.note).filter(|n| !n.is_empty()));
            Some(Source {
                id: view.id,
                title: view.title,
                status: view.status,
                text: view.text,
                notices: notices.join("\n"),
                cited_by,
            })
        };
        cited.into_iter().filter_map(source).collect()
    }
}
