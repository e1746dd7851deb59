// SPDX-License-Identifier: GPL-3.0-or-later
// What a server may do wrong: each ends in a clear message or in nothing, never in a crash, a hang
// or a console that grows.
#include "link/feed.h"
#include "link/problems.h"
#include "link/serverlink.h"
#include "support/fakeframes.h"
#include "support/fakeserver.h"
#include "support/testprogram.h"

#include <QFile>
#include <QTest>

#include <unistd.h>

namespace tst_link_rubbish {

using namespace Qt::StringLiterals;
using namespace parlance;
using gui::Problem;
using gui::ServerLink;
using test::FakeScript;
using test::FakeServer;
namespace frames = test::frames;
using Kind = Problem::Kind;

FakeScript small()
{
    FakeScript script;
    script.size = {.sessions = 50, .rooms = 10, .users = 10};
    return script;
}

QByteArray text(const QByteArray &json)
{
    return frames::frame(frames::Text, json);
}

qint64 residentBytes()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
}

QByteArray welcome(const QByteArray &fields)
{
    return text(
        "{\"type\":\"welcome\",\"user\":\"ann\",\"role\":\"auditor\",\"permissions\":[]," + fields +
        "\"commands\":[],\"epoch\":\"e\",\"time\":\"2026-01-01T00:00:00.000Z\",\"features\":[]}");
}

class TestLinkRubbish : public QObject
{
    Q_OBJECT

private:
    static bool isOver(const ServerLink &link)
    {
        return link.state() == ServerLink::State::Failed ||
               link.state() == ServerLink::State::Waiting;
    }

private Q_SLOTS:
    void refusesWrongHandshakes_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("what");
        const QByteArray refused = "HTTP/1.1 400 Bad Request\r\nSec-WebSocket-Protocol: ";
        QTest::newRow("a later version")
            << refused + "parlance.admin.v3\r\nContent-Length: 0\r\n\r\n"
            << Kind::Version << u"speaks version 3 of the admin protocol, this console 1"_s;
        QTest::newRow("a web server") << QByteArray("HTTP/1.1 404 Not Found\r\n\r\n<h1>nginx</h1>")
                                      << Kind::NotParlance << u"is no Parlance server"_s;
        QTest::newRow("another listener")
            << QByteArray("HTTP/1.1 404 Not Found\r\n\r\n{\"code\":\"unknown_operation\"}")
            << Kind::NotParlance << u"without /admin"_s;
        QTest::newRow("a banned address")
            << QByteArray("HTTP/1.1 403 Forbidden\r\n\r\n{\"code\":\"address_banned\"}")
            << Kind::RoleTooLow << u"banned"_s;
        QTest::newRow("full") << QByteArray("HTTP/1.1 503 Busy\r\nRetry-After: 7\r\n\r\n")
                              << Kind::Busy << u"too many connections"_s;
        QTest::newRow("a mail server") << QByteArray("220 mail.example.org ESMTP\r\n\r\n")
                                       << Kind::NotParlance << u"is no Parlance server"_s;
        QTest::newRow("binary") << QByteArray(100, char(0xff)) + "\r\n\r\n"
                                << Kind::NotParlance << u"is no Parlance server"_s;
        QTest::newRow("an endless head")
            << QByteArray("HTTP/1.1 200 OK\r\nA: ") + QByteArray(1 << 20, 'a') << Kind::NotParlance
            << u"is no Parlance server"_s;
    }

    void refusesWrongHandshakes()
    {
        QFETCH(QByteArray, answer);
        auto script = small();
        script.handshake = [answer](const QByteArray &) { return answer; };
        FakeServer server(script);
        ServerLink link;
        link.open(server.target(), FakeServer::credentials());
        QTRY_VERIFY(isOver(link));
        QTEST(link.problem().kind, "kind");
        QFETCH(QString, what);
        QVERIFY2(link.problem().what.contains(what), qPrintable(link.problem().what));
        if (link.problem().kind == Kind::Busy)
            QCOMPARE(link.problem().retryAfterSeconds, 7);
    }

    void refusesAnotherSubprotocol_data()
    {
        QTest::addColumn<QByteArray>("subprotocol");
        QTest::newRow("a later version") << QByteArray("parlance.admin.v3");
        QTest::newRow("none") << QByteArray();
        QTest::newRow("another") << QByteArray("mqtt");
    }

    void refusesAnotherSubprotocol()
    {
        QFETCH(QByteArray, subprotocol);
        auto script = small();
        script.handshake = [subprotocol](const QByteArray &request) {
            return frames::accepted(request, subprotocol);
        };
        FakeServer server(script);
        ServerLink link;
        link.open(server.target(), FakeServer::credentials());
        QTRY_VERIFY(isOver(link));
        QCOMPARE(link.problem().kind, Kind::Version);
        // The password was not sent.
        QCOMPARE(server.received(), 0);
    }

    void refusesWrongMessages_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("no JSON") << text("<html>");
        QTest::newRow("half of it") << text("{\"type\":\"welc");
        QTest::newRow("empty") << text("");
        QTest::newRow("an array") << text("[]");
        QTest::newRow("no type") << text("{}");
        QTest::newRow("a number for a type") << text("{\"type\":7}");
        QTest::newRow("an unknown type") << text("{\"type\":\"hologram\"}");
        QTest::newRow("fields are missing") << text("{\"type\":\"welcome\"}");
        QTest::newRow("views of another type") << welcome("\"server\":\"1\",\"views\":7,");
        QTest::newRow("deep") << text(QByteArray(100000, '[') + QByteArray(100000, ']'));
        QTest::newRow("no UTF-8") << text("{\"type\":\"\xff\xfe\"}");
        QTest::newRow("binary") << frames::frame(frames::Binary, "{}");
        QTest::newRow("an unknown opcode") << frames::frame(frames::Opcode(5), "{}");
        QTest::newRow("a fragment of nothing") << frames::frame(frames::Continuation, "{}");
        QTest::newRow("reserved bits") << QByteArray("\xf1\x02{}", 4);
        QTest::newRow("a masked frame") << QByteArray("\x81\x82\0\0\0\0{}", 8);
        QTest::newRow("a long ping") << frames::frame(frames::Ping, QByteArray(200, 'a'));
        QTest::newRow("a huge frame") << frames::head(frames::Text, quint64(1) << 40) + "{}";
        QTest::newRow("the hugest frame") << frames::head(frames::Text, ~quint64(0)) + "{}";
        QTest::newRow("a negative total")
            << welcome("\"server\":\"1\",\"views\":[],") +
                   text("{\"type\":\"snapshot\",\"id\":1,\"seq\":1,\"total\":-7,\"rows\":[]}");
        QTest::newRow("a total that is none")
            << welcome("\"server\":\"1\",\"views\":[],") +
                   text("{\"type\":\"snapshot\",\"id\":1,\"seq\":1,\"total\":1e300,\"rows\":[]}");
        QTest::newRow("rows without keys") << welcome("\"server\":\"1\",\"views\":[],") +
                                                  text("{\"type\":\"snapshot\",\"id\":1,\"seq\":1,"
                                                       "\"total\":1,\"rows\":[{\"cells\":{}}]}");
        QTest::newRow("a second welcome") << welcome("\"server\":\"1\",\"views\":[],") +
                                                 welcome("\"server\":\"1\",\"views\":[],");
    }

    void refusesWrongMessages()
    {
        QFETCH(QByteArray, answer);
        auto script = small();
        script.instead = [answer](const adminprotocol::ClientMessage &) { return answer; };
        FakeServer server(script);
        ServerLink link;
        link.open(server.target(), FakeServer::credentials());
        QTRY_VERIFY(isOver(link));
        QVERIFY2(link.problem().kind == Kind::Rubbish,
                 qPrintable(link.problem().what + link.problem().details));
        QVERIFY(!link.problem().what.isEmpty() && !link.problem().advice.isEmpty());
        QCOMPARE(link.state(), ServerLink::State::Failed);
    }

    void doesNotGrowWithEndlessFragments_data()
    {
        QTest::addColumn<QByteArray>("endless");
        const QByteArray begin = frames::frame(frames::Text, "{", false);
        QTest::newRow("empty") << frames::frame(frames::Continuation, {}, false);
        QTest::newRow("short") << frames::frame(frames::Continuation, "a", false);
        QTest::newRow("long") << frames::frame(frames::Continuation, QByteArray(65000, 'a'), false);
        QTest::newRow("pings") << frames::frame(frames::Ping, "a");
        QTest::newRow("without an end") << QByteArray(65536, 'a');
    }

    void doesNotGrowWithEndlessFragments()
    {
        QFETCH(QByteArray, endless);
        auto script = small();
        script.instead = [](const adminprotocol::ClientMessage &message) {
            const bool isLogIn = std::holds_alternative<adminprotocol::LogIn>(message);
            return isLogIn ? std::nullopt : std::optional(frames::frame(frames::Text, "{", false));
        };
        script.endless = endless;
        FakeServer server(script);
        ServerLink link;
        gui::Feed feed(link, u"sessions"_s);
        feed.setActive(true);
        const qint64 before = residentBytes();
        link.open(server.target(), FakeServer::credentials());
        if (QByteArray(QTest::currentDataTag()) == "pings") {
            // They are allowed, and cost nothing but time.
            QTRY_VERIFY(server.sent() > 20'000'000);
            QCOMPARE(link.state(), ServerLink::State::Online);
        } else {
            QTRY_COMPARE_WITH_TIMEOUT(link.state(), ServerLink::State::Failed, 20000);
            QCOMPARE(link.problem().kind, Kind::Rubbish);
        }
        QVERIFY2(residentBytes() - before < 150'000'000, "It grows");
    }

    void staysAliveInAFloodOfMessages()
    {
        auto script = small();
        script.endless = text("{\"type\":\"notice\",\"kind\":\"k\",\"at\":\"t\",\"by\":\"b\","
                              "\"message\":\"Read this\"}")
                             .repeated(500);
        FakeServer server(script);
        ServerLink link;
        int notices = 0;
        connect(&link, &ServerLink::notice, this, [&notices] { ++notices; });
        QTimer ticker;
        QElapsedTimer since;
        qint64 longest = 0;
        connect(&ticker, &QTimer::timeout, this,
                [&] { longest = std::max(longest, since.restart()); });
        const qint64 before = residentBytes();
        link.open(server.target(), FakeServer::credentials());
        since.start();
        ticker.start(5);
        // Either it keeps up, or says that it cannot.
        QTRY_VERIFY_WITH_TIMEOUT(notices > 200'000 || isOver(link), 20000);
        qInfo("%d notices, longest pause %lld ms, state %d", notices, longest, int(link.state()));
        QVERIFY2(longest < 500, qPrintable(QString::number(longest)));
        QVERIFY2(residentBytes() - before < 150'000'000, "It grows");
    }

    void survivesClosingAtAnyPoint()
    {
        for (int messages = 0; messages < 4; ++messages) {
            auto script = small();
            script.closesAfter = messages;
            FakeServer server(script);
            ServerLink link;
            gui::Feed feed(link, u"sessions"_s);
            feed.setActive(true);
            link.open(server.target(), FakeServer::credentials());
            std::optional<gui::Reply> reply;
            connect(&link, &ServerLink::accessChanged, this, [&] {
                link.run(u"status"_s, {}, this, [&](const gui::Reply &answer) { reply = answer; });
                link.run(u"status"_s, {}, this, [&](const gui::Reply &answer) { reply = answer; });
            });
            QTRY_COMPARE(link.state(), ServerLink::State::Waiting);
            QCOMPARE(link.problem().kind, Kind::Lost);
            QVERIFY(messages == 0 || reply);
        }
    }

    void saysWhyTheServerSaysGoodbye_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::newRow("login_failed") << Kind::Credentials;
        QTest::newRow("login_timeout") << Kind::Lost;
        QTest::newRow("logged_out") << Kind::Credentials;
        QTest::newRow("session_ended") << Kind::Credentials;
        QTest::newRow("forbidden") << Kind::RoleTooLow;
        QTest::newRow("too_slow") << Kind::Lost;
        QTest::newRow("too_many_errors") << Kind::Rubbish;
        QTest::newRow("shutting_down") << Kind::ShuttingDown;
        QTest::newRow("address_banned") << Kind::RoleTooLow;
        QTest::newRow("another_reason") << Kind::Credentials;
    }

    void saysWhyTheServerSaysGoodbye()
    {
        const QByteArray reason = QTest::currentDataTag();
        FakeServer server(small());
        ServerLink link;
        link.open(server.target(), FakeServer::credentials());
        QTRY_COMPARE(link.state(), ServerLink::State::Online);
        server.send(
            text("{\"type\":\"bye\",\"reason\":\"" + reason + "\",\"message\":\"So long\"}") +
            frames::close(1008, "So long"));
        QTRY_VERIFY(isOver(link));
        QTEST(link.problem().kind, "kind");
        QVERIFY(!link.problem().what.isEmpty());
        QCOMPARE(link.state() == ServerLink::State::Waiting, gui::isPassing(link.problem().kind));
    }

    void asksAgainWhenItHasLostCount()
    {
        FakeServer server(small());
        ServerLink link;
        gui::Feed feed(link, u"rooms"_s);
        int snapshots = 0;
        connect(&feed, &gui::Feed::rowsChanged, this,
                [&](const gui::RowChanges &changes) { snapshots += changes.isSnapshot ? 1 : 0; });
        feed.setActive(true);
        link.open(server.target(), FakeServer::credentials());
        QTRY_COMPARE(snapshots, 1);
        // A gap, a row from nowhere without its place, an order of what is not there.
        for (const QByteArray &wrong :
             {QByteArray("\"seq\":900,\"total\":1,\"rows\":[],\"removed\":[],\"order\":[]"),
              QByteArray("\"seq\":3,\"total\":1,\"rows\":[{\"key\":\"x\",\"cells\":{}}],"
                         "\"removed\":[],\"order\":[]"),
              QByteArray("\"seq\":4,\"total\":1,\"rows\":[],\"removed\":[],\"order\":[\"y\"]")}) {
            const int had = snapshots;
            server.sendMessage("{\"type\":\"delta\",\"id\":1," + wrong + '}');
            QTRY_COMPARE(snapshots, had + 1);
        }
        QCOMPARE(link.state(), ServerLink::State::Online);
    }

    void showsWhatIsTrueOfLyingWindows()
    {
        FakeServer server(small());
        ServerLink link;
        gui::Feed feed(link, u"rooms"_s);
        gui::RowChanges last;
        connect(&feed, &gui::Feed::rowsChanged, this,
                [&](const gui::RowChanges &changes) { last = changes; });
        feed.show({}, 0, 5);
        feed.setActive(true);
        link.open(server.target(), FakeServer::credentials());
        QTRY_COMPARE(last.rows.size(), 5);
        QByteArray rows;
        for (int i = 0; i < 400; ++i)
            rows += (i ? "," : "") + QByteArray("{\"key\":\"") + QByteArray::number(i) +
                    "\",\"cells\":{\"name\":[]}}";
        server.sendMessage(
            "{\"type\":\"snapshot\",\"id\":1,\"seq\":9,\"total\":9007199254740000,\"rows\":[" +
            rows + "]}");
        QTRY_COMPARE(last.total, 9007199254740000);
        // No more than was asked for.
        QCOMPARE(last.rows.size(), 5);
    }

    void endsWhenNothingIsEverAnswered()
    {
        auto script = small();
        script.instead = [](const adminprotocol::ClientMessage &) { return QByteArray(); };
        FakeServer server(script);
        ServerLink link;
        link.setPatience(std::chrono::milliseconds(500));
        link.open(server.target(), FakeServer::credentials());
        QTRY_COMPARE(link.state(), ServerLink::State::Waiting);
        QCOMPARE(link.problem().kind, Kind::TimedOut);
    }
};

PARLANCE_TEST(TestLinkRubbish)

} // namespace tst_link_rubbish

#include "tst_link_rubbish.moc"
