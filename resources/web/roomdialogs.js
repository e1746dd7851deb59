// SPDX-License-Identifier: GPL-3.0-or-later
import { createRoom, joinRoom, listPublicRooms, renameRoom } from "./actions.js";
import { field, openDialog, openForm, toastError } from "./dialog.js";
import { button, el, roomSign } from "./dom.js";
import { ApiError } from "./errors.js";
import { plural } from "./format.js";
import { SearchList } from "./searchlist.js";

function nameOf(form) {
  const name = form.elements.name.value.trim();
  if (name === "")
    throw new ApiError("validation_failed", "Please give the room a name");
  return name;
}

export function showCreateRoom(ui) {
  openForm({
    title: "Create a room", testid: "create-room-dialog", submitLabel: "Create",
    fields: [
      field("Name", { name: "name", maxlength: 128, autocomplete: "off", testid: "room-name" }),
      el("label", { className: "switch" },
        el("input", { type: "checkbox", name: "private", role: "switch", testid: "room-private" }),
        el("span", {}, "Private", el("small", {}, "Only people who are invited can see and join it."))),
    ],
    onSubmit: async (form) => {
      const room = await createRoom(ui.client, nameOf(form), form.elements.private.checked);
      ui.openRoom(room.id);
    },
  });
}

export function showRename(ui, room) {
  openForm({
    title: "Rename the room", testid: "rename-dialog", submitLabel: "Rename",
    fields: [field("Name", { name: "name", maxlength: 128, value: room.name, autocomplete: "off", testid: "room-name" })],
    onSubmit: (form) => renameRoom(ui.client, room.id, nameOf(form)),
  });
}

/** All public rooms, to search and to join. */
export function showBrowser(ui) {
  const open = (roomId) => {
    dialog.close();
    ui.openRoom(roomId);
  };
  const search = new SearchList({
    placeholder: "Search public rooms", testid: "room-search",
    load: async (text, after) => {
      const { rooms, next } = await listPublicRooms(ui.client, text, after);
      return { items: rooms, next, empty: text ? "No public room has this in its name." : "There are no public rooms yet." };
    },
    row: (room) => browserRow(ui, room, open),
  });
  const create = button("Create a room", () => {
    dialog.close();
    showCreateRoom(ui);
  });
  const dialog = openDialog({
    title: "Browse rooms", testid: "browse-dialog", className: "is-list",
    content: [...search.content, el("footer", { className: "dialog-foot" }, create)],
  });
  search.show();
}

function browserRow(ui, room, open) {
  const mine = ui.store.rooms.has(room.id);
  const act = async () => {
    try {
      if (!mine)
        await joinRoom(ui.client, room.id);
      open(room.id);
    } catch (error) {
      toastError(error);
    }
  };
  const online = room.onlineCount > 0 ? ` · ${room.onlineCount} online` : "";
  return el("li", { className: "row", testid: "public-room", "data-room": room.id },
    roomSign(room),
    el("span", { className: "row-text" }, room.name, el("small", {}, `${plural(room.memberCount, "member")}${online}`)),
    button(mine ? "Open" : "Join", act, { className: `button is-small${mine ? "" : " is-primary"}`, testid: "join-room" }));
}
