//! The scenarios that are played, and what must be counted. The first thirteen are the situations other extensions were
//! measured on.

use super::script::{On, Scenario, Step};

use On::{Everywhere, Sites};
use Step::*;

const CHATGPT: On = Sites(&["chatgpt"]);

const fn row(
    name: &'static str,
    steps: &'static [Step],
    messages: usize,
    replies: usize,
    on: On,
) -> Scenario {
    Scenario {
        name,
        lang: "en",
        steps,
        messages,
        replies,
        on,
    }
}

/// All scenarios. The word "quokka" marks every typed text, so that it can be searched for afterwards.
pub const SCENARIOS: &[Scenario] = &[
    row(
        "three messages with Enter",
        &[
            Enter("Tell me about the quokka."),
            Enter("Thanks, quokka friend!"),
            Enter("And where do quokkas live?"),
        ],
        3,
        3,
        Everywhere,
    ),
    row(
        "three messages with the button",
        &[
            Click("How big is a quokka?"),
            Click("Please draw a quokka in words.\nTwo lines, please."),
            Click("ok quokka"),
        ],
        3,
        3,
        Everywhere,
    ),
    Scenario {
        lang: "fr",
        ..row(
            "three messages, page in French",
            &[
                Enter("Où vit le quokka ? Réponds brièvement, s'il te plaît."),
                Click("Merci, quokka !"),
                Enter("Et l’hiver, le quokka ?"),
            ],
            3,
            3,
            Everywhere,
        )
    },
    row(
        "an old chat is opened, nothing sent",
        &[OpenStored(0)],
        0,
        0,
        Everywhere,
    ),
    row(
        "another chat is opened, one character typed",
        &[OpenStored(0), OpenStored(1), Draft("q")],
        0,
        0,
        Everywhere,
    ),
    row(
        "the same words twice",
        &[Enter("continue the quokka"), Enter("continue the quokka")],
        2,
        2,
        Everywhere,
    ),
    row(
        "one message and another reply to it",
        &[Enter("A quokka rhyme, please."), Regenerate],
        1,
        2,
        Everywhere,
    ),
    row(
        "one message, edited",
        &[Enter("Is a quokka a cat?"), Edit("Is a quokka a kangaroo?")],
        2,
        2,
        Everywhere,
    ),
    row(
        "a reply is stopped",
        &[Stop("Write a long quokka story.")],
        1,
        1,
        Everywhere,
    ),
    row(
        "two tabs, three messages each, in lock-step",
        &[
            SecondTab,
            LockStep("First quokka here.", "First quokka there."),
            LockStep("Second quokka here.", "Second quokka there."),
            LockStep("Third quokka here.", "Third quokka there."),
        ],
        6,
        6,
        Sites(&["chatgpt", "copilot"]),
    ),
    row(
        "words that look like the page's own",
        &[
            Enter("Processing image of a quokka"),
            Enter("and now the quokka?"),
        ],
        2,
        2,
        CHATGPT,
    ),
    row(
        "every other host unreachable",
        &[Enter("Is the quokka awake?"), Enter("Thank you, quokka.")],
        2,
        2,
        CHATGPT,
    ),
    row(
        "the tab comes back after each reply",
        &[
            Enter("quokka one"),
            HideAndShow,
            Enter("quokka two"),
            HideAndShow,
            Enter("quokka three"),
            HideAndShow,
        ],
        3,
        3,
        CHATGPT,
    ),
    row(
        "a message in an old chat, then a reload",
        &[OpenStored(0), Enter("One more quokka fact?"), Reload],
        1,
        1,
        Everywhere,
    ),
    row(
        "two chats, one message each",
        &[
            Enter("The first quokka chat."),
            NewChat,
            Enter("The second quokka chat."),
        ],
        2,
        2,
        Sites(&["chatgpt", "copilot", "kimi"]),
    ),
    row(
        "a long chat is scrolled up and down, then a message",
        &[OpenLong, Scroll, Enter("Is the quokka still there?"), Scroll],
        1,
        1,
        Sites(&["chatgpt", "deepseek"]),
    ),
    row(
        "two tabs on one chat, the second looks on",
        &[
            Enter("A quokka in two tabs."),
            TwinTab,
            Enter("Do you see the quokka twice?"),
        ],
        2,
        2,
        Sites(&["chatgpt", "huggingchat", "lumo"]),
    ),
    row(
        "a suggestion is clicked",
        &[Chip(".chip"), Enter("Thanks, and a quokka?")],
        2,
        2,
        Sites(&["copilot"]),
    ),
    row(
        "the question comes with the address",
        &[
            Question("Which quokka came with the address?"),
            Enter("And this quokka?"),
        ],
        2,
        2,
        Sites(&["copilot"]),
    ),
    row(
        "reasoning before the reply",
        &[
            Press(".ds-toggle-button"),
            Enter("Think about the quokka."),
            Enter("And again, quokka."),
        ],
        2,
        2,
        Sites(&["deepseek"]),
    ),
    row(
        "a file goes with the message",
        &[
            Press("[data-testid='attach'], .attach"),
            Enter("Read this quokka file, please."),
        ],
        1,
        1,
        Sites(&["huggingchat"]),
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_truth_follows_from_the_steps() {
        for scenario in SCENARIOS {
            let (mut messages, mut replies) = (0, 0);
            for step in scenario.steps {
                let (m, r) = match step {
                    Enter(_) | Click(_) | Edit(_) | Stop(_) | Chip(_) | Question(_) => (1, 1),
                    LockStep(..) => (2, 2),
                    Regenerate => (0, 1),
                    _ => (0, 0),
                };
                (messages, replies) = (messages + m, replies + r);
            }
            assert_eq!(
                (messages, replies),
                (scenario.messages, scenario.replies),
                "{}",
                scenario.name
            );
        }
    }
}
