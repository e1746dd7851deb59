// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/messages.h"
#include "realtime/localbroker.h"
#include "support/testprogram.h"
#include "support/testsupport.h"
#include "support/unusedstore.h"

namespace tst_messages {

using namespace parlance;
using namespace parlance::test;
using namespace Qt::StringLiterals;

const RoomId roomId = RoomId::fromBytes(QByteArray(RawId::Size, 'r'));
const UserRef bob{UserId::fromBytes(QByteArray(RawId::Size, 'b')), u"bob"_s, {}};

Actor ann()
{
    Actor actor;
    actor.userId = UserId::fromBytes(QByteArray(RawId::Size, 'a'));
    actor.username = u"ann"_s;
    actor.alias = u"user-1"_s;
    return actor;
}

UserRef refOf(const Actor &actor)
{
    return {actor.userId, actor.username, actor.alias};
}

/// Records its arguments; stores nothing.
class Asked : public UnusedMessages
{
public:
    std::vector<NewMessage> posted;
    std::vector<NewAddressedMessage> addressed;
    QStringList asked;
    bool opens = false;
    bool repeated = false;
    std::optional<ErrorCode> fails;

    void appendMessage(NewMessage message, Callback<StoredMessage> done) override
    {
        posted.push_back(message);
        answer<StoredMessage>(std::move(done), stored(message.author, message.text));
    }
    void appendAddressed(NewAddressedMessage message, Callback<AddressedMessage> done) override
    {
        addressed.push_back(message);
        AddressedMessage result{stored(message.author, message.text), {}};
        result.stored.message.recipient = bob;
        if (opens) {
            result.opened = Room();
            result.opened->id = roomId;
        }
        answer<AddressedMessage>(std::move(done), result);
    }
    void listHistory(UserId viewer, ListHistory query, Callback<QList<Message>> done) override
    {
        note(u"history"_s, viewer, query.limit, query.before);
        done(QList<Message>());
    }
    void listDirectHistory(UserId user, std::optional<UserId> peer, std::optional<MessageId> before,
                           int limit, Callback<QList<Message>> done) override
    {
        note(peer == bob.id ? u"with bob"_s : u"with all"_s, user, limit, before);
        done(QList<Message>());
    }
    void listUndelivered(UserId user, int limit, Callback<QList<Message>> done) override
    {
        note(u"undelivered"_s, user, limit, {});
        done(QList<Message>());
    }
    void markDelivered(UserId user, qint64 first, qint64 last, Callback<void> done) override
    {
        asked.append(u"%1 has %2 to %3"_s.arg(user.toString()).arg(first).arg(last));
        done(ErrorCode::StorageFailed);
    }

private:
    StoredMessage stored(const UserRef &author, const QString &text) const
    {
        StoredMessage stored;
        stored.message.roomId = roomId;
        stored.message.author = author;
        stored.message.text = text;
        stored.repeated = repeated;
        return stored;
    }
    template <class T>
    void answer(Callback<T> done, const T &value) const
    {
        done(fails ? Result<T>(*fails) : Result<T>(value));
    }
    void note(const QString &what, UserId user, int limit, std::optional<MessageId> before)
    {
        QCOMPARE(user, ann().userId);
        asked.append(u"%1 %2 %3"_s.arg(what).arg(limit).arg(before ? u"older"_s : u"newest"_s));
    }
};

struct Tested
{
    Asked store;
    UnusedRecovery recovery;
    LocalBroker broker;
    Messages messages{store, recovery, broker, {}};
    /// The events, in order.
    QStringList seen;
    std::optional<MessagePosted> published;

    Tested()
    {
        broker.subscribe(Broker::Stage::AfterDelivery, [this](const Event &event) {
            if (const auto *joined = std::get_if<MemberJoined>(&event)) {
                seen.append(joined->user.username + u" joined"_s);
            } else {
                seen.append(u"posted"_s);
                published = std::get<MessagePosted>(event);
            }
        });
    }
    Callback<StoredMessage> note()
    {
        return [this](const Result<StoredMessage> &stored) {
            seen.append(stored ? u"ack"_s : errorName(stored.error().code));
        };
    }
};

class TestMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void postsAsItCame_data()
    {
        QTest::addColumn<bool>("withoutJoining");
        QTest::addColumn<bool>("overSocket");
        QTest::newRow("native") << false << false;
        QTest::newRow("over REST into a public room") << true << false;
        QTest::newRow("over a socket") << false << true;
    }
    void postsAsItCame()
    {
        QFETCH(bool, withoutJoining);
        QFETCH(bool, overSocket);
        Tested tested;
        const PostMessage command{roomId, u"hello"_s, u"id 1"_s, withoutJoining, overSocket};
        tested.messages.post(ann(), command, tested.note());
        QCOMPARE(tested.store.posted.size(), 1U);
        const NewMessage &stored = tested.store.posted.front();
        QCOMPARE(stored.withoutJoining, withoutJoining);
        QCOMPARE(stored.author, refOf(ann()));
        QCOMPARE(stored.author.alias, u"user-1"_s);
        QCOMPARE(stored.clientId, u"id 1"_s);
        QCOMPARE(tested.seen, (QStringList{u"ack"_s, u"posted"_s}));
        QCOMPARE(tested.published->overSocket, overSocket);
        QCOMPARE(tested.published->clientId, u"id 1"_s);
    }

    void sendsToAnAddress_data()
    {
        QTest::addColumn<bool>("opens");
        QTest::addColumn<bool>("repeated");
        QTest::addColumn<QStringList>("seen");
        QTest::newRow("again") << false << false << QStringList{u"ack"_s, u"posted"_s};
        // Both users are members before the recipient can reply.
        QTest::newRow("the first")
            << true << false
            << QStringList{u"ack"_s, u"ann joined"_s, u"bob joined"_s, u"posted"_s};
        QTest::newRow("repeated") << false << true << QStringList{u"ack"_s};
    }
    void sendsToAnAddress()
    {
        QFETCH(bool, opens);
        QFETCH(bool, repeated);
        Tested tested;
        tested.store.opens = opens;
        tested.store.repeated = repeated;
        tested.messages.postTo(ann(), {u"user-2"_s, u"hello"_s, u"id 1"_s, true}, tested.note());
        QTEST(tested.seen, "seen");
        QCOMPARE(tested.store.addressed.size(), 1U);
        const NewAddressedMessage &stored = tested.store.addressed.front();
        QCOMPARE(stored.address, u"user-2"_s);
        QCOMPARE(stored.author, refOf(ann()));
        QCOMPARE(stored.text, u"hello"_s);
        QCOMPARE(stored.clientId, u"id 1"_s);
        if (!repeated) {
            QVERIFY(tested.published->overSocket);
            QCOMPARE(tested.published->clientId, u"id 1"_s);
            QCOMPARE(tested.published->message.recipient, bob);
        }
    }

    void announcesNothingThatFailed()
    {
        Tested tested;
        tested.store.opens = true;
        tested.store.fails = ErrorCode::UserNotFound;
        tested.messages.postTo(ann(), {u"x"_s, u"hello"_s, {}, false}, tested.note());
        QCOMPARE(tested.seen, QStringList{u"user_not_found"_s});
    }

    void looksAtWhatIsSent_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<std::optional<QString>>("clientId");
        QTest::addColumn<bool>("valid");
        const std::optional<QString> none;
        const auto id = [](const QString &clientId) { return std::optional(clientId); };
        QTest::newRow("text") << u"hello"_s << none << true;
        QTest::newRow("with an id") << u"hello"_s << id(u"1"_s) << true;
        QTest::newRow("blank") << u" "_s << none << false;
        QTest::newRow("long") << QString(16385, u'x') << none << false;
        QTest::newRow("empty id") << u"hello"_s << id({}) << false;
        QTest::newRow("long id") << u"hello"_s << id(QString(65, u'x')) << false;
    }
    void looksAtWhatIsSent()
    {
        QFETCH(QString, text);
        QFETCH(std::optional<QString>, clientId);
        QFETCH(bool, valid);
        Tested tested;
        tested.messages.post(ann(), {roomId, text, clientId}, tested.note());
        tested.messages.postTo(ann(), {u"user-2"_s, text, clientId}, tested.note());
        QCOMPARE(tested.store.posted.size(), valid ? 1U : 0U);
        QCOMPARE(tested.store.addressed.size(), valid ? 1U : 0U);
        if (!valid)
            QCOMPARE(tested.seen, QStringList(2, u"validation_failed"_s));
    }

    void listsWhatIsAskedFor()
    {
        Tested tested;
        int answers = 0;
        const auto done = [&](const Result<QList<Message>> &list) { answers += list ? 1 : 0; };
        const std::optional<MessageId> before = MessageId(randomId());
        tested.messages.history(ann(), {roomId, before, 7}, Callback<QList<Message>>(done));
        tested.messages.directHistory(ann(), bob.id, {}, 8, Callback<QList<Message>>(done));
        tested.messages.directHistory(ann(), {}, before, 9, Callback<QList<Message>>(done));
        tested.messages.undelivered(ann(), 10, Callback<QList<Message>>(done));
        QCOMPARE(answers, 4);
        QCOMPARE(tested.store.asked,
                 (QStringList{u"history 7 older"_s, u"with bob 8 newest"_s, u"with all 9 older"_s,
                              u"undelivered 10 newest"_s}));
    }

    // No caller waits for the result.
    void marksWhatWasDelivered()
    {
        Tested tested;
        tested.messages.markDelivered(bob.id, 7, 9);
        QCOMPARE(tested.store.asked, QStringList{u"%1 has 7 to 9"_s.arg(bob.id.toString())});
        QVERIFY(tested.seen.isEmpty());
    }
};

PARLANCE_TEST(TestMessages)

} // namespace tst_messages

#include "tst_messages.moc"
