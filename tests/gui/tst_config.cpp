// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/configpage.h"
#include "support/fakebench.h"
#include "support/pagebench.h"
#include "support/testprogram.h"
#include "widgets/tableview.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTest>

namespace tst_config {

using namespace Qt::StringLiterals;
using namespace parlance;
using test::ConsoleBench;
using test::FakeBench;
using test::RubbishBench;
using test::ShownPage;

const QString someSettings =
    u"[metrics]\nlisten = \"127.0.0.1:0\"\ntoken = \"a-secret-that-nobody-may-see\"\n"
    "[limits]\nmessage_bytes = 5000\n"_s;

/// The page, shown.
struct Shown : ShownPage<gui::ConfigPage>
{
    template <class Bench>
    explicit Shown(Bench &bench)
        : ShownPage(bench)
        , filter(find<QLineEdit>(u"filter"_s))
        , onlySet(find<QCheckBox>(u"filter-onlySet"_s))
        , logLevel(find<QPushButton>(u"log-level"_s))
        , footnote(find<QLabel>(u"footnote"_s))
        , model(*page.table().tableModel())
    {
    }

    QString cell(const QString &key, const QString &column) const
    {
        const gui::Record *record = model.recordAt(model.rowOf(key));
        return record ? record->cells.value(column).toString() : QString();
    }

    QLineEdit *filter;
    QCheckBox *onlySet;
    QPushButton *logLevel;
    QLabel *footnote;
    gui::TableModel &model;
};

class TestConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsValuesWithoutSecrets()
    {
        ConsoleBench bench({}, someSettings);
        Shown shown(bench);
        QTRY_VERIFY(shown.model.rowCount() > 40);
        QCOMPARE(shown.cell(u"limits.message_bytes"_s, u"value"_s), u"5000"_s);
        QVERIFY(shown.cell(u"limits.message_bytes"_s, u"source"_s) != u"default"_s);
        QCOMPARE(shown.cell(u"log.level"_s, u"source"_s), u"default"_s);
        QVERIFY(shown.cell(u"dialects"_s, u"value"_s).contains(u"rooms, "_s));
        QVERIFY(!shown.cell(u"metrics.token"_s, u"value"_s).isEmpty());
        for (int row = 0; row < shown.model.rowCount(); ++row) {
            for (int at = 0; at < shown.model.columnCount(); ++at)
                QVERIFY(!shown.model.index(row, at).data().toString().contains(u"nobody-may"_s));
        }
        QVERIFY(shown.footnote->text().startsWith(QString::number(shown.model.rowCount())));
    }

    void filters()
    {
        ConsoleBench bench({}, someSettings);
        Shown shown(bench);
        QAbstractItemModelTester tester(&shown.model);
        QTRY_VERIFY(shown.model.rowCount() > 40);
        shown.onlySet->setChecked(true);
        QVERIFY(shown.model.rowOf(u"limits.message_bytes"_s) >= 0);
        QVERIFY(shown.model.rowOf(u"log.level"_s) < 0);
        shown.filter->setText(u"MESSAGE_b"_s);
        QTRY_COMPARE(shown.model.rowCount(), 1);
        QVERIFY(shown.footnote->text().contains(u"1 shown"_s));

        // They come back at the next start.
        QTemporaryDir dir;
        QSettings settings(dir.filePath(u"state.ini"_s), QSettings::IniFormat);
        shown.page.saveState(settings);
        Shown later(bench);
        later.page.restoreState(settings);
        QTRY_COMPARE(later.model.rowCount(), 1);

        shown.filter->setText(u"no such key"_s);
        QTRY_COMPARE(shown.model.rowCount(), 0);
        auto *empty = shown.page.findChild<QWidget *>(u"empty"_s);
        QVERIFY(empty->isVisible());
        empty->findChild<QPushButton *>()->click();
        QTRY_VERIFY(shown.model.rowCount() > 40);
        QVERIFY(!shown.onlySet->isChecked());
        QVERIFY(shown.page.table().isVisible());
    }

    void changesTheLogLevel()
    {
        ConsoleBench bench;
        Shown shown(bench);
        QTRY_COMPARE(shown.cell(u"log.level"_s, u"value"_s), u"info"_s);
        shown.logLevel->click();
        QTRY_VERIFY(bench.sheet());
        auto *level = bench.part<QComboBox>(u"level"_s);
        level->setCurrentIndex(level->findData(u"warning"_s));
        QVERIFY(bench.runSheet());
        QTRY_COMPARE(bench.ask(u"status"_s, {}).cells().value(u"logLevel"_s), u"warning"_s);
    }

    void tellsAnAuditorWhyNot()
    {
        ConsoleBench bench(u"auditor"_s);
        Shown shown(bench);
        QTRY_VERIFY(shown.model.rowCount() > 40);
        QVERIFY(!shown.logLevel->isEnabled());
        QVERIFY(shown.logLevel->toolTip().contains(u"Administrator"_s));
    }

    void keepsWhatItHasWithoutALink()
    {
        ConsoleBench bench;
        Shown shown(bench);
        QTRY_VERIFY(shown.model.rowCount() > 40);
        const int rows = shown.model.rowCount();
        bench.server.kill();
        QTRY_VERIFY(shown.footnote->text().contains(u"as of"_s));
        QVERIFY(!shown.logLevel->isEnabled());
        shown.page.refresh();
        shown.filter->setText(u"log."_s);
        QTRY_COMPARE(shown.model.rowCount(), 2);
        shown.filter->clear();
        QTRY_COMPARE(shown.model.rowCount(), rows);
        bench.server.start();
        QTRY_VERIFY_WITH_TIMEOUT(shown.logLevel->isEnabled(), 20000);
        QVERIFY(!shown.footnote->text().contains(u"as of"_s));
    }

    void showsDefaultsAndTheNeedOfARestart()
    {
        FakeBench bench([](const adminprotocol::RunCommand &) {
            const QJsonObject setting{{u"key"_s, u"http.allowed_origins"_s},
                                      {u"value"_s, QJsonArray{u"https://a"_s, u"https://b"_s}},
                                      {u"default"_s, QJsonArray{u"*"_s}},
                                      {u"source"_s, u"file"_s},
                                      {u"restart"_s, true}};
            return QJsonObject{{u"items"_s, QJsonArray{setting}}};
        });
        Shown shown(bench);
        QTRY_COMPARE(shown.model.rowCount(), 1);
        QStringList texts;
        for (int at = 0; at < shown.model.columnCount(); ++at)
            texts.append(shown.model.index(0, at).data().toString());
        QCOMPARE(texts, (QStringList{u"http.allowed_origins"_s, u"https://a, https://b"_s, u"*"_s,
                                     u"File"_s, u"yes"_s}));
    }

    void survivesRubbish()
    {
        RubbishBench bench;
        Shown shown(bench);
        QAbstractItemModelTester tester(&shown.model);
        QVERIFY(bench.survives(shown.page, [&] { shown.page.refresh(); }));
    }
};

PARLANCE_TEST(TestConfig)

} // namespace tst_config

#include "tst_config.moc"
