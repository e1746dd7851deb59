// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/userinspector.h"

#include "models/words.h"
#include "pages/answertable.h"
#include "pages/usersmodel.h"

namespace parlance::gui {

using namespace Qt::StringLiterals;

using Kind = Column::Kind;

namespace {

Columns userFacts()
{
    return {
        {.name = "email", .title = QT_TRANSLATE_NOOP("Columns", "E-mail")},
        {.name = "phone", .title = QT_TRANSLATE_NOOP("Columns", "Phone")},
        {.name = "until", .title = QT_TRANSLATE_NOOP("Columns", "State until"), .kind = Kind::Time},
        {.name = "reason", .title = QT_TRANSLATE_NOOP("Columns", "Reason")},
        {.name = "connections",
         .title = QT_TRANSLATE_NOOP("Columns", "Connections"),
         .kind = Kind::Count},
        {.name = "sessions",
         .title = QT_TRANSLATE_NOOP("Columns", "Sessions"),
         .kind = Kind::Count},
        {.name = "rooms", .title = QT_TRANSLATE_NOOP("Columns", "Rooms"), .kind = Kind::Count},
        {.name = "lastSeenAt",
         .title = QT_TRANSLATE_NOOP("Columns", "Last seen"),
         .kind = Kind::Time},
        {.name = "createdAt", .title = QT_TRANSLATE_NOOP("Columns", "Created"), .kind = Kind::Time},
        {.name = "mustChangePassword",
         .title = QT_TRANSLATE_NOOP("Columns", "Must change password"),
         .kind = Kind::Flag},
        {.name = "id", .title = QT_TRANSLATE_NOOP("Columns", "Id")},
    };
}

AnswerTable::Source userSessions()
{
    return {.list = {.command = u"sessions.list"_s, .limit = 100},
            .columns = {{.name = "dialect",
                         .title = QT_TRANSLATE_NOOP("Columns", "Dialect"),
                         .width = 65,
                         .sort = "dialect"},
                        {.name = "address",
                         .title = QT_TRANSLATE_NOOP("Columns", "Address"),
                         .width = 95,
                         .sort = "address"},
                        {.name = "createdAt",
                         .title = QT_TRANSLATE_NOOP("Columns", "Begun"),
                         .kind = Kind::Time,
                         .width = 70,
                         .sort = "createdAt"},
                        {.name = "expiresAt",
                         .title = QT_TRANSLATE_NOOP("Columns", "Expires"),
                         .kind = Kind::Time,
                         .width = 70,
                         .sort = "expiresAt"}},
            .subject = Subject::Session,
            .emptyText = QT_TRANSLATE_NOOP("AnswerTables", "Logged in nowhere.")};
}

// mutes.list has no filter by user.
AnswerTable::Source userMutes()
{
    return {
        .list = {.command = u"mutes.list"_s,
                 .key = {u"userId"_s, u"roomId"_s},
                 .limit = 100,
                 .belongsTo = u"userId"_s},
        .columns =
            {{.name = "room", .title = QT_TRANSLATE_NOOP("Columns", "Only in room"), .width = 85},
             {.name = "until",
              .title = QT_TRANSLATE_NOOP("Columns", "Until"),
              .kind = Kind::Time,
              .width = 75},
             {.name = "reason", .title = QT_TRANSLATE_NOOP("Columns", "Reason"), .width = 80},
             {.name = "createdBy", .title = QT_TRANSLATE_NOOP("Columns", "By"), .width = 60}},
        .subject = Subject::Mute,
        .emptyText = QT_TRANSLATE_NOOP("AnswerTables", "Not muted.")};
}

} // namespace

Chosen chosenUser(const Record &record)
{
    return {Subject::User, record.cells.value(u"username"_s).toString(), record.key, record.cells};
}

UserInspector::UserInspector(const Console &console, QWidget *parent)
    : TabbedInspector(console,
                      {u"users.approve"_s, u"users.reject"_s, u"users.unsuspend"_s,
                       u"users.unban"_s, u"users.reactivate"_s, u"users.suspend"_s, u"users.mute"_s,
                       u"users.reset-password"_s},
                      userFacts(), parent)
    , m_console(console)
    , m_sessions(new AnswerTable(console, userSessions()))
    , m_mutes(new AnswerTable(console, userMutes()))
{
    setObjectName(u"userInspector"_s);
    addTab(m_sessions, tr("Sessions"));
    addTab(m_mutes, tr("Mutes"));
    connect(&console.commands, &CommandRunner::done, this, &UserInspector::ask);
}

void UserInspector::show(const Record *record)
{
    const bool isOther = !record || record->key != m_record.key;
    if (!record) {
        m_record = {};
        m_sessions->clear();
        m_mutes->clear();
        return;
    }
    m_record = *record;
    presentUser();
    m_sessions->setArguments({{u"user"_s, m_record.key}});
    m_mutes->setArguments({{u"userId"_s, m_record.key}});
    if (isOther)
        ask();
}

void UserInspector::presentUser()
{
    const QString role = shownWord(m_record.cells.value(u"role"_s).toString());
    const QString state = shownWord(UsersModel::stateOf(m_record.cells));
    present(chosenUser(m_record), tr("%1 · %2").arg(role, state));
}

// The table's cells come by themselves; after a command the details should not wait for them.
void UserInspector::ask()
{
    if (m_record.key.isEmpty() || !m_console.link.mayRun(u"users.show"_s))
        return;
    const auto take = [this, key = m_record.key](const Reply &reply) {
        if (!reply.ok() || key != m_record.key)
            return;
        m_record.cells.insert(reply.cells());
        presentUser();
    };
    m_console.link.run(u"users.show"_s, {{u"user"_s, m_record.key}}, this, take);
}

} // namespace parlance::gui
