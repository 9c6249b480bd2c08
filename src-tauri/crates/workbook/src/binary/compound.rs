//! One stream out of a compound file. Only what is needed for that is read, and nothing is trusted but
//! chains of sectors that end: some writers leave tables longer than their files, which stricter
//! readers refuse.

use super::records::Bytes;

/// Marks in the tables; every number from here on is none of a sector.
const LAST_SECTOR: u32 = 0xFFFF_FFFA;
/// Length of a directory entry.
const ENTRY: usize = 128;

/// The first of these streams that the file has. `None` when it has none of them, or they cannot be read.
pub(crate) fn stream(file: &[u8], names: &[&str]) -> Option<Vec<u8>> {
    let shift = u32::from(file.u16_at(30)?);
    let mini_shift = u32::from(file.u16_at(32)?);
    if !matches!(shift, 9 | 12) || mini_shift != 6 {
        return None;
    }
    let size = 1usize << shift;
    let sector = |n: u32| {
        let at = (usize::try_from(n).ok()?.checked_add(1)?).checked_mul(size)?;
        // The last sector may be cut short.
        file.get(at..file.len().min(at.checked_add(size)?)).filter(|s| !s.is_empty())
    };
    let table = table(file, size, sector)?;
    let most = file.len() / size + 1;
    let directory = chain(file.u32_at(48)?, &table, most, sector)?;
    let entry = |name: &str| {
        let wanted: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        // Names are the same in capitals.
        let named = |e: &&[u8]| e[..wanted.len()].eq_ignore_ascii_case(&wanted);
        directory.chunks_exact(ENTRY).find(|e| named(e) && e.u8_at(66) == Some(2))
    };
    let found = names.iter().find_map(|name| entry(name))?;
    let length = usize::try_from(found.u32_at(120)?).ok()?;
    let mut bytes = if found.u32_at(120)? < file.u32_at(56)? {
        let root = directory.chunks_exact(ENTRY).next()?;
        let small = chain(root.u32_at(116)?, &table, most, sector)?;
        let small_table = numbers(&chain(file.u32_at(60)?, &table, most, sector)?);
        let most = (small.len() >> mini_shift) + 1;
        let piece = |n: u32| {
            let at = usize::try_from(n).ok()?.checked_mul(1 << mini_shift)?;
            small.get(at..small.len().min(at.checked_add(1 << mini_shift)?)).filter(|s| !s.is_empty())
        };
        chain(found.u32_at(116)?, &small_table, most, piece)?
    } else {
        chain(found.u32_at(116)?, &table, most, sector)?
    };
    bytes.truncate(length);
    Some(bytes)
}

/// For each sector the one that follows it.
fn table<'a>(file: &'a [u8], size: usize, sector: impl Fn(u32) -> Option<&'a [u8]>) -> Option<Vec<u32>> {
    let mut places: Vec<u32> = (0..109).filter_map(|n| file.u32_at(76 + 4 * n)).collect();
    let mut more = file.u32_at(68)?;
    // Each sector of places names the next in its last number; there are not more of them than sectors.
    let mut left = file.len() / size;
    while more < LAST_SECTOR && left > 0 {
        let mut numbers = numbers(sector(more)?);
        more = numbers.pop()?;
        places.extend(numbers);
        left -= 1;
    }
    places.truncate(file.len() / size + 1);
    let sectors = places.into_iter().filter(|&n| n < LAST_SECTOR).map_while(sector);
    Some(sectors.flat_map(numbers).collect())
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.as_chunks::<4>().0.iter().map(|&b| u32::from_le_bytes(b)).collect()
}

/// The sectors of a chain, one after the other; `None` for a chain that leaves the file or goes round:
/// one that has more than `most` sectors, which is as many as there are, visits one of them twice.
fn chain<'a>(
    start: u32,
    table: &[u32],
    most: usize,
    sector: impl Fn(u32) -> Option<&'a [u8]>,
) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let (mut at, mut left) = (start, most);
    while at < LAST_SECTOR {
        left = left.checked_sub(1)?;
        out.extend_from_slice(sector(at)?);
        at = *table.get(usize::try_from(at).ok()?)?;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::stream;

    /// A file of three sectors: the table, the directory, the stream.
    fn file(next: u32) -> Vec<u8> {
        let mut file = vec![0u8; 512 * 4];
        file[30] = 9;
        file[32] = 6;
        file[48] = 1;
        file[68..72].fill(0xFF);
        file[76..80].copy_from_slice(&0u32.to_le_bytes());
        file[80..512].fill(0xFF);
        let table = [0xFFFF_FFFDu32, 0xFFFF_FFFE, next];
        for (n, entry) in table.into_iter().enumerate() {
            file[512 + 4 * n..512 + 4 * n + 4].copy_from_slice(&entry.to_le_bytes());
        }
        let directory = &mut file[1024 + 128..1024 + 256];
        for (n, unit) in "Book".encode_utf16().enumerate() {
            directory[2 * n..2 * n + 2].copy_from_slice(&unit.to_le_bytes());
        }
        directory[66] = 2;
        directory[116] = 2;
        directory[120] = 5;
        file[1536..1541].copy_from_slice(b"hello");
        file
    }

    #[test]
    fn a_stream_is_followed_through_its_sectors() {
        let whole = file(0xFFFF_FFFE);
        assert_eq!(stream(&whole, &["Workbook", "Book"]).as_deref(), Some(&b"hello"[..]));
        assert_eq!(stream(&whole, &["Workbook"]), None);
        // Names of entries are the same in capitals.
        assert_eq!(stream(&whole, &["BOOK"]).as_deref(), Some(&b"hello"[..]));
        assert_eq!(stream(&whole[..1800], &["Book"]).as_deref(), Some(&b"hello"[..]));
    }

    #[test]
    fn a_table_said_to_be_as_large_as_the_file_makes_no_long_ring() {
        // Every place of the table is that of one sector, whose numbers all name the sector 2: a ring, to be
        // followed only as often as the file has sectors.
        let mut file = file(2);
        file[76..512].fill(0);
        let start = std::time::Instant::now();
        file.resize(8 << 20, 0);
        file[68..72].copy_from_slice(&3u32.to_le_bytes());
        assert_eq!(stream(&file, &["Book"]), None);
        assert!(start.elapsed().as_secs() < 5);
    }

    #[test]
    fn rings_and_holes_end() {
        assert_eq!(stream(&file(2), &["Book"]), None);
        assert_eq!(stream(&file(77), &["Book"]), None);
        let whole = file(0xFFFF_FFFE);
        for length in 0..whole.len() {
            // Only must not panic or hang.
            let read = stream(&whole[..length], &["Book"]);
            assert!(read.is_none_or(|r| b"hello".starts_with(&r)), "{length}");
        }
    }
}
