// SPDX-License-Identifier: GPL-3.0-or-later
//
// The messages of the open room: rendering and scroll position.
import { loadOlder } from "./actions.js";
import { el, reconcile, roomTitle } from "./dom.js";
import { badge, dayLabel, typingText } from "./format.js";
import { icon } from "./icons.js";
import { messageRow, messageVersion } from "./message.js";
import { buildRows } from "./rows.js";

const nearEnd = 48;
const nearStart = 600;

export function createTimelineView(ui, composer) {
  const view = new TimelineView(ui, composer);
  return view.element;
}

class TimelineView {
  constructor(ui, composer) {
    this.ui = ui;
    this.composer = composer;
    this.roomId = null;
    this.wasLoaded = false;
    this.atEnd = true;
    this.head = el("div", { className: "history", testid: "history" });
    this.list = el("ol", { className: "messages", testid: "messages", "aria-label": "Messages" });
    this.scroller = el("div", { className: "timeline", tabindex: "0", testid: "timeline" },
      el("div", { className: "timeline-inner" }, this.head, this.list));
    this.jump = el("button", {
      type: "button", className: "jump", testid: "jump", hidden: true, onclick: () => this.scrollToEnd(),
    });
    this.typing = el("p", { className: "typing", testid: "typing", "aria-live": "polite" });
    this.element = el("div", { className: "timeline-frame" }, this.scroller, this.jump, this.typing);
    this.watch();
  }

  watch() {
    const { client, store } = this.ui;
    client.isAtEnd = () => this.atEnd && this.wasLoaded && this.roomId === store.currentRoomId;
    this.ui.followEnd = () => {
      this.atEnd = true;
      this.scrollToEnd(false);
    };
    store.on(["timeline", "current", "account"], () => this.render());
    store.on(["rooms"], () => this.showJump());
    store.on(["typing"], () => this.showTyping());
    this.scroller.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.list.addEventListener("keydown", (event) => this.moveFocus(event));
    store.on(["visibility"], () => this.seen());
    // A phone's keyboard or a growing composer must not hide the newest message.
    new ResizeObserver(() => this.settle()).observe(this.scroller);
  }

  get timeline() {
    return this.roomId ? this.ui.store.timelineOf(this.roomId) : null;
  }

  render() {
    const { store, client } = this.ui;
    const changedRoom = this.roomId !== store.currentRoomId;
    if (changedRoom) {
      this.roomId = store.currentRoomId;
      this.wasLoaded = false;
      this.list.replaceChildren();
    }
    const { timeline } = this;
    const room = store.currentRoom;
    if (!room || !store.account)
      return;
    const anchor = this.anchor();
    const rows = timeline?.loaded || client.outbox.items(room.id).length > 0
      ? buildRows(timeline?.loaded ? timeline.list : [], client.outbox.items(room.id), {
        me: store.account, markerSeq: timeline?.markerSeq ?? null,
      })
      : [];
    this.showHead(room, timeline);
    this.renderRows(room, rows);
    this.place(timeline, anchor);
    this.showJump();
  }

  renderRows(room, rows) {
    const items = rows.map((row) => ({ ...row, version: rowVersion(row, room) }));
    reconcile(this.list, items, (row) => renderRow(this.ui, this.composer, room, row));
    const buttons = this.list.querySelectorAll(".message-more");
    buttons.forEach((control, index) => { control.tabIndex = index === buttons.length - 1 ? 0 : -1; });
  }

  showHead(room, timeline) {
    const state = !timeline?.loaded ? "loading" : timeline.reachedStart ? "start" : "more";
    if (this.head.dataset.state === `${state}|${room.id}|${roomTitle(room)}`)
      return;
    this.head.dataset.state = `${state}|${room.id}|${roomTitle(room)}`;
    this.head.replaceChildren(state === "start"
      ? historyStart(room)
      : el("p", { className: "history-loading" }, el("span", { className: "spinner" }), "Loading messages…"));
  }

  // The scroll position after a change: the end if it was there; the line before the first unread message
  // when a room is opened; otherwise the topmost message keeps its position.
  place(timeline, anchor) {
    const justLoaded = timeline?.loaded && !this.wasLoaded;
    this.wasLoaded = Boolean(timeline?.loaded);
    if (justLoaded) {
      this.atEnd = true;
      const marker = this.list.querySelector('[data-key="marker"]');
      this.scrollToEnd(false);
      if (marker && marker.offsetTop - 24 < this.scroller.scrollTop)
        this.scroller.scrollTop = marker.offsetTop - 24;
      this.scrolled();
    } else if (this.atEnd) {
      this.scrollToEnd(false);
    } else if (anchor?.row.isConnected) {
      this.scroller.scrollTop += anchor.row.getBoundingClientRect().top - anchor.top;
    } else if (anchor) {
      const row = this.list.querySelector(`[data-key="${anchor.key}"]`);
      this.scroller.scrollTop += row ? row.getBoundingClientRect().top - anchor.top : 0;
    }
    this.fill();
  }

  // The topmost visible row and its position.
  anchor() {
    const top = this.scroller.getBoundingClientRect().top;
    for (const row of this.list.children) {
      const box = row.getBoundingClientRect();
      if (box.bottom > top && row.classList.contains("message"))
        return { row, key: row.dataset.key, top: box.top };
    }
    return null;
  }

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.atEnd = scrollHeight - scrollTop - clientHeight < nearEnd;
    this.fill();
    this.seen();
    this.showJump();
  }

  /** Loads older messages when the beginning of the loaded ones is near. */
  fill() {
    const { client } = this.ui;
    const { timeline } = this;
    const possible = timeline?.loaded && client.connection.state === "ready" && Date.now() >= timeline.retryAt;
    if (possible && this.scroller.scrollTop < nearStart)
      client.background(loadOlder(client, this.roomId));
  }

  seen() {
    const { client } = this.ui;
    if (this.roomId && client.isReading(this.roomId))
      client.markRead(this.roomId);
  }

  settle() {
    if (this.atEnd)
      this.scrollToEnd(false);
    else
      this.scrolled();
  }

  scrollToEnd(smooth = true) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const behavior = smooth && !calm ? "smooth" : "instant";
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior });
  }

  showJump() {
    const room = this.ui.store.currentRoom;
    this.jump.hidden = !room || this.atEnd || !this.wasLoaded;
    const unread = room?.unread ?? 0;
    const label = unread > 0 ? `${badge(unread)} new` : "Latest";
    if (this.jump.dataset.label !== label) {
      this.jump.dataset.label = label;
      this.jump.replaceChildren(icon("down"), label);
    }
  }

  showTyping() {
    clearTimeout(this.typingTimer);
    const names = this.roomId ? this.ui.store.typingIn(this.roomId) : [];
    const text = typingText(names);
    if (this.typing.dataset.text !== text) {
      this.typing.dataset.text = text;
      this.typing.replaceChildren(...(text ? [el("span", { className: "typing-dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")), text] : []));
    }
    if (names.length > 0)
      this.typingTimer = setTimeout(() => this.showTyping(), 1000);
  }

  // One stop for the Tab key; the arrow keys go from message to message.
  moveFocus(event) {
    if (!["ArrowUp", "ArrowDown"].includes(event.key) || !event.target.classList.contains("message-more"))
      return;
    const buttons = [...this.list.querySelectorAll(".message-more")];
    const next = buttons[buttons.indexOf(event.target) + (event.key === "ArrowUp" ? -1 : 1)];
    event.preventDefault();
    next?.focus();
  }
}

function historyStart(room) {
  const text = room.kind === "direct"
    ? `This is the beginning of your conversation with ${roomTitle(room)}.`
    : `This is the beginning of "${room.name}".`;
  return el("p", { className: "history-start", testid: "history-start" }, text);
}

function rowVersion(row, room) {
  if (row.kind === "day")
    return dayLabel(row.at);
  return row.kind === "marker" ? "" : messageVersion(row, room);
}

function renderRow(ui, composer, room, row) {
  if (row.kind === "day")
    return el("li", { className: "day" }, el("span", {}, dayLabel(row.at)));
  if (row.kind === "marker")
    return el("li", { className: "marker", testid: "unread-marker" }, el("span", {}, "New messages"));
  return messageRow(ui, composer, room, row);
}
