// @ts-check
// The class's poster: one sheet of A4 with what a class may hang up. It is laid out for paper and not shown on the screen.
import { WEEKS } from "../ui/class.js";
import { element } from "../ui/dom.js";
import { rowChart } from "../dashboard/rows.js";
import { asRange, numbers } from "./figures.js";

/** Pixels that a sheet has across, inside its margins. */
const ACROSS = 690;

/**
 * @param {HTMLElement} box
 * @param {import("../class.js").ClassShown} shown
 * @param {import("../ui/i18n.js").Words} words
 * @param {import("../ui/class.js").Format} format
 */
export function drawPoster(box, { figures }, words, format) {
  if (!figures) return box.replaceChildren();
  const { t, plural, direction } = words;
  const say = numbers(words);
  const rtl = direction === "rtl";
  /** @param {string} title @param {(week: "baseline" | "awareness") => { said: string, value: import("../ui/ask.js").Range }} of */
  const chart = (title, of) =>
    element(
      "section",
      {},
      element("h3", {}, title),
      element("div", { class: "plot" }, rowChart({ title, desc: t("desc_bands"), rtl, rows: WEEKS.map((week) => ({ name: t(`class_${week}`), ...of(week) })) }, ACROSS)),
    );
  const share = WEEKS.every((week) => figures[week].per_pupil.courtesy_only_share);
  const [million] = figures.what_if.slice(-1);
  box.replaceChildren(
    element("p", { class: "quiet" }, `${t("extName")} · ${t("plan_heading")}`),
    element("p", { class: "figure" }, plural("class_pupils", figures.pupils, { count: format.count(figures.pupils) })),
    element("p", {}, t("class_verdict", { verdict: say.verdict(figures.change.messages) })),
    chart(t("class_messages"), (week) => ({ said: say.mean(figures[week].per_pupil.messages), value: asRange(figures[week].per_pupil.messages) })),
    ...(share
      ? [
          chart(t("class_share"), (week) => {
            const value = figures[week].per_pupil.courtesy_only_share ?? { mean: 0, low: 0, high: 0 };
            return { said: say.share(value), value: asRange(value) };
          }),
        ]
      : []),
    chart(t("class_led"), (week) => ({ said: format.sentence("led", figures[week].led_minutes), value: figures[week].led_minutes })),
    ...(million
      ? [
          element(
            "section",
            {},
            element("h3", {}, t("class_what_if")),
            element("p", {}, t("class_what_if_line", { people: format.count(million.people), energy: format.sentence("wh", million.awareness.wh), courtesy: format.sentence("wh", million.awareness.courtesy_only_wh) })),
          ),
        ]
      : []),
    element("p", { class: "small" }, t("class_mean_says")),
    element("p", { class: "small" }, t("class_poster_foot")),
  );
}

