// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/ids.h"

#include <QByteArray>

#include <optional>

namespace parlance::socketio {

/// The socket that a pid identifies.
struct PidContent
{
    SessionId session;
    /// The commit position after which the socket began to receive changes.
    qint64 position = 0;
    QByteArray sid;
};

/// Self-contained pids, authenticated with HMAC-SHA-256 (RFC 2104): nothing has to be stored, and
/// they stay valid across restarts. A pid is a secret of its client. The session in it is encoded,
/// but not encrypted.
class PidCodec
{
public:
    /// The key is derived from the server's `secret`.
    explicit PidCodec(const QByteArray &secret);

    /// In base64url, so that it needs no escaping in a JSON string.
    QByteArray encode(const PidContent &content) const;
    /// Nothing if it was not made with this secret. Compares in constant time.
    std::optional<PidContent> decode(const QByteArray &pid) const;

private:
    QByteArray sign(const QByteArray &data) const;

    QByteArray m_key;
};

} // namespace parlance::socketio
