// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retention.h"
#include "realtime/localbroker.h"
#include "support/testprogram.h"
#include "support/unusedstore.h"

#include <QTest>

namespace tst_retention {

using namespace parlance;
using namespace parlance::test;
using namespace Qt::StringLiterals;

/// Answers when it is told to.
class FakeStore final : public UnusedRetention
{
public:
    void setRetention(AdminAction, QString, std::optional<int>, int,
                      Callback<RoomRetention> done) override
    {
        done(RoomRetention());
    }
    void purgeExpired(RetentionQuery query, Callback<RetentionStep> done) override
    {
        queries.append(query);
        m_done = std::move(done);
    }
    bool isWaiting() const { return bool(m_done); }
    void answer(const Result<RetentionStep> &step)
    {
        auto done = std::exchange(m_done, {});
        done(step);
    }

    QList<RetentionQuery> queries;

private:
    Callback<RetentionStep> m_done;
};

// When old messages are looked for; what goes is tested at the store.
class TestRetention : public QObject
{
    Q_OBJECT

private:
    FakeStore m_store;
    LocalBroker m_broker;

private Q_SLOTS:
    void init() { m_store.queries.clear(); }

    void goesOnAfterEachStep()
    {
        Retention retention(m_store, m_broker, 30, systemNow);
        retention.purge();
        const RoomId room(randomId());
        m_store.answer(RetentionStep{.rooms = 1, .messages = 5, .next = room});
        QTRY_VERIFY(m_store.isWaiting());
        QVERIFY(m_store.queries.last().after == room);
        m_store.answer(RetentionStep());
        QVERIFY(!m_store.isWaiting());
        QCOMPARE(retention.lastRun()->messages, 5);
        QVERIFY(retention.lastRun()->endedAt);
    }

    // Of a room that the run has passed already.
    void aNewValueDuringARunTakesEffect()
    {
        Retention retention(m_store, m_broker, 30, systemNow);
        retention.purge();
        retention.set({}, u"Hall"_s, 1, [](const auto &) {});
        retention.purge();
        QCOMPARE(m_store.queries.size(), 1);
        m_store.answer(RetentionStep());
        QVERIFY(m_store.isWaiting());
        QCOMPARE(m_store.queries.size(), 2);
        QVERIFY(m_store.queries.last().after.isNull());
        m_store.answer(RetentionStep());
        QVERIFY(!m_store.isWaiting());
    }

    void afterAFailureItIsNotTriedAtOnce()
    {
        Retention retention(m_store, m_broker, 30, systemNow);
        retention.purge();
        retention.purge();
        m_store.answer(ErrorCode::StorageFailed);
        QVERIFY(!m_store.isWaiting());
        retention.purge();
        QVERIFY(m_store.isWaiting());
        m_store.answer(RetentionStep());
        QVERIFY(!m_store.isWaiting());
    }
};

PARLANCE_TEST(TestRetention)

} // namespace tst_retention

#include "tst_retention.moc"
