// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/registry.h"
#include "dialectsetup.h"
#include "support/testprogram.h"

#include <QSet>
#include <QTest>

namespace tst_dialectrows {

using namespace parlance;
using namespace Qt::StringLiterals;

// Patterns that match the same paths have the same result: "/a/:x" and "/A/:y/".
QString pathOf(const QString &pattern)
{
    QStringList segments = pattern.toLower().split(u'/', Qt::SkipEmptyParts);
    for (QString &segment : segments) {
        if (segment.startsWith(u':'))
            segment = u":"_s;
    }
    return segments.join(u'/');
}

bool exclude(const Route &a, const Route &b)
{
    const bool byName =
        a.named != Named::Anything && b.named != Named::Anything && a.named != b.named;
    return byName || a.discriminator.excludes(b.discriminator);
}

struct RowErrors
{
    QString where;
    const Dialect *dialect = nullptr;
    std::vector<ErrorRow> rows = {};
};

/// The errors of every row, and those of a dialect outside of its rows.
std::vector<RowErrors> allErrors(const Registry &registry)
{
    std::vector<RowErrors> all;
    for (const Dialect &dialect : registry.dialects()) {
        all.push_back({dialect.name, &dialect});
        for (const Route &route : dialect.routes)
            all.push_back({dialect.name + u' ' + route.pattern, &dialect, route.errors});
        for (const SocketEvent &event : dialect.events)
            all.push_back({dialect.name + u' ' + event.name, &dialect, event.errors});
    }
    return all;
}

class TestDialectRows : public QObject
{
    Q_OBJECT

    const Registry m_registry{makeDialects(Config())};

    quint8 indexOf(const char *name) const { return m_registry.indexOf(QString::fromLatin1(name)); }
    QString found(const char *dialect, bool open, const QString &event,
                  const QJsonArray &args) const
    {
        const auto row = m_registry.findEvent({indexOf(dialect), open}, event, args);
        return row ? m_registry.dialect(row->dialect).name : errorName(row.error().code);
    }

private Q_SLOTS:
    void allAreThere()
    {
        QStringList names;
        for (const Dialect &dialect : m_registry.dialects())
            names += dialect.name;
        QCOMPARE(names, QStringList{u"native"_s} + knownDialects());
        Config config;
        config.dialects = {u"phone"_s};
        QCOMPARE(makeDialects(config).size(), size_t(2));
    }

    void noRequestFitsTwoRows()
    {
        QHash<QString, std::vector<const Route *>> paths;
        for (const Dialect &dialect : m_registry.dialects()) {
            for (const Route &route : dialect.routes) {
                QVERIFY(route.handler);
                auto &rows = paths[QString::fromLatin1(http::methodName(route.method)) + u' ' +
                                   pathOf(route.pattern)];
                for (const Route *other : rows) {
                    QVERIFY2(exclude(route, *other), qPrintable(route.pattern));
                    // These apply before the row is chosen.
                    QVERIFY(route.access == other->access && route.rate == other->rate);
                    QVERIFY(!route.claim && !other->claim);
                }
                rows.push_back(&route);
            }
        }
        QVERIFY(paths.size() > 40);
    }

    void noEventFitsTwoRows()
    {
        QHash<QString, std::vector<const SocketEvent *>> events;
        for (const Dialect &dialect : m_registry.dialects()) {
            for (const SocketEvent &event : dialect.events) {
                QVERIFY(event.handler);
                for (const SocketEvent *other : events[event.name])
                    QVERIFY2(event.discriminator.excludes(other->discriminator),
                             qPrintable(event.name));
                events[event.name].push_back(&event);
            }
        }
        QCOMPARE(events.value(u"sendMessage"_s).size(), size_t(4));
    }

    void dialectsKeepOutOfTheNativeApi()
    {
        for (const Dialect &dialect : m_registry.dialects()) {
            const bool isNative = &dialect == &m_registry.dialects().front();
            for (const Route &route : dialect.routes)
                QCOMPARE(route.pattern.startsWith(u"/api/v1/"), isNative);
            for (const SocketEvent &event : dialect.events)
                QCOMPARE(event.name.contains(u'.'), isNative);
        }
    }

    void excludingIsWhatMatchingMeans_data()
    {
        using Argument = Discriminator::Argument;
        QTest::addColumn<QStringList>("present");
        QTest::addColumn<QStringList>("absent");
        QTest::addColumn<int>("argument");
        QTest::addColumn<bool>("excluded");
        const auto row = [](const char *name, const QStringList &present, const QStringList &absent,
                            Argument argument, bool excluded) {
            QTest::newRow(name) << present << absent << int(argument) << excluded;
        };
        row("needs what the other forbids", {u"b"_s}, {}, Argument::Object, true);
        row("forbids what the other needs", {}, {u"a"_s}, Argument::Object, true);
        row("needs the same", {u"a"_s}, {}, Argument::Object, false);
        row("something else", {u"c"_s}, {u"d"_s}, Argument::Object, false);
        row("text", {}, {}, Argument::Text, true);
        row("anything", {}, {u"a"_s}, Argument::Any, false);
    }
    void excludingIsWhatMatchingMeans()
    {
        QFETCH(QStringList, present);
        QFETCH(QStringList, absent);
        QFETCH(int, argument);
        QFETCH(bool, excluded);
        const Discriminator one{{u"a"_s}, {u"b"_s}};
        const Discriminator other{{present.begin(), present.end()},
                                  {absent.begin(), absent.end()},
                                  Discriminator::Argument(argument)};
        QCOMPARE(one.excludes(other), excluded);
        QCOMPARE(other.excludes(one), excluded);
        // If two rows exclude each other, no arguments match both.
        for (int fields = 0; fields < 16; ++fields) {
            QJsonObject args;
            for (int i = 0; i < 4; ++i) {
                if (fields & (1 << i))
                    args.insert(QString(QChar(u'a' + i)), i);
            }
            const QJsonArray event{args};
            QVERIFY(!excluded || !(one.matches(event) && other.matches(event)));
        }
        QVERIFY(!one.matches(QJsonArray{u"text"_s}));
    }

    // With the texts of every row, and with additional properties of the error.
    void everyErrorHasAStatusAndABody()
    {
        for (const auto &[where, dialect, rows] : allErrors(m_registry)) {
            for (int i = 0; i < ErrorCodeCount; ++i) {
                const Error error{ErrorCode(i), {}, {}};
                const int status = shownStatus(*dialect, rows, error.code);
                QVERIFY2(status >= 400 && status < 600, qPrintable(where));
                const QJsonObject body = dialect->renderError(shownError(rows, error));
                if (dialect == &m_registry.dialects().front()) {
                    QVERIFY(!body[u"error"_s][u"message"_s].toString().isEmpty());
                    continue;
                }
                QVERIFY2(!body[u"message"_s].toString().isEmpty(), qPrintable(where));
                QCOMPARE(body[u"error"_s], body[u"message"_s]);
                const Error detailed{error.code, u"in other words"_s, {}};
                QCOMPARE(dialect->renderError(shownError(rows, detailed))[u"error"_s].toString(),
                         u"in other words"_s);
            }
        }
    }

    void eventsAreFoundInTheirDialect_data()
    {
        QTest::addColumn<QByteArray>("dialect");
        QTest::addColumn<bool>("open");
        QTest::addColumn<QString>("event");
        QTest::addColumn<QJsonArray>("args");
        QTest::addColumn<QString>("answer");
        const QJsonArray named{QJsonObject{{u"username"_s, u"a"_s}, {u"room"_s, u"b"_s}}};
        const QJsonArray text{u"0123456789abcdef01234567"_s};
        const auto row = [](const char *name, const char *dialect, bool open, const QString &event,
                            const QJsonArray &args, const char *answer) {
            QTest::newRow(name) << QByteArray(dialect) << open << event << args
                                << QString::fromLatin1(answer);
        };
        row("its own", "rooms", false, u"joinRoom"_s, text, "rooms");
        row("another's, at first", "rooms", true, u"joinRoom"_s, named, "named-rooms");
        row("another's, later", "rooms", false, u"joinRoom"_s, named, "validation_failed");
        row("a native one", "rooms", false, u"account.get"_s, {}, "native");
        row("from the native API", "native", true, u"register"_s, text, "phone");
        row("an event of others", "rooms", false, u"register"_s, text, "unknown_operation");
        row("nobody's", "rooms", true, u"nonsense"_s, text, "unknown_operation");
        row("nobody's arguments", "rooms", true, u"joinRoom"_s, {5}, "validation_failed");
        row("no arguments", "native", true, u"joinRoom"_s, {}, "validation_failed");
    }
    void eventsAreFoundInTheirDialect()
    {
        QFETCH(QByteArray, dialect);
        QFETCH(bool, open);
        QFETCH(QString, event);
        QFETCH(QJsonArray, args);
        QFETCH(QString, answer);
        QCOMPARE(found(dialect.constData(), open, event, args), answer);
    }
};

PARLANCE_TEST(TestDialectRows)

} // namespace tst_dialectrows

#include "tst_dialectrows.moc"
