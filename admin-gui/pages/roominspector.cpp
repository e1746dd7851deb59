// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/roominspector.h"

#include "models/words.h"
#include "pages/answertable.h"
#include "pages/roommessages.h"
#include "pages/roomsmodel.h"

namespace parlance::gui {

using namespace Qt::StringLiterals;

using Kind = Column::Kind;

namespace {

Columns roomFacts()
{
    return {
        {.name = "owner", .title = QT_TRANSLATE_NOOP("Columns", "Owner")},
        {.name = "members", .title = QT_TRANSLATE_NOOP("Columns", "Members"), .kind = Kind::Count},
        {.name = "online", .title = QT_TRANSLATE_NOOP("Columns", "Online"), .kind = Kind::Count},
        {.name = "messages",
         .title = QT_TRANSLATE_NOOP("Columns", "Messages"),
         .kind = Kind::Count},
        {.name = "messagesPerMinute",
         .title = QT_TRANSLATE_NOOP("Columns", "Messages/min"),
         .kind = Kind::Count},
        {.name = "lastMessageAt",
         .title = QT_TRANSLATE_NOOP("Columns", "Last message"),
         .kind = Kind::Time},
        {.name = "slowMode",
         .title = QT_TRANSLATE_NOOP("Columns", "Slow mode"),
         .kind = Kind::Duration},
        {.name = "createdAt", .title = QT_TRANSLATE_NOOP("Columns", "Created"), .kind = Kind::Time},
        {.name = "id", .title = QT_TRANSLATE_NOOP("Columns", "Id")},
    };
}

AnswerTable::Source bansOfRoom()
{
    return {.list = {.command = u"rooms.bans"_s, .key = {u"userId"_s}, .limit = 100},
            .columns = {{.name = "username",
                         .title = QT_TRANSLATE_NOOP("Columns", "User"),
                         .width = 95,
                         .sort = "username"},
                        {.name = "until",
                         .title = QT_TRANSLATE_NOOP("Columns", "Until"),
                         .kind = Kind::Time,
                         .width = 75,
                         .sort = "until"},
                        {.name = "reason",
                         .title = QT_TRANSLATE_NOOP("Columns", "Reason"),
                         .width = 75},
                        {.name = "createdBy",
                         .title = QT_TRANSLATE_NOOP("Columns", "By"),
                         .width = 60,
                         .sort = "createdBy"}},
            .subject = Subject::RoomBan,
            .emptyText = QT_TRANSLATE_NOOP("AnswerTables", "Nobody is banned from this room.")};
}

} // namespace

Chosen chosenRoom(const Record &record)
{
    return {Subject::Room, record.cells.value(u"name"_s).toString(), record.key, record.cells};
}

RoomInspector::RoomInspector(const Console &console, QWidget *parent)
    : TabbedInspector(console, {u"rooms.unfreeze"_s, u"rooms.freeze"_s, u"rooms.slow-mode"_s},
                      roomFacts(), parent)
    , m_bans(new AnswerTable(console, bansOfRoom()))
    , m_messages(new RoomMessages(console))
{
    setObjectName(u"roomInspector"_s);
    addTab(m_bans, tr("Bans"));
    addTab(m_messages, tr("Messages"));
}

void RoomInspector::show(const Record *record)
{
    m_record = record ? *record : Record();
    if (!record) {
        m_bans->clear();
        return m_messages->setRoom({});
    }
    const QString kind = shownWord(m_record.cells.value(u"kind"_s).toString());
    const QString state = shownWord(RoomsModel::stateOf(m_record.cells));
    present(chosenRoom(m_record), tr("%1 · %2").arg(kind, state));
    m_bans->setArguments({{u"room"_s, m_record.key}});
    m_messages->setRoom(chosenRoom(m_record));
}

} // namespace parlance::gui
