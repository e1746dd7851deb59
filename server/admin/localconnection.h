// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/command.h"
#include "admin/localpeer.h"
#include "calls/callpipeline.h"

#include <QElapsedTimer>
#include <QLocalSocket>
#include <QTimer>

namespace parlance::admin {

/// A protocol besides that of single commands: a connection whose first line is {"protocol": NAME}
/// speaks it from then on.
struct OtherProtocol
{
    /// Empty: there is none.
    QString name = {};
    /// Takes over the socket, which still deletes itself once it has closed. `token`: "as" of the
    /// line, if it has one.
    std::function<void(QLocalSocket *socket, const LocalPeer &peer,
                       const std::optional<QString> &token)>
        begin = {};
};

/// One connection of the local socket. Destroyed with its socket, which it closes and deletes when
/// the peer has closed it. A running command is finished and logged also if the peer closes.
class LocalConnection : public QObject
{
    Q_OBJECT

public:
    /// `peer`: an error answers every command. `socket` is its parent.
    LocalConnection(CallPipeline &pipeline, Sessions &sessions, Result<LocalPeer> peer,
                    const OtherProtocol &other, QLocalSocket *socket);

    void answer(const QJsonValue &id, const Result<Reply> &reply);
    /// Closes when every line received so far is answered.
    void finish();
    /// The time for which nothing was asked; empty: it has a command, or an answer to read.
    std::optional<std::chrono::nanoseconds> idleTime() const;
    /// Closes at once.
    void abort() { m_socket->abort(); }

private:
    void readNext();
    void receive(const QByteArray &line);
    void authenticate(const QString &token, const QJsonObject &request);
    void changeProtocol(const QJsonObject &greeting);
    void run(const Actor &actor, const QJsonObject &request);

    CallPipeline &m_pipeline;
    Sessions &m_sessions;
    const Result<LocalPeer> m_peer;
    const OtherProtocol &m_other;
    QLocalSocket *const m_socket;
    /// A line was received.
    bool m_hasBegun = false;
    /// The socket is another protocol's.
    bool m_isGivenAway = false;
    bool m_isBusy = false;
    bool m_isFinishing = false;
    QTimer m_idle;
    QElapsedTimer m_sinceUse;
};

} // namespace parlance::admin
