//! What the stage's chatbots say: a text that depends on the message alone, so that the truth is known.
//!
//! The words mean little on purpose. They hold what counting may stumble on: accents, emoji, lists, code.

/// No reply is longer, in code points.
const LONGEST: usize = 1500;

struct Words {
    openings: &'static [&'static str],
    sentences: &'static [&'static str],
    items: &'static [&'static str],
    lead: &'static str,
    code_lead: &'static str,
    code: &'static str,
}

const ENGLISH: Words = Words {
    openings: &[
        "Happy to look at this with you.",
        "Good question, and a short one to answer 🙂.",
        "Let us take it step by step.",
        "Here is how I would go about it.",
        "Yes, that works.",
    ],
    sentences: &[
        "A window left ajar all winter costs more than a lamp left on all year.",
        "The café on the corner bakes its **own bread**, which is why the street smells so good at six.",
        "Rivers do not hurry, yet they arrive; a plan with few steps often does the same.",
        "Measure once, write the number down, and measure again a week later 📏.",
        "Most of the work is deciding what to leave out.",
        "If two people read the sentence differently, the sentence is to blame, not the people.",
        "Zoë's naïve estimate turned out to be **closer** than the careful one.",
        "Nothing here is urgent, so a slow and plain answer is the best one.",
        "The second option is cheaper at first and dearer in the end.",
        "Keep a pencil near the notebook and you will use both.",
        "In spring the path is muddy, in autumn it is gold 🍂, and in both seasons it is longer than it looks.",
        "A table with three columns says it better than a page of prose.",
    ],
    items: &[
        "write the goal in one line",
        "set the lamp to its lowest step 💡",
        "ask somebody who has done it before",
        "try it on a small case first",
        "keep the **receipt**",
        "stop when it is good enough",
    ],
    lead: "In short:",
    code_lead: "The same thing as a small program:",
    code: "def minutes(watt_hours, lamp=5):\n    # how long one lamp would burn\n    return watt_hours / lamp * 60\n\nprint(minutes(0.4))",
};

const FRENCH: Words = Words {
    openings: &[
        "Avec plaisir, regardons cela ensemble.",
        "Bonne question, et la réponse est courte 🙂.",
        "Prenons les choses dans l'ordre.",
        "Voici comment je m'y prendrais.",
        "Oui, cela marche.",
    ],
    sentences: &[
        "Une fenêtre entrouverte tout l'hiver coûte plus qu'une lampe allumée toute l'année.",
        "Le café du coin cuit **son propre pain**, et dès six heures la rue sent bon.",
        "Les rivières ne se pressent pas, pourtant elles arrivent ; un plan court fait souvent de même.",
        "Mesurez une fois, notez le chiffre, puis recommencez une semaine plus tard 📏.",
        "L'essentiel du travail est de choisir ce que l'on enlève.",
        "Si deux personnes comprennent la phrase autrement, c'est à la phrase de changer.",
        "L'estimation naïve de Zoé s'est révélée **plus juste** que la savante.",
        "Rien ne presse ici : une réponse lente et simple sera la meilleure.",
        "La seconde solution est moins chère au début et plus coûteuse à la fin.",
        "Gardez un crayon près du cahier, vous vous servirez des deux.",
        "Au printemps le sentier est boueux, à l'automne il est doré 🍂, et il est toujours plus long qu'il n'en a l'air.",
        "Un tableau à trois colonnes le dit mieux qu'une page entière.",
    ],
    items: &[
        "écrire le but en une ligne",
        "régler la lampe au plus bas 💡",
        "demander à quelqu'un qui l'a déjà fait",
        "essayer d'abord sur un petit cas",
        "garder le **reçu**",
        "s'arrêter quand c'est suffisant",
    ],
    lead: "En bref :",
    code_lead: "La même chose en quelques lignes de code :",
    code: "def minutes(wattheures, lampe=5):\n    # combien de temps une lampe brillerait\n    return wattheures / lampe * 60\n\nprint(minutes(0.4))",
};

/// A row of numbers that depends on its seed alone (SplitMix64), because a reply must be the same on every run.
struct Dice(u64);

impl Dice {
    fn of(text: &str, variant: u32) -> Dice {
        // FNV-1a: the standard library does not promise that its hash stays the same.
        let bytes = text.bytes().chain(variant.to_le_bytes());
        Dice(bytes.fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
            (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        }))
    }

    fn roll(&mut self, faces: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % faces as u64) as usize
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }
}

fn words(lang: &str) -> &'static Words {
    if lang == "fr" { &FRENCH } else { &ENGLISH }
}

/// The reply to `text`, in Markdown. `variant` counts the times it was asked for again.
pub fn compose(lang: &str, text: &str, variant: u32) -> String {
    let words = words(lang);
    let mut dice = Dice::of(text, variant);
    let mut blocks = vec![dice.pick(words.openings).to_owned()];
    if dice.roll(5) == 0 {
        return format!("{} {}", blocks[0], dice.pick(words.sentences));
    }
    let mut at = dice.roll(words.sentences.len());
    for _ in 0..=dice.roll(4) {
        let count = 1 + dice.roll(4);
        // Onwards through the list, so that no sentence stands next to itself.
        let sentences: Vec<&str> = words
            .sentences
            .iter()
            .copied()
            .cycle()
            .skip(at)
            .take(count)
            .collect();
        at = (at + count) % words.sentences.len();
        blocks.push(sentences.join(" "));
    }
    if dice.roll(2) == 0 {
        let start = dice.roll(words.items.len());
        let count = 2 + dice.roll(3);
        let items = words
            .items
            .iter()
            .cycle()
            .skip(start)
            .take(count)
            .map(|item| format!("- {item}"));
        blocks.push(words.lead.to_owned());
        blocks.push(items.collect::<Vec<_>>().join("\n"));
    }
    if dice.roll(3) == 0 {
        blocks.push(words.code_lead.to_owned());
        blocks.push(format!("```python\n{}\n```", words.code));
    }
    let mut reply = String::new();
    for block in blocks {
        if reply.chars().count() + block.chars().count() + 2 > LONGEST {
            break;
        }
        if !reply.is_empty() {
            reply.push_str("\n\n");
        }
        reply.push_str(&block);
    }
    reply
}
