// SPDX-License-Identifier: GPL-3.0-or-later
//
// People with a role moderate in the web page; others report.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { AdminSocket } from "../../admin/support/adminsocket.mjs";
import { temporaryDirectory } from "../../integration/support/process.mjs";

const config = join(temporaryDirectory(), "parlance.toml");
writeFileSync(config, '[auth]\nregistration = "approval"\n');
process.env.PARLANCE_CONFIG = config;
const {
  Pages, base, choose, eventually, messageOf, password, rest, roomRow, send, server, stored, unique,
} = await import("./browser.mjs");

const hall = `Hall ${unique}`;
const names = Object.fromEntries(["Chief", "Opal", "Uma", "Vic", "Pip"].map((name) => [name, `${name} ${unique}`]));

describe("moderation in the web page", { skip: !server && "it needs a server of its own" }, () => {
  const pages = new Pages();
  const tokens = {};
  let admin;
  let opal;
  let vic;
  let roomId;

  const logInBy = (login) => rest("POST", "/sessions", undefined, { login, password });

  async function account(name, role = "user") {
    await rest("POST", "/accounts", undefined, { username: names[name], password }).catch(({ code }) => assert.equal(code, "account_pending"));
    await admin.ok("users.approve", { user: names[name] });
    if (role !== "user")
      await admin.ok("users.set-role", { user: names[name], role });
    tokens[name] = (await logInBy(names[name])).token;
  }

  async function logIn(name) {
    const page = await pages.add();
    await page.goto(base);
    await page.getByTestId("login").fill(names[name]);
    await page.getByTestId("password").fill(password);
    await page.getByTestId("submit").click();
    await roomRow(page, hall).click();
    await page.getByTestId("room-title").getByText(hall).waitFor();
    return page;
  }

  before(async () => {
    admin = await AdminSocket.open(server);
    await account("Chief", "administrator");
    await account("Opal", "operator");
    await account("Uma");
    await account("Vic");
    roomId = (await rest("POST", "/rooms", tokens.Uma, { name: hall })).id;
    for (const name of ["Chief", "Opal", "Vic"])
      await rest("POST", `/rooms/${roomId}/join`, tokens[name], {});
    await rest("POST", `/rooms/${roomId}/messages`, tokens.Uma, { text: "You fool" });
    await pages.open();
    opal = await logIn("Opal");
    vic = await logIn("Vic");
  });
  after(async () => {
    await admin?.close();
    await pages.close();
  });

  const isFrozen = async () => (await admin.ok("rooms.show", { room: roomId })).frozen;
  const items = (page) => page.getByTestId("menu").getByRole("menuitem").evaluateAll((all) => all.map(({ dataset }) => dataset.testid));
  const dialog = (page) => page.getByTestId("moderation-dialog");
  const toast = (page, text) => page.getByTestId("toast").filter({ hasText: text }).first().waitFor();

  async function itemsOf(page, button) {
    await button.click();
    const found = await items(page);
    await page.keyboard.press("Escape");
    return found;
  }

  async function chooseMember(page, name, entry) {
    await page.getByTestId("member-menu").filter({ hasText: names[name] }).click();
    await page.getByTestId("menu").getByTestId(entry).click();
  }

  test("users see nothing of it", async () => {
    const shown = [
      ...await itemsOf(vic, vic.getByTestId("account")), ...await itemsOf(vic, vic.getByTestId("room-menu")),
      ...await itemsOf(vic, vic.getByTestId("member-menu").filter({ hasText: names.Uma })),
    ];
    await messageOf(vic, "You fool").hover();
    shown.push(...await itemsOf(vic, messageOf(vic, "You fool").getByTestId("message-menu")));
    assert.ok(shown.includes("report-message") && shown.includes("report-member"));
    assert.deepEqual(shown.filter((name) => name.includes(".") || name === "moderation"), []);
  });

  test("a message is reported", async () => {
    await choose(vic, "You fool", "report-message");
    await vic.getByTestId("report-dialog").getByTestId("reason").fill("rude");
    await vic.getByTestId("report-dialog").getByTestId("submit").click();
    await toast(vic, "Thank you");
    const { items: [report] } = await admin.ok("reports.list", {});
    assert.deepEqual([report.username, report.reporter, report.reason], [names.Uma, names.Vic, "rude"]);
  });

  test("what waits is listed, approved and resolved", async () => {
    await rest("POST", "/accounts", undefined, { username: names.Pip, password }).catch(({ code }) => assert.equal(code, "account_pending"));
    await opal.getByTestId("account").click();
    await opal.getByTestId("moderation").click();
    const list = opal.getByTestId("moderation-list");
    await list.getByTestId("pending-account").filter({ hasText: names.Pip }).getByTestId("users.approve").click();
    await list.getByTestId("pending-account").waitFor({ state: "detached" });
    await list.getByText("Nobody waits for approval.").waitFor();
    assert.ok((await logInBy(names.Pip)).token);

    const report = list.getByTestId("report").filter({ hasText: "rude" });
    await report.getByTestId("report-text").getByText("You fool").waitFor();
    await report.getByTestId("reports.resolve").click();
    await dialog(opal).getByTestId("reason").fill("warned Uma");
    await dialog(opal).getByTestId("submit").click();
    await list.getByText("There are no open reports.").waitFor();
    const { items: [resolved] } = await admin.ok("reports.list", { state: "resolved" });
    assert.deepEqual([resolved.resolvedBy, resolved.note], [names.Opal, "warned Uma"]);
    await list.getByTestId("dialog-close").click();
  });

  test("a message of somebody else is deleted", async () => {
    await choose(opal, "You fool", "messages.redact");
    await dialog(opal).getByTestId("consequence").getByText("gone for everybody").waitFor();
    await dialog(opal).getByTestId("submit").click();
    await vic.getByTestId("tombstone").waitFor();
    assert.equal(await messageOf(vic, "You fool").count(), 0);
  });

  test("a room is frozen by keyboard, and unfrozen", async () => {
    const open = async () => {
      await opal.getByTestId("room-menu").focus();
      await opal.keyboard.press("Enter");
      const focused = () => opal.evaluate(() => document.activeElement.dataset.testid);
      for (const end = (await items(opal)).length; end > 0 && await focused() !== "rooms.freeze";)
        await opal.keyboard.press("ArrowDown");
      await opal.keyboard.press("Enter");
      await dialog(opal).getByTestId("consequence").getByText("Only the owner and the moderators").waitFor();
    };
    await open();
    await opal.keyboard.press("Escape");
    await dialog(opal).waitFor({ state: "detached" });
    assert.equal(await isFrozen(), false);
    await open();
    await opal.keyboard.type("a quarrel");
    await opal.keyboard.press("Enter");
    await eventually(isFrozen, "the room is frozen");
    await send(vic, "let me");
    await vic.getByTestId("failed").getByText("frozen").waitFor();
    await vic.getByTestId("discard").click();
    await eventually(async () => (await itemsOf(opal, opal.getByTestId("room-menu"))).includes("rooms.unfreeze"), "the menu follows");
    await opal.getByTestId("room-menu").click();
    await opal.getByTestId("rooms.unfreeze").click();
    await eventually(async () => !await isFrozen(), "the room is unfrozen");
    const { items: [entry] } = await admin.ok("audit.list", { command: "rooms.freeze" });
    assert.deepEqual([entry.actor, entry.reason], [names.Opal, "a quarrel"]);
  });

  test("a moderator of the room sees one way to delete a message", async () => {
    await send(vic, "Cheap stuff");
    await stored(opal, "Cheap stuff").waitFor();
    const ways = async () => {
      await messageOf(opal, "Cheap stuff").hover();
      const shown = await itemsOf(opal, messageOf(opal, "Cheap stuff").getByTestId("message-menu"));
      return shown.filter((name) => ["delete-message", "messages.redact"].includes(name)).join();
    };
    const opalId = (await admin.ok("users.show", { user: names.Opal })).id;
    const make = (role) => rest("PATCH", `/rooms/${roomId}/members/${opalId}`, tokens.Uma, { role });
    assert.equal(await ways(), "messages.redact");
    await make("moderator");
    await eventually(async () => await ways() === "delete-message", "the menu follows");
    await make("member");
    await eventually(async () => await ways() === "messages.redact", "the menu follows");
  });

  test("a person is muted and banned", async () => {
    await send(vic, "Buy my stuff");
    await stored(opal, "Buy my stuff").waitFor();
    await chooseMember(opal, "Vic", "users.mute");
    await dialog(opal).getByTestId("consequence").getByText(`${names.Vic} cannot post`).waitFor();
    await dialog(opal).getByTestId("submit").click();
    await toast(opal, "Done.");
    await send(vic, "More stuff");
    await vic.getByTestId("failed").getByText("You are muted").waitFor();
    await choose(opal, "Buy my stuff", "users.ban");
    await dialog(opal).getByTestId("consequence").getByText("ends 2 sessions").waitFor();
    await dialog(opal).getByTestId("reason").fill("advertisements");
    await dialog(opal).getByTestId("submit").click();
    await vic.getByText("advertisements").waitFor();
    await assert.rejects(logInBy(names.Vic), { code: "account_suspended" });
  });

  test("what is refused is shown", async () => {
    await chooseMember(opal, "Chief", "users.ban");
    await toast(opal, "higher role");
    assert.equal(await dialog(opal).count(), 0);
    assert.equal((await admin.ok("users.show", { user: names.Chief })).state, "active");
  });

  test("nothing is left of a role that was taken", async () => {
    await admin.ok("users.set-role", { user: names.Opal, role: "user" });
    await opal.getByTestId("room-menu").click();
    await opal.getByTestId("rooms.freeze").click();
    await toast(opal, "not allowed");
    await eventually(async () => !(await itemsOf(opal, opal.getByTestId("room-menu"))).includes("rooms.freeze"), "the menu follows");
    assert.ok(!(await itemsOf(opal, opal.getByTestId("account"))).includes("moderation"));
    assert.equal(await isFrozen(), false);
  });

  test("has asked nobody else for anything and has not complained", () => {
    assert.deepEqual(pages.watch.outside, []);
    assert.deepEqual(pages.watch.complaints, []);
  });
});
