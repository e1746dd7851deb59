// SPDX-License-Identifier: GPL-3.0-or-later
#include "realtime/deliverytimes.h"
#include "support/testprogram.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

namespace tst_deliverytimes {

using namespace parlance;
using namespace std::chrono_literals;

class TestDeliveryTimes : public QObject
{
    Q_OBJECT

private:
    static DeliveryTimes::Moment now() { return std::chrono::steady_clock::now(); }

private Q_SLOTS:
    void recordsAfterTheSocketsHaveWritten()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        QTcpSocket socket;
        socket.connectToHost(server.serverAddress(), server.serverPort());
        QVERIFY(socket.waitForConnected());
        DeliveryTimes times;
        quint64 countAsWritten = 1;
        connect(&socket, &QTcpSocket::bytesWritten, this,
                [&] { countAsWritten = times.times().count(); });
        // As the answers of the storage arrive.
        QMetaObject::invokeMethod(
            this,
            [&] {
                socket.write("a message");
                times.sent(now() - 50ms);
                times.sent(now());
            },
            Qt::QueuedConnection);
        QTRY_COMPARE(times.times().count(), 2u);
        QCOMPARE(socket.bytesToWrite(), 0);
        QCOMPARE(countAsWritten, 0u);
        QVERIFY(times.times().quantile(1) >= 0.049);
        QVERIFY(times.times().sum() >= 0.05);
    }

    void leavesOutWhatIsNotKnown()
    {
        DeliveryTimes times;
        times.sent({});
        times.sent(now());
        QTRY_COMPARE(times.times().count(), 1u);
    }
};

PARLANCE_TEST(TestDeliveryTimes)

} // namespace tst_deliverytimes

#include "tst_deliverytimes.moc"
