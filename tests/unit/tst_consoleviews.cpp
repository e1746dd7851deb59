// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/subscription.h"
#include "support/testprogram.h"

#include <QRandomGenerator>
#include <QTest>

namespace tst_consoleviews {

using namespace parlance;
using namespace parlance::console;
using namespace Qt::StringLiterals;

Page pageOf(const QList<std::pair<QString, int>> &rows, qint64 total = -1)
{
    Page page{.total = total < 0 ? rows.size() : total};
    for (const auto &[key, value] : rows)
        page.rows.push_back({key, {{u"value"_s, value}, {u"constant"_s, u"c"_s}}});
    return page;
}

/// The rows as a console has them.
struct Shown
{
    void apply(const protocol::ServerMessage &message)
    {
        if (const auto *snapshot = std::get_if<protocol::Snapshot>(&message)) {
            cells.clear();
            order.clear();
            for (const Row &row : snapshot->rows) {
                cells.insert(row.key, row.cells);
                order.append(row.key);
            }
            take(snapshot->seq, snapshot->total);
        } else if (const auto *delta = std::get_if<protocol::Delta>(&message)) {
            for (const QString &key : delta->removed) {
                QVERIFY(cells.remove(key));
                order.removeAll(key);
            }
            for (const Row &row : delta->rows) {
                for (auto cell = row.cells.begin(); cell != row.cells.end(); ++cell)
                    cells[row.key].insert(cell.key(), cell.value());
            }
            if (!delta->order.isEmpty())
                order = delta->order;
            take(delta->seq, delta->total);
        }
        QCOMPARE(order.size(), cells.size());
    }
    void take(qint64 number, qint64 rows)
    {
        QCOMPARE(number, seq + 1);
        seq = number;
        total = rows;
    }
    bool shows(const Page &page) const
    {
        bool same = total == page.total && order.size() == qsizetype(page.rows.size());
        for (qsizetype i = 0; same && i < order.size(); ++i)
            same = page.rows[size_t(i)].key == order[i] &&
                   page.rows[size_t(i)].cells == cells.value(order[i]);
        return same;
    }

    QHash<QString, QJsonObject> cells;
    QStringList order;
    qint64 seq = 0;
    qint64 total = -1;
};

class Table : public TableView
{
public:
    quint64 version() const override { return changes; }
    void setWatched(bool on) override { watched.append(on); }
    QStringList sortable() const override { return {u"value"_s}; }
    QStringList filters() const override { return {u"text"_s}; }
    void read(const Window &, const Actor &, Callback<Page> done) override
    {
        ++reads;
        if (isLate)
            late.push_back(std::move(done));
        else
            done(page);
    }

    quint64 changes = 1;
    Result<Page> page = pageOf({});
    bool isLate = false;
    std::vector<Callback<Page>> late;
    int reads = 0;
    QList<bool> watched;
};

/// As a log of which only the newest ten entries are kept; every third one is "c".
class Log : public EntryView
{
public:
    quint64 version() const override { return newest; }
    QStringList filters() const override { return {u"text"_s}; }
    Result<EntryPage> read(quint64 after, int limit, const QMap<QString, QString> &filter,
                           const Actor &) const override
    {
        if (filter.value(u"text"_s) == u"wrong"_s)
            return Error::invalid(u"\"text\" is wrong"_s);
        const quint64 oldest = newest > 10 ? newest - 10 : 0;
        EntryPage result{.skipped = oldest > after ? oldest - after : 0};
        result.until = std::max(after, oldest);
        while (result.until < newest && result.entries.size() < size_t(limit)) {
            const quint64 position = ++result.until;
            const QString text = position % 3 == 0 ? u"c"_s : u"other"_s;
            if (filter.isEmpty() || filter.value(u"text"_s) == text)
                result.entries.push_back({position, {{u"text"_s, text}}});
        }
        return result;
    }

    quint64 newest = 0;
};

struct Fixture
{
    explicit Fixture()
    {
        views.add(u"table"_s, Permission::ViewServer, table);
        views.add(u"log"_s, Permission::ViewAudit, log);
    }
    console::Subscription::Context context(const QString &view)
    {
        return {1, *views.find(view), pace, turns, [this](const protocol::ServerMessage &message) {
                    sent.append(message);
                    shown.apply(message);
                }};
    }
    std::shared_ptr<TableSubscription> watchTable()
    {
        return std::make_shared<TableSubscription>(context(u"table"_s), Window());
    }
    std::unique_ptr<EntrySubscription> watchLog(const Window &window = {},
                                                std::optional<quint64> after = {})
    {
        return std::make_unique<EntrySubscription>(context(u"log"_s), window, after);
    }
    template <class Message>
    Message last() const
    {
        const auto *message = sent.isEmpty() ? nullptr : std::get_if<Message>(&sent.last());
        return message ? *message : Message();
    }

    Table table;
    Log log;
    Views views;
    Pace pace;
    ReadTurns turns;
    QList<protocol::ServerMessage> sent;
    Shown shown;
};

QList<quint64> positions(const protocol::Entries &message)
{
    QList<quint64> list;
    for (const Entry &entry : message.entries)
        list.append(entry.position);
    return list;
}

class TestConsoleViews : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void deltasLeadToThePage()
    {
        QRandomGenerator random(5);
        SentRows sent;
        Shown shown;
        QList<std::pair<QString, int>> rows;
        for (int round = 0; round < 2000; ++round) {
            switch (random.bounded(5)) {
            case 0:
                rows.insert(random.bounded(int(rows.size()) + 1),
                            {QString::number(round), random.bounded(9)});
                break;
            case 1:
                if (!rows.isEmpty())
                    rows.removeAt(random.bounded(int(rows.size())));
                break;
            case 2:
                if (!rows.isEmpty())
                    rows[random.bounded(int(rows.size()))].second = random.bounded(9);
                break;
            case 3:
                if (rows.size() > 1)
                    rows.swapItemsAt(0, random.bounded(int(rows.size())));
                break;
            default:
                break;
            }
            const Page page = pageOf(rows, rows.size() + random.bounded(2));
            const bool isSame = shown.shows(page);
            if (round == 0) {
                auto snapshot = sent.replace(page);
                snapshot.seq = 1;
                shown.apply(snapshot);
            } else if (auto delta = sent.update(page)) {
                QVERIFY(!isSame);
                delta->seq = shown.seq + 1;
                shown.apply(*delta);
            } else {
                QVERIFY(isSame);
            }
            QVERIFY(shown.shows(page));
        }
    }

    void deltasHoldOnlyWhatIsDifferent()
    {
        SentRows sent;
        sent.replace(pageOf({{u"a"_s, 1}, {u"b"_s, 2}}));
        const auto delta = sent.update(pageOf({{u"a"_s, 1}, {u"b"_s, 3}}));
        QVERIFY(delta);
        QCOMPARE(delta->rows, (QList<Row>{{u"b"_s, {{u"value"_s, 3}}}}));
        QCOMPARE(delta->order, QStringList());
        QCOMPARE(delta->removed, QStringList());
        // Those that remain are in the order of before.
        const auto shorter = sent.update(pageOf({{u"b"_s, 3}}));
        QVERIFY(shorter);
        QCOMPARE(shorter->removed, QStringList{u"a"_s});
        QCOMPARE(shorter->order, QStringList());
        QVERIFY(!sent.update(pageOf({{u"b"_s, 3}})));
    }

    void computesOnlyWhatHasChanged()
    {
        Fixture f;
        f.table.page = pageOf({{u"a"_s, 1}});
        const auto watch = f.watchTable();
        for (int i = 0; i < 3; ++i)
            watch->compute({});
        QCOMPARE(f.table.reads, 1);
        QCOMPARE(f.sent.size(), 1);
        ++f.table.changes;
        watch->compute({});
        QCOMPARE(f.table.reads, 2);
        QCOMPARE(f.sent.size(), 1);
        f.table.page = pageOf({{u"a"_s, 2}});
        ++f.table.changes;
        watch->compute({});
        QCOMPARE(f.last<protocol::Delta>().seq, 2);
        watch->change({.sort = u"value"_s});
        watch->compute({});
        QCOMPARE(f.last<protocol::Snapshot>().seq, 3);
        watch->refresh();
        watch->compute({});
        QCOMPARE(f.last<protocol::Snapshot>().seq, 4);
    }

    void viewsKnowWhetherTheyAreWatched()
    {
        Fixture f;
        auto one = f.watchTable();
        auto other = f.watchTable();
        one.reset();
        QCOMPARE(f.table.watched, QList<bool>{true});
        other.reset();
        QCOMPARE(f.table.watched, (QList<bool>{true, false}));
    }

    void answersThatComeTooLateAreDropped()
    {
        Fixture f;
        f.table.isLate = true;
        auto watch = f.watchTable();
        watch->compute({});
        watch->compute({});
        QCOMPARE(f.table.late.size(), size_t(1));
        watch->change({.sort = u"value"_s});
        f.table.late[0](pageOf({{u"old"_s, 1}}));
        QCOMPARE(f.sent.size(), 0);
        watch->compute({});
        QCOMPARE(f.table.late.size(), size_t(2));
        f.table.late[1](pageOf({{u"new"_s, 1}}));
        QCOMPARE(f.last<protocol::Snapshot>().rows.value(0).key, u"new"_s);
        ++f.table.changes;
        watch->compute({});
        watch.reset();
        f.table.late.back()(pageOf({}));
        QCOMPARE(f.sent.size(), 1);
    }

    void errorsAreToldOnceAndPass()
    {
        Fixture f;
        f.table.page = Result<Page>(ErrorCode::StorageFailed);
        const auto watch = f.watchTable();
        watch->compute({});
        QCOMPARE(f.last<protocol::RequestError>().problem.code, u"storage_failed"_s);
        watch->refresh();
        watch->compute({});
        QCOMPARE(f.table.reads, 2);
        QCOMPARE(f.sent.size(), 1);
        f.table.page = pageOf({{u"a"_s, 1}});
        watch->refresh();
        watch->compute({});
        QCOMPARE(f.last<protocol::Snapshot>().seq, 1);
    }

    void entriesGoOn()
    {
        Fixture f;
        f.log.newest = 7;
        const auto watch = f.watchLog({.limit = 4});
        watch->compute({});
        auto message = f.last<protocol::Entries>();
        QCOMPARE(positions(message), (QList<quint64>{4, 5, 6, 7}));
        QVERIFY(message.isFresh);
        watch->compute({});
        QCOMPARE(f.sent.size(), 1);
        f.log.newest = 9;
        watch->compute({});
        message = f.last<protocol::Entries>();
        QCOMPARE(positions(message), (QList<quint64>{8, 9}));
        QVERIFY(!message.isFresh);
        QCOMPARE(message.seq, 2);
        f.log.newest = 25;
        watch->compute({});
        message = f.last<protocol::Entries>();
        QCOMPARE(message.skipped, 6);
        QCOMPARE(positions(message), (QList<quint64>{16, 17, 18, 19}));
    }

    void entriesAreFiltered()
    {
        Fixture f;
        const auto watch = f.watchLog({.filter = {{u"text"_s, u"c"_s}}});
        watch->compute({});
        QCOMPARE(f.sent.size(), 1);
        f.log.newest = 2;
        watch->compute({});
        QCOMPARE(f.sent.size(), 1);
        f.log.newest = 7;
        watch->compute({});
        QCOMPARE(positions(f.last<protocol::Entries>()), (QList<quint64>{3, 6}));
        QCOMPARE(f.last<protocol::Entries>().until, quint64(7));
        watch->change({.filter = {{u"text"_s, u"wrong"_s}}});
        for (int i = 0; i < 3; ++i)
            watch->compute({});
        QCOMPARE(f.sent.size(), 3);
        QCOMPARE(f.last<protocol::RequestError>().problem.code, u"validation_failed"_s);
    }

    void entriesGoOnAfterAPosition()
    {
        Fixture f;
        f.log.newest = 7;
        const auto watch = f.watchLog({}, 5);
        watch->compute({});
        QCOMPARE(positions(f.last<protocol::Entries>()), (QList<quint64>{6, 7}));
        QVERIFY(!f.last<protocol::Entries>().isFresh);
        // There is always an answer.
        const auto upToDate = f.watchLog({}, 7);
        f.shown = {};
        upToDate->compute({});
        QCOMPARE(f.sent.size(), 2);
        // Of another run of the server.
        const auto tooFar = f.watchLog({.limit = 2}, 8);
        tooFar->compute({});
        QCOMPARE(positions(f.last<protocol::Entries>()), (QList<quint64>{6, 7}));
        QVERIFY(f.last<protocol::Entries>().isFresh);
    }

    void windowsAreChecked()
    {
        Fixture f;
        const auto check = [&f](const QString &view, const Window &window) {
            return checkWindow(*f.views.find(view), window);
        };
        QVERIFY(check(u"table"_s, {.sort = u"value"_s, .filter = {{u"text"_s, u"x"_s}}}));
        QVERIFY(!check(u"table"_s, {.sort = u"Value"_s}));
        QVERIFY(!check(u"table"_s, {.filter = {{u"value"_s, u"x"_s}}}));
        QVERIFY(check(u"log"_s, {.filter = {{u"text"_s, u"x"_s}}}));
        QVERIFY(!check(u"log"_s, {.sort = u"text"_s}));
        QCOMPARE(f.views.find(u"nothing"_s), nullptr);
        QCOMPARE(f.views.namesFor(ServerRole::User), QStringList());
        QCOMPARE(f.views.namesFor(ServerRole::Auditor), (QStringList{u"log"_s, u"table"_s}));
    }
};

PARLANCE_TEST(TestConsoleViews)

} // namespace tst_consoleviews

#include "tst_consoleviews.moc"
