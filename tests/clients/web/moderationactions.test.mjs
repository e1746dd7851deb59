// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { test } from "node:test";

import { actionsOn } from "../../../resources/web/moderationactions.js";
import { Store } from "../../../resources/web/store.js";

const commands = (kind, thing) => actionsOn(kind, thing).map(({ command }) => command);
const argumentsOf = (kind, thing, command) => actionsOn(kind, thing).find((action) => action.command === command).args(thing);

test("a room is frozen or unfrozen, slowed down or not", () => {
  const room = { id: "r", kind: "public", frozen: false, slowMode: 0, role: "member" };
  assert.ok(commands("room", room).includes("rooms.freeze"));
  assert.ok(!commands("room", room).includes("rooms.unfreeze"));
  assert.ok(!commands("room", { ...room, frozen: true }).includes("rooms.freeze"));
  assert.deepEqual(argumentsOf("room", room, "rooms.slow-mode"), { room: "r", seconds: 30 });
  assert.deepEqual(argumentsOf("room", { ...room, slowMode: 10 }, "rooms.slow-mode"), { room: "r", seconds: 0 });
});

test("what the owner and the moderators of the room can do anyway is not offered twice", () => {
  assert.ok(commands("room", { id: "r", role: "moderator" }).includes("rooms.delete"));
  assert.ok(!commands("room", { id: "r", role: "owner" }).includes("rooms.delete"));
  const member = { id: "u", roomId: "r", member: true };
  assert.ok(commands("user", member).includes("rooms.kick"));
  assert.ok(!commands("user", { ...member, removable: true }).includes("rooms.kick"));
});

test("people are removed from a room only if they may be in it", () => {
  const ofRoom = (thing) => commands("user", { id: "u", ...thing }).filter((command) => command.startsWith("rooms."));
  assert.deepEqual(ofRoom({ roomId: "r", member: true }), ["rooms.kick", "rooms.ban"]);
  assert.deepEqual(ofRoom({ roomId: "r", member: false }), ["rooms.ban", "rooms.unban"]);
  assert.deepEqual(ofRoom({ roomId: "r", member: undefined }), ["rooms.kick", "rooms.ban", "rooms.unban"]);
  assert.deepEqual(ofRoom({ roomId: null, member: true }), []);
});

test("a mute is lifted where it is in force", () => {
  assert.deepEqual(argumentsOf("mute", { userId: "u", roomId: null }, "users.unmute"), { user: "u" });
  assert.deepEqual(argumentsOf("mute", { userId: "u", roomId: "r" }, "users.unmute"), { user: "u", room: "r" });
});

test("a pushed room changes what is offered", () => {
  const store = new Store();
  const room = { id: "r", kind: "public", name: "Hall", ownerId: "o", updatedAt: "2026-01-31T09:10:00.006Z", memberCount: 2, lastSeq: 0, frozen: false, slowMode: 0 };
  store.putRoom({ ...room, role: "member", unread: 0, readSeq: 0 });
  store.updateRoom({ ...room, frozen: true, slowMode: 30 });
  assert.ok(commands("room", store.rooms.get("r")).includes("rooms.unfreeze"));
  assert.equal(argumentsOf("room", store.rooms.get("r"), "rooms.slow-mode").seconds, 0);
});
