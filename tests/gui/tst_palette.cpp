// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/palette.h"
#include "support/consolebench.h"
#include "support/testprogram.h"

#include <QAction>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

namespace tst_palette {

using namespace Qt::StringLiterals;
using namespace parlance;
using test::ConsoleBench;

/// The palette over the bench's window, driven with the keyboard.
struct PaletteBench : ConsoleBench
{
    explicit PaletteBench(const QString &role = {})
        : ConsoleBench(role)
        , palette(link, commands, window)
        , typed(*palette.findChild<QLineEdit *>(u"paletteText"_s))
        , list(*palette.findChild<QListView *>(u"paletteList"_s))
    {
    }

    void type(const QString &text)
    {
        typed.clear();
        QTest::keyClicks(&typed, text);
    }
    QStringList titles() const
    {
        QStringList titles;
        for (int row = 0; row < list.model()->rowCount(); ++row)
            titles.append(list.model()->index(row, 0).data().toString());
        return titles;
    }
    /// Marks the entry with the arrow keys.
    bool mark(const QString &title)
    {
        const auto row = titles().indexOf(title);
        for (int pressed = 0; row >= 0 && list.currentIndex().row() != row; ++pressed) {
            if (pressed > 200)
                return false;
            const bool isBelow = list.currentIndex().row() < row;
            QTest::keyClick(&typed, isBelow ? Qt::Key_Down : Qt::Key_Up);
        }
        return row >= 0;
    }

    gui::Palette palette;
    QLineEdit &typed;
    QListView &list;
};

class TestPalette : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ranksWhatMatches()
    {
        const QList<gui::PaletteEntry> entries{{.title = u"Back up now"_s},
                                               {.title = u"Users"_s},
                                               {.title = u"Unban"_s, .words = u"users.unban"_s},
                                               {.title = u"All users"_s}};
        QStringList found;
        for (const gui::PaletteEntry &each : gui::matching(entries, u" user "_s))
            found.append(each.title);
        QCOMPARE(found, (QStringList{u"Users"_s, u"All users"_s, u"Unban"_s}));
        QCOMPARE(gui::matching(entries, {}).size(), entries.size());
        QVERIFY(gui::matching(entries, u"users banana"_s).isEmpty());
    }

    void findsPagesCommandsAndSettings()
    {
        PaletteBench bench;
        bool isOpened = false;
        QAction dark(u"&Dark"_s);
        QSignalSpy triggered(&dark, &QAction::triggered);
        bench.palette.setPages({{.title = u"Audit"_s, .open = [&] { isOpened = true; }}});
        bench.palette.addSetting(&dark);
        bench.palette.popUp();
        QTRY_VERIFY(bench.typed.hasFocus());
        bench.type(u"audi"_s);
        QCOMPARE(bench.titles().first(), u"Audit"_s);
        QTest::keyClick(&bench.typed, Qt::Key_Return);
        QVERIFY(isOpened && !bench.palette.isVisible());

        bench.palette.popUp();
        bench.type(u"dark"_s);
        QVERIFY(bench.mark(u"Dark"_s));
        QTest::keyClick(&bench.typed, Qt::Key_Return);
        QCOMPARE(triggered.size(), 1);

        bench.palette.popUp();
        bench.type(u"create user"_s);
        QVERIFY(bench.titles().first().startsWith(u"Create user"_s));
        QTest::keyClick(&bench.typed, Qt::Key_Return);
        QTRY_VERIFY(bench.sheet());
    }

    void findsUsersRoomsAndSessionsOfTheServer()
    {
        PaletteBench bench;
        const auto ann = bench.server.person(u"ann.fischer"_s);
        bench.server.person(u"bob"_s);
        bench.server.call("POST", u"/rooms"_s, ann.token, {{u"name"_s, u"Fischerei"_s}});
        QSignalSpy wanted(&bench.palette, &gui::Palette::wanted);
        bench.palette.popUp();
        bench.type(u"fisch"_s);
        QTRY_VERIFY(bench.titles().contains(u"ann.fischer"_s));
        QTRY_VERIFY(bench.titles().contains(u"Fischerei"_s));
        QVERIFY(!bench.titles().contains(u"bob"_s));
        QVERIFY(bench.mark(u"ann.fischer"_s));
        QTest::keyClick(&bench.typed, Qt::Key_Return);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().at(0).toString(), u"users"_s);
        QCOMPARE(wanted.first().at(1).toString(), ann.id);

        bench.palette.popUp();
        bench.type(u"nobody at all"_s);
        QTRY_VERIFY(bench.mark(u"Search the log for “nobody at all”"_s));
        QTest::keyClick(&bench.typed, Qt::Key_Return);
        QCOMPARE(wanted.last().at(0).toString(), u"logs"_s);
        QCOMPARE(wanted.last().at(2).toString(), u"nobody at all"_s);
    }

    // Ctrl+Enter shows the commands of what is marked; Escape goes back.
    void actsOnWhatItFinds()
    {
        PaletteBench bench;
        bench.server.person(u"ann"_s);
        bench.palette.popUp();
        bench.type(u"ann"_s);
        QTRY_VERIFY(bench.mark(u"ann"_s));
        QTest::keyClick(&bench.typed, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(bench.palette.isVisible());
        QTRY_VERIFY(bench.titles().contains(u"Suspend…"_s));
        QVERIFY(!bench.titles().contains(u"Unfreeze"_s));
        QTest::keyClick(&bench.typed, Qt::Key_Escape);
        QVERIFY(bench.palette.isVisible());
        bench.type(u"ann"_s);
        QTRY_VERIFY(bench.mark(u"ann"_s));
        QTest::keyClick(&bench.typed, Qt::Key_Return, Qt::ControlModifier);
        bench.type(u"suspend"_s);
        QVERIFY(bench.mark(u"Suspend…"_s));
        QTest::keyClick(&bench.typed, Qt::Key_Return);
        QTRY_VERIFY(bench.sheet());
        QTRY_VERIFY(bench.part<QPushButton>(u"sheetDeed"_s)->text().startsWith(u"Suspend ann"_s));
        QVERIFY(bench.runSheet());
        QTRY_COMPARE(bench.user(u"ann"_s).cells.value(u"state"_s).toString(), u"suspended"_s);
    }

    void saysWhatAnAuditorMayNot()
    {
        PaletteBench bench(u"auditor"_s);
        bench.palette.popUp();
        bench.type(u"lock down"_s);
        QVERIFY(bench.mark(u"Lock down…"_s));
        QVERIFY(!(bench.list.currentIndex().flags() & Qt::ItemIsEnabled));
        QTest::keyClick(&bench.typed, Qt::Key_Return);
        QVERIFY(bench.palette.isVisible());
        QVERIFY(!bench.sheet());
    }

    void closesWithEscape()
    {
        PaletteBench bench;
        bench.palette.popUp();
        bench.type(u"a"_s);
        QTest::keyClick(&bench.typed, Qt::Key_Escape);
        QVERIFY(!bench.palette.isVisible());
    }
};

PARLANCE_TEST(TestPalette)

} // namespace tst_palette

#include "tst_palette.moc"
