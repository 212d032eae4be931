// @ts-check
// Long conversations keep only the turns near the screen: a place of the same
// height stands for each of the others until it comes near again, as a new node.

const LONG = 24;

/**
 * @param {HTMLElement} list
 * @param {HTMLElement} scroller
 * @param {(section: HTMLElement) => HTMLElement} rebuilt
 */
export function keepNear(list, scroller, rebuilt) {
  /** @type {WeakMap<Element, HTMLElement>} */
  const away = new WeakMap();
  const near = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting, boundingClientRect } of entries) {
        if (!(target instanceof HTMLElement) || !target.isConnected) continue;
        const section = away.get(target);
        if (section && isIntersecting) {
          target.replaceWith(rebuilt(section));
          near.unobserve(target);
        } else if (!section && !isIntersecting && list.childElementCount > LONG) {
          leave(target, boundingClientRect.height);
        }
      }
    },
    { root: scroller, rootMargin: "1200px 0px" },
  );

  /** @param {HTMLElement} section @param {number} height */
  function leave(section, height) {
    const place = document.createElement("div");
    place.dataset.turnIdContainer = section.dataset.turnId;
    place.style.height = `${height}px`;
    away.set(place, section);
    section.replaceWith(place);
    near.unobserve(section);
    near.observe(place);
  }

  new MutationObserver((records) => {
    for (const record of records) for (const node of record.addedNodes) if (node instanceof Element) near.observe(node);
  }).observe(list, { childList: true });
}
