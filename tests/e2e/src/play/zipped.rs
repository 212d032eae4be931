//! Zips and chats for the import, in few lines: what exports look like.

use std::io::Write;

use flate2::{Compression, Crc, write::DeflateEncoder};
use serde_json::{Value, json};

/// A zip of these files, packed or as they are.
pub fn zip(files: &[(&str, &[u8])], packed: bool) -> Vec<u8> {
    let (mut out, mut list) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let mut crc = Crc::new();
        crc.update(bytes);
        let data = if packed {
            let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(bytes).expect("memory");
            encoder.finish().expect("memory")
        } else {
            bytes.to_vec()
        };
        let at = out.len() as u32;
        let mut fields = Vec::new();
        for field in [20, 0, if packed { 8 } else { 0 }, 0, 0x21_u16] {
            fields.extend(field.to_le_bytes());
        }
        for field in [crc.sum(), data.len() as u32, bytes.len() as u32] {
            fields.extend(field.to_le_bytes());
        }
        fields.extend((name.len() as u16).to_le_bytes());
        fields.extend([0, 0]);
        out.extend(b"PK\x03\x04");
        out.extend(&fields);
        out.extend(name.as_bytes());
        out.extend(data);
        list.extend(b"PK\x01\x02\x14\x00");
        list.extend(&fields);
        list.extend([0; 10]);
        list.extend(at.to_le_bytes());
        list.extend(name.as_bytes());
    }
    let at = out.len() as u32;
    out.extend(&list);
    out.extend(b"PK\x05\x06\0\0\0\0");
    for _ in 0..2 {
        out.extend((files.len() as u16).to_le_bytes());
    }
    out.extend((list.len() as u32).to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0, 0]);
    out
}

/// A chat in the layout of ChatGPT's export: each message with an id if it has one, words and a moment in seconds.
pub fn chatgpt(chat: Option<&str>, messages: &[(&str, &str, f64)]) -> Value {
    let mut mapping = json!({"root": {"id": "root", "message": null, "parent": null, "children": []}});
    let mut parent = "root".to_owned();
    for (n, (id, words, t)) in messages.iter().enumerate() {
        let reply = format!("r{n}");
        for (id, before, role, words) in [
            (*id, &parent, "user", *words),
            (&reply, &(*id).to_owned(), "assistant", "Yes."),
        ] {
            mapping[id] = json!({"id": id, "parent": before, "children": [], "message": {
                "id": id, "author": {"role": role}, "create_time": t, "recipient": "all", "metadata": {},
                "content": {"content_type": "text", "parts": [words]}}});
        }
        parent = reply;
    }
    json!([{"title": "T", "create_time": 1.0, "conversation_id": chat, "mapping": mapping}])
}
