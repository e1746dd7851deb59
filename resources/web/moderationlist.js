// SPDX-License-Identifier: GPL-3.0-or-later
//
// What waits for people with a role: new accounts, and reports of users.
import { openDialog, toastError } from "./dialog.js";
import { button, el } from "./dom.js";
import { describe } from "./errors.js";
import { ago, plural } from "./format.js";
import { command, moderation } from "./moderation.js";

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
  ];
  openDialog({
    title: "Moderation", testid: "moderation-list", className: "is-list",
    content: [el("div", { className: "list-scroll" }, ...lists.map(({ element }) => element))],
  });
  refresh();
}

function waitingList(ui, { title, testid, empty, query: [name, args], row }) {
  const items = el("ul", { className: "list", testid });
  const status = el("p", { className: "list-status", role: "status" });
  const load = async () => {
    try {
      const page = await command(ui, name, { ...args, limit: shownAtMost }, "GET");
      items.replaceChildren(...page.items.map(row));
      status.textContent = page.items.length === 0 ? empty : page.next ? "There are more." : "";
    } catch (error) {
      items.replaceChildren();
      status.textContent = describe(error);
    }
  };
  return { element: el("section", {}, el("h3", { className: "list-heading" }, title), items, status), load };
}

const buttons = (items) => el("div", { className: "moderation-actions" }, ...items.map(({ label, testid, danger, action }) =>
  button(label, action, { className: `button is-small${danger ? "" : " is-primary"}`, testid })));

function pendingRow(ui, user, refresh) {
  return el("li", { className: "moderation-item", testid: "pending-account" },
    el("p", {}, el("strong", {}, user.username), el("span", { className: "muted" }, ` registered ${ago(user.createdAt)}`)),
    buttons([...moderation(ui, "pending", user, "", refresh), ...moderation(ui, "user", user, "", refresh).filter(({ testid }) => testid === "users.ban")]));
}

function reportRow(ui, report, refresh) {
  const user = { id: report.userId, username: report.username };
  const what = { user: "", message: " wrote", deleted_message: " wrote a message that is deleted now" }[report.subject];
  return el("li", { className: "moderation-item", testid: "report" },
    el("p", {}, el("strong", {}, report.username || "Somebody who is gone"), what, report.room ? ` in ${report.room}` : "", report.text === null ? "" : ":"),
    report.text === null ? null : el("blockquote", { className: "quote", dir: "auto", testid: "report-text" }, report.text),
    el("p", { className: "muted" }, `${report.reporter || "Somebody"}, ${ago(report.createdAt)}`,
      report.reason ? el("span", { dir: "auto" }, `: ${report.reason}`) : ""),
    buttons([
      ...moderation(ui, "report", report, "", refresh),
      ...(report.messageId && report.text !== null ? moderation(ui, "message", { id: report.messageId }, "", refresh) : []),
      ...moderation(ui, "user", user, "", refresh),
    ]));
}
