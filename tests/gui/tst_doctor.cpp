// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/doctor.h"
#include "link/serverlink.h"
#include "link/trustedcertificates.h"
#include "support/fakeframes.h"
#include "support/fakeserver.h"
#include "support/realserver.h"
#include "support/testcertificate.h"
#include "support/testprogram.h"

#include <QFile>
#include <QJsonArray>
#include <QSettings>
#include <QSslKey>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

namespace tst_doctor {

using namespace Qt::StringLiterals;
using namespace parlance;
using gui::Doctor;
using gui::Problem;
using test::FakeScript;
using test::FakeServer;
namespace frames = test::frames;
using Kind = Problem::Kind;
using State = Doctor::State;

FakeScript small()
{
    FakeScript script;
    script.size = {.sessions = 5, .rooms = 5, .users = 5};
    return script;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A server whose certificate nobody vouches for.
FakeScript withCertificate(const test::TestCertificates &certificates, const QString &name)
{
    auto script = small();
    const auto chain =
        QSslCertificate::fromData(contentOf(certificates.path(name + u".pem"_s)), QSsl::Pem);
    script.tls.setLocalCertificateChain(chain);
    script.tls.setPrivateKey(
        QSslKey(contentOf(certificates.path(name + u".key"_s)), QSsl::Ec, QSsl::Pem));
    return script;
}

class TestDoctor : public QObject
{
    Q_OBJECT

private:
    static State stateOf(const Doctor &doctor, const QString &title)
    {
        for (const Doctor::Check &check : doctor.checks()) {
            if (check.title == title)
                return check.state;
        }
        qFatal("There is no check %s", qPrintable(title));
    }

    static void examine(Doctor &doctor, const gui::Target &target,
                        const gui::Credentials &credentials = {})
    {
        doctor.examine(target, credentials);
        QTRY_VERIFY_WITH_TIMEOUT(!doctor.isBusy(), 30000);
    }

private Q_SLOTS:
    void init() { QSettings().clear(); }
    void cleanupTestCase() { QSettings().clear(); }

    void findsNothingWrongWithARealServer()
    {
        test::RealServer server;
        server.start();
        const auto ann = server.person(u"ann"_s, u"auditor"_s);
        Doctor doctor;
        examine(doctor, server.target(), {.username = ann.username, .password = ann.password});
        QVERIFY2(!doctor.verdict(), qPrintable(doctor.report()));
        for (const auto &title :
             {u"Name"_s, u"Port"_s, u"Server"_s, u"Version"_s, u"Log-in"_s, u"Role"_s, u"Clock"_s})
            QVERIFY2(stateOf(doctor, title) == State::Good, qPrintable(doctor.report()));
        // Its session has ended with it: the person's own one is left.
        const auto sessions = [&server] {
            return server.admin({u"sessions"_s, u"list"_s}).value(u"items"_s).toArray().size();
        };
        QTRY_COMPARE(sessions(), 1);

        examine(doctor, server.localTarget());
        QVERIFY2(!doctor.verdict(), qPrintable(doctor.report()));
    }

    void tellsAWrongPasswordFromALowRole()
    {
        test::RealServer server;
        server.start();
        const auto bob = server.person(u"bob"_s);
        Doctor doctor;
        examine(doctor, server.target(), {.username = bob.username, .password = u"wrong one"_s});
        QCOMPARE(stateOf(doctor, u"Log-in"_s), State::Bad);
        QCOMPARE(doctor.verdict().kind, Kind::Credentials);
        examine(doctor, server.target(), {.username = bob.username, .password = bob.password});
        QCOMPARE(stateOf(doctor, u"Log-in"_s), State::Good);
        QCOMPARE(stateOf(doctor, u"Role"_s), State::Bad);
        QCOMPARE(doctor.verdict().kind, Kind::RoleTooLow);
        QVERIFY(!doctor.report().contains(bob.password));
    }

    void findsAnotherListener()
    {
        test::RealServer server(u"[admin]\nlisten = \"http://127.0.0.1:0\"\n"_s);
        server.start();
        Doctor doctor;
        examine(doctor, server.target());
        QCOMPARE(stateOf(doctor, u"Server"_s), State::Bad);
        QVERIFY2(doctor.verdict().advice.contains(u"admin.listen"_s), qPrintable(doctor.report()));
    }

    void findsThatNothingListens()
    {
        Doctor doctor;
        examine(doctor, gui::targetFrom(u"ws://127.0.0.1:1"_s));
        QCOMPARE(stateOf(doctor, u"Name"_s), State::Good);
        QCOMPARE(stateOf(doctor, u"Port"_s), State::Bad);
        QCOMPARE(doctor.verdict().kind, Kind::Unreachable);
        examine(doctor, gui::targetFrom(u"/nowhere/admin.sock"_s));
        QCOMPARE(stateOf(doctor, u"Socket"_s), State::Bad);
    }

    void findsAWrongName()
    {
        Doctor doctor;
        examine(doctor, gui::targetFrom(u"wss://no-such-host.invalid"_s));
        QVERIFY2(stateOf(doctor, u"Name"_s) == State::Bad, qPrintable(doctor.report()));
        QCOMPARE(doctor.verdict().kind, Kind::NameNotFound);
    }

    void findsAnotherVersion()
    {
        auto script = small();
        script.handshake = [](const QByteArray &) {
            return QByteArray(
                "HTTP/1.1 400 Bad Request\r\nSec-WebSocket-Protocol: parlance.admin.v3\r\n\r\n");
        };
        FakeServer server(script);
        Doctor doctor;
        examine(doctor, server.target());
        QCOMPARE(stateOf(doctor, u"Server"_s), State::Good);
        QCOMPARE(stateOf(doctor, u"Version"_s), State::Bad);
        QVERIFY(doctor.verdict().what.contains(u"speaks version 3"_s));
    }

    void findsAnotherClock()
    {
        auto script = small();
        script.handshake = [](const QByteArray &request) {
            QByteArray answer = frames::accepted(request, "parlance.admin.v1");
            answer.chop(2);
            return answer + "Date: Mon, 05 Jan 2026 10:00:00 GMT\r\n\r\n";
        };
        FakeServer server(script);
        Doctor doctor;
        examine(doctor, server.target());
        QCOMPARE(stateOf(doctor, u"Clock"_s), State::Attention);
        QVERIFY2(!doctor.verdict(), "It is no reason not to connect");
    }

    void judgesCertificates()
    {
        test::TestCertificates certificates;
        certificates.make(u"server"_s);
        FakeServer server(withCertificate(certificates, u"server"_s));
        Doctor doctor;
        examine(doctor, server.target(), FakeServer::credentials());
        QVERIFY2(stateOf(doctor, u"TLS"_s) == State::Good, qPrintable(doctor.report()));
        QCOMPARE(stateOf(doctor, u"Certificate"_s), State::Bad);
        QCOMPARE(doctor.verdict().kind, Kind::UntrustedCertificate);
        QCOMPARE(stateOf(doctor, u"Version"_s), State::Good);
        // The password was not said.
        QCOMPARE(server.received(), 0);

        gui::TrustedCertificates::trust(server.target().url, doctor.verdict().details);
        examine(doctor, server.target(), FakeServer::credentials());
        QVERIFY2(!doctor.verdict(), qPrintable(doctor.report()));
        QCOMPARE(stateOf(doctor, u"Role"_s), State::Good);
    }

    void namesTheServersOwnCertificateOfAChain()
    {
        test::TestCertificates certificates;
        certificates.make(u"root"_s);
        const auto path = [&](const QString &file) { return certificates.path(file); };
        test::TestCertificates::openssl({u"req"_s, u"-nodes"_s, u"-newkey"_s, u"ec"_s,
                                         u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s, u"-subj"_s,
                                         u"/CN=localhost"_s, u"-keyout"_s, path(u"leaf.key"_s),
                                         u"-out"_s, path(u"leaf.csr"_s)});
        test::TestCertificates::openssl({u"x509"_s, u"-req"_s, u"-in"_s, path(u"leaf.csr"_s),
                                         u"-CA"_s, path(u"root.pem"_s), u"-CAkey"_s,
                                         path(u"root.key"_s), u"-CAcreateserial"_s, u"-out"_s,
                                         path(u"alone.pem"_s)});
        QFile both(path(u"leaf.pem"_s));
        QVERIFY(both.open(QIODevice::WriteOnly));
        both.write(contentOf(path(u"alone.pem"_s)) + contentOf(path(u"root.pem"_s)));
        both.close();
        FakeServer server(withCertificate(certificates, u"leaf"_s));
        Doctor doctor;
        examine(doctor, server.target());
        const QSslCertificate own(contentOf(path(u"alone.pem"_s)), QSsl::Pem);
        QCOMPARE(doctor.verdict().details, gui::TrustedCertificates::fingerprintOf(own));
        gui::ServerLink link;
        link.open(server.target(), FakeServer::credentials());
        QTRY_COMPARE(link.state(), gui::ServerLink::State::Failed);
        QCOMPARE(link.problem().details, gui::TrustedCertificates::fingerprintOf(own));
    }

    void findsThatAPortSpeaksNoTls()
    {
        // As web servers do it.
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, this, [&server] {
            QTcpSocket *socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                socket->write("HTTP/1.1 400 Bad Request\r\n\r\n");
                socket->disconnectFromHost();
            });
        });
        Doctor doctor;
        examine(doctor, gui::targetFrom(u"wss://127.0.0.1:%1"_s.arg(server.serverPort())));
        QVERIFY2(stateOf(doctor, u"TLS"_s) == State::Bad, qPrintable(doctor.report()));
        QCOMPARE(doctor.verdict().kind, Kind::Tls);
    }

    void findsThatAPortWantsTls()
    {
        test::TestCertificates certificates;
        certificates.make(u"server"_s);
        FakeServer server(withCertificate(certificates, u"server"_s));
        Doctor doctor;
        examine(doctor, gui::targetFrom(u"ws://127.0.0.1:%1"_s.arg(server.port())));
        QVERIFY2(stateOf(doctor, u"Server"_s) == State::Bad, qPrintable(doctor.report()));
        QVERIFY2(doctor.verdict().advice.contains(u"wss://"_s), qPrintable(doctor.report()));
    }
};

PARLANCE_TEST(TestDoctor)

} // namespace tst_doctor

#include "tst_doctor.moc"
