// SPDX-License-Identifier: GPL-3.0-or-later
import { button, el, iconButton } from "./dom.js";
import { describe } from "./errors.js";
import { icon } from "./icons.js";

let titles = 0;

/** Opens a modal dialog; Esc and a click beside it close it. Returns `{element, close}`. */
export function openDialog({ title, testid, content, className = "" }) {
  const titleId = `dialog-title-${++titles}`;
  const dialog = el("dialog", { className: `dialog ${className}`.trim(), "aria-labelledby": titleId, testid });
  const close = () => dialog.close();
  dialog.append(
    el("header", { className: "dialog-head" },
      el("h2", { id: titleId }, title), iconButton("close", "Close", close, { testid: "dialog-close" })),
    ...content);
  let pressedBeside = false;
  dialog.addEventListener("pointerdown", (event) => { pressedBeside = event.target === dialog; });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog && pressedBeside)
      close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector("[autofocus], input:not([hidden]), .button.is-primary, .button.is-danger")?.focus();
  return { element: dialog, close };
}

/**
 * A form whose button calls `onSubmit(form)`. Its buttons are disabled meanwhile. Errors are shown.
 */
export function actionForm({ fields, submitLabel, onSubmit, testid, danger = false, extra = [] }) {
  const error = el("p", { className: "form-error", role: "alert", testid: "form-error", hidden: true });
  const submit = button(submitLabel, null, {
    type: "submit", testid: "submit", className: `button ${danger ? "is-danger" : "is-primary"}`,
  });
  const form = el("form", { className: "form", testid, novalidate: true }, ...fields, error,
    el("div", { className: "form-actions" }, ...extra, submit));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (submit.disabled)
      return;
    submit.disabled = true;
    error.hidden = true;
    try {
      await onSubmit(form);
    } catch (failure) {
      error.replaceChildren(icon("alert"), failure.formText ?? describe(failure));
      error.hidden = false;
    } finally {
      submit.disabled = false;
    }
  });
  return form;
}

/** A form in a dialog, which closes after success. */
export function openForm({ title, testid, fields, submitLabel, onSubmit, danger }) {
  const form = actionForm({
    fields, submitLabel, danger,
    extra: [button("Cancel", () => dialog.close())],
    onSubmit: async (element) => {
      await onSubmit(element);
      dialog.close();
    },
  });
  const dialog = openDialog({ title, testid, content: [form] });
  return dialog;
}

/** Asks for confirmation before `onConfirm` is called. */
export function confirmDialog({ title, text, confirmLabel, onConfirm }) {
  return openForm({
    title, testid: "confirm-dialog", danger: true, submitLabel: confirmLabel, onSubmit: onConfirm,
    fields: [el("p", { className: "dialog-text" }, text)],
  });
}

/** A labelled input. */
export function field(label, properties, hint = null) {
  const input = el("input", { className: "input", ...properties });
  const hintLine = hint ? el("span", { className: "hint" }, hint) : null;
  return el("label", { className: "field" }, el("span", { className: "label" }, label), input, hintLine);
}

/** A labelled password input whose content can be shown. */
export function passwordField(label, properties, hint = null) {
  const input = el("input", { className: "input", type: "password", ...properties });
  const show = button("Show", () => {
    const hidden = input.type === "password";
    input.type = hidden ? "text" : "password";
    show.textContent = hidden ? "Hide" : "Show";
    show.setAttribute("aria-pressed", String(hidden));
  }, { className: "input-button", "aria-pressed": "false", "aria-label": `Show the text of "${label}"` });
  const id = `password-${++titles}`;
  input.id = id;
  return el("div", { className: "field" },
    el("label", { className: "label", for: id }, label),
    el("div", { className: "input-wrap" }, input, show),
    hint ? el("span", { className: "hint" }, hint) : null);
}

/** Shows a short note for some seconds. */
export function toast(text, { error = false } = {}) {
  const box = document.getElementById("toasts");
  const note = el("div", { className: `toast${error ? " is-error" : ""}`, testid: "toast" }, text);
  box.append(note);
  setTimeout(() => note.remove(), error ? 7000 : 4000);
}

export const toastError = (error) => toast(describe(error), { error: true });
