//! What of a breakdown may be shown: courtesy by category, messages by kind of site, pupils by number of messages.
//!
//! A breakdown divides a total that is shown, so what is not shown follows, all together, from the rest. Cells are therefore
//! told apart one after the other, always in the same order, for as long as both the cell and all that is left after it are
//! of **six** pupils who have something there: five besides any one of them. With five as the bound, "hidden" would tell of
//! four known pupils that the one who is not known has nothing there; with six, a cell in which fewer than five others have
//! something looks the same whatever one pupil has. The order is fixed and the smallest is not looked for, since a choice by
//! size would tell of sizes. For the same reason nobody's is hidden as few people's.

use super::gather::LEAST;

/// The cells' sums, none where hidden. `pupils` holds each pupil's value in every cell, `order` the order in which cells are
/// told apart: what most have something in comes first.
pub fn shown_cells(pupils: &[Vec<u64>], order: &[usize]) -> Vec<Option<u64>> {
    let are_enough = |cells: &[usize]| {
        let has = |pupil: &&Vec<u64>| cells.iter().any(|cell| pupil[*cell] > 0);
        cells.is_empty() || pupils.iter().filter(has).count() > LEAST
    };
    let mut sums = vec![None; order.len()];
    for (at, cell) in order.iter().enumerate() {
        if !are_enough(&order[at..=at]) || !are_enough(&order[at + 1..]) {
            break;
        }
        sums[*cell] = Some(pupils.iter().map(|pupil| pupil[*cell]).sum());
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is shown of so many pupils with these values each.
    fn shown(of: &[([u64; 3], usize)]) -> Vec<Option<u64>> {
        let pupils: Vec<Vec<u64>> = of
            .iter()
            .flat_map(|(pupil, times)| vec![pupil.to_vec(); *times])
            .collect();
        shown_cells(&pupils, &[0, 1, 2])
    }

    #[test]
    fn cells_are_told_apart_while_six_are_on_both_sides() {
        assert_eq!(shown(&[([2, 1, 1], 6)]), [Some(12), Some(6), Some(6)]);
        // Five in the last: it follows from the total and the two others, so these are not told apart either.
        assert_eq!(
            shown(&[([2, 1, 1], 5), ([2, 1, 0], 2), ([1, 0, 0], 1)]),
            [Some(15), None, None]
        );
        // Three and three: what is left is of six.
        assert_eq!(
            shown(&[([2, 1, 0], 3), ([2, 0, 1], 3), ([1, 0, 0], 1)]),
            [Some(13), None, None]
        );
        assert_eq!(
            shown(&[([2, 1, 0], 2), ([2, 0, 1], 3), ([1, 0, 0], 2)]),
            [None, None, None]
        );
        // All use one kind, nobody another: to show the one would be to say that of each.
        assert_eq!(shown(&[([2, 0, 0], 30)]), [None, None, None]);
        assert_eq!(shown(&[]), [None, None, None]);
    }
}
