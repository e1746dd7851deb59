// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two people use the web page in two browsers. PARLANCE_URL names a running server;
// PARLANCE_CHROMIUM which browser to use; PARLANCE_SCREENSHOT where to save a picture, if at all.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import {
  Line, Pages, base, choose, eventually, messageOf, password, register, rest, roomRow, send, stored, texts, tokenOf,
  unique,
} from "./browser.mjs";
import { takeScreenshot } from "./screenshot.mjs";

const adaName = `Ada ${unique}`;
const boName = `Bo ${unique}`;
const roomName = `Garden ${unique}`;
const atticName = `Attic ${unique}`;

describe("the web page", () => {
  const pages = new Pages();
  const line = new Line();
  let ada;
  let bo;
  let roomId;

  before(async () => {
    await pages.open();
    ada = await pages.add();
    bo = await pages.add();
    await line.attach(bo);
  });
  after(() => pages.close());

  test("registers people and says what is wrong", async () => {
    await register(ada, adaName);
    await bo.goto(base);
    await bo.getByTestId("to-register").click();
    await bo.getByTestId("username").fill(adaName);
    await bo.getByTestId("password").fill(password);
    await bo.getByTestId("submit").click();
    await bo.getByTestId("form-error").getByText("Somebody already has this name").waitFor();
    await register(bo, boName);
    assert.equal(await bo.title(), "Parlance");
  });

  test("takes the invitation from its address", async () => {
    const cy = await pages.add();
    await cy.goto(`${base}/?invite=no-such-code`);
    assert.equal(await cy.getByTestId("invitation").inputValue(), "no-such-code");
    await cy.getByTestId("username").fill(`Cy ${unique}`);
    await cy.getByTestId("password").fill(password);
    await cy.getByTestId("submit").click();
    await cy.getByTestId("form-error").getByText("This invitation code is not valid").waitFor();
    await cy.close();
  });

  test("creates a room that others find and join", async () => {
    await ada.getByTestId("create-room").click();
    await ada.getByTestId("room-name").fill(roomName);
    await ada.getByTestId("create-room-dialog").getByTestId("submit").click();
    await ada.getByTestId("room-title").getByText(roomName).waitFor();
    await ada.getByTestId("history-start").waitFor();
    roomId = await roomRow(ada, roomName).getAttribute("data-room");

    await bo.getByTestId("browse-rooms").click();
    // The list that the dialog opens with may hold the room too; this row is from a search's answer.
    await bo.getByTestId("room-search").fill("no such room");
    await bo.getByTestId("browse-dialog").getByText("No public room has this in its name").waitFor();
    await bo.getByTestId("room-search").fill(roomName.slice(0, 9));
    await bo.getByTestId("public-room").filter({ hasText: roomName }).getByTestId("join-room").click();
    await bo.getByTestId("room-title").getByText(roomName).waitFor();
    await ada.getByTestId("room-detail").getByText("2 members").waitFor();
    await ada.getByTestId("members-online").getByText(boName).waitFor();
  });

  test("carries messages both ways", async () => {
    await send(ada, "Good morning, Bo");
    await stored(bo, "Good morning, Bo").waitFor();
    await send(bo, "Good morning, Ada");
    await stored(ada, "Good morning, Ada").waitFor();
    await stored(ada, "Good morning, Bo").waitFor();
    assert.equal(await ada.getByTestId("message").count(), 2);
    assert.equal(await bo.getByTestId("message").count(), 2);
  });

  test("shows text as text, and only web addresses as links", async () => {
    const text = '<img src=x onerror="alert(1)"> https://example.org/a_(b). javascript:alert(1)';
    await send(bo, text);
    await stored(ada, text).waitFor();
    const links = await stored(ada, text).getByRole("link").evaluateAll((all) => all.map((link) => [link.href, link.rel]));
    assert.deepEqual(links, [["https://example.org/a_(b)", "noopener noreferrer nofollow"]]);
    assert.equal(await ada.locator("[data-testid=messages] img").count(), 0);
  });

  test("writes several lines with Shift+Enter", async () => {
    await ada.getByTestId("composer").fill("first line");
    await ada.getByTestId("composer").press("Shift+Enter");
    await ada.getByTestId("composer").pressSequentially("second line");
    await ada.getByTestId("composer").press("Enter");
    const text = stored(bo, "first line second line").getByTestId("message-text");
    await text.waitFor();
    assert.equal(await text.textContent(), "first line\nsecond line");
  });

  test("says who is typing", async () => {
    await ada.getByTestId("composer").pressSequentially("hm");
    await bo.getByTestId("typing").getByText(`${adaName} is typing`).waitFor();
    await ada.getByTestId("composer").fill("");
    await eventually(async () => (await bo.getByTestId("typing").textContent()) === "", "the typing mark goes");
  });

  test("edits and deletes", async () => {
    await send(ada, "Teh seeds are here");
    await stored(bo, "Teh seeds are here").waitFor();
    await choose(ada, "Teh seeds are here", "edit-message");
    await ada.getByTestId("composer").fill("The seeds are here");
    await ada.getByTestId("composer").press("Enter");
    for (const page of [ada, bo])
      await page.getByTestId("message").filter({ hasText: "The seeds are here" }).getByTestId("edited").waitFor();
    assert.equal(await messageOf(bo, "Teh seeds are here").count(), 0);

    await eventually(async () => await ada.getByTestId("composer").inputValue() === "", "the edit is done");

    // With an empty field the arrow goes back to the last message of one's own; Esc leaves it be.
    await ada.getByTestId("composer").press("ArrowUp");
    assert.equal(await ada.getByTestId("composer").inputValue(), "The seeds are here");
    await ada.getByTestId("composer").press("Escape");
    assert.equal(await ada.getByTestId("composer").inputValue(), "");

    await send(bo, "wrong window");
    await stored(ada, "wrong window").waitFor();
    await choose(bo, "wrong window", "delete-message");
    await bo.getByTestId("confirm-dialog").getByTestId("submit").click();
    await ada.getByTestId("tombstone").waitFor();
    assert.equal(await messageOf(ada, "wrong window").count(), 0);
    await bo.getByTestId("tombstone").waitFor();
  });

  test("counts what is unread, draws the line, and clears both", async () => {
    await bo.getByTestId("create-room").click();
    await bo.getByTestId("room-name").fill(atticName);
    await bo.getByTestId("create-room-dialog").getByTestId("submit").click();
    await bo.getByTestId("room-title").getByText(atticName).waitFor();
    await send(ada, "Are you there?");
    await send(ada, "It is about the seeds");
    await roomRow(bo, roomName).getByTestId("unread").getByText("2").waitFor();
    await eventually(async () => (await bo.title()).startsWith("(2) "), "the title counts");
    await roomRow(bo, roomName).click();
    await bo.getByTestId("unread-marker").waitFor();
    const below = await bo.evaluate(() => {
      const marker = document.querySelector("[data-testid=unread-marker]");
      return marker.nextElementSibling.querySelector("[data-testid=message-text]").textContent;
    });
    assert.equal(below, "Are you there?");
    await roomRow(bo, roomName).getByTestId("unread").waitFor({ state: "detached" });
    await eventually(async () => !(await bo.title()).startsWith("("), "the title stops counting");
    await allRead();
  });

  const allRead = () => eventually(async () => {
    const { rooms } = await rest("GET", "/rooms?scope=mine", await tokenOf(bo));
    return rooms.find((room) => room.id === roomId).unread === 0;
  }, "the server knows what was read");

  test("scrolls back through the history and keeps its place", async () => {
    const token = await tokenOf(ada);
    for (let i = 1; i <= 130; ++i)
      await rest("POST", `/rooms/${roomId}/messages`, token, { text: `line ${i}` });
    await stored(bo, "line 130").waitFor();
    await allRead();
    await bo.reload();
    await stored(bo, "line 130").waitFor();
    assert.ok(await bo.getByTestId("message").count() < 120, "only the newest page is loaded at first");

    const loaded = async () => bo.getByTestId("message").count();
    while (await bo.getByTestId("history-start").count() === 0) {
      const before = await loaded();
      const shift = await bo.evaluate(async () => {
        const timeline = document.querySelector("[data-testid=timeline]");
        const list = document.querySelector("[data-testid=messages]");
        const top = list.querySelector("[data-testid=message]");
        const count = list.children.length;
        timeline.scrollTop = 0;
        const y = top.getBoundingClientRect().top;
        await new Promise((resolve) => {
          const seen = () => {
            if (list.children.length > count)
              requestAnimationFrame(resolve);
            else
              requestAnimationFrame(seen);
          };
          seen();
        });
        const now = list.querySelector(`[data-id="${top.dataset.id}"]`);
        return Math.abs(now.getBoundingClientRect().top - y);
      });
      assert.ok(await loaded() > before);
      assert.ok(shift < 40, `what was looked at moved by ${shift} px`);
    }
    const all = await texts(bo);
    assert.deepEqual(all.filter((text) => text.startsWith("line ")), Array.from({ length: 130 }, (_, i) => `line ${i + 1}`));
    assert.equal(all[0], "Good morning, Bo");

    // Somebody who reads old messages is not thrown to the end by a new one.
    await bo.getByTestId("timeline").evaluate((element) => { element.scrollTop = 0; });
    await send(ada, "news");
    await bo.getByTestId("jump").getByText("1 new").waitFor();
    assert.equal(await bo.getByTestId("timeline").evaluate((element) => element.scrollTop < 200), true);
    await bo.getByTestId("jump").click();
    await bo.getByTestId("jump").waitFor({ state: "hidden" });
  });

  test("neither loses nor repeats a message over a broken connection", async () => {
    await line.breakOff();
    await bo.getByTestId("banner").waitFor();
    await send(bo, "written without a line");
    await messageOf(bo, "written without a line").and(bo.locator('[data-state="sending"]')).waitFor();
    for (const text of ["missed 1", "missed 2", "missed 3"])
      await send(ada, text);
    await stored(ada, "missed 3").waitFor();
    await choose(ada, "missed 2", "delete-message");
    await ada.getByTestId("confirm-dialog").getByTestId("submit").click();
    await choose(ada, "news", "edit-message");
    await ada.getByTestId("composer").fill("old news");
    await ada.getByTestId("composer").press("Enter");
    await messageOf(ada, "old news (edited)").waitFor();

    // The page also tries by itself, and the button is gone with the first success.
    const again = bo.getByTestId("banner").getByTestId("reconnect");
    await again.waitFor();
    line.restore();
    await again.dispatchEvent("click");
    await stored(bo, "missed 3").waitFor();
    await stored(bo, "written without a line").waitFor();
    await stored(ada, "written without a line").waitFor();
    await messageOf(bo, "old news (edited)").waitFor();
    await bo.getByTestId("banner").waitFor({ state: "hidden" });
    await sameOnBothSides();
  });

  test("stores a message once although its answer was lost", async () => {
    line.deaf = true;
    await send(bo, "did you get this?");
    await stored(ada, "did you get this?").waitFor();
    assert.equal(await messageOf(bo, "did you get this?").getAttribute("data-state"), "sending");
    await line.breakOff();
    line.restore();
    await stored(bo, "did you get this?").waitFor();
    await send(ada, "once is enough");
    await stored(bo, "once is enough").waitFor();
    await stored(ada, "once is enough").waitFor();
    assert.equal(await messageOf(bo, "did you get this?").count(), 1);
    await sameOnBothSides();
  });

  async function sameOnBothSides() {
    const token = await tokenOf(ada);
    const { messages } = await rest("GET", `/rooms/${roomId}/messages?limit=20`, token);
    const ids = messages.map((message) => message.id);
    const last = (page) => page.getByTestId("message").evaluateAll((all) => all.slice(-20).map((row) => row.dataset.id));
    assert.deepEqual(await last(ada), ids);
    assert.deepEqual(await last(bo), ids);
    assert.equal(new Set(ids).size, ids.length);
  }

  test("invites into a private room", async () => {
    const name = `Committee ${unique}`;
    await ada.getByTestId("create-room").click();
    await ada.getByTestId("room-name").fill(name);
    await ada.getByTestId("room-private").check();
    await ada.getByTestId("create-room-dialog").getByTestId("submit").click();
    await ada.getByTestId("room-title").getByText(name).waitFor();
    await ada.getByTestId("room-menu").click();
    await ada.getByTestId("invite").click();
    const dialog = ada.getByTestId("invite-dialog");
    await dialog.getByText("Online – ").waitFor();
    await ada.getByTestId("person").filter({ hasText: boName }).getByTestId("send-invitation").click();
    await dialog.getByText("Invited").waitFor();
    await ada.getByTestId("people-search").fill(boName);
    await dialog.getByText("Online – ").waitFor({ state: "detached" });
    await dialog.getByText("Invited").waitFor();
    // As in every search field, Esc empties it; then it closes the dialog.
    await ada.keyboard.press("Escape");
    await dialog.getByText("Online – ").waitFor();
    await dialog.getByText("Invited").waitFor();
    await ada.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await bo.getByTestId("invitation").filter({ hasText: name }).getByTestId("accept-invitation").click();
    await bo.getByTestId("room-title").getByText(name).waitFor();
    await bo.getByTestId("invitation").waitFor({ state: "detached" });
    await ada.getByTestId("member").filter({ hasText: boName }).waitFor();
  });

  test("renames a room, gives it a moderator, and removes a member", async () => {
    await ada.getByTestId("room-menu").click();
    await ada.getByTestId("rename-room").click();
    await ada.getByTestId("room-name").fill(`Council ${unique}`);
    await ada.getByTestId("rename-dialog").getByTestId("submit").click();
    await bo.getByTestId("room-title").getByText(`Council ${unique}`).waitFor();
    await ada.getByTestId("member").filter({ hasText: boName }).getByTestId("member-menu").click();
    await ada.getByTestId("make-moderator").click();
    await bo.getByTestId("member").filter({ hasText: boName }).getByTestId("role").getByText("Moderator").waitFor();
    await ada.getByTestId("member").filter({ hasText: boName }).getByTestId("member-menu").click();
    await ada.getByTestId("remove-member").click();
    await ada.getByTestId("confirm-dialog").getByTestId("submit").click();
    await bo.getByTestId("welcome").waitFor();
    await roomRow(bo, `Council ${unique}`).waitFor({ state: "detached" });
    await ada.getByTestId("room-detail").getByText("1 member").waitFor();
    await ada.getByTestId("room-menu").click();
    await ada.getByTestId("delete-room").click();
    await ada.getByTestId("confirm-dialog").getByTestId("submit").click();
    await ada.getByTestId("welcome").waitFor();
  });

  test("opens a direct conversation and shows who is there", async () => {
    await bo.getByTestId("find-people").click();
    const online = bo.getByTestId("people-dialog").getByText("Online – ");
    await online.waitFor();
    await bo.getByTestId("people-search").fill(adaName);
    // The rows are the search's own now.
    await online.waitFor({ state: "detached" });
    await bo.getByTestId("person").filter({ hasText: adaName }).click();
    await bo.getByTestId("room-title").getByText(adaName).waitFor();
    await bo.getByTestId("room-detail").getByText("Online").waitFor();
    await send(bo, "Just the two of us");
    await ada.getByTestId("directs").getByTestId("room-row").filter({ hasText: boName }).getByTestId("unread").waitFor();
    await ada.getByTestId("directs").getByTestId("room-row").filter({ hasText: boName }).click();
    await stored(ada, "Just the two of us").waitFor();
  });

  test("leaves a room", async () => {
    await roomRow(bo, roomName).click();
    await bo.getByTestId("room-title").getByText(roomName).waitFor();
    await bo.getByTestId("room-menu").click();
    await bo.getByTestId("leave-room").click();
    await bo.getByTestId("confirm-dialog").getByTestId("submit").click();
    await bo.getByTestId("welcome").waitFor();
    await roomRow(bo, roomName).waitFor({ state: "detached" });
  });

  test("saves a picture", { skip: !process.env.PARLANCE_SCREENSHOT }, async () => {
    await takeScreenshot((options) => pages.add(options), process.env.PARLANCE_SCREENSHOT);
  });

  test("has asked nobody else for anything and has not complained", () => {
    assert.deepEqual(pages.watch.outside, []);
    assert.deepEqual(pages.watch.complaints, []);
  });
});
