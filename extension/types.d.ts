// Types of the content script, for the type checker and for readers; not shipped.

/** What a page is told of its site's rule. `build/sites/emit.rs` writes it; CONTRIBUTING.md explains the rule's keys. */
export interface Page {
  site: string;
  /** Fits paths that show somebody's past chat. */
  deny: string;
  /** Fits paths of a conversation; a group holds its id. */
  chat: string;
  composer: string;
  send: string;
  streaming: string;
  stop: string;
  user: string[];
  user_id: string;
  user_text: string[];
  assistant: string[];
  assistant_text: string[];
  reasoning: string[];
  /** One selector of all that is no word of a message. */
  drop: string;
  /** The same, and the reasoning: no word of a reply. */
  drop_all: string;
  model: { at: string; attribute: string; reply: boolean }[];
  quiet_ms: number;
  /** The page's nodes carry the count: no request is to be waited for. */
  counts: boolean;
}

/** What the background says when it has counted a request. */
export interface Order {
  /** The row's key. */
  key: string;
  /** When the request was sent, milliseconds since 1970. */
  t: number;
  page: Page;
}

/** A send that is expected or followed. */
export interface Turn {
  /** The row's key, as the background named it; empty while the message is only expected. */
  key: string;
  /** This page's own name of the turn: a report that is repeated is the same. */
  nonce: string;
  /** Words stood in the composer when a hand sent. */
  sure: boolean;
  /** The page was looked at before the send: a message that is not new since was not shown. */
  base?: boolean;
  /** Messages on the page before, and the name of the last. */
  count: number;
  name: string;
  /** Mark of the page before the send, and the latest, and since when. */
  before: string;
  last: string;
  since: number;
  start: number;
  /** The conversation it belongs to; none in a chat that has no address yet. */
  chat?: string;
  /** When the next message was sent: a later request is not this one's. */
  until?: number;
  /** What was reported of the message, should it have to be told again. */
  said?: object;
  /** The message was reported. */
  told?: boolean;
  /** The composer was emptied. */
  cleared?: boolean;
  /** The reply as it stood at the person's last act. */
  snap?: any;
  /** The site's flag of a growing reply was seen. */
  grew?: boolean;
  /** The person pressed stop. */
  stopped?: unknown;
  /** Milliseconds until the reply's first word. */
  thought?: number;
}
