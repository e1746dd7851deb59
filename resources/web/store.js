// SPDX-License-Identifier: GPL-3.0-or-later
//
// All that the page knows, and how what the server tells changes it. No network and no page.
import { countUnread, createTimeline, mergeLive, newestSeq } from "./messages.js";
import { Notifier } from "./notifier.js";

const unreadLimit = 100;
const typingLasts = 6000;

export class Store extends Notifier {
  constructor(now = Date.now) {
    super();
    this.now = now;
    this.account = null;
    this.rooms = new Map();
    this.timelines = new Map();
    this.members = new Map();
    this.invitations = new Map();
    this.online = new Map();
    this.lastSeen = new Map();
    this.typing = new Map();
    this.currentRoomId = null;
    this.roomsLoaded = false;
  }

  get currentRoom() {
    return this.rooms.get(this.currentRoomId) ?? null;
  }

  isMe(userId) {
    return userId === this.account?.id;
  }

  setAccount(account) {
    this.account = account;
    this.changed("account");
  }

  // Rooms

  /** Most recent activity first. */
  sortedRooms() {
    return [...this.rooms.values()].sort((a, b) =>
      b.activityAt.localeCompare(a.activityAt) || a.name.localeCompare(b.name));
  }

  get totalUnread() {
    return [...this.rooms.values()].reduce((sum, room) => sum + room.unread, 0);
  }

  /** The whole list of the viewer's rooms; what is not in it is gone. */
  setRooms(views) {
    const listed = new Set(views.map((view) => view.id));
    for (const id of [...this.rooms.keys()].filter((known) => !listed.has(known)))
      this.removeRoom(id);
    views.forEach((view) => this.putRoom(view));
    this.roomsLoaded = true;
    this.changed("rooms");
  }

  /** A room as its viewer sees it, that is with role and unread. */
  putRoom(view) {
    const known = this.rooms.get(view.id);
    const merged = { ...view, activityAt: latest(known?.activityAt, view.updatedAt), activitySeq: known?.activitySeq ?? 0 };
    // A push can overtake the answer that brings this view; what it counted must stay counted.
    if (known && known.lastSeq > view.lastSeq) {
      merged.lastSeq = known.lastSeq;
      merged.unread = Math.max(known.unread, view.unread);
    }
    this.rooms.set(view.id, merged);
    this.changed("rooms");
  }

  /** A pushed room: it has nothing about the viewer, and its counter may be behind the messages'. */
  updateRoom(room) {
    const known = this.rooms.get(room.id);
    if (!known)
      return;
    const { name, ownerId, updatedAt, memberCount } = room;
    this.rooms.set(room.id, { ...known, name, ownerId, updatedAt, memberCount });
    this.changed("rooms");
  }

  removeRoom(roomId) {
    this.rooms.delete(roomId);
    this.timelines.delete(roomId);
    this.members.delete(roomId);
    this.typing.delete(roomId);
    this.changed("rooms", "timeline", "typing");
  }

  select(roomId) {
    this.currentRoomId = roomId;
    this.changed("current", "rooms", "timeline", "typing", "members");
  }

  /** Rooms of whose newest message only the counter is known, the more interesting ones first. */
  roomsOfUnknownActivity() {
    return this.sortedRooms().filter((room) => room.activitySeq < room.lastSeq)
      .sort((a, b) => Math.sign(b.unread) - Math.sign(a.unread));
  }

  /** `at`: when the newest message of a room was posted, whose counter was `seq` then. */
  noteActivity(roomId, at, seq) {
    const room = this.rooms.get(roomId);
    if (!room)
      return;
    room.activityAt = latest(room.activityAt, at);
    room.activitySeq = Math.max(room.activitySeq, seq);
    this.changed("rooms");
  }

  // Messages

  timelineOf(roomId) {
    return this.timelines.get(roomId) ?? null;
  }

  startTimeline(roomId) {
    const room = this.rooms.get(roomId);
    const timeline = createTimeline(room?.lastSeq ?? 0);
    timeline.markerSeq = room?.unread > 0 ? room.readSeq : null;
    this.timelines.set(roomId, timeline);
    this.changed("timeline");
    return timeline;
  }

  dropTimeline(roomId) {
    this.timelines.delete(roomId);
    this.changed("timeline");
  }

  /**
   * A message that was posted, edited or deleted just now, from a push or an answer. `reading`: the
   * viewer has the end of this room before their eyes. True: changes of the room were missed.
   */
  takeMessage(message, { reading = false } = {}) {
    const room = this.rooms.get(message.roomId);
    if (room)
      this.countMessage(room, message, reading);
    const timeline = this.timelines.get(message.roomId);
    const missed = timeline ? mergeLive(timeline, message) : false;
    this.changed("timeline");
    return missed && timeline.loaded;
  }

  countMessage(room, message, reading) {
    const isNew = message.seq === message.changedSeq && message.seq > room.lastSeq;
    const activityKnown = room.activitySeq === room.lastSeq;
    room.lastSeq = Math.max(room.lastSeq, message.changedSeq);
    if (isNew || activityKnown)
      room.activitySeq = room.lastSeq;
    if (!isNew)
      return;
    room.activityAt = latest(room.activityAt, message.createdAt);
    this.setTyping(room.id, message.author, false);
    if (this.isMe(message.author.id)) {
      if (room.unread === 0)
        room.readSeq = message.seq;
    } else {
      const timeline = this.timelines.get(room.id);
      if (!reading && timeline && (timeline.markerSeq ?? -1) < room.readSeq)
        timeline.markerSeq = room.readSeq;
      room.unread = Math.min(unreadLimit, room.unread + 1);
    }
    this.changed("rooms");
  }

  /** The viewer has read up to `seq`, here or on another device. */
  setRead(roomId, seq) {
    const room = this.rooms.get(roomId);
    if (!room || seq <= room.readSeq)
      return;
    room.readSeq = seq;
    const timeline = this.timelines.get(roomId);
    const counted = timeline ? countUnread(timeline, seq, this.account?.id) : null;
    room.unread = counted ?? Math.min(room.unread, Math.max(0, room.lastSeq - seq));
    this.changed("rooms");
  }

  /** The seq to report as read when the end of the room is on the screen; null if it is known. */
  unreadEnd(roomId) {
    const room = this.rooms.get(roomId);
    const timeline = this.timelines.get(roomId);
    if (!room || !timeline?.loaded)
      return null;
    const end = newestSeq(timeline);
    return room.unread > 0 && end > room.readSeq ? end : null;
  }

  clearMarker(roomId) {
    const timeline = this.timelines.get(roomId);
    if (timeline && timeline.markerSeq !== null) {
      timeline.markerSeq = null;
      this.changed("timeline");
    }
  }

  // People

  setMembers(roomId, members) {
    this.members.set(roomId, new Map(members.map((member) => [member.user.id, member])));
    members.forEach((member) => this.online.set(member.user.id, member.online));
    this.changed("members", "presence");
  }

  putMember(roomId, user, role) {
    const known = this.members.get(roomId);
    if (known)
      known.set(user.id, { joinedAt: new Date(this.now()).toISOString(), ...known.get(user.id), user, role });
    if (this.isMe(user.id) && this.rooms.has(roomId))
      this.rooms.get(roomId).role = role;
    this.changed("members", "rooms");
  }

  removeMember(roomId, user) {
    this.members.get(roomId)?.delete(user.id);
    const room = this.rooms.get(roomId);
    if (room)
      room.memberCount = Math.max(0, room.memberCount - 1);
    this.setTyping(roomId, user, false);
    this.changed("members", "rooms");
  }

  setOnline(userId, online, at = null) {
    this.online.set(userId, online);
    if (at)
      this.lastSeen.set(userId, at);
    this.changed("presence");
  }

  /** Everybody who is online, as just listed; whoever is not in it is not. */
  setAllOnline(users) {
    this.online = new Map(users.map((user) => [user.id, true]));
    this.changed("presence");
  }

  isOnline(userId) {
    return this.online.get(userId) ?? false;
  }

  setTyping(roomId, user, typing) {
    const marks = this.typing.get(roomId) ?? new Map();
    if (!typing && !marks.has(user.id))
      return;
    if (typing)
      marks.set(user.id, { username: user.username, until: this.now() + typingLasts });
    else
      marks.delete(user.id);
    this.typing.set(roomId, marks);
    this.changed("typing");
  }

  /** The names of those who are typing, oldest first; forgets marks that were not repeated. */
  typingIn(roomId) {
    const marks = this.typing.get(roomId) ?? new Map();
    for (const [userId, mark] of marks) {
      if (mark.until <= this.now())
        marks.delete(userId);
    }
    return [...marks.values()].map((mark) => mark.username);
  }

  // Invitations

  setInvitations(list) {
    this.invitations = new Map(list.map((invitation) => [invitation.roomId, invitation]));
    this.changed("invitations");
  }

  putInvitation(invitation) {
    this.invitations.set(invitation.roomId, invitation);
    this.changed("invitations");
  }

  removeInvitation(roomId) {
    if (this.invitations.delete(roomId))
      this.changed("invitations");
  }
}

// ISO 8601 times of one form compare as text.
const latest = (a, b) => (a && a > b ? a : b);
