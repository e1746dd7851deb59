// SPDX-License-Identifier: GPL-3.0-or-later
import { ApiError, asksToWait, fromWire, isSessionLoss } from "./errors.js";

const requestTimeout = 15000;
const idleProbeAfter = 30000;
const stableAfter = 10000;
const backoffBase = 500;
const backoffCap = 30000;

/** The delay before attempt `attempt` (from 0) in milliseconds: exponential, limited, half of it random. */
export function backoffDelay(attempt, random = Math.random) {
  const full = Math.min(backoffCap, backoffBase * 2 ** Math.min(attempt, 10));
  return Math.round(full / 2 + random() * full / 2);
}

/**
 * One authenticated WebSocket that reconnects automatically. `state` is "stopped", "connecting",
 * "ready" or "waiting"; the callbacks are `onState(state)`, `onReady(session)` after every log-in,
 * `onPush(event, data)` and `onEnded(reason, message)`, after which it stays stopped.
 */
export class Connection {
  constructor(options) {
    this.url = options.url;
    this.token = options.token;
    this.handlers = options.handlers;
    this.WebSocket = options.WebSocket ?? globalThis.WebSocket;
    this.timers = options.timers ?? {
      set: (fn, ms) => setTimeout(fn, ms), clear: (id) => clearTimeout(id), now: () => Date.now(),
    };
    this.random = options.random ?? Math.random;
    this.state = "stopped";
    this.retryAt = 0;
    this.socket = null;
    this.waiting = new Map();
    this.nextId = 1;
    this.attempt = 0;
    this.refusals = 0;
  }

  start() {
    if (this.state === "stopped")
      this.connect();
  }

  stop() {
    this.setState("stopped");
    this.release("disconnected");
  }

  /** Connects at once if waiting, and checks whether an idle connection still works. */
  wake() {
    if (this.state === "waiting") {
      this.connect();
    } else if (this.state === "ready" && this.timers.now() - this.lastHeard > 5000) {
      this.probe();
    }
  }

  /** Calls the server. Rejects with an ApiError; "disconnected": it is unknown whether the call was executed. */
  request(event, data = {}) {
    if (this.state !== "ready")
      return Promise.reject(new ApiError("disconnected"));
    return this.send(event, data);
  }

  setState(state) {
    if (this.state === state)
      return;
    this.state = state;
    this.handlers.onState?.(state);
  }

  connect() {
    this.timers.clear(this.retryTimer);
    this.setState("connecting");
    let socket;
    try {
      socket = new this.WebSocket(this.url);
    } catch {
      this.retryLater();
      return;
    }
    this.socket = socket;
    const current = (handler) => (event) => {
      if (this.socket === socket)
        handler(event);
    };
    socket.onopen = current(() => this.authenticate());
    socket.onmessage = current((event) => this.receive(event.data));
    socket.onclose = current((event) => this.closed(event.code));
    this.openTimer = this.timers.set(() => {
      if (this.socket === socket && this.state === "connecting")
        this.drop("timeout");
    }, requestTimeout);
  }

  async authenticate() {
    const socket = this.socket;
    let session;
    try {
      session = await this.send("session.authenticate", { token: this.token });
    } catch (error) {
      if (this.socket !== socket)
        return;
      if (isSessionLoss(error))
        this.end(error.code);
      else
        this.drop("disconnected", error.retryAfter * 1000);
      return;
    }
    this.timers.clear(this.openTimer);
    this.readyAt = this.timers.now();
    this.refusals = 0;
    this.setState("ready");
    this.handlers.onReady?.(session);
  }

  send(event, data) {
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      // If the server does not answer, the connection counts as lost, whatever the socket's state.
      const timer = this.timers.set(() => {
        this.waiting.delete(id);
        reject(new ApiError("timeout"));
        this.drop("timeout");
      }, requestTimeout);
      this.waiting.set(id, { resolve, reject, timer });
      this.socket.send(JSON.stringify({ id, event, data }));
    });
  }

  receive(text) {
    let frame;
    try {
      frame = JSON.parse(text);
    } catch {
      return;
    }
    this.heard();
    if (frame.event !== undefined)
      this.pushed(frame.event, frame.data ?? {});
    else
      this.answered(frame);
  }

  answered(frame) {
    const call = this.waiting.get(frame.id);
    if (!call)
      return;
    this.waiting.delete(frame.id);
    this.timers.clear(call.timer);
    if (frame.error)
      call.reject(fromWire(frame.error));
    else
      call.resolve(frame.ok);
  }

  pushed(event, data) {
    if (event === "session.ended")
      this.end(data.reason, data.message);
    else
      this.handlers.onPush?.(event, data);
  }

  heard() {
    this.lastHeard = this.timers.now();
    this.timers.clear(this.idleTimer);
    this.idleTimer = this.timers.set(() => this.probe(), idleProbeAfter);
  }

  // Any call is suitable: an answer proves that the connection works, a time-out ends it.
  probe() {
    if (this.state === "ready")
      this.send("account.get", {}).catch(() => {});
  }

  closed(code) {
    if (code === 1008 && (this.state === "ready" || ++this.refusals > 1)) {
      this.end("closed");
      return;
    }
    this.release(code === 1009 ? "payload_too_large" : "disconnected");
    this.retryLater();
  }

  /** Closes the socket and reconnects later. */
  drop(reason, delay = 0) {
    this.release(reason);
    this.retryLater(delay);
  }

  // Closes the socket and rejects all pending calls.
  release(reason) {
    const socket = this.socket;
    this.socket = null;
    for (const timer of [this.openTimer, this.idleTimer, this.retryTimer])
      this.timers.clear(timer);
    const calls = [...this.waiting.values()];
    this.waiting.clear();
    for (const call of calls) {
      this.timers.clear(call.timer);
      call.reject(new ApiError(reason));
    }
    socket?.close();
  }

  retryLater(atLeast = 0) {
    if (this.state === "stopped")
      return;
    if (this.state === "ready" && this.timers.now() - this.readyAt > stableAfter)
      this.attempt = 0;
    const delay = Math.max(atLeast, backoffDelay(this.attempt++, this.random));
    this.retryAt = this.timers.now() + delay;
    this.setState("waiting");
    this.retryTimer = this.timers.set(() => this.connect(), delay);
  }

  end(reason, message = "") {
    this.stop();
    this.handlers.onEnded?.(reason, message);
  }
}

/** In seconds. */
const mostPatience = 60;

/**
 * Calls through `connection`. If the server asks to wait, waits and repeats the call, which had no
 * effect in that case. `sleep(ms)` is for the tests.
 */
export async function patiently(connection, event, data, { tries = 6, sleep = pause } = {}) {
  for (let attempt = 0; ; ++attempt) {
    try {
      return await connection.request(event, data);
    } catch (error) {
      // The user should know of a long wait, as in a room with slow mode.
      if (!asksToWait(error) || attempt + 1 >= tries || error.retryAfter > mostPatience)
        throw error;
      await sleep(Math.max(error.retryAfter * 1000, 500 * (attempt + 1)));
    }
  }
}

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
