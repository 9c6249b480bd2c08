//! The desk: what stands behind the window. One method a command, from a request to a reply, without
//! Tauri, so that tests call exactly what the page calls.

mod leaving;
mod work;

pub use work::Dialogs;

use crate::error::CommandError;
use crate::view::{Edition, Facet, Hit, Item, ItemRequest, SearchReply, SearchRequest, Series, Status};
use kotae_engagement::desk::Home;
use kotae_engagement::{Error, Kotae, Lang, SearchHit};
use std::sync::{Arc, LazyLock};

/// More than the document has items, so that every hit is counted.
const ALL_HITS: usize = 1_000;

/// What a number of the standard is written with, in this edition and the ones before it (運, 技),
/// besides digits: 【実務基準 103－1】, 設備基準番号：83-1, s2.5.
const NUMBER_SIGNS: &str = "統設実監運技制備務用術査基準番号sS.．-－ー―‐−:： \u{3000}【】[]()（）「」";

/// How the engine is opened, once.
type Opening = Box<dyn FnOnce() -> Result<Arc<Kotae>, Error> + Send>;

/// The state behind the window. Opened lazily; every method waits until the engine is there.
pub struct Desk {
    engine: LazyLock<Result<Arc<Kotae>, Error>, Opening>,
    work: work::Work,
}

impl Default for Desk {
    fn default() -> Self {
        Self::over(Kotae::open)
    }
}

impl Desk {
    /// A desk over another way to open the engine.
    #[must_use]
    pub fn over(open: fn() -> Result<Kotae, Error>) -> Self {
        Self::keeping(move || open().map(Arc::new), Home::of_user())
    }

    /// A desk over an engine that others may use too, keeping its work in another place.
    #[must_use]
    pub fn keeping(
        open: impl FnOnce() -> Result<Arc<Kotae>, Error> + Send + 'static,
        home: Option<Home>,
    ) -> Self {
        Self { engine: LazyLock::new(Box::new(open)), work: work::Work::at(home) }
    }

    /// Opens the engine now instead of at the first request. What goes wrong is told by each request.
    pub fn warm(&self) {
        LazyLock::force(&self.engine);
    }

    /// Which document answers are drawn from.
    ///
    /// # Errors
    /// [`CommandError::Engine`].
    pub fn edition(&self, (): ()) -> Result<Edition, CommandError> {
        let e = self.engine()?.edition();
        Ok(Edition {
            edition: e.edition,
            fisc: e.fisc,
            date: e.date,
            kind: e.kind,
            controls: count(e.controls),
            blank: count(e.blank),
        })
    }

    /// Hits for what is typed.
    ///
    /// # Errors
    /// [`CommandError::Engine`].
    pub fn search(&self, request: SearchRequest) -> Result<SearchReply, CommandError> {
        let engine = self.engine()?;
        let found = engine.search(&request.query, ALL_HITS);
        let took_us = u32::try_from(found.took_us).unwrap_or(u32::MAX);
        let hits: Vec<Hit> = found.hits.into_iter().map(hit).collect();
        // Hits for the digits of a number that does not exist would look like an answer to it.
        let note = looks_like_a_number(&request.query)
            .then(|| engine.item(&request.query, request.lang.into()).err())
            .flatten();
        Ok(narrow(request, hits, note, took_us))
    }

    /// One control or section.
    ///
    /// # Errors
    /// [`CommandError::Engine`]; [`CommandError::NoSuchItem`] with the reason.
    pub fn item(&self, request: ItemRequest) -> Result<Item, CommandError> {
        let ItemRequest { id, lang } = request;
        let found = self.engine()?.item(&id, lang.into());
        let i = found.map_err(|message| CommandError::NoSuchItem { message })?;
        Ok(Item {
            series: Series::of_id(&i.id),
            id: i.id,
            status: i.status.into(),
            title: i.title,
            text: i.text,
            blank: i.blank,
            sha256: i.sha256,
            exceptions: i.exceptions,
            same_as: i.same_as,
            note: i.note,
        })
    }

    fn engine(&self) -> Result<&Kotae, CommandError> {
        LazyLock::force(&self.engine)
            .as_deref()
            .map_err(|e| CommandError::Engine { ja: e.message(Lang::Ja), en: e.message(Lang::En) })
    }
}

fn hit(h: SearchHit) -> Hit {
    Hit {
        series: Series::of_id(&h.id),
        id: h.id,
        status: h.status.into(),
        title: h.title,
        text: h.text,
        highlights: h.highlights.into_iter().map(|(start, end)| (count(start), count(end))).collect(),
        blank: h.blank,
    }
}

/// Keeps what the filters let through and counts what each filter would show.
fn narrow(request: SearchRequest, hits: Vec<Hit>, note: Option<String>, took_us: u32) -> SearchReply {
    let in_series = |h: &Hit| request.series.is_empty() || request.series.contains(&h.series);
    let in_status = |h: &Hit| request.status.is_empty() || request.status.contains(&h.status);
    let series = Series::ALL.map(|key| Facet {
        key,
        count: count(hits.iter().filter(|h| h.series == key && in_status(h)).count()),
    });
    let status = Status::ALL.map(|key| Facet {
        key,
        count: count(hits.iter().filter(|h| h.status == key && in_series(h)).count()),
    });
    let found = count(hits.len());
    let mut kept: Vec<Hit> = hits.into_iter().filter(|h| in_series(h) && in_status(h)).collect();
    let total = count(kept.len());
    kept.truncate(usize::try_from(request.limit).unwrap_or(usize::MAX));
    SearchReply {
        query: request.query,
        hits: kept,
        total,
        found,
        series: series.to_vec(),
        status: status.to_vec(),
        note,
        took_us,
    }
}

/// Is this written like a number of the standard and like nothing else? Whether there is such a
/// number is the engine's to say.
fn looks_like_a_number(query: &str) -> bool {
    let signs = query.trim().trim_start_matches(['【', '[', '(', '（', '「']);
    signs.starts_with(['統', '設', '実', '監', '運', '技', 's', 'S'])
        && signs.chars().any(char::is_numeric)
        && signs.chars().all(|c| c.is_numeric() || NUMBER_SIGNS.contains(c))
}

/// A length as the page's numbers; nothing here is near the limit.
fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Desk, looks_like_a_number, narrow};
    use crate::error::CommandError;
    use crate::view::{Hit, ItemRequest, Lang, SearchReply, SearchRequest, Series, Status};
    use std::sync::LazyLock;

    /// One engine for all tests, as there is one for all of the page's calls.
    static DESK: LazyLock<Desk> = LazyLock::new(Desk::default);

    fn search(query: &str) -> SearchReply {
        let request = SearchRequest { query: query.to_owned(), limit: 50, ..SearchRequest::default() };
        DESK.search(request).expect("the shipped engine opens")
    }

    fn hit(id: &str, status: Status) -> Hit {
        Hit {
            id: id.to_owned(),
            series: Series::of_id(id),
            status,
            title: String::new(),
            text: String::new(),
            highlights: Vec::new(),
            blank: false,
        }
    }

    /// Ids that are let through, the counts of the parts and of the statuses.
    fn check(series: &[Series], status: &[Status], limit: u32) -> (String, String, String) {
        let hits = vec![
            hit("実1", Status::Full),
            hit("設2", Status::No),
            hit("実3", Status::No),
            hit("s2.5", Status::Unknown),
        ];
        let request = SearchRequest {
            series: series.to_vec(),
            status: status.to_vec(),
            limit,
            ..SearchRequest::default()
        };
        let reply = narrow(request, hits, None, 0);
        assert_eq!(reply.found, 4);
        assert!(reply.total >= u32::try_from(reply.hits.len()).expect("few"));
        let ids: Vec<_> = reply.hits.iter().map(|h| h.id.as_str()).collect();
        let counts = |c: Vec<u32>| c.iter().map(u32::to_string).collect::<Vec<_>>().join(" ");
        (
            format!("{}/{}", ids.join(" "), reply.total),
            counts(reply.series.iter().map(|f| f.count).collect()),
            counts(reply.status.iter().map(|f| f.count).collect()),
        )
    }

    #[test]
    fn each_filter_counts_what_choosing_it_would_show() {
        let expect =
            |ids: &str, series: &str, status: &str| (ids.to_owned(), series.to_owned(), status.to_owned());
        // Counts of parts: 統 設 実 監 本文; of statuses: full partial no na delegated unknown.
        assert_eq!(check(&[], &[], 9), expect("実1 設2 実3 s2.5/4", "0 1 2 0 1", "1 0 2 0 0 1"));
        assert_eq!(check(&[Series::Operation], &[], 9), expect("実1 実3/2", "0 1 2 0 1", "1 0 1 0 0 0"));
        assert_eq!(check(&[], &[Status::No], 9), expect("設2 実3/2", "0 1 1 0 0", "1 0 2 0 0 1"));
        assert_eq!(
            check(&[Series::Operation, Series::Narrative], &[Status::No], 9),
            expect("実3/1", "0 1 1 0 0", "1 0 1 0 0 1")
        );
        assert_eq!(check(&[], &[], 2).0, "実1 設2/4");
    }

    #[test]
    fn a_number_finds_its_control_first() {
        for (typed, id) in [("実39", "実39"), ("統１", "統1"), ("設83-1", "設83-1")] {
            let reply = search(typed);
            assert_eq!(reply.hits.first().map(|h| h.id.as_str()), Some(id), "{typed}");
            assert_eq!(reply.query, typed);
        }
    }

    #[test]
    fn highlights_lie_within_their_text() {
        for query in ["特権ID", "パスワード", "バックアップ", "backup encryption", "監査"] {
            let reply = search(query);
            assert!(!reply.hits.is_empty(), "{query}");
            for hit in &reply.hits {
                let chars = u32::try_from(hit.text.chars().count()).expect("short");
                let mut from = 0;
                for &(start, end) in &hit.highlights {
                    assert!(
                        from <= start && start < end && end <= chars,
                        "{query}: {} {start} {end}",
                        hit.id
                    );
                    from = end;
                }
            }
        }
    }

    #[test]
    fn every_id_of_the_engine_has_its_part_of_the_document() {
        let reply = search("の");
        let parts: Vec<_> = reply.series.iter().map(|f| f.key).collect();
        assert_eq!(parts, Series::ALL);
        for hit in search("運用").hits.iter().chain(&search("概要").hits) {
            assert_eq!(hit.series == Series::Narrative, hit.id.starts_with('s'), "{}", hit.id);
        }
    }

    #[test]
    fn a_number_that_does_not_exist_is_explained_even_when_its_digits_are_found() {
        for typed in ["運12", "技35", "実999", "設100", "【設備基準 100】"] {
            assert!(search(typed).note.is_some(), "{typed}");
        }
        for typed in ["実39", "統１", "【実務基準 39】", "s2.5", "ISO27001", "パスワード", "ぬぬぬぬぬ"]
        {
            assert_eq!(search(typed).note, None, "{typed}");
        }
        assert!(search("設100").note.is_some_and(|n| n.contains("対象外")), "declared out of scope");
    }

    #[test]
    fn only_what_is_written_like_a_number_may_be_one() {
        for typed in
            ["運12", "実務基準25", "設備基準 83-1", "【実 103－１】", "統１", "s2.5", "設備基準番号：24"]
        {
            assert!(looks_like_a_number(typed), "{typed}");
        }
        for typed in ["", "実", "12", "運用", "実施は年1回ですか", "ISO27001", "SOC2", "設備100台", "ssl 3.0"]
        {
            assert!(!looks_like_a_number(typed), "{typed}");
        }
    }

    #[test]
    fn an_item_comes_whole_or_with_a_reason_in_the_language_asked_for() {
        let item = |id: &str, lang| DESK.item(ItemRequest { id: id.to_owned(), lang });
        let found = item("実39", Lang::Ja).expect("a control");
        assert_eq!((found.id.as_str(), found.series, found.sha256.len()), ("実39", Series::Operation, 64));
        assert_eq!(item("s2.5", Lang::Ja).expect("a section").series, Series::Narrative);
        let reason = |lang| match item("運12", lang) {
            Err(CommandError::NoSuchItem { message }) => message,
            other => panic!("{other:?}"),
        };
        assert!(reason(Lang::En).is_ascii() || reason(Lang::En).contains("edition"), "{}", reason(Lang::En));
        assert_ne!(reason(Lang::Ja), reason(Lang::En));
    }

    #[test]
    fn the_edition_counts_what_the_document_holds() {
        let edition = DESK.edition(()).expect("the shipped engine opens");
        assert_eq!((edition.edition.as_str(), edition.fisc.as_str()), ("2.00", "第10版"));
        assert_eq!((edition.controls, edition.blank), (261, 44));
    }

    #[test]
    fn an_engine_that_does_not_open_fails_each_command_with_its_words() {
        let desk = Desk::over(|| Err(kotae_engagement::Error::Cancelled));
        desk.warm();
        let failed = desk.edition(()).expect_err("nothing opened");
        let CommandError::Engine { ja, en } = &failed else { panic!("{failed:?}") };
        assert!(!ja.is_empty() && ja != en);
        assert_eq!(desk.search(SearchRequest::default()).expect_err("nothing opened"), failed);
    }
}
