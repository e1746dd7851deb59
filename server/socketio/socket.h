// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engineio/session.h"
#include "realtime/connection.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QObject>

#include <functional>
#include <optional>
#include <vector>

namespace parlance::socketio {

class Peer;

/// What a client emitted.
struct ClientEvent
{
    QString name;
    /// Behind the name. Binary ones are placeholders {"_placeholder":true,"num":n}, n being a valid
    /// index of `attachments`.
    QJsonArray args;
    std::vector<QByteArray> attachments;
    /// The client wants an answer.
    std::optional<qint64> ackId;
};

/// One client in one namespace, from its CONNECT on ("Exchange protocol" in the protocol's
/// document). A namespace is a class derived from it. Owned by its Peer, which deletes it in a
/// later turn of the event loop after ended(). All that it says after that goes nowhere.
class Socket : public QObject
{
    Q_OBJECT

public:
    enum class State { Connecting, Connected, Leaving, Ended };

    Socket(Peer &peer, const QByteArray &nsp);

    const QByteArray &nsp() const { return m_nsp; }
    State state() const { return m_state; }
    /// The Socket.IO sid, which other clients may see; empty until accept().
    const QByteArray &sid() const { return m_sid; }

protected:
    /// The CONNECT, with its payload. accept() or refuse() answers it, inside the call or later.
    virtual void connectRequested(const http::Request &handshake, const QJsonObject &auth) = 0;
    virtual void eventReceived(const ClientEvent &event) = 0;
    /// Once, however it ended: with the reference server's words ("transport close", "client
    /// namespace disconnect", …). Never inside a call of ours but refuse().
    virtual void ended(const QByteArray &reason) = 0;

    void accept();
    void refuse(const QString &message, const QJsonObject &data = {});
    /// `args` behind the name; with attachments they hold the placeholders.
    void sendEvent(const QString &name, QJsonArray args,
                   const std::vector<QByteArray> &attachments = {});
    void acknowledge(qint64 ackId, const QJsonArray &args,
                     const std::vector<QByteArray> &attachments = {});
    /// An encoded packet of this namespace.
    void sendShared(const Frame &frame);
    /// DISCONNECT: official clients stay away after it. The session stays.
    void leave();
    /// Ends the whole session, with all its namespaces.
    void closeSession(engineio::CloseReason reason);

private:
    friend class Peer;
    void end(const QByteArray &reason);

    Peer &m_peer;
    const QByteArray m_nsp;
    QByteArray m_sid;
    State m_state = State::Connecting;
};

/// Makes the socket of a client that wants into a namespace; `peer` becomes its parent.
using SocketFactory = std::function<Socket *(Peer &peer, const QByteArray &nsp)>;

} // namespace parlance::socketio
