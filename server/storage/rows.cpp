// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/rows.h"

#include <QJsonDocument>

// The fields of a braced list are evaluated from left to right, so they read the columns in order.
namespace parlance::rows {

namespace {

QJsonObject object(Cursor &row)
{
    return QJsonDocument::fromJson(row.text().toUtf8()).object();
}

} // namespace

qint64 integer(Cursor &row)
{
    return row.integer();
}

Timestamp time(Cursor &row)
{
    return row.time();
}

User user(Cursor &row)
{
    return User{row.id<UserId>(),
                row.text(),
                row.optional(&Cursor::text),
                row.value<ServerRole>(),
                row.time(),
                row.optional(&Cursor::time),
                row.flag(),
                row.text(),
                row.optional(&Cursor::text),
                row.text()};
}

AccountStatus accountStatus(Cursor &row)
{
    return AccountStatus{row.value<AccountState>(), row.optional(&Cursor::time), row.text()};
}

UserDetails userDetails(Cursor &row)
{
    return UserDetails{user(row), accountStatus(row), row.integer(), row.integer()};
}

StoredSession storedSession(Cursor &row)
{
    const Session session{row.id<SessionId>(), row.id<UserId>(), row.time(), row.time()};
    return StoredSession{session, {session.userId, row.text(), row.text()}, row.text(), row.text()};
}

AuditEntry auditEntry(Cursor &row)
{
    return AuditEntry{row.integer(),
                      row.time(),
                      {row.optional(&Cursor::id<UserId>).value_or(UserId()), row.text(),
                       row.value<ServerRole>(), row.text(), row.text(), object(row), row.text()},
                      row.text(),
                      object(row),
                      object(row),
                      row.text()};
}

UserRef userRef(Cursor &row)
{
    return UserRef{row.id<UserId>(), row.text(), row.text()};
}

Mute mute(Cursor &row)
{
    return Mute{userRef(row), row.id<RoomId>(), row.text(), row.optional(&Cursor::time),
                row.text(),   row.time(),       row.text()};
}

RoomBan roomBan(Cursor &row)
{
    return RoomBan{userRef(row), row.id<RoomId>(), row.text(), row.optional(&Cursor::time),
                   row.text(),   row.time(),       row.text()};
}

Report report(Cursor &row)
{
    return Report{row.id<ReportId>(), row.value<ReportState>(),    userRef(row),
                  userRef(row),       row.id<MessageId>(),         row.id<RoomId>(),
                  row.text(),         row.optional(&Cursor::text), row.text(),
                  row.time(),         row.optional(&Cursor::time), row.text(),
                  row.text()};
}

Actor actor(Cursor &row)
{
    return Actor{row.id<UserId>(), row.text(), row.id<SessionId>(), row.value<ServerRole>(),
                 row.time(),       row.flag(), row.text(),          row.text()};
}

ClientMatch clientMatch(Cursor &row)
{
    return ClientMatch{actor(row), row.flag(), row.flag(), row.flag(), row.flag()};
}

LastRoom lastRoom(Cursor &row)
{
    return LastRoom{row.optional(&Cursor::id<RoomId>).value_or(RoomId()), row.flag(),
                    int(row.integer())};
}

Room room(Cursor &row)
{
    return Room{
        row.id<RoomId>(), row.value<RoomKind>(), row.text(),    row.id<UserId>(), row.time(),
        row.time(),       row.integer(),         row.integer(), row.flag(),       row.integer(),
        row.integer()};
}

RoomDetails roomDetails(Cursor &row)
{
    return RoomDetails{room(row), row.text()};
}

RoomView roomView(Cursor &row)
{
    RoomView view{room(row), row.optional(&Cursor::value<RoomRole>), {}, 0, 0};
    if (row.isNull())
        row.skip(2);
    else
        view.peer = UserRef{row.id<UserId>(), row.text()};
    view.readSeq = row.integer();
    view.unread = row.integer();
    return view;
}

Member member(Cursor &row)
{
    return Member{{row.id<UserId>(), row.text()}, row.value<RoomRole>(), row.time()};
}

Invitation invitation(Cursor &row)
{
    return Invitation{
        row.id<RoomId>(), row.text(), {row.id<UserId>(), row.text()}, row.id<UserId>(), row.time()};
}

Message message(Cursor &row)
{
    Message message{row.id<MessageId>(),
                    row.id<RoomId>(),
                    row.integer(),
                    row.integer(),
                    row.integer(),
                    userRef(row),
                    row.text(),
                    row.time(),
                    row.optional(&Cursor::time),
                    row.optional(&Cursor::time)};
    if (row.isNull())
        row.skip(3);
    else
        message.recipient = userRef(row);
    return message;
}

PostedMessage postedMessage(Cursor &row)
{
    return PostedMessage{message(row), row.integer()};
}

} // namespace parlance::rows
