// SPDX-License-Identifier: GPL-3.0-or-later
//
// The messages of one room as far as they are loaded: a window without holes that reaches from
// some seq up to the newest message. Pure data, no network and no page.

/**
 * `syncedTo` is the room's change counter up to which every change is known here. The counter goes
 * up by one with every post, edit and deletion, so a push that skips a number tells of a loss.
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

/** Takes in messages from wherever they came; the newer version of a message wins. */
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

/** Takes in one message that was pushed or acknowledged. True: a change before it is missing. */
export function mergeLive(timeline, message) {
  mergeMessages(timeline, [message]);
  if (message.changedSeq === timeline.syncedTo + 1)
    timeline.syncedTo = message.changedSeq;
  return message.changedSeq > timeline.syncedTo;
}

/** Takes in a page of message.list that ends where the window begins (or the first page). */
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

// While the first page was on its way, an edit of some far older message may have been pushed.
function dropBeforeWindow(timeline) {
  timeline.list = timeline.list.filter((message) => !belongsBeforeWindow(timeline, message));
  timeline.byId = new Map(timeline.list.map((message) => [message.id, message]));
}

/** Takes in a page of message.changes. True: ask for the next one. */
export function mergeChanges(timeline, page) {
  mergeMessages(timeline, page.messages);
  const progressed = page.until > timeline.syncedTo;
  timeline.syncedTo = Math.max(timeline.syncedTo, page.until);
  return progressed && (page.more || timeline.highestSeen > timeline.syncedTo);
}

export const newestSeq = (timeline) => timeline.list[timeline.list.length - 1]?.seq ?? 0;

/** How many messages of others are behind `seq`; nothing if the window does not reach that far. */
export function countUnread(timeline, seq, ownId) {
  if (!timeline.loaded || (!timeline.reachedStart && seq + 1 < timeline.oldestSeq))
    return null;
  return timeline.list.filter(
    (message) => message.seq > seq && message.author.id !== ownId && !message.deletedAt).length;
}
