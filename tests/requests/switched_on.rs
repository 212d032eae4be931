//! Sites that a person switches on, and software that people host themselves.

use super::rows::{Row, again, edit, more, new, parts, quiet, wordless};

pub fn rows() -> Vec<Row> {
    let mut rows = european_and_american();
    rows.extend(super::asian::rows());
    rows.extend(self_hosted());
    rows
}

fn european_and_american() -> Vec<Row> {
    const STUDIO: &str = "aistudio POST https://alkalimakersuite-pa.clients6.google.com/$rpc/google.internal.alkali.applications.makersuite.v1.MakerSuiteService/GenerateContent";
    const CHARACTER: &str = "character WS wss://neo.character.ai/ws/";
    const HUGGING: &str = "huggingchat POST https://huggingface.co/chat/conversation/c1";
    const META: &str = "meta POST https://www.meta.ai/api/graphql";
    const META_FORM: &str = "meta POST https://www.meta.ai/api/graphql/";
    const POE: &str = "poe POST https://poe.com/api/gql_POST";
    const POE_FILES: &str = "poe POST https://poe.com/api/gql_upload_POST";
    const YOU: &str =
        "you POST https://you.com/api/streamingSearch?chatId=c1&conversationTurnId=t1&selectedChatMode=smart";
    vec![
        new(
            STUDIO,
            r#"["models/x",[[[[null,"old"]],"user"],[[[null,"one"],[null,"two"]],"user"]]]"#,
            "one\ntwo",
            ["", "", "models/x"],
        ),
        more(
            STUDIO,
            r#"["models/x",[[[[null,"half an answ"]],"model"]]]"#,
            ["", "", "models/x"],
        ),
        quiet(
            "aistudio POST https://alkalimakersuite-pa.clients6.google.com/$rpc/google.internal.alkali.applications.makersuite.v1.MakerSuiteService/CountTokens",
            r#"["models/x",[[[[null,"one"]],"user"]]]"#,
            ["", "", ""],
        ),
        new(
            CHARACTER,
            r#"{"command":"create_and_generate_turn","payload":{"turn":{"turn_key":{"chat_id":"c1","turn_id":"t1"},"candidates":[{"raw_content":"ahoy"}]}}}"#,
            "ahoy",
            ["t1", "c1", ""],
        ),
        again(
            CHARACTER,
            r#"{"command":"generate_turn_candidate","payload":{"turn_key":{"chat_id":"c1"}}}"#,
            ["", "c1", ""],
        ),
        more(
            CHARACTER,
            r#"{"command":"generate_turn","payload":{"chat_id":"c1"}}"#,
            ["", "c1", ""],
        ),
        quiet(CHARACTER, r#"{"command":"ping"}"#, ["", "", ""]),
        new(
            "duckai POST https://duck.ai/duckchat/v1/chat",
            r#"{"model":"mini","messages":[{"role":"assistant","content":"?"},{"role":"user","content":[{"type":"text","text":"quack"}]}]}"#,
            "quack",
            ["", "", "mini"],
        ),
        new(
            HUGGING,
            parts("data", r#"{"inputs":"hé","is_retry":false}"#, ""),
            "hé",
            ["", "c1", ""],
        ),
        new(
            HUGGING,
            parts("data", r#"{"inputs":"","files":["f"]}"#, "files"),
            "",
            ["", "c1", ""],
        ),
        edit(
            HUGGING,
            parts("data", r#"{"inputs":"ho","is_retry":true}"#, ""),
            "ho",
            ["", "c1", ""],
        ),
        again(HUGGING, parts("data", r#"{"is_retry":true}"#, ""), ["", "c1", ""]),
        more(
            HUGGING,
            parts("data", r#"{"is_continue":true}"#, ""),
            ["", "c1", ""],
        ),
        quiet(
            "huggingchat POST https://huggingface.co/chat/conversation",
            r#"{"model":"m","inputs":"hé"}"#,
            ["", "", ""],
        ),
        quiet(
            "huggingchat POST https://huggingface.co/chat/conversation/c1/stop-generating",
            "{}",
            ["", "c1", ""],
        ),
        quiet(
            "lumo POST https://lumo.proton.me/api/ai/v1/chat",
            r#"{"Prompt":{"turns":[{"role":"user","content":"c2VhbGVk"}]}}"#,
            ["", "", ""],
        ),
        new(
            "m365 WS wss://substrate.office.com/m365Copilot/Chathub/u@t?ConversationId=c1",
            "{\"target\":\"chat\",\"arguments\":[{\"tone\":\"Work\",\"message\":{\"author\":\"user\",\"text\":\"memo\"}}]}\u{1e}",
            "memo",
            ["", "c1", "Work"],
        ),
        new(
            "m365 WS wss://substrate.office.com/m365Copilot/Chathub/u@t",
            "{\"type\":4,\"target\":\"chat\",\"arguments\":[{\"conversationId\":\"c2\",\"message\":{\"text\":\"note\"}}]}\u{1e}",
            "note",
            ["", "c2", ""],
        ),
        new(
            META_FORM,
            "doc_id=7&variables=%7B%22message%22%3A%7B%22sensitive_string_value%22%3A%22yo+%26+co%22%7D%2C%22externalConversationId%22%3A%22c1%22%2C%22offlineThreadingId%22%3A%22o1%22%7D",
            "yo & co",
            ["o1", "c1", ""],
        ),
        new(
            META_FORM,
            "variables=%7B%22content%22%3A%22yo%22%2C%22userMessageId%22%3A%22m1%22%7D",
            "yo",
            ["m1", "", ""],
        ),
        quiet(
            META_FORM,
            "fb_api_req_friendly_name=x&variables=%7B%22content%22%3A%22yo%22%7D",
            ["", "", ""],
        ),
        new(
            META,
            r#"{"variables":{"userMessageId":"m1","content":"yo","conversationId":"c1"}}"#,
            "yo",
            ["m1", "c1", ""],
        ),
        new(
            META,
            r#"{"variables":{"userUniqueMessageId":"u1","content":"yo"}}"#,
            "yo",
            ["u1", "", ""],
        ),
        wordless(
            META,
            r#"{"variables":{"userMessageId":"m1","attachmentsV2":["a"]}}"#,
            ["m1", "", ""],
        ),
        quiet(
            META,
            r#"{"doc_id":"7","variables":{"conversationId":"c1"}}"#,
            ["", "c1", ""],
        ),
        new(
            "pi POST https://pi.ai/api/chat",
            r#"{"text":"hi","conversation":"c1"}"#,
            "hi",
            ["", "c1", ""],
        ),
        new(
            POE,
            r#"{"queryName":"sendMessageMutation","variables":{"bot":"b","chatId":12,"query":"hm","clientNonce":"n1"}}"#,
            "hm",
            ["n1", "12", "b"],
        ),
        again(
            POE,
            r#"{"queryName":"regenerateMessageMutation","variables":{"messageId":3}}"#,
            ["", "", ""],
        ),
        quiet(
            POE,
            r#"{"queryName":"ChatListPaginationQuery","variables":{"query":"hm"}}"#,
            ["", "", ""],
        ),
        new(
            POE_FILES,
            parts(
                "queryInfo",
                r#"{"queryName":"sendMessageMutation","variables":{"query":"see","clientNonce":"n2"}}"#,
                "file0",
            ),
            "see",
            ["n2", "", ""],
        ),
        again(
            POE_FILES,
            parts("queryInfo", r#"{"queryName":"RegenerateMessageMutation"}"#, ""),
            ["", "", ""],
        ),
        new(YOU, r#"{"query":"tell me"}"#, "tell me", ["t1", "c1", "smart"]),
        new(
            "you GET https://you.com/api/streamingSearch?q=tell+me%3F&chatId=c1&conversationTurnId=t2&selectedAiModel=gpt",
            "",
            "tell me?",
            ["t2", "c1", "gpt"],
        ),
        quiet(
            "you POST https://you.com/api/streamingSavedChat",
            r#"{"query":"tell me"}"#,
            ["", "", ""],
        ),
    ]
}

fn self_hosted() -> Vec<Row> {
    const LIBRE: &str = "librechat POST https://chat.school.example/api/agents/chat/openAI";
    const OPEN: &str = "open-webui POST http://localhost:3000/api/chat/completions";
    vec![
        new(
            LIBRE,
            r#"{"text":"hi","messageId":"m1","conversationId":"c1","model":"gpt","isRegenerate":false}"#,
            "hi",
            ["m1", "c1", "gpt"],
        ),
        new(
            LIBRE,
            r#"{"text":"","files":[{"file_id":"f"}],"messageId":"m2"}"#,
            "",
            ["m2", "", ""],
        ),
        again(
            LIBRE,
            r#"{"text":"hi","messageId":"m1","conversationId":"c1","isRegenerate":true}"#,
            ["", "c1", ""],
        ),
        again(
            LIBRE,
            r#"{"text":"hi","messageId":"m1","editedContent":{"text":"ho"}}"#,
            ["", "", ""],
        ),
        more(
            LIBRE,
            r#"{"text":"hi","messageId":"m1","isContinued":true}"#,
            ["", "", ""],
        ),
        quiet(
            "librechat POST https://chat.school.example/api/agents/chat/abort",
            r#"{"text":"hi","conversationId":"c1"}"#,
            ["", "", ""],
        ),
        again(
            "librechat POST https://chat.school.example/api/edit/openAI",
            r#"{"text":"hi","conversationId":"c1","model":"gpt"}"#,
            ["", "c1", "gpt"],
        ),
        more(
            "librechat POST https://chat.school.example/api/edit/openAI",
            r#"{"text":"hi","isContinued":true}"#,
            ["", "", ""],
        ),
        quiet(
            "librechat POST https://chat.school.example/api/convos/gen_title",
            r#"{"conversationId":"c1"}"#,
            ["", "", ""],
        ),
        new(
            OPEN,
            r#"{"chat_id":"c1","model":"llama","user_message":{"id":"m1"},"messages":[{"role":"user","content":[{"type":"text","text":"hi"}]}]}"#,
            "hi",
            ["m1", "c1", "llama"],
        ),
        more(
            OPEN,
            r#"{"chat_id":"c1","messages":[{"role":"user","content":"hi"},{"role":"assistant","content":"a"}]}"#,
            ["", "c1", ""],
        ),
        quiet(
            "open-webui POST http://localhost:3000/api/chat/completed",
            r#"{"chat_id":"c1","messages":[{"role":"user","content":"hi"}]}"#,
            ["", "", ""],
        ),
        quiet(
            "open-webui POST http://localhost:3000/api/v1/tasks/title/completions",
            r#"{"chat_id":"c1","messages":[{"role":"user","content":"hi"}]}"#,
            ["", "", ""],
        ),
    ]
}
