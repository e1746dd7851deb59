// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/feed.h"
#include "link/serverlink.h"
#include "support/fakeserver.h"
#include "support/testprogram.h"

#include <QSignalSpy>
#include <QTest>

namespace tst_serverlink {

using namespace Qt::StringLiterals;
using namespace parlance;
using gui::ServerLink;

class TestServerLink : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsSessionsThatChange()
    {
        test::FakeServer server;
        ServerLink link;
        gui::Feed feed(link, u"sessions"_s);
        gui::RowChanges snapshot;
        int deltas = 0;
        connect(&feed, &gui::Feed::rowsChanged, this, [&](const gui::RowChanges &changes) {
            if (changes.isSnapshot)
                snapshot = changes;
            else
                ++deltas;
        });
        feed.show({.sort = u"bytesOut"_s, .descending = true}, 1000, 500);
        feed.setActive(true);
        link.open(server.target(), test::FakeServer::credentials());
        QTRY_COMPARE(snapshot.rows.size(), 500);
        QCOMPARE(snapshot.total, 50000);
        QTRY_VERIFY(deltas > 3);
        QCOMPARE(link.state(), ServerLink::State::Online);
    }
};

PARLANCE_TEST(TestServerLink)

} // namespace tst_serverlink

#include "tst_serverlink.moc"
