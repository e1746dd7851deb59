// SPDX-License-Identifier: GPL-3.0-or-later
//
// The chat page: connects its parts and opens rooms. The address names the open room ("#room/ID"), so
// that reload, back and forward work.
import { loadFirstPage, loadMembers, openDirect, refreshPeer } from "./actions.js";
import { Client } from "./client.js";
import { toast, toastError } from "./dialog.js";
import { el, roomTitle } from "./dom.js";
import { badge } from "./format.js";
import { createMemberPanel } from "./memberpanel.js";
import { watchCommands } from "./moderation.js";
import { createRoomView } from "./room.js";
import { createSidebar } from "./sidebar.js";

const narrow = matchMedia("(max-width: 760px)");
const roomAddress = /^#room\/([0-9a-f]{24})$/;

export function mountChat(root, token, { onEnded, onPasswordChangeRequired, onLogOut, onLogOutEverywhere }) {
  const client = new Client(token, {
    onEnded, onPasswordChangeRequired,
    onError: toastError,
    onMessage: (message) => announce(client.store, message),
    onRoomGone: (room, how, message) => roomGone(ui, room, how, message),
  });
  const { store } = client;
  const ui = { client, store, token, onLogOut, onLogOutEverywhere };
  const layout = el("div", { className: "chat", testid: "chat" });
  addNavigation(ui, layout);
  watchCommands(ui);
  const sidebar = createSidebar(ui);
  layout.append(
    el("a", { className: "skip-link", href: "#compose", onclick: (event) => focusComposer(event, layout) }, "Skip to the message box"),
    sidebar,
    el("div", { className: "scrim", onclick: () => ui.closePanels() }),
    createRoomView(ui),
    createMemberPanel(ui));
  root.replaceChildren(layout);
  ui.panelsChanged = () => {
    sidebar.inert = narrow.matches && !layout.classList.contains("is-drawer-open");
  };
  const stopRouting = addRouting(ui);
  store.on(["rooms", "current"], () => showTitle(store));
  ui.openDrawer();
  ui.showMembers(matchMedia("(min-width: 1200px)").matches);
  client.start();
  return {
    stop() {
      stopRouting();
      client.stop();
    },
  };
}

function focusComposer(event, layout) {
  event.preventDefault();
  layout.querySelector(".composer textarea")?.focus();
}

function addNavigation(ui, layout) {
  const set = (name, on) => {
    layout.classList.toggle(name, on);
    ui.panelsChanged?.();
    ui.store.changed("panels");
  };
  ui.openDrawer = () => set("is-drawer-open", true);
  ui.closeDrawer = () => set("is-drawer-open", false);
  ui.membersShown = () => layout.classList.contains("is-members-open");
  ui.showMembers = (on) => {
    set("is-members-open", on);
    if (on)
      ui.refreshMembers();
  };
  ui.closePanels = () => {
    if (ui.store.currentRoomId)
      ui.closeDrawer();
    if (matchMedia("(max-width: 1100px)").matches)
      set("is-members-open", false);
  };
  layout.addEventListener("keydown", (event) => {
    if (event.key === "Escape")
      ui.closePanels();
  });
  addDestinations(ui);
}

function addDestinations(ui) {
  ui.refreshMembers = () => {
    const { client, store } = ui;
    const room = store.currentRoom;
    if (room && room.kind !== "direct" && ui.membersShown() && !store.members.has(room.id))
      client.background(loadMembers(client, room.id));
  };
  ui.openRoom = (roomId) => {
    const address = roomId ? `#room/${roomId}` : "#";
    if (location.hash === address)
      openAddress(ui);
    else
      location.hash = address;
  };
  ui.openDirect = async (userId) => {
    try {
      const room = await openDirect(ui.client, userId);
      ui.openRoom(room.id);
    } catch (error) {
      toastError(error);
    }
  };
}

function addRouting(ui) {
  const go = () => openAddress(ui);
  const resized = () => ui.panelsChanged();
  window.addEventListener("hashchange", go);
  narrow.addEventListener("change", resized);
  let first = true;
  ui.store.on(["synchronised"], () => {
    if (first)
      openAddress(ui);
    else
      ui.refreshMembers();
    first = false;
  });
  return () => {
    window.removeEventListener("hashchange", go);
    narrow.removeEventListener("change", resized);
  };
}

function openAddress(ui) {
  const { store } = ui;
  if (!store.roomsLoaded)
    return;
  const wanted = roomAddress.exec(location.hash)?.[1] ?? null;
  if (wanted && !store.rooms.has(wanted)) {
    toast("You are not a member of that room.");
    history.replaceState(null, "", location.pathname);
  }
  select(ui, store.rooms.has(wanted) ? wanted : null);
}

function select(ui, roomId) {
  const { client, store } = ui;
  if (store.currentRoomId && store.currentRoomId !== roomId)
    store.clearMarker(store.currentRoomId);
  store.select(roomId);
  if (roomId === null) {
    ui.openDrawer();
    return;
  }
  ui.closeDrawer();
  const timeline = store.timelineOf(roomId);
  const room = store.currentRoom;
  if (!timeline)
    client.background(loadFirstPage(client, roomId));
  else if (room.unread > 0)
    timeline.markerSeq = room.readSeq;
  ui.refreshMembers();
  if (room.peer)
    client.background(refreshPeer(client, room.peer.id));
}

const removals = { kicked: "You were removed from", banned: "You were banned from" };

function roomGone(ui, room, how, message) {
  if (how === "deleted")
    toast(`The room "${room.name}" was deleted.`);
  else if (how === "left")
    toast(`You are no longer a member of "${room.name}".`);
  else if (how in removals)
    toast(`${removals[how]} "${room.name}"${message ? `: ${message}` : "."}`);
  history.replaceState(null, "", location.pathname);
  select(ui, null);
}

function showTitle(store) {
  const room = store.currentRoom;
  const unread = store.totalUnread;
  document.title = `${unread > 0 ? `(${badge(unread)}) ` : ""}${room ? `${roomTitle(room)} – ` : ""}Parlance`;
}

// For screen readers. The list itself is not a live region, because its loading history would be read
// out.
function announce(store, message) {
  if (message.roomId === store.currentRoomId && document.visibilityState === "visible")
    document.getElementById("announcer").textContent = `${message.author.username}: ${message.text}`;
}
