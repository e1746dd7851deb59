// SPDX-License-Identifier: GPL-3.0-or-later
import { dayKey } from "./format.js";

const groupGap = 5 * 60 * 1000;

function continues(previous, message) {
  return previous !== null && previous.author.id === message.author.id
    && !previous.deletedAt && !message.deletedAt
    && new Date(message.createdAt) - new Date(previous.createdAt) < groupGap;
}

/**
 * The rows of the timeline from top to bottom: day separators, the line before the first unread message,
 * messages (`head`: with the author's name and avatar) and unsent messages. The `key` of a row is
 * unique and never changes.
 */
export function buildRows(messages, pending, { me, markerSeq = null }) {
  const rows = [];
  let previous = null;
  let marked = markerSeq === null;
  const add = (item, key, extra) => {
    const day = dayKey(item.createdAt);
    if (previous === null || dayKey(previous.createdAt) !== day) {
      rows.push({ kind: "day", key: `day:${day}`, at: item.createdAt });
      previous = null;
    }
    if (!marked && item.seq > markerSeq && item.author.id !== me.id) {
      rows.push({ kind: "marker", key: "marker" });
      marked = true;
      previous = null;
    }
    rows.push({ kind: "message", key, head: !continues(previous, item), message: item, ...extra });
    previous = item;
  };
  for (const message of messages)
    add(message, message.id, {});
  for (const item of pending)
    add({ ...item, author: me, seq: -1 }, `pending:${item.clientId}`, { pending: item.status, error: item.error });
  return uniqueDays(rows);
}

// If the clock was set back, a day may occur twice; the second separator needs another key.
function uniqueDays(rows) {
  const seen = new Map();
  for (const row of rows) {
    if (row.kind !== "day")
      continue;
    const count = (seen.get(row.key) ?? 0) + 1;
    seen.set(row.key, count);
    if (count > 1)
      row.key += `#${count}`;
  }
  return rows;
}
