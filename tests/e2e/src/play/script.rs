//! What a scenario can say: what a person does, where, and what must be counted.

use super::hands::Hands;

/// One thing a person does.
#[derive(Debug, Clone, Copy)]
pub enum Step {
    /// Types a message and presses Enter, then reads the reply to its end.
    Enter(&'static str),
    /// The same with the send button.
    Click(&'static str),
    /// Types without sending.
    Draft(&'static str),
    /// Opens a stored chat from the sidebar (0 is the first) and waits for its history.
    OpenStored(usize),
    /// Asks for another reply to the last message.
    Regenerate,
    /// Edits the last message.
    Edit(&'static str),
    /// Sends a message and stops the reply while it grows.
    Stop(&'static str),
    /// Opens a second tab on the same site.
    SecondTab,
    /// Sends one message in each of the two tabs at the same moment.
    LockStep(&'static str, &'static str),
    /// Hides the page behind another tab and shows it again 100 ms later.
    HideAndShow,
    /// Starts a new chat without reloading.
    NewChat,
    /// Reloads the page and waits for its history.
    Reload,
    /// Opens the long stored chat.
    OpenLong,
    /// Scrolls the chat to its beginning and back to its end, twice.
    Scroll,
    /// Opens the same chat in a second tab and comes back.
    TwinTab,
    /// Clicks what this selector finds, which sends a message by itself.
    Chip(&'static str),
    /// Opens an address whose query holds the message, which the page sends by itself.
    Question(&'static str),
    /// Clicks what this selector finds, which sends nothing.
    Press(&'static str),
}

/// Where a scenario is played.
#[derive(Debug, Clone, Copy)]
pub enum On {
    /// On every site that offers what its steps need.
    Everywhere,
    /// On these sites.
    Sites(&'static [&'static str]),
}

/// A scenario and its truth.
#[derive(Debug)]
pub struct Scenario {
    /// Short name in the printed table.
    pub name: &'static str,
    /// Language of the page.
    pub lang: &'static str,
    /// What the person does on a new chat.
    pub steps: &'static [Step],
    /// Messages that must be counted.
    pub messages: usize,
    /// Replies that must be counted, where one model answers each message.
    pub replies: usize,
    /// Where it is played.
    pub on: On,
}

impl Scenario {
    /// Whether it is played on this site.
    pub fn is_for(&self, hands: &Hands) -> bool {
        let there = match self.on {
            On::Everywhere => true,
            On::Sites(sites) => sites.contains(&hands.site),
        };
        there && self.steps.iter().all(|step| hands.offers(step))
    }
}
