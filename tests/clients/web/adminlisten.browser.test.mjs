// SPDX-License-Identifier: GPL-3.0-or-later
//
// If administrators have a listener of their own, the page cannot moderate and does not show that it could.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { AdminSocket } from "../../admin/support/adminsocket.mjs";

process.env.PARLANCE_ADMIN_LISTEN = "127.0.0.1:0";
const { Pages, base, eventually, password, register, rest, send, server, stored, unique } = await import("./browser.mjs");

const chief = `Chief ${unique}`;
const uma = `Uma ${unique}`;

describe("the web page without the commands for administrators", { skip: !server && "it needs a server of its own" }, () => {
  const pages = new Pages();
  let page;

  before(async () => {
    await pages.open();
    page = await pages.add();
    await register(page, chief);
    const admin = await AdminSocket.open(server);
    await admin.ok("users.set-role", { user: chief, role: "administrator" });
    await admin.close();
    await rest("POST", "/accounts", undefined, { username: uma, password });
    const { token } = await rest("POST", "/sessions", undefined, { login: uma, password });
    const { id } = await rest("POST", "/rooms", token, { name: `Hall ${unique}` });
    const { token: own } = await rest("POST", "/sessions", undefined, { login: chief, password });
    await rest("POST", `/rooms/${id}/join`, own, {});
    await rest("POST", `/rooms/${id}/messages`, token, { text: "Hello" });
    const refused = page.waitForResponse(/\/api\/v1\/admin\//);
    await page.goto(`${base}/#room/${id}`);
    await page.reload();
    assert.equal((await refused).status(), 404);
    await stored(page, "Hello").waitFor();
  });
  after(() => pages.close());

  const itemsOf = async (button) => {
    await button.click();
    const found = await page.getByTestId("menu").getByRole("menuitem").evaluateAll((all) => all.map(({ dataset }) => dataset.testid));
    await page.keyboard.press("Escape");
    return found;
  };

  test("shows nothing of moderation to an administrator", async () => {
    const account = page.getByTestId("account");
    await eventually(async () => !(await itemsOf(account)).includes("moderation"), "the entry is gone");
    await page.getByTestId("message").hover();
    const shown = [
      ...await itemsOf(account), ...await itemsOf(page.getByTestId("room-menu")),
      ...await itemsOf(page.getByTestId("member-menu").filter({ hasText: uma })), ...await itemsOf(page.getByTestId("message-menu")),
    ];
    assert.ok(["logout", "leave-room", "report-member", "report-message"].every((each) => shown.includes(each)), shown.join());
    assert.deepEqual(shown.filter((each) => each.includes(".") || each === "moderation"), []);
  });

  test("still chats", async () => {
    await send(page, "Good morning");
    await stored(page, "Good morning").waitFor();
    assert.deepEqual(pages.watch.complaints, []);
  });
});
