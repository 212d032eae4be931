// Types of the content script, for the type checker and for readers; not shipped.

/** The page part of a site's rule; CONTRIBUTING.md explains each key. */
export interface Page {
  site: string;
  deny_paths: string[];
  conversations: string[];
  composer: string;
  send: string;
  streaming: string;
  stop: string;
  user: string[];
  user_text: string[];
  assistant: string[];
  assistant_text: string[];
  drop: string[];
  model: { at: string; attribute: string; in: "reply" | "page" }[];
  quiet_ms: number;
}

/** The last message on the page and whatever answers it. */
export interface Tail {
  users: number;
  user: Element | null;
  replies: Element[];
}

/** A send whose reply is being followed. */
export interface Turn {
  /** The row's key, as the background named it. */
  key: string;
  /** The request could not be read: the background wants the message's words from the page. */
  needText: boolean;
  /** Mark of the page before the send. */
  before: string;
  /** The page has changed since. */
  changed: boolean;
  /** Latest mark, and since when. */
  last: string;
  since: number;
  start: number;
  /** The conversation it belongs to; null in a chat that has no address yet. */
  conversation: string | null;
  /** The person pressed stop. */
  stopped: boolean;
  /** The site's flag of a growing reply was seen. */
  grew: boolean;
}
