// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/feed.h"
#include "link/serverlink.h"
#include "support/realserver.h"
#include "support/testprogram.h"

#include <QSignalSpy>
#include <QTest>

namespace tst_link {

using namespace Qt::StringLiterals;
using namespace parlance;
using gui::ServerLink;

class TestLink : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsAViewAcrossARestart()
    {
        test::RealServer server;
        server.start();
        const auto person = server.person(u"ann"_s, u"auditor"_s);
        ServerLink link;
        gui::Feed feed(link, u"users"_s);
        QList<QStringList> snapshots;
        connect(&feed, &gui::Feed::rowsChanged, this, [&](const gui::RowChanges &changes) {
            if (!changes.isSnapshot)
                return;
            QStringList names;
            for (const gui::Record &record : changes.rows)
                names.append(record.cells.value(u"username"_s).toString());
            snapshots.append(names);
        });
        feed.setActive(true);
        link.open(server.target(), {.username = person.username, .password = person.password});
        QTRY_COMPARE(snapshots.size(), 1);
        QVERIFY(snapshots.first().contains(u"ann"_s));
        QVERIFY(link.mayRun(u"users.list"_s));
        QVERIFY(!link.mayRun(u"users.ban"_s));

        server.kill();
        QTRY_COMPARE(link.state(), ServerLink::State::Waiting);
        server.start();
        QTRY_COMPARE_WITH_TIMEOUT(link.state(), ServerLink::State::Online, 20000);
        QTRY_COMPARE(snapshots.size(), 2);
        QCOMPARE(snapshots.at(1), snapshots.at(0));
    }

    void runsACommandOverTheLocalSocket()
    {
        test::RealServer server;
        server.start();
        ServerLink link;
        link.open(server.localTarget(), {});
        QTRY_COMPARE(link.state(), ServerLink::State::Online);
        std::optional<gui::Reply> reply;
        link.run(u"users.create"_s, {{u"name"_s, u"bea"_s}}, this,
                 [&](const gui::Reply &answer) { reply = answer; });
        QTRY_VERIFY(reply);
        QVERIFY2(reply->ok(), qPrintable(reply->problem.what));
    }
};

PARLANCE_TEST(TestLink)

} // namespace tst_link

#include "tst_link.moc"
