// SPDX-License-Identifier: GPL-3.0-or-later
//
// The actions of the user: calls whose results update the store.
import { mergeOlder } from "./messages.js";

const firstPage = 50;
const longestFirstPage = 150;
const memberPage = 200;
const retryPause = 3000;

export async function refreshRoom(client, roomId) {
  const room = await client.call("room.get", { roomId });
  if (room.role !== null)
    client.store.putRoom(room);
  if (room.peer)
    client.background(refreshPeer(client, room.peer.id));
  return room;
}

/** Loads the newest messages of a room, at least as far back as the unread ones. */
export async function loadFirstPage(client, roomId) {
  const { store } = client;
  const limit = Math.min(longestFirstPage, Math.max(firstPage, (store.rooms.get(roomId)?.unread ?? 0) + 20));
  const timeline = store.startTimeline(roomId);
  await loadPage(client, roomId, timeline, { limit });
}

/** Loads the page before the oldest loaded message. */
export async function loadOlder(client, roomId) {
  const timeline = client.store.timelineOf(roomId);
  if (timeline?.loaded && !timeline.loading && !timeline.reachedStart)
    await loadPage(client, roomId, timeline, { before: timeline.oldestSeq, limit: firstPage });
}

async function loadPage(client, roomId, timeline, args) {
  const { store } = client;
  timeline.loading = true;
  store.changed("timeline");
  try {
    const page = await client.call("message.list", { roomId, ...args });
    mergeOlder(timeline, page);
  } catch (error) {
    timeline.retryAt = Date.now() + retryPause;
    throw error;
  } finally {
    timeline.loading = false;
    if (!timeline.loaded && store.timelineOf(roomId) === timeline)
      store.dropTimeline(roomId);
    store.changed("timeline");
  }
}

export async function loadMembers(client, roomId) {
  const members = [];
  let after;
  do {
    const page = await client.call("member.list", { roomId, limit: memberPage, ...(after ? { after } : {}) });
    members.push(...page.members);
    after = page.next;
  } while (after && client.store.currentRoomId === roomId);
  client.store.setMembers(roomId, members);
}

export function sendMessage(client, roomId, text) {
  client.store.clearMarker(roomId);
  return client.outbox.add(roomId, text);
}

export async function editMessage(client, messageId, text) {
  client.take(await client.call("message.edit", { messageId, text }));
}

export async function deleteMessage(client, messageId) {
  client.take(await client.call("message.delete", { messageId }));
}

export const reportMessage = (client, messageId, reason) => client.call("message.report", { messageId, reason });
export const reportUser = (client, userId, reason) => client.call("user.report", { userId, reason });

/** A hint only, so errors are ignored. */
export function reportTyping(client, roomId, typing) {
  client.connection.request("room.typing", { roomId, typing }).catch(() => {});
}

export async function createRoom(client, name, isPrivate) {
  const room = await client.call("room.create", { name, private: isPrivate });
  return refreshRoom(client, room.id);
}

export async function joinRoom(client, roomId) {
  await settleInvitation(client, roomId, client.call("room.join", { roomId }));
  return refreshRoom(client, roomId);
}

export async function leaveRoom(client, roomId) {
  await client.departing(roomId, client.call("room.leave", { roomId }));
}

export async function renameRoom(client, roomId, name) {
  client.store.updateRoom(await client.call("room.update", { roomId, name }));
}

export async function deleteRoom(client, roomId) {
  await client.departing(roomId, client.call("room.delete", { roomId }));
}

export async function openDirect(client, userId) {
  const room = await client.call("direct.open", { userId });
  return refreshRoom(client, room.id);
}

/** Loads when the other user of a direct conversation was last online. */
export async function refreshPeer(client, userId) {
  const { online, lastSeenAt } = await client.call("user.get", { userId });
  client.store.setOnline(userId, online, lastSeenAt);
}

export async function declineInvitation(client, roomId) {
  await settleInvitation(client, roomId, client.call("invitation.decline", { roomId }));
}

// An invitation is removed when it was answered, or if it no longer exists.
async function settleInvitation(client, roomId, call) {
  try {
    await call;
  } catch (error) {
    if (["room_not_found", "invitation_not_found"].includes(error.code))
      client.store.removeInvitation(roomId);
    throw error;
  }
  client.store.removeInvitation(roomId);
}

export async function setRole(client, roomId, user, role) {
  await client.call("member.update", { roomId, userId: user.id, role });
  client.store.putMember(roomId, user, role);
}

export const removeMember = (client, roomId, userId) => client.call("member.remove", { roomId, userId });
export const invite = (client, roomId, userId) => client.call("invitation.create", { roomId, userId });
export const searchUsers = async (client, prefix) =>
  (await client.call("user.search", { prefix, limit: 30 })).users;
export const listOnline = (client) => client.call("user.online");
export const listPublicRooms = (client, search, after) =>
  client.call("room.list", { scope: "public", limit: 30, ...(search ? { search } : {}), ...(after ? { after } : {}) });
