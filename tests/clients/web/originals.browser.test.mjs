// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pages that behave like the front-ends of the original backends, in two browsers, with a server in its
// default configuration. Their sockets have no token, and join or register only once, even if the
// server restarts. Clients with other addresses are in ../../dialects/opensockets.test.mjs.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { startServer } from "../support/server.mjs";
import { Tab, addressOf, eventually, launch, serveSite, textsBetween, textsOfRoom } from "./originals/people.mjs";

const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0";

let server;
let site;
let otherSite;
let browser;
before(async () => {
  [server, site, otherSite, browser] = await Promise.all([
    startServer({ args: ["--listen", "[::1]:0"] }), serveSite(), serveSite(), launch(),
  ]);
});
after(async () => {
  await browser?.close();
  [site, otherSite].forEach((each) => each?.close());
  await server?.stop();
});

/** The server's IPv6 address. */
const overSix = () => server.stdout.match(/http:\/\/\[::1\]:\d+/)[0];

async function newContext(t, options) {
  const context = await browser.newContext(options);
  t.after(() => context.close());
  return context;
}

/** A new user on a page: { tab, user, context, fields }. `name` begins the user name. */
async function newPerson(t, page, name, urls = { api: server.url }) {
  const username = `${name}-${Math.random().toString(36).slice(2, 8)}`;
  const number = `+49${Math.random().toString().slice(2, 12)}`;
  const more = page === "phone" ? { "phone-number": number } : { email: `${username}@example.org` };
  const context = await newContext(t);
  const tab = await Tab.open(context, addressOf(site, page, urls));
  const user = await tab.enter("register", { username, ...more });
  return { tab, user, context, fields: more };
}

/** Two users of "named-rooms" who receive each other's messages in a room. */
async function roommates(t, room) {
  const urls = { api: server.url, room };
  const alice = await newPerson(t, "named-rooms", "alice", urls);
  const bob = await newPerson(t, "named-rooms", "bob", urls);
  await bob.tab.hears(`${bob.user.username} has joined!`, "admin");
  await converse(alice, bob, "first");
  return [alice, bob];
}

/** Each sends a message, which both receive. */
async function converse(alice, bob, which) {
  for (const { tab, user } of [alice, bob]) {
    await tab.say(`${which} of ${user.username}`);
    for (const listener of [alice, bob])
      await listener.tab.hears(`${which} of ${user.username}`, user.username);
  }
}

/** Two users of "phone" with a conversation. */
async function callers(t) {
  const [alice, bob] = [await newPerson(t, "phone", "alice"), await newPerson(t, "phone", "bob")];
  await alice.tab.writeTo(bob.user.profileId);
  await bob.tab.writeTo(alice.user.profileId);
  return [alice, bob];
}

async function call(from, to, text) {
  await from.tab.say(text);
  await to.tab.hears(text, from.user.profileId);
}

/** Stops the server, lets each user send texts, and starts it again on the same port. */
async function speakMeanwhile(people, textsOf) {
  await server.stop();
  for (const person of people) {
    await person.tab.isOffline();
    for (const text of textsOf(person))
      await person.tab.say(text);
  }
  await server.start();
  for (const { tab } of people)
    await tab.isOnline();
}

const pair = (what) => ({ user }) => [`${what} one of ${user.username}`, `${what} two of ${user.username}`];

describe("named-rooms", () => {
  test("two users chat, and send while the server is down", async (t) => {
    const room = "my room";
    const [alice, bob] = await roommates(t, room);
    const buffered = pair("buffered");
    await speakMeanwhile([alice, bob], buffered);
    for (const person of [alice, bob]) {
      for (const text of buffered(person))
        await person.tab.hears(text, person.user.username);
    }
    await converse(alice, bob, "last");

    const spoken = [...buffered(alice), ...buffered(bob)];
    const names = [alice, bob].map(({ user }) => user.username);
    const certain = ["first", "last"].flatMap((which) => names.map((name) => `${which} of ${name}`));
    assert.deepEqual(await textsOfRoom(server, alice.user, room), [...spoken, ...certain].sort());
    for (const { tab, user } of [alice, bob]) {
      assert.deepEqual(await tab.counts(certain), [1, 1, 1, 1], user.username);
      // Messages that the other sent before this page reconnected are in the history only, as with the
      // original backend.
      const heard = await tab.counts(spoken);
      assert.ok(heard.every((count) => count <= 1), `${user.username}: ${heard}`);
      assert.deepEqual(await tab.counts(buffered({ user })), [1, 1], user.username);
    }
    // The page that reconnected first has received all messages.
    const heard = await Promise.all([alice, bob].map(({ tab }) => tab.counts(spoken)));
    assert.ok(heard.some((counts) => counts.every((count) => count === 1)), JSON.stringify(heard));

    for (const { tab, user } of [alice, bob]) {
      await tab.page.reload();
      await tab.historyIsShown();
      assert.deepEqual(await tab.counts([...spoken, ...certain], "old-message"), Array(8).fill(1), user.username);
    }
  });

  test("logs out and in again", async (t) => {
    const [alice, bob] = await roommates(t, "third room");
    await alice.tab.leave();
    await bob.tab.say("without alice");
    await bob.tab.hears("without alice", bob.user.username);
    await alice.tab.enter("login", alice.fields);
    await alice.tab.hears(`${alice.user.username} has joined!`, "admin");
    await converse(alice, bob, "second");
    assert.deepEqual(await alice.tab.counts(["without alice"]), [0]);
  });

  test("neither another origin nor another browser sends for a logged-in user", async (t) => {
    const room = "fourth room";
    const [alice, bob] = await roommates(t, room);
    const stored = await textsOfRoom(server, alice.user, room);
    for (const tab of await attackers(t, "named-rooms", alice, { api: server.url, room })) {
      await tab.isOnline();
      await tab.say("forged");
      // One for the join, one for the message.
      await tab.refusals(2);
      assert.deepEqual(await tab.counts(["forged"]), [0]);
    }
    assert.deepEqual(await textsOfRoom(server, alice.user, room), stored);
    const own = await secondTab(alice, "named-rooms", { api: server.url, room });
    await own.say("not forged: own tab");
    await bob.tab.hears("not forged: own tab", alice.user.username);
    await converse(alice, bob, "true");
    for (const { tab } of [alice, bob])
      assert.deepEqual(await tab.counts(["forged"]), [0]);
  });
});

/** The properties of a user that other users can see. */
function withoutToken({ user: { token, ...user } }) {
  assert.ok(token);
  return user;
}

/** Another tab of the user, on the same page. */
const secondTab = (person, page, urls) => Tab.open(person.context, addressOf(site, page, urls), withoutToken(person));

/** Pages that use the victim as their user: with another origin in the victim's browser, and in another browser. */
async function attackers(t, page, victim, urls) {
  const user = withoutToken(victim);
  const elsewhere = await newContext(t, { userAgent: firefox });
  return [
    await Tab.open(victim.context, addressOf(otherSite, page, urls), user),
    await Tab.open(victim.context, addressOf(site, page, { ...urls, host: "127.0.0.1" }), user),
    await Tab.open(elsewhere, addressOf(site, page, urls), user),
  ];
}

describe("phone", () => {
  test("two users chat, and send while the server is down", async (t) => {
    const [alice, bob] = await callers(t);
    const carol = await newPerson(t, "phone", "carol");
    await call(alice, bob, "hello bob");
    await call(bob, alice, "hello alice");
    // After this, the server has the confirmation that alice has received her messages.
    await alice.tab.writeTo(carol.user.profileId);
    await call(alice, carol, "hello carol");
    await alice.tab.writeTo(bob.user.profileId);
    await carol.context.close();

    const buffered = pair("buffered");
    await speakMeanwhile([alice, bob], buffered);
    for (const [from, to] of [[alice, bob], [bob, alice]]) {
      for (const text of buffered(from))
        await to.tab.hears(text, from.user.profileId);
    }
    await call(alice, bob, "last of alice");
    await call(bob, alice, "last of bob");
    const all = ["hello bob", "hello alice", ...buffered(alice), ...buffered(bob), "last of alice", "last of bob"];
    for (const { tab, user } of [alice, bob])
      assert.deepEqual(await tab.counts(all), Array(8).fill(1), user.username);
    assert.deepEqual(await textsBetween(server, alice.user, bob.user), [...all].sort());
  });

  test("a reconnected client receives everything when it sends for the first time", async (t) => {
    const [alice, bob] = await callers(t);
    await speakMeanwhile([alice, bob], ({ user }) => (user === alice.user ? ["while down"] : []));
    await alice.tab.say("since then");
    await eventually(async () => (await textsBetween(server, alice.user, bob.user)).length === 2, "both are stored");
    assert.deepEqual(await bob.tab.counts(["while down", "since then"]), [0, 0]);
    await call(bob, alice, "I am back");
    await bob.tab.hears("while down", alice.user.profileId);
    await bob.tab.hears("since then", alice.user.profileId);
    await call(alice, bob, "at last");
    assert.deepEqual(await bob.tab.counts(["while down", "since then", "at last"]), [1, 1, 1]);
    assert.deepEqual(await textsBetween(server, alice.user, bob.user), ["I am back", "at last", "since then", "while down"]);
  });

  test("logs out without a token, and can no longer act", async (t) => {
    const [alice, bob] = await callers(t);
    await call(alice, bob, "hello");
    assert.equal(await alice.tab.logOut(), "200 Logout successful and connection terminated");
    await alice.tab.isOffline("io server disconnect");
    await alice.tab.page.evaluate("socket.connect()");
    await alice.tab.isOnline();
    await alice.tab.say("as a ghost");
    await alice.tab.refusals(1);
    assert.match(await alice.tab.logOut(), /^401 /);
    // The other user is still connected, and does not receive it.
    await bob.tab.say("goodbye");
    await alice.tab.page.evaluate("forgetUser()");
    const user = await alice.tab.enter("login", alice.fields);
    await alice.tab.hears("goodbye", bob.user.profileId);
    await call(alice, bob, "here again");
    assert.deepEqual(await bob.tab.counts(["hello", "as a ghost", "here again"]), [1, 0, 1]);
    assert.deepEqual(await textsBetween(server, user, bob.user), ["goodbye", "hello", "here again"]);
  });

  test("neither another origin nor another browser sends, receives or logs out for a logged-in user", async (t) => {
    const [alice, bob] = await callers(t);
    const secrets = ["for alice 1", "for alice 2", "for alice 3"];
    for (const [index, tab] of (await attackers(t, "phone", alice, { api: server.url })).entries()) {
      await tab.isOnline();
      await tab.writeTo(bob.user.profileId);
      await tab.say("forged");
      // One for the registration, one for the message.
      await tab.refusals(2);
      assert.match(await tab.logOut(), /^401 /);
      await call(bob, alice, secrets[index]);
      assert.deepEqual(await tab.counts(secrets), [0, 0, 0]);
    }
    const own = await secondTab(alice, "phone", { api: server.url });
    await own.writeTo(bob.user.profileId);
    await call({ tab: own, user: alice.user }, bob, "true");
    assert.deepEqual(await bob.tab.counts(["forged"]), [0]);
    assert.deepEqual(await textsBetween(server, alice.user, bob.user), [...secrets, "true"]);
  });
});

describe("::1 and 127.0.0.1", () => {
  test("are one address in named-rooms", async (t) => {
    const room = "fifth room";
    const alice = await newPerson(t, "named-rooms", "alice", { api: overSix(), socket: server.url, room });
    const bob = await newPerson(t, "named-rooms", "bob", { api: server.url, socket: overSix(), room });
    await bob.tab.hears(`${bob.user.username} has joined!`, "admin");
    await converse(alice, bob, "first");
  });

  test("are one address in phone, and a log-out applies to both", async (t) => {
    const alice = await newPerson(t, "phone", "alice", { api: overSix(), socket: server.url });
    const bob = await newPerson(t, "phone", "bob", { api: server.url, socket: overSix() });
    await alice.tab.writeTo(bob.user.profileId);
    await bob.tab.writeTo(alice.user.profileId);
    await call(alice, bob, "over four");
    await call(bob, alice, "over six");
    for (const { tab } of [alice, bob]) {
      assert.match(await tab.logOut(), /^200 /);
      await tab.isOffline("io server disconnect");
    }
  });
});
