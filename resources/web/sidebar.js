// SPDX-License-Identifier: GPL-3.0-or-later
//
// The list of rooms, conversations and invitations, and the viewer's own account.
import { declineInvitation, joinRoom } from "./actions.js";
import { showAccountDialog } from "./account.js";
import { confirmDialog, toastError } from "./dialog.js";
import { avatar, button, el, hiddenText, iconButton, reconcile, roomSign, roomTitle } from "./dom.js";
import { badge } from "./format.js";
import { icon, logo } from "./icons.js";
import { menuButton } from "./menu.js";
import { hasRole } from "./moderation.js";
import { showModeration } from "./moderationlist.js";
import { showPeople } from "./people.js";
import { showBrowser, showCreateRoom } from "./roomdialogs.js";

export function createSidebar(ui) {
  const invitations = el("ul", { className: "list", testid: "invitations" });
  const rooms = el("ul", { className: "list", testid: "rooms" });
  const directs = el("ul", { className: "list", testid: "directs" });
  const invitationSection = section("Invitations", [], invitations);
  const sidebar = el("nav", { className: "sidebar", "aria-label": "Rooms and people", testid: "sidebar" },
    el("header", { className: "sidebar-head" }, logo(), el("span", { className: "brand" }, "Parlance")),
    el("div", { className: "sidebar-scroll" },
      invitationSection,
      section("Rooms", [
        iconButton("compass", "Browse rooms", () => showBrowser(ui), { testid: "browse-rooms" }),
        iconButton("plus", "Create a room", () => showCreateRoom(ui), { testid: "create-room" }),
      ], rooms, emptyHint("No rooms yet. ", "Browse the public ones", () => showBrowser(ui))),
      section("Direct messages", [
        iconButton("plus", "Message somebody", () => showPeople(ui), { testid: "find-people" }),
      ], directs, emptyHint("", "Find people to talk to", () => showPeople(ui)))),
    createFooter(ui));
  const render = () => {
    const all = ui.store.sortedRooms();
    renderRooms(ui, rooms, all.filter((room) => room.kind !== "direct"));
    renderRooms(ui, directs, all.filter((room) => room.kind === "direct"));
  };
  ui.store.on(["rooms", "current", "presence"], render);
  ui.store.on(["invitations"], () => {
    invitationSection.hidden = ui.store.invitations.size === 0;
    renderInvitations(ui, invitations);
  });
  invitationSection.hidden = true;
  return sidebar;
}

function section(title, controls, list, empty = null) {
  return el("section", { className: "sidebar-section" },
    el("header", { className: "section-head" }, el("h2", {}, title), el("div", { className: "section-tools" }, ...controls)),
    list, empty);
}

function emptyHint(text, label, action) {
  return el("p", { className: "empty-hint" }, text, button(label, action, { className: "link-button" }));
}

function renderRooms(ui, list, rooms) {
  const { store } = ui;
  list.classList.toggle("is-loaded", store.roomsLoaded);
  reconcile(list, rooms.map((room) => {
    const online = room.peer ? store.isOnline(room.peer.id) : undefined;
    const current = room.id === store.currentRoomId;
    const version = [roomTitle(room), room.kind, room.unread, online, current].join("|");
    return { key: room.id, version, room, online, current };
  }), (item) => roomRow(ui, item));
}

function roomRow(ui, { room, online, current }) {
  const unread = room.unread > 0;
  return el("li", {},
    el("button", {
      type: "button", testid: "room-row", "data-room": room.id, "aria-current": current ? "page" : null,
      className: `row room-row${unread ? " is-unread" : ""}`, onclick: () => ui.openRoom(room.id),
    },
    roomSign(room, { online }),
    el("span", { className: "row-text" }, roomTitle(room)),
    online ? hiddenText("(online)") : null,
    unread ? el("span", { className: "badge", testid: "unread" }, badge(room.unread), hiddenText(" unread")) : null));
}

function renderInvitations(ui, list) {
  const items = [...ui.store.invitations.values()].map((invitation) => (
    { key: invitation.roomId, version: invitation.createdAt, invitation }));
  reconcile(list, items, ({ invitation }) => invitationRow(ui, invitation));
}

function invitationRow(ui, { roomId, roomName, inviter }) {
  const accept = async () => {
    try {
      await joinRoom(ui.client, roomId);
      ui.openRoom(roomId);
    } catch (error) {
      toastError(error);
    }
  };
  const decline = () => declineInvitation(ui.client, roomId).catch(toastError);
  return el("li", { className: "invitation", testid: "invitation" },
    el("p", {}, el("strong", {}, inviter.username), " invites you to ", el("strong", {}, roomName)),
    el("div", { className: "invitation-actions" },
      button("Join", accept, { className: "button is-primary is-small", testid: "accept-invitation" }),
      button("Decline", decline, { className: "button is-small", testid: "decline-invitation" })));
}

function createFooter(ui) {
  const { store } = ui;
  const count = el("span", { className: "row-text", testid: "online-count" }, "People");
  const people = el("button", {
    type: "button", className: "row online-row", testid: "people-online", onclick: () => showPeople(ui),
  }, el("span", { className: "online-sign", "aria-hidden": "true" }, icon("people")), count);
  const account = menuButton(
    el("button", { type: "button", className: "row account-row", testid: "account", "aria-label": "Your account" }),
    () => accountMenu(ui));
  store.on(["account"], () => account.replaceChildren(
    avatar(store.account, { online: true }),
    el("span", { className: "row-text", testid: "own-name" }, store.account.username), icon("dots")));
  store.on(["presence"], () => {
    const online = [...store.online.values()].filter(Boolean).length;
    count.textContent = `${online} online`;
  });
  return el("footer", { className: "sidebar-foot" }, people, account);
}

function accountMenu(ui) {
  const leave = (call) => () => call().catch(toastError);
  return [
    hasRole(ui, "auditor") && { label: "Moderation", icon: "shield", testid: "moderation", action: () => showModeration(ui) },
    { label: "Change password", icon: "key", testid: "change-password", action: () => showAccountDialog(ui) },
    { label: "Log out", icon: "logOut", testid: "logout", action: () => confirmUnsent(ui, leave(ui.onLogOut)) },
    {
      label: "Log out everywhere", icon: "shield", testid: "logout-everywhere", danger: true,
      action: () => confirmDialog({
        title: "Log out everywhere?", confirmLabel: "Log out everywhere",
        text: "This ends your sessions on all devices and in all browsers, this one included.",
        onConfirm: () => ui.onLogOutEverywhere(),
      }),
    },
  ];
}

function confirmUnsent(ui, action) {
  if (ui.client.outbox.isEmpty) {
    action();
    return;
  }
  confirmDialog({
    title: "Log out?", confirmLabel: "Log out and discard", onConfirm: action,
    text: "Some of your messages have not been sent yet. They are lost when you log out.",
  });
}
