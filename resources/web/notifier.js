// SPDX-License-Identifier: GPL-3.0-or-later

/** Notifies listeners of changes by topic, once per batch of changes. */
export class Notifier {
  listeners = new Map();
  dirty = new Set();

  /** Calls `listener` once after each batch of changes to any of `topics`. */
  on(topics, listener) {
    for (const topic of topics)
      this.listeners.set(topic, [...(this.listeners.get(topic) ?? []), listener]);
  }

  changed(...topics) {
    if (this.dirty.size === 0)
      queueMicrotask(() => this.flush());
    topics.forEach((topic) => this.dirty.add(topic));
  }

  flush() {
    const calls = new Set([...this.dirty].flatMap((topic) => this.listeners.get(topic) ?? []));
    this.dirty.clear();
    for (const listener of calls)
      listener();
  }
}
