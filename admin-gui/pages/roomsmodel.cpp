// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/roomsmodel.h"

namespace parlance::gui {

using namespace Qt::StringLiterals;

using Kind = Column::Kind;

namespace {

Columns whatRoomsAre()
{
    return {
        {.name = "name",
         .title = QT_TRANSLATE_NOOP("Columns", "Name"),
         .width = 210,
         .sort = "name"},
        {.name = "kind",
         .title = QT_TRANSLATE_NOOP("Columns", "Type"),
         .kind = Kind::Status,
         .width = 90,
         .sort = "kind"},
        {.name = "owner",
         .title = QT_TRANSLATE_NOOP("Columns", "Owner"),
         .width = 140,
         .sort = "owner"},
        {.name = "members",
         .title = QT_TRANSLATE_NOOP("Columns", "Members"),
         .kind = Kind::Count,
         .width = 80,
         .sort = "members"},
        {.name = "online",
         .title = QT_TRANSLATE_NOOP("Columns", "Online"),
         .kind = Kind::Count,
         .width = 70,
         .sort = "online"},
    };
}

Columns whatHappensInRooms()
{
    return {
        {.name = "lastMessageAt",
         .title = QT_TRANSLATE_NOOP("Columns", "Last message"),
         .kind = Kind::Time,
         .width = 110,
         .sort = "lastMessageAt"},
        {.name = "messagesPerMinute",
         .title = QT_TRANSLATE_NOOP("Columns", "Messages/min"),
         .kind = Kind::Count,
         .width = 100,
         .sort = "messagesPerMinute"},
        {.name = "state",
         .title = QT_TRANSLATE_NOOP("Columns", "State"),
         .kind = Kind::Status,
         .width = 110,
         .sort = "frozen"},
        {.name = "messages",
         .title = QT_TRANSLATE_NOOP("Columns", "Messages"),
         .kind = Kind::Count,
         .width = 90,
         .isHidden = true,
         .sort = "messages"},
        {.name = "slowMode",
         .title = QT_TRANSLATE_NOOP("Columns", "Slow mode"),
         .kind = Kind::Duration,
         .width = 90,
         .isHidden = true,
         .sort = "slowMode"},
        {.name = "createdAt",
         .title = QT_TRANSLATE_NOOP("Columns", "Created"),
         .kind = Kind::Time,
         .width = 110,
         .isHidden = true,
         .sort = "createdAt"},
        {.name = "id", .title = QT_TRANSLATE_NOOP("Columns", "Id"), .width = 190, .isHidden = true},
    };
}

Columns roomColumns()
{
    Columns all = whatRoomsAre();
    const Columns others = whatHappensInRooms();
    all.insert(all.end(), others.begin(), others.end());
    return all;
}

} // namespace

RoomsModel::RoomsModel(ServerLink &link, QObject *parent)
    : WindowModel(link, u"rooms"_s, roomColumns(), parent)
{
}

QString RoomsModel::stateOf(const Cells &cells)
{
    if (cells.value(u"frozen"_s).toBool())
        return u"frozen"_s;
    return cells.value(u"slowMode"_s).toInt() > 0 ? u"slow_mode"_s : u"active"_s;
}

QVariant RoomsModel::valueOf(const Record &record, int column) const
{
    if (pathOf(column).first() == u"state"_s)
        return stateOf(record.cells);
    return WindowModel::valueOf(record, column);
}

} // namespace parlance::gui
