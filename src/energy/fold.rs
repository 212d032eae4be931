//! One spelling for the many spellings of a model's name. Shared by the build script, which sorts the
//! catalogue by it, and by the lookup, which must sort the same way.

/// Folds a name: lower case (names of models are written in ASCII), letters, digits and `/` kept, every run of anything else one hyphen, no hyphen
/// at either end. `GPT-5.5` and `gpt-5-5` fold to the same text.
pub fn fold(label: &str) -> String {
    let mut folded = String::with_capacity(label.len());
    let mut gap = false;
    for sign in label.chars().map(|sign| sign.to_ascii_lowercase()) {
        if sign.is_alphanumeric() || sign == '/' {
            if gap && !folded.is_empty() {
                folded.push('-');
            }
            gap = false;
            folded.push(sign);
        } else {
            gap = true;
        }
    }
    folded
}

/// Cuts a date from the end of a folded name: `-2025-08-07`, `-20250807`, `-08-2024`, `-05-20` or four digits
/// (`-2512`). Returns `None` where there is none.
pub fn without_date(folded: &str) -> Option<&str> {
    const SHAPES: [&[usize]; 5] = [&[4, 2, 2], &[8], &[2, 4], &[2, 2], &[4]];
    SHAPES.iter().find_map(|shape| {
        let mut rest = folded;
        for &digits in shape.iter().rev() {
            let (head, tail) = rest.rsplit_once('-')?;
            if tail.len() != digits || !tail.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            rest = head;
        }
        (!rest.is_empty()).then_some(rest)
    })
}
