//! The one door to the browser's API: everything the core asks of a browser goes through here and comes back as the
//! core's own types.

use chrono::Weekday;
use js_sys::{Array, Date, Function, JsString, Object, Promise, Reflect, Uint8Array};
use serde_json::Value;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_extensions_sys::chrome;

pub use super::values::{from_js, parsed, to_js, written};
use crate::ledger::Salt;
use crate::week::Moment;

// What web-extensions-sys does not bind.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["chrome", "action"], js_name = setBadgeText)]
    async fn set_badge_text(details: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "action"], js_name = setBadgeBackgroundColor)]
    fn set_badge_background_color(details: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "alarms"], js_name = create)]
    fn create_alarm(name: &str, info: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "managed"], js_name = get)]
    fn managed_items(keys: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(call: &Function, ms: u32) -> JsValue;
    #[wasm_bindgen(catch, js_namespace = ["crypto"], js_name = getRandomValues)]
    fn get_random_values(array: &Uint8Array) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "i18n"], js_name = getUILanguage)]
    fn ui_language() -> Result<String, JsValue>;
    #[wasm_bindgen(js_namespace = Intl)]
    type Locale;
    #[wasm_bindgen(catch, constructor, js_namespace = Intl)]
    fn new(tag: &str) -> Result<Locale, JsValue>;
    #[wasm_bindgen(catch, method, js_name = getWeekInfo)]
    fn week_info(this: &Locale) -> Result<JsValue, JsValue>;
}

/// The clock and the person's offset from UTC.
pub fn now() -> Moment {
    let date = Date::new_0();
    Moment {
        t: date.get_time(),
        off: -(date.get_timezone_offset() as i32),
    }
}

/// The person's offset from UTC at a moment, minutes east.
pub fn offset_at(t: f64) -> i32 {
    -(Date::new(&t.into()).get_timezone_offset() as i32)
}

/// Just after the next local midnight. The browser counts, since it knows which days have 23 or 25 hours.
pub fn next_midnight() -> f64 {
    let now = Date::new_0();
    let tomorrow = now.get_date() as i32 + 1;
    let midnight = Date::new_with_year_month_day(now.get_full_year(), now.get_month() as i32, tomorrow);
    midnight.get_time() + 1_000.0
}

/// The day weeks begin on where the person reads: Sunday in English of the United States, Monday in that of the United
/// Kingdom. A chosen language has the region of the browser's, if that is the same language. Monday where the browser
/// does not know.
pub fn usual_week_start(language: Option<&str>) -> Weekday {
    let own = ui_language().unwrap_or_default();
    let tag = language.filter(|chosen| !own.starts_with(chosen)).unwrap_or(&own);
    let info = Locale::new(tag).and_then(|locale| locale.week_info());
    let day = info.ok().and_then(|info| get(&info, "firstDay").as_f64());
    let from_monday = day.map_or(0, |day| (day as u8).saturating_sub(1));
    Weekday::try_from(from_monday).unwrap_or(Weekday::Mon)
}

/// Composes a text (Unicode NFC) with the browser's own tables.
pub fn compose(text: &str) -> String {
    JsString::from(text).normalize("NFC").into()
}

/// Sixteen random bytes.
pub fn random_salt() -> Result<Salt, String> {
    let array = Uint8Array::new_with_length(16);
    get_random_values(&array).map_err(|_| "the browser gave no random numbers".to_owned())?;
    let mut salt = [0; 16];
    array.copy_to(&mut salt);
    Ok(Salt(salt))
}

/// What an administrator has set for this extension. Nothing where nobody has (Firefox then says that there is no such
/// store) and in a page's worker, which is shown no such store. The browser is asked at once, the answer awaited later.
pub fn managed() -> Promise {
    managed_items(&JsValue::NULL).unwrap_or_else(|_| Promise::resolve(&JsValue::NULL))
}

/// What a promise comes to, null where it fails.
pub async fn settled(promise: &Promise) -> JsValue {
    JsFuture::from(promise.clone()).await.unwrap_or(JsValue::NULL)
}

/// The same if it comes within so many milliseconds, undefined if not.
pub async fn soon(promise: &Promise, ms: u32) -> JsValue {
    let late = Promise::new(&mut |give_up, _| drop(set_timeout(&give_up, ms)));
    settled(&Promise::race(&Array::of2(promise, &late))).await
}

/// Shows a number on the extension's button. Failing to do so loses nothing, so it is no error.
pub async fn show_badge(text: &str) {
    // What is asked first is done first; only the last is waited for.
    let _ = set_badge_background_color(&object(&[("color", "#2f6f5e".into())]));
    let _ = set_badge_text(&object(&[("text", text.into())])).await;
}

/// Wakes the background at this moment (milliseconds since 1970, UTC).
pub fn wake_at(t: f64) {
    let _ = create_alarm("day", &object(&[("when", t.into())]));
}

/// Tells the content script of a tab's page. A tab without one (closed, or older than the extension) is no error.
pub async fn tell_tab(tab: i32, message: &Value) {
    if let (Ok(message), Ok(options)) = (
        to_js(message),
        object(&[("frameId", 0.into())]).dyn_into::<Object>(),
    ) {
        let _ = chrome().tabs().send_message(tab, &message, Some(&options)).await;
    }
}

/// A request as `webRequest` describes it.
pub struct Request {
    /// The browser's id of the request.
    pub id: String,
    /// Tab, or -1.
    pub tab: i32,
    /// HTTP method.
    pub method: String,
    /// Full address.
    pub url: String,
    /// Address or origin of the page that made it, where the browser says so.
    pub origin: Option<String>,
    /// When the browser was about to send it, milliseconds since 1970: the background may learn of it much later.
    pub t: Option<f64>,
    /// The body.
    pub body: RequestBody,
}

/// The end of a request.
pub struct End {
    /// The browser's id of the request.
    pub request: String,
    /// HTTP status of the answer, if there was one.
    pub status: Option<f64>,
    /// The browser's error word, if the request broke.
    pub error: Option<String>,
}

/// A body, copied out of the browser's object.
pub enum RequestBody {
    /// All raw bytes in order.
    Bytes(Vec<u8>),
    /// A decoded form: an object of strings.
    Form(Value),
    /// Not shown.
    Unreadable,
}

/// The full address of a request.
pub fn address(details: &JsValue) -> String {
    get(details, "url").as_string().unwrap_or_default()
}

/// The browser's number of the request of a `webRequest` details object.
pub fn request_id(details: &JsValue) -> String {
    get(details, "requestId").as_string().unwrap_or_default()
}

/// Reads `webRequest`'s details object. `most` bytes of a body are copied at most; longer bodies count as unreadable.
pub fn request(details: &JsValue, most: usize) -> Request {
    let text = |key: &str| get(details, key).as_string();
    Request {
        id: request_id(details),
        tab: get(details, "tabId").as_f64().map_or(-1, |id| id as i32),
        method: text("method").unwrap_or_default(),
        url: address(details),
        origin: ["documentUrl", "initiator", "originUrl"]
            .iter()
            .find_map(|key| text(key))
            .filter(|o| o != "null"),
        t: get(details, "timeStamp").as_f64(),
        body: body(&get(details, "requestBody"), most),
    }
}

/// Reads the details object of a request that ended.
pub fn end(details: &JsValue) -> End {
    End {
        request: request_id(details),
        status: get(details, "statusCode").as_f64(),
        error: get(details, "error").as_string(),
    }
}

fn body(body: &JsValue, most: usize) -> RequestBody {
    if let Ok(parts) = get(body, "raw").dyn_into::<Array>() {
        let mut all = Vec::new();
        for part in parts.iter() {
            let Ok(buffer) = get(&part, "bytes").dyn_into::<js_sys::ArrayBuffer>() else {
                return RequestBody::Unreadable; // a file or a blob: its bytes are not shown
            };
            let bytes = Uint8Array::new(&buffer);
            if all.len() + bytes.length() as usize > most {
                return RequestBody::Unreadable;
            }
            all.extend(bytes.to_vec());
        }
        return if all.is_empty() {
            RequestBody::Unreadable
        } else {
            RequestBody::Bytes(all)
        };
    }
    match get(body, "formData").dyn_into::<Object>() {
        Ok(form) => {
            let mut fields = serde_json::Map::new();
            for pair in Object::entries(&form).iter() {
                let pair: Array = pair.unchecked_into();
                let value = pair
                    .get(1)
                    .dyn_into::<Array>()
                    .ok()
                    .and_then(|values| values.get(0).as_string());
                if let (Some(name), Some(value)) = (pair.get(0).as_string(), value) {
                    fields.insert(name, Value::String(value));
                }
            }
            RequestBody::Form(Value::Object(fields))
        }
        Err(_) => RequestBody::Unreadable,
    }
}

/// Who sent a runtime message.
pub struct Sender {
    /// Full address of the page.
    pub url: String,
    /// The tab it is shown in, or -1.
    pub tab: i32,
    /// Whether it is one of the extension's own pages.
    pub own: bool,
}

/// Reads `runtime.MessageSender`; `own_origin` is the extension's own address.
pub fn sender(sender: &JsValue, own_origin: &str) -> Sender {
    let url = get(sender, "url").as_string().unwrap_or_default();
    Sender {
        tab: get(&get(sender, "tab"), "id").as_f64().map_or(-1, |id| id as i32),
        own: !own_origin.is_empty() && url.starts_with(own_origin),
        url,
    }
}

/// A field of an object, undefined if it has none.
pub fn get(object: &JsValue, key: &str) -> JsValue {
    if object.is_object() {
        Reflect::get(object, &key.into()).unwrap_or(JsValue::UNDEFINED)
    } else {
        JsValue::UNDEFINED
    }
}

/// An object of these fields.
pub fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in fields {
        let _ = Reflect::set(&object, &(*key).into(), value);
    }
    object.into()
}
