// SPDX-License-Identifier: GPL-3.0-or-later
//
// Finding people: to see who is online, to start a conversation, or to invite into a room.
import { invite, listOnline, searchUsers } from "./actions.js";
import { openDialog } from "./dialog.js";
import { avatar, button, el } from "./dom.js";
import { describe } from "./errors.js";
import { ago } from "./format.js";
import { SearchList } from "./searchlist.js";

const onlineShown = 200;

/** Lists the users who are online, and finds others by search. Selecting one opens the conversation. */
export function showPeople(ui) {
  const dialog = openPicker(ui, {
    title: "People", testid: "people-dialog",
    row: (user) => {
      const open = () => {
        dialog.close();
        ui.openDirect(user.id);
      };
      return el("li", {}, el("button", { type: "button", className: "row", testid: "person", onclick: open },
        ...describeUser(user), el("span", { className: "row-action" }, "Message")));
    },
  });
}

/** Any member may invite to a public room, moderators and the owner to a private one. */
export const mayInvite = (room) => room.kind === "public" || room.role !== "member";

/** Invites users to `room` one by one. A row that is rendered again keeps its button and the label. */
export function showInvite(ui, room) {
  const members = ui.store.members.get(room.id) ?? new Map();
  const buttons = new Map();
  const buttonOf = (user) => {
    if (!buttons.has(user.id))
      buttons.set(user.id, inviteButton(ui.client, room, user));
    return buttons.get(user.id);
  };
  openPicker(ui, {
    title: `Invite to "${room.name}"`, testid: "invite-dialog",
    row: (user) => el("li", { className: "row", testid: "person" }, ...describeUser(user),
      members.has(user.id)
        ? el("span", { className: "row-action muted" }, "Member")
        : buttonOf(user)),
  });
}

function inviteButton(client, room, user) {
  const control = button("Invite", async () => {
    control.disabled = true;
    try {
      await invite(client, room.id, user.id);
      control.textContent = "Invited";
    } catch (error) {
      control.disabled = false;
      control.after(el("span", { className: "row-error", role: "alert" }, describe(error)));
      control.remove();
    }
  }, { className: "button is-small", testid: "send-invitation" });
  return control;
}

function openPicker(ui, { title, testid, row }) {
  const others = (users) => users.filter((user) => !ui.store.isMe(user.id));
  const search = new SearchList({
    placeholder: "Search by name", testid: "people-search", row,
    load: async (text) => {
      if (text)
        return { items: others(await searchUsers(ui.client, text)), empty: "No user name begins with this." };
      const { users, total } = await listOnline(ui.client);
      const online = others(users).slice(0, onlineShown).map((user) => ({ ...user, online: true }));
      return {
        items: online, empty: "Nobody else is online right now. Search for a name.",
        heading: online.length > 0 ? `Online – ${Math.max(online.length, total - 1)}` : "",
      };
    },
  });
  const dialog = openDialog({ title, testid, content: search.content, className: "is-list" });
  search.show();
  return dialog;
}

function describeUser(user) {
  const seen = user.online ? "" : user.lastSeenAt ? `last seen ${ago(user.lastSeenAt)}` : "";
  return [
    avatar(user, { online: user.online }),
    el("span", { className: "row-text" }, user.username, seen ? el("small", {}, seen) : null),
  ];
}

