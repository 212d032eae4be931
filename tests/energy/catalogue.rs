//! Names seen on pages, in requests and in exports find their model; what is not known stays unknown.

use merciwatt::energy::{Effort, effort_of, find_model, models};

fn found(label: &str, provider: Option<&str>) -> Option<&'static str> {
    find_model(label, provider).map(|model| model.name())
}

#[test]
fn every_model_answers_to_its_own_name() {
    for model in models() {
        let again = find_model(model.name(), Some(model.provider().key())).expect("found");
        assert_eq!(
            (
                again.active_b(),
                again.total_b(),
                again.tokens_per_second(),
                again.first_token_seconds()
            ),
            (
                model.active_b(),
                model.total_b(),
                model.tokens_per_second(),
                model.first_token_seconds()
            ),
            "{} found {}",
            model.name(),
            again.name()
        );
    }
    assert_eq!(models().count(), 342);
}

#[test]
fn slugs_and_labels_of_pages() {
    for (label, provider, name) in [
        ("gpt-4o", Some("openai"), "gpt-4o"),
        ("gpt-5-5", None, "gpt-5.5"),
        ("GPT-5.5", None, "gpt-5.5"),
        ("ChatGPT 5.5", None, "gpt-5.5"),
        ("5.2", Some("chatgpt"), "gpt-5.2"),
        ("gpt-5-1-thinking", Some("openai"), "gpt-5.1"),
        ("gpt-5-6-thinking", Some("openai"), "gpt-5.6-sol"),
        ("gpt-5-3", Some("openai"), "gpt-5.3-chat-latest"),
        ("gpt-5-2-instant", None, "gpt-5.2"),
        ("gpt-4-1-mini", None, "gpt-4.1-mini"),
        ("gpt-5-2025-08-07", None, "gpt-5-2025-08-07"),
        ("gpt-5.5-2027-01-01", None, "gpt-5.5"),
        ("gpt-5-latest", None, "gpt-5"),
        ("auto", Some("openai"), "chat-latest"),
        ("openai/gpt-4o", None, "gpt-4o"),
        ("text-davinci-002-render-sha", None, "gpt-3.5-turbo"),
        ("claude-sonnet-4-6", Some("anthropic"), "claude-sonnet-4-6"),
        ("claude-haiku-4-5", None, "claude-haiku-4-5-20251001"),
        ("Opus 4.6 Extended", Some("claude"), "claude-opus-4-6"),
        ("Sonnet 4.6 Adaptive", None, "claude-sonnet-4-6"),
        (
            "Sonnet 4.5\u{e027}",
            Some("anthropic"),
            "claude-sonnet-4-5-20250929",
        ),
        ("Fable 5 Max", Some("anthropic"), "claude-fable-5"),
        ("2.5 Flash", Some("gemini"), "gemini-2.5-flash"),
        ("Gemini 3.1 Pro", None, "gemini-3.1-pro-preview"),
        ("models/gemini-2.5-pro", Some("google"), "gemini-2.5-pro"),
        ("Fast", Some("google"), "gemini-3.8-flash"),
        ("Rapide", Some("gemini"), "gemini-3.8-flash"),
        ("高速モード", Some("gemini"), "gemini-3.8-flash"),
        ("Flash", Some("google_genai"), "gemini-3.8-flash"),
        ("Pro", Some("google_genai"), "gemini-3.1-pro-preview"),
        ("mistral", None, "mistral-medium-latest"),
        (
            "Meta-Llama-3.1-8B-Instruct",
            None,
            "meta-llama/Meta-Llama-3.1-8B-Instruct",
        ),
        ("gpt-oss-120b", None, "openai/gpt-oss-120b"),
        ("command-r-plus", None, "command-r-plus-08-2024"),
    ] {
        assert_eq!(found(label, provider), Some(name), "{label} at {provider:?}");
    }
}

#[test]
fn what_nobody_described_stays_unknown() {
    for (label, provider) in [
        ("", None),
        ("-", Some("openai")),
        ("auto", None),
        ("Pro", None),
        ("turbo", Some("perplexity")),
        ("smart", None),
        ("grok-4", Some("xai")),
        ("research", Some("openai")),
        ("2026-01-01", None),
        ("\u{0}\u{fffd}🙂", Some("openai")),
    ] {
        assert_eq!(found(label, provider), None, "{label} at {provider:?}");
    }
    assert_eq!(found(&"gpt-5-thinking".repeat(10_000), None), None);
}

#[test]
fn labels_tell_how_hard_a_model_thinks() {
    for (label, provider, effort) in [
        ("gpt-5-1", Some("openai"), Effort::None),
        ("gpt-5-1-thinking", Some("openai"), Effort::Standard),
        ("GPT-5.5 Pro", None, Effort::Extended),
        ("Pro", Some("gemini"), Effort::Standard),
        ("Opus 4.6 Extended", None, Effort::Extended),
        ("Fable 5 Max", None, Effort::Extended),
        ("qwen3-max", None, Effort::None),
        ("o4-mini", None, Effort::Standard),
        ("research", Some("openai"), Effort::DeepResearch),
        ("", None, Effort::None),
    ] {
        assert_eq!(effort_of(label, provider), effort, "{label} at {provider:?}");
    }
}
