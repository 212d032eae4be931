//! The command line's rows: JSON in, JSON out, one function per command. The same functions serve the WASM build
//! when it is compared with the native one.

#[cfg(not(target_arch = "wasm32"))]
pub mod class;
pub mod courtesy;
pub mod estimate;
#[cfg(not(target_arch = "wasm32"))]
pub mod import;
pub mod requests;
pub mod tokens;

use serde_json::Value;

use crate::energy::Method;

/// A command with what it remembers from row to row.
pub enum Command {
    /// `courtesy`
    Courtesy,
    /// `tokens`
    Tokens,
    /// `estimate --method …`
    Estimate(Method),
    /// `requests`: remembers ids, to tell a repeated request.
    Requests(requests::Seen),
}

impl Command {
    /// The command of these words, or a sentence saying what is known.
    pub fn parse(words: &[&str]) -> Result<Command, String> {
        match words {
            ["courtesy"] => Ok(Command::Courtesy),
            ["tokens"] => Ok(Command::Tokens),
            ["requests"] => Ok(Command::Requests(requests::Seen::default())),
            ["estimate", "--method", method] => {
                Method::from_key(method).map(Command::Estimate).ok_or_else(|| {
                    format!("estimate: \"{method}\" is no method; use calibrated, ecologits or study")
                })
            }
            ["estimate"] => Err("estimate: say which method: --method calibrated, ecologits or study".into()),
            ["import"] => {
                Err("import: say which file: the zip you were sent, its folder, or a file of it".into())
            }
            other => Err(format!("\"{}\" is no command", other.join(" "))),
        }
    }

    /// One line of JSON, half characters and all.
    pub fn line(&mut self, line: &str) -> Result<Value, String> {
        let input = serde_json::from_str(line)
            .or_else(|_| serde_json::from_str(&crate::observe::without_halves(line)))
            .map_err(|why| format!("expected one JSON object per line: {why}"))?;
        self.row(&input)
    }

    /// One row.
    pub fn row(&mut self, input: &Value) -> Result<Value, String> {
        match self {
            Command::Courtesy => courtesy::row(input),
            Command::Tokens => tokens::row(input),
            Command::Estimate(method) => estimate::row(*method, input),
            Command::Requests(seen) => requests::row(input, seen),
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
use crate::observe::text::compose;

#[cfg(target_arch = "wasm32")]
use crate::browser::compose;

/// The WASM build's door for the comparison with the native core: command words and JSON Lines in, JSON Lines out.
#[cfg(all(target_arch = "wasm32", feature = "lab"))]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn lab(words: &str, lines: &str) -> Result<String, String> {
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut command = Command::parse(&words)?;
    let mut out = String::new();
    for line in lines.lines() {
        let row = command.line(line)?;
        out.push_str(&row.to_string());
        out.push('\n');
    }
    Ok(out)
}
