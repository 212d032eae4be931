//! Answers, built by plain functions: a macro that builds them writes the same kilobyte wherever it stands.

use serde_json::Value;

pub use crate::record::object;

/// Done: `{ok: true}`.
#[inline(never)]
pub fn ok() -> Value {
    done(&mut [])
}

/// Done, and this is what there is to say.
#[inline(never)]
pub fn done(fields: &mut [(&str, Value)]) -> Value {
    let mut answer = object(fields);
    answer["ok"] = true.into();
    answer
}

/// Not done, for a reason that pages have a sentence for: `{ok: false, reason}`.
#[inline(never)]
pub fn refused(reason: &str) -> Value {
    object(&mut [("ok", false.into()), ("reason", reason.into())])
}

/// Not done, with a detail for a developer.
#[inline(never)]
pub fn refused_since(reason: &str, detail: &str) -> Value {
    let mut answer = refused(reason);
    answer["detail"] = detail.into();
    answer
}
