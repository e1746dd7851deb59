// SPDX-License-Identifier: GPL-3.0-or-later
// Code shared by both pages. The query string has the server's addresses: ?api=URL&socket=URL.
const query = new URLSearchParams(location.search);
const element = (name) => document.querySelector(`[data-testid=${name}]`);
const socketUrl = query.get("socket") ?? query.get("api");

/** The logged-in user, as answered by the server; kept over a reload. */
let user = JSON.parse(localStorage.getItem("user"));
let socket = null;

/** A REST call: { status, body }. A token is sent only where the original front-end sent one. */
async function ask(method, path, body, token) {
  const headers = { "Content-Type": "application/json", ...(token ? { Authorization: `Bearer ${token}` } : {}) };
  const response = await fetch(query.get("api") + path, { method, headers, body: body && JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
}

function add(list, kind, text, from) {
  const item = document.createElement("li");
  item.dataset.testid = kind;
  item.textContent = text;
  if (from !== undefined)
    item.dataset.from = from;
  element(list).append(item);
}

function show(from, text) {
  add("messages", "message", text, from);
}

function setState(state, reason = "") {
  element("status").dataset.state = state;
  element("status").dataset.reason = reason;
  element("status").textContent = `${state} ${reason}`;
}

/** The socket of a component, opened without a token when the component is mounted. */
function openSocket() {
  socket = io(socketUrl, { transports: ["websocket"] });
  socket.on("connect", () => setState("online"));
  socket.on("disconnect", (reason) => setState("offline", reason));
  socket.on("connect_error", (error) => setState("offline", error.message));
  socket.on("error", (error) => add("errors", "error", JSON.stringify(error)));
}

/** Shows the log-in form or the chat. Each page defines mountChat(). */
function render() {
  element("form").hidden = user !== null;
  element("chat").hidden = user === null;
  element("own-name").textContent = user?.username ?? "";
  if (user !== null)
    mountChat();
}

function forgetUser() {
  localStorage.removeItem("user");
  user = null;
  socket = null;
  element("messages").replaceChildren();
  render();
}

const fields = (form) => Object.fromEntries(new FormData(form));

/** `paths`: the path to which each button of the form posts. */
function onForm(paths) {
  element("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const { status, body } = await ask("POST", paths[event.submitter.value], fields(event.target));
    element("form-error").textContent = status < 300 ? "" : body.message;
    if (status >= 300)
      return;
    user = body;
    localStorage.setItem("user", JSON.stringify(user));
    render();
  });
}

/** Enter sends the typed text, with or without a connection. */
function onComposer(send) {
  element("composer").addEventListener("keydown", (event) => {
    if (event.key !== "Enter")
      return;
    send(event.target.value);
    event.target.value = "";
  });
}
