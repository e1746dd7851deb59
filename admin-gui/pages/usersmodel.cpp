// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/usersmodel.h"

#include <QCoreApplication>

namespace parlance::gui {

using namespace Qt::StringLiterals;

using Kind = Column::Kind;

namespace {

Columns whoUsersAre()
{
    return {
        {.name = "username",
         .title = QT_TRANSLATE_NOOP("Columns", "Name"),
         .width = 150,
         .sort = "username"},
        {.name = "contact",
         .title = QT_TRANSLATE_NOOP("Columns", "E-mail or phone"),
         .width = 170,
         .sort = "contact"},
        {.name = "role",
         .title = QT_TRANSLATE_NOOP("Columns", "Role"),
         .kind = Kind::Status,
         .width = 110,
         .sort = "role"},
        {.name = "state",
         .title = QT_TRANSLATE_NOOP("Columns", "State"),
         .kind = Kind::Status,
         .width = 105,
         .sort = "state"},
    };
}

Columns whatUsersDo()
{
    return {
        {.name = "connections",
         .title = QT_TRANSLATE_NOOP("Columns", "Online"),
         .kind = Kind::Count,
         .width = 65,
         .sort = "connections"},
        {.name = "lastSeenAt",
         .title = QT_TRANSLATE_NOOP("Columns", "Last seen"),
         .kind = Kind::Time,
         .width = 95,
         .sort = "lastSeenAt"},
        {.name = "rooms",
         .title = QT_TRANSLATE_NOOP("Columns", "Rooms"),
         .kind = Kind::Count,
         .width = 60,
         .sort = "rooms"},
        {.name = "sessions",
         .title = QT_TRANSLATE_NOOP("Columns", "Sessions"),
         .kind = Kind::Count,
         .width = 75,
         .sort = "sessions"},
        {.name = "createdAt",
         .title = QT_TRANSLATE_NOOP("Columns", "Created"),
         .kind = Kind::Time,
         .width = 95,
         .sort = "createdAt"},
        {.name = "until",
         .title = QT_TRANSLATE_NOOP("Columns", "State until"),
         .kind = Kind::Time,
         .width = 110,
         .isHidden = true},
        {.name = "reason",
         .title = QT_TRANSLATE_NOOP("Columns", "Reason"),
         .width = 200,
         .isHidden = true},
        {.name = "id", .title = QT_TRANSLATE_NOOP("Columns", "Id"), .width = 190, .isHidden = true},
    };
}

Columns userColumns()
{
    Columns all = whoUsersAre();
    const Columns others = whatUsersDo();
    all.insert(all.end(), others.begin(), others.end());
    return all;
}

} // namespace

UsersModel::UsersModel(ServerLink &link, QObject *parent)
    : WindowModel(link, u"users"_s, userColumns(), parent)
{
}

QString UsersModel::stateOf(const Cells &cells)
{
    const QString state = cells.value(u"state"_s).toString();
    const bool hasEnd = !cells.value(u"until"_s).toString().isEmpty();
    return state == u"suspended"_s && !hasEnd ? u"banned"_s : state;
}

QVariant UsersModel::valueOf(const Record &record, int column) const
{
    const QString &name = pathOf(column).first();
    if (name == u"state"_s)
        return stateOf(record.cells);
    if (name != u"contact"_s)
        return WindowModel::valueOf(record, column);
    const QString email = record.cells.value(u"email"_s).toString();
    return email.isEmpty() ? record.cells.value(u"phone"_s) : email;
}

} // namespace parlance::gui
