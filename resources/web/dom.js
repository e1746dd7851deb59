// SPDX-License-Identifier: GPL-3.0-or-later
//
// Creates elements. Data become text or attribute values only, never markup.
import { initials, tint } from "./format.js";
import { icon } from "./icons.js";

/**
 * An element with properties and children. `onX` adds a listener, `testid` a data-testid, true and
 * false set and leave out an attribute; null children are skipped.
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === false || value === null || value === undefined)
      continue;
    if (name.startsWith("on"))
      element.addEventListener(name.slice(2), value);
    else if (name === "testid")
      element.dataset.testid = value;
    else
      element.setAttribute(name === "className" ? "class" : name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A button that only shows an icon; `label` is its name and tooltip. */
export function iconButton(name, label, onclick, properties = {}) {
  const className = `icon-button ${properties.className ?? ""}`.trim();
  return el("button", { type: "button", "aria-label": label, title: label, onclick, ...properties, className }, icon(name));
}

export function button(label, onclick, properties = {}) {
  return el("button", { type: "button", className: "button", onclick, ...properties }, label);
}

/** A round sign with the user's initials; with `online` given also a presence dot. */
export function avatar(user, { online, size = "" } = {}) {
  const sign = el("span", { className: `avatar ${size}`.trim(), "data-tint": tint(user.username), "aria-hidden": "true" },
    el("span", { className: "avatar-text" }, initials(user.username)));
  if (online !== undefined)
    sign.append(el("span", { className: `dot${online ? " is-online" : ""}` }));
  return sign;
}

/** The sign of a room: its peer's avatar for a direct conversation, else a tinted square. */
export function roomSign(room, { online } = {}) {
  if (room.kind === "direct" && room.peer)
    return avatar(room.peer, { online });
  return el("span", { className: "avatar is-room", "data-tint": tint(room.id), "aria-hidden": "true" },
    icon(room.kind === "private" ? "lock" : "hash"));
}

export const roomTitle = (room) => (room.kind === "direct" ? room.peer?.username ?? "Conversation" : room.name);

/** Text for screen readers only. */
export const hiddenText = (text) => el("span", { className: "visually-hidden" }, text);

/**
 * Updates the children of `parent` to match `items`. Elements whose `key` and `version` are unchanged
 * are kept, with their focus, selection and scroll position.
 */
export function reconcile(parent, items, render) {
  const keys = new Set(items.map((item) => item.key));
  const old = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  for (const [key, child] of old) {
    if (!keys.has(key))
      child.remove();
  }
  let next = parent.firstElementChild;
  for (const item of items) {
    let child = old.get(item.key);
    if (!child || child.dataset.version !== item.version) {
      const fresh = render(item);
      fresh.dataset.key = item.key;
      fresh.dataset.version = item.version;
      if (child === next && child)
        next = fresh;
      child?.replaceWith(fresh);
      child = fresh;
    }
    if (child === next)
      next = next.nextElementSibling;
    else
      parent.insertBefore(child, next);
  }
}
