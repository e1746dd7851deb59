// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tokens.h"

#include <cstdlib>
#include <jwt.h>
#include <memory>

namespace parlance {

namespace {

struct FreeJwt
{
    void operator()(jwt_t *jwt) const { jwt_free(jwt); }
};
using Jwt = std::unique_ptr<jwt_t, FreeJwt>;

// Our tokens are never longer; avoids parsing a megabyte in libjwt.
constexpr qsizetype maxTokenLength = 4096;

// The id under which clients of the session know its user.
QByteArray shownId(const User &user, const SessionStyle &style)
{
    const bool byAlias = style.isByPhone && !user.alias.isEmpty();
    return byAlias ? user.alias.toUtf8() : user.id.toString().toLatin1();
}

const unsigned char *keyBytes(const QByteArray &secret)
{
    return reinterpret_cast<const unsigned char *>(secret.constData());
}

} // namespace

Tokens::Tokens(QByteArray secret)
    : m_secret(std::move(secret))
{
}

QString Tokens::issue(const User &user, const Session &session, const SessionStyle &style) const
{
    jwt_t *raw = nullptr;
    if (jwt_new(&raw) != 0)
        return {};
    const Jwt jwt(raw);
    jwt_add_grant(raw, "sub", user.id.toString().toLatin1().constData());
    const QByteArray id = shownId(user, style);
    for (const char *claim : {"id", "userId", "profileId"})
        jwt_add_grant(raw, claim, id.constData());
    const QString &name = style.showsDisplayName ? user.shownName() : user.username;
    jwt_add_grant(raw, "username", name.toUtf8().constData());
    if (style.isByPhone && user.phoneNumber)
        jwt_add_grant(raw, "phoneNumber", user.phoneNumber->toUtf8().constData());
    jwt_add_grant(raw, "jti", session.id.toString().toLatin1().constData());
    jwt_add_grant_int(raw, "iat", long(toEpochMs(session.createdAt) / 1000));
    jwt_add_grant_int(raw, "exp", long(toEpochMs(session.expiresAt) / 1000));
    jwt_set_alg(raw, JWT_ALG_HS256, keyBytes(m_secret), int(m_secret.size()));
    char *text = jwt_encode_str(raw);
    QString token = QString::fromLatin1(text);
    std::free(text);
    return token;
}

Result<SessionId> Tokens::verify(const QString &token, Timestamp now) const
{
    const QByteArray text = token.toLatin1();
    if (text.isEmpty() || text.size() > maxTokenLength || text.contains('\0'))
        return ErrorCode::InvalidToken;
    jwt_t *raw = nullptr;
    const int failed = jwt_decode(&raw, text.constData(), keyBytes(m_secret), int(m_secret.size()));
    const Jwt jwt(raw);
    // The token's header names the algorithm; only HS256 is accepted.
    if (failed || jwt_get_alg(raw) != JWT_ALG_HS256)
        return ErrorCode::InvalidToken;
    if (jwt_get_grant_int(raw, "exp") <= toEpochMs(now) / 1000)
        return Error::of(ErrorCode::InvalidToken, QStringLiteral("The token has expired"));
    const char *jti = jwt_get_grant(raw, "jti");
    const auto session = SessionId::fromHex(QString::fromLatin1(jti));
    if (!session)
        return ErrorCode::InvalidToken;
    return *session;
}

} // namespace parlance
