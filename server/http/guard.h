// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/message.h"

#include <QByteArray>

#include <functional>

/// The guard validates every request before any other code interprets it.
namespace parlance::http {

/// All sizes in bytes. A request above a limit is refused with the named status.
struct GuardLimits
{
    /// With its CRLF; 414.
    qsizetype requestLine = 8 * 1024;
    /// Total of all header lines, and separately of all trailers of a chunked body; 431.
    qsizetype headers = 32 * 1024;
    /// Header lines, and trailer lines; 431.
    int headerLines = 100;
    /// The body without its chunk framing; 413.
    qsizetype body = 1'000'000;
    /// One line with a chunk's size; 400.
    qsizetype chunkLine = 1024;
    /// All chunk extensions of a body, so that framing cannot be larger than the content; 400.
    qsizetype chunkExtensions = 16 * 1024;
    /// The body limit of one target (path and query as sent) where it differs from `body`.
    std::function<qsizetype(QByteArrayView target)> bodyOf;
};

/// Why a request was refused. The framing of the bytes after it is unknown: answer and close.
struct Rejection
{
    int status = 400;
    /// For the client and the log; never contains bytes of the request.
    const char *reason = "";
};

/// A request whose framing is determined.
struct RawRequest
{
    Method method = Method::Get;
    /// Path and query as sent; without the scheme and authority of an absolute form, "*" as "/".
    QByteArray target;
    bool http10 = false;
    /// The client allows a persistent connection.
    bool keepAlive = true;
    /// Requests an upgrade to WebSocket (Upgrade: websocket, Connection: upgrade).
    bool webSocketUpgrade = false;
    /// The request for the parser after the guard: request line, header lines and the empty line.
    /// Fields about framing or the connection are removed, so it has no body.
    QByteArray head;
    /// Lines in `head`, without the first and the last.
    int headerCount = 0;
    QByteArray body;
};

} // namespace parlance::http
