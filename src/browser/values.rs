//! JavaScript's values and the core's. Each is walked as it stands: by way of JSON text, a parser and a writer of numbers
//! and strings would stand in the core beside the browser's own.

use js_sys::{Array, Object, Reflect};
use serde_json::{Map, Number, Value};
use wasm_bindgen::{JsCast, JsValue};

/// What is nested deeper than this is not read; nothing of ours is.
const DEEPEST: u32 = 100;
/// Whole numbers below this are exact in both worlds.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The value as JSON would have it: what JSON does not know (functions, not-a-number) is left out or null. A page's text
/// may hold half of an emoji; it becomes U+FFFD.
pub fn from_js(value: &JsValue) -> Value {
    read(value, DEEPEST).unwrap_or(Value::Null)
}

/// What a JSON text says, read by the browser.
pub fn parsed(json: &str) -> Value {
    js_sys::JSON::parse(json).map_or(Value::Null, |value| from_js(&value))
}

/// A value as JSON text, written by the browser.
pub fn written(value: &Value) -> String {
    let text = js_sys::JSON::stringify_with_replacer_and_space(&plain(value), &JsValue::NULL, &2.into());
    text.map_or(String::new(), |text| text.into())
}

/// `None` for what JSON leaves out of an object.
fn read(value: &JsValue, levels: u32) -> Option<Value> {
    if value.is_null() || levels == 0 {
        return Some(Value::Null);
    }
    if let Some(truth) = value.as_bool() {
        return Some(Value::Bool(truth));
    }
    if let Some(number) = value.as_f64() {
        return Some(self::number(number));
    }
    if let Some(text) = value.as_string() {
        return Some(Value::String(text));
    }
    if !value.is_object() {
        return None;
    }
    if let Some(items) = value.dyn_ref::<Array>() {
        let items = items.iter().map(|item| read(&item, levels - 1));
        return Some(Value::Array(items.map(Option::unwrap_or_default).collect()));
    }
    let mut fields = Map::new();
    for pair in Object::entries(value.unchecked_ref()).iter() {
        let pair: Array = pair.unchecked_into();
        if let (Some(key), Some(value)) = (pair.get(0).as_string(), read(&pair.get(1), levels - 1)) {
            fields.insert(key, value);
        }
    }
    Some(Value::Object(fields))
}

fn number(number: f64) -> Value {
    if number.fract() != 0.0 || number.abs() > EXACT {
        Number::from_f64(number).map_or(Value::Null, Value::Number)
    } else if number < 0.0 {
        (number as i64).into()
    } else {
        (number as u64).into()
    }
}

/// A plain JavaScript value of anything serde can write.
pub fn to_js<T: serde::Serialize>(value: &T) -> Result<JsValue, String> {
    match serde_json::to_value(value) {
        Ok(value) => Ok(plain(&value)),
        Err(why) => Err(format!("a value could not be handed to the browser: {why}")),
    }
}

/// The same value in JavaScript.
pub fn plain(value: &Value) -> JsValue {
    match value {
        Value::Null => JsValue::NULL,
        Value::Bool(truth) => (*truth).into(),
        Value::Number(number) => number.as_f64().unwrap_or(f64::NAN).into(),
        Value::String(text) => text.as_str().into(),
        Value::Array(items) => items.iter().map(plain).collect::<Array>().into(),
        Value::Object(fields) => {
            let object = Object::new();
            for (key, value) in fields {
                let _ = Reflect::set(&object, &key.as_str().into(), &plain(value));
            }
            object.into()
        }
    }
}
