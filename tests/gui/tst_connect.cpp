// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/profiles.h"
#include "link/trustedcertificates.h"
#include "pages/connectpage.h"
#include "pages/problembox.h"
#include "pages/serverlist.h"
#include "support/fakepasswords.h"
#include "support/realserver.h"
#include "support/testcertificate.h"
#include "support/testprogram.h"

#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTest>
#include <QToolButton>

namespace tst_connect {

using namespace Qt::StringLiterals;
using namespace parlance;
using gui::Problem;
using gui::Profiles;
using gui::ServerLink;
using gui::TrustedCertificates;
using State = ServerLink::State;

/// The page as an operator sees it.
class Screen
{
public:
    Screen()
        : page(link, &passwords)
    {
        page.resize(1024, 700);
        page.show();
    }

    template <class Widget>
    Widget &get(const char *name)
    {
        auto *found = page.findChild<Widget *>(QString::fromLatin1(name));
        if (!found)
            qFatal("There is no %s", name);
        return *found;
    }
    void type(const char *field, const QString &text)
    {
        auto &edit = get<QLineEdit>(field);
        edit.selectAll();
        QTest::keyClick(&edit, Qt::Key_Delete);
        QTest::keyClicks(&edit, text);
    }
    void connectTo(const gui::Target &target, const QString &username, const QString &password)
    {
        type("address", target.key());
        type("username", username);
        type("password", password);
        QTest::keyClick(&get<QLineEdit>("password"), Qt::Key_Return);
    }
    QString problem()
    {
        auto &box = get<gui::ProblemBox>("problem");
        return box.isVisible() ? box.findChild<QLabel *>(u"what"_s)->text() : QString();
    }
    QString question()
    {
        auto &box = get<QWidget>("trust");
        return box.isVisible() ? box.findChild<QLabel *>(u"what"_s)->text() : QString();
    }
    void click(const char *button)
    {
        QTest::mouseClick(&get<QAbstractButton>(button), Qt::LeftButton);
    }

    ServerLink link;
    test::FakePasswords passwords;
    gui::ConnectPage page;
};

class TestConnect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }
    void cleanupTestCase() { QSettings().clear(); }

    void keepsWhatWorked()
    {
        test::RealServer server;
        server.start();
        const auto ann = server.person(u"ann"_s, u"auditor"_s);
        {
            Screen screen;
            screen.type("name", u"Home"_s);
            screen.click("keepsPassword");
            screen.connectTo(server.target(), ann.username, ann.password);
            QTRY_COMPARE(screen.link.state(), State::Online);
            QCOMPARE(screen.passwords.kept.size(), 1);
            // Nothing but the keychain has it.
            QVERIFY(screen.get<QLineEdit>("password").text().isEmpty());
            for (const QString &key : QSettings().allKeys())
                QVERIFY(!QSettings().value(key).toString().contains(ann.password));
            const auto profiles = Profiles::all();
            QCOMPARE(profiles.size(), 1);
            QCOMPARE(profiles.first().title(), u"Home"_s);
        }
        Screen again;
        again.passwords.kept.insert(Profiles::all().constFirst().key(), ann.password);
        auto &list = again.get<gui::ServerList>("servers");
        // It was chosen as the page was shown, before the keychain had the password.
        list.setCurrentRow(-1);
        list.setCurrentRow(list.count() - 1);
        QTRY_COMPARE(again.get<QLineEdit>("password").text(), ann.password);
        QTest::keyClick(&list, Qt::Key_Return);
        QTRY_COMPARE(again.link.state(), State::Online);
        again.link.logOut();
        QTest::keyClick(&list, Qt::Key_Delete);
        QVERIFY(Profiles::all().isEmpty());
        QVERIFY(again.passwords.kept.isEmpty());
    }

    void saysThatNothingIsKeptWithoutAKeychain()
    {
        Screen screen;
        screen.passwords.isMissing = true;
        screen.click("keepsPassword");
        QTRY_VERIFY(!screen.get<QCheckBox>("keepsPassword").isChecked());
        bool isSaid = false;
        for (const QLabel *label : screen.page.findChildren<QLabel *>())
            isSaid |= label->isVisible() && label->text() == u"There is no keychain."_s;
        QVERIFY(isSaid);
    }

    void saysWhatIsWrongWithTheAccount()
    {
        test::RealServer server;
        server.start();
        const auto ann = server.person(u"ann"_s, u"auditor"_s);
        const auto bob = server.person(u"bob"_s);
        Screen screen;
        screen.connectTo(server.target(), ann.username, u"a wrong password"_s);
        QTRY_COMPARE(screen.problem(), u"The user name or the password is wrong."_s);
        QVERIFY(screen.get<QLineEdit>("password").hasFocus());
        QCOMPARE(screen.link.state(), State::Idle);

        screen.connectTo(server.target(), bob.username, bob.password);
        QTRY_COMPARE(screen.problem(), u"The role of this account is too low."_s);
        QTRY_VERIFY(!screen.get<gui::ProblemBox>("problem").doctor().isBusy());
        screen.click("details");
        QVERIFY(screen.problem().contains(u"role"_s));
        screen.click("copy");
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY2(copied.contains(u"Version: OK"_s) && copied.contains(u"Role: WRONG"_s),
                 qPrintable(copied));
        QVERIFY(!copied.contains(bob.password));

        screen.connectTo(server.target(), ann.username, ann.password);
        QTRY_COMPARE(screen.link.state(), State::Online);
        QVERIFY(screen.problem().isEmpty());
    }

    void saysWhatIsWrongWithTheAddress()
    {
        Screen screen;
        screen.type("address", u"http://"_s);
        screen.click("connect");
        QVERIFY(screen.problem().contains(u"is no address"_s));
        screen.connectTo(gui::targetFrom(u"ws://127.0.0.1:1/admin"_s), u"ann"_s, u"secret"_s);
        QTRY_VERIFY(screen.problem().contains(u"Nothing listens"_s));
    }

    void opensTheServerOfThisComputerWithOneClick()
    {
        test::RealServer server;
        server.start();
        qputenv("PARLANCE_ADMIN_SOCKET", server.localTarget().socket.toLocal8Bit());
        Screen screen;
        qunsetenv("PARLANCE_ADMIN_SOCKET");
        auto &list = screen.get<gui::ServerList>("servers");
        QVERIFY(list.item(0)->text().contains(u"computer"_s));
        list.setCurrentRow(0);
        QVERIFY(!screen.get<QLineEdit>("password").isEnabled());
        QTest::keyClick(&list, Qt::Key_Return);
        QTRY_COMPARE(screen.link.state(), State::Online);
        QCOMPARE(screen.link.welcome().access.role, u"administrator"_s);
    }

    void asksForTrustAgainWhenTheCertificateChanges()
    {
        test::TestCertificates certificates;
        certificates.make(u"server"_s);
        test::RealServer server(u"[tls]\ncertificate = \"%1\"\nkey = \"%2\"\n"_s.arg(
            certificates.path(u"server.pem"_s), certificates.path(u"server.key"_s)));
        server.start();
        const auto ann = server.person(u"ann"_s, u"auditor"_s);
        server.stop();
        server.setScheme(u"https"_s);
        server.start();

        Screen screen;
        screen.connectTo(server.target(), ann.username, ann.password);
        QTRY_VERIFY(screen.question().contains(u"is not trusted"_s));
        QCOMPARE(screen.link.state(), State::Idle);
        QVERIFY(!screen.get<QLabel>("trustedFingerprint").isVisible());
        const auto shown = screen.get<QLabel>("fingerprint").text();
        screen.click("trustIt");
        QTRY_COMPARE(screen.link.state(), State::Online);
        const QString trusted = TrustedCertificates::fingerprintFor(server.target().url);
        QCOMPARE(QString(shown).replace(u'\n', u':'), trusted);

        // No question as long as it is the same.
        screen.link.logOut();
        screen.connectTo(server.target(), ann.username, ann.password);
        QTRY_COMPARE(screen.link.state(), State::Online);

        screen.link.logOut();
        server.stop();
        certificates.make(u"server"_s);
        server.start();
        screen.connectTo(server.target(), ann.username, ann.password);
        QTRY_VERIFY(screen.question().contains(u"another one than you trusted"_s));
        QVERIFY(screen.get<QLabel>("trustedFingerprint").isVisible());
        screen.click("decline");
        QCOMPARE(TrustedCertificates::fingerprintFor(server.target().url), trusted);
        QCOMPARE(screen.link.state(), State::Idle);
        screen.connectTo(server.target(), ann.username, ann.password);
        QTRY_VERIFY(!screen.question().isEmpty());
        screen.click("trustIt");
        QTRY_COMPARE(screen.link.state(), State::Online);
    }
};

PARLANCE_TEST(TestConnect)

} // namespace tst_connect

#include "tst_connect.moc"
