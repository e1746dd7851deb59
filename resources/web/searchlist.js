// SPDX-License-Identifier: GPL-3.0-or-later
import { button, el } from "./dom.js";
import { describe } from "./errors.js";

const typingRest = 200;

/**
 * A search field above a list. `load(text, after)` answers `{items, empty, heading?, next?}`; `next`
 * is what to load the following page with. Answers that were overtaken by newer text are dropped.
 */
export function searchList({ placeholder, testid, load, row }) {
  const input = el("input", {
    className: "input", type: "search", placeholder, "aria-label": placeholder, testid, autocomplete: "off", autofocus: true,
  });
  const heading = el("h3", { className: "list-heading" });
  const list = el("ul", { className: "list", testid: "results" });
  const status = el("p", { className: "list-status", role: "status" });
  const more = button("Show more", () => show(next), { className: "button is-wide", testid: "show-more", hidden: true });
  let turn = 0;
  let next = null;
  const show = async (after = null) => {
    const mine = ++turn;
    more.disabled = true;
    try {
      const page = await load(input.value.trim(), after);
      if (mine !== turn)
        return;
      const rows = page.items.map(row);
      if (after === null)
        list.replaceChildren(...rows);
      else
        list.append(...rows);
      heading.textContent = page.heading ?? "";
      status.textContent = list.children.length === 0 ? page.empty : "";
      next = page.next ?? null;
      more.hidden = next === null;
    } catch (error) {
      if (mine === turn)
        status.textContent = describe(error);
    } finally {
      more.disabled = false;
    }
  };
  let timer;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, typingRest);
  });
  const results = el("div", { className: "list-scroll" }, heading, list, status, more);
  return { content: [el("div", { className: "list-search" }, input), results], start: () => show() };
}
