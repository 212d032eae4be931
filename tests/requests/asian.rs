//! Sites of Asia that a person switches on.

use super::rows::{Row, again, connect, edit, more, new, quiet, wordless};

pub fn rows() -> Vec<Row> {
    const DOUBAO: &str = "doubao POST https://www.doubao.com/chat/completion";
    const KIMI: &str = "kimi POST https://www.kimi.com/apiv2/kimi.gateway.chat.v1.ChatService/Chat";
    const QWEN: &str = "qwen POST https://chat.qwen.ai/api/v2/chat/completions?chat_id=c1";
    const ZAI: &str = "zai POST https://chat.z.ai/api/v2/chat/completions";
    vec![
        new(
            DOUBAO,
            r#"{"client_meta":{"conversation_id":"c1"},"messages":[{"local_message_id":"m1","content_block":[{"content":{"text_block":{"text":"你好"}}}]}]}"#,
            "你好",
            ["m1", "c1", ""],
        ),
        new(
            "doubao POST https://www.doubao.com/samantha/chat/completion",
            r#"{"local_message_id":"m2","messages":[{"content":"{\"text\":\"hi\"}"}]}"#,
            "hi",
            ["m2", "", ""],
        ),
        edit(
            DOUBAO,
            r#"{"option":{"edit_query_id":"q"},"messages":[{"content":"{\"text\":\"ho\"}"}]}"#,
            "ho",
            ["", "", ""],
        ),
        again(
            DOUBAO,
            r#"{"option":{"is_regen":true},"messages":[{"content":"{}"}]}"#,
            ["", "", ""],
        ),
        quiet(
            DOUBAO,
            r#"{"option":{"recovery_option":{"is_recovery":true}},"messages":[{}]}"#,
            ["", "", ""],
        ),
        new(
            KIMI,
            connect(
                r#"{"chat_id":"c1","message":{"blocks":[{"text":{"content":"早"}}]},"options":{"model":"k2"}}"#,
            ),
            "早",
            ["", "c1", "k2"],
        ),
        wordless(
            KIMI,
            connect(r#"{"chat_id":"c1","message":{"blocks":[{"file":{}}]}}"#),
            ["", "c1", ""],
        ),
        wordless(KIMI, b"\x01\0\0\0\x02zz".to_vec(), ["", "", ""]),
        new(
            "kimi POST https://kimi.com/api/chat/c1/completion/stream",
            r#"{"model":"k1","messages":[{"role":"user","content":"hi"}]}"#,
            "hi",
            ["", "c1", "k1"],
        ),
        new(
            "kimi POST https://www.kimi.ai/apiv2/kimi.gateway.chat.v1.ChatService/Chat",
            connect(r#"{"message":{"role":"user","blocks":[{"message_id":"","text":{"content":"晚"}}]}}"#),
            "晚",
            ["", "", ""],
        ),
        new(
            "qwen POST https://chat.qwen.ai/api/chat/completions",
            r#"{"chat_id":"c1","model":"q2","messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"c d"}]}"#,
            "c d",
            ["", "c1", "q2"],
        ),
        new(
            QWEN,
            r#"{"model":"q3","messages":[{"fid":"f1","role":"user","user_action":"chat","content":"hi"}]}"#,
            "hi",
            ["f1", "c1", "q3"],
        ),
        new(
            QWEN,
            r#"{"messages":[{"content":[{"type":"image","image":"i"},{"type":"text","text":"see"}]}]}"#,
            "see",
            ["", "c1", ""],
        ),
        edit(
            QWEN,
            r#"{"messages":[{"fid":"f2","role":"user","user_action":"edit","content":"ho"}]}"#,
            "ho",
            ["f2", "c1", ""],
        ),
        again(
            QWEN,
            r#"{"messages":[{"fid":"f1","role":"user","user_action":"regenerate","content":"hi"}]}"#,
            ["f1", "c1", ""],
        ),
        more(
            QWEN,
            r#"{"messages":[{"role":"assistant","user_action":"continue","content":"hi"}]}"#,
            ["", "c1", ""],
        ),
        quiet(
            "qwen POST https://chat.qwen.ai/api/v2/chats/new",
            r#"{"title":"New Chat"}"#,
            ["", "", ""],
        ),
        new(
            ZAI,
            r#"{"chat_id":"c1","model":"glm","signature_prompt":"hi","messages":[{"role":"user","content":"hi"}]}"#,
            "hi",
            ["", "c1", "glm"],
        ),
        new(
            ZAI,
            r#"{"chat_id":"c1","signature_prompt":"hi"}"#,
            "hi",
            ["", "c1", ""],
        ),
        more(
            ZAI,
            r#"{"chat_id":"c1","messages":[{"role":"assistant","content":"and"}]}"#,
            ["", "c1", ""],
        ),
        quiet(
            "zai POST https://chat.z.ai/api/v1/tasks/title/completions",
            r#"{"messages":[{"role":"user","content":"hi"}]}"#,
            ["", "", ""],
        ),
        quiet(
            "zai POST https://chat.z.ai/api/v1/chats/new",
            r#"{"chat":{"messages":[{"role":"user","content":"hi"}]}}"#,
            ["", "", ""],
        ),
    ]
}
