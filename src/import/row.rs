//! From an exchange to a row of the ledger.

use super::exchange::Exchange;
use crate::join::conversation_hash;
use crate::ledger::{Micro, Row, Salt, State, hash, price};
use crate::observe::{self, rule::Kind};
use crate::week::Moment;

/// The row of an exchange, in the person's local time (`off` minutes east of UTC at the exchange's own moment); `None`
/// if its moment is not known, for then it belongs to no day.
///
/// The key depends on the exchange and the salt alone, so importing twice changes nothing. Where the export has the id
/// that the live request carries (ChatGPT's message id; those of Claude, LibreChat and Open WebUI, if they are the
/// same), the key is the live one, so importing what was counted live changes nothing either. For all others
/// [`same_as_live`](super::same_as_live) decides.
pub fn row(exchange: &Exchange, salt: &Salt, off: i32) -> Option<Row> {
    exchange.t.map(|t| draft(exchange, salt, Moment { t, off }))
}

/// Energy of an exchange by each method, dated or not.
pub fn priced(exchange: &Exchange) -> [Micro; 3] {
    let nowhen = Moment { t: 0.0, off: 0 };
    price(&draft(exchange, &Salt([0; 16]), nowhen)).wh
}

fn draft(exchange: &Exchange, salt: &Salt, at: Moment) -> Row {
    let site = exchange.service.site();
    let (message, reply) = (exchange.message.as_ref(), exchange.reply.as_ref());
    let key = match (message, reply) {
        (Some(message), _) => match message.id.as_deref().filter(|id| super::tree::is_unique(id)) {
            Some(id) => hash(salt, &["message", site, id]),
            None => hash(salt, &["import", site, &message.name]),
        },
        (None, reply) => hash(salt, &["import", site, reply.map_or("", |reply| &reply.name)]),
    };
    let conversation = exchange.conversation.as_deref().zip(observe::site(site));
    let conversation = conversation.map(|(id, site)| conversation_hash(salt, site, id));
    let measure = message.map(|message| message.measure).unwrap_or_default();
    let attached = message.map_or(0, |message| message.attached_tokens);
    Row {
        key,
        conv_t: conversation.map(|conversation| Row::conversation_key(&conversation, at.t)),
        t: at.t,
        off: at.off,
        day: at.day().to_string(),
        site: site.to_owned(),
        kind: match message {
            Some(message) if message.edit => Kind::Edit,
            Some(_) => Kind::New,
            None => Kind::Regenerate,
        },
        // Without a reply in the export it is as with one that was never seen: wide, not free.
        state: if reply.is_some() {
            State::Answered
        } else {
            State::Sent
        },
        chars: Some(measure.chars),
        new_tokens: Some(measure.tokens.saturating_add(attached)),
        context_tokens: exchange.context_tokens,
        minutes_since_last: exchange.minutes_since_last,
        courtesy: measure.courtesy,
        languages: measure.by_language(),
        courtesy_only: measure.courtesy_only,
        model: reply.and_then(|reply| reply.model.clone()),
        replies: u16::from(reply.is_some()),
        reply_chars: reply.map(|reply| reply.chars),
        output_tokens: reply.map(|reply| reply.tokens),
        reasoning_tokens: reply.and_then(|reply| reply.reasoning_tokens),
        reasoning_ms: reply.and_then(|reply| reply.reasoning_ms),
        import: None,
    }
}
