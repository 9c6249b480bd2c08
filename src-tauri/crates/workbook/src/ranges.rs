//! Finding the range that holds a cell among very many ranges.

use crate::address::{CellRange, CellRef};
use std::ops::ControlFlow;

/// Ranges sorted so that those over a cell are found without looking at all of them: a tree laid out
/// in an array (the middle of each slice is its root), where each node knows the last row that
/// anything below it reaches.
#[derive(Debug, Clone, Default)]
pub(crate) struct RangeIndex {
    /// Sorted by first cell; with each range its place in the list it came from.
    ranges: Vec<(CellRange, usize)>,
    reach: Vec<u32>,
}

impl RangeIndex {
    pub(crate) fn new(ranges: impl IntoIterator<Item = CellRange>) -> Self {
        let mut ranges: Vec<_> = ranges.into_iter().enumerate().map(|(i, r)| (r, i)).collect();
        ranges.sort_unstable();
        let mut reach = vec![0; ranges.len()];
        fill_reach(&ranges, &mut reach);
        Self { ranges, reach }
    }

    /// Some range that holds the cell, with its place in the original list; of several the one that
    /// starts first.
    pub(crate) fn find(&self, at: CellRef) -> Option<(CellRange, usize)> {
        let mut found = None;
        let _ = visit(&self.ranges, &self.reach, at, &mut |range, place| {
            found = Some((range, place));
            ControlFlow::Break(())
        });
        found
    }

    /// The places in the original list of all ranges that hold the cell, in ascending order.
    pub(crate) fn all(&self, at: CellRef) -> Vec<usize> {
        let mut places = Vec::new();
        let _ = visit(&self.ranges, &self.reach, at, &mut |_, place| {
            places.push(place);
            ControlFlow::Continue(())
        });
        places.sort_unstable();
        places
    }

    pub(crate) fn contains(&self, at: CellRef) -> bool {
        self.find(at).is_some()
    }

    /// How many ranges it was made from.
    pub(crate) fn len(&self) -> usize {
        self.ranges.len()
    }
}

fn fill_reach(ranges: &[(CellRange, usize)], reach: &mut [u32]) -> u32 {
    let middle = ranges.len() / 2;
    let Some((range, _)) = ranges.get(middle) else { return 0 };
    let (before, rest) = reach.split_at_mut(middle);
    let (node, after) = rest.split_first_mut().expect("the middle is inside");
    let below = fill_reach(&ranges[..middle], before).max(fill_reach(&ranges[middle + 1..], after));
    *node = below.max(range.end.row);
    *node
}

fn visit(
    ranges: &[(CellRange, usize)],
    reach: &[u32],
    at: CellRef,
    found: &mut impl FnMut(CellRange, usize) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let middle = ranges.len() / 2;
    let Some(&(range, place)) = ranges.get(middle) else { return ControlFlow::Continue(()) };
    if reach[middle] < at.row {
        return ControlFlow::Continue(());
    }
    visit(&ranges[..middle], &reach[..middle], at, found)?;
    if range.contains(at) {
        found(range, place)?;
    }
    if range.start.row > at.row {
        return ControlFlow::Continue(());
    }
    visit(&ranges[middle + 1..], &reach[middle + 1..], at, found)
}

#[cfg(test)]
mod tests {
    use super::RangeIndex;
    use crate::address::{CellRange, CellRef};
    use proptest::prelude::*;

    fn cell() -> impl Strategy<Value = CellRef> {
        (1..20u32, 1..8u32).prop_map(|(row, column)| CellRef::new(row, column))
    }

    proptest! {
        #[test]
        fn finds_a_range_exactly_when_one_holds_the_cell(
            corners in prop::collection::vec((cell(), cell()), 0..40),
            at in cell(),
        ) {
            let ranges: Vec<_> = corners.into_iter().map(|(a, b)| CellRange::new(a, b)).collect();
            let index = RangeIndex::new(ranges.iter().copied());
            let found = index.find(at);
            let naive = ranges.iter().filter(|r| r.contains(at)).min().copied();
            prop_assert_eq!(found.map(|(r, _)| r), naive);
            if let Some((range, place)) = found {
                prop_assert_eq!(ranges[place], range);
            }
            let all: Vec<_> = (0..ranges.len()).filter(|&i| ranges[i].contains(at)).collect();
            prop_assert_eq!(index.all(at), all);
        }
    }
}
