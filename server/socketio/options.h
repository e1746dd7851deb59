// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>

namespace parlance::socketio {

struct Options
{
    /// A session that has joined no namespace within it is closed.
    std::chrono::milliseconds connectTimeout{45000};
    /// Binary attachments of one packet.
    int maxAttachments = 10;
    /// Of one packet's attachments together, in bytes; more breaks the rules. At least what one
    /// message may have (engineio::Options::maxPayload), or some could not be sent.
    qsizetype maxAttachmentBytes = 1'000'000;
    /// A session whose attachments have not all come this long after their packet is closed.
    std::chrono::milliseconds attachmentTimeout{30000};
    /// A token in the query string counts too; it leaks into proxies' logs, hence a choice.
    bool tokenInQuery = false;
    /// Answers that one client may owe in a namespace (Socket::request()).
    int maxPendingAcks = 1000;
    /// What a client gets back at once, in bytes; one that missed more is a new one. Together with
    /// maxHeldBytes it must leave room in what may wait for a slow reader
    /// (engineio::Options::maxBufferedBytes), or that would close it, now and at every attempt.
    qsizetype maxMissedBytes = qsizetype(2) * 1024 * 1024;
    /// What may wait for a client whose recovery has not answered yet, in bytes; more closes it.
    qsizetype maxHeldBytes = qsizetype(1) * 1024 * 1024;
    /// The server's secret, which signs what the application's clients come back with; empty: they
    /// do not get back what they missed.
    QByteArray recoverySecret;
};

} // namespace parlance::socketio
