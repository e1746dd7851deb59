// SPDX-License-Identifier: GPL-3.0-or-later
//
// Serves pages that replace the front-ends of the original backends, and drives their users in a
// browser.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const library = new URL("../../node_modules/socket.io-client/dist/socket.io.min.js", import.meta.url);
const own = ["named-rooms.html", "phone.html", "page.js", "page.css"];
const files = new Map([["/socket.io.min.js", library], ...own.map((name) => [`/${name}`, new URL(name, import.meta.url)])]);
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };
const patience = 20000;
export const password = "a long enough password";

/** A web server for the pages: { port, close() }. */
export async function serveSite() {
  const site = createServer((request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    if (!files.has(path)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "Content-Type": types[extname(path)] }).end(readFileSync(files.get(path)));
  });
  site.listen(0, "127.0.0.1");
  await once(site, "listening");
  const close = () => {
    site.closeAllConnections();
    site.close();
  };
  return { port: site.address().port, close };
}

/** Launches the browser like browser.mjs, which would also start a server. */
export async function launch() {
  const { chromium } = await import("playwright-core");
  const args = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
  ];
  return chromium.launch({ executablePath: process.env.PARLANCE_CHROMIUM || "/usr/bin/chromium", args });
}

/** A tab with one of the pages. */
export class Tab {
  /**
   * @param {object} context of the browser: one per user
   * @param {string} address of the page, see addressOf()
   * @param {object} [user] the user that the page treats as logged in, without asking the server
   */
  static async open(context, address, user) {
    const tab = new Tab();
    tab.page = await context.newPage();
    tab.page.setDefaultTimeout(patience);
    if (user)
      await tab.page.addInitScript((value) => localStorage.setItem("user", value), JSON.stringify(user));
    await tab.page.goto(address);
    return tab;
  }

  #item(name) {
    return this.page.getByTestId(name);
  }

  /** Fills in the form and presses "register" or "login". Returns the page's user. */
  async enter(button, fields) {
    for (const [name, value] of Object.entries({ password, ...fields }))
      await this.#item(name).fill(value);
    await this.#item(button).click();
    await this.isOnline();
    this.user = await this.page.evaluate(() => JSON.parse(localStorage.getItem("user")));
    return this.user;
  }

  isOnline() {
    return this.page.locator("[data-testid=status][data-state=online]").waitFor();
  }

  isOffline(reason) {
    const why = reason ? `[data-reason="${reason}"]` : "";
    return this.page.locator(`[data-testid=status][data-state=offline]${why}`).waitFor();
  }

  async writeTo(profileId) {
    await this.#item("receiver").fill(profileId);
  }

  async say(text) {
    await this.#item("composer").fill(text);
    await this.#item("composer").press("Enter");
  }

  /** Waits until the page shows the text with the sender `from`. */
  async hears(text, from) {
    const messages = this.page.locator(`[data-testid=message][data-from="${from}"]`);
    await messages.filter({ hasText: text }).first().waitFor();
  }

  /** How often the page shows each of the texts, as a live message or in the history. */
  async counts(texts, kind = "message") {
    const all = await this.#item(kind).allTextContents();
    return texts.map((text) => all.filter((shown) => shown === text).length);
  }

  /** Waits for that many `error` events, and returns them. */
  async refusals(count) {
    await this.#item("error").nth(count - 1).waitFor();
    return this.#item("error").allTextContents();
  }

  async historyIsShown() {
    await this.page.waitForFunction(() => document.querySelector("[data-testid=history]").dataset.state === "answered 200");
  }

  /** The server's answer to the log-out: "STATUS TEXT". */
  async logOut() {
    await this.page.evaluate(() => document.querySelector("[data-testid=logout-answer]").replaceChildren());
    await this.#item("logout").click();
    await this.page.waitForFunction(() => document.querySelector("[data-testid=logout-answer]").textContent !== "");
    return this.#item("logout-answer").textContent();
  }

  async leave() {
    await this.#item("logout").click();
    await this.#item("form").waitFor();
  }
}

/** The address of a page that connects to the server. */
export function addressOf(site, name, { api, socket = api, room, host = "localhost" }) {
  return `http://${host}:${site.port}/${name}.html?${new URLSearchParams({ api, socket, ...(room ? { room } : {}) })}`;
}

/** The texts stored in a room of "named-rooms", sorted. */
export async function textsOfRoom(server, user, room) {
  const { status, body } = await server.api("GET", `/api/chat/messages/${encodeURIComponent(room)}`, undefined, user.token);
  assert.equal(status, 200, JSON.stringify(body));
  return body.map(({ text }) => text).sort();
}

/** The texts stored between two users of "phone", sorted. */
export async function textsBetween(server, user, other) {
  const direct = await server.api("POST", "/api/v1/directs", { userId: other.profileId }, user.token);
  assert.ok([200, 201].includes(direct.status), JSON.stringify(direct.body));
  const { status, body } = await server.api("GET", `/api/v1/rooms/${direct.body.id}/messages`, undefined, user.token);
  assert.equal(status, 200, JSON.stringify(body));
  return body.messages.map(({ text }) => text).sort();
}

/** Waits until `probe()` returns true. */
export async function eventually(probe, what) {
  for (const end = Date.now() + patience; !await probe(); await pause(50))
    assert.ok(Date.now() < end, `waited in vain: ${what}`);
}
