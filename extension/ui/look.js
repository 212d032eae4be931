// @ts-check
// The chosen appearance, before the first paint: a plain script, since modules wait for the whole page. The setting is
// the background's; what is read here is a copy, put down by `wear` in `dom.js`.
{
  const look = () => {
    try {
      document.documentElement.dataset.look = localStorage.getItem("look") ?? "";
    } catch {
      // A browser that keeps no copy: the background's answer brings the look a moment later.
    }
  };
  look();
  addEventListener("storage", look);
}
