// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/handshake.h"
#include "link/problem.h"
#include "link/target.h"

#include <QObject>

#include <memory>

namespace parlance::gui {

class ServerLink;

/// Finds out why a server cannot be administered from here: checks one thing after another and says
/// which is wrong, and what to do about it.
class Doctor : public QObject
{
    Q_OBJECT

public:
    enum class State { Waiting, Good, Attention, Bad, Skipped };
    struct Check
    {
        /// "Name"
        QString title = {};
        State state = State::Waiting;
        /// What was found, one sentence.
        QString finding = {};
    };

    explicit Doctor(QObject *parent = nullptr);
    ~Doctor() override;

    /// Ends an examination that goes on. `known`: why the last attempt to log in failed, if it got
    /// so far; then it is not tried again. Without it and without credentials, the log-in is left
    /// out. A log-in of its own ends with a log-out.
    void examine(const Target &target, const Credentials &credentials, const Problem &known = {});
    bool isBusy() const { return m_isBusy; }

    const QList<Check> &checks() const { return m_checks; }
    /// What is wrong first; Kind::None: nothing.
    const Problem &verdict() const { return m_verdict; }
    /// All of it as plain text, to be copied.
    QString report() const;

Q_SIGNALS:
    /// Another check is done.
    void changed();
    void finished();

private:
    enum Step { Name, Port, Tls, Certificate, Server, Version, LogIn, Role, Clock };

    void prepare();
    void set(Step step, State state, const QString &finding);
    void fail(Step step, const Problem &problem);
    void finish();
    void advance(const Handshake &handshake);
    void take(const Handshake &handshake);
    void judgeCertificate(const Handshake &handshake);
    bool judgeAnswer(const Handshake &handshake);
    void judgeClock(qint64 secondsAhead);
    void examineLocally();
    void logIn();
    void followLogIn();
    void takeLogIn(const Problem &problem);
    QString datesOf(const QSslCertificate &certificate) const;

    Target m_target;
    Credentials m_credentials;
    Problem m_known;
    QList<Check> m_checks;
    Problem m_verdict;
    bool m_isBusy = false;
    std::unique_ptr<HandshakeProbe> m_probe;
    std::unique_ptr<ServerLink> m_link;
};

} // namespace parlance::gui
