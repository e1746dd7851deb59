// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/logfollow.h"
#include "support/testprogram.h"

#include <QTest>

#include <thread>

namespace tst_logring {

using namespace parlance;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

LogLine line(const QString &text, LogLevel level = LogLevel::Info,
             const QString &category = u"parlance.server"_s)
{
    return {.level = level, .category = category, .text = text};
}

QStringList texts(const LogPage &page)
{
    QStringList list;
    for (const LogLine &each : page.lines)
        list.append(each.text);
    return list;
}

/// The lines "1" to "count".
void fill(LogRing &ring, int count)
{
    for (int i = 1; i <= count; ++i)
        ring.append(line(QString::number(i)));
}

class TestLogRing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheLastLines()
    {
        LogRing ring({.lines = 3, .bytes = 1'000'000});
        QCOMPARE(ring.last(), 0u);
        QCOMPARE(texts(ring.newest(10, {})), QStringList());
        fill(ring, 5);
        QCOMPARE(ring.last(), 5u);
        QCOMPARE(ring.beforeOldest(), 2u);
        QCOMPARE(texts(ring.newest(10, {})), QStringList({u"3"_s, u"4"_s, u"5"_s}));
        QCOMPARE(texts(ring.newest(2, {})), QStringList({u"4"_s, u"5"_s}));
        const LogPage all = ring.after(0, 10, {});
        QCOMPARE(all.lines.first().number, 3u);
        QCOMPARE(all.skipped, 2u);
        QCOMPARE(all.until, 5u);
        QCOMPARE(ring.after(1, 10, {}).skipped, 1u);
        QCOMPARE(ring.after(2, 10, {}).skipped, 0u);
        QCOMPARE(texts(ring.after(4, 10, {})), QStringList{u"5"_s});
        QCOMPARE(texts(ring.after(5, 10, {})), QStringList());
    }

    // As of a process before this one.
    void beginsAnewAfterANumberThatItNeverHad()
    {
        LogRing ring;
        fill(ring, 2);
        QCOMPARE(texts(ring.after(3, 10, {})), QStringList({u"1"_s, u"2"_s}));
        QCOMPARE(texts(ring.after(std::numeric_limits<quint64>::max(), 10, {})).size(), 2);
    }

    void isBoundedInBytes()
    {
        LogRing ring({.lines = 1000, .bytes = 100'000});
        for (int i = 0; i < 100; ++i)
            ring.append(line(QString(10'000, u'x')));
        const qsizetype kept = ring.newest(1000, {}).lines.size();
        QVERIFY2(kept > 0 && kept <= 100'000 / (LogRing::maxText * 2),
                 qPrintable(QString::number(kept)));
        const QString text = ring.newest(1, {}).lines.first().text;
        QCOMPARE(text.size(), LogRing::maxText + 1);
        QVERIFY(text.endsWith(u'…'));
    }

    void filters()
    {
        LogRing ring;
        ring.append(line(u"opened"_s, LogLevel::Debug));
        ring.append(line(u"listening"_s));
        ring.append(line(u"No ROUTE to host"_s, LogLevel::Warning, u"parlance.net"_s));
        ring.append(line(u"broken"_s, LogLevel::Error, u"qt.core"_s));
        const auto found = [&ring](const LogFilter &filter) {
            const QStringList all = texts(ring.after(0, 100, filter));
            return all == texts(ring.newest(100, filter)) ? all.join(u',') : u"different"_s;
        };
        QCOMPARE(found({.level = LogLevel::Info}), u"listening,No ROUTE to host,broken"_s);
        QCOMPARE(found({.level = LogLevel::Error}), u"broken"_s);
        QCOMPARE(found({.category = u"parlance"_s}), u"opened,listening,No ROUTE to host"_s);
        QCOMPARE(found({.category = u"parlance.net"_s}), u"No ROUTE to host"_s);
        QCOMPARE(found({.text = u"route"_s}), u"No ROUTE to host"_s);
        QCOMPARE(found({.level = LogLevel::Error, .text = u"route"_s}), QString());
    }

    void pagesThroughWhatMatches()
    {
        LogRing ring;
        for (int i = 0; i < 20; ++i)
            ring.append(line(QString::number(i), i % 2 ? LogLevel::Info : LogLevel::Error));
        QStringList seen;
        quint64 after = 0;
        for (int page = 0; page < 5; ++page) {
            const LogPage found = ring.after(after, 3, {.level = LogLevel::Error});
            seen += texts(found);
            after = found.until;
        }
        QCOMPARE(seen.size(), 10);
        QCOMPARE(seen.removeDuplicates(), 0);
        QCOMPARE(after, 20u);
    }

    void takesLinesOfSeveralThreads()
    {
        LogRing ring({.lines = 100'000, .bytes = 100'000'000});
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&ring] { fill(ring, 1000); });
        for (int i = 0; i < 100; ++i)
            (void)ring.newest(100, {});
        for (std::thread &each : threads)
            each.join();
        QCOMPARE(ring.last(), 4000u);
        QCOMPARE(ring.after(0, 10'000, {}).lines.size(), 4000);
    }

    void levelsHaveNames()
    {
        for (const LogLevel each :
             {LogLevel::Debug, LogLevel::Info, LogLevel::Warning, LogLevel::Error})
            QVERIFY(logLevelFromName(logLevelName(each)) == each);
        QVERIFY(!logLevelFromName(u"fatal"_s));
    }

    // Waiting ------------------------------------------------------------------------------------

    void answersAtOnceWhatIsThere()
    {
        LogRing ring;
        fill(ring, 3);
        LogFollow follow(ring);
        QCOMPARE(asked(follow, {.limit = 2, .wait = 30s}), u"2,3"_s);
        QCOMPARE(asked(follow, {.after = 1, .wait = 30s}), u"2,3"_s);
        QCOMPARE(asked(follow, {.after = 3}), u"nothing"_s);
    }

    void waitsForTheNextLine()
    {
        LogRing ring;
        fill(ring, 3);
        LogFollow follow(ring);
        QStringList answers;
        follow.follow({.after = 3, .wait = 30s}, note(answers));
        follow.follow({.filter = {.level = LogLevel::Error}, .wait = 30s}, note(answers));
        QTest::qWait(300);
        QCOMPARE(answers, QStringList());
        ring.append(line(u"4"_s));
        QTRY_COMPARE(answers, QStringList{u"4"_s});
        ring.append(line(u"5"_s, LogLevel::Error));
        QTRY_COMPARE(answers, QStringList({u"4"_s, u"5"_s}));
    }

    void answersWhenTheTimeIsOver()
    {
        LogRing ring;
        LogFollow follow(ring);
        QStringList answers;
        follow.follow({.wait = 1s}, note(answers));
        QCOMPARE(answers, QStringList());
        QTRY_COMPARE(answers, QStringList{u"nothing"_s});
    }

    void bounds()
    {
        LogRing ring;
        LogFollow follow(ring);
        QStringList answers;
        for (size_t i = 0; i < LogFollow::mostWaiting; ++i)
            follow.follow({.wait = 30s}, note(answers));
        QCOMPARE(answers, QStringList());
        QCOMPARE(asked(follow, {.wait = 30s}), u"overloaded"_s);
        QCOMPARE(asked(follow, {}), u"nothing"_s);
        // Whoever is answered may ask again.
        ring.append(line(u"1"_s));
        QTRY_COMPARE(answers.size(), qsizetype(LogFollow::mostWaiting));
        follow.follow({.after = 1, .wait = 30s}, note(answers));
        follow.stop();
        QCOMPARE(answers.last(), u"nothing"_s);
        QCOMPARE(asked(follow, {.after = 1, .wait = 30s}), u"nothing"_s);
    }

private:
    static Callback<LogPage> note(QStringList &answers)
    {
        return [&answers](const Result<LogPage> &page) {
            const QString found = page ? texts(*page).join(u',') : errorName(page.error().code);
            answers.append(found.isEmpty() ? u"nothing"_s : found);
        };
    }
    static QString asked(LogFollow &follow, const LogQuery &query)
    {
        QStringList answers;
        follow.follow(query, note(answers));
        return answers.join(u" and "_s);
    }
};

PARLANCE_TEST(TestLogRing)

} // namespace tst_logring

#include "tst_logring.moc"
