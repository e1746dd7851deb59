// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/deliveries.h"
#include "support/gatewayfixture.h"
#include "support/testprogram.h"

namespace tst_deliveries {

using namespace parlance;
using namespace parlance::test;

/// The undelivered messages of one user, and the ranges marked as delivered. Answers on request.
class WaitingStore : public UnusedMessages
{
public:
    std::map<qint64, Message> waiting;
    std::vector<std::pair<qint64, qint64>> marked;
    std::vector<int> asked;
    std::vector<Callback<QList<Message>>> answers;

    void listUndelivered(UserId, int limit, Callback<QList<Message>> done) override
    {
        asked.push_back(limit);
        answers.push_back(std::move(done));
    }
    void markDelivered(UserId, qint64 first, qint64 last, Callback<void> done) override
    {
        marked.emplace_back(first, last);
        waiting.erase(waiting.lower_bound(first), waiting.upper_bound(last));
        done({});
    }
    void answer()
    {
        QList<Message> list;
        for (const auto &[position, message] : waiting) {
            if (list.size() < asked.back())
                list.append(message);
        }
        const auto done = std::exchange(answers, {});
        done.front()(list);
    }
};

// Shows only the position of the message.
Frame encodePosition(const Event &event, const PushFormat &)
{
    return {QByteArray::number(positionOf(event)), {}, positionOf(event)};
}

class TestDeliveries : public QObject
{
    Q_OBJECT

private:
    using Marks = std::vector<std::pair<qint64, qint64>>;

    struct Tested
    {
        WaitingStore store;
        UnusedRecovery recovery;
        LocalBroker broker;
        Messages messages{store, recovery, broker, {}};
        Hub hub{broker, encodePosition,
                [](const Event &, const Subscription &subscription, UserId) {
                    return subscription.directs;
                }};
        TimerQueue timers;
        Deliveries deliveries{messages, hub, timers};
        Actor actor;
        RoomId room{randomId()};

        Tested() { actor.userId = UserId(randomId()); }
        Message messageAt(qint64 position, const QString &text = u"x"_s) const
        {
            Message message;
            message.roomId = room;
            message.position = position;
            message.text = text;
            message.recipient = UserRef{actor.userId, {}, {}};
            return message;
        }
        void wait(qint64 first, qint64 last)
        {
            for (qint64 i = first; i <= last; ++i)
                store.waiting.emplace(i, messageAt(i));
        }
        void post(qint64 position)
        {
            store.waiting.emplace(position, messageAt(position));
            broker.publish(MessagePosted{messageAt(position), {}});
        }
        std::shared_ptr<Subscription> attach(TestConnection &connection)
        {
            auto subscription = std::make_shared<Subscription>();
            hub.attach(&connection, actor, {room}, subscription);
            return subscription;
        }
        QString catchUp(TestConnection &connection,
                        const std::shared_ptr<Subscription> &subscription)
        {
            const auto answered = std::make_shared<QString>(u"nothing yet"_s);
            deliveries.catchUp(&connection, actor, subscription, [answered](const auto &done) {
                *answered = done ? u"done"_s : errorName(done.error().code);
            });
            if (*answered == u"nothing yet" && !store.answers.empty())
                store.answer();
            return *answered;
        }
        void close(TestConnection &connection)
        {
            hub.detach(&connection);
            deliveries.close(&connection);
            connection.waiting.clear();
        }
    };
    static void confirm(TestConnection &connection)
    {
        for (const auto &delivered : std::exchange(connection.waiting, {}))
            delivered();
    }

    // A connection that went on from the first 64 of 100 messages, of which it has the last
    // already, and the one that came after it.
    struct Superseded : Tested
    {
        TestConnection first;
        TestConnection last;
        std::shared_ptr<Subscription> subscription = attach(first);

        Superseded()
        {
            wait(1, 100);
            broker.publish(MessagePosted{messageAt(100), {}});
            catchUp(first, subscription);
            catchUp(last, attach(last));
            confirm(first);
        }
    };

private Q_SLOTS:
    void nothingIsDeliveredBeforeTheClientSaysSo()
    {
        Tested t;
        TestConnection connection;
        const auto subscription = t.attach(connection);
        t.wait(1, 3);
        QCOMPARE(t.catchUp(connection, subscription), u"done"_s);
        QCOMPARE(connection.received, (QByteArrayList{"1", "2", "3"}));
        QVERIFY(t.store.marked.empty());
        QVERIFY(subscription->directs && subscription->everyRoom);
        t.post(4);
        QCOMPARE(connection.received.last(), QByteArray("4"));
        QVERIFY(t.store.marked.empty());
        confirm(connection);
        QCOMPARE(t.store.marked, (Marks{{1, 3}, {4, 4}}));
        QVERIFY(t.store.waiting.empty());
        t.close(connection);
    }

    // Otherwise its call would run for ever.
    void aConnectionThatClosesMeanwhileIsAnswered()
    {
        Tested t;
        TestConnection connection;
        t.wait(1, 3);
        int answered = 0;
        t.deliveries.catchUp(&connection, t.actor, t.attach(connection),
                             [&answered](const auto &) { ++answered; });
        t.close(connection);
        QCOMPARE(answered, 0);
        t.store.answer();
        QCOMPARE(answered, 1);
        QVERIFY(connection.received.isEmpty());
    }

    void aConnectionThatDropsDeliversNothing()
    {
        Tested t;
        TestConnection connection;
        t.wait(1, 3);
        t.catchUp(connection, t.attach(connection));
        const auto late = std::exchange(connection.waiting, {});
        t.close(connection);
        for (const auto &delivered : late)
            delivered();
        QVERIFY(t.store.marked.empty());
        QCOMPARE(t.store.waiting.size(), size_t(3));
    }

    void sendsInStepsThatTheClientConfirms()
    {
        Tested t;
        TestConnection connection;
        const auto subscription = t.attach(connection);
        t.wait(1, 150);
        t.catchUp(connection, subscription);
        QCOMPARE(connection.received.size(), 64);
        QVERIFY(!subscription->directs);
        // A message posted meanwhile follows the undelivered ones, so it is not sent yet.
        t.post(151);
        QCOMPARE(connection.received.size(), 64);
        confirm(connection);
        t.store.answer();
        QCOMPARE(connection.received.size(), 128);
        QVERIFY(!subscription->directs);
        confirm(connection);
        t.store.answer();
        QCOMPARE(connection.received.size(), 151);
        for (int i = 0; i < 151; ++i)
            QCOMPARE(connection.received[i], QByteArray::number(i + 1));
        QVERIFY(subscription->directs);
        confirm(connection);
        QCOMPARE(t.store.marked, (Marks{{1, 64}, {65, 128}, {129, 151}}));
        QCOMPARE(t.store.asked, (std::vector<int>{64, 64, 64}));
        t.close(connection);
    }

    void aSecondCatchUpRepeatsNothing()
    {
        Tested t;
        TestConnection connection;
        const auto subscription = t.attach(connection);
        t.wait(1, 3);
        t.catchUp(connection, subscription);
        QCOMPARE(t.catchUp(connection, subscription), u"done"_s);
        confirm(connection);
        QCOMPARE(t.catchUp(connection, subscription), u"done"_s);
        QCOMPARE(connection.received.size(), 3);
        QCOMPARE(t.store.asked.size(), size_t(1));
        t.close(connection);
    }

    void theDeviceThatRegisteredLastDecides()
    {
        Tested t;
        TestConnection first;
        TestConnection last;
        t.catchUp(first, t.attach(first));
        t.catchUp(last, t.attach(last));
        t.post(1);
        confirm(first);
        QVERIFY(t.store.marked.empty());
        confirm(last);
        QCOMPARE(t.store.marked, (Marks{{1, 1}}));
        t.close(last);
        // After the last one has closed, the confirmations of the others count.
        t.post(2);
        confirm(first);
        QCOMPARE(t.store.marked, (Marks{{1, 1}, {2, 2}}));
        t.close(first);
    }

    void theRestIsForTheOneThatCameAfter()
    {
        Tested t;
        TestConnection first;
        TestConnection last;
        const auto subscription = t.attach(first);
        t.wait(1, 100);
        t.catchUp(first, subscription);
        t.catchUp(last, t.attach(last));
        confirm(first);
        QVERIFY(t.store.marked.empty());
        QVERIFY(subscription->directs);
        QCOMPARE(first.received.size(), 64);
        confirm(last);
        t.store.answer();
        confirm(last);
        QCOMPARE(last.received.size(), 100);
        QVERIFY(t.store.waiting.empty());
        t.close(first);
        t.close(last);
    }

    void closingInTheMiddleKeepsTheRest()
    {
        Tested t;
        TestConnection connection;
        t.wait(1, 100);
        t.catchUp(connection, t.attach(connection));
        confirm(connection);
        // The store is reading the next step.
        t.close(connection);
        t.store.answer();
        QCOMPARE(connection.received.size(), 64);
        QCOMPARE(t.store.waiting.begin()->first, 65);
        TestConnection next;
        t.catchUp(next, t.attach(next));
        QCOMPARE(next.received.first(), QByteArray("65"));
        t.close(next);
    }

    // It receives new messages while older ones are undelivered. An undelivered message that it has
    // already received is not sent again.
    void anotherCatchUpMayFail()
    {
        Superseded t;
        t.post(101);
        QString answered;
        t.deliveries.catchUp(&t.first, t.actor, t.subscription, [&](const auto &done) {
            answered = done ? u"done"_s : errorName(done.error().code);
        });
        t.post(102);
        std::exchange(t.store.answers, {}).front()(ErrorCode::StorageFailed);
        QCOMPARE(answered, errorName(ErrorCode::StorageFailed));
        QVERIFY(t.subscription->directs);
        t.post(103);
        t.close(t.last);
        QCOMPARE(t.catchUp(t.first, t.subscription), u"done"_s);
        confirm(t.first);
        t.store.answer();
        QByteArrayList wanted;
        for (int i = 1; i <= 64; ++i)
            wanted.append(QByteArray::number(i));
        wanted += {"101", "103"};
        for (int i = 65; i <= 100; ++i)
            wanted.append(QByteArray::number(i));
        wanted.append("102");
        QCOMPARE(t.first.received, wanted);
        confirm(t.first);
        QVERIFY(t.store.waiting.empty());
        t.close(t.first);
    }

    void aDeviceThatWasSupersededGoesOn()
    {
        Superseded t;
        t.close(t.last);
        t.post(101);
        QCOMPARE(t.catchUp(t.first, t.subscription), u"done"_s);
        QVERIFY(t.store.marked.empty());
        QCOMPARE(t.first.received.size(), 65);
        confirm(t.first);
        t.store.answer();
        // 101 was already sent.
        QCOMPARE(t.first.received.size(), 101);
        QCOMPARE(t.first.received.last(), QByteArray("100"));
        QCOMPARE(t.first.received.count("101"), 1);
        QVERIFY(t.subscription->directs);
        confirm(t.first);
        QVERIFY(t.store.waiting.empty());
        t.close(t.first);
    }

    void aLaterStepThatFailsIsTriedAgain()
    {
        Tested t;
        TestConnection connection;
        const auto subscription = t.attach(connection);
        t.wait(1, 100);
        t.catchUp(connection, subscription);
        confirm(connection);
        std::exchange(t.store.answers, {}).front()(ErrorCode::StorageFailed);
        QVERIFY(!subscription->directs);
        // Marking the confirmed messages has failed too.
        t.wait(1, 64);
        QTRY_VERIFY(!t.store.answers.empty());
        t.store.answer();
        QCOMPARE(connection.received.size(), 100);
        QVERIFY(subscription->directs);
        t.close(connection);
    }

    // If the catch-up of a device fails and it closes, the confirmations of the others count.
    void aFailedCatchUpDoesNotBlockOthers()
    {
        Tested t;
        TestConnection failed;
        TestConnection other;
        QString answered;
        t.deliveries.catchUp(&failed, t.actor, t.attach(failed), [&](const auto &done) {
            answered = done ? u"done"_s : errorName(done.error().code);
        });
        std::exchange(t.store.answers, {}).front()(ErrorCode::Overloaded);
        QCOMPARE(answered, errorName(ErrorCode::Overloaded));
        t.close(failed);
        t.attach(other)->directs = true;
        t.post(1);
        confirm(other);
        QCOMPARE(t.store.marked, (Marks{{1, 1}}));
        t.close(other);
    }
};

PARLANCE_TEST(TestDeliveries)

} // namespace tst_deliveries

#include "tst_deliveries.moc"
