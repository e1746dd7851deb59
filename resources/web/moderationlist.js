// SPDX-License-Identifier: GPL-3.0-or-later
//
// What waits for people with a role: new accounts, and reports of users. And the mutes and bans in force.
import { openDialog, toastError } from "./dialog.js";
import { button, el } from "./dom.js";
import { describe } from "./errors.js";
import { ago, plural } from "./format.js";
import { command, moderation } from "./moderation.js";
import { until } from "./moderationactions.js";

const shownAtMost = 50;

export function showModeration(ui) {
  const refresh = () => lists.forEach((list) => list.load());
  const lists = [
    waitingList(ui, {
      title: "Waiting for approval", testid: "pending", empty: "Nobody waits for approval.",
      query: ["users.list", { state: "pending" }], row: (user) => pendingRow(ui, user, refresh),
    }),
    waitingList(ui, {
      title: "Reports", testid: "reports", empty: "There are no open reports.",
      query: ["reports.list", { state: "open" }], row: (report) => reportRow(ui, report, refresh),
    }),
    ...inForce(ui.store.currentRoom).map(({ kind, ...list }) =>
      waitingList(ui, { ...list, row: (item) => inForceRow(ui, kind, item, refresh) })),
  ];
  openDialog({
    title: "Moderation", testid: "moderation-list", className: "is-list",
    content: [el("div", { className: "list-scroll" }, ...lists.map(({ element }) => element))],
  });
  refresh();
}

/** What can be lifted; a list of it is shown only if there is something. */
const inForce = (room) => [
  { kind: "mute", title: "Muted", testid: "mutes", query: ["mutes.list", {}] },
  { kind: "suspension", title: "Suspended and banned", testid: "suspensions", query: ["users.list", { state: "suspended" }] },
  room && room.kind !== "direct" && { kind: "roomBan", title: `Banned from "${room.name}"`, testid: "room-bans", query: ["rooms.bans", { room: room.id }] },
  { kind: "addressBan", title: "Banned addresses", testid: "address-bans", query: ["bans.list", {}] },
].filter(Boolean);

function waitingList(ui, { title, testid, empty = "", query: [name, args], row }) {
  const items = el("ul", { className: "list", testid });
  const status = el("p", { className: "list-status", role: "status" });
  const element = el("section", { hidden: empty === "" }, el("h3", { className: "list-heading" }, title), items, status);
  const load = async () => {
    try {
      const page = await command(ui, name, { ...args, limit: shownAtMost }, "GET");
      items.replaceChildren(...page.items.map(row));
      status.textContent = page.items.length === 0 ? empty : page.next ? "There are more." : "";
      element.hidden = page.items.length === 0 && empty === "";
    } catch (error) {
      items.replaceChildren();
      status.textContent = describe(error);
      element.hidden = false;
    }
  };
  return { element, load };
}

const buttons = (items, first = "is-primary") => el("div", { className: "moderation-actions" }, ...items.map(({ label, testid, danger, action }) =>
  button(label, action, { className: `button is-small ${danger ? "" : first}`, testid })));

function pendingRow(ui, user, refresh) {
  return el("li", { className: "moderation-item", testid: "pending-account" },
    el("p", {}, el("strong", {}, user.username), el("span", { className: "muted" }, ` registered ${ago(user.createdAt)}`)),
    buttons(moderation(ui, "pending", user, "", refresh)));
}

function reportRow(ui, report, refresh) {
  const user = { id: report.userId, listed: true };
  const what = { user: "", message: " wrote", deleted_message: " wrote a message that is deleted now" }[report.subject];
  return el("li", { className: "moderation-item", testid: "report" },
    el("p", {}, el("strong", {}, report.username || "Somebody who is gone"), what, report.room ? ` in ${report.room}` : "", report.text === null ? "" : ":"),
    report.text === null ? null : el("blockquote", { className: "quote", dir: "auto", testid: "report-text" }, report.text),
    el("p", { className: "muted" }, `${report.reporter || "Somebody"}, ${ago(report.createdAt)}`,
      report.reason ? el("span", { dir: "auto" }, `: ${report.reason}`) : ""),
    buttons([
      ...moderation(ui, "report", report, "", refresh),
      ...(report.messageId && report.text !== null ? moderation(ui, "message", { id: report.messageId }, "message", refresh) : []),
      ...moderation(ui, "user", user, "", refresh),
    ]));
}

function inForceRow(ui, kind, item, refresh) {
  const where = kind === "mute" && item.room ? ` in ${item.room}` : "";
  const by = item.createdBy ? `, by ${item.createdBy}` : "";
  return el("li", { className: "moderation-item is-line", testid: kind },
    el("p", {}, el("strong", {}, item.username ?? item.address),
      el("span", { className: "muted" }, `${where} ${until(item.until)}${by}`, item.reason ? el("span", { dir: "auto" }, `: ${item.reason}`) : "")),
    buttons(moderation(ui, kind, item, "", refresh), ""));
}
