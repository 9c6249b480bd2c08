//! .xls and .xlsb.

use super::Outcome::{Either, Read, Refused};
use super::{Case, DAMAGED, LARGE, case};
use crate::compound::Compound;
use crate::packages::{Parts, relation, relations};

/// Records of BIFF8.
fn biff(records: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let mut out = Vec::new();
    for (kind, data) in records {
        out.extend(kind.to_le_bytes());
        out.extend(u16::try_from(data.len()).expect("short").to_le_bytes());
        out.extend(data);
    }
    out
}

const BOF: &[u8] = &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
const BOF_SHEET: &[u8] = &[0, 6, 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

/// The name of a sheet and the place of its records.
fn bound(place: u32, name: &str) -> (u16, Vec<u8>) {
    let mut data = place.to_le_bytes().to_vec();
    data.extend([0, 0, u8::try_from(name.encode_utf16().count()).expect("short"), 1]);
    data.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
    (0x85, data)
}

/// A stream with one sheet of these records; `globals` stand before it.
fn book(globals: &[(u16, Vec<u8>)], sheet: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let before =
        |place| biff(&[&[(0x809, BOF.to_vec()), bound(place, "回答")], globals, &[(0x0A, vec![])]].concat());
    let place = u32::try_from(before(0).len()).expect("small");
    [before(place), biff(&[&[(0x809, BOF_SHEET.to_vec())], sheet, &[(0x0A, vec![])]].concat())].concat()
}

fn number(row: u16, column: u16) -> (u16, Vec<u8>) {
    let mut data = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
    data.extend(1f64.to_le_bytes());
    (0x203, data)
}

fn xls_of(stream: &[u8]) -> Vec<u8> {
    Compound::new().stream("Workbook", stream).file(|_, _| {})
}

/// A record of .xlsb: its kind in one or two bytes of seven bits, its length in as many as it takes.
fn long(kind: u16, data: &[u8]) -> Vec<u8> {
    let [low, high] = kind.to_le_bytes();
    let mut out = if kind < 128 { vec![low] } else { vec![low | 0x80, high << 1 | low >> 7] };
    let mut length = data.len();
    loop {
        let more = if length > 0x7F { 0x80 } else { 0 };
        out.push(u8::try_from(length & 0x7F).expect("seven bits") | more);
        length >>= 7;
        if length == 0 {
            break;
        }
    }
    out.extend(data);
    out
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut out = u32::try_from(units.len()).expect("short").to_le_bytes().to_vec();
    out.extend(units.into_iter().flat_map(u16::to_le_bytes));
    out
}

/// An .xlsb of one sheet with these records in it.
fn xlsb_of(cells: &[u8], strings: &[u8]) -> Vec<u8> {
    let about = [vec![0; 4], vec![1, 0, 0, 0], wide("rId1"), wide("回答")].concat();
    let book = [long(131, &[]), long(143, &[]), long(156, &about), long(144, &[]), long(132, &[])].concat();
    let sheet =
        [long(129, &[]), long(148, &[0; 16]), long(145, &[]), cells.to_vec(), long(146, &[]), long(130, &[])]
            .concat();
    Parts::default()
        .and("[Content_Types].xml", "<Types/>")
        .and("_rels/.rels", relations(&relation("rId1", "officeDocument", "xl/workbook.bin")))
        .and("xl/workbook.bin", book)
        .and(
            "xl/_rels/workbook.bin.rels",
            relations(
                &(relation("rId1", "worksheet", "worksheets/sheet1.bin")
                    + &relation("rId2", "sharedStrings", "sharedStrings.bin")),
            ),
        )
        .and("xl/worksheets/sheet1.bin", sheet)
        .and("xl/sharedStrings.bin", strings.to_vec())
        .zip()
}

/// Row 1, and a cell in it that names the shared text of this number.
fn shared_cell(number: u32) -> Vec<u8> {
    let cell = [vec![0; 8], number.to_le_bytes().to_vec()].concat();
    [long(0, &[0; 17]), long(7, &cell)].concat()
}

pub(crate) fn binary() -> Vec<Case> {
    let mut out: Vec<Case> = Vec::new();
    let mut add = |name: &str, outcome, make: fn() -> Vec<u8>| out.push(case("xls", name, outcome, make));
    add("plain", Read, || xls_of(&book(&[], &[number(0, 0)])));
    add("directory-in-a-ring", Refused(DAMAGED), || {
        let start = |h: &[u8; 512]| u32::from_le_bytes([h[48], h[49], h[50], h[51]]);
        Compound::new()
            .stream("Workbook", &book(&[], &[]))
            .file(|next, header| next[start(header) as usize] = start(header))
    });
    add("stream-in-a-ring", Refused(DAMAGED), || {
        Compound::new().stream("Workbook", &vec![0; 1 << 20]).file(|next, _| next[100] = 3)
    });
    add("table-of-one-sector-a-million-times", Refused(DAMAGED), || {
        let mut file = Compound::new().stream("Workbook", &book(&[], &[])).file(|next, _| next[2] = 1);
        file[76..512].fill(0);
        file.resize(30 << 20, 0);
        file
    });
    add("small-sectors-without-end", Either, || {
        Compound::new().stream("Workbook", &book(&[], &[number(0, 0)])).file(|_, header| {
            header[60..64].copy_from_slice(&0u32.to_le_bytes());
            header[64..68].copy_from_slice(&u32::MAX.to_le_bytes());
        })
    });
    add("tables-of-tables-in-a-ring", Either, || {
        Compound::new().stream("Workbook", &book(&[], &[number(0, 0)])).file(|_, header| {
            header[68..72].copy_from_slice(&0u32.to_le_bytes());
            header[72..76].copy_from_slice(&u32::MAX.to_le_bytes());
        })
    });
    add("record-longer-than-the-file", Either, || {
        let mut stream = book(&[], &[number(0, 0)]);
        stream.extend([0x03, 0x02, 0xFF, 0xFF]);
        xls_of(&stream)
    });
    add("sheets-over-one-another", Refused(DAMAGED), || {
        let sheet: Vec<_> = (0..60_000).map(|n| number(n, 0)).collect();
        let names: Vec<_> = (0..9_000).map(|n| format!("s{n}")).collect();
        let place = |at| names.iter().map(|n| bound(at, n)).collect::<Vec<_>>();
        let length = u32::try_from(biff(&place(0)).len() + book(&[], &[]).len() - 24).expect("small");
        xls_of(&book(&place(length), &sheet))
    });
    add("dimensions", Read, || {
        let all = [0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF, 0, 0];
        xls_of(&book(&[], &[(0x200, all.to_vec()), number(0, 0), number(65_535, 255)]))
    });
    add("beyond-the-last-column", Read, || {
        xls_of(&book(
            &[],
            &[
                number(65_535, 65_535),
                (0xBD, [vec![0, 0, 0xF0, 0xFF], vec![0; 6 * 300], vec![0, 0]].concat()),
            ],
        ))
    });
    add("shared-texts-that-are-not-there", Read, || {
        let lying = [[0xFF; 8].to_vec(), vec![0xFF, 0xFF, 1, b'a']].concat();
        xls_of(&book(&[(0xFC, lying)], &[(0xFD, vec![0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF])]))
    });
    add("one-long-text-in-every-cell", Refused(LARGE), || {
        let text: Vec<u8> = [
            vec![1, 0, 0, 0, 1, 0, 0, 0, 0xF0, 0x0F, 1],
            "あ".repeat(0xFF0).encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ]
        .concat();
        let cells: Vec<_> =
            (0..60_000u16).map(|n| (0xFD, [n.to_le_bytes().to_vec(), vec![0; 8]].concat())).collect();
        xls_of(&book(&[(0xFC, text)], &cells))
    });
    add("names-that-grow", Either, || {
        let name = |n: u8| {
            (
                0x18,
                [vec![0, 0, 0, 1, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, b'a' + n], vec![0x23, n, 0, 0, 0]]
                    .concat(),
            )
        };
        xls_of(&book(&(0..20).map(name).collect::<Vec<_>>(), &[number(0, 0)]))
    });
    add("password", Refused(&["暗号化"]), || xls_of(&book(&[(0x2F, vec![1, 0, 1, 0])], &[])));
    add("larger-than-any", Refused(LARGE), || {
        let mut file = xls_of(&book(&[], &[]));
        file.resize(100 << 20, 0);
        file
    });
    for part in 1..10 {
        out.push(case("xls", &format!("cut-{part}"), Either, move || {
            let whole =
                std::fs::read(acceptance::root().join("tests/workbooks/shared/d12_xls.xls")).expect("there");
            whole[..whole.len() * part / 10].to_vec()
        }));
        out.push(case("xlsb", &format!("cut-b-{part}"), Refused(DAMAGED), move || {
            let whole =
                std::fs::read(acceptance::root().join("tests/workbooks/binary/sheetjs.xlsb")).expect("there");
            whole[..whole.len() * part / 10].to_vec()
        }));
    }
    let mut add = |name: &str, outcome, make: fn() -> Vec<u8>| out.push(case("xlsb", name, outcome, make));
    add("plain-b", Read, || xlsb_of(&shared_cell(0), &long(19, &[vec![0], wide("質問")].concat())));
    add("text-that-is-not-there", Read, || {
        xlsb_of(&shared_cell(77), &long(19, &[vec![0], wide("質問")].concat()))
    });
    add("short-cell", Read, || {
        xlsb_of(&[long(0, &[0; 4]), long(5, &[0; 9]), long(2, &[0; 3]), long(3, &[])].concat(), &[])
    });
    add("record-without-end", Either, || {
        xlsb_of(&[0x05, 0xFF, 0xFF, 0xFF, 0x7F], &[0x13, 0xFF, 0xFF, 0xFF, 0x7F])
    });
    add("cells-far-off", Read, || {
        let row = [vec![0xFF, 0xFF, 0x0F, 0], vec![0; 13]].concat();
        xlsb_of(
            &[long(0, &row), long(5, &[vec![0xFF; 4], vec![0; 12]].concat()), long(16, &[0; 12])].concat(),
            &[],
        )
    });
    add("strings-without-text", Refused(LARGE), || xlsb_of(&[], &long(19, &[0; 5]).repeat(5_000_000)));
    add("bomb-b", Refused(LARGE), || xlsb_of(&[], &vec![0; 220 << 20]));
    add("large-part-b", Refused(LARGE), || xlsb_of(&long(1, &[7; 100]).repeat(800_000), &[]));
    add("formula-of-names", Read, || {
        xlsb_of(
            &[
                long(0, &[0; 17]),
                long(9, &[vec![0; 16], vec![0, 0], vec![9, 0, 0, 0], vec![0x23; 9]].concat()),
            ]
            .concat(),
            &[],
        )
    });
    out
}
