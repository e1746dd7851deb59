// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services.h"
#include "connections/pushencoder.h"
#include "dialects/native.h"
#include "dialects/nativehandlers.h"
#include "dialects/nativejson.h"
#include "dialects/registry.h"
#include "domain/encodedsize.h"
#include "realtime/localbroker.h"
#include "socketio/packet.h"
#include "support/gatewayfixture.h"
#include "support/testprogram.h"

#include <QSet>
#include <QTest>

namespace tst_native {

using namespace parlance;
using namespace Qt::StringLiterals;

QJsonArray argsOf(const Frame &frame)
{
    const auto packet = socketio::decodePacket(frame.payload, 0);
    return packet ? packet->array : QJsonArray();
}

QSet<QString> socketOperations()
{
    QSet<QString> names;
    for (const Operation &operation : nativeOperations()) {
        if (operation.rules.transports != Operation::RestOnly)
            names.insert(QString::fromLatin1(operation.name));
    }
    return names;
}

// Answers what it is told to, or an empty page for each place.
class ResumeStore : public test::UnusedStore
{
public:
    void resumeRooms(UserId, ResumeRooms query, Callback<QList<ResumedRoom>> done) override
    {
        for (const auto &place : query.places)
            answer.append({place.roomId, ChangePage{{}, place.since, false}});
        done(answer);
    }
    QList<ResumedRoom> answer;
};

Result<Reply> resume(test::UnusedStore &store, const QJsonObject &args)
{
    LocalBroker broker;
    Passwords passwords({});
    Tokens tokens("secret");
    test::AllServices services(store, tokens, broker, passwords);
    Result<Reply> reply = ErrorCode::Internal;
    Call call;
    call.caller.actor.emplace();
    call.args = args;
    nativehandlers::resumeMessages(services.all, call,
                                   [&](const Result<Reply> &result) { reply = result; });
    return reply;
}

class TestNative : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesCollideWithNoDialect()
    {
        // The dialects' events have no dot; ours all have one.
        for (const QString &name : socketOperations())
            QVERIFY2(name.contains(u'.'), qPrintable(name));
    }

    void everyPushIsNamed()
    {
        const auto names = nativePushNames();
        // Five are told by other events, asked for, or sent to nobody.
        QCOMPARE(names.size(), std::variant_size_v<Event> - 5);
        const Dialect dialect = nativeDialect();
        const Event events[] = {MessagePosted{},     MessageEdited{}, MessageDeleted{},
                                RoomUpdated{},       RoomPurged{},    RoomDeleted{},
                                MemberJoined{},      MemberLeft{},    MemberUpdated{},
                                InvitationCreated{}, ReadMarkMoved{}, PresenceChanged{},
                                TypingChanged{},     UserErased{},    SessionExpiring{},
                                SessionsEnded{},     Announced{},     Moderated{Measure::Muted}};
        for (size_t i = 0; i < std::size(events); ++i)
            QCOMPARE(dialect.renderEvent(events[i], {})->name, names[i]);
    }

    // Clients that may recover take any string at the end of an event for an offset.
    void noPushButAStoredOneEndsInAString()
    {
        const Registry registry({nativeDialect()});
        const FrameEncoder encode = pushEncoder(registry);
        Message message;
        message.position = 4711;
        const Event events[] = {MessagePosted{message, u"id"_s},
                                MessageEdited{message},
                                MessageDeleted{message},
                                RoomUpdated{},
                                RoomPurged{{}, 1, 2, 4711},
                                RoomDeleted{},
                                MemberJoined{},
                                MemberLeft{},
                                MemberUpdated{},
                                MemberEntered{},
                                MemberExited{},
                                RoomOnlineChanged{},
                                InvitationCreated{},
                                ReadMarkMoved{},
                                PresenceChanged{},
                                TypingChanged{},
                                UserErased{},
                                Announced{},
                                Moderated{Measure::Muted},
                                SessionExpiring{},
                                SessionsEnded{},
                                RoleChanged{},
                                TableChanged{}};
        static_assert(std::size(events) == std::variant_size_v<Event>);
        for (size_t i = 0; i < std::size(events); ++i) {
            QCOMPARE(events[i].index(), i);
            const bool stored = i < 3 || std::holds_alternative<RoomPurged>(events[i]);
            if (!registry.dialect(0).renderEvent(events[i], {}))
                continue;
            const Frame plain = encode(events[i], {0, PushFormat::Wire::SocketIo});
            const Frame offset = encode(events[i], {0, PushFormat::Wire::SocketIoOffsets});
            const Frame json = encode(events[i], {0, PushFormat::Wire::WebSocketJson});
            for (const Frame &frame : {plain, offset, json})
                QCOMPARE(frame.position, stored ? 4711 : 0);
            QJsonArray args = argsOf(plain);
            QCOMPARE(args.size(), 2);
            QVERIFY(args[1].isObject());
            if (stored)
                args.append(u"4711"_s);
            QCOMPARE(argsOf(offset), args);
            // The frame for many receivers is of the same packet.
            QVERIFY(offset.webSocketFrame.endsWith('4' + offset.payload));
        }
    }

    void resumeReadsItsRooms_data()
    {
        QTest::addColumn<QJsonObject>("args");
        QTest::addColumn<QString>("error");
        const QString id = u"697dc67800000000000000c3"_s;
        const auto rooms = [](const QJsonValue &value) { return QJsonObject{{u"rooms"_s, value}}; };
        const auto place = [](const QJsonValue &roomId, const QJsonValue &since) {
            return QJsonObject{{u"roomId"_s, roomId}, {u"since"_s, since}};
        };
        QJsonArray many;
        for (int i = 0; i < 100; ++i)
            many.append(place(id, 0));
        QTest::newRow("none") << rooms(QJsonArray()) << QString();
        QTest::newRow("one") << rooms(QJsonArray{place(id, 7)}) << QString();
        QTest::newRow("many") << rooms(many) << QString();
        many.append(place(id, 0));
        QTest::newRow("too many") << rooms(many) << u"At most 100 rooms at once"_s;
        QTest::newRow("missing") << QJsonObject() << u"\"rooms\" is missing"_s;
        QTest::newRow("null") << rooms(QJsonValue()) << u"\"rooms\" is missing"_s;
        QTest::newRow("no array") << rooms(id) << u"\"rooms\" must be an array"_s;
        QTest::newRow("no objects")
            << rooms(QJsonArray{id}) << u"\"rooms\" entry 0: \"roomId\" is missing"_s;
        QTest::newRow("no id") << rooms(QJsonArray{place(id, 0), place(u"x"_s, 0)})
                               << u"\"rooms\" entry 1: \"roomId\" must be an id of 24 hex digits"_s;
        QTest::newRow("no since") << rooms(QJsonArray{QJsonObject{{u"roomId"_s, id}}})
                                  << u"\"rooms\" entry 0: \"since\" is missing"_s;
        QTest::newRow("text") << rooms(QJsonArray{place(id, u"7"_s)})
                              << u"\"rooms\" entry 0: \"since\" must be an integer"_s;
        QTest::newRow("negative") << rooms(QJsonArray{place(id, -1)})
                                  << u"\"rooms\" entry 0: \"since\" must not be negative"_s;
    }
    void resumeReadsItsRooms()
    {
        QFETCH(QJsonObject, args);
        ResumeStore store;
        const Result<Reply> reply = resume(store, args);
        QTEST(reply ? QString() : reply.error().message(), "error");
        if (!reply)
            return;
        const QJsonArray asked = args[u"rooms"_s].toArray();
        const QJsonArray answered = reply->body[u"rooms"_s].toArray();
        QCOMPARE(answered.size(), asked.size());
        for (qsizetype i = 0; i < asked.size(); ++i)
            QCOMPARE(answered[i][u"roomId"_s], asked[i][u"roomId"_s]);
    }

    void resumeShowsARoomsChangesOrItsError()
    {
        const RoomId known = RoomId::fromBytes(QByteArray(12, 'a'));
        const RoomId other = RoomId::fromBytes(QByteArray(12, 'b'));
        Message message;
        message.roomId = known;
        message.seq = 3;
        ResumeStore store;
        store.answer = {{known, ChangePage{{message}, 9, true}}, {other, ErrorCode::NotMember}};
        const QJsonValue body = resume(store, {{u"rooms"_s, QJsonArray()}})->body;
        const QJsonObject page = body[u"rooms"_s][0].toObject();
        QCOMPARE(page[u"roomId"_s].toString(), known.toString());
        QCOMPARE(page[u"messages"_s][0], QJsonValue(nativejson::message(message)));
        QCOMPARE(page[u"until"_s].toInt(), 9);
        QCOMPARE(page[u"more"_s].toBool(), true);
        QVERIFY(!page.contains(u"error"_s));
        const QJsonObject failed = body[u"rooms"_s][1].toObject();
        QCOMPARE(failed[u"error"_s][u"code"_s].toString(), u"not_member"_s);
        QCOMPARE(failed.keys(), (QStringList{u"error"_s, u"roomId"_s}));
    }

    void everyErrorHasAStatusAndABody()
    {
        for (int i = 0; i < ErrorCodeCount; ++i) {
            const Error error{ErrorCode(i), {}, std::chrono::seconds(3)};
            const int status = nativeStatus(error.code);
            QVERIFY(status >= 400 && status < 600);
            const QJsonObject body = nativeDialect().renderError(error)[u"error"_s].toObject();
            QCOMPARE(body.value(u"code"_s).toString(), errorName(error.code));
            QCOMPARE(body.value(u"message"_s).toString(), errorText(error.code));
            QCOMPARE(body.value(u"retryAfter"_s).toInt(), 3);
        }
    }

    void rowsAreFoundByNameAndDiscriminator()
    {
        Dialect dialect = nativeDialect();
        dialect.events = {{.name = u"e"_s, .discriminator = {{u"a"_s}, {}}},
                          {.name = u"e"_s, .discriminator = {{u"b"_s}, {u"a"_s}}}};
        const Registry registry({dialect});
        const auto found = [&](const QString &name, const QJsonObject &args) {
            return registry.findEvent({}, name, {args});
        };
        QCOMPARE(found(u"e"_s, {{u"a"_s, 1}})->row, &registry.dialect(0).events[0]);
        QCOMPARE(found(u"e"_s, {{u"b"_s, 1}})->row, &registry.dialect(0).events[1]);
        QCOMPARE(found(u"e"_s, {}).error().code, ErrorCode::ValidationFailed);
        QCOMPARE(found(u"x"_s, {{u"a"_s, 1}}).error().code, ErrorCode::UnknownOperation);
    }

    // What pages and recovery are measured by.
    void noMessageIsLongerThanItCounts_data()
    {
        QTest::addColumn<QString>("text");
        QString controls;
        for (int i = 1; i < 0x20; ++i)
            controls += QChar(i);
        QTest::newRow("nothing") << QString();
        QTest::newRow("plain") << QString(1000, u'x');
        QTest::newRow("control characters") << controls.repeated(100);
        QTest::newRow("quotes") << u"\"\\/\x7f"_s.repeated(100);
        QTest::newRow("two bytes") << u"\u0080\u07ff"_s.repeated(100);
        QTest::newRow("three bytes") << u"\u0800\u2028\uffff"_s.repeated(100);
        QTest::newRow("four bytes") << u"\U0001f600"_s.repeated(100);
        QTest::newRow("half a pair") << QString(100, QChar(0xd800));
    }
    void noMessageIsLongerThanItCounts()
    {
        QFETCH(QString, text);
        Message message;
        message.id = MessageId(randomId());
        message.roomId = RoomId(randomId());
        message.author = {UserId(randomId()), u"\U0001f600"_s.repeated(64)};
        message.seq = message.changedSeq = message.position = std::numeric_limits<qint64>::max();
        message.createdAt = systemNow();
        message.editedAt = message.deletedAt = message.createdAt;
        message.text = text;
        const Registry registry({nativeDialect()});
        const auto encode = pushEncoder(registry);
        for (const auto wire : {PushFormat::Wire::SocketIo, PushFormat::Wire::SocketIoOffsets,
                                PushFormat::Wire::WebSocketJson}) {
            for (const Event &event :
                 {Event(MessagePosted{message, QString(64, QChar(1))}),
                  Event(MessageEdited{message}), Event(MessageDeleted{message})}) {
                const Frame frame = encode(event, {0, wire});
                const qint64 counted = encodedBytes(message);
                QVERIFY(frame.webSocketFrame.size() <= counted + 64 * 6);
                // Not far too much either: that would cut pages short.
                QVERIFY(counted <= 2 * frame.webSocketFrame.size() + 400);
            }
        }
    }
};

PARLANCE_TEST(TestNative)

} // namespace tst_native

#include "tst_native.moc"
