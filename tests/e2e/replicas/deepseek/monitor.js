// @ts-check
// The site's own monitoring: once the page has loaded it puts itself around `fetch` and reports how long each request
// took. Whoever had wrapped `fetch` before sees none of the page's later requests as the page made them.

const EVENTS = "/api/v0/events";

addEventListener("load", () => {
  const plain = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const start = performance.now();
    const response = await plain(input, init);
    if (init?.method === "POST") {
      const event = { name: "request", path: new URL(response.url).pathname, status: response.status };
      const body = JSON.stringify({ events: [{ ...event, ms: Math.round(performance.now() - start) }] });
      plain(EVENTS, { method: "POST", headers: { "content-type": "application/json" }, body }).catch(() => {});
    }
    return response;
  };
});
