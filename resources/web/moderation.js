// SPDX-License-Identifier: GPL-3.0-or-later
//
// What people with a role may do here: a row for each command of /api/v1/admin. The server checks
// everything again; the page only hides what it would refuse.
import * as api from "./api.js";
import { field, openForm, toast, toastError } from "./dialog.js";
import { el } from "./dom.js";
import { fullTime, plural } from "./format.js";

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

const until = (time) => (time ? `until ${fullTime(time)}` : "for good");
const ended = (count) => (count > 0 ? ` This ends ${plural(count, "session")}.` : "");
const ofUser = ({ id }) => ({ user: id });
const keptOut = ({ user, endedSessions }) => `${user.username} cannot log in ${until(user.until)}.${ended(endedSessions)}`;

/**
 * By what they are about. `verb` and `rest` are the words before and after its name, `args` the
 * arguments of the command. `asks` tells from the answer to a dry run what would happen; an action
 * without it is done at once. `shown`: whether it fits; `role`: who may do it, operators if it is missing.
 */
const actions = {
  room: [
    {
      command: "rooms.freeze", verb: "Freeze", icon: "lock", args: ({ id }) => ({ room: id }), shown: ({ kind, frozen }) => kind !== "direct" && !frozen,
      asks: ({ room }) => `Only the owner and the moderators of "${room.name}" can write in it. It has ${plural(room.members, "member")}.`,
    },
    {
      command: "rooms.unfreeze", verb: "Unfreeze", icon: "lock", args: ({ id }) => ({ room: id }), shown: ({ kind, frozen }) => kind !== "direct" && frozen,
    },
  ],
  // Of others.
  message: [
    {
      command: "messages.redact", verb: "Delete", icon: "trash", args: ({ id }) => ({ message: id }),
      asks: () => "Its text is gone for everybody. This cannot be undone.",
    },
  ],
  user: [
    {
      command: "users.mute", verb: "Mute", rest: "for 1 hour", icon: "clock", args: (user) => ({ ...ofUser(user), for: "1h" }),
      asks: ({ mute }) => `${mute.username} cannot post or edit anything ${until(mute.until)}.`,
    },
    {
      command: "users.suspend", verb: "Suspend", rest: "for 7 days", icon: "clock", args: (user) => ({ ...ofUser(user), for: "7d" }),
      asks: keptOut,
    },
    { command: "users.ban", verb: "Ban", icon: "alert", args: ofUser, asks: keptOut },
    {
      command: "sessions.end", verb: "Log out", rest: "everywhere", icon: "logOut", args: ofUser,
      asks: ({ username, endedSessions }) => `${username} can log in again.${ended(endedSessions) || " There is no session now."}`,
    },
  ],
  pending: [{ command: "users.approve", verb: "Approve", icon: "check", args: ofUser }],
  report: [
    {
      command: "reports.resolve", verb: "Resolve", icon: "check", args: ({ id }) => ({ report: id }),
      asks: () => "The report leaves the list. What you write below is kept with it.",
    },
  ],
};

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

/** The actions that the viewer may take: [{ label, icon, danger, testid, action }], as menus want them. */
export function moderation(ui, kind, thing, name = "", onDone = () => {}) {
  return actions[kind].filter((action) => hasRole(ui, action.role ?? "operator") && (action.shown?.(thing) ?? true)).map((action) => {
    const label = [action.verb, name, action.rest].filter(Boolean).join(" ");
    return {
      label, icon: action.icon, danger: Boolean(action.asks), testid: action.command,
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
      ask(action.asks(await command(ui, action.command, { ...args, dryRun: true })), label, run);
    else
      await run({});
  } catch (error) {
    toastError(error);
  }
}

function ask(text, label, run) {
  openForm({
    title: `${label}?`, testid: "moderation-dialog", danger: true, submitLabel: label,
    fields: [
      el("p", { className: "dialog-text", testid: "consequence" }, text),
      field("Reason (optional)", { name: "reason", maxlength: 500, autofocus: true, autocomplete: "off", testid: "reason" },
        "It is logged. Somebody who is kept out or muted can read it."),
    ],
    onSubmit: (form) => run({ reason: form.elements.reason.value.trim() }),
  });
}
