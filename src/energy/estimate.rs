//! The one question the rest of the core asks: what did this exchange cost?

use super::calibrated::{self, Load, Size};
use super::catalogue::{Model, Provider, find_model, is_mode, provider};
use super::ecologits::{self, Bounds, Served};
use super::effort::Reasoning;
use super::error::Error;
use super::grid::{Zone, zone};
use super::range::Range;
use super::tables::{
    CALIBRATED, ECOLOGITS_UNKNOWN_ACTIVE, ECOLOGITS_UNKNOWN_TOTAL, IMAGE_WH, REPLY_UNSEEN, SEARCH_TOKENS,
    SEARCH_WH, STUDY_WH,
};

/// The most tokens one count of an exchange may hold: the largest context window on offer in 2026.
pub const MAX_TOKENS: u64 = 10_000_000;

/// How to estimate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// Fitted on measurements, anchored on published figures; counts input, context and reasoning.
    #[default]
    Calibrated,
    /// EcoLogits 0.11.3 as published; counts output only, includes making the hardware in carbon.
    Ecologits,
    /// A constant per message that only thanks or greets: a laboratory value of a small model.
    Study,
}

impl Method {
    /// Every method, the default first.
    pub const ALL: [Self; 3] = [Self::Calibrated, Self::Ecologits, Self::Study];

    /// Its name in settings and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Calibrated => "calibrated",
            Self::Ecologits => "ecologits",
            Self::Study => "study",
        }
    }

    /// The method of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.key() == key)
    }
}

/// The visible reply.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Output {
    /// Its tokens.
    Tokens(u64),
    /// The page never showed it: anything from an acknowledgement to a long page.
    #[default]
    Unknown,
}

/// One message and its reply, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Exchange<'a> {
    /// Slug or label of the model.
    pub model: Option<&'a str>,
    /// Key of the provider; that of the model where absent or not described.
    pub provider: Option<&'a str>,
    /// Tokens of the message.
    pub new_tokens: u64,
    /// Tokens of the conversation before it.
    pub context_tokens: u64,
    /// The reply.
    pub output: Output,
    /// Thinking before the reply.
    pub reasoning: Reasoning,
    /// Searches of the web for the reply; each brings pages to read. Calibrated method only.
    pub searches: u16,
    /// Images made. Calibrated method only.
    pub images: u16,
    /// Minutes since the turn before. Beyond ten the conversation has left the cache and is read in full;
    /// absent counts as recent.
    pub minutes_since_last: Option<f64>,
    /// Grid zone; that of the provider's servers where absent.
    pub zone: Option<&'a str>,
    /// The message holds nothing but courtesy.
    pub courtesy_only: bool,
}

/// What an exchange used, wherever its electricity came from.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Usage {
    /// Electricity, watt-hours.
    pub wh: Range,
    /// Water that cooled the computing on site, millilitres.
    pub cooling_ml: Range,
    /// Share of making the hardware, grams of CO2 equivalent. EcoLogits only; the other methods leave it out.
    pub made_gco2e: Range,
}

impl Usage {
    /// Its carbon and water on a grid. Linear: sums of usages may be put on a grid as well as single ones.
    pub fn on(self, zone: Zone) -> Impact {
        // A watt-hour times kilograms (litres) per kilowatt-hour is grams (millilitres).
        Impact {
            wh: self.wh,
            gco2e: self.wh * zone.kgco2e_per_kwh + self.made_gco2e,
            water_ml: self.wh * zone.water_l_per_kwh + self.cooling_ml,
        }
    }
}

/// What an exchange cost.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Impact {
    /// Electricity, watt-hours.
    pub wh: Range,
    /// Carbon, grams of CO2 equivalent, at the zone's average.
    pub gco2e: Range,
    /// Water, millilitres: cooling on site and making the electricity.
    pub water_ml: Range,
}

/// Estimates one exchange on the grid of its zone. `Ok(None)`: the study says nothing about a message that is not
/// courtesy alone.
///
/// # Errors
/// A zone that does not exist, and what [`usage`] refuses.
pub fn estimate(method: Method, exchange: &Exchange) -> Result<Option<Impact>, Error> {
    let answering = Answering::of(exchange.model, exchange.provider);
    let used = usage_of(method, exchange, answering)?;
    let zone = zone(exchange.zone.unwrap_or(answering.server.zone()))?;
    Ok(used.map(|used| used.on(zone)))
}

/// What one exchange used. `Ok(None)`: the study says nothing about a message that is not courtesy alone.
///
/// # Errors
/// A count beyond [`MAX_TOKENS`], minutes that are negative or no number. A model or provider that nobody described is
/// no error: it gets the wide range of the unknown.
pub fn usage(method: Method, exchange: &Exchange) -> Result<Option<Usage>, Error> {
    usage_of(method, exchange, Answering::of(exchange.model, exchange.provider))
}

/// The same where the names of the exchange have been looked up before.
///
/// # Errors
/// Those of [`usage`].
pub fn usage_of(method: Method, exchange: &Exchange, answering: Answering) -> Result<Option<Usage>, Error> {
    check(exchange)?;
    Ok(match method {
        Method::Calibrated => Some(by_calibration(exchange, answering)),
        Method::Ecologits => Some(by_ecologits(exchange, answering)),
        // Measured in a laboratory: no data centre, so no overhead and no cooling water.
        Method::Study => exchange.courtesy_only.then(|| Usage {
            wh: STUDY_WH,
            ..Usage::default()
        }),
    })
}

/// Who answers: what a model's label means at a provider. Looking it up costs more than the estimate itself, so whoever
/// estimates many exchanges keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answering {
    model: Option<Model>,
    server: Provider,
    mode: bool,
}

impl Answering {
    /// The model that answers, if it is known, and who runs it.
    pub fn of(label: Option<&str>, provider_name: Option<&str>) -> Answering {
        let model = label.and_then(|label| find_model(label, provider_name));
        let server = provider_name
            .and_then(provider)
            .or(model.map(Model::provider))
            .unwrap_or(Provider::OTHER);
        let mode = model.is_some() && label.is_some_and(|label| is_mode(label, provider_name));
        Answering { model, server, mode }
    }

    /// The model, if the catalogue holds it.
    pub fn model(self) -> Option<Model> {
        self.model
    }
}

fn check(exchange: &Exchange) -> Result<(), Error> {
    let output = if let Output::Tokens(tokens) = exchange.output {
        tokens
    } else {
        0
    };
    let reasoning = match exchange.reasoning {
        Reasoning::Measured(tokens) | Reasoning::Estimated(tokens) => tokens,
        Reasoning::None | Reasoning::Hidden(_) => 0,
    };
    let counts = [
        ("new_tokens", exchange.new_tokens),
        ("context_tokens", exchange.context_tokens),
        ("output_tokens", output),
        ("reasoning_tokens", reasoning),
    ];
    if let Some(&(what, tokens)) = counts.iter().find(|count| count.1 > MAX_TOKENS) {
        return Err(Error::TooManyTokens { what, tokens });
    }
    match exchange.minutes_since_last {
        Some(minutes) if !(minutes.is_finite() && minutes >= 0.0) => Err(Error::BadMinutes(minutes)),
        _ => Ok(()),
    }
}

fn output_tokens(output: Output) -> Range {
    match output {
        Output::Tokens(tokens) => Range::new(tokens as f64, tokens as f64, tokens as f64),
        Output::Unknown => REPLY_UNSEEN,
    }
}

fn by_calibration(exchange: &Exchange, answering: Answering) -> Usage {
    let Answering { model, server, mode } = answering;
    let middle = |(least, most): Bounds| (least * most).sqrt();
    let size = model.map_or(Size::Unknown, |model| {
        let (total_b, active_b) = (middle(model.total_b()), middle(model.active_b()));
        match mode {
            true => Size::Mode { total_b, active_b },
            false => Size::Known { total_b, active_b },
        }
    });
    let pue = server.central_pue();
    let (thinking, guessed) = exchange.reasoning.tokens();
    let stale = exchange
        .minutes_since_last
        .is_some_and(|minutes| minutes > CALIBRATED.stale_after_minutes);
    let with = |output: f64| {
        let load = Load {
            new: exchange.new_tokens as f64 + SEARCH_TOKENS * f64::from(exchange.searches),
            context: exchange.context_tokens as f64,
            output,
            thinking,
            guessed,
            stale,
        };
        calibrated::energy(size, &load, pue)
    };
    let output = output_tokens(exchange.output);
    let wh = Range::new(
        with(output.low).low,
        with(output.central).central,
        with(output.high).high,
    );
    let wh = wh + SEARCH_WH * f64::from(exchange.searches) + IMAGE_WH * f64::from(exchange.images);
    let (computing, wue) = (wh * (1.0 / pue), server.wue());
    Usage {
        wh,
        cooling_ml: Range::new(
            computing.low * wue.0,
            computing.central * middle(wue),
            computing.high * wue.1,
        ),
        made_gco2e: Range::ZERO,
    }
}

fn by_ecologits(exchange: &Exchange, answering: Answering) -> Usage {
    let Answering { model, server, .. } = answering;
    let served = Served {
        active_b: model.map_or(ECOLOGITS_UNKNOWN_ACTIVE, Model::active_b),
        total_b: model.map_or(ECOLOGITS_UNKNOWN_TOTAL, Model::total_b),
        tokens_per_second: model.and_then(Model::tokens_per_second),
        first_token_seconds: model.and_then(Model::first_token_seconds),
        pue: server.pue(),
        wue: server.wue(),
    };
    let output = output_tokens(exchange.output);
    let thinking = exchange.reasoning.tokens().0;
    let with = |tokens: f64| ecologits::request(&served, tokens, f64::INFINITY);
    let least = with(output.low + thinking.low);
    let middle = with(output.central + thinking.central);
    let most = with(output.high + thinking.high);
    let range = |of: &dyn Fn(&ecologits::Requests) -> Bounds| {
        let (low, high) = of(&middle);
        Range::new(
            of(&least).0 * 1000.0,
            (low + high) / 2.0 * 1000.0,
            of(&most).1 * 1000.0,
        )
    };
    Usage {
        wh: range(&|request| request.kwh()),
        cooling_ml: range(&|request| request.cooling_l()),
        made_gco2e: range(&|request| request.made_kgco2e()),
    }
}
