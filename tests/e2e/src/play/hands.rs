//! Where a person's hands go on each site: composer, buttons, links. Only what the site itself offers.

use super::script::Step;

/// One site's controls, as selectors.
#[derive(Debug)]
pub struct Hands {
    /// Key of the site's rule.
    pub site: &'static str,
    /// Host.
    pub host: &'static str,
    /// Path of a new chat.
    pub start: &'static str,
    /// The box one types into.
    pub composer: &'static str,
    /// The button that sends.
    pub send: &'static str,
    /// The button that stops a reply.
    pub stop: &'static str,
    /// The button that asks for another reply.
    pub regenerate: &'static str,
    /// The button that opens the last message's editor.
    pub edit: &'static str,
    /// The editor's box.
    pub editor: &'static str,
    /// The editor's button that sends.
    pub save: &'static str,
    /// The message nodes.
    pub message: &'static str,
    /// Links to the stored chats in the sidebar.
    pub stored: &'static str,
}

impl Hands {
    /// Address of a new chat.
    pub fn url(&self) -> String {
        format!("https://{}{}", self.host, self.start)
    }
}

impl Hands {
    /// How many models answer each message.
    pub fn models(&self) -> usize {
        if self.site == "comparia" { 2 } else { 1 }
    }

    /// Whether the site has what a step needs.
    pub fn offers(&self, step: &Step) -> bool {
        // On a page that alone carries the count, another reply or a reworded message cannot be told from a redrawing.
        let counted_from_the_page = matches!(self.site, "copilot" | "lumo");
        match step {
            Step::Regenerate => !self.regenerate.is_empty() && !counted_from_the_page,
            Step::Edit(_) => !self.edit.is_empty() && !counted_from_the_page,
            Step::Stop(_) => !self.stop.is_empty(),
            Step::OpenStored(_) | Step::OpenLong | Step::Reload => !self.stored.is_empty(),
            _ => true,
        }
    }
}

/// The sites on stage.
pub const SITES: &[Hands] = &[
    Hands {
        site: "chatgpt",
        host: "chatgpt.com",
        start: "/",
        composer: "#prompt-textarea",
        send: "[data-testid='send-button']",
        stop: "[data-testid='stop-button']",
        regenerate: "[data-testid='regenerate-turn-action-button']",
        edit: "[data-turn='user'] .actions button:nth-of-type(2)",
        editor: ".editor textarea",
        save: ".editor .btn-primary",
        message: "[data-message-author-role='user']",
        stored: "#history a[href*='5eed']",
    },
    Hands {
        site: "claude",
        host: "claude.ai",
        start: "/new",
        composer: "[data-testid='chat-input']",
        send: "#sending[data-kind='send'] button",
        stop: "#sending[data-kind='stop'] button",
        regenerate: "[data-testid='action-bar-retry']",
        edit: "[data-testid='action-bar-edit']",
        editor: ".editor textarea",
        save: ".editor .btn-primary",
        message: "[data-testid='user-message']",
        stored: "a[href*='5eed']",
    },
    Hands {
        site: "gemini",
        host: "gemini.google.com",
        start: "/app",
        composer: "rich-textarea .ql-editor",
        send: "button.send-button",
        stop: "button.send-button.stop",
        regenerate: "regenerate-button button",
        edit: "[data-test-id='prompt-edit-button']",
        editor: ".editor textarea",
        save: ".editor .btn-primary",
        message: "user-query",
        stored: "a[href*='5eed']",
    },
    Hands {
        site: "mistral",
        host: "chat.mistral.ai",
        start: "/chat",
        composer: "form .ProseMirror",
        send: "form button[type='submit']",
        stop: "form .row[data-kind='stop'] button",
        regenerate: "[data-message-author-role='assistant'] .actions button:nth-of-type(2)",
        edit: "[data-message-author-role='user'] .actions button:nth-of-type(1)",
        editor: ".editor textarea",
        save: ".editor .btn-primary",
        message: "[data-message-author-role='user']",
        stored: "a[href*='5eed']",
    },
    Hands {
        site: "copilot",
        host: "copilot.microsoft.com",
        start: "/",
        composer: "#userInput",
        send: "[data-testid='submit-button']",
        stop: "[data-testid='stop-button']",
        regenerate: "",
        edit: "",
        editor: "",
        save: "",
        message: "[data-content='user-message']",
        stored: "a[href*='5eed']",
    },
    Hands {
        site: "lumo",
        host: "lumo.proton.me",
        start: "/",
        composer: ".lumo-input-container .ProseMirror",
        send: ".composer-submit-button[data-kind='send']",
        stop: ".composer-submit-button[data-kind='stop']",
        regenerate: ".assistant-msg-container .action-toolbar button:nth-of-type(2)",
        edit: ".user-msg-actions button:nth-of-type(2)",
        editor: ".editor textarea",
        save: ".editor .btn-primary",
        message: "[data-message-role='user']",
        stored: "a[href*='5eed']",
    },
    Hands {
        site: "comparia",
        host: "comparia.beta.gouv.fr",
        start: "/arena",
        composer: "textarea[data-testid='textbox']",
        send: "#send-btn",
        stop: "#stop-btn",
        regenerate: ".grouped-messages .retry",
        edit: "",
        editor: "",
        save: "",
        message: ".message-user",
        stored: "",
    },
    Hands {
        site: "deepseek",
        host: "chat.deepseek.com",
        start: "/",
        composer: ".surface textarea",
        send: ".bf38813a[data-kind='send'] [role='button']",
        stop: ".bf38813a[data-kind='stop'] [role='button']",
        regenerate: "._4f9bf79 .actions [role='button']:nth-of-type(2)",
        edit: "._9663006 .actions [role='button']:nth-of-type(2)",
        editor: ".editor textarea",
        save: ".editor .btn-primary",
        // The list mounts only what is near the screen; the rail has a mark for each message.
        message: ".rail a",
        stored: "a[href*='5eed']",
    },
    Hands {
        site: "kimi",
        host: "www.kimi.com",
        start: "/",
        composer: ".chat-input-editor",
        send: ".right-area[data-kind='send'] .send-button-container",
        stop: ".right-area[data-kind='stop'] .send-button-container",
        // Not known how the site asks for these.
        regenerate: "",
        edit: "",
        editor: "",
        save: "",
        message: ".chat-content-item-user",
        stored: "a[href*='5eed']",
    },
    Hands {
        site: "huggingchat",
        host: "huggingface.co",
        start: "/chat/",
        composer: ".composer textarea",
        send: ".composer button[type='submit']",
        stop: ".sending[data-kind='stop'] button",
        regenerate: "[data-message-role='assistant'] .actions button:nth-of-type(1)",
        edit: "[data-message-type='user'] .actions button:nth-of-type(2)",
        editor: ".editor textarea",
        save: ".editor .btn-primary",
        message: "[data-message-type='user']",
        stored: "a[href*='5eed']",
    },
    Hands {
        site: "open-webui",
        host: "chat.ecole.example",
        start: "/",
        composer: "#chat-input",
        send: "#send-message-button",
        stop: "form .row[data-kind='stop'] button",
        regenerate: ".regenerate-response-button",
        edit: ".edit-user-message-button",
        editor: ".edit-box textarea",
        save: "#confirm-edit-message-button",
        message: ".user-message",
        stored: "a[href*='5eed']",
    },
];

/// The controls of a site.
pub fn of(site: &str) -> Option<&'static Hands> {
    SITES.iter().find(|hands| hands.site == site)
}
