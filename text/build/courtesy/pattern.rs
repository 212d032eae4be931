//! Forms as the matcher reads them: folded text with its alternatives still in parentheses.
//!
//! Written out, a language's forms are thousands and weigh twice as much in a package as what their author wrote.

use super::forms::{alternatives, fold, fold_letters};
use super::letters;

/// The pattern of a form. The matcher passes over a space too many, but for one at the end; where that stands, or where
/// folding reaches across a parenthesis, these are the forms written out.
pub fn patterns(form: &str, written_out: &[String]) -> Vec<String> {
    let mut plain: Vec<String> = written_out.iter().map(|form| fold(form)).collect();
    plain.sort();
    plain.dedup();
    let pattern = folded(form.trim());
    let mut same = alternatives(&pattern).unwrap_or_default();
    if same.iter().any(|form| form.ends_with(' ')) {
        return plain;
    }
    for form in &mut same {
        *form = form.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    same.sort();
    same.dedup();
    if same == plain { vec![pattern] } else { plain }
}

/// Folds all but the parentheses. Apostrophes go, as they do inside words.
fn folded(form: &str) -> String {
    let letters = fold_letters(form);
    let sign = |c: char| matches!(c, '(' | '|' | ')');
    let joins = |c: Option<&char>| c.is_some_and(|&c| letters::is_word(c) || sign(c));
    let kept = (0..letters.len()).filter(|&index| {
        letters[index] != '\''
            || index == 0
            || !joins(letters.get(index - 1))
            || !joins(letters.get(index + 1))
    });
    kept.map(|index| letters[index]).collect()
}
