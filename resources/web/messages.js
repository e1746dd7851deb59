// SPDX-License-Identifier: GPL-3.0-or-later
//
// The loaded messages of one room: a window without gaps from some seq up to the newest message. Data
// only, without network and page.

/**
 * `syncedTo`: all changes up to this value of the room's counter are known. The counter is incremented
 * by one with every post, edit and deletion, so a push that skips a number reveals a missed change.
 */
export function createTimeline(syncedTo = 0) {
  return {
    byId: new Map(),
    list: [],
    loaded: false,
    loading: false,
    retryAt: 0,
    reachedStart: false,
    oldestSeq: Infinity,
    syncedTo,
    highestSeen: syncedTo,
    markerSeq: null,
  };
}

function insertSorted(list, message) {
  let at = list.length;
  while (at > 0 && list[at - 1].seq > message.seq)
    --at;
  list.splice(at, 0, message);
}

const belongsBeforeWindow = (timeline, message) =>
  timeline.loaded && !timeline.reachedStart && message.seq < timeline.oldestSeq;

/** Merges messages from any source; the newer version of a message is kept. */
export function mergeMessages(timeline, messages) {
  let changed = false;
  for (const message of messages) {
    const known = timeline.byId.get(message.id);
    timeline.highestSeen = Math.max(timeline.highestSeen, message.changedSeq);
    if (known ? known.changedSeq >= message.changedSeq : belongsBeforeWindow(timeline, message))
      continue;
    timeline.byId.set(message.id, message);
    if (known)
      timeline.list[timeline.list.indexOf(known)] = message;
    else
      insertSorted(timeline.list, message);
    changed = true;
  }
  return changed;
}

/** Merges a pushed or acknowledged message. True: a change before it is missing. */
export function mergeLive(timeline, message) {
  mergeMessages(timeline, [message]);
  if (message.changedSeq === timeline.syncedTo + 1)
    timeline.syncedTo = message.changedSeq;
  return message.changedSeq > timeline.syncedTo;
}

/** Merges a page of message.list that ends where the window begins (or the first page). */
export function mergeOlder(timeline, page) {
  const first = page.messages[0];
  if (first)
    timeline.oldestSeq = Math.min(timeline.oldestSeq, first.seq);
  timeline.reachedStart = !page.more;
  mergeMessages(timeline, page.messages);
  if (!timeline.loaded) {
    timeline.loaded = true;
    dropBeforeWindow(timeline);
  }
}

// An edit of a much older message may have been pushed while the first page was loading.
function dropBeforeWindow(timeline) {
  timeline.list = timeline.list.filter((message) => !belongsBeforeWindow(timeline, message));
  timeline.byId = new Map(timeline.list.map((message) => [message.id, message]));
}

/** Removes the messages that were purged: those up to a value of the room's counter. */
export function dropPurged(timeline, purgedSeq) {
  timeline.list = timeline.list.filter((message) => message.seq > purgedSeq);
  timeline.byId = new Map(timeline.list.map((message) => [message.id, message]));
}

/** Removes purged messages, as pushed. True: a change before that is missing. */
export function mergePurge(timeline, { purgedSeq, seq }) {
  dropPurged(timeline, purgedSeq);
  timeline.highestSeen = Math.max(timeline.highestSeen, seq);
  if (seq === timeline.syncedTo + 1)
    timeline.syncedTo = seq;
  return seq > timeline.syncedTo;
}

/** Merges a page of message.changes. True: load the next page. */
export function mergeChanges(timeline, page) {
  dropPurged(timeline, page.purgedSeq ?? 0);
  mergeMessages(timeline, page.messages);
  const progressed = page.until > timeline.syncedTo;
  timeline.syncedTo = Math.max(timeline.syncedTo, page.until);
  return progressed && (page.more || timeline.highestSeen > timeline.syncedTo);
}

/** The author is gone: the messages have this author's new name, and if `deletedAt` is given, no text. */
export function eraseAuthor(timeline, author, deletedAt) {
  const change = (message) => ({ ...message, author, ...(deletedAt ? { text: "", deletedAt } : {}) });
  timeline.list = timeline.list.map((message) => (message.author.id === author.id ? change(message) : message));
  timeline.byId = new Map(timeline.list.map((message) => [message.id, message]));
}

export const newestSeq = (timeline) => timeline.list[timeline.list.length - 1]?.seq ?? 0;

/** The number of messages of others after `seq`; null if the window does not reach that far. */
export function countUnread(timeline, seq, ownId) {
  if (!timeline.loaded || (!timeline.reachedStart && seq + 1 < timeline.oldestSeq))
    return null;
  return timeline.list.filter(
    (message) => message.seq > seq && message.author.id !== ownId && !message.deletedAt).length;
}
