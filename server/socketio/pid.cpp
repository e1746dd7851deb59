// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/pid.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QtEndian>

namespace parlance::socketio {

namespace {

// The signed content: a version, the session, the position in network order, the sid.
constexpr char version = 1;
constexpr qsizetype idSize = 12;
constexpr qsizetype headSize = 1 + idSize + qsizetype(sizeof(qint64));
constexpr qsizetype maxSidSize = 64;
constexpr qsizetype macSize = 32;
constexpr qsizetype maxPidLength = (headSize + maxSidSize + macSize) * 4 / 3 + 4;

constexpr auto base64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QByteArray hmac(const QByteArray &key, const QByteArray &data)
{
    return QMessageAuthenticationCode::hash(data, key, QCryptographicHash::Sha256);
}

bool isEqual(QByteArrayView a, QByteArrayView b)
{
    if (a.size() != b.size())
        return false;
    uchar difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= uchar(a[i]) ^ uchar(b[i]);
    return difference == 0;
}

} // namespace

PidCodec::PidCodec(const QByteArray &secret)
    : m_key(hmac(secret, "Socket.IO connection state recovery"))
{
}

QByteArray PidCodec::sign(const QByteArray &data) const
{
    return hmac(m_key, data);
}

QByteArray PidCodec::encode(const PidContent &content) const
{
    const qint64 position = qToBigEndian(content.position);
    QByteArray data(1, version);
    data += content.session.toBytes();
    data.append(reinterpret_cast<const char *>(&position), sizeof position);
    data += content.sid;
    return (data + sign(data)).toBase64(base64);
}

std::optional<PidContent> PidCodec::decode(const QByteArray &pid) const
{
    if (pid.size() > maxPidLength)
        return std::nullopt;
    const auto decoded =
        QByteArray::fromBase64Encoding(pid, base64 | QByteArray::AbortOnBase64DecodingErrors);
    const QByteArray &bytes = *decoded;
    if (!decoded || bytes.size() <= headSize + macSize)
        return std::nullopt;
    const QByteArray data = bytes.chopped(macSize);
    if (!isEqual(bytes.last(macSize), sign(data)) || data[0] != version)
        return std::nullopt;
    return PidContent{SessionId::fromBytes(QByteArrayView(data).sliced(1, idSize)),
                      qFromBigEndian<qint64>(data.constData() + 1 + idSize), data.sliced(headSize)};
}

} // namespace parlance::socketio
