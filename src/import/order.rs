//! Putting things in order. The standard library's sort stands in the package once for each kind of thing, three to four
//! kilobytes each; here the one kind that is sorted are keys with places.

/// Puts items in the order of their keys; those of one key stay as they were.
pub fn order<T>(items: &mut Vec<T>, key: &dyn Fn(&T) -> i64) {
    let keys: Vec<i64> = items.iter().map(key).collect();
    if keys.is_sorted() {
        return;
    }
    let mut old: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(
        places(&keys)
            .iter()
            .filter_map(|place| old[*place as usize].take()),
    );
}

/// The places of these keys, the least first; equal ones in turn. A list that holds all of them is never longer than
/// 4 billion.
pub fn places(keys: &[i64]) -> Vec<u32> {
    let mut places: Vec<(i64, u32)> = keys.iter().copied().zip(0..).collect();
    places.sort_unstable();
    places.into_iter().map(|(_, place)| place).collect()
}

/// The key of a moment; what has none comes first.
pub fn moment(t: Option<f64>) -> i64 {
    // As `f64::total_cmp` orders them.
    let bits = t.unwrap_or_default().to_bits() as i64;
    bits ^ (((bits >> 63) as u64) >> 1) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_come_in_order_and_equal_ones_stay() {
        let mut items = vec![(3, 'a'), (1, 'b'), (3, 'c'), (-2, 'd'), (1, 'e')];
        order(&mut items, &|(key, _)| *key);
        assert_eq!(items, [(-2, 'd'), (1, 'b'), (1, 'e'), (3, 'a'), (3, 'c')]);
    }

    #[test]
    fn moments_order_as_numbers_do() {
        let times = [-1e12, -0.5, 0.0, 0.25, 0.5, 1.7e12, 1.7e12 + 0.25];
        assert!(times.map(|t| moment(Some(t))).is_sorted());
        assert_eq!(moment(None), moment(Some(0.0)));
    }
}
