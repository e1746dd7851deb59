// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the browser tests of the web page share.
// A server of its own, unless PARLANCE_URL names one that runs already.
import { startServer } from "../support/server.mjs";

/** Null: it is another one. */
export const server = process.env.PARLANCE_URL ? null : await startServer();
export const base = (process.env.PARLANCE_URL ?? server.url).replace(/\/$/, "");
/** Of that server; undefined for another one. */
export const dataDirectory = server?.dir;
const stopServer = () => server?.stop();
export const unique = Math.random().toString(36).slice(2, 8);
export const password = "a long enough password";

const flags = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

async function launch() {
  // Only here, so that a run without a server, which skips the tests, needs no packages either.
  const { chromium } = await import("playwright-core");
  return chromium.launch({ executablePath: process.env.PARLANCE_CHROMIUM || "/usr/bin/chromium", args: flags });
}

/** What a page must not do: ask anybody else, or complain. Refused log-ins are logged by the browser. */
class Watch {
  outside = [];
  complaints = [];

  add(page) {
    const origin = new URL(base).origin;
    const check = (address) => {
      const url = new URL(address);
      if (url.protocol !== "data:" && url.origin.replace(/^ws/, "http") !== origin)
        this.outside.push(address);
    };
    page.on("request", (request) => check(request.url()));
    page.on("websocket", (socket) => check(socket.url()));
    page.on("pageerror", (error) => this.complaints.push(error.stack));
    page.on("console", (entry) => {
      const refused = entry.text().startsWith("Failed to load resource") && entry.location().url.includes("/api/v1/");
      if (["error", "warning"].includes(entry.type()) && !refused)
        this.complaints.push(`${entry.type()}: ${entry.text()} (${entry.location().url})`);
    });
  }
}

/** The pages of one browser, each a device of its own, and the watch over them. */
export class Pages {
  watch = new Watch();

  async open() {
    this.browser = await launch();
  }

  async add(options = { viewport: { width: 1280, height: 800 } }) {
    const page = await (await this.browser.newContext(options)).newPage();
    page.setDefaultTimeout(30000);
    this.watch.add(page);
    return page;
  }

  async close() {
    await this.browser?.close();
    await stopServer();
  }
}

/** Stands between a page and the server's socket, to cut the line or to lose what comes back. */
export class Line {
  cut = false;
  deaf = false;
  sockets = new Set();

  async attach(page) {
    await page.routeWebSocket(/\/ws$/, (socket) => {
      if (this.cut) {
        socket.close({ code: 3001, reason: "no line" });
        return;
      }
      const server = socket.connectToServer();
      this.sockets.add({ socket, server });
      server.onMessage((text) => {
        if (!this.deaf)
          socket.send(text);
      });
    });
  }

  async breakOff() {
    this.cut = true;
    for (const { socket, server } of this.sockets) {
      await server.close({ code: 3001, reason: "no line" });
      await socket.close({ code: 3001, reason: "no line" });
    }
    this.sockets.clear();
  }

  restore() {
    this.cut = false;
    this.deaf = false;
  }
}

export async function rest(method, path, token, body) {
  const headers = { "Content-Type": "application/json", ...(token ? { Authorization: `Bearer ${token}` } : {}) };
  const response = await fetch(`${base}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok)
    throw Object.assign(new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`), answer.error);
  return answer;
}

export const tokenOf = (page) => page.evaluate(() => JSON.parse(localStorage.getItem("parlance.session")).token);

export async function register(page, username) {
  await page.goto(base);
  await page.getByTestId("to-register").click();
  await page.getByTestId("username").fill(username);
  await page.getByTestId("password").fill(password);
  await page.getByTestId("submit").click();
  await page.getByTestId("own-name").getByText(username).waitFor();
}

export async function send(page, text) {
  await page.getByTestId("composer").fill(text);
  await page.getByTestId("composer").press("Enter");
}

export const messageOf = (page, text) =>
  page.getByTestId("message").filter({ has: page.getByTestId("message-text").getByText(text, { exact: true }) });
export const stored = (page, text) => messageOf(page, text).and(page.locator('[data-state="sent"]'));
export const roomRow = (page, name) => page.getByTestId("room-row").filter({ hasText: name });

/** The texts of the messages that are shown, top to bottom. */
export const texts = (page) => page.getByTestId("message-text").allTextContents();

/** Opens the menu of a message and chooses an entry of it. */
export async function choose(page, text, entry) {
  await messageOf(page, text).first().hover();
  await messageOf(page, text).first().getByTestId("message-menu").click();
  await page.getByTestId("menu").getByTestId(entry).click();
}

/** Waits until `probe()` answers something true, and answers it. */
export async function eventually(probe, what, timeout = 15000) {
  const end = Date.now() + timeout;
  for (;;) {
    const value = await probe();
    if (value)
      return value;
    if (Date.now() > end)
      throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
}
