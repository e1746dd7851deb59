// SPDX-License-Identifier: GPL-3.0-or-later
import { button, el } from "./dom.js";

// A shorter interruption is not shown (milliseconds).
const patience = 700;

/** Shows that the connection was lost, and when the next attempt is. */
export function createBanner({ client, store }) {
  const text = el("span", { testid: "banner-text" });
  const countdown = el("span", { "aria-hidden": "true" });
  const now = button("Try now", () => client.connection.wake(), { className: "link-button", testid: "reconnect" });
  const banner = el("div", { className: "banner", role: "status", testid: "banner", hidden: true }, text, countdown, now);
  let since = Date.now();
  let timer = null;
  const render = () => {
    const { state, retryAt } = client.connection;
    if (state === "ready" || state === "stopped") {
      clearInterval(timer);
      timer = null;
      since = null;
      banner.hidden = true;
      return;
    }
    since ??= Date.now();
    timer ??= setInterval(render, 250);
    banner.hidden = Date.now() - since < patience;
    const seconds = Math.ceil((retryAt - Date.now()) / 1000);
    const waiting = state === "waiting" && seconds > 0;
    setText(text, waiting ? "No connection." : "Connecting…");
    setText(countdown, waiting ? ` Trying again in ${seconds} s.` : "");
    now.hidden = !waiting;
  };
  store.on(["connection"], render);
  return banner;
}

function setText(element, text) {
  if (element.textContent !== text)
    element.textContent = text;
}
