// SPDX-License-Identifier: GPL-3.0-or-later

const graphemes = typeof Intl.Segmenter === "function"
  ? new Intl.Segmenter(undefined, { granularity: "grapheme" })
  : null;

function firstCharacter(word) {
  if (!graphemes)
    return Array.from(word)[0] ?? "";
  return graphemes.segment(word)[Symbol.iterator]().next().value?.segment ?? "";
}

/** The initials of a name: one or two characters. */
export function initials(name) {
  const all = name.split(/[\s._-]+/u).filter(Boolean);
  const lettered = all.filter((part) => /^\p{L}/u.test(part));
  const parts = lettered.length > 0 ? lettered : all;
  const chosen = parts.length > 1 ? [parts[0], parts[parts.length - 1]] : parts;
  return chosen.map(firstCharacter).join("").toLocaleUpperCase() || "?";
}

export const tintCount = 10;

/** A stable colour number for an id or name. */
export function tint(key) {
  let hash = 2166136261;
  for (let i = 0; i < key.length; ++i)
    hash = Math.imul(hash ^ key.charCodeAt(i), 16777619);
  return ((hash ^ (hash >>> 15)) >>> 0) % tintCount;
}

const linkPattern = /\bhttps?:\/\/[^\s<>"]+/giu;

// "see http://x.org/a_(b)." links "http://x.org/a_(b)": closing punctuation belongs to the sentence
// unless it was opened within the address.
function trimLink(link) {
  for (;;) {
    const last = link[link.length - 1];
    if (/[.,;:!?'*_~]/.test(last)) {
      link = link.slice(0, -1);
    } else if (last === ")" && link.split("(").length < link.split(")").length) {
      link = link.slice(0, -1);
    } else if (last === "]" && link.split("[").length < link.split("]").length) {
      link = link.slice(0, -1);
    } else {
      return link;
    }
  }
}

function isWebAddress(text) {
  try {
    const url = new URL(text);
    return (url.protocol === "http:" || url.protocol === "https:") && url.hostname !== "";
  } catch {
    return false;
  }
}

/** Splits a text into pieces `{text, href?}`; only http and https addresses become links. */
export function linkify(text) {
  const pieces = [];
  let end = 0;
  for (const match of text.matchAll(linkPattern)) {
    const link = trimLink(match[0]);
    if (!isWebAddress(link))
      continue;
    if (match.index > end)
      pieces.push({ text: text.slice(end, match.index) });
    pieces.push({ text: link, href: link });
    end = match.index + link.length;
  }
  if (end < text.length)
    pieces.push({ text: text.slice(end) });
  return pieces;
}

const clockFormat = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const dayFormat = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const oldDayFormat = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long", year: "numeric" });
const fullFormat = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" });

export const clock = (iso) => clockFormat.format(new Date(iso));
/** The time without "AM" and "PM", to save space. */
export const shortClock = (iso) => clockFormat.formatToParts(new Date(iso))
  .filter((part) => part.type !== "dayPeriod").map((part) => part.value).join("").trim();
export const fullTime = (iso) => fullFormat.format(new Date(iso));

/** The local day of a time, e.g. "2026-1-31". */
export function dayKey(iso) {
  const date = new Date(iso);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

export function dayLabel(iso, now = new Date()) {
  const date = new Date(iso);
  const midnight = (d) => new Date(d.getFullYear(), d.getMonth(), d.getDate()).getTime();
  const days = Math.round((midnight(now) - midnight(date)) / 86400000);
  if (days === 0)
    return "Today";
  if (days === 1)
    return "Yesterday";
  return days > 0 && days < 300 ? dayFormat.format(date) : oldDayFormat.format(date);
}

/** "just now", "5 minutes ago", "3 days ago". */
export function ago(iso, now = new Date()) {
  const minutes = Math.floor((now - new Date(iso)) / 60000);
  if (minutes < 1)
    return "just now";
  if (minutes < 60)
    return `${plural(minutes, "minute")} ago`;
  if (minutes < 60 * 24)
    return `${plural(Math.floor(minutes / 60), "hour")} ago`;
  return `${plural(Math.floor(minutes / 60 / 24), "day")} ago`;
}

export const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

/** "Ada is typing", "Ada and Bo are typing", "Several people are typing"; empty without names. */
export function typingText(names) {
  if (names.length === 0)
    return "";
  if (names.length === 1)
    return `${names[0]} is typing`;
  if (names.length === 2)
    return `${names[0]} and ${names[1]} are typing`;
  return "Several people are typing";
}

export const badge = (count) => (count > 99 ? "99+" : String(count));

const encoder = new TextEncoder();
export const byteLength = (text) => encoder.encode(text).length;
