// SPDX-License-Identifier: GPL-3.0-or-later
import * as api from "./api.js";
import { passwordChangeFields, submitPasswordChange } from "./auth.js";
import { openForm, toast } from "./dialog.js";
import { el } from "./dom.js";

export function showAccountDialog({ store, token }) {
  openForm({
    title: "Change password", testid: "password-dialog", submitLabel: "Change password",
    fields: [
      ...passwordChangeFields("Current password", store.account.username),
      el("p", { className: "dialog-text" }, "Your other devices are logged out."),
    ],
    onSubmit: async (form) => {
      await submitPasswordChange(form, (current, next) => api.changePassword(token, current, next));
      toast("Your password has been changed.");
    },
  });
}
