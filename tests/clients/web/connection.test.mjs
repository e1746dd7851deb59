// SPDX-License-Identifier: GPL-3.0-or-later
//
// The web page's socket and what waits to be sent through it, without a network or a clock.
import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { test } from "node:test";

import { Connection, backoffDelay, patiently } from "../../../resources/web/connection.js";
import { ApiError, describe } from "../../../resources/web/errors.js";
import { Outbox, newClientId } from "../../../resources/web/outbox.js";

globalThis.crypto ??= webcrypto; // Node 18 has it as a module only.

class FakeTimers {
  time = 0;
  entries = new Map();
  nextId = 1;

  set(fn, ms) {
    this.entries.set(this.nextId, { at: this.time + ms, fn });
    return this.nextId++;
  }

  clear(id) {
    this.entries.delete(id);
  }

  now() {
    return this.time;
  }

  advance(ms) {
    const end = this.time + ms;
    for (;;) {
      const due = [...this.entries].filter(([, entry]) => entry.at <= end).sort((a, b) => a[1].at - b[1].at)[0];
      if (!due)
        break;
      this.entries.delete(due[0]);
      this.time = due[1].at;
      due[1].fn();
    }
    this.time = end;
  }
}

function setUp() {
  const sockets = [];
  class FakeSocket {
    sent = [];
    closed = false;

    constructor(url) {
      this.url = url;
      sockets.push(this);
    }

    send(text) {
      this.sent.push(JSON.parse(text));
    }

    close() {
      this.closed = true;
    }

    give(frame) {
      this.onmessage({ data: JSON.stringify(frame) });
    }

    logIn() {
      this.onopen();
      this.give({ id: this.sent[0].id, ok: { account: { id: "me" }, expiresAt: "" } });
    }
  }
  const timers = new FakeTimers();
  const log = { states: [], pushes: [], ready: 0, ended: [] };
  const connection = new Connection({
    url: "ws://server/ws", token: "secret", WebSocket: FakeSocket, timers, random: () => 1,
    handlers: {
      onState: (state) => log.states.push(state),
      onReady: () => { ++log.ready; },
      onPush: (event, data) => log.pushes.push([event, data]),
      onEnded: (reason) => log.ended.push(reason),
    },
  });
  return { connection, sockets, timers, log, last: () => sockets[sockets.length - 1] };
}

const settled = () => new Promise((resolve) => { setImmediate(resolve); });

async function ready(context) {
  context.connection.start();
  context.last().logIn();
  await settled();
}

test("the first frame authenticates, and only then calls go out", async () => {
  const context = setUp();
  const { connection, log } = context;
  connection.start();
  await assert.rejects(connection.request("room.list"), { code: "disconnected" });
  context.last().onopen();
  assert.deepEqual(context.last().sent, [{ id: 1, event: "session.authenticate", data: { token: "secret" } }]);
  context.last().give({ id: 1, ok: { account: {} } });
  await settled();
  assert.equal(connection.state, "ready");
  assert.equal(log.ready, 1);
});

test("answers find their calls whatever their order, and pushes are no answers", async () => {
  const context = setUp();
  await ready(context);
  const first = context.connection.request("a");
  const second = context.connection.request("b", { x: 1 });
  const [, a, b] = context.last().sent;
  context.last().give({ event: "message.posted", data: { message: {} } });
  context.last().give({ id: b.id, error: { code: "forbidden", message: "No", retryAfter: 2 } });
  context.last().give({ id: a.id, ok: { done: true } });
  context.last().give({ id: 999, ok: {} });
  context.last().onmessage({ data: "not json" });
  assert.deepEqual(await first, { done: true });
  await assert.rejects(second, { code: "forbidden", message: "No", retryAfter: 2 });
  assert.deepEqual(context.log.pushes, [["message.posted", { message: {} }]]);
});

test("a lost connection fails what waits and comes back by itself", async () => {
  const context = setUp();
  await ready(context);
  const call = context.connection.request("message.post");
  context.last().onclose({ code: 1001 });
  await assert.rejects(call, { code: "disconnected" });
  assert.equal(context.connection.state, "waiting");
  context.timers.advance(backoffDelay(0, () => 1));
  assert.equal(context.sockets.length, 2);
  context.last().logIn();
  await settled();
  assert.equal(context.log.ready, 2);
});

test("attempts are further and further apart until a connection has lasted", async () => {
  const context = setUp();
  context.connection.start();
  const delays = [];
  for (let i = 0; i < 9; ++i) {
    const before = context.timers.now();
    context.last().onclose({ code: 1006 });
    delays.push(context.connection.retryAt - before);
    context.timers.advance(delays.at(-1));
  }
  assert.deepEqual(delays, [500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
  context.last().logIn();
  await settled();
  context.timers.advance(11000);
  context.last().onclose({ code: 1006 });
  assert.equal(context.connection.retryAt - context.timers.now(), 500);
});

test("half of each delay is left to chance", () => {
  assert.equal(backoffDelay(2, () => 0), 1000);
  assert.equal(backoffDelay(2, () => 0.5), 1500);
  assert.equal(backoffDelay(50, () => 1), 30000);
});

test("waking connects at once", () => {
  const context = setUp();
  context.connection.start();
  context.last().onclose({ code: 1006 });
  context.connection.wake();
  assert.equal(context.sockets.length, 2);
  context.timers.advance(60000 - 1);
  assert.ok(context.sockets.length >= 3, "an attempt without an answer is given up");
});

test("a call without an answer ends the connection", async () => {
  const context = setUp();
  await ready(context);
  const slow = context.connection.request("message.post");
  const other = context.connection.request("room.list");
  context.timers.advance(15000);
  await assert.rejects(slow, { code: "timeout" });
  await assert.rejects(other, { code: "timeout" });
  assert.equal(context.sockets[0].closed, true);
  assert.equal(context.connection.state, "waiting");
  context.sockets[0].onclose({ code: 1006 });
  context.sockets[0].give({ event: "late", data: {} });
  assert.equal(context.connection.state, "waiting");
  assert.deepEqual(context.log.pushes, []);
});

test("a quiet connection is asked for a sign of life", async () => {
  const context = setUp();
  await ready(context);
  context.timers.advance(30000);
  assert.equal(context.last().sent.at(-1).event, "account.get");
  context.timers.advance(15000);
  assert.equal(context.connection.state, "waiting");
});

test("the end of the session is final", async () => {
  for (const end of [
    (socket) => socket.give({ event: "session.ended", data: { reason: "revoked" } }),
    (socket) => socket.onclose({ code: 1008 }),
  ]) {
    const context = setUp();
    await ready(context);
    end(context.last());
    assert.equal(context.connection.state, "stopped");
    assert.equal(context.log.ended.length, 1);
    context.timers.advance(120000);
    assert.equal(context.sockets.length, 1);
  }
});

test("a token that is refused ends the session, a busy server does not", async () => {
  const refused = setUp();
  refused.connection.start();
  refused.last().onopen();
  refused.last().give({ id: 1, error: { code: "invalid_token", message: "" } });
  await settled();
  assert.deepEqual(refused.log.ended, ["invalid_token"]);
  const busy = setUp();
  busy.connection.start();
  busy.last().onopen();
  busy.last().give({ id: 1, error: { code: "overloaded", message: "", retryAfter: 20 } });
  await settled();
  assert.equal(busy.connection.state, "waiting");
  assert.equal(busy.connection.retryAt, 20000);
});

test("a log-in that was too slow once is tried again", () => {
  const context = setUp();
  context.connection.start();
  context.last().onclose({ code: 1008 });
  assert.equal(context.connection.state, "waiting");
  context.connection.wake();
  context.last().onclose({ code: 1008 });
  assert.deepEqual(context.log.ended, ["closed"]);
});

test("what was too big is not sent again and again", async () => {
  const context = setUp();
  await ready(context);
  const call = context.connection.request("message.post");
  context.last().onclose({ code: 1009 });
  await assert.rejects(call, { code: "payload_too_large" });
  assert.equal(context.connection.state, "waiting");
});

test("a call that the server puts off is made again after the time it names", async () => {
  const answers = [new ApiError("rate_limited", "", 2), new ApiError("overloaded"), "done"];
  const connection = { request: async () => {
    const answer = answers.shift();
    if (answer instanceof Error)
      throw answer;
    return answer;
  } };
  const pauses = [];
  const sleep = async (ms) => { pauses.push(ms); };
  assert.equal(await patiently(connection, "message.post", {}, { sleep }), "done");
  assert.deepEqual(pauses, [2000, 1000]);
  const never = { request: async () => { throw new ApiError("rate_limited"); } };
  await assert.rejects(patiently(never, "x", {}, { sleep, tries: 3 }), { code: "rate_limited" });
  const forbidden = { request: async () => { throw new ApiError("forbidden"); } };
  await assert.rejects(patiently(forbidden, "x", {}, { sleep }), { code: "forbidden" });
});

function outboxWith(post) {
  const log = { posted: [], ids: 0 };
  const outbox = new Outbox({
    post, onPosted: (message) => log.posted.push(message), onChange: () => {}, newId: () => `id${++log.ids}`,
  });
  return { outbox, log };
}

test("messages of a room go out one after the other", async () => {
  const order = [];
  let release;
  const { outbox } = outboxWith(async (item) => {
    order.push(item.text);
    if (item.text === "one")
      await new Promise((resolve) => { release = resolve; });
    return { id: item.text };
  });
  outbox.add("room", "one");
  outbox.add("room", "two");
  outbox.add("elsewhere", "three");
  await settled();
  assert.deepEqual(order, ["one", "three"]);
  release();
  await settled();
  assert.deepEqual(order, ["one", "three", "two"]);
  assert.equal(outbox.isEmpty, true);
});

test("a message whose answer was lost is sent again under the same client id", async () => {
  const sent = [];
  let online = false;
  const { outbox, log } = outboxWith(async (item) => {
    sent.push(item.clientId);
    if (!online)
      throw new ApiError("disconnected");
    return { id: "stored" };
  });
  outbox.add("room", "hello");
  await settled();
  assert.equal(outbox.items("room")[0].status, "sending");
  online = true;
  await outbox.resume();
  assert.deepEqual(sent, ["id1", "id1"]);
  assert.deepEqual(log.posted, [{ id: "stored" }]);
  assert.equal(outbox.isEmpty, true);
});

test("a push can confirm a message before its answer does", async () => {
  let fail;
  const { outbox } = outboxWith(() => new Promise((_, reject) => { fail = reject; }));
  outbox.add("room", "hello");
  await settled();
  outbox.confirm("room", "id1");
  fail(new ApiError("disconnected"));
  await settled();
  assert.equal(outbox.isEmpty, true);
});

test("a frozen room and a muted author: the message is not sent again by itself", async () => {
  for (const code of ["room_frozen", "muted"]) {
    let attempts = 0;
    const { outbox } = outboxWith(async () => {
      ++attempts;
      throw new ApiError(code, "You are muted: spam");
    });
    outbox.add("room", "hello");
    await settled();
    await outbox.resume();
    assert.equal(attempts, 1, code);
    const [{ status, error }] = outbox.items("room");
    assert.deepEqual([status, describe(error)], ["failed", "You are muted: spam."]);
  }
});

test("a refused message waits for the person, later ones do not wait for it", async () => {
  let refuse = true;
  const { outbox, log } = outboxWith(async (item) => {
    if (refuse && item.text === "bad")
      throw new ApiError("forbidden");
    return { id: item.text };
  });
  outbox.add("room", "bad");
  outbox.add("room", "good");
  await settled();
  assert.deepEqual(log.posted, [{ id: "good" }]);
  assert.equal(outbox.items("room")[0].status, "failed");
  assert.equal(outbox.items("room")[0].error.code, "forbidden");
  refuse = false;
  outbox.retry("room", "id1");
  await settled();
  assert.equal(outbox.isEmpty, true);
  outbox.add("room", "x");
  outbox.discard("room", "id3");
  assert.equal(outbox.isEmpty, true);
});

test("client ids are random and short enough", () => {
  const ids = new Set(Array.from({ length: 100 }, newClientId));
  assert.equal(ids.size, 100);
  for (const id of ids)
    assert.match(id, /^[0-9a-f]{32}$/);
});
