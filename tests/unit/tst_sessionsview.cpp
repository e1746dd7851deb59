// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/sessionsview.h"
#include "support/connectionlistfake.h"
#include "support/testprogram.h"

#include <QTest>

namespace tst_sessionsview {

using namespace parlance;
using namespace parlance::console;
using namespace Qt::StringLiterals;

ConnectionInfo connection(quint64 id)
{
    Actor actor;
    actor.username = u"user-%1"_s.arg(id * 7919 % 1000);
    ConnectionInfo info{.id = id, .address = u"10.0.0.%1"_s.arg(id % 200)};
    if (id % 5 != 0)
        info.actor = actor;
    info.transport = id % 3 == 0 ? u"polling"_s : u"websocket"_s;
    info.bytesOut = id * 104729 % 5000;
    return info;
}

class TestSessionsView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isSortedAndFiltered_data()
    {
        QTest::addColumn<QString>("sort");
        for (const char *name : {"", "username", "address", "bytesOut", "transport", "id"})
            QTest::newRow(*name ? name : "default") << QString::fromLatin1(name);
    }
    void isSortedAndFiltered()
    {
        QFETCH(QString, sort);
        test::FakeConnections open;
        for (quint64 id = 1; id <= 500; ++id)
            open.open.append(connection(id));
        SessionsView view(open);
        QVERIFY(sort.isEmpty() || view.sortable().contains(sort));
        for (const bool descending : {false, true}) {
            Window all{sort, descending, {{u"transport"_s, u"websocket"_s}}, 0, 500};
            const Page whole = read(view, all);
            QCOMPARE(whole.total, 334);
            QCOMPARE(whole.rows.size(), size_t(334));
            for (size_t i = 1; i < whole.rows.size(); ++i)
                verifyOrder(whole.rows[i - 1], whole.rows[i], sort, descending);
            for (const qint64 offset : {0, 1, 100, 333, 334, 1000}) {
                const Page part = read(view, {sort, descending, all.filter, offset, 50});
                QCOMPARE(part.total, 334);
                const auto first = size_t(std::min<qint64>(offset, 334));
                QCOMPARE(part.rows.size(), std::min<size_t>(50, 334 - first));
                for (size_t i = 0; i < part.rows.size(); ++i)
                    QCOMPARE(part.rows[i].key, whole.rows[first + i].key);
            }
        }
    }

    void findsText()
    {
        test::FakeConnections open;
        for (quint64 id = 1; id <= 20; ++id)
            open.open.append(connection(id));
        open.open[3].userAgent = u"Chrome 156"_s;
        SessionsView view(open);
        QCOMPARE(read(view, {.filter = {{u"text"_s, u"chrome"_s}}}).total, 1);
        QCOMPARE(read(view, {.filter = {{u"text"_s, u"10.0.0.7"_s}}}).total, 1);
        QCOMPARE(read(view, {.filter = {{u"text"_s, u"USER-"_s}}}).total, 16);
        QCOMPARE(read(view, {.filter = {{u"address"_s, u"10.0.0.1"_s}}}).total, 1);
        const QString name = open.open[1].actor->username;
        QCOMPARE(read(view, {.filter = {{u"username"_s, name.toUpper()}}}).total, 1);
        QCOMPARE(read(view, {.filter = {{u"username"_s, name}, {u"dialect"_s, u"x"_s}}}).total, 0);
    }

    void hasRates()
    {
        test::FakeConnections open;
        open.open.append(connection(1));
        SessionsView view(open);
        view.setWatched(true);
        QCOMPARE(read(view, {}).rows[0].cells.value(u"bytesOutRate"_s).toDouble(), 0);
        const quint64 version = view.version();
        open.open[0].bytesOut += 1'000'000;
        // The values of one second are shown in the next one.
        QTRY_VERIFY(view.version() != version);
        QTRY_VERIFY(read(view, {}).rows[0].cells.value(u"bytesOutRate"_s).toDouble() > 0);
        ++open.changes;
        QVERIFY(view.version() > version + 1);
    }

private:
    static Page read(SessionsView &view, const Window &window)
    {
        Page page;
        view.read(window, {}, [&page](const Result<Page> &read) { page = *read; });
        return page;
    }
    static void verifyOrder(const Row &before, const Row &after, const QString &sort,
                            bool descending)
    {
        const QString name = sort.isEmpty() ? u"id"_s : sort;
        const quint64 ids[] = {before.key.toULongLong(), after.key.toULongLong()};
        const auto infos = std::pair(connection(ids[0]), connection(ids[1]));
        const QJsonValue one = before.cells.value(name);
        const QJsonValue other = after.cells.value(name);
        if (name == u"bytesOut"_s) {
            verifyOrder(infos.first.bytesOut, infos.second.bytesOut, ids, descending);
        } else if (name == u"id"_s) {
            verifyOrder(ids[0], ids[1], ids, descending);
        } else {
            verifyOrder(one.toString(), other.toString(), ids, descending);
        }
    }
    template <class Value>
    static void verifyOrder(const Value &one, const Value &other, const quint64 *ids,
                            bool descending)
    {
        if (one == other)
            QVERIFY(ids[0] < ids[1]);
        else
            QCOMPARE(one < other, !descending);
    }
};

PARLANCE_TEST(TestSessionsView)

} // namespace tst_sessionsview

#include "tst_sessionsview.moc"
