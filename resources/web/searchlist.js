// SPDX-License-Identifier: GPL-3.0-or-later
import { button, el } from "./dom.js";
import { describe } from "./errors.js";

const typingRest = 200;

/**
 * A search field above a list. `load(text, after)` returns `{items, empty, heading?, next?}`; `next` is
 * the `after` of the next page. `row(item)` creates a list item.
 */
export class SearchList {
  constructor({ placeholder, testid, load, row }) {
    Object.assign(this, { load, row });
    this.turn = 0;
    this.next = null;
    this.input = el("input", {
      className: "input", type: "search", placeholder, "aria-label": placeholder, testid, autocomplete: "off",
      autofocus: true, oninput: () => this.typed(),
    });
    this.heading = el("h3", { className: "list-heading" });
    this.list = el("ul", { className: "list", testid: "results" });
    this.status = el("p", { className: "list-status", role: "status" });
    this.more = button("Show more", () => this.show(this.next), {
      className: "button is-wide", testid: "show-more", hidden: true,
    });
    this.content = [
      el("div", { className: "list-search" }, this.input),
      el("div", { className: "list-scroll" }, this.heading, this.list, this.status, this.more),
    ];
  }

  typed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(), typingRest);
  }

  /** Loads the first page, or the one after `after`. The answer is ignored if the text has changed meanwhile. */
  async show(after = null) {
    const mine = ++this.turn;
    this.more.disabled = true;
    try {
      const page = await this.load(this.input.value.trim(), after);
      if (mine === this.turn)
        this.showPage(page, after === null);
    } catch (error) {
      if (mine === this.turn)
        this.status.textContent = describe(error);
    } finally {
      this.more.disabled = false;
    }
  }

  showPage(page, first) {
    if (first)
      this.list.replaceChildren();
    this.list.append(...page.items.map(this.row));
    this.heading.textContent = page.heading ?? "";
    this.status.textContent = this.list.children.length === 0 ? page.empty : "";
    this.next = page.next ?? null;
    this.more.hidden = this.next === null;
  }
}
