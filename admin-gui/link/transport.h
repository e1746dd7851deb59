// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/problem.h"

#include <QObject>

namespace parlance::gui {

/// Carries messages to a server and back, whole ones. For one connection: a further attempt takes a
/// new one. Emits failed() at most once, and nothing after it.
class Transport : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

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
};

/// A longer message of a server ends the connection. A window of 500 rows is a tenth of it.
constexpr qsizetype maxServerMessageBytes = 8 * 1024 * 1024;

} // namespace parlance::gui
