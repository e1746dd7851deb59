// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/socketiofixture.h"
#include "support/testprogram.h"

namespace tst_socketioacks {

using namespace parlance;
using namespace parlance::socketio;
using namespace parlance::test;
using namespace std::chrono_literals;

QByteArray describe(const AckReply &reply)
{
    switch (reply.outcome) {
    case AckReply::Outcome::TimedOut:
        return "timed out";
    case AckReply::Outcome::Disconnected:
        return "disconnected";
    case AckReply::Outcome::Overloaded:
        return "overloaded";
    case AckReply::Outcome::Answered:
        break;
    }
    QByteArray text = QJsonDocument(reply.args).toJson(QJsonDocument::Compact);
    for (const QByteArray &attachment : reply.attachments)
        text += " <binary>" + attachment;
    return text;
}

struct Fixture : SocketIoFixture
{
    explicit Fixture(Options options = {})
        : SocketIoFixture(options)
        , client(session())
    {
        log.clear();
    }

    void ask(std::chrono::milliseconds timeout = 1h, const ServerEvent &event = {7, {}, {}})
    {
        last()->request(event, timeout, [this](const AckReply &reply) { log += describe(reply); });
    }

    FakeSession *client;
};

class TestSocketIoAcks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksAndHears_data()
    {
        QTest::addColumn<QByteArrayList>("answer");
        QTest::addColumn<QByteArray>("heard");
        const QByteArray place = "{\"_placeholder\":true,\"num\":0}";
        QTest::newRow("nothing") << QByteArrayList{"30[]"} << QByteArray("[]");
        QTest::newRow("arguments")
            << QByteArrayList{"30[1,\"a\",{\"b\":null}]"} << QByteArray("[1,\"a\",{\"b\":null}]");
        QTest::newRow("binary") << QByteArrayList{"61-0[" + place + "]", "<binary>x"}
                                << "[{\"_placeholder\":true,\"num\":0}]" + QByteArray(" <binary>x");
        QTest::newRow("binary without attachments")
            << QByteArrayList{"60-0[2]"} << QByteArray("[2]");
    }
    void asksAndHears()
    {
        QFETCH(QByteArrayList, answer);
        QFETCH(QByteArray, heard);
        Fixture f;
        f.ask(1h, {QStringLiteral("please"), {1}, {}});
        QCOMPARE(f.client->sent, QByteArrayList{"20[\"please\",1]"});
        for (const QByteArray &message : answer) {
            QVERIFY(f.log.isEmpty());
            if (message.startsWith("<binary>"))
                f.client->receiveBinary(message.mid(8));
            else
                f.client->receive(message);
        }
        QCOMPARE(f.log, QByteArrayList{heard});
        // Repeated, it is nobody's.
        f.client->receive("30[9]");
        f.client->lose();
        QCOMPARE(f.log, (QByteArrayList{heard, "end transport close"}));
    }

    void sendsAttachments()
    {
        Fixture f;
        const QJsonObject place{{QStringLiteral("_placeholder"), true}, {QStringLiteral("num"), 0}};
        f.ask(1h, {QStringLiteral("m"), {place}, {"x"}});
        QCOMPARE(f.client->sent,
                 (QByteArrayList{"51-0[\"m\",{\"_placeholder\":true,\"num\":0}]", "<binary>x"}));
    }

    void everyNamespaceHasItsOwnIds()
    {
        Fixture f;
        f.client->receive("0/x,");
        f.client->sent.clear();
        f.log.clear();
        f.ask();
        f.ask();
        QCOMPARE(f.client->sent, (QByteArrayList{"2/x,0[7]", "2/x,1[7]"}));
        f.client->receive("30[]");
        QVERIFY(f.log.isEmpty());
        f.client->receive("3/x,1[\"b\"]");
        f.client->receive("3/x,0[\"a\"]");
        QCOMPARE(f.log, (QByteArrayList{"[\"b\"]", "[\"a\"]"}));
    }

    void inventedAcksAreIgnored_data()
    {
        QTest::addColumn<QByteArray>("ack");
        QTest::newRow("next") << QByteArray("31[]");
        QTest::newRow("greatest") << QByteArray("39007199254740991[]");
        QTest::newRow("binary") << QByteArray("60-1[]");
    }
    void inventedAcksAreIgnored()
    {
        QFETCH(QByteArray, ack);
        Fixture f;
        f.ask();
        f.client->receive(ack);
        QVERIFY(f.client->open);
        QVERIFY(f.log.isEmpty());
        f.client->receive("30[]");
        QCOMPARE(f.log, QByteArrayList{"[]"});
    }

    void lateAcksAreIgnored()
    {
        Fixture f;
        f.ask(1ms);
        QTRY_COMPARE(f.log, QByteArrayList{"timed out"});
        f.client->receive("30[]");
        QVERIFY(f.client->open);
        f.client->lose();
        QCOMPARE(f.log, (QByteArrayList{"timed out", "end transport close"}));
    }

    void endsAnswerEveryone_data()
    {
        QTest::addColumn<QByteArray>("how");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("client") << QByteArray("1") << QByteArray("client namespace disconnect");
        QTest::newRow("lost") << QByteArray() << QByteArray("transport close");
        QTest::newRow("protocolError") << QByteArray("2") << QByteArray("parse error");
    }
    void endsAnswerEveryone()
    {
        QFETCH(QByteArray, how);
        QFETCH(QByteArray, reason);
        Fixture f;
        f.ask();
        f.ask();
        if (how.isEmpty())
            f.client->lose();
        else
            f.client->receive(how);
        QTRY_COMPARE(f.log, (QByteArrayList{"disconnected", "disconnected", "end " + reason}));
    }

    void nothingIsAskedOfTheGone()
    {
        Fixture f;
        f.last()->leaveNamespace();
        f.client->sent.clear();
        f.ask();
        QCOMPARE(f.log, QByteArrayList{"disconnected"});
        QVERIFY(f.client->sent.isEmpty());
    }

    void handlersMayAskAgain()
    {
        Fixture f;
        f.last()->request({7, {}, {}}, 1h, [&f](const AckReply &reply) {
            f.log += describe(reply);
            f.ask();
        });
        f.client->receive("30[]");
        f.client->receive("31[]");
        QCOMPARE(f.log, (QByteArrayList{"[]", "[]"}));
        f.last()->request({7, {}, {}}, 1h, [&f](const AckReply &) { f.ask(); });
        f.client->lose();
        QCOMPARE(f.log, (QByteArrayList{"[]", "[]", "disconnected", "end transport close"}));
    }

    void pendingAcksAreBounded()
    {
        Options options;
        options.maxPendingAcks = 2;
        Fixture f(options);
        for (int i = 0; i < 3; ++i)
            f.ask();
        QCOMPARE(f.log, QByteArrayList{"overloaded"});
        QCOMPARE(f.client->sent.size(), 2);
        f.client->receive("31[]");
        f.ask();
        QCOMPARE(f.log, (QByteArrayList{"overloaded", "[]"}));
        QCOMPARE(f.client->sent.last(), QByteArray("22[7]"));
    }

    void reservedNamesAreNotAsked()
    {
        Fixture f;
        f.ask(1h, {QStringLiteral("disconnect"), {}, {}});
        QCOMPARE(f.log, QByteArrayList{"disconnected"});
        QVERIFY(f.client->sent.isEmpty());
    }
};

PARLANCE_TEST(TestSocketIoAcks)

} // namespace tst_socketioacks

#include "tst_socketioacks.moc"
