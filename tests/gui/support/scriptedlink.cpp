// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scriptedlink.h"

namespace parlance::test {

using namespace Qt::StringLiterals;

void ScriptedTransport::open()
{
    Q_EMIT opened();
}

void ScriptedTransport::send(const QByteArray &message)
{
    Q_EMIT sent(message);
}

ScriptedLink::ScriptedLink(const QStringList &views)
    : m_link([this](const gui::Target &) {
        auto transport = std::make_unique<ScriptedTransport>();
        m_transport = transport.get();
        QObject::connect(m_transport, &ScriptedTransport::sent, m_transport,
                         [this](const QByteArray &bytes) { take(bytes); });
        return transport;
    })
    , m_views(views)
{
    m_link.open({.socket = u"scripted"_s}, {});
    welcome();
}

void ScriptedLink::welcome()
{
    adminprotocol::Welcome message{.server = u"0.1.0"_s, .user = u"ann"_s};
    message.access.role = u"auditor"_s;
    message.access.views = m_views;
    message.epoch = u"epoch"_s;
    message.time = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
    tell(message);
}

void ScriptedLink::tell(const adminprotocol::ServerMessage &message)
{
    Q_EMIT m_transport->received(adminprotocol::encode(message));
}

void ScriptedLink::reconnect()
{
    Q_EMIT m_transport->failed({.kind = gui::Problem::Kind::Lost, .what = u"gone"_s});
    m_link.retryNow();
    welcome();
}

void ScriptedLink::take(const QByteArray &bytes)
{
    const auto message =
        adminprotocol::decodeClientMessage(QJsonDocument::fromJson(bytes).object());
    if (!message)
        return;
    if (const auto *subscribe = std::get_if<adminprotocol::Subscribe>(&*message)) {
        m_window = subscribe->window;
        m_id = subscribe->id;
        m_seq = 0;
        ++m_asked;
    } else if (const auto *change = std::get_if<adminprotocol::Change>(&*message)) {
        m_window = change->window;
        ++m_asked;
    }
}

void ScriptedLink::snapshot(qint64 total, const QList<adminprotocol::Row> &rows)
{
    tell(adminprotocol::Snapshot{.id = m_id, .seq = ++m_seq, .total = total, .rows = rows});
}

void ScriptedLink::delta(qint64 total, const QList<adminprotocol::Row> &rows,
                         const QStringList &removed, const QStringList &order)
{
    tell(adminprotocol::Delta{.id = m_id,
                              .seq = ++m_seq,
                              .total = total,
                              .rows = rows,
                              .removed = removed,
                              .order = order});
}

void ScriptedLink::entries(const QStringList &texts, bool isFresh, qint64 skipped)
{
    adminprotocol::Entries message{.id = m_id, .seq = ++m_seq};
    for (const QString &text : texts)
        message.entries.append({++m_position, {{u"text"_s, text}}});
    message.skipped = skipped;
    message.until = m_position;
    message.isFresh = isFresh;
    tell(message);
}

} // namespace parlance::test
