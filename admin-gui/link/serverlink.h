// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/problem.h"
#include "link/records.h"
#include "link/target.h"
#include "link/transport.h"
#include "shared/adminprotocol/clientmessages.h"
#include "shared/adminprotocol/servermessages.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>

namespace parlance::gui {

class Feed;

/// The answer to a command.
struct Reply
{
    QVariant value = {};
    Problem problem = {};

    bool ok() const { return !problem; }
    Cells cells() const { return value.toMap(); }
    /// The entries of a list: "items" of the answer.
    QList<Cells> items() const;
};

/// The console's link to one server. It logs in, holds the subscriptions of its feeds, runs
/// commands, and reconnects by itself when a problem passes (after 1, 2, 4, … 30 s, with the token
/// of the log-in). It answers no question: what needs the operator ends in State::Failed.
class ServerLink : public QObject
{
    Q_OBJECT

public:
    enum class State {
        /// No server is chosen.
        Idle,
        Connecting,
        LoggingIn,
        Online,
        /// It will try again at retryAt().
        Waiting,
        /// Only open() helps: problem() says why.
        Failed
    };

    using MakeTransport = std::function<std::unique_ptr<Transport>(const Target &)>;
    /// `make` is called for each attempt; by default WebSocket or local socket.
    explicit ServerLink(MakeTransport make = {}, QObject *parent = nullptr);
    ~ServerLink() override;

    /// How long connecting and logging in may take together; 20 s.
    void setPatience(std::chrono::milliseconds time) { m_patience = time; }
    /// Ends what was open.
    void open(const Target &target, const Credentials &credentials);
    /// Ends the session too, if it was made with a password.
    void logOut();
    void close();
    /// Without waiting for retryAt().
    void retryNow();

    State state() const { return m_state; }
    const Target &target() const { return m_target; }
    /// Why it waits or failed.
    const Problem &problem() const { return m_problem; }
    /// When it tries again; invalid: it does not.
    QDateTime retryAt() const;
    /// Commands without an answer yet.
    int pendingCommands() const { return int(m_calls.size()); }
    /// When the last message came.
    QDateTime lastHeard() const { return m_lastHeard; }
    /// After the first log-in; kept while the link is down.
    const adminprotocol::Welcome &welcome() const { return m_welcome; }
    /// Seconds that this computer's clock is ahead of the server's, at the log-in.
    qint64 clockAheadSeconds() const { return m_clockAhead; }

    bool mayRun(const QString &command) const;
    bool maySee(const QString &view) const;
    /// `context`: when it is destroyed, the answer is dropped. `done` is always called otherwise,
    /// never from within run(), unless the link is destroyed first. A link that breaks answers with
    /// Problem::Kind::Lost. 16 commands run side by side, further ones wait for their turn.
    void run(const QString &command, const Cells &arguments, QObject *context,
             std::function<void(const Reply &)> done);

Q_SIGNALS:
    void stateChanged();
    /// Role, views or commands are new: after each log-in, and when an administrator changes them.
    void accessChanged();
    void notice(const parlance::adminprotocol::Notice &notice);
    /// The link was too slow: nothing was sent for so long.
    void skipped(qint64 milliseconds);

private:
    friend class Feed;

    struct Call
    {
        QPointer<QObject> context;
        std::function<void(const Reply &)> done;
    };
    struct WaitingCall
    {
        qint64 id = 0;
        QString command = {};
        Cells arguments = {};
    };

    void connectNow();
    void logIn();
    void receive(const QByteArray &bytes);
    void take(const adminprotocol::Welcome &welcome);
    void take(const adminprotocol::AccessChanged &changed);
    void take(const adminprotocol::Skipped &gap) { Q_EMIT skipped(gap.milliseconds); }
    void take(const adminprotocol::CommandResult &result);
    void take(const adminprotocol::Notice &told) { Q_EMIT notice(told); }
    void take(const adminprotocol::RequestError &error);
    void take(const adminprotocol::Bye &bye);
    template <class Update>
    void take(const Update &update);
    void fail(const Problem &problem);
    void dropTransport();
    void setState(State state);
    void send(const adminprotocol::ClientMessage &message);
    void answer(qint64 id, const Reply &reply);
    void answerSoon(qint64 id, const Problem &problem);
    void answerAll(const Problem &problem);
    void runNext();
    void wait(const Problem &problem);

    void add(Feed &feed);
    void remove(Feed &feed);
    void subscribe(Feed &feed);
    void unsubscribe(Feed &feed);

    const MakeTransport m_make;
    std::unique_ptr<Transport> m_transport;
    Target m_target;
    Credentials m_credentials;
    State m_state = State::Idle;
    Problem m_problem;
    /// What the server said before it closed.
    Problem m_parting;
    adminprotocol::Welcome m_welcome;
    qint64 m_clockAhead = 0;
    QDateTime m_lastHeard;
    std::chrono::milliseconds m_patience{20000};
    int m_attempts = 0;
    /// Since the last log-in.
    QElapsedTimer m_online;
    qint64 m_lastId = 0;
    QTimer m_retry;
    QTimer m_deadline;
    QHash<qint64, Call> m_calls;
    QList<WaitingCall> m_waiting;
    /// Of m_calls, those that the server has.
    QSet<qint64> m_running;
    QHash<qint64, Feed *> m_subscriptions;
    QList<Feed *> m_feeds;
};

} // namespace parlance::gui
