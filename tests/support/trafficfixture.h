// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/textreveals.h"
#include "console/trafficview.h"
#include "realtime/localbroker.h"
#include "support/unusedstore.h"

namespace parlance::test {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// Answers the names of rooms on request, and keeps the audit log.
class RoomNames : public UnusedStore
{
public:
    void findRoomDetails(QString room, Callback<RoomDetails> done) override
    {
        asked.append(room);
        answers.push_back([room, done = std::move(done)](const QString &name) {
            RoomDetails details;
            details.room.id = RoomId::fromHex(room).value_or(RoomId());
            details.room.name = name;
            done(name.isEmpty() ? Result<RoomDetails>(ErrorCode::RoomNotFound) : details);
        });
    }
    void appendAudit(AuditEntry entry, Callback<void> done) override
    {
        if (!isWritable)
            return done(ErrorCode::StorageFailed);
        audit.append(entry);
        if (holdsAudit)
            return held.push_back(std::move(done));
        done({});
    }
    void answerAudit()
    {
        for (Callback<void> &each : std::exchange(held, {}))
            each({});
    }
    void answerNext(const QString &name)
    {
        const auto next = std::move(answers.front());
        answers.erase(answers.begin());
        next(name);
    }

    QStringList asked;
    std::vector<UniqueFunction<void(const QString &)>> answers;
    QList<AuditEntry> audit;
    bool isWritable = true;
    /// Audit entries are answered by answerAudit() only.
    bool holdsAudit = false;
    std::vector<Callback<void>> held;
};

inline const UserRef ann{UserId(randomId()), u"ann"_s};
inline const UserRef bob{UserId(randomId()), u"bob"_s};

/// A log that somebody looks at, and a view of it.
struct Looked
{
    RoomNames store;
    LocalBroker broker;
    Timestamp now = fromEpochMs(1'800'000'000'000);
    TrafficLog log{broker, store, [this] { return now; }};
    TextReveals reveals{{broker, store, store, log}, [this] { return now; }};
    console::TrafficView view{log, reveals};
    RoomId room{randomId()};
    Actor auditor{UserId(randomId()),  u"chief"_s, SessionId(randomId()),
                  ServerRole::Auditor, now + 1h,   false};

    Looked() { view.setWatched(true); }

    MessagePosted post(const QString &text, std::optional<UserRef> to = {})
    {
        MessagePosted posted;
        posted.message.id = MessageId(randomId());
        posted.message.roomId = room;
        posted.message.author = ann;
        posted.message.text = text;
        posted.message.recipient = to;
        return posted;
    }
    void name(const QString &roomName) { broker.publish(RoomUpdated{roomCalled(roomName)}); }
    Room roomCalled(const QString &roomName) const
    {
        Room named;
        named.id = room;
        named.name = roomName;
        return named;
    }
    QString seen(const QMap<QString, QString> &filter = {}, quint64 after = 0, int limit = 100)
    {
        return seenBy(auditor, filter, after, limit);
    }
    /// "KIND ROOM USER TEXT" of each.
    QString seenBy(const Actor &viewer, const QMap<QString, QString> &filter = {},
                   quint64 after = 0, int limit = 100)
    {
        const auto page = view.read(after, limit, filter, viewer);
        if (!page)
            return errorName(page.error().code);
        QStringList list;
        for (const auto &each : page->entries)
            list.append(
                QStringList{each.cells[u"kind"_s].toString(), each.cells[u"room"_s].toString(),
                            each.cells[u"username"_s].toString(), each.cells[u"text"_s].toString()}
                    .join(u' ')
                    .simplified());
        return list.join(u", "_s);
    }
    AdminAction action(const Actor &actor, const QString &reason = u"a complaint"_s) const
    {
        AdminAction made{.actorId = actor.userId, .actor = actor.username, .role = actor.role};
        made.sessionId = actor.sessionId;
        made.reason = reason;
        return made;
    }
    QString reveal(const AdminAction &made, const QString &inRoom = {})
    {
        QString outcome;
        reveals.begin(made, inRoom, [&](const Result<TextReveal> &begun) {
            outcome = begun ? u"ok"_s : errorName(begun.error().code);
        });
        return outcome;
    }
    QString hide(const Actor &actor)
    {
        QString outcome;
        reveals.end(action(actor), [&](const Result<TextReveal> &ended) {
            outcome = ended ? u"ok"_s : errorName(ended.error().code);
        });
        return outcome;
    }
};

} // namespace parlance::test
