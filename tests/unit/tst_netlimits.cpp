// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/netfixture.h"
#include "support/testprogram.h"

#include <QElapsedTimer>
#include <QSocketNotifier>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace tst_netlimits {

using namespace parlance;
using namespace parlance::test;
using namespace std::chrono_literals;
using http::ExchangePtr;
using http::Method;

class WakeCounter : public QObject
{
public:
    // UBSan looks at an object by way of a pipe: without a descriptor it takes it for a wrong one.
    __attribute__((no_sanitize("vptr"))) bool eventFilter(QObject *, QEvent *event) override
    {
        count += event->type() == QEvent::SockAct;
        return false;
    }
    int count = 0;
};

/// Time limits and connection limits, all made short.
class TestNetLimits : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TestFront> m_front;
    ExchangePtr m_held;

    /// Over TLS nobody is told: that would cost a handshake.
    static void checkRefused(RawClient &client, int status)
    {
        if (!overTls()) {
            const Answer refused = client.takeAnswer();
            QCOMPARE(refused.status, status);
            QCOMPARE(refused.field("Connection"), QByteArray("close"));
        }
        QCOMPARE(client.connected, !overTls());
        QVERIFY(client.waitForClosed());
    }

private Q_SLOTS:
    void init()
    {
        m_front = std::make_unique<TestFront>();
        m_front->router.add(Method::Get, QStringLiteral("/"),
                            [](const ExchangePtr &exchange, const QStringList &) {
                                exchange->reply(http::Response::text("ok"));
                            });
        m_front->router.add(
            Method::Get, QStringLiteral("/slow"),
            [this](const ExchangePtr &exchange, const QStringList &) { m_held = exchange; });
        m_front->router.add(Method::Get, QStringLiteral("/big"),
                            [](const ExchangePtr &exchange, const QStringList &) {
                                exchange->reply(http::Response::text(QByteArray(16'000'000, 'b')));
                            });
    }

    void cleanup()
    {
        m_held.reset();
        m_front.reset();
    }

    void silentClient()
    {
        m_front->limits.headerTime = 50ms;
        QVERIFY(m_front->start());
        RawClient client(*m_front);
        QVERIFY(client.waitForClosed());
        QVERIFY(client.pull().isEmpty());
        QTRY_COMPARE(m_front->port->connectionCount(), 0);
    }

    void slowHeader()
    {
        QVERIFY(m_front->start());
        RawClient client(*m_front);
        // Not before: it is the time that a TLS handshake has, too.
        m_front->limits.headerTime = 100ms;
        client.send("GET / HTTP/1.1\r\nX: ");
        // Sending on does not help.
        QElapsedTimer clock;
        clock.start();
        QTRY_VERIFY_WITH_TIMEOUT((client.send("y"), client.pull().contains("408")), 5000);
        QVERIFY(clock.elapsed() < 3000);
        QCOMPARE(client.takeAnswer().status, 408);
        QVERIFY(client.waitForClosed());
    }

    void slowHeaderOfTheSecondRequest()
    {
        QVERIFY(m_front->start());
        RawClient client(*m_front);
        m_front->limits.headerTime = 50ms;
        client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HT");
        QCOMPARE(client.takeAnswer().status, 200);
        QCOMPARE(client.takeAnswer().status, 408);
    }

    void idleAfterAnAnswer()
    {
        m_front->limits.idleTime = 50ms;
        QVERIFY(m_front->start());
        RawClient client(*m_front);
        client.get("/");
        QCOMPARE(client.takeAnswer().status, 200);
        QVERIFY(client.waitForClosed());
        QVERIFY(client.pull().isEmpty());
    }

    void waitingForAnAnswerIsNotIdle()
    {
        QVERIFY(m_front->start());
        RawClient client(*m_front);
        m_front->limits.idleTime = 100ms;
        m_front->limits.headerTime = 100ms;
        m_front->limits.bodyTime = 100ms;
        client.get("/slow");
        QTRY_VERIFY(m_held);
        bool later = false;
        Deadline deadline(m_front->timers);
        deadline.start(300ms, [&] { later = true; });
        QTRY_VERIFY(later);
        m_held->reply(http::Response::text("at last"));
        QCOMPARE(client.takeAnswer().body, QByteArray("at last"));
    }

    void bodyWithoutProgress()
    {
        m_front->limits.bodyTime = 50ms;
        QVERIFY(m_front->start());
        RawClient client(*m_front);
        client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhe");
        QCOMPARE(client.takeAnswer().status, 408);
        QVERIFY(client.waitForClosed());
    }

    void clientThatNeverReads()
    {
        m_front->limits.writeTime = 100ms;
        QVERIFY(m_front->start());
        RawClient client(*m_front);
        client.socket.setReadBufferSize(1000);
        client.get("/big");
        QTRY_COMPARE(m_front->requests, 1);
        QTRY_COMPARE(m_front->port->connectionCount(), 0);
    }

    void clientThatDoesNotHangUp()
    {
        m_front->limits.lingerTime = 50ms;
        QVERIFY(m_front->start());
        RawClient client(*m_front);
        client.socket.setReadBufferSize(1);
        client.get("/big", "Connection: close\r\n");
        client.socket.setReadBufferSize(0);
        QTRY_COMPARE(m_front->port->connectionCount(), 0);
    }

    void connectionsPerAddress()
    {
        m_front->options.connectionsPerAddress = 2;
        QVERIFY(m_front->start());
        auto first = std::make_unique<RawClient>(*m_front);
        RawClient second(*m_front);
        RawClient third(*m_front);
        checkRefused(third, 429);
        first.reset();
        QTRY_COMPARE(m_front->port->connectionCount(), 1);
        RawClient fourth(*m_front);
        fourth.get("/");
        QCOMPARE(fourth.takeAnswer().status, 200);
    }

    void trustedProxiesAreExempt()
    {
        m_front->options.connectionsPerAddress = 1;
        m_front->proxies = *net::TrustedProxies::parse({QStringLiteral("127.0.0.1")});
        QVERIFY(m_front->start());
        RawClient first(*m_front);
        RawClient second(*m_front);
        second.get("/");
        QCOMPARE(second.takeAnswer().status, 200);
    }

    void limitsCanBeLifted()
    {
        m_front->options.connectionsPerAddress = 1;
        m_front->options.limitsPerAddress = [] { return false; };
        QVERIFY(m_front->start());
        RawClient first(*m_front);
        RawClient second(*m_front);
        second.get("/");
        QCOMPARE(second.takeAnswer().status, 200);
    }

    void connectionsInTotal()
    {
        m_front->options.connections = 1;
        QVERIFY(m_front->start());
        RawClient first(*m_front);
        RawClient second(*m_front);
        checkRefused(second, 503);
        first.get("/");
        QCOMPARE(first.takeAnswer().status, 200);
    }

    void floodAboveTheLimitIsJustClosed()
    {
        m_front->options.connections = 1;
        QVERIFY(m_front->start());
        std::vector<std::unique_ptr<RawClient>> clients(100);
        for (auto &client : clients)
            client = std::make_unique<RawClient>(*m_front);
        QVERIFY(clients.back()->waitForClosed());
        clients.front()->get("/");
        QCOMPARE(clients.front()->takeAnswer().status, 200);
        clients.clear();
        QTRY_COMPARE(m_front->port->connectionCount(), 0);
    }

    void outOfDescriptors()
    {
#ifdef Q_OS_LINUX
        m_front->options.acceptPause = 50ms;
        QVERIFY(m_front->start());
        RawClient open(*m_front);
        open.get("/");
        QCOMPARE(open.takeAnswer().status, 200);
        // Counts how often the listening socket wakes the event loop.
        WakeCounter wakes;
        const auto notifiers = m_front->port->findChildren<QSocketNotifier *>();
        for (QSocketNotifier *notifier : notifiers)
            notifier->installEventFilter(&wakes);
        QTcpSocket waiting;
        rlimit before{};
        QCOMPARE(getrlimit(RLIMIT_NOFILE, &before), 0);
        waiting.connectToHost(QHostAddress(QHostAddress::LocalHost), m_front->port->serverPort());
        rlimit none = before;
        // The lowest free descriptor becomes the first forbidden one; poll() still works.
        const int free = dup(0);
        QVERIFY(free > 0);
        ::close(free);
        none.rlim_cur = rlim_t(free);
        QCOMPARE(setrlimit(RLIMIT_NOFILE, &none), 0);
        bool later = false;
        Deadline deadline(m_front->timers);
        deadline.start(200ms, [&] { later = true; });
        QTRY_VERIFY(later);
        open.get("/");
        const int status = open.takeAnswer().status;
        QCOMPARE(setrlimit(RLIMIT_NOFILE, &before), 0);
        QCOMPARE(status, 200);
        QVERIFY2(wakes.count > 0 && wakes.count < 100, qPrintable(QString::number(wakes.count)));
        waiting.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        QTRY_VERIFY(waiting.bytesAvailable() > 0);
#else
        QSKIP("needs setrlimit");
#endif
    }
};

PARLANCE_TEST(TestNetLimits)

} // namespace tst_netlimits

#include "tst_netlimits.moc"
