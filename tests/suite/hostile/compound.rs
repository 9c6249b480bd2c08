//! Compound files, well or badly made: a header, one table of sectors, a directory, streams.

const SECTOR: usize = 512;
const END: u32 = 0xFFFF_FFFE;
const FREE: u32 = 0xFFFF_FFFF;
const TABLE: u32 = 0xFFFF_FFFD;

/// A compound file in the making. Sectors are numbered as they are put in.
pub(crate) struct Compound {
    sectors: Vec<[u8; SECTOR]>,
    next: Vec<u32>,
    entries: Vec<Vec<u8>>,
}

impl Compound {
    pub(crate) fn new() -> Self {
        Self { sectors: Vec::new(), next: Vec::new(), entries: vec![entry("Root Entry", 5, END, 0, 1)] }
    }

    /// Puts bytes in; the number of the first sector.
    fn put(&mut self, bytes: &[u8]) -> u32 {
        let first = self.sectors.len();
        for chunk in bytes.chunks(SECTOR) {
            let mut sector = [0; SECTOR];
            sector[..chunk.len()].copy_from_slice(chunk);
            self.sectors.push(sector);
            self.next.push(number(self.sectors.len()));
        }
        *self.next.last_mut().expect("something was put in") = END;
        number(first)
    }

    /// With a stream, padded to a length that needs no small sectors.
    pub(crate) fn stream(mut self, name: &str, content: &[u8]) -> Self {
        let mut content = content.to_vec();
        content.resize(content.len().max(4096), 0);
        let first = self.put(&content);
        let right = number(self.entries.len()) + 1;
        self.entries.push(entry(name, 2, first, number(content.len()), FREE));
        if self.entries.len() > 2 {
            let before = self.entries.len() - 2;
            self.entries[before][72..76].copy_from_slice(&(right - 1).to_le_bytes());
        }
        self
    }

    /// With so many streams of nothing, each the left neighbour of the one before.
    pub(crate) fn crowd(mut self, count: usize) -> Self {
        for n in 0..count {
            let before = self.entries.len() - 1;
            let here = number(self.entries.len());
            self.entries[before][68..72].copy_from_slice(&here.to_le_bytes());
            self.entries.push(entry(&format!("x{n}"), 2, END, 0, FREE));
        }
        self
    }

    /// The file. `bend` may change what follows each sector, and the header.
    pub(crate) fn file(mut self, bend: impl FnOnce(&mut Vec<u32>, &mut [u8; SECTOR])) -> Vec<u8> {
        let directory = self.entries.concat();
        let directory = self.put(&directory);
        let tables = (self.next.len() + 1).div_ceil(SECTOR / 4 - 1);
        let first_table = number(self.next.len());
        self.next.extend((0..tables).map(|_| TABLE));
        let mut header = [0u8; SECTOR];
        header[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
        let mut set = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
        set(24, &[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
        set(44, &number(tables).to_le_bytes());
        set(48, &directory.to_le_bytes());
        set(56, &4096u32.to_le_bytes());
        set(60, &END.to_le_bytes());
        set(68, &END.to_le_bytes());
        set(76, &[0xFF; SECTOR - 76]);
        for n in 0..tables.min(109) {
            set(76 + 4 * n, &(first_table + number(n)).to_le_bytes());
        }
        bend(&mut self.next, &mut header);
        self.next.resize(tables * (SECTOR / 4), FREE);
        let table: Vec<u8> = self.next.iter().flat_map(|n| n.to_le_bytes()).collect();
        [header.to_vec(), self.sectors.concat(), table].concat()
    }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).expect("a small file")
}

/// A directory entry; `child` is that of a storage.
fn entry(name: &str, kind: u8, start: u32, size: u32, child: u32) -> Vec<u8> {
    let mut out = vec![0u8; 128];
    let units: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    out[..units.len()].copy_from_slice(&units);
    out[64..66].copy_from_slice(&u16::try_from(units.len()).expect("short").to_le_bytes());
    out[66] = kind;
    out[67] = 1;
    out[68..76].fill(0xFF);
    out[76..80].copy_from_slice(&child.to_le_bytes());
    out[116..120].copy_from_slice(&start.to_le_bytes());
    out[120..124].copy_from_slice(&size.to_le_bytes());
    out
}
