// SPDX-License-Identifier: GPL-3.0-or-later
//
// The REST calls: for the account and its sessions, and the commands for administrators.
import { ApiError, fromWire } from "./errors.js";

async function rest(method, path, { token, body } = {}) {
  const headers = {};
  if (token)
    headers.Authorization = `Bearer ${token}`;
  if (body)
    headers["Content-Type"] = "application/json";
  let response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method, headers, body: body && JSON.stringify(body), cache: "no-store", credentials: "omit",
    });
  } catch {
    throw new ApiError("disconnected", "The server cannot be reached");
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok)
    throw fromWire(answer?.error, Number(response.headers.get("Retry-After")) || 0);
  return answer;
}

/** A command for administrators: "users.ban". */
export function admin(token, method, command, args) {
  const path = `/admin/${command.replace(".", "/")}`;
  return method === "GET" ? rest(method, `${path}?${new URLSearchParams(args)}`, { token }) : rest(method, path, { token, body: args });
}

export const register = (username, password, email, invitation) =>
  rest("POST", "/accounts", {
    body: { username, password, ...(email ? { email } : {}), ...(invitation ? { invitation } : {}) },
  });
export const logIn = (login, password) => rest("POST", "/sessions", { body: { login, password } });
export const getAccount = (token) => rest("GET", "/accounts/me", { token });
export const logOut = (token) => rest("DELETE", "/sessions/current", { token });
export const logOutEverywhere = (token) => rest("DELETE", "/sessions", { token });
export const changePassword = (token, currentPassword, newPassword) =>
  rest("PUT", "/accounts/me/password", { token, body: { currentPassword, newPassword } });
