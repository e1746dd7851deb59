// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/ids.h"

#include <QByteArray>

#include <optional>

namespace parlance::socketio {

/// Whose socket a pid gives back.
struct PidContent
{
    SessionId session;
    /// The commit position behind which the socket began to hear of changes.
    qint64 position = 0;
    QByteArray sid;
};

/// Pids that hold all they stand for, under an HMAC-SHA-256 (RFC 2104): nothing has to be stored,
/// and they outlive the process. A client's secret; the session in it is not shown to it, but not
/// hidden from it either.
class PidCodec
{
public:
    /// The key is derived from the server's `secret`.
    explicit PidCodec(const QByteArray &secret);

    /// In base64url: part of a JSON string as it is.
    QByteArray encode(const PidContent &content) const;
    /// Nothing: it was not made with this secret. Takes as long wherever the first difference is.
    std::optional<PidContent> decode(const QByteArray &pid) const;

private:
    QByteArray sign(const QByteArray &data) const;

    QByteArray m_key;
};

} // namespace parlance::socketio
