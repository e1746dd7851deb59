// SPDX-License-Identifier: GPL-3.0-or-later
import * as api from "./api.js";
import { invitationOfPage, showLogIn, showPasswordChange, showRegister } from "./auth.js";
import { mountChat } from "./chat.js";
import { isSessionLoss } from "./errors.js";
import { closeMenu } from "./menu.js";
import { forgetSession, loadSession, saveSession, watchSession } from "./session.js";

const root = document.getElementById("app");
let chat = null;
/** The token that this page is logging out; its session.ended is ignored. */
let leaving = null;

const endings = {
  logged_out: "You have been logged out.",
  password_changed: "Your password was changed on another device. Please log in with the new one.",
  expired: "Your session has expired. Please log in again.",
  revoked: "Your session was ended by an administrator. Please log in again.",
  suspended: "Your account was suspended by an administrator.",
  deactivated: "Your account was deactivated by an administrator.",
  erased: "Your account was removed by an administrator.",
};
const otherEnding = "Your session has ended. Please log in again.";

function clear() {
  chat?.stop();
  chat = null;
  closeMenu();
  document.querySelectorAll("dialog").forEach((dialog) => dialog.remove());
  document.title = "Parlance";
  root.replaceChildren();
}

function toLogIn(note = "") {
  clear();
  // A note is more urgent than an invitation.
  const show = invitationOfPage() && !note ? showRegister : showLogIn;
  show(root, {
    note,
    onSession: (session) => {
      saveSession(session);
      if (session.account.mustChangePassword)
        toPasswordChange(session);
      else
        toChat(session);
    },
  });
}

function toPasswordChange(session) {
  clear();
  showPasswordChange(root, {
    username: session.account?.username,
    change: (current, next) => api.changePassword(session.token, current, next),
    onDone: () => toChat(session),
    onLogOut: () => logOut(session.token, api.logOut),
  });
}

function toChat(session) {
  clear();
  chat = mountChat(root, session.token, {
    onEnded: (reason, message) => {
      if (leaving === session.token)
        return;
      forgetSession(session.token);
      toLogIn([endings[reason] ?? otherEnding, message].filter(Boolean).join(" "));
    },
    onPasswordChangeRequired: () => toPasswordChange(session),
    onLogOut: () => logOut(session.token, api.logOut),
    onLogOutEverywhere: () => logOut(session.token, api.logOutEverywhere),
  });
}

/** Logs out on the server first, because otherwise the session would remain valid there. */
async function logOut(token, call) {
  leaving = token;
  try {
    await call(token);
  } catch (error) {
    if (!isSessionLoss(error))
      throw error;
  } finally {
    leaving = null;
  }
  forgetSession(token);
  toLogIn();
}

watchSession((session) => {
  if (session && !chat)
    start();
  else if (!session && chat)
    toLogIn("You have been logged out in another tab.");
});

function start() {
  const session = loadSession();
  if (session)
    toChat(session);
  else
    toLogIn();
}

start();
