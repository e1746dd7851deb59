// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>

namespace parlance::socketio {

struct Options
{
    /// A session that has joined no namespace within this time is closed.
    std::chrono::milliseconds connectTimeout{45000};
    /// Maximum number of binary attachments of one packet.
    int maxAttachments = 10;
    /// Maximum total size of one packet's attachments, in bytes; more is a protocol violation. At
    /// least the maximum size of one message (engineio::Options::maxPayload), or some messages
    /// could not be sent.
    qsizetype maxAttachmentBytes = 1'000'000;
    /// A session is closed if its attachments are not complete within this time after their packet.
    std::chrono::milliseconds attachmentTimeout{30000};
    /// Also accepts a token in the query string. Optional, because query strings leak into proxies'
    /// logs.
    bool tokenInQuery = false;
    /// Maximum number of acknowledgements that one client may owe in a namespace
    /// (Socket::request()).
    int maxPendingAcks = 1000;
    /// Maximum size of what a client recovers at once, in bytes; one that missed more is treated as
    /// a new one. This plus maxHeldBytes must fit into the write buffer
    /// (engineio::Options::maxBufferedBytes), or the session would be closed at every attempt.
    qsizetype maxMissedBytes = qsizetype(2) * 1024 * 1024;
    /// Maximum size of what is queued for a client while its recovery is pending, in bytes; more
    /// closes the session.
    qsizetype maxHeldBytes = qsizetype(1) * 1024 * 1024;
    /// The server's secret, which signs the pids of the application's clients; empty: recovery is
    /// off.
    QByteArray recoverySecret;
};

} // namespace parlance::socketio
