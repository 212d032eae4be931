//! A record of `MyActivity.json`.

use super::Record;
use crate::import::{html, time, value};
use crate::observe::json::{each_element, members};

/// Reads one record.
pub fn record(json: &str) -> Record {
    let [
        header,
        title,
        url,
        time,
        products,
        answers,
        details,
        files,
        image,
        audio,
        interactions,
    ] = members(
        json,
        [
            "header",
            "title",
            "titleUrl",
            "time",
            "products",
            "safeHtmlItem",
            "details",
            "attachedFiles",
            "imageFile",
            "audioFiles",
            "userInteractions",
        ],
    );
    let mut record = Record {
        header: value::text(header).unwrap_or_default(),
        title: value::text(title).unwrap_or_default(),
        attached: [files, image, audio].into_iter().any(value::filled),
        t: time::of(time),
        thread: thread(url),
        ..Record::default()
    };
    // The header is the product's name; a record of several products counts if one of them is Gemini.
    each_element(products, &mut |product| {
        let product = value::text(product).unwrap_or_default();
        if super::prompt::is_gemini(&product) && !super::prompt::is_gemini(&record.header) {
            record.header = product;
        }
    });
    each_element(answers, &mut |item| {
        let [page] = members(item, ["html"]);
        value::add_line(
            &mut record.answer,
            &html::text(&value::text(page).unwrap_or_default()),
        );
    });
    each_element(details, &mut |detail| {
        let [name, words, url] = members(detail, ["name", "value", "url"]);
        if record.thread.is_none() {
            record.thread = thread(url);
        }
        let words = value::text(words);
        match name.trim_matches('"') {
            "Request" => record.prompt = words,
            "Response" => value::add_line(&mut record.answer, &words.unwrap_or_default()),
            _ => {}
        }
    });
    each_element(interactions, &mut |outer| {
        let [inner] = members(outer, ["userInteraction"]);
        let inner = if value::is_object(inner) { inner } else { outer };
        let [request, response] = members(inner, ["request", "response"]);
        if let Some(asked) = value::text(request) {
            value::add_line(record.prompt.get_or_insert_default(), &said(&asked));
        }
        value::add_line(
            &mut record.answer,
            &said(&value::text(response).unwrap_or_default()),
        );
    });
    record
}

/// Words that stand in JSON inside the JSON, or are written as they are.
fn said(text: &str) -> String {
    if !text.starts_with(['[', '{']) || !crate::observe::json::is_valid(text) {
        return text.to_owned();
    }
    let mut words = String::new();
    let mut add = |object: &str| {
        for member in members(object, ["text", "prompt", "query", "content", "message"]) {
            value::add_line(&mut words, &value::text(member).unwrap_or_default());
        }
    };
    match text.starts_with('{') {
        true => add(text),
        false => each_element(text, &mut add),
    }
    words
}

/// The conversation's id in the address of its page.
fn thread(url: &str) -> Option<String> {
    let url = value::text(url)?;
    let (_, path) = url.split_once("gemini.google.com/app/")?;
    let id = path.trim_start_matches("c/").split(['?', '#', '/']).next()?;
    (!id.is_empty() && id.len() < 100).then(|| id.to_owned())
}
