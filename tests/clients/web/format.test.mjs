// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { test } from "node:test";

import { ApiError, describe, fromWire } from "../../../resources/web/errors.js";
import { ago, badge, byteLength, dayLabel, initials, linkify, tint, tintCount, typingText }
  from "../../../resources/web/format.js";

const links = (text) => linkify(text).filter((piece) => piece.href).map((piece) => piece.href);

test("only web addresses become links, without the marks of the sentence", () => {
  assert.deepEqual(links("see https://example.org/a_(b), or (http://example.org/x)."),
    ["https://example.org/a_(b)", "http://example.org/x"]);
  assert.deepEqual(links("javascript:alert(1) data:text/html,x ftp://example.org file:///etc"), []);
  assert.deepEqual(links("https:// http://"), []);
  assert.deepEqual(links("HTTPS://Example.org/?q=1&r=2#s!"), ["HTTPS://Example.org/?q=1&r=2#s"]);
});

test("linkifying keeps every character of the text", () => {
  for (const text of ["", "plain", "a https://x.org. b\nhttps://y.org/(z)", "<b>https://x.org</b>"])
    assert.equal(linkify(text).map((piece) => piece.text).join(""), text);
});

test("initials come from the first and the last word", () => {
  assert.equal(initials("Ada Maria Nygaard"), "AN");
  assert.equal(initials("dan.ruiz"), "DR");
  assert.equal(initials("bo 42"), "B");
  assert.equal(initials("42"), "4");
  assert.equal(initials("élan"), "É");
  assert.equal(initials("..."), "?");
});

test("a tint is stable and in range", () => {
  for (const key of ["", "a", "0123456789abcdef01234567"]) {
    assert.equal(tint(key), tint(key));
    assert.ok(tint(key) >= 0 && tint(key) < tintCount);
  }
});

test("days near by have names", () => {
  const now = new Date(2026, 0, 31, 9, 0);
  assert.equal(dayLabel(new Date(2026, 0, 31, 0, 5).toISOString(), now), "Today");
  assert.equal(dayLabel(new Date(2026, 0, 30, 23, 55).toISOString(), now), "Yesterday");
  assert.match(dayLabel(new Date(2024, 0, 30).toISOString(), now), /2024/);
});

test("small words", () => {
  const now = new Date("2026-01-31T12:00:00Z");
  assert.equal(ago("2026-01-31T11:59:40Z", now), "just now");
  assert.equal(ago("2026-01-31T11:59:00Z", now), "1 minute ago");
  assert.equal(ago("2026-01-29T11:00:00Z", now), "2 days ago");
  assert.equal(typingText([]), "");
  assert.equal(typingText(["Ada"]), "Ada is typing");
  assert.equal(typingText(["Ada", "Bo"]), "Ada and Bo are typing");
  assert.equal(typingText(["Ada", "Bo", "Cy"]), "Several people are typing");
  assert.equal(badge(7), "7");
  assert.equal(badge(100), "99+");
  assert.equal(byteLength("äé€"), 7);
});

test("errors are told in sentences", () => {
  assert.equal(describe(new ApiError("username_taken", "x")), "Somebody already has this name.");
  assert.equal(describe(new ApiError("validation_failed", "The room name is empty")), "The room name is empty.");
  assert.equal(describe(new TypeError("x is undefined")), "Something went wrong; please try again.");
  assert.equal(fromWire({ code: "rate_limited", message: "m" }, 3).retryAfter, 3);
  assert.equal(fromWire({ code: "rate_limited", message: "m", retryAfter: 7 }).retryAfter, 7);
});
