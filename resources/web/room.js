// SPDX-License-Identifier: GPL-3.0-or-later
//
// The middle of the page: the open room with its head, the connection banner, or the welcome.
import { deleteRoom, leaveRoom } from "./actions.js";
import { createBanner } from "./banner.js";
import { createComposer } from "./composer.js";
import { confirmDialog, toast } from "./dialog.js";
import { button, el, iconButton, roomSign, roomTitle } from "./dom.js";
import { ago, badge, plural } from "./format.js";
import { logo } from "./icons.js";
import { menuButton } from "./menu.js";
import { moderation } from "./moderation.js";
import { createNotice } from "./notice.js";
import { mayInvite, showInvite, showPeople } from "./people.js";
import { showBrowser, showCreateRoom, showRename } from "./roomdialogs.js";
import { createTimelineView } from "./timeline.js";

export function createRoomView(ui) {
  const { store } = ui;
  const drawer = iconButton("menu", "Show rooms", () => ui.openDrawer(), { className: "drawer-button", testid: "open-drawer" });
  const head = createHead(ui, drawer);
  const composer = createComposer(ui);
  const room = el("section", { className: "room-body", "aria-label": "Conversation" },
    createTimelineView(ui, composer), composer.element);
  const welcome = createWelcome(ui);
  store.on(["current", "rooms"], () => {
    room.hidden = store.currentRoom === null;
    welcome.hidden = !room.hidden;
    head.classList.toggle("is-empty", room.hidden);
    const elsewhere = store.totalUnread - (store.currentRoom?.unread ?? 0);
    drawer.toggleAttribute("data-unread", elsewhere > 0);
    drawer.setAttribute("aria-label", elsewhere > 0 ? `Show rooms (${badge(elsewhere)} unread)` : "Show rooms");
  });
  room.hidden = true;
  welcome.hidden = true;
  head.classList.add("is-empty");
  return el("main", { className: "room", testid: "room" }, head, createNotice(ui), createBanner(ui), room, welcome);
}

function createHead(ui, drawer) {
  const { store } = ui;
  const sign = el("span", { className: "room-sign" });
  const title = el("h1", { className: "room-title", testid: "room-title" });
  const detail = el("p", { className: "room-detail", testid: "room-detail" });
  const members = iconButton("people", "Members", () => ui.showMembers(!ui.membersShown()), { testid: "members-toggle" });
  const more = menuButton(iconButton("dots", "Room menu", null, { testid: "room-menu" }), () => roomMenu(ui));
  const render = () => {
    const room = store.currentRoom;
    const isGroup = room !== null && room.kind !== "direct";
    title.textContent = room ? roomTitle(room) : "";
    detail.textContent = room ? describeRoom(store, room) : "";
    sign.replaceChildren(...(room ? [roomSign(room)] : []));
    members.hidden = more.hidden = !isGroup;
    members.setAttribute("aria-pressed", String(ui.membersShown()));
  };
  store.on(["current", "rooms", "presence", "panels", "members"], render);
  return el("header", { className: "room-head" }, drawer, sign,
    el("div", { className: "room-names" }, title, detail), members, more);
}

function describeRoom(store, room) {
  if (room.kind === "direct") {
    if (store.isOnline(room.peer?.id))
      return "Online";
    const seen = store.lastSeen.get(room.peer?.id);
    return seen ? `Last seen ${ago(seen)}` : "Offline";
  }
  const loaded = store.members.get(room.id);
  const online = loaded
    ? [...loaded.keys()].filter((id) => store.isOnline(id)).length
    : room.onlineCount;
  const kind = room.kind === "private" ? "Private · " : "";
  return `${kind}${plural(room.memberCount, "member")}${online ? ` · ${online} online` : ""}`;
}

function roomMenu(ui) {
  const { client } = ui;
  const room = ui.store.currentRoom;
  const owns = room.role === "owner";
  return [
    mayInvite(room) && { label: "Invite people", icon: "userPlus", testid: "invite", action: () => showInvite(ui, room) },
    { label: "Members", icon: "people", testid: "show-members", action: () => ui.showMembers(true) },
    owns && { label: "Rename", icon: "edit", testid: "rename-room", action: () => showRename(ui, room) },
    ...moderation(ui, "room", room, "room"),
    { label: "Leave", icon: "logOut", testid: "leave-room", danger: true, action: () => askToLeave(ui, room) },
    owns && {
      label: "Delete room", icon: "trash", testid: "delete-room", danger: true,
      action: () => confirmDialog({
        title: `Delete "${room.name}"?`, confirmLabel: "Delete room", onConfirm: () => deleteRoom(client, room.id),
        text: "The room and all of its messages are deleted for everybody. This cannot be undone.",
      }),
    },
  ];
}

function askToLeave(ui, room) {
  if (room.role === "owner" && room.memberCount > 1) {
    ui.showMembers(true);
    toast("Choose a member to be the owner first, or delete the room.");
    return;
  }
  const privately = room.kind === "private"
    ? "You can only come back when somebody invites you."
    : "You can join again at any time.";
  confirmDialog({
    title: `Leave "${room.name}"?`, confirmLabel: "Leave", onConfirm: () => leaveRoom(ui.client, room.id),
    text: room.memberCount > 1 ? privately : "You are the last member, so the room will be deleted.",
  });
}

function createWelcome(ui) {
  return el("section", { className: "welcome", testid: "welcome" },
    logo(), el("h2", {}, "Pick a conversation"),
    el("p", {}, "Choose a room on the left, or start something new."),
    el("div", { className: "welcome-actions" },
      button("Browse rooms", () => showBrowser(ui), { className: "button is-primary" }),
      button("Create a room", () => showCreateRoom(ui)),
      button("Find people", () => showPeople(ui))));
}
