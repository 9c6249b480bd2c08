//! Writing the package anew: edited parts deflated again, everything else copied as it lies.

use super::splice::{Splice, spliced};
use crate::error::{Error, Mismatch};
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use zip::read::ZipFile;
use zip::result::{ZipError, ZipResult};
use zip::write::FullFileOptions;
use zip::{ExtraField, ZipArchive, ZipWriter};

/// The package with the parts at these positions spliced, entries in their old order with their old
/// names, times and methods.
pub(super) fn rewrite(
    original: &[u8],
    edited: &BTreeMap<usize, (Vec<u8>, Vec<Splice>)>,
) -> Result<Vec<u8>, Error> {
    let failed =
        |e: ZipError| Error::Verification { part: String::new(), why: Mismatch::Unreadable(e.to_string()) };
    write(original, edited).map_err(failed)
}

fn write(original: &[u8], edited: &BTreeMap<usize, (Vec<u8>, Vec<Splice>)>) -> ZipResult<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(original))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(original.len() + original.len() / 8)));
    writer.set_raw_comment(archive.comment().into())?;
    for position in 0..archive.len() {
        let entry = archive.by_index_raw(position)?;
        let Some((part, splices)) = edited.get(&position) else {
            writer.raw_copy_file(entry)?;
            continue;
        };
        let name = entry.name()?.into_owned();
        let options = options(&entry)?;
        drop(entry);
        writer.start_file(name, options)?;
        for slice in spliced(part, splices) {
            writer.write_all(slice)?;
        }
    }
    let mut written = writer.finish()?.into_inner();
    restore_times(&mut archive, &mut written)?;
    Ok(written)
}

/// Puts back the times as they stood. The zip library replaces those that name no day, such as the
/// zeros that SheetJS writes.
fn restore_times(original: &mut ZipArchive<Cursor<&[u8]>>, written: &mut [u8]) -> ZipResult<()> {
    let mut times = Vec::new();
    {
        let mut copy = ZipArchive::new(Cursor::new(&*written))?;
        for position in 0..original.len().min(copy.len()) {
            let (old, new) = (original.by_index_raw(position)?, copy.by_index_raw(position)?);
            times.push((old.central_header_start(), new.header_start(), new.central_header_start()));
        }
    }
    // Signature and time (four bytes) in the header before an entry and in the directory.
    const LOCAL: (&[u8], usize) = (b"PK\x03\x04", 10);
    const DIRECTORY: (&[u8], usize) = (b"PK\x01\x02", 12);
    let source = original.clone().into_inner().into_inner();
    let field = |bytes: &[u8], header: u64, (signature, offset): (&[u8], usize)| {
        let header = usize::try_from(header).ok()?;
        bytes.get(header..)?.starts_with(signature).then_some(header + offset..header + offset + 4)
    };
    for (old, local, central) in times {
        let Some(time) = field(source, old, DIRECTORY).and_then(|r| source.get(r)) else { continue };
        for range in [field(written, local, LOCAL), field(written, central, DIRECTORY)].into_iter().flatten()
        {
            if let Some(there) = written.get_mut(range) {
                there.copy_from_slice(time);
            }
        }
    }
    Ok(())
}

/// What to write an edited entry with: its own method, time, attributes and comment.
fn options(entry: &ZipFile<'_, Cursor<&[u8]>>) -> ZipResult<FullFileOptions<'static, 'static>> {
    let mut options = entry.options().into_full_options();
    if !entry.comment().is_empty() {
        options = options.with_file_comment(entry.comment());
    }
    for field in entry.extra_data_fields() {
        if let ExtraField::ExtendedTimestamp(time) = field {
            options = options.with_extended_timestamp(time.mod_time(), None, None)?;
        }
    }
    Ok(options)
}
