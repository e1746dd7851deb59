// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/moderationlists.h"
#include "pages/moderationpage.h"
#include "support/pagebench.h"
#include "support/realclient.h"
#include "support/testprogram.h"
#include "widgets/tableview.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

namespace tst_moderation {

using namespace Qt::StringLiterals;
using namespace parlance;
using test::PageBench;

struct ModerationBench : PageBench<gui::ModerationPage>
{
    explicit ModerationBench(const QString &role = {}, const QString &config = {})
        : PageBench(role, config)
    {
        // As in the main window, it is there before the link is.
        Q_EMIT link.accessChanged();
        page.setShown(true);
    }

    QTabWidget &tabs() const { return *page.findChild<QTabWidget *>(u"lists"_s); }
    gui::TablePage *open(const QString &id) const
    {
        auto *part = page.findChild<gui::TablePage *>(id);
        tabs().setCurrentWidget(part);
        return part;
    }
    QString tabText(const QString &id) const
    {
        return tabs().tabText(tabs().indexOf(page.findChild<gui::TablePage *>(id)));
    }
    static QStringList keys(gui::TablePage &part)
    {
        QStringList all;
        const gui::TableModel *model = part.table().tableModel();
        for (int row = 0; row < model->rowCount(); ++row) {
            const gui::Record *record = model->recordAt(row);
            all.append(record ? record->key : QString());
        }
        return all;
    }
    /// Selects the only row.
    static void selectOnly(gui::TablePage &part)
    {
        QTRY_COMPARE(keys(part).size(), 1);
        QTRY_VERIFY(!keys(part).first().isEmpty());
        part.table().selectKey(keys(part).first());
    }
    /// Presses a command's button in the inspector of a part.
    static void press(gui::TablePage &part, const QString &command)
    {
        QTRY_VERIFY(part.findChild<QPushButton *>(command));
        part.findChild<QPushButton *>(command)->click();
    }
};

/// Registers somebody who is to wait for approval.
void apply(test::RealServer &server, const QString &username)
{
    const QJsonObject account{{u"username"_s, username}, {u"password"_s, u"a good password"_s}};
    QVERIFY(server.send("POST", u"/accounts"_s, {}, account).body.contains("account_pending"));
}

class TestModeration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void handlesAReportedMessage()
    {
        ModerationBench bench;
        test::RealClient ann(bench.server, bench.server.person(u"ann"_s));
        test::RealClient bob(bench.server, bench.server.person(u"bob"_s));
        const QString room = ann.createRoom(u"Gardening"_s);
        bob.join(room);
        const QString message = bob.post(room, u"Buy <b>this</b>"_s);
        QCOMPARE(bench.page.badge(), QString());
        ann.call(u"message.report"_s, {{u"messageId"_s, message}, {u"reason"_s, u"spam"_s}});
        QTRY_COMPARE(bench.page.badge(), u"1"_s);
        QTRY_COMPARE(bench.tabText(u"reports"_s), u"Reports  1"_s);

        gui::TablePage *reports = bench.open(u"reports"_s);
        ModerationBench::selectOnly(*reports);
        QTRY_COMPARE(reports->findChild<QLabel *>(u"quotedText"_s)->text(), u"Buy <b>this</b>"_s);
        gui::Place went;
        connect(&bench.page, &gui::Page::wanted, this,
                [&went](const gui::Place &place) { went = place; });
        reports->findChild<QToolButton *>(u"go-rooms"_s)->click();
        QCOMPARE(went.key, room);

        ModerationBench::press(*reports, u"messages.redact-of-report"_s);
        QTRY_VERIFY(bench.sheet());
        QVERIFY(bench.runSheet());
        QTRY_VERIFY(ann.hasPush(u"message.deleted"_s));
        QTRY_VERIFY(!bench.sheet());
        ModerationBench::press(*reports, u"reports.resolve"_s);
        QTRY_VERIFY(bench.sheet());
        bench.part<QLineEdit>(u"reason"_s)->setText(u"deleted it"_s);
        QVERIFY(bench.runSheet());
        QTRY_COMPARE(ModerationBench::keys(*reports).size(), 0);
        QTRY_COMPARE(bench.page.badge(), QString());
        const QJsonObject resolved =
            bench.server.admin({u"reports"_s, u"list"_s, u"--state"_s, u"resolved"_s});
        QVERIFY(QJsonDocument(resolved).toJson().contains("deleted it"));
    }

    void approvesAndRejects()
    {
        ModerationBench bench({}, u"[auth]\nregistration = \"approval\"\n"_s);
        apply(bench.server, u"ann"_s);
        apply(bench.server, u"bob"_s);
        gui::TablePage *approvals = bench.open(u"approvals"_s);
        QTRY_COMPARE(ModerationBench::keys(*approvals).size(), 2);
        QTRY_COMPARE(bench.page.badge(), u"2"_s);
        const QStringList keys = ModerationBench::keys(*approvals);
        approvals->table().selectKey(keys.first());
        ModerationBench::press(*approvals, u"users.approve"_s);
        QTRY_COMPARE(ModerationBench::keys(*approvals).size(), 1);
        QCOMPARE(bench.user(u"ann"_s).cells.value(u"state"_s).toString(), u"active"_s);
        ModerationBench::selectOnly(*approvals);
        ModerationBench::press(*approvals, u"users.reject"_s);
        QTRY_VERIFY(bench.sheet());
        QVERIFY(bench.runSheet());
        QTRY_COMPARE(ModerationBench::keys(*approvals).size(), 0);
        QTRY_COMPARE(bench.page.badge(), QString());
    }

    void bansAndUnbansAddresses()
    {
        ModerationBench bench;
        gui::TablePage *bans = bench.open(u"bans"_s);
        bans->findChild<QPushButton *>(u"bans.add"_s)->click();
        QTRY_VERIFY(bench.sheet());
        bench.part<QLineEdit>(u"address"_s)->setText(u"192.0.2.0/24"_s);
        bench.part<QLineEdit>(u"for"_s)->setText(u"2h"_s);
        QVERIFY(bench.runSheet());
        QTRY_COMPARE(ModerationBench::keys(*bans), QStringList{u"192.0.2.0/24"_s});
        QTRY_COMPARE(bench.tabText(u"bans"_s), u"Banned addresses  1"_s);
        ModerationBench::selectOnly(*bans);
        QTRY_VERIFY(bans->findChild<QLabel *>(u"inspectorNote"_s)->text().contains(u"until"_s));
        ModerationBench::press(*bans, u"bans.remove"_s);
        QTRY_COMPARE(ModerationBench::keys(*bans).size(), 0);
        QVERIFY(bench.server.admin({u"bans"_s, u"list"_s}).value(u"items"_s).toArray().isEmpty());
    }

    void liftsMutesAndSuspensions()
    {
        ModerationBench bench;
        test::RealClient ann(bench.server, bench.server.person(u"ann"_s));
        const QString room = ann.createRoom(u"Gardening"_s);
        bench.server.person(u"bob"_s);
        bench.server.admin({u"users"_s, u"mute"_s, u"ann"_s, u"--room"_s, u"Gardening"_s,
                            u"--reason"_s, u"noise"_s});
        bench.server.admin({u"users"_s, u"suspend"_s, u"bob"_s, u"--for"_s, u"2h"_s});
        QVERIFY(!ann.refusalOf(u"message.post"_s, {{u"roomId"_s, room}, {u"text"_s, u"Hello"_s}})
                     .isEmpty());
        bench.page.setShown(false);
        bench.page.setShown(true);

        gui::TablePage *mutes = bench.open(u"mutes"_s);
        ModerationBench::selectOnly(*mutes);
        QTRY_VERIFY(mutes->findChild<QLabel *>(u"inspectorNote"_s)
                        ->text()
                        .contains(u"without end, in the room Gardening"_s));
        ModerationBench::press(*mutes, u"users.unmute"_s);
        QTRY_COMPARE(ModerationBench::keys(*mutes).size(), 0);
        ann.post(room, u"Hello again"_s);

        gui::TablePage *suspensions = bench.open(u"suspensions"_s);
        ModerationBench::selectOnly(*suspensions);
        QTRY_VERIFY(suspensions->findChild<QLabel *>(u"inspectorNote"_s)
                        ->text()
                        .startsWith(u"Suspended until"_s));
        ModerationBench::press(*suspensions, u"users.unsuspend"_s);
        QTRY_COMPARE(ModerationBench::keys(*suspensions).size(), 0);
        QCOMPARE(bench.user(u"bob"_s).cells.value(u"state"_s).toString(), u"active"_s);
    }

    void liftsBansFromARoom()
    {
        ModerationBench bench;
        test::RealClient ann(bench.server, bench.server.person(u"ann"_s));
        test::RealClient bob(bench.server, bench.server.person(u"bob"_s));
        const QString room = ann.createRoom(u"Gardening"_s);
        bench.server.admin({u"rooms"_s, u"ban"_s, u"Gardening"_s, u"bob"_s});
        QVERIFY(!bob.refusalOf(u"room.join"_s, {{u"roomId"_s, room}}).isEmpty());
        gui::TablePage *bans = bench.open(u"roombans"_s);
        QVERIFY(ModerationBench::keys(*bans).isEmpty());
        bench.page.open({.page = u"moderation"_s, .key = {}, .text = u"room:Gardening"_s});
        ModerationBench::selectOnly(*bans);
        ModerationBench::press(*bans, u"rooms.unban"_s);
        QTRY_COMPARE(ModerationBench::keys(*bans).size(), 0);
        bob.join(room);
    }

    void letsAnAuditorLookOnly()
    {
        ModerationBench bench(u"auditor"_s);
        test::RealClient ann(bench.server, bench.server.person(u"ann"_s));
        const auto bob = bench.server.person(u"bob"_s);
        ann.call(u"user.report"_s, {{u"userId"_s, bob.id}, {u"reason"_s, u"rude"_s}});
        gui::TablePage *reports = bench.open(u"reports"_s);
        ModerationBench::selectOnly(*reports);
        QTRY_VERIFY(reports->findChild<QPushButton *>(u"reports.resolve"_s));
        QVERIFY(!reports->findChild<QPushButton *>(u"reports.resolve"_s)->isEnabled());
        const auto *note = reports->findChild<QLabel *>(u"roleNote"_s);
        QVERIFY(note->isVisible());
        QVERIFY2(note->text().contains(u"Operator"_s), qPrintable(note->text()));
        gui::TablePage *bans = bench.open(u"bans"_s);
        QVERIFY(!bans->findChild<QPushButton *>(u"bans.add"_s)->isEnabled());
        QVERIFY(!bans->findChild<QPushButton *>(u"bans.add"_s)->toolTip().isEmpty());
    }
};

PARLANCE_TEST(TestModeration)

} // namespace tst_moderation

#include "tst_moderation.moc"
