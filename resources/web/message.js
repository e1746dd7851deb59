// SPDX-License-Identifier: GPL-3.0-or-later
import { deleteMessage } from "./actions.js";
import { confirmDialog, toast } from "./dialog.js";
import { avatar, button, el, iconButton } from "./dom.js";
import { describe } from "./errors.js";
import { clock, fullTime, linkify, shortClock } from "./format.js";
import { icon } from "./icons.js";
import { menuButton } from "./menu.js";
import { inRoom, moderation } from "./moderation.js";
import { showReportMessage } from "./report.js";

/** Changes whenever the row must be rendered again. */
export function messageVersion({ message, head, pending, error }, room) {
  return [message.changedSeq, head, pending, error?.code, room.role].join("|");
}

/** One message; `head` ones show their author. */
export function messageRow(ui, composer, room, row) {
  const { message, head, pending } = row;
  const element = el("li", {
    className: `message${head ? " is-head" : ""}${pending ? ` is-${pending}` : ""}`, testid: "message",
    "data-id": message.id ?? null, "data-state": pending ?? (message.deletedAt ? "deleted" : "sent"),
  });
  element.append(
    el("div", { className: "message-side" }, head ? avatar(message.author) : time(message, shortClock)),
    el("div", { className: "message-main" },
      head ? el("p", { className: "message-head" },
        el("span", { className: "message-author" }, message.author.username), time(message)) : null,
      body(message), state(ui, row)));
  if (!pending && !message.deletedAt)
    element.append(moreButton(ui, composer, room, message));
  return element;
}

const time = ({ createdAt }, format = clock) =>
  el("time", { datetime: createdAt, title: fullTime(createdAt) }, format(createdAt));

function body(message) {
  if (message.deletedAt)
    return el("p", { className: "tombstone", testid: "tombstone" }, icon("trash"), "This message was deleted");
  const text = el("p", { className: "message-text", testid: "message-text", dir: "auto" });
  for (const piece of linkify(message.text)) {
    text.append(piece.href
      ? el("a", { href: piece.href, target: "_blank", rel: "noopener noreferrer nofollow" }, piece.text)
      : piece.text);
  }
  if (message.editedAt)
    text.append(" ", el("span", { className: "edited", title: fullTime(message.editedAt), testid: "edited" }, "(edited)"));
  return text;
}

function state({ client }, { message, pending, error }) {
  if (pending === "sending")
    return el("p", { className: "message-state", testid: "pending" }, icon("clock"), "Sending…");
  if (pending !== "failed")
    return null;
  const { roomId, clientId } = message;
  return el("p", { className: "message-state is-failed", testid: "failed" },
    icon("alert"), el("span", {}, `Not sent. ${describe(error)}`),
    button("Try again", () => client.outbox.retry(roomId, clientId), { className: "link-button", testid: "retry" }),
    button("Discard", () => client.outbox.discard(roomId, clientId), { className: "link-button", testid: "discard" }));
}

function moreButton(ui, composer, room, message) {
  const label = `More about the message of ${message.author.username}`;
  return menuButton(iconButton("dots", label, null, { className: "message-more", testid: "message-menu" }),
    () => messageMenu(ui, composer, ui.store.rooms.get(room.id) ?? room, message));
}

// A moderator deletes without the command for it.
function messageMenu(ui, composer, room, message) {
  const mine = ui.store.isMe(message.author.id);
  const manages = room.role === "moderator" || room.role === "owner";
  return [
    mine && { label: "Edit", icon: "edit", testid: "edit-message", action: () => composer.edit(message) },
    { label: "Copy text", icon: "copy", testid: "copy-message", action: () => copy(message.text) },
    !mine && room.kind !== "direct" && {
      label: `Message ${message.author.username}`, icon: "chat", testid: "message-author",
      action: () => ui.openDirect(message.author.id),
    },
    !mine && { label: "Report", icon: "alert", testid: "report-message", action: () => showReportMessage(ui, message) },
    (mine || manages) && {
      label: "Delete", icon: "trash", danger: true, testid: "delete-message", action: () => askToDelete(ui, message),
    },
    ...(mine || manages ? [] : moderation(ui, "message", message, "message")),
    ...(mine ? [] : moderation(ui, "user", inRoom(ui, room, message.author), message.author.username)),
  ];
}

function askToDelete({ client }, message) {
  confirmDialog({
    title: "Delete this message?", confirmLabel: "Delete",
    text: message.text.length > 200 ? `${message.text.slice(0, 200)}…` : message.text,
    onConfirm: () => deleteMessage(client, message.id),
  });
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied.");
  } catch {
    toast("The browser does not allow copying here.", { error: true });
  }
}
