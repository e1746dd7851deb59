// SPDX-License-Identifier: GPL-3.0-or-later
//
// People with a role moderate in the web page; others report.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { allActions } from "../../../resources/web/moderationactions.js";
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

  async function confirm(page, consequence, texts = {}) {
    await dialog(page).getByTestId("consequence").getByText(consequence).waitFor();
    for (const [name, text] of Object.entries(texts))
      await dialog(page).getByTestId(name).fill(text);
    await dialog(page).getByTestId("submit").click();
    await dialog(page).waitFor({ state: "detached" });
  }

  async function chooseForRoom(page, entry) {
    await page.getByTestId("room-menu").click();
    await page.getByTestId("menu").getByTestId(entry).click();
  }

  async function openList(page) {
    await page.getByTestId("account").click();
    await page.getByTestId("moderation").click();
    return page.getByTestId("moderation-list");
  }

  test("every action is a command of the server, with its arguments", async () => {
    const { paths, components } = await (await fetch(`${base}/openapi.json`)).json();
    const things = { address: "192.0.2.1", id: "1", roomId: "2", userId: "3" };
    for (const { command, args, input } of Object.values(allActions).flat()) {
      const { $ref } = paths[`/api/v1/admin/${command.replace(".", "/")}`].post.requestBody.content["application/json"].schema;
      const { properties, required = [] } = components.schemas[$ref.split("/").at(-1)];
      const given = Object.keys(args(things));
      for (const name of [...given, input?.name ?? "reason"])
        assert.ok(name in properties, `${command}: ${name}`);
      assert.deepEqual(required.filter((name) => !given.includes(name)), [], command);
    }
  });

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

  test("an account that waits is rejected", async () => {
    await rest("POST", "/accounts", undefined, { username: names.Pip, password }).catch(({ code }) => assert.equal(code, "account_pending"));
    const list = await openList(opal);
    await list.getByTestId("pending-account").filter({ hasText: names.Pip }).getByTestId("users.reject").click();
    await confirm(opal, "Its name is free again");
    await list.getByText("Nobody waits for approval.").waitFor();
    await assert.rejects(admin.ok("users.show", { user: names.Pip }));
    await list.getByTestId("dialog-close").click();
  });

  test("what waits is listed, approved and resolved", async () => {
    await rest("POST", "/accounts", undefined, { username: names.Pip, password }).catch(({ code }) => assert.equal(code, "account_pending"));
    const list = await openList(opal);
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

  test("a room is slowed down, and hears an announcement", async () => {
    const slowMode = async () => (await admin.ok("rooms.show", { room: roomId })).slowMode;
    await chooseForRoom(opal, "rooms.slow-mode");
    await eventually(async () => await slowMode() === 30, "it is slow");
    await eventually(async () => {
      await opal.getByTestId("room-menu").click();
      const label = await opal.getByTestId("rooms.slow-mode").textContent();
      await opal.keyboard.press("Escape");
      return label.includes("off");
    }, "the menu follows");
    await chooseForRoom(opal, "rooms.slow-mode");
    await eventually(async () => await slowMode() === 0, "it is not slow any more");

    await chooseForRoom(opal, "announce");
    await confirm(opal, /Those in the room see it at once: \d+ connection/, { text: "Tea is ready" });
    await vic.getByText("Tea is ready").waitFor();
    await chooseForRoom(opal, "rooms.purge");
    await confirm(opal, `0 messages of "${hall}"`);
  });

  test("a room is deleted", async () => {
    const shed = `Shed ${unique}`;
    const { id } = await rest("POST", "/rooms", tokens.Uma, { name: shed });
    await rest("POST", `/rooms/${id}/join`, tokens.Opal, {});
    await roomRow(opal, shed).click();
    await opal.getByTestId("room-title").getByText(shed).waitFor();
    await chooseForRoom(opal, "rooms.delete");
    await confirm(opal, "deleted for its 2 members");
    await roomRow(opal, shed).waitFor({ state: "detached" });
    await assert.rejects(admin.ok("rooms.show", { room: id }));
    await roomRow(opal, hall).click();
    await opal.getByTestId("room-title").getByText(hall).waitFor();
  });

  test("a person is kicked, banned from the room, and let in again", async () => {
    const back = async () => {
      await eventually(() => rest("POST", `/rooms/${roomId}/join`, tokens.Vic, {}).then(() => true, () => false), "Vic may join");
      await roomRow(vic, hall).click();
      await opal.getByTestId("member-menu").filter({ hasText: names.Vic }).waitFor();
    };
    const banned = { code: "banned_from_room" };
    await send(vic, "I sell stuff");
    await stored(opal, "I sell stuff").waitFor();
    await chooseMember(opal, "Vic", "rooms.kick");
    const told = toast(vic, "no stuff");
    await confirm(opal, "may come back", { reason: "no stuff" });
    await told;
    await back();
    assert.ok(!(await itemsOf(opal, opal.getByTestId("member-menu").filter({ hasText: names.Vic }))).includes("rooms.unban"));
    await chooseMember(opal, "Vic", "rooms.ban");
    await confirm(opal, "This ends the membership");
    await opal.getByTestId("member-menu").filter({ hasText: names.Vic }).waitFor({ state: "detached" });
    await assert.rejects(rest("POST", `/rooms/${roomId}/join`, tokens.Vic, {}), banned);
    await choose(opal, "I sell stuff", "rooms.unban");
    await back();
    await chooseMember(opal, "Vic", "rooms.ban");
    await confirm(opal, "This ends the membership");
    const list = await openList(opal);
    await list.getByTestId("room-bans").getByTestId("roomBan").filter({ hasText: names.Vic }).getByTestId("rooms.unban").click();
    await list.getByTestId("roomBan").waitFor({ state: "detached" });
    await list.getByTestId("dialog-close").click();
    await back();
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
    await vic.getByTestId("discard").click();
    let list = await openList(opal);
    await list.getByTestId("mute").filter({ hasText: names.Vic }).getByTestId("users.unmute").click();
    await list.getByTestId("mutes").waitFor({ state: "hidden" });
    await list.getByTestId("dialog-close").click();
    await send(vic, "Even more stuff");
    await stored(opal, "Even more stuff").waitFor();
    await choose(opal, "Buy my stuff", "users.ban");
    await dialog(opal).getByTestId("consequence").getByText("ends 2 sessions").waitFor();
    await dialog(opal).getByTestId("reason").fill("advertisements");
    await dialog(opal).getByTestId("submit").click();
    await vic.getByText("advertisements").waitFor();
    await assert.rejects(logInBy(names.Vic), { code: "account_suspended" });
    list = await openList(opal);
    await list.getByTestId("suspension").filter({ hasText: "advertisements" }).getByTestId("users.unban").click();
    await list.getByTestId("suspensions").waitFor({ state: "hidden" });
    await list.getByTestId("dialog-close").click();
    assert.ok((await logInBy(names.Vic)).token);
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
