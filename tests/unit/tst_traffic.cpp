// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roomactivity.h"
#include "app/textreveals.h"
#include "console/trafficview.h"
#include "realtime/localbroker.h"
#include "support/testprogram.h"
#include "support/unusedstore.h"

#include <QTest>

namespace tst_traffic {

using namespace parlance;
using namespace parlance::test;
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
        done({});
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
};

const UserRef ann{UserId(randomId()), u"ann"_s};
const UserRef bob{UserId(randomId()), u"bob"_s};

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

class TestTraffic : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The log ------------------------------------------------------------------------------------

    void notesWhatHappens()
    {
        Looked f;
        f.name(u"Hall"_s);
        MessagePosted posted = f.post(u"Grüße 🌱"_s);
        posted.dialect = u"phone"_s;
        posted.overSocket = true;
        f.broker.publish(posted);
        f.broker.publish(MessageEdited{posted.message});
        f.broker.publish(MessageDeleted{posted.message});
        f.broker.publish(MemberJoined{f.roomCalled(u"Hall"_s), bob});
        f.broker.publish(MemberLeft{f.room, bob});
        f.broker.publish(PresenceChanged{ann, true, f.now, {}});
        f.broker.publish(PresenceChanged{ann, false, f.now, {}});
        f.broker.publish(TypingChanged{f.room, ann, true});
        f.log.noteConnected({.address = u"192.0.2.1"_s, .dialect = u"rooms"_s});
        AdminAction freeze = f.action(f.auditor);
        freeze.command = u"rooms.freeze"_s;
        freeze.arguments = {{u"room"_s, u"Hall"_s}};
        f.log.noteCommand(freeze, u"forbidden"_s);
        QCOMPARE(f.seen(), u"posted Hall ann, edited Hall ann, deleted Hall ann, joined Hall bob, "
                           "left Hall bob, online ann, offline ann, connected, command chief"_s);
        const TrafficEntry &first = f.log.entries().front();
        QCOMPARE(first.bytes, u"Grüße 🌱"_s.toUtf8().size());
        QCOMPARE(first.dialect, u"phone"_s);
        QCOMPARE(first.transport, u"socket"_s);
        QCOMPARE(first.message, posted.message.id);
        QCOMPARE(first.position, 1u);
        const TrafficEntry &last = f.log.entries().back();
        QCOMPARE(last.target, u"Hall"_s);
        QCOMPARE(last.outcome, u"forbidden"_s);
        QCOMPARE(f.store.asked, QStringList());
    }

    void waitsForNamesInOrder()
    {
        Looked f;
        const RoomId hall = f.room;
        f.broker.publish(f.post(u"one"_s));
        f.room = RoomId(randomId());
        f.broker.publish(f.post(u"two"_s));
        f.broker.publish(PresenceChanged{bob, true, f.now, {}});
        f.room = hall;
        f.broker.publish(f.post(u"three"_s));
        QCOMPARE(f.seen(), QString());
        // Each once.
        QCOMPARE(f.store.asked.size(), 2);
        f.store.answerNext(u"Hall"_s);
        QCOMPARE(f.seen(), u"posted Hall ann"_s);
        f.store.answerNext({});
        QCOMPARE(f.seen(), u"posted Hall ann, posted ann, online bob, posted Hall ann"_s);
        f.broker.publish(f.post(u"four"_s));
        QCOMPARE(f.store.asked.size(), 2);
    }

    void aDirectConversationHasNoName()
    {
        Looked f;
        f.broker.publish(f.post(u"psst"_s, bob));
        QCOMPARE(f.seen(), u"posted ann"_s);
        QVERIFY(f.log.entries().front().isDirect);
        QCOMPARE(f.store.asked, QStringList());
    }

    void isOnlyThereWhileSomebodyLooks()
    {
        Looked f;
        f.name(u"Hall"_s);
        f.broker.publish(f.post(u"one"_s));
        f.broker.publish(f.post(u"two"_s));
        f.view.setWatched(false);
        QVERIFY(f.log.entries().empty());
        f.broker.publish(f.post(u"unseen"_s));
        QCOMPARE(f.store.asked, QStringList());
        f.view.setWatched(true);
        QCOMPARE(f.seen(), QString());
        f.name(u"Hall"_s);
        f.broker.publish(f.post(u"three"_s));
        // Who was there before misses something.
        const auto page = f.view.read(2, 100, {}, f.auditor);
        QCOMPARE(page->skipped, 1u);
        QCOMPARE(page->entries.size(), 1u);
        QCOMPARE(page->until, f.view.version());
        // Who is new does not.
        QCOMPARE(f.view.read(f.view.tailStart(100), 100, {}, f.auditor)->skipped, 0u);
        QCOMPARE(f.view.tailStart(1), f.view.version() - 1);
    }

    void forgetsTheOldest()
    {
        Looked f;
        for (size_t i = 0; i < TrafficLog::mostEntries + 10; ++i)
            f.broker.publish(PresenceChanged{ann, true, f.now, {}});
        QCOMPARE(f.log.entries().size(), TrafficLog::mostEntries);
        const auto page = f.view.read(4, 3, {}, f.auditor);
        QCOMPARE(page->skipped, 6u);
        QCOMPARE(page->entries.front().position, 11u);
        QCOMPARE(page->until, 13u);
    }

    // However long the storage takes.
    void doesNotWaitForNamesForEver()
    {
        Looked f;
        for (size_t i = 0; i < TrafficLog::mostEntries + 10; ++i)
            f.broker.publish(f.post(u"x"_s));
        QCOMPARE(f.log.entries().size(), TrafficLog::mostEntries);
        QCOMPARE(f.store.asked.size(), 1);
    }

    void anAnswerMayComeTooLate()
    {
        RoomNames store;
        LocalBroker broker;
        {
            TrafficLog log(broker, store, systemNow);
            log.setWatched(true);
            MessagePosted posted;
            posted.message.roomId = RoomId(randomId());
            broker.publish(posted);
            log.setWatched(false);
        }
        QCOMPARE(store.answers.size(), 1u);
        store.answerNext(u"Hall"_s);
    }

    // The view -----------------------------------------------------------------------------------

    void filters()
    {
        Looked f;
        f.name(u"Hall"_s);
        f.broker.publish(f.post(u"one"_s));
        f.broker.publish(MemberJoined{f.roomCalled(u"Hall"_s), bob});
        f.broker.publish(PresenceChanged{bob, true, f.now, {}});
        f.broker.publish(f.post(u"psst"_s, bob));
        QCOMPARE(f.seen({{u"kind"_s, u"joined,online"_s}}), u"joined Hall bob, online bob"_s);
        QCOMPARE(f.seen({{u"room"_s, u"hall"_s}}), u"posted Hall ann, joined Hall bob"_s);
        QCOMPARE(f.seen({{u"room"_s, f.room.toString()}, {u"kind"_s, u"posted"_s}}),
                 u"posted Hall ann, posted ann"_s);
        QCOMPARE(f.seen({{u"user"_s, u"BOB"_s}}), u"joined Hall bob, online bob"_s);
        QCOMPARE(f.seen({{u"user"_s, ann.id.toString()}}), u"posted Hall ann, posted ann"_s);
        QCOMPARE(f.seen({{u"user"_s, u"an"_s}}), QString());
        QCOMPARE(f.seen({{u"kind"_s, u"shouted"_s}}), u"validation_failed"_s);
        QCOMPARE(f.seen({{u"kind"_s, QString()}}), u"validation_failed"_s);
        // Everything that does not match is behind it.
        QCOMPARE(f.view.read(0, 1, {{u"kind"_s, u"online"_s}}, f.auditor)->until, 4u);
        QCOMPARE(f.view.read(0, 1, {{u"kind"_s, u"posted"_s}}, f.auditor)->until, 1u);
    }

    // Texts --------------------------------------------------------------------------------------

    void showsTextsOnlyToWhoAskedForThem()
    {
        Looked f;
        f.name(u"Hall"_s);
        f.broker.publish(f.post(u"before"_s));
        QCOMPARE(f.reveal(f.action(f.auditor)), u"ok"_s);
        f.broker.publish(f.post(u"during"_s));
        f.broker.publish(f.post(u"psst"_s, bob));
        QCOMPARE(f.seen(), u"posted Hall ann, posted Hall ann during, posted ann"_s);
        QVERIFY(!f.log.entries().front().text);
        QVERIFY(!f.log.entries().back().text);
        Actor sameUser = f.auditor;
        sameUser.sessionId = SessionId(randomId());
        QCOMPARE(f.seenBy(sameUser), u"posted Hall ann, posted Hall ann, posted ann"_s);
        const AuditEntry &logged = f.store.audit.first();
        QCOMPARE(logged.action.reason, u"a complaint"_s);
        QCOMPARE(logged.outcome, u"ok"_s);
        QCOMPARE(logged.after[u"until"_s].toString(), toIsoString(f.now + 15min));
    }

    void ofOneRoom()
    {
        Looked f;
        f.name(u"Hall"_s);
        QString outcome;
        f.reveals.begin(f.action(f.auditor), f.room.toString(),
                        [&](const auto &begun) { outcome = begun ? u"ok"_s : u"refused"_s; });
        f.store.answerNext(u"Hall"_s);
        QCOMPARE(outcome, u"ok"_s);
        f.broker.publish(f.post(u"here"_s));
        f.room = RoomId(randomId());
        f.name(u"Attic"_s);
        f.broker.publish(f.post(u"there"_s));
        QCOMPARE(f.seen(), u"posted Hall ann here, posted Attic ann"_s);
        QCOMPARE(f.store.audit.first().target, u"Hall"_s);
        f.reveals.begin(f.action(f.auditor), u"nowhere"_s,
                        [&](const auto &begun) { outcome = errorName(begun.error().code); });
        f.store.answerNext({});
        QCOMPARE(outcome, u"room_not_found"_s);
    }

    void endsByItself()
    {
        Looked f;
        QStringList told;
        f.reveals.setListener([&](const TextReveal &reveal, bool hasBegun) {
            told.append(reveal.by + (hasBegun ? u" reads"_s : u" stops"_s));
        });
        f.name(u"Hall"_s);
        f.reveal(f.action(f.auditor));
        f.broker.publish(f.post(u"one"_s));
        f.now += 15min - 1ms;
        f.reveals.expire();
        QCOMPARE(f.reveals.current().size(), 1);
        QCOMPARE(f.seen(), u"posted Hall ann one"_s);
        f.now += 1ms;
        // Also before the timer has noticed.
        QCOMPARE(f.seen(), u"posted Hall ann"_s);
        QVERIFY(f.reveals.current().isEmpty());
        f.broker.publish(f.post(u"two"_s));
        QVERIFY(!f.log.entries().back().text);
        f.reveals.expire();
        QVERIFY(!f.log.entries().front().text);
        QCOMPARE(told, QStringList({u"chief reads"_s, u"chief stops"_s}));
        QCOMPARE(f.hide(f.auditor), u"conflict"_s);
    }

    void endsWithItsSession_data()
    {
        QTest::addColumn<QString>("how");
        for (const char *how : {"off", "session", "all sessions", "role"})
            QTest::newRow(how) << QString::fromLatin1(how);
    }
    void endsWithItsSession()
    {
        QFETCH(QString, how);
        Looked f;
        f.name(u"Hall"_s);
        f.reveal(f.action(f.auditor));
        f.broker.publish(f.post(u"one"_s));
        const UserId user = f.auditor.userId;
        // Of others.
        f.broker.publish(SessionsEnded{user, {SessionId(randomId())}, {}});
        f.broker.publish(SessionsEnded{ann.id, {}, {}});
        f.broker.publish(RoleChanged{user, ServerRole::Operator});
        QCOMPARE(f.seen(), u"posted Hall ann one"_s);
        if (how == u"off")
            QCOMPARE(f.hide(f.auditor), u"ok"_s);
        else if (how == u"session")
            f.broker.publish(SessionsEnded{user, {f.auditor.sessionId}, {}});
        else if (how == u"all sessions")
            f.broker.publish(SessionsEnded{user, {}, {}});
        else
            f.broker.publish(RoleChanged{user, ServerRole::User});
        QVERIFY(f.reveals.current().isEmpty());
        QCOMPARE(f.seen(), u"posted Hall ann"_s);
        QVERIFY(!f.log.entries().front().text);
        QCOMPARE(f.store.audit.size(), how == u"off" ? 2 : 1);
    }

    void severalAtOnce()
    {
        Looked f;
        f.name(u"Hall"_s);
        Actor other = f.auditor;
        other.userId = UserId(randomId());
        other.sessionId = SessionId(randomId());
        other.username = u"second"_s;
        f.reveal(f.action(f.auditor));
        f.now += 5min;
        f.reveal(f.action(other));
        f.broker.publish(f.post(u"one"_s));
        f.now += 10min;
        f.reveals.expire();
        QCOMPARE(f.seen(), u"posted Hall ann"_s);
        QCOMPARE(f.seenBy(other), u"posted Hall ann one"_s);
        // Asked for again, it begins anew.
        f.reveal(f.action(other));
        f.reveal(f.action(other));
        QCOMPARE(f.reveals.current().size(), 1);
        QCOMPARE(f.reveals.current().first().until, f.now + 15min);
    }

    void refusals()
    {
        Looked f;
        QCOMPARE(f.reveal(f.action(f.auditor, {})), u"validation_failed"_s);
        AdminAction dry = f.action(f.auditor);
        dry.dryRun = true;
        QCOMPARE(f.reveal(dry), u"ok"_s);
        QVERIFY(f.reveals.current().isEmpty());
        QVERIFY(f.store.audit.isEmpty());
        f.store.isWritable = false;
        QCOMPARE(f.reveal(f.action(f.auditor)), u"storage_failed"_s);
        QVERIFY(f.reveals.current().isEmpty());
        f.store.isWritable = true;
        for (int i = 0; i < TextReveals::most; ++i) {
            Actor each = f.auditor;
            each.sessionId = SessionId(randomId());
            QCOMPARE(f.reveal(f.action(each)), u"ok"_s);
        }
        QCOMPARE(f.reveal(f.action(f.auditor)), u"limit_reached"_s);
    }

    void textsAreBounded()
    {
        Looked f;
        f.name(u"Hall"_s);
        f.reveal(f.action(f.auditor));
        f.broker.publish(f.post(QString(TrafficLog::maxText + 1, u'x')));
        QCOMPARE(f.log.entries().front().text->size(), TrafficLog::maxText);
        const auto enough = TrafficLog::mostText / TrafficLog::maxText;
        for (qsizetype i = 0; i < enough; ++i)
            f.broker.publish(f.post(QString(TrafficLog::maxText, u'y')));
        QVERIFY(!f.log.entries().front().text);
        QVERIFY(f.log.entries().at(1).text);
    }

    // Messages a minute --------------------------------------------------------------------------

    void countsTheLastMinute()
    {
        RoomActivity activity;
        const RoomId hall{randomId()};
        const RoomId attic{randomId()};
        Timestamp now = fromEpochMs(1'800'000'000'000);
        QCOMPARE(activity.inLastMinute(hall, now), 0);
        for (int i = 0; i < 60; ++i, now += 1s)
            activity.note(hall, now);
        activity.note(attic, now);
        const qint64 steady = activity.inLastMinute(hall, now);
        QVERIFY2(steady >= 55 && steady <= 60, qPrintable(QString::number(steady)));
        QCOMPARE(activity.all(now).size(), 2);
        now += 30s;
        const qint64 half = activity.inLastMinute(hall, now);
        QVERIFY2(half >= 25 && half <= 30, qPrintable(QString::number(half)));
        now += 35s;
        QVERIFY(activity.all(now).isEmpty());
        activity.note(hall, now);
        // The clock was set back.
        QCOMPARE(activity.inLastMinute(hall, now - 1h), 0);
        activity.note(hall, now - 1h);
        QCOMPARE(activity.inLastMinute(hall, now - 1h), 1);
        activity.clear();
        QCOMPARE(activity.inLastMinute(hall, now - 1h), 0);
    }
};

PARLANCE_TEST(TestTraffic)

} // namespace tst_traffic

#include "tst_traffic.moc"
