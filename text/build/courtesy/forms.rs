//! Forms as the data files write them: alternatives in parentheses, any case, any accents.

use super::letters::{self, Fold};

/// Most forms one line may stand for.
pub const ALTERNATIVES: usize = 1000;

/// `thank (you|u)` → `thank you`, `thank u`. `None` if the parentheses do not match.
pub fn alternatives(form: &str) -> Option<Vec<String>> {
    let Some(open) = form.find('(') else {
        return (!form.contains(')')).then(|| vec![form.into()]);
    };
    if form[..open].contains(')') {
        return None;
    }
    let mut depth = 0;
    let mut choice_start = open + 1;
    let mut choices = Vec::new();
    for (at, c) in form.char_indices().skip_while(|&(at, _)| at < open) {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if (c == '|' && depth == 1) || depth == 0 {
            choices.push(&form[choice_start..at]);
            choice_start = at + 1;
        }
        if depth == 0 {
            break;
        }
    }
    if depth != 0 {
        return None;
    }
    let tails = alternatives(&form[choice_start..])?;
    let mut out = Vec::new();
    for choice in choices {
        for middle in alternatives(choice)? {
            out.extend(
                tails
                    .iter()
                    .map(|tail| format!("{}{middle}{tail}", &form[..open])),
            );
        }
    }
    (out.len() <= ALTERNATIVES).then_some(out)
}

/// Folds every letter of a form.
pub fn fold_letters(form: &str) -> Vec<char> {
    let mut out: Vec<char> = Vec::new();
    for c in form.chars() {
        match letters::fold(c) {
            Fold::Drop => {}
            Fold::One(c) => out.push(c),
            Fold::Two(a, b) => out.extend([a, b]),
        }
    }
    out
}

/// Folds a form as messages are folded. Apostrophes inside words go: messages may leave them out.
pub fn fold(form: &str) -> String {
    let out = fold_letters(form);
    let inner = |index: usize| {
        out[index] == '\''
            && index > 0
            && letters::is_word(out[index - 1])
            && out.get(index + 1).is_some_and(|&c| letters::is_word(c))
    };
    let text: String = (0..out.len())
        .filter(|&index| !inner(index))
        .map(|index| out[index])
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
