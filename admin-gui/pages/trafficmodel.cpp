// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/trafficmodel.h"

#include "models/words.h"

namespace parlance::gui {

using namespace Qt::StringLiterals;

namespace {

Columns trafficColumns()
{
    return {
        {.name = "at",
         .title = QT_TRANSLATE_NOOP("Columns", "Time"),
         .kind = Column::Kind::Moment,
         .width = 90},
        {.name = "kind",
         .title = QT_TRANSLATE_NOOP("Columns", "Kind"),
         .kind = Column::Kind::Status,
         .width = 110},
        {.name = "room", .title = QT_TRANSLATE_NOOP("Columns", "Room"), .width = 130},
        {.name = "username", .title = QT_TRANSLATE_NOOP("Columns", "User"), .width = 120},
        {.name = "dialect",
         .title = QT_TRANSLATE_NOOP("Columns", "Dialect"),
         .kind = Column::Kind::Status,
         .width = 65},
        {.name = "transport",
         .title = QT_TRANSLATE_NOOP("Columns", "Transport"),
         .kind = Column::Kind::Status,
         .width = 105},
        {.name = "bytes",
         .title = QT_TRANSLATE_NOOP("Columns", "Size"),
         .kind = Column::Kind::Bytes,
         .width = 70},
        {.name = "commitMs",
         .title = QT_TRANSLATE_NOOP("Columns", "Latency"),
         .kind = Column::Kind::Latency,
         .width = 75},
        {.name = "address",
         .title = QT_TRANSLATE_NOOP("Columns", "Address"),
         .width = 120,
         .isHidden = true},
        {.name = "messageId",
         .title = QT_TRANSLATE_NOOP("Columns", "Message id"),
         .width = 190,
         .isHidden = true},
        {.name = "what", .title = QT_TRANSLATE_NOOP("Columns", "What"), .width = 300},
    };
}

constexpr const char *trafficTextCell = "text";

} // namespace

TrafficModel::TrafficModel(ServerLink &link, QObject *parent)
    : EntriesModel(link, u"traffic"_s, trafficColumns(), 10000, parent)
{
}

QStringList TrafficModel::kinds()
{
    return {u"posted"_s,    u"edited"_s,       u"deleted"_s, u"joined"_s,  u"left"_s,
            u"connected"_s, u"disconnected"_s, u"online"_s,  u"offline"_s, u"command"_s};
}

Columns TrafficModel::fileColumns()
{
    return {{.name = "at", .kind = Column::Kind::Moment},
            {.name = "kind"},
            {.name = "roomId"},
            {.name = "room"},
            {.name = "direct", .kind = Column::Kind::Flag},
            {.name = "userId"},
            {.name = "username"},
            {.name = "messageId"},
            {.name = "bytes", .kind = Column::Kind::Bytes},
            {.name = "dialect"},
            {.name = "transport"},
            {.name = "commitMs", .kind = Column::Kind::Latency},
            {.name = "address"},
            {.name = "command"},
            {.name = "target"},
            {.name = "outcome"},
            {.name = trafficTextCell}};
}

void TrafficModel::setTextsShown(bool isShown)
{
    if (m_areTextsShown == isShown)
        return;
    m_areTextsShown = isShown;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, columnCount() - 1), index(rowCount() - 1, columnCount() - 1));
}

Cells TrafficModel::shownCells(const Cells &cells) const
{
    Cells shown = cells;
    if (!m_areTextsShown)
        shown.remove(QString::fromLatin1(trafficTextCell));
    return shown;
}

QString TrafficModel::what(const Cells &cells) const
{
    const QString kind = cells.value(u"kind"_s).toString();
    const QString address = cells.value(u"address"_s).toString();
    if (kind == u"command"_s) {
        const QString command = cells.value(u"command"_s).toString();
        const QString target = cells.value(u"target"_s).toString();
        const QString deed = target.isEmpty() ? command : tr("%1: %2").arg(command, target);
        return tr("%1 · %2").arg(deed, shownWord(cells.value(u"outcome"_s).toString()));
    }
    if (kind == u"connected"_s || kind == u"disconnected"_s)
        return address.isEmpty() ? QString() : tr("from %1").arg(address);
    return m_areTextsShown ? cells.value(QString::fromLatin1(trafficTextCell)).toString()
                           : QString();
}

QVariant TrafficModel::valueOf(const Record &record, int column) const
{
    const QString &name = pathOf(column).first();
    if (name == u"what"_s)
        return what(record.cells);
    if (name == u"room"_s && record.cells.value(u"direct"_s).toBool())
        return tr("(direct conversation)");
    return EntriesModel::valueOf(record, column);
}

} // namespace parlance::gui
