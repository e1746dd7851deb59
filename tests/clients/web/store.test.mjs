// SPDX-License-Identifier: GPL-3.0-or-later
//
// The web page's state: node --test tests/clients/web/store.test.mjs
import assert from "node:assert/strict";
import { test } from "node:test";

import { countUnread, createTimeline, mergeChanges, mergeLive, mergeOlder, mergePurge, newestSeq }
  from "../../../resources/web/messages.js";
import { buildRows } from "../../../resources/web/rows.js";
import { Store } from "../../../resources/web/store.js";

const ada = { id: "a".repeat(24), username: "Ada" };
const bo = { id: "b".repeat(24), username: "Bo" };
const roomId = "c".repeat(24);

function message(seq, changes = {}) {
  return {
    id: String(seq).padStart(24, "0"), roomId, seq, changedSeq: seq, author: bo, text: `text ${seq}`,
    createdAt: new Date(Date.UTC(2026, 0, 31, 12, 0, seq)).toISOString(), editedAt: null, deletedAt: null, ...changes,
  };
}

const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => message(from + i));
const seqs = (timeline) => timeline.list.map((item) => item.seq);

function room(changes = {}) {
  return {
    id: roomId, kind: "public", name: "Garden", ownerId: ada.id, createdAt: "2026-01-01T00:00:00.000Z",
    updatedAt: "2026-01-01T00:00:00.000Z", memberCount: 2, onlineCount: 1, lastSeq: 0, role: "member",
    readSeq: 0, unread: 0, peer: null, ...changes,
  };
}

function storeWith(view) {
  const store = new Store(() => 1000);
  store.setAccount({ ...ada, mustChangePassword: false });
  store.setRooms([view]);
  return store;
}

function loadedTimeline(from, to, more) {
  const timeline = createTimeline(to);
  mergeOlder(timeline, { messages: range(from, to), more });
  return timeline;
}

test("messages are ordered by seq and never repeated", () => {
  const timeline = loadedTimeline(1, 3, false);
  mergeLive(timeline, message(5));
  mergeLive(timeline, message(4));
  mergeLive(timeline, message(4));
  assert.deepEqual(seqs(timeline), [1, 2, 3, 4, 5]);
  assert.equal(newestSeq(timeline), 5);
});

test("the newer version of a message wins, whatever arrives first", () => {
  const timeline = loadedTimeline(1, 2, false);
  mergeLive(timeline, message(2, { changedSeq: 3, text: "edited" }));
  mergeLive(timeline, message(2));
  assert.equal(timeline.list[1].text, "edited");
  mergeLive(timeline, message(2, { changedSeq: 4, text: "", deletedAt: "2026-01-31T12:00:00.000Z" }));
  assert.equal(timeline.list[1].text, "");
  assert.equal(timeline.list.length, 2);
});

test("a change of a message before the loaded window leaves no hole behind", () => {
  const timeline = loadedTimeline(50, 99, true);
  mergeLive(timeline, message(3, { changedSeq: 100 }));
  assert.equal(seqs(timeline)[0], 50);
  assert.equal(timeline.syncedTo, 100);
});

test("changes pushed while the first page loads are kept if they belong to it", () => {
  const timeline = createTimeline(99);
  mergeLive(timeline, message(60, { changedSeq: 100, text: "edited" }));
  mergeLive(timeline, message(3, { changedSeq: 101, text: "edited" }));
  mergeLive(timeline, message(102));
  mergeOlder(timeline, { messages: range(50, 99), more: true });
  assert.deepEqual(seqs(timeline), [...range(50, 99).map((item) => item.seq), 102]);
  assert.equal(timeline.byId.get(message(60).id).text, "edited");
});

test("purged messages go, whether told at once or later", () => {
  const timeline = createTimeline();
  mergeOlder(timeline, { messages: [1, 2, 3].map((seq) => message(seq)), more: false });
  timeline.syncedTo = 3;
  assert.equal(mergePurge(timeline, { purgedSeq: 1, seq: 4 }), false);
  assert.deepEqual(timeline.list.map(({ seq }) => seq), [2, 3]);
  assert.equal(timeline.syncedTo, 4);
  assert.equal(mergePurge(timeline, { purgedSeq: 2, seq: 6 }), true);
  assert.equal(timeline.syncedTo, 4);
  assert.equal(mergeChanges(timeline, { messages: [message(5)], until: 6, more: false, purgedSeq: 3 }), false);
  assert.deepEqual(timeline.list.map(({ seq }) => seq), [5]);
  assert.deepEqual([...timeline.byId.values()].map(({ seq }) => seq), [5]);
});

test("older pages go in front, down to the start", () => {
  const timeline = loadedTimeline(11, 20, true);
  mergeOlder(timeline, { messages: range(1, 10), more: false });
  assert.deepEqual(seqs(timeline), range(1, 20).map((item) => item.seq));
  assert.equal(timeline.reachedStart, true);
  assert.equal(timeline.oldestSeq, 1);
});

test("a push that skips a counter value tells of a loss, and the changes heal it", () => {
  const timeline = loadedTimeline(1, 10, false);
  assert.equal(mergeLive(timeline, message(11)), false);
  assert.equal(mergeLive(timeline, message(14)), true);
  assert.equal(timeline.syncedTo, 11);
  const again = mergeChanges(timeline, {
    messages: [message(12), message(2, { changedSeq: 13 })], until: 13, more: false,
  });
  assert.equal(again, true, "14 was seen, so the counter goes on");
  assert.equal(mergeChanges(timeline, { messages: [message(14)], until: 14, more: false }), false);
  assert.deepEqual(seqs(timeline), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14]);
  assert.equal(timeline.syncedTo, 14);
});

test("changes are asked for page by page, and not for ever", () => {
  const timeline = loadedTimeline(1, 2, false);
  assert.equal(mergeChanges(timeline, { messages: [message(3)], until: 3, more: true }), true);
  assert.equal(mergeChanges(timeline, { messages: [], until: 3, more: true }), false);
});

test("unread messages are those of others that are not deleted", () => {
  const timeline = loadedTimeline(1, 3, false);
  mergeLive(timeline, message(4, { author: ada }));
  mergeLive(timeline, message(3, { changedSeq: 5, deletedAt: "2026-01-31T12:00:00.000Z", text: "" }));
  assert.equal(countUnread(timeline, 1, ada.id), 1);
  assert.equal(countUnread(loadedTimeline(50, 60, true), 20, ada.id), null);
});

test("a posted message raises the badge once", () => {
  const store = storeWith(room({ lastSeq: 5, readSeq: 5 }));
  store.takeMessage(message(6));
  store.takeMessage(message(6));
  store.takeMessage(message(7, { author: ada }));
  store.takeMessage(message(6, { changedSeq: 8 }));
  assert.equal(store.rooms.get(roomId).unread, 1);
  assert.equal(store.rooms.get(roomId).lastSeq, 8);
  assert.equal(store.totalUnread, 1);
});

test("a push that overtakes the room list stays counted", () => {
  const store = storeWith(room({ lastSeq: 5, readSeq: 5 }));
  store.takeMessage(message(6));
  store.setRooms([room({ lastSeq: 5, readSeq: 5, unread: 0 })]);
  assert.equal(store.rooms.get(roomId).unread, 1);
  store.setRooms([room({ lastSeq: 9, readSeq: 5, unread: 4 })]);
  assert.equal(store.rooms.get(roomId).unread, 4);
});

test("reading clears the badge, here and from another device", () => {
  const store = storeWith(room());
  mergeOlder(store.startTimeline(roomId), { messages: [], more: false });
  store.takeMessage(message(1));
  store.takeMessage(message(2));
  store.setRead(roomId, 1);
  assert.equal(store.rooms.get(roomId).unread, 1);
  assert.equal(store.unreadEnd(roomId), 2);
  store.setRead(roomId, 2);
  assert.equal(store.rooms.get(roomId).unread, 0);
  assert.equal(store.unreadEnd(roomId), null);
  store.setRead(roomId, 1);
  assert.equal(store.rooms.get(roomId).readSeq, 2);
});

test("the unread line is put where the viewer stopped reading", () => {
  const store = storeWith(room());
  const timeline = store.startTimeline(roomId);
  mergeOlder(timeline, { messages: [], more: false });
  store.takeMessage(message(1), { reading: true });
  store.setRead(roomId, 1);
  assert.equal(timeline.markerSeq, null);
  store.takeMessage(message(2));
  store.takeMessage(message(3));
  assert.equal(timeline.markerSeq, 1);
  const rows = buildRows(timeline.list, [], { me: ada, markerSeq: timeline.markerSeq });
  assert.deepEqual(rows.map((row) => row.kind), ["day", "message", "marker", "message", "message"]);
  store.clearMarker(roomId);
  assert.equal(timeline.markerSeq, null);
});

test("rooms that are no longer listed are forgotten with all that belongs to them", () => {
  const store = storeWith(room());
  store.startTimeline(roomId);
  store.setRooms([]);
  assert.equal(store.rooms.size, 0);
  assert.equal(store.timelines.size, 0);
});

test("a pushed room changes what is public of it and nothing of the viewer's", () => {
  const store = storeWith(room({ lastSeq: 9, unread: 3, role: "owner" }));
  store.updateRoom({ ...room({ name: "Orchard", memberCount: 7, lastSeq: 2 }), role: undefined, unread: undefined });
  const known = store.rooms.get(roomId);
  assert.deepEqual([known.name, known.memberCount, known.lastSeq, known.unread, known.role], ["Orchard", 7, 9, 3, "owner"]);
});

test("the most recently active room comes first", () => {
  const store = storeWith(room());
  const other = "d".repeat(24);
  store.putRoom(room({ id: other, name: "Attic", updatedAt: "2026-01-02T00:00:00.000Z" }));
  assert.deepEqual(store.sortedRooms().map((item) => item.name), ["Attic", "Garden"]);
  store.takeMessage(message(1));
  assert.deepEqual(store.sortedRooms().map((item) => item.name), ["Garden", "Attic"]);
});

test("a room whose newest message is unknown is looked at, the unread ones first", () => {
  const store = storeWith(room({ lastSeq: 4 }));
  const other = "d".repeat(24);
  store.putRoom(room({ id: other, name: "Attic", lastSeq: 9, unread: 2 }));
  assert.deepEqual(store.roomsOfUnknownActivity().map((item) => item.name), ["Attic", "Garden"]);
  store.noteActivity(other, "2026-01-03T00:00:00.000Z", 9);
  assert.deepEqual(store.roomsOfUnknownActivity().map((item) => item.name), ["Garden"]);
  assert.equal(store.sortedRooms()[0].name, "Attic");
  store.takeMessage(message(5));
  assert.deepEqual(store.roomsOfUnknownActivity(), []);
  store.setRooms([room({ lastSeq: 5 }), room({ id: other, name: "Attic", lastSeq: 12 })]);
  assert.deepEqual(store.roomsOfUnknownActivity().map((item) => item.name), ["Attic"]);
});

test("typing marks end with a message, with a word, or by themselves", () => {
  let now = 0;
  const store = storeWith(room());
  store.now = () => now;
  store.setTyping(roomId, bo, true);
  assert.deepEqual(store.typingIn(roomId), ["Bo"]);
  store.takeMessage(message(1));
  assert.deepEqual(store.typingIn(roomId), []);
  store.setTyping(roomId, bo, true);
  store.setTyping(roomId, bo, false);
  assert.deepEqual(store.typingIn(roomId), []);
  store.setTyping(roomId, bo, true);
  now = 6000;
  assert.deepEqual(store.typingIn(roomId), []);
});

test("members, roles and presence follow what is pushed", () => {
  const store = storeWith(room());
  store.setMembers(roomId, [{ user: ada, role: "member", joinedAt: "", online: true }]);
  store.putMember(roomId, bo, "moderator");
  store.putMember(roomId, ada, "owner");
  store.setOnline(bo.id, true);
  assert.equal(store.rooms.get(roomId).role, "owner");
  assert.equal(store.members.get(roomId).get(bo.id).role, "moderator");
  assert.equal(store.isOnline(bo.id), true);
  store.removeMember(roomId, bo);
  assert.equal(store.members.get(roomId).size, 1);
  assert.equal(store.rooms.get(roomId).memberCount, 1);
});

test("listeners are called once for a batch of changes", async () => {
  const store = storeWith(room());
  let calls = 0;
  await Promise.resolve();
  store.on(["rooms", "timeline"], () => { ++calls; });
  store.takeMessage(message(1));
  store.takeMessage(message(2));
  assert.equal(calls, 0);
  await Promise.resolve();
  assert.equal(calls, 1);
});

test("rows group an author's messages and part the days", () => {
  const at = (seq, iso, changes) => message(seq, { createdAt: iso, ...changes });
  const rows = buildRows([
    at(1, "2026-01-30T12:00:00.000Z"),
    at(2, "2026-01-30T12:01:00.000Z"),
    at(3, "2026-01-30T12:01:30.000Z", { author: ada }),
    at(4, "2026-01-30T12:20:00.000Z", { author: ada }),
    at(5, "2026-02-02T12:00:00.000Z", { author: ada }),
  ], [{ clientId: "x", text: "soon", createdAt: "2026-02-02T12:00:30.000Z", status: "sending", error: null }], { me: ada });
  assert.deepEqual(
    rows.map((row) => (row.kind === "message" ? (row.head ? "head" : "next") : row.kind)),
    ["day", "head", "next", "head", "head", "day", "head", "next"]);
  assert.equal(rows.at(-1).pending, "sending");
  assert.equal(new Set(rows.map((row) => row.key)).size, rows.length);
});

test("announcements stay until they are dismissed, and are bounded", () => {
  const store = storeWith(room());
  for (let i = 1; i <= 25; ++i)
    store.takeAnnouncement({ text: `text ${i}`, at: "2026-01-31T12:00:00.000Z" });
  assert.equal(store.announcements.length, 20);
  assert.equal(store.announcements[0].text, "text 6");
  store.dismissAnnouncement();
  assert.equal(store.announcements[0].text, "text 7");
});

test("an erased user has no name, and no text if the messages are deleted", () => {
  const store = storeWith(room({ kind: "direct", peer: bo }));
  store.timelines.set(roomId, loadedTimeline(1, 2, false));
  store.takeMessage(message(3, { author: ada }));
  const gone = { id: bo.id, username: "deleted user" };
  const shown = () => store.timelineOf(roomId).list.map(({ author, text, deletedAt }) => [author.username, text, Boolean(deletedAt)]);
  store.eraseUser(gone, false);
  assert.deepEqual(shown(), [["deleted user", "text 1", false], ["deleted user", "text 2", false], ["Ada", "text 3", false]]);
  assert.equal(store.rooms.get(roomId).peer.username, "deleted user");
  store.eraseUser(gone, true);
  assert.deepEqual(shown(), [["deleted user", "", true], ["deleted user", "", true], ["Ada", "text 3", false]]);
  // The same message from the server is newer.
  store.takeMessage(message(1, { author: gone, text: "", deletedAt: "2026-02-01T00:00:00.000Z", changedSeq: 4 }));
  assert.equal(store.timelineOf(roomId).byId.get(message(1).id).changedSeq, 4);
});
