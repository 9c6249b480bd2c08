//! The zip package around a workbook: its entries, checked before anything is inflated; its parts,
//! inflated under limits; and the relationships that lead from one part to another.
//!
//! Nothing here knows what a worksheet is.

use crate::error::{Error, Limit, NameFault, OverLimit, PartFault};
use crate::limits;
use crate::xml::{Xml, attr};
use quick_xml::events::Event;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{BufReader, Cursor, Read};
use zip::read::ZipFile;
use zip::{CompressionMethod, ZipArchive};

/// Signature of an entry in the central directory of a zip.
const DIRECTORY_ENTRY: &[u8; 4] = b"PK\x01\x02";

/// A zip package whose entries are named, sized and placed as an honest one's are.
pub(crate) struct Package<'a> {
    bytes: &'a [u8],
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Index of an entry by its name in lower case with `/` between folders: OPC names ignore case,
    /// and some writers put backslashes.
    index: BTreeMap<String, usize>,
    /// Bytes that may still be inflated from this package.
    left: u64,
}

/// The inflated bytes of one part, cut off at its limits.
type PartReader<'p, 'a> = BufReader<Bounded<ZipFile<'p, Cursor<&'a [u8]>>>>;

impl<'a> Package<'a> {
    /// Checks the package as a whole.
    ///
    /// # Errors
    /// Not a readable zip, too large by number or size, entries with unsafe or double names.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        too_large(Limit::File, None, bytes.len() as u64, limits::FILE)?;
        // The zip reader keeps a record for each entry before we see any, so count first. Signatures
        // inside other data are chance or a zip inside the zip: allow for some.
        let entries = bytes.windows(4).filter(|w| w == DIRECTORY_ENTRY).count() as u64;
        too_large(Limit::Entries, None, entries, 4 * limits::ENTRIES)?;
        let broken = |e: zip::result::ZipError| Error::BrokenPackage { why: e.to_string() };
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        too_large(Limit::Entries, None, archive.len() as u64, limits::ENTRIES)?;
        if archive.has_duplicate_names() {
            return Err(Error::EntryName { name: "?".to_owned(), why: NameFault::Twice });
        }
        let index = names(&archive)?;
        sizes(&archive)?;
        if archive.has_overlapping_entries().map_err(broken)? {
            let why = "entries overlap".to_owned();
            return Err(Error::BrokenPackage { why });
        }
        Ok(Self { bytes, archive, index, left: limits::READ })
    }

    /// Is there a part of this name?
    pub(crate) fn has(&self, name: &str) -> bool {
        self.position(name).is_some()
    }

    /// Names of all entries, folders included, in lower case with `/` between folders.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.index.keys().map(String::as_str)
    }

    /// The place of a part among the entries. A name that a relationship wrote with percent signs
    /// may stand in the package either way.
    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        let key = key(name);
        self.index.get(&key).or_else(|| self.index.get(&key.replace("%20", " "))).copied()
    }

    /// Reads the XML of a part with `read`, to its end. `None` when there is no such part.
    ///
    /// # Errors
    /// What `read` found, or what is wrong with the part, with its name and place.
    pub(crate) fn read_xml<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut Xml<'_>) -> Result<T, PartFault>,
    ) -> Result<Option<T>, Error> {
        self.read(name, limits::SIDE_PART, read)
    }

    /// As [`Package::read_xml`], for the parts that hold cells and their texts.
    pub(crate) fn read_large<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut Xml<'_>) -> Result<T, PartFault>,
    ) -> Result<Option<T>, Error> {
        self.read(name, limits::PART, read)
    }

    fn read<T>(
        &mut self,
        name: &str,
        limit: u64,
        read: impl FnOnce(&mut Xml<'_>) -> Result<T, PartFault>,
    ) -> Result<Option<T>, Error> {
        let Some(mut source) = self.reader(name, limit)? else { return Ok(None) };
        let mut xml = Xml::new(&mut source);
        let outcome = (|| {
            xml.refuse_wide()?;
            let value = read(&mut xml)?;
            xml.finish()?;
            Ok(value)
        })();
        let offset = xml.position();
        drop(source);
        self.left = self.left.saturating_sub(offset);
        outcome.map(Some).map_err(|why: PartFault| why.at(name, offset))
    }

    /// The bytes of a part. `None` when there is no such part.
    ///
    /// # Errors
    /// It cannot be inflated, or is too large.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        self.bytes_within(name, limits::PART)
    }

    /// The same, for a part that must not be larger than `limit`.
    pub(crate) fn bytes_within(&mut self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, Error> {
        let Some(mut source) = self.reader(name, limit)? else { return Ok(None) };
        let mut bytes = Vec::new();
        let result = source.read_to_end(&mut bytes);
        drop(source);
        self.left = self.left.saturating_sub(bytes.len() as u64);
        result.map_err(|e| PartFault::from_io(&e).at(name, bytes.len() as u64))?;
        Ok(Some(bytes))
    }

    /// How many entries there are, folders included.
    pub(crate) fn len(&self) -> usize {
        self.archive.len()
    }

    /// An entry as it lies in the package: what it is called, how and to what it is packed.
    pub(crate) fn entry(&mut self, position: usize) -> Result<Entry<'a>, Error> {
        let broken = |e: zip::result::ZipError| Error::BrokenPackage { why: e.to_string() };
        let bytes = self.bytes;
        let entry = self.archive.by_index_raw(position).map_err(broken)?;
        let name = entry.name().map_err(broken)?.into_owned();
        let start = entry.data_start().and_then(|s| usize::try_from(s).ok());
        let length = usize::try_from(entry.compressed_size()).ok();
        let packed = start.zip(length).and_then(|(s, l)| bytes.get(s..s.checked_add(l)?));
        let packed = packed.ok_or_else(|| Error::BrokenPackage { why: name.clone() })?;
        let (method, crc, size) = (entry.compression(), entry.crc32(), entry.size());
        Ok(Entry { folder: entry.is_dir(), name, packed, method, crc, size })
    }

    /// SHA-256 of the inflated content of an entry, in hexadecimal.
    ///
    /// # Errors
    /// It cannot be inflated.
    pub(crate) fn sha256(&mut self, position: usize) -> Result<String, Error> {
        let name = self.entry(position)?.name;
        let fault = |why: PartFault| why.at(&name, 0);
        let entry = self.archive.by_index(position).map_err(|e| fault(PartFault::Inflate(e.to_string())))?;
        let (left, over) = (entry.size(), OverLimit(Limit::Part, entry.size()));
        let mut source = Bounded { inner: entry, left, over };
        let mut hash = Sha256::new();
        let mut buffer = vec![0; 64 * 1024];
        loop {
            match source.read(&mut buffer) {
                Ok(0) => break,
                Ok(got) => hash.update(&buffer[..got]),
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
                Err(e) => return Err(fault(PartFault::from_io(&e))),
            }
        }
        Ok(hex(&hash.finalize()))
    }

    fn reader(&mut self, name: &str, limit: u64) -> Result<Option<PartReader<'_, 'a>>, Error> {
        let Some(position) = self.position(name) else { return Ok(None) };
        let left = self.left;
        let entry =
            self.archive.by_index(position).map_err(|e| PartFault::Inflate(e.to_string()).at(name, 0))?;
        too_large(Limit::Part, Some(name), entry.size(), limit)?;
        let bounded = if left < entry.size() {
            Bounded { inner: entry, left, over: OverLimit(Limit::Package, limits::READ) }
        } else {
            // What inflates to more than it declares lies about its size: the bound is the declaration.
            Bounded { left: entry.size(), over: OverLimit(Limit::Part, entry.size()), inner: entry }
        };
        Ok(Some(BufReader::with_capacity(64 * 1024, bounded)))
    }

    /// The relationships of a part, by id; empty when it has none. `""` is the package itself.
    ///
    /// # Errors
    /// The relationships part cannot be read.
    pub(crate) fn relationships(&mut self, part: &str) -> Result<Vec<Relationship>, Error> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let name = format!("{folder}{slash}_rels/{file}.rels");
        let folder = folder.to_owned();
        let found = self.read_xml(&name, |xml| {
            xml.root("Relationships")?;
            let mut all = Vec::new();
            loop {
                match xml.next()? {
                    Event::Start(e) => {
                        let external = attr(&e, "TargetMode")?.is_some_and(|m| m == "External");
                        let id = attr(&e, "Id")?.unwrap_or_default().into_owned();
                        let kind = attr(&e, "Type")?.unwrap_or_default();
                        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                        let target = attr(&e, "Target")?.unwrap_or_default();
                        if !external && let Some(target) = join(&folder, &target) {
                            all.push(Relationship { id, kind, target });
                        }
                        xml.skip()?;
                    }
                    Event::End(_) => return Ok(all),
                    _ => {}
                }
            }
        })?;
        Ok(found.unwrap_or_default())
    }
}

/// An entry of a package as it lies there.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Entry<'a> {
    /// A folder has no content.
    pub(crate) folder: bool,
    pub(crate) name: String,
    pub(crate) packed: &'a [u8],
    pub(crate) method: CompressionMethod,
    pub(crate) crc: u32,
    pub(crate) size: u64,
}

/// A way from one part to another inside the package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Relationship {
    /// The id by which the XML of the source names it.
    pub(crate) id: String,
    /// The last segment of its type: the same in Transitional and Strict files.
    pub(crate) kind: String,
    /// The name of the part it leads to.
    pub(crate) target: String,
}

/// A target relative to a folder, or absolute, as the name of a part; `None` when it leads outside.
fn join(folder: &str, target: &str) -> Option<String> {
    let target = target.replace('\\', "/");
    let mut path: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|s| !s.is_empty()).collect(),
    };
    for segment in target.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                path.pop()?;
            }
            name => path.push(name),
        }
    }
    Some(path.join("/"))
}

fn key(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_lowercase()
}

fn names(archive: &ZipArchive<Cursor<&[u8]>>) -> Result<BTreeMap<String, usize>, Error> {
    let mut index = BTreeMap::new();
    for position in 0..archive.len() {
        let unreadable = || Error::EntryName { name: format!("#{position}"), why: NameFault::Unreadable };
        let entry = archive.by_index_data(position).map_err(|_| unreadable())?;
        let name = entry.name().map_err(|_| unreadable())?.into_owned();
        let fault = |why| Err(Error::EntryName { name: name.chars().take(200).collect(), why });
        if name.is_empty() || name.chars().any(char::is_control) {
            return fault(NameFault::Unreadable);
        }
        let slashed = name.replace('\\', "/");
        let drive = slashed.as_bytes().get(1) == Some(&b':');
        if slashed.starts_with('/') || drive || slashed.split('/').any(|s| s == "..") {
            return fault(NameFault::Outside);
        }
        if index.insert(key(&name), position).is_some() {
            return fault(NameFault::Twice);
        }
    }
    Ok(index)
}

fn sizes(archive: &ZipArchive<Cursor<&[u8]>>) -> Result<(), Error> {
    let mut total = 0u64;
    for position in 0..archive.len() {
        let entry =
            archive.by_index_data(position).map_err(|e| Error::BrokenPackage { why: e.to_string() })?;
        let (packed, inflated) = (entry.compressed_size(), entry.size());
        let name = entry.name().unwrap_or_default();
        total = total.saturating_add(inflated);
        if inflated >= limits::RATIO_FROM {
            too_large(Limit::Ratio, Some(&name), inflated / packed.max(1), limits::RATIO)?;
        }
    }
    too_large(Limit::Package, None, total, limits::PACKAGE)
}

fn too_large(what: Limit, part: Option<&str>, size: u64, limit: u64) -> Result<(), Error> {
    if size <= limit {
        return Ok(());
    }
    Err(Error::TooLarge { what, part: part.map(ToOwned::to_owned), size, limit })
}

/// A reader that fails, instead of ending quietly, when more comes than may come.
struct Bounded<R> {
    inner: R,
    left: u64,
    over: OverLimit,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        // One byte more than allowed is asked for, so that the end and the excess are told apart.
        let ask = usize::try_from(self.left.saturating_add(1)).unwrap_or(usize::MAX).min(buf.len());
        let got = self.inner.read(&mut buf[..ask])?;
        self.left = self.left.checked_sub(got as u64).ok_or_else(|| std::io::Error::other(self.over))?;
        Ok(got)
    }
}

impl Xml<'_> {
    /// UTF-16 would be read as garbage or decoded behind our back, by build features: refuse both.
    pub(crate) fn refuse_wide(&mut self) -> Result<(), PartFault> {
        let start = self.peek().map_err(|e| PartFault::from_io(&e))?;
        let wide = matches!(start, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, ..] | [_, 0, ..]);
        if wide { Err(PartFault::Encoding("UTF-16/32".to_owned())) } else { Ok(()) }
    }
}

/// SHA-256 of these bytes, in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn targets_resolve_inside_the_package_only() {
        let cases = [
            ("xl", "worksheets/sheet1.xml", Some("xl/worksheets/sheet1.xml")),
            ("xl", "/xl/worksheets/sheet1.xml", Some("xl/worksheets/sheet1.xml")),
            ("xl/worksheets", "../tables/table1.xml", Some("xl/tables/table1.xml")),
            ("xl/worksheets", "..\\comments1.xml", Some("xl/comments1.xml")),
            ("", "./xl/workbook.xml", Some("xl/workbook.xml")),
            ("xl", "../../etc/passwd", None),
        ];
        for (folder, target, want) in cases {
            assert_eq!(join(folder, target).as_deref(), want, "{folder} + {target}");
        }
    }
}
