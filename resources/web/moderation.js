// SPDX-License-Identifier: GPL-3.0-or-later
//
// Moderation by people with a role, with the commands of /api/v1/admin. The server checks everything
// again; the page only hides what it would refuse.
import * as api from "./api.js";
import { field, openForm, toast, toastError } from "./dialog.js";
import { el } from "./dom.js";
import { actionsOn } from "./moderationactions.js";

const ranks = ["user", "auditor", "operator", "administrator"];

/** Whether the own account has this role or a higher one, and the server has the commands here. */
export const hasRole = ({ store }, role) =>
  store.commandsServed && ranks.indexOf(store.account?.role) >= ranks.indexOf(role);

/** Asks after each log-in whether the commands are served here: with `admin.listen` they are elsewhere. */
export function watchCommands({ store, token }) {
  store.on(["account"], async () => {
    if (ranks.indexOf(store.account.role) < ranks.indexOf("auditor"))
      return;
    const code = await api.admin(token, "GET", "mutes.list", { limit: 1 }).then(() => null, (error) => error.code);
    if (code === null || code === "unknown_operation")
      store.commandsServed = code === null;
  });
}

/** A command of the server. Someone whose role was taken sees that at once. */
export async function command(ui, name, args, method = "POST") {
  try {
    return await api.admin(ui.token, method, name, args);
  } catch (error) {
    if (error.code === "forbidden")
      api.getAccount(ui.token).then((account) => ui.store.setAccount(account), () => {});
    throw error;
  }
}

/** A person as seen in a room. `roomId` is null where nobody can be removed; `member` is undefined if that is unknown. */
export function inRoom({ store }, { id }, user) {
  const room = store.rooms.get(id);
  const fixed = !room || room.kind === "direct" || room.ownerId === user.id;
  return { ...user, roomId: fixed ? null : id, member: store.members.get(id)?.has(user.id) };
}

/** The actions that the viewer may take: [{ label, icon, danger, apart, testid, action }], as menus want them. */
export function moderation(ui, kind, thing, name = "", onDone = () => {}) {
  if (!hasRole(ui, "operator"))
    return [];
  return actionsOn(kind, thing).map((action, at) => {
    const label = action.label ?? [action.verb, name, action.rest].filter(Boolean).join(" ");
    return {
      label, icon: action.icon, danger: Boolean(action.asks) && !action.mild, apart: at === 0, testid: action.command,
      action: () => start(ui, action, thing, label, onDone),
    };
  });
}

async function start(ui, action, thing, label, onDone) {
  const args = action.args(thing);
  const run = async (more) => {
    await command(ui, action.command, { ...args, ...more });
    toast("Done.");
    onDone();
  };
  try {
    if (action.asks)
      ask(action, action.asks(await command(ui, action.command, { ...args, dryRun: true })), label, run);
    else
      await run({});
  } catch (error) {
    toastError(error);
  }
}

const reason = {
  name: "reason", label: "Reason (optional)", maxlength: 500,
  hint: "It is logged. Somebody who is kept out or muted can read it.",
};

function ask(action, text, label, run) {
  const { name, label: title, maxlength, hint } = { ...reason, ...action.input };
  openForm({
    title: action.mild ? label : `${label}?`, testid: "moderation-dialog", danger: !action.mild, submitLabel: label,
    fields: [
      el("p", { className: "dialog-text", testid: "consequence" }, text),
      field(title, { name, maxlength, autofocus: true, autocomplete: "off", testid: name }, hint),
    ],
    onSubmit: (form) => run({ [name]: form.elements[name].value.trim() }),
  });
}
