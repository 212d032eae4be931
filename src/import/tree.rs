//! From the nodes of a conversation to its messages and replies, on all branches.

use super::exchange::{Exchange, Message, Reply};
use super::node::{Conversation, Node, Parent, Who};
use super::service::Service;
use crate::ledger::storable_model;
use std::collections::HashMap;

/// What a node hands down to its children.
#[derive(Debug, Clone, Copy, Default)]
struct Branch {
    /// Tokens of the conversation up to and with this node.
    tokens: u32,
    /// The exchange of the last message.
    message: Option<usize>,
    /// When that was.
    t: Option<f64>,
    /// The reply that is being written, and the last node that wrote at it.
    reply: Option<(usize, usize)>,
}

/// The exchanges of a conversation, parents before children. Every branch is followed, none twice, whatever the ids
/// say; parents that are not there and circles are cut.
pub fn exchanges(service: Service, mut conversation: Conversation) -> Vec<Exchange> {
    let parents = parents(&conversation);
    let order = order(&parents);
    let nodes = &mut conversation.nodes;
    let mut branches = vec![Branch::default(); nodes.len()];
    let mut drafts = Drafts {
        service,
        conversation: conversation.id,
        made: Vec::new(),
        last_writers: Vec::new(),
    };
    // Which nodes have a message of a person among their children already.
    let mut asked = vec![false; nodes.len()];
    for &(at, parent) in &order {
        let above = parent.map_or_else(Branch::default, |parent| branches[parent]);
        let node = std::mem::take(&mut nodes[at]);
        branches[at] = match node.who {
            Who::Aside => above,
            Who::Person => {
                // Siblings are the same message in other words.
                let edit = parent.is_some_and(|parent| std::mem::replace(&mut asked[parent], true));
                drafts.message(node, at, &above, edit)
            }
            Who::Model => drafts.reply(node, at, &above, conversation.joins),
        };
    }
    drafts.made
}

struct Drafts {
    service: Service,
    conversation: Option<String>,
    made: Vec<Exchange>,
    /// For each exchange the node that last wrote at its reply.
    last_writers: Vec<usize>,
}

impl Drafts {
    fn push(
        &mut self,
        message: Option<Message>,
        t: Option<f64>,
        context_tokens: u32,
        above: &Branch,
    ) -> usize {
        let since = t.zip(above.t).map(|(t, last)| ((t - last) / 60_000.0).max(0.0));
        self.made.push(Exchange {
            service: self.service,
            conversation: self.conversation.clone(),
            message,
            reply: None,
            t,
            context_tokens,
            minutes_since_last: since,
        });
        self.last_writers.push(usize::MAX);
        self.made.len() - 1
    }

    fn message(&mut self, node: Node, at: usize, above: &Branch, edit: bool) -> Branch {
        let (t, tokens) = (node.t, node.tokens());
        let before = above.message.and_then(|at| self.made[at].message.as_ref());
        let message = Message {
            after: before.and_then(|message| message.id.clone()),
            edit,
            measure: node.measure,
            attached_tokens: node.more_tokens,
            name: name("message", &self.conversation, &node, at),
            id: node.id,
        };
        let made = self.push(Some(message), t, above.tokens, above);
        Branch {
            tokens: above.tokens.saturating_add(tokens),
            message: Some(made),
            t: t.or(above.t),
            reply: None,
        }
    }

    /// A model's node goes on with the reply above it, unless another node has done so already: then it is another
    /// reply, and so is a second node on services that write a reply as one.
    fn reply(&mut self, node: Node, at: usize, above: &Branch, joins: bool) -> Branch {
        let made = match above.reply {
            Some((made, writer)) if joins && self.last_writers[made] == writer => made,
            _ => self.reply_of(above, node.t),
        };
        let tokens = node.tokens();
        self.last_writers[made] = at;
        // Of a message whose own moment is missing, its reply's is the nearest.
        let exchange = &mut self.made[made];
        exchange.t = exchange.t.or(node.t);
        let reply = exchange.reply.get_or_insert_with(|| Reply {
            id: None,
            chars: 0,
            tokens: 0,
            reasoning_tokens: None,
            reasoning_ms: None,
            model: None,
            name: name("reply", &self.conversation, &node, at),
        });
        reply.chars = reply.chars.saturating_add(node.measure.chars);
        reply.tokens = reply.tokens.saturating_add(tokens);
        reply.reasoning_tokens = sum(reply.reasoning_tokens, node.reasoning_tokens);
        reply.reasoning_ms = sum(reply.reasoning_ms, node.reasoning_ms);
        let model = node.model.as_deref().and_then(storable_model);
        reply.model = model.or(reply.model.take());
        if node.measure.chars > 0 || reply.id.is_none() {
            reply.id = node.id;
        }
        Branch {
            tokens: above.tokens.saturating_add(tokens),
            reply: Some((made, at)),
            t: above.t.or(node.t),
            ..*above
        }
    }

    /// The exchange that a new reply belongs to.
    fn reply_of(&mut self, above: &Branch, t: Option<f64>) -> usize {
        let Some(asked) = above.message else {
            return self.push(None, t, above.tokens, above);
        };
        let message = &self.made[asked];
        if message.reply.is_none() {
            return asked;
        }
        let read = message.message.as_ref().map_or(0, |message| {
            message.measure.tokens.saturating_add(message.attached_tokens)
        });
        let (context, t) = (message.context_tokens.saturating_add(read), t.or(message.t));
        self.push(None, t, context, above)
    }
}

fn sum(a: Option<u32>, b: Option<u32>) -> Option<u32> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.saturating_add(b)),
        (a, b) => a.or(b),
    }
}

/// What a message or reply is known by, so that the same one is the same in the next export too. An id that is unique
/// in the world does alone. One that only counts within its conversation needs the conversation's; and where neither
/// may be unique, moment and words have to help; with no moment either, the place in the conversation: people say "yes"
/// more than once.
fn name(what: &str, conversation: &Option<String>, node: &Node, at: usize) -> String {
    let whole = |id: &&String| is_unique(id);
    match (&node.id, conversation) {
        (Some(id), _) if is_unique(id) => format!("{what}|{id}"),
        (Some(id), Some(conversation)) if whole(&conversation) => format!("{what}|{conversation}|{id}"),
        (id, conversation) => format!(
            "{what}|{}|{}|{}|{:016x}",
            conversation.as_deref().unwrap_or_default(),
            id.as_deref().unwrap_or_default(),
            match node.t {
                Some(t) => crate::join::whole(t),
                None if id.is_none() => format!("#{at}"),
                None => String::new(),
            },
            node.print
        ),
    }
}

/// Whether an id was drawn by lot, as UUIDs are: long, of hexadecimal digits, and these mixed. `msg-1` is not, nor is
/// `00000000-0000-4000-8000-000000000001`.
pub fn is_unique(id: &str) -> bool {
    let mut seen = 0_u16;
    let mut digits = 0;
    for c in id.chars() {
        match c.to_digit(16) {
            Some(digit) => (seen, digits) = (seen | 1 << digit, digits + 1),
            None if c == '-' => {}
            None => return false,
        }
    }
    digits >= 24 && seen.count_ones() >= 9
}

/// The parent of each node by its place.
fn parents(conversation: &Conversation) -> Vec<Option<usize>> {
    let nodes = &conversation.nodes;
    let mut by_id = HashMap::new();
    for (at, node) in nodes.iter().enumerate() {
        if let Some(id) = &node.id {
            by_id.entry(id.as_str()).or_insert(at);
        }
    }
    let mut parents: Vec<Option<usize>> = Vec::with_capacity(nodes.len());
    for (at, node) in nodes.iter().enumerate() {
        parents.push(match &node.parent {
            Parent::Root => None,
            Parent::Id(id) => by_id.get(id.as_str()).copied().filter(|parent| *parent != at),
            Parent::Before => at.checked_sub(1).and_then(|before| {
                // Two replies in a row answer the same message.
                let again = !conversation.joins && node.who == Who::Model && nodes[before].who == Who::Model;
                if again { parents[before] } else { Some(before) }
            }),
        });
    }
    parents
}

/// Every node once, parents first, children in the order of the file. What is left in circles begins anew.
fn order(parents: &[Option<usize>]) -> Vec<(usize, Option<usize>)> {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); parents.len()];
    for (at, parent) in parents.iter().enumerate().rev() {
        if let Some(parent) = parent {
            children[*parent].push(at);
        }
    }
    let mut order = Vec::with_capacity(parents.len());
    let mut seen = vec![false; parents.len()];
    let roots = (0..parents.len()).filter(|at| parents[*at].is_none());
    for start in roots.chain(0..parents.len()) {
        let mut waiting = vec![(start, None)];
        while let Some((at, parent)) = waiting.pop() {
            if std::mem::replace(&mut seen[at], true) {
                continue;
            }
            order.push((at, parent));
            waiting.extend(children[at].iter().map(|child| (*child, Some(at))));
        }
    }
    order
}
