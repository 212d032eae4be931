// @ts-check
// One WebSocket for many messages, as sites keep it that speak over one.

import { Refused } from "./wire.js";

export class Line {
  /** @param {string} path on this host */
  constructor(path) {
    this.path = path;
    /** @type {WebSocket | null} */
    this.socket = null;
  }

  /** The open connection: the one there is, or a new one. @returns {Promise<WebSocket>} */
  async open() {
    if (this.socket?.readyState === WebSocket.OPEN) return this.socket;
    const socket = new WebSocket(`wss://${location.host}${this.path}`);
    this.socket = socket;
    await new Promise((done, fail) => {
      socket.addEventListener("open", done, { once: true });
      socket.addEventListener("close", () => fail(new Refused("The line did not open.")), { once: true });
    });
    return socket;
  }

  /**
   * Says one thing and listens, until the caller has heard enough or `signal` cuts it short.
   * @param {object} frame
   * @param {AbortSignal} signal
   * @param {object} stop  what is said when it is cut short
   * @returns {AsyncGenerator<any>} the JSON of each frame heard from then on
   */
  async *ask(frame, signal, stop) {
    const socket = await this.open();
    /** @type {any[]} */
    const heard = [];
    let wake = () => {};
    /** @param {MessageEvent} event */
    const hear = (event) => {
      heard.push(JSON.parse(event.data));
      wake();
    };
    const look = () => wake();
    const hush = () => {
      socket.send(JSON.stringify(stop));
      wake();
    };
    signal.throwIfAborted();
    socket.addEventListener("message", hear);
    socket.addEventListener("close", look);
    signal.addEventListener("abort", hush);
    try {
      socket.send(JSON.stringify(frame));
      for (;;) {
        signal.throwIfAborted();
        const next = heard.shift();
        if (next) yield next;
        else if (socket.readyState !== WebSocket.OPEN) throw new Refused("The line was cut.");
        else await new Promise((done) => (wake = () => done(undefined)));
      }
    } finally {
      socket.removeEventListener("message", hear);
      socket.removeEventListener("close", look);
      signal.removeEventListener("abort", hush);
    }
  }
}
