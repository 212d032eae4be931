//! Bodies that once made the parser hold more than two copies, each by its reason.

use merciwatt::observe;
use merciwatt::observe::request::Sent;

use super::my_turn;
use super::parser::read_within;

/// Just above a power of two, where a buffer that doubles is at its worst.
const LENGTH: usize = (1 << 18) + 100;

fn read(site: &str, path: &str, body: &str) -> Sent {
    let site = observe::site(site).expect("a known site");
    let address = format!("https://{}{path}", site.hosts[0]);
    read_within(site, "POST", &address, body.as_bytes()).unwrap_or_else(|why| panic!("{why}"))
}

fn chatgpt(body: &str) -> Sent {
    read("chatgpt", "/backend-api/f/conversation", body)
}

fn gemini(body: &str) -> Sent {
    read(
        "gemini",
        "/_/BardChatUi/data/assistant.lamda.BardFrontendService/StreamGenerate",
        body,
    )
}

#[test]
fn a_field_of_a_form_is_decoded_into_memory_of_its_own_size() {
    let _turn = my_turn();
    let words = "a+b".repeat(LENGTH / 3);
    let sent = gemini(&format!(
        "f.req=%5Bnull%2C%22%5B%5B%5C%22{words}%5C%22%5D%5D%22%5D"
    ));
    assert_eq!(sent.text, Some(words.replace('+', " ")));
}

#[test]
fn a_field_of_a_form_that_is_no_text_is_none() {
    let _turn = my_turn();
    assert_eq!(
        gemini(&("f.req=".to_owned() + &"%FF".repeat(LENGTH / 3))).text,
        None
    );
}

#[test]
fn json_that_opens_and_never_closes_is_refused() {
    let _turn = my_turn();
    assert_eq!(chatgpt(&"[".repeat(LENGTH)).text, None);
}

#[test]
fn json_deeper_than_any_page_writes_is_refused() {
    let _turn = my_turn();
    let deep = "[".repeat(LENGTH / 2) + &"]".repeat(LENGTH / 2);
    assert_eq!(
        chatgpt(&format!("{{\"action\":\"next\",\"messages\":[{deep}]}}")).text,
        None
    );
    let inside = format!("f.req=%5Bnull%2C%22{deep}%22%5D");
    assert_eq!(gemini(&inside).text, None);
}

#[test]
fn a_long_key_that_is_escaped_is_passed_over() {
    let _turn = my_turn();
    let key = "aaaaaaaa\\n".repeat(LENGTH / 9);
    let body = format!(
        r#"{{"{key}":0,"\u0061ction":"next","messages":[{{"author":{{"role":"user"}},"content":{{"parts":["hi"]}}}}]}}"#
    );
    assert_eq!(
        chatgpt(&body).text.as_deref(),
        Some("hi"),
        "a short escaped key is read"
    );
}

#[test]
fn a_key_with_half_a_character_hides_nothing_beside_it() {
    let _turn = my_turn();
    let body =
        r#"{"\ud83d":0,"action":"next","messages":[{"author":{"role":"user"},"content":{"parts":["hi"]}}]}"#;
    assert_eq!(chatgpt(body).text.as_deref(), Some("hi"));
}

#[test]
fn pieces_of_a_message_are_joined_in_memory_of_their_own_size() {
    let _turn = my_turn();
    let (long, short) = ("a".repeat(LENGTH), "b");
    let body = format!(
        r#"{{"action":"next","messages":[{{"author":{{"role":"user"}},"content":{{"parts":["{long}","{short}"]}}}}]}}"#
    );
    assert_eq!(chatgpt(&body).text, Some(format!("{long}\n{short}")));
    let many = r#""a","#.repeat(LENGTH / 4);
    let body = format!(
        r#"{{"action":"next","messages":[{{"author":{{"role":"user"}},"content":{{"parts":[{many}""]}}}}]}}"#
    );
    assert_eq!(chatgpt(&body).text.map(|text| text.len()), Some(LENGTH / 4 * 2));
}

#[test]
fn a_head_of_a_part_that_is_no_text_is_passed_over() {
    let _turn = my_turn();
    let site = observe::site("huggingchat").expect("a known site");
    let mut body = b"--B\r\n".to_vec();
    body.extend(vec![0xff; LENGTH]);
    body.extend(b"\r\n\r\nx\r\n--B\r\nname=\"data\"\r\n\r\n{\"inputs\":\"hi\"}\r\n--B--\r\n");
    let sent = read_within(site, "POST", "https://huggingface.co/chat/conversation/c1", &body);
    assert_eq!(sent.expect("within two copies").text.as_deref(), Some("hi"));
}
