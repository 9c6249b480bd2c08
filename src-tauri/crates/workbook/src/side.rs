//! Parts that stand beside a worksheet: comments, threaded comments, Excel tables, pivot tables.

use crate::address::CellRange;
use crate::budget::{Budget, few};
use crate::error::PartFault;
use crate::sheet::Comment;
use crate::xml::{Xml, attr, number};
use quick_xml::events::Event;

/// A classic comment, and whether it only stands in for a threaded one.
#[derive(Debug, PartialEq)]
pub(crate) struct Note {
    pub(crate) comment: Comment,
    /// Excel writes a classic comment beside each thread for old versions, with `tc={id}` as author.
    pub(crate) stand_in: bool,
}

/// Reads a comments part.
pub(crate) fn notes(xml: &mut Xml<'_>, budget: &mut Budget) -> Result<Vec<Note>, PartFault> {
    xml.root("comments")?;
    let mut threads: Vec<bool> = Vec::new();
    let mut notes = Vec::new();
    let mut inside = false;
    loop {
        match xml.next()? {
            Event::Start(e) => match e.local_name().as_ref() {
                "commentList" => inside = true,
                "authors" => loop {
                    match xml.next()? {
                        Event::Start(_) => threads.push(xml.text()?.starts_with("tc=")),
                        Event::End(_) => break,
                        _ => {}
                    }
                },
                "comment" if inside => {
                    let at = attr(&e, "ref")?.and_then(|r| r.parse().ok());
                    let author: usize = number(&e, "authorId")?.unwrap_or(usize::MAX);
                    let text = xml.rich_text()?;
                    budget.text(text.len())?;
                    if let Some(at) = at {
                        let stand_in = threads.get(author).copied().unwrap_or_default();
                        notes.push(Note { comment: Comment { at, text }, stand_in });
                        few(notes.len())?;
                    }
                }
                _ => xml.skip()?,
            },
            Event::End(_) if inside => inside = false,
            Event::End(_) => return Ok(notes),
            _ => {}
        }
    }
}

/// Reads a threaded comments part; a reply is a comment of its own.
pub(crate) fn threads(xml: &mut Xml<'_>, budget: &mut Budget) -> Result<Vec<Comment>, PartFault> {
    xml.root("ThreadedComments")?;
    let mut comments = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(e) => {
                let at = attr(&e, "ref")?.and_then(|r| r.parse().ok());
                let mut text = String::new();
                loop {
                    match xml.next()? {
                        Event::Start(e) if e.local_name().as_ref() == "text" => text = xml.text()?,
                        Event::Start(_) => xml.skip()?,
                        Event::End(_) => break,
                        _ => {}
                    }
                }
                budget.text(text.len())?;
                if let Some(at) = at {
                    comments.push(Comment { at, text });
                    few(comments.len())?;
                }
            }
            Event::End(_) => return Ok(comments),
            _ => {}
        }
    }
}

/// An Excel table ("Format as table").
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Table {
    /// In lower case: names ignore case.
    pub(crate) name: String,
    /// Header and totals rows included.
    pub(crate) range: CellRange,
    pub(crate) header_rows: u32,
    pub(crate) totals_rows: u32,
    pub(crate) columns: Vec<String>,
}

impl Table {
    /// The rows that hold data; `None` when there are none.
    pub(crate) fn body(&self) -> Option<CellRange> {
        let mut body = self.range;
        body.start.row = body.start.row.checked_add(self.header_rows)?;
        body.end.row = body.end.row.checked_sub(self.totals_rows)?;
        (body.start.row <= body.end.row).then_some(body)
    }
}

/// Reads a table part. `None` when it states no range.
pub(crate) fn table(xml: &mut Xml<'_>) -> Result<Option<Table>, PartFault> {
    let table = xml.root_with("table", |e| {
        let Some(range) = attr(e, "ref")?.and_then(|r| r.parse().ok()) else { return Ok(None) };
        let name = match attr(e, "displayName")? {
            Some(name) => name,
            None => attr(e, "name")?.unwrap_or_default(),
        };
        Ok(Some(Table {
            name: name.to_lowercase(),
            range,
            header_rows: number(e, "headerRowCount")?.unwrap_or(1),
            totals_rows: number(e, "totalsRowCount")?.unwrap_or_default(),
            columns: Vec::new(),
        }))
    })?;
    let Some(mut table) = table else { return Ok(None) };
    loop {
        match xml.next()? {
            Event::Start(e) if e.local_name().as_ref() == "tableColumns" => xml.each(|e| {
                table.columns.push(attr(e, "name")?.unwrap_or_default().into_owned());
                Ok(())
            })?,
            Event::Start(_) => xml.skip()?,
            Event::End(_) => return Ok(Some(table)),
            _ => {}
        }
    }
}

/// Reads where a pivot table stands.
pub(crate) fn pivot(xml: &mut Xml<'_>) -> Result<Option<CellRange>, PartFault> {
    xml.root("pivotTableDefinition")?;
    let mut range = None;
    xml.each(|e| {
        if e.local_name().as_ref() == "location" {
            range = attr(e, "ref")?.and_then(|r| r.parse().ok());
        }
        Ok(())
    })?;
    Ok(range)
}

#[cfg(test)]
mod tests {
    use super::{notes, pivot, table, threads};
    use crate::budget::Budget;
    use crate::xml::Xml;

    #[test]
    fn comments_know_when_they_stand_in_for_a_thread() {
        let xml = "<comments><authors><author>tc={A}</author><author>審査部</author></authors><commentList>\
            <comment ref='D4' authorId='0'><text><t>[スレッド]</t></text></comment>\
            <comment ref='E5' authorId='1'><text><r><rPr><b/></rPr><t>審査部:</t></r><r><t xml:space='preserve'>\
            \n証跡も</t></r></text></comment></commentList></comments>";
        let found = notes(&mut Xml::new(&mut xml.as_bytes()), &mut Budget::default()).expect("well-formed");
        let brief: Vec<_> =
            found.iter().map(|n| (n.comment.at.to_string(), &*n.comment.text, n.stand_in)).collect();
        assert_eq!(
            brief,
            [("D4".to_owned(), "[スレッド]", true), ("E5".to_owned(), "審査部:\n証跡も", false)]
        );
    }

    #[test]
    fn a_reply_is_a_comment_too() {
        let xml = "<ThreadedComments><threadedComment ref='D4' id='1'><text>確認</text><mentions/>\
            </threadedComment><threadedComment ref='D4' parentId='1'><text>済</text></threadedComment>\
            </ThreadedComments>";
        let found = threads(&mut Xml::new(&mut xml.as_bytes()), &mut Budget::default()).expect("well-formed");
        let texts: Vec<_> = found.iter().map(|c| c.text.as_str()).collect();
        assert_eq!(texts, ["確認", "済"]);
    }

    #[test]
    fn tables_and_pivots_have_places() {
        let xml = "<x:table xmlns:x='x' displayName='回答表' ref='B3:D9' totalsRowCount='1'><x:autoFilter ref='B3:D8'/>\
            <x:tableColumns count='2'><x:tableColumn id='1' name='No'/><x:tableColumn id='2' name='設問'/>\
            </x:tableColumns></x:table>";
        let found = table(&mut Xml::new(&mut xml.as_bytes())).expect("well-formed").expect("has a range");
        assert_eq!(found.body().map(|b| b.to_string()).as_deref(), Some("B4:D8"));
        assert_eq!((found.name.as_str(), found.columns), ("回答表", vec!["No".into(), "設問".into()]));
        let xml =
            "<pivotTableDefinition name='p'><location ref='F1:H9' firstDataRow='1'/></pivotTableDefinition>";
        let found = pivot(&mut Xml::new(&mut xml.as_bytes())).expect("well-formed");
        assert_eq!(found.map(|r| r.to_string()).as_deref(), Some("F1:H9"));
    }
}
