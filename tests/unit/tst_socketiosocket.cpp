// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/endpoint.h"
#include "socketio/socket.h"
#include "support/socketiofakes.h"
#include "support/testprogram.h"

namespace tst_socketiosocket {

using namespace parlance;
using namespace parlance::socketio;
using namespace parlance::test;

/// The reference server's test namespace: greets with the CONNECT's payload, sends back what it
/// gets.
class EchoSocket : public Socket
{
public:
    EchoSocket(ClientConnection &peer, Namespace &nsp, QByteArrayList &log)
        : Socket(peer, nsp)
        , m_log(log)
    {
    }

protected:
    void connectRequested(const ConnectRequest &request) override
    {
        accept();
        sendEvent({QStringLiteral("auth"), {request.auth}, {}});
    }
    void eventReceived(const ClientEvent &event) override
    {
        if (event.name == QLatin1String("leave"))
            leaveNamespace();
        else if (event.ackId)
            acknowledge(*event.ackId, event.args, event.attachments);
        else
            sendEvent({QStringLiteral("back"), event.args, event.attachments});
    }
    void ended(const QByteArray &reason) override { m_log += nsp().name() + ' ' + reason; }

private:
    QByteArrayList &m_log;
};

struct Fixture
{
    explicit Fixture(Options options = {})
        : endpoint(timers, options)
    {
        for (const char *nsp : {"/", "/custom"})
            endpoint.addNamespace(nsp, [this](ClientConnection &peer, Namespace &name) {
                return new EchoSocket(peer, name, log);
            });
        endpoint.attach(&session);
        session.receive("0");
        session.receive("0/custom,{\"a\":1}");
        greeting = std::exchange(session.sent, {});
    }

    TimerQueue timers;
    FakeSession session;
    QByteArrayList log;
    QByteArrayList greeting;
    Endpoint endpoint;
};

class TestSocketIoSocket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void greets()
    {
        Fixture f;
        QCOMPARE(f.greeting.size(), 4);
        QCOMPARE(f.greeting[1], QByteArray("2[\"auth\",{}]"));
        QCOMPARE(f.greeting[2].left(17), QByteArray("0/custom,{\"sid\":\""));
        QCOMPARE(f.greeting[3], QByteArray("2/custom,[\"auth\",{\"a\":1}]"));
        QVERIFY(f.greeting[0].mid(1) != f.greeting[2].mid(9));
    }

    void echoes_data()
    {
        QTest::addColumn<QByteArrayList>("in");
        QTest::addColumn<QByteArrayList>("out");
        const QByteArray places =
            "{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}";
        QTest::newRow("text") << QByteArrayList{"2[\"m\",1,\"2\",{\"3\":[true]}]"}
                              << QByteArrayList{"2[\"back\",1,\"2\",{\"3\":[true]}]"};
        QTest::newRow("ack") << QByteArrayList{"2456[\"m\",1,\"2\",{\"3\":[false]}]"}
                             << QByteArrayList{"3456[1,\"2\",{\"3\":[false]}]"};
        QTest::newRow("namespace")
            << QByteArrayList{"2/custom,7[\"m\",1]"} << QByteArrayList{"3/custom,7[1]"};
        QTest::newRow("binary") << QByteArrayList{"52-[\"m\"," + places + ']', "<binary>abc",
                                                  "<binary>d"}
                                << QByteArrayList{"52-[\"back\"," + places + ']', "<binary>abc",
                                                  "<binary>d"};
        QTest::newRow("binary with ack")
            << QByteArrayList{"52-789[\"m\"," + places + ']', "<binary>abc", "<binary>d"}
            << QByteArrayList{"62-789[" + places + ']', "<binary>abc", "<binary>d"};
        QTest::newRow("disconnected elsewhere")
            << QByteArrayList{"1/custom", "2[\"m\",1]"} << QByteArrayList{"2[\"back\",1]"};
        QTest::newRow("binary without attachments") << QByteArrayList{"50-[\"m\"]", "2[\"m\"]"}
                                                    << QByteArrayList{"2[\"back\"]", "2[\"back\"]"};
    }
    void echoes()
    {
        QFETCH(QByteArrayList, in);
        Fixture f;
        for (const QByteArray &message : in) {
            if (message.startsWith("<binary>"))
                f.session.receiveBinary(message.mid(8));
            else
                f.session.receive(message);
        }
        QTEST(f.session.sent, "out");
    }

    void attachmentsAreBounded_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<bool>("open");
        QTest::newRow("just so much") << 50 << true;
        QTest::newRow("a byte more") << 51 << false;
        QTest::newRow("one alone") << 200 << false;
    }
    void attachmentsAreBounded()
    {
        QFETCH(int, size);
        QFETCH(bool, open);
        Options options;
        options.maxAttachmentBytes = 100;
        Fixture f(options);
        // Counted for each packet anew.
        for (int i = 0; i < 2; ++i) {
            f.session.receive("52-[\"m\"]");
            f.session.receiveBinary(QByteArray(50, 'x'));
            f.session.receiveBinary(QByteArray(size, 'x'));
        }
        QCOMPARE(f.session.reasons, open ? QByteArrayList{} : QByteArrayList{"parse error"});
        QCOMPARE(f.session.sent.size(), open ? 6 : 0);
    }

    void attachmentsHaveATime_data()
    {
        QTest::addColumn<int>("come");
        QTest::newRow("none") << 0;
        QTest::newRow("some") << 1;
    }
    void attachmentsHaveATime()
    {
        QFETCH(int, come);
        Options options;
        options.attachmentTimeout = std::chrono::milliseconds(20);
        Fixture f(options);
        f.session.receive("52-[\"m\"]");
        for (int i = 0; i < come; ++i)
            f.session.receiveBinary("x");
        QTRY_COMPARE(f.session.reasons, QByteArrayList{"transport error"});
    }

    void endsInTheReferencesWords()
    {
        Fixture f;
        f.session.receive("1/custom,");
        QCOMPARE(f.log, QByteArrayList{"/custom client namespace disconnect"});
        f.session.receive("0/custom,");
        f.session.sent.clear();
        f.session.receive("2/custom,[\"leave\"]");
        QCOMPARE(f.session.sent, QByteArrayList{"1/custom,"});
        QCOMPARE(f.log.size(), 1);
        QTRY_COMPARE(f.log.value(1), QByteArray("/custom server namespace disconnect"));
        QVERIFY(f.session.open);
        f.session.lose();
        QCOMPARE(f.log.value(2), QByteArray("/ transport close"));
    }
};

PARLANCE_TEST(TestSocketIoSocket)

} // namespace tst_socketiosocket

#include "tst_socketiosocket.moc"
