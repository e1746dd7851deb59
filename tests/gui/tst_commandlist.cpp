// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/commandlist.h"
#include "support/fakebench.h"
#include "support/testprogram.h"

#include <QJsonArray>
#include <QTest>

namespace tst_commandlist {

using namespace Qt::StringLiterals;
using namespace parlance;
using gui::CommandList;
using test::FakeBench;

/// 25 pages of two rows; of each page in five, one row is of ann.
QJsonValue pageOf(const adminprotocol::RunCommand &command)
{
    constexpr int pages = 25;
    const int page = command.arguments.value(u"after"_s).toString().toInt();
    if (command.arguments.contains(u"createdBy"_s))
        return {};
    QJsonArray items;
    for (int at = 0; at < 2; ++at) {
        const bool isOfAnn = at == 0 && page % 5 == 4;
        items.append(QJsonObject{{u"id"_s, QString::number(2 * page + at)},
                                 {u"createdBy"_s, isOfAnn ? u"ann"_s : u"bob"_s}});
    }
    QJsonObject answer{{u"items"_s, items}};
    if (page + 1 < pages)
        answer.insert(u"next"_s, QString::number(page + 1));
    return answer;
}

gui::Columns idColumn()
{
    return {{.name = "id", .title = QT_TRANSLATE_NOOP("Columns", "Id")}};
}

class TestCommandList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsPagesWhenTheyAreWanted()
    {
        FakeBench bench(pageOf);
        CommandList list(bench.link, {.command = u"invitations.list"_s}, idColumn());
        list.setActive(true);
        QTRY_COMPARE(list.model().rowCount(), 2);
        list.loadMore();
        QTRY_COMPARE(list.model().rowCount(), 4);
        list.loadMore();
        QTRY_COMPARE(list.model().rowCount(), 6);
        // As many rows as there were.
        list.refresh();
        QVERIFY(list.isLoading());
        QTRY_VERIFY(!list.isLoading());
        QCOMPARE(list.model().rowCount(), 6);
        QVERIFY(list.hasMore());
    }

    void looksThroughForeignPages()
    {
        FakeBench bench(pageOf);
        CommandList list(bench.link,
                         {.command = u"invitations.list"_s, .belongsTo = u"createdBy"_s},
                         idColumn());
        list.setArguments({{u"createdBy"_s, u"ann"_s}});
        list.setActive(true);
        QTRY_VERIFY(list.isLoaded());
        QCOMPARE(list.model().rowCount(), 2);
        QVERIFY(list.hasMore());
        list.loadMore();
        QTRY_COMPARE(list.model().rowCount(), 4);
        list.loadMore();
        QTRY_COMPARE(list.model().rowCount(), 5);
        QTRY_VERIFY(!list.hasMore());
        QCOMPARE(list.model().recordAt(0)->key, u"8"_s);
    }

    void forgetsWhatComesLate()
    {
        FakeBench bench(pageOf);
        CommandList list(bench.link, {.command = u"invitations.list"_s}, idColumn());
        list.setActive(true);
        QTRY_COMPARE(list.model().rowCount(), 2);
        list.loadMore();
        list.setActive(false);
        list.clear();
        // Of the same link, and answered after it.
        bool isAnswered = false;
        bench.link.run(u"invitations.list"_s, {}, &bench.window,
                       [&](const gui::Reply &) { isAnswered = true; });
        QTRY_VERIFY(isAnswered);
        QCOMPARE(list.model().rowCount(), 0);
        QVERIFY(!list.hasMore());
        QVERIFY(!list.isLoading());
    }
};

PARLANCE_TEST(TestCommandList)

} // namespace tst_commandlist

#include "tst_commandlist.moc"
