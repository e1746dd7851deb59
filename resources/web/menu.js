// SPDX-License-Identifier: GPL-3.0-or-later
import { el } from "./dom.js";
import { icon } from "./icons.js";

let closeCurrent = null;

export function closeMenu() {
  closeCurrent?.();
}

/** Opens a menu at `anchor`. Items: `{label, icon, action, danger?, apart?, testid?}`; null ones are skipped. */
export function openMenu(anchor, items) {
  closeMenu();
  const menu = el("div", { className: "menu", role: "menu", testid: "menu" });
  const close = () => {
    if (closeCurrent !== close)
      return;
    closeCurrent = null;
    const hadFocus = menu.contains(document.activeElement);
    menu.remove();
    anchor.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", onOutside, true);
    window.removeEventListener("resize", close);
    if (hadFocus && anchor.isConnected)
      anchor.focus();
  };
  const onOutside = (event) => {
    if (!menu.contains(event.target) && !anchor.contains(event.target))
      close();
  };
  menu.append(...items.filter(Boolean).map((item) => menuItem(item, close)));
  menu.addEventListener("keydown", (event) => moveInMenu(menu, event, close));
  document.body.append(menu);
  place(menu, anchor);
  closeCurrent = close;
  anchor.setAttribute("aria-expanded", "true");
  document.addEventListener("pointerdown", onOutside, true);
  window.addEventListener("resize", close);
  menu.firstElementChild?.focus();
}

/** Makes a button open or close a menu of `items()`. */
export function menuButton(control, items) {
  control.setAttribute("aria-haspopup", "menu");
  control.setAttribute("aria-expanded", "false");
  control.addEventListener("click", () => {
    if (control.getAttribute("aria-expanded") === "true")
      closeMenu();
    else
      openMenu(control, items());
  });
  return control;
}

function menuItem(item, close) {
  const onclick = () => {
    close();
    item.action();
  };
  const className = `menu-item${item.danger ? " is-danger" : ""}${item.apart ? " is-apart" : ""}`;
  return el("button", { type: "button", role: "menuitem", className, testid: item.testid, onclick }, icon(item.icon), item.label);
}

function moveInMenu(menu, event, close) {
  const items = [...menu.children];
  const at = items.indexOf(document.activeElement);
  const targets = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 };
  if (event.key in targets)
    items[targets[event.key] % items.length].focus();
  else if (event.key === "Escape" || event.key === "Tab")
    close();
  else
    return;
  event.preventDefault();
  event.stopPropagation();
}

// Below the anchor and right-aligned with it, unless the window ends there.
function place(menu, anchor) {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const margin = 8;
  const left = Math.min(Math.max(margin, at.right - width), innerWidth - width - margin);
  const below = at.bottom + 4;
  const top = below + height + margin > innerHeight ? Math.max(margin, at.top - height - 4) : below;
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
}
