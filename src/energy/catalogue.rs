//! Models and providers: from the name a page or a request uses to sizes and data centres.

use std::cmp::Ordering;

use super::fold::{fold, without_date};
use super::tables::{
    ENDINGS, KEYS, MODELS, NAMES, OTHER_PROVIDER, PREFIXES, PROVIDERS, ProviderRow, REWRITES, SCOPED, VALUES,
};

/// A model of the catalogue (EcoLogits 0.11.3, `data/models.json`). A view: copying it costs nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Model(u16);

impl Model {
    /// Its name in the catalogue.
    pub fn name(self) -> &'static str {
        let row = &MODELS[usize::from(self.0)];
        slice(row.start, row.length)
    }

    /// Who serves it.
    pub fn provider(self) -> Provider {
        Provider(MODELS[usize::from(self.0)].provider)
    }

    /// Active parameters in billions (least, most). Guessed for closed models.
    pub fn active_b(self) -> (f64, f64) {
        (self.value(0), self.value(1))
    }

    /// Total parameters in billions (least, most). Guessed for closed models.
    pub fn total_b(self) -> (f64, f64) {
        (self.value(2), self.value(3))
    }

    /// Tokens generated per second, where measured.
    pub fn tokens_per_second(self) -> Option<f64> {
        Some(self.value(4)).filter(|&speed| speed > 0.0)
    }

    /// Seconds to the first token, where measured.
    pub fn first_token_seconds(self) -> Option<f64> {
        Some(self.value(5)).filter(|&seconds| seconds > 0.0)
    }

    fn value(self, place: usize) -> f64 {
        // Thousandths divided by a thousand give the very double that the decimal in the file means.
        f64::from(VALUES[usize::from(MODELS[usize::from(self.0)].numbers[place])]) / 1000.0
    }
}

/// A provider whose data centres are described; [`Provider::OTHER`] for all the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Provider(u8);

impl Provider {
    /// A provider nobody described.
    pub const OTHER: Self = Self(OTHER_PROVIDER);

    /// Its key, as `openai`.
    pub fn key(self) -> &'static str {
        self.row().key
    }

    /// Grid zone of its servers (ISO 3166-1 alpha-3).
    pub fn zone(self) -> &'static str {
        self.row().zone
    }

    /// Power usage effectiveness (least, most): site energy over computing energy.
    pub fn pue(self) -> (f64, f64) {
        self.row().pue
    }

    /// The one power usage effectiveness of the calibrated method.
    pub fn central_pue(self) -> f64 {
        self.row().central_pue
    }

    /// Litres of water on site per kilowatt-hour of computing (least, most).
    pub fn wue(self) -> (f64, f64) {
        self.row().wue
    }

    pub(super) fn index(self) -> u8 {
        self.0
    }

    fn row(self) -> &'static ProviderRow {
        &PROVIDERS[usize::from(self.0)]
    }
}

/// The provider of a key or name (`openai`, `chatgpt`), if it is described.
pub fn provider(name: &str) -> Option<Provider> {
    let name = fold(name);
    let plain = |text: &str| fold(text) == name;
    PROVIDERS
        .iter()
        .position(|row| plain(row.key) || row.names.iter().any(|other| plain(other)))
        .map(|index| Provider(index as u8))
}

/// The model that a slug, an alias or a page's label means: `gpt-5-5`, `claude-haiku-4-5-20251001`,
/// "Opus 4.6 Extended", and for Gemini also "Rapide". Dates and words of effort or channel at the end are cut
/// until the rest is known. `None` for what the catalogue does not hold: such a message is estimated with the
/// wide class of unknown models, never refused.
pub fn find_model(label: &str, provider_name: Option<&str>) -> Option<Model> {
    let wanted = provider_name.and_then(provider);
    let mut folded = fold(label);
    for (from, to) in REWRITES {
        if let Some(rest) = folded.strip_prefix(from) {
            folded = format!("{to}{rest}");
        }
    }
    look_up(&folded, wanted).or_else(|| {
        // Gateways put the vendor before the model: `openai/gpt-4o`.
        folded
            .rsplit_once('/')
            .and_then(|(_, base)| look_up(base, wanted))
    })
}

/// Whether a label is only a way of answering that a provider's menu offers ("Auto", "Fast", "Rapide"): which model
/// answers then, nobody tells, and [`find_model`] guesses.
pub fn is_mode(label: &str, provider_name: Option<&str>) -> bool {
    let label = fold(label);
    provider_name
        .and_then(provider)
        .and_then(|wanted| scoped(&label, wanted))
        .is_some_and(|row| row.1)
}

/// The model that a label means at one provider only, and whether the label is a mode.
fn scoped(folded: &str, provider: Provider) -> Option<(Model, bool)> {
    let place = SCOPED
        .binary_search_by(|row| (row.0, row.1).cmp(&(provider.0, folded)))
        .ok()?;
    Some((Model(SCOPED[place].2), SCOPED[place].3))
}

fn look_up(folded: &str, wanted: Option<Provider>) -> Option<Model> {
    let mut rest = folded;
    while !rest.is_empty() {
        if let Some(model) = exact(rest, wanted) {
            return Some(model);
        }
        rest = shorter(rest)?;
    }
    None
}

fn shorter(name: &str) -> Option<&str> {
    without_date(name).or_else(|| {
        let (head, tail) = name.rsplit_once('-')?;
        ENDINGS.binary_search(&tail).is_ok().then_some(head)
    })
}

fn exact(name: &str, wanted: Option<Provider>) -> Option<Model> {
    let at_home = wanted.and_then(|provider| Some(scoped(name, provider)?.0));
    at_home.or_else(|| by_key(name)).or_else(|| {
        // A family word and a version, as "Opus 4.6": enough to tell the provider. "Pro" alone is not.
        let spoken =
            name.starts_with(char::is_alphabetic) && name.contains(|sign: char| sign.is_ascii_digit());
        PREFIXES
            .iter()
            .filter(|row| wanted.map_or(spoken, |provider| provider.0 == row.0))
            .find_map(|row| by_key(&format!("{}{name}", row.1)))
    })
}

fn by_key(name: &str) -> Option<Model> {
    let place = KEYS
        .binary_search_by(|row| compare(slice(row.start, row.length), name))
        .ok()?;
    Some(Model(KEYS[place].model))
}

fn compare(key: &str, folded: &str) -> Ordering {
    fold(key).as_str().cmp(folded)
}

fn slice(start: u16, length: u8) -> &'static str {
    let start = usize::from(start);
    NAMES.get(start..start + usize::from(length)).unwrap_or_default()
}

/// Every model of the catalogue.
pub fn models() -> impl Iterator<Item = Model> {
    (0..MODELS.len() as u16).map(Model)
}
