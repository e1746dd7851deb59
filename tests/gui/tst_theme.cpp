// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testprogram.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QDir>
#include <QSvgRenderer>
#include <QTest>

#include <cmath>

namespace tst_theme {

using namespace Qt::StringLiterals;
using namespace parlance::gui;
using theme::Meaning;
using theme::Scheme;

/// Relative luminance and contrast as WCAG 2 defines them.
double luminance(const QColor &color)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
           0.0722 * linear(color.blueF());
}

double contrast(const QColor &one, const QColor &other)
{
    const double lighter = std::max(luminance(one), luminance(other));
    const double darker = std::min(luminance(one), luminance(other));
    return (lighter + 0.05) / (darker + 0.05);
}

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textCanBeRead_data()
    {
        QTest::addColumn<Scheme>("scheme");
        QTest::newRow("light") << Scheme::Light;
        QTest::newRow("dark") << Scheme::Dark;
    }

    void textCanBeRead()
    {
        QFETCH(const Scheme, scheme);
        theme::apply(*qApp, scheme);
        QCOMPARE(theme::isDark(), scheme == Scheme::Dark);
        const QPalette palette = QApplication::palette();
        QList<std::pair<QString, QColor>> inks{
            {u"text"_s, palette.color(QPalette::Text)},
            {u"faint"_s, theme::faint()},
            {u"link"_s, palette.color(QPalette::Link)},
            {u"placeholder"_s, palette.color(QPalette::PlaceholderText)}};
        for (const auto meaning : {Meaning::Neutral, Meaning::Good, Meaning::Attention,
                                   Meaning::Bad, Meaning::Privileged})
            inks.append({u"meaning %1"_s.arg(int(meaning)), theme::color(meaning)});
        for (int i = 0; i < 3; ++i)
            inks.append({u"series %1"_s.arg(i), theme::series(i)});
        for (const auto &[name, ink] : std::as_const(inks)) {
            for (const auto ground : {QPalette::Window, QPalette::Base, QPalette::AlternateBase}) {
                const double found = contrast(ink, palette.color(ground));
                QVERIFY2(found >= 4.5,
                         qPrintable(u"%1 on ground %2: %3"_s.arg(name).arg(ground).arg(found)));
            }
        }
        for (const auto &[ink, ground] : {std::pair(QPalette::HighlightedText, QPalette::Highlight),
                                          std::pair(QPalette::ToolTipText, QPalette::ToolTipBase),
                                          std::pair(QPalette::ButtonText, QPalette::Button)})
            QVERIFY(contrast(palette.color(ink), palette.color(ground)) >= 4.5);
    }

    void everyIconIsDrawn()
    {
        const auto files = QDir(u":/icons"_s).entryInfoList({u"*.svg"_s});
        QVERIFY(files.size() > 50);
        for (const QFileInfo &file : files) {
            QVERIFY2(QSvgRenderer(file.filePath()).isValid(), qPrintable(file.fileName()));
            const QImage image = icon(file.baseName()).pixmap(QSize(24, 24)).toImage();
            bool hasInk = false;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    hasInk = hasInk || qAlpha(image.pixel(x, y)) > 128;
            }
            QVERIFY2(hasInk, qPrintable(file.fileName()));
        }
        QVERIFY(icon(u"there is none"_s).isNull());
    }

    void iconsFollowTheTheme()
    {
        const auto inkOf = [](const QIcon &icon) {
            const QImage image = icon.pixmap(QSize(48, 48)).toImage();
            QColor strongest = Qt::transparent;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    if (image.pixelColor(x, y).alpha() > strongest.alpha())
                        strongest = image.pixelColor(x, y);
                }
            }
            return strongest;
        };
        const QIcon plus = icon(u"plus"_s);
        theme::apply(*qApp, Scheme::Light);
        QVERIFY(inkOf(plus).lightness() < 80);
        theme::apply(*qApp, Scheme::Dark);
        QVERIFY(inkOf(plus).lightness() > 180);
        QCOMPARE(inkOf(icon(u"plus"_s, Qt::red)).rgb(), QColor(Qt::red).rgb());
    }
};

PARLANCE_TEST(TestTheme)

} // namespace tst_theme

#include "tst_theme.moc"
