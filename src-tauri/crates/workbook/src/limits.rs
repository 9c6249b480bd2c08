//! How large a workbook may be. Honest questionnaires stay far below: 20,000 rows of 50 columns
//! inflate to about 50 MB. What is larger is refused by name and size before it costs memory.
//!
//! With these, the worst of the accepted files stay below 500 MB of memory and 10 s of processor time,
//! also while they are filled, which reads the output again beside the original; `tests/suite/hostile`
//! holds that.

/// Bytes of a file.
pub const FILE: u64 = 200 << 20;
/// Bytes of a file that is no package (text, .xls, encrypted), and of a part of records: several copies of
/// it, decoded, are held at once.
pub const UNPACKED: u64 = 64 << 20;
/// Entries of a package.
pub const ENTRIES: u64 = 10_000;
/// Bytes of one part that holds cells or their texts, inflated.
pub const PART: u64 = 200 << 20;
/// Bytes of one of the other parts that are read, inflated.
pub const SIDE_PART: u64 = 48 << 20;
/// Bytes of all parts of a package, inflated, images included.
pub const PACKAGE: u64 = 1 << 30;
/// Bytes of all parts that are read, inflated.
pub const READ: u64 = 400 << 20;
/// Parts above [`RATIO_FROM`] may be this many times larger inflated than packed. Deflate reaches
/// 1,032; worksheets of equal rows were measured at 20 to 60.
pub const RATIO: u64 = 300;
/// Parts smaller than this may have any ratio: they do no harm.
pub const RATIO_FROM: u64 = 32 << 20;
/// Cells of a workbook, empty ones with a style included.
pub const CELLS: u64 = 1_500_000;
/// Bytes of text in the shared strings, cells, notes and validations of a workbook, each counted where
/// it is kept: one shared string named by a million cells would otherwise become a million copies.
pub const TEXT: u64 = 180 << 20;
/// Merged regions, validation ranges, comments and the like, each kind on its own, of one sheet.
pub const RANGES: u64 = 500_000;
/// Depth of elements in a part.
pub(crate) const DEPTH: usize = 256;
/// Warnings about dropdowns of one sheet; a workbook that has one such list has hundreds.
pub(crate) const WARNINGS: usize = 50;
