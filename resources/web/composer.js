// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where messages are written and edited. Each room keeps its draft while the page is open.
import { editMessage, reportTyping, sendMessage } from "./actions.js";
import { toastError } from "./dialog.js";
import { el, iconButton, roomTitle } from "./dom.js";
import { byteLength } from "./format.js";
import { icon } from "./icons.js";

const maxBytes = 16 * 1024;
const typingRepeat = 3000;
const typingPause = 5000;

// On phones, Enter inserts a new line, because there is no Shift key. A button sends the message.
const touchOnly = matchMedia("(hover: none) and (pointer: coarse)");

export function createComposer(ui) {
  return new Composer(ui);
}

class Composer {
  constructor(ui) {
    this.ui = ui;
    this.drafts = new Map();
    this.roomId = null;
    this.editing = null;
    this.typingAt = 0;
    this.input = el("textarea", {
      rows: "1", testid: "composer", "aria-label": "Message", autocomplete: "off", enterkeyhint: "send",
    });
    this.send = iconButton("send", "Send", null, { type: "submit", className: "send", testid: "send" });
    this.count = el("p", { className: "composer-count", role: "status", hidden: true });
    this.editLine = el("div", { className: "composer-edit", testid: "editing", hidden: true },
      icon("edit"), el("span", {}, "Editing message"),
      iconButton("close", "Cancel editing", () => this.stopEditing(), { testid: "cancel-edit" }));
    this.element = el("form", { className: "composer", id: "compose", testid: "composer-form" },
      this.editLine, el("div", { className: "composer-box" }, this.input, this.send), this.count);
    this.watch();
  }

  watch() {
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.stopTyping());
    this.element.addEventListener("click", (event) => {
      if (event.target.classList.contains("composer-box"))
        this.input.focus();
    });
    this.ui.store.on(["current", "rooms"], () => this.showRoom());
  }

  showRoom() {
    const room = this.ui.store.currentRoom;
    if (room)
      this.input.placeholder = `Message ${room.kind === "direct" ? roomTitle(room) : `#${room.name}`}`;
    if (this.roomId === (room?.id ?? null))
      return;
    this.stopTyping();
    if (this.editing)
      this.stopEditing();
    if (this.roomId)
      this.drafts.set(this.roomId, this.input.value);
    this.roomId = room?.id ?? null;
    this.setText(this.drafts.get(this.roomId) ?? "");
    if (room && !touchOnly.matches && !document.querySelector("dialog[open]"))
      setTimeout(() => this.input.focus());
  }

  setText(text) {
    this.input.value = text;
    this.fit();
  }

  // Grows with its text, up to the maximum height in the style sheet.
  fit() {
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight}px`;
    const left = maxBytes - byteLength(this.input.value);
    this.count.hidden = left > 1000;
    this.count.textContent = left < 0 ? `${-left} bytes too long` : `${left} bytes left`;
    this.count.classList.toggle("is-error", left < 0);
    this.send.disabled = this.input.value.trim() === "" || left < 0;
  }

  typed() {
    this.fit();
    if (this.editing || !this.roomId)
      return;
    if (this.input.value === "") {
      this.stopTyping();
      return;
    }
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => this.stopTyping(), typingPause);
    if (Date.now() - this.typingAt < typingRepeat)
      return;
    this.typingAt = Date.now();
    this.typingRoom = this.roomId;
    reportTyping(this.ui.client, this.roomId, true);
  }

  stopTyping({ report = true } = {}) {
    clearTimeout(this.typingTimer);
    if (this.typingAt > 0 && report)
      reportTyping(this.ui.client, this.typingRoom, false);
    this.typingAt = 0;
  }

  key(event) {
    if (event.isComposing)
      return;
    if (event.key === "Enter" && !event.shiftKey && !touchOnly.matches) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape" && this.editing) {
      event.stopPropagation();
      this.stopEditing();
    } else if (event.key === "ArrowUp" && this.input.value === "" && !this.editing) {
      event.preventDefault();
      this.editLast();
    }
  }

  submit() {
    const text = this.input.value.trim();
    if (this.send.disabled || !this.roomId)
      return;
    if (this.editing) {
      this.saveEdit(text);
      return;
    }
    // The message itself removes the typing mark on other clients.
    this.stopTyping({ report: false });
    sendMessage(this.ui.client, this.roomId, text);
    this.setText("");
    this.input.focus();
    this.ui.followEnd();
  }

  edit(message) {
    if (!this.editing)
      this.drafts.set(this.roomId, this.input.value);
    this.stopTyping();
    this.editing = message;
    this.editLine.hidden = false;
    this.setText(message.text);
    this.input.focus();
    this.input.setSelectionRange(message.text.length, message.text.length);
  }

  editLast() {
    const { store } = this.ui;
    const own = store.timelineOf(this.roomId)?.list.filter(
      (message) => store.isMe(message.author.id) && !message.deletedAt);
    if (own?.length)
      this.edit(own[own.length - 1]);
  }

  stopEditing() {
    this.editing = null;
    this.editLine.hidden = true;
    this.setText(this.drafts.get(this.roomId) ?? "");
    this.input.focus();
  }

  async saveEdit(text) {
    const message = this.editing;
    if (text === message.text) {
      this.stopEditing();
      return;
    }
    this.send.disabled = true;
    try {
      await editMessage(this.ui.client, message.id, text);
      if (this.editing === message)
        this.stopEditing();
    } catch (error) {
      toastError(error);
      this.fit();
    }
  }
}
