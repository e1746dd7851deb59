// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/invitationspage.h"
#include "support/fakebench.h"
#include "support/pagebench.h"
#include "support/testprogram.h"
#include "widgets/tableview.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

namespace tst_invitations {

using namespace Qt::StringLiterals;
using namespace parlance;
using gui::InvitationsPage;
using test::ConsoleBench;
using test::FakeBench;
using test::RubbishBench;
using test::ShownPage;

const QString onlyInvited = u"[auth]\nregistration = \"invitation\"\n"_s;

/// The page, shown.
struct Shown : ShownPage<gui::InvitationsPage>
{
    template <class Bench>
    explicit Shown(Bench &bench)
        : ShownPage(bench)
        , create(find<QPushButton>(u"invitations.create"_s))
        , footnote(find<QLabel>(u"footnote"_s))
        , model(*page.table().model())
    {
    }

    /// What a column shows, row by row.
    QStringList column(int at) const { return test::shownTexts(model, at); }
    QStringList notes() const { return column(0); }

    QPushButton *create;
    QLabel *footnote;
    QAbstractItemModel &model;
};

class TestInvitations : public QObject
{
    Q_OBJECT

private:
    /// The status of the answer.
    static int registered(test::RealServer &server, const QString &name, const QString &code)
    {
        QJsonObject account{{u"username"_s, name}, {u"password"_s, u"a long password"_s}};
        if (!code.isEmpty())
            account.insert(u"invitation"_s, code);
        return server.send("POST", u"/accounts"_s, {}, account).status;
    }

    /// Creates one on the page. The code that is shown; empty: none is.
    static QString created(ConsoleBench &bench, Shown &shown, const QString &note)
    {
        shown.create->click();
        if (!QTest::qWaitFor([&] { return bench.sheet(); }, 5000))
            return {};
        bench.part<QLineEdit>(u"note"_s)->setText(note);
        if (!bench.runSheet())
            return {};
        QDialog *dialog = nullptr;
        if (!QTest::qWaitFor(
                [&] { return (dialog = bench.window.findChild<QDialog *>(u"oneTimeDialog"_s)); },
                5000))
            return {};
        QString code = dialog->findChild<QLineEdit *>(u"secret"_s)->text();
        dialog->close();
        return code;
    }

    static void make(ConsoleBench &bench, const QStringList &notes)
    {
        for (const QString &note : notes)
            bench.ask(u"invitations.create"_s, {{u"note"_s, note}});
    }

private Q_SLOTS:
    void showsACodeThatRegistersOnce()
    {
        ConsoleBench bench({}, onlyInvited);
        Shown shown(bench);
        QTRY_VERIFY(shown.footnote->text().contains(u"Only the invited may register"_s));
        QCOMPARE(registered(bench.server, u"guest"_s, {}), 403);

        const QString code = created(bench, shown, u"For the gardening club"_s);
        QVERIFY(code.size() > 20);
        QTRY_COMPARE(shown.notes(), QStringList{u"For the gardening club"_s});
        QTRY_VERIFY(!shown.page.table().selectedKey().isEmpty());
        QCOMPARE(shown.column(1), QStringList{u"Active"_s});
        for (int at = 0; at < shown.model.columnCount(); ++at)
            QVERIFY(!shown.column(at).contains(code));

        QCOMPARE(registered(bench.server, u"guest"_s, code), 201);
        QCOMPARE(registered(bench.server, u"another"_s, code), 403);
        shown.page.refresh();
        QTRY_COMPARE(shown.column(1), QStringList{u"Used up"_s});
        QCOMPARE(shown.column(2), QStringList{u"1"_s});
    }

    void revokesSoThatTheCodeIsUseless()
    {
        ConsoleBench bench({}, onlyInvited);
        Shown shown(bench);
        const QString code = created(bench, shown, u"Too many"_s);
        QTRY_VERIFY(!shown.page.table().selectedKey().isEmpty());
        QTest::keyClick(&shown.page.table(), Qt::Key_Delete);
        QTRY_VERIFY(bench.sheet());
        QVERIFY(bench.runSheet());
        QTRY_COMPARE(shown.model.rowCount(), 0);
        QCOMPARE(registered(bench.server, u"guest"_s, code), 403);
        QTRY_VERIFY(bench.told().contains(u"revoked"_s));
    }

    void filters()
    {
        ConsoleBench bench;
        make(bench, {u"Club"_s, u"Neighbours"_s, u"Büro in Köln"_s});
        Shown shown(bench);
        QAbstractItemModelTester tester(&shown.model);
        QTRY_COMPARE(shown.model.rowCount(), 3);
        // The last one is the first.
        QCOMPARE(shown.notes().first(), u"Büro in Köln"_s);
        auto *filter = shown.page.findChild<QLineEdit *>(u"filter"_s);
        filter->setText(u"köln"_s);
        QTRY_COMPARE(shown.notes(), QStringList{u"Büro in Köln"_s});
        QVERIFY(shown.footnote->text().contains(u"1 shown"_s));
        filter->setText(u"nobody"_s);
        QTRY_COMPARE(shown.model.rowCount(), 0);
        auto *empty = shown.page.findChild<QWidget *>(u"empty"_s);
        QVERIFY(empty->isVisible());
        empty->findChild<QPushButton *>()->click();
        QTRY_COMPARE(shown.model.rowCount(), 3);
        shown.page.findChild<QComboBox *>(u"filter-state"_s)->setCurrentIndex(2);
        QTRY_COMPARE(shown.model.rowCount(), 0);
    }

    void tellsAnAuditorWhyNot()
    {
        ConsoleBench bench(u"auditor"_s);
        bench.server.admin({u"invitations"_s, u"create"_s, u"--note"_s, u"Club"_s});
        Shown shown(bench);
        QTRY_COMPARE(shown.notes(), QStringList{u"Club"_s});
        QVERIFY(!shown.create->isEnabled());
        QVERIFY(shown.create->toolTip().contains(u"Administrator"_s));
        shown.page.table().selectRow(0);
        QTest::keyClick(&shown.page.table(), Qt::Key_Delete);
        QTRY_VERIFY(bench.told().contains(u"Administrator"_s));
        QVERIFY(!bench.sheet());
        QCOMPARE(bench.ask(u"invitations.list"_s, {}).items().size(), 1);
    }

    void followsTheRole()
    {
        ConsoleBench bench(u"administrator"_s);
        Shown shown(bench);
        QVERIFY(shown.create->isEnabled());
        bench.server.admin({u"users"_s, u"set-role"_s, u"administrator-bea"_s, u"auditor"_s});
        QTRY_VERIFY(!shown.create->isEnabled());
        bench.server.admin({u"users"_s, u"set-role"_s, u"administrator-bea"_s, u"administrator"_s});
        QTRY_VERIFY(shown.create->isEnabled());
    }

    void keepsWhatItHasWithoutALink()
    {
        ConsoleBench bench;
        make(bench, {u"Club"_s, u"Neighbours"_s});
        Shown shown(bench);
        QTRY_COMPARE(shown.model.rowCount(), 2);
        shown.page.table().selectRow(1);
        const QString key = shown.page.table().selectedKey();
        bench.server.kill();
        QTRY_VERIFY(shown.footnote->text().contains(u"as of"_s));
        shown.page.refresh();
        QVERIFY(!shown.create->isEnabled());
        QCOMPARE(shown.model.rowCount(), 2);
        bench.server.start();
        bench.server.admin({u"invitations"_s, u"create"_s});
        QTRY_COMPARE_WITH_TIMEOUT(shown.model.rowCount(), 3, 20000);
        QCOMPARE(shown.page.table().selectedKey(), key);
        QVERIFY(shown.create->isEnabled());
        QVERIFY(!shown.footnote->text().contains(u"as of"_s));
    }

    void holdsTenThousand()
    {
        const auto answer = [](const adminprotocol::RunCommand &command) -> QJsonValue {
            constexpr int all = 10000;
            const int after = command.arguments.value(u"after"_s).toString().toInt();
            const int end = std::min(all, after + command.arguments.value(u"limit"_s).toInt(100));
            QJsonArray items;
            for (int at = after + 1; at <= end; ++at)
                items.append(QJsonObject{{u"id"_s, QString::number(at)},
                                         {u"note"_s, u"Guest %1"_s.arg(at)},
                                         {u"uses"_s, 1 + at % 7},
                                         {u"used"_s, at % 3},
                                         {u"createdAt"_s, u"2026-12-01T00:00:00Z"_s}});
            QJsonObject page{{u"items"_s, items}};
            if (end < all)
                page.insert(u"next"_s, QString::number(end));
            return page;
        };
        FakeBench bench(answer);
        Shown shown(bench);
        QTRY_COMPARE_WITH_TIMEOUT(shown.model.rowCount(), 10000, 20000);
        auto *filter = shown.page.findChild<QLineEdit *>(u"filter"_s);
        filter->setText(u"guest 9999"_s);
        QTRY_COMPARE(shown.notes(), QStringList{u"Guest 9999"_s});
    }

    // Each page has another one behind it.
    void endsAtAServerWithoutEnd()
    {
        const auto answer = [](const adminprotocol::RunCommand &command) -> QJsonValue {
            const int after = command.arguments.value(u"after"_s).toString().toInt();
            QJsonArray items;
            for (int at = 1; at <= 5000; ++at)
                items.append(QJsonObject{{u"id"_s, QString::number(after + at)}});
            return QJsonObject{{u"items"_s, items}, {u"next"_s, QString::number(after + 5000)}};
        };
        FakeBench bench(answer);
        Shown shown(bench);
        QTRY_COMPARE_WITH_TIMEOUT(shown.model.rowCount(), InvitationsPage::maxInvitations, 30000);
        QVERIFY(shown.footnote->text().contains(u"more"_s));
    }

    void survivesRubbish()
    {
        RubbishBench bench;
        Shown shown(bench);
        QAbstractItemModelTester tester(&shown.model);
        QVERIFY(bench.survives(shown.page, [&] { shown.page.refresh(); }));
    }
};

PARLANCE_TEST(TestInvitations)

} // namespace tst_invitations

#include "tst_invitations.moc"
