// @ts-check
// The popup's few lines on an awareness week: only where the pupil has said yes to one.
import { askPlan } from "./ask_class.js";
import { standing } from "./class.js";
import { element } from "./dom.js";

/**
 * @param {HTMLElement} box
 * @param {import("./i18n.js").Words} words
 * @param {import("./class.js").Format} format
 */
export async function drawPlan(box, words, format) {
  const answer = await askPlan();
  if (!answer.ok || !answer.plan) return;
  const { t } = words;
  const ready = answer.can_hand_in && !answer.handed_in;
  box.replaceChildren(
    element("h2", { id: "plan-heading" }, answer.plan.label),
    element("p", {}, answer.handed_in ? t("plan_again") : standing(answer.plan, words, format)),
    element("a", { id: "hand-in", class: ready ? "act" : "", href: "plan.html", target: "_blank", rel: "noopener" }, t(ready ? "plan_hand_in" : "plan_open")),
  );
  box.hidden = false;
}
