//! Writes a checked site as a Rust literal.

use std::fmt::Write;

use super::file::SiteFile;
use super::{encoding, kind, test_source};

/// Appends the site's literal.
pub fn emit(site: &SiteFile, out: &mut String) {
    let mut page = serde_json::to_value(&site.page).expect("a page rule is plain JSON");
    page["site"] = site.id.clone().into();
    page["deny_paths"] = site.deny_paths.clone().into();
    page["conversations"] = site.conversations.clone().into();
    let _ = writeln!(
        out,
        "rule::Site {{ id: {:?}, name: {:?}, provider: {:?}, hosts: &{:?}, deny_paths: &{:?}, conversations: &{:?}, page: {:?}, sends: &[",
        site.id,
        site.name,
        site.provider,
        site.hosts,
        site.deny_paths,
        site.conversations,
        page.to_string()
    );
    for send in &site.sends {
        let _ = write!(
            out,
            "    rule::SendRule {{ method: {:?}, hosts: &{:?}, paths: &{:?}, body: rule::Encoding::{}, text: &{:?}, \
             message_id: &{:?}, conversation: &{:?}, model: &{:?}, cases: &[",
            send.method,
            send.hosts,
            send.paths,
            encoding(&send.body).expect("checked before"),
            send.text,
            send.message_id,
            send.conversation,
            send.model
        );
        for case in &send.cases {
            let tests: Vec<String> = case
                .r#if
                .iter()
                .map(|(pointer, test)| {
                    format!("({pointer:?}, {})", test_source(test).expect("checked before"))
                })
                .collect();
            let kind = kind(&case.kind).expect("checked before");
            let _ = write!(
                out,
                "rule::Case {{ when: &[{}], kind: rule::Kind::{kind} }}, ",
                tests.join(", ")
            );
        }
        out.push_str("] },\n");
    }
    out.push_str("] },\n");
}
