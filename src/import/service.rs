//! The services whose exports are known.

/// A service whose export is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Service {
    /// ChatGPT: `conversations.json`, whole or in pieces.
    ChatGpt,
    /// Claude.
    Claude,
    /// Gemini Apps in Google's *My Activity*, JSON or HTML.
    Gemini,
    /// A prompt of Google AI Studio, from Drive.
    AiStudio,
    /// Mistral's Le Chat.
    LeChat,
    /// DeepSeek.
    DeepSeek,
    /// Grok on its own site.
    Grok,
    /// Perplexity.
    Perplexity,
    /// Microsoft Copilot, from the privacy dashboard.
    Copilot,
    /// Open WebUI on a server of one's own.
    OpenWebUi,
    /// LibreChat on a server of one's own.
    LibreChat,
}

impl Service {
    /// The name used on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Service::ChatGpt => "chatgpt",
            Service::Claude => "claude",
            Service::Gemini => "gemini",
            Service::AiStudio => "aistudio",
            Service::LeChat => "lechat",
            Service::DeepSeek => "deepseek",
            Service::Grok => "grok",
            Service::Perplexity => "perplexity",
            Service::Copilot => "copilot",
            Service::OpenWebUi => "openwebui",
            Service::LibreChat => "librechat",
        }
    }

    /// Key of the site in `data/sites/`, as stored rows carry it.
    pub fn site(self) -> &'static str {
        match self {
            Service::LeChat => "mistral",
            Service::OpenWebUi => "open-webui",
            other => other.key(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Service::*;
    use crate::observe;

    #[test]
    fn every_service_is_a_site() {
        for service in [
            ChatGpt, Claude, Gemini, AiStudio, LeChat, DeepSeek, Grok, Perplexity, Copilot, OpenWebUi,
            LibreChat,
        ] {
            assert!(observe::site(service.site()).is_some(), "{service:?}");
        }
    }
}
