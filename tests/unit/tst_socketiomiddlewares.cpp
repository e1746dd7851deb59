// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/socketiofixture.h"
#include "support/testprogram.h"

namespace tst_socketiomiddlewares {

using namespace parlance;
using namespace parlance::socketio;
using namespace parlance::test;

using Answer = std::function<void(std::optional<Refusal>)>;

class TestSocketIoMiddlewares : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void middlewaresRunInOrder()
    {
        SocketIoFixture f;
        for (const char *name : {"first", "second"})
            f.nsp("/x").use([&f, name](const ConnectRequest &request, const Answer &answer) {
                f.log += QByteArray(name) + ' ' + request.handshake.remoteAddress.toUtf8() +
                         request.auth.value(QLatin1String("a")).toString().toUtf8();
                answer(std::nullopt);
            });
        FakeSession *session = f.session({});
        session->request.remoteAddress = QStringLiteral("192.0.2.1");
        session->receive("0/x,{\"a\":\"b\"}");
        QCOMPARE(f.log, (QByteArrayList{"first 192.0.2.1b", "second 192.0.2.1b",
                                        "connect /x {\"a\":\"b\"}", "new"}));
        QCOMPARE(session->sent.size(), 1);
        // They are the one namespace's own.
        f.log.clear();
        session->receive("0");
        QCOMPARE(f.log, (QByteArrayList{"connect / {}", "new"}));
    }

    void middlewaresRefuse_data()
    {
        QTest::addColumn<bool>("later");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QByteArray>("packet");
        const QByteArray plain = "4/x,{\"message\":\"no\"}";
        const QByteArray coded = "4/x,{\"message\":\"no\",\"data\":{\"code\":\"E\"}}";
        QTest::newRow("at once") << false << QString() << plain;
        QTest::newRow("later") << true << QString() << plain;
        QTest::newRow("with data") << false << QStringLiteral("E") << coded;
    }
    void middlewaresRefuse()
    {
        QFETCH(bool, later);
        QFETCH(QString, code);
        QFETCH(QByteArray, packet);
        SocketIoFixture f;
        std::vector<Answer> answers;
        const auto refuse = [&](const Answer &answer) {
            QJsonObject data;
            if (!code.isEmpty())
                data.insert(QStringLiteral("code"), code);
            answer(Refusal{QStringLiteral("no"), data});
            // A second answer is ignored.
            answer(std::nullopt);
        };
        f.nsp("/x").use([&](const ConnectRequest &, const Answer &answer) {
            later ? answers.push_back(answer) : refuse(answer);
        });
        f.nsp("/x").use([&](const ConnectRequest &, const Answer &) { f.log += "second"; });
        FakeSession *session = f.session({});
        session->receive("0/x,");
        for (const Answer &answer : answers)
            refuse(answer);
        QCOMPARE(session->sent, QByteArrayList{packet});
        QVERIFY(f.log.isEmpty());
        // It may try again.
        QVERIFY(session->open);
        session->receive("0/x,");
        QVERIFY(session->open);
    }

    void clientsWaitForMiddlewares_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("connect") << QByteArray("0/x,");
        QTest::newRow("event") << QByteArray("2/x,[\"a\"]");
        QTest::newRow("ack") << QByteArray("3/x,1[]");
        QTest::newRow("disconnect") << QByteArray("1/x,");
    }
    void clientsWaitForMiddlewares()
    {
        QFETCH(QByteArray, message);
        SocketIoFixture f;
        Answer answer;
        f.nsp("/x").use([&](const ConnectRequest &, const Answer &done) { answer = done; });
        FakeSession *session = f.session({"0/x,"});
        session->receive(message);
        QCOMPARE(session->reasons, QByteArrayList{"parse error"});
        answer(std::nullopt);
        QVERIFY(session->sent.isEmpty());
    }

    void middlewaresMayAnswerTooLate()
    {
        SocketIoFixture f;
        Answer answer;
        f.nsp("/x").use([&](const ConnectRequest &, const Answer &done) { answer = done; });
        FakeSession *session = f.session({"0", "0/x,"});
        f.log.clear();
        session->lose();
        answer(std::nullopt);
        QTRY_VERIFY(!f.last());
        answer(std::nullopt);
        QCOMPARE(f.log, QByteArrayList{"end transport close"});
    }
};

PARLANCE_TEST(TestSocketIoMiddlewares)

} // namespace tst_socketiomiddlewares

#include "tst_socketiomiddlewares.moc"
