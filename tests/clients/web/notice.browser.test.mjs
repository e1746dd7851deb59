// SPDX-License-Identifier: GPL-3.0-or-later
//
// What administrators announce, on the web page. PARLANCE_CHROMIUM names the browser.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { run } from "../../integration/support/process.mjs";
import { Pages, dataDirectory, register, unique } from "./browser.mjs";

describe("announcements on the web page", { skip: !dataDirectory && "only with a server of its own" }, () => {
  const pages = new Pages();
  let page;
  before(async () => {
    await pages.open();
    page = await pages.add();
    await register(page, `Ada ${unique}`);
  });
  after(() => pages.close());

  const announce = async (text) => {
    const { code, stderr } = await run(["admin", "--data", dataDirectory, "announce", text]);
    assert.equal(code, 0, stderr);
  };

  test("are shown as text, one after the other, until they are dismissed", async () => {
    const texts = ["<b>First</b> & <img src=x onerror=alert(1)>", "Second"];
    await announce(texts[0]);
    const shown = page.getByTestId("notice-text");
    await shown.getByText("First").waitFor();
    assert.equal(await shown.textContent(), texts[0]);
    await announce(texts[1]);
    await page.getByTestId("notice-dismiss").click();
    await shown.getByText("Second").waitFor();
    await page.getByTestId("notice-dismiss").click();
    await page.getByTestId("notice").waitFor({ state: "hidden" });
  });
});
