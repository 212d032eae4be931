//! Sites that come with the installation.

use super::rows::{Row, again, edit, more, new, quiet, wordless};

pub fn rows() -> Vec<Row> {
    const CHATGPT: &str = "chatgpt POST https://chatgpt.com/backend-api/f/conversation";
    const CLAUDE: &str =
        "claude POST https://claude.ai/api/organizations/o1/chat_conversations/c1/completion";
    const GEMINI: &str = "gemini POST https://gemini.google.com/_/BardChatUi/data/assistant.lamda.BardFrontendService/StreamGenerate?rt=c";
    const MISTRAL: &str = "mistral POST https://chat.mistral.ai/api/chat";
    const DEEPSEEK: &str = "deepseek POST https://chat.deepseek.com/api/v0/chat/completion";
    const PERPLEXITY: &str = "perplexity POST https://www.perplexity.ai/rest/sse/perplexity_ask";
    const GROK_FIRST: &str = "grok POST https://grok.com/rest/app-chat/conversations/new";
    const GROK_LATER: &str = "grok POST https://grok.com/rest/app-chat/conversations/c1/responses";
    const COPILOT: &str = "copilot WS wss://copilot.microsoft.com/c/api/chat?api-version=2";
    vec![
        new(
            CHATGPT,
            r#"{"action":"next","conversation_id":"c1","model":"auto","messages":[{"id":"m1","author":{"role":"user"},"content":{"parts":["Hi","there"]}}]}"#,
            "Hi\nthere",
            ["m1", "c1", "auto"],
        ),
        new(
            "chatgpt POST https://chatgpt.com/backend-alt/conversation",
            r#"{"action":"next","messages":[{"id":"m2","author":{"role":"user"},"content":{"content_type":"multimodal_text","parts":[{"asset_pointer":"p"},{"content_type":"text","text":"Look"}]}}]}"#,
            "Look",
            ["m2", "", ""],
        ),
        new(
            CHATGPT,
            r#"{"action":"next","messages":[{"id":"m3","author":{"role":"user"},"content":{"content_type":"code","text":"1 + 1"}}]}"#,
            "1 + 1",
            ["m3", "", ""],
        ),
        again(
            CHATGPT,
            r#"{"action":"variant","conversation_id":"c1","model":"gpt-5","messages":[{"id":"m1","author":{"role":"user"},"content":{"parts":["Hi"]}}]}"#,
            ["m1", "c1", "gpt-5"],
        ),
        more(
            CHATGPT,
            r#"{"action":"continue","conversation_id":"c1"}"#,
            ["", "c1", ""],
        ),
        quiet(
            "chatgpt POST https://chatgpt.com/backend-api/f/conversation/prepare",
            r#"{"conversation_id":"c1","partial_query":{"author":{"role":"user"},"content":{"parts":["Hi th"]}}}"#,
            ["", "", ""],
        ),
        quiet(
            "chatgpt POST https://chatgpt.com/backend-api/f/conversation/resume",
            r#"{"conversation_id":"c1","offset":3}"#,
            ["", "c1", ""],
        ),
        quiet(
            "chatgpt POST https://chatgpt.com/backend-anon/conversation/resume",
            r#"{"conversation_id":"c1","offset":3}"#,
            ["", "c1", ""],
        ),
        new(
            CLAUDE,
            r#"{"prompt":"Merci !","model":"claude-x","turn_message_uuids":{"user_message_uuid":"u1"},"attachments":[]}"#,
            "Merci !",
            ["u1", "c1", "claude-x"],
        ),
        new(
            CLAUDE,
            r#"{"prompt":"Bonjour","turn_message_uuids":{"human_message_uuid":"h1","assistant_message_uuid":"a1"}}"#,
            "Bonjour",
            ["h1", "c1", ""],
        ),
        new(
            CLAUDE,
            r#"{"prompt":"","attachments":[],"files":[],"sync_sources":["s1"]}"#,
            "",
            ["", "c1", ""],
        ),
        new(
            CLAUDE,
            r#"{"prompt":"","attachments":[{"file_name":"a.txt"}]}"#,
            "",
            ["", "c1", ""],
        ),
        again(
            CLAUDE,
            r#"{"prompt":"Merci !","trigger":"regenerate"}"#,
            ["", "c1", ""],
        ),
        again(
            CLAUDE,
            r#"{"prompt":"","attachments":[],"files":[]}"#,
            ["", "c1", ""],
        ),
        again(
            "claude POST https://claude.ai/api/organizations/o1/chat_conversations/c1/retry_completion",
            r#"{"prompt":"","model":"claude-y"}"#,
            ["", "c1", "claude-y"],
        ),
        quiet(
            "claude POST https://claude.ai/api/organizations/o1/chat_conversations/c1/title",
            r#"{"message_content":"Merci !"}"#,
            ["", "c1", ""],
        ),
        new(
            GEMINI,
            "at=x&f.req=%5Bnull%2C%22%5B%5B%5C%22bon+jour%5C%22%5D%2Cnull%2C%5B%5C%22c_9%5C%22%5D%5D%22%5D&",
            "bon jour",
            ["", "c_9", ""],
        ),
        new(
            "mistral POST https://chat.mistral.ai/api/trpc/message.newChat?batch=1",
            r#"{"0":{"json":{"content":[{"type":"text","text":"un"}],"model":"large"}}}"#,
            "un",
            ["", "", "large"],
        ),
        new(
            "mistral POST https://vibe.mistral.ai/api/trpc/message.newChat?batch=1",
            r#"[{"json":{"content":"un peu"}}]"#,
            "un peu",
            ["", "", ""],
        ),
        new(
            MISTRAL,
            r#"{"chatId":"c1","mode":"append","messageInput":[{"type":"text","text":"deux"}]}"#,
            "deux",
            ["", "c1", ""],
        ),
        edit(
            MISTRAL,
            r#"{"chatId":"c1","mode":"edit","messageInput":"trois"}"#,
            "trois",
            ["", "c1", ""],
        ),
        again(
            MISTRAL,
            r#"{"chatId":"c1","mode":"retry","model":"small","messageInput":"un"}"#,
            ["", "c1", "small"],
        ),
        quiet(
            MISTRAL,
            r#"{"chatId":"c1","mode":"start","messageInput":"un"}"#,
            ["", "c1", ""],
        ),
        new(
            DEEPSEEK,
            r#"{"chat_session_id":"c1","parent_message_id":4,"prompt":"sky?","ref_file_ids":[]}"#,
            "sky?",
            ["", "c1", ""],
        ),
        wordless(
            DEEPSEEK,
            r#"{"chat_session_id":"c1","ref_file_ids":["f1"]}"#,
            ["", "c1", ""],
        ),
        edit(
            "deepseek POST https://chat.deepseek.com/api/v0/chat/edit_message",
            r#"{"chat_session_id":"c1","message_id":7,"prompt":"sea?"}"#,
            "sea?",
            ["7", "c1", ""],
        ),
        again(
            "deepseek POST https://chat.deepseek.com/api/v0/chat/regenerate",
            r#"{"chat_session_id":"c1","message_id":8}"#,
            ["", "c1", ""],
        ),
        more(
            "deepseek POST https://chat.deepseek.com/api/v0/chat/continue",
            r#"{"chat_session_id":"c1","message_id":8}"#,
            ["", "c1", ""],
        ),
        quiet(
            "deepseek POST https://chat.deepseek.com/api/v0/chat/stop_stream",
            r#"{"chat_session_id":"c1","message_id":8}"#,
            ["", "c1", ""],
        ),
        new(
            PERPLEXITY,
            r#"{"query_str":"why?","params":{"query_source":"home","model_preference":"turbo","dsl_query":"why?"}}"#,
            "why?",
            ["", "", "turbo"],
        ),
        new(
            PERPLEXITY,
            r#"{"params":{"dsl_query":"why?"}}"#,
            "why?",
            ["", "", ""],
        ),
        wordless(PERPLEXITY, r#"{"params":{"attachments":["a"]}}"#, ["", "", ""]),
        edit(
            PERPLEXITY,
            r#"{"query_str":"how?","params":{"query_source":"edit"}}"#,
            "how?",
            ["", "", ""],
        ),
        again(
            PERPLEXITY,
            r#"{"query_str":"why?","params":{"query_source":"retry"}}"#,
            ["", "", ""],
        ),
        quiet(
            "perplexity POST https://www.perplexity.ai/rest/sse/perplexity_ask/reconnect/r1",
            r#"{"query_str":"why?"}"#,
            ["", "", ""],
        ),
        new(
            GROK_FIRST,
            r#"{"message":"hey","modelName":"grok-4","fileAttachments":[]}"#,
            "hey",
            ["", "", "grok-4"],
        ),
        new(
            GROK_FIRST,
            r#"{"message":"","imageAttachments":["i"],"modeId":"fast"}"#,
            "",
            ["", "", "fast"],
        ),
        new(
            GROK_LATER,
            r#"{"message":"hey","isRegenRequest":false}"#,
            "hey",
            ["", "c1", ""],
        ),
        wordless(GROK_LATER, r#"{"fileAttachments":["f"]}"#, ["", "c1", ""]),
        again(
            GROK_LATER,
            r#"{"message":"hey","isRegenRequest":true}"#,
            ["", "c1", ""],
        ),
        quiet(
            "grok POST https://grok.com/rest/app-chat/conversations/c1/load-responses",
            r#"{"responseIds":["a"]}"#,
            ["", "c1", ""],
        ),
        new(
            "comparia POST https://comparia.beta.gouv.fr/arena/add_first_text",
            r#"{"prompt_value":"quoi ?","mode":"random"}"#,
            "quoi ?",
            ["", "", ""],
        ),
        new(
            "comparia POST https://comparia.beta.gouv.fr/arena/add_text",
            r#"{"message":"et ?"}"#,
            "et ?",
            ["", "", ""],
        ),
        again(
            "comparia POST https://comparia.beta.gouv.fr/arena/retry",
            "{}",
            ["", "", ""],
        ),
        new(
            "comparia POST https://comparia.beta.gouv.fr/api/arena/add_first_text",
            r#"{"prompt_value":"quoi donc ?","mode":"random","web_search":false,"altcha_token":"t"}"#,
            "quoi donc ?",
            ["", "", ""],
        ),
        quiet(
            "comparia POST https://comparia.beta.gouv.fr/api/arena/add_first_text",
            r#"{"prompt_value":"quoi donc ?","mode":"random","warning_token":"w"}"#,
            ["", "", ""],
        ),
        new(
            "comparia POST https://comparia.beta.gouv.fr/api/arena/add_text/c1",
            r#"{"message":"et puis ?","altcha_token":"t"}"#,
            "et puis ?",
            ["", "c1", ""],
        ),
        quiet(
            "comparia POST https://comparia.beta.gouv.fr/api/arena/add_text/c1",
            r#"{"message":"et puis ?","warning_token":"w"}"#,
            ["", "c1", ""],
        ),
        again(
            "comparia POST https://comparia.beta.gouv.fr/api/arena/retry/c1",
            "{}",
            ["", "c1", ""],
        ),
        new(
            COPILOT,
            "{\"event\":\"send\",\"conversationId\":\"c1\",\"content\":[{\"type\":\"text\",\"text\":\"yo\"}],\"mode\":\"smart\"}\u{1e}",
            "yo",
            ["", "c1", "smart"],
        ),
        quiet(COPILOT, r#"{"event":"ping"}"#, ["", "", ""]),
    ]
}
