// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moderationnotices.h"
#include "domain/roles.h"
#include "domain/roommoderation.h"
#include "support/testprogram.h"
#include "support/testsupport.h"

namespace tst_roommoderation {

using namespace parlance;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestRoomModeration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatARoleMay_data()
    {
        using enum RoomPermission;
        QTest::addColumn<int>("permission");
        QTest::addColumn<bool>("member");
        QTest::addColumn<bool>("moderator");
        QTest::newRow("invite") << int(Invite) << true << true;
        QTest::newRow("invite to a private room") << int(InviteToPrivate) << false << true;
        QTest::newRow("remove members") << int(RemoveMembers) << false << true;
        QTest::newRow("change messages") << int(ChangeOthersMessages) << false << true;
        QTest::newRow("write in a frozen room") << int(WriteWhenFrozen) << false << true;
        QTest::newRow("ignore slow mode") << int(IgnoreSlowMode) << false << true;
        QTest::newRow("rename") << int(Rename) << false << false;
        QTest::newRow("delete") << int(Delete) << false << false;
        QTest::newRow("change roles") << int(ChangeRoles) << false << false;
    }
    void whatARoleMay()
    {
        QFETCH(int, permission);
        QFETCH(bool, member);
        QFETCH(bool, moderator);
        QCOMPARE(may(RoomRole::Member, RoomPermission(permission)), member);
        QCOMPARE(may(RoomRole::Moderator, RoomPermission(permission)), moderator);
        QVERIFY(may(RoomRole::Owner, RoomPermission(permission)));
    }

    void whoReadsTheMessagesOfAllRooms()
    {
        QVERIFY(!may(ServerRole::User, Permission::ReadMessages));
        QVERIFY(may(ServerRole::Auditor, Permission::ReadMessages));
        QVERIFY(may(ServerRole::Operator, Permission::ReadMessages));
        QVERIFY(may(ServerRole::Administrator, Permission::ReadMessages));
    }

    void whatAUserIsTold_data()
    {
        using enum Measure;
        QTest::addColumn<int>("measure");
        QTest::addColumn<QString>("room");
        QTest::addColumn<bool>("ends");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *text, Measure measure, const QString &room, bool ends,
                            const QString &reason) {
            QTest::newRow(text) << int(measure) << room << ends << reason;
        };
        const QString lobby = u"Lobby"_s;
        row("You were removed from Lobby: be kinder", Kicked, lobby, false, u"be kinder"_s);
        row("You are banned from Lobby until 1970-01-01T00:00:01.000Z: spam", Banned, lobby, true,
            u"spam"_s);
        row("You are muted", Muted, {}, false, {});
        row("You are muted in Lobby until 1970-01-01T00:00:01.000Z", Muted, lobby, true, {});
        row("You are no longer muted", Unmuted, {}, false, {});
        row("You are no longer muted in Lobby: sorry", Unmuted, lobby, false, u"sorry"_s);
    }
    void whatAUserIsTold()
    {
        QFETCH(int, measure);
        QFETCH(QString, room);
        QFETCH(bool, ends);
        QFETCH(QString, reason);
        const auto until = ends ? std::optional(fromEpochMs(1000)) : std::nullopt;
        QCOMPARE(textOf({Measure(measure), {}, {}, room, until, reason}),
                 QString::fromLatin1(QTest::currentDataTag()));
    }

    void slowModeSaysHowLongToWait_data()
    {
        QTest::addColumn<int>("sincePost");
        QTest::addColumn<int>("wait");
        QTest::newRow("at once") << 0 << 30;
        QTest::newRow("rounded up") << 500 << 30;
        QTest::newRow("a second later") << 1000 << 29;
        QTest::newRow("a moment too early") << 29'999 << 1;
        QTest::newRow("in time") << 30'000 << 0;
        QTest::newRow("much later") << 1'000'000 << 0;
        QTest::newRow("the clock was set back") << -1 << 0;
    }
    void slowModeSaysHowLongToWait()
    {
        QFETCH(int, sincePost);
        QFETCH(int, wait);
        const Timestamp last = fromEpochMs(1'800'000'000'000);
        const auto allowed = mayPostAgain(last, 30s, last + std::chrono::milliseconds(sincePost));
        QCOMPARE(bool(allowed), wait == 0);
        if (allowed)
            return;
        QVERIFY(allowed.error().code == ErrorCode::RateLimited);
        QCOMPARE(allowed.error().retryAfter.count(), wait);
    }

    void aBanSaysUntilWhenAndWhy()
    {
        RoomBan ban;
        QCOMPARE(bannedError(ban).message(), u"You are banned from this room"_s);
        ban.reason = u"spam"_s;
        QCOMPARE(bannedError(ban).message(), u"You are banned from this room: spam"_s);
        ban.until = fromEpochMs(1'800'000'000'000);
        QCOMPARE(bannedError(ban).message(),
                 u"You are banned from this room until 2027-01-15T08:00:00.000Z: spam"_s);
    }
};

PARLANCE_TEST(TestRoomModeration)

} // namespace tst_roommoderation

#include "tst_roommoderation.moc"
