// @ts-check
// One conversation on screen: what happens between the composer, the address bar and the site's server.
// How a turn looks and how a request is put is the site's own affair.

/**
 * @typedef {object} Turn
 * @property {string} id       the message's id
 * @property {string} text
 * @property {string} parent   id of the reply it follows; empty at the start
 * @property {string} was      id of the message it rewords; empty for a new one
 * @property {string} replyId
 * @property {string} reply
 * @property {boolean} stopped the reply was cut short
 * @property {HTMLElement | null} ask   node of the message
 * @property {HTMLElement | null} said  node of the reply
 *
 * @typedef {"new" | "edit" | "again" | "rest"} Kind
 *
 * @typedef {object} Piece     news from the stream; each field only when it is known
 * @property {string} [chat]
 * @property {string} [messageId]
 * @property {string} [replyId]
 * @property {string} [reply]  everything said so far
 *
 * @typedef {object} Site
 * @property {HTMLElement} list
 * @property {(turn: Turn, at: number) => HTMLElement} ask
 * @property {(turn: Turn, at: number, busy: boolean) => HTMLElement} said
 * @property {(turn: Turn, busy: boolean) => void} grow        shows `turn.reply` in `turn.said`
 * @property {(chat: string) => Promise<Partial<Turn>[]>} load  a stored chat, oldest first
 * @property {(kind: Kind, turn: Turn, chat: string, signal: AbortSignal) => AsyncGenerator<Piece>} send
 * @property {(busy: boolean) => void} busy
 * @property {(chat: string) => string} path                   address of a chat
 * @property {string} home                                      address of a new chat
 * @property {(path: string) => string} chatAt                 chat at an address; empty if none
 * @property {boolean} newestFirst                             which half of a stored chat is drawn first
 * @property {boolean} rerender                                nodes are replaced by equal ones when a reply is over
 * @property {() => string} newId
 * @property {(text: string) => void} [failed]
 * @property {(turn: Turn) => void} [named]                    the server gave the message another id
 * @property {HTMLElement} [scroller]
 * @property {(turn: Turn) => HTMLElement[]} nodes             what of a turn stands in the list
 * @property {(turn: Turn) => void} place                      puts a new `turn.said` where it belongs
 */

const SECOND_HALF_MS = 150;

export class Thread {
  /** @param {Site} site */
  constructor(site) {
    this.site = site;
    this.chat = "";
    /** @type {Turn[]} */
    this.turns = [];
    /** @type {AbortController | null} */
    this.running = null;
    this.opened = 0;
    addEventListener("popstate", () => this.open(site.chatAt(location.pathname)));
  }

  start() {
    return this.open(this.site.chatAt(location.pathname));
  }

  /** @param {string} chat empty for a new one */
  go(chat) {
    history.pushState({}, "", chat ? this.site.path(chat) : this.site.home);
    return this.open(chat);
  }

  /** @param {string} chat */
  async open(chat) {
    this.stop();
    this.opened += 1;
    const turn = this.opened;
    this.chat = chat;
    this.turns = [];
    this.site.list.replaceChildren();
    document.body.classList.toggle("empty", !chat);
    if (!chat) return;
    const stored = (await this.site.load(chat)).map((pair) => this.turn(pair));
    if (turn !== this.opened) return;
    this.turns = stored;
    const half = Math.floor(stored.length / 2);
    const halves = [stored.slice(0, half), stored.slice(half)];
    const [first, second] = this.site.newestFirst ? [halves[1], halves[0]] : halves;
    this.draw(first, false);
    await new Promise((done) => setTimeout(done, SECOND_HALF_MS));
    if (turn !== this.opened) return;
    this.draw(second, this.site.newestFirst);
    this.follow();
  }

  /** @param {Partial<Turn>} known @returns {Turn} */
  turn(known) {
    const blank = { id: "", text: "", parent: "", was: "", replyId: "", reply: "", stopped: false };
    return { ...blank, ask: null, said: null, ...known };
  }

  /** @param {Turn[]} turns @param {boolean} before */
  draw(turns, before) {
    const nodes = [];
    for (const turn of turns) {
      const at = this.turns.indexOf(turn);
      turn.ask = this.site.ask(turn, at);
      turn.said = this.site.said(turn, at, false);
      this.site.grow(turn, false);
      nodes.push(...this.site.nodes(turn));
    }
    if (before) this.site.list.prepend(...nodes);
    else this.site.list.append(...nodes);
    this.follow();
  }

  /** @param {string} text */
  say(text) {
    if (!text || this.running) return;
    const last = this.turns.at(-1);
    this.add(this.turn({ id: this.site.newId(), text, parent: last?.replyId || last?.parent || "" }), "new");
  }

  /** @param {Turn} old @param {string} text */
  edit(old, text) {
    if (!text || this.running) return;
    const at = this.turns.indexOf(old);
    const dropped = this.turns.splice(at);
    dropped.forEach((turn) => this.erase(turn));
    this.add(this.turn({ id: this.site.newId(), text, parent: old.parent, was: old.id }), "edit");
  }

  /** @param {Turn} turn @param {Kind} kind */
  add(turn, kind) {
    document.body.classList.remove("empty");
    this.turns.push(turn);
    turn.ask = this.site.ask(turn, this.turns.length - 1);
    this.site.list.append(...this.site.nodes(turn));
    this.follow();
    this.play(kind, turn);
  }

  /** @param {Turn} turn */
  erase(turn) {
    this.site.nodes(turn).forEach((node) => node.remove());
  }

  /** @param {Turn} turn another reply to its message */
  again(turn) {
    if (this.running) return;
    const at = this.turns.indexOf(turn);
    this.turns.splice(at + 1).forEach((later) => this.erase(later));
    turn.said?.remove();
    turn.said = null;
    turn.reply = "";
    this.play("again", turn);
  }

  /** @param {Turn} turn the rest of its reply */
  rest(turn) {
    if (!this.running) this.play("rest", turn);
  }

  stop() {
    this.running?.abort();
  }

  /** @param {Kind} kind @param {Turn} turn */
  async play(kind, turn) {
    const running = new AbortController();
    this.running = running;
    turn.stopped = false;
    this.site.busy(true);
    try {
      for await (const piece of this.site.send(kind, turn, this.chat, running.signal)) this.take(turn, piece);
    } catch (error) {
      turn.stopped = running.signal.aborted;
      if (!running.signal.aborted) this.site.failed?.(String(error));
    }
    if (this.running === running) this.running = null;
    if (!this.turns.includes(turn)) return;
    this.site.busy(false);
    this.finish(turn);
  }

  /** @param {Turn} turn @param {Piece} piece */
  take(turn, piece) {
    if (piece.chat && piece.chat !== this.chat) {
      this.chat = piece.chat;
      history.pushState({}, "", this.site.path(piece.chat));
    }
    if (piece.messageId && piece.messageId !== turn.id) {
      turn.id = piece.messageId;
      this.site.named?.(turn);
    }
    if (piece.replyId) turn.replyId = piece.replyId;
    if (piece.reply) {
      turn.reply = piece.reply;
      if (!turn.said) {
        turn.said = this.site.said(turn, this.turns.indexOf(turn), true);
        this.site.place(turn);
      }
      this.site.grow(turn, true);
      this.follow();
    }
  }

  /** @param {Turn} turn */
  finish(turn) {
    const at = this.turns.indexOf(turn);
    if (turn.said) this.site.grow(turn, false);
    if (!this.site.rerender) return;
    requestAnimationFrame(() => {
      if (!turn.ask?.isConnected || this.running) return;
      this.swap(turn, at);
    });
  }

  /** Frameworks do this: the nodes go and equal ones come. @param {Turn} turn @param {number} at */
  swap(turn, at) {
    const ask = this.site.ask(turn, at);
    turn.ask?.replaceWith(ask);
    turn.ask = ask;
    if (!turn.said) return;
    const old = turn.said;
    turn.said = this.site.said(turn, at, false);
    this.site.grow(turn, false);
    old.replaceWith(turn.said);
  }

  /**
   * An equal node for one that was taken off the list while out of sight.
   * @param {HTMLElement} node
   */
  rebuilt(node) {
    const at = this.turns.findIndex((turn) => turn.ask === node || turn.said === node);
    const turn = this.turns[at];
    if (!turn || (this.running && turn === this.turns.at(-1))) return node;
    if (turn.ask === node) return (turn.ask = this.site.ask(turn, at));
    turn.said = this.site.said(turn, at, false);
    this.site.grow(turn, false);
    return turn.said;
  }

  follow() {
    const scroller = this.site.scroller;
    if (scroller) scroller.scrollTop = scroller.scrollHeight;
  }
}
