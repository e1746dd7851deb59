// SPDX-License-Identifier: GPL-3.0-or-later
//
// Somebody uses the web page on several devices. PARLANCE_URL names a running server;
// PARLANCE_CHROMIUM which browser to use.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { Pages, base, password, register, rest, send, stored, tokenOf, unique } from "./browser.mjs";

const adaName = `Ada ${unique}`;
const boName = `Bo ${unique}`;
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

describe("the web page on several devices", () => {
  const pages = new Pages();
  let ada;
  let bo;

  const openDirect = (page, name) => page.getByTestId("directs").getByTestId("room-row").filter({ hasText: name }).click();

  before(async () => {
    await pages.open();
    ada = await pages.add();
    bo = await pages.add();
    await register(ada, adaName);
    await register(bo, boName);
    const token = await tokenOf(bo);
    const { users } = await rest("GET", `/users?prefix=${encodeURIComponent(adaName)}`, token);
    await rest("POST", "/directs", token, { userId: users[0].id });
    await openDirect(bo, adaName);
    await send(bo, "Just the two of us");
    await openDirect(ada, boName);
    await stored(ada, "Just the two of us").waitFor();
  });
  after(() => pages.close());

  test("works on a phone, by touch", async () => {
    const page = await pages.add(phone);
    await page.goto(base);
    await page.getByTestId("login").fill(boName);
    await page.getByTestId("password").fill(password);
    await page.getByTestId("submit").tap();
    await page.getByTestId("directs").getByTestId("room-row").filter({ hasText: adaName }).tap();
    await stored(page, "Just the two of us").waitFor();
    await page.getByTestId("sidebar").waitFor({ state: "hidden" });
    await page.getByTestId("composer").fill("from my phone");
    await page.getByTestId("send").tap();
    await stored(ada, "from my phone").waitFor();
    await page.getByTestId("open-drawer").tap();
    await page.getByTestId("sidebar").waitFor();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `the page is ${overflow} px too wide`);
    const small = await page.locator("button:visible").evaluateAll((buttons) => buttons
      // As laid out: the drawer may still be sliding in.
      .filter(({ offsetWidth, offsetHeight }) => offsetHeight < 40 || offsetWidth < 40)
      .map((button) => button.dataset.testid ?? button.textContent));
    assert.deepEqual(small, [], "every button is large enough for a finger");
    await page.context().close();
  });

  test("changes the password, which logs other devices out with a word about why", async () => {
    const second = await pages.add();
    await second.goto(base);
    await second.getByTestId("login").fill(boName);
    await second.getByTestId("password").fill("not the password");
    await second.getByTestId("submit").click();
    await second.getByTestId("form-error").getByText("The name or the password is wrong").waitFor();
    await second.getByTestId("password").fill(password);
    await second.getByTestId("submit").click();
    await second.getByTestId("own-name").getByText(boName).waitFor();

    await bo.getByTestId("account").click();
    await bo.getByTestId("change-password").click();
    await bo.getByTestId("current-password").fill("not the password");
    await bo.getByTestId("new-password").fill(`${password} indeed`);
    await bo.getByTestId("password-dialog").getByTestId("submit").click();
    await bo.getByTestId("form-error").getByText("The current password is wrong").waitFor();
    await bo.getByTestId("current-password").fill(password);
    await bo.getByTestId("password-dialog").getByTestId("submit").click();
    await bo.getByTestId("password-dialog").waitFor({ state: "detached" });
    await second.getByTestId("auth-note").getByText("password was changed").waitFor();
    await second.context().close();
    await bo.getByTestId("own-name").waitFor();
  });

  test("logs out here and everywhere", async () => {
    const tab = await bo.context().newPage();
    pages.watch.add(tab);
    await tab.goto(base);
    await tab.getByTestId("own-name").getByText(boName).waitFor();
    await bo.getByTestId("account").click();
    await bo.getByTestId("logout").click();
    await bo.getByTestId("login-form").waitFor();
    await tab.getByTestId("login-form").waitFor();
    await bo.reload();
    await bo.getByTestId("login-form").waitFor();
    await ada.getByTestId("account").click();
    await ada.getByTestId("logout-everywhere").click();
    await ada.getByTestId("confirm-dialog").getByTestId("submit").click();
    await ada.getByTestId("login-form").waitFor();
  });

  test("has asked nobody else for anything and has not complained", () => {
    assert.deepEqual(pages.watch.outside, []);
    assert.deepEqual(pages.watch.complaints, []);
  });
});
