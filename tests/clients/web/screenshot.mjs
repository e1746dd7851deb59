// SPDX-License-Identifier: GPL-3.0-or-later
//
// A conversation worth a picture, made through the API and shown by the page.
import { base, password, rest, stored, unique } from "./browser.mjs";

async function freely(make, name) {
  try {
    return await make(name);
  } catch (error) {
    if (!/_taken$/.test(error.code))
      throw error;
    return make(`${name} ${unique}`);
  }
}

const account = (name) =>
  freely((username) => rest("POST", "/accounts", null, { username, password }), name);
const room = (owner, name, isPrivate) =>
  freely((free) => rest("POST", "/rooms", owner.token, { name: free, private: isPrivate }), name);
const say = (who, where, text) => rest("POST", `/rooms/${where.id}/messages`, who.token, { text });

async function invite(owner, guest, where) {
  await rest("POST", `/rooms/${where.id}/invitations`, owner.token, { userId: guest.account.id });
}

const lines = [
  ["mira", "Morning! The new boathouse roof is finally done. Photos are in the usual place."],
  ["mira", "Next up is the slipway. I measured it yesterday: we need 14 metres of chain."],
  ["jonas", "That's great news. Can I help carry things on Saturday?"],
  ["elif", "I can bring the van. Is ten o'clock too early?"],
  ["jonas", "Ten is perfect."],
  ["sam", "I found a chandler with decent prices: https://example.org/chain-and-rope\nThey deliver on Fridays, if we order before noon."],
  ["mira", "Perfect, ordering now."],
  ["elif", "Don't forget the shackles, please. Last time we used my good ones."],
];

async function populate() {
  const [mira, jonas, elif, sam] = [
    await account("Mira Halvorsen"), await account("Jonas Weber"), await account("Elif Demir"), await account("Sam Okoye"),
  ];
  const people = { mira, jonas, elif, sam };
  const boathouse = await room(mira, "Boathouse", false);
  const regatta = await room(jonas, "Summer regatta", false);
  const board = await room(sam, "Board", true);
  for (const guest of [jonas, elif, sam])
    await rest("POST", `/rooms/${boathouse.id}/join`, guest.token, {});
  await rest("POST", `/rooms/${regatta.id}/join`, sam.token, {});
  await rest("PATCH", `/rooms/${boathouse.id}/members/${elif.account.id}`, mira.token, { role: "moderator" });
  const treasury = await room(jonas, "Treasury", true);
  await invite(sam, elif, board);
  await invite(jonas, sam, treasury);
  const withElif = await rest("POST", "/directs", elif.token, { userId: sam.account.id });
  const withMira = await rest("POST", "/directs", mira.token, { userId: sam.account.id });
  await say(sam, withMira, "See you on Saturday.");
  await say(jonas, regatta, "Twelve boats have signed up so far.");
  await say(jonas, regatta, "Thirteen!");
  for (const [who, text] of lines)
    await say(people[who], boathouse, text);
  await say(elif, withElif, "Do you still have my tape measure?");
  return { ...people, boathouse };
}

async function open(newPage, { token }, roomId) {
  const page = await newPage({ viewport: { width: 1280, height: 800 }, colorScheme: "light" });
  await page.goto(base);
  await page.evaluate((value) => localStorage.setItem("parlance.session", JSON.stringify({ token: value })), token);
  await page.goto(`${base}/#room/${roomId}`);
  await page.reload();
  await stored(page, lines.at(-1)[1]).waitFor();
  return page;
}

export async function takeScreenshot(newPage, path) {
  const { mira, elif, sam, boathouse } = await populate();
  const others = [await open(newPage, mira, boathouse.id), await open(newPage, elif, boathouse.id)];
  const page = await open(newPage, sam, boathouse.id);
  await page.getByTestId("jump").click({ timeout: 1000 }).catch(() => {});
  await others[0].getByTestId("composer").pressSequentially("Shackles ar");
  await page.getByTestId("typing").getByText("is typing").waitFor();
  await page.getByTestId("composer").blur();
  await page.mouse.move(0, 0);
  await page.screenshot({ path, animations: "disabled" });
  for (const each of [...others, page])
    await each.context().close();
}
