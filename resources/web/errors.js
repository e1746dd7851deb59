// SPDX-License-Identifier: GPL-3.0-or-later

/** The error of a call. `retryAfter` is in seconds; 0 if unknown. */
export class ApiError extends Error {
  constructor(code, message = "", retryAfter = 0) {
    super(message);
    this.name = "ApiError";
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

/** The error of a wire object `{code, message, retryAfter?}`. */
export function fromWire(error, retryAfter = 0) {
  return new ApiError(
    error?.code ?? "internal_error", error?.message ?? "", Number(error?.retryAfter) || retryAfter);
}

const words = {
  disconnected: "There is no connection to the server right now",
  timeout: "The server did not answer in time",
  invalid_credentials: "The name or the password is wrong",
  invitation_required: "You need an invitation to create an account here",
  invitation_invalid: "This invitation code is not valid, or not any more",
  username_taken: "Somebody already has this name",
  email_taken: "Somebody already uses this e-mail address",
  room_name_taken: "A room with this name already exists",
  rate_limited: "That was a bit too fast; please wait a moment",
  overloaded: "The server is busy; please try again in a moment",
  shutting_down: "The server is restarting; please try again in a moment",
  storage_failed: "The server could not save this; please try again",
  payload_too_large: "This is too long to send",
  internal_error: "Something went wrong on the server; please try again",
};

/** A sentence for the user: our own for common errors, else the server's message. */
export function describe(error) {
  const known = error instanceof ApiError ? words[error.code] || error.message : "";
  const text = known || "Something went wrong; please try again";
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** The call is not the cause: it may succeed after a reconnect. */
export function isConnectionLoss(error) {
  return ["disconnected", "timeout", "shutting_down"].includes(error?.code);
}

/** The call had no effect, and the server asks to repeat it later. */
export function asksToWait(error) {
  return ["rate_limited", "overloaded"].includes(error?.code);
}

/** The token is no longer valid. */
export function isSessionLoss(error) {
  return ["authentication_required", "invalid_token", "session_ended"].includes(error?.code);
}
