// SPDX-License-Identifier: GPL-3.0-or-later
import { Connection, patiently } from "./connection.js";
import { isConnectionLoss } from "./errors.js";
import { Outbox } from "./outbox.js";
import { Store } from "./store.js";
import { applyPush, catchUp, synchronise } from "./sync.js";

const readReportDelay = 300;

/**
 * One logged-in session: the connection, the store and the outbox. `handlers`: `onEnded(reason, message)`,
 * `onPasswordChangeRequired()`, `onError(error)`, `onMessage(message)` for messages of others, and
 * `onRoomGone(room, how, message)`.
 */
export class Client {
  constructor(token, handlers) {
    this.token = token;
    this.handlers = handlers;
    this.store = new Store();
    this.catching = new Map();
    this.reads = new Map();
    this.departures = new Set();
    /** Set by the timeline: whether the end of the current room is visible. */
    this.isAtEnd = () => false;
    this.connection = new Connection({
      url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`,
      token,
      handlers: {
        onState: () => this.store.changed("connection"),
        onReady: (session) => this.ready(session),
        onPush: (event, data) => applyPush(this, event, data),
        onEnded: (reason, message) => this.handlers.onEnded(reason, message),
      },
    });
    this.outbox = new Outbox({
      post: ({ roomId, text, clientId }) => this.call("message.post", { roomId, text, clientId }),
      onPosted: (message) => this.take(message),
      onChange: () => this.store.changed("timeline"),
    });
    this.wake = () => {
      if (document.visibilityState === "visible")
        this.connection.wake();
      else
        this.reportAllReads();
      this.store.changed("visibility");
    };
    this.leave = () => this.reportAllReads();
    this.warn = (event) => {
      if (!this.outbox.isEmpty)
        event.preventDefault();
    };
  }

  start() {
    this.listening = new AbortController();
    const options = { signal: this.listening.signal };
    for (const name of ["online", "offline", "pageshow"])
      window.addEventListener(name, this.wake, options);
    window.addEventListener("pagehide", this.leave, options);
    window.addEventListener("beforeunload", this.warn, options);
    document.addEventListener("visibilitychange", this.wake, options);
    this.connection.start();
  }

  stop() {
    this.listening.abort();
    this.connection.stop();
    this.outbox.clear();
  }

  call(event, data) {
    return patiently(this.connection, event, data);
  }

  ready(session) {
    this.store.setAccount(session.account);
    if (session.account.mustChangePassword)
      this.handlers.onPasswordChangeRequired();
    else
      this.background(synchronise(this));
  }

  /** Runs `work` in the background. A lost connection is no error: the next one repeats the work. */
  background(work) {
    work.catch((error) => {
      if (error?.code === "password_change_required")
        this.handlers.onPasswordChangeRequired();
      else if (!isConnectionLoss(error))
        this.handlers.onError(error);
    });
  }

  /** Stores a message from an answer or a push. */
  take(message) {
    const reading = this.isReading(message.roomId);
    if (this.store.takeMessage(message, { reading }))
      this.background(catchUp(this, message.roomId));
    if (reading)
      this.markRead(message.roomId);
  }

  isReading(roomId) {
    return roomId === this.store.currentRoomId && document.visibilityState === "visible" && this.isAtEnd();
  }

  /** The end of the room was visible: clears its badge, and reports it to the server a little later. */
  markRead(roomId) {
    const seq = this.store.unreadEnd(roomId);
    if (seq === null)
      return;
    this.store.setRead(roomId, seq);
    if (!this.reads.has(roomId))
      setTimeout(() => this.reportRead(roomId), readReportDelay);
    this.reads.set(roomId, seq);
  }

  // Called when the page is closing, because its timers may no longer run.
  reportAllReads() {
    for (const roomId of [...this.reads.keys()])
      this.reportRead(roomId);
  }

  reportRead(roomId) {
    const seq = this.reads.get(roomId);
    this.reads.delete(roomId);
    if (seq !== undefined && this.store.rooms.has(roomId))
      this.background(this.call("room.read", { roomId, seq }));
  }

  /** The user is no longer in the room; `how` is "left" or "deleted". */
  forgetRoom(roomId, how, message = "") {
    const room = this.store.rooms.get(roomId);
    if (!room)
      return;
    const wasCurrent = this.store.currentRoomId === roomId;
    this.store.removeRoom(roomId);
    if (wasCurrent)
      this.handlers.onRoomGone(room, this.departures.has(roomId) ? "own choice" : how, message);
  }

  /** The user leaves a room with `call`, whose push may arrive before its answer. */
  async departing(roomId, call) {
    this.departures.add(roomId);
    try {
      await call;
      this.forgetRoom(roomId, "own choice");
    } finally {
      this.departures.delete(roomId);
    }
  }
}
