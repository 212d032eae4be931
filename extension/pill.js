// @ts-check
// Today's tally in a corner of a chatbot's page, for those who have switched it on ("the pill"). It asks when it starts,
// when the background says that something has changed and when its page is shown again; it has no timer. What the page
// could learn of it: that it is there, in which corner and how large, which never depends on the figures.
// Wrapped, because `content.js` runs in the same world; a second copy does nothing.

/** @typedef {{ lang: string, dir: string, corner: number, avoid: string, line: string, name: string, today: string,
 *   says: string[], keys: string, hide: string, hidden: string }} Tally put in words by `tally.js` */
/** @typedef {{ width: number, height: number }} Size */
/** @typedef {{ left: number, top: number, right: number, bottom: number }} Box */

/** @type {any} */ (globalThis).merciwatt ??= (() => {
  /** Pixels, whatever is written in it. */
  const SMALL = { width: 232, height: 34 };
  const LARGE = { width: 272, height: 172 };
  const EDGE = 12;
  const CLEAR = 8; // to the page's composer
  const DRAG = 6; // less is a click
  const NOTE_MS = 6e3;
  /** 1 is the left, 2 the top. @type {Record<string, (corner: number) => number>} */
  const TURNS = {
    ArrowLeft: (corner) => corner | 1,
    ArrowRight: (corner) => corner & 2,
    ArrowUp: (corner) => corner | 2,
    ArrowDown: (corner) => corner & 1,
  };

  /** Where in this corner it covers none of the boxes: above or below them. @arg {number} corner @arg {Size} view @arg {Size} size @arg {Box[]} boxes */
  const clearOf = (corner, view, size, boxes) => {
    const left = corner & 1 ? EDGE : view.width - size.width - EDGE;
    let top = corner & 2 ? EDGE : view.height - size.height - EDGE;
    // Each box moves it on once at most: it only goes one way.
    for (let again = boxes.length; again >= 0; again--) {
      const hit = boxes.find(
        (box) =>
          box.left < left + size.width + CLEAR && box.right > left - CLEAR && box.top < top + size.height + CLEAR && box.bottom > top - CLEAR,
      );
      if (!hit) return top >= 0 && top + size.height <= view.height ? { left, top } : null;
      top = corner & 2 ? hit.bottom + CLEAR : hit.top - CLEAR - size.height;
    }
    return null;
  };

  /** The same, or where the next corner has room; null where none has. @arg {number} corner @arg {Size} view @arg {Size} size @arg {Box[]} boxes */
  const place = (corner, view, size, boxes) =>
    [0, 2, 1, 3].reduce((found, turn) => found ?? clearOf(corner ^ turn, view, size, boxes), /** @type {{ left: number, top: number } | null} */ (null));

  /** The corner nearest to a point. @arg {number} x @arg {number} y @arg {Size} view */
  const nearest = (x, y, view) => (x < view.width / 2 ? 1 : 0) + (y < view.height / 2 ? 2 : 0);

  const { runtime } = /** @type {any} */ (globalThis).chrome;

  /** @type {Tally | null} */
  let tally = null;
  let corner = 0;
  let moves = 0;
  let open = false;
  /** @type {HTMLElement | undefined} */
  let host;
  /** @type {{ box: HTMLElement, sign: HTMLElement, line: HTMLElement, more: HTMLElement, close: HTMLElement }} */
  let parts;

  /**
   * Styled by properties alone: a page's policy may forbid styles, and no markup is made from strings.
   * @arg {string} tag @arg {string} css @arg {(Node | string)[]} children
   */
  const make = (tag, css, ...children) => {
    const node = document.createElement(tag);
    node.style.cssText = css;
    node.append(...children);
    return node;
  };
  /** Words as a list's marker: no search of the page finds them, and no selection holds them. @arg {HTMLElement} node @arg {string} words */
  const write = (node, words) => {
    node.style.listStyle = `inside "${words.replace(/["\\]/g, "\\$&")}"`;
  };
  const line = (css = "") => make("span", `display:list-item;${css}`);

  const lamp = () => {
    const svg = "http://www.w3.org/2000/svg";
    const drawing = document.createElementNS(svg, "svg");
    const path = document.createElementNS(svg, "path");
    // The icon's bubble.
    path.setAttribute("d", "M64 6a54 52 0 0 1 0 104c-7 0-13-1-19-4L18 122c-3 2-6-1-5-4l6-24A52 52 0 0 1 64 6z");
    drawing.setAttribute("viewBox", "0 0 128 128");
    drawing.style.cssText = "flex:none;width:18px;height:18px;fill:#efa52a";
    drawing.append(path);
    return drawing;
  };

  /** Not a custom element: a page could define its name, and would get at the closed root. */
  const build = () => {
    host = make("div", "");
    host.dataset.merciwatt = "";
    host.style.cssText =
      "all:initial!important;position:fixed!important;z-index:2147483647!important;display:block!important;color-scheme:light dark!important";
    const bare = "margin:0;border:0;background:none;color:inherit;font:inherit;cursor:pointer;border-radius:8px;outline-offset:-2px;";
    const figures = line("white-space:nowrap;overflow:hidden;text-align:start");
    const sign = make("button", `${bare}display:flex;flex:1;gap:8px;align-items:center;min-width:0;height:32px;padding:0;padding-inline-start:10px;touch-action:none`, lamp(), figures);
    const close = make("button", `${bare}flex:none;width:32px;height:32px;padding:0;font-size:18px`);
    const more = make("div", "padding:4px 14px 12px;line-height:1.5");
    const box = make(
      "div",
      "box-sizing:border-box;width:100%;height:100%;overflow:hidden;border:1px solid light-dark(#51606d,#a2b1be);border-radius:9px;" +
        "background:light-dark(#fbfcfd,#141b22);color:light-dark(#17232e,#e8eef3);font:13px/1.35 system-ui,sans-serif;user-select:none;" +
        "box-shadow:0 1px 4px rgb(0 0 0/.2)",
      make("div", "display:flex", sign, close),
      more,
    );
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", "Merciwatt");
    close.textContent = "×";
    sign.setAttribute("aria-controls", "more");
    more.id = "more";
    parts = { box, sign, line: figures, more, close };
    host.attachShadow({ mode: "closed" }).append(box);

    // The page's own keys and clicks have nothing to do here.
    for (const type of ["keydown", "keypress", "keyup", "pointerdown", "pointerup", "mousedown", "mouseup", "click"]) {
      box.addEventListener(type, (event) => event.stopPropagation());
    }
    box.addEventListener("keydown", acted);
    close.addEventListener("click", hide);
    drag(sign);
  };

  /** @arg {KeyboardEvent} event */
  const acted = (event) => {
    const turn = TURNS[event.key];
    if (turn) stay(turn(corner));
    else if (event.key !== "Escape") return;
    else if (open) unfold(false);
    else hide();
    event.preventDefault();
  };

  /** A click unfolds it, a longer way of the pointer carries it to the nearest corner. @arg {HTMLElement} sign */
  const drag = (sign) => {
    /** @type {{ x: number, y: number, moved: boolean } | null} */
    let from = null;
    let carried = false;
    sign.addEventListener("pointerdown", (event) => {
      carried = false;
      if (event.button !== 0) return;
      from = { x: event.clientX, y: event.clientY, moved: false };
      sign.setPointerCapture(event.pointerId);
    });
    // Once it has moved on, a browser would begin to drag what of the page was below it.
    sign.addEventListener("mousedown", (event) => {
      event.preventDefault();
      sign.focus({ preventScroll: true });
    });
    sign.addEventListener("pointermove", ({ clientX, clientY }) => {
      if (!from || !host) return;
      const [x, y] = [clientX - from.x, clientY - from.y];
      from.moved ||= Math.hypot(x, y) > DRAG;
      if (from.moved) host.style.setProperty("translate", `${x}px ${y}px`, "important");
    });
    /** @arg {PointerEvent} event */
    const drop = ({ type, clientX, clientY }) => {
      carried = !!from?.moved;
      from = null;
      host?.style.removeProperty("translate");
      if (carried && type === "pointerup") stay(nearest(clientX, clientY, screenful()));
    };
    sign.addEventListener("pointerup", drop);
    sign.addEventListener("pointercancel", drop);
    sign.addEventListener("click", () => {
      if (!carried) unfold(!open);
      carried = false;
    });
  };

  /** Goes to a corner, and back there next time. @arg {number} to */
  const stay = (to) => {
    if (to === corner) return;
    corner = to;
    moves++;
    stand();
    tell({ tell: "pill", corner });
  };

  /** @arg {boolean} wide */
  const unfold = (wide) => {
    open = wide;
    draw();
  };

  /** It goes from every page at once; here it says how it comes back. */
  const hide = () => {
    tell({ tell: "pill" });
    if (!tally || !host) return;
    const { hidden } = tally;
    tally = null;
    const note = make("p", "margin:0;padding:8px 14px", hidden);
    note.setAttribute("role", "status");
    parts.box.replaceChildren(note);
    const gone = host;
    host = undefined;
    gone.style.setProperty("width", `${LARGE.width}px`, "important");
    gone.style.setProperty("height", "auto", "important");
    setTimeout(() => gone.remove(), NOTE_MS);
  };

  const screenful = () => ({ width: document.documentElement.clientWidth, height: innerHeight });
  /** Composers grow while one writes in them. */
  const watcher = new ResizeObserver(() => stand());
  const watched = new WeakSet();

  /** Stands in its corner, clear of what a person writes in and sends with. */
  const stand = () => {
    if (!host || !tally) return;
    const boxes = [];
    for (const node of tally.avoid ? document.querySelectorAll(tally.avoid) : []) {
      // With what belongs to it, unless that is half the page.
      const whole = node.closest("form, fieldset")?.getBoundingClientRect();
      const box = whole && whole.height < innerHeight / 2 ? whole : node.getBoundingClientRect();
      if (box.width && box.height) boxes.push(box);
      if (!watched.has(node)) watcher.observe(node);
      watched.add(node);
    }
    const size = open ? LARGE : SMALL;
    const found = place(corner, screenful(), size, boxes);
    const { style } = host;
    style.setProperty("display", found ? "block" : "none", "important");
    for (const [name, value] of Object.entries({ ...size, ...found })) style.setProperty(name, `${value}px`, "important");
  };

  /** Draws what is known, or goes. */
  const draw = () => {
    if (!tally) {
      host?.remove();
      host = undefined;
      open = false;
      return;
    }
    if (!host) build();
    const { box, sign, more, close } = parts;
    box.lang = tally.lang;
    box.dir = tally.dir;
    write(parts.line, tally.line);
    sign.title = tally.name;
    sign.setAttribute("aria-label", tally.name);
    sign.setAttribute("aria-expanded", `${open}`);
    close.title = tally.hide;
    close.setAttribute("aria-label", tally.hide);
    more.hidden = !open;
    more.replaceChildren(
      make("div", "font-weight:650", tally.today),
      ...tally.says.map((words) => {
        const row = line();
        write(row, words);
        // A marker is not always said.
        row.setAttribute("role", "img");
        row.setAttribute("aria-label", words);
        return row;
      }),
      make("div", "margin-top:6px;font-size:12px;line-height:1.35;color:light-dark(#51606d,#a2b1be)", tally.keys),
    );
    if (host && !host.isConnected) document.documentElement.append(host); // last in the page, so last in its order of focus
    stand();
  };

  /** @arg {object} message @returns {Promise<any>} */
  const tell = async (message) => {
    try {
      return await runtime.sendMessage(message);
    } catch {
      return null;
    }
  };

  /** Asks for the tally and draws it. */
  const ask = async () => {
    const before = moves;
    const answer = await tell({ ask: "pill" });
    // Silence may pass; an extension that is gone, or was replaced, is not coming back to this script.
    if (!answer && runtime.id) return;
    tally = answer?.pill ?? null;
    // Moved meanwhile, it is not moved back.
    if (tally && moves === before) corner = tally.corner;
    draw();
  };

  // Left by a copy that an update has cut off.
  document.querySelector("html > [data-merciwatt]")?.remove();
  document.addEventListener("visibilitychange", () => document.hidden || ask());
  addEventListener("pageshow", ({ persisted }) => persisted && ask());
  addEventListener("resize", stand);
  addEventListener("focusin", stand, true);
  addEventListener("beforeprint", () => host?.style.setProperty("display", "none", "important"));
  addEventListener("afterprint", stand);
  ask();
  return { ask, place, nearest, TURNS, SMALL, LARGE };
})();
