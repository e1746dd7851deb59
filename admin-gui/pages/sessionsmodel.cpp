// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/sessionsmodel.h"

#include "pages/useragent.h"

namespace parlance::gui {

using Kind = Column::Kind;

namespace {

constexpr int userColumn = 0;
constexpr int clientColumn = 1;

Columns sessionColumns()
{
    return {
        {"username", QT_TRANSLATE_NOOP("Columns", "User"), Kind::Text, 120, false, "username"},
        {"userAgent", QT_TRANSLATE_NOOP("Columns", "Client"), Kind::Text, 140, false, "userAgent"},
        {"address", QT_TRANSLATE_NOOP("Columns", "Address"), Kind::Text, 105, false, "address"},
        {"dialect", QT_TRANSLATE_NOOP("Columns", "Dialect"), Kind::Text, 80, false, "dialect"},
        {"transport", QT_TRANSLATE_NOOP("Columns", "Transport"), Kind::Status, 100, false,
         "transport"},
        {"protocol", QT_TRANSLATE_NOOP("Columns", "Protocol"), Kind::Text, 100, true, "protocol"},
        {"roundTripMs", QT_TRANSLATE_NOOP("Columns", "Round trip"), Kind::Latency, 85, false,
         "roundTripMs"},
        {"messagesInRate", QT_TRANSLATE_NOOP("Columns", "In/s"), Kind::Rate, 64, false,
         "messagesInRate"},
        {"messagesOutRate", QT_TRANSLATE_NOOP("Columns", "Out/s"), Kind::Rate, 68, false,
         "messagesOutRate"},
        {"bytesInRate", QT_TRANSLATE_NOOP("Columns", "Bytes in/s"), Kind::ByteRate, 95, true,
         "bytesInRate"},
        {"bytesOutRate", QT_TRANSLATE_NOOP("Columns", "Bytes out/s"), Kind::ByteRate, 95, false,
         "bytesOutRate"},
        {"messagesIn", QT_TRANSLATE_NOOP("Columns", "Messages in"), Kind::Count, 90, true,
         "messagesIn"},
        {"messagesOut", QT_TRANSLATE_NOOP("Columns", "Messages out"), Kind::Count, 95, true,
         "messagesOut"},
        {"bytesIn", QT_TRANSLATE_NOOP("Columns", "Bytes in"), Kind::Bytes, 80, true, "bytesIn"},
        {"bytesOut", QT_TRANSLATE_NOOP("Columns", "Bytes out"), Kind::Bytes, 80, true, "bytesOut"},
        {"backlogBytes", QT_TRANSLATE_NOOP("Columns", "Backlog"), Kind::Bytes, 75, false,
         "backlogBytes"},
        {"rooms", QT_TRANSLATE_NOOP("Columns", "Rooms"), Kind::Count, 60, false, "rooms"},
        {"idleMs", QT_TRANSLATE_NOOP("Columns", "Idle"), Kind::Latency, 90, false, "idleMs"},
        {"openedAt", QT_TRANSLATE_NOOP("Columns", "Connected"), Kind::Time, 100, false, "openedAt"},
        {"id", QT_TRANSLATE_NOOP("Columns", "Connection"), Kind::Text, 80, true, "id"},
    };
}

} // namespace

SessionsModel::SessionsModel(ServerLink &link, QObject *parent)
    : WindowModel(link, QStringLiteral("sessions"), sessionColumns(), parent)
{
}

QVariant SessionsModel::data(const QModelIndex &index, int role) const
{
    const QVariant value = WindowModel::data(index, role);
    // Who has not logged in.
    if (role == Qt::DisplayRole && index.column() == userColumn && value.isValid() &&
        value.toString().isEmpty())
        return QStringLiteral("—");
    return role == Qt::DisplayRole && index.column() == clientColumn
               ? QVariant(shortUserAgent(value.toString()))
               : value;
}

} // namespace parlance::gui
