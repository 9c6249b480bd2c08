//! Hundreds of workbooks of many writers, taken from packages (`tests/tools/corpus.toml`): every one is
//! filled in awkwardly and has to come out with nothing but the targets changed, or is refused for a
//! reason that `refused.tsv` names. `KOTAE_CORPUS=full` (as `make corpus` sets it) takes the large
//! packages too and leaves the filled workbooks in `target/corpus/filled` for LibreOffice and the
//! validator.
#![expect(clippy::print_stdout, reason = "the table of what was seen belongs to the result")]

mod check;
mod other;
mod package;
mod pick;
mod sheet;

use acceptance::root;
use kotae_workbook::Workbook;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex};
use std::{fs, thread};

/// Fewer workbooks than these mean that the sources were not there, not that all is well.
const LEAST: (usize, usize) = (400, 1100);
/// Where a source could not be fetched, what the crates alone hold must still be seen.
const LEAST_OF_SOME: usize = 70;
/// Seconds of processor for the command to open a file and find what it asks.
const LONGEST: f64 = 10.0;

#[derive(Debug, Deserialize)]
struct Corpus {
    files: Vec<File>,
    missing: Vec<Missing>,
}

#[derive(Debug, Deserialize)]
struct Missing {
    package: String,
    why: String,
}

/// A file of a package.
#[derive(Debug, Deserialize)]
struct File {
    path: PathBuf,
    package: String,
    name: String,
    format: String,
    sha256: String,
}

impl File {
    /// What its line in `refused.tsv` begins with.
    fn key(&self) -> String {
        format!("{}\t{}", self.package, self.name.split_once('/').map_or(self.name.as_str(), |(_, n)| n))
    }
}

fn full() -> bool {
    std::env::var("KOTAE_CORPUS").is_ok_and(|v| v == "full")
}

/// Brought once for all tests: package clients lock what they write to.
fn corpus() -> &'static Corpus {
    static CORPUS: LazyLock<Corpus> = LazyLock::new(fetched);
    &CORPUS
}

fn fetched() -> Corpus {
    let mut fetch = Command::new("python3");
    fetch.arg(root().join("tests/tools/corpus.py")).arg(root().join("target/corpus"));
    fetch.args(full().then_some("--full"));
    let out = fetch.output().expect("python3 runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let corpus: Corpus = serde_json::from_slice(&out.stdout).expect("JSON");
    for Missing { package, why } in &corpus.missing {
        println!("not fetched: {package}: {why}");
    }
    corpus
}

/// How a file came through.
#[derive(Debug)]
enum Outcome {
    /// Filled: cells written, cells refused by reason.
    Passed(usize, Vec<String>),
    /// Not opened, or not filled; why.
    Refused(String),
    /// Something is wrong with us.
    Failed(Vec<String>),
}

/// Every file of some formats with what `job` makes of it, on all cores.
fn each<T: Send>(files: &[&File], job: impl Fn(&File, Vec<u8>) -> T + Sync) -> Vec<T> {
    // The largest first: the others fit in beside them.
    let size = |f: &File| fs::metadata(&f.path).map_or(0, |m| m.len());
    let mut files = files.to_vec();
    files.sort_by_key(|f| std::cmp::Reverse(size(f)));
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(&file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let bytes = fs::read(&file.path).expect("it was fetched");
                    let result = job(file, bytes);
                    done.lock().expect("no job panics").push((file.sha256.clone(), result));
                }
            });
        }
    });
    let mut done = done.into_inner().expect("no job panics");
    done.sort_by(|a, b| a.0.cmp(&b.0));
    done.into_iter().map(|(_, result)| result).collect()
}

/// Opens, looks into, fills and checks one workbook.
fn fill(file: &File, bytes: &[u8]) -> Outcome {
    let book = match Workbook::open(bytes.to_vec()) {
        Ok(book) => book,
        Err(e) => return Outcome::Refused(e.to_string()),
    };
    let layout = kotae_questionnaire::detect(book.sheets());
    let asked = kotae_questionnaire::questions(book.sheets(), &layout.value);
    if let Some(q) = asked.iter().find(|q| book.sheet(&q.sheet).is_none()) {
        return Outcome::Failed(vec![format!("a question on no sheet: {}", q.sheet)]);
    }
    if !book.writable() {
        return Outcome::Refused(format!("{} (read only)", book.format()));
    }
    let wanted = pick::edits(bytes, &file.sha256);
    let filled = match book.fill(&wanted) {
        Ok(filled) => filled,
        Err(e) => return Outcome::Refused(e.to_string()),
    };
    let problems = check::problems(bytes, &filled, &wanted);
    if !problems.is_empty() {
        return Outcome::Failed(problems);
    }
    if full() && !filled.changed.is_empty() {
        keep(file, &filled);
    }
    let refused = filled.refused.iter().map(|r| r.why.to_string()).collect();
    Outcome::Passed(filled.changed.len(), refused)
}

/// Leaves a filled workbook and what was written for the checks of other programs.
fn keep(file: &File, filled: &kotae_workbook::Filled) {
    let folder = root().join("target/corpus/filled");
    fs::create_dir_all(&folder).expect("a folder");
    let mut answers: BTreeMap<&str, BTreeMap<String, &str>> = BTreeMap::new();
    for c in &filled.changed {
        answers.entry(&c.sheet).or_default().insert(c.at.to_string(), &c.after);
    }
    let of = |ends: &str| folder.join(format!("{}.{ends}", &file.sha256[..16]));
    fs::write(of(&file.format), &filled.bytes).expect("written");
    fs::write(of("json"), json!({"original": file.path, "name": file.key(), "answers": answers}).to_string())
        .expect("written");
}

fn guarded<T>(job: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(job)).map_err(|e| {
        let said = e.downcast_ref::<String>().cloned();
        format!(
            "panic: {}",
            said.or_else(|| e.downcast_ref::<&str>().map(|s| (*s).to_owned())).unwrap_or_default()
        )
    })
}

/// The refusals that were looked at, by file.
fn known_refusals() -> BTreeMap<String, String> {
    let text = fs::read_to_string(root().join("tests/suite/corpus/refused.tsv")).expect("readable");
    let line = |l: &str| l.rsplit_once('\t').map(|(file, why)| (file.to_owned(), why.to_owned()));
    text.lines().filter(|l| !l.starts_with('#')).filter_map(line).collect()
}

/// The English of a message.
fn english(message: &str) -> &str {
    message.split_once(" (").and_then(|(_, en)| en.strip_suffix(')')).unwrap_or(message)
}

#[test]
fn filling_changes_nothing_but_the_targets_in_workbooks_of_many_writers() {
    let corpus = corpus();
    let files: Vec<&File> =
        corpus.files.iter().filter(|f| matches!(f.format.as_str(), "xlsx" | "xlsm")).collect();
    let least = match (full(), corpus.missing.is_empty()) {
        (true, _) => LEAST.1,
        (false, true) => LEAST.0,
        (false, false) => LEAST_OF_SOME,
    };
    let results = each(&files, |file, bytes| {
        let writer = package::writer(&bytes);
        let outcome = guarded(|| fill(file, &bytes)).unwrap_or_else(|panic| Outcome::Failed(vec![panic]));
        (file.key(), file.package.clone(), writer, outcome)
    });
    let mut known = known_refusals();
    let mut table: BTreeMap<(String, String), [usize; 3]> = BTreeMap::new();
    let (mut written, mut reasons, mut wrong) = (0, BTreeMap::<String, usize>::new(), Vec::new());
    for (key, package, writer, outcome) in results {
        let row = table.entry((package, writer)).or_default();
        match outcome {
            Outcome::Passed(cells, refused) => {
                row[0] += 1;
                written += cells;
                for why in refused {
                    // Without the corner of the merged region.
                    let why = english(&why).split(": write into").next().unwrap_or_default();
                    *reasons.entry(why.to_owned()).or_default() += 1;
                }
                if known.remove(&key).is_some() {
                    wrong.push(format!("{key}\tis no longer refused"));
                }
            }
            Outcome::Refused(why) => {
                row[1] += 1;
                if known.get(&key).is_none_or(|k| k != english(&why)) {
                    wrong.push(format!("{key}\t{}", english(&why)));
                }
            }
            Outcome::Failed(problems) => {
                row[2] += 1;
                wrong.push(format!("{key}\t{}", problems.join("\n    ")));
            }
        }
    }
    println!("package\twriter\tpassed\trefused\tfailed");
    for ((package, writer), [passed, refused, failed]) in &table {
        println!("{package}\t{writer}\t{passed}\t{refused}\t{failed}");
    }
    println!("{} workbooks, {written} cells written; cells refused: {reasons:#?}", files.len());
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(files.len() >= least, "{} workbooks were seen, {least} are expected", files.len());
}

#[test]
fn binary_workbooks_are_read_as_calamine_reads_them() {
    let corpus = corpus();
    let files: Vec<&File> =
        corpus.files.iter().filter(|f| matches!(f.format.as_str(), "xls" | "xlsb")).collect();
    let results = each(&files, |file, bytes| {
        let read = guarded(|| match Workbook::open(bytes.clone()) {
            Ok(book) => {
                let _ = kotae_questionnaire::detect(book.sheets());
                other::differences(&bytes, &book).map_err(|d| d.join("\n    "))
            }
            Err(e) => Err(english(&e.to_string()).to_owned()),
        });
        (file.key(), read.unwrap_or_else(Err))
    });
    let known = known_refusals();
    let (mut read, mut cells, mut wrong) = (0, 0, Vec::new());
    for (key, result) in results {
        match result {
            Ok(compared) => {
                read += 1;
                cells += compared;
            }
            Err(why) if known.get(&key).is_some_and(|k| *k == why) => {}
            Err(why) => wrong.push(format!("{key}\t{why}")),
        }
    }
    println!("{read} of {} binary workbooks read, {cells} values compared", files.len());
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn text_and_open_document_files_keep_everything_but_the_answers() {
    let corpus = corpus();
    let files: Vec<&File> =
        corpus.files.iter().filter(|f| matches!(f.format.as_str(), "ods" | "csv")).collect();
    let results = each(&files, |file, bytes| {
        let filled = guarded(|| match Workbook::open(bytes.clone()) {
            Ok(book) => other::fill(&bytes, &book).map_err(|p| p.join("\n    ")),
            Err(e) => Err(english(&e.to_string()).to_owned()),
        });
        (file.key(), filled.unwrap_or_else(Err))
    });
    let known = known_refusals();
    let wrong: Vec<String> = results
        .iter()
        .filter_map(|(key, result)| Some((key, result.as_ref().err()?)))
        .filter(|(key, why)| known.get(*key) != Some(*why))
        .map(|(key, why)| format!("{key}\t{why}"))
        .collect();
    let cells: usize = results.iter().filter_map(|(_, r)| r.as_ref().ok()).sum();
    println!("{} files, {cells} cells written", files.len());
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

/// A check that cannot fail is none: each of these copies is wrong in one thing.
#[test]
fn the_check_sees_what_it_must() {
    let path = root().join("tests/workbooks/shared").join("d06_libreoffice.xlsx");
    let bytes = fs::read(path).expect("readable");
    let book = Workbook::open(bytes.clone()).expect("a workbook");
    let wanted = pick::edits(&bytes, &"07".repeat(32));
    let filled = book.fill(&wanted).expect("filled");
    assert!(filled.changed.len() >= 5, "{:?}", filled.changed);
    assert_eq!(check::problems(&bytes, &filled, &wanted), Vec::<String>::new());
    let parts = package::sheets(&bytes);
    let part = &parts.iter().find(|(name, _)| *name == filled.changed[0].sheet).expect("a sheet").1;
    let change = |name: &str, from: &str, to: &str| {
        let xml = package::text(&filled.bytes, name).expect("a part");
        let at = xml.rfind(from).unwrap_or_else(|| panic!("{name} has {from}"));
        let xml = format!("{}{to}{}", &xml[..at], &xml[at + from.len()..]);
        let changed = package::with_part(&filled.bytes, name, xml.as_bytes());
        check::problems(&bytes, &kotae_workbook::Filled { bytes: changed, ..filled.clone() }, &wanted)
    };
    for (name, from, to) in [
        ("xl/styles.xml", "<styleSheet", "<styleSheet "),
        (part.as_str(), "</worksheet>", " </worksheet>"),
        (part.as_str(), "<v>", "<v>1"),
        (part.as_str(), " s=\"", " s=\"1"),
        (part.as_str(), "xml:space=\"preserve\">", "xml:space=\"preserve\">x"),
        (part.as_str(), "t=\"inlineStr\"", "t=\"str\""),
    ] {
        assert_ne!(change(name, from, to), Vec::<String>::new(), "{name}: {from} → {to}");
    }
    let claimed = kotae_workbook::Filled { bytes: bytes.clone(), ..filled.clone() };
    assert_ne!(check::problems(&bytes, &claimed, &wanted), Vec::<String>::new(), "nothing was written");
}

/// Some of the workbooks through the command itself, which has to write the same bytes.
#[test]
fn the_command_writes_what_the_library_writes() {
    let corpus = corpus();
    let files = corpus.files.iter().filter(|f| matches!(f.format.as_str(), "xlsx" | "xlsm"));
    // Every fortieth, by a digit of its hash.
    let files: Vec<&File> = files.filter(|f| f.sha256.ends_with("00") || f.sha256.ends_with("a7")).collect();
    let folder = tempfile::tempdir().expect("a folder");
    let results = each(&files, |file, bytes| {
        let Ok(book) = Workbook::open(bytes.clone()) else { return None };
        let wanted = pick::edits(&bytes, &file.sha256);
        let mut answers: BTreeMap<&str, BTreeMap<String, &str>> = BTreeMap::new();
        for edit in &wanted {
            answers.entry(&edit.sheet).or_default().insert(edit.at.to_string(), &edit.text);
        }
        let of = |ends: &str| folder.path().join(format!("{}.{ends}", &file.sha256[..16]));
        fs::write(of("json"), json!(answers).to_string()).expect("written");
        let run = acceptance::run([
            "fill".as_ref(),
            file.path.as_os_str(),
            "--output".as_ref(),
            of(&file.format).as_os_str(),
            "--answers".as_ref(),
            of("json").as_os_str(),
            "--json".as_ref(),
        ]);
        let filled = book.fill(&wanted).expect("filled by the other test");
        let same = fs::read(of(&file.format)).is_ok_and(|b| b == filled.bytes);
        Some((file.key(), run.status, same))
    });
    let results: Vec<_> = results.into_iter().flatten().collect();
    assert!(results.len() >= 3, "{results:?}");
    for (key, status, same) in results {
        assert_eq!((status, same), (Some(0), true), "{key}");
    }
}

/// A debug build takes ten to twenty times as long, so only the command that was given is held to it.
#[test]
fn the_largest_workbooks_are_looked_into_in_time() {
    let corpus = corpus();
    let mut files: Vec<&File> = corpus.files.iter().filter(|f| f.format != "csv").collect();
    files.sort_by_key(|f| std::cmp::Reverse(fs::metadata(&f.path).map_or(0, |m| m.len())));
    files.truncate(12);
    let given = std::env::var_os("KOTAE_BIN").is_some();
    for file in files {
        let run = Command::new("python3")
            .arg(root().join("tests/tools/peak.py"))
            .arg(acceptance::kotae())
            .args(["inspect".as_ref(), file.path.as_os_str(), "--json".as_ref()])
            .output()
            .expect("python3 runs");
        let said = String::from_utf8_lossy(&run.stdout).into_owned();
        // 1.24 s, 203 MB, exit 0, 1.20 s of processor
        let parts: Vec<&str> = said.split(", ").collect();
        let [_, _, exit, processor] = parts.as_slice() else { panic!("{}: {said}", file.key()) };
        assert!(matches!(*exit, "exit 0" | "exit 3"), "{}: {said}", file.key());
        let seconds: f64 = processor.split(' ').next().and_then(|s| s.parse().ok()).expect("seconds");
        assert!(seconds < LONGEST || !given, "{}: {said}", file.key());
    }
}
