// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/moderationtexts.h"

#include "models/format.h"

#include <QCoreApplication>

namespace parlance::gui::moderation {

using namespace Qt::StringLiterals;
namespace {

struct ModerationTexts
{
    Q_DECLARE_TR_FUNCTIONS(Moderation)
};

Column nameColumn()
{
    return {.name = "username",
            .title = QT_TRANSLATE_NOOP("Columns", "User"),
            .width = 150,
            .sort = "username"};
}

Column roomColumn()
{
    return {.name = "room",
            .title = QT_TRANSLATE_NOOP("Columns", "Room"),
            .width = 150,
            .sort = "room"};
}

Column untilColumn()
{
    return {.name = "until",
            .title = QT_TRANSLATE_NOOP("Columns", "Until"),
            .kind = Column::Kind::Time,
            .width = 110,
            .sort = "until"};
}

Column sinceColumn()
{
    return {.name = "createdAt",
            .title = QT_TRANSLATE_NOOP("Columns", "Since"),
            .kind = Column::Kind::Time,
            .width = 110,
            .sort = "createdAt"};
}

Column byColumn()
{
    return {.name = "createdBy",
            .title = QT_TRANSLATE_NOOP("Columns", "By"),
            .width = 120,
            .sort = "createdBy"};
}

Column reasonColumn()
{
    return {.name = "reason", .title = QT_TRANSLATE_NOOP("Columns", "Reason"), .width = 260};
}

} // namespace

// The server has one order of reports, the oldest first.
Columns reportColumns()
{
    return {
        {.name = "createdAt",
         .title = QT_TRANSLATE_NOOP("Columns", "Reported"),
         .kind = Column::Kind::Time,
         .width = 85},
        {.name = "subject",
         .title = QT_TRANSLATE_NOOP("Columns", "Of what"),
         .kind = Column::Kind::Status,
         .width = 115},
        {.name = "username", .title = QT_TRANSLATE_NOOP("Columns", "User"), .width = 110},
        {.name = "room", .title = QT_TRANSLATE_NOOP("Columns", "Room"), .width = 110},
        {.name = "reporter", .title = QT_TRANSLATE_NOOP("Columns", "Reported by"), .width = 110},
        {.name = "reason", .title = QT_TRANSLATE_NOOP("Columns", "Why"), .width = 200},
        {.name = "text", .title = QT_TRANSLATE_NOOP("Columns", "Message"), .width = 300},
    };
}

Columns reportFacts()
{
    return {
        {.name = "reason", .title = QT_TRANSLATE_NOOP("Columns", "Why")},
        {.name = "reporter", .title = QT_TRANSLATE_NOOP("Columns", "Reported by")},
        {.name = "createdAt",
         .title = QT_TRANSLATE_NOOP("Columns", "Reported"),
         .kind = Column::Kind::Time},
        {.name = "username", .title = QT_TRANSLATE_NOOP("Columns", "User")},
        {.name = "room", .title = QT_TRANSLATE_NOOP("Columns", "Room")},
        {.name = "messageId", .title = QT_TRANSLATE_NOOP("Columns", "Message id")},
        {.name = "id", .title = QT_TRANSLATE_NOOP("Columns", "Id")},
    };
}

Columns approvalColumns()
{
    return {
        nameColumn(),
        {.name = "email", .title = QT_TRANSLATE_NOOP("Columns", "E-mail"), .width = 200},
        {.name = "phone", .title = QT_TRANSLATE_NOOP("Columns", "Phone"), .width = 140},
        {.name = "createdAt",
         .title = QT_TRANSLATE_NOOP("Columns", "Registered"),
         .kind = Column::Kind::Time,
         .width = 120,
         .sort = "createdAt"},
    };
}

Columns suspensionColumns()
{
    Column until = untilColumn();
    until.sort = "";
    return {
        nameColumn(),
        {.name = "state",
         .title = QT_TRANSLATE_NOOP("Columns", "State"),
         .kind = Column::Kind::Status,
         .width = 120},
        until,
        reasonColumn(),
        {.name = "lastSeenAt",
         .title = QT_TRANSLATE_NOOP("Columns", "Last seen"),
         .kind = Column::Kind::Time,
         .width = 110,
         .sort = "lastSeenAt"},
    };
}

Columns accountFacts()
{
    return {
        {.name = "reason", .title = QT_TRANSLATE_NOOP("Columns", "Reason")},
        {.name = "email", .title = QT_TRANSLATE_NOOP("Columns", "E-mail")},
        {.name = "phone", .title = QT_TRANSLATE_NOOP("Columns", "Phone")},
        {.name = "createdAt",
         .title = QT_TRANSLATE_NOOP("Columns", "Registered"),
         .kind = Column::Kind::Time},
        {.name = "lastSeenAt",
         .title = QT_TRANSLATE_NOOP("Columns", "Last seen"),
         .kind = Column::Kind::Time},
        {.name = "id", .title = QT_TRANSLATE_NOOP("Columns", "Id")},
    };
}

Columns banColumns()
{
    return {{.name = "address",
             .title = QT_TRANSLATE_NOOP("Columns", "Address or network"),
             .width = 220,
             .sort = "address"},
            untilColumn(),
            reasonColumn(),
            byColumn(),
            sinceColumn()};
}

Columns muteColumns()
{
    return {nameColumn(), roomColumn(), untilColumn(), reasonColumn(), byColumn(), sinceColumn()};
}

Columns roomBanColumns()
{
    return {nameColumn(), untilColumn(), reasonColumn(), byColumn(), sinceColumn()};
}

Columns limitFacts()
{
    return {
        {.name = "reason", .title = QT_TRANSLATE_NOOP("Columns", "Reason")},
        {.name = "createdBy", .title = QT_TRANSLATE_NOOP("Columns", "By")},
        {.name = "createdAt",
         .title = QT_TRANSLATE_NOOP("Columns", "Since"),
         .kind = Column::Kind::Time},
        {.name = "until",
         .title = QT_TRANSLATE_NOOP("Columns", "Ends"),
         .kind = Column::Kind::Time},
        {.name = "room", .title = QT_TRANSLATE_NOOP("Columns", "Room")},
    };
}

QList<std::pair<QString, Place>> placesOf(const Cells &cells)
{
    QList<std::pair<QString, Place>> places;
    const auto add = [&](const QString &text, const QString &page, const QString &idCell,
                         const QString &nameCell) {
        const QString id = cells.value(idCell).toString();
        const QString name = cells.value(nameCell).toString();
        if (!id.isEmpty() && !name.isEmpty())
            places.append({text.arg(name), {page, id, name}});
    };
    add(ModerationTexts::tr("User %1"), u"users"_s, u"userId"_s, u"username"_s);
    add(ModerationTexts::tr("Room %1"), u"rooms"_s, u"roomId"_s, u"room"_s);
    add(ModerationTexts::tr("User %1, who reported it"), u"users"_s, u"reporterId"_s,
        u"reporter"_s);
    return places;
}

QString endOf(const Cells &cells)
{
    const QDateTime until = format::timeOf(cells.value(u"until"_s));
    return until.isValid() ? ModerationTexts::tr("until %1").arg(format::exact(until))
                           : ModerationTexts::tr("without end");
}

} // namespace parlance::gui::moderation
