// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/entriesmodel.h"
#include "models/listmodel.h"
#include "models/windowmodel.h"
#include "support/scriptedlink.h"
#include "support/testprogram.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

namespace tst_models {

using namespace Qt::StringLiterals;
using namespace parlance;
using adminprotocol::Row;
using gui::Column;
using gui::Record;
using gui::TableModel;

using Kind = Column::Kind;

constexpr auto fatal = QAbstractItemModelTester::FailureReportingMode::Fatal;

gui::Columns columns()
{
    return {{"name", "Name", Kind::Text, 100, false, "name"},
            {"size", "Size", Kind::Count, 100, false, "size"},
            {"at", "At", Kind::Time, 100, false, "at"}};
}

Row row(const QString &key, int size)
{
    return {key, {{u"name"_s, u"n"_s + key}, {u"size"_s, size}}};
}

QList<Row> rows(const QStringList &keys)
{
    QList<Row> list;
    for (const QString &key : keys)
        list.append(row(key, 1));
    return list;
}

QList<Row> numbered(int first, int count)
{
    QList<Row> list;
    for (int at = first; at < first + count; ++at)
        list.append(row(QString::number(at), at));
    return list;
}

QStringList keysOf(const TableModel &model)
{
    QStringList keys;
    for (int at = 0; at < model.rowCount(); ++at)
        keys.append(model.index(at, 0).data(TableModel::KeyRole).toString());
    return keys;
}

Record record(const QString &key, const QVariant &name, const QVariant &size,
              const QVariant &at = {})
{
    return {key, {{u"name"_s, name}, {u"size"_s, size}, {u"at"_s, at}}};
}

struct Window
{
    test::ScriptedLink server{{u"sessions"_s}};
    gui::WindowModel model{server.link(), u"sessions"_s, columns()};
    QAbstractItemModelTester tester{&model, fatal};

    Window() { model.feed().setActive(true); }
};

class TestModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsSnapshotsAndDeltas()
    {
        Window window;
        window.server.snapshot(3, rows({u"a"_s, u"b"_s, u"c"_s}));
        QVERIFY(window.model.isLoaded());
        QCOMPARE(keysOf(window.model), (QStringList{u"a"_s, u"b"_s, u"c"_s}));

        window.server.delta(3, {{u"b"_s, {{u"size"_s, 20000}}}});
        QCOMPARE(window.model.index(1, 1).data().toString(), u"20k"_s);
        QCOMPARE(window.model.index(1, 0).data().toString(), u"nb"_s);
        QVERIFY(window.model.changedAt(1, 1) > 0);
        QCOMPARE(window.model.changedAt(1, 0), 0);

        window.server.delta(4, rows({u"d"_s}), {}, {u"d"_s, u"a"_s, u"b"_s, u"c"_s});
        QCOMPARE(keysOf(window.model), (QStringList{u"d"_s, u"a"_s, u"b"_s, u"c"_s}));
        window.server.delta(2, {}, {u"a"_s, u"d"_s});
        QCOMPARE(keysOf(window.model), (QStringList{u"b"_s, u"c"_s}));
        window.server.delta(0, {}, {u"b"_s, u"c"_s});
        QCOMPARE(window.model.rowCount(), 0);
    }

    void keepsPersistentIndexesWithTheirKeys()
    {
        Window window;
        window.server.snapshot(3, rows({u"a"_s, u"b"_s, u"c"_s}));
        const QPersistentModelIndex a = window.model.index(0, 1);
        const QPersistentModelIndex c = window.model.index(2, 0);
        window.server.delta(3, rows({u"x"_s}), {u"a"_s}, {u"c"_s, u"b"_s, u"x"_s});
        QVERIFY(!a.isValid());
        QCOMPARE(c.row(), 0);
    }

    void fetchesTheWindowAroundTheVisibleRows()
    {
        Window window;
        window.server.snapshot(50000, numbered(0, 100));
        QCOMPARE(window.model.rowCount(), 50000);
        QVERIFY(!window.model.recordAt(20000));
        QCOMPARE(window.model.index(20000, 0).data(TableModel::KeyRole).toString(), QString());

        window.model.setVisibleRows(20000, 20039);
        QTRY_VERIFY(window.server.window().offset > 19000);
        const auto asked = window.server.window();
        QVERIFY(asked.offset <= 20000 && asked.offset + asked.limit >= 20040);
        QVERIFY(asked.limit <= 300);
        const QPersistentModelIndex first = window.model.index(0, 0);
        window.server.snapshot(50000, numbered(int(asked.offset), asked.limit));
        QCOMPARE(window.model.rowOf(u"20010"_s), 20010);
        QVERIFY(!window.model.recordAt(0));
        QCOMPARE(first.row(), 0);

        // A few rows further, nothing has to be fetched.
        const int before = window.server.asked();
        window.model.setVisibleRows(20010, 20049);
        // Another table, which moves after it, shows when the pause before fetching is over.
        Window other;
        other.server.snapshot(50000, numbered(0, 100));
        const int othersBefore = other.server.asked();
        other.model.setVisibleRows(20000, 20039);
        QTRY_COMPARE(other.server.asked(), othersBefore + 1);
        QCOMPARE(window.server.asked(), before);
    }

    void asksForOneWindowAtATime()
    {
        Window window;
        window.server.snapshot(50000, numbered(0, 100));
        const int before = window.server.asked();
        window.model.setVisibleRows(1000, 1030);
        QTRY_COMPARE(window.server.asked(), before + 1);
        for (int at = 2; at < 20; ++at) {
            window.model.setVisibleRows(at * 1000, at * 1000 + 30);
            QCoreApplication::processEvents();
        }
        QCOMPARE(window.server.asked(), before + 1);
        const auto asked = window.server.window();
        window.server.snapshot(50000, numbered(int(asked.offset), asked.limit));
        QTRY_COMPARE(window.server.asked(), before + 2);
        QVERIFY(window.server.window().offset <= 19000);
        QVERIFY(window.server.window().offset + window.server.window().limit > 19030);
    }

    void sortsAndFiltersAtTheServer()
    {
        Window window;
        window.server.snapshot(3, rows({u"a"_s, u"b"_s, u"c"_s}));
        window.model.sort(1, Qt::DescendingOrder);
        QVERIFY(!window.model.isLoaded());
        QTRY_COMPARE(window.server.window().sort, u"size"_s);
        QVERIFY(window.server.window().descending);
        // What was there stays until the answer comes.
        QCOMPARE(window.model.rowCount(), 3);
        window.server.snapshot(3, rows({u"c"_s, u"a"_s, u"b"_s}));
        QVERIFY(window.model.isLoaded());
        QCOMPARE(keysOf(window.model), (QStringList{u"c"_s, u"a"_s, u"b"_s}));
        window.model.setFilter(u"text"_s, u"x"_s);
        QTRY_COMPARE(window.server.window().filter.value(u"text"_s), u"x"_s);
        window.server.snapshot(0, {});
        QCOMPARE(window.model.rowCount(), 0);
    }

    void keepsPlacesWhileHeld()
    {
        Window window;
        window.server.snapshot(3, rows({u"a"_s, u"b"_s, u"c"_s}));
        window.model.setHeld(true);
        window.server.delta(3, {{u"c"_s, {{u"size"_s, 7}}}}, {}, {u"c"_s, u"a"_s, u"b"_s});
        QCOMPARE(keysOf(window.model), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        QCOMPARE(window.model.index(2, 1).data(TableModel::RawRole).toInt(), 7);
        QCOMPARE(window.model.heldChanges(), 1);

        window.server.delta(3, rows({u"d"_s}), {u"a"_s}, {u"c"_s, u"d"_s, u"b"_s});
        QCOMPARE(keysOf(window.model), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        QCOMPARE(window.model.heldChanges(), 2);

        const QPersistentModelIndex b = window.model.index(1, 0);
        window.model.setHeld(false);
        QCOMPARE(window.model.heldChanges(), 0);
        QCOMPARE(keysOf(window.model), (QStringList{u"c"_s, u"d"_s, u"b"_s}));
        QCOMPARE(b.row(), 2);
    }

    void showsWhatWaitsWithoutLettingGo()
    {
        Window window;
        window.server.snapshot(2, rows({u"a"_s, u"b"_s}));
        window.model.setPaused(true);
        window.server.delta(2, {{u"a"_s, {{u"size"_s, 9}}}}, {}, {u"b"_s, u"a"_s});
        QCOMPARE(window.model.index(0, 1).data(TableModel::RawRole).toInt(), 1);
        QCOMPARE(window.model.heldChanges(), 1);
        window.model.showWaiting();
        QCOMPARE(keysOf(window.model), (QStringList{u"b"_s, u"a"_s}));
        QCOMPARE(window.model.index(1, 1).data(TableModel::RawRole).toInt(), 9);
        QVERIFY(window.model.isPaused());
    }

    void replacesTheWindowAfterAReconnect()
    {
        Window window;
        window.server.snapshot(50000, numbered(0, 100));
        window.model.setVisibleRows(3000, 3030);
        QTRY_VERIFY(window.server.window().offset > 2000);
        const auto asked = window.server.window();
        window.server.snapshot(50000, numbered(int(asked.offset), asked.limit));
        window.model.setHeld(true);
        window.server.reconnect();
        // The rows stay, and the same window is asked for.
        QCOMPARE(window.model.rowCount(), 50000);
        QCOMPARE(window.server.window(), asked);
        const QPersistentModelIndex kept = window.model.index(3010, 0);
        window.server.snapshot(49999, numbered(int(asked.offset) + 1, asked.limit));
        QCOMPARE(window.model.rowCount(), 49999);
        QCOMPARE(kept.row(), 3009);
        QCOMPARE(kept.data(TableModel::KeyRole).toString(), u"3010"_s);
    }

    void staysBoundedWhateverComes()
    {
        Window window;
        window.server.snapshot(qint64(1) << 40, rows({u"a"_s, u"a"_s, u"b"_s}));
        QCOMPARE(window.model.rowCount(), gui::RowWindow::maxTotal);
        QCOMPARE(window.model.rowOf(u"b"_s), 1);
        window.server.snapshot(1, rows({u"a"_s, u"b"_s}));
        QCOMPARE(keysOf(window.model), QStringList{u"a"_s});
    }

    void boundsTheLoadedRows()
    {
        gui::RowWindow window;
        for (int round = 0; round < 10; ++round) {
            gui::RowChanges changes{.total = 50000};
            for (int at = 0; at < 400; ++at)
                changes.rows.append({QString::number(round * 400 + at), {}});
            changes.rows.append({u"0"_s, {{u"cell%1"_s.arg(round), 1}}});
            window.apply(changes, 0);
            QVERIFY(window.rows.size() <= gui::RowWindow::maxLoaded);
        }
        gui::RowChanges changes{.total = 50000};
        for (int at = 0; at < 1000; ++at)
            changes.rows.append({u"0"_s, {{u"more%1"_s.arg(at), 1}}});
        changes.order = {u"nobody"_s, u"1"_s, u"0"_s, u"1"_s};
        window.apply(changes, 0);
        QCOMPARE(window.keys(), (QStringList{u"1"_s, u"0"_s}));
        QVERIFY(window.rows.at(1).cells.size() <= gui::RowWindow::maxCells);
        window.apply({.total = -5}, 0);
        QCOMPARE(window.total, 0);
        QVERIFY(window.rows.isEmpty());
    }

    /// Past the feed, which lets only deltas through that fit.
    void survivesRandomChanges()
    {
        Window window;
        QRandomGenerator random(20261201);
        for (int round = 0; round < 500; ++round) {
            gui::RowChanges changes{.isSnapshot = random.bounded(5) == 0,
                                    .total = random.bounded(60),
                                    .removed = {QString::number(random.bounded(40))}};
            for (int at = random.bounded(30); at > 0; --at) {
                const QString key = QString::number(random.bounded(40));
                changes.rows.append(record(key, u"n"_s, random.bounded(100)));
                if (random.bounded(4) > 0)
                    changes.order.append(key);
            }
            window.model.setHeld(random.bounded(3) == 0);
            window.model.setPaused(random.bounded(4) == 0);
            Q_EMIT window.model.feed().rowsChanged(changes, random.bounded(20));
        }
        window.model.setPaused(false);
        window.model.setHeld(false);
        QVERIFY(window.model.rowCount() < 60);
    }

    void sortsAListByRawValues_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<bool>("isDescending");
        QTest::addColumn<QString>("order");
        QTest::newRow("numbers") << 1 << false << u"c a d b"_s;
        QTest::newRow("numbers down, missing last") << 1 << true << u"d a c b"_s;
        QTest::newRow("texts, digits as numbers") << 0 << false << u"a d c b"_s;
        QTest::newRow("times") << 2 << false << u"b c a d"_s;
        QTest::newRow("as given") << -1 << false << u"a b c d"_s;
    }

    void sortsAListByRawValues()
    {
        QFETCH(int, column);
        QFETCH(bool, isDescending);
        QFETCH(QString, order);
        gui::ListModel model(columns());
        const QAbstractItemModelTester tester(&model, fatal);
        model.sort(1, Qt::AscendingOrder);
        model.setRecords({record(u"a"_s, u"room 9"_s, 10, u"2026-01-03T00:00:00Z"_s),
                          record(u"b"_s, u"Zoo"_s, {}, u"2026-01-01T00:00:00Z"_s),
                          record(u"c"_s, u"room 80"_s, 9, u"2026-01-02T00:00:00+00:00"_s),
                          record(u"d"_s, u"Room 10"_s, 100)});
        model.sort(column, isDescending ? Qt::DescendingOrder : Qt::AscendingOrder);
        QCOMPARE(keysOf(model).join(u' '), order);
    }

    void updatesAList()
    {
        gui::ListModel model(columns());
        const QAbstractItemModelTester tester(&model, fatal);
        model.setRecords({record(u"a"_s, u"x"_s, 3), record(u"b"_s, u"y"_s, 2),
                          record(u"c"_s, u"z"_s, 1), record(u"a"_s, u"twice"_s, 3)});
        QCOMPARE(keysOf(model), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        const QPersistentModelIndex c = model.index(2, 0);
        model.setRecords({record(u"d"_s, u"v"_s, 0), record(u"c"_s, u"new"_s, 1)});
        QCOMPARE(keysOf(model), (QStringList{u"d"_s, u"c"_s}));
        QCOMPARE(c.row(), 1);
        QCOMPARE(c.data().toString(), u"new"_s);
        model.append({record(u"e"_s, u"e"_s, 5), record(u"d"_s, u"w"_s, 0)});
        QCOMPARE(keysOf(model), (QStringList{u"d"_s, u"c"_s, u"e"_s}));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void boundsEntries()
    {
        test::ScriptedLink server({u"logs"_s});
        gui::EntriesModel model(server.link(), u"logs"_s, {{"text", "Text"}}, 5);
        const QAbstractItemModelTester tester(&model, fatal);
        model.feed().setActive(true);
        server.entries({u"a"_s, u"b"_s, u"c"_s}, true);
        server.entries({u"d"_s, u"e"_s, u"f"_s}, false, 2);
        QCOMPARE(model.rowCount(), 5);
        QCOMPARE(model.index(0, 0).data().toString(), u"b"_s);
        QCOMPARE(model.lost(), 3);
        server.entries({u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"5"_s, u"6"_s, u"7"_s});
        QCOMPARE(model.rowCount(), 5);
        QCOMPARE(model.index(4, 0).data().toString(), u"7"_s);
        model.clear();
        QCOMPARE(model.lost(), 0);
    }

    void pausesEntries()
    {
        test::ScriptedLink server({u"logs"_s});
        gui::EntriesModel model(server.link(), u"logs"_s, {{"text", "Text"}}, 5);
        const QAbstractItemModelTester tester(&model, fatal);
        model.feed().setActive(true);
        server.entries({u"a"_s, u"b"_s}, true);
        model.setPaused(true);
        server.entries({u"c"_s});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.waiting(), 1);
        model.setPaused(false);
        QCOMPARE(model.rowCount(), 3);
        // Another run of the server, while paused.
        model.setPaused(true);
        server.entries({u"x"_s}, true);
        model.setPaused(false);
        QCOMPARE(keysOf(model), QStringList{u"4"_s});
    }
};

PARLANCE_TEST(TestModels)

} // namespace tst_models

#include "tst_models.moc"
