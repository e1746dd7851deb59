// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/message.h"

#include <QByteArray>

#include <functional>

/// What stands between the internet and everything that interprets a request.
namespace parlance::http {

/// All sizes in bytes. What goes beyond is refused with the status named.
struct GuardLimits
{
    /// With its CRLF; 414.
    qsizetype requestLine = 8 * 1024;
    /// All header lines together, and once more all trailers of a chunked body; 431.
    qsizetype headers = 32 * 1024;
    /// Header lines, and trailer lines; 431.
    int headerLines = 100;
    /// The body without its chunk framing; 413.
    qsizetype body = 1'000'000;
    /// One line with a chunk's size; 400.
    qsizetype chunkLine = 1024;
    /// All chunk extensions of a body, so that framing cannot outweigh what it frames; 400.
    qsizetype chunkExtensions = 16 * 1024;
    /// The body limit of one target (path and query as sent) where it differs from `body`.
    std::function<qsizetype(QByteArrayView target)> bodyOf;
};

/// Why a request was refused. The framing of what follows it is unknown: answer and close.
struct Rejection
{
    int status = 400;
    /// For the client and the log; never holds bytes of the request.
    const char *reason = "";
};

/// A request whose framing is settled.
struct RawRequest
{
    Method method = Method::Get;
    /// Path and query as sent, an absolute form's scheme and authority cut off, "*" as "/".
    QByteArray target;
    bool http10 = false;
    /// The client lets the connection stay open.
    bool keepAlive = true;
    /// Asks to become a WebSocket (Upgrade: websocket, Connection: upgrade).
    bool webSocketUpgrade = false;
    /// The request once more for the parser behind the guard: request line, header lines and the
    /// empty line, without fields that concern framing or the connection, so it has no body.
    QByteArray head;
    /// Lines in `head`, not counting the first and the last.
    int headerCount = 0;
    QByteArray body;
};

} // namespace parlance::http
