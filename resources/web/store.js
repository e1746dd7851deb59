// SPDX-License-Identifier: GPL-3.0-or-later
//
// The page's data and how answers and pushes change them. Without network and page.
import { countUnread, createTimeline, eraseAuthor, mergeLive, newestSeq } from "./messages.js";
import { Notifier } from "./notifier.js";

const unreadLimit = 100;
const typingLasts = 6000;
const mostAnnouncements = 20;

export class Store extends Notifier {
  constructor(now = Date.now) {
    super();
    this.now = now;
    this.account = null;
    /** Whether the commands for administrators are served here. It is assumed until the server says no. */
    this.commandsServed = true;
    this.rooms = new Map();
    this.timelines = new Map();
    this.members = new Map();
    this.invitations = new Map();
    this.online = new Map();
    this.lastSeen = new Map();
    this.typing = new Map();
    /** What administrators said and the user has not dismissed, the oldest first. */
    this.announcements = [];
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

  takeAnnouncement(announcement) {
    this.announcements = [...this.announcements, announcement].slice(-mostAnnouncements);
    this.changed("announcements");
  }

  dismissAnnouncement() {
    this.announcements = this.announcements.slice(1);
    this.changed("announcements");
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

  /** Replaces the list of the user's rooms; other rooms are removed. */
  setRooms(views) {
    const listed = new Set(views.map((view) => view.id));
    for (const id of [...this.rooms.keys()].filter((known) => !listed.has(known)))
      this.removeRoom(id);
    views.forEach((view) => this.putRoom(view));
    this.roomsLoaded = true;
    this.changed("rooms");
  }

  /** Stores a room with the properties that depend on the user, such as role and unread. */
  putRoom(view) {
    const known = this.rooms.get(view.id);
    const merged = { ...view, activityAt: latest(known?.activityAt, view.updatedAt), activitySeq: known?.activitySeq ?? 0 };
    // A push may arrive before the answer with this view. What it counted must not be lost.
    if (known && known.lastSeq > view.lastSeq) {
      merged.lastSeq = known.lastSeq;
      merged.unread = Math.max(known.unread, view.unread);
    }
    this.rooms.set(view.id, merged);
    this.changed("rooms");
  }

  /** A pushed room: without the user's properties, and its counter may be older than that of the messages. */
  updateRoom(room) {
    const known = this.rooms.get(room.id);
    if (!known)
      return;
    const { name, ownerId, updatedAt, memberCount, frozen, slowMode } = room;
    this.rooms.set(room.id, { ...known, name, ownerId, updatedAt, memberCount, frozen, slowMode });
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

  /** Rooms whose newest message is known only by its counter; those with unread messages first. */
  roomsOfUnknownActivity() {
    return this.sortedRooms().filter((room) => room.activitySeq < room.lastSeq)
      .sort((a, b) => Math.sign(b.unread) - Math.sign(a.unread));
  }

  /** `at`: when the newest message of a room was posted; the room's counter was `seq` then. */
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
   * Stores a message that was just posted, edited or deleted, from a push or an answer. `reading`: the
   * end of this room is visible. True: changes of the room were missed.
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

  /** The user has read up to `seq`, here or on another device. */
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

  /** The seq to report as read when the end of the room is visible; null if already reported. */
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

  /** A user is gone for good, perhaps with all messages. */
  eraseUser(user, messagesDeleted) {
    const deletedAt = messagesDeleted ? new Date(this.now()).toISOString() : null;
    this.timelines.forEach((timeline) => eraseAuthor(timeline, user, deletedAt));
    for (const [id, room] of this.rooms) {
      if (room.peer?.id === user.id)
        this.rooms.set(id, { ...room, peer: { ...room.peer, ...user } });
    }
    this.changed("rooms", "timeline", "members");
  }

  setOnline(userId, online, at = null) {
    this.online.set(userId, online);
    if (at)
      this.lastSeen.set(userId, at);
    this.changed("presence");
  }

  /** Replaces the set of online users. */
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

  /** The names of the typing users, oldest first. Removes expired marks. */
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

// ISO 8601 times in the same format can be compared as text.
const latest = (a, b) => (a && a > b ? a : b);
