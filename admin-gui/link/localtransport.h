// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/transport.h"

#include <QLocalSocket>

namespace parlance::gui {

/// The local socket of a server on this computer: a line a message. The operating system says who
/// is at this end, so there is no log-in; the socket is open to members of its group.
class LocalTransport : public Transport
{
    Q_OBJECT

public:
    /// The path of the socket.
    explicit LocalTransport(const QString &path, QObject *parent = nullptr);
    ~LocalTransport() override;

    void open() override;
    void send(const QByteArray &message) override;
    void close() override;
    bool isLoggedIn() const override { return true; }

private:
    void drained() override { read(); }
    void read();
    void takeLine();
    void end(const QString &details);

    const QString m_path;
    QLocalSocket m_socket;
    bool m_wasOpen = false;
    bool m_wasRead = false;
};

} // namespace parlance::gui
