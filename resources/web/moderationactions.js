// SPDX-License-Identifier: GPL-3.0-or-later
//
// What operators may do here: a row for each command of /api/v1/admin.
import { fullTime, plural } from "./format.js";

export const until = (time) => (time ? `until ${fullTime(time)}` : "for good");
const ended = (count) => (count > 0 ? ` This ends ${plural(count, "session")}.` : "");
const keptOut = ({ user, endedSessions }) => `${user.username} cannot log in ${until(user.until)}.${ended(endedSessions)}`;

const ofUser = ({ id }) => ({ user: id });
const ofRoom = ({ id }) => ({ room: id });
const ofMember = ({ id, roomId }) => ({ room: roomId, user: id });
const shownToMembers = { hint: "It is logged, and all members of the room can read it." };

/**
 * By what they are about. `label`, or `verb` and `rest`: the words before and after its name; `args`: the
 * arguments of the command. `asks` tells from the answer to a dry run what would happen; an action
 * without it is done at once. `input`: what differs in the field for the reason; `mild`: it is no danger;
 * `shown`: whether it fits, as far as the page knows.
 */
const actions = {
  room: [
    {
      command: "rooms.freeze", verb: "Freeze", icon: "lock", args: ofRoom, shown: ({ frozen }) => !frozen,
      asks: ({ room }) => `Only the owner and the moderators of "${room.name}" can write in it. It has ${plural(room.members, "member")}.`,
    },
    { command: "rooms.unfreeze", verb: "Unfreeze", icon: "lock", args: ofRoom, shown: ({ frozen }) => frozen },
    {
      command: "rooms.slow-mode", label: "Slow mode: 30 seconds", icon: "clock", shown: ({ slowMode }) => !slowMode,
      args: ({ id }) => ({ room: id, seconds: 30 }),
    },
    {
      command: "rooms.slow-mode", label: "Slow mode: off", icon: "clock", shown: ({ slowMode }) => slowMode,
      args: ({ id }) => ({ room: id, seconds: 0 }),
    },
    {
      // The dry run needs a text, and the form asks for it.
      command: "announce", label: "Announce in the room", icon: "chat", mild: true, args: ({ id }) => ({ room: id, text: "…" }),
      input: { name: "text", label: "Announcement", maxlength: 1000, hint: "It is shown once and is in no history." },
      asks: ({ connections }) => `Those in the room see it at once: ${plural(connections, "connection")}.`,
    },
    {
      command: "rooms.purge", label: "Purge messages older than 30 days", icon: "trash", args: ({ id }) => ({ room: id, before: "30d" }),
      asks: ({ room, messages }) => `${plural(messages, "message")} of "${room.name}" would be gone for everybody. This cannot be undone.`,
    },
    {
      // Owners have an entry of their own for it.
      command: "rooms.delete", verb: "Delete", icon: "trash", args: ofRoom, shown: ({ role }) => role !== "owner",
      asks: ({ room }) => `"${room.name}" and all of its messages are deleted for its ${plural(room.members, "member")}. This cannot be undone.`,
    },
  ],
  // Of others.
  message: [
    {
      command: "messages.redact", verb: "Delete", icon: "trash", args: ({ id }) => ({ message: id }),
      asks: () => "Its text is gone for everybody. This cannot be undone.",
    },
  ],
  // `listed`: in a list of the dialog, where mutes and bans have lists of their own; `removable`: moderators
  // of the room have an entry of their own for it.
  user: [
    {
      command: "users.mute", verb: "Mute", rest: "for 1 hour", icon: "clock", args: (user) => ({ ...ofUser(user), for: "1h" }),
      asks: ({ mute }) => `${mute.username} cannot post or edit anything ${until(mute.until)}.`,
    },
    { command: "users.unmute", verb: "Unmute", icon: "chat", args: ofUser, shown: ({ listed }) => !listed },
    {
      command: "rooms.kick", verb: "Kick", rest: "from this room", icon: "logOut", args: ofMember, input: shownToMembers,
      shown: ({ roomId, member, removable }) => roomId && member !== false && !removable,
      asks: ({ username, room }) => `${username} is no longer a member of "${room.name}", but may come back.`,
    },
    {
      command: "rooms.ban", verb: "Ban", rest: "from this room", icon: "lock", args: ofMember, input: shownToMembers,
      shown: ({ roomId }) => roomId,
      asks: ({ ban, endedMembership }) =>
        `${ban.username} is kept out of "${ban.room}" ${until(ban.until)}.${endedMembership ? " This ends the membership." : ""}`,
    },
    {
      command: "rooms.unban", verb: "Unban", rest: "from this room", icon: "check", args: ofMember,
      shown: ({ roomId, member }) => roomId && !member,
    },
    {
      command: "users.suspend", verb: "Suspend", rest: "for 7 days", icon: "clock", args: (user) => ({ ...ofUser(user), for: "7d" }),
      asks: keptOut,
    },
    { command: "users.ban", verb: "Ban", icon: "alert", args: ofUser, asks: keptOut },
    // Of a suspension too.
    { command: "users.unban", verb: "Let", rest: "in again", icon: "check", args: ofUser, shown: ({ listed }) => !listed },
    {
      command: "sessions.end", verb: "Log out", rest: "everywhere", icon: "logOut", args: ofUser,
      asks: ({ username, endedSessions }) => `${username} can log in again.${ended(endedSessions) || " There is no session now."}`,
    },
  ],
  pending: [
    { command: "users.approve", verb: "Approve", icon: "check", args: ofUser },
    {
      command: "users.reject", verb: "Reject", icon: "close", args: ofUser, input: { hint: "It is logged." },
      asks: ({ username }) => `The account ${username} is removed. Its name is free again.`,
    },
  ],
  report: [
    {
      command: "reports.resolve", verb: "Resolve", icon: "check", mild: true, args: ({ id }) => ({ report: id }),
      input: { label: "Note (optional)", hint: "It is kept with the report." },
      asks: () => "The report leaves the list.",
    },
  ],
  // What is in force, as listed.
  mute: [
    {
      command: "users.unmute", verb: "Lift", icon: "check",
      args: ({ userId, roomId }) => ({ user: userId, ...(roomId ? { room: roomId } : {}) }),
    },
  ],
  suspension: [{ command: "users.unban", verb: "Lift", icon: "check", args: ofUser }],
  roomBan: [{ command: "rooms.unban", verb: "Lift", icon: "check", args: ({ userId, roomId }) => ({ room: roomId, user: userId }) }],
  addressBan: [{ command: "bans.remove", verb: "Lift", icon: "check", args: ({ address }) => ({ address }) }],
};

/** The rows that fit a thing of this kind. */
export const actionsOn = (kind, thing) => actions[kind].filter(({ shown }) => !shown || shown(thing));

/** All of them, by kind. */
export const allActions = actions;
