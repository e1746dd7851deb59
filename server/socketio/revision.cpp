// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/revision.h"

#include "engineio/sid.h"
#include "socketio/socket.h"

#include <QUrlQuery>

namespace parlance::socketio {

namespace {

class Revision5 final : public Revision
{
public:
    int number() const override { return 5; }
    bool joinsUnasked() const override { return false; }
    bool canRecover() const override { return true; }
    QByteArray newSid(const engineio::Session &, const QByteArray &) const override
    {
        return engineio::newSid();
    }
    // In this revision a query is part of the name.
    void normalize(Packet &) const override {}
    QByteArray encodeWelcome(const Socket &socket) const override
    {
        return encodeConnect(socket.nsp().name(), socket.sid(), socket.pid());
    }
    QByteArray encodeRefusal(const QByteArray &nsp, const Refusal &refusal) const override
    {
        return encodeConnectError(nsp, refusal.message, refusal.data);
    }
};

/// If a name occurs twice, the last value counts.
QJsonObject objectOf(const QByteArray &query)
{
    // QVariantMap, because a QJsonObject moves all its elements at each insertion.
    QVariantMap values;
    const QUrlQuery parsed(QString::fromUtf8(query));
    for (const auto &[name, value] : parsed.queryItems(QUrl::FullyDecoded))
        values.insert(name, value);
    return QJsonObject::fromVariantMap(values);
}

/// The CONNECT payload is sent as a query after the namespace's name, and the answer has none.
class Revision4 final : public Revision
{
public:
    int number() const override { return 4; }
    bool joinsUnasked() const override { return true; }
    bool canRecover() const override { return false; }
    QByteArray newSid(const engineio::Session &session, const QByteArray &nsp) const override
    {
        // The id that these clients use without being told.
        return nsp == MainNamespace ? session.sid() : nsp + '#' + session.sid();
    }
    void normalize(Packet &packet) const override
    {
        const qsizetype mark = packet.nsp.indexOf('?');
        packet.object = mark < 0 ? QJsonObject() : objectOf(packet.nsp.mid(mark + 1));
        if (mark >= 0)
            packet.nsp.truncate(mark);
    }
    QByteArray encodeWelcome(const Socket &socket) const override
    {
        return encodeLegacyConnect(socket.nsp().name());
    }
    QByteArray encodeRefusal(const QByteArray &nsp, const Refusal &refusal) const override
    {
        return encodeLegacyConnectError(nsp, refusal.message, refusal.data);
    }
};

} // namespace

const Revision &revisionFor(const engineio::Session &session)
{
    static const Revision4 revision4;
    static const Revision5 revision5;
    if (session.revision() == 3)
        return revision4;
    return revision5;
}

} // namespace parlance::socketio
