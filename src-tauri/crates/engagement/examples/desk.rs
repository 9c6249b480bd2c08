//! Measures the desk on a questionnaire: `desk FILE` opens it in a folder of its own and says how long
//! opening, going to the next row, an act and the views take.

use kotae_engagement::desk::{ExportRequest, Home, ReviewEvent, Session};
use kotae_engagement::{Kotae, Lang, unwatched};
use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

#[expect(clippy::print_stdout, reason = "what it measures is for people")]
fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("usage: desk FILE")?;
    let folder = tempfile::tempdir()?;
    let copy = folder.path().join("調査票.xlsx");
    std::fs::copy(&file, &copy)?;
    let home = Home::at(folder.path().join("home"));
    let said = |what: &str, times: &mut [Duration]| {
        times.sort_unstable();
        let (middle, last) = (times[times.len() / 2], times[times.len() - 1]);
        println!("{what}: median {middle:.1?}, most {last:.1?}, of {}", times.len());
    };
    let timed = |work: &mut dyn FnMut() -> Result<(), kotae_engagement::Error>| {
        let start = Instant::now();
        work().map(|()| start.elapsed())
    };

    let start = Instant::now();
    let kotae = Kotae::open()?;
    println!("engine: {:.1?}", start.elapsed());
    let now = "2026-01-01T00:00:00Z";
    let start = Instant::now();
    let session = Session::open(&home, &kotae, &copy, None, now, &unwatched)?;
    println!("open: {:.1?}", start.elapsed());
    let id = session.id().to_owned();
    drop(session);
    let start = Instant::now();
    let mut session = Session::resume(&home, &kotae, &id, None, now, &unwatched)?;
    println!("resume: {:.1?}", start.elapsed());
    let start = Instant::now();
    let rows = session.opened(&kotae, Lang::Ja).rows.len();
    println!("opened: {:.1?}, {rows} rows", start.elapsed());

    let places: Vec<usize> = (0..100).map(|k| k * rows.max(1) / 100).collect();
    let mut next = Vec::new();
    let (mut typing, mut confirming, mut undoing) = (Vec::new(), Vec::new(), Vec::new());
    for &n in &places {
        next.push(timed(&mut || session.question(&kotae, n, Lang::Ja).map(drop))?);
        let event = ReviewEvent::Type { text: format!("台帳で管理しています。{n}") };
        typing.push(timed(&mut || session.act(&kotae, n, event.clone(), Lang::Ja).map(drop))?);
        confirming.push(timed(&mut || session.act(&kotae, n, ReviewEvent::Confirm, Lang::Ja).map(drop))?);
    }
    for _ in &places {
        undoing.push(timed(&mut || session.undo(&kotae, Lang::Ja, &unwatched).map(drop))?);
    }
    said("next row", &mut next);
    said("typing", &mut typing);
    said("confirming", &mut confirming);
    said("undoing", &mut undoing);
    said("placing", &mut [timed(&mut || session.place(0, "x"))?]);
    for _ in 0..2 {
        said("sheet", &mut [timed(&mut || session.sheet(0, 1, 200, true).map(drop))?]);
    }
    said(
        "overview",
        &mut [timed(&mut || {
            let _ = session.overview(&kotae);
            Ok(())
        })?],
    );
    said(
        "gate",
        &mut [timed(&mut || {
            let _ = session.gate(&kotae, Lang::Ja);
            Ok(())
        })?],
    );
    let request = ExportRequest {
        folder: Some(Path::new(folder.path())),
        unreviewed: true,
        names: false,
        raise: false,
        date: "2026-01-01",
        lang: Lang::Ja,
    };
    said("export", &mut [timed(&mut || session.export(&kotae, &request, &unwatched).map(drop))?]);
    Ok(())
}
