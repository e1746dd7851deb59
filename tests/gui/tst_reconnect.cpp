// SPDX-License-Identifier: GPL-3.0-or-later
// A server that dies and comes back, and slots that do to the link whatever they like.
#include "link/feed.h"
#include "link/serverlink.h"
#include "support/fakeserver.h"
#include "support/realserver.h"
#include "support/testprogram.h"

#include <QTest>

namespace tst_reconnect {

using namespace Qt::StringLiterals;
using namespace parlance;
using gui::Problem;
using gui::Reply;
using gui::ServerLink;
using test::FakeScript;
using test::FakeServer;
using State = ServerLink::State;

FakeScript small()
{
    FakeScript script;
    script.size = {.sessions = 50, .rooms = 10, .users = 10};
    return script;
}

/// A script that answers no command.
FakeScript silent()
{
    auto script = small();
    script.instead = [](const adminprotocol::ClientMessage &message) {
        const bool isCommand = std::holds_alternative<adminprotocol::RunCommand>(message);
        return isCommand ? std::optional(QByteArray()) : std::nullopt;
    };
    return script;
}

class TestReconnect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void resumesAfterKills()
    {
        test::RealServer server;
        server.start();
        const auto ann = server.person(u"ann"_s, u"administrator"_s);
        ServerLink link;
        gui::Feed users(link, u"users"_s);
        gui::Feed logs(link, u"logs"_s);
        int snapshots = 0;
        int fresh = 0;
        connect(&users, &gui::Feed::rowsChanged, this,
                [&](const gui::RowChanges &changes) { snapshots += changes.isSnapshot ? 1 : 0; });
        connect(&logs, &gui::Feed::entriesChanged, this,
                [&](const gui::EntryChanges &changes) { fresh += changes.isFresh ? 1 : 0; });
        users.setActive(true);
        logs.setActive(true);
        link.open(server.target(), {.username = ann.username, .password = ann.password});
        QTRY_COMPARE(snapshots, 1);
        QTRY_COMPARE(fresh, 1);

        QList<Reply> replies;
        for (int i = 0; i < 40; ++i) {
            link.run(u"users.list"_s, {}, this,
                     [&replies](const Reply &reply) { replies.append(reply); });
        }
        server.kill();
        QTRY_COMPARE(link.state(), State::Waiting);
        QTRY_COMPARE(replies.size(), 40);
        QCOMPARE(link.problem().kind, Problem::Kind::Lost);
        server.start();
        link.retryNow();
        QTRY_COMPARE_WITH_TIMEOUT(link.state(), State::Online, 20000);
        QTRY_COMPARE(snapshots, 2);
        // Another run of the server: its list begins anew.
        QTRY_COMPARE(fresh, 2);
        QCOMPARE(link.welcome().user, u"ann"_s);
    }

    void runsMoreCommandsThanTheServerTakesAtOnce()
    {
        test::RealServer server;
        server.start();
        ServerLink link;
        link.open(server.localTarget(), {});
        QTRY_COMPARE(link.state(), State::Online);
        int good = 0;
        for (int i = 0; i < 100; ++i)
            link.run(u"users.list"_s, {}, this,
                     [&good](const Reply &reply) { good += reply.ok(); });
        QTRY_COMPARE(good, 100);
    }

    void saysSoWhenTheServerStops()
    {
        test::RealServer server;
        server.start();
        ServerLink link;
        link.open(server.localTarget(), {});
        QTRY_COMPARE(link.state(), State::Online);
        server.stop();
        QTRY_COMPARE(link.state(), State::Waiting);
        QCOMPARE(link.problem().kind, Problem::Kind::ShuttingDown);
    }

    void waitsLongerAfterEachLinkThatBreaksAtOnce()
    {
        FakeServer server(small());
        ServerLink link;
        link.open(server.target(), FakeServer::credentials());
        QList<qint64> waits;
        for (int i = 0; i < 3; ++i) {
            QTRY_COMPARE(link.state(), State::Online);
            server.drop();
            QTRY_COMPARE(link.state(), State::Waiting);
            waits.append(QDateTime::currentDateTimeUtc().secsTo(link.retryAt().addMSecs(500)));
            link.retryNow();
        }
        QVERIFY2(waits.at(0) < waits.at(1) && waits.at(1) < waits.at(2),
                 qPrintable(u"%1 %2 %3"_s.arg(waits.at(0)).arg(waits.at(1)).arg(waits.at(2))));
    }

    void asksForOneWindowAtATime()
    {
        FakeServer server;
        ServerLink link;
        gui::Feed feed(link, u"sessions"_s);
        qint64 shown = -1;
        QString firstKey;
        connect(&feed, &gui::Feed::rowsChanged, this,
                [&](const gui::RowChanges &changes, qint64 offset) {
                    shown = offset;
                    if (changes.isSnapshot)
                        firstKey = changes.rows.constFirst().key;
                });
        feed.show({.sort = u"id"_s}, 0, 50);
        feed.setActive(true);
        link.open(server.target(), FakeServer::credentials());
        QTRY_COMPARE(shown, 0);
        server.setChangesPerSecond(0);
        for (int i = 1; i <= 100; ++i)
            feed.show({.sort = u"id"_s}, i * 100, 50);
        // The last one wins, and its rows come with its offset.
        QTRY_COMPARE(shown, 10000);
        QVERIFY2(firstKey.toInt() > 10900, qPrintable(firstKey));
        const auto messages = server.messages();
        const auto changes = std::count_if(messages.begin(), messages.end(), [](const auto &each) {
            return std::holds_alternative<adminprotocol::Change>(each);
        });
        QVERIFY2(changes <= 3, qPrintable(QString::number(changes)));
    }

    void mayBeDestroyedByASlot()
    {
        FakeServer server(silent());
        for (const State last :
             {State::Connecting, State::LoggingIn, State::Online, State::Waiting, State::Idle}) {
            auto *link = new ServerLink;
            gui::Feed feed(*link, u"sessions"_s);
            feed.setActive(true);
            bool isGone = false;
            connect(link, &QObject::destroyed, this, [&isGone] { isGone = true; });
            connect(link, &ServerLink::stateChanged, link, [link, last, &server] {
                if (link->state() == last)
                    delete link;
                else if (link->state() == State::Online && last == State::Waiting)
                    server.drop();
                else if (link->state() == State::Online && last == State::Idle)
                    link->close();
            });
            link->open(server.target(), FakeServer::credentials());
            QTRY_VERIFY(isGone);
            feed.show({}, 5, 5);
            feed.refresh();
            feed.setActive(false);
        }
    }

    void mayBeDestroyedByAnAnswer()
    {
        FakeServer server(silent());
        auto *link = new ServerLink;
        link->open(server.target(), FakeServer::credentials());
        QTRY_COMPARE(link->state(), State::Online);
        int answers = 0;
        for (int i = 0; i < 3; ++i) {
            link->run(u"status"_s, {}, this, [&answers, &link](const Reply &reply) {
                QCOMPARE(reply.problem.kind, Problem::Kind::Lost);
                ++answers;
                delete std::exchange(link, nullptr);
            });
        }
        QTRY_COMPARE(server.received(), 4);
        server.drop();
        QTRY_COMPARE(answers, 3);
    }

    void mayBeOpenedByASlot()
    {
        FakeServer first(silent());
        FakeServer second(small());
        ServerLink link;
        link.open(first.target(), FakeServer::credentials());
        QTRY_COMPARE(link.state(), State::Online);
        int answers = 0;
        link.run(u"status"_s, {}, this, [&](const Reply &) {
            ++answers;
            link.open(second.target(), FakeServer::credentials());
        });
        QTRY_COMPARE(first.received(), 2);
        first.drop();
        QTRY_COMPARE(answers, 1);
        QTRY_COMPARE(link.state(), State::Online);
        QCOMPARE(link.target(), second.target());
        // Nothing of the first link's end concerns the second one.
        QVERIFY(!link.retryAt().isValid());
        QCOMPARE(second.accepted(), 1);
    }

    void followsAnAccountThatLosesItsRights()
    {
        auto script = small();
        FakeServer server(script);
        ServerLink link;
        link.open(server.target(), FakeServer::credentials());
        QTRY_COMPARE(link.state(), State::Online);
        QCOMPARE(link.welcome().access.role, u"administrator"_s);
        server.setRole(u"auditor"_s);
        QTRY_COMPARE(link.welcome().access.role, u"auditor"_s);
    }
};

PARLANCE_TEST(TestReconnect)

} // namespace tst_reconnect

#include "tst_reconnect.moc"
