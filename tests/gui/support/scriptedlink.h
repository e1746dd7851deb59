// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/serverlink.h"

#include <QPointer>

namespace parlance::test {

/// A transport without a server: a test says what comes, message by message.
class ScriptedTransport : public gui::Transport
{
    Q_OBJECT

public:
    void open() override;
    void send(const QByteArray &message) override;
    void close() override {}
    bool isLoggedIn() const override { return true; }

Q_SIGNALS:
    void sent(const QByteArray &message);
};

/// A ServerLink whose server is the test. It is online after the constructor.
class ScriptedLink
{
public:
    explicit ScriptedLink(const QStringList &views);

    gui::ServerLink &link() { return m_link; }
    /// As if the server had sent it.
    void tell(const adminprotocol::ServerMessage &message);
    /// The connection breaks, and is open again.
    void reconnect();

    /// The latest window that was asked for, and the subscription's id.
    const adminprotocol::Window &window() const { return m_window; }
    qint64 id() const { return m_id; }
    /// How many windows were asked for.
    int asked() const { return m_asked; }

    void snapshot(qint64 total, const QList<adminprotocol::Row> &rows);
    void delta(qint64 total, const QList<adminprotocol::Row> &rows, const QStringList &removed = {},
               const QStringList &order = {});
    void entries(const QStringList &texts, bool isFresh = false, qint64 skipped = 0);

private:
    void welcome();
    void take(const QByteArray &bytes);

    QPointer<ScriptedTransport> m_transport;
    gui::ServerLink m_link;
    const QStringList m_views;
    adminprotocol::Window m_window;
    qint64 m_id = 0;
    qint64 m_seq = 0;
    quint64 m_position = 0;
    int m_asked = 0;
};

} // namespace parlance::test
