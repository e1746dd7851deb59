// SPDX-License-Identifier: GPL-3.0-or-later
import { isConnectionLoss } from "./errors.js";

/** 128 random bits in hex. (crypto.randomUUID is missing on plain-http pages.) */
export function newClientId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Messages not yet confirmed as stored. The items of a room are sent one after the other. An item keeps
 * its clientId for every attempt, so a repeat stores nothing twice. `post(item)` sends one and returns
 * the message; `onPosted(message)` and `onChange(roomId)` report progress.
 */
export class Outbox {
  constructor({ post, onPosted, onChange, newId = newClientId }) {
    Object.assign(this, { post, onPosted, onChange, newId });
    this.rooms = new Map();
    this.pumps = new Map();
  }

  items(roomId) {
    return this.rooms.get(roomId) ?? [];
  }

  get isEmpty() {
    return [...this.rooms.values()].every((items) => items.length === 0);
  }

  add(roomId, text) {
    const item = {
      clientId: this.newId(), roomId, text, createdAt: new Date().toISOString(), status: "sending", error: null,
    };
    this.rooms.set(roomId, [...this.items(roomId), item]);
    this.onChange(roomId);
    this.pump(roomId);
    return item;
  }

  /** The message was stored: its item is done. */
  confirm(roomId, clientId) {
    const left = this.items(roomId).filter((item) => item.clientId !== clientId);
    if (left.length !== this.items(roomId).length) {
      this.rooms.set(roomId, left);
      this.onChange(roomId);
    }
  }

  discard(roomId, clientId) {
    this.confirm(roomId, clientId);
  }

  retry(roomId, clientId) {
    const item = this.items(roomId).find((candidate) => candidate.clientId === clientId);
    if (item)
      this.mark(item, "sending", null);
    this.pump(roomId);
  }

  /** After a reconnect: sends the remaining items. Resolves when all are answered. */
  resume() {
    return Promise.all([...this.rooms.keys()].map((roomId) => this.pump(roomId)));
  }

  clear() {
    this.rooms.clear();
  }

  mark(item, status, error) {
    item.status = status;
    item.error = error;
    this.onChange(item.roomId);
  }

  pump(roomId) {
    if (!this.pumps.has(roomId))
      this.pumps.set(roomId, this.run(roomId).finally(() => this.pumps.delete(roomId)));
    return this.pumps.get(roomId);
  }

  async run(roomId) {
    for (;;) {
      const item = this.items(roomId).find((candidate) => candidate.status === "sending");
      if (!item)
        return;
      try {
        const message = await this.post(item);
        this.onPosted(message);
        this.confirm(roomId, item.clientId);
      } catch (error) {
        if (isConnectionLoss(error))
          return;
        this.mark(item, "failed", error);
      }
    }
  }
}
