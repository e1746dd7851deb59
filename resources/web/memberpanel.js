// SPDX-License-Identifier: GPL-3.0-or-later
import { removeMember, setRole } from "./actions.js";
import { confirmDialog, toastError } from "./dialog.js";
import { avatar, button, el, hiddenText, iconButton, reconcile } from "./dom.js";
import { icon } from "./icons.js";
import { menuButton } from "./menu.js";
import { inRoom, moderation } from "./moderation.js";
import { mayInvite, showInvite } from "./people.js";
import { showReportUser } from "./report.js";

const rank = { owner: 2, moderator: 1, member: 0 };
const roleNames = { owner: "Owner", moderator: "Moderator", member: "" };
const shownAtMost = 500;

/** The members of the open room, with their roles and who of them is online. */
export function createMemberPanel(ui) {
  const { store } = ui;
  const online = group("Online");
  const offline = group("Offline");
  const inviteButton = button("Invite people", () => showInvite(ui, store.currentRoom), {
    className: "button is-wide", testid: "panel-invite",
  });
  const panel = el("aside", { className: "members", "aria-label": "Members", testid: "members" },
    el("header", { className: "members-head" }, el("h2", {}, "Members"),
      iconButton("close", "Close", () => ui.showMembers(false), { testid: "members-close" })),
    el("div", { className: "members-scroll" },
      inviteButton, online.element, offline.element));
  const render = () => {
    const room = store.currentRoom;
    panel.hidden = !ui.membersShown() || !room || room.kind === "direct";
    if (panel.hidden)
      return;
    inviteButton.hidden = !mayInvite(room);
    const members = [...(store.members.get(room.id)?.values() ?? [])].sort((a, b) =>
      rank[b.role] - rank[a.role] || a.user.username.localeCompare(b.user.username));
    online.show(ui, room, members.filter(({ user }) => store.isOnline(user.id)), true);
    offline.show(ui, room, members.filter(({ user }) => !store.isOnline(user.id)), false);
  };
  store.on(["members", "presence", "current", "rooms", "panels"], render);
  panel.hidden = true;
  return panel;
}

function group(name) {
  const title = el("h3", {});
  const list = el("ul", { className: "list" });
  const element = el("section", { className: "member-group", testid: `members-${name.toLowerCase()}` }, title, list);
  const show = (ui, room, members, isOnline) => {
    element.hidden = members.length === 0;
    title.textContent = `${name} – ${members.length}`;
    const items = members.slice(0, shownAtMost).map((member) => (
      { key: member.user.id, version: `${member.role}|${room.role}|${isOnline}`, member }));
    reconcile(list, items, ({ member }) => memberRow(ui, room, member, isOnline));
  };
  return { element, show };
}

function memberRow(ui, room, member, online) {
  const me = ui.store.isMe(member.user.id);
  const content = [
    avatar(member.user, { online }),
    el("span", { className: "row-text" }, member.user.username, me ? el("span", { className: "muted" }, " (you)") : null),
    online ? hiddenText(", online") : null,
    member.role === "member" ? null : el("span", { className: "role", testid: "role" }, icon("shield"), roleNames[member.role]),
  ];
  if (me)
    return el("li", { testid: "member" }, el("div", { className: "row" }, ...content));
  const row = el("button", { type: "button", className: "row", testid: "member-menu" }, ...content);
  return el("li", { testid: "member" }, menuButton(row, () => memberMenu(ui, room, member)));
}

function memberMenu(ui, room, { user, role }) {
  const { client } = ui;
  const owns = room.role === "owner";
  const removable = (rank[room.role] ?? 0) > rank[role];
  const change = (newRole) => () => setRole(client, room.id, user, newRole).catch(toastError);
  return [
    { label: `Message ${user.username}`, icon: "chat", testid: "member-message", action: () => ui.openDirect(user.id) },
    owns && role === "member" && {
      label: "Make moderator", icon: "shield", testid: "make-moderator", action: change("moderator"),
    },
    owns && role === "moderator" && {
      label: "Make ordinary member", icon: "shield", testid: "make-member", action: change("member"),
    },
    owns && { label: "Make owner", icon: "key", testid: "make-owner", action: () => askToHandOver(client, room, user) },
    { label: `Report ${user.username}`, icon: "alert", testid: "report-member", action: () => showReportUser(ui, user) },
    removable && {
      label: "Remove from room", icon: "logOut", danger: true, testid: "remove-member",
      action: () => confirmDialog({
        title: `Remove ${user.username}?`, confirmLabel: "Remove",
        text: `${user.username} will no longer be a member of "${room.name}".`,
        onConfirm: () => removeMember(client, room.id, user.id),
      }),
    },
    ...moderation(ui, "user", { ...inRoom(ui, room, user), removable }, user.username),
  ];
}

function askToHandOver(client, room, user) {
  confirmDialog({
    title: `Make ${user.username} the owner?`, confirmLabel: "Hand over",
    text: `${user.username} will own "${room.name}", and you will be a moderator of it.`,
    onConfirm: () => setRole(client, room.id, user, "owner"),
  });
}
