//! The chats the replicas hold from "before": what opening an old chat shows, and what must not be counted.

use super::chat::{Chat, Pair};
use super::reply;

struct Past {
    titles: [&'static str; 3],
    first: &'static str,
    questions: [&'static str; 8],
}

const ENGLISH: Past = Past {
    titles: [
        "Watering plan for the balcony",
        "A letter to the landlord",
        "Notes on an old bridge",
    ],
    first: "Hello! Could you help me with this, please?",
    questions: [
        "And what would you change if it had to be half as long?",
        "thanks, that is clearer",
        "Does it still hold in winter?\nI am asking because of the frost.",
        "Please give me three examples.",
        "ok",
        "Which of the two would you pick, and why? 🤔",
        "Can you put that into a table?",
        "Write it again for somebody who is ten years old, please.",
    ],
};

const FRENCH: Past = Past {
    titles: [
        "Arroser le balcon",
        "Une lettre au propriétaire",
        "Notes sur un vieux pont",
    ],
    first: "Bonjour ! Pourriez-vous m'aider, s'il vous plaît ?",
    questions: [
        "Et que changeriez-vous s'il fallait deux fois moins long ?",
        "merci, c'est plus clair",
        "Est-ce encore vrai en hiver ?\nJe pense au gel.",
        "Donnez-moi trois exemples, s'il vous plaît.",
        "ok",
        "Lequel des deux choisiriez-vous, et pourquoi ? 🤔",
        "Pouvez-vous en faire un tableau ?",
        "Récrivez-le pour un enfant de dix ans, s'il vous plaît.",
    ],
};

/// The stored chat of this number, `pairs` long. Its ids depend on nothing else.
pub fn chat(lang: &str, number: u16, pairs: usize) -> Chat {
    let past = if lang == "fr" { &FRENCH } else { &ENGLISH };
    let id = |role: u8, at: usize| format!("01d{role}{number:04}-0000-4000-8000-{at:012}");
    let pairs = (0..pairs)
        .map(|at| {
            let text = if at == 0 {
                past.first
            } else {
                past.questions[(at + usize::from(number)) % 8]
            };
            let reply = reply::compose(lang, text, u32::try_from(at).unwrap_or(u32::MAX));
            Pair {
                message_id: id(0, at),
                text: text.to_owned(),
                parent: if at == 0 { "root".to_owned() } else { id(1, at - 1) },
                reply_id: id(1, at),
                reply: reply.clone(),
                whole: reply,
                variant: 0,
            }
        })
        .collect();
    Chat {
        title: past.titles[usize::from(number.saturating_sub(1)) % 3].to_owned(),
        pairs,
    }
}
