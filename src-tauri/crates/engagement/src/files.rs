//! Reading inputs and writing outputs: inputs are only ever opened for reading; an output is written
//! beside its target, synced, and renamed into place, so that it appears whole or not at all.

use crate::error::Error;
use kotae_workbook::{Format, Limit};
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Largest input that is read into memory, in bytes.
const LARGEST: u64 = kotae_workbook::limits::FILE;

/// Reads a whole file.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let fail = |source| Error::Read { path: path.to_owned(), source };
    let file = File::open(path).map_err(fail)?;
    let meta = file.metadata().map_err(fail)?;
    if meta.is_dir() {
        return Err(fail(std::io::ErrorKind::IsADirectory.into()));
    }
    let too_large = |size| Error::Workbook {
        path: path.to_owned(),
        source: kotae_workbook::Error::TooLarge { what: Limit::File, part: None, size, limit: LARGEST },
    };
    if meta.len() > LARGEST {
        return Err(too_large(meta.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or(0));
    let read = file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(fail)?;
    if read as u64 > LARGEST {
        return Err(too_large(read as u64));
    }
    Ok(bytes)
}

/// Where a path leads in the end, the last component possibly not there yet.
fn resolved(path: &Path) -> PathBuf {
    if let Ok(full) = fs::canonicalize(path) {
        return full;
    }
    let parent = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (fs::canonicalize(parent), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}

/// Do these two lie in one folder, however its name is spelled?
pub(crate) fn same_folder(a: &Path, b: &Path) -> bool {
    let folder = |path: &Path| {
        let parent = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::canonicalize(parent).ok()
    };
    folder(a).is_some_and(|a| Some(a) == folder(b))
}

/// Are these two names of one file? Links count as the file they lead to.
fn same_file(a: &Path, b: &Path) -> bool {
    if resolved(a) == resolved(b) {
        return true;
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        if let (Ok(a), Ok(b)) = (fs::metadata(a), fs::metadata(b)) {
            return (a.dev(), a.ino()) == (b.dev(), b.ino());
        }
    }
    false
}

/// Refuses outputs that lead to an input or to one another, and, unless `force`, that exist.
pub(crate) fn check_targets(inputs: &[&Path], outputs: &[&Path], force: bool) -> Result<(), Error> {
    for (n, path) in outputs.iter().enumerate() {
        if let Some(with) = inputs.iter().find(|with| same_file(path, with)) {
            return Err(Error::Collision { path: (*path).to_owned(), with: (*with).to_path_buf() });
        }
        if outputs[..n].iter().any(|with| same_file(path, with)) {
            return Err(Error::SameOutput { path: (*path).to_owned() });
        }
        if !force && fs::symlink_metadata(path).is_ok() {
            return Err(Error::Exists { path: (*path).to_owned() });
        }
        if fs::metadata(path).is_ok_and(|m| m.is_dir()) {
            let source = std::io::ErrorKind::IsADirectory.into();
            return Err(Error::Write { path: (*path).to_owned(), source });
        }
    }
    Ok(())
}

/// Endings of names that say what kind of table a file holds.
const ENDINGS: [&str; 11] =
    ["xlsx", "xlsm", "xls", "xlsb", "xltx", "xltm", "ods", "fods", "csv", "tsv", "txt"];

/// Refuses a name whose ending says another format than the one that is written; an ending that says
/// nothing is let be.
pub(crate) fn check_name(path: &Path, format: Format) -> Result<(), Error> {
    let Some(ending) = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()) else {
        return Ok(());
    };
    let right = match format {
        Format::Csv => ["csv", "tsv", "txt"].contains(&ending.as_str()),
        _ => ending == format.to_string(),
    };
    if right || !ENDINGS.contains(&ending.as_str()) {
        return Ok(());
    }
    Err(Error::OutputName { path: path.to_owned(), format: format.to_string() })
}

/// An output that is on disk under another name and synced; dropping it removes it.
pub(crate) struct Pending {
    temp: NamedTempFile,
    target: PathBuf,
}

/// Writes `bytes` beside `target`.
pub(crate) fn prepare(target: &Path, bytes: &[u8]) -> Result<Pending, Error> {
    let fail = |source| Error::Write { path: target.to_owned(), source };
    let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut temp =
        tempfile::Builder::new().prefix(".kotae-").suffix(".tmp").tempfile_in(folder).map_err(fail)?;
    temp.write_all(bytes).map_err(fail)?;
    open_to_group(temp.as_file()).map_err(fail)?;
    temp.as_file().sync_all().map_err(fail)?;
    Ok(Pending { temp, target: target.to_owned() })
}

/// Temporary files are made for their owner alone; a finished output gets the usual permissions,
/// as far as the process's mask allows.
#[cfg(unix)]
fn open_to_group(file: &File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn open_to_group(_: &File) -> std::io::Result<()> {
    Ok(())
}

impl Pending {
    /// Gives the output its name.
    pub(crate) fn publish(self, force: bool) -> Result<(), Error> {
        let Self { temp, target } = self;
        let fail = |e: tempfile::PersistError| match e.error.kind() {
            std::io::ErrorKind::AlreadyExists => Error::Exists { path: target.clone() },
            _ => Error::Write { path: target.clone(), source: e.error },
        };
        if force { temp.persist(&target) } else { temp.persist_noclobber(&target) }.map_err(fail)?;
        sync_folder(&target);
        Ok(())
    }
}

/// Gives outputs that belong together their names, none of which replaces anything: all of them, or
/// where one fails those before it are taken away again.
pub(crate) fn publish_all(outputs: impl IntoIterator<Item = Pending>) -> Result<(), Error> {
    let mut made: Vec<PathBuf> = Vec::new();
    for output in outputs {
        let target = output.target.clone();
        if let Err(error) = output.publish(false) {
            let left = made.into_iter().find(|path| fs::remove_file(path).is_err() && path.exists());
            return Err(match left {
                Some(left) => Error::Half { error: Box::new(error), left },
                None => error,
            });
        }
        made.push(target);
    }
    Ok(())
}

/// A path as people and other programs write it. Windows finds the file also without the `\\?\` that
/// it puts before a path when it resolves one; Explorer finds it only without. A path too long for
/// other programs keeps it.
pub(crate) fn plain(path: &str) -> String {
    const LONGEST: usize = 259;
    let short = match (path.strip_prefix(r"\\?\UNC\"), path.strip_prefix(r"\\?\")) {
        (Some(share), _) => format!(r"\\{share}"),
        (None, Some(drive)) if drive.get(1..3) == Some(r":\") => drive.to_owned(),
        _ => return path.to_owned(),
    };
    if short.encode_utf16().count() <= LONGEST { short } else { path.to_owned() }
}

/// Makes the new name durable where folders can be synced; the content is already on disk, so a
/// system that cannot is no reason to take the output back.
fn sync_folder(target: &Path) {
    #[cfg(unix)]
    {
        let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if let Ok(folder) = File::open(folder) {
            let _ = folder.sync_all();
        }
    }
    #[cfg(not(unix))]
    let _ = target;
}

#[cfg(test)]
mod tests {
    use super::{check_targets, plain, prepare, publish_all, read};
    use crate::error::Error;
    use std::fs;

    #[test]
    fn an_output_appears_only_when_published_and_does_not_replace_unasked() {
        let dir = tempfile::tempdir().expect("a folder");
        let target = dir.path().join("出力.xlsx");
        let pending = prepare(&target, b"one").expect("written");
        assert!(!target.exists());
        pending.publish(false).expect("published");
        assert_eq!(read(&target).expect("readable"), b"one");
        let again = prepare(&target, b"two").expect("written").publish(false);
        assert!(matches!(again, Err(Error::Exists { .. })), "{again:?}");
        prepare(&target, b"three").expect("written").publish(true).expect("published");
        assert_eq!(fs::read(&target).expect("readable"), b"three");
        let left: Vec<_> = fs::read_dir(dir.path()).expect("listed").collect();
        assert_eq!(left.len(), 1, "no temporary file stays behind");
    }

    #[test]
    fn every_name_of_the_input_is_refused_as_output() {
        let dir = tempfile::tempdir().expect("a folder");
        let input = dir.path().join("in.xlsx");
        fs::write(&input, b"x").expect("written");
        let mut names =
            vec![input.clone(), dir.path().join("./sub/../in.xlsx"), dir.path().join(".").join("in.xlsx")];
        fs::create_dir(dir.path().join("sub")).expect("a folder");
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(&input, dir.path().join("link.xlsx")).expect("linked");
            fs::hard_link(&input, dir.path().join("hard.xlsx")).expect("linked");
            names.extend([dir.path().join("link.xlsx"), dir.path().join("hard.xlsx")]);
        }
        for name in names {
            let got = check_targets(&[&input], &[&name], true);
            assert!(matches!(got, Err(Error::Collision { .. })), "{}: {got:?}", name.display());
        }
        let (a, b) = (dir.path().join("a"), dir.path().join("b"));
        assert!(check_targets(&[&input], &[&a, &b], false).is_ok());
        assert!(matches!(check_targets(&[&input], &[&a, &a], false), Err(Error::SameOutput { .. })));
    }

    #[test]
    fn one_folder_has_many_names() {
        let dir = tempfile::tempdir().expect("a folder");
        let (a, b) = (dir.path().join("./a.xlsx"), dir.path().join("..").join(dir.path()).join("b.xlsx"));
        assert!(super::same_folder(&a, &b));
        assert!(super::same_folder("a".as_ref(), "./b".as_ref()));
        assert!(!super::same_folder(&a, "b.xlsx".as_ref()));
    }

    #[test]
    fn outputs_that_belong_together_appear_all_or_not_at_all() {
        let dir = tempfile::tempdir().expect("a folder");
        let names = ["一", "二", "三"].map(|n| dir.path().join(n));
        let pending = || names.each_ref().map(|n| prepare(n, b"ours").expect("written"));
        // Somebody else is quicker with the third name.
        let late = pending();
        fs::write(&names[2], b"theirs").expect("written");
        let got = publish_all(late);
        assert!(matches!(&got, Err(Error::Exists { path }) if *path == names[2]), "{got:?}");
        let left: Vec<_> = fs::read_dir(dir.path()).expect("listed").flatten().map(|e| e.path()).collect();
        assert_eq!(left, [names[2].clone()]);
        assert_eq!(fs::read(&names[2]).expect("readable"), b"theirs");
        fs::remove_file(&names[2]).expect("removed");
        publish_all(pending()).expect("all three");
        assert!(names.iter().all(|n| n.exists()));
    }

    #[test]
    fn a_path_of_windows_is_shown_as_people_write_it() {
        for (resolved, shown) in [
            (r"\\?\C:\客先\調査票 1.xlsx", r"C:\客先\調査票 1.xlsx"),
            (r"\\?\UNC\server\share\a.xlsx", r"\\server\share\a.xlsx"),
            (r"\\?\Volume{1}\a.xlsx", r"\\?\Volume{1}\a.xlsx"),
            (r"C:\a.xlsx", r"C:\a.xlsx"),
            ("/home/客先/a.xlsx", "/home/客先/a.xlsx"),
            ("", ""),
        ] {
            assert_eq!(plain(resolved), shown);
        }
        let long = format!(r"\\?\C:\{}.xlsx", "長".repeat(300));
        assert_eq!(plain(&long), long);
    }

    #[test]
    fn a_folder_that_is_not_there_is_said_to_be_missing() {
        let got = prepare(std::path::Path::new("no/such/folder/x.xlsx"), b"x").map(|_| ());
        assert!(matches!(got, Err(Error::Write { .. })), "{got:?}");
    }
}
