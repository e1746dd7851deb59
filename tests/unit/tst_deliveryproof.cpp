// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/deliveryproof.h"
#include "support/testprogram.h"
#include "support/unusedstore.h"

#include <QTest>

namespace tst_deliveryproof {

using namespace parlance;
using namespace parlance::test;
using namespace parlance::recorder;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr qint64 posted = 100;

class Store : public UnusedAdminMessages
{
public:
    void findReceipts(MessageId, UserId, int, Callback<MessageReceipts> done) override
    {
        done(found);
    }
    MessageReceipts found;
};

class Recorded : public RecordedConnections
{
public:
    std::optional<Chain> chainOf(quint64) const override { return std::nullopt; }
    std::vector<Open> openOf(UserId) const override { return open; }
    qint64 position() const override { return 0; }
    QString nameOfEvent(quint32) const override { return {}; }
    std::vector<Open> open;
};

/// One recipient with one connection, of which the test writes the records.
struct Fixture
{
    explicit Fixture(Options options = {})
        : recorder([this] { return now; }, options)
    {
        store.found.position = posted;
        store.found.roomId = room;
        store.found.seq = 7;
        store.found.createdAt = fromEpochMs(1'001'000);
        store.found.recipients = {{UserRef{user, u"bob"_s}, 0, false}};
        proof.setConnections(recorded);
    }
    void write(qint64 at, Fact fact)
    {
        now = fromEpochMs(1'000'000 + at);
        recorder.append(chain, fact);
    }
    void authenticate(qint64 position)
    {
        write(1, {.kind = Kind::Authenticated, .position = position});
    }
    void roundTrip(qint64 at, qint64 proven)
    {
        write(at, {.kind = Kind::RoundTrip, .position = proven, .value = proven});
    }
    void end(qint64 position, bool everyRoom = true)
    {
        recorder.append(chain, {.kind = Kind::Ended, .position = position});
        recorder.end(
            {.id = 5, .userId = user, .everyRoom = everyRoom, .endedAt = now, .chain = chain});
    }
    RecipientProof judge(bool everyRoom = true, bool isOpen = true)
    {
        recorded.open.clear();
        if (isOpen)
            recorded.open.push_back({4, chain, everyRoom});
        RecipientProof answer;
        proof.prove({}, {}, 10,
                    [&](const Result<ProofPage> &page) { answer = page->recipients.first(); });
        return answer;
    }

    Timestamp now = fromEpochMs(1'000'000);
    FlightRecorder recorder;
    Store store;
    Recorded recorded;
    DeliveryProof proof{store, recorder, 25s};
    const UserId user{randomId()};
    const RoomId room{randomId()};
    Chain chain;
};

class TestDeliveryProof : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstAnsweredHeartbeatProves()
    {
        Fixture f;
        f.authenticate(50);
        QVERIFY(f.judge().state == DeliveryState::Sent);
        f.roundTrip(2000, posted - 1);
        QVERIFY(f.judge().state == DeliveryState::Sent);
        f.roundTrip(3000, posted);
        f.roundTrip(4000, posted + 1);
        const RecipientProof proof = f.judge();
        QVERIFY(proof.state == DeliveryState::Delivered);
        QVERIFY(proof.deliveredAt == fromEpochMs(1'003'000));
        QVERIFY(proof.sentAt == f.store.found.createdAt);
        QVERIFY(proof.online == true);
        QCOMPARE(proof.connection, quint64(4));
        f.store.found.recipients.first().readSeq = 7;
        QVERIFY(f.judge().state == DeliveryState::Read);
    }

    void connectionsOfAnotherTimeDoNotCount()
    {
        Fixture f;
        f.authenticate(posted);
        f.roundTrip(3000, posted + 5);
        const RecipientProof late = f.judge();
        QVERIFY(late.state == DeliveryState::Waiting);
        QVERIFY(late.online == false);
        Fixture early;
        early.authenticate(50);
        early.end(posted - 1);
        QVERIFY(early.judge(true, false).state == DeliveryState::Waiting);
        Fixture ended;
        ended.authenticate(50);
        ended.roundTrip(3000, posted);
        ended.end(posted + 1);
        QVERIFY(ended.judge(true, false).state == DeliveryState::Delivered);
    }

    void recoveryCountsAsSent()
    {
        Fixture f;
        f.authenticate(posted + 10);
        f.write(5000, {.kind = Kind::Recovered, .position = posted + 10, .number = 3, .value = 90});
        RecipientProof proof = f.judge();
        QVERIFY(proof.state == DeliveryState::Sent);
        QVERIFY(proof.online == false);
        QVERIFY(proof.sentAt == fromEpochMs(1'005'000));
        f.roundTrip(6000, posted + 10);
        QVERIFY(f.judge().state == DeliveryState::Delivered);
        f.store.found.position = 90;
        proof = f.judge();
        QVERIFY(proof.state == DeliveryState::Waiting);
    }

    void clientsThatChooseRoomsReceiveThose()
    {
        Fixture f;
        f.authenticate(50);
        QVERIFY(f.judge(false).state == DeliveryState::Waiting);
        QVERIFY(f.judge(false).online == true);
        f.write(2, {.kind = Kind::Joined, .position = 60, .room = RoomId(randomId())});
        QVERIFY(f.judge(false).state == DeliveryState::Waiting);
        f.write(3, {.kind = Kind::Joined, .position = 61, .room = f.room});
        QVERIFY(f.judge(false).state == DeliveryState::Sent);
        f.write(4, {.kind = Kind::Left, .position = posted, .room = f.room});
        QVERIFY(f.judge(false).state == DeliveryState::Sent);
        f.write(4, {.kind = Kind::Left, .position = posted - 1, .room = f.room});
        QVERIFY(f.judge(false).state == DeliveryState::Waiting);
    }

    void whatIsForgottenIsUnknown()
    {
        Fixture f;
        f.now = fromEpochMs(1'002'000);
        f.recorder.end({.id = 9, .endedAt = f.now});
        f.now += 2h;
        const RecipientProof proof = f.judge(true, false);
        QVERIFY(proof.state == DeliveryState::Unknown);
        QVERIFY(!proof.online);
        QVERIFY(proof.ignorance == Ignorance::Forgotten);
        f.store.found.createdAt = f.recorder.startedAt() - 1ms;
        QVERIFY(f.judge(true, false).ignorance == Ignorance::Restarted);
        f.store.found.createdAt = fromEpochMs(1'002'001);
        QVERIFY(f.judge(true, false).state == DeliveryState::Waiting);
    }

    void aCutChainProvesWhatIsLeft()
    {
        Fixture f({.maxBytes = 1024 * 1024});
        f.authenticate(50);
        f.roundTrip(2000, posted);
        Chain busy;
        for (quint64 i = 0; i < f.recorder.capacity(); ++i)
            f.recorder.append(busy, {.kind = Kind::Called, .position = posted + 1});
        // It is only known that it was open later.
        f.roundTrip(9000, posted + 2);
        const RecipientProof later = f.judge();
        QVERIFY(later.state == DeliveryState::Unknown);
        QVERIFY(later.ignorance == Ignorance::Forgotten);
        // A record from before the message is left.
        Fixture known({.maxBytes = 1024 * 1024});
        known.authenticate(50);
        known.roundTrip(500, 60);
        busy = {};
        for (quint64 i = 0; i + 1 < known.recorder.capacity(); ++i)
            known.recorder.append(busy, {.kind = Kind::Called, .position = 70});
        known.roundTrip(9000, posted + 2);
        QVERIFY(known.judge().state == DeliveryState::Unknown);
        Fixture half({.maxBytes = 1024 * 1024});
        half.authenticate(50);
        half.roundTrip(500, 60);
        busy = {};
        for (quint64 i = 0; i + 2 < half.recorder.capacity(); ++i)
            half.recorder.append(busy, {.kind = Kind::Called, .position = 70});
        half.roundTrip(9000, posted + 2);
        QVERIFY(half.judge().state == DeliveryState::Delivered);
    }

    void directMessagesAreKnownToTheStore()
    {
        Fixture f;
        f.store.found.isDirect = true;
        f.store.found.createdAt = f.recorder.startedAt() - 1h;
        QVERIFY(f.judge(true, false).state == DeliveryState::Delivered);
        f.store.found.recipients.first().isUndelivered = true;
        QVERIFY(f.judge(true, false).state == DeliveryState::Waiting);
    }
};

PARLANCE_TEST(TestDeliveryProof)

} // namespace tst_deliveryproof

#include "tst_deliveryproof.moc"
