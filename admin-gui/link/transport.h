// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/problem.h"

#include <QObject>
#include <QTimer>

#include <deque>

namespace parlance::gui {

/// A longer message of a server ends the connection. A window of 500 rows is a tenth of it.
constexpr qsizetype maxServerMessageBytes = 8 * 1024 * 1024;

/// Carries messages to a server and back, whole ones. For one connection: a further attempt takes a
/// new one. Emits failed() at most once, and nothing after it.
///
/// Messages are handed on in slices of a few milliseconds, so that a flood of them leaves the event
/// loop room. All that came before the end are handed on before failed().
class Transport : public QObject
{
    Q_OBJECT

public:
    explicit Transport(QObject *parent = nullptr);

    virtual void open() = 0;
    /// One message. After opened().
    virtual void send(const QByteArray &message) = 0;
    /// No signal comes after it.
    virtual void close() = 0;
    /// Whether the log-in is done by the operating system, as over the local socket.
    virtual bool isLoggedIn() const = 0;

Q_SIGNALS:
    void opened();
    void received(const QByteArray &message);
    /// It could not be opened, or it is closed.
    void failed(const parlance::gui::Problem &problem);

protected:
    /// Emits received() soon. False: it has taken as much as it can hold, and is about to fail.
    bool deliver(const QByteArray &message);
    /// Emits failed() once everything is delivered. Only the first one counts.
    void fail(const Problem &problem);
    /// Nothing is emitted any more.
    void beQuiet();
    /// After fail() or beQuiet().
    bool isOver() const { return m_isOver; }
    /// Messages that wait.
    qsizetype waitingBytes() const { return m_waitingBytes; }
    /// Some of what waited has been handed on.
    virtual void drained() {}

private:
    void handOn();

    std::deque<QByteArray> m_waiting;
    qsizetype m_waitingBytes = 0;
    QTimer m_soon;
    Problem m_end;
    bool m_isOver = false;
    bool m_isQuiet = false;
};

} // namespace parlance::gui
