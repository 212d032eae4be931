// @ts-check
// Put into a chatbot's page only when a person asks for a report. It gives back an outline of the page that holds no
// text: names of tags and attributes, and a few attributes' values where they are plain key words. Nothing is changed.
(() => {
  /** Elements told at most. */
  const MOST = 400;
  /** Attributes whose values say what a part of the page is. */
  const TOLD = [
    "data-testid",
    "role",
    "data-message-author-role",
    "data-role",
    "data-content",
    "data-message-role",
    "data-message-type",
  ];
  const KEY_WORD = /^[a-z][a-z-]{0,30}$/;
  /** Their insides are writing or drawing, so they are told without them. */
  const CLOSED = /^(p|h[1-6]|pre|code|table|ul|ol|dl|blockquote|svg|math|canvas|video|audio|iframe|select|picture)$/;
  const LEFT_OUT = /^(script|style|link|meta|template|noscript|br|wbr|head)$/;

  /** @typedef {{ says: string, times: number, parts: Part[], whole: string, told: boolean }} Part */

  /** @param {Element} element */
  function says(element) {
    // A tag that is neither HTML's nor a custom one could have been written in a chat.
    const tag = element instanceof HTMLUnknownElement ? "?" : element.localName;
    const names = element.getAttributeNames().filter((name) => KEY_WORD.test(name) && !/^(id|class|style)$/.test(name));
    const attributes = names.sort().map((name) => {
      const value = TOLD.includes(name) ? (element.getAttribute(name) ?? "") : "";
      return KEY_WORD.test(value) ? `[${name}=${value}]` : `[${name}]`;
    });
    return tag + attributes.join("");
  }

  /** An element with what is in it; siblings of the same shape are one part. @param {Element} element @returns {Part} */
  function outline(element) {
    /** @type {Map<string, Part>} */
    const shapes = new Map();
    for (const child of CLOSED.test(element.localName) ? [] : element.children) {
      if (LEFT_OUT.test(child.localName)) continue;
      const part = outline(child);
      const same = shapes.get(part.whole);
      if (same) same.times += 1;
      else shapes.set(part.whole, part);
    }
    const parts = [...shapes.values()];
    const own = says(element);
    // A bare wrapper around one part says nothing of its own.
    const only = parts.length === 1 && parts[0]?.times === 1 ? parts[0] : null;
    if (only && /^(div|span)$/.test(own)) return only;
    const whole = `${own}(${parts.map((part) => `${part.times}${part.whole}`).join()})`;
    return { says: own, times: 1, parts, whole, told: false };
  }

  const top = outline(document.querySelector("main, [role=main]") ?? document.body);
  // Level by level, so that a long page loses its depths and not its end.
  const waiting = [top];
  for (let told = 0; told < MOST && told < waiting.length; told++) {
    const part = /** @type {Part} */ (waiting[told]);
    part.told = true;
    waiting.push(...part.parts);
  }
  /** @param {Part} part @param {string} indent @returns {string[]} */
  const lines = ({ says, times, parts }, indent) => {
    const told = parts.filter((part) => part.told);
    const inside = told.flatMap((part) => lines(part, `${indent} `));
    if (told.length < parts.length) inside.push(`${indent} …`);
    return [indent + says + (times > 1 ? ` × ${times}` : ""), ...inside];
  };
  return lines(top, "");
})();
