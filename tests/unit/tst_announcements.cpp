// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/messages.h"
#include "app/rooms.h"
#include "realtime/localbroker.h"
#include "support/testprogram.h"
#include "support/testsupport.h"
#include "support/unusedstore.h"

namespace tst_announcements {

using namespace parlance;
using namespace parlance::test;

/// Says of everything whether it changed.
class SteadyStore : public UnusedStore
{
public:
    bool changed = false;

    void inviteToRoom(UserRef, InviteToRoom, Callback<InvitationChange> done) override
    {
        done(InvitationChange{{}, changed});
    }
    void deleteMessage(UserId, MessageId, Callback<MessageChange> done) override
    {
        done(MessageChange{{}, changed});
    }
    void markRead(UserId, MarkRead, Callback<ReadMark> done) override
    {
        done(ReadMark{7, changed});
    }
};

class TestAnnouncements : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsOnlyWhatChanged_data()
    {
        QTest::addColumn<bool>("changed");
        QTest::newRow("something to do") << true;
        QTest::newRow("nothing to do") << false;
    }
    void tellsOnlyWhatChanged()
    {
        QFETCH(bool, changed);
        SteadyStore store;
        store.changed = changed;
        LocalBroker broker;
        int events = 0;
        broker.subscribe(Broker::Stage::AfterDelivery, [&](const Event &) { ++events; });
        Rooms rooms(store, store, broker, {});
        Messages messages(store, store, broker, {});
        const Actor actor;
        int answers = 0;
        rooms.invite(actor, {}, [&](const Result<Invitation> &done) { answers += bool(done); });
        messages.remove(actor, {}, [&](const Result<Message> &done) { answers += bool(done); });
        rooms.markRead(actor, {}, [&](const Result<qint64> &seq) { answers += seq && *seq == 7; });
        QCOMPARE(answers, 3);
        QCOMPARE(events, changed ? 3 : 0);
    }
};

PARLANCE_TEST(TestAnnouncements)

} // namespace tst_announcements

#include "tst_announcements.moc"
