// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/target.h"
#include "shared/adminprotocol/clientmessages.h"
#include "support/fakedata.h"

#include <QSslConfiguration>
#include <QTemporaryDir>
#include <QThread>

#include <functional>
#include <memory>

namespace parlance::test {

class FakeWorker;

/// What a FakeServer does. The functions are called in the server's thread.
struct FakeScript
{
    FakeSize size = {};
    /// In messages of sessions; deltas are sent every 200 ms.
    int changesPerSecond = 5000;
    /// Connections that end, each with a new one in its place.
    int churnPerSecond = 50;
    int trafficPerSecond = 200;

    /// "ann" logs in with "a good password"; other names and passwords are refused.
    QString role = QStringLiteral("administrator");
    QStringList commands = {};
    /// Answers a command; by default {"dryRun": …} for all of them.
    std::function<QJsonValue(const adminprotocol::RunCommand &)> answer = {};

    /// Misbehaviour, as bytes. -----------------------------------------------------------------

    /// What the handshake is answered with; it gets the request. Empty: nothing, ever. By default
    /// it is accepted.
    std::function<QByteArray(const QByteArray &request)> handshake = {};
    /// What a message is answered with: frames (fakeframes.h), in place of what would be right.
    /// nothing: what would be right.
    std::function<std::optional<QByteArray>(const adminprotocol::ClientMessage &)> instead = {};
    /// Sent over and over after the log-in, as fast as the console reads.
    QByteArray endless = {};
    /// The connection is closed, without a word, after so many messages of the console; -1: never.
    int closesAfter = -1;

    /// With a certificate and a key it speaks TLS.
    QSslConfiguration tls = {};
};

/// A scripted server in a thread of its own, over WebSocket and over a local socket, that speaks
/// the admin protocol, rightly or wrongly. All functions are for the thread that made it.
class FakeServer
{
public:
    explicit FakeServer(FakeScript script = {});
    ~FakeServer();

    gui::Target target() const;
    gui::Target localTarget() const;
    static gui::Credentials credentials();
    int port() const { return m_port; }

    /// To every console, as bytes.
    void send(const QByteArray &frames);
    /// To every console, as a message.
    void sendMessage(const QByteArray &json);
    void setChangesPerSecond(int changes);
    /// A new role for every console.
    void setRole(const QString &role);
    /// Ends all connections without a word.
    void drop();
    /// So many connections were accepted, and so many messages have come, since the start.
    int accepted() const;
    int received() const;
    /// The last 1,000 messages of consoles.
    QList<adminprotocol::ClientMessage> messages() const;
    /// Bytes that were sent.
    qint64 sent() const;

private:
    QTemporaryDir m_dir;
    QThread m_thread;
    std::unique_ptr<FakeWorker> m_worker;
    int m_port = 0;
    bool m_isTls = false;
};

} // namespace parlance::test
