//! Everything the stage knows while it runs, behind one lock per kind of thing.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use super::cast;
use super::chat::{Ask, Chat, Say, stored};
use super::record::{Hit, Kind, Send};
use super::reply;
use super::setup::Setup;
use super::sites;

/// How far apart the variants of two models are that answer the same message: nobody asks again so often.
const ANOTHER_VOICE: u32 = 1000;

/// What all stages of this process have seen.
static SEEN: Mutex<Vec<Hit>> = Mutex::new(Vec::new());

/// A saved page and the policy it is served with.
#[derive(Clone)]
pub struct Mounted {
    pub html: Vec<u8>,
    pub csp: Option<String>,
}

/// Shared by the doors, the sites and the handle.
pub struct State {
    setups: Mutex<HashMap<String, Setup>>,
    log: Mutex<Vec<Hit>>,
    sends: Mutex<Vec<Send>>,
    mounts: Mutex<HashMap<String, HashMap<String, Mounted>>>,
    chats: Mutex<HashMap<(String, String), Chat>>,
    drafts: Mutex<HashMap<(String, String), (String, String)>>,
    serial: AtomicU64,
    salt: RandomState,
}

/// A panic in one trial must not hide the record of the others.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Every request that any stage has seen so far.
pub fn seen_by_all() -> Vec<Hit> {
    held(&SEEN).clone()
}

impl State {
    pub fn new() -> State {
        State {
            setups: Mutex::default(),
            log: Mutex::default(),
            sends: Mutex::default(),
            mounts: Mutex::default(),
            chats: Mutex::default(),
            drafts: Mutex::default(),
            serial: AtomicU64::new(0),
            salt: RandomState::new(),
        }
    }

    pub fn set(&self, host: &str, setup: Setup) {
        held(&self.setups).insert(host.to_owned(), setup);
    }

    pub fn setup(&self, host: &str) -> Setup {
        held(&self.setups).get(host).cloned().unwrap_or_default()
    }

    fn take_failure(&self, host: &str) -> Option<u16> {
        held(&self.setups).get_mut(host)?.fail.take()
    }

    pub fn note(&self, hit: Hit) {
        held(&SEEN).push(hit.clone());
        held(&self.log).push(hit);
    }

    pub fn log(&self) -> Vec<Hit> {
        held(&self.log).clone()
    }

    pub fn sends(&self) -> Vec<Send> {
        held(&self.sends).clone()
    }

    pub fn mount(&self, host: &str, path: &str, html: Vec<u8>, csp: Option<&str>) {
        let page = Mounted {
            html,
            csp: csp.map(str::to_owned),
        };
        held(&self.mounts)
            .entry(host.to_owned())
            .or_default()
            .insert(path.to_owned(), page);
    }

    /// The saved page at this path; the outer option says whether the host has any.
    pub fn mounted(&self, host: &str, path: &str) -> Option<Option<Mounted>> {
        held(&self.mounts).get(host).map(|pages| pages.get(path).cloned())
    }

    pub fn is_on_stage(&self, host: &str) -> bool {
        cast::role(host).is_some() || held(&self.mounts).contains_key(host)
    }

    /// A number nobody can guess from outside, for page nonces.
    pub fn nonce(&self) -> String {
        let serial = self.serial.fetch_add(1, Ordering::Relaxed);
        format!(
            "{:016x}{:016x}",
            self.salt.hash_one(serial),
            self.salt.hash_one((serial, "nonce"))
        )
    }

    /// A fresh id in the form of a version 4 UUID.
    pub fn uuid(&self) -> String {
        let serial = self.serial.fetch_add(1, Ordering::Relaxed);
        let (high, low) = (self.salt.hash_one(serial), self.salt.hash_one((serial, "uuid")));
        let (low_head, low_tail) = ((low >> 48) & 0x3fff | 0x8000, low & 0xffff_ffff_ffff);
        format!(
            "{:08x}-{:04x}-4{:03x}-{low_head:04x}-{low_tail:012x}",
            high >> 32,
            (high >> 16) & 0xffff,
            high & 0xfff
        )
    }

    /// A chat that was played here or is stored from before.
    pub fn chat(&self, host: &str, id: &str) -> Option<Chat> {
        let lang = self.setup(host).lang;
        held(&self.chats)
            .get(&(host.to_owned(), id.to_owned()))
            .cloned()
            .or_else(|| stored(&lang, id))
    }

    /// Keeps the words and id of a message whose reply a second request will ask for.
    pub fn draft(&self, host: &str, chat: &str, text: String, message_id: String) {
        held(&self.drafts).insert((host.to_owned(), chat.to_owned()), (text, message_id));
    }

    /// Gives a draft out, once.
    pub fn take_draft(&self, host: &str, chat: &str) -> Option<(String, String)> {
        held(&self.drafts).remove(&(host.to_owned(), chat.to_owned()))
    }

    /// Takes a send: decides its kind, finds the reply, writes down the truth.
    pub fn take(&self, host: &str, ask: Ask) -> Taken {
        let setup = self.setup(host);
        let chat_id = ask.chat.clone().unwrap_or_default();
        let mut chat = self.chat(host, &chat_id).unwrap_or_default();
        let failure = self.take_failure(host);
        let (kind, at) = chat.place(&ask.say);
        let text = match &ask.say {
            Say::Words { text, .. } | Say::Reword { text, .. } => text.clone(),
            Say::Again { .. } | Say::Rest => chat
                .pairs
                .get(at)
                .map(|pair| pair.text.clone())
                .unwrap_or_default(),
        };
        let mut send = Send {
            host: host.to_owned(),
            kind,
            text: text.clone(),
            message_id: ask.message_id.clone(),
            conversation_id: chat_id,
            reply: String::new(),
            status: 200,
            aborted_after_chars: None,
            finished: false,
            at: SystemTime::now(),
        };
        if let Some(status) = failure {
            send.status = status;
            held(&self.sends).push(send);
            return Taken::Refused(status);
        }
        if send.conversation_id.is_empty() {
            send.conversation_id = (ask.new_chat)(self);
        }
        let variant = chat
            .pairs
            .get(at)
            .filter(|_| kind == Kind::Regenerate)
            .map_or(0, |pair| pair.variant + 1);
        let voices: Vec<String> = (0..sites::voices(host))
            .map(|voice| match &setup.reply {
                Some(fixed) => fixed.clone(),
                None => reply::compose(&setup.lang, &text, variant + voice * ANOTHER_VOICE),
            })
            .collect();
        let whole = voices.join("\n\n");
        let reply_id = ask.reply_id.clone().unwrap_or_else(|| self.uuid());
        let message_id = ask.message_id.clone().unwrap_or_else(|| self.uuid());
        let played = chat.play(kind, at, &ask.say, message_id, reply_id, whole, variant);
        send.reply.clone_from(&played.reply);
        let answer = Answer {
            chat_id: send.conversation_id.clone(),
            message_id: played.message_id,
            reply_id: played.reply_id,
            text,
            said_before: played.said_before,
            reply: played.reply,
            voices,
            setup,
            number: 0,
        };
        held(&self.chats).insert((host.to_owned(), send.conversation_id.clone()), chat);
        let mut sends = held(&self.sends);
        sends.push(send);
        Taken::Answered(Box::new(Answer {
            number: sends.len() - 1,
            ..answer
        }))
    }

    /// The reply of send `number` has been handed over, or was cut off after this many code points.
    pub fn settle(&self, number: usize, cut: Option<usize>) {
        let mut sends = held(&self.sends);
        let Some(send) = sends.get_mut(number) else { return };
        send.finished = cut.is_none();
        send.aborted_after_chars = cut;
        if let Some(chars) = cut
            && let Some(chat) = held(&self.chats).get_mut(&(send.host.clone(), send.conversation_id.clone()))
        {
            chat.cut(&send.reply, chars);
        }
    }
}

/// How a send was taken.
pub enum Taken {
    /// The setup asked for this failure.
    Refused(u16),
    /// The reply is ready to be streamed.
    Answered(Box<Answer>),
}

/// A reply ready to be streamed.
pub struct Answer {
    pub chat_id: String,
    pub message_id: String,
    pub reply_id: String,
    pub text: String,
    /// What the page already holds of this reply: not empty only after `Say::Rest`.
    pub said_before: String,
    pub reply: String,
    /// What each model says, where more than one answers; `reply` is all of it.
    pub voices: Vec<String>,
    pub setup: Setup,
    /// Place of the send in the record.
    pub number: usize,
}
