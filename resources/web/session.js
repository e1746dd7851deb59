// SPDX-License-Identifier: GPL-3.0-or-later

// The token is in localStorage and not in a cookie. A browser would send a cookie with every request,
// also with those caused by other sites; the token is sent by this page only. All tabs share it, also
// after a restart of the browser. The Content-Security-Policy, and never creating HTML from data, keep
// out foreign scripts that could read it.
const key = "parlance.session";

export function loadSession() {
  try {
    const session = JSON.parse(localStorage.getItem(key));
    return session?.token ? session : null;
  } catch {
    return null;
  }
}

export function saveSession({ token, expiresAt }) {
  localStorage.setItem(key, JSON.stringify({ token, expiresAt }));
}

/** Forgets the session, unless another tab has created a new one meanwhile. */
export function forgetSession(token) {
  if (loadSession()?.token === token)
    localStorage.removeItem(key);
}

/** Calls `listener` when another tab logs in or out. */
export function watchSession(listener) {
  window.addEventListener("storage", (event) => {
    if (event.key === key || event.key === null)
      listener(loadSession());
  });
}
