//! The prompt in a record's title, which begins with a verb in the language of the account.

/// Verbs that begin a prompt, white space plain. French has a no-break space before its colon, Korean has no verb.
const PROMPTED: [&str; 12] = [
    "Prompted with: ",
    "Prompted with ",
    "Prompted: ",
    "Prompted：",
    "Prompted ",
    "Live Prompt ",
    "Asked ",
    "Prompt : ",
    "Prompt: ",
    "Eingegebener Prompt: ",
    "Pokyn: ",
    "Pokyn ",
];

/// Beginnings of what is no prompt, in the languages whose records were seen.
const OTHER: [&str; 15] = [
    "Gave feedback",
    "Used ",
    "Created ",
    "Canvas",
    "Feedback",
    "Viewed ",
    "Visited ",
    "Shared ",
    "Selected ",
    "Deleted ",
    "Draft",
    "Verwendet",
    "Vous avez ",
    "A donné ",
    "Použito",
];

/// Shares of records that must begin alike, and how many there must be, before their beginning is taken for a verb.
const ALIKE: f64 = 0.8;
const ENOUGH: usize = 3;
/// A verb has at most so many letters.
const LONGEST: usize = 40;

/// White space as plain spaces, but for line ends.
pub fn plain(text: &str) -> String {
    text.trim()
        .chars()
        .map(|c| if c.is_whitespace() && c != '\n' { ' ' } else { c })
        .collect()
}

/// The text in small letters. (The standard library's own knows the end of a Greek word too, for 7 kB.)
pub fn small(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// Whether a header is that of Gemini, which was called Bard.
pub fn is_gemini(header: &str) -> bool {
    let header = small(header);
    header.contains("gemini") || header.trim() == "bard"
}

/// The prompt behind a verb that is known.
pub fn by_known_verb(title: &str) -> Option<String> {
    let title = plain(title) + " ";
    let verb = PROMPTED.iter().find(|verb| title.starts_with(**verb))?;
    Some(title[verb.len()..].trim().to_owned())
}

/// Whether a title is known to be no prompt. The words are looked for under headers in Latin letters only: where Google
/// writes no verb, a prompt may begin with them.
pub fn is_other_activity(header: &str, title: &str) -> bool {
    let latin = header.chars().all(|c| c < '\u{250}');
    let title = plain(title);
    latin && OTHER.iter().any(|other| title.starts_with(other))
}

/// The verb of a language that is not known: what nearly all answered records begin with, whole words.
pub fn common_verb(titles: &[&str]) -> Option<String> {
    let titles: Vec<String> = titles.iter().map(|title| plain(title)).collect();
    let needed = ((titles.len() as f64 * ALIKE).ceil() as usize).max(ENOUGH);
    let mut best: Option<&str> = None;
    for title in titles.iter().take(HANDFUL) {
        let ends = title
            .char_indices()
            .take(LONGEST)
            .filter(|(_, c)| *c == ' ' || *c == ':');
        for (at, c) in ends {
            let candidate = &title[..at + c.len_utf8()];
            let alike = titles.iter().filter(|other| other.starts_with(candidate)).count();
            if alike >= needed && best.is_none_or(|best| candidate.len() > best.len()) {
                best = Some(candidate);
            }
        }
    }
    best.map(str::to_owned)
}

/// If four in five begin alike, so does one of these.
const HANDFUL: usize = 20;

/// The prompt without the line that says how many files came with it, and whether there was one.
pub fn without_files(prompt: &str) -> (String, bool) {
    let mut words = prompt.trim_end();
    if let Some(at) = words.rfind("Attached ") {
        let said = &words[at + "Attached ".len()..];
        let said = said.trim_start_matches(|c: char| c.is_ascii_digit());
        if said.starts_with(" file") && said.len() < 12 {
            return (words[..at].trim_end().to_owned(), true);
        }
    }
    for end in ENDS {
        if let Some(before) = words
            .strip_suffix(end)
            .or_else(|| words.strip_suffix(end.trim_end_matches('.')))
        {
            words = before.trim_end_matches(|c: char| c.is_ascii_digit());
            return (words.trim_end().to_owned(), true);
        }
    }
    (words.to_owned(), false)
}

const ENDS: [&str; 8] = [
    " Datei(en) angehängt.",
    " Dateien angehängt.",
    " Datei angehängt.",
    " fichier(s) joint(s).",
    " fichiers joints.",
    " fichier joint.",
    " pièces jointes.",
    " pièce jointe.",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_of_known_languages_are_taken_away() {
        for (title, prompt) in [
            ("Prompted how are you", "how are you"),
            ("Prompted\u{a0}how are you", "how are you"),
            ("Prompted with: how are you", "how are you"),
            ("Live Prompt how are you", "how are you"),
            ("Prompt\u{a0}: ça va", "ça va"),
            ("Eingegebener Prompt: wie geht's", "wie geht's"),
            ("Pokyn\u{a0}jak se máš", "jak se máš"),
            ("Prompted", ""),
        ] {
            assert_eq!(by_known_verb(title).as_deref(), Some(prompt), "{title}");
        }
        assert_eq!(by_known_verb("Prompting is an art"), None);
    }

    #[test]
    fn a_verb_is_learned_from_many_records() {
        assert_eq!(
            common_verb(&["Kysytty: mikä", "Kysytty: kuka", "Kysytty: missä"]).as_deref(),
            Some("Kysytty: ")
        );
        assert_eq!(common_verb(&["Kysytty: mikä", "Kysytty: kuka"]), None);
        assert_eq!(common_verb(&["서울 날씨", "점심 추천", "안녕"]), None);
        assert_eq!(common_verb(&[]), None);
    }

    #[test]
    fn the_line_about_files_is_no_prompt() {
        assert_eq!(
            without_files("read this\n\nAttached 2 files."),
            ("read this".into(), true)
        );
        assert_eq!(
            without_files("lies das 1 Datei(en) angehängt."),
            ("lies das".into(), true)
        );
        assert_eq!(
            without_files("Attached to you"),
            ("Attached to you".into(), false)
        );
    }
}
