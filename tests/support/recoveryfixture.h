// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "socketio/logrecovery.h"
#include "support/socketiofixture.h"

namespace parlance::test {

inline QString text(const char *words)
{
    return QString::fromLatin1(words);
}

/// The recovery state of a client, as in socket.io-client.
struct RecoveringClient
{
    QByteArray sid;
    QByteArray pid;
    QByteArray offset;
    bool recovered = false;
    /// The first arguments of the received events, except offsets.
    QByteArrayList events;
    FakeSession *session = nullptr;

    /// Reads the first `count` packets that were sent to it.
    void read(qsizetype count = 1'000'000)
    {
        const QByteArrayList sent = session->sent;
        session->sent = {};
        for (const QByteArray &packet : sent.mid(0, count))
            readPacket(packet);
    }
    QByteArray connectPacket() const
    {
        QJsonObject auth{{QStringLiteral("pid"), QString::fromLatin1(pid)}};
        if (!offset.isEmpty())
            auth.insert(QStringLiteral("offset"), QString::fromLatin1(offset));
        return pid.isEmpty() ? "0" : '0' + QJsonDocument(auth).toJson(QJsonDocument::Compact);
    }

private:
    void readPacket(const QByteArray &packet)
    {
        const auto json = QJsonDocument::fromJson(packet.mid(
            packet.indexOf(packet.startsWith('0') || packet.startsWith('4') ? '{' : '[')));
        if (packet.startsWith('0')) {
            const QByteArray newPid = json[QStringLiteral("pid")].toString().toLatin1();
            recovered = !newPid.isEmpty() && newPid == pid;
            pid = newPid;
            sid = json[QStringLiteral("sid")].toString().toLatin1();
            return;
        }
        if (!packet.startsWith('2') && !packet.startsWith('5'))
            return;
        const QJsonArray array = json.array();
        events += array.at(1).toVariant().toByteArray();
        // Any trailing string, whether it is an offset or not.
        if (!pid.isEmpty() && array.last().isString())
            offset = array.last().toString().toLatin1();
    }
};

/// Namespaces whose events can be recovered from a log.
class RecoveryFixture : public SocketIoFixture
{
public:
    explicit RecoveryFixture(socketio::LogRecoveryOptions options = {})
        : recovery(timers, options)
    {
        nsp("/").setRecovery(recovery);
        nsp("/x").setRecovery(recovery);
    }
    ~RecoveryFixture() { endpoint.reset(); }

    /// Connects with a new session, like socket.io-client, and reads the first `count` packets.
    void connect(RecoveringClient &client, qsizetype count = 1'000'000)
    {
        client.session = session({});
        client.session->receive(client.connectPacket());
        client.read(count);
    }
    TestSocket *socketOf(const RecoveringClient &client) const
    {
        return static_cast<TestSocket *>(nsp().find(QString::fromLatin1(client.sid)));
    }
    void emitTo(const socketio::Audience &audience, const QJsonValue &argument)
    {
        nsp().emitTo(audience, {QStringLiteral("m"), {argument}, {}});
    }

    socketio::LogRecovery recovery;
};

} // namespace parlance::test
