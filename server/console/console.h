// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calls/callpipeline.h"
#include "console/login.h"
#include "console/subscription.h"
#include "timers/timerqueue.h"

#include <map>

namespace parlance::console {

/// What all consoles share; everything outlives them.
struct ConsoleContext
{
    Services services;
    Admission &admission;
    CallPipeline &pipeline;
    Views &views;
    Pace &pace;
    ReadTurns &turns;
    ConsoleLogin &login;
    TimerQueue &timers;
    Clock clock;
    /// Of the server.
    QString version = {};
    QString epoch = {};
};

/// One connected console: logs in, watches views, runs commands. Event loop only.
class Console : public std::enable_shared_from_this<Console>
{
public:
    /// More that the console has not read makes it skip what comes.
    static constexpr qint64 skipBytes = 256 * 1024;
    /// More ends it: answers to commands count too.
    static constexpr qint64 mostBytes = 4 * 1024 * 1024;
    static constexpr std::chrono::seconds loginTime{10};
    static constexpr int mostCommands = 16;
    static constexpr int mostErrors = 100;
    static constexpr int mostErrorsBeforeLogin = 20;

    struct Owner
    {
        /// Whether there is a place for one more console of this account. LimitReached.
        std::function<Result<void>(const Actor &actor)> admit;
        /// A view has to be computed soon.
        std::function<void()> wake;
        /// The connection has ended. Not inside a call of the console.
        std::function<void(Console *console)> closed;
    };

    Console(const ConsoleContext &context, Owner owner, std::unique_ptr<Transport> transport,
            PeerInfo peer);
    void start();

    bool isLoggedIn() const { return m_state == State::Open; }
    /// Only if it is logged in.
    const Actor &actor() const { return *m_caller.actor; }
    bool watches() const { return m_state == State::Open && !m_subscriptions.empty(); }
    /// Whether it may be sent what is new in its views. False: it reads too slowly, which is noted.
    bool takesNews();
    /// Sends what is new in the next of its views. False: it was at the last one.
    bool computeNext();
    void handle(const Event &event);
    /// Something may have changed its session behind the server's back.
    void recheck();
    void send(const protocol::ServerMessage &message);
    /// The reason is one of adminprotocol::Bye.
    void end(const QString &reason, const QString &message, bool mayReturn = false);

private:
    enum class State { New, LoggingIn, Open, Ended };

    void receive(const QByteArray &bytes);
    bool isBanned();
    void refuse(const protocol::MessageHead &head, const Error &error);
    Result<void> admitMessage(const protocol::ClientMessage &message);
    Result<void> perform(const protocol::ClientMessage &message);

    Result<void> perform(const protocol::LogIn &message);
    Result<void> perform(const protocol::Subscribe &message);
    Result<void> perform(const protocol::Change &message);
    Result<void> perform(const protocol::Unsubscribe &message);
    Result<void> perform(const protocol::Refresh &message);
    Result<void> perform(const protocol::RunCommand &message);
    Result<void> perform(const protocol::LogOut &message);

    Callback<LoggedInConsole> loginAnswer();
    static void dropSession(const ConsoleContext &context, const LoggedInConsole &console);
    void loggedIn(const Result<LoggedInConsole> &console);
    void welcome(const LoggedInConsole &console);
    protocol::Access access() const;
    void setRole(ServerRole role);
    void watchExpiry();
    void answer(qint64 id, const Result<Reply> &reply);
    Result<Subscription *> find(qint64 id);
    Result<void> checkRows(qint64 id, int limit) const;
    void skipOver();
    void endSession(const QString &message);

    const ConsoleContext &m_context;
    const Owner m_owner;
    const std::unique_ptr<Transport> m_transport;
    const PeerInfo m_peer;
    State m_state = State::New;
    Caller m_caller;
    /// Of its session.
    QString m_token;
    std::map<qint64, std::shared_ptr<Subscription>> m_subscriptions;
    /// The subscription that was computed last.
    qint64 m_computed = 0;
    int m_commands = 0;
    int m_errors = 0;
    /// Valid while it is sent nothing, because it reads too slowly.
    QElapsedTimer m_skipping;
    /// Until it is logged in; then until its session expires.
    Deadline m_deadline;
};

} // namespace parlance::console
