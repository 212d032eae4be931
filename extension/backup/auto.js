// @ts-check
// The part of the backup page that chooses a folder, says how it stands, and switches it off.
import { at } from "../ui/dom.js";
import { apart } from "../ui/svg.js";
import { BACKUP_FILE, forget, isDue, keep, kept, mayWrite } from "./folder.js";

/** The browser's window for choosing a folder; not every browser has one. @type {any} */
const pick = "showDirectoryPicker" in globalThis && (() => showDirectoryPicker());

/**
 * @param {import("../ui/i18n.js").Words} words
 * @param {ReturnType<typeof import("../ui/format.js").makeFormat>} format
 * @param {(folder: any, asked: boolean) => void} write asked for by a click or not; where it is not allowed there is no folder
 */
export async function drawFolder({ t }, format, write) {
  const draw = async () => {
    const [folder, written] = await kept();
    const date = written ? format.sourceDate(new Date(written).toLocaleDateString("sv")) : "–";
    at("auto-says").textContent = folder
      ? `${t("auto_last", { folder: apart(folder.name), date })} ${(await mayWrite(folder)) ? "" : t("auto_allow")}`
      : t(pick ? "auto_asks" : "auto_none", { file: apart(BACKUP_FILE) });
    at("auto-acts").hidden = !pick;
    at("auto-write").hidden = at("auto-off").hidden = !folder;
    return folder && isDue(folder, written);
  };
  /** Only a click may ask the browser, and only a page can. */
  const allow = async () => {
    const [folder] = await kept();
    const allowed = await folder.requestPermission({ mode: "readwrite" }).catch(() => {});
    await draw();
    write(allowed === "granted" && folder, true);
  };
  at("auto-write").addEventListener("click", allow);
  at("auto-choose").addEventListener("click", async () => {
    // Not for writing at once: Chromium offers "on every visit" later only for what was asked for by itself.
    const folder = await pick().catch(() => {});
    if (folder) await keep(folder).then(allow);
  });
  at("auto-off").addEventListener("click", async () => {
    await forget();
    await draw();
    at("auto-choose").focus();
  });
  if (await draw()) write((await kept())[0], false);
  return draw;
}
