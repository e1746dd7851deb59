// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/commands.h"
#include "shared/result.h"

#include <QByteArray>

namespace parlance {

/// JSON Web Tokens (RFC 7519), HS256 only. A token names its session (`jti`); Sessions checks
/// whether that session still exists. Clients of the dialects read the claims `id`, `userId`,
/// `profileId`, `username` besides the registered ones.
class Tokens
{
public:
    /// `secret`: at least 32 bytes.
    explicit Tokens(QByteArray secret);

    QString issue(const User &user, const Session &session, const SessionStyle &style = {}) const;
    /// InvalidToken: malformed, wrong signature, another algorithm, or expired at `now`.
    Result<SessionId> verify(const QString &token, Timestamp now) const;

private:
    QByteArray m_secret;
};

} // namespace parlance
