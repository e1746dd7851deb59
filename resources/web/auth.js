// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pages before the chat: log in, register, and replace a one-time password.
import * as api from "./api.js";
import { actionForm, field, passwordField } from "./dialog.js";
import { button, el } from "./dom.js";
import { ApiError, describe } from "./errors.js";
import { logo } from "./icons.js";

const passwordHint = "At least 8 characters. A sentence is easy to remember and hard to guess.";

function page(root, title, intro, note, ...content) {
  root.replaceChildren(
    el("main", { className: "auth" },
      el("div", { className: "auth-card" },
        el("header", { className: "auth-head" }, logo(), el("p", { className: "auth-brand" }, "Parlance")),
        el("h1", {}, title),
        el("p", { className: "auth-intro" }, intro),
        note ? el("p", { className: "note", role: "status", testid: "auth-note" }, note) : null,
        ...content)));
  root.querySelector("input:not([hidden])")?.focus();
}

const value = (form, name) => form.elements[name].value;

function required(form, names) {
  const empty = names.find((name) => value(form, name).trim() === "");
  if (!empty)
    return;
  form.elements[empty].focus();
  throw new ApiError("validation_failed", "Please fill in all fields that are not optional");
}

function switchLine(question, label, action, testid) {
  return el("p", { className: "auth-switch" }, `${question} `,
    button(label, action, { className: "link-button", testid }));
}

/** The invitation in the page's address: `?invite=CODE`. */
export const invitationOfPage = () => new URLSearchParams(location.search).get("invite") ?? "";

export function showLogIn(root, { note = "", onSession }) {
  const form = actionForm({
    testid: "login-form", submitLabel: "Log in",
    fields: [
      field("User name or e-mail address", {
        name: "login", autocomplete: "username", autocapitalize: "none", spellcheck: "false", testid: "login",
      }),
      passwordField("Password", { name: "password", autocomplete: "current-password", testid: "password" }),
    ],
    onSubmit: async () => {
      required(form, ["login", "password"]);
      onSession(await api.logIn(value(form, "login").trim(), value(form, "password")));
    },
  });
  page(root, "Welcome back", "Log in to go on where you left off.", note, form,
    switchLine("New here?", "Create an account", () => showRegister(root, { onSession }), "to-register"));
}

export function showRegister(root, { onSession }) {
  const form = actionForm({
    testid: "register-form", submitLabel: "Create account",
    fields: [
      field("User name", {
        name: "username", autocomplete: "username", autocapitalize: "none", spellcheck: "false", testid: "username",
      }, "This is how others see and find you."),
      field("E-mail address (optional)", { name: "email", type: "email", autocomplete: "email", testid: "email" }),
      passwordField("Password", { name: "password", autocomplete: "new-password", testid: "password" }, passwordHint),
      field("Invitation code (if you have one)", {
        name: "invitation", value: invitationOfPage(), autocomplete: "off", autocapitalize: "none",
        spellcheck: "false", testid: "invitation",
      }),
    ],
    onSubmit: async () => {
      required(form, ["username", "password"]);
      onSession(await api.register(value(form, "username").trim(), value(form, "password"),
        value(form, "email").trim(), value(form, "invitation").trim()));
    },
  });
  page(root, "Create your account", "A name and a password are all it takes.", "", form,
    switchLine("Already have an account?", "Log in", () => showLogIn(root, { onSession }), "to-login"));
}

/** The fields of a password change. The hidden user name is for password managers. */
export function passwordChangeFields(currentLabel, username = "") {
  return [
    el("input", { type: "text", autocomplete: "username", value: username, hidden: true, readonly: true }),
    passwordField(currentLabel, { name: "current", autocomplete: "current-password", testid: "current-password" }),
    passwordField("New password", { name: "next", autocomplete: "new-password", testid: "new-password" }, passwordHint),
  ];
}

export async function submitPasswordChange(form, change) {
  required(form, ["current", "next"]);
  try {
    await change(value(form, "current"), value(form, "next"));
  } catch (error) {
    if (error.code === "invalid_credentials")
      throw new ApiError("wrong_password", "The current password is wrong");
    throw error;
  }
}

export function showPasswordChange(root, { username, change, onDone, onLogOut }) {
  const form = actionForm({
    testid: "password-form", submitLabel: "Set password",
    fields: passwordChangeFields("One-time password", username),
    onSubmit: async () => {
      await submitPasswordChange(form, change);
      onDone();
    },
  });
  const leave = async (event) => {
    try {
      await onLogOut();
    } catch (error) {
      event.target.after(el("p", { className: "form-error", role: "alert" }, describe(error)));
    }
  };
  page(root, "Choose your password",
    "You logged in with a one-time password. Choose one of your own to go on.", "", form,
    switchLine("Not now?", "Log out", leave, "logout"));
}
