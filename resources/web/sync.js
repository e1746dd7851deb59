// SPDX-License-Identifier: GPL-3.0-or-later
//
// Keeps the store synchronized with the server: completely after each connect, then with every push.
import { loadFirstPage, refreshPeer, refreshRoom } from "./actions.js";
import { mergeChanges, mergePurge } from "./messages.js";

const pageSize = 200;
const resendPatience = 3000;
const roomsWorthALook = 40;

async function allRooms(client) {
  const rooms = [];
  let after;
  do {
    const page = await client.call("room.list", { scope: "mine", limit: pageSize, ...(after ? { after } : {}) });
    rooms.push(...page.rooms);
    after = page.next;
  } while (after);
  return rooms;
}

/** After a connect: refreshes every list and loads the missed changes of the loaded rooms. */
export async function synchronise(client) {
  const { store } = client;
  // First repeats the calls that were pending when the connection was lost. Their answers contain the
  // message of each clientId, so that it is not shown next to its pending copy.
  const resent = Promise.race([client.outbox.resume(), pause(resendPatience)]);
  const [rooms, { invitations }, { users }] = await Promise.all([
    allRooms(client), client.call("invitation.list"), client.call("user.online"),
  ]);
  store.setRooms(rooms);
  store.setInvitations(invitations);
  store.setAllOnline(users);
  store.members.clear();
  store.changed("synchronised", "members");
  await resent;
  const current = store.currentRoom;
  if (current && !store.timelineOf(current.id))
    client.background(loadFirstPage(client, current.id));
  const loaded = [...store.timelines].filter(([, timeline]) => timeline.loaded);
  for (const [roomId] of loaded)
    await catchUp(client, roomId);
  store.changed("timeline");
  client.background(learnActivity(client));
  if (current && client.isReading(current.id))
    client.markRead(current.id);
}

// A room does not contain the time of its newest message, so that message is loaded. Only for the first
// rooms: for the others, the time of the last join or rename is sufficient.
async function learnActivity(client) {
  const { store } = client;
  for (const { id, lastSeq } of store.roomsOfUnknownActivity().slice(0, roomsWorthALook)) {
    const { messages } = await client.call("message.list", { roomId: id, limit: 1 });
    store.noteActivity(id, messages.at(-1)?.createdAt ?? "", lastSeq);
  }
}

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/** Loads the changes of a room since its timeline was last synchronized. */
export function catchUp(client, roomId) {
  if (!client.catching.has(roomId)) {
    const done = fetchChanges(client, roomId).finally(() => client.catching.delete(roomId));
    client.catching.set(roomId, done);
  }
  return client.catching.get(roomId);
}

async function fetchChanges(client, roomId) {
  for (;;) {
    const timeline = client.store.timelineOf(roomId);
    if (!timeline?.loaded)
      return;
    const page = await client.call("message.changes", { roomId, since: timeline.syncedTo, limit: pageSize });
    const again = mergeChanges(timeline, page);
    client.store.changed("timeline");
    if (!again)
      return;
  }
}

const handlers = {
  "message.posted": (client, { message, clientId }) => {
    const { store } = client;
    if (!store.rooms.has(message.roomId))
      client.background(refreshRoom(client, message.roomId));
    client.take(message);
    if (store.isMe(message.author.id) && clientId)
      client.outbox.confirm(message.roomId, clientId);
    if (!store.isMe(message.author.id))
      client.handlers.onMessage(message);
  },
  "message.edited": (client, { message }) => client.take(message),
  "message.deleted": (client, { message }) => client.take(message),
  "room.updated": ({ store }, { room }) => store.updateRoom(room),
  "room.purged": (client, purge) => {
    const timeline = client.store.timelineOf(purge.roomId);
    if (timeline && mergePurge(timeline, purge) && timeline.loaded)
      client.background(catchUp(client, purge.roomId));
    client.background(refreshRoom(client, purge.roomId));
    client.store.changed("timeline");
  },
  "room.deleted": (client, { roomId }) => client.forgetRoom(roomId, "deleted"),
  "member.joined": (client, { room, user, role }) => {
    client.store.updateRoom(room);
    client.store.putMember(room.id, user, role);
    // Presence is pushed to members only, so that of a new member may have been missed.
    if (client.store.members.has(room.id) && !client.store.isOnline(user.id))
      client.background(refreshPeer(client, user.id));
    if (client.store.isMe(user.id) || !client.store.rooms.has(room.id)) {
      client.store.removeInvitation(room.id);
      client.background(refreshRoom(client, room.id));
    }
  },
  "member.left": (client, { roomId, user, reason, message }) => {
    if (client.store.isMe(user.id))
      client.forgetRoom(roomId, reason ?? "left", message);
    else
      client.store.removeMember(roomId, user);
  },
  "member.updated": ({ store }, { roomId, user, role }) => store.putMember(roomId, user, role),
  "invitation.created": ({ store }, { invitation }) => store.putInvitation(invitation),
  "room.read": ({ store }, { roomId, seq }) => store.setRead(roomId, seq),
  "presence.changed": ({ store }, { user, online, at }) => store.setOnline(user.id, online, at),
  announcement: ({ store }, announcement) => store.takeAnnouncement(announcement),
  "user.erased": ({ store }, { user, messagesDeleted }) => store.eraseUser(user, messagesDeleted),
  "typing.changed": ({ store }, { roomId, user, typing }) => {
    if (!store.isMe(user.id))
      store.setTyping(roomId, user, typing);
  },
};

export function applyPush(client, event, data) {
  handlers[event]?.(client, data);
}
