// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/announcepage.h"
#include "support/fakebench.h"
#include "support/pagebench.h"
#include "support/realclient.h"
#include "support/testprogram.h"
#include "widgets/tableview.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

namespace tst_announce {

using namespace Qt::StringLiterals;
using namespace parlance;
using test::ConsoleBench;
using test::FakeBench;
using test::RealClient;
using test::RubbishBench;
using test::ShownPage;

/// The page, shown.
struct Shown : ShownPage<gui::AnnouncePage>
{
    template <class Bench>
    explicit Shown(Bench &bench)
        : ShownPage(bench)
        , text(find<QPlainTextEdit>(u"text"_s))
        , receivers(find<QComboBox>(u"receivers"_s))
        , room(find<QLineEdit>(u"room"_s))
        , user(find<QLineEdit>(u"user"_s))
        , count(find<QLabel>(u"count"_s))
        , send(find<QPushButton>(u"send"_s))
        , history(*find<gui::TableView>(u"history"_s)->tableModel())
    {
    }

    QPlainTextEdit *text;
    QComboBox *receivers;
    QLineEdit *room;
    QLineEdit *user;
    QLabel *count;
    QPushButton *send;
    gui::TableModel &history;
};

/// A server with three people who are connected; ann and bob are in Gardening.
struct Town
{
    explicit Town(ConsoleBench &bench)
        : ann(bench.server, bench.server.person(u"ann"_s))
        , bob(bench.server, bench.server.person(u"bob"_s))
        , cem(bench.server, bench.server.person(u"cem"_s))
    {
        bob.join(ann.createRoom(u"Gardening"_s));
    }

    RealClient ann;
    RealClient bob;
    RealClient cem;
};

class TestAnnounce : public QObject
{
    Q_OBJECT

private:
    static QStringList heard(const RealClient &client)
    {
        QStringList texts;
        for (const QJsonObject &push : client.pushes()) {
            if (push.value(u"event"_s) == u"announcement"_s)
                texts.append(push.value(u"data"_s).toObject().value(u"text"_s).toString());
        }
        return texts;
    }

    /// Sends what is on the page, through the sheet.
    static bool sent(ConsoleBench &bench, Shown &shown)
    {
        if (!QTest::qWaitFor([&] { return shown.send->isEnabled(); }, 5000))
            return false;
        shown.send->click();
        return QTest::qWaitFor([&] { return bench.sheet(); }, 5000) && bench.runSheet() &&
               QTest::qWaitFor([&] { return !bench.sheet(); }, 5000);
    }

private Q_SLOTS:
    void reachesEverybody()
    {
        ConsoleBench bench;
        Town town(bench);
        Shown shown(bench);
        QVERIFY(!shown.send->isEnabled());
        shown.text->setPlainText(u"The server restarts\nat noon. <b>Ünïcödé</b> 你好"_s);
        QTRY_COMPARE(shown.count->text(), u"Reaches 3 connection(s) now"_s);
        QVERIFY(heard(town.ann).isEmpty());
        QVERIFY(sent(bench, shown));
        const QStringList wanted{u"The server restarts at noon. <b>Ünïcödé</b> 你好"_s};
        for (const RealClient *each : {&town.ann, &town.bob, &town.cem})
            QTRY_COMPARE(heard(*each), wanted);
        // The form is empty, and the last ones tell of it.
        QTRY_VERIFY(shown.text->toPlainText().isEmpty());
        QTRY_COMPARE(shown.history.rowCount(), 1);
        QCOMPARE(shown.history.index(0, 2).data().toString(), u"Everybody"_s);
        QCOMPARE(shown.history.index(0, 3).data().toString(), u"3"_s);
        QCOMPARE(shown.history.index(0, 4).data().toString(), wanted.first());
    }

    void reachesARoomOrAUser()
    {
        ConsoleBench bench;
        Town town(bench);
        Shown shown(bench);
        QVERIFY(!shown.room->isVisible());
        shown.text->setPlainText(u"Bring seeds"_s);
        shown.receivers->setCurrentIndex(1);
        QVERIFY(shown.room->isVisible() && !shown.user->isVisible());
        QVERIFY(!shown.send->isEnabled());
        shown.room->setText(u"Gardening"_s);
        QTRY_COMPARE(shown.count->text(), u"Reaches 2 connection(s) now"_s);
        QVERIFY(sent(bench, shown));
        QTRY_COMPARE(heard(town.ann), QStringList{u"Bring seeds"_s});
        QTRY_COMPARE(heard(town.bob), QStringList{u"Bring seeds"_s});

        shown.receivers->setCurrentIndex(2);
        shown.text->setPlainText(u"Only for you"_s);
        shown.user->setText(u"cem"_s);
        QTRY_COMPARE(shown.count->text(), u"Reaches 1 connection(s) now"_s);
        QVERIFY(sent(bench, shown));
        QTRY_COMPARE(heard(town.cem), QStringList{u"Only for you"_s});
        QCOMPARE(heard(town.ann), QStringList{u"Bring seeds"_s});
        QTRY_COMPARE(shown.history.rowCount(), 2);
        QCOMPARE(shown.history.index(0, 2).data().toString(), u"cem"_s);
        QCOMPARE(shown.history.index(1, 2).data().toString(), u"Gardening"_s);
    }

    void tellsThatThereIsNoSuchRoom()
    {
        ConsoleBench bench;
        Shown shown(bench);
        shown.text->setPlainText(u"Hello"_s);
        shown.receivers->setCurrentIndex(1);
        shown.room->setText(u"Nowhere"_s);
        QTRY_VERIFY(shown.count->text().contains(u"room"_s));
        QTRY_VERIFY(!shown.count->text().contains(u"Counting"_s));
        // Refused ones are in the audit log, but were not announced.
        shown.page.refresh();
        QTRY_VERIFY(!bench.ask(u"audit.list"_s, {{u"command"_s, u"announce"_s}}).items().isEmpty());
        QCOMPARE(shown.history.rowCount(), 0);
    }

    // Neither each key nor the text asks the server again.
    void countsOnceForTheSameReceivers()
    {
        std::atomic<int> counted = 0;
        FakeBench bench([&](const adminprotocol::RunCommand &command) -> QJsonValue {
            if (command.command == u"announce"_s)
                ++counted;
            return QJsonObject{{u"connections"_s, 7}, {u"dryRun"_s, true}};
        });
        Shown shown(bench);
        for (const QString &text : {u"a"_s, u"ab"_s, u"abc"_s})
            shown.text->setPlainText(text);
        QTRY_COMPARE(shown.count->text(), u"Reaches 7 connection(s) now"_s);
        shown.text->setPlainText(u"abcd"_s);
        QTRY_COMPARE(counted.load(), 1);
        shown.receivers->setCurrentIndex(2);
        shown.user->setText(u"ann"_s);
        QTRY_COMPARE(counted.load(), 2);
        shown.text->setPlainText(QString(40000, u'x'));
        QVERIFY(!shown.send->isEnabled());
        QVERIFY(shown.count->text().contains(u"too long"_s));
    }

    void keepsTheDraftWhenOthersAnnounce()
    {
        ConsoleBench bench;
        Shown shown(bench);
        shown.text->setPlainText(u"A draft"_s);
        bench.commands.start(u"announce"_s, {}, {{u"text"_s, u"From the palette"_s}});
        QTRY_VERIFY(bench.sheet());
        QVERIFY(bench.runSheet());
        QTRY_COMPARE(shown.history.rowCount(), 1);
        QCOMPARE(shown.text->toPlainText(), u"A draft"_s);
    }

    void tellsAnAuditorWhyNot()
    {
        ConsoleBench bench(u"auditor"_s);
        Shown shown(bench);
        QVERIFY(!shown.send->isEnabled() && !shown.text->isEnabled());
        QVERIFY(shown.count->text().contains(u"Operator"_s));
        QVERIFY(shown.send->toolTip().contains(u"Operator"_s));
    }

    void waitsForTheLink()
    {
        ConsoleBench bench;
        Shown shown(bench);
        shown.text->setPlainText(u"Hello"_s);
        QTRY_VERIFY(shown.count->text().contains(u"Reaches 0"_s));
        bench.server.kill();
        QTRY_VERIFY(!shown.send->isEnabled());
        QVERIFY(shown.count->text().contains(u"down"_s));
        shown.text->setPlainText(u"Hello again"_s);
        bench.server.start();
        QTRY_VERIFY_WITH_TIMEOUT(shown.count->text().contains(u"Reaches 0"_s), 20000);
        QVERIFY(shown.send->isEnabled());
        QCOMPARE(shown.text->toPlainText(), u"Hello again"_s);
    }

    void survivesRubbish()
    {
        RubbishBench bench;
        Shown shown(bench);
        shown.text->setPlainText(u"Hello"_s);
        QVERIFY(bench.survives(shown.page, [&] { shown.page.refresh(); }));
    }
};

PARLANCE_TEST(TestAnnounce)

} // namespace tst_announce

#include "tst_announce.moc"
