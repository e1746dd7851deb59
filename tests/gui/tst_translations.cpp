// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/commandsheet.h"
#include "commands/commandspec.h"
#include "commands/durations.h"
#include "commands/figures.h"
#include "mainwindow.h"
#include "models/words.h"
#include "support/realserver.h"
#include "support/testprogram.h"

#include <QApplication>
#include <QLabel>
#include <QListView>
#include <QListWidget>
#include <QSettings>
#include <QTest>
#include <QTranslator>

namespace tst_translations {

using namespace Qt::StringLiterals;
using namespace parlance;
using gui::ServerLink;

/// German, and what is asked for but not found: a text that is marked for another context than the
/// one in which it is looked up is in the file, and yet never shown.
class Witness : public QTranslator
{
public:
    Witness()
    {
        if (!load(u":/translations/parlance-admin_de.qm"_s))
            qFatal("There is no German translation");
        QApplication::installTranslator(this);
    }
    ~Witness() override { QApplication::removeTranslator(this); }

    QString translate(const char *context, const char *source, const char *note,
                      int number) const override
    {
        const QString found = QTranslator::translate(context, source, note, number);
        const bool isOurs = *context != 'Q' && *source != 0;
        if (isOurs && found.isNull())
            missing.insert(QString::fromUtf8(context) + u": "_s + QString::fromUtf8(source));
        return found;
    }

    mutable QSet<QString> missing;
};

class TestTranslations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QSettings().clear(); }

    void allPagesAreGerman()
    {
        test::RealServer server;
        server.start();
        const auto ann = server.person(u"ann"_s, u"administrator"_s);
        const Witness german;
        ServerLink link;
        gui::MainWindow window(link);
        window.show();
        link.open(server.target(), {.username = ann.username, .password = ann.password});
        QTRY_COMPARE(link.state(), ServerLink::State::Online);
        for (const gui::Page *page : window.pages()) {
            window.go({.page = page->id()});
            QCOMPARE(window.currentPage(), page);
            QTRY_COMPARE(link.pendingCommands(), 0);
        }
        Q_EMIT window.searchWanted();
        QTest::keyClicks(QApplication::focusWidget(), u"ann"_s);
        const auto *found = window.findChild<QListView *>(u"paletteList"_s);
        QVERIFY(found);
        QTRY_VERIFY(!found->model()
                         ->match(found->model()->index(0, 0), Qt::DisplayRole, u"ann"_s, 1,
                                 Qt::MatchExactly)
                         .isEmpty());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QTRY_COMPARE(window.findChild<QLabel *>(u"linkWord"_s)->text(), u"Live"_s);
        QCOMPARE(window.findChild<QListWidget *>(u"navigation"_s)->item(1)->text(), u"Sitzungen"_s);
        server.kill();
        QTRY_COMPARE(window.findChild<QLabel *>(u"linkWord"_s)->text(), u"Verbindung verloren"_s);
        QCOMPARE(listed(german.missing), QString());
    }

    void allCommandsAreGerman()
    {
        const Witness german;
        ServerLink link;
        QWidget window;
        for (const gui::CommandSpec &spec : gui::commandSpecs()) {
            const gui::CommandSheet sheet(link, spec, {}, {}, &window);
            for (const char *text :
                 {spec.title, spec.deed, spec.deedFor, spec.outcome, spec.explanation})
                gui::commandText(text);
        }
        for (const auto *cell : {"endedSessions", "closedConnections", "connections", "leftRooms",
                                 "ownedRooms", "deletedRooms", "messages"})
            QVERIFY(!gui::figuresOf(u"rooms.delete"_s, {{QString::fromLatin1(cell), 2}}).isEmpty());
        QCOMPARE(gui::shownWord(u"ping_timeout"_s), u"Keine Antwort auf Pings"_s);
        QCOMPARE(gui::durations::text(u"1h"_s), u"1 Stunde"_s);
        QCOMPARE(gui::durations::text(u"2h"_s), u"2 Stunden"_s);
        QCOMPARE(listed(german.missing), QString());
    }

    void englishHasPlurals()
    {
        QTranslator english;
        QVERIFY(english.load(u":/translations/parlance-admin_en.qm"_s));
        QApplication::installTranslator(&english);
        QCOMPARE(gui::durations::text(u"1h"_s), u"1 hour"_s);
        QCOMPARE(gui::durations::text(u"2h"_s), u"2 hours"_s);
        QApplication::removeTranslator(&english);
    }

private:
    static QString listed(const QSet<QString> &texts)
    {
        QStringList list(texts.begin(), texts.end());
        list.sort();
        return list.join(u'\n');
    }
};

PARLANCE_TEST(TestTranslations)

} // namespace tst_translations

#include "tst_translations.moc"
