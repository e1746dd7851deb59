// SPDX-License-Identifier: GPL-3.0-or-later
import { reportMessage, reportUser } from "./actions.js";
import { field, openForm, toast } from "./dialog.js";
import { el } from "./dom.js";

export const showReportMessage = ({ client }, { id, author }) =>
  showReport(`Report this message of ${author.username}?`, (reason) => reportMessage(client, id, reason));
export const showReportUser = ({ client }, { id, username }) =>
  showReport(`Report ${username}?`, (reason) => reportUser(client, id, reason));

function showReport(title, send) {
  openForm({
    title, testid: "report-dialog", submitLabel: "Report",
    fields: [
      el("p", { className: "dialog-text" }, "The moderators of this server will see it. Nobody else learns that you did this."),
      field("What is wrong? (optional)", { name: "reason", maxlength: 500, autofocus: true, autocomplete: "off", testid: "reason" }),
    ],
    onSubmit: async (form) => {
      await send(form.elements.reason.value.trim());
      toast("Thank you. The moderators will look at it.");
    },
  });
}
