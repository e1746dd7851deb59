// SPDX-License-Identifier: GPL-3.0-or-later

// The token is in localStorage and not in a cookie: a cookie would go along with every request,
// also one that another site caused, while the token is sent only where this page sends it. And all
// tabs share it, over restarts of the browser too. Script of others, which could read it, is kept
// out by the Content-Security-Policy and by never making HTML out of data.
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

/** Forgets the session, unless another tab has begun a new one meanwhile. */
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
