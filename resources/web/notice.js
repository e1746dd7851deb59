// SPDX-License-Identifier: GPL-3.0-or-later
import { button, el } from "./dom.js";

/** Shows what administrators announce, one after the other, until the user dismisses it. */
export function createNotice({ store }) {
  const text = el("span", { className: "notice-text", testid: "notice-text" });
  const dismiss = button("Dismiss", () => store.dismissAnnouncement(), { className: "link-button", testid: "notice-dismiss" });
  const notice = el("div", { className: "banner notice", role: "status", testid: "notice", hidden: true }, text, dismiss);
  store.on(["announcements"], () => {
    const [first] = store.announcements;
    notice.hidden = first === undefined;
    text.textContent = first ? `${first.by ? `${first.by}: ` : ""}${first.text}` : "";
  });
  return notice;
}
